/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-check-dialog.h"
#include "bo-db.h"
#include "bo-dialog-frame.h"
#include "bo-new-dialog.h"
#include "bo-policy-dialog.h"
#include "bo-products-page.h"
#include "bo-receive-dialog.h"
#include "bo-window-private.h"
#include "window-fixture.h"

/* What goes wrong is told, and leads to nothing that was not asked for. */

#define NO_SUCH_ID G_GINT64_CONSTANT (999)

/* Policies */

#define ODD_POLICY "{\"rule\": \"lottery\"}"

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoDb) db = bo_db_open (fixture->path, BO_DB_READ_WRITE_EXISTING, &error);

  g_assert_no_error (error);
  bo_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static BoProductRecord *
load_product (Fixture    *fixture,
              const char *sku)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoService       *service = bo_window_get_service (fixture->window);
  BoProductRecord *product;

  bo_service_find_product_async (service, sku, NULL, bo_test_take_result_cb, &result);
  product = bo_service_find_product_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return product;
}

static void
activate_for (Fixture    *fixture,
              const char *action,
              gint64      id)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, "x", id));
}

static gpointer
wait_for (GType type)
{
  gpointer found;

  bo_test_wait_until ((found = fixture_find (type)) != NULL);

  return found;
}

static void
wait_for_toast (Fixture    *fixture,
                const char *part)
{
  bo_test_wait_until (bo_window_get_toast (fixture->window) != NULL &&
                      strstr (bo_window_get_toast (fixture->window), part) != NULL);
}

/* It is not shown as the shop's, and saving replaces it only when that was asked for. */
static void
test_odd_policy (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (BoProductRecord) before = load_product (fixture, "KET-1");
  g_autoptr (BoProductRecord) kept = NULL;
  g_autoptr (BoProductRecord) after = NULL;

  run_sql (fixture, "UPDATE product SET policy = '" ODD_POLICY "' WHERE sku = 'KET-1'");
  activate_for (fixture, "win.product-policy", before->id);
  fixture_answer (FALSE);
  g_assert_null (fixture_find (BO_TYPE_POLICY_DIALOG));
  kept = load_product (fixture, "KET-1");
  g_assert_cmpstr (kept->policy, ==, ODD_POLICY);

  activate_for (fixture, "win.product-policy", before->id);
  fixture_answer (TRUE);
  bo_policy_dialog_apply (wait_for (BO_TYPE_POLICY_DIALOG));
  wait_for_toast (fixture, "Policy changed");
  after = load_product (fixture, "KET-1");
  g_assert_nonnull (strstr (after->policy, "priority"));
}

/* Nothing is dealt by a rule that nobody knows. */
static void
test_deal_by_odd_policy (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (BoProductRecord) product = load_product (fixture, "KET-1");
  BoReceiveDialog *dialog;

  run_sql (fixture, "UPDATE product SET policy = '" ODD_POLICY "' WHERE sku = 'KET-1'");
  activate_for (fixture, "win.deal-product", product->id);
  dialog = wait_for (BO_TYPE_RECEIVE_DIALOG);
  bo_test_wait_until (bo_receive_dialog_get_notice (dialog) != NULL);
  g_assert_nonnull (strstr (bo_receive_dialog_get_notice (dialog), "policy"));
  bo_receive_dialog_apply (dialog);
  g_assert_cmpuint (fixture_count_events (fixture), ==, 1);
}

/* Products that are gone */

static void
test_policy_of_nothing (Fixture      *fixture,
                        gconstpointer data)
{
  activate_for (fixture, "win.product-policy", NO_SUCH_ID);
  wait_for_toast (fixture, "not there any more");
  g_assert_null (fixture_find (BO_TYPE_POLICY_DIALOG));
}

static void
test_receive_nothing (Fixture      *fixture,
                      gconstpointer data)
{
  BoReceiveDialog *dialog;

  activate_for (fixture, "win.receive-product", NO_SUCH_ID);
  dialog = wait_for (BO_TYPE_RECEIVE_DIALOG);
  bo_test_wait_until (bo_receive_dialog_get_notice (dialog) != NULL);
  g_assert_cmpuint (bo_receive_dialog_get_n_counts (dialog), ==, 0);
}

