/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* What goes wrong with an answer, and what is made of it: each fault on its own. */

static const BoPull all_products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

typedef struct
{
  const char *name;
  const char *value;
  int         code;       /* a BoCatalogError, or -1: it is read */
  guint       n_requests; /* how often it was asked */
  const char *says;       /* (nullable): part of the message */
} FaultCase;

#define CODE(code) BO_CATALOG_ERROR_##code

static const FaultCase fault_cases[] = {
  { "maintenance", "600", CODE (BUSY), 1, "scheduled maintenance" },
  { "php-fatal", NULL, CODE (SERVER), 3, "critical error on this website" },
  { "db-down", NULL, CODE (SERVER), 3, "“Error establishing a database connection”" },
  { "server-error", "500", CODE (SERVER), 3, "status 500" },
  { "server-error", "502", CODE (SERVER), 3, "status 502" },
  { "server-error", "503", CODE (BUSY), 3, "status 503" },
  { "server-error", "504", CODE (SERVER), 3, "status 504" },
  { "too-many", "60", CODE (BUSY), 1, "status 429" },
  { "plugin-off", NULL, CODE (PLUGIN_OFF), 1, "Nothing was deleted" },
  { "not-a-shop", NULL, CODE (NOT_A_SHOP), 1, NULL },
  { "drop-request", NULL, CODE (SERVER), 3, "broke off" },
  { "lose-reply", NULL, CODE (SERVER), 3, "broke off" },
  { "cut-body", NULL, CODE (SERVER), 3, "broke off" },
  { "empty-body", NULL, CODE (ANSWER), 1, "nothing at all" },
  { "php-warning", NULL, CODE (ANSWER), 1, "Warning" },
  { "html-page", NULL, CODE (ANSWER), 1, "page for people" },
  { "byte-order-mark", NULL, -1, 1, NULL },
  { "wrong-content-type", NULL, -1, 1, NULL },
  { "duplicate-keys", NULL, CODE (ANSWER), 1, "no record" },
  { "missing-members", NULL, CODE (ANSWER), 1, "no record" },
  { "deep-nesting", "100000", CODE (ANSWER), 1, NULL },
  { "huge-body", "20", CODE (ANSWER), 1, "larger" },
  { "gzip-bomb", "64", CODE (ANSWER), 1, "larger" },
  { "gzip", NULL, -1, 1, NULL },
  { "lying-totals", NULL, -1, 1, NULL },
  { "endless-pages", NULL, -1, 1, NULL },
  { "slow-body", "2000000", -1, 1, NULL },
  { "latency", "30", -1, 1, NULL },
  { "clock-skew", "1000", -1, 2, NULL },
};

static void
test_fault (CatalogFixture *f,
            gconstpointer   user_data)
{
  const FaultCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) page = NULL;

  catalog_fixture_switch (f, c->name, c->value);
  page = catalog_pull_page (f->catalog, &all_products, &error);
  if (c->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (page->records->len, >, 50);
      g_assert_cmpuint (page->refused->len, ==, 0);
    }
  else
    {
      g_assert_error (error, BO_CATALOG_ERROR, c->code);
      g_test_message ("%s", error->message);
      g_assert_null (page);
      /* Words, and neither markup nor keys. */
      g_assert_null (strchr (error->message, '<'));
      g_assert_null (strstr (error->message, bo_sample_shop_get_key (f->shop)));
      g_assert_null (strstr (error->message, bo_sample_shop_get_secret (f->shop)));
      g_assert_true (c->says == NULL || strstr (error->message, c->says) != NULL);
    }
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, c->n_requests);
}

/* A record that makes no sense is refused alone, and counts as being there. */
typedef struct
{
  const char *name;
  const char *value;
  gboolean    all; /* each of them, or at least one */
} RecordCase;

static const RecordCase record_cases[] = {
  { "wrong-types", NULL, TRUE },
  { "bad-utf8", NULL, TRUE },
  { "huge-numbers", NULL, FALSE },
};

