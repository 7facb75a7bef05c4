/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-ledger"

#include "config.h"

#include "bo-line-ledger.h"

#include "bo-allocation-table.h"
#include "bo-order-table.h"

/**
 * bo_line_ledger_raise:
 * @txn: a write with an event
 * @row: the line
 * @units: above 0; the line stays within BO_UNITS_MAX
 * @at: when, UTC seconds
 * @error: return location for a #GError
 *
 * The units added queue from now on: raising never jumps the queue (tranche rule
 * of domain.md b.1).
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_ledger_raise (BoTxn     *txn,
                      BoLineRow *row,
                      gint64     units,
                      gint64     at,
                      GError   **error)
{
  g_autoptr (GArray) tranches = bo_tranche_table_list (txn, row->id, error);
  const BoTrancheRow *youngest = NULL;

  if (tranches == NULL)
    return FALSE;
  if (tranches->len > 0)
    youngest = &g_array_index (tranches, BoTrancheRow, tranches->len - 1);

  /* A line has no two tranches of one time, and a clock may go backwards. */
  if (youngest != NULL && at <= youngest->queued)
    {
      if (!bo_tranche_table_set_units (txn, youngest->id, youngest->units + units, error))
        return FALSE;
    }
  else if (bo_tranche_table_insert (txn, row->id, units, at, error) == 0)
    return FALSE;

  if (youngest == NULL)
    row->queued = at;
  row->ordered += units;
  return bo_line_table_update (txn, row, error);
}

/* Frees @units of the line's allocation, unlocked ones first; the caller writes
 * the line. */
static gboolean
free_units (BoTxn     *txn,
            BoLineRow *row,
            gint64     units,
            GError   **error)
{
  BoAllocationRow    allocation;
  BoAllocationChange change;

  if (units == 0)
    return TRUE;
  if (!bo_allocation_table_load (txn, row->id, &allocation, NULL, error))
    return FALSE;

  change = (BoAllocationChange){ .id = allocation.id, .line_id = row->id };
  change.units = allocation.units - units;
  change.locked = MIN (allocation.locked, change.units);
  change.held = MIN (allocation.held, change.units);
  row->allocated = change.units;
  return bo_allocation_table_apply (txn, &change, 1, error);
}

gboolean
bo_line_ledger_take_places (BoTxn     *txn,
                            BoLineRow *row,
                            gint64     units,
                            gboolean   youngest,
                            GError   **error)
{
  g_autoptr (GArray) tranches = bo_tranche_table_list (txn, row->id, error);
  guint first = 0;
  guint end;

  if (tranches == NULL)
    return FALSE;
  end = tranches->len;
  while (units > 0 && first < end)
    {
      BoTrancheRow *tranche = &g_array_index (tranches, BoTrancheRow, youngest ? end - 1 : first);
      gint64        taken = MIN (units, tranche->units);

      units -= taken;
      tranche->units -= taken;
      if (!(tranche->units > 0 ? bo_tranche_table_set_units (txn, tranche->id, tranche->units, error)
                               : bo_tranche_table_delete (txn, tranche->id, error)))
        return FALSE;
      if (tranche->units > 0)
        break;
      if (youngest)
        end--;
      else
        first++;
    }

  /* A closed line keeps the time of its last tranche. */
  if (first < end)
    row->queued = g_array_index (tranches, BoTrancheRow, first).queued;
  else if (tranches->len > 0)
    row->queued = g_array_index (tranches, BoTrancheRow, youngest ? 0 : tranches->len - 1).queued;
  return TRUE;
}

