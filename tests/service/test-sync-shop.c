/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>

#include "sample-store.h"

/* The real client against the sample shop, over sockets: whatever a shop is like, it is
 * the same shop here, and whatever it answers, the store stays sound and is whole once
 * the shop is well again. */

static BoSampleShop *shop;
static char         *expected; /* what every store should hold */

static BoSampleShop *
new_shop (void)
{
  BoSampleShopOptions options = { .products = 60, .customers = 50, .orders = 220 };
  g_autoptr (GError) error = NULL;
  BoSampleShop *made = bo_sample_shop_new (&options);

  g_assert_true (bo_sample_shop_start (made, &error));
  g_assert_no_error (error);
  return made;
}

static void
store_set_up (SampleStore  *store,
              gconstpointer user_data)
{
  sample_store_set_up (store, shop, NULL);
}

static void
store_tear_down (SampleStore  *store,
                 gconstpointer user_data)
{
  bo_sample_shop_reset_switches (shop);
  sample_store_tear_down (store);
}

static void
add_rows (GString    *text,
          sqlite3    *db,
          const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (stmt, i));
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (stmt);
}

/* All that people see, without the ids of this store and the times of the sync. */
static char *
describe (SampleStore *store)
{
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (store->base.path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  add_rows (text, db,
            "SELECT p.sku, p.name, p.price, p.currency, s.on_hand, s.allocated, s.open_units FROM product p"
            " JOIN product_state s ON s.product_id = p.id JOIN remote_product r ON r.product_id = p.id"
            " WHERE r.state = 0 ORDER BY p.sku_key");
  add_rows (text, db,
            "SELECT o.number, o.created, c.name, c.email, p.sku, l.ordered, l.cancelled, l.shipped, l.price, l.currency,"
            " l.class, l.queued, l.reason FROM line l JOIN sales_order o ON o.id = l.order_id"
            " JOIN customer c ON c.id = l.customer_id JOIN product p ON p.id = l.product_id ORDER BY o.number, p.sku_key, l.ordered");
  add_rows (text, db, "SELECT name, email, phone, country, business, class FROM customer ORDER BY email, name, phone");
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

static void
assert_whole (SampleStore *store)
{
  g_autofree char *found = describe (store);

  if (g_str_equal (found, expected))
    return;
  {
    g_auto (GStrv) a = g_strsplit (expected, "\n", -1);
    g_auto (GStrv) b = g_strsplit (found, "\n", -1);
    guint shown = 0;

    for (guint i = 0; a[i] != NULL && shown < 10; i++)
      if (!g_strv_contains ((const char *const *) b, a[i]) && ++shown)
        g_test_message ("missing: %s", a[i]);
    for (guint i = 0; b[i] != NULL && shown < 20; i++)
      if (!g_strv_contains ((const char *const *) a, b[i]) && ++shown)
        g_test_message ("too many: %s", b[i]);
  }
  g_test_fail ();
}

static void
set_switch (const char *name,
            const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_sample_shop_set_switch (shop, name, value, &error));
  g_assert_no_error (error);
}

/* A shop that is of another kind, but the same shop. */
static void
test_kind (SampleStore  *store,
           gconstpointer user_data)
{
  const BoSampleSwitch *kind = user_data;

  set_switch (kind->name, kind->example != NULL ? kind->example : "1");
  bo_test_sync (store->sync);
  assert_whole (store);
  bo_test_sync (store->sync);
  bo_test_full_sync (store->sync);
  assert_whole (store);
}

static gint64
get_first_id (BoSampleShop *of)
{
  g_autofree char *list = bo_sample_shop_request (of, "GET", "products?per_page=1&_fields=id", NULL, NULL);

  return g_ascii_strtoll (strpbrk (list, "0123456789"), NULL, 10);
}

/* The clock of the shop's server was years ahead when it was read first: what changes
 * after it has been set right is seen. */
static void
test_clock_ahead (void)
{
  g_autoptr (BoSampleShop) own = new_shop ();
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, get_first_id (own));
  g_autofree char *answer = NULL;
  g_autofree char *found = NULL;
  SampleStore      store = { 0 };
  guint            status;

  g_assert_true (bo_sample_shop_set_switch (own, "clock-skew", "100000000", NULL));
  sample_store_set_up (&store, own, NULL);
  bo_test_sync (store.sync);
  bo_sample_shop_reset_switches (own);
  answer = bo_sample_shop_request (own, "PUT", address, "{\"name\":\"Renamed since\"}", &status);
  g_assert_cmpuint (status, ==, 200);
  bo_test_sync (store.sync);
  found = describe (&store);
  g_assert_nonnull (strstr (found, "Renamed since"));
  sample_store_tear_down (&store);
  bo_sample_shop_stop (own);
}

