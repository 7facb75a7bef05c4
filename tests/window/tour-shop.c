/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tour.h"

#include "bo-shop-dialog.h"
#include "bo-shop-panel.h"
#include "bo-test-util.h"
#include "bo-products-page.h"
#include "fake-shop.h"

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

static void
visit_good (Tour *tour)
{
  BoShopDialog *dialog = present_dialog (tour, tour->window);
  BoShopPanel  *panel;

  tour_save (tour, tour_get_toplevel (dialog), "shop-settings");
  bo_shop_dialog_test (dialog);
  bo_test_wait_until (!bo_shop_dialog_get_testing (dialog));
  tour_save (tour, tour_get_toplevel (dialog), "shop-settings-tested");
  tour_close_dialog (tour, dialog);

  panel = present_panel (tour, tour->window);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel");
  bo_shop_state_start (get_state (tour->window), BO_SYNC_FULL);
  bo_test_wait_until (bo_shop_state_get_fraction (get_state (tour->window)) > 0.3);
  tour_save (tour, tour_get_toplevel (panel), "shop-panel-syncing");
  tour_close_dialog (tour, panel);
  bo_test_wait_until (!bo_shop_state_get_running (get_state (tour->window)));
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

static GtkWidget *
find_below (GtkWidget *widget,
            GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_below (child, type);

  return found;
}

static gpointer
find (GType type)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = toplevels; l != NULL && found == NULL; l = l->next)
    found = find_below (l->data, type);
  g_assert_nonnull (found);

  return found;
}

static void
type (BoShopDialog *dialog,
      const char   *name,
      const char   *text)
{
  gtk_editable_set_text (bo_shop_dialog_get_entry (dialog, name), text);
}

static void
test_and_save (Tour         *tour,
               BoShopDialog *dialog,
               const char   *name)
{
  bo_shop_dialog_test (dialog);
  bo_test_wait_until (!bo_shop_dialog_get_testing (dialog));
  tour_save (tour, tour_get_toplevel (dialog), name);
}

static void
visit_connect (Tour     *tour,
               BoWindow *window,
               FakeShop *shop)
{
  BoShopDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.shop-settings", NULL));
  dialog = find (BO_TYPE_SHOP_DIALOG);
  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "connect");
  type (dialog, "address", "http://shop.example");
  type (dialog, "key", "ck_0123456789");
  type (dialog, "secret", "cs_0123456789");
  tour_save (tour, tour_get_toplevel (dialog), "connect-insecure");
  type (dialog, "address", "shop.example");
  bo_roles_group_add (bo_shop_dialog_get_roles (dialog), "wholesale", 1);
  g_set_error_literal (&shop->test_error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY,
                       "The shop does not take these keys. Copy them again, or make new ones in WooCommerce, Settings, "
                       "Advanced, REST API. The shop says: “Sorry, you cannot list resources.” (status 401, request "
                       "8f3a2b1c)");
  test_and_save (tour, dialog, "connect-wrong-key");
  g_clear_error (&shop->test_error);
  bo_shop_dialog_apply (dialog);
  bo_test_wait_until (bo_shop_state_get_connected (get_state (window)));
  bo_test_wait_until (!bo_shop_state_get_running (get_state (window)) &&
                      bo_sync_get_status (bo_shop_state_get_sync (get_state (window)))->last_success != 0);
}

void
tour_visit_shop (Tour *tour)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autoptr (FakeShop) shop = fake_shop_new ();
  BoWindow *window;

  visit_good (tour);
  window = open_window (tour, shop, folder);
  visit_connect (tour, window, shop);
  gtk_window_destroy (GTK_WINDOW (window));
  bo_test_drain ();
}
