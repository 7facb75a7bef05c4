/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shop-fixture.h"

#define ADDRESS "https://shop.example"

void
shop_fixture_fill (FakeShop *shop)
{
  BoRemoteProduct  *lamp = fake_shop_add_product (shop, "LAMP", 5);
  BoRemoteProduct  *cup = fake_shop_add_product (shop, "CUP", 2);
  BoRemoteCustomer *customer = fake_shop_add_customer (shop, "Ada <b>Lopes", "ada@example.org", "customer");

  fake_shop_add_order (shop, customer, "processing", lamp, 8);
  fake_shop_add_order (shop, customer, "processing", cup, 6);
  fake_shop_add_order (shop, NULL, "processing", lamp, 4);
}

void
shop_fixture_set_up (ShopFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  fixture->shop = fake_shop_new ();
  shop_fixture_fill (fixture->shop);

  /* The page that another case left. */
  g_settings_reset (settings, "page");
  fixture->base.folder = bo_test_make_dir ();
  fixture->base.path = g_build_filename (fixture->base.folder, "shop.db", NULL);
  fixture->base.application = fixture_get_application ();
  fixture_open (&fixture->base);
  bo_test_wait_until (shop_fixture_get_state (fixture) != NULL);
  bo_sync_set_catalog (shop_fixture_get_sync (fixture), BO_CATALOG (fixture->shop));
}

void
shop_fixture_tear_down (ShopFixture  *fixture,
                        gconstpointer data)
{
  fixture_tear_down (&fixture->base, data);
  g_assert_finalize_object (fixture->shop);
}

void
shop_fixture_set_up_connected (ShopFixture  *fixture,
                               gconstpointer data)
{
  shop_fixture_set_up (fixture, data);
  shop_fixture_connect (fixture, BO_STOCK_OWNER_US);
}

/* Returns: (nullable): until the sync is open */
BoShopState *
shop_fixture_get_state (ShopFixture *fixture)
{
  return bo_window_shop_get_state (bo_window_get_shop (fixture->base.window));
}

BoSync *
shop_fixture_get_sync (ShopFixture *fixture)
{
  return bo_shop_state_get_sync (shop_fixture_get_state (fixture));
}

BoShopDialog *
shop_fixture_present_dialog (ShopFixture *fixture)
{
  fixture_activate (&fixture->base, "win.shop-settings");

  return fixture_find (BO_TYPE_SHOP_DIALOG);
}

BoShopPanel *
shop_fixture_present_panel (ShopFixture *fixture)
{
  BoShopPanel *panel;

  fixture_activate (&fixture->base, "win.shop");
  panel = fixture_find (BO_TYPE_SHOP_PANEL);
  bo_test_wait_until (bo_shop_lists_get_loaded (bo_shop_panel_get_lists (panel)));

  return panel;
}

void
shop_fixture_type_keys (ShopFixture  *fixture,
                        BoShopDialog *dialog)
{
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "key"), "ck_1");
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "secret"), "cs_1");
}

/* As a person does it; without syncs that come by themselves. */
void
shop_fixture_connect (ShopFixture *fixture,
                      BoStockOwner owner)
{
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);

  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), "address"), ADDRESS);
  shop_fixture_type_keys (fixture, dialog);
  bo_shop_dialog_set_owner (dialog, owner);
  bo_shop_dialog_set_interval (dialog, 0);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_DIALOG) == NULL);
  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) != NULL);
  shop_fixture_wait (fixture);
}

void
shop_fixture_wait (ShopFixture *fixture)
{
  bo_test_wait_until (!bo_shop_state_get_running (shop_fixture_get_state (fixture)));
  fixture_settle (&fixture->base);
}

void
shop_fixture_sync (ShopFixture *fixture)
{
  bo_test_wait_until (bo_window_shop_get_can_sync (bo_window_get_shop (fixture->base.window)));
  fixture_activate (&fixture->base, "win.sync");
  shop_fixture_wait (fixture);
}

static BoRemoteProduct *
get_product (ShopFixture *fixture,
             guint        i)
{
  return g_ptr_array_index (fixture->shop->products, i);
}

/* Somebody changes a number in the shop that is ours to write. */
void
shop_fixture_make_stock_conflict (ShopFixture *fixture)
{
  fake_shop_set_stock (fixture->shop, get_product (fixture, 0), 40);
  shop_fixture_sync (fixture);
}

static gint64
find_order_id (ShopFixture *fixture)
{
  BoLineModel *model = bo_queue_page_get_model (fixture_get_queue (&fixture->base));
  g_autoptr (BoLine) line = g_list_model_get_item (G_LIST_MODEL (model), 0);

  bo_test_wait_until (bo_line_get_loaded (line));

  return bo_line_get_record (line)->order_id;
}

static void
add_note (ShopFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_sync_add_note_async (shop_fixture_get_sync (fixture), find_order_id (fixture), "It comes on Friday.", NULL,
                          bo_test_take_result_cb, &result);
  bo_sync_outbox_finish (shop_fixture_get_sync (fixture), bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  bo_test_drain ();
}

/* A note arrives, its answer does not, and the shop cannot tell. */
void
shop_fixture_make_note_conflict (ShopFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  add_note (fixture);
  fixture->shop->push_lost = TRUE;
  fixture->shop->failure = BO_CATALOG_ERROR_SERVER;
  shop_fixture_sync (fixture);
  fixture->shop->push_lost = FALSE;
  fixture->shop->notes_blind = TRUE;
  bo_sync_retry_async (shop_fixture_get_sync (fixture), 0, NULL, bo_test_take_result_cb, &result);
  bo_sync_outbox_finish (shop_fixture_get_sync (fixture), bo_test_wait_for (&result), NULL);
  shop_fixture_sync (fixture);
}

/* A note that does not go out. */
void
shop_fixture_make_waiting (ShopFixture   *fixture,
                           BoCatalogError failure)
{
  add_note (fixture);
  fixture->shop->push_fails = TRUE;
  fixture->shop->failure = failure;
  shop_fixture_sync (fixture);
}
