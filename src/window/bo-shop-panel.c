/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-panel"

#include "config.h"

#include "bo-shop-panel.h"

#include <glib/gi18n.h>

#include "bo-banner.h"
#include "bo-compat.h"
#include "bo-conflict-row.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-format.h"
#include "bo-outbox-row.h"
#include "bo-refused-group.h"
#include "bo-shop-facts.h"
#include "bo-shop-head.h"
#include "bo-shop-log.h"

#define DIALOG_WIDTH 600  /* pixels */
#define DIALOG_HEIGHT 680 /* pixels */

struct _BoShopPanel
{
  AdwBin parent_instance;

  BoShopState        *state;       /* (owned) (nullable) */
  BoShopLists        *lists;       /* (owned) (nullable) */
  GCancellable       *cancellable; /* (owned): of all that the panel waits for */
  GSimpleActionGroup *actions;     /* (owned) */
  guint               n_busy;      /* changes of the outbox and logs under way */
  GError             *error;       /* (owned) (nullable): of the last sync that was started here */

  /* Template children */
  AdwWindowTitle *window_title;
  BoBanner       *banner;
  BoShopHead     *head;
  GtkWidget      *conflicts_group;
  GtkListBox     *conflicts_list;
  GtkWidget      *outbox_group;
  GtkListBox     *outbox_list;
  GtkWidget      *retry_all_button;
  BoRefusedGroup *refused_group;
  BoShopFacts    *facts;
};

G_DEFINE_FINAL_TYPE (BoShopPanel, bo_shop_panel, ADW_TYPE_BIN)

enum
{
  LOOK,
  SETTINGS,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static BoSync *
get_sync (BoShopPanel *self)
{
  return bo_shop_state_get_sync (self->state);
}

static void
set_enabled (BoShopPanel *self,
             const char  *name,
             gboolean     enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
update (BoShopPanel *self)
{
  const BoSyncStatus *status;
  gboolean            running = bo_shop_state_get_running (self->state);

  /* The window is going. */
  if (get_sync (self) == NULL)
    return;
  status = bo_sync_get_status (get_sync (self));
  if (status->shop_name != NULL && *status->shop_name != '\0')
    adw_window_title_set_title (self->window_title, status->shop_name);
  /* The button of this one and of "stop" would lose the keyboard if it could not be pressed. */
  set_enabled (self, "sync", status->connected);
  set_enabled (self, "read-all", !running && status->connected);
  bo_shop_head_update (self->head, self->state, self->error);
  bo_shop_facts_update (self->facts, self->state);
}

/* The banner */

static void
tell (BoShopPanel *self,
      const char  *text)
{
  bo_banner_set_title (self->banner, text != NULL ? text : "");
  bo_banner_set_revealed (self->banner, text != NULL);
  if (text != NULL)
    bo_announce (GTK_WIDGET (self), text);
}

static void
tell_error (BoShopPanel  *self,
            const GError *error)
{
  g_autofree char *text = bo_error_text (error);

  tell (self, text);
}

/* Lists */

/* Says how many there are where the list shows but the first of many. */
static void
set_title (GtkWidget  *group,
           const char *title,
           guint       n,
           guint       n_shown)
{
  g_autofree char *number = bo_format_units (n);
  g_autofree char *text = n > n_shown ? g_strdup_printf ("%s (%s)", title, number) : g_strdup (title);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), text);
  gtk_widget_set_visible (group, n > 0);
}

static gboolean
can_retry_any (GListModel *outbox)
{
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (BoOutboxItem) item = g_list_model_get_item (outbox, i);

      if (bo_outbox_item_get_can_retry (item))
        return TRUE;
    }

  return FALSE;
}

static void
update_refused (BoShopPanel *self)
{
  bo_refused_group_update (self->refused_group, bo_shop_state_get_report (self->state));
}

/* A row that is settled goes, and the keyboard with it: on to the next one, then to the
 * sync that writes what was chosen. */
