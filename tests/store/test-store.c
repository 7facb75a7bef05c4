/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include "bo-schema.h"

#define N_READS 200

static void
test_write (StoreFixture *fixture,
            gconstpointer user_data)
{
  g_autofree char *line = store_line_sql (5, 2, 3, 100);
  gint64           shop = store_event (fixture->store, STORE_SHOP);
  gint64           event_id;

  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (fixture->changes->event_id, ==, shop);

  event_id = store_event (fixture->store, line);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_true (fixture->thread == g_thread_self ());
  g_assert_cmpint (fixture->changes->event_id, ==, event_id);
  g_assert_false (fixture->changes->all);
  g_assert_false (fixture->changes->settings);
  g_assert_cmpuint (fixture->changes->lines->len, ==, 1);
  g_assert_true (bo_changes_has (fixture->changes->lines, 5));
  g_assert_cmpuint (fixture->changes->products->len, ==, 1);
  g_assert_true (bo_changes_has (fixture->changes->products, 2));
  g_assert_true (bo_changes_has (fixture->changes->orders, 1));
  g_assert_true (bo_changes_has (fixture->changes->customers, 1));

  store_event (fixture->store, "INSERT INTO setting (key, value) VALUES ('shop-name', 'X')");
  g_assert_true (fixture->changes->settings);
  g_assert_cmpuint (fixture->changes->lines->len, ==, 0);
  store_assert_clean (fixture->store);
}

static void
test_all (StoreFixture *fixture,
          gconstpointer user_data)
{
  store_event (fixture->store, STORE_SHOP);
  store_event (fixture->store,
               "INSERT INTO product (sku, sku_key, name, name_key) WITH RECURSIVE n (i) AS"
               " (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1001) SELECT 'S' || i, 's' || i, 'P', 'p' FROM n");
  g_assert_true (fixture->changes->all);
  g_assert_cmpuint (fixture->changes->products->len, ==, 0);
}

static void
test_rollback (StoreFixture *fixture,
               gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  store_event (fixture->store, STORE_SHOP);
  g_assert_false (store_event_full (fixture->store,
                                    "UPDATE product SET name = 'gone'; INSERT INTO supplier (id, name) VALUES (1, NULL)", 0,
                                    NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM product WHERE name = 'gone'"), ==, 0);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event"), ==, 1);

  /* Nothing of it is left over for the next one. */
  store_event (fixture->store, "INSERT INTO supplier (id, name) VALUES (1, 'S')");
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event_row WHERE event_id = 2"), ==, 1);
  store_assert_clean (fixture->store);
}

static gboolean
insert_without_event (BoTxn   *txn,
                      gpointer data,
                      GError **error)
{
  return bo_db_exec (bo_txn_get_db (txn), "INSERT INTO supplier (name) VALUES ('S')", error);
}

static void
test_without_event (StoreFixture *fixture,
                    gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("bo-journal", G_LOG_LEVEL_CRITICAL, "Rows were written without an event");
  g_assert_false (store_write (fixture->store, insert_without_event, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_FAILED);
  g_test_assert_expected_messages ();
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM supplier"), ==, 0);
}

static gboolean
write_in_read (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  return bo_db_exec (bo_txn_get_db (txn), "INSERT INTO supplier (name) VALUES ('S')", error);
}

static void
test_read_only_transaction (StoreFixture *fixture,
                            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_read (fixture->store, write_in_read, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY);
}

static gboolean
do_nothing (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  g_assert_true (data == NULL || g_thread_self () != data);
  return TRUE;
}

static void
count_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  guint *count = user_data;

  g_assert_true (bo_store_read_finish (BO_STORE (source_object), result, NULL));
  (*count)++;
}

static void
test_drop_with_reads (StoreFixture *fixture,
                      gconstpointer user_data)
{
  gpointer store = fixture->store;
  guint    count = 0;

  for (int i = 0; i < N_READS; i++)
    bo_store_read_async (fixture->store, do_nothing, g_thread_self (), NULL, NULL, count_cb, &count);
  g_object_add_weak_pointer (store, &store);
  g_clear_object (&fixture->store);
  bo_test_wait_until (store == NULL);
  g_assert_cmpuint (count, ==, N_READS);
}

