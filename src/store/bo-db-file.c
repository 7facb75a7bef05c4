/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-db"

#include "config.h"

#include "bo-db-private.h"

#include "bo-temporary-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages copied in one go, and what a backup waits when others hold the file. */
#define BACKUP_PAGES 1024
#define BACKUP_WAIT_MS 20
/* The least that a database has: one page of the smallest size. */
#define SQLITE_SIZE_MIN 512

/* A store is looked at through SQLite only, never by open() and read(): closing
 * a descriptor of our own would drop the locks that other connections of this
 * process hold on the file (POSIX locks belong to the process). */

char *
bo_db_make_immutable_uri (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strdup_printf ("file:%s?immutable=1", escaped);
}

static void
set_errno_error (int      error_number,
                 GError **error)
{
  BoDbError code = BO_DB_ERROR_FAILED;

  if (error_number == ENOENT || error_number == ENOTDIR)
    code = BO_DB_ERROR_NOT_FOUND;
  else if (error_number == EACCES || error_number == EPERM || error_number == EROFS)
    code = BO_DB_ERROR_READ_ONLY;
  else if (error_number == ENOSPC || error_number == EDQUOT)
    code = BO_DB_ERROR_FULL;

  g_set_error (error, BO_DB_ERROR, code, "The store file cannot be opened: %s", g_strerror (error_number));
}

/* Whether pages of the store stand in a log beside it: somebody has it open, or
 * was killed. */
gboolean
bo_db_has_log (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf         buf;

  return g_stat (wal, &buf) == 0 && buf.st_size > 0;
}

static gboolean
read_pragma (BoDb       *db,
             const char *sql,
             gint64     *value,
             GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, sql, error);

  return stmt != NULL && bo_stmt_run_find (stmt, value, error);
}

static gboolean
probe_content (const char *path,
               int         max_version,
               GError    **error)
{
  g_autofree char *uri = bo_db_make_immutable_uri (path);
  g_autoptr (BoDb) db = bo_db_open_native (uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
  gint64 id = 0, version = 0;

  if (db == NULL || !read_pragma (db, "PRAGMA application_id", &id, error))
    return FALSE;

  if (id != BO_DB_APPLICATION_ID)
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_NOT_A_STORE,
                           "The file is a database of another program");
      return FALSE;
    }

  if (!read_pragma (db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > max_version)
    {
      g_set_error (error, BO_DB_ERROR, BO_DB_ERROR_TOO_NEW,
                   "The store has version %d, this program knows %d", (int) version, max_version);
      return FALSE;
    }

  return bo_db_exec (db, "SELECT name FROM sqlite_schema", error);
}

/* Says of a file that is too short to be a database whether it was one. */
static gboolean
refuse_stub (const char *path,
             GError    **error)
{
  static const char magic[] = "SQLite format 3";
  g_autofree char  *content = NULL;
  gsize             length = 0;

  /* Nobody has locks on it that closing it would drop: no store is that short. */
  if (g_file_get_contents (path, &content, &length, NULL) && length >= sizeof magic &&
      memcmp (content, magic, sizeof magic) == 0)
    g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT, "The file is damaged: it ends after its first bytes");
  else
    g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_NOT_A_STORE, "The file is not a store of this program");

  return FALSE;
}

/**
 * bo_db_probe:
 * @path: a file
 * @max_version: the newest schema version that can be dealt with
 * @error: return location for a #GError
 *
 * Looks whether @path is a store, without touching it or leaving anything beside it.
 *
 * Returns: %TRUE if it is, else %FALSE with @error set: NOT_FOUND, also of an empty
 *   file, NOT_A_STORE,
 *   TOO_NEW, CORRUPT, READ_ONLY when it may not even be read
 */
gboolean
bo_db_probe (const char *path,
             int         max_version,
             GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  GStatBuf buf;

  if (g_stat (path, &buf) != 0)
    {
      set_errno_error (errno, error);
      return FALSE;
    }

  if (!S_ISREG (buf.st_mode))
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_NOT_A_STORE,
                           S_ISDIR (buf.st_mode) ? "That is a folder, not a store" : "The file is not a store of this program");
      return FALSE;
    }

  /* As if there were none: what makes a store makes one of it, nothing else does. */
  if (buf.st_size == 0)
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND, "The file is empty: there is no store in it yet");
      return FALSE;
    }

  if (g_access (path, R_OK) != 0)
    {
      set_errno_error (errno, error);
      return FALSE;
    }

  if (buf.st_size < SQLITE_SIZE_MIN)
    return refuse_stub (path, error);

  if (probe_content (path, max_version, &local_error))
    return TRUE;

  /* The newest pages stand in a log that this look ignores, and it may be just
   * being copied into the file: what looks torn here need not be. */
  if (g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT) && bo_db_has_log (path))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
