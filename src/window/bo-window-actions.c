/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-window"

#include "config.h"

#include "bo-window-private.h"

#include <glib/gi18n.h>

#include "bo-check-dialog.h"
#include "bo-compat.h"
#include "bo-error-text.h"
#include "bo-import-dialog.h"
#include "bo-new-dialog.h"
#include "bo-plan-json.h"
#include "bo-policy-dialog.h"
#include "bo-preferences.h"
#include "bo-products-page.h"
#include "bo-receive-dialog.h"

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

/* Shop */

static void
sync_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  bo_window_shop_sync (bo_window_get_shop (BO_WINDOW (widget)));
}

static void
shop_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  bo_window_shop_show (bo_window_get_shop (BO_WINDOW (widget)));
}

static void
shop_settings_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  bo_window_shop_show_settings (bo_window_get_shop (BO_WINDOW (widget)));
}

static void
start_empty_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  bo_window_show_main (BO_WINDOW (widget));
}

static void
show_problems_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  bo_check_dialog_present (bo_window_get_commander (self), bo_window_get_problems (self), widget);
}

/* What may not be written to can be looked at. */
static void
open_read_only_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  BoWindow        *self = BO_WINDOW (widget);
  g_autofree char *path = g_strdup (bo_window_get_path (self));

  bo_window_open (self, path, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY);
}

static void
retry_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  bo_window_reopen (BO_WINDOW (widget));
}

/* Dialogs */

static void
new_backorder_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  bo_window_show_main (BO_WINDOW (widget));
  bo_new_dialog_present (bo_window_get_commander (BO_WINDOW (widget)),
                         parameter != NULL ? g_variant_get_int64 (parameter) : 0, widget);
}

static void
receive_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  bo_receive_dialog_present (bo_window_get_commander (BO_WINDOW (widget)), BO_RECEIVE_DELIVERY,
                             parameter != NULL ? g_variant_get_int64 (parameter) : 0, widget);
}

static void
deal_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  bo_receive_dialog_present (bo_window_get_commander (BO_WINDOW (widget)), BO_RECEIVE_DEAL_AGAIN,
                             parameter != NULL ? g_variant_get_int64 (parameter) : 0, widget);
}

static void
policy_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  bo_policy_dialog_present (bo_window_get_commander (BO_WINDOW (widget)), 0, NULL, NULL, widget);
}

typedef struct
{
  BoWindow        *window;  /* (owned) */
  BoProductRecord *product; /* (owned) */
} PolicyQuestion;

static void
policy_question_free (PolicyQuestion *question)
{
  g_object_unref (question->window);
  bo_product_record_free (question->product);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PolicyQuestion, policy_question_free)

static void
replace_policy_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (PolicyQuestion) question = user_data;
  BoCommander *commander = bo_window_get_commander (question->window);

  if (bo_confirm_finish (result, NULL) && commander != NULL)
    bo_policy_dialog_present (commander, question->product->id, question->product->name,
                              bo_service_get_policy (bo_commander_get_service (commander)),
                              GTK_WIDGET (question->window));
}

/* A policy that cannot be read is not shown as something that it is not, and is replaced
 * by intent only. */
static void
ask_replace_policy (BoWindow        *self,
                    BoProductRecord *product)
{
  g_autofree char *body = g_strdup_printf (_ ("The policy of %s cannot be read: a newer version of Backorders may have "
                                              "written it. It stays as it is, and nothing of the product is dealt, "
                                              "until another is saved in its place."),
                                           product->name);
  PolicyQuestion  *question = g_new0 (PolicyQuestion, 1);

  question->window = g_object_ref (self);
  question->product = product;
  bo_confirm_async (GTK_WIDGET (self), _ ("Replace the Policy?"), body, _ ("_Choose Another"), TRUE,
                    bo_window_get_cancellable (self), replace_policy_cb, question);
}

