/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "bo-outbox-table.h"

/* Seconds after a command until what it has to write back is sent: several in a row
 * go together. */
#define SOON 5
/* Seconds until a sync that failed is tried again by itself: doubled each time, up
 * to the interval. */
#define BACKOFF_FIRST 60
#define BACKOFF_DOUBLINGS 6
#define LOCK_SUFFIX "-sync"

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

const char *
bo_sync_stage_to_name (BoSyncStage stage)
{
  static const char *const names[] = {
    [BO_SYNC_STAGE_NONE] = "none",
    [BO_SYNC_STAGE_CUSTOMERS] = "customers",
    [BO_SYNC_STAGE_PRODUCTS] = "products",
    [BO_SYNC_STAGE_VARIATIONS] = "variations",
    [BO_SYNC_STAGE_ORDERS] = "orders",
    [BO_SYNC_STAGE_DELETIONS] = "deletions",
    [BO_SYNC_STAGE_QUEUE] = "queue",
    [BO_SYNC_STAGE_OUTBOX] = "outbox",
  };

  g_return_val_if_fail (stage <= BO_SYNC_STAGE_OUTBOX, NULL);

  return names[stage];
}

static BoSyncReport *
bo_sync_report_new (void)
{
  BoSyncReport *report = g_new0 (BoSyncReport, 1);

  report->refused = g_ptr_array_new_with_free_func (g_free);
  return report;
}

void
bo_sync_report_free (BoSyncReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->refused);
  g_free (report);
}

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
  if (state->row == NULL)
    {
      g_clear_pointer (&self->config, bo_shop_config_free);
      status->last_success = status->last_error_at = 0;
      status->ever_full = FALSE;
      status->last_error_code = -1;
      self->capabilities = 0;
      return;
    }

  if (self->run == NULL)
    {
      g_clear_pointer (&self->config, bo_shop_config_free);
      self->config = bo_shop_config_from_row (state->row);
      self->capabilities = state->row->capabilities;
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

/* By itself. */

static void
automatic_done_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoSyncReport) report = bo_sync_run_finish (BO_SYNC (source_object), result, NULL);
}

static gboolean
timer_cb (gpointer user_data)
{
  BoSync *self = user_data;

  self->timer = 0;
  self->status.next_run = 0;
  bo_sync_run_async (self, BO_SYNC_DEFAULT, NULL, automatic_done_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_timer (BoSync *self,
           guint   seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, timer_cb, self);
  self->status.next_run = g_get_real_time () / G_USEC_PER_SEC + seconds;
}

void
bo_sync_schedule (BoSync *self)
{
  guint interval;
  guint seconds;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->status.next_run = 0;
  if (!self->automatic || self->config == NULL || self->config->interval == 0 || self->run != NULL ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  interval = self->config->interval * 60;
  seconds = interval;
  if (self->n_failures > 0)
    seconds = MIN (interval, (guint) BACKOFF_FIRST << MIN (self->n_failures - 1, BACKOFF_DOUBLINGS));
  seconds = MAX (seconds, self->retry_after);
  /* Not every till of a shop at the same second. */
  seconds += (guint) g_random_int_range (0, (int) (seconds / 10) + 1);
  set_timer (self, seconds);
}

void
bo_sync_schedule_soon (BoSync *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (!self->automatic || self->config == NULL || self->config->interval == 0 || self->run != NULL || self->n_failures > 0)
    return;
  if (self->timer == 0 || self->status.next_run > now + SOON)
    set_timer (self, SOON);
}

void
bo_sync_set_automatic (BoSync  *self,
                       gboolean automatic)
{
  g_return_if_fail (BO_IS_SYNC (self));

  self->automatic = automatic;
  if (automatic && self->config != NULL && self->config->interval > 0 && self->run == NULL)
    set_timer (self, SOON);
  else
    bo_sync_schedule (self);
}

/* One sync at a time on a store, in whatever program: the lock goes with the process
 * that has it. */
static gboolean
take_lock (BoSync  *self,
           GError **error)
{
  g_autofree char *path = g_strconcat (bo_service_get_path (self->service), LOCK_SUFFIX, NULL);

  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock < 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), "The store's folder cannot be written: %s",
                   g_strerror (saved));
      return FALSE;
    }
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  close (self->lock);
  self->lock = -1;
  g_set_error_literal (error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY, "Another program syncs this store at the moment");
  return FALSE;
}

static void
drop_lock (BoSync *self)
{
  g_autofree char *path = g_strconcat (bo_service_get_path (self->service), LOCK_SUFFIX, NULL);

  if (self->lock < 0)
    return;
  /* The name goes while the lock is held; who opened it meanwhile has a lock on
   * nothing, and for one sync no harm comes of that: pages commit one by one. */
  g_unlink (path);
  close (self->lock);
  self->lock = -1;
}

/* A run. */

