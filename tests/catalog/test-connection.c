/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* "Test connection": what is wrong is told apart, and nothing is changed by the
 * question.  Over https, with an authority made for the run, and on loopback without. */

#define WRONG "wrong_000000000000000000000000000000"

typedef struct
{
  const char *name;
  const char *fault; /* (nullable): a switch */
  const char *value;
  gboolean    tls;
  const char *key; /* (nullable): the shop's */
  const char *secret;
  int         code; /* a BoCatalogError, or -1: it works */
  const char *says; /* (nullable): part of the message */
  guint       capabilities;
  gboolean    keys_in_address;
} ConnectionCase;

#define CODE(code) BO_CATALOG_ERROR_##code
#define ALL (BO_CATALOG_CAN_WRITE | BO_CATALOG_LISTS_ALL_VARIATIONS)
#define LOOK BO_CATALOG_LISTS_ALL_VARIATIONS

static const ConnectionCase connection_cases[] = {
  { "https", NULL, NULL, TRUE, NULL, NULL, -1, NULL, ALL, FALSE },
  { "loopback", NULL, NULL, FALSE, NULL, NULL, -1, NULL, ALL, FALSE },
  { "https-old-shop", "old-store", NULL, TRUE, NULL, NULL, -1, NULL, BO_CATALOG_CAN_WRITE, FALSE },
  { "https-unknown-key", NULL, NULL, TRUE, WRONG, NULL, CODE (KEY), "does not take these keys", 0, FALSE },
  { "https-wrong-secret", NULL, NULL, TRUE, NULL, WRONG, CODE (KEY), "Consumer secret is invalid", 0, FALSE },
  { "loopback-unknown-key", NULL, NULL, FALSE, WRONG, NULL, CODE (KEY), "Consumer key is invalid", 0, FALSE },
  { "loopback-wrong-secret", NULL, NULL, FALSE, NULL, WRONG, CODE (KEY), "signature", 0, FALSE },
  { "https-header-stripped", "strip-authorization", NULL, TRUE, NULL, NULL, -1, NULL, ALL, TRUE },
  { "https-header-stripped-unknown-key", "strip-authorization", NULL, TRUE, WRONG, NULL, CODE (KEY), "does not take these keys", 0, FALSE },
  { "https-header-stripped-read-only", "strip-authorization", NULL, TRUE, BO_SAMPLE_SHOP_READ_KEY, BO_SAMPLE_SHOP_READ_SECRET, -1, NULL, LOOK, TRUE },
  { "https-read-only", NULL, NULL, TRUE, BO_SAMPLE_SHOP_READ_KEY, BO_SAMPLE_SHOP_READ_SECRET, -1, NULL, LOOK, FALSE },
  { "loopback-read-only", "read-only", NULL, FALSE, NULL, NULL, -1, NULL, LOOK, FALSE },
  { "loopback-clock-ahead", "clock-skew", "1000", FALSE, NULL, NULL, -1, NULL, ALL, FALSE },
  { "https-clock-ahead", "clock-skew", "100000", TRUE, NULL, NULL, -1, NULL, ALL, FALSE },
  { "plugin-off", "plugin-off", NULL, TRUE, NULL, NULL, CODE (PLUGIN_OFF), "WooCommerce is switched off", 0, FALSE },
  { "not-a-shop", "not-a-shop", NULL, TRUE, NULL, NULL, CODE (NOT_A_SHOP), NULL, 0, FALSE },
  { "plain-permalinks", "plain-permalinks", NULL, TRUE, NULL, NULL, CODE (NOT_A_SHOP), "permalinks", 0, FALSE },
  { "page-for-people", "html-page", NULL, TRUE, NULL, NULL, CODE (NOT_A_SHOP), "site for people", 0, FALSE },
  { "php-warning", "php-warning", NULL, TRUE, NULL, NULL, CODE (ANSWER), "plugin with an error", 0, FALSE },
  { "maintenance", "maintenance", "600", TRUE, NULL, NULL, CODE (BUSY), "maintenance", 0, FALSE },
  { "fatal", "php-fatal", NULL, TRUE, NULL, NULL, CODE (SERVER), "critical error", 0, FALSE },
  { "leads-to-http", "redirect", "http://127.0.0.1:9", TRUE, NULL, NULL, CODE (INSECURE), "http://127.0.0.1:9, where anybody on the way", 0, FALSE },
  { "leads-to-markup", "redirect", "https://%3Cb%3Eshop", TRUE, NULL, NULL, CODE (NOT_A_SHOP), "leads nowhere", 0, FALSE },
  { "leads-to-a-file", "redirect", "file:///etc", TRUE, NULL, NULL, CODE (NOT_A_SHOP), "leads nowhere", 0, FALSE },
  { "leads-elsewhere", "redirect", "https://www.shop.example", TRUE, NULL, NULL, CODE (INSECURE), "https://www.shop.example", 0, FALSE },
  { "leads-to-https", "https-only", NULL, FALSE, NULL, NULL, CODE (INSECURE), "https://127.0.0.1", 0, FALSE },
  { "big-index", "big-index", NULL, TRUE, NULL, NULL, -1, NULL, ALL, FALSE },
};

