/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-table"

#include "config.h"

#include "bo-product-table.h"

#include "bo-fold.h"
#include "bo-table-util.h"

static void
bind_row (BoStmt             *stmt,
          const BoProductRow *row)
{
  g_autofree char *sku_key = row->sku_key == NULL ? bo_fold (row->sku) : NULL;
  g_autofree char *name_key = row->name_key == NULL ? bo_fold (row->name) : NULL;

  bo_stmt_bind_text (stmt, 1, row->sku);
  bo_stmt_bind_text (stmt, 2, row->sku_key != NULL ? row->sku_key : sku_key);
  bo_stmt_bind_text (stmt, 3, row->barcode);
  bo_stmt_bind_text (stmt, 4, row->name);
  bo_stmt_bind_text (stmt, 5, row->name_key != NULL ? row->name_key : name_key);
  bo_stmt_bind_optional (stmt, 6, row->price, -1);
  bo_stmt_bind_text (stmt, 7, row->currency);
  bo_stmt_bind_optional (stmt, 8, row->supplier_id, 0);
  bo_stmt_bind_int64 (stmt, 9, MAX (row->case_size, 1));
  bo_stmt_bind_text (stmt, 10, row->policy);
  bo_stmt_bind_optional (stmt, 11, row->policy != NULL ? row->queue_key : -1, -1);
}

/**
 * bo_product_table_insert:
 * @txn: a write
 * @row: the product; its id is not looked at
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_product_table_insert (BoTxn              *txn,
                         const BoProductRow *row,
                         GError            **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO product (sku, sku_key, barcode, name, name_key, price, currency, supplier_id,"
                         " case_size, policy, queue_key)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                         error);
  if (stmt == NULL)
    return 0;
  bind_row (stmt, row);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_product_table_update:
 * @txn: a write
 * @row: the product as it is to be
 * @error: return location for a #GError
 *
 * Writes every column of the row with @row's id.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_update (BoTxn              *txn,
                         const BoProductRow *row,
                         GError            **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE product SET sku = ?1, sku_key = ?2, barcode = ?3, name = ?4, name_key = ?5, price = ?6,"
                         " currency = ?7, supplier_id = ?8, case_size = ?9, policy = ?10, queue_key = ?11"
                         " WHERE id = ?12",
                         error);
  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, row);
  bo_stmt_bind_int64 (stmt, 12, row->id);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_product_table_set_policy:
 * @txn: a write
 * @id: a product
 * @policy: (nullable): the JSON of its own policy, %NULL to follow the shop's
 * @queue_key: the #BoKey of @policy's line
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_set_policy (BoTxn      *txn,
                             gint64      id,
                             const char *policy,
                             int         queue_key,
                             GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "UPDATE product SET policy = ?2, queue_key = ?3 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  bo_stmt_bind_text (stmt, 2, policy);
  bo_stmt_bind_optional (stmt, 3, policy != NULL ? queue_key : -1, -1);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_product_table_load:
 * @txn: a transaction
 * @id: a product
 * @row: (out) (transfer full) (nullable): the product, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_load (BoTxn         *txn,
                       gint64         id,
                       BoProductRow **row,
                       GError       **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *row = NULL;
  stmt = bo_txn_prepare (txn,
                         "SELECT sku, sku_key, barcode, name, name_key, price, currency, supplier_id, case_size, policy,"
                         " queue_key FROM product WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoProductRow, 1);
      (*row)->id = id;
      (*row)->sku = g_strdup (bo_stmt_get_text (stmt, 0));
      (*row)->sku_key = g_strdup (bo_stmt_get_text (stmt, 1));
      (*row)->barcode = g_strdup (bo_stmt_get_text (stmt, 2));
      (*row)->name = g_strdup (bo_stmt_get_text (stmt, 3));
      (*row)->name_key = g_strdup (bo_stmt_get_text (stmt, 4));
      (*row)->price = bo_stmt_get_optional (stmt, 5, -1);
      (*row)->currency = g_strdup (bo_stmt_get_text (stmt, 6));
      (*row)->supplier_id = bo_stmt_get_int64 (stmt, 7);
      (*row)->case_size = bo_stmt_get_int64 (stmt, 8);
      (*row)->policy = g_strdup (bo_stmt_get_text (stmt, 9));
      (*row)->queue_key = (int) bo_stmt_get_int64 (stmt, 10);
    }
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_product_table_find:
 * @txn: a transaction
 * @sku_key: bo_fold() of a SKU
 * @id: (out): the product, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_find (BoTxn      *txn,
                       const char *sku_key,
                       gint64     *id,
                       GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM product WHERE sku_key = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, sku_key);
  return bo_stmt_run_find (stmt, id, error);
}

/**
 * bo_product_table_find_barcode:
 * @txn: a transaction
 * @barcode: a barcode as it was scanned
 * @id: (out): the oldest product with it, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_find_barcode (BoTxn      *txn,
                               const char *barcode,
                               gint64     *id,
                               GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM product WHERE barcode = ?1 ORDER BY id LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, barcode);
  return bo_stmt_run_find (stmt, id, error);
}

/**
 * bo_product_table_load_state:
 * @txn: a transaction; after bo_journal_flush() if it has written already
 * @id: a product
 * @state: (out): its figures, all 0 while nothing has happened to it
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_product_table_load_state (BoTxn          *txn,
                             gint64          id,
                             BoProductState *state,
                             GError        **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *state = (BoProductState){ 0 };
  stmt = bo_txn_prepare (txn,
                         "SELECT on_hand, allocated, open_lines, open_units, revision FROM product_state"
                         " WHERE product_id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      state->on_hand = bo_stmt_get_int64 (stmt, 0);
      state->allocated = bo_stmt_get_int64 (stmt, 1);
      state->open_lines = bo_stmt_get_int64 (stmt, 2);
      state->open_units = bo_stmt_get_int64 (stmt, 3);
      state->revision = bo_stmt_get_int64 (stmt, 4);
    }
  return bo_stmt_check_end (&local_error, error);
}

void
bo_product_row_free (BoProductRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->sku);
  g_free ((char *) row->sku_key);
  g_free ((char *) row->barcode);
  g_free ((char *) row->name);
  g_free ((char *) row->name_key);
  g_free ((char *) row->currency);
  g_free ((char *) row->policy);
  g_free (row);
}

/**
 * bo_supplier_table_find:
 * @txn: a transaction
 * @name: a supplier's name
 * @id: (out): the supplier, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_supplier_table_find (BoTxn      *txn,
                        const char *name,
                        gint64     *id,
                        GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM supplier WHERE name = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, name);
  return bo_stmt_run_find (stmt, id, error);
}

/**
 * bo_supplier_table_put:
 * @txn: a write
 * @name: a supplier's name
 * @id: (out): the supplier
 * @error: return location for a #GError
 *
 * Finds the supplier called @name, and makes it when there is none.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_supplier_table_put (BoTxn      *txn,
                       const char *name,
                       gint64     *id,
                       GError    **error)
{
  g_autoptr (BoStmt) insert = NULL;

  if (!bo_supplier_table_find (txn, name, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;

  insert = bo_txn_prepare (txn, "INSERT INTO supplier (name) VALUES (?1)", error);
  if (insert == NULL)
    return FALSE;
  bo_stmt_bind_text (insert, 1, name);
  *id = bo_stmt_run_insert (insert, txn, error);
  return *id != 0;
}
