/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One measurement of the window in a process of its own:
 *
 *   bench-window MODE STORE
 *
 * first-frame  process start to the first frame with rows and total; peak memory
 * empty        the same of an empty AdwApplicationWindow
 * scroll       99th-percentile frame while the queue scrolls
 * scroll-list  the same columns over an in-memory list of 1,000 rows
 * change       longest frame while one line changes and one is selected
 * first-sync   longest frame while a sample shop is read for the first time into
 *              STORE, which is to be empty, and the queue fills
 * no-sync      the same window, connected to that shop, with nothing going on
 *
 * BENCH_BEGIN is the monotonic time at which the process was started, BENCH_FRAMES how
 * many frames to look at, BENCH_ORDERS how many orders the shop has. */

#include "bench-window-sync.h"
#include "bo-application.h"
#include "bo-lazy-model.h"
#include "bo-line.h"
#include "bo-table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_LIST_ROWS 1000
#define N_WARM_FRAMES 60
#define N_FRAMES 400
#define SCROLL_STEP 90.0 /* pixels a frame: brisk, but a hand can do it */
#define WIDTH 1200
#define HEIGHT 760
#define TIMEOUT_S 120
#define N_ORDERS 6000 /* of the shop, and a tenth of that products */

typedef struct
{
  const char    *mode;
  GtkWidget     *window;
  GtkAdjustment *adjustment; /* (not owned) of the table */
  GArray        *frames;     /* (element-type double) milliseconds */
  gint64         paint_began;
  gint64         last_frame;
  guint          n_frames;
  guint          n_wanted;
  guint          n_settled; /* frames since all was there */
  gboolean       measuring;
  gboolean       painted;
  gboolean       changed;
  gboolean       synced;
} Run;

static double
ms_since (gint64 begin)
{
  return (double) (g_get_monotonic_time () - begin) / 1000.0;
}

static double
get_peak_mib (void)
{
  g_autofree char *status = NULL;
  const char      *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024.0 : 0;
}

static void
finish (Run *run)
{
  fflush (stdout);
  /* What is measured is over; taking it all down is not part of it. */
  _exit (0);
}

static void
tell_first_frame (Run *run)
{
  const char *begin = g_getenv ("BENCH_BEGIN");

  printf ("first-frame-ms %.2f\n", ms_since (g_ascii_strtoll (begin, NULL, 10)));
  printf ("peak-mib %.2f\n", get_peak_mib ());
  finish (run);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
tell_frames (Run *run)
{
  g_array_sort (run->frames, compare_doubles);
  printf ("p99-frame-ms %.2f\n", g_array_index (run->frames, double, run->frames->len * 99 / 100));
  printf ("longest-frame-ms %.2f\n", g_array_index (run->frames, double, run->frames->len - 1));
  finish (run);
}

static void
pause_done_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    g_error ("%s", error->message);
}

/* Another line than the selected one, on the first screen. */
static void
change_one_line (Run *run)
{
  BoTable *table = BO_TABLE (find_widget (run->window, BO_TYPE_TABLE));
  g_autoptr (BoLine) line = NULL;

  line = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (bo_table_get_view (table))), 5);
  bo_service_pause_async (bo_window_get_service (BO_WINDOW (run->window)), bo_line_get_id (line), TRUE, NULL,
                          pause_done_cb, NULL);
}

static void
scroll_on (Run *run)
{
  double upper = gtk_adjustment_get_upper (run->adjustment) - gtk_adjustment_get_page_size (run->adjustment);
  double value = gtk_adjustment_get_value (run->adjustment) + SCROLL_STEP;

  gtk_adjustment_set_value (run->adjustment, value < upper ? value : 0);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Run *run = user_data;

  if (g_str_has_prefix (run->mode, "scroll"))
    scroll_on (run);
  else
    gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Run           *run)
{
  run->paint_began = g_get_monotonic_time ();
}

static void
synced_cb (gpointer user_data)
{
  Run *run = user_data;

  run->synced = TRUE;
}

/* What came in last is on the screen, and some frames have passed since. */
static gboolean
is_settled (Run *run)
{
  BoWindow    *window = BO_WINDOW (run->window);
  BoQueuePage *page = BO_QUEUE_PAGE (bo_window_get_page (window, "queue"));

  if (!run->synced || bo_lazy_model_get_loading (BO_LAZY_MODEL (bo_queue_page_get_model (page))))
    run->n_settled = 0;
  else
    run->n_settled++;

  return run->n_settled > N_WARM_FRAMES;
}

/* Scrolling: what a frame costs.  A change: how long the screen stood still. */
static void
after_paint_cb (GdkFrameClock *clock,
                Run           *run)
{
  double frame;

  run->painted = TRUE;
  if (run->measuring && strcmp (run->mode, "first-frame") == 0)
    tell_first_frame (run);
  if (strcmp (run->mode, "empty") == 0)
    tell_first_frame (run);
  if (!run->measuring)
    return;

  frame = g_str_has_prefix (run->mode, "scroll") ? ms_since (run->paint_began) : ms_since (run->last_frame);
  run->last_frame = g_get_monotonic_time ();
  if (++run->n_frames <= N_WARM_FRAMES)
    return;
  if (!run->changed && strcmp (run->mode, "change") == 0)
    {
      run->changed = TRUE;
      change_one_line (run);
    }
  if (!run->changed && strcmp (run->mode, "first-sync") == 0)
    {
      run->changed = TRUE;
      bench_window_sync (BO_WINDOW (run->window), synced_cb, run);
    }
  g_array_append_val (run->frames, frame);
  if (strcmp (run->mode, "first-sync") == 0 ? is_settled (run) : run->frames->len == run->n_wanted)
    tell_frames (run);
}

