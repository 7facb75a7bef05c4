/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-table"

#include "config.h"

#include "bo-line-table.h"

#include "bo-table-util.h"

static void
bind_row (BoStmt          *stmt,
          const BoLineRow *row)
{
  bo_stmt_bind_int64 (stmt, 1, row->order_id);
  bo_stmt_bind_int64 (stmt, 2, row->product_id);
  bo_stmt_bind_int64 (stmt, 3, row->customer_id);
  bo_stmt_bind_int64 (stmt, 4, row->ordered);
  bo_stmt_bind_int64 (stmt, 5, row->cancelled);
  bo_stmt_bind_int64 (stmt, 6, row->shipped);
  bo_stmt_bind_int64 (stmt, 7, bo_line_row_get_open (row));
  bo_stmt_bind_int64 (stmt, 8, row->allocated);
  bo_stmt_bind_int64 (stmt, 9, row->price);
  bo_stmt_bind_text (stmt, 10, row->currency);
  bo_stmt_bind_int64 (stmt, 11, row->priority_class);
  bo_stmt_bind_int64 (stmt, 12, row->queued);
  bo_stmt_bind_optional (stmt, 13, row->need, BO_DAY_NONE);
  bo_stmt_bind_int64 (stmt, 14, row->strategy);
  bo_stmt_bind_int64 (stmt, 15, row->reason);
  bo_stmt_bind_int64 (stmt, 16, row->cause);
  bo_stmt_bind_text (stmt, 17, row->campaign);
  bo_stmt_bind_int64 (stmt, 18, row->paused ? 1 : 0);
  bo_stmt_bind_optional (stmt, 19, row->occurrence, 0);
  bo_stmt_bind_optional (stmt, 20, row->imported, -1);
  bo_stmt_bind_optional (stmt, 21, row->imported_price, -1);
}

/**
 * bo_line_table_insert:
 * @txn: a write
 * @row: the line; its id is not looked at
 * @error: return location for a #GError
 *
 * Writes the line alone: its tranches are the caller's.
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_line_table_insert (BoTxn           *txn,
                      const BoLineRow *row,
                      GError         **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO line (order_id, product_id, customer_id, ordered, cancelled, shipped, open,"
                         " allocated, price, currency, class, queued, need, strategy, reason, cause, campaign, paused,"
                         " occurrence, imported, imported_price)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
                         " ?19, ?20, ?21)",
                         error);
  if (stmt == NULL)
    return 0;
  bind_row (stmt, row);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_line_table_update:
 * @txn: a write
 * @row: the line as it is to be
 * @error: return location for a #GError
 *
 * Writes every column of the row with @row's id.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_table_update (BoTxn           *txn,
                      const BoLineRow *row,
                      GError         **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE line SET order_id = ?1, product_id = ?2, customer_id = ?3, ordered = ?4,"
                         " cancelled = ?5, shipped = ?6, open = ?7, allocated = ?8, price = ?9, currency = ?10,"
                         " class = ?11, queued = ?12, need = ?13, strategy = ?14, reason = ?15, cause = ?16,"
                         " campaign = ?17, paused = ?18, occurrence = ?19, imported = ?20, imported_price = ?21"
                         " WHERE id = ?22",
                         error);
  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, row);
  bo_stmt_bind_int64 (stmt, 22, row->id);
  return bo_stmt_run (stmt, error);
}

static void
read_row (BoStmt    *stmt,
          BoLineRow *row)
{
  row->id = bo_stmt_get_int64 (stmt, 0);
  row->order_id = bo_stmt_get_int64 (stmt, 1);
  row->product_id = bo_stmt_get_int64 (stmt, 2);
  row->customer_id = bo_stmt_get_int64 (stmt, 3);
  row->ordered = bo_stmt_get_int64 (stmt, 4);
  row->cancelled = bo_stmt_get_int64 (stmt, 5);
  row->shipped = bo_stmt_get_int64 (stmt, 6);
  row->allocated = bo_stmt_get_int64 (stmt, 7);
  row->price = bo_stmt_get_int64 (stmt, 8);
  g_strlcpy (row->currency, bo_stmt_get_text (stmt, 9), sizeof row->currency);
  row->priority_class = (int) bo_stmt_get_int64 (stmt, 10);
  row->queued = bo_stmt_get_int64 (stmt, 11);
  row->need = (int) bo_stmt_get_optional (stmt, 12, BO_DAY_NONE);
  row->strategy = (BoStrategy) bo_stmt_get_int64 (stmt, 13);
  row->reason = (BoReason) bo_stmt_get_int64 (stmt, 14);
  row->cause = (BoCause) bo_stmt_get_int64 (stmt, 15);
  row->campaign = g_strdup (bo_stmt_get_text (stmt, 16));
  row->paused = bo_stmt_get_int64 (stmt, 17) != 0;
  row->occurrence = bo_stmt_get_int64 (stmt, 18);
  row->imported = bo_stmt_get_optional (stmt, 19, -1);
  row->imported_price = bo_stmt_get_optional (stmt, 20, -1);
}

/**
 * bo_line_table_load:
 * @txn: a transaction
 * @id: a line
 * @row: (out): the line, to be cleared; its id is 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_line_table_load (BoTxn     *txn,
                    gint64     id,
                    BoLineRow *row,
                    GError   **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *row = (BoLineRow) BO_LINE_ROW_INIT;
  stmt = bo_txn_prepare (txn,
                         "SELECT id, order_id, product_id, customer_id, ordered, cancelled, shipped, allocated, price,"
                         " currency, class, queued, need, strategy, reason, cause, campaign, paused, occurrence,"
                         " imported, imported_price FROM line WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    read_row (stmt, row);
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_line_table_list_order:
 * @txn: a transaction
 * @order_id: an order
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): its lines by id, or %NULL with
 *   @error set
 */
