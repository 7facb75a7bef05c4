/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "bo-line-model.h"

#define N_SMALL_LINES 1000
#define FIRST_PAGE 200

/* The raw full-text query: all lines of the customers, products and orders that
 * match, who has waited longest first, and the first page of what a list shows. */
#define RAW_SEARCH                                                                           \
  "WITH hit AS ("                                                                            \
  " SELECT l.id, l.queued FROM customer_search s JOIN line l ON l.customer_id = s.rowid"     \
  " WHERE customer_search MATCH ?1 AND l.open > 0"                                           \
  " UNION SELECT l.id, l.queued FROM product_search s JOIN line l ON l.product_id = s.rowid" \
  " WHERE product_search MATCH ?1 AND l.open > 0"                                            \
  " UNION SELECT l.id, l.queued FROM order_search s JOIN line l ON l.order_id = s.rowid"     \
  " WHERE order_search MATCH ?1 AND l.open > 0)"                                             \
  " SELECT id FROM hit ORDER BY queued, id"
#define RAW_PAGE                                                                                 \
  "SELECT l.id, o.number, c.name, p.sku, p.name, l.open, l.allocated, l.price, l.queued, l.need" \
  " FROM line l JOIN sales_order o ON o.id = l.order_id JOIN customer c ON c.id = l.customer_id" \
  " JOIN product p ON p.id = l.product_id WHERE l.id = ?1"

static double
raw_search (sqlite3    *db,
            const char *words)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *match = g_strconcat (words, "*", NULL);
  sqlite3_stmt    *search, *page;
  double           start;

  sqlite3_prepare_v2 (db, RAW_SEARCH, -1, &search, NULL);
  sqlite3_prepare_v2 (db, RAW_PAGE, -1, &page, NULL);
  start = bench_now_ms ();
  sqlite3_bind_text (search, 1, match, -1, SQLITE_STATIC);
  while (sqlite3_step (search) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (search, 0);

      g_array_append_val (ids, id);
    }
  for (guint i = 0; i < MIN (ids->len, FIRST_PAGE); i++)
    {
      sqlite3_bind_int64 (page, 1, g_array_index (ids, gint64, i));
      sqlite3_step (page);
      sqlite3_reset (page);
    }
  start = bench_now_ms () - start;
  sqlite3_finalize (search);
  sqlite3_finalize (page);

  return start;
}

static void
wait_for_model (BoLineModel *model)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
}

/* From the keystroke to the first page: ids in order and the first rows whole. */
static double
model_search (BoLineModel *model,
              const char  *words)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  double   start = bench_now_ms ();
  gboolean loaded = FALSE;

  query->search = g_strdup (words);
  bo_line_model_set_query (model, query);
  wait_for_model (model);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), FIRST_PAGE); i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), i));
  while (!loaded)
    {
      loaded = TRUE;
      for (guint i = 0; i < rows->len && loaded; i++)
        loaded = bo_line_get_loaded (g_ptr_array_index (rows, i));
      if (!loaded)
        g_main_context_iteration (NULL, TRUE);
    }

  return bench_now_ms () - start;
}

void
bench_search (const Bench *bench)
{
  static const char *const words[] = { "o", "ok", "oka", "kettle", "w-00012" };
  g_autofree char         *store = bench_make_store (bench, bench->n_lines);
  g_autofree char         *copy = bench_copy (bench, store, "search.db");
  g_autoptr (BoService) service = bench_open (copy);
  g_autoptr (BoLineModel) model = bo_line_model_new (service);
  sqlite3 *db = raw_open (copy);

  (void) model_search (model, "zzzz");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (Pairs) pairs = pairs_new ();
      g_autofree char *name = g_strdup_printf ("search “%s” to the first page", words[i]);
      /* A word with a hyphen is a phrase for the full-text query. */
      g_autofree char *raw_words = strchr (words[i], '-') != NULL ? g_strdup_printf ("\"%s\"", words[i]) : g_strdup (words[i]);
      g_autofree char *note = NULL;

      for (int j = 0; j < bench->n_runs; j++)
        {
          double job = model_search (model, words[i]);

          note = (g_free (note), g_strdup_printf ("%u rows", g_list_model_get_n_items (G_LIST_MODEL (model))));
          pairs_add (pairs, job, raw_search (db, raw_words));
          (void) model_search (model, "zzzz");
        }
      bench_print_row (name, pairs, "ms", 2.0, note);
    }
  sqlite3_close (db);
  g_clear_object (&model);
  bo_service_close (g_steal_pointer (&service));
  bench_remove (copy);
}

