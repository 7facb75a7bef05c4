/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording.h"

#include <string.h>

#include "bo-test-util.h"

#define MARK "==== RESPONSE ====\n"

static void
read_head (BoHttpReply *reply,
           const char  *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);

  g_assert_true (g_str_has_prefix (lines[0], "HTTP/1.1 "));
  reply->status = (guint) g_ascii_strtoull (lines[0] + strlen ("HTTP/1.1 "), NULL, 10);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      g_assert_nonnull (colon);
      *colon = '\0';
      soup_message_headers_append (reply->headers, lines[i], colon + 2);
    }
}

/**
 * recording_read:
 * @name: "08-product-simple"
 *
 * Returns: (transfer full): the exchange of that name
 */
Recording *
recording_read (const char *name)
{
  g_autofree char *path = g_strdup_printf (TEST_DATA "/woocommerce/%s.http", name);
  g_autofree char *text = bo_test_read_file (path);
  g_auto (GStrv) first = NULL;
  g_autofree char *line = NULL;
  g_autofree char *head = NULL;
  const char      *answer = strstr (text, MARK);
  const char      *end;
  Recording       *recording = g_new0 (Recording, 1);

  g_assert_nonnull (answer);
  line = g_strndup (text, strcspn (text, "\n"));
  first = g_strsplit (line, " ", 3);
  recording->method = g_strdup (first[0]);
  recording->address = g_strdup (first[1]);

  answer += strlen (MARK);
  end = strstr (answer, "\n\n");
  g_assert_nonnull (end);
  head = g_strndup (answer, (gsize) (end - answer));
  recording->reply = g_new0 (BoHttpReply, 1);
  recording->reply->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  recording->reply->request_id = g_strdup ("bo-test");
  recording->reply->body = g_bytes_new (end + 2, strlen (end + 2));
  read_head (recording->reply, head);

  return recording;
}

void
recording_free (Recording *recording)
{
  g_free (recording->method);
  g_free (recording->address);
  bo_http_reply_free (recording->reply);
  g_free (recording);
}

/**
 * recording_make_list:
 * @recording: an exchange about one thing or a list of them
 *
 * Returns: (transfer full): the answer as a list
 */
GBytes *
recording_make_list (const Recording *recording)
{
  gsize            size;
  const char      *body = g_bytes_get_data (recording->reply->body, &size);
  g_autofree char *list = NULL;

  if (size > 0 && body[0] == '[')
    return g_bytes_ref (recording->reply->body);
  list = g_strdup_printf ("[%.*s]", (int) size, body);

  return g_bytes_new (list, strlen (list));
}
