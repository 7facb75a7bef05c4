/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-dialog"

#include "config.h"

#include "bo-shop-dialog.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"
#include "bo-format.h"
#include "bo-shop-texts.h"

#define DIALOG_WIDTH 560  /* pixels */
#define DIALOG_HEIGHT 680 /* pixels */

struct _BoShopDialog
{
  AdwBin parent_instance;

  BoShopState  *state;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of all that the dialog waits for */
  GCancellable *test;        /* (owned) (nullable): of the test under way */
  BoShopConfig *connecting;  /* (owned) (nullable): what is to be set once the test went well */
  gboolean      first;       /* no shop was connected when it was set */

  /* Template children */
  BoDialogFrame     *frame;
  BoConnectionGroup *connection_group;
  GtkLabel          *kept_label;
  AdwComboRow       *owner_row;
  AdwComboRow       *take_row;
  GtkSwitch         *place_switch;
  BoStatesGroup     *states_group;
  BoRolesGroup      *roles_group;
  GtkSpinButton     *interval_spin;
  GtkWidget         *disconnect_group;
};

G_DEFINE_FINAL_TYPE (BoShopDialog, bo_shop_dialog, ADW_TYPE_BIN)

enum
{
  CONNECTED,
  DISCONNECTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static BoSync *
get_sync (BoShopDialog *self)
{
  return self->state != NULL ? bo_shop_state_get_sync (self->state) : NULL;
}

static const BoShopConfig *
get_config (BoShopDialog *self)
{
  return get_sync (self) != NULL ? bo_sync_get_config (get_sync (self)) : NULL;
}

/* What the choices mean. */
static void
update_explanations (BoShopDialog *self)
{
  gboolean is_ours = adw_combo_row_get_selected (self->owner_row) == BO_STOCK_OWNER_US;
  gboolean is_every = adw_combo_row_get_selected (self->take_row) == BO_TAKE_EVERY;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->owner_row),
                               is_ours ? _ ("Ours is written to the shop")
                                       : _ ("Its number counts and is never written"));
  /* All that leaves must be booked where the books are ours. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_row), !is_ours);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->take_row),
                               is_ours    ? _ ("Always every open line where Backorders keeps the stock")
                               : is_every ? _ ("All that is ordered and has not been sent")
                                          : _ ("Lines whose units are not all there when they come in"));
}

static void
update (BoShopDialog *self)
{
  g_autofree char *address = bo_connection_group_dup_address (self->connection_group);

  bo_dialog_frame_set_can_apply (self->frame, address != NULL && bo_states_group_get_valid (self->states_group));
}

static void
connection_changed_cb (BoShopDialog *self)
{
  g_clear_pointer (&self->connecting, bo_shop_config_free);
  bo_dialog_frame_show_notice (self->frame, NULL);
  update (self);
}

static void
update_kept (BoShopDialog *self)
{
  gtk_label_set_label (self->kept_label,
                       bo_shop_state_get_keys_for_this_run (self->state)
                           ? _ ("No keyring was found on this computer: the keys are kept until Backorders is closed, "
                                "and asked for again then.")
                           : _ ("The keys are kept in the keyring of your desktop (Secret Service) and nowhere else. "
                                "Without a keyring they are kept until Backorders is closed."));
}

/* Connect */