static gboolean
all_loaded (const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (!bo_line_get_loaded (g_ptr_array_index (lines, i)))
      return FALSE;

  return TRUE;
}

/* The same table over a list that is in memory whole. */
static void
show_in_memory_list (Run     *run,
                     BoTable *table)
{
  GtkSelectionModel *model = gtk_column_view_get_model (bo_table_get_view (table));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListStore) store = g_list_store_new (BO_TYPE_LINE);
  g_autoptr (GtkSelectionModel) selection = NULL;

  /* The first answer has a screenful only. */
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < N_LIST_ROWS)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_LIST_ROWS; i++)
    g_ptr_array_add (lines, g_list_model_get_item (G_LIST_MODEL (model), i));
  while (!all_loaded (lines))
    g_main_context_iteration (NULL, TRUE);
  g_list_store_splice (store, 0, 0, lines->pdata, lines->len);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&store))));
  bo_table_set_model (table, selection);
}

static void
begin_measuring (Run *run)
{
  BoTable *table = BO_TABLE (find_widget (run->window, BO_TYPE_TABLE));

  if (strcmp (run->mode, "scroll-list") == 0)
    show_in_memory_list (run, table);
  if (g_str_has_prefix (run->mode, "scroll"))
    {
      GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (bo_table_get_view (table)), GTK_TYPE_SCROLLED_WINDOW);

      run->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
    }
  else if (strcmp (run->mode, "change") == 0)
    {
      gtk_selection_model_select_item (gtk_column_view_get_model (bo_table_get_view (table)), 2, TRUE);
    }
  run->measuring = TRUE;
  run->last_frame = g_get_monotonic_time ();
  if (strcmp (run->mode, "first-frame") != 0)
    gtk_widget_add_tick_callback (run->window, tick_cb, run, NULL);
  gtk_widget_queue_draw (run->window);
}

static void
connected_cb (gpointer user_data)
{
  begin_measuring (user_data);
}

static guint
get_n_orders (void)
{
  const char *text = g_getenv ("BENCH_ORDERS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : N_ORDERS;
}

static void
ready_cb (Run *run)
{
  BoWindow *window = BO_WINDOW (run->window);

  if (!bo_window_get_ready (window) || run->measuring)
    return;
  if (!g_str_has_suffix (run->mode, "-sync"))
    {
      begin_measuring (run);
      return;
    }
  bo_window_show_main (window);
  bench_window_connect (window, get_n_orders () / 10, get_n_orders (), connected_cb, run);
}

static void
map_cb (GtkWidget *widget,
        Run       *run)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), run);
}

static void
watch_window (Run       *run,
              GtkWidget *window)
{
  run->window = window;
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  g_signal_connect (window, "map", G_CALLBACK (map_cb), run);
}

static void
activate_empty_cb (GtkApplication *application,
                   Run            *run)
{
  watch_window (run, adw_application_window_new (application));
  gtk_window_present (GTK_WINDOW (run->window));
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("Nothing to measure within %d s", TIMEOUT_S);
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWidget      *window,
                 Run            *run)
{
  if (!BO_IS_WINDOW (window) || run->window != NULL)
    return;
  watch_window (run, window);
  g_signal_connect_swapped (window, "notify::ready", G_CALLBACK (ready_cb), run);
}

int
main (int   argc,
      char *argv[])
{
  Run run = { .frames = g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autoptr (GApplication) application = NULL;

  if (argc != 3)
    {
      fputs ("Usage: bench-window MODE STORE\n", stderr);
      return 2;
    }
  run.mode = argv[1];
  run.n_wanted = strcmp (run.mode, "change") == 0 ? N_FRAMES / 4 : N_FRAMES;
  if (g_getenv ("BENCH_FRAMES") != NULL)
    run.n_wanted = (guint) g_ascii_strtoull (g_getenv ("BENCH_FRAMES"), NULL, 10);
  g_timeout_add_seconds (TIMEOUT_S, timeout_cb, NULL);

  if (strcmp (run.mode, "empty") == 0)
    {
      application = G_APPLICATION (adw_application_new ("org.backorders.Bench", G_APPLICATION_NON_UNIQUE));
      g_signal_connect (application, "activate", G_CALLBACK (activate_empty_cb), &run);
    }
  else
    {
      char *arguments[] = { argv[0], (char *) "--store", argv[2], NULL };

      application = bo_application_new (G_APPLICATION_NON_UNIQUE);
      g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &run);

      return g_application_run (application, 3, arguments);
    }

  return g_application_run (application, 1, argv);
}
