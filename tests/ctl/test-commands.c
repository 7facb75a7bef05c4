/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <string.h>

#include <glib/gstdio.h>

/* Every command does what it says, seen from outside. */

typedef struct
{
  char *folder; /* (owned) */
  char *store;  /* (owned) */
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->folder = bo_test_make_dir ();
  f->store = g_build_filename (f->folder, "store.db", NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_autoptr (json_t) check = NULL;

  if (g_file_test (f->store, G_FILE_TEST_EXISTS))
    {
      check = ctl_do_json (f->store, "check --json");
      g_assert_true (json_is_true (json_object_get (check, "ok")));
    }
  bo_test_remove_dir (f->folder);
  g_free (f->folder);
  g_free (f->store);
}

/* Asserts that @object has @keys, separated by spaces, in this order and no others. */
static void
assert_keys (json_t     *object,
             const char *keys)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char *key;
  json_t     *value;

  json_object_foreach (object, key, value)
  {
    g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", key);
  }
  g_assert_cmpstr (found->str, ==, keys);
}

#define OUTCOME_KEYS "event repeated order line units exceptions"
#define LINE_KEYS                                                                                 \
  "id order order_id customer customer_id sku product product_id ordered cancelled shipped open " \
  "allocated held locked shippable price currency class queued need ship strategy reason cause "  \
  "campaign paused place place_count units_ahead later"

static gint64
place (Fixture    *f,
       const char *customer,
       const char *sku,
       const char *units)
{
  g_autoptr (json_t) outcome = ctl_do_json (f->store, "place %s %s --customer %s --json", sku, units, customer);

  assert_keys (outcome, OUTCOME_KEYS);
  g_assert_cmpint (ctl_get_int (outcome, "event"), >, 0);

  return ctl_get_int (outcome, "line");
}

static json_t *
show (Fixture *f,
      gint64   line)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line);

  return ctl_do_json (f->store, "show %s --json", id);
}

static void
assert_line (Fixture    *f,
             gint64      line,
             const char *key,
             gint64      value)
{
  g_autoptr (json_t) object = show (f, line);

  g_assert_cmpint (ctl_get_int (object, key), ==, value);
}

/* A command on a line, of the form "cancel %s 2". */
static json_t *
do_line (Fixture    *f,
         const char *words,
         gint64      line)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  g_autofree char *json = g_strconcat (words, " --json", NULL);

  return ctl_do_json (f->store, json, id);
}

static void
run_line (Fixture    *f,
          const char *words,
          gint64      line)
{
  g_autoptr (json_t) outcome = do_line (f, words, line);

  assert_keys (outcome, OUTCOME_KEYS);
}

static void
refuse_line (Fixture    *f,
             const char *words,
             gint64      line,
             const char *message)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  g_autofree char *before = ctl_do (f->store, "log --json");
  g_autofree char *after = NULL;
  g_autoptr (CtlRun) run = ctl_run (f->store, words, id);

  ctl_assert_fails (run, 1, message);
  after = ctl_do (f->store, "log --json");
  g_assert_cmpstr (after, ==, before);
}

static void
make_products (Fixture *f)
{
  g_autofree char *x G_GNUC_UNUSED = ctl_do (f->store, "product X --name Kettle --price 12.50 --supplier Brass --barcode 2000000000015 --case 6");
  g_autofree char *y G_GNUC_UNUSED = ctl_do (f->store, "product Y --name Lamp --price 40");
}

static void
test_product (Fixture      *f,
              gconstpointer user_data)
{
  g_autoptr (json_t) product = NULL;
  g_autoptr (json_t) changed = NULL;
  g_autoptr (json_t) by_barcode = NULL;
  g_autofree char *text = NULL;

  make_products (f);
  product = ctl_do_json (f->store, "product x --json");
  assert_keys (product, "id sku barcode name price currency case supplier policy on_hand allocated free open_lines open_units oldest revision");
  g_assert_cmpstr (ctl_get_text (product, "name"), ==, "Kettle");
  g_assert_cmpint (ctl_get_int (product, "price"), ==, 1250);
  g_assert_cmpint (ctl_get_int (product, "case"), ==, 6);

  changed = ctl_do_json (f->store, "product X --name %s --json", "Copper Kettle");
  assert_keys (changed, "event product");
  by_barcode = ctl_do_json (f->store, "product 2000000000015 --json");
  g_assert_cmpstr (ctl_get_text (by_barcode, "name"), ==, "Copper Kettle");
  g_assert_cmpstr (ctl_get_text (by_barcode, "supplier"), ==, "Brass");
  g_assert_cmpint (ctl_get_int (by_barcode, "price"), ==, 1250);

  text = ctl_do (f->store, "product X");
  g_assert_nonnull (strstr (text, "Copper Kettle"));
}

static void
test_place_and_list (Fixture      *f,
                     gconstpointer user_data)
{
  g_autofree char *text = NULL;
  g_autofree char *stream = NULL;
  g_autofree char *searched = NULL;
  g_autofree char *customers = NULL;
  g_autofree char *products = NULL;
  g_autofree char *total = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) goods = NULL;
  g_autoptr (GPtrArray) sums = NULL;

  make_products (f);
  place (f, "Zoë Ångström", "X", "3");
  place (f, "山田花子", "Y", "2");
  place (f, "山田花子", "X", "1");

  stream = ctl_do (f->store, "list --sort queued --json");
  lines = ctl_parse_stream (stream);
  g_assert_cmpuint (lines->len, ==, 3);
  assert_keys (g_ptr_array_index (lines, 0), LINE_KEYS);
  g_assert_cmpstr (ctl_get_text (g_ptr_array_index (lines, 0), "customer"), ==, "Zoë Ångström");
  g_assert_cmpint (ctl_get_int (g_ptr_array_index (lines, 2), "place"), ==, 2);
  g_assert_cmpint (ctl_get_int (g_ptr_array_index (lines, 2), "units_ahead"), ==, 3);

  searched = ctl_do (f->store, "list --search angstrom --json");
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = ctl_parse_stream (searched);
  g_assert_cmpuint (lines->len, ==, 1);

  customers = ctl_do (f->store, "customers 山 --json");
  people = ctl_parse_stream (customers);
  g_assert_cmpuint (people->len, >, 0);
  assert_keys (g_ptr_array_index (people, 0), "id name email phone country language business class anonymous open_lines open_units");

  products = ctl_do (f->store, "products --waiting --sort open-units --reverse --limit 1 --json");
  goods = ctl_parse_stream (products);
  g_assert_cmpuint (goods->len, ==, 1);
  g_assert_cmpstr (ctl_get_text (g_ptr_array_index (goods, 0), "sku"), ==, "X");
  g_assert_cmpint (ctl_get_int (g_ptr_array_index (goods, 0), "open_units"), ==, 4);

  total = ctl_do (f->store, "list --total --json");
  sums = ctl_parse_stream (total);
  g_assert_cmpuint (sums->len, ==, 1);
  assert_keys (g_ptr_array_index (sums, 0), "currency lines units value");
  g_assert_cmpint (ctl_get_int (g_ptr_array_index (sums, 0), "value"), ==, 4 * 1250 + 2 * 4000);

  /* Columns begin at the same place, however wide the names before them are. */
  text = ctl_do (f->store, "list --product X");
  g_assert_nonnull (strstr (text, "Zoë Ångström  X  "));
  g_assert_nonnull (strstr (text, "山田花子      X  "));
  g_assert_nonnull (strstr (text, "2 lines · 4 units"));
}

