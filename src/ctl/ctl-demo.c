/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-sample.h"
#include "ctl-import.h"
#include "ctl-output.h"

#define DEMO_FILE "demo.db"

/* Beside the shop's own store, which a demonstration must not touch. */
static char *
get_demo_path (void)
{
  g_autofree char *path = bo_service_get_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);

  return g_build_filename (folder, DEMO_FILE, NULL);
}

static gboolean
finish (Ctl     *ctl,
        GError **error)
{
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);

  return outcome != NULL;
}

static gboolean
set_setting (Ctl        *ctl,
             const char *key,
             const char *value,
             GError    **error)
{
  bo_service_set_setting_async (ctl->service, key, value, ctl->cancellable, ctl_done_cb, ctl);

  return finish (ctl, error);
}

static BoImportReport *
import_orders (Ctl     *ctl,
               GError **error)
{
  BoImportOptions *options = bo_import_options_new ();
  char            *csv = bo_sample_orders_csv (g_get_real_time () / G_USEC_PER_SEC, bo_service_get_time_zone (ctl->service));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (csv, (gssize) strlen (csv), g_free);

  options->shipped_before = bo_service_get_today (ctl->service) - BO_SAMPLE_HISTORY_DAYS;

  return ctl_run_import (ctl, stream, options, error);
}

/* Counting deals what was found, so the shop is as on any morning. */
static gboolean
count_stock (Ctl     *ctl,
             GError **error)
{
  g_autoptr (GArray) stock = bo_sample_stock ();

  for (guint i = 0; i < stock->len; i++)
    {
      const BoSampleUnits *counted = &g_array_index (stock, BoSampleUnits, i);
      GError              *local_error = NULL;
      gint64               product_id = ctl_find_product (ctl, counted->sku, &local_error);

      if (g_error_matches (local_error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
        {
          /* Stocked and never ordered: no business of a queue. */
          g_clear_error (&local_error);
          continue;
        }
      if (product_id == 0)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      bo_service_count_async (ctl->service, product_id, counted->units, NULL, NULL, ctl->cancellable, ctl_done_cb, ctl);
      if (!finish (ctl, error))
        return FALSE;
    }

  return TRUE;
}

/* -1 with @error set */
static gint64
count_waiting (Ctl     *ctl,
               GError **error)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GPtrArray) totals = NULL;
  gint64 lines = 0;

  bo_service_total_lines_async (ctl->service, query, ctl->cancellable, ctl_done_cb, ctl);
  totals = bo_service_total_lines_finish (ctl->service, ctl_wait (ctl), error);
  if (totals == NULL)
    return -1;
  for (guint i = 0; i < totals->len; i++)
    lines += ((const BoTotal *) g_ptr_array_index (totals, i))->lines;
  return lines;
}

static void
print_hints (Ctl                  *ctl,
             const char           *path,
             const BoImportReport *report,
             gint64                waiting)
{
  g_autoptr (GArray) deliveries = bo_sample_deliveries ();
  g_autoptr (GString) due = g_string_new (NULL);
  g_autofree char *quoted = g_shell_quote (path);

  for (guint i = 0; i < deliveries->len; i++)
    {
      const BoSampleUnits *delivery = &g_array_index (deliveries, BoSampleUnits, i);

      g_string_append_printf (due, "%s%s=%" G_GINT64_FORMAT, i > 0 ? " " : "", delivery->sku, delivery->units);
    }
  if (ctl->json)
    {
      json_t *object = json_object ();

      ctl_json_set_text (object, "file", path);
      ctl_json_set_number (object, "lines_added", report->lines_added);
      ctl_json_set_number (object, "waiting", waiting);
      ctl_json_set_text (object, "due", due->str);
      ctl_print_json (object);
      return;
    }
  printf (_ ("A sample shop with %" PRId64 " order lines, of which %" PRId64 " wait, is in %s.  Try:\n\n"),
          report->lines_added, waiting, path);
  printf ("  backordersctl --store %s list --limit 20\n", quoted);
  printf ("  backordersctl --store %s products --waiting --sort open-units --reverse\n", quoted);
  printf ("  backordersctl --store %s receive %s --dry-run\n", quoted, due->str);
  printf ("  backordersctl --store %s receive %s\n", quoted, due->str);
  printf ("  backordersctl --store %s undo\n", quoted);
}

gboolean
ctl_demo (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (BoImportReport) report = NULL;
  gint64 waiting;

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error))
    return FALSE;
  if (ctl->store == NULL)
    ctl->store = get_demo_path ();
  if (g_file_test (ctl->store, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("%s exists already, and is left as it is"), ctl->store);
      return FALSE;
    }

  if (!ctl_open (ctl, BO_SERVICE_DEFAULT, error) || !set_setting (ctl, "shop-name", BO_SAMPLE_SHOP_NAME, error) ||
      !set_setting (ctl, "currency", BO_SAMPLE_CURRENCY, error) || (report = import_orders (ctl, error)) == NULL ||
      !count_stock (ctl, error) || (waiting = count_waiting (ctl, error)) < 0)
    return FALSE;
  print_hints (ctl, ctl->store, report, waiting);

  return TRUE;
}
