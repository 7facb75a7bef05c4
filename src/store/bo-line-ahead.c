/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-query"

#include "config.h"

#include "bo-line-query.h"

#include "bo-table-util.h"

/* What ships complete stands where its oldest units do, whatever was added later. */
#define STANDS_SINCE                                                   \
  "CASE WHEN t.queued > l.queued"                                      \
  "  AND (SELECT ship FROM sales_order o WHERE o.id = l.order_id) = 0" \
  " THEN t.queued ELSE l.queued END"

#define COUNT_OTHERS(key, own_key)                                                                \
  "SELECT ifnull (sum (t.units), 0)"                                                              \
  " FROM line own JOIN line l ON l.product_id = own.product_id AND l.open > 0 AND l.id <> own.id" \
  " JOIN tranche t ON t.line_id = l.id"                                                           \
  " WHERE own.id = ?1 AND (" key STANDS_SINCE ", l.id) < (" own_key "?2, own.id)"

/* A line without a need date comes after those that have one. */
#define NEED(line) "ifnull (" line ".need, 9223372036854775807), "

static const char *
get_sql (BoKey key)
{
  switch (key)
    {
    case BO_KEY_PRIORITY:
      return COUNT_OTHERS ("l.class, ", "own.class, ");
    case BO_KEY_NEED:
      return COUNT_OTHERS (NEED ("l") "l.class, ", NEED ("own") "own.class, ");
    case BO_KEY_FIFO:
    default:
      return COUNT_OTHERS ("", "");
    }
}

/**
 * bo_line_query_count_ahead:
 * @txn: a transaction
 * @line_id: a line
 * @queued: since when some of its units queue, UTC seconds
 * @key: the order of the line in its product's queue
 * @units: (out): open units of other lines that stand before those
 * @error: return location for a #GError
 *
 * Counts units where they stand: what was added to a line later stands further back
 * than the line itself (tranche rule of domain.md b.1).  One pass over those who wait
 * for the product.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_query_count_ahead (BoTxn   *txn,
                           gint64   line_id,
                           gint64   queued,
                           BoKey    key,
                           gint64  *units,
                           GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, get_sql (key), error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  bo_stmt_bind_int64 (stmt, 2, queued);
  return bo_stmt_run_find (stmt, units, error);
}