static void
policy_product_loaded_cb (GObject      *source_object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (BoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) product = bo_service_load_product_finish (BO_SERVICE (source_object), result, &error);
  g_autoptr (BoPolicy) policy = NULL;

  /* The window may have been closed meanwhile. */
  if (bo_window_get_cancellable (self) == NULL)
    return;
  if (product == NULL)
    {
      bo_window_tell_failed (self, error);
      return;
    }
  if (product->policy != NULL)
    policy = bo_policy_from_json (product->policy, NULL);
  if (product->policy != NULL && policy == NULL)
    ask_replace_policy (self, g_steal_pointer (&product));
  else
    bo_policy_dialog_present (bo_window_get_commander (self), product->id, product->name, policy, GTK_WIDGET (self));
}

static void
product_policy_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  bo_service_load_product_async (bo_window_get_service (self), g_variant_get_int64 (parameter),
                                 bo_window_get_cancellable (self), policy_product_loaded_cb, g_object_ref (self));
}

static void
preferences_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  bo_preferences_present (bo_window_get_commander (BO_WINDOW (widget)), widget);
}

/* Import */

/* Takes an order file in, from the first run's page too. */
void
bo_window_show_import (BoWindow *self,
                       GFile    *file)
{
  if (bo_window_get_commander (self) != NULL)
    bo_import_dialog_present (bo_window_get_commander (self), file, GTK_WIDGET (self));
}

static void
import_chosen_cb (GObject      *source_object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bo_open_file_finish (result, &error);

  if (file != NULL)
    bo_window_show_import (BO_WINDOW (source_object), file);
  else
    bo_window_tell_failed (BO_WINDOW (source_object), error);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Order Files"));
  gtk_file_filter_add_mime_type (filter, "text/csv");
  gtk_file_filter_add_mime_type (filter, "text/plain");
  gtk_file_filter_add_mime_type (filter, "text/tab-separated-values");
  gtk_file_filter_add_suffix (filter, "csv");
  bo_open_file_async (GTK_WINDOW (widget), _ ("Import Orders"), filter, NULL, import_chosen_cb, NULL);
}

static gboolean
dropped_cb (BoWindow     *self,
            const GValue *value,
            double        x,
            double        y)
{
  const GSList *files = g_value_get_boxed (value);

  BoCommander *commander = bo_window_get_commander (self);

  if (files == NULL || commander == NULL || bo_commander_get_read_only (commander))
    return FALSE;
  bo_window_show_import (self, files->data);

  return TRUE;
}

/* An order file dropped on the window is imported. */
void
bo_window_add_drop_target (BoWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Stores */

/* Opens the store in a file, which is made when there is none, and from now on it is the
 * one that the program opens by itself. */
void
bo_window_open_other (BoWindow *self,
                      GFile    *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GSettings) settings = NULL;

  if (path == NULL)
    {
      bo_window_tell (self, _ ("Only a file on this computer can be a store. Copy it here, and open the copy."));
      return;
    }
  settings = g_settings_new (APP_ID);
  g_settings_set_string (settings, "store-path", path);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-store", "^ay", path);
  /* A window that shows nothing but why it could not has served its turn. */
  if (g_str_equal (bo_window_get_state (self), "failed"))
    gtk_window_close (GTK_WINDOW (self));
}

typedef struct
{
  BoWindow *window; /* (owned) */
  GFile    *file;   /* (owned) */
} NewStore;

static void
new_store_free (NewStore *new_store)
{
  g_object_unref (new_store->window);
  g_object_unref (new_store->file);
  g_free (new_store);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NewStore, new_store_free)

static void
open_existing_cb (GObject      *source_object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (NewStore) new_store = user_data;

  if (bo_confirm_finish (result, NULL))
    bo_window_open_other (new_store->window, new_store->file);
}

static void
ask_open_existing (NewStore *new_store)
{
  g_autofree char *name = g_file_get_basename (new_store->file);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *body = g_strdup_printf (_ ("“%s” is there already, and is not replaced. Open what it holds, or choose "
                                              "another name for the new store."),
                                           display_name);

  bo_confirm_async (GTK_WIDGET (new_store->window), _ ("Open the File?"), body, _ ("_Open"), FALSE,
                    bo_window_get_cancellable (new_store->window), open_existing_cb, new_store);
}

