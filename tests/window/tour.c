/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "bo-application.h"
#include "bo-db.h"
#include "bo-import-dialog.h"
#include "bo-line-dialog.h"
#include "bo-new-dialog.h"
#include "bo-policy-dialog.h"
#include "bo-preferences.h"
#include "bo-products-page.h"
#include "bo-receive-dialog.h"
#include "bo-test-util.h"
#include "tour.h"

/* Takes a picture of every page and dialog of the window on the sample shop, light
 * and dark, wide and narrow, in the language of LANGUAGE:
 *
 *   tour OUTDIR [PART...]
 *
 * The parts are those of the table below; without one, all of them.  A picture is the
 * toplevel drawn once more, and not the screen. */

#define WIDE 1200  /* pixels */
#define NARROW 560 /* pixels */
#define HEIGHT 760 /* pixels */

#define N_LONG_ROWS 300000 /* of an import that is seen at work */

static gboolean
drawn_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  guint *left = user_data;

  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Sizes and texts that were changed are in place some frames later. */
static void
wait_for_frames (GtkWidget *widget,
                 guint      n_frames)
{
  guint left = n_frames;

  gtk_widget_add_tick_callback (widget, drawn_cb, &left, NULL);
  bo_test_wait_until (left == 0);
}

void
tour_save (Tour       *tour,
           GtkWidget  *toplevel,
           const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strdup_printf ("%s-%s-%d.png", name, tour->dark ? "dark" : "light",
                                           tour->narrow ? NARROW : WIDE);
  g_autofree char *path = g_build_filename (tour->folder, file, NULL);
  int              width, height;

  bo_test_wait_until (gtk_widget_get_mapped (toplevel));
  wait_for_frames (toplevel, 20);
  width = gtk_widget_get_width (toplevel);
  height = gtk_widget_get_height (toplevel);
  paintable = gtk_widget_paintable_new (toplevel);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (toplevel)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  tour->n_pictures++;
}

/* The toplevel a dialog stands in: a window of its own, or the one below it. */
GtkWidget *
tour_get_toplevel (gpointer widget)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (widget)));
}

void
tour_close_dialog (Tour    *tour,
                   gpointer dialog)
{
  GtkWidget *toplevel = tour_get_toplevel (dialog);

  if (toplevel != GTK_WIDGET (tour->window))
    gtk_window_destroy (GTK_WINDOW (toplevel));
  bo_test_drain ();
}

/* What stands on the screen besides two windows; the second of them where dialogs stand in
 * their windows. */
static GtkWidget *
find_toplevel_but (BoWindow *window,
                   BoWindow *other)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (l->data != window && l->data != other && gtk_widget_get_visible (l->data))
      return l->data;

  return GTK_WIDGET (other);
}

static GtkWidget *
find_other_toplevel (Tour *tour)
{
  return find_toplevel_but (tour->window, tour->window);
}

static void
activate (Tour       *tour,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tour->window), action, NULL));
  bo_test_drain ();
}

static void
save_other (Tour       *tour,
            const char *name)
{
  GtkWidget *toplevel = find_other_toplevel (tour);

  tour_save (tour, toplevel, name);
  if (toplevel != GTK_WIDGET (tour->window))
    gtk_window_destroy (GTK_WINDOW (toplevel));
  bo_test_drain ();
}

/* Popovers */

static GtkWidget *
find_popover (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *popover = find_popover (child);

      if (popover != NULL)
        return popover;
    }

  return NULL;
}

static GtkWidget *
find_menu_button (GtkWidget  *widget,
                  const char *text)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0 ||
       g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), text) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *button = find_menu_button (child, text);

      if (button != NULL)
        return button;
    }

  return NULL;
}

static void
save_menu (Tour       *tour,
           const char *button_text,
           const char *name)
{
  GtkWidget *button = find_menu_button (GTK_WIDGET (tour->window), _ (button_text));
  GtkWidget *popover;

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  bo_test_wait_until (find_popover (button) != NULL);
  popover = find_popover (button);
  tour_save (tour, popover, name);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  bo_test_drain ();
}

/* Pages */