/**
 * bo_line_ledger_reduce:
 * @txn: a write with an event
 * @row: the line
 * @units: above 0, at most its open units
 * @freed: (out): how many of its allocated units are free now
 * @error: return location for a #GError
 *
 * Cancels @units (domain.md b.8): the youngest tranche first, so that reducing
 * never loses the place, and what is not allocated first.  On-hand stays as it is.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_ledger_reduce (BoTxn     *txn,
                       BoLineRow *row,
                       gint64     units,
                       gint64    *freed,
                       GError   **error)
{
  gint64 open = bo_line_row_get_open (row);

  g_return_val_if_fail (units > 0 && units <= open, FALSE);

  *freed = MAX (row->allocated - (open - units), 0);
  if (!bo_line_ledger_take_places (txn, row, units, TRUE, error) ||
      !free_units (txn, row, *freed, error))
    return FALSE;

  row->cancelled += units;
  return bo_line_table_update (txn, row, error);
}

/**
 * bo_line_ledger_ship:
 * @txn: a write with an event
 * @row: the line
 * @units: above 0, at most what is allocated and not held
 * @error: return location for a #GError
 *
 * Takes @units as shipped, of the oldest tranche first, locked ones first: they
 * were set aside to leave.  What remains keeps its place.  Stock and shipment are
 * the caller's.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_ledger_ship (BoTxn     *txn,
                     BoLineRow *row,
                     gint64     units,
                     GError   **error)
{
  BoAllocationRow    allocation;
  BoAllocationChange change;

  if (!bo_allocation_table_load (txn, row->id, &allocation, NULL, error))
    return FALSE;
  g_return_val_if_fail (units > 0 && units <= allocation.units - allocation.held, FALSE);

  change = (BoAllocationChange){
    .id = allocation.id,
    .line_id = row->id,
    .units = allocation.units - units,
    .held = allocation.held,
    .locked = MIN (MAX (allocation.locked - units, 0), allocation.units - units),
  };
  if (!bo_line_ledger_take_places (txn, row, units, FALSE, error) ||
      !bo_allocation_table_apply (txn, &change, 1, error))
    return FALSE;

  row->allocated = change.units;
  row->shipped += units;
  return bo_line_table_update (txn, row, error);
}

/* A line of an order, with what it has. */
typedef struct
{
  BoLineRow       row;
  BoAllocationRow allocation;
} OrderLine;

static void
order_line_clear (gpointer data)
{
  OrderLine *line = data;

  bo_line_row_clear (&line->row);
}

static GArray *
load_order_lines (BoTxn   *txn,
                  gint64   order_id,
                  GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (OrderLine));
  g_autoptr (GArray) ids = bo_line_table_list_order (txn, order_id, error);

  g_array_set_clear_func (lines, order_line_clear);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      OrderLine line = { 0 };

      if (!bo_line_table_load (txn, g_array_index (ids, gint64, i), &line.row, error) ||
          !bo_allocation_table_load (txn, line.row.id, &line.allocation, NULL, error))
        {
          order_line_clear (&line);
          return NULL;
        }
      g_array_append_val (lines, line);
    }
  return g_steal_pointer (&lines);
}

static gboolean
is_full (const BoLineRow *row)
{
  return row->allocated == bo_line_row_get_open (row);
}

/**
 * bo_line_ledger_refresh_held:
 * @txn: a write with an event
 * @order_id: an order that something happened to
 * @error: return location for a #GError
 *
 * What a line has may leave once it is complete, or once its whole order is,
 * where they ship so; until then it is held.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_ledger_refresh_held (BoTxn   *txn,
                             gint64   order_id,
                             GError **error)
{
  g_autoptr (BoOrderRow) order = NULL;
  g_autoptr (GArray) lines = NULL;
  gboolean whole = TRUE;

  if (!bo_order_table_load (txn, order_id, &order, error))
    return FALSE;
  lines = load_order_lines (txn, order_id, error);
  if (lines == NULL)
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    whole = whole && is_full (&g_array_index (lines, OrderLine, i).row);
  for (guint i = 0; i < lines->len; i++)
    {
      const OrderLine   *line = &g_array_index (lines, OrderLine, i);
      BoAllocationChange change = {
        .id = line->allocation.id,
        .line_id = line->row.id,
        .units = line->allocation.units,
        .locked = line->allocation.locked,
      };

      if ((order->ship == BO_SHIP_LINE_COMPLETE && !is_full (&line->row)) ||
          (order->ship == BO_SHIP_ORDER_COMPLETE && !whole))
        change.held = change.units;
      if (change.id != 0 && change.held != line->allocation.held &&
          !bo_allocation_table_apply (txn, &change, 1, error))
        return FALSE;
    }
  return TRUE;
}
