/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-table"

#include "config.h"

#include "bo-shop-table.h"

#include "bo-table-util.h"

/* Lines of the log of syncs that are kept: some weeks of a small shop. */
#define LOG_MAX 2000

/**
 * bo_shop_table_load:
 * @txn: a transaction
 * @row: (out) (transfer full) (nullable): the shop, %NULL when none is connected
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_shop_table_load (BoTxn      *txn,
                    BoShopRow **row,
                    GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT address, source, reference, currency, owner, take, hold_states, roles,"
                                            " sync_every, write_place, unpaid_days, name, version, capabilities,"
                                            " last_success, last_full, last_error, last_error_code, last_error_at"
                                            " FROM shop WHERE id = 1",
                                            error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  if (bo_stmt_step (stmt, &local_error))
    {
      *row = g_new0 (BoShopRow, 1);
      (*row)->address = g_strdup (bo_stmt_get_text (stmt, 0));
      (*row)->source = g_strdup (bo_stmt_get_text (stmt, 1));
      (*row)->reference = g_strdup (bo_stmt_get_text (stmt, 2));
      (*row)->currency = g_strdup (bo_stmt_get_text (stmt, 3));
      (*row)->owner = (int) bo_stmt_get_int64 (stmt, 4);
      (*row)->take = (int) bo_stmt_get_int64 (stmt, 5);
      (*row)->hold_states = g_strdup (bo_stmt_get_text (stmt, 6));
      (*row)->roles = g_strdup (bo_stmt_get_text (stmt, 7));
      (*row)->interval = (guint) bo_stmt_get_int64 (stmt, 8);
      (*row)->write_place = bo_stmt_get_int64 (stmt, 9) != 0;
      (*row)->unpaid_days = (guint) bo_stmt_get_int64 (stmt, 10);
      (*row)->name = g_strdup (bo_stmt_get_text (stmt, 11));
      (*row)->version = g_strdup (bo_stmt_get_text (stmt, 12));
      (*row)->capabilities = (guint) bo_stmt_get_int64 (stmt, 13);
      (*row)->last_success = bo_stmt_get_int64 (stmt, 14);
      (*row)->last_full = bo_stmt_get_int64 (stmt, 15);
      (*row)->last_error = g_strdup (bo_stmt_get_text (stmt, 16));
      (*row)->last_error_code = (int) bo_stmt_get_optional (stmt, 17, -1);
      (*row)->last_error_at = bo_stmt_get_int64 (stmt, 18);
    }
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_shop_table_put (BoTxn           *txn,
                   const BoShopRow *row,
                   GError         **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO shop (id, address, source, reference, currency, owner, take, hold_states, roles,"
                         " sync_every, write_place, unpaid_days)"
                         " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                         " ON CONFLICT (id) DO UPDATE SET address = excluded.address, source = excluded.source,"
                         " currency = excluded.currency, owner = excluded.owner, take = excluded.take,"
                         " hold_states = excluded.hold_states, roles = excluded.roles, sync_every = excluded.sync_every,"
                         " write_place = excluded.write_place, unpaid_days = excluded.unpaid_days",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, row->address);
  bo_stmt_bind_text (stmt, 2, row->source);
  bo_stmt_bind_text (stmt, 3, row->reference);
  bo_stmt_bind_text (stmt, 4, row->currency);
  bo_stmt_bind_int64 (stmt, 5, row->owner);
  bo_stmt_bind_int64 (stmt, 6, row->take);
  bo_stmt_bind_text (stmt, 7, row->hold_states);
  bo_stmt_bind_text (stmt, 8, row->roles);
  bo_stmt_bind_int64 (stmt, 9, row->interval);
  bo_stmt_bind_int64 (stmt, 10, row->write_place ? 1 : 0);
  bo_stmt_bind_int64 (stmt, 11, row->unpaid_days);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_shop_table_set_report (BoTxn      *txn,
                          const char *name,
                          const char *version,
                          guint       capabilities,
                          GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "UPDATE shop SET name = ?1, version = ?2, capabilities = ?3 WHERE id = 1", error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, name);
  bo_stmt_bind_text (stmt, 2, version);
  bo_stmt_bind_int64 (stmt, 3, capabilities);
  return bo_stmt_run (stmt, error);
}

/**
 * bo_shop_table_set_success:
 * @txn: a write
 * @at: when, UTC seconds
 * @full: whether everything has been looked at
 * @error: return location for a #GError
 *
 * A sync has come to its end; what went wrong before is forgotten.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_shop_table_set_success (BoTxn   *txn,
                           gint64   at,
                           gboolean full,
                           GError **error)
{
  return bo_txn_run (txn, "UPDATE shop SET last_success = ?1, last_full = iif (?2, ?1, last_full), last_error = NULL,"
                          " last_error_code = NULL, last_error_at = NULL WHERE id = 1",
                     at, full ? 1 : 0, error);
}

gboolean
bo_shop_table_set_error (BoTxn      *txn,
                         const char *message,
                         int         code,
                         gint64      at,
                         GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE shop SET last_error = ?1, last_error_code = ?2, last_error_at = ?3 WHERE id = 1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_text (stmt, 1, message);
  bo_stmt_bind_optional (stmt, 2, code, -1);
  bo_stmt_bind_int64 (stmt, 3, at);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_shop_table_forget (BoTxn   *txn,
                      GError **error)
{
  /* Children first. */
  static const char *const statements[] = {
    "DELETE FROM remote_line",
    "DELETE FROM remote_order",
    "DELETE FROM remote_customer",
    "DELETE FROM remote_product",
    "DELETE FROM outbox",
    "DELETE FROM conflict",
    "DELETE FROM sync_cursor",
    "DELETE FROM sync_log",
    "DELETE FROM shop",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!bo_db_exec (bo_txn_get_db (txn), statements[i], error))
      return FALSE;
  return TRUE;
}

