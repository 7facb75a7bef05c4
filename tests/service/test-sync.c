/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)

static void
test_first (SyncFixture  *fixture,
            gconstpointer user_data)
{
  BoRemoteProduct  *there = fake_shop_add_product (SHOP, "THERE", 5);
  BoRemoteProduct  *short_of = fake_shop_add_product (SHOP, "SHORT", 3);
  BoRemoteCustomer *ada = fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  const BoSyncStatus *status = bo_sync_get_status (SYNC);

  fake_shop_add_order (SHOP, ada, "processing", there, 2);
  fake_shop_add_order (SHOP, ada, "processing", short_of, 2);
  fake_shop_add_order (SHOP, NULL, "processing", short_of, 4);
  fake_shop_add_order (SHOP, NULL, "completed", there, 1);

  report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->n_products, ==, 2);
  g_assert_cmpint (report->n_customers, ==, 3);
  g_assert_cmpint (report->n_orders, ==, 4);
  g_assert_cmpint (report->n_lines, ==, 1);
  g_assert_cmpint (report->n_unsettled, ==, 0);

  /* What is all there never waits; of the other order one unit is. */
  bo_test_assert_queue (SERVICE, "THERE", "");
  bo_test_assert_queue (SERVICE, "SHORT", "1/4");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "THERE"), ==, 2);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "SHORT"), ==, 1);
  bo_test_assert_conflicts (SYNC, "");

  g_assert_true (status->connected);
  g_assert_false (status->running);
  g_assert_cmpint (status->last_success, !=, 0);
  g_assert_true (status->ever_full);
  g_assert_cmpint (status->n_products, ==, 2);
  g_assert_cmpint (status->n_orders, ==, 4);
  g_assert_cmpint (status->n_outbox, ==, 0);
  g_assert_cmpstr (status->shop_name, ==, "A shop");
}

static void
test_every (SyncFixture  *fixture,
            gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 5);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  fake_shop_add_order (SHOP, NULL, "on-hold", product, 4);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "2/2 3/4");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 5);
}

static void
test_nothing_new (SyncFixture  *fixture,
                  gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint            n_pulls;

  fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  before = bo_test_dump (fixture->base.path);
  n_pulls = SHOP->n_pulls;
  bo_test_sync (SYNC);
  after = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (before, ==, after);
  /* Customers, products, variations, orders, and how long two lists are. */
  g_assert_cmpuint (SHOP->n_pulls - n_pulls, ==, 6);
}

/* A shop of @n products, every third with an order of one unit more than there is. */
static void
fill_shop (SyncFixture *fixture,
           guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);
      BoRemoteProduct *product = fake_shop_add_product (SHOP, sku, i % 4);

      if (i % 3 == 0)
        fake_shop_add_order (SHOP, NULL, "processing", product, i % 4 + 1);
    }
}

static gint64
count_lines (SyncFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (BoIdList) list = NULL;

  bo_service_list_lines_async (SERVICE, query, 0, NULL, bo_test_take_result_cb, &result);
  list = bo_service_list_lines_finish (SERVICE, bo_test_wait_for (&result), NULL);
  return list->ids->len;
}

static void
test_pages (SyncFixture  *fixture,
            gconstpointer page_size)
{
  SHOP->page_size = GPOINTER_TO_UINT (page_size);
  fill_shop (fixture, 40);
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_products, ==, 40);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_orders, ==, 14);
  g_assert_cmpint (count_lines (fixture), ==, 14);
  g_assert_cmpuint (SHOP->max_in_flight, <=, 2);
}

static void
test_no_totals (SyncFixture  *fixture,
                gconstpointer user_data)
{
  SHOP->page_size = 7;
  SHOP->no_totals = SHOP->no_clock = TRUE;
  fill_shop (fixture, 40);
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 14);
  /* Only who asks for everything hears of what is gone. */
  fake_shop_delete_order (SHOP, g_ptr_array_index (SHOP->orders, 3));
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 14);
  bo_test_full_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 13);
}

