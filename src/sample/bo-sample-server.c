/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-server.h"

#include <string.h>

#include <libsoup/soup.h>

#include "bo-sample-faults.h"

/* A slow body comes in so many pieces a second. */
#define PIECES 10

struct _BoSampleServer
{
  BoSampleState *state;    /* (not owned) */
  SoupServer    *server;   /* (owned) */
  GHashTable    *sendings; /* (element-type Sending) (owned): what is sent later; each belongs to its source */
  GPtrArray     *stalled;  /* (element-type GIOStream) (owned): connections that hang */
};

/* Something that is on its way. */
typedef struct
{
  BoSampleServer    *self;
  SoupServerMessage *message; /* (owned) */
  BoSampleReply     *reply;   /* (owned) */
  GSource           *source;  /* (owned) */
  gulong             finished_id;
  gsize              sent;
} Sending;

static void
sending_free (Sending *sending)
{
  g_hash_table_remove (sending->self->sendings, sending);
  g_clear_signal_handler (&sending->finished_id, sending->message);
  g_source_unref (sending->source);
  g_object_unref (sending->message);
  g_clear_pointer (&sending->reply, bo_sample_reply_free);
  g_free (sending);
}

/* It was sent, or whoever asked has gone: nothing may touch the message any more. */
static void
finished_cb (SoupServerMessage *message,
             Sending           *sending)
{
  g_source_destroy (sending->source);
}

/* A source that dies with the server or the message, if it has not run before. */
static void
add_timeout (Sending    *sending,
             guint       milliseconds,
             GSourceFunc callback)
{
  sending->source = g_timeout_source_new (milliseconds);
  sending->finished_id = g_signal_connect (sending->message, "finished", G_CALLBACK (finished_cb), sending);
  g_hash_table_add (sending->self->sendings, sending);
  g_source_set_callback (sending->source, callback, sending, (GDestroyNotify) sending_free);
  g_source_attach (sending->source, g_main_context_get_thread_default ());
}

static const char *
get_reason (guint status)
{
  return soup_status_get_phrase (status);
}

/* Head and first half of an answer, byte by byte as on the wire, for a connection
 * that libsoup no longer looks after. */
static GBytes *
make_torso (SoupServerMessage *message,
            BoSampleReply     *reply)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize       size;
  const char *body = g_bytes_get_data (reply->body, &size);

  g_string_printf (text, "HTTP/1.1 %u %s\r\nServer: nginx\r\n", reply->status, get_reason (reply->status));
  if (reply->content_type != NULL)
    g_string_append_printf (text, "Content-Type: %s\r\n", reply->content_type);
  for (guint i = 0; i < reply->headers->len; i++)
    {
      const BoSampleHeader *header = &g_array_index (reply->headers, BoSampleHeader, i);

      g_string_append_printf (text, "%s: %s\r\n", header->name, header->value);
    }
  g_string_append_printf (text, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", size);
  g_string_append_len (text, body, (gssize) (size / 2));

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Takes the connection away from libsoup and leaves the answer unfinished. */
static void
end_early (BoSampleServer    *self,
           SoupServerMessage *message,
           BoSampleReply     *reply)
{
  gboolean half = reply->ending == BO_SAMPLE_ENDING_CUT || reply->ending == BO_SAMPLE_ENDING_STALL;
  gboolean stays = reply->ending == BO_SAMPLE_ENDING_NEVER || reply->ending == BO_SAMPLE_ENDING_STALL;
  g_autoptr (GBytes) torso = half ? make_torso (message, reply) : NULL;
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream == NULL)
    return;
  if (torso != NULL)
    {
      gsize       size;
      const void *data = g_bytes_get_data (torso, &size);

      /* Whoever asked may have gone already, which is as well. */
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, NULL, NULL);
    }
  if (stays)
    g_ptr_array_add (self->stalled, g_steal_pointer (&stream));
  else
    g_io_stream_close (stream, NULL, NULL);
}

