/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-call.h"

#include <math.h>
#include <string.h>

#include "bo-sample-list.h"

/**
 * bo_sample_state_new:
 * @books: (transfer full): of the shop
 * @switches: how they stand
 * @counts: where it counts
 *
 * Returns: (transfer full): a shop that is not on any address yet
 */
BoSampleState *
bo_sample_state_new (BoSampleBooks    *books,
                     BoSampleSwitches *switches,
                     BoSampleCounts   *counts)
{
  BoSampleState *self = g_new0 (BoSampleState, 1);

  self->books = books;
  self->switches = switches;
  self->counts = counts;
  self->zone = g_time_zone_ref (books->zone);
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bo_sample_reply_free);
  self->home = g_strdup ("http://127.0.0.1");
  g_queue_init (&self->lists);

  return self;
}

void
bo_sample_state_free (BoSampleState *self)
{
  g_queue_clear_full (&self->lists, (GDestroyNotify) bo_sample_selection_free);
  g_hash_table_unref (self->nonces);
  g_hash_table_unref (self->pages);
  g_time_zone_unref (self->zone);
  bo_sample_books_free (self->books);
  g_free (self->home);
  g_free (self);
}

gint64
bo_sample_state_get_now (BoSampleState *self)
{
  return self->now != 0 ? self->now : g_get_real_time () / G_USEC_PER_SEC;
}

/* What a row gets that is written now. */
BoSampleStamp
bo_sample_state_stamp (BoSampleState *self)
{
  return bo_sample_books_stamp (self->books, bo_sample_state_get_now (self));
}

/* An old store has several of these by itself. */
gboolean
bo_sample_state_is (BoSampleState   *self,
                    BoSampleSwitchId id)
{
  if (id > BO_SAMPLE_OLD_STORE && id <= BO_SAMPLE_RAW_NOTES && bo_sample_switches_is_on (self->switches, BO_SAMPLE_OLD_STORE))
    return TRUE;

  return bo_sample_switches_is_on (self->switches, id);
}

/**
 * bo_sample_request_new:
 * @method: of HTTP
 * @path: as sent
 * @query: (nullable): as sent
 *
 * Returns: (transfer full): a request with no headers and no body
 */
BoSampleRequest *
bo_sample_request_new (const char *method,
                       const char *path,
                       const char *query)
{
  BoSampleRequest *self = g_new0 (BoSampleRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  self->params = bo_sample_params_parse (query);

  return self;
}

void
bo_sample_request_free (BoSampleRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->authorization);
  g_free (self->accept);
  g_free (self->if_none_match);
  g_clear_pointer (&self->body, g_bytes_unref);
  bo_sample_params_free (self->params);
  g_free (self);
}

static void
clear_header (gpointer data)
{
  BoSampleHeader *header = data;

  g_free (header->value);
}

BoSampleReply *
bo_sample_reply_new (void)
{
  BoSampleReply *self = g_new0 (BoSampleReply, 1);

  self->status = 200;
  self->headers = g_array_new (FALSE, FALSE, sizeof (BoSampleHeader));
  g_array_set_clear_func (self->headers, clear_header);
  self->body = g_bytes_new_static ("", 0);

  return self;
}

void
bo_sample_reply_free (BoSampleReply *self)
{
  g_array_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self->content_type);
  g_free (self);
}

/* Returns: (transfer full): the same answer once more */
BoSampleReply *
bo_sample_reply_copy (const BoSampleReply *self)
{
  BoSampleReply *copy = bo_sample_reply_new ();

  copy->status = self->status;
  copy->content_type = g_strdup (self->content_type);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const BoSampleHeader *header = &g_array_index (self->headers, BoSampleHeader, i);

      bo_sample_reply_set_header (copy, header->name, "%s", header->value);
    }
  bo_sample_reply_take_body (copy, g_bytes_ref (self->body));

  return copy;
}

void
bo_sample_reply_take_body (BoSampleReply *self,
                           GBytes        *body)
{
  g_bytes_unref (self->body);
  self->body = body;
}

