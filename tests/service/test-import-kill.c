/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-import.h"

#include <signal.h>

#include "bo-test-util.h"
#include "import-util.h"

/* Four batches; two where the sanitizers make each long. */
#ifdef __SANITIZE_ADDRESS__
#define N_ORDERS 2100
#else
#define N_ORDERS 6500
#endif
/* As many rounds as the time allows. */
#define N_ROUNDS_MIN 2
#define N_ROUNDS_MAX 12
#define TIME_LIMIT_S 60
#define BATCH_ROWS 20000

static const char *program;

/* What the killed process does. */
static int
run_child (const char *store,
           const char *file)
{
  g_autoptr (BoService) service = import_open_service (store);
  g_autofree char *text = bo_test_read_file (file);
  g_autoptr (BoImportReport) report = NULL;

  g_print ("begin\n");
  report = import_text_ok (service, text);
  g_print ("%" G_GINT64_FORMAT " lines\n", report->lines_added);
  return 0;
}

static GSubprocess *
start_child (const char *store,
             const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", store,
                                                    file, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "begin");
  return g_steal_pointer (&child);
}

static gboolean
elapsed_cb (gpointer user_data)
{
  gboolean *elapsed = user_data;

  *elapsed = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* Lets the child run for @ms, then kills it. */
static void
kill_child (GSubprocess *child,
            guint        ms)
{
  g_autoptr (GError) error = NULL;
  gboolean elapsed = FALSE;

  g_timeout_add (ms, elapsed_cb, &elapsed);
  g_assert_true (bo_test_wait (is_true, &elapsed, ms + BO_TEST_TIMEOUT_MS));
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
}

/* Killed at any moment, an import leaves a whole number of batches and a sound
 * store; importing again completes it. */
static void
test_kill (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *file = g_build_filename (dir, "orders.csv", NULL);
  g_autofree char *calm = g_build_filename (dir, "calm.db", NULL);
  g_autofree char *text = import_make_large_file (N_ORDERS);
  g_autofree char *expected = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  guint duration_ms, n_caught = 0;

  bo_test_write_file (file, text, -1);
  child = start_child (calm, file);
  timer = g_timer_new ();
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  duration_ms = (guint) (g_timer_elapsed (timer, NULL) * 1000);
  expected = import_dump (calm);

  for (guint round = 0;
       round < N_ROUNDS_MAX && (round < N_ROUNDS_MIN || g_timer_elapsed (timer, NULL) < TIME_LIMIT_S); round++)
    {
      g_autofree char *name = g_strdup_printf ("killed-%u.db", round);
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *lines = NULL;
      g_autoptr (GSubprocess) victim = start_child (path, file);
      guint ms = (guint) g_test_rand_int_range (0, (int) duration_ms + 1);
      g_autoptr (BoService) service = NULL;
      g_autoptr (BoImportReport) report = NULL;
      gint64 n_lines;

      kill_child (victim, ms);
      service = import_open_service (path);
      import_check_store (service);
      n_lines = import_count (path, "SELECT count(*) FROM line");
      g_test_message ("killed after %u of %u ms: %d lines", ms, duration_ms, (int) n_lines);
      g_assert_true (n_lines % BATCH_ROWS == 0 || n_lines == N_ORDERS * 10);
      n_caught += g_subprocess_get_if_signaled (victim) && n_lines < N_ORDERS * 10;

      report = import_text_ok (service, text);
      g_assert_cmpint (report->lines_added, ==, N_ORDERS * 10 - n_lines);
      g_assert_cmpint (report->lines_changed, ==, 0);
      import_check_store (service);
      lines = import_dump (path);
      g_assert_cmpstr (lines, ==, expected);
    }
  g_test_message ("%u killed in the middle", n_caught);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import/kill", test_kill);

  return g_test_run ();
}
