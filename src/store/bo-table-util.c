/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-store"

#include "config.h"

#include "bo-table-util.h"

/**
 * bo_txn_run:
 * @txn: a write
 * @sql: what changes one row or some, with both parameters
 * @first: for ?1
 * @second: for ?2
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when it could not be run
 */
gboolean
bo_txn_run (BoTxn      *txn,
            const char *sql,
            gint64      first,
            gint64      second,
            GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, sql, error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, first);
  bo_stmt_bind_int64 (stmt, 2, second);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_stmt_run_insert:
 * @stmt: an INSERT of one row, bound
 * @txn: its transaction
 * @error: return location for a #GError
 *
 * Returns: the id of the row, or 0 with @error set
 */
gint64
bo_stmt_run_insert (BoStmt  *stmt,
                    BoTxn   *txn,
                    GError **error)
{
  if (!bo_stmt_run (stmt, error))
    return 0;
  return bo_db_get_last_id (bo_txn_get_db (txn));
}

/**
 * bo_stmt_run_list:
 * @stmt: a SELECT of ids, bound
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): the ids, or %NULL with @error
 *   set
 */
GArray *
bo_stmt_run_list (BoStmt  *stmt,
                  GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;

  while (bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&ids);
}