static void
test_connection (gconstpointer user_data)
{
  const ConnectionCase *c = user_data;
  CatalogFixture        f = { NULL };
  g_autoptr (BoCatalogReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (c->tls)
    catalog_fixture_set_up_tls (&f, NULL);
  else
    catalog_fixture_set_up (&f, NULL);
  if (c->key != NULL || c->secret != NULL)
    {
      g_object_unref (f.catalog);
      f.catalog = catalog_new_for (bo_sample_shop_get_url (f.shop), c->key != NULL ? c->key : bo_sample_shop_get_key (f.shop),
                                   c->secret != NULL ? c->secret : bo_sample_shop_get_secret (f.shop));
      if (c->tls)
        bo_catalog_set_trust (f.catalog, f.tls->trust);
    }
  if (c->fault != NULL)
    catalog_fixture_switch (&f, c->fault, c->value);

  report = catalog_test (f.catalog, &error);
  if (c->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (report->shop_name, ==, "Harbour Lane");
      g_assert_true (g_str_has_prefix (report->version, "WooCommerce "));
      g_assert_cmpuint (strlen (report->version), >, strlen ("WooCommerce "));
      g_assert_cmpstr (report->currency, ==, "EUR");
      g_assert_cmpuint (report->capabilities, ==, c->capabilities);
      g_assert_cmpint (report->keys_in_address, ==, c->keys_in_address);
    }
  else
    {
      g_assert_error (error, BO_CATALOG_ERROR, c->code);
      g_test_message ("%s", error->message);
      g_assert_true (c->says == NULL || strstr (error->message, c->says) != NULL);
      g_assert_null (strstr (error->message, bo_sample_shop_get_secret (f.shop)));
      g_assert_null (strstr (error->message, WRONG));
    }
  g_assert_cmpuint (catalog_fixture_count (&f, "stock"), ==, 0);
  g_assert_cmpuint (catalog_fixture_count (&f, "notes"), ==, 0);
  catalog_fixture_tear_down (&f, NULL);
}

/* The keys are sent as little as can be: in the header, where that is not taken away. */
static void
test_ways (CatalogFixture *f,
           gconstpointer   user_data)
{
  static const BoPull products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

  for (guint stripped = 0; stripped < 2; stripped++)
    {
      g_auto (GStrv) log = NULL;
      g_autoptr (BoAnswer) answer = NULL;
      guint n;

      if (stripped)
        catalog_fixture_switch (f, "strip-authorization", NULL);
      bo_sample_shop_reset_counts (f->shop);
      answer = catalog_pull (f->catalog, &products, NULL);
      log = bo_sample_shop_dup_log (f->shop);
      n = g_strv_length (log);
      if (!stripped)
        {
          g_assert_nonnull (answer);
          g_assert_cmpuint (n, ==, 1);
          g_assert_true (g_str_has_suffix (log[0], "[basic]"));
          /* From here on the keys are known to be good, so a refusal is one. */
          g_object_unref (f->catalog);
          f->catalog = catalog_new_for (bo_sample_shop_get_url (f->shop), bo_sample_shop_get_key (f->shop), bo_sample_shop_get_secret (f->shop));
          bo_catalog_set_trust (f->catalog, f->tls->trust);
        }
      else
        {
          g_assert_nonnull (answer);
          g_assert_true (g_str_has_suffix (log[n - 1], "[query]"));
          g_clear_pointer (&answer, bo_answer_free);
          g_clear_pointer (&log, g_strfreev);
          bo_sample_shop_reset_counts (f->shop);
          answer = catalog_pull (f->catalog, &products, NULL);
          g_assert_nonnull (answer);
          g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 1);
        }
    }
}