/* @name: a literal */
void
bo_sample_reply_set_header (BoSampleReply *self,
                            const char    *name,
                            const char    *format,
                            ...)
{
  BoSampleHeader header = { .name = name };
  va_list        arguments;

  bo_sample_reply_remove_header (self, name);
  va_start (arguments, format);
  header.value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_array_append_val (self->headers, header);
}

const char *
bo_sample_reply_get_header (BoSampleReply *self,
                            const char    *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      const BoSampleHeader *header = &g_array_index (self->headers, BoSampleHeader, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }

  return NULL;
}

void
bo_sample_reply_remove_header (BoSampleReply *self,
                               const char    *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->headers, BoSampleHeader, i).name, name) == 0)
      {
        g_array_remove_index (self->headers, i);
        return;
      }
}

void
bo_sample_reply_set_text (BoSampleReply *self,
                          guint          status,
                          const char    *content_type,
                          const char    *text)
{
  self->status = status;
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  bo_sample_reply_take_body (self, g_bytes_new (text, strlen (text)));
}

/* Written as PHP writes it: ASCII only, slashes escaped. */
void
bo_sample_reply_take_json (BoSampleReply *self,
                           guint          status,
                           json_t        *json)
{
  char *text = json_dumps (json, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ESCAPE_SLASH | JSON_ENCODE_ANY);

  g_assert (text != NULL);
  json_decref (json);
  self->status = status;
  g_free (self->content_type);
  self->content_type = g_strdup (BO_SAMPLE_JSON_TYPE);
  bo_sample_reply_take_body (self, g_bytes_new_with_free_func (text, strlen (text), free, text));
}

/**
 * bo_sample_call_fail:
 * @call: a call
 * @status: of HTTP
 * @code: of the API
 * @message: of the API, in English as this shop's administrator has it
 *
 * Answers with an error.
 */
void
bo_sample_call_fail (BoSampleCall *call,
                     guint         status,
                     const char   *code,
                     const char   *message)
{
  bo_sample_reply_take_json (call->reply, status,
                             json_pack ("{s:s, s:s, s:{s:i}}", "code", code, "message", message, "data", "status", (int) status));
}

/**
 * bo_sample_call_complain:
 * @call: a call
 * @name: of a parameter
 * @code: of the API
 * @format: what is wrong with it
 *
 * Notes that a parameter cannot be; bo_sample_call_refuse() says so.
 */
void
bo_sample_call_complain (BoSampleCall *call,
                         const char   *name,
                         const char   *code,
                         const char   *format,
                         ...)
{
  g_autofree char *message = NULL;
  gboolean         type = strcmp (code, "rest_invalid_type") == 0;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (call->complaints == NULL)
    call->complaints = json_object ();
  if (json_object_get (call->complaints, name) != NULL)
    return;
  json_object_set_new (call->complaints, name,
                       json_pack ("{s:s, s:s, s:o}", "code", code, "message", message, "data",
                                  type ? json_pack ("{s:s}", "param", name) : json_null ()));
}

/* Returns: %TRUE if there were complaints; then the call is answered */
gboolean
bo_sample_call_refuse (BoSampleCall *call)
{
  g_autoptr (GString) names = g_string_new ("Invalid parameter(s): ");
  json_t     *params;
  const char *name;
  json_t     *complaint;

  if (call->complaints == NULL)
    return FALSE;
  params = json_object ();
  json_object_foreach (call->complaints, name, complaint)
  {
    if (json_object_size (params) > 0)
      g_string_append (names, ", ");
    g_string_append (names, name);
    json_object_set (params, name, json_object_get (complaint, "message"));
  }
  bo_sample_reply_take_json (call->reply, 400,
                             json_pack ("{s:s, s:s, s:{s:i, s:o, s:O}}", "code", "rest_invalid_param", "message", names->str,
                                        "data", "status", 400, "params", params, "details", call->complaints));

  return TRUE;
}

