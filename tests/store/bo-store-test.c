/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-test.h"

#include "bo-check.h"
#include "bo-schema.h"

static void
changed_cb (BoStore      *store,
            BoChanges    *changes,
            StoreFixture *fixture)
{
  fixture->n_changed++;
  fixture->thread = g_thread_self ();
  g_clear_pointer (&fixture->changes, bo_changes_unref);
  fixture->changes = bo_changes_ref (changes);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  fixture->store = store_open (fixture->path, BO_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

void
store_fixture_set_up (StoreFixture *fixture,
                      gconstpointer user_data)
{
  fixture->dir = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "folder", "shop.db", NULL);
  store_fixture_reopen (fixture);
}

void
store_fixture_close (StoreFixture *fixture)
{
  if (fixture->store != NULL)
    store_close (g_steal_pointer (&fixture->store));
}

void
store_fixture_tear_down (StoreFixture *fixture,
                         gconstpointer user_data)
{
  store_fixture_close (fixture);
  bo_test_drain ();
  g_clear_pointer (&fixture->changes, bo_changes_unref);
  bo_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

BoStore *
store_open (const char  *path,
            BoStoreFlags flags,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_store_open_async (path, flags, NULL, bo_test_take_result_cb, &result);
  return bo_store_open_finish (bo_test_wait_for (&result), error);
}

/* Waits until its threads have ended, which a task on its way may put off. */
void
store_close (BoStore *store)
{
  gpointer pointer = store;

  g_object_add_weak_pointer (G_OBJECT (store), &pointer);
  g_object_unref (store);
  bo_test_wait_until (pointer == NULL);
}

gboolean
store_write (BoStore  *store,
             BoTxnFunc func,
             gpointer  data,
             GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_store_write_async (store, func, data, NULL, NULL, bo_test_take_result_cb, &result);
  return bo_store_write_finish (store, bo_test_wait_for (&result), error);
}

gboolean
store_read (BoStore  *store,
            BoTxnFunc func,
            gpointer  data,
            GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_store_read_async (store, func, data, NULL, NULL, bo_test_take_result_cb, &result);
  return bo_store_read_finish (store, bo_test_wait_for (&result), error);
}

typedef struct
{
  const char *sql;
  gint64      group_id;
  gint64      event_id;
} Event;

static gboolean
run_event (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  Event *event = data;

  event->event_id = bo_journal_begin_event (txn, "test", "A test", NULL, event->group_id, 100, error);
  return event->event_id != 0 && bo_db_exec (bo_txn_get_db (txn), event->sql, error);
}

gboolean
store_event_full (BoStore    *store,
                  const char *sql,
                  gint64      group_id,
                  gint64     *event_id,
                  GError    **error)
{
  Event    event = { sql, group_id, 0 };
  gboolean done = store_write (store, run_event, &event, error);

  if (event_id != NULL)
    *event_id = event.event_id;

  return done;
}

gint64
store_event (BoStore    *store,
             const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 event_id = 0;

  store_event_full (store, sql, 0, &event_id, &error);
  g_assert_no_error (error);

  return event_id;
}

typedef struct
{
  const char *sql;
  GString    *text;
} Query;

static gboolean
run_query (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  Query *query = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), query->sql, error);

  if (stmt == NULL)
    return FALSE;

  while (bo_stmt_step (stmt, &local_error))
    g_string_append_printf (query->text, "%s%s", query->text->len > 0 ? "\n" : "",
                            bo_stmt_is_null (stmt, 0) ? "" : bo_stmt_get_text (stmt, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* The first column of all rows, one a line. */
char *
store_query_text (BoStore    *store,
                  const char *sql)
{
  g_autoptr (GError) error = NULL;
  Query query = { sql, g_string_new (NULL) };

  store_read (store, run_query, &query, &error);
  g_assert_no_error (error);

  return g_string_free (query.text, FALSE);
}

gint64
store_query_int (BoStore    *store,
                 const char *sql)
{
  g_autofree char *text = store_query_text (store, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

/* (transfer full): what bo_store_check_async() says. */
GPtrArray *
store_check (BoStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *problems;

  bo_store_check_async (store, NULL, bo_test_take_result_cb, &result);
  problems = bo_store_check_finish (store, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return problems;
}

void
store_assert_clean (BoStore *store)
{
  g_autoptr (GPtrArray) problems = store_check (store);

  if (problems->len > 0)
    g_error ("The store is not clean: %s", (char *) g_ptr_array_index (problems, 0));
}

typedef struct
{
  gint64  event_id;
  gint64 *in_the_way;
  gint64  undo_id;
} Undo;

static gboolean
run_undo (BoTxn   *txn,
          gpointer data,
          GError **error)
{
  Undo *undo = data;

  undo->undo_id = bo_journal_undo (txn, undo->event_id, 200, undo->in_the_way, error);
  return undo->undo_id != 0;
}

gint64
store_undo (BoStore *store,
            gint64   event_id,
            gint64  *in_the_way,
            GError **error)
{
  Undo undo = { event_id, in_the_way, 0 };

  return store_write (store, run_undo, &undo, error) ? undo.undo_id : 0;
}

char *
store_dump (BoStore *store)
{
  g_autoptr (GString) dump = g_string_new (NULL);
  /* Revisions only ever rise. */
  static const char *const figures[] = {
    "SELECT printf ('%d %d %d %d %d', product_id, on_hand, allocated, open_lines, open_units) FROM product_state ORDER BY 1",
    "SELECT printf ('%s %d %d %d', currency, lines, units, value) FROM queue_total WHERE lines > 0 ORDER BY 1",
  };

  for (int i = 1; i <= BO_TABLE_LAST; i++)
    {
      const char      *name = bo_table_get_name ((BoTable) i);
      g_autofree char *columns_sql = g_strdup_printf ("SELECT group_concat (name) FROM pragma_table_info ('%s')", name);
      g_autofree char *columns = store_query_text (store, columns_sql);
      g_autofree char *sql = g_strdup_printf ("SELECT json_array (%s) FROM %s ORDER BY id", columns, name);
      g_autofree char *rows = store_query_text (store, sql);

      g_string_append_printf (dump, "%s\n%s\n", name, rows);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *rows = store_query_text (store, figures[i]);

      g_string_append_printf (dump, "%s\n", rows);
    }

  return g_string_free (g_steal_pointer (&dump), FALSE);
}

char *
store_line_sql (gint64 id,
                gint64 product_id,
                gint64 units,
                gint64 queued)
{
  return g_strdup_printf ("INSERT INTO line (id, order_id, product_id, customer_id, ordered, open, price, currency, class, queued)"
                          " VALUES (%d, 1, %d, 1, %d, %d, 500, 'EUR', 2, %d);"
                          "INSERT INTO tranche (line_id, units, queued) VALUES (%d, %d, %d);",
                          (int) id, (int) product_id, (int) units, (int) units, (int) queued,
                          (int) id, (int) units, (int) queued);
}