static void
test_record (CatalogFixture *f,
             gconstpointer   user_data)
{
  const RecordCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) before = catalog_pull_page (f->catalog, &all_products, NULL);
  g_autoptr (BoRemotePage) page = NULL;

  catalog_fixture_switch (f, c->name, c->value);
  page = catalog_pull_page (f->catalog, &all_products, &error);
  g_assert_no_error (error);
  g_test_message ("%u read, %u refused: %s", page->records->len, page->refused->len, (char *) g_ptr_array_index (page->refused, 0));
  g_assert_cmpmem (page->ids->data, page->ids->len * sizeof (gint64), before->ids->data, before->ids->len * sizeof (gint64));
  g_assert_cmpuint (page->records->len + page->refused->len, ==, page->ids->len);
  g_assert_cmpuint (page->refused->len, >, 0);
  if (c->all)
    g_assert_cmpuint (page->records->len, <, 5);
}

static void
test_huge_text (CatalogFixture *f,
                gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) page = NULL;
  glong longest = 0;

  catalog_fixture_switch (f, "huge-text", "4");
  page = catalog_pull_page (f->catalog, &all_products, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->records->len; i++)
    longest = MAX (longest, g_utf8_strlen (((BoRemoteProduct *) g_ptr_array_index (page->records, i))->name, -1));
  g_assert_cmpint (longest, ==, 300);
}

/* ---- Tried again ---- */

/* Once or twice, and then it is there: signed anew, since a nonce counts once. */
static void
test_recovers (CatalogFixture *f,
               gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) page = NULL;

  catalog_fixture_switch (f, "fault-times", "2");
  catalog_fixture_switch (f, user_data, strcmp (user_data, "server-error") == 0 ? "502" : NULL);
  page = catalog_pull_page (f->catalog, &all_products, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->records->len, >, 50);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 3);
}

static void
test_retry_after (CatalogFixture *f,
                  gconstpointer   user_data)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) page = NULL;

  catalog_fixture_switch (f, "fault-times", "1");
  catalog_fixture_switch (f, "too-many", "1");
  page = catalog_pull_page (f->catalog, &all_products, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
}

/* Who is to wait long is told for how long, and waits elsewhere. */
static void
test_retry_after_long (CatalogFixture *f,
                       gconstpointer   user_data)
{
  static const char *const names[] = { "too-many", "maintenance" };

  for (guint date = 0; date < 2; date++)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autoptr (GError) error = NULL;

        bo_sample_shop_reset_switches (f->shop);
        catalog_fixture_switch (f, "retry-date", date ? "1" : "0");
        catalog_fixture_switch (f, names[i], "600");
        g_assert_null (catalog_pull (f->catalog, &all_products, &error));
        g_assert_error (error, BO_CATALOG_ERROR, CODE (BUSY));
        g_assert_cmpuint (bo_catalog_error_get_retry_after (error), >=, 598);
        g_assert_cmpuint (bo_catalog_error_get_retry_after (error), <=, 600);
        g_assert_true (bo_catalog_error_is_temporary (error));
        {
          g_autoptr (GError) copy = g_error_copy (error);

          g_prefix_error (&copy, "Orders: ");
          g_assert_cmpuint (bo_catalog_error_get_retry_after (copy), ==, bo_catalog_error_get_retry_after (error));
        }
      }
}

/* ---- Time ---- */

static void
test_stalls (CatalogFixture *f,
             gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  bo_woo_catalog_set_pace (BO_WOO_CATALOG (f->catalog), 100, BO_TEST_TIMEOUT_MS, CATALOG_TEST_BACKOFF_MS);
  catalog_fixture_switch (f, user_data, NULL);
  g_assert_null (catalog_pull (f->catalog, &all_products, &error));
  g_assert_error (error, BO_CATALOG_ERROR, CODE (SERVER));
  g_assert_nonnull (strstr (error->message, "in time"));
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 2);
}

