/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-state"

#include "config.h"

#include "bo-shop-state.h"

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-shop-texts.h"

/* Progress is told many times a frame, and read a few times a second. */
#define PROGRESS_INTERVAL_MS 100

struct _BoShopState
{
  GObject parent_instance;

  BoSync       *sync;      /* (owned) (nullable): until it is closed */
  GTimeZone    *time_zone; /* (owned) */
  BoSyncReport *report;    /* (owned) (nullable): of the last sync that came to its end */
  char         *text;      /* (owned) */
  BoShopMood    mood;
  double        fraction;
  gboolean      connected;
  gboolean      running;
  gboolean      started;  /* a sync that was started here is not over */
  gboolean      stopping; /* the one under way was told to stop */
  gboolean      keys_for_this_run;
  guint         update_id; /* a source, 0 when there is none */
};

G_DEFINE_FINAL_TYPE (BoShopState, bo_shop_state, G_TYPE_OBJECT)

typedef enum
{
  PROP_CAN_CANCEL = 1,
  PROP_CONNECTED,
  PROP_FRACTION,
  PROP_KEYS_FOR_THIS_RUN,
  PROP_MOOD,
  PROP_RUNNING,
  PROP_TEXT,
} BoShopStateProperty;
static GParamSpec *properties[PROP_TEXT + 1];

static guint finished_signal;

static gboolean
is_quiet (int code)
{
  return code == BO_CATALOG_ERROR_OFFLINE || code == BO_CATALOG_ERROR_BUSY || code == BO_CATALOG_ERROR_SERVER ||
         code == BO_CATALOG_ERROR_PLUGIN_OFF;
}

static BoShopMood
find_mood (const BoSyncStatus *status)
{
  if (!status->connected)
    return BO_SHOP_MOOD_NONE;
  if (status->running)
    return BO_SHOP_MOOD_SYNCING;
  if (status->last_error != NULL && !is_quiet (status->last_error_code))
    return BO_SHOP_MOOD_TROUBLE;
  if (status->n_conflicts > 0)
    return BO_SHOP_MOOD_SETTLE;
  if (status->last_error != NULL)
    return BO_SHOP_MOOD_OFFLINE;

  return status->last_success == 0 ? BO_SHOP_MOOD_NEVER : BO_SHOP_MOOD_GOOD;
}

static char *
describe_conflicts (gint64 n)
{
  g_autofree char *number = bo_format_units (n);

  return g_strdup_printf (ngettext ("%s thing to settle with the shop", "%s things to settle with the shop",
                                    (gulong) MIN (n, G_MAXINT)),
                          number);
}

/* What a sync that was stopped, or broke off, has read stays. */
static gboolean
has_some (const BoSyncStatus *status)
{
  return status->n_products > 0 || status->n_customers > 0 || status->n_orders > 0;
}

static char *
describe_offline (const BoSyncStatus *status,
                  const char         *at)
{
  if (at != NULL)
    return g_strdup_printf (_ ("Out of reach; synchronized last at %s"), at);

  return g_strdup (has_some (status) ? _ ("Out of reach; not everything has been read yet")
                                     : _ ("Out of reach; nothing has been read yet"));
}

static char *
describe (BoShopState        *self,
          const BoSyncStatus *status)
{
  g_autofree char *at = status->last_success != 0 ? bo_format_instant (status->last_success, self->time_zone) : NULL;

  switch (self->mood)
    {
    case BO_SHOP_MOOD_NEVER:
      return g_strdup (has_some (status) ? _ ("Connected; not everything has been read yet")
                                         : _ ("Connected; nothing has been read yet"));
    case BO_SHOP_MOOD_SYNCING:
      return self->stopping ? g_strdup (_ ("Stopping")) : bo_sync_progress_to_text (&status->progress);
    case BO_SHOP_MOOD_GOOD:
      return g_strdup_printf (_ ("Synchronized at %s"), at);
    case BO_SHOP_MOOD_OFFLINE:
      return describe_offline (status, at);
    case BO_SHOP_MOOD_SETTLE:
      return describe_conflicts (status->n_conflicts);
    case BO_SHOP_MOOD_TROUBLE:
      return g_strdup (bo_catalog_error_to_title (status->last_error_code));
    case BO_SHOP_MOOD_NONE:
    default:
      return g_strdup (_ ("No shop is connected"));
    }
}