/* What a child measured: "NAME VALUE" lines. */
static double
run_child (const char *program,
           const char *mode,
           const char *store,
           const char *wanted,
           double     *second,
           const char *second_wanted)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self);
  g_autofree char *path = g_build_filename (folder, program, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *begin = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_auto (GStrv) lines = NULL;
  double value = -1;

  g_subprocess_launcher_setenv (launcher, "BENCH_BEGIN", begin, TRUE);
  /* GTK 4.8 warns when a list is put in the place of another that was scrolled. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_setenv (launcher, "GSK_RENDERER", "cairo", TRUE);
  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "none", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, path, mode, store, NULL);
  if (child == NULL || !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error))
    g_error ("%s: %s", path, error->message);
  if (!g_subprocess_get_successful (child))
    g_error ("%s %s failed", program, mode);

  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], wanted))
        value = g_ascii_strtod (lines[i] + strlen (wanted) + 1, NULL);
      else if (second != NULL && g_str_has_prefix (lines[i], second_wanted))
        *second = g_ascii_strtod (lines[i] + strlen (second_wanted) + 1, NULL);
    }
  if (value < 0)
    g_error ("%s %s did not tell %s", program, mode, wanted);

  return value;
}

static void
bench_first_frame (const Bench *bench,
                   const char  *store)
{
  g_autoptr (Pairs) frames = pairs_new ();
  g_autoptr (Pairs) memory = pairs_new ();

  for (int i = 0; i < bench->n_runs; i++)
    {
      double job_memory = 0, floor_memory = 0;
      double job = run_child ("bench-window", "first-frame", store, "first-frame-ms", &job_memory, "peak-mib");
      double floor = run_child ("bench-window", "empty", store, "first-frame-ms", &floor_memory, "peak-mib");

      pairs_add (frames, job, floor);
      pairs_add (memory, job_memory, floor_memory);
    }
  bench_print_row ("window, process start to first frame", frames, "ms", 1.6, NULL);
  bench_print_row ("its peak memory", memory, "MiB", 1.6, NULL);
}

/* How fluid a window stays while its queue fills from a shop. */
static void
bench_first_sync (const Bench *bench)
{
  g_autofree char *store = g_build_filename (bench->folder, "window-sync.db", NULL);
  g_autoptr (Pairs) frames = pairs_new ();

  if (bench->quick)
    g_setenv ("BENCH_ORDERS", "200", FALSE);
  for (int i = 0; i < bench->n_runs; i++)
    {
      double job, floor;

      bench_remove (store);
      job = run_child ("bench-window", "first-sync", store, "longest-frame-ms", NULL, NULL);
      bench_remove (store);
      floor = run_child ("bench-window", "no-sync", store, "longest-frame-ms", NULL, NULL);
      pairs_add (frames, job, floor);
    }
  bench_remove (store);
  bench_print_row ("first sync under a window, longest frame", frames, "ms", 0, "floor: the window at rest");
}

void
bench_window (const Bench *bench)
{
  g_autofree char *big = bench_make_store (bench, bench->n_lines);
  g_autofree char *small = bench_make_store (bench, N_SMALL_LINES);
  g_autofree char *store = bench_copy (bench, big, "window.db");
  g_autofree char *small_store = bench_copy (bench, small, "window-small.db");
  g_autoptr (Pairs) scrolling = pairs_new ();
  g_autoptr (Pairs) change = pairs_new ();

  /* What the children inherit: that it works is seen in few. */
  if (bench->quick)
    g_setenv ("BENCH_FRAMES", "20", FALSE);

  bench_first_frame (bench, store);
  for (int i = 0; i < bench->n_runs; i++)
    {
      pairs_add (scrolling, run_child ("bench-window", "scroll", store, "p99-frame-ms", NULL, NULL),
                 run_child ("bench-window", "scroll-list", store, "p99-frame-ms", NULL, NULL));
      pairs_add (change, run_child ("bench-window", "change", store, "longest-frame-ms", NULL, NULL),
                 run_child ("bench-window", "change", small_store, "longest-frame-ms", NULL, NULL));
    }
  bench_print_row ("scrolling, 99th-percentile frame", scrolling, "ms", 1.1, NULL);
  bench_print_row ("one change while shown, longest frame", change, "ms", 1.5, NULL);
  bench_first_sync (bench);
  bench_remove (store);
  bench_remove (small_store);
}
