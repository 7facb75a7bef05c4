/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"

static gboolean
set_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
test_wait (void)
{
  gboolean done = FALSE;

  g_assert_false (bo_test_wait (is_set, &done, 5));
  g_idle_add (set_cb, &done);
  g_assert_true (bo_test_wait (is_set, &done, BO_TEST_TIMEOUT_MS));
}

static void
test_wait_until (void)
{
  gboolean done = FALSE;

  g_timeout_add (5, set_cb, &done);
  bo_test_wait_until (done);

  bo_test_drain ();
  g_assert_false (g_main_context_pending (NULL));
}

static void
answer_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_task_return_int (task, 42);
}

static void
test_wait_for (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, bo_test_take_result_cb, &result);
  g_autoptr (GError) error = NULL;

  g_task_run_in_thread (task, answer_thread);
  g_assert_cmpint (g_task_propagate_int (G_TASK (bo_test_wait_for (&result)), &error), ==, 42);
  g_assert_no_error (error);
}

static void
test_dir (void)
{
  g_autofree char *path = bo_test_make_dir ();
  g_autofree char *sub = g_build_filename (path, "sub", NULL);
  g_autofree char *file = g_build_filename (sub, "file", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir_with_parents (sub, 0700), ==, 0);
  bo_test_write_file (file, "text", -1);
  text = bo_test_read_file (file);
  g_assert_cmpstr (text, ==, "text");

  bo_test_remove_dir (path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/lib/wait", test_wait);
  g_test_add_func ("/lib/wait-until", test_wait_until);
  g_test_add_func ("/lib/wait-for", test_wait_for);
  g_test_add_func ("/lib/dir", test_dir);

  return g_test_run ();
}
