/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <signal.h>
#include <string.h>

#include "bo-sample-shop.h"

/* What the demonstration says to try is tried. */

/* The word after @option in @text. */
static char *
get_option (const char *text,
            const char *option)
{
  const char *at = strstr (text, option);

  g_assert_nonnull (at);
  at += strlen (option);

  return g_strndup (at, strcspn (at, " \n"));
}

static char *
get_delivery (const char *text)
{
  return get_option (text, " receive ");
}

static void
test_morning (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (dir, "demo.db", NULL);
  g_autoptr (json_t) demo = ctl_do_json (store, "demo --json");
  g_autofree char *ready = ctl_do (store, "list --state ready --json");
  g_autoptr (GPtrArray) lines = ctl_parse_stream (ready);
  g_autofree char *text = NULL;

  g_assert_cmpint (ctl_get_int (demo, "products"), >, 500);
  g_assert_cmpint (ctl_get_int (demo, "orders"), >, 5000);
  g_assert_cmpint (ctl_get_int (demo, "customers"), >, 900);
  g_assert_cmpint (ctl_get_int (demo, "ready"), ==, lines->len);
  g_assert_cmpint (ctl_get_int (demo, "ready"), >, 10);
  g_assert_cmpint (ctl_get_int (demo, "waiting"), >, 100);
  g_assert_cmpint (ctl_get_int (demo, "lines_added"), >=, ctl_get_int (demo, "waiting"));
  text = ctl_do (store, "receive %s --dry-run", ctl_get_text (demo, "due"));
  g_assert_nonnull (strstr (text, "lines change"));
  g_free (ctl_do (store, "check"));
}

static void
test_twice (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (dir, "demo.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CtlRun) twice = NULL;

  bo_test_write_file (store, "mine", -1);
  before = ctl_checksum (store);
  twice = ctl_run (store, "demo");
  ctl_assert_fails (twice, 1, "exists");
  after = ctl_checksum (store);
  g_assert_cmpstr (before, ==, after);
}

/* The shop is opened again as the hints say.  It is the one that was read, and it
 * hears of the delivery. */
static void
test_reopened (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char    *store = g_build_filename (dir, "demo.db", NULL);
  g_autofree char    *keys = g_build_filename (dir, "keys", NULL);
  g_autofree char    *text = ctl_do (store, "demo");
  g_autofree char    *due = get_delivery (text);
  g_autofree char    *port = get_option (text, "--port ");
  g_autofree char    *now = get_option (text, "--now ");
  BoSampleShopOptions options = { .port = (guint16) g_ascii_strtoull (port, NULL, 10), .now = g_ascii_strtoll (now, NULL, 10) };
  g_autoptr (BoSampleShop) shop = bo_sample_shop_new (&options);
  g_autofree char *key_lines = g_strdup_printf ("%s\n%s\n", bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));
  g_autoptr (GError) error = NULL;
  g_autoptr (CtlRun) away = NULL;
  g_autoptr (json_t) report = NULL;

  bo_test_write_file (keys, key_lines, -1);
  g_free (ctl_do (store, "receive %s", due));
  away = ctl_run (store, "sync --keys %s", keys);
  ctl_assert_fails (away, 1, "cannot be reached");

  g_assert_true (bo_sample_shop_start (shop, &error));
  g_assert_no_error (error);
  report = ctl_do_json (store, "sync --json --keys %s", keys);
  g_assert_cmpint (ctl_get_int (report, "orders"), ==, 0);
  g_assert_cmpint (ctl_get_int (report, "products"), ==, 0);
  g_assert_cmpint (ctl_get_int (report, "pushed"), ==, 1);
  g_assert_cmpuint (bo_sample_shop_get_count (shop, "stock"), ==, 1);
}

/* So that a file is looked for again. */
static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Half a demonstration is not left in the way of a whole one. */
static void
test_interrupted (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (dir, "demo.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                                      g_getenv ("BACKORDERSCTL"), "--store", store, "demo", NULL);
  g_autofree char *complaint = NULL;
  guint            tick;

  g_assert_no_error (error);
  /* From then on it listens to the signal. */
  tick = g_timeout_add (2, tick_cb, NULL);
  bo_test_wait_until (g_file_test (store, G_FILE_TEST_EXISTS));
  g_source_remove (tick);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (complaint, "Interrupted"));
  g_assert_false (g_file_test (store, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/demo/morning", test_morning);
  g_test_add_func ("/ctl/demo/twice", test_twice);
  g_test_add_func ("/ctl/demo/reopened", test_reopened);
  g_test_add_func ("/ctl/demo/interrupted", test_interrupted);

  return g_test_run ();
}
