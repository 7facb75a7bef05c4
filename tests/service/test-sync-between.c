/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

/* What happens in the shop between two pages. */

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)

/* An order that comes while products are read takes nothing from anybody. */
static void
order_hook (FakeShop     *shop,
            const BoPull *pull,
            gpointer      user_data)
{
  guint *n = user_data;

  /* Between the products' page and the orders'. */
  if (pull->resource != BO_RESOURCE_ORDERS || pull->page != 1 || *n == 0 || pull->ids_only)
    return;
  (*n)--;
  fake_shop_add_order (shop, NULL, "processing", g_ptr_array_index (shop->products, 0), 2);
}

static void
test_order_between (SyncFixture  *fixture,
                    gconstpointer n_orders)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 4);
  guint            n = GPOINTER_TO_UINT (n_orders);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  fake_shop_add_order (SHOP, NULL, "processing", product, 5);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "4/5");
  fake_shop_touch (SHOP, product);
  SHOP->hook = order_hook;
  SHOP->hook_data = &n;
  report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error);
  g_assert_no_error (error);
  SHOP->hook = NULL;
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 4);
  /* One that never ends is left to the next sync. */
  g_assert_cmpint (report->n_unsettled, ==, GPOINTER_TO_UINT (n_orders) > 10 ? 1 : 0);
  bo_test_sync (SYNC);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 4);
  bo_test_assert_conflicts (SYNC, "");
}

static void
raise_hook (FakeShop     *shop,
            const BoPull *pull,
            gpointer      user_data)
{
  FakeOrder *order = g_ptr_array_index (shop->orders, 0);

  /* While it is looked for what is gone. */
  if (pull->resource == BO_RESOURCE_PRODUCTS && pull->trashed && fake_order_line (order, 0)->quantity == 5)
    fake_shop_set_units (shop, order, fake_order_line (order, 0), 7);
}

/* However long it takes to find what is gone: no product is read after the orders that
 * took of it. */
static void
test_edited_between (SyncFixture  *fixture,
                     gconstpointer owner)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 4);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  bo_test_set_stock_owner (SYNC, GPOINTER_TO_INT (owner));
  fake_shop_add_product (SHOP, "Q", 1);
  fake_shop_add_order (SHOP, NULL, "processing", product, 5);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "4/5");
  fake_shop_delete_product (SHOP, g_ptr_array_index (SHOP->products, 1));
  SHOP->hook = raise_hook;
  bo_test_sync (SYNC);
  g_assert_cmpint (product->quantity, ==, -3);
  bo_test_assert_queue (SERVICE, "P", "4/7");
  bo_test_assert_conflicts (SYNC, "");
}

static void
reopen_hook (FakeShop     *shop,
             const BoPull *pull,
             gpointer      user_data)
{
  FakeOrder *order = g_ptr_array_index (shop->orders, 0);

  if (pull->resource == BO_RESOURCE_ORDERS && order->order->state != BO_REMOTE_ORDER_OPEN)
    fake_shop_set_status (shop, order, "processing");
}

/* An order is cancelled, the product is read, and the order is as it was when that is
 * read: nobody gets the units that the shop had in between. */
static void
test_back_and_forth (SyncFixture  *fixture,
                     gconstpointer owner)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 4);
  FakeOrder       *order = fake_shop_add_order (SHOP, NULL, "processing", product, 4);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  bo_test_set_stock_owner (SYNC, GPOINTER_TO_INT (owner));
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "4/4 0/2");
  fake_shop_set_status (SHOP, order, "cancelled");
  SHOP->hook = reopen_hook;
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "4/4 0/2");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 4);
  bo_test_assert_conflicts (SYNC, "");
}

static void
shift_hook (FakeShop     *shop,
            const BoPull *pull,
            gpointer      user_data)
{
  guint *n = user_data;

  if (pull->resource != BO_RESOURCE_ORDERS || pull->ids_only || pull->page != 2 || *n == 0)
    return;
  (*n)--;
  fake_shop_delete_order (shop, g_ptr_array_index (shop->orders, 0));
}

/* An order of the first page goes while the second is read: what moved from that to the
 * first is not passed over, though it was known before. */
static void
test_shifted (SyncFixture  *fixture,
              gconstpointer n_deleted)
{
  guint            n = 0;
  BoRemoteProduct *gone = fake_shop_add_product (SHOP, "Gone", 0);

  SHOP->page_size = 4;
  SHOP->hook_data = &n;
  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  for (guint i = 0; i < 3; i++)
    fake_shop_add_order (SHOP, NULL, "processing", gone, 1);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      fake_shop_add_order (SHOP, NULL, "processing", fake_shop_add_product (SHOP, sku, 0), 1);
    }
  bo_test_sync (SYNC);
  SHOP->clock += 24 * 60 * 60;
  for (guint i = 0; i < SHOP->orders->len; i++)
    {
      FakeOrder *order = g_ptr_array_index (SHOP->orders, i);

      fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 2);
      SHOP->clock += 60 * 60;
    }
  n = GPOINTER_TO_UINT (n_deleted);
  SHOP->hook = shift_hook;
  bo_test_sync (SYNC);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      bo_test_assert_queue (SERVICE, sku, "0/2");
    }
}