static void
test_filters (Fixture      *f,
              gconstpointer user_data)
{
  static const struct
  {
    const char *words;
    guint       n;
  } cases[] = {
    { "list --json", 3 },
    { "list --state all --json", 3 },
    { "list --state closed --json", 0 },
    { "list --state ready --json", 1 },
    { "list --state paused --json", 1 },
    { "list --product X --json", 2 },
    { "list --product 2000000000015 --json", 2 },
    { "list --class 1 --json", 1 },
    { "list --need --json", 1 },
    { "list --limit 2 --json", 2 },
    { "list --limit 0 --json", 0 },
    { "list --customer 1 --json", 1 },
    { "list --search lamp --json", 1 },
    { "list --search nobody --json", 0 },
  };
  g_autofree char *count = NULL;
  gint64           first, third;

  make_products (f);
  first = place (f, "A", "X", "3");
  place (f, "B", "Y", "2");
  third = place (f, "C", "X", "1");
  run_line (f, "amend %s --class 1 --need 2030-01-02", first);
  run_line (f, "pause %s", third);
  count = ctl_do (f->store, "count X 3");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stream = ctl_do (f->store, cases[i].words);
      g_autoptr (GPtrArray) lines = ctl_parse_stream (stream);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (lines->len, ==, cases[i].n);
    }
}

static void
test_show (Fixture      *f,
           gconstpointer user_data)
{
  g_autoptr (json_t) placed = NULL;
  g_autoptr (json_t) raised = NULL;
  g_autoptr (json_t) object = NULL;
  g_autofree char *other G_GNUC_UNUSED = NULL;
  g_autofree char       *text = NULL;
  g_autofree char       *id = NULL;
  gint64                 line;

  make_products (f);
  placed = ctl_do_json (f->store, "place X 3 --customer Ada --queued %s --json", "2025-03-01 10:30");
  line = ctl_get_int (placed, "line");
  other = ctl_do (f->store, "place X 3 --customer Bob --queued %s", "2025-03-02 10:30");
  raised = do_line (f, "amend %s --units 5", line);
  assert_keys (raised, "event repeated order line units later units_ahead exceptions");
  g_assert_cmpint (ctl_get_int (raised, "later"), ==, 2);
  g_assert_cmpint (ctl_get_int (raised, "units_ahead"), ==, 3);
  object = show (f, line);
  g_assert_cmpstr (ctl_get_text (object, "queued"), ==, "2025-03-01T10:30:00Z");
  assert_keys (object, LINE_KEYS " customer_record created channel why tranches history");
  g_assert_cmpuint (json_array_size (json_object_get (object, "tranches")), ==, 2);
  assert_keys (json_array_get (json_object_get (object, "tranches"), 0), "units queued units_ahead");
  g_assert_cmpuint (json_array_size (json_object_get (object, "history")), ==, 2);
  assert_keys (json_array_get (json_object_get (object, "history"), 0),
               "event at kind ordered cancelled shipped allocated returned undone note");

  id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  text = ctl_do (f->store, "show %s", id);
  g_assert_nonnull (strstr (text, "Ada"));
  g_assert_nonnull (strstr (text, "1 of 2"));
  refuse_line (f, "show %s", 4711, "4711");
}

/* What was added to a line stands further back, and that is said wherever its place is. */
static void
test_raise (Fixture      *f,
            gconstpointer user_data)
{
  g_autofree char *id = NULL;
  g_autoptr (json_t) placed = NULL;
  g_autofree char *other G_GNUC_UNUSED = NULL;
  g_autofree char       *raised = NULL;
  g_autofree char       *list = NULL;
  g_autofree char       *shown = NULL;
  g_autofree char       *served = NULL;
  g_autofree char       *reduced = NULL;
  gint64                 line;

  make_products (f);
  placed = ctl_do_json (f->store, "place X 2 --customer Ada --queued %s --json", "2025-03-01 10:30");
  line = ctl_get_int (placed, "line");
  other = ctl_do (f->store, "place X 14 --customer Bob --queued %s", "2025-03-02 10:30");
  id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  raised = ctl_do (f->store, "amend %s --units 4", id);
  g_assert_nonnull (strstr (raised, "2 more, waiting from now: behind 14 units\n"));
  list = ctl_do (f->store, "list --search Ada");
  g_assert_nonnull (strstr (list, "1 of 2, 2 later"));
  shown = ctl_do (f->store, "show %s", id);
  g_assert_nonnull (strstr (shown, "2 units since "));
  g_assert_nonnull (strstr (shown, ", behind 14 of others\n"));
  g_assert_nonnull (strstr (list, "1 line · 4 units · "));
  served = ctl_do (f->store, "receive X=2");
  /* A total, beside the total that there is now. */
  g_assert_nonnull (strstr (served, "Has  Then has"));
  g_assert_nonnull (strstr (served, "it has 2 of 4 units; the rest was added later and stands behind 14 units of others."));

  reduced = ctl_do (f->store, "amend %s --units 2", id);
  g_assert_null (strstr (reduced, "waiting"));
}

