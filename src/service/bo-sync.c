/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include "bo-outbox-table.h"

G_DEFINE_FINAL_TYPE (BoSync, bo_sync, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  SYNCED,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* clang-format off */
G_DEFINE_QUARK (bo-sync-error-quark, bo_sync_error)
/* clang-format on */

void
bo_sync_status_clear (BoSyncStatus *status)
{
  g_clear_pointer (&status->last_error, g_free);
  g_clear_pointer (&status->shop_name, g_free);
  g_clear_pointer (&status->shop_version, g_free);
}

/* The state, as the store has it. */

typedef struct
{
  BoShopRow *row; /* (owned) (nullable) */
  gint64     n_products;
  gint64     n_customers;
  gint64     n_orders;
  gint64     n_outbox;
  gint64     n_conflicts;
} State;

static void
state_free (gpointer data)
{
  State *state = data;

  bo_shop_row_free (state->row);
  g_free (state);
}

static gpointer
load_state (BoTxn   *txn,
            gpointer request,
            GError **error)
{
  State *state = g_new0 (State, 1);

  if (bo_shop_table_load (txn, &state->row, error) &&
      bo_remote_count (txn, BO_RESOURCE_PRODUCTS, &state->n_products, error) &&
      bo_remote_count (txn, BO_RESOURCE_CUSTOMERS, &state->n_customers, error) &&
      bo_remote_count (txn, BO_RESOURCE_ORDERS, &state->n_orders, error) &&
      bo_outbox_table_count (txn, &state->n_outbox, error) &&
      bo_conflict_table_count (txn, &state->n_conflicts, error))
    return state;
  state_free (state);
  return NULL;
}

/* What is set of the shop, here or by another program. */
static void
take_config (BoSync          *self,
             const BoShopRow *row)
{
  g_autoptr (BoShopConfig) before = g_steal_pointer (&self->config);
  const char *old_address = before != NULL ? before->address : NULL;
  const char *old_currency = before != NULL ? before->currency : NULL;
  guint       old_interval = before != NULL ? before->interval : 0;

  self->config = row != NULL ? bo_shop_config_from_row (row) : NULL;
  self->capabilities = row != NULL ? row->capabilities : 0;
  /* It reads prices in the currency that it was made for. */
  if (row == NULL || g_strcmp0 (old_address, row->address) != 0 || g_strcmp0 (old_currency, row->currency) != 0)
    g_clear_object (&self->catalog);
  if (old_interval != (row != NULL ? row->interval : 0))
    bo_sync_schedule (self);
}

static void
take_state (BoSync      *self,
            const State *state)
{
  BoSyncStatus *status = &self->status;

  bo_sync_status_clear (status);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->reference, g_free);
  status->connected = state->row != NULL;
  status->n_products = state->n_products;
  status->n_customers = state->n_customers;
  status->n_orders = state->n_orders;
  status->n_outbox = state->n_outbox;
  status->n_conflicts = state->n_conflicts;
  if (self->run == NULL)
    take_config (self, state->row);
  if (state->row == NULL)
    {
      status->last_success = status->last_error_at = 0;
      status->ever_full = FALSE;
      status->last_error_code = -1;
      return;
    }

  self->source = g_strdup (state->row->source);
  self->reference = g_strdup (state->row->reference);
  status->shop_name = g_strdup (state->row->name);
  status->shop_version = g_strdup (state->row->version);
  status->last_success = state->row->last_success;
  status->ever_full = state->row->last_full != 0;
  self->last_full = state->row->last_full;
  status->last_error = g_strdup (state->row->last_error);
  status->last_error_code = state->row->last_error_code;
  status->last_error_at = state->row->last_error_at;
}

typedef struct
{
  BoSyncFunc func;
  gpointer   data;
} Refreshed;

static void
tell_refreshed (BoSync *self)
{
  guint n = g_queue_get_length (&self->refreshed);

  for (; n > 0; n--)
    {
      g_autofree Refreshed *refreshed = g_queue_pop_head (&self->refreshed);

      refreshed->func (refreshed->data);
    }
}

static void
refreshed_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (BoSync) self = user_data;
  g_autoptr (GError) error = NULL;
  State *state = bo_service_finish_query (BO_SERVICE (source_object), result, bo_sync_refresh, &error);

  self->refreshing = FALSE;
  if (state != NULL)
    take_state (self, state);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The state of the sync could not be read: %s", error->message);
  g_clear_pointer (&state, state_free);
  if (self->refresh_again)
    {
      bo_sync_refresh (self);
      return;
    }
  tell_refreshed (self);
  if (self->automatic && self->run == NULL && self->status.n_outbox > 0)
    bo_sync_schedule_soon (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
bo_sync_refresh (BoSync *self)
{
  self->refresh_again = self->refreshing;
  if (self->refreshing)
    return;
  self->refreshing = TRUE;
  bo_service_run_query (self->service, bo_sync_refresh, load_state, NULL, NULL, state_free, NULL,
                        refreshed_cb, g_object_ref (self));
}

void
bo_sync_refresh_then (BoSync    *self,
                      BoSyncFunc func,
                      gpointer   data)
{
  Refreshed *refreshed = g_new0 (Refreshed, 1);

  refreshed->func = func;
  refreshed->data = data;
  g_queue_push_tail (&self->refreshed, refreshed);
  bo_sync_refresh (self);
}

void
bo_sync_return_true (gpointer task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
query_done_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError  *error = NULL;
  gpointer found = bo_service_finish_query (BO_SERVICE (source_object), result, g_task_get_source_tag (task), &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, g_task_get_task_data (task));
}

void
bo_sync_run_query (BoSync             *self,
                   gpointer            tag,
                   BoQueryFunc         func,
                   gpointer            request,
                   GDestroyNotify      free_request,
                   GDestroyNotify      free_result,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, free_result, NULL);
  bo_service_run_query (self->service, tag, func, request, free_request, free_result, cancellable, query_done_cb, task);
}