static BoQueuePage *
get_queue (Tour *tour)
{
  return BO_QUEUE_PAGE (bo_window_get_page (tour->window, "queue"));
}

static gboolean
is_settled (BoLazyModel *model)
{
  return !bo_lazy_model_get_loading (model);
}

/* The first line of the queue that has a state, so that the detail has something to tell. */
static gint64
select_line (Tour *tour,
             guint position)
{
  BoLineModel *model = bo_queue_page_get_model (get_queue (tour));
  BoLineCard  *card = bo_queue_page_get_card (get_queue (tour));
  gint64       id = bo_lazy_model_get_id_at (BO_LAZY_MODEL (model), position);

  bo_list_page_select (BO_LIST_PAGE (get_queue (tour)), id);
  bo_test_wait_until (bo_line_card_get_found (card) && !bo_line_card_get_loading (card));

  return id;
}

/* What is delivered: products that somebody waits for, who has waited longest first. */
static GPtrArray *
list_wanted (Tour *tour,
             guint n)
{
  GListModel *lines = G_LIST_MODEL (bo_queue_page_get_model (get_queue (tour)));
  g_autoptr (GPtrArray) skus = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (lines) && skus->len < n; i++)
    {
      g_autoptr (BoLine) line = g_list_model_get_item (lines, i);
      const char *sku;

      bo_test_wait_until (bo_line_get_loaded (line));
      sku = bo_line_get_record (line)->sku;
      if (!g_ptr_array_find_with_equal_func (skus, sku, g_str_equal, NULL))
        g_ptr_array_add (skus, g_strdup (sku));
    }

  return g_steal_pointer (&skus);
}

static void
show_list (Tour *tour)
{
  if (tour->narrow)
    gtk_widget_activate_action (GTK_WIDGET (get_queue (tour)), "queue.search", NULL);
}

static void
visit_queue (Tour *tour)
{
  BoQueuePage *page = get_queue (tour);
  BoLazyModel *model = BO_LAZY_MODEL (bo_queue_page_get_model (page));
  BoListPane  *list = bo_list_page_get_list (BO_LIST_PAGE (page));

  bo_window_show_page (tour->window, "queue");
  tour_save (tour, GTK_WIDGET (tour->window), "queue");
  select_line (tour, 2);
  tour_save (tour, GTK_WIDGET (tour->window), "queue-detail");
  save_menu (tour, "More Actions", "queue-line-menu");
  show_list (tour);
  save_menu (tour, "_Filter", "queue-filter-menu");
  save_menu (tour, "Sort and Columns", "queue-sort-menu");

  gtk_widget_activate_action (GTK_WIDGET (page), "queue.state", "s", "ready");
  bo_test_wait_until (is_settled (model));
  tour_save (tour, GTK_WIDGET (tour->window), "queue-filtered");
  bo_list_pane_set_search (list, "zzzz");
  bo_test_wait_until (g_str_equal (bo_list_pane_get_state (list), "no-match"));
  tour_save (tour, GTK_WIDGET (tour->window), "queue-no-match");
  gtk_widget_activate_action (GTK_WIDGET (page), "queue.clear", NULL);
  bo_list_pane_set_search (list, "");
  bo_test_wait_until (g_str_equal (bo_list_pane_get_state (list), "list") && is_settled (model));
}

void
tour_select_product (BoWindow *window,
                     guint     position)
{
  BoListPage    *page = BO_LIST_PAGE (bo_window_get_page (window, "products"));
  BoProductPane *pane = bo_products_page_get_pane (BO_PRODUCTS_PAGE (page));

  bo_test_wait_until (bo_list_page_get_ready (page));
  bo_list_page_select (page, bo_lazy_model_get_id_at (bo_list_page_get_model (page), position));
  bo_test_wait_until (bo_product_pane_get_product (pane) != NULL &&
                      bo_product_get_loaded (bo_product_pane_get_product (pane)));
  bo_test_wait_until (is_settled (BO_LAZY_MODEL (bo_product_pane_get_lines (pane))));
}

