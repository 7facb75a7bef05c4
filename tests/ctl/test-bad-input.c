/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <string.h>

#include <glib/gstdio.h>

/* Files and values that make no sense: a clear error or a rejected row, and nothing
 * half done. */

#define HEADER "order,date,customer,sku,quantity,price\n"
#define GOOD_ROW "1,2025-03-01 10:00,7,A,2,1.50\n"
#define LONG_BYTES (10 * 1000 * 1000)
#define DEPTH 100000

typedef struct
{
  const char *name;
  const char *text;
  gssize      length; /* -1: up to its NUL */
  const char *message;
} BadFile;

static const char utf_16[] = "\xff\xfeo\0r\0d\0e\0r\0,\0";
static const char with_nul[] = HEADER "1,2025-03-01 10:00,7,A\0B,2,1.50\n";
static const char binary[] = "\x7f"
                             "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0";

static const BadFile bad_files[] = {
  { "empty", "", -1, "" },
  { "binary", binary, sizeof binary, "" },
  { "utf-16", utf_16, sizeof utf_16, "" },
  { "nul", with_nul, sizeof with_nul - 1, "" },
  { "missing-column", "order,date,customer,quantity,price\n1,2025-03-01,7,2,1.50\n", -1, "product code" },
  { "no-header-known", "a,b,c\n1,2,3\n", -1, "" },
  { "open-quote", HEADER "1,\"2025-03-01 10:00,7,A,2,1.50\n", -1, "" },
};

/* A store that holds one order already, and its checksum. */
static char *
make_store (const char *folder,
            char      **sum)
{
  char            *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *good = g_build_filename (folder, "good.csv", NULL);
  g_autofree char *text = NULL;

  bo_test_write_file (good, HEADER GOOD_ROW, -1);
  text = ctl_do (store, "import %s", good);
  *sum = ctl_checksum (store);

  return store;
}

static void
test_bad_file (gconstpointer user_data)
{
  const BadFile *c = user_data;
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *sum = NULL;
  g_autofree char *store = make_store (folder, &sum);
  g_autofree char *path = g_build_filename (folder, "bad.csv", NULL);
  g_autofree char *sum_after = NULL;
  g_autoptr (CtlRun) run = NULL;

  bo_test_write_file (path, c->text, c->length);
  run = ctl_run (store, "import %s", path);
  ctl_assert_fails (run, 1, "bad.csv");
  ctl_assert_fails (run, 1, c->message);
  g_assert_cmpstr (run->out, ==, "");
  sum_after = ctl_checksum (store);
  g_assert_cmpstr (sum, ==, sum_after);
}

static void
test_no_line_break (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *sum = NULL;
  g_autofree char *store = make_store (folder, &sum);
  g_autofree char *path = g_build_filename (folder, "bad.csv", NULL);
  g_autofree char *sum_after = NULL;
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (CtlRun) run = NULL;

  while (text->len < LONG_BYTES)
    g_string_append (text, "0123456789abcdef");
  bo_test_write_file (path, text->str, (gssize) text->len);
  run = ctl_run (store, "import %s", path);
  ctl_assert_fails (run, 1, "");
  sum_after = ctl_checksum (store);
  g_assert_cmpstr (sum, ==, sum_after);
}

/* An error far behind the first batch takes back what was written. */
static void
test_error_in_the_middle (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *sum = NULL;
  g_autofree char *store = make_store (folder, &sum);
  g_autofree char *path = g_build_filename (folder, "bad.csv", NULL);
  g_autofree char *lines = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (json_t) check = NULL;
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (CtlRun) run = NULL;

  for (int i = 0; i < 25000; i++)
    g_string_append_printf (text, "N%d,2025-03-01 10:00,7,A,1,1.50\n", i);
  g_string_append_len (text, "\0\0\0\0", 4);
  bo_test_write_file (path, text->str, (gssize) text->len);
  run = ctl_run (store, "import %s", path);
  ctl_assert_fails (run, 1, "");
  lines = ctl_do (store, "list --state all --json");
  found = ctl_parse_stream (lines);
  g_assert_cmpuint (found->len, ==, 1);
  check = ctl_do_json (store, "check --json");
}

