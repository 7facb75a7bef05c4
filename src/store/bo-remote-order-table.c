/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-remote-table"

#include "config.h"

#include "bo-remote-order-table.h"

#include "bo-table-util.h"

/**
 * bo_remote_order_table_load:
 * @txn: a transaction
 * @id: the shop's id
 * @row: (out) (transfer full) (nullable): the row, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_remote_order_table_load (BoTxn             *txn,
                            gint64             id,
                            BoRemoteOrderRow **row,
                            GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT order_id, status, meaning, modified, queued, paid, lapsed, class,"
                                            " planned, currency, place, state, hash FROM remote_order WHERE id = ?1",
                                            error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoRemoteOrderRow, 1);
      (*row)->id = id;
      (*row)->order_id = bo_stmt_get_int64 (stmt, 0);
      (*row)->status = g_strdup (bo_stmt_get_text (stmt, 1));
      (*row)->meaning = (BoRemoteOrderState) bo_stmt_get_int64 (stmt, 2);
      (*row)->modified = bo_stmt_get_int64 (stmt, 3);
      (*row)->queued = bo_stmt_get_int64 (stmt, 4);
      (*row)->paid = bo_stmt_get_int64 (stmt, 5);
      (*row)->lapsed = bo_stmt_get_int64 (stmt, 6) != 0;
      (*row)->priority_class = (int) bo_stmt_get_int64 (stmt, 7);
      (*row)->planned = bo_stmt_get_int64 (stmt, 8) != 0;
      (*row)->currency = g_strdup (bo_stmt_get_text (stmt, 9));
      (*row)->place = g_strdup (bo_stmt_get_text (stmt, 10));
      (*row)->state = (BoRemoteState) bo_stmt_get_int64 (stmt, 11);
      (*row)->hash = bo_stmt_get_int64 (stmt, 12);
    }
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_remote_order_table_put (BoTxn                  *txn,
                           const BoRemoteOrderRow *row,
                           GError                **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO remote_order (id, order_id, status, meaning, modified, queued, paid, lapsed, class,"
                         " planned, currency, place, state, hash)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
                         " ON CONFLICT (id) DO UPDATE SET order_id = excluded.order_id, status = excluded.status,"
                         " meaning = excluded.meaning, modified = excluded.modified, queued = excluded.queued,"
                         " paid = excluded.paid, lapsed = excluded.lapsed, class = excluded.class,"
                         " planned = excluded.planned, currency = excluded.currency, place = excluded.place,"
                         " state = excluded.state, hash = excluded.hash",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_optional (stmt, 2, row->order_id, 0);
  bo_stmt_bind_text (stmt, 3, row->status != NULL ? row->status : "");
  bo_stmt_bind_int64 (stmt, 4, row->meaning);
  bo_stmt_bind_int64 (stmt, 5, row->modified);
  bo_stmt_bind_int64 (stmt, 6, row->queued);
  bo_stmt_bind_int64 (stmt, 7, row->paid);
  bo_stmt_bind_int64 (stmt, 8, row->lapsed ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 9, row->priority_class);
  bo_stmt_bind_int64 (stmt, 10, row->planned ? 1 : 0);
  bo_stmt_bind_text (stmt, 11, row->currency != NULL ? row->currency : "");
  bo_stmt_bind_text (stmt, 12, row->place);
  bo_stmt_bind_int64 (stmt, 13, row->state);
  bo_stmt_bind_int64 (stmt, 14, row->hash);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_remote_order_table_find (BoTxn   *txn,
                            gint64   order_id,
                            gint64  *id,
                            GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT id FROM remote_order WHERE order_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, order_id);
  return bo_stmt_run_find (stmt, id, error);
}

gboolean
bo_remote_order_table_set_place (BoTxn      *txn,
                                 gint64      id,
                                 const char *place,
                                 GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "UPDATE remote_order SET place = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  bo_stmt_bind_text (stmt, 2, place);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_remote_order_table_touch (BoTxn   *txn,
                             gint64   id,
                             gint64   modified,
                             GError **error)
{
  g_autoptr (BoStmt) products = NULL;
  g_autoptr (BoStmt) order = NULL;

  products = bo_txn_prepare (txn,
                             "UPDATE remote_product SET settle = 2 WHERE settle = 1"
                             " AND id IN (SELECT remote_product_id FROM remote_line WHERE remote_order_id = ?1)",
                             error);
  if (products == NULL)
    return FALSE;
  bo_stmt_bind_int64 (products, 1, id);
  if (!bo_stmt_run (products, error))
    return FALSE;
  /* Most often there are none, and then its date makes no difference. */
  if (bo_db_get_changes (bo_txn_get_db (txn)) == 0)
    return TRUE;
  order = bo_txn_prepare (txn, "UPDATE remote_order SET modified = ?2 WHERE id = ?1", error);
  if (order == NULL)
    return FALSE;
  bo_stmt_bind_int64 (order, 1, id);
  bo_stmt_bind_int64 (order, 2, modified);
  return bo_stmt_run (order, error);
}