static void
test_cancelled (StoreFixture *fixture,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bo_store_read_async (fixture->store, do_nothing, NULL, NULL, cancellable, bo_test_take_result_cb, &read);
  bo_store_write_async (fixture->store, do_nothing, NULL, NULL, cancellable, bo_test_take_result_cb, &written);
  g_assert_false (bo_store_read_finish (fixture->store, bo_test_wait_for (&read), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (bo_store_write_finish (fixture->store, bo_test_wait_for (&written), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Cancelled after it has done its work: the next statement does not run. */
static gboolean
cancel_in_between (BoTxn   *txn,
                   gpointer data,
                   GError **error)
{
  if (bo_journal_begin_event (txn, "test", "A test", NULL, 0, 1, error) == 0 ||
      !bo_db_exec (bo_txn_get_db (txn), "INSERT INTO supplier (name) VALUES ('S')", error))
    return FALSE;

  g_cancellable_cancel (data);
  return bo_txn_check_cancelled (txn, error);
}

static void
test_cancelled_write (StoreFixture *fixture,
                      gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_store_write_async (fixture->store, cancel_in_between, cancellable, NULL, cancellable, bo_test_take_result_cb, &result);
  g_assert_false (bo_store_write_finish (fixture->store, bo_test_wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM supplier"), ==, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static gboolean
add_supplier (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  return bo_journal_begin_event (txn, "test", "A test", NULL, 0, 1, error) != 0 &&
         bo_db_exec (bo_txn_get_db (txn), data, error);
}

static gboolean
three_transactions (BoStoreJob   *job,
                    gpointer      data,
                    GCancellable *cancellable,
                    GError      **error)
{
  static const char *const steps[] = {
    "INSERT INTO supplier (name) VALUES ('A')",
    "INSERT INTO supplier (name) VALUES ('B')",
    "INSERT INTO supplier (name) VALUES ('B')",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!bo_store_job_transaction (job, add_supplier, (gpointer) steps[i], error))
        return FALSE;
    }

  return TRUE;
}

static void
test_job (StoreFixture *fixture,
          gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_store_job_async (fixture->store, three_transactions, NULL, NULL, NULL, bo_test_take_result_cb, &result);
  g_assert_false (bo_store_job_finish (fixture->store, bo_test_wait_for (&result), &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT);
  /* What was committed before is there, and was told. */
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM supplier"), ==, 2);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static void
test_two_stores (StoreFixture *fixture,
                 gconstpointer user_data)
{
  g_autofree char *line = store_line_sql (9, 2, 3, 100);
  g_autoptr (GError) error = NULL;
  BoStore *other = store_open (fixture->path, BO_STORE_DEFAULT, &error);
  gint64   event_id;
  gint64   start;

  g_assert_no_error (error);
  g_assert_false (bo_store_was_unclean (other));
  store_event (other, STORE_SHOP);
  bo_test_wait_until (fixture->n_changed == 1);

  start = g_get_monotonic_time ();
  event_id = store_event (other, line);
  bo_test_wait_until (fixture->n_changed == 2);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (fixture->changes->event_id, ==, event_id);
  g_assert_true (bo_changes_has (fixture->changes->lines, 9));
  g_assert_true (bo_changes_has (fixture->changes->products, 2));
  g_assert_true (bo_changes_has (fixture->changes->customers, 1));

  /* Its own commit is told once; that of the other ends the wait for a second one. */
  event_id = store_event (fixture->store, "INSERT INTO supplier (name) VALUES ('A')");
  g_assert_cmpuint (fixture->n_changed, ==, 3);
  store_event (other, "INSERT INTO setting (key, value) VALUES ('k', 'v')");
  bo_test_wait_until (fixture->changes->event_id > event_id);
  g_assert_cmpuint (fixture->n_changed, ==, 4);
  g_assert_true (fixture->changes->settings);

  store_close (other);
}

static void
test_read_only (StoreFixture *fixture,
                gconstpointer user_data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  BoStore *store;

  store_event (fixture->store, STORE_SHOP);

  /* Beside a writer: what stands in its log is seen. */
  store = store_open (fixture->path, BO_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (bo_store_is_read_only (store));
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM product"), ==, 2);
  store_close (store);

  /* Alone: nothing is left beside the file. */
  store_fixture_close (fixture);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  store = store_open (fixture->path, BO_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM product"), ==, 2);
  g_assert_false (store_event_full (store, "DELETE FROM product", 0, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
  store_close (store);
}

static void
test_missing (StoreFixture *fixture,
              gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "missing.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_open (path, BO_STORE_MUST_EXIST, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_open (path, BO_STORE_READ_ONLY, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_too_new (StoreFixture *fixture,
              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            before_length, after_length;
  sqlite3         *db = NULL;

  store_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 77", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  g_assert_null (store_open (fixture->path, BO_STORE_DEFAULT, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_TOO_NEW);
  g_clear_error (&error);
  g_assert_null (store_open (fixture->path, BO_STORE_READ_ONLY, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_TOO_NEW);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, before, before_length);
}

static void
test_backup (StoreFixture *fixture,
             gconstpointer user_data)
{
  g_autofree char *copy = g_build_filename (fixture->dir, "copy.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  BoStore         *store;

  store_event (fixture->store, STORE_SHOP);
  bo_store_backup_async (fixture->store, copy, NULL, bo_test_take_result_cb, &result);
  bo_store_backup_finish (fixture->store, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  store = store_open (copy, BO_STORE_MUST_EXIST, &error);
  g_assert_no_error (error);
  store_assert_clean (store);
  expected = store_dump (fixture->store);
  found = store_dump (store);
  g_assert_cmpstr (found, ==, expected);
  store_close (store);
}

/* By whatever path somebody comes to the store. */
static void
test_backup_onto_itself (StoreFixture *fixture,
                         gconstpointer user_data)
{
  g_autofree char *other = g_build_filename (fixture->dir, "other-path.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_event (fixture->store, STORE_SHOP);
  g_assert_cmpint (symlink (bo_store_get_path (fixture->store), other), ==, 0);
  bo_store_backup_async (fixture->store, other, NULL, bo_test_take_result_cb, &result);
  g_assert_false (bo_store_backup_finish (fixture->store, bo_test_wait_for (&result), &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_FAILED);
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_SYMLINK));
  store_assert_clean (fixture->store);
}

static gboolean
read_pragmas (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  static const struct
  {
    const char *sql;
    gint64      value;
  } pragmas[] = {
    { "PRAGMA foreign_keys", 1 },
    { "PRAGMA synchronous", 2 },
    { "PRAGMA busy_timeout", 5000 },
    { "PRAGMA cell_size_check", 1 },
    { "SELECT (SELECT * FROM pragma_journal_mode) = 'wal'", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), pragmas[i].sql, error);

      if (stmt == NULL)
        return FALSE;
      g_assert_true (bo_stmt_step (stmt, error));
      g_assert_cmpint (bo_stmt_get_int64 (stmt, 0), ==, pragmas[i].value);
    }

  return TRUE;
}

static void
test_pragmas (StoreFixture *fixture,
              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_read (fixture->store, read_pragmas, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (store_write (fixture->store, read_pragmas, NULL, &error));
  g_assert_no_error (error);
}

/* The shop on the other side, as the third version knows it. */
static const char remote[] =
    "INSERT INTO shop (id, address, source, reference, currency, owner, take, roles, sync_every, write_place, unpaid_days)"
    " VALUES (1, 'https://shop.example', 'https://shop.example', 'bo-1', 'EUR', 0, 0, '{\"wholesale\":1}', 15, 1, 14);"
    "INSERT INTO sync_cursor (id, since, page, shop_clock) VALUES (0, 500, 1, 500), (3, 600, 1, 600);"
    "INSERT INTO remote_product (id, product_id, name, stock, quantity, agreed, hash) VALUES (11, 1, 'Lamp', 1, 3, 9, 5);"
    "INSERT INTO remote_product (id, parent_id, product_id, name, stock, image, hash)"
    " VALUES (12, 13, 2, 'Vase, red', 0, 'https://shop.example/red.png', 6), (13, 0, NULL, 'Vase', 0, NULL, 7);"
    "INSERT INTO remote_customer (id, customer_id, role, hash) VALUES (21, 1, 'wholesale', 8);"
    "INSERT INTO remote_order (id, order_id, status, meaning, modified, queued, paid, currency, place, hash)"
    " VALUES (31, 1, 'processing', 1, 150, 100, 100, 'EUR', 'A 1/2', 9);"
    "INSERT INTO remote_line (id, remote_order_id, remote_product_id, line_id, fate, quantity, wanted, reduced, price, queued)"
    " VALUES (41, 31, 11, 1, 1, 4, 4, 4, 500, 100), (42, 31, 11, 2, 1, 2, 2, 2, 500, 200);"
    "INSERT INTO outbox (kind, remote_id, text, version, sent, attempts, error, created)"
    " VALUES (3, 31, 'It comes on Friday.', 1, 1, 2, 'The shop did not answer', 700);"
    "INSERT INTO conflict (kind, remote_id, product_id, mine, theirs, at) VALUES (1, 11, 1, 2, -2, 800);"
    "INSERT INTO sync_log (at, text) VALUES (900, 'Sync done');";

static void
assert_remote (BoStore *store)
{
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM shop WHERE reference = 'bo-1' AND unpaid_days = 14"), ==, 1);
  g_assert_cmpint (store_query_int (store, "SELECT sum (since) FROM sync_cursor"), ==, 1100);
  g_assert_cmpint (store_query_int (store, "SELECT sum (hash) FROM remote_product"), ==, 18);
  g_assert_cmpint (store_query_int (store, "SELECT listed FROM remote_count WHERE id = 0"), ==, 2);
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM remote_customer WHERE role = 'wholesale'"), ==, 1);
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM remote_order WHERE place = 'A 1/2' AND paid = 100"), ==, 1);
  g_assert_cmpint (store_query_int (store, "SELECT sum (reduced) FROM remote_line WHERE fate = 1"), ==, 6);
  g_assert_cmpint (store_query_int (store, "SELECT count (*) FROM outbox WHERE sent = 1 AND attempts = 2"), ==, 1);
  g_assert_cmpint (store_query_int (store, "SELECT theirs FROM conflict"), ==, -2);
  g_assert_cmpint (store_query_int (store, "SELECT at FROM sync_log"), ==, 900);
}

/* A store file that each landed version wrote. */
static void
test_old_file (StoreFixture *fixture,
               gconstpointer user_data)
{
  g_autofree char *name = g_strdup_printf ("v%d.db", GPOINTER_TO_INT (user_data));
  g_autofree char *old = g_build_filename (TEST_DATA, "stores", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (old, &content, &length, &error));
  bo_test_write_file (fixture->path, content, (gssize) length);
  store_fixture_reopen (fixture);

  store_assert_clean (fixture->store);
  g_assert_cmpint (store_query_int (fixture->store, "PRAGMA user_version"), ==, bo_schema_n_steps);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM line WHERE open > 0"), ==, 3);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT on_hand FROM product_state WHERE product_id = 1"), ==, 7);
  if (GPOINTER_TO_INT (user_data) >= 3)
    assert_remote (fixture->store);
  /* What it journalled can still be undone. */
  store_undo (fixture->store, store_query_int (fixture->store, "SELECT max (id) FROM event"), NULL, &error);
  g_assert_no_error (error);
  store_assert_clean (fixture->store);
}

/* --write-file PATH: makes the file of this version, to be kept in tests/data/stores. */
static void
write_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  BoStore         *store = store_open (path, BO_STORE_DEFAULT, &error);
  g_autofree char *one = store_line_sql (1, 1, 4, 100);
  g_autofree char *two = store_line_sql (2, 1, 2, 200);
  g_autofree char *three = store_line_sql (3, 2, 1, 300);
  g_autofree char *lines = g_strconcat (one, two, three, NULL);

  g_assert_no_error (error);
  store_event (store, STORE_SHOP);
  store_event (store, lines);
  store_event (store, "INSERT INTO stock_move (product_id, kind, units, at) VALUES (1, 'receipt', 7, 400);"
                      "UPDATE line SET allocated = 4 WHERE id = 1;"
                      "INSERT INTO allocation (line_id, units) VALUES (1, 4)");
  store_event (store, remote);
  store_event (store, "UPDATE customer SET name = 'Zoë \"Zed\" O''Neill', name_key = 'zoë' WHERE id = 2");
  store_close (store);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(name, func) \
  g_test_add ("/store/" name, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (argc == 3 && g_str_equal (argv[1], "--write-file"))
    {
      write_file (argv[2]);
      return 0;
    }

  ADD ("write", test_write);
  ADD ("all", test_all);
  ADD ("rollback", test_rollback);
  ADD ("without-event", test_without_event);
  ADD ("read-only-transaction", test_read_only_transaction);
  ADD ("drop-with-reads", test_drop_with_reads);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-write", test_cancelled_write);
  ADD ("job", test_job);
  ADD ("two-stores", test_two_stores);
  ADD ("read-only", test_read_only);
  ADD ("missing", test_missing);
  ADD ("too-new", test_too_new);
  ADD ("backup", test_backup);
  ADD ("backup-onto-itself", test_backup_onto_itself);
  ADD ("pragmas", test_pragmas);
  for (int version = 2; version <= (int) bo_schema_n_steps; version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/file/v%d", version);

      g_test_add (path, StoreFixture, GINT_TO_POINTER (version), store_fixture_set_up, test_old_file, store_fixture_tear_down);
    }

  return g_test_run ();
}
