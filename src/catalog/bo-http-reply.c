/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-http"

#include "config.h"

#include <string.h>

#include "bo-http-private.h"

/* Seconds; who asks for more is not believed. */
#define RETRY_AFTER_MAX 86400
#define REQUEST_ID_MAX 64

static const char *
find_request_id (SoupMessageHeaders *headers)
{
  static const char *const names[] = { "X-Request-Id", "X-Correlation-Id", "CF-Ray", "X-Amzn-RequestId", "X-Amz-Cf-Id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = soup_message_headers_get_one (headers, names[i]);

      if (id != NULL && id[0] != '\0' && strlen (id) <= REQUEST_ID_MAX &&
          strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.:=+/") == strlen (id))
        return id;
    }

  return NULL;
}

static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? MAX (g_date_time_to_unix (date), 0) : 0;
}

/* Seconds, or the instant when: by the other side's own clock. */
static guint
read_retry_after (SoupMessageHeaders *headers,
                  gint64              now)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64     seconds;
  gint64      at;

  if (text == NULL)
    return 0;
  if (g_ascii_isdigit (text[0]))
    {
      seconds = g_ascii_strtoull (text, NULL, 10);
      return (guint) MIN (seconds, RETRY_AFTER_MAX);
    }
  at = read_date (text);
  if (now == 0)
    now = g_get_real_time () / G_USEC_PER_SEC;

  return at > now ? (guint) MIN (at - now, RETRY_AFTER_MAX) : 0;
}

/**
 * bo_http_reply_new:
 * @message: a message that was answered
 * @body: (transfer full): what came
 * @request_id: what the request was called on its way there
 *
 * Returns: (transfer full): the answer
 */
BoHttpReply *
bo_http_reply_new (SoupMessage *message,
                   GByteArray  *body,
                   const char  *request_id)
{
  BoHttpReply        *reply = g_new0 (BoHttpReply, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  const char         *id = find_request_id (headers);

  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (headers);
  reply->body = g_byte_array_free_to_bytes (body);
  reply->date = read_date (soup_message_headers_get_one (headers, "Date"));
  reply->retry_after = read_retry_after (headers, reply->date);
  reply->request_id = g_strdup (id != NULL ? id : request_id);
  if (location != NULL && reply->status >= 300 && reply->status < 400)
    reply->location = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);

  return reply;
}

void
bo_http_reply_free (BoHttpReply *reply)
{
  g_clear_pointer (&reply->headers, soup_message_headers_unref);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->location, g_uri_unref);
  g_free (reply->request_id);
  g_free (reply);
}