typedef struct
{
  const char *name;
  const char *row;
  const char *column; /* at fault */
} BadRow;

static const BadRow bad_rows[] = {
  { "no-such-day", "2,2025-02-30 10:00,7,A,2,1.50\n", "date" },
  { "no-such-hour", "2,2025-02-03 25:00,7,A,2,1.50\n", "date" },
  { "date-of-words", "2,yesterday,7,A,2,1.50\n", "date" },
  { "quantity-of-words", "2,2025-03-01 10:00,7,A,two,1.50\n", "quantity" },
  { "quantity-0", "2,2025-03-01 10:00,7,A,0,1.50\n", "quantity" },
  { "quantity-fraction", "2,2025-03-01 10:00,7,A,1.5,1.50\n", "quantity" },
  { "quantity-2-to-the-63", "2,2025-03-01 10:00,7,A,9223372036854775808,1.50\n", "quantity" },
  { "quantity-2-to-the-31-and-1", "2,2025-03-01 10:00,7,A,2147483649,1.50\n", "quantity" },
  { "price-of-words", "2,2025-03-01 10:00,7,A,2,cheap\n", "price" },
  { "price-2-to-the-63", "2,2025-03-01 10:00,7,A,2,99999999999999999999\n", "price" },
  { "no-order", ",2025-03-01 10:00,7,A,2,1.50\n", "order" },
  { "no-sku", "2,2025-03-01 10:00,7,,2,1.50\n", "sku" },
};

/* The row is told with its line and column; the rows round it are taken. */
static void
test_bad_row (gconstpointer user_data)
{
  const BadRow *c = user_data;
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *rejects = g_build_filename (folder, "rejects.csv", NULL);
  g_autofree char *text = g_strconcat (HEADER GOOD_ROW, c->row, "3,2025-03-01 10:00,7,A,1,1.50\n", NULL);
  g_autofree char *rejected = NULL;
  g_autoptr (json_t) report = NULL;
  json_t *issue;

  bo_test_write_file (path, text, -1);
  report = ctl_do_json (store, "import %s --rejects %s --json", path, rejects);
  g_assert_cmpint (ctl_get_int (report, "lines_added"), ==, 2);
  g_assert_cmpint (ctl_get_int (report, "rejected"), ==, 1);
  issue = json_array_get (json_object_get (report, "issues"), 0);
  g_assert_cmpint (ctl_get_int (issue, "row"), ==, 3);
  g_assert_cmpstr (ctl_get_text (issue, "column"), ==, c->column);
  g_assert_cmpuint (strlen (ctl_get_text (issue, "message")), >, 0);
  rejected = bo_test_read_file (rejects);
  g_assert_nonnull (strstr (rejected, c->row));
}

/* What is not UTF-8 is read as Windows-1252, as spreadsheets write it. */
static void
test_windows_1252 (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *report = NULL;
  g_autoptr (json_t) line = NULL;

  bo_test_write_file (path, "order,date,customer-name,sku,quantity\n1,2025-03-01,Zo\xeb \x80uro,A,2\n", -1);
  report = ctl_do (store, "import %s", path);
  line = ctl_do_json (store, "list --json");
  g_assert_cmpstr (ctl_get_text (line, "customer"), ==, "Zoë €uro");
}

