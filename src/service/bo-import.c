/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-import-query.h"
#include "bo-journal.h"
#include "bo-service-private.h"
#include "bo-settings.h"

/* A batch is one transaction: large enough that its cost is spread, small enough
 * that a stop in the middle loses little.  It ends with an order; one that goes on
 * for ever is cut. */
#define BATCH_ROWS 20000
#define BATCH_ROWS_MAX (2 * BATCH_ROWS)
/* Between two tellings of the progress. */
#define TELL_INTERVAL_US (G_USEC_PER_SEC / 4)

/* Takes the progress from the store thread to the main thread. */
typedef struct _BoImportTeller
{
  BoImportProgress func; /* (nullable) */
  gpointer         data;
  GMainContext    *context; /* (owned) */
  gboolean         silent;  /* touched by the main thread only: the import has ended */
  gint64           last_us; /* touched by the store thread only */
} BoImportTeller;

typedef struct
{
  BoImportTeller *teller; /* (owned) */
  gint64          bytes;
  gint64          rows;
} Tick;

static void
teller_clear (gpointer data)
{
  BoImportTeller *teller = data;

  g_main_context_unref (teller->context);
}

static void
teller_unref (BoImportTeller *teller)
{
  g_atomic_rc_box_release_full (teller, teller_clear);
}

static void
tick_free (gpointer data)
{
  Tick *tick = data;

  teller_unref (tick->teller);
  g_free (tick);
}

static gboolean
tick_cb (gpointer user_data)
{
  Tick *tick = user_data;

  if (!tick->teller->silent)
    tick->teller->func (tick->bytes, tick->rows, tick->teller->data);
  return G_SOURCE_REMOVE;
}

static void
tell (BoImportRun *run)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Tick *tick;

  if (run->teller->func == NULL || now - run->teller->last_us < TELL_INTERVAL_US)
    return;

  run->teller->last_us = now;
  tick = g_new0 (Tick, 1);
  tick->teller = g_atomic_rc_box_acquire (run->teller);
  tick->bytes = bo_order_file_get_bytes (run->file);
  tick->rows = run->report->rows;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tick_cb, tick, tick_free);
  g_source_attach (source, run->teller->context);
}

static BoImportRun *
run_new (BoImportOptions *options,
         GCancellable    *cancellable)
{
  BoImportRun *run = g_new0 (BoImportRun, 1);

  run->options = options;
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  run->report = bo_import_report_new ();
  run->shipped_before = G_MININT64;
  run->batch = g_array_sized_new (FALSE, FALSE, sizeof (BoImportRow), BATCH_ROWS + 1);
  run->later = g_array_new (FALSE, FALSE, sizeof (BoImportRow));
  run->cancels = g_array_new (FALSE, FALSE, sizeof (BoImportRow));
  run->lines = g_array_new (FALSE, FALSE, sizeof (BoImportedLine));
  run->applied = g_array_new (FALSE, FALSE, sizeof (BoAppliedCancellation));
  run->line_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->claimed = g_byte_array_new ();
  run->claimed_cancels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  run->teller = g_atomic_rc_box_new0 (BoImportTeller);
  run->teller->context = g_main_context_ref_thread_default ();
  return run;
}

static void
run_free (BoImportRun *run)
{
  bo_import_options_free (run->options);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->report, bo_import_report_free);
  g_clear_pointer (&run->rejects, bo_import_rejects_free);
  g_clear_pointer (&run->rows, bo_import_rows_free);
  g_clear_pointer (&run->file, bo_order_file_free);
  g_array_unref (run->batch);
  g_array_unref (run->later);
  g_array_unref (run->cancels);
  g_array_unref (run->lines);
  g_array_unref (run->applied);
  g_array_unref (run->line_ids);
  g_byte_array_unref (run->claimed);
  g_hash_table_unref (run->claimed_cancels);
  teller_unref (run->teller);
  g_free (run);
}

/**
 * bo_import_job_new:
 * @service: (nullable): the store that the file is meant for; without one the settings
 *   are those of a new shop
 * @stream: an order file
 * @options: (transfer full): how to read it
 * @progress: (nullable): told a few times a second, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full): what is asked for, to be begun off the main thread
 */
BoImportJob *
bo_import_job_new (BoService       *service,
                   GInputStream    *stream,
                   BoImportOptions *options,
                   BoImportProgress progress,
                   gpointer         progress_data,
                   GCancellable    *cancellable)
{
  BoImportJob *job = g_new0 (BoImportJob, 1);

  job->run = run_new (options, cancellable);
  job->run->teller->func = progress;
  job->run->teller->data = progress_data;
  job->stream = g_object_ref (stream);
  job->time_zone = service != NULL ? g_time_zone_ref (bo_service_get_time_zone (service)) : g_time_zone_new_local ();
  job->currency = g_strdup (service != NULL ? bo_service_get_currency (service) : BO_CURRENCY_DEFAULT);
  return job;
}

