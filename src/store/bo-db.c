/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-db"

#include "config.h"

#include "bo-db-private.h"
#include "bo-temporary-file.h"

#define BUSY_TIMEOUT_MS 5000
/* SQLite virtual machine steps between two looks at the cancellable. */
#define CANCEL_CHECK_STEPS 2000

/* The formatter takes the hyphens for minus signs. */
/* clang-format off */
G_DEFINE_QUARK (bo-db-error-quark, bo_db_error)
/* clang-format on */

/* What every connection is set to: an acknowledged command survives a power cut,
 * a damaged page is noticed, and what is deleted is gone from the file. */
static const char common_pragmas[] =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA mmap_size = 0;";
/* KiB of page cache: what a big command rewrites stays in it; a window's lists
 * read little, and its memory is watched.
 *
 * A reader trusts nothing that the file's schema names.  A writer has to: its
 * triggers keep the search index, and SQLite 3.40 calls FTS5 unsafe in a trigger. */
static const char writer_pragmas[] =
    "PRAGMA trusted_schema = ON;"
    "PRAGMA cache_size = -32768;"
    "PRAGMA journal_size_limit = 67108864;";
static const char reader_pragmas[] =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA query_only = ON;"
    "PRAGMA cache_size = -6144;";

typedef struct
{
  int         rc;
  BoDbError   code;
  const char *message;
} ErrorCase;

/* Extended codes first: the first that fits is taken. */
static const ErrorCase error_cases[] = {
  { SQLITE_IOERR_NOMEM, BO_DB_ERROR_FAILED, "There is not enough memory" },
  { SQLITE_BUSY, BO_DB_ERROR_BUSY, "Another program is writing to the store" },
  { SQLITE_LOCKED, BO_DB_ERROR_BUSY, "The store is in use" },
  { SQLITE_PROTOCOL, BO_DB_ERROR_BUSY, "The store is in use" },
  { SQLITE_CONSTRAINT, BO_DB_ERROR_CONSTRAINT, "The change would break a rule of the store" },
  { SQLITE_MISMATCH, BO_DB_ERROR_CONSTRAINT, "The change would break a rule of the store" },
  { SQLITE_TOOBIG, BO_DB_ERROR_CONSTRAINT, "A text is too long for the store" },
  { SQLITE_CORRUPT, BO_DB_ERROR_CORRUPT, "The store file is damaged" },
  { SQLITE_NOTADB, BO_DB_ERROR_NOT_A_STORE, "The file is not a store of this program" },
  { SQLITE_FULL, BO_DB_ERROR_FULL, "The disk is full" },
  { SQLITE_READONLY, BO_DB_ERROR_READ_ONLY, "The store or its folder may not be written" },
  { SQLITE_CANTOPEN, BO_DB_ERROR_READ_ONLY, "The store or a file beside it cannot be opened" },
  { SQLITE_PERM, BO_DB_ERROR_READ_ONLY, "The store or its folder may not be written" },
  { SQLITE_AUTH, BO_DB_ERROR_READ_ONLY, "The store or its folder may not be written" },
  { SQLITE_NOMEM, BO_DB_ERROR_FAILED, "There is not enough memory" },
  { SQLITE_IOERR, BO_DB_ERROR_FAILED, "The store file could not be read or written" },
};

/* Set while a connection of this thread recovers what a killed program left. */
static GPrivate recovered_private;
static gboolean log_is_ours;

static void
log_cb (gpointer    user_data,
        int         rc,
        const char *message)
{
  if (rc == SQLITE_NOTICE_RECOVER_WAL)
    g_private_set (&recovered_private, GINT_TO_POINTER (TRUE));

  g_debug ("SQLite %d: %s", rc, message);
}

/* SQLite tells of a recovery nowhere but in its log.  The first use of the
 * library decides whether its log can still be had. */
static void
ensure_log (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      log_is_ours = sqlite3_config (SQLITE_CONFIG_LOG, log_cb, NULL) == SQLITE_OK;
      /* Counting what is allocated takes a lock that both threads would share. */
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }
}

/* What happened, in words for a log: neither SQL nor anybody's data. */
void
bo_db_set_native_error (BoDb    *db,
                        int      rc,
                        GError **error)
{
  if ((rc & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
      return;
    }

  if (db != NULL && db->native != NULL)
    g_debug ("SQLite %d: %s", rc, sqlite3_errmsg (db->native));

  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      if (error_cases[i].rc == rc || error_cases[i].rc == (rc & 0xff))
        {
          g_set_error (error, BO_DB_ERROR, error_cases[i].code, "%s (SQLite %d)", error_cases[i].message, rc);
          return;
        }
    }

  g_set_error (error, BO_DB_ERROR, BO_DB_ERROR_FAILED, "The store failed: %s (SQLite %d)", sqlite3_errstr (rc), rc);
}

