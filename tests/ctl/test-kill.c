/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

/* The program is killed at random moments of an import and of deliveries.  Whatever the
 * moment: the store passes its check, what was acknowledged is there, and an import has
 * left a whole number of batches.  BO_KILL_ROUNDS says how often; a few times without. */

#define ROUNDS_DEFAULT 4
#define IMPORT_ROWS 70000
#define BATCH_ROWS 20000
#define DELIVERIES_A_ROUND 3

static guint
get_rounds (void)
{
  const char *rounds = g_getenv ("BO_KILL_ROUNDS");

  return rounds != NULL ? (guint) atoi (rounds) : ROUNDS_DEFAULT;
}

static gboolean
kill_cb (gpointer user_data)
{
  GSubprocess **process = user_data;

  g_subprocess_force_exit (*process);

  return G_SOURCE_REMOVE;
}

static void
waited_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *gone = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source_object), result, NULL);
  *gone = TRUE;
}

/* Runs the command and kills it after @delay microseconds if it still runs.
 *
 * Returns: whether it ended well before that */
static gboolean
run_and_kill (char **argv,
              gint64 delay)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GSource *timer = g_timeout_source_new (0);
  gboolean gone = FALSE;

  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_source_set_callback (timer, kill_cb, &process, NULL);
  g_source_set_ready_time (timer, g_get_monotonic_time () + delay);
  g_source_attach (timer, NULL);
  g_subprocess_wait_async (process, NULL, waited_cb, &gone);
  bo_test_wait_until (gone);
  g_source_destroy (timer);
  g_source_unref (timer);

  return g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0;
}

static gboolean
run_words_and_kill (const char *store,
                    gint64      delay,
                    const char *words,
                    ...)
{
  g_auto (GStrv) argv = NULL;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);

  return run_and_kill (argv, delay);
}

static void
assert_sound (const char *store)
{
  g_autoptr (CtlRun) run = ctl_run (store, "check");

  if (run->status != 0)
    g_error ("check: %s%s", run->out, run->err);
}

static gint64
pick_delay (gint64 duration)
{
  return g_test_rand_int_range (0, (gint32) (duration * 11 / 10));
}

static char *
make_orders (const char *folder)
{
  char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("order,date,customer,sku,quantity,price\n");

  for (int i = 0; i < IMPORT_ROWS; i++)
    g_string_append_printf (csv, "%d,2025-03-%02d 10:%02d,%d,S%d,%d,1.50\n", i / 4, 1 + i % 28, i % 60, i / 4 % 5000, i % 977, 1 + i % 5);
  bo_test_write_file (path, csv->str, (gssize) csv->len);

  return path;
}

static gint64
count_lines (const char *store)
{
  g_autofree char *stream = ctl_do (store, "list --state all --total --json");
  g_autoptr (GPtrArray) totals = ctl_parse_stream (stream);

  return totals->len == 0 ? 0 : ctl_get_int (g_ptr_array_index (totals, 0), "lines");
}

/* Whether there is more than a file that was just made.  The first transaction of a
 * store is its schema, so an empty file is none yet. */
static gboolean
has_store (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf         info;

  return (g_stat (path, &info) == 0 && info.st_size > 0) || (g_stat (log, &info) == 0 && info.st_size > 0);
}

static void
test_import (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *orders = make_orders (folder);
  g_autofree char *whole = g_build_filename (folder, "whole.db", NULL);
  gint64           begin = g_get_monotonic_time ();
  gint64           duration;

  g_free (ctl_do (whole, "import %s", orders));
  duration = g_get_monotonic_time () - begin;
  g_assert_cmpint (count_lines (whole), ==, IMPORT_ROWS);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autofree char *name = g_strdup_printf ("store-%u.db", i);
      g_autofree char *store = g_build_filename (folder, name, NULL);
      gint64           delay = pick_delay (duration);
      gint64           start = g_get_monotonic_time ();
      gboolean         done = run_words_and_kill (store, delay, "import %s", orders);
      gint64           ended = g_get_monotonic_time ();
      gint64           lines = 0;

      /* It may have been killed before there was a store. */
      if (has_store (store))
        {
          assert_sound (store);
          lines = count_lines (store);
        }
      g_test_message ("killed after %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " us: %" G_GINT64_FORMAT " lines%s", delay, duration,
                      lines, done ? ", done" : "");
      if (done)
        {
          g_assert_cmpint (lines, ==, IMPORT_ROWS);
          duration = MIN (duration, ended - start); /* the machine has become less busy */
        }
      else if (lines != IMPORT_ROWS)
        g_assert_cmpint (lines % BATCH_ROWS, ==, 0);
      /* Importing again completes it. */
      if (i % 4 == 0)
        {
          g_free (ctl_do (store, "import %s", orders));
          g_assert_cmpint (count_lines (store), ==, IMPORT_ROWS);
          assert_sound (store);
        }
    }
}