static void
visit_products (Tour *tour)
{
  BoProductsPage *page;
  BoLazyModel    *model;

  bo_window_show_page (tour->window, "products");
  page = BO_PRODUCTS_PAGE (bo_window_get_page (tour->window, "products"));
  model = bo_list_page_get_model (BO_LIST_PAGE (page));
  bo_test_wait_until (bo_list_page_get_ready (BO_LIST_PAGE (page)));
  gtk_widget_activate_action (GTK_WIDGET (page), "products.sort", "s", "open-lines");
  gtk_widget_activate_action (GTK_WIDGET (page), "products.descending", NULL);
  bo_test_wait_until (is_settled (model));
  if (tour->narrow)
    gtk_widget_activate_action (GTK_WIDGET (page), "products.search", NULL);
  tour_save (tour, GTK_WIDGET (tour->window), "products");
  tour_select_product (tour->window, 0);
  tour_save (tour, GTK_WIDGET (tour->window), "products-detail");
  gtk_widget_activate_action (GTK_WIDGET (page), "products.descending", NULL);
  gtk_widget_activate_action (GTK_WIDGET (bo_products_page_get_pane (page)), "product.count", NULL);
  save_other (tour, "count");
  bo_window_show_page (tour->window, "queue");
}

/* Windows of their own */

static BoWindow *
open_window (Tour       *tour,
             const char *path)
{
  BoWindow *window = BO_WINDOW (bo_window_new (GTK_APPLICATION (tour->application), NULL));

  gtk_window_set_default_size (GTK_WINDOW (window), tour->narrow ? NARROW : WIDE, HEIGHT);
  bo_window_open (window, path, BO_SERVICE_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (bo_window_get_ready (window));

  return window;
}

static void
close_window (BoWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  bo_test_drain ();
}

/* What is told on every page */

static void
visit_notices (Tour *tour)
{
  static const char *const suffixes[] = { "", "-wal" };
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "unclean.db", NULL);
  const char      *demo_path = bo_window_get_path (tour->window);
  BoWindow        *window = BO_WINDOW (bo_window_new (GTK_APPLICATION (tour->application), NULL));
  g_autoptr (BoDb) db = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), tour->narrow ? NARROW : WIDE, HEIGHT);
  bo_window_open (window, demo_path, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (bo_window_get_ready (window));
  bo_window_show_page (window, "products");
  tour_select_product (window, 0);
  if (tour->narrow)
    {
      tour_save (tour, GTK_WIDGET (window), "read-only-detail");
      gtk_widget_activate_action (bo_window_get_page (window, "products"), "products.search", NULL);
    }
  tour_save (tour, GTK_WIDGET (window), "read-only");
  bo_window_show_page (window, "queue");
  close_window (window);

  /* As a killed program leaves it, and wrong in two places. */
  db = bo_db_open (demo_path, BO_DB_READ_WRITE_EXISTING, NULL);
  bo_db_exec (db, "UPDATE tranche SET units = units + 1 WHERE id <= 2", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (demo_path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *bytes = NULL;
      gsize            length;

      g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
      bo_test_write_file (to, bytes, (gssize) length);
    }
  bo_db_exec (db, "UPDATE tranche SET units = units - 1 WHERE id <= 2", NULL);
  window = open_window (tour, path);
  bo_test_wait_until (bo_list_pane_get_notice (bo_list_page_get_list (BO_LIST_PAGE (bo_window_get_page (window, "queue")))) != NULL);
  tour_save (tour, GTK_WIDGET (window), "problems");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-problems", NULL));
  bo_test_drain ();
  tour_save (tour, find_toplevel_but (tour->window, window), "problems-dialog");
  close_window (window);
}

/* Dialogs */

void
tour_resize (Tour    *tour,
             gpointer dialog)
{
  int width, height;

  if (!tour->narrow || tour_get_toplevel (dialog) == GTK_WIDGET (tour->window))
    return;
  gtk_window_get_default_size (GTK_WINDOW (tour_get_toplevel (dialog)), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (tour_get_toplevel (dialog)), MIN (width, NARROW), height);
}

static void
visit_new (Tour *tour)
{
  BoNewDialog *dialog = bo_new_dialog_present (bo_window_get_commander (tour->window), 0, GTK_WIDGET (tour->window));

  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "new");
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product"), "a");
  bo_test_wait_until (find_popover (GTK_WIDGET (dialog)) != NULL);
  tour_save (tour, find_popover (GTK_WIDGET (dialog)), "new-completion");
  gtk_editable_set_text (bo_new_dialog_get_entry (dialog, "product"), "NO-SUCH-CODE");
  bo_new_dialog_apply (dialog);
  bo_test_wait_until (bo_new_dialog_get_notice (dialog) != NULL);
  tour_save (tour, tour_get_toplevel (dialog), "new-unknown-product");
  tour_close_dialog (tour, dialog);
}

