/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-store"

#include "config.h"

#include "bo-import-query.h"

/**
 * bo_import_query_find_product:
 * @txn: a transaction
 * @sku_key: a folded SKU
 * @product_id: (out): its product, 0 without one
 * @unnamed: (out): whether the product has no name yet
 * @error: return location
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_find_product (BoTxn      *txn,
                              const char *sku_key,
                              gint64     *product_id,
                              gboolean   *unnamed,
                              GError    **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt =
      bo_db_prepare (bo_txn_get_db (txn), "SELECT id, name = '' FROM product WHERE sku_key = ?1", error);

  *product_id = 0;
  *unnamed = FALSE;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, sku_key);
  if (bo_stmt_step (stmt, &local_error))
    {
      *product_id = bo_stmt_get_int64 (stmt, 0);
      *unnamed = bo_stmt_get_int64 (stmt, 1) != 0;
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * bo_import_query_find_customer:
 * @txn: a transaction
 * @source: where the customer's number is from
 * @external_id: the number
 * @customer_id: (out): the customer, 0 without one
 * @priority_class: (out): of that customer
 * @error: return location
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_find_customer (BoTxn      *txn,
                               const char *source,
                               const char *external_id,
                               gint64     *customer_id,
                               int        *priority_class,
                               GError    **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (
      bo_txn_get_db (txn), "SELECT id, class FROM customer WHERE source = ?1 AND external_id = ?2", error);

  *customer_id = 0;
  *priority_class = 0;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, source);
  bo_stmt_bind_text (stmt, 2, external_id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *customer_id = bo_stmt_get_int64 (stmt, 0);
      *priority_class = (int) bo_stmt_get_int64 (stmt, 1);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * bo_import_query_find_order:
 * @txn: a transaction
 * @source: where the order's number is from
 * @external_id: the number
 * @order_id: (out): the order, 0 without one
 * @customer_id: (out): its customer
 * @priority_class: (out): of that customer
 * @error: return location
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_find_order (BoTxn      *txn,
                            const char *source,
                            const char *external_id,
                            gint64     *order_id,
                            gint64     *customer_id,
                            int        *priority_class,
                            GError    **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt =
      bo_db_prepare (bo_txn_get_db (txn),
                     "SELECT o.id, o.customer_id, c.class FROM sales_order o JOIN customer c ON c.id = o.customer_id"
                     " WHERE o.source = ?1 AND o.external_id = ?2",
                     error);

  *order_id = 0;
  *customer_id = 0;
  *priority_class = 0;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, source);
  bo_stmt_bind_text (stmt, 2, external_id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *order_id = bo_stmt_get_int64 (stmt, 0);
      *customer_id = bo_stmt_get_int64 (stmt, 1);
      *priority_class = (int) bo_stmt_get_int64 (stmt, 2);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * bo_import_query_load_lines:
 * @txn: a transaction
 * @order_id: an order
 * @product_id: a product, or 0 for all
 * @lines: (element-type BoImportedLine): emptied and filled
 * @error: return location
 *
 * Loads the lines of an order that came from a file, by occurrence.
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_load_lines (BoTxn   *txn,
                            gint64   order_id,
                            gint64   product_id,
                            GArray  *lines,
                            GError **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn),
                                           "SELECT id, product_id, occurrence, imported, imported_price FROM line"
                                           " WHERE order_id = ?1 AND occurrence IS NOT NULL AND (?2 = 0 OR product_id = ?2)"
                                           " ORDER BY occurrence, id",
                                           error);

  g_array_set_size (lines, 0);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, order_id);
  bo_stmt_bind_int64 (stmt, 2, product_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoImportedLine line = {
        .id = bo_stmt_get_int64 (stmt, 0),
        .product_id = bo_stmt_get_int64 (stmt, 1),
        .occurrence = bo_stmt_get_int64 (stmt, 2),
        .units = bo_stmt_get_int64 (stmt, 3),
        .price = bo_stmt_get_int64 (stmt, 4),
      };

      g_array_append_val (lines, line);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * bo_import_query_sum_history:
 * @txn: a transaction
 * @line_id: a line
 * @units: (out): how many of its units came as shipped already, less those taken back
 * @error: return location
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_sum_history (BoTxn   *txn,
                             gint64   line_id,
                             gint64  *units,
                             GError **error)
{
  g_autoptr (BoStmt) stmt =
      bo_db_prepare (bo_txn_get_db (txn),
                     "SELECT ifnull (sum (units), 0) FROM shipment WHERE line_id = ?1 AND kind = 'history'", error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  if (!bo_stmt_step (stmt, error))
    return FALSE;
  *units = bo_stmt_get_int64 (stmt, 0);
  return TRUE;
}

/**
 * bo_import_query_load_cancellable:
 * @txn: a transaction
 * @source: where the orders are from
 * @customer_id: a customer
 * @product_id: a product
 * @until: UTC seconds
 * @line_ids: (element-type gint64): emptied and filled
 * @error: return location
 *
 * Loads the imported lines of that customer and product, ordered at @until or
 * before, that may have units to cancel: open ones, or ones that came as shipped
 * already.  The youngest line comes first.
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_load_cancellable (BoTxn      *txn,
                                  const char *source,
                                  gint64      customer_id,
                                  gint64      product_id,
                                  gint64      until,
                                  GArray     *line_ids,
                                  GError    **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt =
      bo_db_prepare (bo_txn_get_db (txn),
                     "SELECT l.id FROM line l JOIN sales_order o ON o.id = l.order_id"
                     " WHERE l.customer_id = ?1 AND l.product_id = ?2 AND l.occurrence IS NOT NULL"
                     "   AND o.source = ?3 AND o.created <= ?4 AND l.open + l.shipped > 0"
                     " ORDER BY o.created DESC, l.occurrence DESC, l.id DESC",
                     error);

  g_array_set_size (line_ids, 0);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, customer_id);
  bo_stmt_bind_int64 (stmt, 2, product_id);
  bo_stmt_bind_text (stmt, 3, source);
  bo_stmt_bind_int64 (stmt, 4, until);
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_array_append_val (line_ids, id);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

/**
 * bo_import_query_load_cancellations:
 * @txn: a transaction
 * @source: where the row is from
 * @external_id: its order number, C and all
 * @cancellations: (element-type BoAppliedCancellation): emptied and filled
 * @error: return location
 *
 * Loads the cancelling rows of that number that have been applied, by occurrence.
 *
 * Returns: %FALSE if the store cannot be read
 */
gboolean
bo_import_query_load_cancellations (BoTxn      *txn,
                                    const char *source,
                                    const char *external_id,
                                    GArray     *cancellations,
                                    GError    **error)
{
  GError *local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn),
                                           "SELECT id, product_id, occurrence, units, matched FROM cancellation"
                                           " WHERE source = ?1 AND external_id = ?2"
                                           " ORDER BY product_id, occurrence",
                                           error);

  g_array_set_size (cancellations, 0);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, source);
  bo_stmt_bind_text (stmt, 2, external_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoAppliedCancellation cancellation = {
        .id = bo_stmt_get_int64 (stmt, 0),
        .product_id = bo_stmt_get_int64 (stmt, 1),
        .occurrence = bo_stmt_get_int64 (stmt, 2),
        .units = bo_stmt_get_int64 (stmt, 3),
        .matched = bo_stmt_get_int64 (stmt, 4),
      };

      g_array_append_val (cancellations, cancellation);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}
