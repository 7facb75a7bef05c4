/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-import.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-arguments.h"
#include "ctl-output.h"

static void
progress_cb (gint64   bytes,
             gint64   rows,
             gpointer user_data)
{
  g_autofree char *text = bo_format_units (rows);
  g_autofree char *size = g_format_size ((guint64) bytes);
  g_autofree char *progress = g_strdup_printf (_ ("%s rows, %s read "), text, size);

  g_printerr ("\r%s", progress);
}

BoImportReport *
ctl_run_import (Ctl             *ctl,
                GInputStream    *stream,
                BoImportOptions *options,
                GError         **error)
{
  gboolean        terminal = isatty (STDERR_FILENO) != 0;
  BoImportReport *report;

  bo_service_import_async (ctl->service, stream, options, terminal ? progress_cb : NULL, NULL, ctl->cancellable, ctl_done_cb, ctl);
  report = bo_service_import_finish (ctl->service, ctl_wait (ctl), error);
  if (terminal)
    g_printerr ("\r%*s\r", 60, "");

  return report;
}

static void
add_counts (const BoImportReport *report,
            json_t               *object)
{
  const struct
  {
    const char *key;
    gint64      count;
  } counts[] = {
    { "rows", report->rows },
    { "orders_added", report->orders_added },
    { "lines_added", report->lines_added },
    { "lines_changed", report->lines_changed },
    { "lines_unchanged", report->lines_unchanged },
    { "history_lines", report->history_lines },
    { "customers_added", report->customers_added },
    { "anonymous_orders", report->anonymous_orders },
    { "products_added", report->products_added },
    { "cancel_rows", report->cancel_rows },
    { "cancel_rows_repeated", report->cancel_rows_repeated },
    { "cancel_units", report->cancel_units },
    { "cancel_units_matched", report->cancel_units_matched },
    { "cancel_rows_unmatched", report->cancel_rows_unmatched },
    { "corrections", report->corrections },
    { "prices_rounded", report->prices_rounded },
    { "remarks", report->remarks },
    { "rejected", report->rejected },
    { "bytes", report->bytes },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    ctl_json_set_number (object, counts[i].key, counts[i].count);
}

static json_t *
issues_to_json (const GPtrArray *issues)
{
  static const char *const kinds[] = {
    [BO_IMPORT_ISSUE_REJECT] = "reject",
    [BO_IMPORT_ISSUE_UNMATCHED] = "unmatched",
    [BO_IMPORT_ISSUE_CORRECTION] = "correction",
    [BO_IMPORT_ISSUE_REMARK] = "remark",
  };
  json_t *array = json_array ();

  for (guint i = 0; i < issues->len; i++)
    {
      const BoImportIssue *issue = g_ptr_array_index (issues, i);
      json_t              *object = json_object ();

      ctl_json_set_text (object, "kind", kinds[issue->kind]);
      ctl_json_set_number (object, "row", issue->row);
      ctl_json_set_text (object, "column", issue->column);
      ctl_json_set_text (object, "message", issue->message);
      json_array_append_new (array, object);
    }

  return array;
}

/* How the columns were read, and which were not. */
static void
add_columns (const BoImportReport *report,
             json_t               *object)
{
  json_t    *columns = json_object ();
  json_t    *ignored = json_array ();
  const char delimiter[] = { report->delimiter, '\0' };

  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (report->column_of[i] >= 0)
      ctl_json_set_text (columns, bo_column_to_name ((BoColumn) i), report->headers[report->column_of[i]]);
  for (guint i = 0; report->headers[i] != NULL; i++)
    if (!bo_import_report_reads (report, i))
      json_array_append_new (ignored, json_string (report->headers[i]));
  json_object_set_new (object, "columns", columns);
  json_object_set_new (object, "ignored", ignored);
  ctl_json_set_text (object, "delimiter", delimiter);
  ctl_json_set_text (object, "encoding", report->windows_1252 ? "Windows-1252" : "UTF-8");
}

static void
print_report (Ctl                  *ctl,
              const BoImportReport *report)
{
  json_t *object;

  if (!ctl->json)
    {
      g_autofree char *text = bo_import_report_to_text (report);

      ctl_print_text (text);
      if (report->group_id != 0)
        printf (_ ("\n“backordersctl undo %" PRId64 "” takes the import back.\n"), report->group_id);
      return;
    }
  object = json_object ();
  ctl_json_set_boolean (object, "dry_run", report->check);
  json_object_set_new (object, "event", report->group_id != 0 ? json_integer (report->group_id) : json_null ());
  add_counts (report, object);
  json_object_set_new (object, "seconds", json_real (report->seconds));
  add_columns (report, object);
  ctl_json_set_text (object, "rejects", report->rejects_path);
  json_object_set_new (object, "issues", issues_to_json (report->issues));
  ctl_print_json (object);
}

/* Looks at the file alone; without a store, by the settings of a new shop. */
static BoImportReport *
check_file (Ctl             *ctl,
            GInputStream    *stream,
            BoImportOptions *options,
            GError         **error)
{
  g_autoptr (BoImportOptions) owned = options;
  g_autofree char *path = ctl_get_store_path (ctl);
  gboolean         terminal = isatty (STDERR_FILENO) != 0;
  BoImportReport  *report;

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return NULL;
  bo_import_check_async (ctl->service, stream, g_steal_pointer (&owned), terminal ? progress_cb : NULL, NULL,
                         ctl->cancellable, ctl_done_cb, ctl);
  report = bo_import_check_finish (ctl_wait (ctl), error);
  if (terminal)
    g_printerr ("\r%*s\r", 60, "");

  return report;
}

static gboolean
parse_map (const char *const *map,
           BoImportOptions   *options,
           GError           **error)
{
  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    {
      const char      *equals = strchr (map[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (map[i], (gsize) (equals - map[i])) : g_strdup (map[i]);
      BoColumn         column;

      if (equals == NULL || equals[1] == '\0' || !bo_column_from_name (name, &column))
        {
          g_autofree char *names = bo_column_list_names ();

          g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--map: “%s” should read COLUMN=HEADER, the column being one of %s"), map[i], names);
          return FALSE;
        }
      if (options->columns[column] != NULL)
        {
          g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--map: the column %s is named twice"), name);
          return FALSE;
        }
      options->columns[column] = g_strdup (equals + 1);
    }

  return TRUE;
}

static GInputStream *
open_file (const char   *path,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GFile) file = NULL;
  GInputStream *stream;

  if (g_str_equal (path, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  stream = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  if (stream == NULL)
    g_prefix_error (error, "%s: ", path);

  return stream;
}

gboolean
ctl_import (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_autoptr (BoImportReport) report = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_auto (GStrv) map = NULL;
  g_autofree char   *shipped_before = NULL;
  g_autofree char   *source = NULL;
  gboolean           dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, N_ ("Which header is which column; may be repeated"), N_ ("COLUMN=HEADER") },
    { "shipped-before", 0, 0, G_OPTION_ARG_STRING, &shipped_before, N_ ("Orders of earlier days are history and do not wait"), N_ ("YYYY-MM-DD") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, N_ ("Where the orders are from; the same order number of another source is another order"), N_ ("NAME") },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &options->time_zone, N_ ("Of the file's times; without it the shop's"), N_ ("ZONE") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options->currency, N_ ("Of the file's prices; without it the shop's"), N_ ("CODE") },
    { "month-first", 0, 0, G_OPTION_ARG_NONE, &options->month_first, N_ ("Dates are written 12/31/2010"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only show how the file is read and what is wrong with it"), NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &options->rejects_path, N_ ("Write rows that were not taken here, to mend and import"), N_ ("FILE") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 1, 1, error) || !parse_map ((const char *const *) map, options, error))
    return FALSE;
  if (dry_run && options->rejects_path != NULL)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("--dry-run writes nothing: it does not go with --rejects"));
      return FALSE;
    }
  if (shipped_before != NULL && !ctl_parse_day (shipped_before, "--shipped-before", &options->shipped_before, error))
    return FALSE;
  if (source != NULL)
    {
      g_free (options->source);
      options->source = g_steal_pointer (&source);
    }
  if (!g_str_equal (argv[0], "-"))
    options->file_name = g_filename_display_basename (argv[0]);
  stream = open_file (argv[0], ctl->cancellable, error);
  if (stream == NULL || (!dry_run && !ctl_open (ctl, BO_SERVICE_DEFAULT, error)))
    return FALSE;

  report = dry_run ? check_file (ctl, stream, g_steal_pointer (&options), error)
                   : ctl_run_import (ctl, stream, g_steal_pointer (&options), error);
  if (report == NULL)
    {
      g_prefix_error (error, "%s: ", argv[0]);
      return FALSE;
    }
  print_report (ctl, report);

  return TRUE;
}
