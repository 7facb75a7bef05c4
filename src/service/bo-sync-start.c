/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <glib/gi18n-lib.h>

/* How a sync begins, and how it ends: what comes between is bo-sync-run.c. */

static BoSyncReport *
report_new (void)
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
    g_signal_emit_by_name (self, "synced", run->report);
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
  bo_sync_drop_lock (self);
  if (run->error == NULL)
    {
      self->n_failures = 0;
      self->retry_after = 0;
    }
  else if (!g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->n_failures++;
      self->retry_after = bo_catalog_error_get_retry_after (run->error);
      /* The keys may have been entered anew in another program. */
      g_clear_object (&self->catalog);
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

/* The log is to be shown to others: whose shop it is, and who buys there, is none of it. */
static char *
mask_message (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new ("[[:alpha:]]+://[^\\s]+|[^\\s]+@[^\\s]+", 0, 0, NULL);

  return g_regex_replace_literal (regex, message, -1, 0, "…", 0, NULL);
}

static gboolean
write_failure (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  const Failure   *failure = data;
  g_autofree char *masked = mask_message (failure->message);
  g_autofree char *line = g_strdup_printf ("Sync failed: %s", masked);

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
    error = g_error_new_literal (BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED, _ ("No shop is connected"));
  else if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    bo_sync_take_lock (self, &error);
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
  run->report = report_new ();
  run->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  run->ahead = g_ptr_array_new ();
  run->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), run->cancellable, G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (run_cancelled_cb), run->cancellable, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (run->cancellable);
  g_signal_emit_by_name (self, "changed");
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

void
bo_sync_stop (BoSync *self)
{
  g_return_if_fail (BO_IS_SYNC (self));

  if (self->run != NULL)
    g_cancellable_cancel (self->run->cancellable);
}