/* Whenever it stops, the next sync makes it whole, and nothing is there twice. */
static void
test_stopped (SyncFixture  *fixture,
              gconstpointer user_data)
{
  guint after = 1;

  SHOP->page_size = 3;
  fill_shop (fixture, 20);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoSyncReport) report = NULL;

      SHOP->fail_after = SHOP->n_pulls + after++;
      report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error);
      if (report != NULL)
        break;
      g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE);
      g_assert_cmpstr (bo_sync_get_status (SYNC)->last_error, ==, "The shop fails, as it was told to");
      g_assert_cmpint (bo_sync_get_status (SYNC)->last_error_code, ==, BO_CATALOG_ERROR_OFFLINE);
      bo_test_assert_sound (SERVICE);
    }
  g_assert_cmpuint (after, >, 5);
  g_assert_null (bo_sync_get_status (SYNC)->last_error);
  g_assert_cmpint (count_lines (fixture), ==, 7);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_products, ==, 20);
}

static void
cancel_hook (FakeShop     *shop,
             const BoPull *pull,
             gpointer      user_data)
{
  if (pull->resource == BO_RESOURCE_ORDERS && pull->page == 2)
    g_cancellable_cancel (user_data);
}

static void
test_cancelled (SyncFixture  *fixture,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  SHOP->page_size = 3;
  fill_shop (fixture, 20);
  SHOP->hook = cancel_hook;
  SHOP->hook_data = cancellable;
  bo_sync_run_async (SYNC, BO_SYNC_DEFAULT, cancellable, bo_test_take_result_cb, &result);
  report = bo_sync_run_finish (SYNC, bo_test_wait_for (&result), &error);
  g_assert_null (report);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (bo_sync_get_status (SYNC)->last_error);
  g_assert_cmpint (bo_test_find_product (SERVICE, "P0"), !=, 0);
  SHOP->hook = NULL;
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 7);
}

/* What is set of the shop stays while it is synced, in whatever program. */
static void
assert_not_changed (BoSync *sync)
{
  g_autoptr (BoShopConfig) config = bo_test_dup_config (sync);
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GAsyncResult) forgotten = NULL;
  g_autoptr (GError) set_error = NULL;
  g_autoptr (GError) forget_error = NULL;

  config->take = BO_TAKE_EVERY;
  bo_sync_set_config_async (sync, config, NULL, NULL, NULL, bo_test_take_result_cb, &set);
  g_assert_false (bo_sync_set_config_finish (sync, bo_test_wait_for (&set), NULL, &set_error));
  g_assert_error (set_error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY);
  bo_sync_forget_async (sync, NULL, bo_test_take_result_cb, &forgotten);
  g_assert_false (bo_sync_forget_finish (sync, bo_test_wait_for (&forgotten), &forget_error));
  g_assert_error (forget_error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY);
}

/* Two at a time, on one store. */
static void
test_busy (SyncFixture  *fixture,
           gconstpointer user_data)
{
  g_autoptr (BoService) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) open_error = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  g_autoptr (BoSyncReport) second = NULL;
  BoSync *sync;

  fill_shop (fixture, 20);
  other = bo_test_open_service (fixture->base.path, BO_SERVICE_MUST_EXIST, &open_error);
  g_assert_no_error (open_error);
  sync = bo_test_open_sync (other, BO_CATALOG (SHOP));
  bo_sync_run_async (SYNC, BO_SYNC_DEFAULT, NULL, bo_test_take_result_cb, &result);
  second = bo_test_try_sync (sync, BO_SYNC_DEFAULT, &error);
  g_assert_null (second);
  g_assert_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY);
  assert_not_changed (SYNC);
  assert_not_changed (sync);
  report = bo_sync_run_finish (SYNC, bo_test_wait_for (&result), NULL);
  g_assert_nonnull (report);
  bo_test_drain ();
  second = bo_test_try_sync (sync, BO_SYNC_DEFAULT, NULL);
  g_assert_nonnull (second);
  bo_sync_close (sync);
}

