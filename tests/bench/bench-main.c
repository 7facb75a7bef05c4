/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#define N_LINES 1000000
#define N_PRODUCTS 20000
#define N_HOT 10000
#define N_RUNS 5

Pairs *
pairs_new (void)
{
  Pairs *pairs = g_new0 (Pairs, 1);

  pairs->job = g_array_new (FALSE, FALSE, sizeof (double));
  pairs->floor = g_array_new (FALSE, FALSE, sizeof (double));

  return pairs;
}

void
pairs_free (Pairs *pairs)
{
  g_array_unref (pairs->job);
  g_array_unref (pairs->floor);
  g_free (pairs);
}

void
pairs_add (Pairs *pairs,
           double job,
           double floor)
{
  g_array_append_val (pairs->job, job);
  g_array_append_val (pairs->floor, floor);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (const GArray *values)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) values);

  g_array_sort (sorted, compare_doubles);

  return sorted->len == 0 ? NAN : g_array_index (sorted, double, sorted->len / 2);
}

void
bench_print_header (void)
{
  g_print ("%-44s %12s %12s %7s %7s  %s\n", "job", "time", "floor", "ratio", "target", "");
}

void
bench_print_row (const char  *name,
                 const Pairs *pairs,
                 const char  *unit,
                 double       target,
                 const char  *note)
{
  double           job = median (pairs->job);
  double           floor = median (pairs->floor);
  g_autofree char *wanted = target > 0 ? g_strdup_printf ("%.1f", target) : g_strdup ("-");
  g_autofree char *job_text = g_strdup_printf ("%.1f %s", job, unit);
  g_autofree char *floor_text = g_strdup_printf ("%.1f %s", floor, unit);

  g_print ("%-44s %12s %12s %7.2f %7s  %s\n", name, job_text, floor_text, job / floor, wanted,
           note != NULL ? note : "");
}

gboolean
bench_wants (const Bench *bench,
             const char  *job)
{
  return bench->only == NULL || g_str_equal (bench->only, job);
}

double
bench_now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* What an earlier run left to be written must not be paid for by the next. */
void
bench_settle (void)
{
  sync ();
}

static void
take_result_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

BoService *
bench_open (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service;

  bo_service_open_async (path, BO_SERVICE_DEFAULT, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  service = bo_service_open_finish (result, &error);
  if (service == NULL)
    g_error ("%s: %s", path, error->message);

  return service;
}

static gboolean
parse (Bench   *bench,
       int     *argc,
       char  ***argv,
       GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- times the program against its floors");
  const GOptionEntry entries[] = {
    { "only", 0, 0, G_OPTION_ARG_STRING, &bench->only, "Run one job: delivery, everything, import, search, sync, window", "JOB" },
    { "orders", 0, 0, G_OPTION_ARG_FILENAME, &bench->orders, "Import this order file instead of a made one", "FILE" },
    { "ctl", 0, 0, G_OPTION_ARG_FILENAME, &bench->ctl, "The command-line program, whose memory is measured", "FILE" },
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &bench->folder, "Where data is made once and kept", "FOLDER" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &bench->n_runs, "Pairs of runs a job", "N" },
    { "quick", 0, 0, G_OPTION_ARG_NONE, &bench->quick, "Small data: see that the benchmark itself works", NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, NULL);

  return g_option_context_parse (context, argc, argv, error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  Bench bench = { .n_runs = 0 };

  if (!parse (&bench, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  bench.n_lines = bench.quick ? 5000 : N_LINES;
  bench.n_products = bench.quick ? 200 : N_PRODUCTS;
  bench.n_hot = bench.quick ? 500 : N_HOT;
  if (bench.n_runs <= 0)
    bench.n_runs = bench.quick ? 1 : N_RUNS;
  if (bench.folder == NULL)
    bench.folder = g_build_filename (g_get_tmp_dir (), "backorders-bench", NULL);
  g_mkdir_with_parents (bench.folder, 0700);

  bench_print_header ();
  if (bench_wants (&bench, "delivery"))
    bench_one_delivery (&bench);
  if (bench_wants (&bench, "everything"))
    bench_everything (&bench);
  if (bench_wants (&bench, "import"))
    bench_import (&bench);
  if (bench_wants (&bench, "search"))
    bench_search (&bench);
  if (bench_wants (&bench, "sync"))
    bench_sync (&bench);
  if (bench_wants (&bench, "window"))
    bench_window (&bench);

  g_free (bench.ctl);
  g_free (bench.folder);
  g_free (bench.only);
  g_free (bench.orders);

  return 0;
}