static void
keep_focus (BoShopPanel *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || (focus != NULL && gtk_widget_get_mapped (focus)))
    return;
  if (!gtk_widget_get_visible (self->conflicts_group) ||
      !gtk_widget_child_focus (GTK_WIDGET (self->conflicts_list), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (bo_shop_head_get_button (self->head));
}

static void
lists_changed_cb (BoShopPanel *self)
{
  GListModel *outbox = bo_shop_lists_get_outbox (self->lists);
  GListModel *conflicts = bo_shop_lists_get_conflicts (self->lists);

  set_title (self->conflicts_group, _ ("To Settle"), bo_shop_lists_get_n_conflicts (self->lists),
             g_list_model_get_n_items (conflicts));
  set_title (self->outbox_group, _ ("Waits to Be Written Back"), bo_shop_lists_get_n_outbox (self->lists),
             g_list_model_get_n_items (outbox));
  gtk_widget_set_visible (self->retry_all_button, can_retry_any (outbox));
  keep_focus (self);
  if (bo_shop_lists_get_error (self->lists) != NULL)
    tell_error (self, bo_shop_lists_get_error (self->lists));
}

/* Changes of the outbox */

static void
outbox_changed_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoShopPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = bo_sync_outbox_finish (BO_SYNC (source_object), result, &error);

  self->n_busy--;
  if (bo_error_is_cancelled (error))
    return;
  if (done)
    tell (self, NULL);
  else
    tell_error (self, error);
}

static void
retry_cb (BoShopPanel *self,
          BoOutboxRow *row)
{
  bo_shop_panel_retry (self, bo_outbox_item_get_entry_id (bo_outbox_row_get_item (row)));
}

typedef struct
{
  BoShopPanel *panel; /* (owned) */
  gint64       entry_id;
} Dropping;

static void
drop_confirmed_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Dropping *dropping = user_data;
  g_autoptr (BoShopPanel) self = dropping->panel;

  if (bo_confirm_finish (result, NULL) && get_sync (self) != NULL)
    bo_shop_panel_drop (self, dropping->entry_id);
}

static void
drop_cb (BoShopPanel *self,
         BoOutboxRow *row)
{
  BoOutboxItem *item = bo_outbox_row_get_item (row);
  Dropping     *dropping = g_new0 (Dropping, 1);

  dropping->panel = g_object_ref (self);
  dropping->entry_id = bo_outbox_item_get_entry_id (item);
  bo_confirm_async (GTK_WIDGET (self), bo_outbox_item_get_title (item),
                    _ ("Nothing is written to the shop, and what differs there stays different."), _ ("_Give Up"), TRUE,
                    self->cancellable, drop_confirmed_cb, dropping);
}

static void
resolve_cb (BoShopPanel   *self,
            int            resolution,
            BoConflictRow *row)
{
  bo_shop_panel_resolve (self, bo_conflict_item_get_conflict_id (bo_conflict_row_get_item (row)),
                         (BoResolution) resolution);
}

static void
look_cb (BoShopPanel   *self,
         BoConflictRow *row)
{
  g_autoptr (BoConflictItem) item = g_object_ref (bo_conflict_row_get_item (row));

  bo_dialog_force_close (GTK_WIDGET (self));
  g_signal_emit (self, signals[LOOK], 0, bo_conflict_item_get_product_id (item), bo_conflict_item_get_order_number (item));
}