static void
test_amend (Fixture      *f,
            gconstpointer user_data)
{
  g_autoptr (json_t) object = NULL;
  gint64 line;

  make_products (f);
  line = place (f, "Ada", "X", "3");
  run_line (f, "amend %s --class 1 --need 2030-01-02 --ship order-complete --strategy win --reason planned --campaign K --price 9.99",
            line);
  object = show (f, line);
  g_assert_cmpint (ctl_get_int (object, "class"), ==, 1);
  g_assert_cmpstr (ctl_get_text (object, "need"), ==, "2030-01-02");
  g_assert_cmpstr (ctl_get_text (object, "ship"), ==, "order-complete");
  g_assert_cmpstr (ctl_get_text (object, "strategy"), ==, "win");
  g_assert_cmpstr (ctl_get_text (object, "reason"), ==, "planned");
  g_assert_cmpstr (ctl_get_text (object, "campaign"), ==, "K");
  g_assert_cmpint (ctl_get_int (object, "price"), ==, 999);

  run_line (f, "amend %s --need none", line);
  g_clear_pointer (&object, json_decref);
  object = show (f, line);
  g_assert_null (ctl_get_text (object, "need"));
  refuse_line (f, "amend %s --units 9", 4711, "4711");
}

static void
test_life_of_a_line (Fixture      *f,
                     gconstpointer user_data)
{
  g_autofree char *count = NULL;
  gint64           line;

  make_products (f);
  line = place (f, "Ada", "X", "6");
  run_line (f, "cancel %s 1 --reason mind", line);
  assert_line (f, line, "open", 5);
  refuse_line (f, "cancel %s 6", line, "");

  count = ctl_do (f->store, "count X 4 --reason shelf");
  assert_line (f, line, "allocated", 4);
  refuse_line (f, "ship %s 5", line, "");
  run_line (f, "ship %s 3 --hand-over", line);
  assert_line (f, line, "shipped", 3);
  assert_line (f, line, "open", 2);
  run_line (f, "ship %s", line);
  assert_line (f, line, "shipped", 4);
  refuse_line (f, "ship %s", line, "");

  run_line (f, "return %s 2 --reason scratched", line);
  assert_line (f, line, "shipped", 4);
  refuse_line (f, "return %s 3", line, "");
  run_line (f, "cancel %s", line);
  assert_line (f, line, "open", 0);
}

/* The history says what happened as a person would. */
static void
test_history (Fixture      *f,
              gconstpointer user_data)
{
  g_autofree char *received G_GNUC_UNUSED = NULL;
  g_autofree char          *id = NULL;
  g_autofree char          *text = NULL;
  g_autoptr (json_t) object = NULL;
  gint64 line;

  make_products (f);
  line = place (f, "Ada", "X", "6");
  received = ctl_do (f->store, "receive X=2");
  run_line (f, "cancel %s 3", line);
  run_line (f, "ship %s 2", line);
  run_line (f, "return %s 1 --reason torn", line);
  id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  text = ctl_do (f->store, "show %s", id);
  g_assert_nonnull (strstr (text, "6 units ordered"));
  g_assert_nonnull (strstr (text, "2 units allocated"));
  g_assert_nonnull (strstr (text, "3 units cancelled"));
  g_assert_nonnull (strstr (text, "2 units shipped"));
  g_assert_nonnull (strstr (text, "1 unit returned"));
  g_assert_nonnull (strstr (text, "torn"));
  object = show (f, line);
  g_assert_cmpint (ctl_get_int (json_array_get (json_object_get (object, "history"), 0), "returned"), ==, 1);
}

static void
test_pause_and_pin (Fixture      *f,
                    gconstpointer user_data)
{
  g_autofree char *count = NULL;
  gint64           first, second;

  make_products (f);
  first = place (f, "Ada", "X", "2");
  second = place (f, "Ben", "X", "2");
  count = ctl_do (f->store, "count X 2");
  assert_line (f, first, "allocated", 2);
  run_line (f, "pause %s", first);
  assert_line (f, first, "allocated", 0);
  run_line (f, "resume %s", first);
  run_line (f, "pin %s 1", second);
  assert_line (f, second, "locked", 1);
  run_line (f, "pin %s 0", second);
  assert_line (f, second, "locked", 0);
  refuse_line (f, "pin %s 9", second, "");
}

static void
test_receive (Fixture      *f,
              gconstpointer user_data)
{
  static const char *const keys = "revision applied repeated moved event rule aborted units_gained units_lost lines_changed "
                                  "products lines exceptions";
  g_autoptr (json_t) dry = NULL;
  g_autoptr (json_t) applied = NULL;
  g_autoptr (json_t) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *pin = NULL;
  gint64           first, second;

  make_products (f);
  first = place (f, "Ada", "X", "3");
  second = place (f, "Ben", "X", "3");
  before = ctl_do (f->store, "log --json");
  dry = ctl_do_json (f->store, "receive X=4 --dry-run --json");
  after = ctl_do (f->store, "log --json");
  g_assert_cmpstr (after, ==, before);
  assert_keys (dry, keys);
  g_assert_true (json_is_false (json_object_get (dry, "applied")));
  assert_keys (json_array_get (json_object_get (dry, "products"), 0),
               "product_id sku name revision on_hand_before delivered free_before free_after");
  assert_keys (json_array_get (json_object_get (dry, "lines"), 0),
               "line product_id sku order customer place open before after held locked pinned paused breaks why");
  g_assert_cmpint (ctl_get_int (json_array_get (json_object_get (dry, "lines"), 0), "after"), ==, 3);

  pin = g_strdup_printf ("%" G_GINT64_FORMAT "=2", second);
  applied = ctl_do_json (f->store, "receive X=4 --pin %s --reference %s --external-id d1 --json", pin, "note 7");
  assert_keys (applied, keys);
  g_assert_true (json_is_true (json_object_get (applied, "applied")));
  assert_line (f, first, "allocated", 2);
  assert_line (f, second, "allocated", 2);

  again = ctl_do_json (f->store, "receive X=4 --pin %s --external-id d1 --json", pin);
  g_assert_true (json_is_true (json_object_get (again, "repeated")));
  g_assert_cmpint (ctl_get_int (again, "event"), ==, ctl_get_int (applied, "event"));
  assert_line (f, first, "allocated", 2);
}