void
bo_import_job_free (gpointer data)
{
  BoImportJob *job = data;

  run_free (job->run);
  g_object_unref (job->stream);
  g_time_zone_unref (job->time_zone);
  g_free (job->currency);
  g_free (job);
}

/* On the main thread, once it has ended: the progress is told no more. */
void
bo_import_job_silence (BoImportJob *job)
{
  job->run->teller->silent = TRUE;
}

/* Tells the progress when it is time, and stops when that is asked for. */
gboolean
bo_import_run_go_on (BoImportRun *run,
                     GError     **error)
{
  tell (run);
  return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

/**
 * bo_import_run_begin_event:
 * @run: an import, in a transaction
 * @error: return location
 *
 * Opens the event of this batch, unless it is open: to be called before each
 * write, so that a batch that finds nothing to write leaves no event.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_begin_event (BoImportRun *run,
                           GError     **error)
{
  g_autofree char *summary = NULL;

  if (run->event_id != 0)
    return TRUE;
  summary = g_strdup_printf ("Orders from %s, up to row %" G_GINT64_FORMAT,
                             run->options->file_name != NULL ? run->options->file_name : "a file", run->report->rows);
  run->event_id = bo_journal_begin_event (run->txn, "import", summary, NULL, run->group_id, run->now, error);
  return run->event_id != 0;
}

static gboolean
reject_row (BoImportRun       *run,
            const BoImportRow *row,
            GError           **error)
{
  const char *column = bo_import_rows_get_reject_column (run->rows);
  const char *message = bo_import_rows_get_reject_message (run->rows);

  bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REJECT, row->row, column, message);
  return bo_import_rejects_add (run->rejects, column, message, error);
}

static void
report_correction (BoImportRun       *run,
                   const BoImportRow *row)
{
  g_autofree char *message = g_strdup_printf (_ ("a stock correction of %lld of %s, not an order: not applied"),
                                              (long long) row->units, row->product->sku);

  bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_CORRECTION, row->row,
                              bo_order_file_get_header (run->file, BO_COLUMN_QUANTITY), message);
}

static void
report_rounding (BoImportRun       *run,
                 const BoImportRow *row)
{
  g_autofree char *message = NULL;

  /* Each is counted, the first is told of. */
  if (run->report->prices_rounded++ > 0)
    return;
  message = g_strdup_printf (_ ("“%s” has more decimals than %s; such prices are rounded half up"),
                             bo_order_file_get (run->file, BO_COLUMN_PRICE), row->currency);
  bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REMARK, row->row,
                              bo_order_file_get_header (run->file, BO_COLUMN_PRICE), message);
}

/* Puts the row in hand where it belongs. */
gboolean
bo_import_run_sort_row (BoImportRun       *run,
                        const BoImportRow *row,
                        GError           **error)
{
  run->report->rows++;
  run->report->cancel_rows += row->cancels;
  switch (row->kind)
    {
    case BO_IMPORT_ROW_LINE:
      if (row->price_rounded)
        report_rounding (run, row);
      g_array_append_vals (run->batch, row, 1);
      return TRUE;
    case BO_IMPORT_ROW_CANCEL:
      g_array_append_vals (run->cancels, row, 1);
      return TRUE;
    case BO_IMPORT_ROW_CORRECTION:
      report_correction (run, row);
      return TRUE;
    case BO_IMPORT_ROW_REJECT:
    default:
      return reject_row (run, row, error);
    }
}

/* Whether @row begins another order than the one the batch ends in. */
static gboolean
ends_batch (BoImportRun       *run,
            const BoImportRow *row)
{
  const BoImportRow *last;

  if (row->kind != BO_IMPORT_ROW_LINE || run->batch->len == 0)
    return FALSE;
  last = &g_array_index (run->batch, BoImportRow, run->batch->len - 1);
  return !g_str_equal (last->order, row->order);
}

/* Reads rows until the batch is full and an order has ended.  The row that began
 * the next order waits behind those of this batch. */
