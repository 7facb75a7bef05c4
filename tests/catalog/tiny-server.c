/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiny-server.h"

#include <string.h>

static void
remember (TinyServer        *self,
          SoupServerMessage *message)
{
  GString               *text = g_string_new (NULL);
  GUri                  *uri = soup_server_message_get_uri (message);
  SoupMessageHeadersIter iter;
  const char            *name;
  const char            *value;

  g_string_printf (text, "%s %s?%s\n", soup_server_message_get_method (message), g_uri_get_path (uri),
                   g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s: %s\n", name, value);
  g_ptr_array_add (self->requests, g_string_free (text, FALSE));
}

static void
answer (TinyServer        *self,
        SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_auto (GStrv) lines = g_strsplit (self->headers != NULL ? self->headers : "", "\n", -1);

  if (self->home != NULL && strcmp (g_uri_get_path (soup_server_message_get_uri (message)), "/") == 0)
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, self->home, strlen (self->home));
      return;
    }
  soup_server_message_set_status (message, self->status, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      soup_message_headers_append (headers, lines[i], colon + 2);
    }
  soup_server_message_set_response (message, self->type, SOUP_MEMORY_COPY, g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  TinyServer *self = user_data;

  remember (self, message);
  if (self->holds)
    {
      soup_server_message_pause (message);
      g_queue_push_tail (&self->held, g_object_ref (message));
      return;
    }
  answer (self, message);
}

/**
 * tiny_server_new:
 *
 * Returns: (transfer full): a server that answers everything with an empty list
 */
TinyServer *
tiny_server_new (void)
{
  TinyServer *self = g_new0 (TinyServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->server = soup_server_new (NULL, NULL);
  tiny_server_set (self, 200, "application/json", "[]", NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
tiny_server_free (TinyServer *self)
{
  tiny_server_let_go (self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->requests);
  g_bytes_unref (self->body);
  g_free (self->type);
  g_free (self->headers);
  g_free (self->url);
  g_free (self);
}

void
tiny_server_set (TinyServer *self,
                 guint       status,
                 const char *type,
                 const char *body,
                 const char *headers)
{
  self->status = status;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->type);
  g_free (self->headers);
  self->type = g_strdup (type);
  self->body = g_bytes_new (body, strlen (body));
  self->headers = g_strdup (headers);
}

/* Answers what it has held back, and holds on to the next. */
void
tiny_server_let_go (TinyServer *self)
{
  SoupServerMessage *message;

  while ((message = g_queue_pop_head (&self->held)) != NULL)
    {
      answer (self, message);
      soup_server_message_unpause (message);
      g_object_unref (message);
    }
}
