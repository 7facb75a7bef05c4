/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-db"

#include "config.h"

#include "bo-db-private.h"

/* Statements kept prepared.  The program's literals are fewer; lists build the
 * text of their query from parts, and those must not pile up. */
#define CACHE_SIZE 256

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return !((BoStmt *) value)->in_use;
}

static BoStmt *
stmt_new (BoDb       *db,
          const char *sql,
          GError    **error)
{
  sqlite3_stmt *native = NULL;
  BoStmt       *stmt;
  int           rc;

  db->updates = (BoDbUpdates){ 0 };
  rc = sqlite3_prepare_v3 (db->native, sql, -1, SQLITE_PREPARE_PERSISTENT, &native, NULL);

  if (rc != SQLITE_OK)
    {
      bo_db_set_native_error (db, rc, error);
      return NULL;
    }

  stmt = g_new0 (BoStmt, 1);
  stmt->db = db;
  stmt->native = native;
  stmt->sql = g_strdup (sql);
  stmt->updates = db->updates;

  return stmt;
}

void
bo_db_note_update (BoDb *db,
                   guint table,
                   guint column)
{
  /* Of a statement that sets columns of two tables nothing is known. */
  if (db->updates.table != 0 && db->updates.table != table)
    table = BO_DB_UPDATES_UNKNOWN;

  db->updates.table = table;
  db->updates.columns |= G_GUINT64_CONSTANT (1) << column;
}

BoDbUpdates
bo_db_get_running_updates (BoDb *db)
{
  return db->running != NULL ? db->running->updates : (BoDbUpdates){ 0 };
}

/**
 * bo_db_prepare:
 * @db: a #BoDb
 * @sql: the statement; its text is the cache's key
 * @error: return location for a #GError
 *
 * Borrows the prepared form of @sql.  Hold it in a g_autoptr(), so that it is
 * reset and its bindings cleared wherever the caller returns.
 *
 * Returns: (transfer full): the statement, or %NULL with @error set
 */
BoStmt *
bo_db_prepare (BoDb       *db,
               const char *sql,
               GError    **error)
{
  BoStmt *stmt;

  g_assert (db->thread == g_thread_self ());

  /* A literal is found by its address; the comparison keeps a text that was
   * built where another stood before from being taken for it. */
  stmt = g_hash_table_lookup (db->by_pointer, sql);
  if (stmt == NULL || strcmp (stmt->sql, sql) != 0)
    {
      stmt = g_hash_table_lookup (db->statements, sql);
      if (stmt == NULL)
        {
          if (g_hash_table_size (db->statements) >= CACHE_SIZE)
            {
              g_hash_table_remove_all (db->by_pointer);
              g_hash_table_foreach_remove (db->statements, is_idle, NULL);
            }

          stmt = stmt_new (db, sql, error);
          if (stmt == NULL)
            return NULL;
          g_hash_table_insert (db->statements, stmt->sql, stmt);
        }
      g_hash_table_insert (db->by_pointer, (gpointer) sql, stmt);
    }

  if (stmt->in_use)
    {
      stmt = stmt_new (db, sql, error);
      if (stmt == NULL)
        return NULL;
      stmt->spare = TRUE;
    }

  stmt->in_use = TRUE;
  stmt->bind_rc = SQLITE_OK;

  return stmt;
}

void
bo_stmt_release (BoStmt *stmt)
{
  if (stmt->spare)
    {
      sqlite3_finalize (stmt->native);
      g_free (stmt->sql);
      g_free (stmt);
      return;
    }

  sqlite3_reset (stmt->native);
  sqlite3_clear_bindings (stmt->native);
  stmt->in_use = FALSE;
}

/* Makes @stmt ready to run once more; what is bound stays bound. */
void
bo_stmt_reset (BoStmt *stmt)
{
  sqlite3_reset (stmt->native);
}

static void
note_bind (BoStmt *stmt,
           int     rc)
{
  if (stmt->bind_rc == SQLITE_OK)
    stmt->bind_rc = rc;
}

void
bo_stmt_bind_int64 (BoStmt *stmt,
                    int     index,
                    gint64  value)
{
  note_bind (stmt, sqlite3_bind_int64 (stmt->native, index, value));
}

/* A %NULL string binds SQL NULL. */
void
bo_stmt_bind_text (BoStmt     *stmt,
                   int         index,
                   const char *value)
{
  note_bind (stmt, sqlite3_bind_text (stmt->native, index, value, -1, SQLITE_TRANSIENT));
}

void
bo_stmt_bind_null (BoStmt *stmt,
                   int     index)
{
  note_bind (stmt, sqlite3_bind_null (stmt->native, index));
}

/* @length bytes of text that outlives the next step. */
void
bo_stmt_bind_text_static (BoStmt     *stmt,
                          int         index,
                          const char *value,
                          gsize       length)
{
  note_bind (stmt, sqlite3_bind_text64 (stmt->native, index, value, length, SQLITE_STATIC, SQLITE_UTF8));
}

/**
 * bo_stmt_step:
 * @stmt: a #BoStmt
 * @error: return location for a #GError
 *
 * Moves to the next row.  %FALSE is either the end or a failure: pass @error
 * and look at it after the loop.
 *
 * Returns: %TRUE if there is a row
 */
gboolean
bo_stmt_step (BoStmt  *stmt,
              GError **error)
{
  BoDb *db = stmt->db;
  int   rc;

  db->running = stmt;
  rc = stmt->bind_rc != SQLITE_OK ? stmt->bind_rc : sqlite3_step (stmt->native);
  db->running = NULL;

  if (rc == SQLITE_ROW)
    return TRUE;

  if (rc != SQLITE_DONE)
    bo_db_set_native_error (db, rc, error);
  else if (db->after_step != NULL)
    db->after_step (db->after_step_data, error);

  return FALSE;
}

/**
 * bo_stmt_check_end:
 * @local_error: (inout): what ended a loop of bo_stmt_step(); taken if it is an error
 * @error: return location for a #GError
 *
 * Returns: %TRUE if the rows came to their end, else %FALSE with @error set
 */
gboolean
bo_stmt_check_end (GError **local_error,
                   GError **error)
{
  if (*local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (local_error));
  return FALSE;
}

/**
 * bo_stmt_run_find:
 * @stmt: a SELECT of an id or another number, bound
 * @id: (out): the number in the first row, 0 without one
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_stmt_run_find (BoStmt  *stmt,
                  gint64  *id,
                  GError **error)
{
  GError *local_error = NULL;

  *id = bo_stmt_step (stmt, &local_error) ? bo_stmt_get_int64 (stmt, 0) : 0;
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_stmt_run:
 * @stmt: a #BoStmt
 * @error: return location for a #GError
 *
 * Runs @stmt to its end; its rows, if any, do not matter.  It is then ready to be
 * bound and run once more.
 *
 * Returns: whether it succeeded
 */
gboolean
bo_stmt_run (BoStmt  *stmt,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (bo_stmt_step (stmt, &local_error))
    continue;

  sqlite3_reset (stmt->native);
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_stmt_is_null (BoStmt *stmt,
                 int     column)
{
  return sqlite3_column_type (stmt->native, column) == SQLITE_NULL;
}

gint64
bo_stmt_get_int64 (BoStmt *stmt,
                   int     column)
{
  return sqlite3_column_int64 (stmt->native, column);
}

/* (transfer none) (nullable): valid until the next step */
const char *
bo_stmt_get_text (BoStmt *stmt,
                  int     column)
{
  return (const char *) sqlite3_column_text (stmt->native, column);
}
