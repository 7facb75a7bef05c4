/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"

#include <errno.h>

#include <glib/gstdio.h>

static gboolean
expired_cb (gpointer user_data)
{
  BoTestTimer *timer = user_data;

  timer->expired = TRUE;
  return G_SOURCE_REMOVE;
}

void
bo_test_timer_start (BoTestTimer *timer,
                     guint        timeout_ms)
{
  timer->expired = FALSE;
  timer->source = g_timeout_source_new (timeout_ms);
  g_source_set_callback (timer->source, expired_cb, timer, NULL);
  g_source_attach (timer->source, NULL);
}

/* Waits for something to happen and lets it.  FALSE: the time is up. */
gboolean
bo_test_timer_iterate (BoTestTimer *timer)
{
  if (timer->expired)
    return FALSE;

  g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

void
bo_test_timer_stop (BoTestTimer *timer)
{
  if (timer->source != NULL)
    g_source_destroy (timer->source);
  g_clear_pointer (&timer->source, g_source_unref);
}

/**
 * bo_test_wait:
 * @condition: what to wait for
 * @user_data: its argument
 * @timeout_ms: at most so long
 *
 * Iterates the main context until @condition holds.
 *
 * Returns: whether it held in time
 */
gboolean
bo_test_wait (BoTestFunc condition,
              gpointer   user_data,
              guint      timeout_ms)
{
  BoTestTimer timer;

  bo_test_timer_start (&timer, timeout_ms);
  while (!condition (user_data) && bo_test_timer_iterate (&timer))
    ;
  bo_test_timer_stop (&timer);

  return condition (user_data);
}

/**
 * bo_test_drain:
 *
 * Dispatches what is ready now, and what that makes ready, without waiting.
 */
void
bo_test_drain (void)
{
  BoTestTimer timer;

  bo_test_timer_start (&timer, BO_TEST_TIMEOUT_MS);
  while (!timer.expired && g_main_context_iteration (NULL, FALSE))
    ;
  bo_test_timer_stop (&timer);
}

/**
 * bo_test_take_result_cb:
 * @source_object: (nullable): what the operation belongs to
 * @result: its result
 * @user_data: a pointer to a `GAsyncResult *` that is %NULL
 *
 * The callback to give to an asynchronous function whose result is waited for
 * with bo_test_wait_for().
 */
void
bo_test_take_result_cb (GObject      *source_object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

/**
 * bo_test_wait_for:
 * @result: where bo_test_take_result_cb() puts the result
 *
 * Returns: (transfer none): the result, once it is there
 */
GAsyncResult *
bo_test_wait_for (GAsyncResult **result)
{
  bo_test_wait_until (*result != NULL);
  return *result;
}

char *
bo_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("backorders-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* Whether @path is gone. */
static gboolean
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_all (child);
      else if (g_unlink (child) != 0)
        g_assert_cmpint (errno, ==, ENOENT);
    }

  return g_rmdir (path) == 0 || errno == ENOENT;
}

static gboolean
again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* A thread whose work was cancelled may still lay files into the folder, and take
 * them away, for a moment. */
void
bo_test_remove_dir (const char *path)
{
  guint again_id = g_timeout_add (5, again_cb, NULL);

  bo_test_wait_until (remove_all (path));
  g_source_remove (again_id);
}

char *
bo_test_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* @length may be -1 for text that ends with a NUL. */
void
bo_test_write_file (const char *path,
                    const char *text,
                    gssize      length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}