static int
progress_cb (gpointer user_data)
{
  BoDb *db = user_data;

  return db->cancellable != NULL && g_cancellable_is_cancelled (db->cancellable);
}

static void
stmt_free (gpointer data)
{
  BoStmt *stmt = data;

  sqlite3_finalize (stmt->native);
  g_free (stmt->sql);
  g_free (stmt);
}

/* A connection with nothing set yet. */
BoDb *
bo_db_open_native (const char *path,
                   int         flags,
                   GError    **error)
{
  g_autoptr (BoDb) db = NULL;
  int rc;

  ensure_log ();
  db = g_new0 (BoDb, 1);
  db->thread = g_thread_self ();
  db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, stmt_free);
  db->by_pointer = g_hash_table_new (g_direct_hash, g_direct_equal);

  rc = sqlite3_open_v2 (path, &db->native, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    {
      bo_db_set_native_error (db, rc, error);
      return NULL;
    }

  sqlite3_busy_timeout (db->native, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (db->native, CANCEL_CHECK_STEPS, progress_cb, db);
  sqlite3_db_config (db->native, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->native, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);

  return g_steal_pointer (&db);
}

void
bo_db_close (BoDb *db)
{
  g_assert (db->thread == g_thread_self ());

  g_hash_table_unref (db->by_pointer);
  g_hash_table_unref (db->statements);
  /* Not _v2: a statement still open here is a bug worth hearing of. */
  if (sqlite3_close (db->native) != SQLITE_OK)
    g_critical ("Closing the store with statements open");
  g_free (db);
}

static gboolean
set_wal (BoDb    *db,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, "PRAGMA journal_mode = WAL", error);
  const char *mode;

  if (stmt == NULL)
    return FALSE;

  if (!bo_stmt_step (stmt, &local_error))
    {
      if (local_error == NULL)
        g_set_error_literal (&local_error, BO_DB_ERROR, BO_DB_ERROR_FAILED, "The store has no journal");
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  mode = bo_stmt_get_text (stmt, 0);
  if (g_strcmp0 (mode, "wal") != 0 && g_strcmp0 (mode, "memory") != 0)
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_FAILED,
                           "The file system of the store cannot keep a write-ahead log");
      return FALSE;
    }

  return TRUE;
}

/* Reads the file's first page, which brings in what a killed program left. */
static gboolean
take_up (BoDb    *db,
         GError **error)
{
  g_private_set (&recovered_private, NULL);
  if (!bo_db_exec (db, "SELECT count (*) FROM sqlite_schema", error))
    return FALSE;

  db->recovered = g_private_get (&recovered_private) != NULL;
  return TRUE;
}

/* Whoever found nothing in the file may have removed it before the first lock of this
 * connection; from that on nobody does (bo_db_remove_unless()). */