/* What is dated in the future, as a product that will be published then, hides nothing
 * that changes until then. */
static void
test_future (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *scheduled = fake_shop_add_product (SHOP, "LATER", 1);
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 1);

  scheduled->modified = SHOP->clock + (gint64) 50 * 365 * 24 * 60 * 60;
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  SHOP->clock += 1000;
  fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "1/3");
  SHOP->clock += 1000;
  fake_shop_set_stock (SHOP, product, 5);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "3/3");
}

/* The keys of one shop are not shown to another. */
static void
test_keys_of_another (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoCatalogReport) report = NULL;

  bo_sync_lend_keys (SYNC, "ck_ours", "cs_ours");
  bo_sync_set_catalog (SYNC, NULL);
  bo_sync_test_async (SYNC, "https://127.0.0.1:1/", NULL, NULL, NULL, bo_test_take_result_cb, &result);
  report = bo_sync_test_finish (SYNC, bo_test_wait_for (&result), &error);
  g_assert_null (report);
  g_assert_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NO_KEYS);
}

/* Prices are read in the currency that is set. */
static void
test_currency (SyncFixture  *fixture,
               gconstpointer user_data)
{
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);
  guint n_pulls;

  fake_shop_add_product (SHOP, "P", 1);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  n_pulls = SHOP->n_pulls_of[BO_RESOURCE_PRODUCTS];
  g_free (config->currency);
  config->currency = g_strdup ("JPY");
  bo_test_set_config (SYNC, config);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (BoSyncReport) report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error);

    g_assert_no_error (error);
    g_assert_cmpint (report->n_products, ==, 1);
  }
  g_assert_cmpuint (SHOP->n_pulls_of[BO_RESOURCE_PRODUCTS], >, n_pulls);
}

/* The shop lowers its number first, and says on the line that it has a moment later. */
static void
test_torn_order (SyncFixture  *fixture,
                 gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 4);
  FakeOrder       *order;

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  fake_shop_add_order (SHOP, NULL, "processing", product, 4);
  bo_test_sync (SYNC);
  order = fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  fake_order_line (order, 0)->reduced = -1;
  bo_test_sync (SYNC);
  /* Nobody has lost anything to it. */
  bo_test_assert_queue (SERVICE, "P", "4/4 0/3");
  fake_order_line (order, 0)->reduced = 3;
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "4/4 0/3");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 4);
  bo_test_assert_conflicts (SYNC, "");
}

/* The date first, the stock a moment later. */
static void
test_torn_stock (SyncFixture  *fixture,
                 gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 4);

  bo_test_sync (SYNC);
  fake_shop_touch (SHOP, product);
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 4);
  product->quantity = 9; /* its date stays */
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 9);
}

static void
test_deleted_products (SyncFixture  *fixture,
                       gconstpointer page_size)
{
  SHOP->page_size = GPOINTER_TO_UINT (page_size);
  fill_shop (fixture, 30);
  bo_test_sync (SYNC);
  /* In the middle, at the ends, and at the borders of pages. */
  for (int i = 29; i >= 0; i -= 4)
    fake_shop_delete_product (SHOP, g_ptr_array_index (SHOP->products, (guint) i));
  fake_shop_delete_product (SHOP, g_ptr_array_index (SHOP->products, 0));
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_products, ==, SHOP->products->len);
  g_assert_cmpint (count_lines (fixture), ==, 10);
}

static void
test_deleted_orders (SyncFixture  *fixture,
                     gconstpointer page_size)
{
  SHOP->page_size = GPOINTER_TO_UINT (page_size);
  fill_shop (fixture, 60);
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 20);
  for (int i = 19; i >= 0; i -= 4)
    fake_shop_delete_order (SHOP, g_ptr_array_index (SHOP->orders, (guint) i));
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 15);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_orders, ==, 15);
}

