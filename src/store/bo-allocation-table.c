/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-allocation-table"

#include "config.h"

#include "bo-allocation-table.h"

#include "bo-table-util.h"

/**
 * bo_allocation_table_load:
 * @txn: a transaction
 * @line_id: a line
 * @row: (out): its hard allocation; all but line_id is 0 when it has none
 * @why: (out) (optional) (transfer full) (nullable): why it has that
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_allocation_table_load (BoTxn           *txn,
                          gint64           line_id,
                          BoAllocationRow *row,
                          char           **why,
                          GError         **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *row = (BoAllocationRow){ .line_id = line_id };
  if (why != NULL)
    *why = NULL;
  stmt = bo_txn_prepare (txn,
                         "SELECT id, units, held, locked, why FROM allocation"
                         " WHERE line_id = ?1 AND ifnull (receipt_id, 0) = 0",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, line_id);
  if (bo_stmt_step (stmt, &local_error))
    {
      row->id = bo_stmt_get_int64 (stmt, 0);
      row->units = bo_stmt_get_int64 (stmt, 1);
      row->held = bo_stmt_get_int64 (stmt, 2);
      row->locked = bo_stmt_get_int64 (stmt, 3);
      if (why != NULL)
        *why = g_strdup (bo_stmt_get_text (stmt, 4));
    }
  return bo_stmt_check_end (&local_error, error);
}

/* The statements that write allocations, prepared once for all rows. */
typedef struct
{
  BoStmt *insert;
  BoStmt *update;
  BoStmt *remove;
} Statements;

static void
statements_clear (Statements *statements)
{
  g_clear_pointer (&statements->insert, bo_stmt_release);
  g_clear_pointer (&statements->update, bo_stmt_release);
  g_clear_pointer (&statements->remove, bo_stmt_release);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statements, statements_clear)

static gboolean
statements_init (Statements *statements,
                 BoTxn      *txn,
                 GError    **error)
{
  return (statements->insert = bo_txn_prepare (txn,
                                               "INSERT INTO allocation (line_id, units, held, locked, why)"
                                               " VALUES (?1, ?2, ?3, ?4, ?5)",
                                               error)) != NULL &&
         (statements->update = bo_txn_prepare (txn,
                                               "UPDATE allocation SET units = ?2, held = ?3, locked = ?4,"
                                               " why = ifnull (?5, why) WHERE id = ?1",
                                               error)) != NULL &&
         (statements->remove = bo_txn_prepare (txn, "DELETE FROM allocation WHERE id = ?1", error)) != NULL;
}

static gboolean
write_change (Statements               *statements,
              const BoAllocationChange *change,
              GError                  **error)
{
  BoStmt *stmt;

  if (change->units == 0)
    {
      stmt = statements->remove;
      bo_stmt_bind_int64 (stmt, 1, change->id);
      return change->id == 0 || bo_stmt_run (stmt, error);
    }

  stmt = change->id != 0 ? statements->update : statements->insert;
  bo_stmt_bind_int64 (stmt, 1, change->id != 0 ? change->id : change->line_id);
  bo_stmt_bind_int64 (stmt, 2, change->units);
  bo_stmt_bind_int64 (stmt, 3, change->held);
  bo_stmt_bind_int64 (stmt, 4, change->locked);
  bo_stmt_bind_text (stmt, 5, change->why != NULL || change->id != 0 ? change->why : "");
  return bo_stmt_run (stmt, error);
}

/**
 * bo_allocation_table_write_sums:
 * @txn: a write
 * @changes: (array length=n_changes): what becomes of the allocations
 * @n_changes: how many
 * @error: return location for a #GError
 *
 * Writes the first half of @changes, what their lines have.  Stock that is moved
 * from one line to another passes through a state in which the sum exceeds
 * on-hand; the figures are kept at the end.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_allocation_table_write_sums (BoTxn                    *txn,
                                const BoAllocationChange *changes,
                                guint                     n_changes,
                                GError                  **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "UPDATE line SET allocated = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < n_changes; i++)
    {
      if (!changes[i].moved)
        continue;
      bo_stmt_bind_int64 (stmt, 1, changes[i].line_id);
      bo_stmt_bind_int64 (stmt, 2, changes[i].units);
      if (!bo_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * bo_allocation_table_write_rows:
 * @txn: a write
 * @changes: (array length=n_changes): what becomes of the allocations
 * @n_changes: how many
 * @error: return location for a #GError
 *
 * Writes the second half of @changes, the allocations themselves.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_allocation_table_write_rows (BoTxn                    *txn,
                                const BoAllocationChange *changes,
                                guint                     n_changes,
                                GError                  **error)
{
  g_auto (Statements) statements = { NULL };

  if (!statements_init (&statements, txn, error))
    return FALSE;

  for (guint i = 0; i < n_changes; i++)
    if (!write_change (&statements, &changes[i], error))
      return FALSE;
  return TRUE;
}

/**
 * bo_allocation_table_apply:
 * @txn: a write
 * @changes: (array length=n_changes): what becomes of the allocations
 * @n_changes: how many
 * @error: return location for a #GError
 *
 * Writes hard allocations and the sums in their lines, without looking anything
 * up.  Very many are quicker written in two passes, first all sums and then all
 * rows: each table is gone through in its order, and so is the journal.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_allocation_table_apply (BoTxn                    *txn,
                           const BoAllocationChange *changes,
                           guint                     n_changes,
                           GError                  **error)
{
  return bo_allocation_table_write_sums (txn, changes, n_changes, error) &&
         bo_allocation_table_write_rows (txn, changes, n_changes, error);
}