typedef struct
{
  const char *name;
  const char *words;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "place-unknown-product", "place NOPE 1", "NOPE" },
  { "place-unknown-customer", "place A 1 --customer-id 4711", "4711" },
  { "place-unknown-order", "place A 1 --order-id 4711", "4711" },
  { "receive-unknown-product", "receive NOPE=1", "NOPE" },
  { "receive-one-of-two-unknown", "receive A=1 NOPE=1", "NOPE" },
  { "receive-unknown-pin", "receive A=1 --pin 4711=1", "pinned" },
  { "receive-pin-over-open", "receive A=9 --pin 1=3", "" },
  { "allocate-unknown-product", "allocate NOPE", "NOPE" },
  { "count-unknown-product", "count NOPE 1", "NOPE" },
  { "show-unknown-product", "product NOPE", "NOPE" },
  { "policy-unknown-product", "policy NOPE", "NOPE" },
  { "list-unknown-product", "list --product NOPE", "NOPE" },
  { "policy-not-json", "policy --json-policy {rule", "" },
  { "policy-unknown-member", "policy --json-policy {\"colour\":1}", "colour" },
  { "policy-overflow", "policy --json-policy {\"rule\":\"fair-share\",\"lot\":9223372036854775808}", "" },
  { "policy-no-such-file", "policy --json-policy none.json", "none.json" },
  { "import-no-such-file", "import none.csv", "none.csv" },
  { "plan-without-end", "plan /dev/zero", "256 MiB" },
  { "escape-in-a-message", "place \033[2JA 1", "“ [2JA”" },
  { "import-no-such-zone", "import --time-zone Mars/Olympus good.csv", "Mars/Olympus" },
  { "import-no-such-currency", "import --currency pounds good.csv", "pounds" },
  { "import-no-such-header", "import --map sku=Taste good.csv", "Taste" },
  { "pause-unknown-line", "pause 4711", "4711" },
  { "resume-unknown-line", "resume 4711", "4711" },
  { "pin-more-than-there-is", "pin 1 2", "" },
  { "ship-nothing-there", "ship 1", "" },
  { "return-nothing-shipped", "return 1 1", "" },
};

static void
test_refusal (gconstpointer user_data)
{
  const Refusal *c = user_data;
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *sum = NULL;
  g_autofree char *store = make_store (folder, &sum);
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *sum_after = NULL;
  g_autoptr (CtlRun) run = NULL;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  run = ctl_run (store, c->words);
  g_assert_cmpint (g_chdir (here), ==, 0);
  ctl_assert_fails (run, 1, c->message);
  g_assert_cmpstr (run->out, ==, "");
  sum_after = ctl_checksum (store);
  g_assert_cmpstr (sum, ==, sum_after);
}

static void
test_nested_policy (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *sum = NULL;
  g_autofree char *store = make_store (folder, &sum);
  g_autofree char *path = g_build_filename (folder, "policy.json", NULL);
  g_autoptr (GString) text = g_string_new ("{\"shares\": ");
  g_autoptr (CtlRun) run = NULL;

  for (int i = 0; i < DEPTH; i++)
    g_string_append_c (text, '[');
  bo_test_write_file (path, text->str, (gssize) text->len);
  run = ctl_run (store, "policy --json-policy %s", path);
  ctl_assert_fails (run, 1, "depth");
}

/* A customer's name may hold what a terminal would obey. */
static void
test_terminal (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autofree char *list = NULL;
  g_autofree char *shown = NULL;

  g_free (ctl_do (store, "product A --name Apple"));
  g_free (ctl_do (store, "place A 1 --customer %s", "Ada\033[2J\r\nBen"));
  list = ctl_do (store, "list");
  shown = ctl_do (store, "show 1");
  g_assert_null (strchr (list, '\033'));
  g_assert_null (strchr (list, '\r'));
  g_assert_null (strchr (shown, '\033'));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/bad-input/files/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/ctl/bad-input/files/no-line-break", test_no_line_break);
  g_test_add_func ("/ctl/bad-input/files/error-in-the-middle", test_error_in_the_middle);
  g_test_add_func ("/ctl/bad-input/files/windows-1252", test_windows_1252);
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/bad-input/rows/", bad_rows[i].name, NULL);

      g_test_add_data_func (path, &bad_rows[i], test_bad_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/bad-input/refusals/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/ctl/bad-input/nested-policy", test_nested_policy);
  g_test_add_func ("/ctl/bad-input/terminal", test_terminal);

  return g_test_run ();
}
