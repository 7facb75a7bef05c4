/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-remote-table"

#include "config.h"

#include "bo-remote-table.h"

#include "bo-table-util.h"

/**
 * bo_remote_product_table_load:
 * @txn: a transaction
 * @id: the shop's id
 * @row: (out) (transfer full) (nullable): the row, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_remote_product_table_load (BoTxn               *txn,
                              gint64               id,
                              BoRemoteProductRow **row,
                              GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT parent_id, product_id, name, variable, stock, quantity, unavailable,"
                                            " backorders, owner, image, state, settle, agreed, deducted, returned, unseen, pushed, hash"
                                            " FROM remote_product WHERE id = ?1",
                                            error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoRemoteProductRow, 1);
      (*row)->id = id;
      (*row)->parent_id = bo_stmt_get_int64 (stmt, 0);
      (*row)->product_id = bo_stmt_get_int64 (stmt, 1);
      (*row)->name = g_strdup (bo_stmt_get_text (stmt, 2));
      (*row)->variable = bo_stmt_get_int64 (stmt, 3) != 0;
      (*row)->stock = (BoRemoteStock) bo_stmt_get_int64 (stmt, 4);
      (*row)->has_quantity = !bo_stmt_is_null (stmt, 5);
      (*row)->quantity = bo_stmt_get_int64 (stmt, 5);
      (*row)->unavailable = bo_stmt_get_int64 (stmt, 6) != 0;
      (*row)->backorders = (BoRemoteBackorders) bo_stmt_get_int64 (stmt, 7);
      (*row)->owner = (int) bo_stmt_get_optional (stmt, 8, -1);
      (*row)->image = g_strdup (bo_stmt_get_text (stmt, 9));
      (*row)->state = (BoRemoteState) bo_stmt_get_int64 (stmt, 10);
      (*row)->settle = (BoSettle) bo_stmt_get_int64 (stmt, 11);
      (*row)->has_agreed = !bo_stmt_is_null (stmt, 12);
      (*row)->agreed = bo_stmt_get_int64 (stmt, 12);
      (*row)->deducted = bo_stmt_get_int64 (stmt, 13);
      (*row)->returned = bo_stmt_get_int64 (stmt, 14);
      (*row)->unseen = bo_stmt_get_int64 (stmt, 15);
      (*row)->pushed = bo_stmt_get_int64 (stmt, 16) != 0;
      (*row)->hash = bo_stmt_get_int64 (stmt, 17);
    }
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_remote_product_table_put (BoTxn                    *txn,
                             const BoRemoteProductRow *row,
                             GError                  **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO remote_product (id, parent_id, product_id, name, variable, stock, quantity,"
                         " unavailable, backorders, owner, image, state, settle, agreed, deducted, returned, unseen, pushed, hash)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
                         " ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id,"
                         " product_id = excluded.product_id, name = excluded.name, variable = excluded.variable,"
                         " stock = excluded.stock, quantity = excluded.quantity, unavailable = excluded.unavailable,"
                         " backorders = excluded.backorders, owner = excluded.owner, image = excluded.image,"
                         " state = excluded.state, settle = excluded.settle, agreed = excluded.agreed,"
                         " deducted = excluded.deducted, returned = excluded.returned, unseen = excluded.unseen, pushed = excluded.pushed, hash = excluded.hash",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_int64 (stmt, 2, row->parent_id);
  bo_stmt_bind_optional (stmt, 3, row->product_id, 0);
  bo_stmt_bind_text (stmt, 4, row->name != NULL ? row->name : "");
  bo_stmt_bind_int64 (stmt, 5, row->variable ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 6, row->stock);
  if (row->has_quantity)
    bo_stmt_bind_int64 (stmt, 7, row->quantity);
  else
    bo_stmt_bind_null (stmt, 7);
  bo_stmt_bind_int64 (stmt, 8, row->unavailable ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 9, row->backorders);
  bo_stmt_bind_optional (stmt, 10, row->owner, -1);
  bo_stmt_bind_text (stmt, 11, row->image);
  bo_stmt_bind_int64 (stmt, 12, row->state);
  bo_stmt_bind_int64 (stmt, 13, row->settle);
  if (row->has_agreed)
    bo_stmt_bind_int64 (stmt, 14, row->agreed);
  else
    bo_stmt_bind_null (stmt, 14);
  bo_stmt_bind_int64 (stmt, 15, row->deducted);
  bo_stmt_bind_int64 (stmt, 16, row->returned);
  bo_stmt_bind_int64 (stmt, 17, row->unseen);
  bo_stmt_bind_int64 (stmt, 18, row->pushed ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 19, row->hash);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_remote_product_table_find (BoTxn   *txn,
                              gint64   product_id,
                              gint64  *id,
                              GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  /* A variation that shares its product's number (2) is last. */
  stmt = bo_txn_prepare (txn,
                         "SELECT id FROM remote_product WHERE product_id = ?1"
                         " ORDER BY state, stock = 2, stock = 0, id LIMIT 1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  return bo_stmt_run_find (stmt, id, error);
}