bo_db_check_writable (const char *path,
                      GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_access (path, W_OK) == 0 && g_access (folder, W_OK | X_OK) == 0)
    return TRUE;

  set_errno_error (errno, error);
  return FALSE;
}

static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

static gboolean
fill_file (const char *path,
           GError    **error)
{
  g_autoptr (BoDb) db = bo_db_open_native (path, SQLITE_OPEN_READWRITE, error);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA application_id = %d", BO_DB_APPLICATION_ID);

  /* In this order: the mark must stand in the file itself, not in a log. */
  return db != NULL && bo_db_exec (db, pragma, error) && bo_db_exec (db, "PRAGMA journal_mode = WAL", error);
}

/* Makes an empty store at @path if there is nothing; @made tells.  It is made under
 * another name, so that two programs, or a power cut, never leave half of one. */
gboolean
bo_db_make_file (const char *path,
                 gboolean   *made,
                 GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (BoTemporaryFile) file = BO_TEMPORARY_FILE_INIT;
  gboolean done;
  GStatBuf buf;

  *made = FALSE;
  if (g_stat (path, &buf) == 0 && !(S_ISREG (buf.st_mode) && buf.st_size == 0))
    return TRUE;

  if (g_mkdir_with_parents (folder, 0700) != 0 || !bo_temporary_file_make (path, &file))
    {
      set_errno_error (errno, error);
      return FALSE;
    }

  done = fill_file (file.name, error);
  if (done)
    {
      /* An empty file is not somebody's store; anything else that has come to be
       * at @path meanwhile is, and stays. */
      if (g_stat (path, &buf) == 0 && S_ISREG (buf.st_mode) && buf.st_size == 0)
        done = g_rename (file.name, path) == 0;
      else if (link (file.name, path) == 0)
        *made = TRUE;
      else if (errno != EEXIST)
        *made = done = !g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (file.name, path) == 0;
      if (!done)
        set_errno_error (errno, error);
      sync_folder (folder);
    }

  return done;
}

int
bo_db_get_version (BoDb *db)
{
  gint64 version = 0;

  return read_pragma (db, "PRAGMA user_version", &version, NULL) ? (int) version : 0;
}

typedef struct
{
  const char *sql;
  guint       version;
} MigrateStep;

typedef struct
{
  const char *const *steps;
  guint              n_steps;
} AllSteps;

static gboolean
migrate_step (BoDb    *db,
              gpointer user_data,
              GError **error)
{
  const MigrateStep *step = user_data;
  g_autofree char   *pragma = g_strdup_printf ("PRAGMA user_version = %u", step->version);

  /* Another program may have made the step while this one waited for the lock. */
  if (bo_db_get_version (db) >= (int) step->version)
    return TRUE;

  return bo_db_exec (db, step->sql, error) && bo_db_exec (db, pragma, error);
}

/* A new store is made whole or not at all: who is killed in between leaves nothing that
 * the next program would have to bring up to date. */
