/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-faults.h"

#define MEGABYTE (1024 * 1024)

static gboolean
is_on (BoSampleState   *state,
       BoSampleSwitchId id)
{
  return bo_sample_switches_is_on (state->switches, id);
}

static gsize
get_megabytes (BoSampleState   *state,
               BoSampleSwitchId id)
{
  return (gsize) bo_sample_switches_get_number (state->switches, id) * MEGABYTE;
}

static void
take_text (BoSampleReply *reply,
           char          *text,
           gsize          length)
{
  bo_sample_reply_take_body (reply, g_bytes_new_take (text, length));
}

static void
surround (BoSampleReply *reply,
          const char    *before,
          const char    *after)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  GString    *text = g_string_new (before);

  g_string_append_len (text, body, (gssize) size);
  g_string_append (text, after);
  size = text->len;
  take_text (reply, g_string_free (text, FALSE), size);
}

static void
append_space (BoSampleReply *reply,
              gsize          length)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  char       *text = g_malloc (size + length);

  memcpy (text, body, size);
  memset (text + size, ' ', length);
  take_text (reply, text, size + length);
}

static void
nest (BoSampleReply *reply,
      gsize          depth)
{
  char *text = g_malloc (depth * 2);

  memset (text, '[', depth);
  memset (text + depth, ']', depth);
  take_text (reply, text, depth * 2);
}

/* The first letter of each name becomes one of another encoding. */
static void
spoil_utf8 (BoSampleReply *reply)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  char       *text = g_memdup2 (body, size);

  for (gsize i = 0; i + 9 < size; i++)
    if (memcmp (text + i, "\"name\":\"", 8) == 0 && g_ascii_isalpha (text[i + 8]))
      text[i + 8] = (char) 0xe4;
  take_text (reply, text, size);
}

/* {"id":7,... becomes {"id":7,"id":8,... */
static void
duplicate_ids (BoSampleReply *reply)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  GString    *text = g_string_sized_new (size + size / 8);

  for (gsize i = 0; i < size; i++)
    {
      if (size - i > 6 && memcmp (body + i, "{\"id\":", 6) == 0)
        {
          g_string_append (text, "{\"id\":1,\"id\":");
          i += 5;
        }
      else
        g_string_append_c (text, body[i]);
    }
  size = text->len;
  take_text (reply, g_string_free (text, FALSE), size);
}

static void
replace_stock (BoSampleReply *reply)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  GString    *text = g_string_sized_new (size + size / 8);
  guint       n = 0;

  for (gsize i = 0; i < size; i++)
    {
      static const char        what[] = "\"stock_quantity\":";
      static const char *const numbers[] = { "9223372036854775808", "1e999", "-1e308", "0.1e-400", "99999999999999999999999999" };

      if (size - i > sizeof what && memcmp (body + i, what, sizeof what - 1) == 0)
        {
          g_string_append (text, what);
          g_string_append (text, numbers[n++ % G_N_ELEMENTS (numbers)]);
          i += sizeof what - 1;
          while (i < size && body[i] != ',' && body[i] != '}')
            i++;
          i--;
        }
      else
        g_string_append_c (text, body[i]);
    }
  size = text->len;
  take_text (reply, g_string_free (text, FALSE), size);
}

