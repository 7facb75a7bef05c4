/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kills a process that writes at random moments: what it was told is committed
 * is there afterwards, and the store is clean. */

#include "bo-store-test.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define N_ROUNDS 12
#define MAX_LIFE_MS 120

/* The child: one line, its place and a share of the stock a command; says the
 * number of each once it is acknowledged. */
static int
write_for_ever (const char *path)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = store_open (path, BO_STORE_DEFAULT, &error);

  g_assert_no_error (error);
  for (gint64 i = store_query_int (store, "SELECT ifnull (max (id), 0) FROM line") + 1;; i++)
    {
      g_autofree char *line = store_line_sql (i, 1 + i % 2, 3, 100 + i);
      g_autofree char *sql = g_strdup_printf ("%s INSERT INTO stock_move (product_id, kind, units, at) VALUES (%d, 'count', 3, 1);"
                                              "INSERT INTO allocation (line_id, units) VALUES (%d, 3);"
                                              "UPDATE line SET allocated = 3 WHERE id = %d",
                                              line, (int) (1 + i % 2), (int) i, (int) i);
      g_autofree char *text = NULL;

      store_event (store, sql);
      text = g_strdup_printf ("%d\n", (int) i);
      if (write (STDOUT_FILENO, text, strlen (text)) < 0)
        return 1;
    }
}

/* The last line of what the child said. */
static gint64
read_acknowledged (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  char   buffer[4096];
  gssize n;
  guint  n_lines;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (fd);

  lines = g_strsplit (text->str, "\n", -1);
  n_lines = g_strv_length (lines);
  /* The last piece is what comes after the last line's end. */
  return n_lines >= 2 ? g_ascii_strtoll (lines[n_lines - 2], NULL, 10) : 0;
}

typedef struct
{
  GPid     pid;
  gboolean gone;
} Child;

static gboolean
kill_cb (gpointer user_data)
{
  Child *child = user_data;

  kill (child->pid, SIGKILL);
  return G_SOURCE_REMOVE;
}

/* The first answer is there: from now on it lives a random time. */
static gboolean
answered_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  g_timeout_add ((guint) g_test_rand_int_range (0, MAX_LIFE_MS), kill_cb, user_data);
  return G_SOURCE_REMOVE;
}

static void
gone_cb (GPid     pid,
         int      status,
         gpointer user_data)
{
  Child *child = user_data;

  child->gone = TRUE;
  g_spawn_close_pid (pid);
}

static void
test_kill (StoreFixture *fixture,
           gconstpointer user_data)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char      *argv[] = { program, "--write", fixture->path, NULL };
  gboolean         was_unclean = FALSE;

  store_event (fixture->store, STORE_SHOP);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      Child  child = { 0 };
      gint64 acknowledged, found;
      int    fd = -1;

      store_fixture_close (fixture);
      g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                                NULL, NULL, &child.pid, NULL, &fd, NULL, &error);
      g_assert_no_error (error);
      g_child_watch_add (child.pid, gone_cb, &child);
      /* In every other round it may not even have opened the store. */
      if (i % 2 == 0)
        g_unix_fd_add (fd, G_IO_IN, answered_cb, &child);
      else
        g_timeout_add ((guint) g_test_rand_int_range (0, MAX_LIFE_MS), kill_cb, &child);
      bo_test_wait_until (child.gone);
      acknowledged = read_acknowledged (fd);

      store_fixture_reopen (fixture);
      was_unclean = was_unclean || bo_store_was_unclean (fixture->store);
      store_assert_clean (fixture->store);
      found = store_query_int (fixture->store, "SELECT count (*) FROM line");
      g_test_message ("%d acknowledged, %d found", (int) acknowledged, (int) found);
      g_assert_cmpint (found, >=, acknowledged);
      /* At most the one that was not answered any more. */
      if (acknowledged > 0)
        g_assert_cmpint (found, <=, acknowledged + 1);
      g_assert_cmpint (store_query_int (fixture->store, "SELECT max (id) FROM line"), ==, found);
    }
  g_assert_true (was_unclean);

  /* A clean end is known from an unclean one. */
  store_fixture_reopen (fixture);
  g_assert_false (bo_store_was_unclean (fixture->store));
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    return write_for_ever (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/crash/kill", StoreFixture, NULL, store_fixture_set_up, test_kill, store_fixture_tear_down);

  return g_test_run ();
}
