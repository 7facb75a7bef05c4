/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-customer-table"

#include "config.h"

#include "bo-customer-table.h"

#include "bo-fold.h"
#include "bo-table-util.h"

static void
bind_row (BoStmt              *stmt,
          const BoCustomerRow *row)
{
  g_autofree char *name_key = row->name_key == NULL ? bo_fold (row->name) : NULL;
  g_autofree char *phone_key = row->phone_key == NULL && row->phone != NULL ? bo_fold_phone (row->phone) : NULL;

  bo_stmt_bind_text (stmt, 1, row->name);
  bo_stmt_bind_text (stmt, 2, row->name_key != NULL ? row->name_key : name_key);
  bo_stmt_bind_text (stmt, 3, row->email);
  bo_stmt_bind_text (stmt, 4, row->phone);
  bo_stmt_bind_text (stmt, 5, row->phone_key != NULL ? row->phone_key : phone_key);
  bo_stmt_bind_text (stmt, 6, row->country);
  bo_stmt_bind_text (stmt, 7, row->language);
  bo_stmt_bind_int64 (stmt, 8, row->business ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 9, row->priority_class);
  bo_stmt_bind_int64 (stmt, 10, row->anonymous ? 1 : 0);
  bo_stmt_bind_text (stmt, 11, row->source);
  bo_stmt_bind_text (stmt, 12, row->external_id);
}

/**
 * bo_customer_table_insert:
 * @txn: a write
 * @row: the customer; its id is not looked at
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_customer_table_insert (BoTxn               *txn,
                          const BoCustomerRow *row,
                          GError             **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO customer (name, name_key, email, phone, phone_key, country, language, business,"
                         " class, anonymous, source, external_id)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                         error);
  if (stmt == NULL)
    return 0;
  bind_row (stmt, row);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_customer_table_update:
 * @txn: a write
 * @row: the customer as it is to be
 * @error: return location for a #GError
 *
 * Writes every column of the row with @row's id.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_customer_table_update (BoTxn               *txn,
                          const BoCustomerRow *row,
                          GError             **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE customer SET name = ?1, name_key = ?2, email = ?3, phone = ?4, phone_key = ?5,"
                         " country = ?6, language = ?7, business = ?8, class = ?9, anonymous = ?10, source = ?11,"
                         " external_id = ?12 WHERE id = ?13",
                         error);
  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, row);
  bo_stmt_bind_int64 (stmt, 13, row->id);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_customer_table_load:
 * @txn: a transaction
 * @id: a customer
 * @row: (out) (transfer full) (nullable): the customer, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_customer_table_load (BoTxn          *txn,
                        gint64          id,
                        BoCustomerRow **row,
                        GError        **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *row = NULL;
  stmt = bo_txn_prepare (txn,
                         "SELECT name, name_key, email, phone, phone_key, country, language, business, class, anonymous,"
                         " source, external_id FROM customer WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoCustomerRow, 1);
      (*row)->id = id;
      (*row)->name = g_strdup (bo_stmt_get_text (stmt, 0));
      (*row)->name_key = g_strdup (bo_stmt_get_text (stmt, 1));
      (*row)->email = g_strdup (bo_stmt_get_text (stmt, 2));
      (*row)->phone = g_strdup (bo_stmt_get_text (stmt, 3));
      (*row)->phone_key = g_strdup (bo_stmt_get_text (stmt, 4));
      (*row)->country = g_strdup (bo_stmt_get_text (stmt, 5));
      (*row)->language = g_strdup (bo_stmt_get_text (stmt, 6));
      (*row)->business = bo_stmt_get_int64 (stmt, 7) != 0;
      (*row)->priority_class = (int) bo_stmt_get_int64 (stmt, 8);
      (*row)->anonymous = bo_stmt_get_int64 (stmt, 9) != 0;
      (*row)->source = g_strdup (bo_stmt_get_text (stmt, 10));
      (*row)->external_id = g_strdup (bo_stmt_get_text (stmt, 11));
    }
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_customer_table_find_email:
 * @txn: a transaction
 * @email: an e-mail address; the case of its letters does not matter
 * @id: (out): the oldest customer with it, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_customer_table_find_email (BoTxn      *txn,
                              const char *email,
                              gint64     *id,
                              GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT id FROM customer WHERE email IS NOT NULL AND lower (email) = lower (?1)"
                         " ORDER BY id LIMIT 1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, email);
  return bo_stmt_run_find (stmt, id, error);
}

void
bo_customer_row_free (BoCustomerRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->name);
  g_free ((char *) row->name_key);
  g_free ((char *) row->email);
  g_free ((char *) row->phone);
  g_free ((char *) row->phone_key);
  g_free ((char *) row->country);
  g_free ((char *) row->language);
  g_free ((char *) row->source);
  g_free ((char *) row->external_id);
  g_free (row);
}
