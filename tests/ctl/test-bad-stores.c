/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Stores that cannot be used: a clear message, exit status 1, and the file stays as it
 * is, with nothing beside it. */

#define NOBODY "65534"
#define PAGE 4096

typedef void (*SpoilFunc) (const char *path);

static void
overwrite (const char *path,
           gsize       offset,
           gsize       n)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offset + n, <=, length);
  memset (contents + offset, 0xa5, n);
  bo_test_write_file (path, contents, (gssize) length);
}

static void
spoil_header (const char *path)
{
  overwrite (path, 0, 100);
}

static void
spoil_schema (const char *path)
{
  overwrite (path, 100, PAGE - 100);
}

static void
cut_in_half (const char *path)
{
  g_autofree char *contents = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bo_test_write_file (path, contents, (gssize) (length / PAGE / 2 * PAGE + 100));
}

static void
make_text (const char *path)
{
  bo_test_write_file (path, "Dear diary,\n", -1);
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
make_newer (const char *path)
{
  run_sql (path, "PRAGMA user_version = 9999");
}

static void
make_foreign (const char *path)
{
  g_unlink (path);
  run_sql (path, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup'); PRAGMA user_version = 1");
}

typedef struct
{
  const char *name;
  SpoilFunc   spoil;
} Case;

static const Case cases[] = {
  { "spoilt-header", spoil_header },
  { "spoilt-schema", spoil_schema },
  { "cut-in-half", cut_in_half },
  { "text", make_text },
  { "newer", make_newer },
  { "foreign", make_foreign },
};

static char *
make_store (const char *folder)
{
  char *store = g_build_filename (folder, "store.db", NULL);

  g_free (ctl_do (store, "product X --name Kettle"));
  g_free (ctl_do (store, "place X 3 --customer Ada"));

  return store;
}

static void
assert_alone (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, "store.db");
}

static void
test_spoilt (gconstpointer user_data)
{
  static const char *const words[] = {
    "list",
    "products",
    "check",
    "log",
    "show 1",
    "place X 1",
    "receive X=1",
    "undo",
    "import -",
    "policy --rule fifo",
    "backup /nowhere/copy.db",
  };
  const Case *c = user_data;
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = make_store (folder);
  g_autofree char *sum = NULL;
  g_autoptr (GBytes) input = g_bytes_new_static ("order,date,sku,quantity\n1,2025-03-01,A,2\n", 42);

  c->spoil (store);
  sum = ctl_checksum (store);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (CtlRun) run = ctl_run_input (store, input, words[i]);
      g_autofree char *sum_after = ctl_checksum (store);

      g_test_message ("%s: %s", words[i], run->err);
      ctl_assert_fails (run, 1, "store.db: ");
      g_assert_cmpstr (run->out, ==, "");
      g_assert_cmpstr (sum, ==, sum_after);
      assert_alone (folder);
    }
}

static void
test_folder (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autoptr (CtlRun) list = ctl_run (folder, "list");
  g_autoptr (CtlRun) placed = ctl_run (folder, "place X 1");

  ctl_assert_fails (list, 1, folder);
  ctl_assert_fails (placed, 1, folder);
}

static void
test_no_such_folder (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "none", "store.db", NULL);
  g_autoptr (CtlRun) placed = ctl_run (store, "place X 1");

  ctl_assert_fails (placed, 1, "store.db");
}

/* A damaged page that no list comes upon is found by the check. */
static void
test_check_finds (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = make_store (folder);
  g_autofree char *sum = NULL;
  g_autofree char *sum_after = NULL;
  g_autoptr (CtlRun) run = NULL;

  run_sql (store, "PRAGMA ignore_check_constraints = 1; UPDATE line SET ordered = 5, open = 5;"
                  " INSERT INTO stock_move (product_id, kind, units, at) VALUES (1, 'count', 7, 0)");
  run_sql (store, "PRAGMA wal_checkpoint (TRUNCATE)");
  sum = ctl_checksum (store);
  run = ctl_run (store, "check");
  ctl_assert_fails (run, 1, "problem");
  g_assert_cmpuint (strlen (run->out), >, 0);
  sum_after = ctl_checksum (store);
  g_assert_cmpstr (sum, ==, sum_after);
}

/* A line without a place in line, and a product without figures, can be looked at. */
static void
test_looks_at_what_is_missing (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = make_store (folder);
  g_autoptr (CtlRun) run = NULL;
  g_autoptr (CtlRun) show = NULL;
  g_autoptr (CtlRun) list = NULL;

  run_sql (store, "PRAGMA foreign_keys = OFF; DELETE FROM tranche; DELETE FROM product_state");
  run = ctl_run (store, "check");
  ctl_assert_fails (run, 1, "problem");
  show = ctl_run (store, "show 1");
  g_assert_cmpint (show->status, ==, 0);
  list = ctl_run (store, "list --state all --json");
  g_assert_cmpint (list->status, ==, 0);
  g_assert_nonnull (strstr (list->out, "\"customer\""));
}