void
bo_shop_row_free (BoShopRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->address);
  g_free ((char *) row->source);
  g_free ((char *) row->reference);
  g_free ((char *) row->currency);
  g_free ((char *) row->hold_states);
  g_free ((char *) row->roles);
  g_free ((char *) row->name);
  g_free ((char *) row->version);
  g_free ((char *) row->last_error);
  g_free (row);
}

/**
 * bo_sync_cursor_load:
 * @txn: a transaction
 * @resource: what the cursor is of
 * @cursor: (out caller-allocates): how far it is known; of nothing when it never was
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_sync_cursor_load (BoTxn        *txn,
                     BoResource    resource,
                     BoSyncCursor *cursor,
                     GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT since, walk, page, started, newest, shop_clock"
                                            " FROM sync_cursor WHERE id = ?1",
                                            error);

  *cursor = (BoSyncCursor){ .resource = resource, .page = 1 };
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, resource);
  if (bo_stmt_step (stmt, &local_error))
    {
      cursor->since = bo_stmt_get_int64 (stmt, 0);
      cursor->walk = (BoWalkKind) bo_stmt_get_int64 (stmt, 1);
      cursor->page = (guint) bo_stmt_get_int64 (stmt, 2);
      cursor->started = bo_stmt_get_int64 (stmt, 3);
      cursor->newest = bo_stmt_get_int64 (stmt, 4);
      cursor->shop_clock = bo_stmt_get_int64 (stmt, 5);
    }
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_sync_cursor_save (BoTxn              *txn,
                     const BoSyncCursor *cursor,
                     GError            **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO sync_cursor (id, since, walk, page, started, newest, shop_clock)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                         " ON CONFLICT (id) DO UPDATE SET since = excluded.since, walk = excluded.walk,"
                         " page = excluded.page, started = excluded.started, newest = excluded.newest,"
                         " shop_clock = excluded.shop_clock",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, cursor->resource);
  bo_stmt_bind_int64 (stmt, 2, cursor->since);
  bo_stmt_bind_int64 (stmt, 3, cursor->walk);
  bo_stmt_bind_int64 (stmt, 4, cursor->page);
  bo_stmt_bind_int64 (stmt, 5, cursor->started);
  bo_stmt_bind_int64 (stmt, 6, cursor->newest);
  bo_stmt_bind_int64 (stmt, 7, cursor->shop_clock);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_sync_log_add (BoTxn      *txn,
                 const char *text,
                 gint64      at,
                 GError    **error)
{
  g_autoptr (BoStmt) insert = bo_txn_prepare (txn, "INSERT INTO sync_log (at, text) VALUES (?1, ?2)", error);
  g_autoptr (BoStmt) trim = NULL;

  if (insert == NULL)
    return FALSE;
  bo_stmt_bind_int64 (insert, 1, at);
  bo_stmt_bind_text (insert, 2, text);
  if (!bo_stmt_run (insert, error))
    return FALSE;

  trim = bo_txn_prepare (txn, "DELETE FROM sync_log WHERE id <= (SELECT max (id) FROM sync_log) - ?1", error);
  if (trim == NULL)
    return FALSE;
  bo_stmt_bind_int64 (trim, 1, LOG_MAX);
  return bo_stmt_run (trim, error);
}

static void
log_line_free (gpointer data)
{
  BoSyncLogLine *line = data;

  g_free (line->text);
  g_free (line);
}

GPtrArray *
bo_sync_log_list (BoTxn   *txn,
                  GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (log_line_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT at, text FROM sync_log ORDER BY id", error);

  if (stmt == NULL)
    return NULL;
  while (bo_stmt_step (stmt, &local_error))
    {
      BoSyncLogLine *line = g_new0 (BoSyncLogLine, 1);

      line->at = bo_stmt_get_int64 (stmt, 0);
      line->text = g_strdup (bo_stmt_get_text (stmt, 1));
      g_ptr_array_add (lines, line);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&lines);
}
