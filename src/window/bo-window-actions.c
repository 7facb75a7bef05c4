/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-window"

#include "config.h"

#include "bo-window-private.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-error-text.h"
#include "bo-products-page.h"

static void
page_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  bo_window_show_page (BO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  BoWindow  *self = BO_WINDOW (widget);
  GtkWidget *queue = bo_window_get_page (self, "queue");
  GtkWidget *products = bo_window_get_page (self, "products");

  if (queue != NULL && gtk_widget_get_mapped (queue))
    gtk_widget_activate_action (queue, "queue.search", NULL);
  else if (products != NULL && gtk_widget_get_mapped (products))
    gtk_widget_activate_action (products, "products.search", NULL);
}

static void
undo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  bo_commander_undo_last (bo_window_get_commander (BO_WINDOW (widget)));
}

static void
undo_event_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  bo_commander_undo (bo_window_get_commander (BO_WINDOW (widget)), g_variant_get_int64 (parameter));
}

static void
show_line_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  bo_window_show_line (BO_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
show_product_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  BoWindow   *self = BO_WINDOW (widget);
  GtkWidget  *products = bo_window_get_page (self, "products");
  BoProduct  *product = products != NULL
                            ? bo_product_pane_get_product (bo_products_page_get_pane (BO_PRODUCTS_PAGE (products)))
                            : NULL;
  const char *name = product != NULL ? bo_product_get_record (product)->name : NULL;

  bo_window_show_page (self, "queue");
  bo_queue_page_set_product (BO_QUEUE_PAGE (bo_window_get_page (self, "queue")), g_variant_get_int64 (parameter),
                             name != NULL ? name : _ ("One Product"));
}

static void
start_empty_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  bo_window_show_main (BO_WINDOW (widget));
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  bo_window_reopen (BO_WINDOW (widget));
}

/* Stores */

static void
open_store (BoWindow *self,
            GFile    *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GSettings) settings = NULL;

  if (path == NULL)
    return;
  settings = g_settings_new (APP_ID);
  g_settings_set_string (settings, "store-path", path);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-store", "^ay", path);
  /* A window that shows nothing but why it could not has served its turn. */
  if (g_str_equal (bo_window_get_state (self), "failed"))
    gtk_window_close (GTK_WINDOW (self));
}

static void
store_chosen_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GFile) file = bo_open_file_finish (result, NULL);

  if (file != NULL)
    open_store (BO_WINDOW (source_object), file);
}

static void
new_store_chosen_cb (GObject      *source_object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GFile) file = bo_save_file_finish (result, NULL);

  if (file != NULL)
    open_store (BO_WINDOW (source_object), file);
}

static void
open_store_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  bo_open_file_async (GTK_WINDOW (widget), _ ("Open Store"), NULL, NULL, store_chosen_cb, NULL);
}

static void
new_store_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  bo_save_file_async (GTK_WINDOW (widget), _ ("New Store"), _ ("shop.db"), NULL, new_store_chosen_cb, NULL);
}

/* Keys that an entry has a use for itself, so that they are not accelerators of the
 * application, which come before it. */
void
bo_window_add_shortcuts (BoWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("win.undo")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
set_enabled (BoWindow          *self,
             const char *const *names,
             gboolean           enabled)
{
  for (guint i = 0; names[i] != NULL; i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], enabled);
}

/* What needs an open store, and what needs the pages. */
void
bo_window_update_actions (BoWindow *self)
{
  static const char *const store_actions[] = { "win.start-empty", NULL };
  static const char *const page_actions[] = { "win.page", "win.search", "win.undo-event",
                                              "win.show-line", "win.show-product", NULL };
  BoCommander             *commander = bo_window_get_commander (self);
  gboolean                 is_main = commander != NULL && g_strcmp0 (bo_window_get_state (self), "main") == 0;

  set_enabled (self, store_actions, commander != NULL);
  set_enabled (self, page_actions, is_main);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", is_main && bo_commander_get_can_undo (commander));
}

void
bo_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    const char                 *parameter;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.page", "s", page_cb },
    { "win.search", NULL, search_cb },
    { "win.undo", NULL, undo_cb },
    { "win.undo-event", "x", undo_event_cb },
    { "win.show-line", "x", show_line_cb },
    { "win.show-product", "x", show_product_cb },
    { "win.start-empty", NULL, start_empty_cb },
    { "win.retry", NULL, retry_cb },
    { "win.open-store", NULL, open_store_cb },
    { "win.new-store", NULL, new_store_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].func);
}
