/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-line-shop.h"

#include "bo-allocation-table.h"
#include "bo-journal.h"
#include "bo-line-ledger.h"
#include "bo-product-table.h"
#include "bo-stock-table.h"

/* Gives the line what is free, and lets all of it go. */
static gboolean
let_go (BoTxn     *txn,
        BoLineRow *row,
        gint64     open,
        gint64    *units,
        GError   **error)
{
  BoAllocationRow    allocation;
  BoAllocationChange change;
  BoProductState     state;

  if (!bo_journal_flush (txn, error) ||
      !bo_product_table_load_state (txn, row->product_id, &state, error) ||
      !bo_allocation_table_load (txn, row->id, &allocation, NULL, error))
    return FALSE;

  change = (BoAllocationChange){
    .id = allocation.id,
    .line_id = row->id,
    .units = allocation.units + MIN (state.on_hand - state.allocated, open - allocation.units),
    .locked = allocation.locked,
  };
  change.moved = change.units != allocation.units;
  *units = change.units;
  if (change.units == 0)
    return TRUE;
  if (change.id == 0)
    change.why = "";
  if (!bo_allocation_table_apply (txn, &change, 1, error))
    return FALSE;
  row->allocated = change.units;
  return TRUE;
}

gboolean
bo_line_shop_leave (BoTxn     *txn,
                    BoLineRow *row,
                    gint64     at,
                    gint64    *moved,
                    GError   **error)
{
  gint64         open = bo_line_row_get_open (row);
  BoStockMoveRow move = { .product_id = row->product_id, .kind = BO_MOVE_SHIPMENT, .line_id = row->id, .at = at };

  *moved = 0;
  if (open == 0)
    return TRUE;
  if (!let_go (txn, row, open, moved, error))
    return FALSE;
  move.units = -*moved;
  if (*moved > 0 && (!bo_line_ledger_ship (txn, row, *moved, error) ||
                     bo_stock_move_table_insert (txn, &move, error) == 0 ||
                     bo_shipment_table_insert (txn, row->id, BO_SHIPMENT_SHIPMENT, *moved, at, error) == 0))
    return FALSE;
  if (*moved == open)
    return TRUE;

  if (!bo_line_ledger_take_places (txn, row, open - *moved, FALSE, error) ||
      bo_shipment_table_insert (txn, row->id, BO_SHIPMENT_HISTORY, open - *moved, at, error) == 0)
    return FALSE;
  row->shipped += open - *moved;
  return bo_line_table_update (txn, row, error);
}

/* A place for @units from @at on; the youngest, so nobody is passed. */
static gboolean
add_place (BoTxn     *txn,
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
  else
    row->queued = at;
  if (youngest != NULL && at <= youngest->queued)
    return bo_tranche_table_set_units (txn, youngest->id, youngest->units + units, error);
  return bo_tranche_table_insert (txn, row->id, units, at, error) != 0;
}

gboolean
bo_line_shop_want_again (BoTxn     *txn,
                         BoLineRow *row,
                         gint64     units,
                         gint64     at,
                         GError   **error)
{
  row->cancelled -= units;
  return add_place (txn, row, units, at, error) && bo_line_table_update (txn, row, error);
}

gboolean
bo_line_shop_come_back (BoTxn     *txn,
                        BoLineRow *row,
                        gint64     units,
                        gint64     moved,
                        gint64     at,
                        gint64     now,
                        GError   **error)
{
  BoStockMoveRow move = {
    .product_id = row->product_id,
    .kind = BO_MOVE_SHOP,
    .units = moved,
    .line_id = row->id,
    .at = now,
  };

  row->shipped -= units;
  return add_place (txn, row, units, at, error) && bo_line_table_update (txn, row, error) &&
         bo_shipment_table_insert (txn, row->id, BO_SHIPMENT_HISTORY, -units, now, error) != 0 &&
         (moved == 0 || bo_stock_move_table_insert (txn, &move, error) != 0);
}
