/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-window-shop"

#include "config.h"

#include "bo-window-shop.h"

#include <glib/gi18n.h>

#include "bo-error-text.h"
#include "bo-products-page.h"
#include "bo-shop-button.h"
#include "bo-shop-dialog.h"
#include "bo-shop-panel.h"
#include "bo-shop-texts.h"
#include "bo-window.h"

struct _BoWindowShop
{
  GObject parent_instance;

  GtkWindow    *window;         /* (not owned): owns this */
  GCancellable *cancellable;    /* (owned): of the opening */
  BoCommander  *commander;      /* (owned) (nullable) */
  BoShopState  *state;          /* (owned) (nullable) */
  GObject      *keep;           /* (owned) (nullable): what the sync needs until it has ended */
  GPtrArray    *buttons;        /* (element-type BoShopButton) (owned): made before there is a state */
  BoShopPanel  *panel;          /* (weak) (nullable): the one on the screen */
  gboolean      wants_settings; /* as soon as there is a state */
};

G_DEFINE_FINAL_TYPE (BoWindowShop, bo_window_shop, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} BoWindowShopProperty;
static GParamSpec *properties[PROP_STATE + 1];

static guint changed_signal;

static void
state_changed_cb (BoWindowShop *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
has_panel (BoWindowShop *self)
{
  return self->panel != NULL && gtk_widget_get_root (GTK_WIDGET (self->panel)) != NULL;
}

/* Told in the panel while it is there, else in a toast.  That the shop is out of
 * reach is normal, but who pressed a key wants to know. */
static void
finished_cb (BoWindowShop       *self,
             const BoSyncReport *report,
             const GError       *error)
{
  g_autofree char *text = NULL;

  if (has_panel (self) || bo_error_is_cancelled (error))
    return;
  if (error != NULL)
    {
      bo_commander_tell_failed (self->commander, error);
      return;
    }
  text = bo_sync_report_to_text (report);
  bo_commander_tell_done (self->commander, text, 0);
}

static void
take_sync (BoWindowShop *self,
           BoSync       *sync)
{
  BoService *service = bo_commander_get_service (self->commander);

  self->state = bo_shop_state_new (sync, bo_service_get_time_zone (service));
  g_signal_connect_object (self->state, "notify::connected", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::running", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < self->buttons->len; i++)
    bo_shop_button_set_state (g_ptr_array_index (self->buttons, i), self->state);
  bo_commander_set_sync (self->commander, sync);
  /* What may only be read is not synced, and what is set of it stays. */
  if (!bo_commander_get_read_only (self->commander))
    bo_sync_set_automatic (sync, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_signal_emit (self, changed_signal, 0);
  if (self->wants_settings)
    bo_window_shop_show_settings (self);
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoWindowShop) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSync) sync = bo_sync_open_finish (result, &error);

  /* Closed meanwhile: what was opened goes unused. */
  if (self->window == NULL || bo_error_is_cancelled (error))
    {
      if (sync != NULL)
        bo_sync_close (g_steal_pointer (&sync));
      return;
    }
  if (sync == NULL)
    bo_commander_tell_failed (self->commander, error);
  else
    take_sync (self, sync);
}

/* Dialogs */

static void
panel_gone_cb (gpointer user_data,
               GObject *panel)
{
  BoWindowShop *self = user_data;

  self->panel = NULL;
}

static void
forget_panel (BoWindowShop *self)
{
  if (self->panel != NULL)
    g_object_weak_unref (G_OBJECT (self->panel), panel_gone_cb, self);
  self->panel = NULL;
}

/* Shows what something with the shop is about. */
static void
panel_look_cb (BoWindowShop *self,
               gint64        product_id,
               const char   *order_number)
{
  BoWindow  *window = BO_WINDOW (self->window);
  GtkWidget *page;

  bo_window_show_page (window, product_id != 0 ? "products" : "queue");
  page = bo_window_get_page (window, product_id != 0 ? "products" : "queue");
  if (product_id != 0)
    {
      bo_list_page_select (BO_LIST_PAGE (page), product_id);
      return;
    }
  gtk_widget_activate_action (page, "queue.clear", NULL);
  gtk_widget_activate_action (page, "queue.state", "s", "all");
  bo_list_pane_set_search (bo_list_page_get_list (BO_LIST_PAGE (page)), order_number);
}

/* Nobody is let wait for the first sync, nor for the settings to show. */
static void
connected_cb (BoWindowShop *self,
              gboolean      first)
{
  if (first)
    {
      bo_shop_state_start (self->state, BO_SYNC_DEFAULT);
      bo_window_shop_show (self);
      return;
    }
  bo_commander_tell_done (self->commander, _ ("The settings of the shop were saved"), 0);
}

static void
disconnected_cb (BoWindowShop *self)
{
  bo_commander_tell_done (self->commander, _ ("The shop was disconnected; the queue stays as it is"), 0);
}

/* Closing */

typedef struct
{
  GApplication *application; /* (owned) (nullable): it does not end before the sync has */
  BoSync       *sync;        /* (owned) */
  GObject      *keep;        /* (owned) (nullable) */
} Closing;

static void
close_cb (gpointer user_data)
{
  g_autofree Closing *closing = user_data;

  bo_sync_close (closing->sync);
  g_clear_object (&closing->keep);
  if (closing->application != NULL)
    g_application_release (closing->application);
  g_clear_object (&closing->application);
}

/* A sync that is under way is stopped between two requests, for which the main
 * context must go round: later, and not inside whatever destroys the window. */
static void
close_later (BoWindowShop *self,
             BoSync       *sync)
{
  Closing        *closing = g_new0 (Closing, 1);
  GtkApplication *application = gtk_window_get_application (self->window);

  if (application == NULL)
    application = GTK_APPLICATION (g_application_get_default ());
  if (application != NULL)
    {
      closing->application = G_APPLICATION (g_object_ref (application));
      g_application_hold (closing->application);
    }
  closing->sync = g_object_ref (sync);
  closing->keep = g_steal_pointer (&self->keep);
  g_idle_add_once (close_cb, closing);
}

static void
bo_window_shop_dispose (GObject *object)
{
  BoWindowShop *self = BO_WINDOW_SHOP (object);

  bo_window_shop_close (self);
  g_clear_object (&self->commander);
  g_clear_object (&self->state);
  g_clear_object (&self->keep);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (bo_window_shop_parent_class)->dispose (object);
}

static void
bo_window_shop_finalize (GObject *object)
{
  g_clear_object (&BO_WINDOW_SHOP (object)->cancellable);

  G_OBJECT_CLASS (bo_window_shop_parent_class)->finalize (object);
}

static void
bo_window_shop_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((BoWindowShopProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_object (value, BO_WINDOW_SHOP (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_window_shop_class_init (BoWindowShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_window_shop_dispose;
  object_class->finalize = bo_window_shop_finalize;
  object_class->get_property = bo_window_shop_get_property;

  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, BO_TYPE_SHOP_STATE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", BO_TYPE_WINDOW_SHOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bo_window_shop_init (BoWindowShop *self)
{
  self->cancellable = g_cancellable_new ();
  self->buttons = g_ptr_array_new_with_free_func (g_object_unref);
}

/* @window owns what is returned, and outlives it. */
BoWindowShop *
bo_window_shop_new (GtkWindow *window)
{
  BoWindowShop *self = g_object_new (BO_TYPE_WINDOW_SHOP, NULL);

  self->window = window;

  return self;
}

/**
 * bo_window_shop_open:
 * @self: a #BoWindowShop
 * @commander: of the window: its store, and where results are told
 * @sync: (nullable): the sync of the store, where there is one already
 * @keep: (nullable): what @sync needs for as long as it lives
 */
void
bo_window_shop_open (BoWindowShop *self,
                     BoCommander  *commander,
                     BoSync       *sync,
                     GObject      *keep)
{
  g_return_if_fail (BO_IS_WINDOW_SHOP (self));
  g_return_if_fail (self->commander == NULL);

  g_set_object (&self->commander, commander);
  g_set_object (&self->keep, keep);
  if (sync != NULL)
    take_sync (self, sync);
  else
    bo_sync_open_async (bo_commander_get_service (commander), self->cancellable, opened_cb, g_object_ref (self));
}

/* Stops what is under way; nothing is shown any more. */
void
bo_window_shop_close (BoWindowShop *self)
{
  BoSync *sync;

  g_return_if_fail (BO_IS_WINDOW_SHOP (self));

  if (self->window == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  forget_panel (self);
  sync = self->state != NULL ? bo_shop_state_get_sync (self->state) : NULL;
  if (sync != NULL)
    {
      bo_sync_set_automatic (sync, FALSE);
      bo_commander_set_sync (self->commander, NULL);
      close_later (self, sync);
      bo_shop_state_close (self->state);
    }
  self->window = NULL;
}

BoShopState *
bo_window_shop_get_state (BoWindowShop *self)
{
  g_return_val_if_fail (BO_IS_WINDOW_SHOP (self), NULL);

  return self->state;
}

/**
 * bo_window_shop_add_button:
 * @self: a #BoWindowShop
 * @header_bar: where to put a button that tells how it stands
 * @width_bin: (nullable): given, the button is there only while that is narrow, and
 *   stands in for another one
 */
void
bo_window_shop_add_button (BoWindowShop *self,
                           AdwHeaderBar *header_bar,
                           BoWidthBin   *width_bin)
{
  GtkWidget *button = bo_shop_button_new ();

  g_return_if_fail (BO_IS_WINDOW_SHOP (self));

  g_ptr_array_add (self->buttons, g_object_ref_sink (button));
  if (self->state != NULL)
    bo_shop_button_set_state (BO_SHOP_BUTTON (button), self->state);
  if (width_bin != NULL)
    g_object_bind_property (width_bin, "narrow", adw_bin_get_child (ADW_BIN (button)), "visible", G_BINDING_SYNC_CREATE);
  adw_header_bar_pack_start (header_bar, button);
}

gboolean
bo_window_shop_get_can_sync (BoWindowShop *self)
{
  g_return_val_if_fail (BO_IS_WINDOW_SHOP (self), FALSE);

  return self->state != NULL && bo_commander_get_has_shop (self->commander) && !bo_shop_state_get_running (self->state);
}

void
bo_window_shop_sync (BoWindowShop *self)
{
  g_return_if_fail (BO_IS_WINDOW_SHOP (self));

  if (self->state != NULL)
    bo_shop_state_start (self->state, BO_SYNC_DEFAULT);
}

/* Connects a shop, or changes the settings of the one that is. */
void
bo_window_shop_show_settings (BoWindowShop *self)
{
  BoShopDialog *dialog;

  g_return_if_fail (BO_IS_WINDOW_SHOP (self));

  if (self->window == NULL)
    return;
  self->wants_settings = self->state == NULL;
  if (self->state == NULL)
    return;
  dialog = bo_shop_dialog_present (self->state, GTK_WIDGET (self->window));
  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "disconnected", G_CALLBACK (disconnected_cb), self, G_CONNECT_SWAPPED);
}

/* The panel of a shop that is connected, else the way to connect one. */
void
bo_window_shop_show (BoWindowShop *self)
{
  g_return_if_fail (BO_IS_WINDOW_SHOP (self));

  if (self->window == NULL || has_panel (self))
    return;
  forget_panel (self);
  if (self->state == NULL || !bo_shop_state_get_connected (self->state))
    {
      bo_window_shop_show_settings (self);
      return;
    }
  self->panel = bo_shop_panel_present (self->state, GTK_WIDGET (self->window));
  g_object_weak_ref (G_OBJECT (self->panel), panel_gone_cb, self);
  g_signal_connect_object (self->panel, "look", G_CALLBACK (panel_look_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panel, "settings", G_CALLBACK (bo_window_shop_show_settings), self, G_CONNECT_SWAPPED);
}