GArray *
bo_remote_order_table_list_unpaid (BoTxn      *txn,
                                   const char *status,
                                   gint64      until,
                                   GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT id FROM remote_order WHERE meaning = 1 AND paid = 0 AND lapsed = 0 AND status = ?1"
                         " AND queued < ?2 AND state = 0 ORDER BY id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_text (stmt, 1, status);
  bo_stmt_bind_int64 (stmt, 2, until);
  return bo_stmt_run_list (stmt, error);
}

void
bo_remote_order_row_free (BoRemoteOrderRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->status);
  g_free ((char *) row->currency);
  g_free ((char *) row->place);
  g_free (row);
}

GArray *
bo_remote_line_table_list (BoTxn   *txn,
                           gint64   remote_order_id,
                           GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BoRemoteLineRow));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT id, remote_product_id, line_id, fate, quantity, wanted, reduced, price,"
                                            " queued, covered, done, done_moved"
                                            " FROM remote_line WHERE remote_order_id = ?1 ORDER BY id",
                                            error);

  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, remote_order_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoRemoteLineRow row = {
        .id = bo_stmt_get_int64 (stmt, 0),
        .remote_order_id = remote_order_id,
        .remote_product_id = bo_stmt_get_int64 (stmt, 1),
        .line_id = bo_stmt_get_int64 (stmt, 2),
        .fate = (BoRemoteFate) bo_stmt_get_int64 (stmt, 3),
        .quantity = bo_stmt_get_int64 (stmt, 4),
        .wanted = bo_stmt_get_int64 (stmt, 5),
        .reduced = bo_stmt_get_int64 (stmt, 6),
        .price = bo_stmt_get_int64 (stmt, 7),
        .queued = bo_stmt_get_int64 (stmt, 8),
        .covered = bo_stmt_get_int64 (stmt, 9),
        .done = bo_stmt_get_int64 (stmt, 10),
        .done_moved = bo_stmt_get_int64 (stmt, 11),
      };

      g_array_append_val (rows, row);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
bo_remote_line_table_put (BoTxn                 *txn,
                          const BoRemoteLineRow *row,
                          GError               **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO remote_line (id, remote_order_id, remote_product_id, line_id, fate, quantity, wanted,"
                         " reduced, price, queued, covered, done, done_moved)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
                         " ON CONFLICT (id) DO UPDATE SET remote_order_id = excluded.remote_order_id,"
                         " remote_product_id = excluded.remote_product_id, line_id = excluded.line_id,"
                         " fate = excluded.fate, quantity = excluded.quantity, wanted = excluded.wanted,"
                         " reduced = excluded.reduced, price = excluded.price, queued = excluded.queued,"
                         " covered = excluded.covered, done = excluded.done, done_moved = excluded.done_moved",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_int64 (stmt, 2, row->remote_order_id);
  bo_stmt_bind_int64 (stmt, 3, row->remote_product_id);
  bo_stmt_bind_optional (stmt, 4, row->line_id, 0);
  bo_stmt_bind_int64 (stmt, 5, row->fate);
  bo_stmt_bind_int64 (stmt, 6, row->quantity);
  bo_stmt_bind_int64 (stmt, 7, row->wanted);
  bo_stmt_bind_int64 (stmt, 8, row->reduced);
  bo_stmt_bind_int64 (stmt, 9, row->price);
  bo_stmt_bind_int64 (stmt, 10, row->queued);
  bo_stmt_bind_int64 (stmt, 11, row->covered);
  bo_stmt_bind_int64 (stmt, 12, row->done);
  bo_stmt_bind_int64 (stmt, 13, row->done_moved);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_remote_line_table_decide_again (BoTxn   *txn,
                                   gint64   remote_product_id,
                                   GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE remote_line SET fate = 0, covered = 0"
                         " WHERE remote_product_id = ?1 AND fate <> 4 AND fate = 2",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, remote_product_id);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_remote_line_table_is_linked (BoTxn    *txn,
                                gint64    line_id,
                                gboolean *linked,
                                GError  **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT id FROM remote_line WHERE line_id = ?1", error);
  gint64 id = 0;

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  if (!bo_stmt_run_find (stmt, &id, error))
    return FALSE;
  *linked = id != 0;
  return TRUE;
}
