/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* A server that never stops sending: it is left in time, and until then whoever draws
 * the window has a turn. */

/* That of GDK for drawing. */
#define REDRAW_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)
#define ANSWER_MS 400
#define WHOLE_MS 1200
/* Copies of what is sent again and again, sent at once. */
#define COPIES 5000

typedef struct
{
  const char *name;
  const char *start;
  gsize       start_size;
  const char *again;
  gsize       again_size;
  int         code;
  const char *says;
} FloodCase;

#define BYTES(text) text, sizeof text - 1
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const FloodCase flood_cases[] = {
  { "interim-answers", BYTES (""), BYTES ("HTTP/1.1 100 Continue\r\n\r\n"), BO_CATALOG_ERROR_ANSWER, "garbled" },
  { "headers", BYTES ("HTTP/1.1 200 OK\r\n"), BYTES ("X: y\r\n"), BO_CATALOG_ERROR_SERVER, "broke off" },
  { "one-header", BYTES ("HTTP/1.1 200 OK\r\nX: "), BYTES ("yyyyyyyyyy"), BO_CATALOG_ERROR_SERVER, "broke off" },
  { "tiny-chunks", BYTES (HEAD "Transfer-Encoding: chunked\r\n\r\n"), BYTES ("1\r\n \r\n"), BO_CATALOG_ERROR_SERVER, "in time" },
  { "spaces", BYTES (HEAD "\r\n"), BYTES ("          "), BO_CATALOG_ERROR_ANSWER, "far larger" },
};

/* In a thread of its own; ends when nobody listens any more. */
static gboolean
asked_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source_object,
          gpointer                user_data)
{
  const FloodCase *c = user_data;
  GOutputStream   *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GByteArray) again = g_byte_array_new ();

  for (guint i = 0; i < COPIES; i++)
    g_byte_array_append (again, (const guint8 *) c->again, (guint) c->again_size);
  if (g_output_stream_write_all (stream, c->start, c->start_size, NULL, NULL, NULL))
    while (g_output_stream_write_all (stream, again->data, again->len, NULL, NULL, NULL))
      ;

  return TRUE;
}

static gboolean
draw_cb (gpointer user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;

  return G_SOURCE_CONTINUE;
}

static void
test_flood (gconstpointer user_data)
{
  static const BoPull all_products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

  const FloodCase *c = user_data;
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (BoCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  guint            n_frames = 0;
  guint            drawing = g_timeout_add_full (REDRAW_PRIORITY, 10, draw_cb, &n_frames, NULL);
  gint64           begin;

  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  g_signal_connect (service, "run", G_CALLBACK (asked_cb), (gpointer) c);
  address = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  catalog = catalog_new_for (address, "ck_1", "cs_1");
  bo_woo_catalog_set_pace (BO_WOO_CATALOG (catalog), ANSWER_MS, WHOLE_MS, CATALOG_TEST_BACKOFF_MS);

  begin = g_get_monotonic_time ();
  g_assert_null (catalog_pull (catalog, &all_products, &error));
  g_assert_error (error, BO_CATALOG_ERROR, c->code);
  g_assert_nonnull (strstr (error->message, c->says));
  g_test_message ("%u frames in %d ms", n_frames, (int) ((g_get_monotonic_time () - begin) / 1000));
  if (g_get_monotonic_time () - begin > ANSWER_MS * 1000)
    g_assert_cmpuint (n_frames, >, 5);

  g_source_remove (drawing);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flood_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/floods/", flood_cases[i].name, NULL);

      g_test_add_data_func (path, &flood_cases[i], test_flood);
    }

  return g_test_run ();
}