/* A shop that is switched off for an update, or answers with nothing, has deleted
 * nothing. */
static void
test_nothing_proves_nothing (SyncFixture  *fixture,
                             gconstpointer user_data)
{
  GPtrArray *orders = SHOP->orders;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  fill_shop (fixture, 30);
  bo_test_sync (SYNC);
  SHOP->fail_after = SHOP->n_pulls + 4;
  SHOP->failure = BO_CATALOG_ERROR_PLUGIN_OFF;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_FULL, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF);
  SHOP->fail_after = 0;
  SHOP->orders = none;
  bo_test_full_sync (SYNC);
  SHOP->orders = orders;
  g_assert_cmpint (count_lines (fixture), ==, 10);
  bo_test_sync (SYNC);
  g_assert_cmpint (count_lines (fixture), ==, 10);
}

static void
test_trashed_product (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);
  BoRemoteProduct *again;

  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  bo_test_sync (SYNC);
  fake_shop_trash_product (SHOP, product, TRUE);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "0/2");
  /* Made anew with the same SKU: the same product here. */
  again = fake_shop_add_product (SHOP, "P", 3);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "2/2");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 3);
  fake_shop_set_stock (SHOP, again, 1);
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 1);
}

/* A product in the bin is not listed, its variations are: an order says what they are of. */
static void
test_variation_of_trashed (SyncFixture  *fixture,
                           gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_variable (SHOP, "FLASK");
  BoRemoteProduct *variation = fake_shop_add_variation (SHOP, product, "FLASK-1L", 0);
  FakeOrder       *order;
  g_autoptr (BoProductQuery) query = bo_product_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoIdList) list = NULL;

  g_free (variation->name);
  variation->name = g_strdup ("1 l");
  order = fake_shop_add_order (SHOP, NULL, "processing", variation, 2);
  g_free (fake_order_line (order, 0)->name);
  fake_order_line (order, 0)->name = g_strdup ("Flask - 1 l");
  fake_shop_trash_product (SHOP, product, TRUE);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);

  query->waiting = TRUE;
  bo_service_list_products_async (SERVICE, query, 1, NULL, bo_test_take_result_cb, &result);
  list = bo_service_list_products_finish (SERVICE, bo_test_wait_for (&result), NULL);
  g_assert_cmpuint (list->records->len, ==, 1);
  g_assert_cmpstr (((const BoProductRecord *) g_ptr_array_index (list->records, 0))->name, ==, "Flask – 1 l");
}

static void
test_variations (SyncFixture  *fixture,
                 gconstpointer old_shop)
{
  BoRemoteProduct *parent = fake_shop_add_variable (SHOP, "SHIRT");
  BoRemoteProduct *red = fake_shop_add_variation (SHOP, parent, "RED", 1);
  BoRemoteProduct *blue = fake_shop_add_variation (SHOP, parent, "BLUE", 2);

  if (GPOINTER_TO_INT (old_shop))
    SHOP->capabilities = BO_CATALOG_CAN_WRITE;
  SHOP->page_size = 1;
  fake_shop_add_order (SHOP, NULL, "processing", red, 3);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "RED", "1/3");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "BLUE"), ==, 2);

  /* Renamed with its product, sold, and deleted. */
  g_free (parent->name);
  parent->name = g_strdup ("Sweater");
  fake_shop_touch (SHOP, parent);
  fake_shop_set_stock (SHOP, blue, 5);
  bo_test_sync (SYNC);
  {
    g_autoptr (BoProductRecord) record = bo_test_load_product (SERVICE, bo_test_find_product (SERVICE, "BLUE"));

    g_assert_cmpstr (record->name, ==, "Sweater – BLUE");
    g_assert_cmpint (record->on_hand, ==, 5);
  }
  fake_shop_delete_product (SHOP, blue);
  bo_test_sync (SYNC);
  {
    g_autoptr (GAsyncResult) result = NULL;
    BoShopProduct product;

    bo_sync_load_product_async (SYNC, bo_test_find_product (SERVICE, "BLUE"), NULL, bo_test_take_result_cb, &result);
    g_assert_true (bo_sync_load_product_finish (SYNC, bo_test_wait_for (&result), &product, NULL));
    g_assert_true (product.gone);
  }
}

