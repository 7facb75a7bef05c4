/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bo-test-util.h"

static const char *const good_steps[] = {
  "CREATE TABLE a (x INTEGER NOT NULL CHECK (x > 0)) STRICT;",
  "CREATE TABLE b (y TEXT) STRICT;",
};
static const char *const broken_steps[] = {
  "CREATE TABLE a (x INTEGER NOT NULL CHECK (x > 0)) STRICT;",
  "CREATE TABLE b (y TEXT) STRICT; CREATE TABLE a (z TEXT);",
};

typedef struct
{
  const char        *name;
  int                version_before;
  const char *const *steps;
  guint              n_steps;
  int                version_after;
  int                error_code; /* a BoDbError, or -1 for none */
} MigrateCase;

static const MigrateCase migrate_cases[] = {
  { "empty-to-first", 0, good_steps, 1, 1, -1 },
  { "empty-to-last", 0, good_steps, 2, 2, -1 },
  { "first-to-last", 1, good_steps, 2, 2, -1 },
  { "already-there", 2, good_steps, 2, 2, -1 },
  { "failing-step-leaves-a-new-store-new", 0, broken_steps, 2, 0, BO_DB_ERROR_FAILED },
  { "failing-step-from-the-last-whole-one", 1, broken_steps, 2, 1, BO_DB_ERROR_FAILED },
  { "from-the-future", 9, good_steps, 2, 9, BO_DB_ERROR_TOO_NEW },
};

static gint64
query_int (BoDb       *db,
           const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  g_assert_true (bo_stmt_step (stmt, &error));
  g_assert_no_error (error);

  return bo_stmt_get_int64 (stmt, 0);
}

static BoDb *
open_db (const char *path,
         BoDbMode    mode)
{
  g_autoptr (GError) error = NULL;
  BoDb *db = bo_db_open (path, mode, &error);

  g_assert_no_error (error);
  return db;
}

static void
test_migrate (gconstpointer user_data)
{
  const MigrateCase *c = user_data;
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  g_autofree char *copy = g_strdup_printf ("%s.before-v%d", path, c->version_before + 1);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", c->version_before);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoDb) db = open_db (path, BO_DB_READ_WRITE);
  gboolean migrates = c->version_before > 0 && c->version_before < (int) c->n_steps;

  if (c->version_before == 1)
    g_assert_true (bo_db_exec (db, good_steps[0], NULL));
  g_assert_true (bo_db_exec (db, pragma, NULL));

  g_assert_cmpint (bo_db_migrate (db, c->steps, c->n_steps, &error), ==, c->error_code < 0);
  if (c->error_code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, BO_DB_ERROR, c->error_code);

  g_assert_cmpint (bo_db_get_version (db), ==, c->version_after);
  g_assert_cmpint (g_file_test (copy, G_FILE_TEST_EXISTS), ==, migrates);
  if (migrates)
    {
      g_autoptr (BoDb) old = open_db (copy, BO_DB_IMMUTABLE);

      g_assert_cmpint (bo_db_get_version (old), ==, c->version_before);
      g_assert_cmpint (query_int (old, "SELECT count (*) FROM sqlite_schema"), ==, 1);
    }
}

/* The pragmas of every connection.  -1: does not matter. */
static const struct
{
  const char *sql;
  gint64      writer;
  gint64      reader;
} pragmas[] = {
  { "PRAGMA foreign_keys", 1, 1 },
  { "PRAGMA synchronous", 2, 2 },
  { "PRAGMA busy_timeout", 5000, 5000 },
  { "PRAGMA cell_size_check", 1, 1 },
  { "PRAGMA secure_delete", 1, 1 },
  { "PRAGMA trusted_schema", 1, 0 },
  { "PRAGMA query_only", 0, 1 },
  { "PRAGMA cache_size", -32768, -6144 },
  { "PRAGMA mmap_size", 0, 0 },
  { "PRAGMA application_id", BO_DB_APPLICATION_ID, BO_DB_APPLICATION_ID },
};

