/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-settle-query"

#include "config.h"

#include "bo-settle-query.h"

#include "bo-table-util.h"

gboolean
bo_settle_query_sums (BoTxn        *txn,
                      gint64        remote_product_id,
                      BoSettleSums *sums,
                      GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  *sums = (BoSettleSums){ 0 };
  stmt = bo_txn_prepare (txn,
                         "SELECT sum (r.reduced), sum (iif (r.fate = 1, max (r.reduced - l.shipped, 0), 0)),"
                         " sum (iif (r.fate = 0, r.reduced, 0)),"
                         " sum (iif (r.fate = 1, min (l.open, max (r.reduced - l.shipped, 0)), 0))"
                         " FROM remote_line r LEFT JOIN line l ON l.id = r.line_id"
                         " WHERE r.remote_product_id = ?1 AND r.fate <> 4",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, remote_product_id);
  if (bo_stmt_step (stmt, &local_error))
    {
      sums->reduced = bo_stmt_get_int64 (stmt, 0);
      sums->here = bo_stmt_get_int64 (stmt, 1);
      sums->undecided = bo_stmt_get_int64 (stmt, 2);
      sums->open = bo_stmt_get_int64 (stmt, 3);
    }
  return bo_stmt_check_end (&local_error, error);
}

GArray *
bo_settle_query_undecided (BoTxn   *txn,
                           gint64   remote_product_id,
                           GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BoUndecided));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT r.id, r.remote_order_id, r.quantity, r.wanted, r.reduced, r.price, r.queued, r.covered,"
                         " o.order_id, s.customer_id, o.class, o.planned, o.modified, o.currency"
                         " FROM remote_line r JOIN remote_order o ON o.id = r.remote_order_id"
                         " JOIN sales_order s ON s.id = o.order_id"
                         " WHERE r.remote_product_id = ?1 AND r.fate <> 4 AND r.fate = 0 ORDER BY r.id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, remote_product_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoUndecided row = {
        .line = {
            .id = bo_stmt_get_int64 (stmt, 0),
            .remote_order_id = bo_stmt_get_int64 (stmt, 1),
            .remote_product_id = remote_product_id,
            .fate = BO_REMOTE_UNDECIDED,
            .quantity = bo_stmt_get_int64 (stmt, 2),
            .wanted = bo_stmt_get_int64 (stmt, 3),
            .reduced = bo_stmt_get_int64 (stmt, 4),
            .price = bo_stmt_get_int64 (stmt, 5),
            .queued = bo_stmt_get_int64 (stmt, 6),
            .covered = bo_stmt_get_int64 (stmt, 7),
        },
        .order_id = bo_stmt_get_int64 (stmt, 8),
        .customer_id = bo_stmt_get_int64 (stmt, 9),
        .priority_class = (int) bo_stmt_get_int64 (stmt, 10),
        .planned = bo_stmt_get_int64 (stmt, 11) != 0,
        .modified = bo_stmt_get_int64 (stmt, 12),
      };

      g_strlcpy (row.currency, bo_stmt_get_text (stmt, 13), sizeof row.currency);
      g_array_append_val (rows, row);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
bo_settle_query_in_motion (BoTxn    *txn,
                           gint64    remote_product_id,
                           gint64    since,
                           gint64    until,
                           gboolean *in_motion,
                           GError  **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  gint64 id = 0;

  stmt = bo_txn_prepare (txn,
                         "SELECT r.id FROM remote_line r JOIN remote_order o ON o.id = r.remote_order_id"
                         " WHERE r.remote_product_id = ?1 AND r.fate <> 4 AND r.fate IN (0, 1, 2)"
                         " AND r.reduced < r.quantity AND o.meaning = 1 AND o.planned = 0 AND o.lapsed = 0 AND o.state = 0"
                         " AND o.modified BETWEEN ?2 AND ?3 LIMIT 1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, remote_product_id);
  bo_stmt_bind_int64 (stmt, 2, since);
  bo_stmt_bind_int64 (stmt, 3, until);
  if (!bo_stmt_run_find (stmt, &id, error))
    return FALSE;
  *in_motion = id != 0;
  return TRUE;
}

GArray *
bo_settle_query_ghosts (BoTxn   *txn,
                        gint64   remote_product_id,
                        GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BoGhost));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT r.id, r.reduced - iif (o.meaning = 2, l.shipped, 0), iif (o.meaning = 2, 0, l.shipped)"
                         " FROM remote_line r JOIN line l ON l.id = r.line_id"
                         " JOIN remote_order o ON o.id = r.remote_order_id"
                         " WHERE r.remote_product_id = ?1 AND r.fate <> 4 AND r.fate = 1 AND r.reduced > iif (o.meaning = 2, l.shipped, 0)"
                         " AND (o.state <> 0 OR o.meaning <> 1 OR r.quantity = 0) ORDER BY r.id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, remote_product_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoGhost ghost = { bo_stmt_get_int64 (stmt, 0), bo_stmt_get_int64 (stmt, 1), bo_stmt_get_int64 (stmt, 2) };

      g_array_append_val (rows, ghost);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
bo_settle_query_take_reduced (BoTxn   *txn,
                              gint64   remote_line_id,
                              gint64   units,
                              GError **error)
{
  return bo_txn_run (txn, "UPDATE remote_line SET reduced = reduced - ?2 WHERE id = ?1", remote_line_id, units, error);
}

gboolean
bo_settle_query_has_moves (BoTxn    *txn,
                           gint64    product_id,
                           gboolean *has_moves,
                           GError  **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT id FROM stock_move WHERE product_id = ?1 LIMIT 1", error);
  gint64 id = 0;

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  if (!bo_stmt_run_find (stmt, &id, error))
    return FALSE;
  *has_moves = id != 0;
  return TRUE;
}

static void
place_to_write_free (gpointer data)
{
  BoPlaceToWrite *place = data;

  g_free (place->sku);
  g_free (place->place);
  g_free (place);
}

GPtrArray *
bo_settle_query_places (BoTxn   *txn,
                        gint64   after,
                        guint    limit,
                        GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (place_to_write_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT o.id, l.id, p.sku, o.place FROM"
                         " (SELECT * FROM remote_order WHERE id > ?1 AND meaning = 1 AND state = 0 AND order_id IS NOT NULL"
                         "  ORDER BY id LIMIT ?2) o"
                         " LEFT JOIN line l ON l.order_id = o.order_id AND l.open > 0"
                         " LEFT JOIN product p ON p.id = l.product_id"
                         " ORDER BY o.id, l.id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, after);
  bo_stmt_bind_int64 (stmt, 2, limit);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoPlaceToWrite *place = g_new0 (BoPlaceToWrite, 1);

      place->remote_id = bo_stmt_get_int64 (stmt, 0);
      place->line_id = bo_stmt_get_int64 (stmt, 1);
      place->sku = g_strdup (bo_stmt_get_text (stmt, 2));
      place->place = g_strdup (bo_stmt_get_text (stmt, 3));
      g_ptr_array_add (rows, place);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}