static void
test_sku (SyncFixture  *fixture,
          gconstpointer user_data)
{
  gint64           mine = bo_test_add_product (SERVICE, "Mine");
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "MINE", 3);
  BoRemoteProduct *without = fake_shop_add_product (SHOP, "", 1);
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, without->id);

  bo_test_sync (SYNC);
  /* The same by its SKU, whatever its case. */
  g_assert_cmpint (bo_test_find_product (SERVICE, "mine"), ==, mine);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "mine"), ==, 3);
  g_assert_cmpint (bo_test_find_product (SERVICE, number), !=, 0);
  g_free (product->sku);
  product->sku = g_strdup ("RENAMED");
  fake_shop_touch (SHOP, product);
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_test_find_product (SERVICE, "RENAMED"), ==, mine);
}

static void
test_customers (SyncFixture  *fixture,
                gconstpointer user_data)
{
  BoRemoteProduct  *product = fake_shop_add_product (SHOP, "P", 0);
  BoRemoteCustomer *ada = fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  BoRemoteCustomer *late;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  SHOP->page_size = 2;
  for (guint i = 0; i < 5; i++)
    fake_shop_add_customer (SHOP, "Somebody", "", "customer");
  fake_shop_add_order (SHOP, ada, "processing", product, 1);
  bo_test_sync (SYNC);
  g_free (ada->name);
  ada->name = g_strdup ("Ada Lopes");
  late = fake_shop_add_customer (SHOP, "Late", "late@example.org", "customer");
  fake_shop_add_order (SHOP, late, "processing", product, 1);
  bo_test_sync (SYNC);
  bo_test_full_sync (SYNC);
  lines = bo_test_list_lines (SERVICE, "P");
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (names, ((BoLineRecord *) g_ptr_array_index (lines, i))->customer);
  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "Ada Lopes");
  g_assert_cmpstr (g_ptr_array_index (names, 1), ==, "Late");
}

/* Who edits a customer in the shop is heard of before long. */
static void
test_customers_in_turn (SyncFixture  *fixture,
                        gconstpointer user_data)
{
  BoRemoteProduct  *product = fake_shop_add_product (SHOP, "P", 0);
  BoRemoteCustomer *ada = fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  gboolean          seen = FALSE;

  SHOP->page_size = 2;
  for (guint i = 0; i < 9; i++)
    fake_shop_add_customer (SHOP, "Somebody", "", "customer");
  fake_shop_add_order (SHOP, ada, "processing", product, 1);
  bo_test_sync (SYNC);
  g_free (ada->name);
  ada->name = g_strdup ("Ada Lopes");
  for (guint i = 0; i < 6 && !seen; i++)
    {
      guint n = SHOP->n_pulls_of[BO_RESOURCE_CUSTOMERS];
      g_autoptr (GPtrArray) lines = NULL;

      bo_test_sync (SYNC);
      g_assert_cmpuint (SHOP->n_pulls_of[BO_RESOURCE_CUSTOMERS] - n, <=, 2);
      lines = bo_test_list_lines (SERVICE, "P");
      seen = g_str_equal (((BoLineRecord *) g_ptr_array_index (lines, 0))->customer, "Ada Lopes");
    }
  g_assert_true (seen);
}