static void
visit_receive (Tour *tour)
{
  BoReceiveDialog *dialog = bo_receive_dialog_present (bo_window_get_commander (tour->window), BO_RECEIVE_DELIVERY, 0,
                                                       GTK_WIDGET (tour->window));
  g_autoptr (GPtrArray) wanted = list_wanted (tour, 3);

  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "receive-empty");
  for (guint i = 0; i < wanted->len; i++)
    {
      bo_receive_dialog_scan (dialog, g_ptr_array_index (wanted, i));
      bo_test_wait_until (bo_receive_dialog_get_n_counts (dialog) == i + 1);
      bo_receive_dialog_set_units (dialog, i, 6 + 6 * i);
    }
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  tour_save (tour, tour_get_toplevel (dialog), "receive");
  bo_proposal_model_pin (bo_receive_dialog_get_model (dialog),
                         bo_lazy_model_get_id_at (BO_LAZY_MODEL (bo_receive_dialog_get_model (dialog)), 0), 0);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  bo_receive_dialog_show_proposal (dialog);
  tour_save (tour, tour_get_toplevel (dialog), "receive-pinned");
  bo_receive_dialog_scan (dialog, "NO-SUCH-CODE");
  bo_test_wait_until (bo_receive_dialog_get_notice (dialog) != NULL);
  tour_save (tour, tour_get_toplevel (dialog), "receive-unknown-code");
  tour_close_dialog (tour, dialog);

  dialog = bo_receive_dialog_present (bo_window_get_commander (tour->window), BO_RECEIVE_DEAL_AGAIN, 0,
                                      GTK_WIDGET (tour->window));
  tour_resize (tour, dialog);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  tour_save (tour, tour_get_toplevel (dialog), "deal-again");
  tour_close_dialog (tour, dialog);
}

static void
visit_undo (Tour *tour)
{
  BoReceiveDialog *dialog = bo_receive_dialog_present (bo_window_get_commander (tour->window), BO_RECEIVE_DELIVERY, 0,
                                                       GTK_WIDGET (tour->window));
  g_autoptr (GPtrArray) wanted = list_wanted (tour, 1);
  BoCommander *commander = bo_window_get_commander (tour->window);

  bo_receive_dialog_scan (dialog, g_ptr_array_index (wanted, 0));
  bo_test_wait_until (bo_receive_dialog_get_n_counts (dialog) == 1);
  bo_test_wait_until (bo_receive_dialog_get_settled (dialog));
  bo_receive_dialog_apply (dialog);
  bo_test_wait_until (bo_window_get_toast (tour->window) != NULL);
  tour_save (tour, GTK_WIDGET (tour->window), "undo-toast");
  bo_commander_undo_last (commander);
  bo_test_wait_until (!bo_commander_get_busy (commander));
  bo_test_drain ();
}

/* A line that something can be done with. */
static void
select_line_to (Tour       *tour,
                const char *state,
                const char *property)
{
  BoLineModel *model = bo_queue_page_get_model (get_queue (tour));
  gboolean     can = FALSE;

  gtk_widget_activate_action (GTK_WIDGET (get_queue (tour)), "queue.state", "s", state);
  bo_test_wait_until (is_settled (BO_LAZY_MODEL (model)));
  for (guint i = 0; !can; i++)
    {
      g_assert_cmpuint (i, <, g_list_model_get_n_items (G_LIST_MODEL (model)));
      select_line (tour, i);
      g_object_get (bo_queue_page_get_card (get_queue (tour)), property, &can, NULL);
    }
}