/* "a, b, and c" */
char *
bo_sample_list_words (const char *const *words)
{
  GString *list = g_string_new (words[0]);
  guint    n = g_strv_length ((char **) words);

  for (guint i = 1; i < n; i++)
    {
      g_string_append (list, i < n - 1 ? ", " : n > 2 ? ", and "
                                                      : " and ");
      g_string_append (list, words[i]);
    }

  return g_string_free (list, FALSE);
}

/**
 * bo_sample_is_integer:
 * @text: what stands for a number
 * @value: (out): the number
 *
 * Returns: %TRUE for what WordPress takes for a whole number: "5" and "5.0"
 */
gboolean
bo_sample_is_integer (const char *text,
                      gint64     *value)
{
  char  *end;
  double number;

  if (*text == '\0' || g_ascii_isspace (*text) || strpbrk (text, "xXnN") != NULL)
    return FALSE;
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || number != floor (number) || fabs (number) > 9e15)
    return FALSE;
  *value = (gint64) number;

  return TRUE;
}

/**
 * bo_sample_call_get_integer:
 * @call: a call
 * @name: of a parameter of the query
 * @otherwise: where it is not given
 * @least: the smallest that may be
 * @most: the largest, or %G_MAXINT64
 *
 * Returns: its value; complains if it cannot be
 */
gint64
bo_sample_call_get_integer (BoSampleCall *call,
                            const char   *name,
                            gint64        otherwise,
                            gint64        least,
                            gint64        most)
{
  const char *text = bo_sample_params_get (call->request->params, name);
  gint64      value;

  if (text == NULL)
    return otherwise;
  if (!bo_sample_is_integer (text, &value))
    {
      bo_sample_call_complain (call, name, "rest_invalid_type", "%s is not of type integer.", name);
      return otherwise;
    }
  if (value >= least && value <= most)
    return value;
  if (most == G_MAXINT64)
    bo_sample_call_complain (call, name, "rest_out_of_bounds", "%s must be greater than or equal to %" G_GINT64_FORMAT, name, least);
  else
    bo_sample_call_complain (call, name, "rest_out_of_bounds",
                             "%s must be between %" G_GINT64_FORMAT " (inclusive) and %" G_GINT64_FORMAT " (inclusive)",
                             name, least, most);

  return otherwise;
}

/**
 * bo_sample_call_get_choice:
 * @call: a call
 * @name: of a parameter of the query
 * @otherwise: where it is not given
 * @choices: what may be
 *
 * Returns: its value; complains if it is none of @choices
 */
const char *
bo_sample_call_get_choice (BoSampleCall      *call,
                           const char        *name,
                           const char        *otherwise,
                           const char *const *choices)
{
  const char      *text = bo_sample_params_get (call->request->params, name);
  g_autofree char *words = NULL;

  if (text == NULL)
    return otherwise;
  if (g_strv_contains (choices, text))
    return text;
  words = bo_sample_list_words (choices);
  bo_sample_call_complain (call, name, "rest_not_in_enum", "%s is not one of %s.", name, words);

  return otherwise;
}

/* %FALSE where it is not given. */
gboolean
bo_sample_call_get_boolean (BoSampleCall *call,
                            const char   *name)
{
  const char *text = bo_sample_params_get (call->request->params, name);

  if (text == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0)
    return TRUE;
  if (g_ascii_strcasecmp (text, "false") != 0 && strcmp (text, "0") != 0 && *text != '\0')
    bo_sample_call_complain (call, name, "rest_invalid_type", "%s is not of type boolean.", name);

  return FALSE;
}

/* Returns: (transfer full): an address of the API, below /wp-json/wc/v3/ */
char *
bo_sample_call_url (BoSampleCall *call,
                    const char   *format,
                    ...)
{
  g_autofree char *tail = NULL;
  va_list          arguments;

  va_start (arguments, format);
  tail = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return g_strconcat (call->state->home, "/wp-json/wc/v3/", tail, NULL);
}