gboolean
bo_remote_product_table_set_due (BoTxn   *txn,
                                 gint64   id,
                                 gboolean due,
                                 GError **error)
{
  return bo_txn_run (txn, "UPDATE remote_product SET due = ?2 WHERE id = ?1 AND due <> ?2", id, due ? 1 : 0, error);
}

/**
 * bo_remote_product_table_next_due:
 * @txn: a transaction
 * @after: a product of the shop, or 0
 * @id: (out): the next one whose variations must be read again, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_remote_product_table_next_due (BoTxn   *txn,
                                  gint64   after,
                                  gint64  *id,
                                  GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM remote_product WHERE due <> 0 AND id > ?1 ORDER BY id LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, after);
  return bo_stmt_run_find (stmt, id, error);
}

gboolean
bo_remote_product_table_raise_settle (BoTxn   *txn,
                                      gint64   id,
                                      BoSettle settle,
                                      GError **error)
{
  return bo_txn_run (txn, "UPDATE remote_product SET settle = ?2 WHERE id = ?1 AND settle < ?2", id, settle, error);
}

gboolean
bo_remote_product_table_note_order (BoTxn   *txn,
                                    gint64   id,
                                    gint64   reduced,
                                    GError **error)
{
  return bo_txn_run (txn,
                     "UPDATE remote_product SET settle = 2, deducted = deducted + max (?2, 0), returned = returned + max (-?2, 0)"
                     " WHERE id = ?1",
                     id, reduced, error);
}

gboolean
bo_remote_product_table_note_unseen (BoTxn   *txn,
                                     gint64   id,
                                     gint64   reduced,
                                     GError **error)
{
  /* Before both have agreed on a number it is in that; and where the shop's number
   * counts, it says all there is to say. */
  return bo_txn_run (txn,
                     "UPDATE remote_product SET settle = 2, unseen = unseen + ?2"
                     " WHERE id = ?1 AND agreed IS NOT NULL AND ifnull (owner, (SELECT owner FROM shop)) = 1",
                     id, reduced, error);
}

gboolean
bo_remote_product_table_promote_settle (BoTxn   *txn,
                                        GError **error)
{
  return bo_db_exec (bo_txn_get_db (txn), "UPDATE remote_product SET settle = 1 WHERE settle <> 0 AND settle = 2", error);
}

gboolean
bo_remote_product_table_shift_agreed (BoTxn   *txn,
                                      gint64   id,
                                      gint64   units,
                                      GError **error)
{
  /* Where what it took has not been accounted for, there is less to account for. */
  return bo_txn_run (txn,
                     "UPDATE remote_product SET agreed = agreed + iif (unseen >= ?2 AND ?2 > 0, 0, ?2),"
                     " unseen = unseen - iif (unseen >= ?2 AND ?2 > 0, ?2, 0) WHERE id = ?1",
                     id, units, error);
}

GArray *
bo_remote_product_table_list_settle (BoTxn   *txn,
                                     BoSettle settle,
                                     gint64   after,
                                     guint    limit,
                                     GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT id FROM remote_product WHERE settle <> 0 AND settle = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, settle);
  bo_stmt_bind_int64 (stmt, 2, after);
  bo_stmt_bind_int64 (stmt, 3, limit);
  return bo_stmt_run_list (stmt, error);
}

gboolean
bo_remote_product_table_count_settle (BoTxn   *txn,
                                      BoSettle settle,
                                      gint64  *count,
                                      GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT count (*) FROM remote_product WHERE settle <> 0 AND settle = ?1",
                                            error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, settle);
  return bo_stmt_run_find (stmt, count, error);
}

