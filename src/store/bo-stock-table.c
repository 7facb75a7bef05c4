/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-stock-table"

#include "config.h"

#include "bo-stock-table.h"

#include "bo-table-util.h"

static const char *const move_names[] = {
  [BO_MOVE_RECEIPT] = "receipt",
  [BO_MOVE_SHIPMENT] = "shipment",
  [BO_MOVE_RETURN] = "return",
  [BO_MOVE_COUNT] = "count",
  [BO_MOVE_SHOP] = "shop",
};

static const char *const shipment_names[] = {
  [BO_SHIPMENT_HAND_OVER] = "hand-over",
  [BO_SHIPMENT_SHIPMENT] = "shipment",
  [BO_SHIPMENT_HISTORY] = "history",
};

/**
 * bo_stock_move_table_insert:
 * @txn: a write
 * @row: the move
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_stock_move_table_insert (BoTxn                *txn,
                            const BoStockMoveRow *row,
                            GError              **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO stock_move (product_id, kind, units, line_id, receipt_id, reason, at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         error);
  if (stmt == NULL)
    return 0;
  bo_stmt_bind_int64 (stmt, 1, row->product_id);
  bo_stmt_bind_text (stmt, 2, move_names[row->kind]);
  bo_stmt_bind_int64 (stmt, 3, row->units);
  bo_stmt_bind_optional (stmt, 4, row->line_id, 0);
  bo_stmt_bind_optional (stmt, 5, row->receipt_id, 0);
  bo_stmt_bind_text (stmt, 6, row->reason);
  bo_stmt_bind_int64 (stmt, 7, row->at);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_receipt_table_insert_received:
 * @txn: a write
 * @row: what arrived
 * @error: return location for a #GError
 *
 * Writes a receipt that has arrived; its stock move is the caller's.
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_receipt_table_insert_received (BoTxn              *txn,
                                  const BoReceiptRow *row,
                                  GError            **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO receipt (product_id, supplier_id, reference, units, day, state)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, 'received')",
                         error);
  if (stmt == NULL)
    return 0;
  bo_stmt_bind_int64 (stmt, 1, row->product_id);
  bo_stmt_bind_optional (stmt, 2, row->supplier_id, 0);
  bo_stmt_bind_text (stmt, 3, row->reference != NULL ? row->reference : "");
  bo_stmt_bind_int64 (stmt, 4, row->units);
  bo_stmt_bind_int64 (stmt, 5, row->day);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_shipment_table_insert:
 * @txn: a write
 * @line_id: the line
 * @kind: how its units left
 * @units: not 0
 * @at: UTC seconds
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_shipment_table_insert (BoTxn         *txn,
                          gint64         line_id,
                          BoShipmentKind kind,
                          gint64         units,
                          gint64         at,
                          GError       **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "INSERT INTO shipment (line_id, kind, units, at) VALUES (?1, ?2, ?3, ?4)", error);
  if (stmt == NULL)
    return 0;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  bo_stmt_bind_text (stmt, 2, shipment_names[kind]);
  bo_stmt_bind_int64 (stmt, 3, units);
  bo_stmt_bind_int64 (stmt, 4, at);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_stock_move_table_sum_returned:
 * @txn: a transaction
 * @product_id: the product of the line
 * @line_id: a line
 * @returned: (out): units that came back since they were shipped
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_stock_move_table_sum_returned (BoTxn   *txn,
                                  gint64   product_id,
                                  gint64   line_id,
                                  gint64  *returned,
                                  GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT ifnull (sum (units), 0) FROM stock_move"
                         " WHERE product_id = ?1 AND line_id = ?2 AND kind = 'return'",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  bo_stmt_bind_int64 (stmt, 2, line_id);
  return bo_stmt_run_find (stmt, returned, error);
}