static void
assert_acknowledged (const char      *store,
                     const GPtrArray *ids)
{
  g_autofree char *stream = ctl_do (store, "log --json");
  g_autoptr (GPtrArray) events = ctl_parse_stream (stream);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const char *id = ctl_get_text (g_ptr_array_index (events, i), "external_id");

      if (id != NULL)
        g_hash_table_add (found, (char *) id);
    }
  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (found, g_ptr_array_index (ids, i)))
      g_error ("%s was acknowledged and is not there", (const char *) g_ptr_array_index (ids, i));
}

static void
test_receive (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autoptr (json_t) demo = ctl_do_json (store, "demo --json");
  const char      *due = ctl_get_text (demo, "due");
  g_autofree char *sku = g_strndup (due, strcspn (due, "="));
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  gint64 duration = 0;

  for (guint i = 0; i < get_rounds (); i++)
    for (guint j = 0; j <= DELIVERIES_A_ROUND; j++)
      {
        g_autofree char *id = g_strdup_printf ("d-%u-%u", i, j);
        g_autofree char *delivery = g_strdup_printf ("%s=1", sku);
        gboolean         kill = j == DELIVERIES_A_ROUND;
        gint64           begin = g_get_monotonic_time ();

        if (run_words_and_kill (store, kill ? pick_delay (duration) : G_USEC_PER_SEC * 60, "receive %s --external-id %s", delivery, id))
          g_ptr_array_add (acknowledged, g_steal_pointer (&id));
        else
          g_assert_true (kill);
        if (!kill)
          duration = g_get_monotonic_time () - begin;
        else
          {
            assert_sound (store);
            assert_acknowledged (store, acknowledged);
          }
      }
  g_test_message ("%u deliveries were acknowledged", acknowledged->len);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  g_subprocess_send_signal (*(GSubprocess **) user_data, SIGINT);

  return G_SOURCE_REMOVE;
}

/* Ctrl+C takes an import back whole; if it comes too late, it is done whole. */
static void
test_interrupt (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *orders = make_orders (folder);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char         *name = g_strdup_printf ("store-%u.db", i);
      g_autofree char         *store = g_build_filename (folder, name, NULL);
      g_autofree char *product G_GNUC_UNUSED = ctl_do (store, "product S1 --name Kettle");
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL,
                                                          g_getenv ("BACKORDERSCTL"), "--store", store, "import", orders, NULL);
      g_autoptr (GBytes) err = NULL;
      guint  timer = g_timeout_add (30 + i * 150, interrupt_cb, &process);
      gint64 lines;

      while (g_subprocess_get_identifier (process) != NULL && g_main_context_find_source_by_id (NULL, timer) != NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (g_subprocess_communicate (process, NULL, NULL, NULL, &err, NULL));
      lines = count_lines (store);
      g_test_message ("interrupted after %u ms: %" G_GINT64_FORMAT " lines", 30 + i * 150, lines);
      if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0)
        g_assert_cmpint (lines, ==, IMPORT_ROWS);
      else
        g_assert_cmpint (lines, ==, 0);
      assert_sound (store);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/kill/import", test_import);
  g_test_add_func ("/ctl/kill/receive", test_receive);
  g_test_add_func ("/ctl/kill/interrupt", test_interrupt);

  return g_test_run ();
}