static void
visit_line_dialogs (Tour *tour)
{
  static const struct
  {
    const char *name;
    const char *state;
    const char *property;
  } dialogs[] = {
    [BO_LINE_DIALOG_HAND_OVER] = { "hand-over", "ready", "can-ship" },
    [BO_LINE_DIALOG_SHIP] = { "ship", "ready", "can-ship" },
    [BO_LINE_DIALOG_CANCEL] = { "cancel-units", "waiting", "can-cancel" },
    [BO_LINE_DIALOG_PIN] = { "pin", "waiting", "can-pin" },
    [BO_LINE_DIALOG_RETURN] = { "return", "all", "can-return" },
    [BO_LINE_DIALOG_AMEND] = { "amend", "waiting", "can-amend" },
  };
  BoCommander *commander = bo_window_get_commander (tour->window);

  /* Something that can come back. */
  select_line_to (tour, "ready", "can-ship");
  bo_commander_ship (commander, bo_line_card_get_detail (bo_queue_page_get_card (get_queue (tour)))->line->id, 1, TRUE);
  bo_test_wait_until (!bo_commander_get_busy (commander));

  for (guint kind = 0; kind < G_N_ELEMENTS (dialogs); kind++)
    {
      BoLineDialog *dialog;

      select_line_to (tour, dialogs[kind].state, dialogs[kind].property);
      dialog = bo_line_dialog_present ((BoLineDialogKind) kind, bo_window_get_commander (tour->window),
                                       bo_line_card_get_detail (bo_queue_page_get_card (get_queue (tour))),
                                       GTK_WIDGET (tour->window));
      tour_resize (tour, dialog);
      tour_save (tour, tour_get_toplevel (dialog), dialogs[kind].name);
      tour_close_dialog (tour, dialog);
    }
  gtk_widget_activate_action (GTK_WIDGET (get_queue (tour)), "queue.clear", NULL);
  select_line (tour, 0);
}

static void
visit_policy (Tour *tour)
{
  BoPolicyDialog *dialog = bo_policy_dialog_present (bo_window_get_commander (tour->window), 0, NULL, NULL,
                                                     GTK_WIDGET (tour->window));

  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "policy");
  bo_policy_dialog_set_rule (dialog, BO_RULE_FAIR_SHARE);
  tour_save (tour, tour_get_toplevel (dialog), "policy-fair-share");
  bo_policy_dialog_set_rule (dialog, BO_RULE_CLASS_SHARES);
  tour_save (tour, tour_get_toplevel (dialog), "policy-class-shares");
  tour_close_dialog (tour, dialog);
}

static void
visit_preferences (Tour *tour)
{
  BoPreferences *dialog = bo_preferences_present (bo_window_get_commander (tour->window), GTK_WIDGET (tour->window));

  tour_resize (tour, dialog);
  tour_save (tour, tour_get_toplevel (dialog), "preferences");
  tour_close_dialog (tour, dialog);
}

/* Large enough to be seen at work, and then stopped; and no order file at all. */
static void
visit_long_import (Tour *tour)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tour-long.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) csv = g_string_new ("Order,Date,SKU,Quantity,Customer name\n");
  BoCommander    *commander = bo_window_get_commander (tour->window);
  BoImportDialog *dialog;

  for (guint i = 0; i < N_LONG_ROWS; i++)
    g_string_append_printf (csv, "L-%u,2026-01-05,LONG-%u,%u,Customer %u\n", i, i % 977, i % 9 + 1, i % 4999);
  bo_test_write_file (path, csv->str, (gssize) csv->len);
  dialog = bo_import_dialog_present (commander, file, GTK_WIDGET (tour->window));
  tour_resize (tour, dialog);
  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "preview"));
  bo_import_dialog_start (dialog);
  tour_save (tour, tour_get_toplevel (dialog), "import-progress");
  g_assert_cmpstr (bo_import_dialog_get_state (dialog), ==, "progress");
  bo_import_dialog_cancel (dialog);
  bo_test_wait_until (bo_import_dialog_get_notice (dialog) != NULL);
  tour_save (tour, tour_get_toplevel (dialog), "import-stopped");
  tour_close_dialog (tour, dialog);

  bo_test_write_file (path, "PK\0\3\0\0\0\0zip", 11);
  dialog = bo_import_dialog_present (commander, file, GTK_WIDGET (tour->window));
  tour_resize (tour, dialog);
  bo_test_wait_until (bo_import_dialog_get_notice (dialog) != NULL);
  tour_save (tour, tour_get_toplevel (dialog), "import-not-text");
  tour_close_dialog (tour, dialog);
  g_unlink (path);
}