static GtkWidget *
create_outbox_row (gpointer item,
                   gpointer user_data)
{
  GtkWidget *row = bo_outbox_row_new (item);

  g_signal_connect_object (row, "retry", G_CALLBACK (retry_cb), user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "drop", G_CALLBACK (drop_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
create_conflict_row (gpointer item,
                     gpointer user_data)
{
  GtkWidget *row = bo_conflict_row_new (item);

  g_signal_connect_object (row, "resolve", G_CALLBACK (resolve_cb), user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "look", G_CALLBACK (look_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

/* Sync */

static void
finished_cb (BoShopPanel        *self,
             const BoSyncReport *report,
             const GError       *error)
{
  g_clear_error (&self->error);
  if (error != NULL && !bo_error_is_cancelled (error))
    self->error = g_error_copy (error);
  update (self);
}

static void
sync_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  bo_shop_state_start (BO_SHOP_PANEL (user_data)->state, BO_SYNC_DEFAULT);
}

static void
read_all_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  bo_shop_state_start (BO_SHOP_PANEL (user_data)->state, BO_SYNC_FULL);
}

static void
stop_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  bo_shop_state_cancel (BO_SHOP_PANEL (user_data)->state);
}

static void
retry_all_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  bo_shop_panel_retry (user_data, 0);
}

static void
settings_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (BoShopPanel) self = g_object_ref (user_data);

  bo_dialog_force_close (GTK_WIDGET (self));
  g_signal_emit (self, signals[SETTINGS], 0);
}

/* Log */

static void
log_saved_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (BoShopPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = bo_shop_log_save_finish (BO_SYNC (source_object), result, &error);
  g_autofree char *text = NULL;

  self->n_busy--;
  if (bo_error_is_cancelled (error))
    return;
  if (name == NULL)
    {
      tell_error (self, error);
      return;
    }
  text = g_strdup_printf (_ ("The log was saved as %s. It holds no keys and nothing about customers."), name);
  tell (self, text);
}

static void
log_chosen_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (BoShopPanel) self = user_data;
  g_autoptr (GFile) file = bo_save_file_finish (result, NULL);

  if (file != NULL && get_sync (self) != NULL)
    bo_shop_panel_save_log (self, file);
}

static void
save_log_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  BoShopPanel *self = user_data;
  GtkRoot     *root = gtk_widget_get_root (GTK_WIDGET (self));

  bo_save_file_async (GTK_WINDOW (root), _ ("Save Log"), _ ("backorders-sync.log"), self->cancellable, log_chosen_cb,
                      g_object_ref (self));
}

/* Closed, or gone with its window. */
static void
bo_shop_panel_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BO_SHOP_PANEL (widget)->cancellable);

  GTK_WIDGET_CLASS (bo_shop_panel_parent_class)->unroot (widget);
}

static void
bo_shop_panel_dispose (GObject *object)
{
  BoShopPanel *self = BO_SHOP_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_SHOP_PANEL);
  g_clear_object (&self->lists);
  g_clear_object (&self->state);
  g_clear_object (&self->actions);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (bo_shop_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, window_title);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, banner);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, head);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, conflicts_list);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, outbox_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, outbox_list);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, retry_all_button);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, refused_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopPanel, facts);
}