/* A shop that goes wrong: the store stays sound, and is whole when the shop is well. */
static void
test_fault (SampleStore  *store,
            gconstpointer user_data)
{
  const BoSampleSwitch    *fault = user_data;
  static const char *const skips[] = { "0", "3", "6" };

  for (guint i = 0; i < G_N_ELEMENTS (skips); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoSyncReport) report = NULL;

      set_switch ("fault-skip", skips[i]);
      set_switch (fault->name, fault->example != NULL ? fault->example : "1");
      report = bo_test_try_sync (store->sync, i == 2 ? BO_SYNC_FULL : BO_SYNC_DEFAULT, &error);
      if (report == NULL)
        {
          g_test_message ("%s", error->message);
          g_assert_true (error->domain == BO_CATALOG_ERROR || error->domain == BO_SYNC_ERROR);
          g_assert_null (strstr (error->message, bo_sample_shop_get_key (shop)));
          g_assert_null (strstr (error->message, bo_sample_shop_get_secret (shop)));
        }
      bo_test_assert_sound (store->base.service);
      bo_sample_shop_reset_switches (shop);
    }
  bo_test_full_sync (store->sync);
  bo_test_full_sync (store->sync);
  /* Two things have one SKU in this shop, and who came first has it here. */
  if (!g_str_equal (fault->name, "huge-numbers"))
    assert_whole (store);
}

/* It fails now and then: sooner or later it is whole. */
static void
test_now_and_then (SampleStore  *store,
                   gconstpointer user_data)
{
  const BoSampleSwitch *fault = user_data;
  gboolean              done = FALSE;

  set_switch ("fault-every", "7");
  set_switch (fault->name, fault->example != NULL ? fault->example : "1");
  for (guint i = 0; i < 30 && !done; i++)
    {
      g_autoptr (BoSyncReport) report = bo_test_try_sync (store->sync, BO_SYNC_DEFAULT, NULL);

      done = report != NULL;
      bo_test_assert_sound (store->base.service);
    }
  bo_sample_shop_reset_switches (shop);
  bo_test_sync (store->sync);
  assert_whole (store);
}

static void
test_nothing_new (SampleStore  *store,
                  gconstpointer user_data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  bo_test_sync (store->sync);
  bo_test_sync (store->sync);
  before = bo_test_dump (store->base.path);
  bo_test_full_sync (store->sync);
  after = bo_test_dump (store->base.path);
  g_assert_cmpstr (before, ==, after);
}

/* Of these a shop says something else, or nothing at all. */
static gboolean
is_no_shop (const char *name)
{
  static const char *const names[] = { "read-only", "plain-permalinks", "https-only", "not-a-shop", "plugin-off", "strip-authorization",
                                       "hostile-images", "fractional-stock", "shop-zone", "no-modified-after", "torn-reads" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

/* Half a minute each: the client's own tests wait for them. */
static gboolean
is_slow (const char *name)
{
  static const char *const names[] = { "stall", "stall-body", "slow-body", "latency", "huge-body", "gzip-bomb", "huge-text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

static void
add_switches (void)
{
  static const char *const passing[] = { "server-error", "cut-body", "lose-reply", "too-many", "html-page", "php-warning", "drop-request" };
  guint                    n;
  const BoSampleSwitch    *switches = bo_sample_switches_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/shop/%s/%s", switches[i].group == BO_SAMPLE_SWITCH_SHOP ? "kind" : "fault", switches[i].name);

      if (switches[i].group == BO_SAMPLE_SWITCH_CHOICE || is_slow (switches[i].name))
        continue;
      if (switches[i].group == BO_SAMPLE_SWITCH_SHOP && !is_no_shop (switches[i].name))
        g_test_add (path, SampleStore, &switches[i], store_set_up, test_kind, store_tear_down);
      else
        g_test_add (path, SampleStore, &switches[i], store_set_up, test_fault, store_tear_down);
      for (guint j = 0; j < G_N_ELEMENTS (passing); j++)
        {
          g_autofree char *passes = g_strdup_printf ("/sync/shop/now-and-then/%s", passing[j]);

          if (g_str_equal (passing[j], switches[i].name))
            g_test_add (passes, SampleStore, &switches[i], store_set_up, test_now_and_then, store_tear_down);
        }
    }
}

static void
learn_expected (void)
{
  SampleStore store = { { NULL } };

  store_set_up (&store, NULL);
  bo_test_sync (store.sync);
  expected = describe (&store);
  store_tear_down (&store, NULL);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = new_shop ();
  learn_expected ();
  g_test_add ("/sync/shop/nothing-new", SampleStore, NULL, store_set_up, test_nothing_new, store_tear_down);
  g_test_add_func ("/sync/shop/clock-ahead", test_clock_ahead);
  add_switches ();
  status = g_test_run ();
  g_free (expected);
  bo_sample_shop_stop (shop);
  g_object_unref (shop);

  return status;
}
