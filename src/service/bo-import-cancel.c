/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

#include <glib/gi18n-lib.h>

#include "bo-cancellation-table.h"
#include "bo-import-query.h"

/* Rows that cancel, after all others: each takes from the lines of its customer
 * and product that were ordered no later, the youngest first, and is remembered,
 * so that importing it again does nothing. */

static int
compare_cancels (gconstpointer a,
                 gconstpointer b)
{
  const BoImportRow *row_a = a, *row_b = b;

  if (row_a->at != row_b->at)
    return row_a->at < row_b->at ? -1 : 1;
  return row_a->row < row_b->row ? -1 : row_a->row > row_b->row;
}

/**
 * bo_import_run_sort_cancels:
 * @run: an import whose rows have all been read
 *
 * Puts the cancelling rows in the order of their time, since many shops export
 * the newest orders first.
 */
void
bo_import_run_sort_cancels (BoImportRun *run)
{
  g_array_sort (run->cancels, compare_cancels);
}

static gboolean
is_claimed (BoImportRun *run,
            gint64       id)
{
  return g_hash_table_contains (run->claimed_cancels, &id);
}

static void
claim (BoImportRun *run,
       gint64       id)
{
  g_hash_table_add (run->claimed_cancels, g_memdup2 (&id, sizeof id));
}

/* The cancelling row applied by an earlier import that @row stands for: one that
 * says the same, or any of the product if not @equal. */
static const BoAppliedCancellation *
find_applied (BoImportRun       *run,
              const BoImportRow *row,
              gboolean           equal)
{
  for (guint i = 0; i < run->applied->len; i++)
    {
      const BoAppliedCancellation *applied = &g_array_index (run->applied, BoAppliedCancellation, i);

      if (applied->product_id == row->product->id && (!equal || applied->units == row->units) &&
          (row->occurrence == 0 || row->occurrence == applied->occurrence) && !is_claimed (run, applied->id))
        return applied;
    }
  return NULL;
}

static gint64
next_occurrence (BoImportRun       *run,
                 const BoImportRow *row)
{
  gint64 next = 1;

  if (row->occurrence != 0)
    return row->occurrence;
  for (guint i = 0; i < run->applied->len; i++)
    {
      const BoAppliedCancellation *applied = &g_array_index (run->applied, BoAppliedCancellation, i);

      if (applied->product_id == row->product->id && applied->occurrence < BO_IMPORT_OCCURRENCE_OF_LINE)
        next = MAX (next, applied->occurrence + 1);
    }
  return next;
}

/**
 * bo_import_run_skip_applied_cancels:
 * @run: an import whose rows have all been read, in a transaction
 * @error: return location
 *
 * Takes out the cancelling rows that an earlier import has applied.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_skip_applied_cancels (BoImportRun *run,
                                    GError     **error)
{
  BoImportRow *rows = (BoImportRow *) run->cancels->data;
  guint        n_left = 0;

  for (guint i = 0; i < run->cancels->len; i++)
    {
      const BoAppliedCancellation *applied;

      if (!bo_import_run_find_product (run, rows[i].product, FALSE, error) ||
          !bo_import_query_load_cancellations (run->txn, run->options->source, rows[i].order, run->applied, error))
        return FALSE;
      applied = find_applied (run, &rows[i], TRUE);
      if (applied != NULL)
        {
          claim (run, applied->id);
          run->report->cancel_rows_repeated++;
        }
      else
        rows[n_left++] = rows[i];
    }
  g_array_set_size (run->cancels, n_left);
  return TRUE;
}

static gboolean
find_customer (BoImportRun       *run,
               const BoImportRow *row,
               GError           **error)
{
  BoImportCustomer *customer = row->customer;

  return customer->id != 0 || bo_import_query_find_customer (run->txn, run->options->source, customer->external_id,
                                                             &customer->id, &customer->priority_class, error);
}

/* Takes @units from lines, the youngest first. */
static gboolean
take_units (BoImportRun       *run,
            const BoImportRow *row,
            gint64             units,
            gint64            *matched,
            GError           **error)
{
  *matched = 0;
  if (row->customer == NULL || row->product->id == 0)
    return TRUE;
  if (!find_customer (run, row, error))
    return FALSE;
  if (row->customer->id == 0)
    return TRUE;
  if (!bo_import_query_load_cancellable (run->txn, run->options->source, row->customer->id, row->product->id, row->at,
                                         run->line_ids, error))
    return FALSE;
  for (guint i = 0; i < run->line_ids->len && *matched < units; i++)
    {
      g_auto (BoLineRow) line = BO_LINE_ROW_INIT;
      gint64 reduced;

      if (!bo_import_run_begin_event (run, error) ||
          !bo_line_table_load (run->txn, g_array_index (run->line_ids, gint64, i), &line, error) ||
          !bo_import_run_reduce_line (run, &line, units - *matched, row->at, &reduced, error))
        return FALSE;
      *matched += reduced;
    }
  return TRUE;
}

