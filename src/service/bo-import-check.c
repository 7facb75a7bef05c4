/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

/* What the file has of each, once. */
typedef struct
{
  GHashTable *orders;    /* (element-type utf8): strings of the #BoImportRows */
  GHashTable *products;  /* (element-type BoImportProduct) */
  GHashTable *customers; /* (element-type BoImportCustomer) */
} Seen;

static void
seen_clear (Seen *seen)
{
  g_hash_table_unref (seen->orders);
  g_hash_table_unref (seen->products);
  g_hash_table_unref (seen->customers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

static void
count_line (BoImportReport    *report,
            Seen              *seen,
            const BoImportRow *row)
{
  report->lines_added++;
  if (g_hash_table_add (seen->orders, (gpointer) row->order))
    {
      report->orders_added++;
      if (row->customer == NULL)
        report->anonymous_orders++;
    }
  if (g_hash_table_add (seen->products, row->product))
    report->products_added++;
  if (row->customer != NULL && g_hash_table_add (seen->customers, row->customer))
    report->customers_added++;
}

static gboolean
read_rows (BoImportRun *run,
           GError     **error)
{
  g_auto (Seen) seen = {
    g_hash_table_new (g_str_hash, g_str_equal),
    g_hash_table_new (NULL, NULL),
    g_hash_table_new (NULL, NULL),
  };
  GError *local_error = NULL;

  while (bo_order_file_next (run->file, &local_error))
    {
      BoImportRow row;

      bo_import_rows_read (run->rows, &row);
      if (!bo_import_run_sort_row (run, &row, error) || !bo_import_run_go_on (run, error))
        return FALSE;
      if (row.kind == BO_IMPORT_ROW_LINE)
        {
          count_line (run->report, &seen, &row);
          run->report->history_lines += row.at < run->shipped_before;
        }
      if (row.kind == BO_IMPORT_ROW_CANCEL)
        run->report->cancel_units += row.units;
      /* Nothing of it is written. */
      g_array_set_size (run->batch, 0);
      g_array_set_size (run->cancels, 0);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static void
check_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  BoImportJob *job = task_data;
  gint64       started = g_get_monotonic_time ();
  GError      *error = NULL;

  if (!bo_import_job_begin (job, &error) || !read_rows (job->run, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bo_import_job_finish_report (job, started);
  job->run->report->check = TRUE;
  g_task_return_boolean (task, TRUE);
}

/**
 * bo_import_check_async:
 * @service: (nullable): the store that the file is meant for, of which only the
 *   settings matter; without one those of a new shop
 * @stream: an order file
 * @options: (transfer full): how to read it; rejects are not written
 * @progress: (nullable): told a few times a second, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when the file has been read
 * @user_data: for @callback
 *
 * Reads an order file to its end as an import would, and writes nothing: how its
 * columns are read, which rows would be rejected, and what it holds.
 */
void
bo_import_check_async (BoService          *service,
                       GInputStream       *stream,
                       BoImportOptions    *options,
                       BoImportProgress    progress,
                       gpointer            progress_data,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (service == NULL || BO_IS_SERVICE (service));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (options != NULL);

  g_clear_pointer (&options->rejects_path, g_free);
  /* Of nobody: a thread that is the last to let go of a service would close its store. */
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_import_check_async);
  g_task_set_task_data (task, bo_import_job_new (service, stream, options, progress, progress_data, cancellable),
                        bo_import_job_free);
  g_task_run_in_thread (task, check_thread);
}

/**
 * bo_import_check_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found, its @check set; %NULL with a
 *   BO_IMPORT_ERROR, G_IO_ERROR_CANCELLED or an error of the stream
 */
BoImportReport *
bo_import_check_finish (GAsyncResult *result,
                        GError      **error)
{
  BoImportJob *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_import_check_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  bo_import_job_silence (job);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->run->report);
}