static double
get_fraction_of (const BoSyncProgress *progress)
{
  if (progress->total <= 0)
    return -1;

  return CLAMP ((double) progress->done / (double) progress->total, 0, 1);
}

static void
set_boolean (BoShopState        *self,
             gboolean           *field,
             gboolean            value,
             BoShopStateProperty property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (BoShopState *self,
          char        *text)
{
  g_autofree char *owned = text;

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&owned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
update (BoShopState *self)
{
  const BoSyncStatus *status = bo_sync_get_status (self->sync);
  BoShopMood          mood = find_mood (status);
  double              fraction = get_fraction_of (&status->progress);

  g_object_freeze_notify (G_OBJECT (self));
  set_boolean (self, &self->connected, status->connected, PROP_CONNECTED);
  if (self->running != status->running)
    {
      self->stopping = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CANCEL]);
    }
  set_boolean (self, &self->running, status->running, PROP_RUNNING);
  if (self->mood != mood)
    {
      self->mood = mood;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MOOD]);
    }
  if (self->fraction != fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  set_text (self, describe (self, status));
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
update_cb (gpointer user_data)
{
  BoShopState *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (BoShopState *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (PROGRESS_INTERVAL_MS, update_cb, self);
}

static void
synced_cb (BoShopState        *self,
           const BoSyncReport *report)
{
  g_clear_pointer (&self->report, bo_sync_report_free);
  self->report = g_new0 (BoSyncReport, 1);
  *self->report = *report;
  self->report->refused = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < report->refused->len; i++)
    g_ptr_array_add (self->report->refused, g_strdup (g_ptr_array_index (report->refused, i)));
}

static void
run_cb (GObject      *source_object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (BoShopState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = bo_sync_run_finish (BO_SYNC (source_object), result, &error);

  /* Closed meanwhile: nobody wants to know. */
  if (self->sync == NULL)
    return;
  self->started = FALSE;
  update (self);
  g_signal_emit (self, finished_signal, 0, report, error);
}

static void
bo_shop_state_dispose (GObject *object)
{
  bo_shop_state_close (BO_SHOP_STATE (object));

  G_OBJECT_CLASS (bo_shop_state_parent_class)->dispose (object);
}

static void
bo_shop_state_finalize (GObject *object)
{
  BoShopState *self = BO_SHOP_STATE (object);

  g_clear_pointer (&self->report, bo_sync_report_free);
  g_clear_pointer (&self->time_zone, g_time_zone_unref);
  g_free (self->text);

  G_OBJECT_CLASS (bo_shop_state_parent_class)->finalize (object);
}

static void
bo_shop_state_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BoShopState *self = BO_SHOP_STATE (object);

  switch ((BoShopStateProperty) prop_id)
    {
    case PROP_CAN_CANCEL:
      g_value_set_boolean (value, bo_shop_state_get_can_cancel (self));
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_KEYS_FOR_THIS_RUN:
      g_value_set_boolean (value, self->keys_for_this_run);
      break;
    case PROP_MOOD:
      g_value_set_int (value, self->mood);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_shop_state_class_init (BoShopStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_shop_state_dispose;
  object_class->finalize = bo_shop_state_finalize;
  object_class->get_property = bo_shop_state_get_property;

  properties[PROP_CAN_CANCEL] = g_param_spec_boolean ("can-cancel", NULL, NULL, FALSE, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_KEYS_FOR_THIS_RUN] = g_param_spec_boolean ("keys-for-this-run", NULL, NULL, FALSE, flags);
  properties[PROP_MOOD] = g_param_spec_int ("mood", NULL, NULL, BO_SHOP_MOOD_NONE, BO_SHOP_MOOD_TROUBLE,
                                            BO_SHOP_MOOD_NONE, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  finished_signal = g_signal_new ("finished", BO_TYPE_SHOP_STATE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_ERROR);
}

static void
bo_shop_state_init (BoShopState *self)
{
  self->fraction = -1;
}

/**
 * bo_shop_state_new:
 * @sync: what it is to follow
 * @time_zone: of the shop
 *
 * Returns: (transfer full): the state
 */
BoShopState *
bo_shop_state_new (BoSync    *sync,
                   GTimeZone *time_zone)
{
  BoShopState *self;

  g_return_val_if_fail (BO_IS_SYNC (sync), NULL);

  self = g_object_new (BO_TYPE_SHOP_STATE, NULL);
  self->sync = g_object_ref (sync);
  self->time_zone = g_time_zone_ref (time_zone);
  g_signal_connect_object (sync, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "synced", G_CALLBACK (synced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (transfer none) (nullable): %NULL once it has been closed */
BoSync *
bo_shop_state_get_sync (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), NULL);

  return self->sync;
}

GTimeZone *
bo_shop_state_get_time_zone (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), NULL);

  return self->time_zone;
}

gboolean
bo_shop_state_get_connected (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), FALSE);

  return self->connected;
}

gboolean
bo_shop_state_get_running (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), FALSE);

  return self->running;
}

