/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-outbox-table"

#include "config.h"

#include "bo-outbox-table.h"

#include "bo-table-util.h"

#define COLUMNS                                                                         \
  "SELECT c.id, c.kind, c.remote_id, c.product_id, c.order_id, c.mine, c.theirs, c.at," \
  " c.dismissed, p.sku, p.name, o.number FROM conflict c"                               \
  " LEFT JOIN product p ON p.id = c.product_id LEFT JOIN sales_order o ON o.id = c.order_id"

void
bo_conflict_row_free (BoConflictRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->sku);
  g_free ((char *) row->product);
  g_free ((char *) row->order_number);
  g_free (row);
}

static BoConflictRow *
read_row (BoStmt *stmt)
{
  BoConflictRow *row = g_new0 (BoConflictRow, 1);

  row->id = bo_stmt_get_int64 (stmt, 0);
  row->kind = (int) bo_stmt_get_int64 (stmt, 1);
  row->remote_id = bo_stmt_get_int64 (stmt, 2);
  row->product_id = bo_stmt_get_int64 (stmt, 3);
  row->order_id = bo_stmt_get_int64 (stmt, 4);
  row->mine = bo_stmt_get_int64 (stmt, 5);
  row->theirs = bo_stmt_get_int64 (stmt, 6);
  row->at = bo_stmt_get_int64 (stmt, 7);
  row->dismissed = bo_stmt_get_int64 (stmt, 8) != 0;
  row->sku = g_strdup (bo_stmt_get_text (stmt, 9));
  row->product = g_strdup (bo_stmt_get_text (stmt, 10));
  row->order_number = g_strdup (bo_stmt_get_text (stmt, 11));
  return row;
}

gboolean
bo_conflict_table_put (BoTxn               *txn,
                       const BoConflictRow *row,
                       GError             **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO conflict (kind, remote_id, product_id, order_id, mine, theirs, at)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                         " ON CONFLICT (kind, remote_id) DO UPDATE SET"
                         " dismissed = dismissed AND mine = excluded.mine AND theirs = excluded.theirs,"
                         " mine = excluded.mine, theirs = excluded.theirs, product_id = excluded.product_id,"
                         " order_id = excluded.order_id",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->kind);
  bo_stmt_bind_int64 (stmt, 2, row->remote_id);
  bo_stmt_bind_optional (stmt, 3, row->product_id, 0);
  bo_stmt_bind_optional (stmt, 4, row->order_id, 0);
  bo_stmt_bind_int64 (stmt, 5, row->mine);
  bo_stmt_bind_int64 (stmt, 6, row->theirs);
  bo_stmt_bind_int64 (stmt, 7, row->at);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_conflict_table_load (BoTxn          *txn,
                        gint64          id,
                        BoConflictRow **row,
                        GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, COLUMNS " WHERE c.id = ?1 AND c.dismissed = 0", error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    *row = read_row (stmt);
  return bo_stmt_check_end (&local_error, error);
}

GPtrArray *
bo_conflict_table_list (BoTxn   *txn,
                        GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_row_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, COLUMNS " WHERE c.dismissed = 0 ORDER BY c.id", error);

  if (stmt == NULL)
    return NULL;
  while (bo_stmt_step (stmt, &local_error))
    g_ptr_array_add (rows, read_row (stmt));
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
bo_conflict_table_count (BoTxn   *txn,
                         gint64  *count,
                         GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT count (*) FROM conflict WHERE dismissed = 0", error);

  return stmt != NULL && bo_stmt_run_find (stmt, count, error);
}

gboolean
bo_conflict_table_dismiss (BoTxn   *txn,
                           gint64   id,
                           GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "UPDATE conflict SET dismissed = 1 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_conflict_table_delete (BoTxn   *txn,
                          int      kind,
                          gint64   remote_id,
                          GError **error)
{
  return bo_txn_run (txn, "DELETE FROM conflict WHERE kind = ?1 AND remote_id = ?2", kind, remote_id, error);
}
