/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-members"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-catalog.h"
#include "bo-policy.h"
#include "bo-woo-json.h"
#include "bo-woo-text.h"

static gboolean fail (GError    **error,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError    **error,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, message);

  return FALSE;
}

/* The member, NULL with TRUE when there is none and it need not be there. */
static gboolean
find_member (json_t       *object,
             const char   *key,
             BoWooJsonNeed need,
             json_t      **member,
             GError      **error)
{
  *member = json_object_get (object, key);

  if (*member == NULL && need != BO_WOO_JSON_OPTIONAL)
    return fail (error, _ ("“%s” is missing"), key);
  if (json_is_null (*member))
    {
      if (need == BO_WOO_JSON_REQUIRED)
        return fail (error, _ ("“%s” is empty"), key);
      *member = NULL;
    }

  return TRUE;
}

/* A string without a NUL in it. */
static const char *
get_text (json_t *value)
{
  const char *text = json_string_value (value);

  return text != NULL && strlen (text) == json_string_length (value) ? text : NULL;
}

/**
 * bo_woo_json_get_id:
 * @object: an object
 * @key: the name of a member
 * @need: whether it must be there
 * @id: (out): a whole number, 0 or more; plugins make strings of them
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_woo_json_get_id (json_t       *object,
                    const char   *key,
                    BoWooJsonNeed need,
                    gint64       *id,
                    GError      **error)
{
  json_t *member;

  if (!find_member (object, key, need, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  if (json_is_integer (member) && json_integer_value (member) >= 0 && json_integer_value (member) <= BO_WOO_JSON_ID_MAX)
    {
      *id = json_integer_value (member);
      return TRUE;
    }
  /* The shop's word for none, in places. */
  if (json_is_string (member) && json_string_length (member) == 0 && need != BO_WOO_JSON_REQUIRED)
    return TRUE;
  if (get_text (member) != NULL && g_ascii_string_to_unsigned (get_text (member), 10, 0, BO_WOO_JSON_ID_MAX, (guint64 *) id, NULL))
    return TRUE;

  return fail (error, _ ("“%s” is not the number of anything"), key);
}

/**
 * bo_woo_json_get_units:
 * @object: an object
 * @key: the name of a member
 * @need: whether it must be there
 * @round_up: a fraction counts as a whole unit, else as none
 * @units: (out): whole units, negative too
 * @found: (out) (optional): whether there is a number
 * @fractional: (out) (optional): whether it was rounded
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_woo_json_get_units (json_t       *object,
                       const char   *key,
                       BoWooJsonNeed need,
                       gboolean      round_up,
                       gint64       *units,
                       gboolean     *found,
                       gboolean     *fractional,
                       GError      **error)
{
  json_t     *member;
  const char *text;
  double      value;
  char       *rest = NULL;

  if (!find_member (object, key, need, &member, error))
    return FALSE;
  if (found != NULL)
    *found = member != NULL;
  if (member == NULL)
    return TRUE;

  text = get_text (member);
  if (json_is_number (member))
    value = json_number_value (member);
  else if (text != NULL && (g_ascii_isdigit (text[0]) || text[0] == '-' || text[0] == '+'))
    value = g_ascii_strtod (text, &rest);
  else
    return fail (error, _ ("“%s” is not a number"), key);
  if (!isfinite (value) || (rest != NULL && *rest != '\0'))
    return fail (error, _ ("“%s” is not a number"), key);
  if (fabs (value) > (double) BO_UNITS_MAX)
    return fail (error, _ ("“%s” is too large a number"), key);

  *units = (gint64) (round_up ? ceil (value) : floor (value));
  if (fractional != NULL)
    *fractional = (double) *units < value || (double) *units > value;

  return TRUE;
}

/**
 * bo_woo_json_get_string:
 * @object: an object
 * @key: the name of a member
 * @need: whether it must be there
 * @string: (out) (transfer none): its text, as it is
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_woo_json_get_string (json_t       *object,
                        const char   *key,
                        BoWooJsonNeed need,
                        const char  **string,
                        GError      **error)
{
  json_t     *member;
  const char *text;

  if (!find_member (object, key, need, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;

  text = get_text (member);
  if (text == NULL)
    return fail (error, _ ("“%s” is not a text"), key);
  *string = text;

  return TRUE;
}

gboolean
bo_woo_json_get_boolean (json_t       *object,
                         const char   *key,
                         BoWooJsonNeed need,
                         gboolean     *value,
                         GError      **error)
{
  json_t *member;

  if (!find_member (object, key, need, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  if (!json_is_boolean (member))
    return fail (error, _ ("“%s” is neither true nor false"), key);
  *value = json_is_true (member);

  return TRUE;
}

/**
 * bo_woo_json_get_instant:
 * @object: an object
 * @key: the name of a member, one of those that end in "_gmt"
 * @need: whether it must be there
 * @at: (out): UTC seconds
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_woo_json_get_instant (json_t       *object,
                         const char   *key,
                         BoWooJsonNeed need,
                         gint64       *at,
                         GError      **error)
{
  const char *text = NULL;

  if (!bo_woo_json_get_string (object, key, need, &text, error))
    return FALSE;
  if (text == NULL || (text[0] == '\0' && need != BO_WOO_JSON_REQUIRED))
    return TRUE;
  if (!bo_woo_parse_instant (text, at))
    return fail (error, _ ("“%s” is not a date"), key);

  return TRUE;
}

gboolean
bo_woo_json_get_array (json_t       *object,
                       const char   *key,
                       BoWooJsonNeed need,
                       json_t      **array,
                       GError      **error)
{
  if (!find_member (object, key, need, array, error))
    return FALSE;
  if (*array != NULL && !json_is_array (*array))
    return fail (error, _ ("“%s” is not a list"), key);

  return TRUE;
}

gboolean
bo_woo_json_get_object (json_t       *object,
                        const char   *key,
                        BoWooJsonNeed need,
                        json_t      **member,
                        GError      **error)
{
  if (!find_member (object, key, need, member, error))
    return FALSE;
  /* PHP has one type for both: an empty object comes as "[]". */
  if (*member != NULL && json_is_array (*member) && json_array_size (*member) == 0 && need != BO_WOO_JSON_REQUIRED)
    *member = NULL;
  if (*member != NULL && !json_is_object (*member))
    return fail (error, _ ("“%s” is not an object"), key);

  return TRUE;
}

/**
 * bo_woo_json_read_amount:
 * @value: (nullable): a string, as the shop's amounts are, or a number
 * @decimals: of the currency
 * @amount: (out): in minor units
 *
 * Returns: whether @value is an amount
 */
gboolean
bo_woo_json_read_amount (json_t *value,
                         int     decimals,
                         gint64 *amount)
{
  const char *text = get_text (value);

  if (text != NULL)
    return bo_woo_parse_amount (text, decimals, amount);
  if (json_is_number (value))
    return bo_woo_amount_from_real (json_number_value (value), decimals, amount);

  return FALSE;
}

/**
 * bo_woo_json_find_meta:
 * @meta_data: (nullable): the list of that name
 * @key: the key of an entry
 *
 * Returns: (transfer none) (nullable): the value of the last entry with that key
 */
json_t *
bo_woo_json_find_meta (json_t     *meta_data,
                       const char *key)
{
  json_t *found = NULL;
  json_t *entry;
  size_t  i;

  if (!json_is_array (meta_data))
    return NULL;
  json_array_foreach (meta_data, i, entry)
  {
    const char *name = get_text (json_object_get (entry, "key"));

    if (name != NULL && strcmp (name, key) == 0)
      found = json_object_get (entry, "value");
  }

  return found;
}
