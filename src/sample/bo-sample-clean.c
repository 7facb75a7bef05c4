/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-clean.h"

#include <math.h>
#include <string.h>

/* "&amp;", "&#8211;" */
static gboolean
is_entity (const char *text)
{
  const char *p = text + 1;

  if (*p == '#')
    p++;
  if (!g_ascii_isalnum (*p))
    return FALSE;
  while (g_ascii_isalnum (*p))
    p++;

  return *p == ';';
}

/* Returns: the length of the tag that begins at @text, 0 if it is none */
static gsize
measure_tag (const char *text,
             gboolean   *allowed)
{
  static const char *const kept[] = { "a", "b", "br", "code", "em", "i", "li", "p", "span", "strong", "u", "ul", NULL };
  const char              *name = text[1] == '/' ? text + 2 : text + 1;
  const char              *end = strchr (text, '>');
  gsize                    length = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  g_autofree char         *found = NULL;

  if (length == 0 || end == NULL)
    return 0;
  found = g_ascii_strdown (name, (gssize) length);
  *allowed = g_strv_contains (kept, found);

  return (gsize) (end - text) + 1;
}

/**
 * bo_sample_clean_html:
 * @text: what somebody typed
 * @escape: a bare & becomes an entity
 *
 * Returns: (transfer full): @text with the tags that WordPress allows and no other;
 *   what stood between the others stays
 */
char *
bo_sample_clean_html (const char *text,
                      gboolean    escape)
{
  GString *clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean allowed = FALSE;
      gsize    tag = *p == '<' ? measure_tag (p, &allowed) : 0;

      if (tag > 0)
        {
          if (allowed)
            g_string_append_len (clean, p, (gssize) tag);
          p += tag - 1;
        }
      else if (*p == '<')
        g_string_append (clean, "&lt;");
      else if (*p == '&' && escape && !is_entity (p))
        g_string_append (clean, "&amp;");
      else
        g_string_append_c (clean, *p);
    }

  return g_string_free (clean, FALSE);
}

/* Returns: (transfer full): @text without any tag and without space around it */
char *
bo_sample_clean_text (const char *text)
{
  GString *clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean allowed;
      gsize    tag = *p == '<' ? measure_tag (p, &allowed) : 0;

      if (tag > 0)
        p += tag - 1;
      else
        g_string_append_c (clean, *p);
    }

  return g_strstrip (g_string_free (clean, FALSE));
}

/* Returns: (transfer full): the digits, points and minus signs of @text and nothing
 *   else: "10,50" is 1050 */
char *
bo_sample_clean_price (const char *text)
{
  GString *clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == '.' || *p == '-')
      g_string_append_c (clean, *p);

  return g_string_free (clean, FALSE);
}

/* Returns: what PHP makes of @value where a number is wanted and nobody looked */
double
bo_sample_clean_stock (const json_t *value,
                       gboolean      fractional)
{
  double number = 0;

  switch (json_typeof (value))
    {
    case JSON_INTEGER:
      number = (double) json_integer_value (value);
      break;
    case JSON_REAL:
      number = json_real_value (value);
      break;
    case JSON_STRING:
      number = g_ascii_strtod (json_string_value (value), NULL);
      break;
    case JSON_TRUE:
      number = 1;
      break;
    case JSON_ARRAY:
      number = json_array_size (value) > 0 ? 1 : 0;
      break;
    case JSON_OBJECT:
      number = json_object_size (value) > 0 ? 1 : 0;
      break;
    case JSON_FALSE:
    case JSON_NULL:
    default:
      break;
    }
  if (!(fabs (number) < 1e15))
    return 0;

  return fractional ? number : trunc (number);
}

gboolean
bo_sample_json_is_true (const json_t *value)
{
  const char *text = json_string_value (value);

  if (text != NULL)
    return g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0;

  return json_is_true (value) || (json_is_integer (value) && json_integer_value (value) == 1);
}