static void
visit_import (Tour *tour)
{
  static const char csv[] = "Order;Date;SKU;Product;Qty;Price;Customer name;Email\n"
                            "T-1;2026-01-05;KET-01;Kettle, steel;2;39,90;Ada Lopes;ada@example.org\n"
                            "T-1;2026-01-05;CUP-07;Cup, blue;6;7,50;Ada Lopes;ada@example.org\n"
                            "T-2;2026-01-06;KET-01;Kettle, steel;many;39,90;M. Okafor;\n"
                            "T-3;2026-13-06;CUP-07;Cup, blue;4;7,50;Finch & Sons;\n"
                            "T-4;2026-01-07;CUP-07;Cup, blue;12;7,50;Finch & Sons;\n";
  g_autofree char  *path = g_build_filename (g_get_tmp_dir (), "tour-orders.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  BoImportDialog *dialog;
  BoCommander    *commander = bo_window_get_commander (tour->window);

  bo_test_write_file (path, csv, -1);
  dialog = bo_import_dialog_present (commander, file, GTK_WIDGET (tour->window));
  g_object_ref_sink (dialog);
  tour_resize (tour, dialog);
  bo_test_wait_until (g_str_equal (bo_import_dialog_get_state (dialog), "preview"));
  tour_save (tour, tour_get_toplevel (dialog), "import-preview");
  bo_import_dialog_start (dialog);
  bo_test_wait_until (bo_import_dialog_get_report (dialog) != NULL);
  tour_save (tour, tour_get_toplevel (dialog), "import-report");
  tour_close_dialog (tour, dialog);
  g_object_unref (dialog);
  bo_commander_undo_last (commander);
  bo_test_wait_until (!bo_commander_get_busy (commander));
  g_unlink (path);
}

/* Start pages, each in a window of its own. */

static void
visit_welcome (Tour       *tour,
               const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "shop.db", NULL);
  BoWindow        *window = open_window (tour, path);

  g_assert_cmpstr (bo_window_get_state (window), ==, "welcome");
  tour_save (tour, GTK_WIDGET (window), "welcome");
  bo_window_show_main (window);
  tour_save (tour, GTK_WIDGET (window), "queue-empty");
  bo_window_show_page (window, "products");
  bo_test_wait_until (bo_list_page_get_ready (BO_LIST_PAGE (bo_window_get_page (window, "products"))));
  tour_save (tour, GTK_WIDGET (window), "products-empty");
  bo_window_show_page (window, "queue");
  close_window (window);
}

static void
save_failure (Tour       *tour,
              const char *path,
              const char *name)
{
  BoWindow *window = open_window (tour, path);

  g_assert_cmpstr (bo_window_get_state (window), ==, "failed");
  tour_save (tour, GTK_WIDGET (window), name);
  close_window (window);
}

static void
set_version (const char *path,
             const char *pragma)
{
  g_autoptr (BoDb) db = bo_db_open (path, BO_DB_READ_WRITE_EXISTING, NULL);

  g_assert_true (bo_db_exec (db, pragma, NULL));
}