/* Once a key has been taken by its header, it is never put into an address. */
static void
test_no_way_back (CatalogFixture *f,
                  gconstpointer   user_data)
{
  static const BoPull products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };
  g_autoptr (BoAnswer) answer = catalog_pull (f->catalog, &products, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;

  g_assert_nonnull (answer);
  catalog_fixture_switch (f, "strip-authorization", NULL);
  g_assert_null (catalog_pull (f->catalog, &products, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY);
  last = catalog_fixture_dup_last_request (f);
  g_assert_null (strstr (last, "[query]"));
}

/* ---- Certificates ---- */

static void
assert_certificate (CatalogFixture *f,
                    BoCatalog      *catalog,
                    const char     *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (catalog_test (catalog, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_CERTIFICATE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 0);
  g_assert_false (bo_catalog_error_is_temporary (error));
}

static void
test_unknown_authority (CatalogFixture *f,
                        gconstpointer   user_data)
{
  g_autoptr (BoCatalog) catalog = catalog_new_for (bo_sample_shop_get_url (f->shop), bo_sample_shop_get_key (f->shop),
                                                   bo_sample_shop_get_secret (f->shop));

  assert_certificate (f, catalog, "Nobody this computer trusts");
}

static void
test_other_name (CatalogFixture *f,
                 gconstpointer   user_data)
{
  const char      *port = strrchr (bo_sample_shop_get_url (f->shop), ':');
  g_autofree char *address = g_strconcat ("https://other.localhost", port, NULL);
  g_autoptr (BoCatalog) catalog = catalog_new_for (address, bo_sample_shop_get_key (f->shop), bo_sample_shop_get_secret (f->shop));

  bo_catalog_set_trust (catalog, f->tls->trust);
  assert_certificate (f, catalog, "that of another site");
}

typedef struct
{
  const char *from;
  const char *until;
  const char *says;
} DateCase;

static const DateCase expired = { "20200101000000Z", "20200201000000Z", "has expired" };
static const DateCase not_yet_valid = { "20980101000000Z", "20990101000000Z", "not valid yet" };

static void
set_up_dated (CatalogFixture *f,
              gconstpointer   user_data)
{
  const DateCase *c = user_data;

  f->tls = bo_test_tls_new ();
  bo_test_tls_set_dates (f->tls, c->from, c->until);
  catalog_fixture_open (f);
}

static void
test_dates (CatalogFixture *f,
            gconstpointer   user_data)
{
  const DateCase *c = user_data;

  assert_certificate (f, f->catalog, c->says);
}

static gboolean
plain_asked_cb (GSocketService    *service,
                GSocketConnection *connection,
                GObject           *source_object,
                gpointer           user_data)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, sizeof answer - 1, NULL, NULL, NULL);

  return TRUE;
}