static gboolean
is_integer (const json_t *value)
{
  gint64 number;

  if (json_is_string (value))
    return bo_sample_is_integer (json_string_value (value), &number);

  return json_is_integer (value) || (json_is_real (value) && json_real_value (value) == floor (json_real_value (value)));
}

static gboolean
is_boolean (const json_t *value)
{
  const char *text = json_string_value (value);

  if (text != NULL)
    return bo_sample_json_is_true (value) || g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0 || *text == '\0';

  return json_is_boolean (value) || (json_is_integer (value) && json_integer_value (value) / 2 == 0 && json_integer_value (value) >= 0);
}

static gboolean
has_type (const BoSampleField *field,
          const json_t        *value)
{
  switch (field->type)
    {
    case BO_SAMPLE_FIELD_TEXT:
      return json_is_string (value);
    case BO_SAMPLE_FIELD_INTEGER:
      return is_integer (value);
    case BO_SAMPLE_FIELD_BOOLEAN:
      return is_boolean (value);
    case BO_SAMPLE_FIELD_LIST:
      return json_is_array (value);
    case BO_SAMPLE_FIELD_OBJECT:
    default:
      return json_is_object (value);
    }
}

/**
 * bo_sample_check_body:
 * @call: a call
 * @fields: of its body that are known, ended by one without a name
 *
 * Looks at what was sent, and answers if something of it cannot be.  Unknown
 * members and nulls are passed over.
 *
 * Returns: %FALSE if the call is answered
 */
gboolean
bo_sample_check_body (BoSampleCall        *call,
                      const BoSampleField *fields)
{
  static const char *const types[] = { "string", "integer", "boolean", "array", "object" };

  for (; fields->name != NULL; fields++)
    {
      const json_t *value = json_object_get (call->json, fields->name);

      if (value == NULL || json_is_null (value))
        continue;
      if (!has_type (fields, value))
        bo_sample_call_complain (call, fields->name, "rest_invalid_type", "%s is not of type %s.", fields->name, types[fields->type]);
      else if (fields->choices != NULL && !g_strv_contains (fields->choices, json_string_value (value)))
        {
          g_autofree char *words = bo_sample_list_words (fields->choices);

          bo_sample_call_complain (call, fields->name, "rest_not_in_enum", "%s is not one of %s.", fields->name, words);
        }
    }

  return !bo_sample_call_refuse (call);
}

/* Takes the meta data of @list into @meta: by key, and a null removes. */
void
bo_sample_write_meta (BoSampleCall *call,
                      GPtrArray   **meta,
                      const json_t *list)
{
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      const json_t *one = json_array_get (list, i);
      const char   *key = json_string_value (json_object_get (one, "key"));
      json_t       *value = json_object_get (one, "value");
      char         *text = value == NULL || json_is_null (value) ? NULL : json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);

      if (key != NULL && *key != '\0')
        bo_sample_meta_set (call->state->books, meta, key, text);
      free (text);
    }
}

/**
 * bo_sample_write_address:
 * @call: a call
 * @old: (nullable): what stood there
 * @json: the members that change
 *
 * Returns: (transfer none): a new address
 */
const BoSampleAddress *
bo_sample_write_address (BoSampleCall          *call,
                         const BoSampleAddress *old,
                         const json_t          *json)
{
  BoSampleAddress *address = bo_sample_books_add_address (call->state->books);
  const struct
  {
    const char  *name;
    const char **member;
  } members[] = {
    { "first_name", &address->first_name },
    { "last_name", &address->last_name },
    { "company", &address->company },
    { "address_1", &address->address_1 },
    { "address_2", &address->address_2 },
    { "city", &address->city },
    { "state", &address->state },
    { "postcode", &address->postcode },
    { "country", &address->country },
    { "email", &address->email },
    { "phone", &address->phone },
  };

  if (old != NULL)
    *address = *old;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = json_string_value (json_object_get (json, members[i].name));

      if (text != NULL)
        *members[i].member = bo_sample_books_text (call->state->books, text);
    }

  return address;
}
