/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-note-dialog.h"
#include "bo-products-page.h"
#include "bo-shop-product-dialog.h"
#include "shop-fixture.h"
#include "tour.h"

/* What has to do with the shop on the other side.  The sample shop of the window shows
 * how it is when all is well; a shop in memory, how it is when it is not. */

static BoShopState *
get_state (BoWindow *window)
{
  return bo_window_shop_get_state (bo_window_get_shop (window));
}

static BoShopDialog *
present_dialog (Tour     *tour,
                BoWindow *window)
{
  BoShopDialog *dialog = bo_shop_dialog_present (get_state (window), GTK_WIDGET (window));

  tour_resize (tour, dialog);

  return dialog;
}

static BoShopPanel *
present_panel (Tour     *tour,
               BoWindow *window)
{
  BoShopPanel *panel = bo_shop_panel_present (get_state (window), GTK_WIDGET (window));

  tour_resize (tour, panel);
  bo_test_wait_until (bo_shop_lists_get_loaded (bo_shop_panel_get_lists (panel)));

  return panel;
}

/* What the shop is told of one product and of one order, by the sample shop's. */
static void
visit_product_and_note (Tour *tour)
{
  BoQueuePage    *queue = BO_QUEUE_PAGE (bo_window_get_page (tour->window, "queue"));
  BoLineCard     *card = bo_queue_page_get_card (queue);
  BoProductsPage *products;
  BoNoteDialog   *note;
  gpointer        dialog;

  bo_window_show_page (tour->window, "products");
  products = BO_PRODUCTS_PAGE (bo_window_get_page (tour->window, "products"));
  tour_select_product (tour->window, 0);
  dialog = bo_shop_product_dialog_present (bo_window_get_commander (tour->window),
                                           bo_product_get_record (bo_product_pane_get_product (bo_products_page_get_pane (products))),
                                           GTK_WIDGET (tour->window));
  tour_resize (tour, dialog);
  bo_test_wait_until (bo_shop_product_dialog_get_loaded (dialog));
  tour_save (tour, tour_get_toplevel (dialog), "shop-product");
  tour_close_dialog (tour, dialog);

  bo_window_show_page (tour->window, "queue");
  bo_list_page_select (BO_LIST_PAGE (queue), bo_lazy_model_get_id_at (BO_LAZY_MODEL (bo_queue_page_get_model (queue)), 0));
  bo_test_wait_until (bo_line_card_get_found (card) && !bo_line_card_get_loading (card));
  note = bo_note_dialog_present (bo_window_get_commander (tour->window), bo_line_card_get_detail (card)->line,
                                 GTK_WIDGET (tour->window));
  tour_resize (tour, note);
  bo_note_dialog_set_text (note, "Dear customer,\n\nyour lamp arrives on Friday; we send it the same day.");
  tour_save (tour, tour_get_toplevel (note), "shop-note");
  tour_close_dialog (tour, note);
}