static gboolean
check_still_there (BoDb    *db,
                   GError **error)
{
  int moved = 0;

  if (sqlite3_file_control (db->native, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
    return TRUE;

  g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_BUSY,
                       "The store was removed by another program while it was being opened: try again");
  return FALSE;
}

/**
 * bo_db_open:
 * @path: the store file, or ":memory:" for a new one that is never written
 * @mode: what for
 * @error: return location for a #GError
 *
 * Opens a connection that belongs to the calling thread.  A file that is not a
 * store, is damaged or may not be opened stays as it is, and nothing is left
 * beside it.
 *
 * Returns: (transfer full): the connection, or %NULL with @error set
 */
BoDb *
bo_db_open (const char *path,
            BoDbMode    mode,
            GError    **error)
{
  gboolean         writes = mode == BO_DB_READ_WRITE || mode == BO_DB_READ_WRITE_EXISTING;
  gboolean         in_memory = g_str_equal (path, ":memory:");
  gboolean         made = FALSE;
  g_autofree char *uri = NULL;
  g_autoptr (BoDb) db = NULL;

  if (!in_memory)
    {
      if (mode == BO_DB_READ_WRITE && !bo_db_make_file (path, &made, error))
        return NULL;
      if (!bo_db_probe (path, G_MAXINT, error) || (writes && !bo_db_check_writable (path, error)))
        return NULL;
      if (writes)
        bo_temporary_file_remove_leftovers (path);
    }

  if (mode == BO_DB_IMMUTABLE)
    {
      uri = bo_db_make_immutable_uri (path);
      db = bo_db_open_native (uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    }
  else if (mode == BO_DB_READ_ONLY)
    db = bo_db_open_native (path, SQLITE_OPEN_READONLY, error);
  else
    db = bo_db_open_native (path, SQLITE_OPEN_READWRITE | (in_memory ? SQLITE_OPEN_CREATE : 0), error);

  if (db != NULL)
    db->made = made;
  if (db == NULL || !take_up (db, error) || !bo_db_exec (db, common_pragmas, error))
    return NULL;

  if (writes)
    {
      if (!set_wal (db, error) || !bo_db_exec (db, writer_pragmas, error) || (!in_memory && !check_still_there (db, error)))
        return NULL;
    }
  else if (!bo_db_exec (db, reader_pragmas, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* The cancellable of the job now running, which long statements look at. */
void
bo_db_set_cancellable (BoDb         *db,
                       GCancellable *cancellable)
{
  db->cancellable = cancellable;
}

/* @func is called after each statement that has run to its end, from outside of
 * SQLite, so that it may run statements itself. */
void
bo_db_set_after_step (BoDb        *db,
                      BoDbStepFunc func,
                      gpointer     user_data)
{
  db->after_step = func;
  db->after_step_data = user_data;
}

/**
 * bo_db_was_recovered:
 * @db: a #BoDb
 *
 * Returns: whether opening @db took up a log that a program which was killed, or
 *   a power cut, had left
 */
gboolean
bo_db_was_recovered (BoDb *db)
{
  return db->recovered;
}

/* Whether opening @db made its file. */
gboolean
bo_db_was_made (BoDb *db)
{
  return db->made;
}

/* Gives the page cache back, after a job that filled it. */
void
bo_db_release_memory (BoDb *db)
{
  sqlite3_db_release_memory (db->native);
}

sqlite3 *
bo_db_get_native (BoDb *db)
{
  return db->native;
}

/* One statement or several, without parameters, whose rows do not matter. */
gboolean
bo_db_exec (BoDb       *db,
            const char *sql,
            GError    **error)
{
  int rc;

  g_assert (db->thread == g_thread_self ());

  rc = sqlite3_exec (db->native, sql, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    {
      bo_db_set_native_error (db, rc, error);
      return FALSE;
    }

  return db->after_step == NULL || db->after_step (db->after_step_data, error);
}

static gboolean
run_transaction (BoDb       *db,
                 const char *begin,
                 const char *end,
                 BoDbFunc    func,
                 gpointer    user_data,
                 GError    **error)
{
  g_assert (sqlite3_get_autocommit (db->native));

  if (!bo_db_exec (db, begin, error))
    return FALSE;

  if (func (db, user_data, error) && bo_db_exec (db, end, error))
    return TRUE;

  /* Cancelled or not, the rollback itself must run to its end. */
  bo_db_set_cancellable (db, NULL);
  if (!sqlite3_get_autocommit (db->native) && !bo_db_exec (db, "ROLLBACK", NULL))
    g_critical ("A transaction could not be rolled back");

  return FALSE;
}

/**
 * bo_db_transaction:
 * @db: a #BoDb
 * @func: what to do; returning %FALSE rolls everything back
 * @user_data: data for @func
 * @error: return location for a #GError
 *
 * Runs @func in a write transaction.  Transactions do not nest.
 *
 * Returns: %TRUE if @func succeeded and the commit did too
 */
gboolean
bo_db_transaction (BoDb    *db,
                   BoDbFunc func,
                   gpointer user_data,
                   GError **error)
{
  /* IMMEDIATE: wait for the lock now, not at the first write with reads done. */
  return run_transaction (db, "BEGIN IMMEDIATE", "COMMIT", func, user_data, error);
}

/* The same for reads: all of @func sees one state of the store. */
gboolean
bo_db_read_transaction (BoDb    *db,
                        BoDbFunc func,
                        gpointer user_data,
                        GError **error)
{
  /* There is nothing to commit; and after a look at a damaged file a commit would fail. */
  return run_transaction (db, "BEGIN", "ROLLBACK", func, user_data, error);
}

gint64
bo_db_get_last_id (BoDb *db)
{
  return sqlite3_last_insert_rowid (db->native);
}

/* How many rows the last INSERT, UPDATE or DELETE touched. */
gint64
bo_db_get_changes (BoDb *db)
{
  return sqlite3_changes64 (db->native);
}