static void
test_if_revision (Fixture      *f,
                  gconstpointer user_data)
{
  g_autoptr (json_t) dry = NULL;
  g_autoptr (json_t) shown = NULL;
  g_autoptr (json_t) with_pin = NULL;
  g_autoptr (json_t) repeated = NULL;
  g_autoptr (CtlRun) moved = NULL;
  g_autoptr (CtlRun) pinned = NULL;
  g_autoptr (CtlRun) other_policy = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *pin = NULL;
  gint64           first;

  make_products (f);
  first = place (f, "Ada", "X", "3");
  dry = ctl_do_json (f->store, "receive X=2 --dry-run --json");
  place (f, "Ben", "X", "3");
  moved = ctl_run (f->store, "receive X=2 --if-revision %s --json", ctl_get_text (dry, "revision"));
  ctl_assert_fails (moved, 1, "changed");
  assert_line (f, first, "allocated", 0);
  /* What it would be now comes with the refusal. */
  shown = json_loads (moved->out, 0, NULL);
  g_assert_true (json_is_true (json_object_get (shown, "moved")));
  g_assert_cmpuint (json_array_size (json_object_get (shown, "lines")), ==, 2);

  /* What was not shown is not applied. */
  other_policy = ctl_run (f->store, "receive X=2 --policy %s --if-revision %s", "{\"rule\":\"equal-share\"}", ctl_get_text (shown, "revision"));
  ctl_assert_fails (other_policy, 1, "the pins or the policy");
  pin = g_strdup_printf ("%" G_GINT64_FORMAT "=1", first);
  with_pin = ctl_do_json (f->store, "receive X=2 --pin %s --dry-run --json", pin);
  pinned = ctl_run (f->store, "receive X=2 --if-revision %s --json", ctl_get_text (with_pin, "revision"));
  ctl_assert_fails (pinned, 1, "the pins or the policy");
  assert_line (f, first, "allocated", 0);

  applied = ctl_do (f->store, "receive X=2 --if-revision %s --external-id r1", ctl_get_text (shown, "revision"));
  assert_line (f, first, "allocated", 2);
  /* Whoever did not hear the answer may ask again. */
  repeated = ctl_do_json (f->store, "receive X=2 --if-revision %s --external-id r1 --json", ctl_get_text (shown, "revision"));
  g_assert_true (json_is_true (json_object_get (repeated, "repeated")));
  assert_line (f, first, "allocated", 2);
}

/* Staff pin a line of the proposal that they saw. */
static void
test_pin_by_revision (Fixture      *f,
                      gconstpointer user_data)
{
  g_autoptr (json_t) shown = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *pin = NULL;
  gint64           first, second;

  make_products (f);
  first = place (f, "Ada", "X", "3");
  second = place (f, "Ben", "X", "3");
  shown = ctl_do_json (f->store, "receive X=2 --dry-run --json");
  pin = g_strdup_printf ("%" G_GINT64_FORMAT "=1", second);
  applied = ctl_do (f->store, "receive X=2 --if-revision %s --pin %s", ctl_get_text (shown, "revision"), pin);
  assert_line (f, first, "allocated", 1);
  assert_line (f, second, "allocated", 1);
}

/* What is said to have come back has left. */
static void
test_undo_before_return (Fixture      *f,
                         gconstpointer user_data)
{
  g_autoptr (json_t) shipped = NULL;
  g_autoptr (CtlRun) refused = NULL;
  g_autofree char *id = NULL;
  g_autofree char *event = NULL;
  gint64           line;

  make_products (f);
  line = place (f, "Ada", "X", "2");
  id = g_strdup_printf ("%" G_GINT64_FORMAT, line);
  g_free (ctl_do (f->store, "count X 2"));
  shipped = ctl_do_json (f->store, "ship %s --json", id);
  event = g_strdup_printf ("%" G_GINT64_FORMAT, ctl_get_int (shipped, "event"));
  g_free (ctl_do (f->store, "return %s 1", id));
  refused = ctl_run (f->store, "undo %s", event);
  ctl_assert_fails (refused, 1, "since");
  assert_line (f, line, "shipped", 2);

  g_free (ctl_do (f->store, "undo")); /* the return */
  g_free (ctl_do (f->store, "undo %s", event));
  assert_line (f, line, "shipped", 0);
  g_free (ctl_do (f->store, "check"));
}

/* No rule had a say. */
static void
test_why_pinned (Fixture      *f,
                 gconstpointer user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *shown = NULL;

  make_products (f);
  place (f, "Ada", "X", "2");
  id = g_strdup_printf ("%" G_GINT64_FORMAT, place (f, "Ben", "X", "2"));
  g_free (ctl_do (f->store, "receive X=1 --no-deal"));
  g_free (ctl_do (f->store, "pin %s 1", id));
  shown = ctl_do (f->store, "show %s", id);
  g_assert_nonnull (strstr (shown, "1 unit is pinned to it."));
  g_assert_null (strstr (shown, "place 0"));
}

static void
test_no_deal_and_allocate (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (json_t) booked = NULL;
  g_autoptr (json_t) dry = NULL;
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;
  gint64           x, y;

  make_products (f);
  x = place (f, "Ada", "X", "3");
  y = place (f, "Ada", "Y", "3");
  booked = ctl_do_json (f->store, "receive X=2 Y=1 --no-deal --json");
  assert_keys (booked, OUTCOME_KEYS);
  assert_line (f, x, "allocated", 0);

  dry = ctl_do_json (f->store, "allocate --all --dry-run --json");
  g_assert_cmpint (ctl_get_int (dry, "units_gained"), ==, 3);
  some = ctl_do (f->store, "allocate X");
  assert_line (f, x, "allocated", 2);
  assert_line (f, y, "allocated", 0);
  all = ctl_do (f->store, "allocate --all");
  assert_line (f, y, "allocated", 1);
}

static void
test_policy_of_a_run (Fixture      *f,
                      gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (f->folder, "policy.json", NULL);
  g_autoptr (json_t) by_text = NULL;
  g_autoptr (json_t) by_file = NULL;
  g_autoptr (CtlRun) bad = NULL;

  make_products (f);
  place (f, "Ada", "X", "4");
  place (f, "Ben", "X", "4");
  bo_test_write_file (path, "{\"rule\": \"fair-share\"}", -1);
  by_text = ctl_do_json (f->store, "receive X=4 --dry-run --policy %s --json", "{\"rule\": \"equal-share\"}");
  g_assert_cmpstr (ctl_get_text (by_text, "rule"), ==, "equal-share");
  by_file = ctl_do_json (f->store, "receive X=4 --dry-run --policy %s --json", path);
  g_assert_cmpstr (ctl_get_text (by_file, "rule"), ==, "fair-share");
  g_assert_cmpint (ctl_get_int (json_array_get (json_object_get (by_file, "lines"), 1), "after"), ==, 2);
  bad = ctl_run (f->store, "receive X=4 --dry-run --policy %s", "{\"rule\": \"lifo\"}");
  ctl_assert_fails (bad, 1, "rule: “lifo” is none of fifo, priority, need,");
}

