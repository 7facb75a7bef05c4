/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-json"

#include "config.h"

#include "bo-woo-json.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-catalog.h"
#include "bo-policy.h"
#include "bo-woo-text.h"

/* An order with all that plugins put into it is less than a dozen deep. */
#define DEPTH_MAX 64
/* NUL bytes stand in what plugins serialise; members that we read are checked. */
#define LOAD_FLAGS (JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL)
/* Of what stands before the JSON, for a message. */
#define NOISE_MAX 2000

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

static gboolean
is_white (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_white (const char *p,
            const char *end)
{
  while (p < end && is_white (*p))
    p++;

  return p;
}

/* Past what programs put before an answer without meaning to. */
static const char *
skip_start (const char *p,
            const char *end)
{
  p = skip_white (p, end);
  if (end - p >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;

  return skip_white (p, end);
}

/**
 * bo_json_is_page:
 * @bytes: an answer
 *
 * Returns: whether it is a page for people
 */
gboolean
bo_json_is_page (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *start = g_strndup (data != NULL ? data : "", MIN (size, NOISE_MAX));
  g_autofree char *lower = g_ascii_strdown (start, -1);

  return strstr (lower, "<html") != NULL || strstr (lower, "<!doctype html") != NULL;
}

/* What stands where the JSON should begin, up to where it does. */
static char *
read_noise (const char *start,
            const char *end)
{
  g_autofree char *noise = g_strndup (start, MIN ((gsize) (end - start), NOISE_MAX));

  noise[strcspn (noise, "[{")] = '\0';

  return bo_woo_text_blame (noise);
}

static gboolean
fail_noise (GError    **error,
            const char *start,
            const char *end)
{
  g_autofree char *said = read_noise (start, end);

  return fail (error, _ ("Something in the shop writes into its answers, likely a plugin with an error: “%s”. Nothing was changed here."), said);
}

/* The answer does not begin as it should: says what it is instead. */
static gboolean
fail_start (GError    **error,
            GBytes     *bytes,
            const char *start,
            const char *end)
{
  if (start == end)
    return fail (error, "%s", _ ("The shop answered with nothing at all."));
  if (*start == '{' || *start == '[')
    return fail (error, "%s", _ ("The shop answered something else than what was asked for."));
  if (bo_json_is_page (bytes))
    return fail (error, "%s", _ ("The shop answered with a page for people instead of data. Nothing was changed here."));

  return fail_noise (error, start, end);
}

/**
 * bo_json_list_open:
 * @self: (out caller-allocates): a list
 * @bytes: an answer; must outlive @self
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether @bytes begin a list
 */
gboolean
bo_json_list_open (BoJsonList *self,
                   GBytes     *bytes,
                   GError    **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  const char *start = size > 0 ? skip_start (data, end) : end;

  if (start == end || *start != '[')
    return fail_start (error, bytes, start, end);

  self->start = start;
  self->end = end;
  self->next = start + 1;
  self->first = TRUE;

  return TRUE;
}

/* Past the value at @p, which ends before a comma or bracket of its own level. */
static const char *
skip_value (const char *p,
            const char *end,
            gboolean   *too_deep)
{
  guint    depth = 0;
  gboolean quoted = FALSE;

  for (; p < end; p++)
    {
      if (quoted)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            quoted = FALSE;
          continue;
        }
      switch (*p)
        {
        case '"':
          quoted = TRUE;
          break;
        case '[':
        case '{':
          *too_deep |= ++depth > DEPTH_MAX;
          break;
        case ']':
        case '}':
          if (depth == 0)
            return p;
          depth--;
          break;
        case ',':
          if (depth == 0)
            return p;
          break;
        default:
          break;
        }
    }

  return NULL;
}

static gboolean
fail_cut_off (GError **error)
{
  g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_SERVER,
                       _ ("The shop’s answer broke off in the middle. It will be asked for again."));
  return FALSE;
}

static gboolean
check_rest (BoJsonList *self,
            GError    **error)
{
  const char *rest = skip_white (self->next, self->end);

  return rest == self->end ? FALSE : fail_noise (error, rest, self->end);
}

/**
 * bo_json_list_next:
 * @self: a list
 * @slice: (out caller-allocates): the next record in it
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether there is a next one; without one @error tells whether the list
 * has come to a good end
 */