static void
bo_shop_panel_class_init (BoShopPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_panel_dispose;
  widget_class->unroot = bo_shop_panel_unroot;
  signals[LOOK] = g_signal_new ("look", BO_TYPE_SHOP_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[SETTINGS] = g_signal_new ("settings", BO_TYPE_SHOP_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);

  /* The panel is a window of its own on some systems, where the main window's keys end. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "shop.sync", NULL);

  g_type_ensure (BO_TYPE_BANNER);
  g_type_ensure (BO_TYPE_REFUSED_GROUP);
  g_type_ensure (BO_TYPE_SHOP_FACTS);
  g_type_ensure (BO_TYPE_SHOP_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-panel.ui");
  bind_children (widget_class);
}

static void
bo_shop_panel_init (BoShopPanel *self)
{
  static const GActionEntry entries[] = {
    { "sync", sync_cb },
    { "read-all", read_all_cb },
    { "stop", stop_cb },
    { "retry-all", retry_all_cb },
    { "save-log", save_log_cb },
    { "settings", settings_cb },
  };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "shop", G_ACTION_GROUP (self->actions));
}

/**
 * bo_shop_panel_present:
 * @state: of the shop
 * @parent: a widget of the window on whose behalf it is shown
 *
 * Returns: (transfer none): the panel, which is on the screen now
 */
BoShopPanel *
bo_shop_panel_present (BoShopState *state,
                       GtkWidget   *parent)
{
  BoShopPanel *self = g_object_new (BO_TYPE_SHOP_PANEL, NULL);

  g_set_object (&self->state, state);
  self->lists = bo_shop_lists_new (get_sync (self), bo_shop_state_get_time_zone (state));
  gtk_list_box_bind_model (self->conflicts_list, bo_shop_lists_get_conflicts (self->lists), create_conflict_row, self, NULL);
  gtk_list_box_bind_model (self->outbox_list, bo_shop_lists_get_outbox (self->lists), create_outbox_row, self, NULL);
  g_signal_connect_object (self->lists, "notify", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_sync (self), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  /* The state has taken note of it before. */
  g_signal_connect_object (get_sync (self), "synced", G_CALLBACK (update_refused), self, G_CONNECT_SWAPPED);
  update (self);
  update_refused (self);
  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Web Shop"), DIALOG_WIDTH, DIALOG_HEIGHT);
  bo_dialog_set_focus (GTK_WIDGET (self), bo_shop_head_get_button (self->head));

  return self;
}

BoShopLists *
bo_shop_panel_get_lists (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), NULL);

  return self->lists;
}

/* Tries an entry of the outbox again; every one when @entry_id is 0. */
void
bo_shop_panel_retry (BoShopPanel *self,
                     gint64       entry_id)
{
  g_return_if_fail (BO_IS_SHOP_PANEL (self));

  self->n_busy++;
  bo_sync_retry_async (get_sync (self), entry_id, self->cancellable, outbox_changed_cb, g_object_ref (self));
}

/* Gives an entry of the outbox up, without a question. */
void
bo_shop_panel_drop (BoShopPanel *self,
                    gint64       entry_id)
{
  g_return_if_fail (BO_IS_SHOP_PANEL (self));

  self->n_busy++;
  bo_sync_drop_async (get_sync (self), entry_id, self->cancellable, outbox_changed_cb, g_object_ref (self));
}

void
bo_shop_panel_resolve (BoShopPanel *self,
                       gint64       conflict_id,
                       BoResolution resolution)
{
  g_return_if_fail (BO_IS_SHOP_PANEL (self));

  self->n_busy++;
  bo_sync_resolve_async (get_sync (self), conflict_id, resolution, self->cancellable, outbox_changed_cb,
                         g_object_ref (self));
}

/* Writes the log of syncs into @file. */
void
bo_shop_panel_save_log (BoShopPanel *self,
                        GFile       *file)
{
  g_return_if_fail (BO_IS_SHOP_PANEL (self));

  self->n_busy++;
  bo_shop_log_save_async (get_sync (self), file, self->cancellable, log_saved_cb, g_object_ref (self));
}

/* Whether something that was asked for is not done yet. */
gboolean
bo_shop_panel_get_busy (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), FALSE);

  return self->n_busy > 0;
}

/* What stands below the heading. */
const char *
bo_shop_panel_get_note (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), NULL);

  return bo_shop_head_get_note (self->head);
}

/* Returns: (nullable): what the banner tells */
const char *
bo_shop_panel_get_notice (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), NULL);

  return bo_banner_get_revealed (self->banner) ? bo_banner_get_title (self->banner) : NULL;
}

/* Where the keys are, if that must be said. */
const char *
bo_shop_panel_get_keys_text (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), NULL);

  return bo_shop_facts_get_keys_text (self->facts);
}

/* How many rows tell of something that was not understood. */
guint
bo_shop_panel_get_n_refused (BoShopPanel *self)
{
  g_return_val_if_fail (BO_IS_SHOP_PANEL (self), 0);

  return bo_refused_group_get_n_rows (self->refused_group);
}