GArray *
bo_remote_product_table_list_children (BoTxn   *txn,
                                       gint64   parent_id,
                                       GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM remote_product WHERE parent_id = ?1 AND parent_id <> 0 ORDER BY id", error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, parent_id);
  return bo_stmt_run_list (stmt, error);
}

void
bo_remote_product_row_free (BoRemoteProductRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->name);
  g_free ((char *) row->image);
  g_free (row);
}

/**
 * bo_remote_customer_table_load:
 * @txn: a transaction
 * @id: the shop's id
 * @row: (out) (transfer full) (nullable): the row, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_remote_customer_table_load (BoTxn                *txn,
                               gint64                id,
                               BoRemoteCustomerRow **row,
                               GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT customer_id, role, hash FROM remote_customer WHERE id = ?1",
                                            error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoRemoteCustomerRow, 1);
      (*row)->id = id;
      (*row)->customer_id = bo_stmt_get_int64 (stmt, 0);
      (*row)->role = g_strdup (bo_stmt_get_text (stmt, 1));
      (*row)->hash = bo_stmt_get_int64 (stmt, 2);
    }
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_remote_customer_table_put (BoTxn                     *txn,
                              const BoRemoteCustomerRow *row,
                              GError                   **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO remote_customer (id, customer_id, role, hash) VALUES (?1, ?2, ?3, ?4)"
                         " ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, role = excluded.role,"
                         " hash = excluded.hash",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_int64 (stmt, 2, row->customer_id);
  bo_stmt_bind_text (stmt, 3, row->role);
  bo_stmt_bind_int64 (stmt, 4, row->hash);
  return bo_stmt_run (stmt, error);
}

void
bo_remote_customer_row_free (BoRemoteCustomerRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->role);
  g_free (row);
}

/**
 * bo_remote_count:
 * @txn: a transaction
 * @resource: products, without their variations, orders or customers
 * @count: (out): how many of them the shop's list has, as far as is known here
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_remote_count (BoTxn     *txn,
                 BoResource resource,
                 gint64    *count,
                 GError   **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT listed FROM remote_count WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, resource);
  return bo_stmt_run_find (stmt, count, error);
}

gboolean
bo_remote_forget_hashes (BoTxn   *txn,
                         GError **error)
{
  return bo_db_exec (bo_txn_get_db (txn), "UPDATE remote_order SET hash = 0", error) &&
         bo_db_exec (bo_txn_get_db (txn),
                     "UPDATE remote_product SET settle = 1 WHERE settle = 0 AND product_id IS NOT NULL AND stock <> 2",
                     error);
}

GArray *
bo_remote_list_range (BoTxn     *txn,
                      BoResource resource,
                      gint64     low,
                      gint64     high,
                      GError   **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         resource == BO_RESOURCE_PRODUCTS
                             ? "SELECT id FROM remote_product WHERE id BETWEEN ?1 AND ?2 AND parent_id = 0 AND state = 0"
                               " ORDER BY id"
                             : "SELECT id FROM remote_order WHERE id BETWEEN ?1 AND ?2 AND state = 0 ORDER BY id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, low);
  bo_stmt_bind_int64 (stmt, 2, high);
  return bo_stmt_run_list (stmt, error);
}

gboolean
bo_remote_set_missing (BoTxn     *txn,
                       BoResource resource,
                       gint64     id,
                       gboolean   missing,
                       GError   **error)
{
  return bo_txn_run (txn,
                     resource == BO_RESOURCE_PRODUCTS ? "UPDATE remote_product SET missing = ?2 WHERE id = ?1 AND missing <> ?2"
                                                      : "UPDATE remote_order SET missing = ?2 WHERE id = ?1 AND missing <> ?2",
                     id, missing ? 1 : 0, error);
}

GArray *
bo_remote_list_missing (BoTxn     *txn,
                        BoResource resource,
                        GError   **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         resource == BO_RESOURCE_PRODUCTS
                             ? "SELECT id FROM remote_product WHERE missing <> 0 AND state = 0 ORDER BY id"
                             : "SELECT id FROM remote_order WHERE missing <> 0 AND state = 0 ORDER BY id",
                         error);
  return stmt != NULL ? bo_stmt_run_list (stmt, error) : NULL;
}