static void
test_want_nothing (Fixture      *fixture,
                   gconstpointer data)
{
  BoNewDialog *dialog;

  activate_for (fixture, "win.new-backorder-for", NO_SUCH_ID);
  dialog = wait_for (BO_TYPE_NEW_DIALOG);
  bo_test_wait_until (bo_new_dialog_get_notice (dialog) != NULL);
}

/* Stores */

static guint
count_windows (Fixture *fixture)
{
  guint n = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (fixture->application)); l != NULL; l = l->next)
    n += BO_IS_WINDOW (l->data);

  return n;
}

static void
test_store_elsewhere (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("sftp://example.org/shop.db");

  bo_window_open_other (fixture->window, file);
  wait_for_toast (fixture, "on this computer");
  g_assert_cmpuint (count_windows (fixture), ==, 1);
}

/* A file that is there is opened when that was said, and never replaced. */
static void
test_new_store_there (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "letter.txt", NULL);
  g_autofree char *after = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  bo_test_write_file (path, "Dear Ada,\n", -1);
  bo_window_make_store (fixture->window, file);
  fixture_answer (FALSE);
  bo_test_drain ();
  g_assert_cmpuint (count_windows (fixture), ==, 1);

  bo_window_make_store (fixture->window, file);
  fixture_answer (TRUE);
  bo_test_wait_until (count_windows (fixture) == 2);
  bo_test_drain ();
  after = bo_test_read_file (path);
  g_assert_cmpstr (after, ==, "Dear Ada,\n");
}

static const char *const new_store_names[] = { "none", "empty" };

static void
test_new_store (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  BoWindow *window;

  if (g_str_equal (data, "empty"))
    bo_test_write_file (path, "", 0);
  bo_window_make_store (fixture->window, file);
  bo_test_wait_until (count_windows (fixture) == 2);
  window = bo_application_open_store (fixture->application, path);
  bo_test_wait_until (bo_window_get_ready (window));
  g_assert_cmpstr (bo_window_get_state (window), ==, "welcome");
}

/* After a crash */

/* A store as a killed program leaves it: its newest pages stand in a log. */
static char *
copy_unclean (Fixture *fixture)
{
  static const char *const suffixes[] = { "", "-wal" };
  char                    *copy = g_build_filename (fixture->folder, "unclean.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (fixture->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (copy, suffixes[i], NULL);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (from, &bytes, &length, &error);
      g_assert_no_error (error);
      bo_test_write_file (to, bytes, (gssize) length);
    }

  return copy;
}

static const char *
get_notice (BoWindow   *window,
            const char *page)
{
  return bo_list_pane_get_notice (bo_list_page_get_list (BO_LIST_PAGE (bo_window_get_page (window, page))));
}

static BoWindow *
open_unclean (Fixture *fixture)
{
  g_autofree char *path = copy_unclean (fixture);
  BoWindow        *window = bo_application_open_store (fixture->application, path);

  bo_test_wait_until (bo_window_get_ready (window));
  g_assert_true (bo_service_was_unclean (bo_window_get_service (window)));

  return window;
}

/* The store is checked then, and what is wrong is told, with what to do about it. */
static void
test_unclean (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *copy_path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (GFile) copy = g_file_new_for_path (copy_path);
  g_autoptr (GFile) itself = NULL;
  BoWindow      *window;
  BoCheckDialog *dialog;

  run_sql (fixture, "UPDATE tranche SET units = units + 1 WHERE id = (SELECT min (id) FROM tranche)");
  window = open_unclean (fixture);
  bo_test_wait_until (get_notice (window, "queue") != NULL);
  g_assert_nonnull (strstr (get_notice (window, "queue"), "1 problem."));
  bo_window_show_page (window, "products");
  g_assert_cmpstr (get_notice (window, "products"), ==, get_notice (window, "queue"));
  bo_window_show_page (window, "queue");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-problems", NULL));
  dialog = wait_for (BO_TYPE_CHECK_DIALOG);
  itself = g_file_new_for_path (bo_window_get_path (window));
  bo_check_dialog_save (dialog, itself);
  g_assert_nonnull (bo_check_dialog_get_notice (dialog));
  bo_check_dialog_save (dialog, copy);
  bo_test_wait_until (fixture_find (BO_TYPE_CHECK_DIALOG) == NULL);
  g_assert_true (g_file_test (copy_path, G_FILE_TEST_EXISTS));
}