static void
visit_good (Tour *tour)
{
  BoShopDialog *dialog = present_dialog (tour, tour->window);
  BoShopPanel  *panel;

  tour_save (tour, tour_get_toplevel (dialog), "shop-settings");
  bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
  bo_test_wait_until (!bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  tour_save (tour, tour_get_toplevel (dialog), "shop-settings-tested");
  tour_close_dialog (tour, dialog);

  panel = present_panel (tour, tour->window);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel");
  tour_close_dialog (tour, panel);
}

/* Trouble */

static BoWindow *
open_window (Tour     *tour,
             FakeShop *shop,
             char     *folder)
{
  g_autofree char *path = g_build_filename (folder, "shop.db", NULL);
  BoWindow        *window = BO_WINDOW (bo_window_new (GTK_APPLICATION (tour->application), NULL));

  gtk_window_set_default_size (GTK_WINDOW (window), tour->narrow ? 560 : 1200, 760);
  bo_window_open (window, path, BO_SERVICE_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (bo_window_get_ready (window) && get_state (window) != NULL);
  bo_sync_set_catalog (bo_shop_state_get_sync (get_state (window)), BO_CATALOG (shop));

  return window;
}

static void
type (BoShopDialog *dialog,
      const char   *name,
      const char   *text)
{
  gtk_editable_set_text (bo_connection_group_get_entry (bo_shop_dialog_get_connection (dialog), name), text);
}

static void
test_and_save (Tour         *tour,
               BoShopDialog *dialog,
               const char   *name)
{
  bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
  bo_test_wait_until (!bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));
  tour_save (tour, tour_get_toplevel (dialog), name);
}

/* What lies below: an adjustment that is not at its beginning. */
static void
scroll_down (gpointer dialog)
{
  GtkWidget     *page = fixture_find_in (dialog, ADW_TYPE_PREFERENCES_PAGE);
  GtkWidget     *scrolled = fixture_find_in (page, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

#define N_OLD_ORDERS 400

/* Orders enough to see a first sync at work on them. */
static void
fill (FakeShop *shop)
{
  BoRemoteProduct *pot = fake_shop_add_product (shop, "POT", 1000);

  shop_fixture_fill (shop);
  for (guint i = 0; i < N_OLD_ORDERS; i++)
    fake_shop_add_order (shop, NULL, "completed", pot, 1);
}

static void
fall_silent_cb (FakeShop     *shop,
                const BoPull *pull,
                gpointer      user_data)
{
  if (pull->resource == BO_RESOURCE_ORDERS && pull->page == 3)
    shop->silent = TRUE;
}

static void
visit_first_sync (Tour        *tour,
                  ShopFixture *fixture)
{
  BoShopState *state = get_state (fixture->base.window);

  bo_test_wait_until (fixture_find (BO_TYPE_SHOP_PANEL) != NULL);
  tour_resize (tour, fixture_find (BO_TYPE_SHOP_PANEL));
  bo_test_wait_until (bo_shop_state_get_running (state) && fixture->shop->silent);
  bo_test_wait_until (bo_shop_state_get_fraction (state) > 0);
  tour_save (tour, tour_get_toplevel (fixture_find (BO_TYPE_SHOP_PANEL)), "first-sync");
  bo_shop_state_cancel (state);
  shop_fixture_wait (fixture);
  tour_save (tour, tour_get_toplevel (fixture_find (BO_TYPE_SHOP_PANEL)), "first-sync-stopped");
  fixture->shop->hook = NULL;
  fixture->shop->silent = FALSE;
  shop_fixture_sync (fixture);
}

static void
visit_connect (Tour        *tour,
               ShopFixture *fixture)
{
  FakeShop     *shop = fixture->shop;
  BoShopDialog *dialog = shop_fixture_present_dialog (fixture);

  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "connect");
  type (dialog, "address", "http://shop.example");
  shop_fixture_type_keys (fixture, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "connect-insecure");
  type (dialog, "address", "shop.example");
  g_set_error_literal (&shop->test_error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY,
                       "The shop does not take these keys. Copy them again, or make new ones in WooCommerce, Settings, "
                       "Advanced, REST API. The shop says: “Sorry, you cannot list resources.” (status 401, request "
                       "8f3a2b1c)");
  test_and_save (tour, dialog, "connect-wrong-key");
  g_clear_error (&shop->test_error);
  shop->silent = TRUE;
  bo_connection_group_test (bo_shop_dialog_get_connection (dialog));
  bo_test_drain ();
  tour_save (tour, tour_get_toplevel (dialog), "connect-testing");
  shop->silent = FALSE;
  bo_test_wait_until (!bo_connection_group_get_testing (bo_shop_dialog_get_connection (dialog)));

  bo_roles_group_add (bo_shop_dialog_get_roles (dialog), "wholesale", 1);
  bo_shop_dialog_set_owner (dialog, BO_STOCK_OWNER_US);
  bo_shop_dialog_set_interval (dialog, 0);
  gtk_editable_set_text (bo_states_group_get_entry (bo_shop_dialog_get_states (dialog)), "pre-ordered");
  bo_test_drain ();
  scroll_down (dialog);
  tour_save (tour, tour_get_toplevel (dialog), "connect-below");

  shop->hook = fall_silent_cb;
  bo_shop_dialog_apply (dialog);
  visit_first_sync (tour, fixture);
}

/* All at once. */
static void
visit_trouble (Tour        *tour,
               ShopFixture *fixture)
{
  BoShopPanel *panel = fixture_find (BO_TYPE_SHOP_PANEL);

  shop_fixture_make_stock_conflict (fixture);
  shop_fixture_make_note_conflict (fixture);
  fixture->shop->notes_blind = FALSE;
  g_ptr_array_add (fixture->shop->refused, g_strdup ("product 17: “price” is <not> a number"));
  shop_fixture_make_waiting (fixture, BO_CATALOG_ERROR_REFUSED);
  bo_shop_state_start (get_state (fixture->base.window), BO_SYNC_FULL);
  shop_fixture_wait (fixture);
  bo_test_wait_until (bo_shop_lists_get_n_conflicts (bo_shop_panel_get_lists (panel)) >= 2);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel-trouble");
  scroll_down (panel);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel-trouble-below");
  tour_close_dialog (tour, panel);
  tour_save (tour, GTK_WIDGET (fixture->base.window), "shop-to-settle");
}

static void
visit_offline (Tour        *tour,
               ShopFixture *fixture)
{
  BoShopPanel *panel;

  fixture->shop->fail_after = 1;
  fixture->shop->failure = BO_CATALOG_ERROR_KEY;
  shop_fixture_sync (fixture);
  tour_save (tour, GTK_WIDGET (fixture->base.window), "shop-wrong-key-toast");
  panel = present_panel (tour, fixture->base.window);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel-wrong-key");
  tour_close_dialog (tour, panel);
}

void
tour_visit_shop (Tour *tour)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  ShopFixture fixture = { .base.application = tour->application, .shop = fake_shop_new () };

  visit_good (tour);
  visit_product_and_note (tour);
  fill (fixture.shop);
  fixture.base.window = open_window (tour, fixture.shop, folder);
  visit_connect (tour, &fixture);
  visit_trouble (tour, &fixture);
  visit_offline (tour, &fixture);
  gtk_window_destroy (GTK_WINDOW (fixture.base.window));
  bo_test_drain ();
  g_object_unref (fixture.shop);
}
