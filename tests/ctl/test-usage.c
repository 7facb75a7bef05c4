/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <string.h>

/* Command lines that make no sense: exit status 2, before any store is opened. */

typedef struct
{
  const char *name;
  const char *words;
  const char *message;
} Case;

static const Case cases[] = {
  { "no-command", "", "command" },
  { "no-such-command", "fly", "fly" },
  { "no-such-global-option", "--fly list", "fly" },
  { "no-such-option", "list --fly", "fly" },
  { "store-without-a-file", "list --store", "store" },
  { "argument-too-many", "list now", "now" },
  { "import-nothing", "import", "import" },
  { "import-map-without-header", "import --map sku -", "--map" },
  { "import-map-no-such-column", "import --map taste=Taste -", "the column being one of order, sku, quantity, date, " },
  { "import-map-twice", "import --map sku=A --map sku=B -", "sku" },
  { "import-no-such-day", "import --shipped-before 2025-02-30 -", "--shipped-before" },
  { "list-no-such-state", "list --state happy", "“happy” is none of waiting, short, ready, held, paused, closed, all" },
  { "list-no-such-sort", "list --sort colour", "“colour” is none of queued, place, customer, product, order, open, value, need" },
  { "list-class-0", "list --class 0", "--class" },
  { "list-class-10", "list --class 10", "--class" },
  { "list-customer", "list --customer Ada", "--search finds by name" },
  { "list-limit", "list --limit many", "--limit" },
  { "list-limit-negative", "list --limit=-1", "--limit" },
  { "products-no-such-sort", "products --sort weight", "“weight” is none of name, sku, open-units, open-lines, on-hand, free, oldest" },
  { "customers-two", "customers a b", "b" },
  { "show-nothing", "show", "show" },
  { "show-text", "show A", "A" },
  { "show-0", "show 0", "0" },
  { "place-nothing", "place", "place" },
  { "place-no-units", "place X", "place" },
  { "place-0", "place X 0", "Units" },
  { "place-negative", "place -- X -1", "Units" },
  { "place-text", "place X many", "Units" },
  { "place-fraction", "place X 1.5", "Units" },
  { "place-2-to-the-63", "place X 9223372036854775808", "Units" },
  { "place-2-to-the-31-and-1", "place X 2147483649", "Units" },
  { "place-class", "place X 1 --class gold", "--class" },
  { "place-need", "place X 1 --need soon", "--need" },
  { "place-ship", "place X 1 --ship never", "“never” is none of partial, line-complete, order-complete" },
  { "place-strategy", "place X 1 --strategy beg", "“beg” is none of redistribute, win, gain, improve, fill, lose, skip" },
  { "place-reason", "place X 1 --reason whim", "“whim” is none of unforeseen, planned" },
  { "place-cause", "place X 1 --cause weather", "“weather” is none of none, supply-disruption, production-delay, demand-surge, other" },
  { "amend-nothing", "amend 1", "Nothing" },
  { "amend-0-units", "amend 1 --units 0", "--units" },
  { "cancel-nothing", "cancel", "cancel" },
  { "cancel-0", "cancel 1 0", "Units" },
  { "cancel-three", "cancel 1 2 3", "3" },
  { "pause-nothing", "pause", "pause" },
  { "resume-nothing", "resume", "resume" },
  { "pin-no-units", "pin 1", "pin" },
  { "pin-negative", "pin -- 1 -1", "Units" },
  { "receive-nothing", "receive", "receive" },
  { "receive-no-units", "receive X", "NAME=NUMBER" },
  { "receive-0", "receive X=0", "Delivery" },
  { "receive-too-many", "receive X=9223372036854775808", "Delivery" },
  { "receive-pin", "receive X=1 --pin 1", "--pin" },
  { "receive-pin-text", "receive X=1 --pin A=1", "--pin" },
  { "receive-no-deal-pin", "receive X=1 --no-deal --pin 1=1", "--no-deal" },
  { "receive-no-deal-dry-run", "receive X=1 --no-deal --dry-run", "--no-deal" },
  { "receive-dry-run-if-revision", "receive X=1 --dry-run --if-revision 1", "--dry-run" },
  { "allocate-nothing", "allocate", "--all" },
  { "allocate-both", "allocate X --all", "--all" },
  { "ship-nothing", "ship", "ship" },
  { "ship-0", "ship 1 0", "Units" },
  { "return-no-units", "return 1", "return" },
  { "count-no-units", "count X", "count" },
  { "count-negative", "count -- X -1", "Units" },
  { "product-nothing", "product", "product" },
  { "product-case-0", "product X --case 0", "--case" },
  { "policy-both", "policy --rule fifo --json-policy {}", "--json-policy" },
  { "policy-follow-nobody", "policy --follow-shop", "--follow-shop" },
  { "setting-no-such-key", "setting colour red", "“colour” is none of shop-name, currency, time-zone" },
  { "log-before", "log --before yesterday", "--before" },
  { "undo-text", "undo everything", "everything" },
  { "check-argument", "check twice", "twice" },
  { "backup-nothing", "backup", "backup" },
  { "demo-argument", "demo me", "me" },
  { "plan-two", "plan a b", "b" },
  { "argument-not-utf-8", "show A\xff", "“A\xef\xbf\xbd” is not UTF-8" },
  { "option-not-utf-8", "place X 1 --customer A\xff", "“A\xef\xbf\xbd” is not UTF-8" },
  { "option-in-one-word-not-utf-8", "list --search=\xff", "“--search=\xef\xbf\xbd” is not UTF-8" },
};

