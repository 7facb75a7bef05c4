/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

#include <glib/gi18n-lib.h>

#include "bo-format.h"

/* Of a kind: enough to see what is wrong with a file. */
#define ISSUES_SHOWN_OF_CHECK 20

BoImportReport *
bo_import_report_new (void)
{
  BoImportReport *report = g_new0 (BoImportReport, 1);

  report->issues = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_import_issue_free);
  return report;
}

void
bo_import_report_free (BoImportReport *report)
{
  g_clear_pointer (&report->issues, g_ptr_array_unref);
  g_free (report->rejects_path);
  g_strfreev (report->headers);
  g_free (report);
}

void
bo_import_issue_free (BoImportIssue *issue)
{
  g_free (issue->column);
  g_free (issue->message);
  g_free (issue);
}

static gint64 *
get_count (BoImportReport   *report,
           BoImportIssueKind kind)
{
  switch (kind)
    {
    case BO_IMPORT_ISSUE_REJECT:
      return &report->rejected;
    case BO_IMPORT_ISSUE_UNMATCHED:
      return &report->cancel_rows_unmatched;
    case BO_IMPORT_ISSUE_CORRECTION:
      return &report->corrections;
    case BO_IMPORT_ISSUE_REMARK:
      return &report->remarks;
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bo_import_report_add_issue:
 * @report: a report
 * @kind: what became of the row
 * @row: its line number in the file
 * @column: (nullable): the header of the column at fault
 * @message: what is wrong
 *
 * Counts an issue and, unless there are BO_IMPORT_ISSUES_MAX of its kind, keeps it.
 */
void
bo_import_report_add_issue (BoImportReport   *report,
                            BoImportIssueKind kind,
                            gint64            row,
                            const char       *column,
                            const char       *message)
{
  BoImportIssue *issue;

  if ((*get_count (report, kind))++ >= BO_IMPORT_ISSUES_MAX)
    return;
  issue = g_new0 (BoImportIssue, 1);
  issue->kind = kind;
  issue->row = row;
  issue->column = g_strdup (column);
  issue->message = g_strdup (message);
  g_ptr_array_add (report->issues, issue);
}

/* See bo-import.h. */
gboolean
bo_import_report_reads (const BoImportReport *report,
                        guint                 header)
{
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (report->column_of[i] == (int) header)
      return TRUE;

  return FALSE;
}

static int
compare_issues (gconstpointer a,
                gconstpointer b)
{
  const BoImportIssue *issue_a = *(const BoImportIssue *const *) a;
  const BoImportIssue *issue_b = *(const BoImportIssue *const *) b;

  return issue_a->row < issue_b->row ? -1 : issue_a->row > issue_b->row;
}

/* Puts the issues in file order. */
void
bo_import_report_sort_issues (BoImportReport *report)
{
  g_ptr_array_sort (report->issues, compare_issues);
}

static void
append_count (GString    *text,
              const char *label,
              gint64      count)
{
  g_autofree char *units = bo_format_units (count);
  glong            width = g_utf8_strlen (label, -1);

  g_string_append_printf (text, "%s%*s%*s\n", label, (int) MAX (36 - width, 1), "", 12, units);
}

/* Counts that are zero in most imports are left out when they are. */
static void
append_rare_count (GString    *text,
                   const char *label,
                   gint64      count)
{
  if (count != 0)
    append_count (text, label, count);
}

static void
append_issue (GString             *text,
              const BoImportIssue *issue)
{
  if (issue->column != NULL)
    /* Translators: the line of a file, the header of a column, what is wrong with it. */
    g_string_append_printf (text, _ ("Line %lld, %s: %s"), (long long) issue->row, issue->column, issue->message);
  else
    /* Translators: the line of a file, what is wrong with it. */
    g_string_append_printf (text, _ ("Line %lld: %s"), (long long) issue->row, issue->message);
  g_string_append_c (text, '\n');
}

static void
append_issues (GString              *text,
               const BoImportReport *report,
               BoImportIssueKind     kind,
               gint64                count,
               const char           *heading)
{
  gint64 most = report->check ? ISSUES_SHOWN_OF_CHECK : BO_IMPORT_ISSUES_MAX;
  gint64 shown = 0;

  if (count == 0)
    return;
  g_string_append_printf (text, "\n%s\n", heading);
  for (guint i = 0; i < report->issues->len; i++)
    {
      const BoImportIssue *issue = g_ptr_array_index (report->issues, i);

      if (issue->kind == kind && shown < most)
        {
          append_issue (text, issue);
          shown++;
        }
    }
  if (shown < count)
    {
      g_autofree char *more = bo_format_units (count - shown);

      g_string_append_printf (text, _ ("… and %s more"), more);
      g_string_append_c (text, '\n');
    }
}

/* Each as `--map` takes it. */
static void
append_columns (GString              *text,
                const BoImportReport *report)
{
  gboolean any = FALSE;

  g_string_append_printf (text, "%s\n", _ ("Columns read:"));
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (report->column_of[i] >= 0)
      g_string_append_printf (text, "  %s=%s\n", bo_column_to_name ((BoColumn) i), report->headers[report->column_of[i]]);
  for (guint i = 0; report->headers[i] != NULL; i++)
    {
      if (bo_import_report_reads (report, i))
        continue;
      g_string_append_printf (text, "%s%s", any ? ", " : _ ("Columns left alone: "), report->headers[i]);
      any = TRUE;
    }
  g_string_append (text, any ? "\n\n" : "\n");
}

static void
append_all_issues (GString              *text,
                   const BoImportReport *report)
{
  append_issues (text, report, BO_IMPORT_ISSUE_REJECT, report->rejected, _ ("Rejected:"));
  append_issues (text, report, BO_IMPORT_ISSUE_REMARK, report->remarks, _ ("Taken with a remark:"));
  append_issues (text, report, BO_IMPORT_ISSUE_UNMATCHED, report->cancel_rows_unmatched,
                 _ ("Cancelling rows that found too few units:"));
  append_issues (text, report, BO_IMPORT_ISSUE_CORRECTION, report->corrections,
                 _ ("Stock corrections, not applied:"));
}

static char *
check_to_text (const BoImportReport *report)
{
  GString *text = g_string_new (NULL);

  append_columns (text, report);
  append_count (text, _ ("Rows read"), report->rows);
  append_count (text, _ ("Orders in the file"), report->orders_added);
  append_rare_count (text, _ ("Orders without a customer"), report->anonymous_orders);
  append_count (text, _ ("Lines in the file"), report->lines_added);
  append_rare_count (text, _ ("Lines shipped already"), report->history_lines);
  append_count (text, _ ("Customers in the file"), report->customers_added);
  append_count (text, _ ("Products in the file"), report->products_added);
  append_rare_count (text, _ ("Cancelling rows"), report->cancel_rows);
  append_rare_count (text, _ ("Units to cancel"), report->cancel_units);
  append_rare_count (text, _ ("Stock corrections, not applied"), report->corrections);
  append_rare_count (text, _ ("Prices rounded"), report->prices_rounded);
  append_count (text, _ ("Rows rejected"), report->rejected);
  append_all_issues (text, report);
  g_string_append (text, _ ("\nNothing was written: what the store has already was not looked at.\n"));

  return g_string_free (text, FALSE);
}

/**
 * bo_import_report_to_text:
 * @report: a report
 *
 * Puts @report into words: how the columns were read, the counts, then each row that
 * was not taken as it stands, by what became of it; the first of them where the file
 * was only checked.
 *
 * Returns: (transfer full): lines of text in the user's language
 */
char *
bo_import_report_to_text (const BoImportReport *report)
{
  GString *text;

  if (report->check)
    return check_to_text (report);

  text = g_string_new (NULL);
  append_columns (text, report);
  append_count (text, _ ("Rows read"), report->rows);
  append_count (text, _ ("Orders added"), report->orders_added);
  append_rare_count (text, _ ("Orders without a customer"), report->anonymous_orders);
  append_count (text, _ ("Lines added"), report->lines_added);
  append_rare_count (text, _ ("Lines shipped already"), report->history_lines);
  append_rare_count (text, _ ("Lines changed"), report->lines_changed);
  append_rare_count (text, _ ("Lines as they were"), report->lines_unchanged);
  append_count (text, _ ("Customers added"), report->customers_added);
  append_count (text, _ ("Products added"), report->products_added);
  append_rare_count (text, _ ("Cancelling rows"), report->cancel_rows);
  append_rare_count (text, _ ("Cancelling rows applied before"), report->cancel_rows_repeated);
  append_rare_count (text, _ ("Units to cancel"), report->cancel_units);
  append_rare_count (text, _ ("Units cancelled"), report->cancel_units_matched);
  append_rare_count (text, _ ("Cancelling rows short of a match"), report->cancel_rows_unmatched);
  append_rare_count (text, _ ("Stock corrections, not applied"), report->corrections);
  append_rare_count (text, _ ("Prices rounded"), report->prices_rounded);
  append_count (text, _ ("Rows rejected"), report->rejected);

  append_all_issues (text, report);
  if (report->rejects_path != NULL)
    g_string_append_printf (text, _ ("\nThe rejected rows are in %s: mend them there and import that file.\n"),
                            report->rejects_path);
  if (report->group_id == 0)
    g_string_append (text, _ ("\nNothing has changed.\n"));
  return g_string_free (text, FALSE);
}