static CtlRun *
run_as_nobody (const char *store,
               const char *words,
               ...)
{
  CtlRun *run = g_new0 (CtlRun, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_auto (GStrv) all = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);
  g_strv_builder_add_many (builder, "setpriv", "--reuid=" NOBODY, "--regid=" NOBODY, "--clear-groups", NULL);
  g_strv_builder_addv (builder, (const char **) argv);
  all = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) all, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  run->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;

  return run;
}

/* Whether this can be tried here: root may write anything, so somebody else must try. */
static gboolean
can_be_nobody (void)
{
  g_autofree char *setpriv = g_find_program_in_path ("setpriv");
  g_autoptr (CtlRun) run = NULL;

  if (geteuid () != 0 || setpriv == NULL)
    {
      g_test_skip ("needs root and setpriv");
      return FALSE;
    }
  run = run_as_nobody (NULL, "--version");
  if (run->status != 0)
    {
      g_test_skip ("an unprivileged user cannot run the program from here");
      return FALSE;
    }

  return TRUE;
}

/* Newer versions of GLib lay temporary folders into one that is the user's only. */
static void
let_pass (const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  GStatBuf         info;

  g_assert_cmpint (g_stat (parent, &info), ==, 0);
  if ((info.st_mode & 0001) == 0)
    g_assert_cmpint (g_chmod (parent, (info.st_mode & 0777) | 0011), ==, 0);
}

static void
test_read_only (gconstpointer user_data)
{
  gboolean folder_too = GPOINTER_TO_INT (user_data);
  g_autoptr (BoTestDir) folder = NULL;
  g_autofree char *store = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *sum_after = NULL;
  g_autoptr (CtlRun) list = NULL;
  g_autoptr (CtlRun) checked = NULL;
  g_autoptr (CtlRun) placed = NULL;

  if (!can_be_nobody ())
    return;
  folder = bo_test_make_dir ();
  let_pass (folder);
  store = make_store (folder);
  g_assert_cmpint (g_chmod (store, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, folder_too ? 0555 : 0777), ==, 0);
  sum = ctl_checksum (store);

  /* It can be looked at, and no more. */
  list = run_as_nobody (store, "list --json");
  g_assert_cmpstr (list->err, ==, "");
  g_assert_cmpint (list->status, ==, 0);
  g_assert_nonnull (strstr (list->out, "Ada"));
  checked = run_as_nobody (store, "check");
  g_assert_cmpint (checked->status, ==, 0);
  placed = run_as_nobody (store, "place X 1");
  ctl_assert_fails (placed, 1, "store.db: ");
  sum_after = ctl_checksum (store);
  g_assert_cmpstr (sum, ==, sum_after);
  assert_alone (folder);
}

static void
test_unreadable (void)
{
  g_autoptr (BoTestDir) folder = NULL;
  g_autofree char *store = NULL;
  g_autoptr (CtlRun) list = NULL;
  g_autoptr (CtlRun) placed = NULL;
  GStatBuf info;

  if (!can_be_nobody ())
    return;
  folder = bo_test_make_dir ();
  store = make_store (folder);
  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  /* It is made so that nobody else can read it. */
  g_assert_cmpint (g_stat (store, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  list = run_as_nobody (store, "list");
  ctl_assert_fails (list, 1, "store.db: ");
  placed = run_as_nobody (store, "place X 1");
  ctl_assert_fails (placed, 1, "store.db: ");
  assert_alone (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/bad-stores/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_spoilt);
    }
  g_test_add_func ("/ctl/bad-stores/folder", test_folder);
  g_test_add_func ("/ctl/bad-stores/no-such-folder", test_no_such_folder);
  g_test_add_func ("/ctl/bad-stores/check-finds", test_check_finds);
  g_test_add_func ("/ctl/bad-stores/looks-at-what-is-missing", test_looks_at_what_is_missing);
  g_test_add_data_func ("/ctl/bad-stores/read-only-file", GINT_TO_POINTER (FALSE), test_read_only);
  g_test_add_data_func ("/ctl/bad-stores/read-only-folder", GINT_TO_POINTER (TRUE), test_read_only);
  g_test_add_func ("/ctl/bad-stores/unreadable", test_unreadable);

  return g_test_run ();
}