gpointer
bo_sync_finish_query (BoSync       *self,
                      GAsyncResult *result,
                      gpointer      tag,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
service_changed_cb (BoSync    *self,
                    BoChanges *changes,
                    BoService *service)
{
  /* What a sync of ours does is told by its progress, and looked at when it ends. */
  if (self->run == NULL)
    bo_sync_refresh (self);
}

static void
bo_sync_dispose (GObject *object)
{
  BoSync *self = BO_SYNC (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->service);
  g_clear_object (&self->catalog);
  g_clear_object (&self->given);
  g_clear_object (&self->trust);

  G_OBJECT_CLASS (bo_sync_parent_class)->dispose (object);
}

static void
bo_sync_finalize (GObject *object)
{
  BoSync *self = BO_SYNC (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->config, bo_shop_config_free);
  g_clear_pointer (&self->lent, bo_keys_free);
  bo_sync_status_clear (&self->status);
  g_free (self->source);
  g_free (self->reference);

  G_OBJECT_CLASS (bo_sync_parent_class)->finalize (object);
}

static void
bo_sync_class_init (BoSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_sync_dispose;
  object_class->finalize = bo_sync_finalize;

  /**
   * BoSync::progress:
   * @self: a #BoSync
   * @progress: (type gpointer): a #BoSyncProgress, of the call only
   *
   * Told while a sync runs, a page at a time.
   */
  signals[PROGRESS] = g_signal_new ("progress", BO_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * BoSync::synced:
   * @self: a #BoSync
   * @report: (type gpointer): a #BoSyncReport, of the call only
   *
   * A sync came to its end without an error, whoever asked for it.
   */
  signals[SYNCED] = g_signal_new ("synced", BO_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * BoSync::changed:
   * @self: a #BoSync
   *
   * The status, the connection, the outbox or the conflicts are others now.
   */
  signals[CHANGED] = g_signal_new ("changed", BO_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bo_sync_init (BoSync *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
  self->status.last_error_code = -1;
  g_queue_init (&self->refreshed);
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = g_task_get_task_data (task);
  GError *error = NULL;
  State  *state = bo_service_finish_query (BO_SERVICE (source_object), result, bo_sync_open_async, &error);

  if (state == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_state (self, state);
  state_free (state);
  g_signal_connect_object (self->service, "changed", G_CALLBACK (service_changed_cb), self, G_CONNECT_SWAPPED);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
bo_sync_open_async (BoService          *service,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask  *task;
  BoSync *self;

  g_return_if_fail (BO_IS_SERVICE (service));

  self = g_object_new (BO_TYPE_SYNC, NULL);
  self->service = g_object_ref (service);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  bo_service_run_query (service, bo_sync_open_async, load_state, NULL, NULL, state_free, cancellable, opened_cb, task);
}

BoSync *
bo_sync_open_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_sync_close:
 * @self: (transfer full): a #BoSync
 *
 * Stops what is under way and lets go.  Iterates the main context until that has
 * ended, so that a program can close the store afterwards.
 */
void
bo_sync_close (BoSync *self)
{
  g_return_if_fail (BO_IS_SYNC (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  while (self->run != NULL || self->refreshing)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self);
}

const BoShopConfig *
bo_sync_get_config (BoSync *self)
{
  g_return_val_if_fail (BO_IS_SYNC (self), NULL);

  return self->config;
}

/**
 * bo_sync_get_status:
 * @self: a #BoSync
 *
 * Returns: (transfer none): where things stand, until "changed" or "progress" is told
 */
const BoSyncStatus *
bo_sync_get_status (BoSync *self)
{
  g_return_val_if_fail (BO_IS_SYNC (self), NULL);

  return &self->status;
}

void
bo_sync_lend_keys (BoSync     *self,
                   const char *key,
                   const char *secret)
{
  g_return_if_fail (BO_IS_SYNC (self));

  g_clear_pointer (&self->lent, bo_keys_free);
  g_clear_object (&self->catalog);
  self->lent = g_new0 (BoKeys, 1);
  self->lent->key = g_strdup (key);
  self->lent->secret = g_strdup (secret);
}

void
bo_sync_set_catalog (BoSync    *self,
                     BoCatalog *catalog)
{
  g_return_if_fail (BO_IS_SYNC (self));

  g_clear_object (&self->catalog);
  g_set_object (&self->given, catalog);
}

void
bo_sync_set_trust (BoSync       *self,
                   GTlsDatabase *database)
{
  g_return_if_fail (BO_IS_SYNC (self));

  g_clear_object (&self->catalog);
  g_set_object (&self->trust, database);
}