/* Nothing is said when all is well. */
static void
test_unclean_and_well (Fixture      *fixture,
                       gconstpointer data)
{
  BoWindow *window = open_unclean (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  /* A check after the window's own. */
  bo_service_check_async (bo_window_get_service (window), NULL, bo_test_take_result_cb, &result);
  problems = bo_service_check_finish (bo_window_get_service (window), bo_test_wait_for (&result), NULL);
  g_assert_cmpuint (problems->len, ==, 0);
  bo_test_drain ();
  g_assert_null (get_notice (window, "queue"));
  g_assert_null (bo_window_get_toast (window));
}

/* Stores that are only read */

/* Everything can be looked at, and nothing that changes it can be begun. */
static void
test_read_only (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const names[] = { "win.new-backorder", "win.receive", "win.deal-again", "win.policy",
                                       "win.preferences", "win.import", "win.undo" };
  GtkWidget               *pane;
  BoListPage              *page;
  guint                    n_events;

  fixture_close (fixture);
  fixture->window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->application), NULL));
  bo_window_open (fixture->window, fixture->path, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bo_test_wait_until (bo_window_get_ready (fixture->window));
  g_assert_cmpuint (fixture_get_n_lines (fixture), ==, 4);
  g_assert_nonnull (strstr (get_notice (fixture->window, "queue"), "reading only"));
  n_events = fixture_count_events (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->window), names[i], NULL);
  bo_list_page_select (BO_LIST_PAGE (fixture_get_queue (fixture)),
                       bo_lazy_model_get_id_at (BO_LAZY_MODEL (bo_queue_page_get_model (fixture_get_queue (fixture))), 0));
  bo_test_wait_until (bo_line_card_get_found (bo_queue_page_get_card (fixture_get_queue (fixture))));
  gtk_widget_activate_action (GTK_WIDGET (fixture_get_queue (fixture)), "line.cancel", NULL);

  bo_window_show_page (fixture->window, "products");
  page = BO_LIST_PAGE (bo_window_get_page (fixture->window, "products"));
  bo_test_wait_until (bo_list_page_get_ready (page));
  bo_list_page_select (page, bo_lazy_model_get_id_at (bo_list_page_get_model (page), 0));
  pane = GTK_WIDGET (bo_products_page_get_pane (BO_PRODUCTS_PAGE (page)));
  gtk_widget_activate_action (pane, "product.count", NULL);
  gtk_widget_activate_action (pane, "product.receive", NULL);
  bo_window_show_page (fixture->window, "queue");
  bo_test_drain ();

  g_assert_null (fixture_find (BO_TYPE_DIALOG_FRAME));
  g_assert_null (bo_window_get_toast (fixture->window));
  g_assert_cmpuint (fixture_count_events (fixture), ==, n_events);
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
    { "/trouble/odd-policy", test_odd_policy },
    { "/trouble/deal-by-odd-policy", test_deal_by_odd_policy },
    { "/trouble/policy-of-nothing", test_policy_of_nothing },
    { "/trouble/receive-nothing", test_receive_nothing },
    { "/trouble/want-nothing", test_want_nothing },
    { "/trouble/store-elsewhere", test_store_elsewhere },
    { "/trouble/new-store-there", test_new_store_there },
    { "/trouble/unclean", test_unclean },
    { "/trouble/unclean-and-well", test_unclean_and_well },
    { "/trouble/read-only", test_read_only },
  };

  if (!fixture_init (&argc, &argv))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, fixture_set_up, cases[i].func, fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (new_store_names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/trouble/new-store/%s", new_store_names[i]);

      g_test_add (path, Fixture, new_store_names[i], fixture_set_up, test_new_store, fixture_tear_down);
    }

  return g_test_run ();
}