static void
set_head (BoSampleServer    *self,
          SoupServerMessage *message,
          BoSampleReply     *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gint64              skew = bo_sample_switches_get_number (self->state->switches, BO_SAMPLE_CLOCK_SKEW);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (bo_sample_state_get_now (self->state) + skew);
  g_autofree char *date = g_date_time_format (now, "%a, %d %b %Y %H:%M:%S GMT");

  soup_server_message_set_status (message, reply->status, NULL);
  soup_message_headers_replace (headers, "Date", date);
  if (reply->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", reply->content_type);
  soup_message_headers_replace (headers, "Connection", "keep-alive");
  for (guint i = 0; i < reply->headers->len; i++)
    {
      const BoSampleHeader *header = &g_array_index (reply->headers, BoSampleHeader, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }
}

/* As PHP sends: in chunks, of unknown length. */
static void
set_body (SoupServerMessage *message,
          BoSampleReply     *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody    *body = soup_server_message_get_response_body (message);

  if (reply->status == 304 || strcmp (soup_server_message_get_method (message), "HEAD") == 0)
    return;
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (g_bytes_get_size (reply->body) > 0)
    soup_message_body_append_bytes (body, reply->body);
  soup_message_body_complete (body);
}

static gboolean
send_piece_cb (gpointer user_data)
{
  Sending         *sending = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (sending->message);
  gsize            size = g_bytes_get_size (sending->reply->body);
  gsize            length = MIN (size - sending->sent, MAX (sending->reply->rate / PIECES, 1));
  g_autoptr (GBytes) piece = g_bytes_new_from_bytes (sending->reply->body, sending->sent, length);

  soup_message_body_append_bytes (body, piece);
  sending->sent += length;
  if (sending->sent < size)
    {
      soup_server_message_unpause (sending->message);
      return G_SOURCE_CONTINUE;
    }
  soup_message_body_complete (body);
  soup_server_message_unpause (sending->message);

  return G_SOURCE_REMOVE;
}

static void
start_slowly (BoSampleServer    *self,
              SoupServerMessage *message,
              BoSampleReply     *reply)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->self = self;
  sending->message = g_object_ref (message);
  sending->reply = reply;
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  add_timeout (sending, 1000 / PIECES, send_piece_cb);
}

/* Eats @reply. */
static void
send_reply (BoSampleServer    *self,
            SoupServerMessage *message,
            BoSampleReply     *reply)
{
  if (reply->ending != BO_SAMPLE_ENDING_WHOLE)
    {
      end_early (self, message, reply);
      bo_sample_reply_free (reply);
      return;
    }
  set_head (self, message, reply);
  if (reply->rate != 0 && g_bytes_get_size (reply->body) > 0)
    {
      start_slowly (self, message, reply);
      return;
    }
  set_body (message, reply);
  bo_sample_reply_free (reply);
}

static gboolean
send_late_cb (gpointer user_data)
{
  Sending        *sending = user_data;
  BoSampleServer *self = sending->self;

  send_reply (self, sending->message, g_steal_pointer (&sending->reply));
  soup_server_message_unpause (sending->message);

  return G_SOURCE_REMOVE;
}

static void
send_late (BoSampleServer    *self,
           SoupServerMessage *message,
           BoSampleReply     *reply)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->self = self;
  sending->message = g_object_ref (message);
  sending->reply = reply;
  soup_server_message_pause (message);
  add_timeout (sending, reply->delay, send_late_cb);
}

static BoSampleRequest *
read_request (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody    *body = soup_server_message_get_request_body (message);
  GUri               *uri = soup_server_message_get_uri (message);
  BoSampleRequest    *request = bo_sample_request_new (soup_server_message_get_method (message), g_uri_get_path (uri), g_uri_get_query (uri));
  const char         *encoding = soup_message_headers_get_list (headers, "Accept-Encoding");

  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->accept = g_strdup (soup_message_headers_get_list (headers, "Accept"));
  request->if_none_match = g_strdup (soup_message_headers_get_one (headers, "If-None-Match"));
  request->gzip = encoding != NULL && strstr (encoding, "gzip") != NULL;
  request->https = strcmp (g_uri_get_scheme (uri), "https") == 0;
  request->body = soup_message_body_flatten (body);

  return request;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  BoSampleServer *self = user_data;
  g_autoptr (BoSampleRequest) request = read_request (message);
  BoSampleReply *reply = bo_sample_faults_answer (self->state, request);

  if (reply->delay > 0)
    send_late (self, message, reply);
  else
    send_reply (self, message, reply);
}

static char *
make_home (SoupServer *server,
           const char *host)
{
  GSList *uris = soup_server_get_uris (server);
  GUri   *uri = uris->data;
  char   *home = g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), host, g_uri_get_port (uri));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return home;
}

/**
 * bo_sample_server_new:
 * @state: the shop; it learns its address
 * @host: how the shop calls itself
 * @port: on loopback; 0: any that is free
 * @certificate: (nullable): speaks https if there is one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a server that answers as soon as its main
 *   context runs; %NULL with an error of %G_IO_ERROR if it could not listen
 */
BoSampleServer *
bo_sample_server_new (BoSampleState   *state,
                      const char      *host,
                      guint16          port,
                      GTlsCertificate *certificate,
                      GError         **error)
{
  g_autoptr (BoSampleServer) self = g_new0 (BoSampleServer, 1);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;

  self->state = state;
  self->sendings = g_hash_table_new (NULL, NULL);
  self->stalled = g_ptr_array_new_with_free_func (g_object_unref);
  /* The address is looked at as it was sent. */
  self->server = soup_server_new ("server-header", "nginx", "raw-paths", TRUE, NULL);
  if (certificate != NULL)
    {
      soup_server_set_tls_certificate (self->server, certificate);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen_local (self->server, port, options, error))
    return NULL;
  g_free (state->home);
  state->home = make_home (self->server, host);

  return g_steal_pointer (&self);
}

void
bo_sample_server_free (BoSampleServer *self)
{
  g_autoptr (GList) sendings = g_hash_table_get_keys (self->sendings);

  /* Who still waits for an answer is not left hanging. */
  for (GList *item = sendings; item != NULL; item = item->next)
    {
      Sending *sending = item->data;
      g_autoptr (SoupServerMessage) message = g_object_ref (sending->message);
      g_autoptr (GIOStream) stream = NULL;

      g_source_destroy (sending->source);
      stream = soup_server_message_steal_connection (message);
      if (stream != NULL)
        g_io_stream_close (stream, NULL, NULL);
    }
  soup_server_disconnect (self->server);
  g_hash_table_unref (self->sendings);
  g_ptr_array_unref (self->stalled);
  g_object_unref (self->server);
  g_free (self);
}
