/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-setting-table"

#include "config.h"

#include "bo-setting-table.h"

#include "bo-table-util.h"

/**
 * bo_setting_table_get:
 * @txn: a transaction
 * @key: one of the BO_SETTING_ keys
 * @value: (out) (transfer full) (nullable): its value, %NULL when it was never set
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_setting_table_get (BoTxn      *txn,
                      const char *key,
                      char      **value,
                      GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *value = NULL;
  stmt = bo_txn_prepare (txn, "SELECT value FROM setting WHERE key = ?1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, key);
  if (bo_stmt_step (stmt, &local_error))
    *value = g_strdup (bo_stmt_get_text (stmt, 0));
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_setting_table_set:
 * @txn: a write
 * @key: one of the BO_SETTING_ keys
 * @value: its value from now on, valid already
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_setting_table_set (BoTxn      *txn,
                      const char *key,
                      const char *value,
                      GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, key);
  bo_stmt_bind_text (stmt, 2, value);
  return bo_stmt_run (stmt, error);
}