static void
test_forget (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 2);
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  fake_shop_add_order (SHOP, NULL, "completed", product, 1);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "1/3");
  bo_sync_forget_async (SYNC, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_forget_finish (SYNC, bo_test_wait_for (&result), &error));
  g_assert_false (bo_sync_get_status (SYNC)->connected);
  bo_test_assert_queue (SERVICE, "P", "1/3");

  /* The same shop again: the same orders. */
  bo_test_set_config (SYNC, config);
  bo_sync_set_catalog (SYNC, BO_CATALOG (SHOP));
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "1/3");
  fake_shop_set_units (SHOP, g_ptr_array_index (SHOP->orders, 0), fake_order_line ((FakeOrder *) g_ptr_array_index (SHOP->orders, 0), 0), 2);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "1/2");
}

static void
test_fraction (SyncFixture  *fixture,
               gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 2);

  product->fractional = TRUE;
  bo_test_sync (SYNC);
  bo_test_assert_conflicts (SYNC, "fraction:2>0");
  product->fractional = FALSE;
  fake_shop_touch (SHOP, product);
  bo_test_sync (SYNC);
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_log (SyncFixture  *fixture,
          gconstpointer user_data)
{
  BoRemoteProduct  *product = fake_shop_add_product (SHOP, "P", 0);
  BoRemoteCustomer *ada = fake_shop_add_customer (SHOP, "Ada Lovelace", "ada@example.org", "customer");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *log = NULL;

  fake_shop_add_order (SHOP, ada, "processing", product, 1);
  bo_test_sync (SYNC);
  SHOP->fail_after = 1;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL));
  bo_sync_read_log_async (SYNC, NULL, bo_test_take_result_cb, &result);
  log = bo_sync_read_log_finish (SYNC, bo_test_wait_for (&result), NULL);
  g_assert_nonnull (strstr (log, "Sync done"));
  g_assert_nonnull (strstr (log, "Sync failed: The shop fails"));
  g_assert_null (strstr (log, "Ada"));
  g_assert_null (strstr (log, "ada@"));
  g_assert_null (strstr (log, "shop.example"));
}

static void
test_picture (SyncFixture  *fixture,
              gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);
  guint            n_pulls;

  product->image = g_strdup_printf ("https://shop.example/../p-%" G_GINT64_FORMAT ".png", g_get_real_time ());
  fake_shop_add_product (SHOP, "Q", 0);
  bo_test_sync (SYNC);
  n_pulls = SHOP->n_pulls;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      bo_sync_load_image_async (SYNC, bo_test_find_product (SERVICE, i < 2 ? "P" : "Q"), NULL, bo_test_take_result_cb, &result);
      bytes = bo_sync_load_image_finish (SYNC, bo_test_wait_for (&result), &error);
      g_assert_no_error (error);
      if (i < 2)
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), product->image, strlen (product->image));
      else
        g_assert_null (bytes);
    }
  /* The second time from the cache. */
  g_assert_cmpuint (SHOP->n_pulls - n_pulls, ==, 1);
}

static void
test_picture_of_variation (SyncFixture  *fixture,
                           gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_variable (SHOP, "V");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  product->image = g_strdup_printf ("https://shop.example/v-%" G_GINT64_FORMAT ".png", g_get_real_time ());
  fake_shop_add_variation (SHOP, product, "V-RED", 3);
  bo_test_sync (SYNC);
  bo_sync_load_image_async (SYNC, bo_test_find_product (SERVICE, "V-RED"), NULL, bo_test_take_result_cb, &result);
  bytes = bo_sync_load_image_finish (SYNC, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), product->image, strlen (product->image));
}

/* What was asked for ahead may come last. */
static void
test_slow_counts (SyncFixture  *fixture,
                  gconstpointer user_data)
{
  fake_shop_add_product (SHOP, "P", 3);
  SHOP->slow_ids = TRUE;
  for (guint i = 0; i < 3; i++)
    bo_test_sync (SYNC);
  bo_test_full_sync (SYNC);
  g_assert_cmpuint (SHOP->max_in_flight, <=, 2);
}