static void
existing_found_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (NewStore) new_store = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source_object), result, &error);

  if (bo_window_get_cancellable (new_store->window) == NULL)
    return;
  /* A file chooser may have made an empty file, so as to hold the name. */
  if (info != NULL && g_file_info_get_size (info) > 0)
    ask_open_existing (g_steal_pointer (&new_store));
  else if (info != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    bo_window_open_other (new_store->window, new_store->file);
  else
    bo_window_tell_failed (new_store->window, error);
}

/* Makes a store in a file, which is never one that is there: the answer to a file
 * chooser's question whether to replace it is not taken at its word. */
void
bo_window_make_store (BoWindow *self,
                      GFile    *file)
{
  NewStore *new_store = g_new0 (NewStore, 1);

  new_store->window = g_object_ref (self);
  new_store->file = g_object_ref (file);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           bo_window_get_cancellable (self), existing_found_cb, new_store);
}

static void
store_chosen_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bo_open_file_finish (result, &error);

  if (file != NULL)
    bo_window_open_other (BO_WINDOW (source_object), file);
  else
    bo_window_tell_failed (BO_WINDOW (source_object), error);
}

static void
new_store_chosen_cb (GObject      *source_object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bo_save_file_finish (result, &error);

  if (file != NULL)
    bo_window_make_store (BO_WINDOW (source_object), file);
  else
    bo_window_tell_failed (BO_WINDOW (source_object), error);
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

/* What needs an open store, what needs the pages, and what changes something. */
void
bo_window_update_actions (BoWindow *self)
{
  static const char *const page_actions[] = { "win.page", "win.search", "win.show-line", "win.show-product", NULL };
  static const char *const first_actions[] = { "win.import", "win.shop-settings", "win.new-backorder", "win.preferences", NULL };
  static const char *const change_actions[] = { "win.undo-event", "win.shop", "win.new-backorder-for", "win.receive",
                                                "win.receive-product", "win.deal-again", "win.deal-product",
                                                "win.policy", "win.product-policy", NULL };
  BoCommander             *commander = bo_window_get_commander (self);
  gboolean                 is_main = commander != NULL && g_strcmp0 (bo_window_get_state (self), "main") == 0;
  gboolean                 may_change = commander != NULL && !bo_commander_get_read_only (commander);

  set_enabled (self, page_actions, is_main);
  set_enabled (self, first_actions, may_change);
  set_enabled (self, change_actions, is_main && may_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.start-empty", commander != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-problems", bo_window_get_problems (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo",
                                 is_main && may_change && bo_commander_get_can_undo (commander));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync",
                                 is_main && may_change && bo_window_shop_get_can_sync (bo_window_get_shop (self)));
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
    { "win.new-backorder", NULL, new_backorder_cb },
    { "win.new-backorder-for", "x", new_backorder_cb },
    { "win.receive", NULL, receive_cb },
    { "win.receive-product", "x", receive_cb },
    { "win.deal-again", NULL, deal_cb },
    { "win.deal-product", "x", deal_cb },
    { "win.policy", NULL, policy_cb },
    { "win.product-policy", "x", product_policy_cb },
    { "win.preferences", NULL, preferences_cb },
    { "win.sync", NULL, sync_cb },
    { "win.shop", NULL, shop_cb },
    { "win.shop-settings", NULL, shop_settings_cb },
    { "win.import", NULL, import_cb },
    { "win.start-empty", NULL, start_empty_cb },
    { "win.retry", NULL, retry_cb },
    { "win.open-read-only", NULL, open_read_only_cb },
    { "win.show-problems", NULL, show_problems_cb },
    { "win.open-store", NULL, open_store_cb },
    { "win.new-store", NULL, new_store_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].func);
}
