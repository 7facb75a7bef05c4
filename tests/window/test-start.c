/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "bo-db.h"
#include "bo-error-text.h"
#include "bo-import.h"
#include "bo-journal.h"
#include "bo-plan-json.h"
#include "window-fixture.h"

/* Without a store yet. */
static void
set_up_empty (Fixture      *fixture,
              gconstpointer data)
{
  fixture->folder = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->folder, "shop.db", NULL);
  fixture->application = fixture_get_application ();
}

/* The keyboard is on what is suggested, and not on a page below. */
static void
check_focus (Fixture    *fixture,
             const char *label)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (focus)), ==, label);
}

static void
test_welcome (Fixture      *fixture,
              gconstpointer data)
{
  fixture_open (fixture);
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "welcome");
  check_focus (fixture, "_Connect a Shop…");
  fixture_activate (fixture, "win.start-empty");
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "main");
  g_assert_cmpstr (bo_list_pane_get_state (bo_list_page_get_list (BO_LIST_PAGE (fixture_get_queue (fixture)))), ==, "empty");
}

/* What is imported on the first run's page leads past it. */
static void
test_welcome_import (Fixture      *fixture,
                     gconstpointer data)
{
  fixture_open (fixture);
  fixture_import (fixture, "Order,Date,SKU,Quantity\n7,2026-02-01,KET-1,2\n");
  bo_test_wait_until (g_str_equal (bo_window_get_state (fixture->window), "main"));
  bo_test_wait_until (fixture_get_n_lines (fixture) == 1);
}

/* What is read before there is a window is what the window shows. */
static void
test_preload (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (BoLineQuery) query = bo_queue_page_create_first_query (settings);
  g_autoptr (BoPreload) preload = NULL;

  fixture_open (fixture);
  fixture_import (fixture, "Order,Date,SKU,Quantity\n7,2026-02-01,KET-1,2\n");
  fixture_close (fixture);

  preload = bo_preload_new (fixture->path, BO_TEST_TIMEOUT_MS);
  g_assert_nonnull (bo_preload_get_service (preload));
  bo_preload_list (preload, query);
  fixture->window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->application), NULL));
  bo_window_take_preload (fixture->window, preload);
  g_assert_true (bo_queue_page_get_model (fixture_get_queue (fixture)) == bo_preload_get_lines (preload));
  gtk_window_present (GTK_WINDOW (fixture->window));
  bo_test_wait_until (bo_window_get_ready (fixture->window));
  g_assert_cmpuint (fixture_get_n_lines (fixture), ==, 1);
}

static void
test_preload_nothing (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (BoPreload) preload = bo_preload_new (fixture->path, BO_TEST_TIMEOUT_MS);

  g_assert_null (bo_preload_get_service (preload));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Files that are no store */

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
} FailedCase;

static const FailedCase failed_cases[] = {
  { "text", "Dear Ada,\nthis is no store.\n", 27 },
  { "damaged", "SQLite format 3\0 and then nothing that makes sense", 50 },
};

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_failed (Fixture      *fixture,
             gconstpointer data)
{
  const FailedCase *c = data;
  g_autofree char  *after = NULL;
  gsize             length;

  bo_test_write_file (fixture->path, c->bytes, (gssize) c->length);
  fixture_open (fixture);
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "failed");
  check_focus (fixture, "_Try Again");
  g_assert_null (bo_window_get_service (fixture->window));
  g_assert_true (g_file_get_contents (fixture->path, &after, &length, NULL));
  g_assert_cmpmem (after, length, c->bytes, c->length);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* The way out: once the file is mended, the same window opens it. */
static void
test_retry (Fixture      *fixture,
            gconstpointer data)
{
  bo_test_write_file (fixture->path, "no store", -1);
  fixture_open (fixture);
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "failed");
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  fixture_activate (fixture, "win.retry");
  bo_test_wait_until (g_str_equal (bo_window_get_state (fixture->window), "welcome"));
}

/* Windows that go while they wait */

static void
test_destroy_while_opening (Fixture      *fixture,
                            gconstpointer data)
{
  BoWindow *window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->application), NULL));

  bo_window_open (window, fixture->path, BO_SERVICE_DEFAULT);
  bo_window_present_soon (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  bo_test_wait_until (window == NULL);
}

static void
test_destroy_while_making_demo (Fixture      *fixture,
                                gconstpointer data)
{
  BoWindow *window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->application), NULL));

  bo_window_open_demo (window);
  gtk_window_present (GTK_WINDOW (window));
  bo_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  bo_test_wait_until (window == NULL);
}

static void
test_demo (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->window = bo_application_open_demo (fixture->application);
  bo_test_wait_until (bo_window_get_ready (fixture->window));
  g_assert_cmpstr (bo_window_get_state (fixture->window), ==, "main");
  g_assert_cmpuint (fixture_get_n_lines (fixture), >, 100);
  /* A busy shop: goods to hand over, and something to settle. */
  bo_test_wait_until (bo_window_shop_get_state (bo_window_get_shop (fixture->window)) != NULL);
  g_assert_cmpint (bo_shop_state_get_mood (bo_window_shop_get_state (bo_window_get_shop (fixture->window))), ==, BO_SHOP_MOOD_SETTLE);
  g_assert_cmpint (bo_sync_get_status (bo_shop_state_get_sync (bo_window_shop_get_state (bo_window_get_shop (fixture->window))))->n_conflicts, ==, 2);
  g_assert_true (bo_application_open_demo (fixture->application) == fixture->window);
  path = g_strdup (bo_window_get_path (fixture->window));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  bo_test_wait_until (!g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Every cause has a sentence that says what to do, and not the log's. */
static void
test_error_texts (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int n_codes;
  } domains[] = {
    { bo_db_error_quark, BO_DB_ERROR_NOT_FOUND + 1 },
    { bo_journal_error_quark, BO_JOURNAL_ERROR_IN_THE_WAY + 1 },
    { bo_import_error_quark, BO_IMPORT_ERROR_OPTION + 1 },
    { bo_plan_error_quark, BO_PLAN_ERROR_INVALID + 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code < domains[i].n_codes; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[i].domain (), code, "for the log");
        g_autofree char *text = bo_error_text (error);

        g_assert_nonnull (text);
        g_assert_cmpstr (text, !=, "for the log");
        g_assert_cmpuint (strlen (text), >, 10);
      }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/start/welcome", test_welcome },
    { "/start/welcome-import", test_welcome_import },
    { "/start/preload", test_preload },
    { "/start/preload-nothing", test_preload_nothing },
    { "/start/retry", test_retry },
    { "/start/destroy-while-opening", test_destroy_while_opening },
    { "/start/destroy-while-making-demo", test_destroy_while_making_demo },
    { "/start/demo", test_demo },
  };

  if (!fixture_init (&argc, &argv))
    return 0;
  g_test_add_func ("/start/error-texts", test_error_texts);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up_empty, cases[i].func, fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (failed_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/start/failed/%s", failed_cases[i].name);

      g_test_add (path, Fixture, &failed_cases[i], set_up_empty, test_failed, fixture_tear_down);
    }

  return g_test_run ();
}