static void
count_cb (BoSync  *sync,
          gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* By itself: soon after it is switched on, soon after a command has something to write
 * back, and else at the interval; one that failed is tried again earlier, later each
 * time. */
static void
test_automatic (SyncFixture  *fixture,
                gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 3);
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint  n_changes = 0;

  config->owner = BO_STOCK_OWNER_US;
  config->interval = 30;
  bo_test_set_config (SYNC, config);
  g_signal_connect (SYNC, "changed", G_CALLBACK (count_cb), &n_changes);
  bo_sync_set_automatic (SYNC, TRUE);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, <=, now + 10);
  bo_test_wait_until (bo_sync_get_status (SYNC)->last_success >= now && bo_sync_get_status (SYNC)->next_run > now + 60);
  g_assert_cmpint (bo_test_find_product (SERVICE, "P"), !=, 0);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, >=, now + 30 * 60);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, <=, now + 34 * 60);
  config->interval = 10;
  bo_test_set_config (SYNC, config);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, <=, now + 12 * 60);

  BO_TEST_RUN (bo_test_receive (SERVICE, bo_test_find_product (SERVICE, "P"), 4, NULL, &run_error));
  bo_test_wait_until (product->quantity == 7 && bo_sync_get_status (SYNC)->next_run > now + 60);

  SHOP->fail_after = 1;
  SHOP->failure = BO_CATALOG_ERROR_OFFLINE;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL));
  g_assert_nonnull (bo_sync_get_status (SYNC)->last_error);
  now = g_get_real_time () / G_USEC_PER_SEC;
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, >=, now + 55);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, <=, now + 70);
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL));
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, >=, now + 110);
  bo_sync_set_automatic (SYNC, FALSE);
  g_assert_cmpint (bo_sync_get_status (SYNC)->next_run, ==, 0);
  g_assert_cmpuint (n_changes, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_DATA(name, data, func) \
  g_test_add ("/sync/" name, SyncFixture, GINT_TO_POINTER (data), sync_fixture_set_up, func, sync_fixture_tear_down)
#define ADD(name, func) ADD_DATA (name, 0, func)
  ADD ("first", test_first);
  ADD ("every", test_every);
  ADD ("nothing-new", test_nothing_new);
  ADD_DATA ("pages/1", 1, test_pages);
  ADD_DATA ("pages/7", 7, test_pages);
  ADD_DATA ("pages/20", 20, test_pages);
  ADD_DATA ("pages/40", 40, test_pages);
  ADD ("no-totals", test_no_totals);
  ADD ("stopped", test_stopped);
  ADD ("cancelled", test_cancelled);
  ADD ("busy", test_busy);
  ADD ("future", test_future);
  ADD ("keys-of-another", test_keys_of_another);
  ADD ("currency", test_currency);
  ADD ("automatic", test_automatic);
  ADD ("slow-counts", test_slow_counts);
  ADD ("torn/order", test_torn_order);
  ADD ("torn/stock", test_torn_stock);
  ADD_DATA ("deleted/products/100", 100, test_deleted_products);
  ADD_DATA ("deleted/products/5", 5, test_deleted_products);
  ADD_DATA ("deleted/orders/100", 100, test_deleted_orders);
  ADD_DATA ("deleted/orders/4", 4, test_deleted_orders);
  ADD ("deleted/nothing-proves-nothing", test_nothing_proves_nothing);
  ADD ("trashed-product", test_trashed_product);
  ADD_DATA ("variations/new-shop", FALSE, test_variations);
  ADD_DATA ("variations/old-shop", TRUE, test_variations);
  ADD ("sku", test_sku);
  ADD ("customers", test_customers);
  ADD ("customers-in-turn", test_customers_in_turn);
  ADD ("forget", test_forget);
  ADD ("fraction", test_fraction);
  ADD ("log", test_log);
  ADD ("variation-of-trashed", test_variation_of_trashed);
  ADD ("picture", test_picture);
  ADD ("picture-of-variation", test_picture_of_variation);

  return g_test_run ();
}