static gboolean
read_batch (BoImportRun *run,
            gboolean    *at_end,
            GError     **error)
{
  gint64  first = run->report->rows - run->batch->len; /* one may wait already */
  GError *local_error = NULL;

  while (bo_order_file_next (run->file, &local_error))
    {
      gint64      n_rows = run->report->rows - first;
      gboolean    ends = FALSE;
      BoImportRow row;

      bo_import_rows_read (run->rows, &row);
      if (n_rows >= BATCH_ROWS)
        ends = ends_batch (run, &row);
      if (!bo_import_run_sort_row (run, &row, error) || !bo_import_run_go_on (run, error))
        return FALSE;
      run->n_batch = run->batch->len - (ends ? 1 : 0);
      if (ends || n_rows >= BATCH_ROWS_MAX)
        return TRUE;
    }
  *at_end = TRUE;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/* What one transaction of the import writes. */
typedef struct
{
  BoImportRun *run;
  gboolean (*write) (BoImportRun *run, guint first, guint n, GError **error);
  guint first;
  guint n;
} Batch;

static gboolean
write_batch_txn (BoTxn   *txn,
                 gpointer data,
                 GError **error)
{
  Batch *batch = data;

  batch->run->txn = txn;
  batch->run->event_id = 0;
  return batch->write (batch->run, batch->first, batch->n, error);
}

static gboolean
write_batch (BoImportRun *run,
             BoStoreJob  *job,
             gboolean (*write) (BoImportRun *run, guint first, guint n, GError **error),
             guint    first,
             guint    n,
             GError **error)
{
  Batch    batch = { run, write, first, n };
  gboolean done = bo_store_job_transaction (job, write_batch_txn, &batch, error);

  run->txn = NULL;
  if (done && run->group_id == 0)
    run->group_id = run->event_id;
  return done;
}

static gboolean
write_batches (BoImportRun *run,
               BoStoreJob  *job,
               gboolean (*write) (BoImportRun *run, guint first, guint n, GError **error),
               guint    n,
               GError **error)
{
  for (guint first = 0; first < n; first += BATCH_ROWS)
    if (!write_batch (run, job, write, first, MIN (n - first, BATCH_ROWS), error))
      return FALSE;
  return TRUE;
}

static gboolean
skip_applied_cancels (BoImportRun *run,
                      guint        first,
                      guint        n,
                      GError     **error)
{
  return bo_import_run_skip_applied_cancels (run, error);
}

static gboolean
import_rows (BoImportRun *run,
             BoStoreJob  *job,
             GError     **error)
{
  gboolean at_end = FALSE;

  while (!at_end)
    {
      if (!read_batch (run, &at_end, error))
        return FALSE;
      if (run->n_batch > 0 && !write_batch (run, job, bo_import_run_write_orders, 0, run->n_batch, error))
        return FALSE;
      g_array_remove_range (run->batch, 0, run->n_batch);
      run->n_batch = run->batch->len;
    }
  if (!write_batches (run, job, bo_import_run_write_later, run->later->len, error))
    return FALSE;
  if (run->cancels->len > 0 && !write_batch (run, job, skip_applied_cancels, 0, 0, error))
    return FALSE;
  bo_import_run_sort_cancels (run);
  return write_batches (run, job, bo_import_run_write_cancels, run->cancels->len, error);
}

static GTimeZone *
find_time_zone (const BoImportJob *import,
                GError           **error)
{
  const char *name = import->run->options->time_zone;
  GTimeZone  *time_zone;

  if (name == NULL)
    return g_time_zone_ref (import->time_zone);
  time_zone = g_time_zone_new_identifier (name);
  if (time_zone == NULL)
    g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION, _ ("There is no time zone “%s”."), name);
  return time_zone;
}

static gboolean
check_currency (const char *currency,
                GError    **error)
{
  if (strlen (currency) == 3 && g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1]) &&
      g_ascii_isupper (currency[2]))
    return TRUE;
  g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION, _ ("“%s” is not the code of a currency, such as EUR."),
               currency);
  return FALSE;
}

/* The instant at which the day begins in the file's time zone. */
static gint64
get_day_start (int        day,
               GTimeZone *time_zone)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) utc_day = g_date_time_add_days (epoch, day);
  g_autoptr (GDateTime) start = NULL;

  if (utc_day == NULL)
    return day < 0 ? G_MININT64 : G_MAXINT64;
  start = g_date_time_new (time_zone, g_date_time_get_year (utc_day), g_date_time_get_month (utc_day),
                           g_date_time_get_day_of_month (utc_day), 0, 0, 0);
  return g_date_time_to_unix (start);
}

