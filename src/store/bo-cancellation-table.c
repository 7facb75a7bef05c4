/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-cancellation-table"

#include "config.h"

#include "bo-cancellation-table.h"

#include "bo-table-util.h"

/**
 * bo_cancellation_table_insert:
 * @txn: a write
 * @row: the cancelling row; its id is not looked at
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_cancellation_table_insert (BoTxn                   *txn,
                              const BoCancellationRow *row,
                              GError                 **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO cancellation (source, external_id, product_id, occurrence, units, matched, at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         error);
  if (stmt == NULL)
    return 0;
  bo_stmt_bind_text (stmt, 1, row->source);
  bo_stmt_bind_text (stmt, 2, row->external_id);
  bo_stmt_bind_int64 (stmt, 3, row->product_id);
  bo_stmt_bind_int64 (stmt, 4, row->occurrence);
  bo_stmt_bind_int64 (stmt, 5, row->units);
  bo_stmt_bind_int64 (stmt, 6, row->matched);
  bo_stmt_bind_int64 (stmt, 7, row->at);
  return bo_stmt_run_insert (stmt, txn, error);
}

gboolean
bo_cancellation_table_update (BoTxn   *txn,
                              gint64   id,
                              gint64   units,
                              gint64   matched,
                              GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "UPDATE cancellation SET units = ?2, matched = ?3 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  bo_stmt_bind_int64 (stmt, 2, units);
  bo_stmt_bind_int64 (stmt, 3, matched);
  return bo_stmt_run (stmt, error);
}
