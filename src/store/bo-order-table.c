/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-order-table"

#include "config.h"

#include "bo-order-table.h"

#include "bo-table-util.h"

/* Numbers of orders taken here are this and a count. */
#define NUMBER_PREFIX "B-"
#define FIRST_NUMBER 1001

static void
bind_row (BoStmt           *stmt,
          const BoOrderRow *row)
{
  bo_stmt_bind_text (stmt, 1, row->number);
  bo_stmt_bind_int64 (stmt, 2, row->customer_id);
  bo_stmt_bind_text (stmt, 3, row->channel);
  bo_stmt_bind_int64 (stmt, 4, row->ship);
  bo_stmt_bind_int64 (stmt, 5, row->created);
  bo_stmt_bind_text (stmt, 6, row->source);
  bo_stmt_bind_text (stmt, 7, row->external_id);
}

/**
 * bo_order_table_insert:
 * @txn: a write
 * @row: the order; its id is not looked at
 * @error: return location for a #GError
 *
 * Returns: the id of the new row, or 0 with @error set
 */
gint64
bo_order_table_insert (BoTxn            *txn,
                       const BoOrderRow *row,
                       GError          **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO sales_order (number, customer_id, channel, ship, created, source, external_id)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         error);
  if (stmt == NULL)
    return 0;
  bind_row (stmt, row);
  return bo_stmt_run_insert (stmt, txn, error);
}

/**
 * bo_order_table_update:
 * @txn: a write
 * @row: the order as it is to be
 * @error: return location for a #GError
 *
 * Writes every column of the row with @row's id.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_order_table_update (BoTxn            *txn,
                       const BoOrderRow *row,
                       GError          **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE sales_order SET number = ?1, customer_id = ?2, channel = ?3, ship = ?4, created = ?5,"
                         " source = ?6, external_id = ?7 WHERE id = ?8",
                         error);
  if (stmt == NULL)
    return FALSE;
  bind_row (stmt, row);
  bo_stmt_bind_int64 (stmt, 8, row->id);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_order_table_load:
 * @txn: a transaction
 * @id: an order
 * @row: (out) (transfer full) (nullable): the order, %NULL when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_order_table_load (BoTxn       *txn,
                     gint64       id,
                     BoOrderRow **row,
                     GError     **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *row = NULL;
  stmt = bo_txn_prepare (txn,
                         "SELECT number, customer_id, channel, ship, created, source, external_id"
                         " FROM sales_order WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoOrderRow, 1);
      (*row)->id = id;
      (*row)->number = g_strdup (bo_stmt_get_text (stmt, 0));
      (*row)->customer_id = bo_stmt_get_int64 (stmt, 1);
      (*row)->channel = g_strdup (bo_stmt_get_text (stmt, 2));
      (*row)->ship = (BoShipPolicy) bo_stmt_get_int64 (stmt, 3);
      (*row)->created = bo_stmt_get_int64 (stmt, 4);
      (*row)->source = g_strdup (bo_stmt_get_text (stmt, 5));
      (*row)->external_id = g_strdup (bo_stmt_get_text (stmt, 6));
    }
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_order_table_find_number:
 * @txn: a transaction
 * @number: the number of an order
 * @id: (out): the oldest order with it, 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_order_table_find_number (BoTxn      *txn,
                            const char *number,
                            gint64     *id,
                            GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id FROM sales_order WHERE number = ?1 ORDER BY id LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, number);
  return bo_stmt_run_find (stmt, id, error);
}

static gboolean
is_taken (BoTxn    *txn,
          gint64    n,
          gboolean *taken,
          GError  **error)
{
  g_autofree char *number = g_strdup_printf (NUMBER_PREFIX "%" G_GINT64_FORMAT, n);
  gint64           id;

  if (!bo_order_table_find_number (txn, number, &id, error))
    return FALSE;
  *taken = id != 0;
  return TRUE;
}

/**
 * bo_order_table_next_number:
 * @txn: a transaction
 * @error: return location for a #GError
 *
 * Finds a number for an order taken here that no order has.  There is no counter
 * to keep: two people who place orders and undo them would get in each other's
 * way with it.  The search doubles its step and then halves it, so it costs some
 * twenty look-ups however many orders there are.
 *
 * Returns: (transfer full): "B-1001" or a later one, or %NULL with @error set
 */
char *
bo_order_table_next_number (BoTxn   *txn,
                            GError **error)
{
  gint64   taken_below = FIRST_NUMBER - 1;
  gint64   free_at = FIRST_NUMBER;
  gboolean taken;

  for (gint64 step = 1;; step *= 2)
    {
      if (!is_taken (txn, free_at, &taken, error))
        return NULL;
      if (!taken)
        break;
      taken_below = free_at;
      free_at += step;
    }
  while (free_at - taken_below > 1)
    {
      gint64 middle = taken_below + (free_at - taken_below) / 2;

      if (!is_taken (txn, middle, &taken, error))
        return NULL;
      if (taken)
        taken_below = middle;
      else
        free_at = middle;
    }

  return g_strdup_printf (NUMBER_PREFIX "%" G_GINT64_FORMAT, free_at);
}

void
bo_order_row_free (BoOrderRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->number);
  g_free ((char *) row->channel);
  g_free ((char *) row->source);
  g_free ((char *) row->external_id);
  g_free (row);
}
