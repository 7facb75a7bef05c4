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
  BoDialogFrame       *frame;
  AdwPreferencesGroup *connection_group;
  AdwEntryRow         *address_row;
  AdwEntryRow         *key_row;
  AdwEntryRow         *secret_row;
  AdwActionRow        *test_row;
  GtkSpinner          *test_spinner;
  GtkButton           *test_button;
  GtkWidget           *result_row;
  GtkImage            *result_image;
  GtkLabel            *result_title;
  GtkLabel            *result_text;
  GtkLabel            *kept_label;
  AdwComboRow         *owner_row;
  AdwComboRow         *take_row;
  GtkSwitch           *place_switch;
  BoStatesGroup       *states_group;
  BoRolesGroup        *roles_group;
  GtkSpinButton       *interval_spin;
  GtkWidget           *disconnect_group;
};

G_DEFINE_FINAL_TYPE (BoShopDialog, bo_shop_dialog, ADW_TYPE_BIN)

enum
{
  CONNECTED,
  DISCONNECTED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

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

/* Validation */

static void
set_error (gpointer row,
           gboolean error)
{
  if (error)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

/* Returns: (transfer full) (nullable): %NULL when something is missing or wrong, with
 * @error set where there are words for it.  A row without a text is no error yet. */
static char *
check_connection (BoShopDialog *self,
                  GError      **error)
{
  g_autofree char *address = *get_text (self->address_row) != '\0'
                                 ? bo_catalog_normalize_address (get_text (self->address_row), error)
                                 : NULL;
  gboolean         has_key = *get_text (self->key_row) != '\0';
  gboolean         has_secret = *get_text (self->secret_row) != '\0';
  gboolean         keys_are_there = has_key && has_secret;

  /* The keys of the shop that is connected are stored, unless both are pasted anew. */
  if (get_config (self) != NULL)
    keys_are_there = has_key == has_secret;
  set_error (self->address_row, *get_text (self->address_row) != '\0' && address == NULL);
  set_error (self->key_row, has_secret && !has_key);
  set_error (self->secret_row, FALSE);

  return keys_are_there ? g_steal_pointer (&address) : NULL;
}

/* What the choices mean. */
static void
update_explanations (BoShopDialog *self)
{
  gboolean is_ours = adw_combo_row_get_selected (self->owner_row) == BO_STOCK_OWNER_US;
  gboolean is_every = adw_combo_row_get_selected (self->take_row) == BO_TAKE_EVERY;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->owner_row),
                               is_ours ? _ ("What is counted and received here is written to the shop")
                                       : _ ("What the shop says is taken over; its stock is never written"));
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
  g_autofree char *address = check_connection (self, NULL);

  bo_dialog_frame_set_can_apply (self->frame, address != NULL && bo_states_group_get_valid (self->states_group));
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), address != NULL && self->test == NULL);
  gtk_spinner_set_spinning (self->test_spinner, self->test != NULL);
  update_explanations (self);
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

/* Test */

static void
show_result (BoShopDialog *self,
             const char   *icon,
             const char   *style,
             const char   *title,
             const char   *text)
{
  gtk_image_set_from_icon_name (self->result_image, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->result_image), (const char *[]){ style, NULL });
  gtk_label_set_label (self->result_title, title);
  gtk_label_set_label (self->result_text, text);
  gtk_widget_set_visible (self->result_row, TRUE);
  bo_announce (GTK_WIDGET (self), title);
}

static const char *
get_error_title (const GError *error,
                 gboolean      is_of_address)
{
  if (error->domain == BO_CATALOG_ERROR && error->code == BO_CATALOG_ERROR_REFUSED && is_of_address)
    return _ ("This is no address of a shop");
  if (error->domain == BO_CATALOG_ERROR)
    return bo_catalog_error_to_title (error->code);

  return _ ("The connection could not be tested");
}