static void
test_policy (Fixture      *f,
             gconstpointer user_data)
{
  static const struct
  {
    const char *words;
    const char *key;
    const char *value;
  } cases[] = {
    { "policy --rule fifo", "rule", "\"fifo\"" },
    { "policy --rule need", "key", "\"need\"" },
    { "policy --rule fair-share --key priority --min-one", "min_one", "true" },
    { "policy --rule fair-share --lot 6", "lot", "6" },
    { "policy --inside-class pro-rata", "inside_class", "\"pro-rata\"" },
    { "policy --ship-complete skip-until --skip-until-days 20", "skip_until_days", "20" },
    { "policy --rule class-shares --share 1=60 --share 2=40", "shares",
      "[{\"class\":1,\"percent\":60},{\"class\":2,\"percent\":40}]" },
    { "policy --rule priority --reserve K=6", "reserve", "{\"campaign\":\"K\",\"units\":6}" },
    { "policy --rule strategies --on-exception abort", "on_exception", "\"abort\"" },
    { "policy --json-policy {\"rule\":\"priority\"}", "rule", "\"priority\"" },
  };

  make_products (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *set = ctl_do (f->store, cases[i].words);
      g_autoptr (json_t) policy = ctl_do_json (f->store, "policy --json");
      g_autofree char *text = ctl_do (f->store, "policy");
      json_auto_t     *value = json_incref (json_object_get (policy, cases[i].key));
      char            *dumped = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (dumped, ==, cases[i].value);
      g_assert_nonnull (strstr (text, "Rule"));
      /* What sets a policy shows it. */
      g_assert_true (g_str_has_suffix (set, text));
      free (dumped);
    }
}

/* Events of the newest first. */
static void
assert_summaries (Fixture           *f,
                  const char *const *summaries)
{
  g_autofree char *stream = ctl_do (f->store, "log --json");
  g_autoptr (GPtrArray) events = ctl_parse_stream (stream);

  for (guint i = 0; summaries[i] != NULL; i++)
    g_assert_cmpstr (ctl_get_text (g_ptr_array_index (events, i), "summary"), ==, summaries[i]);
}

/* The log says from what to what, and counts as a person does. */
static void
test_summaries (Fixture      *f,
                gconstpointer user_data)
{
  static const char *const words[] = {
    "policy --rule fair-share --lot 6",
    "policy --inside-class pro-rata --key need --ship-complete skip-until --skip-until-days 20",
    "policy X --rule class-shares --share 1=60 --share 2=40",
    "policy X --rule strategies --on-exception abort --reserve K=6",
    "policy X --follow-shop",
    "setting currency GBP",
    "setting shop-name Harbour",
    "place Y 1 --customer Ada",
    "receive Y=1",
    "pin 1 1",
    "pin 1 0",
    "ship 1 1",
    "return 1 1",
  };
  static const char *const summaries[] = {
    "Took back 1 unit of line 1",
    "Shipped 1 unit of line 1",
    "Took the pin off line 1",
    "Pinned 1 unit to line 1",
    "Received 1 unit of Y; 1 line changed, 1 unit dealt",
    "Placed 1 unit of Y",
    "Changed the setting shop-name",
    "Changed the setting currency to GBP",
    "Let X follow the shop's policy instead of strategies, abort on an exception,"
    " complete lines skip until 20 days, 6 reserved for K",
    "Changed the policy of X from class-shares, class 1 60 %, class 2 40 %, complete lines skip until 20 days"
    " to strategies, abort on an exception, complete lines skip until 20 days, 6 reserved for K",
    "Gave X a policy of its own: class-shares, class 1 60 %, class 2 40 %, complete lines skip until 20 days",
    "Changed the shop's policy from fair-share, in cases of 6"
    " to priority, pro-rata inside a class, ties by need, complete lines skip until 20 days",
    "Changed the shop's policy from priority to fair-share, in cases of 6",
    NULL,
  };

  make_products (f);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *done G_GNUC_UNUSED = ctl_do (f->store, words[i]);
    }
  assert_summaries (f, summaries);
}

static void
test_policy_of_a_product (Fixture      *f,
                          gconstpointer user_data)
{
  g_autofree char *unset = NULL;
  g_autoptr (json_t) set = NULL;
  g_autoptr (json_t) own = NULL;
  g_autoptr (json_t) shop = NULL;
  g_autoptr (json_t) back = NULL;
  g_autoptr (CtlRun) bad = NULL;
  g_autoptr (CtlRun) bad_rule = NULL;

  make_products (f);
  set = ctl_do_json (f->store, "policy X --rule fifo --json");
  assert_keys (set, OUTCOME_KEYS " policy");
  g_assert_cmpstr (ctl_get_text (json_object_get (set, "policy"), "rule"), ==, "fifo");
  own = ctl_do_json (f->store, "policy X --json");
  g_assert_cmpstr (ctl_get_text (own, "rule"), ==, "fifo");
  shop = ctl_do_json (f->store, "policy --json");
  g_assert_cmpstr (ctl_get_text (shop, "rule"), ==, "priority");
  unset = ctl_do (f->store, "policy X --follow-shop");
  back = ctl_do_json (f->store, "policy X --json");
  g_assert_cmpstr (ctl_get_text (back, "rule"), ==, "priority");
  bad = ctl_run (f->store, "policy X --rule fifo --lot 6");
  ctl_assert_fails (bad, 2, "lot");
  bad_rule = ctl_run (f->store, "policy --rule fair");
  ctl_assert_fails (bad_rule, 2, "“fair” is none of fifo, priority, need, fair-share, ");
}

static void
test_setting (Fixture      *f,
              gconstpointer user_data)
{
  g_autofree char *name     G_GNUC_UNUSED = ctl_do (f->store, "setting shop-name %s", "Harbour Lane");
  g_autofree char *zone     G_GNUC_UNUSED = ctl_do (f->store, "setting time-zone Europe/Dublin");
  g_autofree char *currency G_GNUC_UNUSED = ctl_do (f->store, "setting currency GBP");
  g_autofree char          *one = ctl_do (f->store, "setting currency");
  g_autoptr (json_t) all = ctl_do_json (f->store, "setting --json");
  g_autoptr (CtlRun) bad_zone = ctl_run (f->store, "setting time-zone Mars/Olympus");
  g_autoptr (CtlRun) bad_currency = ctl_run (f->store, "setting currency pounds");

  assert_keys (all, "shop-name currency time-zone");
  g_assert_cmpstr (ctl_get_text (all, "shop-name"), ==, "Harbour Lane");
  g_assert_cmpstr (ctl_get_text (all, "time-zone"), ==, "Europe/Dublin");
  g_assert_cmpstr (ctl_get_text (all, "currency"), ==, "GBP");
  g_assert_nonnull (strstr (one, "GBP"));
  ctl_assert_fails (bad_zone, 1, "Mars/Olympus");
  ctl_assert_fails (bad_currency, 1, "pounds");
}