static void
test_pragmas (gconstpointer user_data)
{
  BoDbMode mode = GPOINTER_TO_INT (user_data);
  gboolean writes = mode == BO_DB_READ_WRITE || mode == BO_DB_READ_WRITE_EXISTING;
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  g_autoptr (BoDb) db = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  bo_db_close (open_db (path, BO_DB_READ_WRITE));
  db = open_db (path, mode);
  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_test_message ("%s", pragmas[i].sql);
      g_assert_cmpint (query_int (db, pragmas[i].sql), ==, writes ? pragmas[i].writer : pragmas[i].reader);
    }

  /* A file that nobody writes has no log. */
  stmt = bo_db_prepare (db, "PRAGMA journal_mode", NULL);
  g_assert_true (bo_stmt_step (stmt, NULL));
  if (mode != BO_DB_IMMUTABLE)
    g_assert_cmpstr (bo_stmt_get_text (stmt, 0), ==, "wal");
}

static void
make_text (const char *path)
{
  bo_test_write_file (path, "This is a text that is no database at all, and longer than a header of one is.\n"
                            "This is a text that is no database at all, and longer than a header of one is.\n",
                      -1);
}

static void
make_empty (const char *path)
{
  bo_test_write_file (path, "", 0);
}

static void
run_native (const char *path,
            const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
make_foreign (const char *path)
{
  run_native (path, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
}

static void
make_good (const char *path)
{
  g_autoptr (BoDb) db = open_db (path, BO_DB_READ_WRITE);

  g_assert_true (bo_db_migrate (db, good_steps, 2, NULL));
  g_assert_true (bo_db_exec (db,
                             "INSERT INTO b (y) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                             " SELECT printf ('%0100d', i) FROM n",
                             NULL));
}

static void
make_newer (const char *path)
{
  make_good (path);
  run_native (path, "PRAGMA user_version = 99");
}

static void
make_truncated (const char *path)
{
  make_good (path);
  g_assert_cmpint (truncate (path, 8192 + 100), ==, 0);
}

/* Cut before what marks it as a store. */
static void
make_stub (const char *path)
{
  make_good (path);
  g_assert_cmpint (truncate (path, 50), ==, 0);
}

static void
make_short_text (const char *path)
{
  bo_test_write_file (path, "SQLite, I think", -1);
}

/* The page with the schema is overwritten but for its header. */
static void
make_damaged (const char *path)
{
  g_autofree char *content = NULL;
  gsize            length;

  make_good (path);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + 100, 0xa5, 3996);
  bo_test_write_file (path, content, (gssize) length);
}

static void
make_folder (const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_nothing (const char *path)
{
}

typedef struct
{
  const char *name;
  void (*make) (const char *path);
  int read_write; /* a BoDbError, or -1 for none */
  int existing;
  int immutable;
} OpenCase;

static const OpenCase open_cases[] = {
  { "text", make_text, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE },
  { "foreign", make_foreign, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE },
  { "newer", make_newer, BO_DB_ERROR_TOO_NEW, BO_DB_ERROR_TOO_NEW, BO_DB_ERROR_TOO_NEW },
  { "truncated", make_truncated, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT },
  { "damaged", make_damaged, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT },
  { "folder", make_folder, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE },
  { "missing", make_nothing, -1, BO_DB_ERROR_NOT_FOUND, BO_DB_ERROR_NOT_FOUND },
  { "empty", make_empty, -1, BO_DB_ERROR_NOT_FOUND, BO_DB_ERROR_NOT_FOUND },
  { "stub", make_stub, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT, BO_DB_ERROR_CORRUPT },
  { "short-text", make_short_text, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE, BO_DB_ERROR_NOT_A_STORE },
  { "good", make_good, -1, -1, -1 },
};

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that a folder holds, names and bytes. */
static char *
read_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *content = NULL;
      g_autofree char *sum = NULL;
      gsize            length = 0;

      if (!g_file_test (child, G_FILE_TEST_IS_DIR))
        g_assert_true (g_file_get_contents (child, &content, &length, NULL));
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) (content != NULL ? content : ""), length);
      g_ptr_array_add (names, g_strdup_printf ("%s %" G_GSIZE_FORMAT " %s\n", name, length, sum));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_string_append (text, g_ptr_array_index (names, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
open_one (const OpenCase *c,
          BoDbMode        mode,
          int             expected)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "it’s a #%41 shop?.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  BoDb *db = NULL;

  c->make (path);
  before = read_folder (dir);
  if (bo_db_probe (path, 2, &error) || expected == -1)
    {
      g_clear_error (&error);
      db = bo_db_open (path, mode, &error);
    }
  if (expected == -1)
    {
      g_assert_no_error (error);
      bo_db_close (db);
      return;
    }

  g_assert_null (db);
  g_assert_error (error, BO_DB_ERROR, expected);
  after = read_folder (dir);
  g_assert_cmpstr (after, ==, before);
}

static void
test_open (gconstpointer user_data)
{
  const OpenCase *c = user_data;

  open_one (c, BO_DB_READ_WRITE, c->read_write);
  open_one (c, BO_DB_READ_WRITE_EXISTING, c->existing);
  open_one (c, BO_DB_IMMUTABLE, c->immutable);
}

static guint
get_mode (const char *path)
{
  GStatBuf buf;

  g_assert_cmpint (g_stat (path, &buf), ==, 0);
  return buf.st_mode & 0777;
}

static void
test_modes (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *folder = g_build_filename (dir, "a", "b", NULL);
  g_autofree char *path = g_build_filename (folder, "shop.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  mode_t           mask = umask (0);
  BoDb            *db = open_db (path, BO_DB_READ_WRITE);

  umask (mask);
  g_assert_true (bo_db_migrate (db, good_steps, 2, NULL));
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (wal), ==, 0600);
  g_assert_cmpuint (get_mode (shm), ==, 0600);
  bo_db_close (db);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_read_only_folder (void)
{
  g_autoptr (BoTestDir) dir = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      /* Root may write anything: the case is run again as nobody. */
      g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
      const char      *argv[] = { "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program,
                                  "-p", "/db/read-only-folder", NULL };
      g_auto (GStrv) environment = g_get_environ ();
      int status = 0;

      /* It may not write where this process does. */
      environment = g_environ_unsetenv (environment, "G_TEST_TMPDIR");
      environment = g_environ_unsetenv (environment, "G_TEST_ROOT_PROCESS");
      g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                    NULL, NULL, &status, &error);
      if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
        {
          g_test_skip ("There is no setpriv");
          return;
        }
      g_assert_no_error (error);
      g_spawn_check_wait_status (status, &error);
      g_assert_no_error (error);
      return;
    }

  dir = bo_test_make_dir ();
  path = g_build_filename (dir, "shop.db", NULL);
  make_good (path);
  before = read_folder (dir);
  g_assert_cmpint (g_chmod (dir, 0500), ==, 0);

  g_assert_null (bo_db_open (path, BO_DB_READ_WRITE, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY);
  g_clear_error (&error);
  bo_db_close (open_db (path, BO_DB_IMMUTABLE));

  g_assert_cmpint (g_chmod (path, 0000), ==, 0);
  g_assert_null (bo_db_open (path, BO_DB_IMMUTABLE, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (dir, 0700), ==, 0);
  after = read_folder (dir);
  g_assert_cmpstr (after, ==, before);
}

/* Every type at two positions. */
static void
test_bind (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10", &error);

  g_assert_no_error (error);
  for (int offset = 0; offset < 2; offset++)
    {
      bo_stmt_bind_int64 (stmt, 1 + offset, G_MAXINT64);
      bo_stmt_bind_text (stmt, 3 + offset, "Zoë");
      bo_stmt_bind_text_static (stmt, 5 + offset, "abcdef", 3);
      bo_stmt_bind_text_static (stmt, 7 + offset, "static", 6);
      bo_stmt_bind_text (stmt, 9 + offset, NULL);
      bo_stmt_bind_null (stmt, 9 + offset);
    }
  g_assert_true (bo_stmt_step (stmt, &error));
  g_assert_no_error (error);
  for (int offset = 0; offset < 2; offset++)
    {
      g_assert_cmpint (bo_stmt_get_int64 (stmt, offset), ==, G_MAXINT64);
      g_assert_cmpstr (bo_stmt_get_text (stmt, 2 + offset), ==, "Zoë");
      g_assert_cmpstr (bo_stmt_get_text (stmt, 4 + offset), ==, "abc");
      g_assert_cmpstr (bo_stmt_get_text (stmt, 6 + offset), ==, "static");
      g_assert_true (bo_stmt_is_null (stmt, 8 + offset));
      g_assert_false (bo_stmt_is_null (stmt, 6 + offset));
    }

  /* A position that is not there is heard of at the next step. */
  bo_stmt_reset (stmt);
  bo_stmt_bind_int64 (stmt, 11, 1);
  g_assert_false (bo_stmt_step (stmt, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_FAILED);
}

static void
test_statements (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  char    text[16] = "SELECT 1";
  BoStmt *first, *second;

  first = bo_db_prepare (db, text, NULL);
  second = bo_db_prepare (db, text, NULL);
  g_assert_true (first != second);
  bo_stmt_release (second);
  bo_stmt_release (first);

  second = bo_db_prepare (db, "SELECT 1", NULL);
  g_assert_true (first == second);
  bo_stmt_release (second);

  /* Another text at the same address is another statement. */
  strcpy (text, "SELECT 2");
  g_assert_cmpint (query_int (db, text), ==, 2);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (query_int (db, sql), ==, i);
    }
}

static gboolean
break_foreign_key (BoDb    *db,
                   gpointer user_data,
                   GError **error)
{
  return bo_db_exec (db, "INSERT INTO child (parent) VALUES (7)", error);
}

static void
test_deferred_commit (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_db_exec (db,
                             "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
                             "CREATE TABLE child (parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED)",
                             NULL));
  g_assert_false (bo_db_transaction (db, break_foreign_key, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT);
  g_assert_cmpint (query_int (db, "SELECT count (*) FROM child"), ==, 0);
}

static void
test_constraint_message (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  g_assert_true (bo_db_migrate (db, good_steps, 2, NULL));
  stmt = bo_db_prepare (db, "INSERT INTO a (x) VALUES (?1)", &error);
  bo_stmt_bind_int64 (stmt, 1, -4711);
  g_assert_false (bo_stmt_run (stmt, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT);
  g_assert_null (strstr (error->message, "4711"));
  g_assert_null (strstr (error->message, "INSERT"));
}

static void
test_busy (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  g_autoptr (BoDb) first = open_db (path, BO_DB_READ_WRITE);
  g_autoptr (BoDb) second = open_db (path, BO_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_db_exec (first, "BEGIN IMMEDIATE", NULL));
  g_assert_true (bo_db_exec (second, "PRAGMA busy_timeout = 10", NULL));
  g_assert_false (bo_db_transaction (second, break_foreign_key, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_BUSY);
  g_assert_true (bo_db_exec (first, "ROLLBACK", NULL));
}

static void
test_full (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_db_exec (db, "PRAGMA max_page_count = 4; CREATE TABLE t (x)", NULL));
  g_assert_false (bo_db_exec (db, "INSERT INTO t VALUES (zeroblob (1000000))", &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_FULL);
}

static void
test_cancel (void)
{
  g_autoptr (BoDb) db = open_db (":memory:", BO_DB_READ_WRITE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bo_db_set_cancellable (db, cancellable);
  g_assert_false (bo_db_exec (db,
                              "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count (*) FROM n",
                              &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_backup (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  g_autofree char *copy = g_build_filename (dir, "copy.db", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no", "copy.db", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_good (path);
  {
    g_autoptr (BoDb) db = open_db (path, BO_DB_READ_WRITE);
    g_autoptr (BoDb) written = NULL;

    g_assert_true (bo_db_backup (db, copy, NULL, &error));
    g_assert_no_error (error);
    written = open_db (copy, BO_DB_IMMUTABLE);
    g_assert_cmpint (query_int (written, "SELECT count (*) FROM b"), ==, 500);
    g_assert_cmpuint (get_mode (copy), ==, 0600);

    g_assert_false (bo_db_backup (db, nowhere, NULL, &error));
    g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }

  before = read_folder (dir);
  {
    g_autoptr (BoDb) db = open_db (path, BO_DB_IMMUTABLE);

    g_cancellable_cancel (cancellable);
    g_assert_false (bo_db_backup (db, copy, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  after = read_folder (dir);
  g_assert_cmpstr (after, ==, before);
}

/* A file goes only when nothing is in it and nobody else has it. */
static void
test_remove_unless (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  BoDb            *db = open_db (path, BO_DB_READ_WRITE);
  BoDb            *other;

  g_assert_true (bo_db_was_made (db));
  g_assert_true (bo_db_migrate (db, good_steps, 2, NULL));
  g_assert_true (bo_db_exec (db, "INSERT INTO b VALUES ('x')", NULL));
  g_assert_false (bo_db_remove_unless (db, "SELECT 1 FROM b"));
  g_assert_true (bo_db_exec (db, "DELETE FROM b", NULL));
  bo_db_close (db);

  db = open_db (path, BO_DB_READ_WRITE);
  g_assert_false (bo_db_was_made (db));
  other = open_db (path, BO_DB_READ_ONLY);
  g_assert_false (bo_db_remove_unless (db, "SELECT 1 FROM b"));
  bo_db_close (db);
  g_assert_cmpint (query_int (other, "SELECT count (*) FROM a"), ==, 0);
  bo_db_close (other);

  db = open_db (path, BO_DB_READ_WRITE);
  g_assert_true (bo_db_remove_unless (db, "SELECT 1 FROM b"));
  bo_db_close (db);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
}

#define TEMPORARY ".backorders-temporary"

/* What killed programs had begun goes with the next that writes; what is another's, or is
 * being made, stays. */
static void
test_leftovers (void)
{
  static const struct
  {
    const char *name;
    gboolean    goes;
  } files[] = {
    { "shop.db.new-aB3dE6" TEMPORARY, TRUE },
    { "shop.db.new-aB3dE6" TEMPORARY "-journal", TRUE },
    { "shop.db.new-000000" TEMPORARY "-wal", TRUE },
    { "shop.db.before-v2.new-ABCDEF" TEMPORARY, TRUE },
    { "shop.db.new-linked" TEMPORARY, TRUE },
    { "shop.db.before-v2", FALSE },
    { "shop.db.new-backup", FALSE },
    { "shop.db.new-aB3dE" TEMPORARY, FALSE },
    { "shop.db.new-aB3dE67" TEMPORARY, FALSE },
    { "shop.db.new-aB3dE6" TEMPORARY ".txt", FALSE },
    { "shop.db.new-b_3dE6" TEMPORARY, FALSE },
    { "shop.db.newer", FALSE },
    { "other.db.new-aB3dE6" TEMPORARY, FALSE },
    { "shop.db.new-locked" TEMPORARY, FALSE },
    { "shop.db.new-locked" TEMPORARY "-journal", FALSE },
  };
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "shop.db", NULL);
  g_autofree char *locked = g_build_filename (dir, "shop.db.new-locked" TEMPORARY, NULL);
  g_autofree char *linked = g_build_filename (dir, "shop.db.new-linked" TEMPORARY, NULL);
  g_autofree char *folder = g_build_filename (dir, "shop.db.new-folder" TEMPORARY, NULL);
  int              fd;

  make_good (path);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (link (path, linked), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_build_filename (dir, files[i].name, NULL);

      if (!g_str_equal (file, linked))
        bo_test_write_file (file, "", 0);
    }
  fd = g_open (locked, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);

  bo_db_close (open_db (path, BO_DB_READ_ONLY));
  g_assert_true (g_file_test (linked, G_FILE_TEST_EXISTS));
  bo_db_close (open_db (path, BO_DB_READ_WRITE_EXISTING));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_build_filename (dir, files[i].name, NULL);

      g_test_message ("%s", files[i].name);
      g_assert_cmpint (g_file_test (file, G_FILE_TEST_EXISTS), ==, !files[i].goes);
    }
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  close (fd);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (migrate_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/db/migrate/%s", migrate_cases[i].name);

      g_test_add_data_func (path, &migrate_cases[i], test_migrate);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (open_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/db/open/%s", open_cases[i].name);

      g_test_add_data_func (path, &open_cases[i], test_open);
    }
  g_test_add_data_func ("/db/pragmas/read-write", GINT_TO_POINTER (BO_DB_READ_WRITE), test_pragmas);
  g_test_add_data_func ("/db/pragmas/existing", GINT_TO_POINTER (BO_DB_READ_WRITE_EXISTING), test_pragmas);
  g_test_add_data_func ("/db/pragmas/read-only", GINT_TO_POINTER (BO_DB_READ_ONLY), test_pragmas);
  g_test_add_data_func ("/db/pragmas/immutable", GINT_TO_POINTER (BO_DB_IMMUTABLE), test_pragmas);
  g_test_add_func ("/db/leftovers", test_leftovers);
  g_test_add_func ("/db/remove-unless", test_remove_unless);
  g_test_add_func ("/db/modes", test_modes);
  g_test_add_func ("/db/read-only-folder", test_read_only_folder);
  g_test_add_func ("/db/bind", test_bind);
  g_test_add_func ("/db/statements", test_statements);
  g_test_add_func ("/db/deferred-commit", test_deferred_commit);
  g_test_add_func ("/db/constraint-message", test_constraint_message);
  g_test_add_func ("/db/busy", test_busy);
  g_test_add_func ("/db/full", test_full);
  g_test_add_func ("/db/cancel", test_cancel);
  g_test_add_func ("/db/backup", test_backup);

  return g_test_run ();
}