static void
test_usage (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *store = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GBytes) input = g_bytes_new_static ("", 0);
  g_autoptr (CtlRun) run = NULL;

  if (*c->words == '\0')
    {
      g_autofree char *option = g_strdup_printf ("--store=%s", store);

      run = ctl_run_input (NULL, input, "%s", option);
    }
  else
    run = ctl_run_input (g_str_has_prefix (c->name, "store-") ? NULL : store, input, c->words);
  ctl_assert_fails (run, 2, c->message);
  g_assert_nonnull (strstr (run->err, "--help"));
  g_assert_cmpstr (run->out, ==, "");
  g_assert_false (g_file_test (store, G_FILE_TEST_EXISTS));
}

static const char *const commands[] = {
  "import",
  "list",
  "products",
  "customers",
  "show",
  "place",
  "amend",
  "cancel",
  "pause",
  "resume",
  "pin",
  "receive",
  "allocate",
  "ship",
  "return",
  "count",
  "product",
  "policy",
  "setting",
  "log",
  "undo",
  "check",
  "backup",
  "demo",
  "plan",
};

static void
test_help (gconstpointer user_data)
{
  const char      *command = user_data;
  g_autofree char *text = ctl_do (NULL, "%s --help", command);
  g_autofree char *usage = g_strdup_printf ("backordersctl %s", command);
  g_autofree char *all = ctl_do (NULL, "--help");

  g_assert_nonnull (strstr (text, usage));
  g_assert_nonnull (strstr (text, "--json"));
  g_assert_nonnull (strstr (all, command));
}

static void
test_version (void)
{
  g_autofree char *text = ctl_do (NULL, "--version");

  g_assert_true (g_str_has_prefix (text, "backordersctl "));
}

static void
test_not_utf_8 (void)
{
  g_autoptr (CtlRun) run = ctl_run (NULL, "product %s", "\xff");

  ctl_assert_fails (run, 2, "UTF-8");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/usage/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_usage);
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/help/", commands[i], NULL);

      g_test_add_data_func (path, commands[i], test_help);
    }
  g_test_add_func ("/ctl/version", test_version);
  g_test_add_func ("/ctl/not-utf-8", test_not_utf_8);

  return g_test_run ();
}