static void
test_log_and_undo (Fixture      *f,
                   gconstpointer user_data)
{
  g_autofree char *stream = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (json_t) placed = NULL;
  g_autoptr (json_t) undone = NULL;
  g_autoptr (json_t) last = NULL;
  g_autoptr (CtlRun) in_the_way = NULL;
  g_autoptr (CtlRun) unknown = NULL;
  g_autofree char *event = NULL;
  gint64           line;

  make_products (f);
  placed = ctl_do_json (f->store, "place X 3 --customer Ada --external-id p1 --json");
  line = ctl_get_int (placed, "line");
  run_line (f, "amend %s --units 2", line);

  stream = ctl_do (f->store, "log --json");
  events = ctl_parse_stream (stream);
  g_assert_cmpuint (events->len, ==, 4);
  assert_keys (g_ptr_array_index (events, 0), "event at kind summary external_id undoes undone_by group");
  g_assert_cmpstr (ctl_get_text (g_ptr_array_index (events, 1), "external_id"), ==, "p1");
  text = ctl_do (f->store, "log --limit 1");
  g_assert_nonnull (strstr (text, "amend"));

  event = g_strdup_printf ("%" G_GINT64_FORMAT, ctl_get_int (placed, "event"));
  in_the_way = ctl_run (f->store, "undo %s", event);
  ctl_assert_fails (in_the_way, 1, "");
  unknown = ctl_run (f->store, "undo 4711");
  ctl_assert_fails (unknown, 1, "4711");

  last = ctl_do_json (f->store, "undo --json");
  assert_keys (last, OUTCOME_KEYS);
  assert_line (f, line, "open", 3);
  undone = ctl_do_json (f->store, "undo %s --json", event);
  refuse_line (f, "show %s", line, "");
}

static void
test_external_id (Fixture      *f,
                  gconstpointer user_data)
{
  g_autoptr (json_t) first = NULL;
  g_autoptr (json_t) second = NULL;

  make_products (f);
  first = ctl_do_json (f->store, "place X 3 --customer Ada --external-id p1 --json");
  second = ctl_do_json (f->store, "place X 3 --customer Ada --external-id p1 --json");
  g_assert_true (json_is_true (json_object_get (second, "repeated")));
  g_assert_cmpint (ctl_get_int (second, "event"), ==, ctl_get_int (first, "event"));
  assert_line (f, ctl_get_int (first, "line"), "place_count", 1);
}

static void
test_backup (Fixture      *f,
             gconstpointer user_data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.db", NULL);
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *sum_after = NULL;
  g_autoptr (CtlRun) twice = NULL;

  make_products (f);
  place (f, "Ada", "X", "3");
  text = ctl_do (f->store, "backup %s", copy);
  before = ctl_do (f->store, "list --state all --json");
  after = ctl_do (copy, "list --state all --json");
  g_assert_cmpstr (before, ==, after);
  sum = ctl_checksum (copy);
  twice = ctl_run (f->store, "backup %s", copy);
  ctl_assert_fails (twice, 1, "exists");
  sum_after = ctl_checksum (copy);
  g_assert_cmpstr (sum, ==, sum_after);
}

static void
test_import (Fixture      *f,
             gconstpointer user_data)
{
  static const char csv[] = "Invoice,Code,Qty,Date,Price,Customer,Description\n"
                            "1,A,2,2025-03-01 10:00,1.50,7,Apple\n"
                            "1,B,1,2025-03-01 10:00,2.50,7,Pear\n"
                            "2,A,x,2025-03-02 10:00,1.50,8,Apple\n"
                            "3,A,4,2025-05-02 10:00,1.50,9,Apple\n"
                            "C4,A,-1,2025-05-03 10:00,1.50,9,Apple\n";
  g_autofree char  *path = g_build_filename (f->folder, "orders.csv", NULL);
  g_autofree char  *rejects = g_build_filename (f->folder, "rejects.csv", NULL);
  g_autofree char  *reject_text = NULL;
  g_autofree char  *text = NULL;
  g_autoptr (GBytes) input = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (json_t) report = NULL;
  g_autoptr (CtlRun) again = NULL;
  json_t *issue;

  bo_test_write_file (path, csv, -1);
  report = ctl_do_json (f->store, "import %s --map sku=Code --shipped-before 2025-04-01 --rejects %s --json", path, rejects);
  assert_keys (report, "dry_run event rows orders_added lines_added lines_changed lines_unchanged history_lines customers_added "
                       "anonymous_orders products_added cancel_rows cancel_rows_repeated cancel_units cancel_units_matched "
                       "cancel_rows_unmatched corrections prices_rounded remarks rejected bytes seconds columns ignored "
                       "delimiter encoding rejects issues");
  g_assert_cmpint (ctl_get_int (report, "rows"), ==, 5);
  g_assert_cmpint (ctl_get_int (report, "lines_added"), ==, 3);
  g_assert_cmpint (ctl_get_int (report, "history_lines"), ==, 2);
  g_assert_cmpint (ctl_get_int (report, "cancel_units_matched"), ==, 1);
  g_assert_cmpint (ctl_get_int (report, "rejected"), ==, 1);
  issue = json_array_get (json_object_get (report, "issues"), 0);
  assert_keys (issue, "kind row column message");
  g_assert_cmpint (ctl_get_int (issue, "row"), ==, 4);
  g_assert_cmpstr (ctl_get_text (issue, "column"), ==, "Qty");
  reject_text = bo_test_read_file (rejects);
  g_assert_nonnull (strstr (reject_text, "2,A,x,"));

  /* The log names the file, and not where it lies. */
  assert_summaries (f, (const char *const[]){ "Orders from orders.csv, up to row 5", NULL });

  /* The same file from standard input changes nothing. */
  again = ctl_run_input (f->store, input, "import - --map sku=Code --shipped-before 2025-04-01");
  g_assert_cmpstr (again->err, ==, "");
  g_assert_cmpint (again->status, ==, 0);
  g_assert_nonnull (strstr (again->out, "Nothing has changed"));
  text = ctl_do (f->store, "list --json");
  g_assert_nonnull (strstr (text, "\"open\":3"));
}