static void
show_failure (BoShopDialog *self,
              const GError *error,
              gboolean      is_of_address)
{
  g_autofree char *text = bo_error_text (error);

  show_result (self, "dialog-error-symbolic", "error", get_error_title (error, is_of_address), text);
}

/* What the test found, a sentence each. */
static char *
describe_report (const BoCatalogReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->version != NULL && *report->version != '\0')
    g_string_append_printf (text, "%s. ", report->version);
  if (report->currency != NULL)
    {
      g_string_append_printf (text, _ ("Its prices are in %s."), report->currency);
      g_string_append_c (text, ' ');
    }
  if ((report->capabilities & BO_CATALOG_CAN_WRITE) == 0)
    {
      g_string_append (text, _ ("The keys may only read: orders and stock come in, and nothing can be written back. "
                                "Make keys with the permission “Read/Write” for that."));
      g_string_append_c (text, ' ');
    }
  if (report->keys_in_address)
    g_string_append (text, _ ("A server in front of the shop removes the header that keys belong into; they are sent "
                              "in the address instead, encrypted."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_report (BoShopDialog          *self,
             const BoCatalogReport *report)
{
  g_autofree char *text = describe_report (report);
  gboolean         named = report->shop_name != NULL && *report->shop_name != '\0';
  gboolean         can_write = (report->capabilities & BO_CATALOG_CAN_WRITE) != 0;
  g_autofree char *title = named ? g_strdup_printf (_ ("“%s” answers"), report->shop_name) : NULL;

  show_result (self, can_write ? "emblem-ok-symbolic" : "dialog-warning-symbolic", can_write ? "success" : "warning",
               title != NULL ? title : _ ("The shop answers"), g_strstrip (text));
}

static void
stop_test (BoShopDialog *self)
{
  if (self->test != NULL)
    g_cancellable_cancel (self->test);
  g_clear_object (&self->test);
  g_clear_pointer (&self->connecting, bo_shop_config_free);
}

static void
connection_changed_cb (BoShopDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = check_connection (self, &error);

  stop_test (self);
  bo_dialog_frame_show_notice (self->frame, NULL);
  if (error != NULL)
    show_failure (self, error, TRUE);
  else
    gtk_widget_set_visible (self->result_row, FALSE);
  update (self);
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
  if (*get_text (self->key_row) != '\0')
    bo_shop_state_set_kept (self->state, kept);
  g_signal_emit (self, signals[CONNECTED], 0, self->first);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
set_config (BoShopDialog       *self,
            const BoShopConfig *config)
{
  const char *key = get_text (self->key_row);
  const char *secret = get_text (self->secret_row);

  self->first = get_config (self) == NULL;
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_sync_set_config_async (get_sync (self), config, *key != '\0' ? key : NULL, *secret != '\0' ? secret : NULL,
                            self->cancellable, config_set_cb, g_object_ref (self));
}

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoShopDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoCatalogReport) report = bo_sync_test_finish (BO_SYNC (source_object), result, &error);
  g_autoptr (BoShopConfig) connecting = NULL;

  /* Cancelled, by closing or by typing something else; another test may run. */
  if (bo_error_is_cancelled (error))
    return;
  g_clear_object (&self->test);
  connecting = g_steal_pointer (&self->connecting);
  bo_dialog_frame_set_busy (self->frame, FALSE);
  update (self);
  if (report == NULL)
    {
      show_failure (self, error, FALSE);
      if (connecting != NULL)
        bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  show_report (self, report);
  if (connecting != NULL)
    {
      if (report->currency != NULL)
        {
          g_free (connecting->currency);
          connecting->currency = g_strdup (report->currency);
        }
      set_config (self, connecting);
    }
}

static void
begin_test (BoShopDialog *self,
            BoShopConfig *connecting)
{
  g_autofree char *address = check_connection (self, NULL);
  const char      *key = get_text (self->key_row);
  const char      *secret = get_text (self->secret_row);

  stop_test (self);
  self->connecting = connecting;
  if (address == NULL || get_sync (self) == NULL)
    return;
  self->test = g_cancellable_new ();
  gtk_widget_set_visible (self->result_row, FALSE);
  update (self);
  bo_sync_test_async (get_sync (self), address, *key != '\0' ? key : NULL, *secret != '\0' ? secret : NULL,
                      self->test, tested_cb, g_object_ref (self));
}

static void
test_clicked_cb (BoShopDialog *self)
{
  bo_dialog_frame_show_notice (self->frame, NULL);
  begin_test (self, NULL);
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
  g_autofree char *address = check_connection (self, NULL);
  g_autoptr (BoShopConfig) config = NULL;

  if (address == NULL || get_sync (self) == NULL)
    return;
  config = read_config (self, address);
  if (get_config (self) != NULL && *get_text (self->key_row) == '\0')
    {
      stop_test (self);
      set_config (self, config);
      return;
    }
  bo_dialog_frame_show_notice (self->frame, NULL);
  begin_test (self, g_steal_pointer (&config));
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
      g_object_set (self->frame, "title", _ ("Shop"), "apply-label", _ ("_Save"), NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->address_row), config->address);
      gtk_editable_set_editable (GTK_EDITABLE (self->address_row), FALSE);
      adw_preferences_group_set_description (self->connection_group,
                                             _ ("Leave the keys empty to keep those that are stored. Disconnect this "
                                                "shop first to connect another."));
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
  BoShopDialog *self = BO_SHOP_DIALOG (widget);

  stop_test (self);
  g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (bo_shop_dialog_parent_class)->unroot (widget);
}

static void
bo_shop_dialog_dispose (GObject *object)
{
  BoShopDialog *self = BO_SHOP_DIALOG (object);

  stop_test (self);
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

  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  g_type_ensure (BO_TYPE_STATES_GROUP);
  g_type_ensure (BO_TYPE_ROLES_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, connection_group);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, result_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, result_image);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, result_title);
  gtk_widget_class_bind_template_child (widget_class, BoShopDialog, result_text);
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
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
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
  show_config (self);
  update_kept (self);
  update (self);
  bo_dialog_present (GTK_WIDGET (self), parent, connected ? _ ("Shop") : _ ("Connect a Shop"), DIALOG_WIDTH,
                     DIALOG_HEIGHT);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  bo_dialog_set_focus (GTK_WIDGET (self), GTK_WIDGET (connected ? self->key_row : self->address_row));

  return self;
}