/* Something comes all the time, but it would take for ever. */
static void
test_trickle (CatalogFixture *f,
              gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  bo_woo_catalog_set_pace (BO_WOO_CATALOG (f->catalog), BO_TEST_TIMEOUT_MS, 300, CATALOG_TEST_BACKOFF_MS);
  catalog_fixture_switch (f, "slow-body", "1000");
  g_assert_null (catalog_pull (f->catalog, &all_products, &error));
  g_assert_error (error, BO_CATALOG_ERROR, CODE (SERVER));
  g_assert_nonnull (strstr (error->message, "in time"));
}

static void
assert_cancelled (CatalogFixture *f,
                  GCancellable   *cancellable,
                  GAsyncResult  **result)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bo_catalog_pull_finish (f->catalog, bo_test_wait_for (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_on_its_way (CatalogFixture *f,
                           gconstpointer   user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  catalog_fixture_switch (f, user_data, NULL);
  bo_catalog_pull_async (f->catalog, &all_products, cancellable, bo_test_take_result_cb, &result);
  catalog_fixture_wait_for_count (f, "requests", 1);
  assert_cancelled (f, cancellable, &result);
}

static void
test_cancelled_between_tries (CatalogFixture *f,
                              gconstpointer   user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  bo_woo_catalog_set_pace (BO_WOO_CATALOG (f->catalog), BO_TEST_TIMEOUT_MS, BO_TEST_TIMEOUT_MS, 100000);
  catalog_fixture_switch (f, "php-fatal", NULL);
  bo_catalog_pull_async (f->catalog, &all_products, cancellable, bo_test_take_result_cb, &result);
  catalog_fixture_wait_for_count (f, "requests", 1);
  bo_test_drain ();
  assert_cancelled (f, cancellable, &result);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 1);
}

/* Two are on their way, the third never gets there. */
static void
test_cancelled_in_line (CatalogFixture *f,
                        gconstpointer   user_data)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) last = g_cancellable_new ();
  GAsyncResult *results[3] = { NULL };

  catalog_fixture_switch (f, "stall", NULL);
  for (guint i = 0; i < 3; i++)
    bo_catalog_pull_async (f->catalog, &all_products, i < 2 ? first : last, bo_test_take_result_cb, &results[i]);
  catalog_fixture_wait_for_count (f, "requests", 2);
  assert_cancelled (f, last, &results[2]);
  assert_cancelled (f, first, &results[0]);
  assert_cancelled (f, first, &results[1]);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 2);
  for (guint i = 0; i < 3; i++)
    g_object_unref (results[i]);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const recoverable[] = { "server-error", "php-fatal", "db-down", "drop-request", "lose-reply", "cut-body" };
  static const char *const stalls[] = { "stall", "stall-body" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, data, func) g_test_add (path, CatalogFixture, data, catalog_fixture_set_up, func, catalog_fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%s/%u", fault_cases[i].name, i);

      ADD (path, &fault_cases[i], test_fault);
    }
  for (guint i = 0; i < G_N_ELEMENTS (record_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/record/%s", record_cases[i].name);

      ADD (path, &record_cases[i], test_record);
    }
  ADD ("/faults/record/huge-text", NULL, test_huge_text);
  for (guint i = 0; i < G_N_ELEMENTS (recoverable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/recovers/%s", recoverable[i]);

      ADD (path, recoverable[i], test_recovers);
    }
  ADD ("/faults/retry-after/short", NULL, test_retry_after);
  ADD ("/faults/retry-after/long", NULL, test_retry_after_long);
  for (guint i = 0; i < G_N_ELEMENTS (stalls); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/time/%s", stalls[i]);
      g_autofree char *cancelled = g_strdup_printf ("/faults/cancelled/%s", stalls[i]);

      ADD (path, stalls[i], test_stalls);
      ADD (cancelled, stalls[i], test_cancelled_on_its_way);
    }
  ADD ("/faults/time/trickle", NULL, test_trickle);
  ADD ("/faults/cancelled/between-tries", NULL, test_cancelled_between_tries);
  ADD ("/faults/cancelled/in-line", NULL, test_cancelled_in_line);

  return g_test_run ();
}
