/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-allocation-table.h"
#include "bo-command-util.h"
#include "bo-demand-query.h"
#include "bo-event-kind.h"
#include "bo-line-ledger.h"
#include "bo-redeal.h"

typedef struct
{
  gint64 line_id;
  gint64 units;
} PinRequest;

/* Units of the product that a pin may take, apart from what the line has. */
static gboolean
count_takable (BoTxn     *txn,
               BoLineRow *row,
               gint64    *free_units,
               gint64    *takable,
               GError   **error)
{
  g_autoptr (BoDemandSet) demands = bo_demand_set_new ();
  BoProductState state;

  if (!bo_product_table_load_state (txn, row->product_id, &state, error) ||
      !bo_demand_query_lines (txn, row->product_id, demands, error))
    return FALSE;
  *free_units = state.on_hand - state.allocated;
  *takable = *free_units;
  for (guint i = 0; i < demands->rows->len; i++)
    {
      const BoDemandRow *other = &g_array_index (demands->rows, BoDemandRow, i);

      if (other->id != row->id)
        *takable += other->allocated - other->locked;
    }
  return TRUE;
}

static gboolean
check_pin (const BoLineRow *row,
           gint64           units,
           gint64           there_is,
           GError         **error)
{
  gint64 open = bo_line_row_get_open (row);

  if (units < 0 || units > open)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units cannot be pinned to line %" G_GINT64_FORMAT ": it waits for %" G_GINT64_FORMAT,
                   units, row->id, open);
      return FALSE;
    }
  if (units > there_is)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK,
                   "%" G_GINT64_FORMAT " units were to be pinned to line %" G_GINT64_FORMAT ", and %" G_GINT64_FORMAT
                   " are on hand and not locked to others: pin fewer, or receive or count more first",
                   units, row->id, there_is);
      return FALSE;
    }
  return TRUE;
}

static char *
encode_why (const BoLineRow *row,
            gint64           units)
{
  BoWhy why = {
    .code = BO_WHY_LOCKED,
    .units = units,
    .open = bo_line_row_get_open (row),
  };

  return bo_why_encode (&why);
}

static gboolean
lock_units (BoTxn                 *txn,
            const BoLineRow       *row,
            const BoAllocationRow *allocation,
            gint64                 units,
            GError               **error)
{
  gint64             after = MAX (allocation->units, units);
  g_autofree char   *why = after > allocation->units ? encode_why (row, after) : NULL;
  BoAllocationChange change = {
    .id = allocation->id,
    .line_id = row->id,
    .units = after,
    .held = allocation->held,
    .locked = units,
    .moved = after != allocation->units,
    .why = why,
  };

  return bo_allocation_table_apply (txn, &change, 1, error) &&
         bo_line_ledger_refresh_held (txn, row->order_id, error);
}

static gboolean
pin (BoTxn     *txn,
     BoCommand *command,
     GError   **error)
{
  const PinRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autofree char *units = NULL;
  g_autofree char *summary = NULL;
  BoAllocationRow  allocation;
  gint64           free_units;
  gint64           takable;
  gint64           missing;

  if (!bo_command_load_line (txn, request->line_id, &row, error) ||
      !bo_allocation_table_load (txn, row.id, &allocation, NULL, error) ||
      !count_takable (txn, &row, &free_units, &takable, error) ||
      !check_pin (&row, request->units, allocation.units + takable, error))
    return FALSE;
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  if (request->units == allocation.locked)
    return TRUE;

  units = bo_command_count (request->units, "unit");
  summary = request->units > 0 ? g_strdup_printf ("Pinned %s to line %" G_GINT64_FORMAT, units, row.id)
                               : g_strdup_printf ("Took the pin off line %" G_GINT64_FORMAT, row.id);
  if (!bo_command_begin (txn, command, BO_EVENT_PIN, summary, error))
    return FALSE;
  missing = MAX (request->units - allocation.units - free_units, 0);
  if (missing > 0 && !bo_redeal_take (txn, command, row.product_id, missing, row.id, FALSE,
                                      command->outcome->exceptions, error))
    return FALSE;
  command->outcome->units = MAX (request->units - allocation.units, 0);
  return lock_units (txn, &row, &allocation, request->units, error);
}

/**
 * bo_service_pin_async:
 * @self: a #BoService
 * @line_id: a line
 * @units: how many are locked to it from now on; 0 takes the pin off, and the
 *   units stay until the next deal
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Locks units that are on hand to a line: those it has, then free ones, then
 * unlocked ones of others, from the last in line on, who are the outcome's
 * exceptions.
 */
void
bo_service_pin_async (BoService          *self,
                      gint64              line_id,
                      gint64              units,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  PinRequest request = { .line_id = line_id, .units = units };

  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, pin, g_memdup2 (&request, sizeof request), g_free, NULL,
                          FALSE, cancellable, callback, user_data);
}