/* A dry run says how the file is read, and writes nothing, not even a store. */
static void
test_import_dry_run (Fixture      *f,
                     gconstpointer user_data)
{
  static const char         csv[] = "Invoice;Code;Qty;Region;Date;Customer;Till\n"
                                    "1;A;2;N;2025-03-01 10:00;7;x\n"
                                    "1;B;1;N;2025-03-01 10:00;7;x\n"
                                    "2;A;x;S;2025-03-02 10:00;8;x\n"
                                    "3;A;4;S;2025-05-02 10:00;;x\n"
                                    "C4;A;-1;S;2025-05-03 10:00;9;x\n";
  g_autofree char          *path = g_build_filename (f->folder, "orders.csv", NULL);
  g_autofree char          *text = NULL;
  g_autofree char *products G_GNUC_UNUSED = NULL;
  g_autofree char          *imported = NULL;
  g_autofree char          *before = NULL;
  g_autofree char          *after = NULL;
  g_autoptr (json_t) report = NULL;
  g_autoptr (CtlRun) with_rejects = NULL;
  g_autoptr (CtlRun) bad_option = NULL;

  bo_test_write_file (path, csv, -1);
  report = ctl_do_json (f->store, "import %s --dry-run --shipped-before 2025-04-01 --json", path);
  g_assert_false (g_file_test (f->store, G_FILE_TEST_EXISTS));
  g_assert_true (json_is_true (json_object_get (report, "dry_run")));
  g_assert_true (json_is_null (json_object_get (report, "event")));
  g_assert_cmpint (ctl_get_int (report, "rows"), ==, 5);
  g_assert_cmpint (ctl_get_int (report, "orders_added"), ==, 2);
  g_assert_cmpint (ctl_get_int (report, "lines_added"), ==, 3);
  g_assert_cmpint (ctl_get_int (report, "history_lines"), ==, 2);
  g_assert_cmpint (ctl_get_int (report, "products_added"), ==, 2);
  g_assert_cmpint (ctl_get_int (report, "customers_added"), ==, 1);
  g_assert_cmpint (ctl_get_int (report, "anonymous_orders"), ==, 1);
  g_assert_cmpint (ctl_get_int (report, "cancel_units"), ==, 1);
  g_assert_cmpint (ctl_get_int (report, "rejected"), ==, 1);
  g_assert_cmpstr (ctl_get_text (json_object_get (report, "columns"), "order"), ==, "Invoice");
  g_assert_cmpuint (json_array_size (json_object_get (report, "ignored")), ==, 2);
  g_assert_cmpstr (ctl_get_text (report, "delimiter"), ==, ";");
  g_assert_cmpstr (ctl_get_text (report, "encoding"), ==, "UTF-8");

  products = ctl_do (f->store, "product A --name Apple");
  before = ctl_checksum (f->store);
  text = ctl_do (f->store, "import %s --dry-run", path);
  after = ctl_checksum (f->store);
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (text, "Columns read:\n  order=Invoice\n  sku=Code\n  quantity=Qty\n  date=Date\n  customer=Customer\n"
                                  "Columns left alone: Region, Till\n"));
  g_assert_nonnull (strstr (text, "Line 4, Qty: “x” is not a number"));
  g_assert_nonnull (strstr (text, "Nothing was written"));
  imported = ctl_do (f->store, "import %s", path);
  g_assert_nonnull (strstr (imported, "Columns left alone: Region, Till\n"));

  with_rejects = ctl_run (f->store, "import %s --dry-run --rejects r.csv", path);
  ctl_assert_fails (with_rejects, 2, "--rejects");
  bad_option = ctl_run (f->store, "import %s --dry-run --map sku=Nothing", path);
  ctl_assert_fails (bad_option, 1, "Nothing");
}

/* Two programs write one file at the same time: both are done, one after the other. */
static void
test_two_processes (Fixture      *f,
                    gconstpointer user_data)
{
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *stream = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  make_products (f);
  for (int i = 0; i < 12; i++)
    {
      GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, g_getenv ("BACKORDERSCTL"), "--store", f->store,
                                               "place", "X", "1", "--customer", "Ada", NULL);

      g_assert_nonnull (process);
      g_ptr_array_add (processes, process);
    }
  for (guint i = 0; i < processes->len; i++)
    g_assert_true (g_subprocess_wait_check (g_ptr_array_index (processes, i), NULL, NULL));
  stream = ctl_do (f->store, "list --json");
  lines = ctl_parse_stream (stream);
  g_assert_cmpuint (lines->len, ==, 12);
}

/* A store that is not there is made by commands that write first things, and by no other. */
static void
test_missing_store (Fixture      *f,
                    gconstpointer user_data)
{
  static const char *const words[] = {
    "list",
    "products",
    "customers",
    "show 1",
    "place X 1",
    "amend 1 --units 2",
    "cancel 1",
    "pause 1",
    "resume 1",
    "pin 1 1",
    "receive X=1",
    "allocate --all",
    "ship 1",
    "return 1 1",
    "count X 1",
    "product X",
    "policy",
    "policy --rule fifo",
    "setting",
    "log",
    "undo",
    "check",
    "backup copy.db",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (CtlRun) run = ctl_run (f->store, words[i]);

      g_test_message ("%s", words[i]);
      ctl_assert_fails (run, 1, "store.db");
      g_assert_false (g_file_test (f->store, G_FILE_TEST_EXISTS));
    }
}

/* A command that fails leaves no store where there was none, and any that has something in
 * it. */