static void
delete_hook (FakeShop     *shop,
             const BoPull *pull,
             gpointer      user_data)
{
  gboolean *done = user_data;

  /* A product of the first page goes while the second is read: one is skipped. */
  if (pull->resource != BO_RESOURCE_PRODUCTS || pull->page != 2 || *done)
    return;
  *done = TRUE;
  fake_shop_delete_product (shop, g_ptr_array_index (shop->products, 1));
}

static void
test_skipped (SyncFixture  *fixture,
              gconstpointer user_data)
{
  gboolean done = FALSE;

  SHOP->page_size = 5;
  for (guint i = 0; i < 18; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      fake_shop_add_product (SHOP, sku, 1);
    }
  SHOP->hook = delete_hook;
  SHOP->hook_data = &done;
  bo_test_sync (SYNC);
  g_assert_true (done);
  g_assert_cmpint (bo_sync_get_status (SYNC)->n_products, ==, 17);
  for (guint i = 2; i < 18; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      g_assert_cmpint (bo_test_find_product (SERVICE, sku), !=, 0);
    }
}

static void
break_hook (FakeShop     *shop,
            const BoPull *pull,
            gpointer      user_data)
{
  if (pull->resource == BO_RESOURCE_ORDERS && pull->page == 4)
    shop->fail_after = 1;
}

/* A walk over all that is cut off goes on where it was, and hears what became meanwhile of
 * the orders that it has read already. */
static void
test_went_on (SyncFixture  *fixture,
              gconstpointer owner)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 10);
  FakeOrder       *first = fake_shop_add_order (SHOP, NULL, "processing", product, 1);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  bo_test_set_stock_owner (SYNC, GPOINTER_TO_INT (owner));
  SHOP->page_size = 2;
  for (guint i = 0; i < 7; i++)
    fake_shop_add_order (SHOP, NULL, "processing", product, 1);
  bo_test_sync (SYNC);
  SHOP->hook = break_hook;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_FULL, NULL));
  SHOP->hook = NULL;
  SHOP->fail_after = 0;
  fake_shop_set_units (SHOP, first, fake_order_line (first, 0), 3);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "3/3 1/1 1/1 1/1 1/1 1/1 1/1 1/1");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 10);
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_circles (SyncFixture  *fixture,
              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  SHOP->page_size = 2;
  SHOP->cached = TRUE;
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      fake_shop_add_product (SHOP, sku, 1);
    }
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER);
  g_assert_cmpuint (SHOP->n_pulls, <, 10);
}

static void
restore_hook (FakeShop     *shop,
              const BoPull *pull,
              gpointer      user_data)
{
  if (pull->resource != BO_RESOURCE_ORDERS || pull->ids_only || pull->page != 3)
    return;
  fake_shop_trash_order (shop, g_ptr_array_index (shop->orders, 0), FALSE);
  fake_shop_delete_order (shop, g_ptr_array_index (shop->orders, shop->orders->len - 1));
  shop->hook = NULL;
}

/* A page may go no further only because the list moved. */
static void
test_idle_page (SyncFixture  *fixture,
                gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  SHOP->page_size = 4;
  for (guint i = 0; i < 10; i++)
    fake_shop_add_order (SHOP, NULL, "processing", product, 1);
  fake_shop_trash_order (SHOP, g_ptr_array_index (SHOP->orders, 0), TRUE);
  SHOP->hook = restore_hook;
  bo_test_sync (SYNC);
  g_assert_null (SHOP->hook);
  bo_test_assert_queue (SERVICE, "P", "0/1 0/1 0/1 0/1 0/1 0/1 0/1 0/1 0/1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_DATA(name, data, func) \
  g_test_add ("/sync/between/" name, SyncFixture, GINT_TO_POINTER (data), sync_fixture_set_up, func, sync_fixture_tear_down)
#define ADD(name, func) ADD_DATA (name, 0, func)
  ADD_DATA ("order/1", 1, test_order_between);
  ADD_DATA ("order/2", 2, test_order_between);
  ADD_DATA ("order/always", 1000, test_order_between);
  ADD_DATA ("edited/theirs", BO_STOCK_OWNER_SHOP, test_edited_between);
  ADD_DATA ("edited/ours", BO_STOCK_OWNER_US, test_edited_between);
  ADD_DATA ("back-and-forth/theirs", BO_STOCK_OWNER_SHOP, test_back_and_forth);
  ADD_DATA ("back-and-forth/ours", BO_STOCK_OWNER_US, test_back_and_forth);
  ADD_DATA ("shifted/once", 1, test_shifted);
  ADD_DATA ("shifted/twice", 2, test_shifted);
  ADD ("skipped", test_skipped);
  ADD_DATA ("went-on/theirs", BO_STOCK_OWNER_SHOP, test_went_on);
  ADD_DATA ("went-on/ours", BO_STOCK_OWNER_US, test_went_on);
  ADD ("circles", test_circles);
  ADD ("idle-page", test_idle_page);

  return g_test_run ();
}
