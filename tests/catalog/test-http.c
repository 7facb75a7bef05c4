/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-http.h"
#include "catalog-fixture.h"
#include "tiny-server.h"

/* What goes over the wire, and to whom. */

#define KEY "ck_123456789012345678901234567890"
#define SECRET "cs_abcdefghijklmnopqrstuvwxyzabcd"

typedef struct
{
  TinyServer *server;
  BoCatalog  *catalog;
} HttpFixture;

static const BoPull all_products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

static void
set_up (HttpFixture  *f,
        gconstpointer user_data)
{
  f->server = tiny_server_new ();
  f->catalog = catalog_new_for (f->server->url, KEY, SECRET);
}

static void
tear_down (HttpFixture  *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->catalog);
  tiny_server_free (f->server);
}

static const char *
get_request (HttpFixture *f,
             guint        i)
{
  g_assert_cmpuint (f->server->requests->len, >, i);

  return g_ptr_array_index (f->server->requests, i);
}

static void
assert_error (HttpFixture *f,
              int          code,
              const char  *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (catalog_pull (f->catalog, &all_products, &error));
  g_assert_error (error, BO_CATALOG_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strstr (error->message, SECRET));
}

static void
test_headers (HttpFixture  *f,
              gconstpointer user_data)
{
  g_autoptr (BoAnswer) answer = NULL;
  const char *request;

  tiny_server_set (f->server, 200, "application/json", "[]", "Set-Cookie: a=b");
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&answer, bo_answer_free);
      answer = catalog_pull (f->catalog, &all_products, NULL);
      g_assert_nonnull (answer);
    }
  request = get_request (f, 1);
  g_assert_nonnull (strstr (request, "\nUser-Agent: Backorders/"));
  g_assert_nonnull (strstr (request, "\nAccept: application/json\n"));
  g_assert_nonnull (strstr (request, "\nAccept-Encoding: gzip"));
  g_assert_nonnull (strstr (request, "\nX-Request-Id: bo-"));
  /* Signed, on plain http, and nothing that was given before is given back. */
  g_assert_null (strstr (request, "\nAuthorization:"));
  g_assert_null (strstr (request, "\nCookie:"));
  g_assert_null (strstr (request, "\nReferer:"));
  g_assert_nonnull (strstr (request, "oauth_signature="));
  g_assert_null (strstr (request, SECRET));
}

/* Each of a hundred requests has a nonce of its own. */
static void
test_nonces (HttpFixture  *f,
             gconstpointer user_data)
{
  g_autoptr (GHashTable) nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  tiny_server_set (f->server, 502, "text/html", "<html>Bad Gateway</html>", NULL);
  for (guint i = 0; i < 10; i++)
    assert_error (f, BO_CATALOG_ERROR_SERVER, "502");
  g_assert_cmpuint (f->server->requests->len, ==, 30);
  for (guint i = 0; i < f->server->requests->len; i++)
    {
      const char *nonce = strstr (get_request (f, i), "oauth_nonce=");

      g_assert_nonnull (nonce);
      g_assert_true (g_hash_table_add (nonces, g_strndup (nonce, strcspn (nonce, "&"))));
    }
}

/* A server that closes the connection when it is used again, as one does that has
 * just given up waiting.  Each connection has a thread. */
typedef struct
{
  GMutex     lock;
  GPtrArray *nonces; /* (element-type utf8) */
} Impatient;

static gboolean
read_head (GInputStream *stream,
           GString      *head)
{
  char buffer[4096];

  g_string_truncate (head, 0);
  while (strstr (head->str, "\r\n\r\n") == NULL)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        return FALSE;
      g_string_append_len (head, buffer, n);
    }

  return TRUE;
}

static gboolean
impatient_asked_cb (GThreadedSocketService *service,
                    GSocketConnection      *connection,
                    GObject                *source_object,
                    gpointer                user_data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";
  Impatient        *self = user_data;
  GInputStream     *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GString) head = g_string_new (NULL);

  for (guint i = 0; i < 2 && read_head (stream, head); i++)
    {
      const char *nonce = strstr (head->str, "oauth_nonce=");

      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->nonces, g_strndup (nonce, strcspn (nonce, "&")));
      g_mutex_unlock (&self->lock);
      if (i == 0)
        g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, sizeof answer - 1, NULL, NULL, NULL);
    }

  return TRUE;
}