/* Opens the file, and checks what was asked. */
gboolean
bo_import_job_begin (BoImportJob *import,
                     GError     **error)
{
  BoImportRun *run = import->run;
  const char  *currency = run->options->currency != NULL ? run->options->currency : import->currency;
  g_autoptr (GTimeZone) time_zone = find_time_zone (import, error);

  if (time_zone == NULL || !check_currency (currency, error))
    return FALSE;
  run->file = bo_order_file_open (import->stream, run->options, run->cancellable, error);
  if (run->file == NULL || !bo_order_file_check_columns (run->file, error))
    return FALSE;

  run->rows = bo_import_rows_new (run->file, currency, time_zone, run->options->month_first);
  run->rejects = bo_import_rejects_new (run->options->rejects_path, run->file);
  if (run->options->shipped_before != G_MININT)
    run->shipped_before = get_day_start (run->options->shipped_before, time_zone);
  run->now = g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
undo_txn (BoTxn   *txn,
          gpointer data,
          GError **error)
{
  BoImportRun *run = data;
  gint64       in_the_way;

  return bo_journal_undo (txn, run->group_id, g_get_real_time () / G_USEC_PER_SEC, &in_the_way, error) != 0;
}

/* Takes back the batches that were committed before @error came. */
static void
take_back (BoImportRun *run,
           BoStoreJob  *job,
           GError     **error)
{
  g_autoptr (GError) undo_error = NULL;

  if (run->group_id == 0 || bo_store_job_transaction (job, undo_txn, run, &undo_error))
    return;

  /* Not the error that came: a caller would take it for one that left nothing. */
  g_clear_error (error);
  g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TAKEN_BACK,
               _ ("The import was stopped, but a part of it stays, since it could not be taken back: %s. "
                  "Importing the file again completes it"),
               undo_error->message);
}

/* What is known once the file has been read to its end. */
void
bo_import_job_finish_report (BoImportJob *job,
                             gint64       started)
{
  BoImportRun    *run = job->run;
  BoImportReport *report = run->report;
  gint64          odd_line = bo_order_file_get_odd_line (run->file);

  if (odd_line != 0)
    bo_import_report_add_issue (report, BO_IMPORT_ISSUE_REMARK, odd_line, NULL,
                                _ ("not UTF-8 as the lines before; such fields are read as Windows-1252"));
  bo_import_report_sort_issues (report);
  report->group_id = run->group_id;
  report->headers = g_strdupv ((char **) bo_order_file_get_headers (run->file));
  memcpy (report->column_of, bo_order_file_get_columns (run->file), sizeof report->column_of);
  report->delimiter = bo_order_file_get_delimiter (run->file);
  report->windows_1252 = bo_order_file_is_windows_1252 (run->file);
  report->bytes = bo_order_file_get_bytes (run->file);
  report->seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
}

static gboolean
import_job (BoStoreJob   *job,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  BoImportJob *import = data;
  BoImportRun *run = import->run;
  gint64       started = g_get_monotonic_time ();
  gboolean     has_rejects;
  GError      *local_error = NULL;

  if (!bo_import_job_begin (import, error))
    return FALSE;
  if (!import_rows (run, job, &local_error) || !bo_import_rejects_close (run->rejects, &has_rejects, &local_error))
    {
      take_back (run, job, &local_error);
      g_propagate_error (error, local_error);
      return FALSE;
    }
  bo_import_job_finish_report (import, started);
  if (has_rejects)
    run->report->rejects_path = g_strdup (run->options->rejects_path);
  return TRUE;
}

static void
import_done_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoImportJob *import = g_task_get_task_data (task);
  GError      *error = NULL;

  bo_import_job_silence (import);
  if (bo_store_job_finish (BO_STORE (source_object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&import->run->report), (GDestroyNotify) bo_import_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * bo_service_import_async:
 * @self: a #BoService
 * @stream: an order file
 * @options: (transfer full): how to read it
 * @progress: (nullable): told a few times a second, on this thread, and no more
 *   once @callback has been called
 * @progress_data: for @progress
 * @cancellable: (nullable): takes the import back
 * @callback: called when all is committed, or nothing is
 * @user_data: for @callback
 *
 * Imports an order file (design.md section 8).  Bad rows are rejected and
 * reported.  No delivery is dealt by it.  If the file cannot be read to its end,
 * or @cancellable is cancelled, what had been written is undone.  A program that
 * is killed leaves a whole number of batches, and importing again completes them.
 */
void
bo_service_import_async (BoService          *self,
                         GInputStream       *stream,
                         BoImportOptions    *options,
                         BoImportProgress    progress,
                         gpointer            progress_data,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask       *task;
  BoImportJob *import;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (options != NULL);

  import = bo_import_job_new (self, stream, options, progress, progress_data, cancellable);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_service_import_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, import, bo_import_job_free);
  /* Without the cancellable: taking back what was written must go through. */
  bo_store_job_async (bo_service_get_store (self), import_job, import, NULL, NULL, import_done_cb, task);
}

/**
 * bo_service_import_finish:
 * @self: a #BoService
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was done; %NULL with a
 *   BO_IMPORT_ERROR, G_IO_ERROR_CANCELLED, or an error of the store or the stream
 */
BoImportReport *
bo_service_import_finish (BoService    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_service_import_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