gboolean
bo_json_list_next (BoJsonList  *self,
                   BoJsonSlice *slice,
                   GError     **error)
{
  const char *p = skip_white (self->next, self->end);
  const char *end;

  if (p == self->end)
    return fail_cut_off (error);
  if (*p == ']')
    {
      self->next = p + 1;
      return check_rest (self, error);
    }
  if (!self->first)
    {
      if (*p != ',')
        return fail (error, "%s", _ ("The shop’s answer is not valid JSON."));
      p = skip_white (p + 1, self->end);
    }
  slice->too_deep = FALSE;
  end = skip_value (p, self->end, &slice->too_deep);
  if (end == NULL)
    return fail_cut_off (error);
  if (end == p || *end == '}')
    return fail (error, "%s", _ ("The shop’s answer is not valid JSON."));

  slice->text = p;
  slice->length = (gsize) (end - p);
  self->next = end;
  self->first = FALSE;

  return TRUE;
}

/**
 * bo_json_list_is_empty:
 * @bytes: an answer
 *
 * Returns: whether it is "[]"
 */
gboolean
bo_json_list_is_empty (GBytes *bytes)
{
  BoJsonList  list;
  const char *p;

  if (!bo_json_list_open (&list, bytes, NULL))
    return FALSE;
  p = skip_white (list.next, list.end);

  return p < list.end && *p == ']';
}

/* The whole number at @p, in quotes or not; 0 when it is none. */
static gint64
read_id (const char *p,
         const char *end)
{
  gint64   id = 0;
  gboolean quoted = p < end && *p == '"';

  if (quoted)
    p++;
  for (; p < end && g_ascii_isdigit (*p); p++)
    {
      if (id > (G_MAXINT64 - 9) / 10)
        return 0;
      id = id * 10 + (*p - '0');
    }
  if (quoted && (p == end || *p++ != '"'))
    return 0;
  p = skip_white (p, end);

  return p < end && (*p == ',' || *p == '}') ? id : 0;
}

/**
 * bo_json_slice_find_id:
 * @slice: a record, which need not be valid
 *
 * A record that cannot be read is still there: it is not to be taken for deleted.
 *
 * Returns: its member "id", 0 when it cannot be made out
 */
gint64
bo_json_slice_find_id (const BoJsonSlice *slice)
{
  const char *end = slice->text + slice->length;
  guint       depth = 0;

  for (const char *p = slice->text; p < end; p++)
    {
      const char *start = p;

      if (*p == '{' || *p == '[')
        depth++;
      if (*p == '}' || *p == ']')
        depth--;
      if (*p != '"')
        continue;
      for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
          p++;
      if (p >= end)
        break;
      if (depth == 1 && p - start == 3 && memcmp (start, "\"id\"", 4) == 0)
        {
          const char *colon = skip_white (p + 1, end);

          if (colon < end && *colon == ':')
            return read_id (skip_white (colon + 1, end), end);
        }
    }

  return 0;
}

static json_t *
load (const char *text,
      gsize       length,
      GError    **error)
{
  json_error_t json_error;
  g_autoptr (json_t) value = json_loadb (text, length, LOAD_FLAGS, &json_error);

  if (value == NULL)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("Not valid JSON at byte %d"), json_error.position);
      return NULL;
    }
  if (!json_is_object (value))
    {
      fail (error, "%s", _ ("Not an object"));
      return NULL;
    }

  return g_steal_pointer (&value);
}

/**
 * bo_json_slice_parse:
 * @slice: a record
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the record, an object; or %NULL
 */
json_t *
bo_json_slice_parse (const BoJsonSlice *slice,
                     GError           **error)
{
  if (slice->too_deep)
    {
      fail (error, "%s", _ ("Nested too deeply"));
      return NULL;
    }

  return load (slice->text, slice->length, error);
}

/**
 * bo_json_parse_object:
 * @bytes: an answer
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the object that @bytes are, or %NULL
 */
json_t *
bo_json_parse_object (GBytes  *bytes,
                      GError **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  const char *start = size > 0 ? skip_start (data, end) : end;
  gboolean    too_deep = FALSE;

  if (start == end || *start != '{')
    {
      fail_start (error, bytes, start, end);
      return NULL;
    }
  /* It has no comma or bracket of its own level, so it is walked to its end. */
  if (skip_value (start, end, &too_deep) != NULL || too_deep)
    {
      fail (error, "%s", _ ("Nested too deeply, or something stands after the end"));
      return NULL;
    }

  return load (start, (gsize) (end - start), error);
}