/* libsoup sends again what was lost with a stale connection: signed anew, and only
 * what is no writing. */
static void
test_stale_connection (HttpFixture  *f,
                       gconstpointer user_data)
{
  Impatient impatient = { .nonces = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (BoCatalog) catalog = NULL;
  g_autofree char *address = NULL;

  g_mutex_init (&impatient.lock);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  g_signal_connect (service, "run", G_CALLBACK (impatient_asked_cb), &impatient);
  address = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  catalog = catalog_new_for (address, KEY, SECRET);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoAnswer) answer = catalog_pull (catalog, &all_products, &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
    }
  g_mutex_lock (&impatient.lock);
  g_assert_cmpuint (impatient.nonces->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (impatient.nonces, 1), !=, g_ptr_array_index (impatient.nonces, 2));
  g_mutex_unlock (&impatient.lock);

  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_clear_object (&catalog);
  g_ptr_array_unref (impatient.nonces);
  g_mutex_clear (&impatient.lock);
}

/* Two on their way and no more, whoever waits. */
static void
test_two_in_flight (HttpFixture  *f,
                    gconstpointer user_data)
{
  GAsyncResult *results[6] = { NULL };
  guint         done = 0;

  f->server->holds = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    bo_catalog_pull_async (f->catalog, &all_products, NULL, bo_test_take_result_cb, &results[i]);
  for (; done < G_N_ELEMENTS (results); done += 2)
    {
      bo_test_wait_until (f->server->requests->len == done + 2);
      bo_test_drain ();
      g_assert_cmpuint (f->server->requests->len, ==, done + 2);
      g_assert_cmpuint (f->server->held.length, ==, 2);
      tiny_server_let_go (f->server);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (BoAnswer) answer = bo_catalog_pull_finish (f->catalog, bo_test_wait_for (&results[i]), NULL);

      g_assert_nonnull (answer);
      g_object_unref (results[i]);
    }
}

/* Pictures let everything else go first. */
static void
test_images_wait (HttpFixture  *f,
                  gconstpointer user_data)
{
  GAsyncResult    *images[3] = { NULL };
  GAsyncResult    *result = NULL;
  g_autofree char *address = g_strdup_printf ("%s/picture.png", f->server->url);
  g_autoptr (BoAnswer) answer = NULL;

  tiny_server_set (f->server, 200, "image/png", "[]", NULL);
  f->server->holds = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    bo_catalog_load_image_async (f->catalog, address, NULL, bo_test_take_result_cb, &images[i]);
  bo_catalog_pull_async (f->catalog, &all_products, NULL, bo_test_take_result_cb, &result);
  bo_test_wait_until (f->server->requests->len == 2);
  bo_test_drain ();
  g_assert_cmpuint (f->server->requests->len, ==, 2);
  g_assert_true (g_str_has_prefix (get_request (f, 0), "GET /picture.png?\n"));
  g_assert_true (g_str_has_prefix (get_request (f, 1), "GET /wp-json/"));
  f->server->holds = FALSE;
  tiny_server_let_go (f->server);
  answer = bo_catalog_pull_finish (f->catalog, bo_test_wait_for (&result), NULL);
  g_assert_nonnull (answer);
  g_object_unref (result);
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autoptr (GBytes) image = bo_catalog_load_image_finish (f->catalog, bo_test_wait_for (&images[i]), NULL);

      g_assert_nonnull (image);
      g_object_unref (images[i]);
    }
}

/* ---- Answers that are none of the shop's ---- */

typedef struct
{
  const char *name;
  guint       status;
  const char *type;
  const char *body;
  const char *headers;
  int         code;
  const char *says;
  guint       n_requests;
} AnswerCase;

#define CODE(code) BO_CATALOG_ERROR_##code
#define HTML "text/html"
#define JSON "application/json"