static void
report_short (BoImportRun       *run,
              const BoImportRow *row,
              gint64             units,
              gint64             matched)
{
  g_autofree char *message = NULL;

  if (row->customer == NULL)
    message = g_strdup_printf (_ ("%s cancels %lld of %s, but names no customer"), row->order, (long long) units,
                               row->product->sku);
  else if (matched == 0)
    message = g_strdup_printf (_ ("%s cancels %lld of %s, but the customer has none on order from before"), row->order,
                               (long long) units, row->product->sku);
  else
    message = g_strdup_printf (_ ("%s cancels %lld of %s, but the customer has only %lld on order from before"),
                               row->order, (long long) units, row->product->sku, (long long) matched);
  bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_UNMATCHED, row->row, NULL, message);
}

static gboolean
remember (BoImportRun       *run,
          const BoImportRow *row,
          gint64             matched,
          GError           **error)
{
  BoCancellationRow cancellation = {
    .source = run->options->source,
    .external_id = row->order,
    .product_id = row->product->id,
    .occurrence = next_occurrence (run, row),
    .units = row->units,
    .matched = matched,
    .at = row->at,
  };
  gint64 id;

  if (!bo_import_run_begin_event (run, error))
    return FALSE;
  id = bo_cancellation_table_insert (run->txn, &cancellation, error);
  claim (run, id);
  return id != 0;
}

/* The row says another number than when it was applied.  More are taken; what
 * was cancelled is not given back, since its place may have been passed on. */
static gboolean
change_cancel (BoImportRun                 *run,
               const BoImportRow           *row,
               const BoAppliedCancellation *applied,
               GError                     **error)
{
  gint64 id = applied->id, old_units = applied->units, old_matched = applied->matched;
  gint64 units = row->units - old_units;
  gint64 matched;

  claim (run, id);
  if (units < 0)
    {
      bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REMARK, row->row,
                                  bo_order_file_get_header (run->file, BO_COLUMN_QUANTITY),
                                  _ ("cancels fewer than before; what was cancelled stays so"));
      return TRUE;
    }
  run->report->cancel_units += units;
  if (!bo_import_run_begin_event (run, error) || !take_units (run, row, units, &matched, error))
    return FALSE;
  run->report->cancel_units_matched += matched;
  if (matched < units)
    report_short (run, row, units, matched);
  return bo_cancellation_table_update (run->txn, id, row->units, old_matched + matched, error);
}

static gboolean
apply_cancel (BoImportRun       *run,
              const BoImportRow *row,
              GError           **error)
{
  const BoAppliedCancellation *applied;
  gint64                       matched;

  if (!bo_import_query_load_cancellations (run->txn, run->options->source, row->order, run->applied, error))
    return FALSE;
  applied = row->product->id != 0 ? find_applied (run, row, FALSE) : NULL;
  if (applied != NULL)
    return change_cancel (run, row, applied, error);

  run->report->cancel_units += row->units;
  if (!take_units (run, row, row->units, &matched, error))
    return FALSE;
  run->report->cancel_units_matched += matched;
  if (matched < row->units)
    report_short (run, row, row->units, matched);
  /* One that names a product which nobody ordered leaves nothing to remember it by. */
  return row->product->id == 0 || remember (run, row, matched, error);
}

/**
 * bo_import_run_write_cancels:
 * @run: an import whose rows are all in, in a transaction
 * @first: index of the first cancelling row to apply
 * @n: how many
 * @error: return location
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_write_cancels (BoImportRun *run,
                             guint        first,
                             guint        n,
                             GError     **error)
{
  for (guint i = first; i < first + n; i++)
    if (!apply_cancel (run, &g_array_index (run->cancels, BoImportRow, i), error) ||
        !bo_import_run_go_on (run, error))
      return FALSE;
  return TRUE;
}