static gboolean
migrate_new (BoDb    *db,
             gpointer user_data,
             GError **error)
{
  const AllSteps *all = user_data;

  for (guint i = 0; i < all->n_steps; i++)
    {
      MigrateStep step = { all->steps[i], i + 1 };

      if (!migrate_step (db, &step, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
backup_before (BoDb    *db,
               int      version,
               GError **error)
{
  const char      *path = sqlite3_db_filename (db->native, "main");
  g_autofree char *copy = NULL;

  if (path == NULL || *path == '\0')
    return TRUE;

  copy = g_strdup_printf ("%s.before-v%d", path, version + 1);
  if (!bo_db_backup (db, copy, NULL, error))
    {
      g_prefix_error (error, "Keeping a copy before bringing the store up to date: ");
      return FALSE;
    }

  return TRUE;
}

/**
 * bo_db_migrate:
 * @db: a #BoDb
 * @steps: (array length=n_steps): step i takes a store from version i to i + 1
 * @n_steps: how many steps there are, which is the version to reach
 * @error: return location for a #GError
 *
 * Brings the schema up to date: a new store in one transaction, another in one
 * transaction a step, so that a failure leaves the file at the last version that was
 * reached whole.  A store that is not new is first copied to its own name with
 * ".before-vN", N being the version after the one that it has.
 *
 * Returns: %TRUE when the schema is at version @n_steps
 */
gboolean
bo_db_migrate (BoDb              *db,
               const char *const *steps,
               guint              n_steps,
               GError           **error)
{
  int version = bo_db_get_version (db);

  if (version > (int) n_steps)
    {
      g_set_error (error, BO_DB_ERROR, BO_DB_ERROR_TOO_NEW,
                   "The store has version %d, this program knows %u", version, n_steps);
      return FALSE;
    }

  if (version == 0)
    {
      AllSteps all = { steps, n_steps };

      return bo_db_transaction (db, migrate_new, &all, error);
    }

  if (version < (int) n_steps && !backup_before (db, version, error))
    return FALSE;

  for (guint i = (guint) version; i < n_steps; i++)
    {
      MigrateStep step = { steps[i], i + 1 };

      if (!bo_db_transaction (db, migrate_step, &step, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
copy_pages (BoDb         *db,
            BoDb         *target,
            GCancellable *cancellable,
            GError      **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->native, "main", db->native, "main");
  int             rc;

  if (backup == NULL)
    {
      bo_db_set_native_error (target, sqlite3_errcode (target->native), error);
      return FALSE;
    }

  do
    {
      if (g_cancellable_is_cancelled (cancellable))
        rc = SQLITE_INTERRUPT;
      else
        rc = sqlite3_backup_step (backup, BACKUP_PAGES);
      if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        sqlite3_sleep (BACKUP_WAIT_MS);
    }
  while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);

  sqlite3_backup_finish (backup);
  if (rc != SQLITE_DONE)
    {
      bo_db_set_native_error (target, rc, error);
      return FALSE;
    }

  return TRUE;
}

/* By whatever path. */
static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf x, y;

  return b != NULL && g_stat (a, &x) == 0 && g_stat (b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/**
 * bo_db_backup:
 * @db: a #BoDb
 * @path: where the copy goes; a file that is there is replaced once the copy is whole
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Copies the whole store while others read and write it.
 *
 * Returns: whether the copy is there and on the disk
 */
gboolean
bo_db_backup (BoDb         *db,
              const char   *path,
              GCancellable *cancellable,
              GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (BoTemporaryFile) file = BO_TEMPORARY_FILE_INIT;
  gboolean done = FALSE;

  if (is_same_file (path, sqlite3_db_filename (db->native, "main")))
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_FAILED, "A copy cannot take the place of the store itself");
      return FALSE;
    }
  bo_temporary_file_remove_leftovers (path);
  if (!bo_temporary_file_make (path, &file))
    {
      set_errno_error (errno, error);
      return FALSE;
    }

  {
    g_autoptr (BoDb) target = bo_db_open_native (file.name, SQLITE_OPEN_READWRITE, error);

    done = target != NULL && copy_pages (db, target, cancellable, error);
  }

  if (done && g_rename (file.name, path) != 0)
    {
      set_errno_error (errno, error);
      done = FALSE;
    }
  if (done)
    sync_folder (folder);

  return done;
}

static gboolean
finds_nothing (BoDb       *db,
               const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, sql, NULL);

  return stmt != NULL && !bo_stmt_step (stmt, &error) && error == NULL;
}

/* Whether no other connection has the file, which this one keeps for itself then. */
static gboolean
take_alone (BoDb *db)
{
  g_autoptr (BoStmt) stmt = NULL;

  sqlite3_busy_timeout (db->native, 0);
  if (!bo_db_exec (db, "PRAGMA locking_mode = EXCLUSIVE", NULL))
    return FALSE;
  /* A log is given up by the last that has it. */
  stmt = bo_db_prepare (db, "PRAGMA journal_mode = DELETE", NULL);
  return stmt != NULL && bo_stmt_step (stmt, NULL) && g_strcmp0 (bo_stmt_get_text (stmt, 0), "delete") == 0;
}

/**
 * bo_db_remove_unless:
 * @db: a connection that writes, to be closed next
 * @sql: a SELECT
 *
 * Removes the file if @sql finds nothing in it and no other connection has it open.
 *
 * Returns: whether the file is gone
 */
gboolean
bo_db_remove_unless (BoDb       *db,
                     const char *sql)
{
  const char *path = sqlite3_db_filename (db->native, "main");
  gboolean    removed;

  if (path == NULL || *path == '\0' || !finds_nothing (db, sql) || !take_alone (db))
    return FALSE;

  /* Nobody can have written since: the lock of the look is the lock of the removal. */
  if (!bo_db_exec (db, "BEGIN EXCLUSIVE", NULL))
    return FALSE;
  removed = finds_nothing (db, sql) && g_unlink (path) == 0;
  bo_db_exec (db, "ROLLBACK", NULL);

  return removed;
}