static void
test_failed_first_command (Fixture      *f,
                           gconstpointer user_data)
{
  g_autofree char      *path = g_build_filename (f->folder, "orders.csv", NULL);
  g_autofree char      *shm = g_strconcat (f->store, "-shm", NULL);
  g_autofree char      *wal = g_strconcat (f->store, "-wal", NULL);
  g_autofree char *name G_GNUC_UNUSED = NULL;
  g_autoptr (CtlRun) no_column = NULL;
  g_autoptr (CtlRun) no_text = NULL;
  g_autoptr (CtlRun) no_currency = NULL;
  g_autoptr (CtlRun) again = NULL;
  g_autoptr (GString) broken = g_string_new ("order,sku,quantity,date\n");

  bo_test_write_file (path, "order,colour\n1,red\n", -1);
  no_column = ctl_run (f->store, "import %s", path);
  ctl_assert_fails (no_column, 1, "no column");
  g_assert_false (g_file_test (f->store, G_FILE_TEST_EXISTS));

  /* A batch is written, and taken back. */
  for (guint i = 0; i < 21000; i++)
    g_string_append_printf (broken, "%u,A,1,2025-01-01\n", i);
  g_string_append (broken, "x,\"never closed");
  bo_test_write_file (path, broken->str, -1);
  no_text = ctl_run (f->store, "import %s", path);
  ctl_assert_fails (no_text, 1, "quote");
  g_assert_false (g_file_test (f->store, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  no_currency = ctl_run (f->store, "setting currency pounds");
  ctl_assert_fails (no_currency, 1, "pounds");
  g_assert_false (g_file_test (f->store, G_FILE_TEST_EXISTS));

  name = ctl_do (f->store, "setting shop-name Harbour");
  again = ctl_run (f->store, "setting currency pounds");
  ctl_assert_fails (again, 1, "pounds");
  g_assert_true (g_file_test (f->store, G_FILE_TEST_EXISTS));
}

/* What a terminal would obey stands in no output, JSON neither, and still means the same. */
static void
test_control_characters (Fixture      *f,
                         gconstpointer user_data)
{
  static const char     name[] = "K\xc2\x9b"
                                 "31mettle\x7f \xc2\xa9";
  g_autofree char *made G_GNUC_UNUSED = ctl_do (f->store, "product X --name %s", name);
  g_autofree char      *text = ctl_do (f->store, "products --json");
  g_autofree char      *plan = NULL;
  g_autoptr (json_t) product = ctl_do_json (f->store, "product X --json");
  g_autoptr (GBytes) input = NULL;
  g_autoptr (CtlRun) run = NULL;

  g_assert_nonnull (strstr (text, "K\\u009b31mettle\\u007f \xc2\xa9"));
  g_assert_null (strchr (text, 0x7f));
  g_assert_cmpstr (ctl_get_text (product, "name"), ==, name);

  plan = g_strdup ("{\"supply\":[],\"lines\":[{\"id\":\"A\xc2\x9b\",\"sku\":\"X\",\"open\":1,\"queued\":1}]}");
  input = g_bytes_new_static (plan, strlen (plan));
  run = ctl_run_input (NULL, input, "plan");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, "A\\u009b"));
}

/* An empty file is a store that is not there: what makes one makes it, and whoever
 * looks is told so in the same words as whoever writes. */
static void
test_empty_file (Fixture      *f,
                 gconstpointer user_data)
{
  static const char *const words[] = { "list", "show 1", "place X 1", "policy --rule fifo", "receive X=1", "check", "log" };
  g_autofree char *made    G_GNUC_UNUSED = NULL;
  g_autofree char         *list = NULL;

  bo_test_write_file (f->store, "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (CtlRun) run = ctl_run (f->store, words[i]);
      GStatBuf buf;

      g_test_message ("%s", words[i]);
      ctl_assert_fails (run, 1, "The file is empty: there is no store in it yet");
      g_assert_cmpint (g_stat (f->store, &buf), ==, 0);
      g_assert_cmpint (buf.st_size, ==, 0);
    }
  made = ctl_do (f->store, "product X --name Kettle");
  list = ctl_do (f->store, "products");
  g_assert_nonnull (strstr (list, "Kettle"));
}

/* Looking leaves nothing beside the file and does not touch it. */
static void
test_looking (Fixture      *f,
              gconstpointer user_data)
{
  static const char *const words[] = {
    "list",
    "products",
    "customers",
    "show 1",
    "product X",
    "policy",
    "setting",
    "log",
    "check",
    "receive X=1 --dry-run",
    "allocate --all --dry-run",
  };
  g_autofree char *sum = NULL;

  make_products (f);
  place (f, "Ada", "X", "3");
  sum = ctl_checksum (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text G_GNUC_UNUSED = ctl_do (f->store, words[i]);
      g_autofree char      *sum_after = ctl_checksum (f->store);
      g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
      const char *name;

      g_assert_cmpstr (sum, ==, sum_after);
      while ((name = g_dir_read_name (dir)) != NULL)
        g_assert_cmpstr (name, ==, "store.db");
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/ctl/commands/product", test_product);
  ADD ("/ctl/commands/place-and-list", test_place_and_list);
  ADD ("/ctl/commands/filters", test_filters);
  ADD ("/ctl/commands/show", test_show);
  ADD ("/ctl/commands/amend", test_amend);
  ADD ("/ctl/commands/raise", test_raise);
  ADD ("/ctl/commands/life-of-a-line", test_life_of_a_line);
  ADD ("/ctl/commands/history", test_history);
  ADD ("/ctl/commands/pause-and-pin", test_pause_and_pin);
  ADD ("/ctl/commands/receive", test_receive);
  ADD ("/ctl/commands/if-revision", test_if_revision);
  ADD ("/ctl/commands/pin-by-revision", test_pin_by_revision);
  ADD ("/ctl/commands/undo-before-return", test_undo_before_return);
  ADD ("/ctl/commands/why-pinned", test_why_pinned);
  ADD ("/ctl/commands/no-deal-and-allocate", test_no_deal_and_allocate);
  ADD ("/ctl/commands/policy-of-a-run", test_policy_of_a_run);
  ADD ("/ctl/commands/policy", test_policy);
  ADD ("/ctl/commands/summaries", test_summaries);
  ADD ("/ctl/commands/policy-of-a-product", test_policy_of_a_product);
  ADD ("/ctl/commands/setting", test_setting);
  ADD ("/ctl/commands/log-and-undo", test_log_and_undo);
  ADD ("/ctl/commands/external-id", test_external_id);
  ADD ("/ctl/commands/backup", test_backup);
  ADD ("/ctl/commands/import", test_import);
  ADD ("/ctl/commands/import-dry-run", test_import_dry_run);
  ADD ("/ctl/commands/two-processes", test_two_processes);
  ADD ("/ctl/commands/missing-store", test_missing_store);
  ADD ("/ctl/commands/failed-first-command", test_failed_first_command);
  ADD ("/ctl/commands/control-characters", test_control_characters);
  ADD ("/ctl/commands/empty-file", test_empty_file);
  ADD ("/ctl/commands/looking", test_looking);

  return g_test_run ();
}
