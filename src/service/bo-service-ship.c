/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-allocation-table.h"
#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-line-ledger.h"
#include "bo-redeal.h"
#include "bo-stock-table.h"

typedef struct
{
  gint64   line_id;
  gint64   units;
  gboolean hand_over;
  char    *reason; /* (owned) (nullable) */
} ShipRequest;

static ShipRequest *
ship_request_new (gint64      line_id,
                  gint64      units,
                  gboolean    hand_over,
                  const char *reason)
{
  ShipRequest *request = g_new0 (ShipRequest, 1);

  request->line_id = line_id;
  request->units = units;
  request->hand_over = hand_over;
  request->reason = g_strdup (reason);
  return request;
}

static void
ship_request_free (gpointer data)
{
  ShipRequest *request = data;

  g_free (request->reason);
  g_free (request);
}

/* Units leave only from those allocated and not held (domain.md b.8). */
static gboolean
check_ship (const BoAllocationRow *allocation,
            gint64                 units,
            GError               **error)
{
  gint64 can_leave = allocation->units - allocation->held;

  if (units < 0)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units cannot leave: give 1 or more", units);
      return FALSE;
    }
  if (units <= can_leave && can_leave > 0)
    return TRUE;
  if (allocation->held > 0)
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK,
                 "%" G_GINT64_FORMAT " units were to leave on line %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT
                 " can; %" G_GINT64_FORMAT " more are held until it is complete",
                 units, allocation->line_id, can_leave, allocation->held);
  else if (can_leave == 0)
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK,
                 "Nothing is allocated to line %" G_GINT64_FORMAT ", so nothing can leave", allocation->line_id);
  else
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK,
                 "%" G_GINT64_FORMAT " units were to leave on line %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT
                 " are allocated: receive or count more first",
                 units, allocation->line_id, can_leave);
  return FALSE;
}

static gboolean
ship (BoTxn     *txn,
      BoCommand *command,
      GError   **error)
{
  const ShipRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autofree char *counted = NULL;
  g_autofree char *summary = NULL;
  BoAllocationRow  allocation;
  BoStockMoveRow   move = { .kind = BO_MOVE_SHIPMENT, .at = command->at };
  gint64           units;

  if (!bo_command_load_line (txn, request->line_id, &row, error) ||
      !bo_allocation_table_load (txn, row.id, &allocation, NULL, error) ||
      !check_ship (&allocation, request->units, error))
    return FALSE;

  units = request->units != 0 ? request->units : allocation.units - allocation.held;
  move.product_id = row.product_id;
  move.line_id = row.id;
  move.units = -units;
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  command->outcome->units = units;
  counted = bo_command_count (units, "unit");
  summary = g_strdup_printf ("%s %s of line %" G_GINT64_FORMAT, request->hand_over ? "Handed over" : "Shipped", counted, row.id);
  return bo_command_begin (txn, command, request->hand_over ? BO_EVENT_HAND_OVER : BO_EVENT_SHIP, summary, error) &&
         bo_line_ledger_ship (txn, &row, units, error) &&
         bo_stock_move_table_insert (txn, &move, error) != 0 &&
         bo_shipment_table_insert (txn, row.id, request->hand_over ? BO_SHIPMENT_HAND_OVER : BO_SHIPMENT_SHIPMENT,
                                   units, command->at, error) != 0 &&
         bo_line_ledger_refresh_held (txn, row.order_id, error);
}

/**
 * bo_service_ship_async:
 * @self: a #BoService
 * @line_id: a line
 * @units: how many left; 0 for all that may
 * @hand_over: handed over at the counter, not shipped
 * @external_id: (nullable): applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Records goods that left: only what is allocated to the line and not held until it is
 * complete.  What remains keeps its place (domain.md b.8).
 */
void
bo_service_ship_async (BoService          *self,
                       gint64              line_id,
                       gint64              units,
                       gboolean            hand_over,
                       const char         *external_id,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, ship, ship_request_new (line_id, units, hand_over, NULL), ship_request_free,
                          external_id, FALSE, cancellable, callback, user_data);
}

static gboolean
take_back (BoTxn     *txn,
           BoCommand *command,
           GError   **error)
{
  const ShipRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autofree char *counted = NULL;
  g_autofree char *summary = NULL;
  BoStockMoveRow   move = { .kind = BO_MOVE_RETURN, .units = request->units, .at = command->at };
  gint64           returned;

  if (!bo_command_load_line (txn, request->line_id, &row, error) ||
      !bo_stock_move_table_sum_returned (txn, row.product_id, row.id, &returned, error) ||
      !bo_command_check_text ("reason", request->reason, error) ||
      !bo_command_check_units (request->units, error))
    return FALSE;
  if (request->units > row.shipped - returned)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units of line %" G_GINT64_FORMAT " cannot come back: %" G_GINT64_FORMAT
                   " left and %" G_GINT64_FORMAT " of them came back already",
                   request->units, row.id, row.shipped, returned);
      return FALSE;
    }

  move.product_id = row.product_id;
  move.line_id = row.id;
  move.reason = bo_text_or_null (request->reason);
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  command->outcome->units = request->units;
  counted = bo_command_count (request->units, "unit");
  summary = bo_command_add_reason (g_strdup_printf ("Took back %s of line %" G_GINT64_FORMAT, counted, row.id),
                                   request->reason);
  return bo_command_begin (txn, command, BO_EVENT_RETURN, summary, error) &&
         bo_stock_move_table_insert (txn, &move, error) != 0 &&
         bo_redeal_free (txn, command, row.product_id, error);
}

/**
 * bo_service_return_async:
 * @self: a #BoService
 * @line_id: a line
 * @units: how many came back, at most those that left and did not come back yet
 * @reason: (nullable): why, for the history
 * @external_id: (nullable): applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Takes goods back into stock, where they go to the next in line; the line stays shipped.
 */
void
bo_service_return_async (BoService          *self,
                         gint64              line_id,
                         gint64              units,
                         const char         *reason,
                         const char         *external_id,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, take_back, ship_request_new (line_id, units, FALSE, reason), ship_request_free,
                          external_id, FALSE, cancellable, callback, user_data);
}