static void
config_set_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (BoShopDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  BoSecretsKept kept = BO_SECRETS_KEPT;
  gboolean      done = bo_sync_set_config_finish (BO_SYNC (source_object), result, &kept, &error);

  if (bo_error_is_cancelled (error))
    return;
  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (!done)
    {
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  if (bo_connection_group_get_key (self->connection_group) != NULL)
    bo_shop_state_set_kept (self->state, kept);
  g_signal_emit (self, signals[CONNECTED], 0, self->first);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
set_config (BoShopDialog       *self,
            const BoShopConfig *config)
{
  self->first = get_config (self) == NULL;
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_sync_set_config_async (get_sync (self), config, bo_connection_group_get_key (self->connection_group),
                            bo_connection_group_get_secret (self->connection_group), self->cancellable, config_set_cb,
                            g_object_ref (self));
}

/* What is to be written needs keys that may. */
static gboolean
may_do (const BoCatalogReport *report,
        const BoShopConfig    *config)
{
  return (report->capabilities & BO_CATALOG_CAN_WRITE) != 0 ||
         (config->owner == BO_STOCK_OWNER_SHOP && !config->write_place);
}

static void
tested_cb (BoShopDialog          *self,
           const BoCatalogReport *report,
           const GError          *error)
{
  g_autoptr (BoShopConfig) config = g_steal_pointer (&self->connecting);

  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (config == NULL)
    return;
  if (error != NULL)
    bo_dialog_frame_show_error (self->frame, error);
  else if (!may_do (report, config))
    bo_dialog_frame_show_notice (self->frame, _ ("These keys may only read. Let the shop keep the stock and write no "
                                                 "places into orders, or paste keys with the permission “Read/Write”."));
  else
    {
      if (report->currency != NULL)
        {
          g_free (config->currency);
          config->currency = g_strdup (report->currency);
        }
      set_config (self, config);
    }
}

/* Returns: (transfer full): what is set in the dialog */
static BoShopConfig *
read_config (BoShopDialog *self,
             const char   *address)
{
  const BoShopConfig *old = get_config (self);
  BoShopConfig       *config = bo_shop_config_new (address);

  config->currency = old != NULL ? g_strdup (old->currency) : NULL;
  config->owner = (BoStockOwner) adw_combo_row_get_selected (self->owner_row);
  config->take = (BoTake) adw_combo_row_get_selected (self->take_row);
  config->write_place = gtk_switch_get_active (self->place_switch);
  gtk_spin_button_update (self->interval_spin);
  config->interval = (guint) gtk_spin_button_get_value_as_int (self->interval_spin);
  bo_states_group_read (self->states_group, config);
  bo_roles_group_read (self->roles_group, config);

  return config;
}

/* Keys that nobody has tried are not stored; what is only set otherwise needs no shop
 * within reach. */
static void
apply_cb (BoShopDialog *self)
{
  g_autofree char *address = bo_connection_group_dup_address (self->connection_group);
  g_autoptr (BoShopConfig) config = NULL;

  if (address == NULL || get_sync (self) == NULL)
    return;
  bo_dialog_frame_show_notice (self->frame, NULL);
  config = read_config (self, address);
  if (get_config (self) != NULL && bo_connection_group_get_key (self->connection_group) == NULL)
    {
      bo_connection_group_stop (self->connection_group);
      set_config (self, config);
      return;
    }
  g_clear_pointer (&self->connecting, bo_shop_config_free);
  self->connecting = g_steal_pointer (&config);
  bo_connection_group_test (self->connection_group);
  bo_dialog_frame_set_busy (self->frame, TRUE);
}

/* Disconnect */

static void
forgotten_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (BoShopDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = bo_sync_forget_finish (BO_SYNC (source_object), result, &error);

  if (bo_error_is_cancelled (error))
    return;
  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (!done)
    {
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  g_signal_emit (self, signals[DISCONNECTED], 0);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
disconnect_confirmed_cb (GObject      *source_object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (BoShopDialog) self = user_data;

  if (bo_confirm_finish (result, NULL) && get_sync (self) != NULL)
    bo_shop_dialog_disconnect (self);
}

static char *
describe_disconnect (BoShopDialog *self)
{
  gint64           n = bo_sync_get_status (get_sync (self))->n_outbox;
  g_autofree char *number = bo_format_units (n);

  if (n == 0)
    return g_strdup (_ ("Its keys are forgotten. Products, customers, orders and the queue stay as they are."));

  return g_strdup_printf (ngettext ("Its keys are forgotten, and %s change that waits to be written back is given up. "
                                    "Products, customers, orders and the queue stay as they are.",
                                    "Its keys are forgotten, and %s changes that wait to be written back are given up. "
                                    "Products, customers, orders and the queue stay as they are.",
                                    (gulong) MIN (n, G_MAXINT)),
                          number);
}

static void
disconnect_clicked_cb (BoShopDialog *self)
{
  g_autofree char *body = NULL;

  if (get_sync (self) == NULL)
    return;
  body = describe_disconnect (self);
  bo_confirm_async (GTK_WIDGET (self), _ ("Disconnect the Shop?"), body, _ ("_Disconnect"), TRUE, self->cancellable,
                    disconnect_confirmed_cb, g_object_ref (self));
}

/* What is set */

static void
set_texts (AdwComboRow       *row,
           const char *const *texts)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (texts);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
show_config (BoShopDialog *self)
{
  const BoShopConfig *config = get_config (self);
  g_autoptr (BoShopConfig) fresh = NULL;

  if (config != NULL)
    {
      g_object_set (self->frame, "title", _ ("Web Shop"), "apply-label", _ ("_Save"), NULL);
      gtk_widget_set_visible (self->disconnect_group, TRUE);
    }
  else
    config = fresh = bo_shop_config_new ("");

  adw_combo_row_set_selected (self->owner_row, config->owner);
  adw_combo_row_set_selected (self->take_row, config->take);
  gtk_switch_set_active (self->place_switch, config->write_place);
  gtk_spin_button_set_value (self->interval_spin, config->interval);
  bo_states_group_show (self->states_group, config);
  bo_roles_group_show (self->roles_group, config);
}

/* Closed, or gone with its window: what is under way holds a reference, so that this
 * comes long before dispose. */
static void
bo_shop_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (BO_SHOP_DIALOG (widget)->cancellable);

  GTK_WIDGET_CLASS (bo_shop_dialog_parent_class)->unroot (widget);
}

static void
bo_shop_dialog_dispose (GObject *object)
{
  BoShopDialog *self = BO_SHOP_DIALOG (object);

  g_clear_pointer (&self->connecting, bo_shop_config_free);
  g_clear_object (&self->cancellable);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_SHOP_DIALOG);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (bo_shop_dialog_parent_class)->dispose (object);
}

static void
bo_shop_dialog_class_init (BoShopDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_dialog_dispose;
  widget_class->unroot = bo_shop_dialog_unroot;
  signals[CONNECTED] = g_signal_new ("connected", BO_TYPE_SHOP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[DISCONNECTED] = g_signal_new ("disconnected", BO_TYPE_SHOP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  g_type_ensure (BO_TYPE_CONNECTION_GROUP);
  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  g_type_ensure (BO_TYPE_STATES_GROUP);
  g_type_ensure (BO_TYPE_ROLES_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, connection_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, kept_label);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, owner_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, take_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, place_switch);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, states_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, roles_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, disconnect_group);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, connection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tested_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_explanations);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
bo_shop_dialog_init (BoShopDialog *self)
{
  const char *owners[] = { bo_stock_owner_to_text (BO_STOCK_OWNER_SHOP), bo_stock_owner_to_text (BO_STOCK_OWNER_US), NULL };
  const char *takes[] = { _ ("What is missing"), _ ("Every open line"), NULL };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_texts (self->owner_row, owners);
  set_texts (self->take_row, takes);
}

/**
 * bo_shop_dialog_present:
 * @state: of the shop
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoShopDialog *
bo_shop_dialog_present (BoShopState *state,
                        GtkWidget   *parent)
{
  BoShopDialog *self = g_object_new (BO_TYPE_SHOP_DIALOG, NULL);
  gboolean      connected = bo_shop_state_get_connected (state);

  g_set_object (&self->state, state);
  bo_connection_group_set_sync (self->connection_group, get_sync (self));
  show_config (self);
  update_explanations (self);
  update_kept (self);
  update (self);
  bo_dialog_present (GTK_WIDGET (self), parent, connected ? _ ("Web Shop") : _ ("Connect a Shop"), DIALOG_WIDTH,
                     DIALOG_HEIGHT);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  bo_dialog_set_focus (GTK_WIDGET (self), bo_connection_group_get_first_row (self->connection_group));

  return self;
}

BoConnectionGroup *
bo_shop_dialog_get_connection (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return self->connection_group;
}

BoStatesGroup *
bo_shop_dialog_get_states (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return self->states_group;
}

BoRolesGroup *
bo_shop_dialog_get_roles (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return self->roles_group;
}

void
bo_shop_dialog_set_owner (BoShopDialog *self,
                          BoStockOwner  owner)
{
  g_return_if_fail (BO_IS_SHOP_DIALOG (self));

  adw_combo_row_set_selected (self->owner_row, owner);
}

void
bo_shop_dialog_set_interval (BoShopDialog *self,
                             guint         minutes)
{
  g_return_if_fail (BO_IS_SHOP_DIALOG (self));

  gtk_spin_button_set_value (self->interval_spin, minutes);
}

void
bo_shop_dialog_apply (BoShopDialog *self)
{
  g_return_if_fail (BO_IS_SHOP_DIALOG (self));

  apply_cb (self);
}

/* Disconnects the shop without a question. */
void
bo_shop_dialog_disconnect (BoShopDialog *self)
{
  g_return_if_fail (BO_IS_SHOP_DIALOG (self));

  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_sync_forget_async (get_sync (self), self->cancellable, forgotten_cb, g_object_ref (self));
}

gboolean
bo_shop_dialog_get_can_apply (BoShopDialog *self)
{
  gboolean can_apply;

  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), FALSE);

  g_object_get (self->frame, "can-apply", &can_apply, NULL);

  return can_apply;
}

/* Where the keys are kept. */
const char *
bo_shop_dialog_get_kept_text (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return gtk_label_get_label (self->kept_label);
}

/* Returns: (nullable): why it was not done */
const char *
bo_shop_dialog_get_notice (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}