static void
run_free (BoSyncRun *run)
{
  g_clear_object (&run->catalog);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->config, bo_shop_config_free);
  g_clear_pointer (&run->report, bo_sync_report_free);
  g_clear_pointer (&run->ids, g_array_unref);
  g_clear_pointer (&run->pages, g_array_unref);
  g_clear_pointer (&run->ahead, g_ptr_array_unref);
  g_clear_error (&run->error);
  g_free (run->source);
  g_free (run);
}

/* Says how it ended to who asked. */
static void
return_run (gpointer data)
{
  BoSyncRun *run = data;
  BoSync    *self = run->sync;
  g_autoptr (GTask) task = g_steal_pointer (&run->task);

  bo_sync_schedule (self);
  if (run->error == NULL)
    g_signal_emit (self, signals[SYNCED], 0, run->report);
  if (run->error != NULL)
    g_task_return_error (task, g_steal_pointer (&run->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) bo_sync_report_free);
  run_free (run);
}

static void
end_run (BoSyncRun *run)
{
  BoSync *self = run->sync;

  self->run = NULL;
  self->status.running = FALSE;
  self->status.progress = (BoSyncProgress){ BO_SYNC_STAGE_NONE, 0, -1 };
  drop_lock (self);
  if (run->error == NULL)
    {
      self->n_failures = 0;
      self->retry_after = 0;
    }
  else if (!g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->n_failures++;
      self->retry_after = bo_catalog_error_get_retry_after (run->error);
    }
  bo_sync_refresh_then (self, return_run, run);
}

typedef struct
{
  char  *message; /* (owned) */
  int    code;
  gint64 at;
} Failure;

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_free (failure->message);
  g_free (failure);
}

static gboolean
write_failure (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  const Failure   *failure = data;
  g_autofree char *line = g_strdup_printf ("Sync failed: %s", failure->message);

  return bo_shop_table_set_error (txn, failure->message, failure->code, failure->at, error) &&
         bo_sync_log_add (txn, line, failure->at, error);
}

static void
failure_written_cb (BoSyncRun *run,
                    gpointer   data,
                    GError    *error)
{
  g_clear_error (&error);
  end_run (run);
}

void
bo_sync_run_end (BoSyncRun *run)
{
  Failure *failure;

  if (!bo_sync_run_drop_ahead (run))
    return;
  if (run->error == NULL || g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end_run (run);
      return;
    }
  failure = g_new0 (Failure, 1);
  failure->message = g_strdup (run->error->message);
  failure->code = run->error->domain == BO_CATALOG_ERROR ? run->error->code : -1;
  failure->at = g_get_real_time () / G_USEC_PER_SEC;
  bo_sync_run_write (run, write_failure, failure, failure_free, failure_written_cb);
}

static void
catalog_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  BoSyncRun *run = user_data;

  run->catalog = bo_sync_get_catalog_finish (BO_SYNC (source_object), result, &run->error);
  if (run->catalog == NULL)
    bo_sync_run_end (run);
  else
    bo_sync_run_start (run);
}

static void
run_cancelled_cb (GCancellable *run_cancellable,
                  GCancellable *cancellable)
{
  g_cancellable_cancel (run_cancellable);
}

/**
 * bo_sync_run_async:
 * @self: a #BoSync
 * @flags: how much of it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it has ended
 * @user_data: data for @callback
 *
 * Takes what changed in the shop into the store, page by page, and writes back what
 * waits.  A first sync, and one a week, reads everything.
 */
void
bo_sync_run_async (BoSync             *self,
                   BoSyncFlags         flags,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask     *task;
  GError    *error = NULL;
  BoSyncRun *run;

  g_return_if_fail (BO_IS_SYNC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_run_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->config == NULL)
    error = g_error_new_literal (BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED, "No shop is connected");
  else if (self->run != NULL)
    error = g_error_new_literal (BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY, "A sync is under way");
  else
    take_lock (self, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_clear_handle_id (&self->timer, g_source_remove);
  self->status.next_run = 0;
  self->status.running = TRUE;
  run = self->run = g_new0 (BoSyncRun, 1);
  run->sync = self;
  run->task = task;
  run->config = bo_shop_config_copy (self->config);
  run->source = g_strdup (self->source);
  run->last_full = self->last_full;
  run->flags = flags;
  run->report = bo_sync_report_new ();
  run->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  run->ahead = g_ptr_array_new ();
  run->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), run->cancellable, G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (run_cancelled_cb), run->cancellable, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (run->cancellable);
  g_signal_emit (self, signals[CHANGED], 0);
  bo_sync_get_catalog_async (self, run->cancellable, catalog_cb, run);
}

/**
 * bo_sync_run_finish:
 * @self: a #BoSync
 * @result: what the callback was given
 * @error: return location for a #GError of BO_SYNC_ERROR, BO_CATALOG_ERROR or the store's
 *
 * Returns: (transfer full): what it did, or %NULL with @error set; pages that had
 *   been stored by then stay
 */
BoSyncReport *
bo_sync_run_finish (BoSync       *self,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
