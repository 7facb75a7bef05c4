/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "bo-journal.h"
#include "bo-test-util.h"

typedef struct
{
  BoTestDir *dir;
  char      *path;
  BoStore   *store;
  guint      n_changed;
  BoChanges *changes;
  GThread   *thread;
} Fixture;

static BoStore *
open_store (const char  *path,
            BoStoreFlags flags,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_store_open_async (path, flags, NULL, bo_test_take_result_cb, &result);
  return bo_store_open_finish (bo_test_wait_for (&result), error);
}

static gboolean
write_store (BoStore  *store,
             BoTxnFunc func,
             gpointer  data,
             GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_store_write_async (store, func, data, NULL, NULL, bo_test_take_result_cb, &result);
  return bo_store_write_finish (store, bo_test_wait_for (&result), error);
}

static void
changed_cb (BoStore   *store,
            BoChanges *changes,
            Fixture   *fixture)
{
  fixture->n_changed++;
  fixture->thread = g_thread_self ();
  g_clear_pointer (&fixture->changes, bo_changes_unref);
  fixture->changes = bo_changes_ref (changes);
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "sub", "shop.db", NULL);
  fixture->store = open_store (fixture->path, BO_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_object (&fixture->store);
  bo_test_drain ();
  g_clear_pointer (&fixture->changes, bo_changes_unref);
  g_clear_pointer (&fixture->path, g_free);
  g_clear_pointer (&fixture->dir, bo_test_dir_free);
}

static gboolean
add_product (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  return bo_journal_begin_event (txn, "place", "A product", NULL, 0, 1, error) != 0 &&
         bo_db_exec (bo_txn_get_db (txn), data, error);
}

static void
test_write (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  write_store (fixture->store, add_product,
               (gpointer) "INSERT INTO product (id, sku, sku_key, name, name_key) VALUES (7, 'A', 'a', 'Ab', 'ab')", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_true (fixture->thread == g_thread_self ());
  g_assert_cmpint (fixture->changes->event_id, ==, 1);
  g_assert_true (bo_changes_has (fixture->changes->products, 7));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/store/write", Fixture, NULL, set_up, test_write, tear_down);

  return g_test_run ();
}