/* The member, NULL with TRUE when there is none and it need not be there. */
static gboolean
find_member (json_t     *object,
             const char *key,
             BoJsonNeed  need,
             json_t    **member,
             GError    **error)
{
  *member = json_object_get (object, key);

  if (*member == NULL && need != BO_JSON_OPTIONAL)
    return fail (error, _ ("“%s” is missing"), key);
  if (json_is_null (*member))
    {
      if (need == BO_JSON_REQUIRED)
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
 * bo_json_get_id:
 * @object: an object
 * @key: the name of a member
 * @need: whether it must be there
 * @id: (out): a whole number, 0 or more; plugins make strings of them
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_json_get_id (json_t     *object,
                const char *key,
                BoJsonNeed  need,
                gint64     *id,
                GError    **error)
{
  json_t *member;

  if (!find_member (object, key, need, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  if (json_is_integer (member) && json_integer_value (member) >= 0)
    {
      *id = json_integer_value (member);
      return TRUE;
    }
  /* The shop's word for none, in places. */
  if (json_is_string (member) && json_string_length (member) == 0 && need != BO_JSON_REQUIRED)
    return TRUE;
  if (get_text (member) != NULL && g_ascii_string_to_unsigned (get_text (member), 10, 0, G_MAXINT64, (guint64 *) id, NULL))
    return TRUE;

  return fail (error, _ ("“%s” is not the number of anything"), key);
}

/**
 * bo_json_get_units:
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
bo_json_get_units (json_t     *object,
                   const char *key,
                   BoJsonNeed  need,
                   gboolean    round_up,
                   gint64     *units,
                   gboolean   *found,
                   gboolean   *fractional,
                   GError    **error)
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
 * bo_json_get_string:
 * @object: an object
 * @key: the name of a member
 * @need: whether it must be there
 * @string: (out) (transfer none): its text, as it is
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_json_get_string (json_t      *object,
                    const char  *key,
                    BoJsonNeed   need,
                    const char **string,
                    GError     **error)
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
bo_json_get_boolean (json_t     *object,
                     const char *key,
                     BoJsonNeed  need,
                     gboolean   *value,
                     GError    **error)
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
 * bo_json_get_instant:
 * @object: an object
 * @key: the name of a member, one of those that end in "_gmt"
 * @need: whether it must be there
 * @at: (out): UTC seconds
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether the member is as it should be
 */
gboolean
bo_json_get_instant (json_t     *object,
                     const char *key,
                     BoJsonNeed  need,
                     gint64     *at,
                     GError    **error)
{
  const char *text = NULL;

  if (!bo_json_get_string (object, key, need, &text, error))
    return FALSE;
  if (text == NULL || (text[0] == '\0' && need != BO_JSON_REQUIRED))
    return TRUE;
  if (!bo_woo_parse_instant (text, at))
    return fail (error, _ ("“%s” is not a date"), key);

  return TRUE;
}

gboolean
bo_json_get_array (json_t     *object,
                   const char *key,
                   BoJsonNeed  need,
                   json_t    **array,
                   GError    **error)
{
  if (!find_member (object, key, need, array, error))
    return FALSE;
  if (*array != NULL && !json_is_array (*array))
    return fail (error, _ ("“%s” is not a list"), key);

  return TRUE;
}

gboolean
bo_json_get_object (json_t     *object,
                    const char *key,
                    BoJsonNeed  need,
                    json_t    **member,
                    GError    **error)
{
  if (!find_member (object, key, need, member, error))
    return FALSE;
  /* PHP has one type for both: an empty object comes as "[]". */
  if (*member != NULL && json_is_array (*member) && json_array_size (*member) == 0 && need != BO_JSON_REQUIRED)
    *member = NULL;
  if (*member != NULL && !json_is_object (*member))
    return fail (error, _ ("“%s” is not an object"), key);

  return TRUE;
}

/**
 * bo_json_read_amount:
 * @value: (nullable): a string, as the shop's amounts are, or a number
 * @decimals: of the currency
 * @amount: (out): in minor units
 *
 * Returns: whether @value is an amount
 */
gboolean
bo_json_read_amount (json_t *value,
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
 * bo_json_find_meta:
 * @meta_data: (nullable): the list of that name
 * @key: the key of an entry
 *
 * Returns: (transfer none) (nullable): the value of the last entry with that key
 */
json_t *
bo_json_find_meta (json_t     *meta_data,
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
