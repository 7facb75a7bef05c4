/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-import.h"

#include <glib/gstdio.h>

#include "bo-test-util.h"
#include "import-util.h"

#define H IMPORT_HEADER

/* Files imported one after the other, then what the store holds and what the
 * last report says. */
typedef struct
{
  const char *name;
  const char *files[4];
  const char *shipped_before; /* "YYYY-MM-DD", of the last file; NULL: none is history */
  const char *lines;          /* as import_dump() tells them */
  const char *report;         /* as tell_report() does */
} ImportCase;

#define TWO_LINES "1,A,2,2024-01-05,1.50,7\n1,B,3,2024-01-05,2.00,7\n"

static const ImportCase import_cases[] = {
  { "plain",
    { H TWO_LINES "2,A,1,2024-01-06,1.50,\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/B#1 7 3-0-0 @200 GBP [3]\n2/A#1 - 1-0-0 @150 GBP [1]\n",
    "rows=3 orders=2 anonymous=1 lines=3 customers=1 products=2 event" },
  { "again",
    { H TWO_LINES "2,A,1,2024-01-06,1.50,\n", H TWO_LINES "2,A,1,2024-01-06,1.50,\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/B#1 7 3-0-0 @200 GBP [3]\n2/A#1 - 1-0-0 @150 GBP [1]\n",
    "rows=3 unchanged=3" },
  { "again-other-order-of-rows-and-columns",
    { H TWO_LINES, "sku;Order No;qty;Customer-ID;Unit Price;Invoice Date\nb;1;3;7.0;2,00;2024-01-05\na;1;2;7;1,5;2024-01-05\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/B#1 7 3-0-0 @200 GBP [3]\n",
    "rows=2 unchanged=2" },
  { "a-part-of-it-again",
    { H TWO_LINES, H "1,B,3,2024-01-05,2.00,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/B#1 7 3-0-0 @200 GBP [3]\n",
    "rows=1 unchanged=1" },
  { "one-row-inserted-and-one-changed",
    { H TWO_LINES, H "1,A,2,2024-01-05,1.50,7\n1,C,1,2024-01-05,1.00,7\n1,B,5,2024-01-05,2.00,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/B#1 7 5-0-0 @200 GBP [3,+2]\n1/C#1 7 1-0-0 @100 GBP [1]\n",
    "rows=3 lines=1 changed=1 unchanged=1 products=1 event" },
  { "repeated-sku",
    { H "1,A,2,2024-01-05,1.50,7\n1,A,2,2024-01-05,1.50,7\n1,A,5,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/A#2 7 2-0-0 @150 GBP [2]\n1/A#3 7 5-0-0 @150 GBP [5]\n",
    "rows=3 orders=1 lines=3 customers=1 products=1 event" },
  { "repeated-sku-one-inserted-first",
    { H "1,A,2,2024-01-05,1.50,7\n1,A,5,2024-01-05,1.50,7\n",
      H "1,A,9,2024-01-05,1.50,7\n1,A,2,2024-01-05,1.50,7\n1,A,5,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/A#2 7 5-0-0 @150 GBP [5]\n1/A#3 7 9-0-0 @150 GBP [9]\n",
    "rows=3 lines=1 unchanged=2 event" },
  { "repeated-sku-one-changed",
    { H "1,A,2,2024-01-05,1.50,7\n1,A,5,2024-01-05,1.50,7\n", H "1,A,3,2024-01-05,1.50,7\n1,A,5,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 3-0-0 @150 GBP [2,+1]\n1/A#2 7 5-0-0 @150 GBP [5]\n",
    "rows=2 changed=1 unchanged=1 event" },
  { "rows-of-an-order-apart",
    { H "1,A,2,2024-01-05,1.50,7\n2,A,1,2024-01-05,1.50,7\n1,A,4,2024-01-05,1.50,7\n1,B,4,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/A#2 7 4-0-0 @150 GBP [4]\n1/B#1 7 4-0-0 @150 GBP [4]\n2/A#1 7 1-0-0 @150 GBP [1]\n",
    "rows=4 orders=2 lines=4 customers=1 products=2 event" },
  { "rows-of-an-order-apart-again",
    { H "1,A,2,2024-01-05,1.50,7\n2,A,1,2024-01-05,1.50,7\n1,A,4,2024-01-05,1.50,7\n",
      H "1,A,4,2024-01-05,1.50,7\n2,A,1,2024-01-05,1.50,7\n1,A,2,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 2-0-0 @150 GBP [2]\n1/A#2 7 4-0-0 @150 GBP [4]\n2/A#1 7 1-0-0 @150 GBP [1]\n",
    "rows=3 unchanged=3" },
  { "raised-then-reduced",
    { H "1,A,2,2024-01-05,1.50,7\n", H "1,A,6,2024-01-05,1.50,7\n", H "1,A,3,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 6-3-0 @150 GBP [2,+1]\n",
    "rows=1 changed=1 event" },
  { "reduced",
    { H "1,A,5,2024-01-05,1.50,7\n", H "1,A,3,2024-01-05,1.50,7\n", H "1,A,3,2024-01-05,1.50,7\n" },
    NULL,
    "1/A#1 7 5-2-0 @150 GBP [3]\n",
    "rows=1 unchanged=1" },
  { "price-changed",
    { H "1,A,5,2024-01-05,1.50,7\n", H "1,A,5,2024-01-05,1.75,7\n" },
    NULL,
    "1/A#1 7 5-0-0 @175 GBP [5]\n",
    "rows=1 changed=1 event" },
  { "first-spelling-of-a-sku",
    { H "1,aB,1,2024-01-05,1,7\n", H "2,AB,1,2024-01-05,1,7\n1,Ab,1,2024-01-05,1,7\n" },
    NULL,
    "1/aB#1 7 1-0-0 @100 GBP [1]\n2/aB#1 7 1-0-0 @100 GBP [1]\n",
    "rows=2 orders=1 lines=1 unchanged=1 event" },
  { "anonymous-orders-are-not-merged",
    { H "1,A,1,2024-01-05,1,\n2,A,1,2024-01-05,1,\n" },
    NULL,
    "1/A#1 - 1-0-0 @100 GBP [1]\n2/A#1 - 1-0-0 @100 GBP [1]\n",
    "rows=2 orders=2 anonymous=2 lines=2 products=1 event" },
  { "rejects-and-corrections",
    { H "1,A,0,2024-01-05,1,7\n1,A,1,2024-01-05,1,7\nX,A,-4,2024-01-05,1,7\n1,B,1,2024-02-30,1,7\n" },
    NULL,
    "1/A#1 7 1-0-0 @100 GBP [1]\n",
    "rows=4 orders=1 lines=1 customers=1 products=1 corrections=1 rejected=2 event" },
  { "nothing-but-rejects", { H "1,A,0,2024-01-05,1,7\n" }, NULL, "", "rows=1 rejected=1" },
  { "currencies",
    { "order,sku,quantity,date,price,customer,currency\n1,A,1,2024-01-05,1.255,7,\n1,B,1,2024-01-05,99.5,7,JPY\n"
      "1,C,1,2024-01-05,1.2345,7,KWD\n1,D,1,2024-01-05,1.2,7,eur\n" },
    NULL,
    "1/A#1 7 1-0-0 @126 GBP [1]\n1/B#1 7 1-0-0 @100 JPY [1]\n1/C#1 7 1-0-0 @1235 KWD [1]\n1/D#1 7 1-0-0 @120 EUR [1]\n",
    "rows=4 orders=1 lines=4 customers=1 products=4 rounded=3 remarks=1 event" },
  { "cancel",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-2,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-2-0 @100 GBP [3]\n",
    "rows=2 orders=1 lines=1 customers=1 products=1 cancel=1/2/2/0 event" },
  { "cancel-over-two-lines-youngest-first",
    { H "1,A,5,2024-01-05,1,7\n2,A,2,2024-01-06,1,7\n3,A,9,2024-01-08,1,7\nC1,A,-4,2024-01-07,1,7\n" },
    NULL,
    "1/A#1 7 5-2-0 @100 GBP [3]\n2/A#1 7 2-2-0 @100 GBP []\n3/A#1 7 9-0-0 @100 GBP [9]\n",
    "rows=4 orders=3 lines=3 customers=1 products=1 cancel=1/4/4/0 event" },
  { "cancel-in-the-same-moment",
    { H "C1,A,-1,2024-01-05,1,7\n1,A,5,2024-01-05,1,7\n" },
    NULL,
    "1/A#1 7 5-1-0 @100 GBP [4]\n",
    "rows=2 orders=1 lines=1 customers=1 products=1 cancel=1/1/1/0 event" },
  { "cancel-before-the-order",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-1,2024-01-04,1,7\n" },
    NULL,
    "1/A#1 7 5-0-0 @100 GBP [5]\n",
    "rows=2 orders=1 lines=1 customers=1 products=1 cancel=1/1/0/1 event" },
  { "cancel-of-another-customer-or-product",
    { H "1,A,5,2024-01-05,1,7\n2,B,5,2024-01-05,1,8\nC1,A,-1,2024-01-06,1,8\nC1,B,-1,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-0-0 @100 GBP [5]\n2/B#1 8 5-0-0 @100 GBP [5]\n",
    "rows=4 orders=2 lines=2 customers=2 products=2 cancel=2/2/0/2 event" },
  { "cancel-more-than-there-is",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-8,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-5-0 @100 GBP []\n",
    "rows=2 orders=1 lines=1 customers=1 products=1 cancel=1/8/5/1 event" },
  { "cancel-without-a-customer",
    { H "1,A,5,2024-01-05,1,\nC1,A,-1,2024-01-06,1,\n" },
    NULL,
    "1/A#1 - 5-0-0 @100 GBP [5]\n",
    "rows=2 orders=1 anonymous=1 lines=1 products=1 cancel=1/1/0/1 event" },
  { "cancel-of-an-unknown-product",
    { H "C1,A,-1,2024-01-06,1,7\n" },
    NULL,
    "",
    "rows=1 cancel=1/1/0/1" },
  { "cancel-again",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-2,2024-01-06,1,7\nC1,A,-2,2024-01-06,1,7\n",
      H "1,A,5,2024-01-05,1,7\nC1,A,-2,2024-01-06,1,7\nC1,A,-2,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-4-0 @100 GBP [1]\n",
    "rows=3 unchanged=1 cancel=2/0/0/0 repeated=2" },
  { "cancel-in-a-later-file",
    { H "1,A,5,2024-01-05,1,7\n", H "C1,A,-2,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-2-0 @100 GBP [3]\n",
    "rows=1 cancel=1/2/2/0 event" },
  { "cancel-raised-in-the-file",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-2,2024-01-06,1,7\n", H "1,A,5,2024-01-05,1,7\nC1,A,-3,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-3-0 @100 GBP [2]\n",
    "rows=2 unchanged=1 cancel=1/1/1/0 event" },
  { "cancel-reduced-in-the-file",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-2,2024-01-06,1,7\n", H "1,A,5,2024-01-05,1,7\nC1,A,-1,2024-01-06,1,7\n" },
    NULL,
    "1/A#1 7 5-2-0 @100 GBP [3]\n",
    "rows=2 unchanged=1 cancel=1/0/0/0 remarks=1" },
  { "cancel-newest-first",
    { H "C3,A,-2,2024-01-09,1,7\n2,A,2,2024-01-08,1,7\nC1,A,-2,2024-01-06,1,7\n1,A,2,2024-01-05,1,7\n" },
    NULL,
    "1/A#1 7 2-2-0 @100 GBP []\n2/A#1 7 2-2-0 @100 GBP []\n",
    "rows=4 orders=2 lines=2 customers=1 products=1 cancel=2/4/4/0 event" },
  { "reduced-below-what-was-cancelled",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-4,2024-01-06,1,7\n", H "1,A,2,2024-01-05,1,7\n" },
    NULL,
    "1/A#1 7 5-5-0 @100 GBP []\n",
    "rows=1 changed=1 remarks=1 event" },
  { "raised-after-all-was-cancelled",
    { H "1,A,5,2024-01-05,1,7\nC1,A,-5,2024-01-06,1,7\n", H "1,A,6,2024-01-05,1,7\n" },
    NULL,
    "1/A#1 7 6-5-0 @100 GBP [+1]\n",
    "rows=1 changed=1 event" },
  { "history",
    { H "1,A,5,2024-01-05 23:59,1,7\n2,A,2,2024-01-06 00:00,1,7\n" },
    "2024-01-06",
    "1/A#1 7 5-0-5 @100 GBP [] h5\n2/A#1 7 2-0-0 @100 GBP [2]\n",
    "rows=2 orders=2 lines=2 history=1 customers=1 products=1 event" },
  { "history-again",
    { H "1,A,5,2024-01-05,1,7\n", H "1,A,5,2024-01-05,1,7\n" },
    "2024-01-06",
    "1/A#1 7 5-0-0 @100 GBP [5]\n",
    "rows=1 unchanged=1" },
  { "history-cancelled",
    { H "1,A,5,2024-01-05,1,7\n2,A,2,2024-01-07,1,7\nC1,A,-4,2024-01-08,1,7\n" },
    "2024-01-06",
    "1/A#1 7 5-2-3 @100 GBP [] h3\n2/A#1 7 2-2-0 @100 GBP []\n",
    "rows=3 orders=2 lines=2 history=1 customers=1 products=1 cancel=1/4/4/0 event" },
};

static void
tell_count (GString    *text,
            const char *name,
            gint64      count)
{
  if (count != 0)
    g_string_append_printf (text, "%s%s=%d", text->len > 0 ? " " : "", name, (int) count);
}

/* The counts that are not zero; "cancel" is rows/units/matched/short. */
static char *
tell_report (const BoImportReport *report)
{
  GString *text = g_string_new (NULL);

  tell_count (text, "rows", report->rows);
  tell_count (text, "orders", report->orders_added);
  tell_count (text, "anonymous", report->anonymous_orders);
  tell_count (text, "lines", report->lines_added);
  tell_count (text, "history", report->history_lines);
  tell_count (text, "changed", report->lines_changed);
  tell_count (text, "unchanged", report->lines_unchanged);
  tell_count (text, "customers", report->customers_added);
  tell_count (text, "products", report->products_added);
  if (report->cancel_rows != 0)
    g_string_append_printf (text, " cancel=%d/%d/%d/%d", (int) report->cancel_rows, (int) report->cancel_units,
                            (int) report->cancel_units_matched, (int) report->cancel_rows_unmatched);
  tell_count (text, "repeated", report->cancel_rows_repeated);
  tell_count (text, "corrections", report->corrections);
  tell_count (text, "rounded", report->prices_rounded);
  tell_count (text, "remarks", report->remarks);
  tell_count (text, "rejected", report->rejected);
  if (report->group_id != 0)
    g_string_append (text, " event");
  return g_string_free (text, FALSE);
}

static int
get_day (const char *text)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  return (int) g_date_get_julian (&date) - 719163;
}

static void
test_import (gconstpointer user_data)
{
  const ImportCase *c = user_data;
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (BoImportReport) report = NULL;
  g_autofree char *lines = NULL, *told = NULL, *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (c->files) && c->files[i] != NULL; i++)
    {
      BoImportOptions *options = bo_import_options_new ();
      g_autoptr (GError) error = NULL;
      gint64 n_events = import_count (path, "SELECT count(*) FROM event");

      options->currency = g_strdup ("GBP");
      options->time_zone = g_strdup ("Europe/London");
      if (c->shipped_before != NULL && c->files[i + 1] == NULL)
        options->shipped_before = get_day (c->shipped_before);
      g_clear_pointer (&report, bo_import_report_free);
      report = import_text (service, c->files[i], options, &error);
      g_assert_no_error (error);
      if (report->group_id == 0)
        g_assert_cmpint (import_count (path, "SELECT count(*) FROM event"), ==, n_events);
    }
  lines = import_dump (path);
  g_assert_cmpstr (lines, ==, c->lines);
  told = tell_report (report);
  g_assert_cmpstr (told, ==, c->report);
  import_check_store (service);

  text = bo_import_report_to_text (report);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (strstr (text, "Nothing has changed") != NULL, ==, report->group_id == 0);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *time_zone;
  const char *currency;
  int         code;
} RefuseCase;

static const RefuseCase refuse_cases[] = {
  { "empty", "", NULL, NULL, BO_IMPORT_ERROR_EMPTY },
  { "no-header", TWO_LINES, NULL, NULL, BO_IMPORT_ERROR_MISSING_COLUMN },
  { "no-quantity", "order,sku,date\n1,A,2024-01-05\n", NULL, NULL, BO_IMPORT_ERROR_MISSING_COLUMN },
  { "open-quote", H TWO_LINES "1,\"A,2,2024-01-05,1,7\n", NULL, NULL, BO_IMPORT_ERROR_NOT_TEXT },
  { "time-zone", H TWO_LINES, "Europe/Nowhere", NULL, BO_IMPORT_ERROR_OPTION },
  { "currency", H TWO_LINES, NULL, "pound", BO_IMPORT_ERROR_OPTION },
};

static void
test_refuse (gconstpointer user_data)
{
  const RefuseCase *c = user_data;
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  BoImportOptions *options = bo_import_options_new ();
  g_autoptr (BoImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  options->time_zone = g_strdup (c->time_zone);
  options->currency = g_strdup (c->currency);
  report = import_text (service, c->text, options, &error);
  g_assert_null (report);
  g_assert_error (error, BO_IMPORT_ERROR, c->code);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM event"), ==, 0);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM product"), ==, 0);
}

/* Issues name line and column in file order, and no more of a kind are kept than
 * BO_IMPORT_ISSUES_MAX. */
static void
test_issues (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (GString) text = g_string_new (H "C9,A,-1,2024-01-05,1,7\nX,A,-1,2024-01-05,1,7\n");
  g_autoptr (BoImportReport) report = NULL;
  const BoImportIssue *issue;

  for (guint i = 0; i < BO_IMPORT_ISSUES_MAX + 5; i++)
    g_string_append (text, "1,\"A\nB\",0,2024-01-05,1,7\n");
  report = import_text_ok (service, text->str);
  g_assert_cmpint (report->rejected, ==, BO_IMPORT_ISSUES_MAX + 5);
  g_assert_cmpuint (report->issues->len, ==, BO_IMPORT_ISSUES_MAX + 2);
  issue = g_ptr_array_index (report->issues, 0);
  g_assert_cmpint (issue->kind, ==, BO_IMPORT_ISSUE_UNMATCHED);
  g_assert_cmpint (issue->row, ==, 2);
  issue = g_ptr_array_index (report->issues, 1);
  g_assert_cmpint (issue->kind, ==, BO_IMPORT_ISSUE_CORRECTION);
  g_assert_cmpint (issue->row, ==, 3);
  issue = g_ptr_array_index (report->issues, 3);
  g_assert_cmpint (issue->kind, ==, BO_IMPORT_ISSUE_REJECT);
  g_assert_cmpint (issue->row, ==, 6);
  g_assert_cmpstr (issue->column, ==, "quantity");
  g_assert_null (report->rejects_path);
}

/* In a file with the newest first, the earlier cancelling row is served first
 * all the same: it is the later one that finds too little. */
static void
test_cancels_by_time (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (BoImportReport) report = import_text_ok (service, H "C3,A,-3,2024-01-09,1,7\n"
                                                                 "2,A,2,2024-01-08,1,7\n"
                                                                 "C1,A,-2,2024-01-06,1,7\n"
                                                                 "1,A,2,2024-01-05,1,7\n");
  const BoImportIssue *issue;

  g_assert_cmpint (report->cancel_units_matched, ==, 4);
  g_assert_cmpuint (report->issues->len, ==, 1);
  issue = g_ptr_array_index (report->issues, 0);
  g_assert_cmpint (issue->kind, ==, BO_IMPORT_ISSUE_UNMATCHED);
  g_assert_cmpint (issue->row, ==, 2);
}

/* Rejected rows, mended and imported, become lines of their own: they stand for
 * no line that the first file has made. */
static void
test_rejects_file (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autofree char *rejects = g_build_filename (dir, "rejects.csv", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autofree char *written = NULL, *again = NULL, *lines = NULL;

  for (guint round = 0; round < 2; round++) /* the second changes nothing */
    {
      BoImportOptions *options = bo_import_options_new ();
      g_autoptr (BoImportReport) first = NULL, second = NULL;
      g_autoptr (GString) mended = NULL;
      g_autoptr (GError) error = NULL;

      options->rejects_path = g_strdup (rejects);
      first = import_text (service,
                           "order;sku;quantity;date;customer;note\n"
                           "1;A;2;2024-01-05;7;fine\n"
                           "1;A;two;2024-01-05;7;\"a;b\n\"\"c\"\"\"\n"
                           "1;A;3;2024-01-05;7;fine\n"
                           "2;=A1;0;2024-01-05;7\n",
                           options, &error);
      g_assert_no_error (error);
      g_assert_cmpint (first->rejected, ==, 2);
      g_assert_cmpstr (first->rejects_path, ==, rejects);

      g_clear_pointer (&written, g_free);
      written = bo_test_read_file (rejects);
      g_assert_cmpstr (written, ==,
                       "line;reason;order;sku;quantity;date;customer;note\n"
                       "3;quantity: “two” is not a number;1;A;two;2024-01-05;7;\"a;b\n\"\"c\"\"\"\n"
                       "6;quantity: is zero;2;=A1;0;2024-01-05;7\n");
      mended = g_string_new (written);
      g_assert_cmpuint (g_string_replace (mended, ";two;", ";2;", 1), ==, 1);

      options = bo_import_options_new ();
      options->rejects_path = g_strdup (rejects);
      second = import_text (service, mended->str, options, &error);
      g_assert_no_error (error);
      g_assert_cmpint (second->lines_added, ==, round == 0 ? 1 : 0);
      g_assert_cmpint (second->lines_changed, ==, 0);
      g_assert_cmpint (second->rejected, ==, 1);
      g_assert_cmpint (second->group_id != 0, ==, round == 0);
      g_clear_pointer (&again, g_free);
      again = bo_test_read_file (rejects);
      g_assert_cmpstr (again, ==,
                       "line;reason;order;sku;quantity;date;customer;note\n"
                       "6;quantity: is zero;2;=A1;0;2024-01-05;7\n");
    }
  lines = import_dump (path);
  g_assert_cmpstr (lines, ==,
                   "1/A#1 7 2-0-0 @0 EUR [2]\n1/A#2 7 3-0-0 @0 EUR [3]\n1/A#4294967299 7 2-0-0 @0 EUR [2]\n");
  import_check_store (service);
}

/* A file that was there stays when the import ends in an error. */
static void
test_rejects_file_of_an_error (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autofree char *old = g_build_filename (dir, "old.csv", NULL);
  g_autofree char *new = g_build_filename (dir, "new.csv", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (BoService) service = import_open_service (path);
  const char *paths[] = { old, new };

  bo_test_write_file (old, "precious", -1);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      BoImportOptions *options = bo_import_options_new ();
      g_autoptr (GError) error = NULL;

      options->rejects_path = g_strdup (paths[i]);
      g_assert_null (import_text (service, H "1,A,0,2024-01-05,1,7\n1,\"A,0,2024-01-05,1,7\n", options, &error));
      g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT);
    }
  kept = bo_test_read_file (old);
  g_assert_cmpstr (kept, ==, "precious");
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
}

/* A product without a name gets it from the first row that has one. */
static void
test_product_name (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (BoImportReport) a = NULL, b = NULL, c = NULL;

  a = import_text_ok (service, "order,sku,qty,date,name\n1,A,1,2024-01-05,\n");
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM product WHERE name = ''"), ==, 1);
  b = import_text_ok (service, "order,sku,qty,date,name\n1,A,1,2024-01-05,Lamp\n");
  g_assert_cmpint (b->group_id, !=, 0);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM product WHERE name = 'Lamp'"), ==, 1);
  c = import_text_ok (service, "order,sku,qty,date,name\n1,A,1,2024-01-05,Torch\n");
  g_assert_cmpint (c->group_id, ==, 0);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM product WHERE name = 'Lamp'"), ==, 1);
}

static void
amend (BoService *service,
       gint64     line_id,
       gint64     units,
       gint64     price)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  BoAmendRequest *request = bo_amend_request_new (line_id);

  request->fields = BO_AMEND_UNITS | BO_AMEND_PRICE;
  request->units = units;
  request->price = price;
  bo_service_amend_async (service, request, NULL, bo_test_take_result_cb, &result);
  outcome = bo_service_command_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
}

/* What staff have changed stays; what changes in the file is added to it. */
static void
test_staff_changes (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (BoImportReport) first = NULL, again = NULL, more = NULL, dearer = NULL;
  g_autofree char *lines = NULL, *lines_again = NULL, *lines_more = NULL, *lines_dearer = NULL;

  first = import_text_ok (service, H "1,A,5,2024-01-05,1.00,7\n");
  amend (service, import_count (path, "SELECT id FROM line"), 3, 90);
  lines = import_dump (path);
  g_assert_cmpstr (lines, ==, "1/A#1 7 5-2-0 @90 EUR [3]\n");

  again = import_text_ok (service, H "1,A,5,2024-01-05,1.00,7\n");
  g_assert_cmpint (again->group_id, ==, 0);
  lines_again = import_dump (path);
  g_assert_cmpstr (lines_again, ==, lines);

  more = import_text_ok (service, H "1,A,6,2024-01-05,1.00,7\n");
  g_assert_cmpint (more->lines_changed, ==, 1);
  lines_more = import_dump (path);
  g_assert_cmpstr (lines_more, ==, "1/A#1 7 6-2-0 @90 EUR [3,+1]\n");

  dearer = import_text_ok (service, H "1,A,6,2024-01-05,1.10,7\n");
  lines_dearer = import_dump (path);
  g_assert_cmpstr (lines_dearer, ==, "1/A#1 7 6-2-0 @110 EUR [3,+1]\n");
  import_check_store (service);
}

static void
undo (BoService *service,
      gint64     event_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  bo_service_undo_async (service, event_id, NULL, bo_test_take_result_cb, &result);
  outcome = bo_service_command_finish (service, import_wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
assert_nothing_left (const char *path)
{
  static const char *const tables[] = { "line", "tranche", "sales_order", "customer", "product", "cancellation" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_assert_cmpint (import_count (path, sql), ==, 0);
    }
}

/* An import of several batches is several events of one group; undoing the first
 * takes all of them back, and it can be imported again. */
static void
test_batches_and_undo (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autofree char *text = import_make_large_file (2100);
  g_autofree char *lines = NULL, *lines_again = NULL;
  g_autoptr (BoImportReport) report = import_text_ok (service, text);
  g_autoptr (BoImportReport) again = NULL;

  g_assert_cmpint (report->lines_added, ==, 21000);
  g_assert_cmpint (report->cancel_rows, ==, 210);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM event WHERE kind = 'import'"), ==, 3);
  lines = import_dump (path);
  import_check_store (service);

  undo (service, report->group_id);
  assert_nothing_left (path);
  import_check_store (service);

  again = import_text_ok (service, text);
  g_assert_cmpint (again->lines_added, ==, 21000);
  lines_again = import_dump (path);
  g_assert_cmpstr (lines, ==, lines_again);
}

typedef struct
{
  GCancellable *cancellable;
  gint64        rows;
  guint         n_told;
  gboolean      done;
} Watch;

static void
cancel_cb (gint64   bytes,
           gint64   rows,
           gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_false (watch->done);
  g_assert_cmpint (rows, >=, watch->rows);
  watch->rows = rows;
  watch->n_told++;
  if (watch->cancellable != NULL && rows > 25000) /* the first batch is in */
    g_cancellable_cancel (watch->cancellable);
}

/* Cancelled after its first batch, an import leaves nothing. */
static void
test_cancel (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autofree char *text = import_make_large_file (30000);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { cancellable };

  bo_service_import_async (service, stream, bo_import_options_new (), cancel_cb, &watch, cancellable,
                           bo_test_take_result_cb, &result);
  report = bo_service_import_finish (service, import_wait_for (&result), &error);
  watch.done = TRUE;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (report);
  g_assert_cmpint (watch.rows, >, 25000);
  g_assert_cmpint (watch.rows, <, 300000);
  g_assert_cmpint (import_count (path, "SELECT count(*) FROM event WHERE kind = 'import'"), >=, 1);
  assert_nothing_left (path);
  import_check_store (service);
  bo_test_drain ();
}

/* So does one whose file turns out not to be text in its second batch. */
static void
test_error_late (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autofree char *good = import_make_large_file (2100);
  g_autofree char *text = g_strconcat (good, "1,\"A,1,2024-01-05,1,7\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (import_text (service, text, NULL, &error));
  g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT);
  g_assert_nonnull (strstr (error->message, "opens a quote"));
  assert_nothing_left (path);
  import_check_store (service);
}

static void
test_preview (void)
{
  g_autoptr (BoTestDir) dir = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "store.db", NULL);
  g_autoptr (BoService) service = import_open_service (path);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (
      "Invoice;StockCode;Name\n1;A;K\xe4se\n2;B;Brot\n", -1, NULL);
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoImportPreview) preview = NULL;
  g_autoptr (GError) error = NULL;

  bo_service_preview_import_async (service, stream, options, NULL, bo_test_take_result_cb, &result);
  preview = bo_service_preview_import_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (preview->delimiter, ==, ';');
  g_assert_true (preview->windows_1252);
  g_assert_cmpint (preview->column_of[BO_COLUMN_ORDER], ==, 0);
  g_assert_cmpint (preview->column_of[BO_COLUMN_SKU], ==, 1);
  g_assert_cmpint (preview->column_of[BO_COLUMN_NAME], ==, 2);
  g_assert_cmpint (preview->column_of[BO_COLUMN_QUANTITY], ==, -1);
  g_assert_cmpuint (g_strv_length (preview->headers), ==, 3);
  g_assert_cmpuint (preview->rows->len, ==, 2);
  g_assert_cmpstr (((GStrv) g_ptr_array_index (preview->rows, 0))[2], ==, "Käse");
}

/* The files kept in tests/data/orders, in two encodings and three delimiters,
 * say the same. */
static void
test_files (void)
{
  static const char *const names[] = { "utf-8.csv", "windows-1252.csv", "tabs.tsv" };
  g_autofree char         *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (BoTestDir) dir = bo_test_make_dir ();
      g_autofree char *path = g_build_filename (dir, "store.db", NULL);
      g_autofree char *file = g_build_filename (TEST_DATA, "orders", names[i], NULL);
      g_autofree char *text = bo_test_read_file (file);
      g_autoptr (BoService) service = import_open_service (path);
      g_autoptr (BoImportReport) report = import_text_ok (service, text);
      g_autofree char *lines = import_dump (path);

      g_assert_cmpint (report->lines_added, ==, 6);
      g_assert_cmpint (report->cancel_units_matched, ==, 2);
      g_assert_cmpint (report->corrections, ==, 1);
      g_assert_cmpint (report->rejected, ==, 1);
      g_assert_cmpint (import_count (path, "SELECT count(*) FROM product WHERE name = 'Crème brûlée set, 4 cups'"), ==, 1);
      if (first == NULL)
        first = g_steal_pointer (&lines);
      else
        g_assert_cmpstr (lines, ==, first);
    }
}

#define ADD_CASES(prefix, cases, func)                                   \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                       \
    {                                                                    \
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL); \
                                                                         \
      g_test_add_data_func (path, &cases[i], func);                      \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD_CASES ("/import/file/", import_cases, test_import);
  ADD_CASES ("/import/refuse/", refuse_cases, test_refuse);
  g_test_add_func ("/import/issues", test_issues);
  g_test_add_func ("/import/cancels-by-time", test_cancels_by_time);
  g_test_add_func ("/import/rejects-file", test_rejects_file);
  g_test_add_func ("/import/rejects-file-of-an-error", test_rejects_file_of_an_error);
  g_test_add_func ("/import/product-name", test_product_name);
  g_test_add_func ("/import/staff-changes", test_staff_changes);
  g_test_add_func ("/import/batches-and-undo", test_batches_and_undo);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/error-late", test_error_late);
  g_test_add_func ("/import/preview", test_preview);
  g_test_add_func ("/import/files", test_files);

  return g_test_run ();
}