GArray *
bo_line_table_list_order (BoTxn   *txn,
                          gint64   order_id,
                          GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM line WHERE order_id = ?1 ORDER BY id", error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, order_id);
  return bo_stmt_run_list (stmt, error);
}

void
bo_line_row_clear (BoLineRow *row)
{
  g_free ((char *) row->campaign);
  row->campaign = NULL;
}

/**
 * bo_tranche_table_insert:
 * @txn: a write
 * @line_id: the line
 * @units: above 0
 * @queued: UTC seconds; no other tranche of the line has it
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_tranche_table_insert (BoTxn   *txn,
                         gint64   line_id,
                         gint64   units,
                         gint64   queued,
                         GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "INSERT INTO tranche (line_id, units, queued) VALUES (?1, ?2, ?3)", error);
  if (stmt == NULL)
    return 0;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  bo_stmt_bind_int64 (stmt, 2, units);
  bo_stmt_bind_int64 (stmt, 3, queued);
  return bo_stmt_run_insert (stmt, txn, error);
}

gboolean
bo_tranche_table_set_units (BoTxn   *txn,
                            gint64   id,
                            gint64   units,
                            GError **error)
{
  return bo_txn_run (txn, "UPDATE tranche SET units = ?2 WHERE id = ?1", id, units, error);
}

gboolean
bo_tranche_table_delete (BoTxn   *txn,
                         gint64   id,
                         GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "DELETE FROM tranche WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_tranche_table_list:
 * @txn: a transaction
 * @line_id: a line
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoTrancheRow): its tranches, oldest
 *   first, or %NULL with @error set
 */
GArray *
bo_tranche_table_list (BoTxn   *txn,
                       gint64   line_id,
                       GError **error)
{
  g_autoptr (GArray) tranches = g_array_new (FALSE, FALSE, sizeof (BoTrancheRow));
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id, units, queued FROM tranche WHERE line_id = ?1 ORDER BY queued, id", error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoTrancheRow row = {
        .id = bo_stmt_get_int64 (stmt, 0),
        .line_id = line_id,
        .units = bo_stmt_get_int64 (stmt, 1),
        .queued = bo_stmt_get_int64 (stmt, 2),
      };

      g_array_append_val (tranches, row);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&tranches);
}