/* A web server that speaks plain http there, and says so. */
static void
test_no_tls (CatalogFixture *f,
             gconstpointer   user_data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (BoCatalog) catalog = NULL;
  g_autofree char *address = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (plain_asked_cb), NULL);
  address = g_strdup_printf ("https://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  catalog = catalog_new_for (address, "ck_1", "cs_1");
  assert_certificate (f, catalog, "does not speak https");
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

/* ---- Nobody there ---- */

static void
test_nobody (CatalogFixture *f,
             gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  bo_sample_shop_stop (f->shop);
  g_assert_null (catalog_test (f->catalog, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE);
  g_assert_true (bo_catalog_error_is_temporary (error));
}

/* A resolver that knows nobody, so that no question leaves this machine. */
#define TYPE_NO_RESOLVER (no_resolver_get_type ())
G_DECLARE_FINAL_TYPE (NoResolver, no_resolver, NO, RESOLVER, GResolver)
struct _NoResolver
{
  GResolver parent_instance;
};
G_DEFINE_FINAL_TYPE (NoResolver, no_resolver, G_TYPE_RESOLVER)

static void
lookup_by_name_with_flags_async (GResolver               *resolver,
                                 const char              *host,
                                 GResolverNameLookupFlags flags,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "Nobody knows %s", host);
}

static GList *
lookup_by_name_with_flags_finish (GResolver    *resolver,
                                  GAsyncResult *result,
                                  GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
no_resolver_class_init (NoResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_by_name_with_flags_finish;
}

static void
no_resolver_init (NoResolver *self)
{
}

static void
test_unknown_name (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (TYPE_NO_RESOLVER, NULL);
  g_autoptr (BoCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  g_resolver_set_default (resolver);
  catalog = catalog_new_for ("https://shop.example", "ck_1", "cs_1");
  g_assert_null (catalog_test (catalog, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, "misspelt"));
  g_resolver_set_default (before);
}

/* ---- It changes nothing, and may be stopped ---- */

static void
test_requests (CatalogFixture *f,
               gconstpointer   user_data)
{
  g_autoptr (BoCatalogReport) report = catalog_test (f->catalog, NULL);
  g_auto (GStrv) log = bo_sample_shop_dup_log (f->shop);

  g_assert_nonnull (report);
  for (guint i = 0; log[i] != NULL; i++)
    {
      g_test_message ("%s", log[i]);
      g_assert_true (g_str_has_prefix (log[i], "GET /wp-json/") || g_str_has_prefix (log[i], "POST /wp-json/wc/v3/products/batch"));
      g_assert_null (strstr (log[i], "//"));
    }
  g_assert_cmpuint (g_strv_length (log), ==, 6);
}

static void
test_cancelled (CatalogFixture *f,
                gconstpointer   user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  catalog_fixture_switch (f, "stall", NULL);
  bo_catalog_test_async (f->catalog, cancellable, bo_test_take_result_cb, &result);
  catalog_fixture_wait_for_count (f, "requests", 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (bo_catalog_test_finish (f->catalog, bo_test_wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  /* The desktop's settings are not those of the test. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (connection_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/connection/%s", connection_cases[i].name);

      g_test_add_data_func (path, &connection_cases[i], test_connection);
    }
#define ADD(path, set_up, func) g_test_add ("/connection/" path, CatalogFixture, NULL, set_up, func, catalog_fixture_tear_down)
  ADD ("ways", catalog_fixture_set_up_tls, test_ways);
  ADD ("no-way-back", catalog_fixture_set_up_tls, test_no_way_back);
  ADD ("certificate/unknown-authority", catalog_fixture_set_up_tls, test_unknown_authority);
  ADD ("certificate/other-name", catalog_fixture_set_up_tls, test_other_name);
  g_test_add ("/connection/certificate/expired", CatalogFixture, &expired, set_up_dated, test_dates, catalog_fixture_tear_down);
  g_test_add ("/connection/certificate/not-yet-valid", CatalogFixture, &not_yet_valid, set_up_dated, test_dates, catalog_fixture_tear_down);
  ADD ("certificate/none", catalog_fixture_set_up, test_no_tls);
  ADD ("nobody", catalog_fixture_set_up, test_nobody);
  g_test_add_func ("/connection/unknown-name", test_unknown_name);
  ADD ("requests", catalog_fixture_set_up, test_requests);
  ADD ("cancelled", catalog_fixture_set_up, test_cancelled);

  return g_test_run ();
}