static void
visit_failures (Tour       *tour,
                const char *folder)
{
  g_autofree char *store_path = g_build_filename (folder, "shop.db", NULL);
  g_autofree char *text_path = g_build_filename (folder, "letter.txt", NULL);
  g_autofree char *missing_path = g_build_filename (folder, "letter.txt", "shop.db", NULL);
  g_autofree char *bytes = NULL;
  BoWindow        *window;
  gsize            length;

  bo_test_write_file (text_path, "Dear Ada,\nthis is no store.\n", -1);
  save_failure (tour, text_path, "failed-not-a-store");
  save_failure (tour, missing_path, "failed-no-folder");

  set_version (store_path, "PRAGMA user_version = 99");
  save_failure (tour, store_path, "failed-newer");

  /* Older, it would have to be written to be read. */
  set_version (store_path, "PRAGMA user_version = 1");
  window = BO_WINDOW (bo_window_new (GTK_APPLICATION (tour->application), NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), tour->narrow ? NARROW : WIDE, HEIGHT);
  bo_window_open (window, store_path, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (bo_window_get_ready (window));
  tour_save (tour, GTK_WIDGET (window), "failed-read-only");
  close_window (window);

  /* What says what it is is whole, and nothing behind it. */
  g_assert_true (g_file_get_contents (store_path, &bytes, &length, NULL));
  memset (bytes + 100, 0xa5, length - 100);
  bo_test_write_file (store_path, bytes, (gssize) length);
  save_failure (tour, store_path, "failed-damaged");
}

static void
visit_start (Tour *tour)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();

  visit_welcome (tour, folder);
  visit_failures (tour, folder);
}

static void
visit_application (Tour *tour)
{
  activate (tour, "app.shortcuts");
  save_other (tour, "shortcuts");
  activate (tour, "app.about");
  save_other (tour, "about");
}

static void
visit_menu (Tour *tour)
{
  save_menu (tour, tour->narrow ? "Pages and Main Menu" : "Main Menu", "main-menu");
}

static void
visit_imports (Tour *tour)
{
  visit_import (tour);
  visit_long_import (tour);
}

static const struct
{
  const char *name;
  void (*visit) (Tour *tour);
} parts[] = {
  { "queue", visit_queue },
  { "menu", visit_menu },
  { "lines", visit_line_dialogs },
  { "products", visit_products },
  { "new", visit_new },
  { "receive", visit_receive },
  { "undo", visit_undo },
  { "policy", visit_policy },
  { "preferences", visit_preferences },
  { "import", visit_imports },
  { "notices", visit_notices },
  { "shop", tour_visit_shop },
  { "application", visit_application },
};

static gboolean
wants (Tour       *tour,
       const char *part)
{
  return tour->parts[0] == NULL || g_strv_contains (tour->parts, part);
}

static void
visit_all (Tour *tour)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      tour->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  tour->window = BO_WINDOW (bo_window_new (GTK_APPLICATION (tour->application), NULL));
  gtk_window_set_default_size (GTK_WINDOW (tour->window), tour->narrow ? NARROW : WIDE, HEIGHT);
  bo_window_open_demo (tour->window);
  gtk_window_present (GTK_WINDOW (tour->window));
  bo_test_wait_until (bo_window_get_ready (tour->window));
  bo_test_wait_until (bo_window_get_narrow (tour->window) == tour->narrow);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (wants (tour, parts[i].name))
      parts[i].visit (tour);
  gtk_window_destroy (GTK_WINDOW (tour->window));
  bo_test_drain ();
  if (wants (tour, "start"))
    visit_start (tour);
}

int
main (int   argc,
      char *argv[])
{
  Tour tour = { 0 };
  g_autoptr (GApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BUILD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* No keyring, whatever the machine has. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  if (argc < 2)
    {
      g_printerr ("Usage: %s OUTDIR [PART...]\n", argv[0]);
      return 2;
    }
  if (!gtk_init_check ())
    {
      g_printerr ("%s: no display\n", argv[0]);
      return 1;
    }
  /* A cursor that blinks differs from picture to picture; the font is that of a desktop. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-font-name", "Cantarell 11", NULL);
  tour.folder = argv[1];
  tour.parts = (const char *const *) argv + 2;
  g_mkdir_with_parents (tour.folder, 0755);
  application = bo_application_new (G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s: %s\n", argv[0], error->message);
      return 1;
    }
  tour.application = BO_APPLICATION (application);
  for (guint i = 0; i < 4; i++)
    {
      tour.dark = (i & 1) != 0;
      tour.narrow = (i & 2) != 0;
      visit_all (&tour);
    }
  g_print ("%u pictures in %s\n", tour.n_pictures, tour.folder);

  return 0;
}