static const AnswerCase answer_cases[] = {
  { "firewall", 403, HTML, "<html>Blocked</html>", "X-Request-Id: abc-1", CODE (REFUSED), "firewall", 1 },
  { "password", 401, HTML, "<html>Who are you?</html>", "WWW-Authenticate: Basic realm=\"x\"", CODE (KEY), "of its own", 1 },
  { "may-not", 403, JSON, "{\"code\":\"woocommerce_rest_cannot_view\",\"message\":\"Sorry\",\"data\":{\"status\":403}}", NULL, CODE (KEY), "person whose keys", 1 },
  { "shut-out", 404, JSON, "{\"code\":\"rest_disabled\",\"message\":\"The REST API is off\"}", NULL, CODE (REFUSED), "REST API is off", 1 },
  { "its-own-id", 500, HTML, "oops", "X-Request-Id: abc-1", CODE (SERVER), "request abc-1)", 3 },
  { "other-id", 500, HTML, "oops", "CF-Ray: 8f00-FRA", CODE (SERVER), "request 8f00-FRA)", 3 },
  { "forged-id", 500, HTML, "oops", "X-Request-Id: <b>x</b>", CODE (SERVER), "request bo-", 3 },
  { "not-implemented", 501, HTML, "no", NULL, CODE (SERVER), "status 501", 1 },
  { "cloudflare", 522, HTML, "timed out", NULL, CODE (SERVER), "status 522", 3 },
  { "strange-retry-after", 503, HTML, "later", "Retry-After: soon", CODE (BUSY), "busy", 3 },
  { "eternal-retry-after", 429, HTML, "later", "Retry-After: 99999999999999999999", CODE (BUSY), "busy", 1 },
  { "past-retry-after", 503, HTML, "later", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", CODE (BUSY), "busy", 3 },
  { "moved-nowhere", 301, HTML, "gone", NULL, CODE (NOT_A_SHOP), "nowhere", 1 },
  { "moved-to-http", 302, HTML, "gone", "Location: http://shop.example/wp-json/", CODE (INSECURE), "http://shop.example", 1 },
  { "moved-to-https", 301, HTML, "gone", "Location: https://shop.example/?consumer_secret=x", CODE (INSECURE), "https://shop.example.", 1 },
  { "moved-to-script", 307, HTML, "gone", "Location: javascript:alert(1)", CODE (NOT_A_SHOP), "nowhere", 1 },
  { "teapot", 418, HTML, "short and stout", NULL, CODE (REFUSED), "418", 1 },
  { "keys-come-back", 500, JSON, "{\"code\":\"x\",\"message\":\"bad " KEY " and " SECRET "\"}", NULL, CODE (SERVER), "bad … and …", 3 },
  { "markup", 400, JSON, "{\"code\":\"x\",\"message\":\"<b>&lt;script&gt;</b>\"}", NULL, CODE (REFUSED), "“<script>”", 1 },
  { "code-of-another-type", 404, JSON, "{\"code\":404,\"message\":\"No\"}", NULL, CODE (NOT_A_SHOP), "no WooCommerce shop", 1 },
};

static void
test_answer (HttpFixture  *f,
             gconstpointer user_data)
{
  const AnswerCase *c = user_data;

  tiny_server_set (f->server, c->status, c->type, c->body, c->headers);
  assert_error (f, c->code, c->says);
  g_assert_cmpuint (f->server->requests->len, ==, c->n_requests);
}

/* Where something on the way strips the links, pages are counted; where it strips that
 * too, the list ends with a page that has nothing. */
static void
test_no_links (HttpFixture  *f,
               gconstpointer user_data)
{
  static const struct
  {
    const char *headers;
    gboolean    more;
  } cases[] = {
    { "X-WP-TotalPages: 2\nX-WP-Total: 101", TRUE },
    { "X-WP-TotalPages: 1\nX-WP-Total: 1", FALSE },
    { "X-WP-TotalPages: -3", TRUE },
    { "X-WP-TotalPages: many", TRUE },
    { NULL, TRUE },
    { "X-WP-TotalPages: 2\nLink: <https://shop.example/wp-json/>; rel=\"https://api.w.org/\"", TRUE },
    { "X-WP-TotalPages: 9\nLink: <http://x/?page=1>; rel=\"prev\"", FALSE },
    { "Link: <http://x/?page=1>; rel=\"prev\", <http://x/?page=3>; rel=\"next\"", TRUE },
    { "Link: <http://x/?page=3>; rel=next", TRUE },
    { "Link: <http://x/?page=3>; title=\"rel=next\"", FALSE },
    { "Link: ;;;page=<<<>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BoAnswer) answer = NULL;

      g_test_message ("%s", cases[i].headers);
      tiny_server_set (f->server, 200, JSON, "[{\"id\":1}]", cases[i].headers);
      answer = catalog_pull (f->catalog, &all_products, NULL);
      g_assert_nonnull (answer);
      g_assert_cmpint (answer->more, ==, cases[i].more);
    }
}

/* WordPress is there, but its permalinks hide it: the way round them tells. */
static void
test_plain_permalinks (HttpFixture  *f,
                       gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  tiny_server_set (f->server, 404, HTML, "<html>Not found</html>", NULL);
  f->server->home = "{\"name\":\"x\",\"namespaces\":[\"wp/v2\",\"wc/v3\"]}";
  g_assert_null (catalog_test (f->catalog, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP);
  g_assert_nonnull (strstr (error->message, "Settings, Permalinks"));
  g_assert_nonnull (strstr (get_request (f, 2), "GET /?rest_route=%2F&"));
  g_assert_null (strstr (get_request (f, 2), "oauth"));
  g_clear_error (&error);

  f->server->home = "{\"namespaces\":7}";
  g_assert_null (catalog_test (f->catalog, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP);
  g_assert_nonnull (strstr (error->message, "no WooCommerce shop"));
}

/* ---- Redirects ---- */

/* Nothing that is asked of the shop goes to anybody else. */
static void
test_thief (HttpFixture  *f,
            gconstpointer user_data)
{
  g_autoptr (TinyServer) thief = tiny_server_new ();
  g_autofree char *location = g_strdup_printf ("Location: %s/wp-json/wc/v3/products", thief->url);
  g_autoptr (BoPush) note = bo_push_new (BO_PUSH_NOTE);
  g_autoptr (GError) error = NULL;
  BoPushResult       push_result = { 0 };
  static const guint statuses[] = { 300, 301, 302, 303, 307, 308 };

  note->remote_id = 1;
  note->text = g_strdup ("x");
  note->reference = g_strdup ("BO-1");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      tiny_server_set (f->server, statuses[i], HTML, "", location);
      assert_error (f, BO_CATALOG_ERROR_INSECURE, "127.0.0.1");
      g_assert_null (catalog_test (f->catalog, &error));
      g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
      g_clear_error (&error);
      g_assert_false (catalog_push (f->catalog, note, &push_result, &error));
      g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
      g_clear_error (&error);
    }
  bo_test_drain ();
  g_assert_cmpuint (thief->requests->len, ==, 0);
}

/* A permalink gets its slash: the question goes on, signed anew. */
static void
test_own_redirect (HttpFixture  *f,
                   gconstpointer user_data)
{
  g_autofree char *location = g_strdup_printf ("Location: %s/wp-json/wc/v3/products/?page=1&oauth_signature=old&consumer_key=old", f->server->url);

  tiny_server_set (f->server, 301, HTML, "", location);
  assert_error (f, BO_CATALOG_ERROR_NOT_A_SHOP, "circles");
  g_assert_cmpuint (f->server->requests->len, ==, 4);
  for (guint i = 1; i < 4; i++)
    {
      g_assert_true (g_str_has_prefix (get_request (f, i), "GET /wp-json/wc/v3/products/?page=1&oauth_consumer_key="));
      g_assert_null (strstr (get_request (f, i), "old"));
    }
}

/* ---- Pictures ---- */

typedef struct
{
  const char *name;
  guint       status;
  const char *type;
  const char *headers;
  int         code; /* a BoCatalogError, or -1 */
} PictureCase;

static const PictureCase picture_cases[] = {
  { "png", 200, "image/png", NULL, -1 },
  { "webp", 200, "image/webp", NULL, -1 },
  { "drawing", 200, "image/svg+xml", NULL, CODE (ANSWER) },
  { "page", 200, "text/html", NULL, CODE (ANSWER) },
  { "not-there", 404, "text/html", NULL, CODE (GONE) },
  { "away", 302, "text/html", "Location: http://192.0.2.1/x.png", CODE (INSECURE) },
  { "round-and-round", 302, "text/html", "Location: /again.png", CODE (INSECURE) },
  { "file", 302, "text/html", "Location: file:///etc/passwd", CODE (INSECURE) },
};

static void
test_picture (HttpFixture  *f,
              gconstpointer user_data)
{
  const PictureCase *c = user_data;
  g_autofree char   *address = g_strdup_printf ("%s/picture.png", f->server->url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) image = NULL;

  tiny_server_set (f->server, c->status, c->type, "picture", c->headers);
  image = catalog_load_image (f->catalog, address, &error);
  if (c->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (image), ==, strlen ("picture"));
    }
  else if (strcmp (c->name, "file") == 0)
    g_assert_nonnull (error);
  else
    g_assert_error (error, BO_CATALOG_ERROR, c->code);
  for (guint i = 0; i < f->server->requests->len; i++)
    {
      g_assert_null (strstr (get_request (f, i), "Authorization"));
      g_assert_null (strstr (get_request (f, i), "oauth"));
      g_assert_null (strstr (get_request (f, i), KEY));
    }
}

static void
test_picture_places (HttpFixture  *f,
                     gconstpointer user_data)
{
  static const char *const places[] = {
    "http://192.0.2.1/x.png",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "/x.png",
    "x.png",
    "",
    "https://",
    "https://user:password@192.0.2.1/x.png",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (catalog_load_image (f->catalog, places[i], &error));
      g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
    }
  /* A shop in the world has no pictures on this machine. */
  {
    g_autoptr (BoCatalog) catalog = catalog_new_for ("https://shop.example", KEY, SECRET);
    g_autoptr (GError) error = NULL;

    g_assert_null (catalog_load_image (catalog, "https://127.0.0.1:1/x.png", &error));
    g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
  }
}

static void
test_picture_size (HttpFixture  *f,
                   gconstpointer user_data)
{
  g_autofree char *address = g_strdup_printf ("%s/picture.png", f->server->url);
  g_autofree char *much = g_strnfill (8 * 1024 * 1024 + 1, 'x');
  g_autoptr (GError) error = NULL;

  tiny_server_set (f->server, 200, "image/png", much, NULL);
  g_assert_null (catalog_load_image (f->catalog, address, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER);
}

/* ---- Keys ---- */

static void
test_bad_keys (void)
{
  static const char *const keys[][2] = {
    { "", "cs_1" },
    { "ck_1", "" },
    { "ck_1\r\nX-Evil: 1", "cs_1" },
    { "ck_1", "cs_\xff" },
    { "ck 1", "cs_1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bo_catalog_new ("https://shop.example", keys[i][0], keys[i][1], NULL, &error));
      g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (bo_catalog_new ("http://shop.example", "ck_1", "cs_1", NULL, &error));
    g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
  }
}

#define ADD(path, data, func) g_test_add (path, HttpFixture, data, set_up, func, tear_down)

#define ADD_CASES(path, cases, func)                                          \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                            \
    {                                                                         \
      g_autofree char *whole = g_strdup_printf (path "/%s", (cases)[i].name); \
                                                                              \
      ADD (whole, &(cases)[i], func);                                         \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/http/headers", NULL, test_headers);
  ADD ("/http/nonces", NULL, test_nonces);
  ADD ("/http/stale-connection", NULL, test_stale_connection);
  ADD ("/http/two-in-flight", NULL, test_two_in_flight);
  ADD ("/http/images-wait", NULL, test_images_wait);
  ADD_CASES ("/http/answer", answer_cases, test_answer);
  ADD ("/http/no-links", NULL, test_no_links);
  ADD ("/http/plain-permalinks", NULL, test_plain_permalinks);
  ADD ("/http/thief", NULL, test_thief);
  ADD ("/http/own-redirect", NULL, test_own_redirect);
  ADD_CASES ("/http/picture", picture_cases, test_picture);
  ADD ("/http/picture-places", NULL, test_picture_places);
  ADD ("/http/picture-size", NULL, test_picture_size);
  g_test_add_func ("/http/bad-keys", test_bad_keys);

  return g_test_run ();
}