/* What came as one type goes as another. */
static json_t *
twist (json_t *value)
{
  char text[64];

  switch (json_typeof (value))
    {
    case JSON_INTEGER:
      g_snprintf (text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
      return json_string (text);
    case JSON_REAL:
      return json_string ("0.5");
    case JSON_STRING:
      return json_integer ((json_int_t) json_string_length (value));
    case JSON_TRUE:
      return json_string ("yes");
    case JSON_FALSE:
      return json_null ();
    case JSON_NULL:
      return json_false ();
    case JSON_OBJECT:
      return json_array ();
    case JSON_ARRAY:
    default:
      return json_object ();
    }
}

static void
twist_members (json_t *value)
{
  size_t      i;
  json_t     *inner;
  const char *name;
  void       *next;

  if (json_is_array (value))
    json_array_foreach (value, i, inner)
        twist_members (inner);
  if (json_is_object (value))
    json_object_foreach_safe (value, next, name, inner)
        json_object_set_new (value, name, twist (inner));
}

static void
drop_members (json_t *value)
{
  size_t      i;
  json_t     *inner;
  const char *name;
  void       *next;
  guint       n = 0;

  if (json_is_array (value))
    json_array_foreach (value, i, inner)
        drop_members (inner);
  if (json_is_object (value))
    json_object_foreach_safe (value, next, name, inner) if (n++ % 2 == 0)
        json_object_del (value, name);
}

static void
spoil_tree (BoSampleState *state,
            BoSampleReply *reply)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  json_t     *json;
  guint       status = reply->status;

  if (!is_on (state, BO_SAMPLE_WRONG_TYPES) && !is_on (state, BO_SAMPLE_MISSING_MEMBERS))
    return;
  json = json_loadb (body, size, 0, NULL);
  if (json == NULL)
    return;
  if (is_on (state, BO_SAMPLE_MISSING_MEMBERS))
    drop_members (json);
  if (is_on (state, BO_SAMPLE_WRONG_TYPES))
    twist_members (json);
  bo_sample_reply_take_json (reply, status, json);
}

static void
lengthen_names (BoSampleReply *reply,
                gsize          length)
{
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);
  const char *there = g_strstr_len (body, (gssize) size, "\"name\":\"");
  char       *text;
  gsize       before;

  if (there == NULL)
    return;
  before = (gsize) (there - body) + strlen ("\"name\":\"");
  text = g_malloc (size + length);
  memcpy (text, body, before);
  memset (text + before, 'x', length);
  memcpy (text + before + length, body + before, size - before);
  take_text (reply, text, size + length);
}

static void
set_type (BoSampleReply *reply,
          const char    *type)
{
  g_free (reply->content_type);
  reply->content_type = g_strdup (type);
}

static void
spoil_text (BoSampleState *state,
            BoSampleReply *reply)
{
  if (is_on (state, BO_SAMPLE_HUGE_TEXT))
    lengthen_names (reply, get_megabytes (state, BO_SAMPLE_HUGE_TEXT));
  if (is_on (state, BO_SAMPLE_HUGE_NUMBERS))
    replace_stock (reply);
  if (is_on (state, BO_SAMPLE_DUPLICATE_KEYS))
    duplicate_ids (reply);
  if (is_on (state, BO_SAMPLE_BAD_UTF8))
    spoil_utf8 (reply);
  if (is_on (state, BO_SAMPLE_DEEP_NESTING))
    nest (reply, (gsize) bo_sample_switches_get_number (state->switches, BO_SAMPLE_DEEP_NESTING));
  if (is_on (state, BO_SAMPLE_BYTE_ORDER_MARK))
    surround (reply, "\xef\xbb\xbf", "");
  if (is_on (state, BO_SAMPLE_PHP_WARNING))
    surround (reply, "\n<br />\n<b>Warning</b>:  Undefined variable $x in plugin.php on line 3<br />\n", "");
  if (is_on (state, BO_SAMPLE_HUGE_BODY))
    append_space (reply, get_megabytes (state, BO_SAMPLE_HUGE_BODY));
  if (is_on (state, BO_SAMPLE_GZIP_BOMB))
    append_space (reply, get_megabytes (state, BO_SAMPLE_GZIP_BOMB));
}

/**
 * bo_sample_faults_spoil_body:
 * @state: the shop
 * @reply: a good answer
 *
 * Makes of it what the switches say.
 */
void
bo_sample_faults_spoil_body (BoSampleState *state,
                             BoSampleReply *reply)
{
  spoil_tree (state, reply);
  spoil_text (state, reply);
  if (is_on (state, BO_SAMPLE_HTML_PAGE))
    bo_sample_reply_set_text (reply, 200, BO_SAMPLE_HTML_TYPE,
                              "<!DOCTYPE html>\n<html><head><title>One moment, please&hellip;</title></head>"
                              "<body>Checking that you are no robot.</body></html>\n");
  if (is_on (state, BO_SAMPLE_WRONG_CONTENT_TYPE))
    set_type (reply, BO_SAMPLE_HTML_TYPE);
  if (is_on (state, BO_SAMPLE_EMPTY_BODY))
    {
      reply->status = 200;
      bo_sample_reply_take_body (reply, g_bytes_new_static ("", 0));
    }
}