/* @name: "address", "key" or "secret". */
GtkEditable *
bo_shop_dialog_get_entry (BoShopDialog *self,
                          const char   *name)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  if (g_str_equal (name, "address"))
    return GTK_EDITABLE (self->address_row);

  return GTK_EDITABLE (g_str_equal (name, "key") ? self->key_row : self->secret_row);
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

/* Tries what is typed; the result is shown. */
void
bo_shop_dialog_test (BoShopDialog *self)
{
  g_return_if_fail (BO_IS_SHOP_DIALOG (self));

  test_clicked_cb (self);
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
bo_shop_dialog_get_testing (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), FALSE);

  return self->test != NULL;
}

gboolean
bo_shop_dialog_get_can_apply (BoShopDialog *self)
{
  gboolean can_apply;

  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), FALSE);

  g_object_get (self->frame, "can-apply", &can_apply, NULL);

  return can_apply;
}

/* Returns: (nullable): the heading of what the last test found, while it is shown */
const char *
bo_shop_dialog_get_result (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return gtk_widget_get_visible (self->result_row) ? gtk_label_get_label (self->result_title) : NULL;
}

/* What is said below that heading. */
const char *
bo_shop_dialog_get_result_text (BoShopDialog *self)
{
  g_return_val_if_fail (BO_IS_SHOP_DIALOG (self), NULL);

  return gtk_label_get_label (self->result_text);
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