BoShopMood
bo_shop_state_get_mood (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), BO_SHOP_MOOD_NONE);

  return self->mood;
}

const char *
bo_shop_state_get_text (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), NULL);

  return self->text;
}

/* Of the stage of the sync under way; negative while it is not known. */
double
bo_shop_state_get_fraction (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), -1);

  return self->fraction;
}

gboolean
bo_shop_state_get_can_cancel (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), FALSE);

  return self->running && !self->stopping;
}

/**
 * bo_shop_state_start:
 * @self: a #BoShopState
 * @flags: what the sync is to do
 *
 * Starts a sync, unless one is under way.  "finished" tells how it went.
 */
void
bo_shop_state_start (BoShopState *self,
                     BoSyncFlags  flags)
{
  g_return_if_fail (BO_IS_SHOP_STATE (self));

  if (self->sync == NULL || self->started || self->running)
    return;
  self->started = TRUE;
  bo_sync_run_async (self->sync, flags, NULL, run_cb, g_object_ref (self));
  update (self);
}

/* Stops the sync under way, also one that began by itself, between two requests; what
 * has been read stays. */
void
bo_shop_state_cancel (BoShopState *self)
{
  g_return_if_fail (BO_IS_SHOP_STATE (self));

  if (self->sync == NULL || !bo_shop_state_get_can_cancel (self))
    return;
  self->stopping = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CANCEL]);
  bo_sync_stop (self->sync);
  update (self);
}

/* Lets go of the sync, and stops what was started here; nothing is told any more. */
void
bo_shop_state_close (BoShopState *self)
{
  g_return_if_fail (BO_IS_SHOP_STATE (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sync, self);
      if (self->started)
        bo_sync_stop (self->sync);
    }
  g_clear_object (&self->sync);
}

/* Where the keys have gone, once they have been stored. */
void
bo_shop_state_set_kept (BoShopState  *self,
                        BoSecretsKept kept)
{
  g_return_if_fail (BO_IS_SHOP_STATE (self));

  set_boolean (self, &self->keys_for_this_run, kept == BO_SECRETS_KEPT_FOR_THIS_RUN, PROP_KEYS_FOR_THIS_RUN);
}

gboolean
bo_shop_state_get_keys_for_this_run (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), FALSE);

  return self->keys_for_this_run;
}

/* Returns: (nullable): of the last sync that came to its end, by hand or by itself */
const BoSyncReport *
bo_shop_state_get_report (BoShopState *self)
{
  g_return_val_if_fail (BO_IS_SHOP_STATE (self), NULL);

  return self->report;
}
