/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every vector of the rules and every case of our own, by its name: its plan fed in,
 * and the members of its result compared.  A vector that nobody used fails the
 * program. */

#include "bo-plan-json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A line of the result is looked for by its id, wherever it stands. */
static json_t *
find_line (json_t     *lines,
           const char *id)
{
  json_t *line;
  size_t  i;

  json_array_foreach (lines, i, line)
  {
    if (g_strcmp0 (json_string_value (json_object_get (line, "id")), id) == 0)
      return line;
  }

  return NULL;
}

static void
compare_member (const char *vector,
                const char *where,
                json_t     *wanted,
                json_t     *got)
{
  g_autofree char *a = NULL;
  char            *wanted_text, *got_text;

  if (json_equal (wanted, got))
    return;
  wanted_text = json_dumps (wanted, JSON_ENCODE_ANY | JSON_COMPACT);
  got_text = got != NULL ? json_dumps (got, JSON_ENCODE_ANY | JSON_COMPACT) : strdup ("nothing");
  a = g_strdup_printf ("%s: %s is %s and should be %s", vector, where, got_text, wanted_text);
  g_test_message ("%s", a);
  g_test_fail ();
  free (wanted_text);
  free (got_text);
}

static void
compare_lines (const char *vector,
               json_t     *wanted,
               json_t     *got)
{
  json_t *line;
  size_t  i;

  g_assert_cmpuint (json_array_size (wanted), ==, json_array_size (got));
  json_array_foreach (wanted, i, line)
  {
    const char *id = json_string_value (json_object_get (line, "id"));
    json_t     *same = find_line (got, id);
    const char *key;
    json_t     *value;

    g_assert_nonnull (same);
    json_object_foreach (line, key, value)
    {
      g_autofree char *where = g_strdup_printf ("line %s, %s", id, key);

      compare_member (vector, where, value, json_object_get (same, key));
    }
  }
}

static void
test_vector (gconstpointer user_data)
{
  json_t     *vector = (json_t *) user_data;
  const char *name = json_string_value (json_object_get (vector, "name"));
  char       *plan = json_dumps (json_object_get (vector, "plan"), 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = bo_plan_run (plan, -1, &error);
  json_t          *got;
  const char      *key;
  json_t          *wanted;

  g_assert_no_error (error);
  got = json_loads (answer, 0, NULL);
  json_object_foreach (json_object_get (vector, "result"), key, wanted)
  {
    if (g_str_equal (key, "lines"))
      compare_lines (name, wanted, json_object_get (got, key));
    else
      compare_member (name, key, wanted, json_object_get (got, key));
  }
  json_decref (got);
  free (plan);
}

/* (element-type utf8): the names of those that have a test. */
static GHashTable *used;

static void
test_all_used (gconstpointer user_data)
{
  json_t *vectors = (json_t *) user_data;
  json_t *vector;
  size_t  i;

  json_array_foreach (vectors, i, vector)
  {
    const char *name = json_string_value (json_object_get (vector, "name"));

    if (g_str_has_prefix (name, "TV"))
      {
        g_test_message ("%s", name);
        g_assert_nonnull (json_object_get (vector, "result"));
        g_assert_true (g_hash_table_contains (used, name));
      }
  }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *message; /* how it begins */
} Refusal;

#define LINE "\"id\":\"A\",\"sku\":\"X\",\"queued\":0"
#define SUPPLY "\"supply\":[{\"id\":\"OH\",\"sku\":\"X\",\"kind\":\"on-hand\",\"units\":5}]"
#define PLAN_OF(line) "{" SUPPLY ",\"lines\":[{" line "}]}"
#define POLICY_OF(policy) "{\"policy\":{" policy "}," SUPPLY ",\"lines\":[]}"

static const Refusal refusals[] = {
  { "nothing", "", "line 1, column 0: this is not JSON" },
  { "garbage-behind", PLAN_OF (LINE ",\"open\":1") "x", "line 1, column" },
  { "duplicate-key", "{\"lines\":[],\"lines\":[],\"supply\":[]}", "line 1, column" },
  { "overflow", PLAN_OF (LINE ",\"open\":9223372036854775808"), "line 1, column" },
  { "not-utf-8", "{\"lines\":[],\"supply\":[{\"id\":\"\xff\"}]}", "line 1, column" },
  { "a-list", "[]", "plan: an object is wanted" },
  { "no-lines", "{" SUPPLY "}", "lines: is missing" },
  { "no-supply", "{\"lines\":[]}", "supply: is missing" },
  { "unknown-key", "{\"lines\":[],\"supply\":[],\"more\":1}", "more: there is no such key, but policy, supply, lines" },
  { "unknown-line-key", PLAN_OF (LINE ",\"open\":1,\"opens\":2"), "lines[0].opens: there is no such key" },
  { "wrong-type", PLAN_OF (LINE ",\"open\":\"1\""), "lines[0].open: a whole number is wanted" },
  { "fraction", PLAN_OF (LINE ",\"open\":1.0"), "lines[0].open: a whole number is wanted" },
  { "negative", PLAN_OF (LINE ",\"open\":-1"), "lines[0].open: -1 is not between" },
  { "too-many", PLAN_OF (LINE ",\"open\":2147483649"), "lines[0].open: 2147483649 is not between" },
  { "no-open", PLAN_OF (LINE), "lines[0].open: is missing" },
  { "no-place", PLAN_OF ("\"id\":\"A\",\"sku\":\"X\",\"open\":1"), "lines[0].queued: is missing" },
  { "two-places", PLAN_OF (LINE ",\"open\":1,\"tranches\":[{\"units\":1,\"queued\":1}]"), "lines[0].queued: does not go with tranches" },
  { "tranches-sum", PLAN_OF ("\"id\":\"A\",\"sku\":\"X\",\"open\":3,\"tranches\":[{\"units\":1,\"queued\":1}]"), "lines[0].tranches: they sum to 1" },
  { "locked-over-open", PLAN_OF (LINE ",\"open\":1,\"locked\":2"), "lines[0].locked: 2 are locked" },
  { "locked-over-supply", PLAN_OF (LINE ",\"open\":9,\"locked\":6"), "lines[0].locked: more is locked than there is" },
  { "class-zero", PLAN_OF (LINE ",\"open\":1,\"class\":0"), "lines[0].class: 0 is not between" },
  { "unknown-ship", PLAN_OF (LINE ",\"open\":1,\"ship\":\"whole\""), "lines[0].ship: “whole” is none of partial, line-complete, order-complete" },
  { "unknown-strategy", PLAN_OF (LINE ",\"open\":1,\"strategy\":\"x\""), "lines[0].strategy: “x” is none of redistribute, win, gain, improve, fill, lose, skip" },
  { "duplicate-id", "{" SUPPLY ",\"lines\":[{" LINE ",\"open\":1},{" LINE ",\"open\":1}]}", "lines[1].id: “A” stands twice" },
  { "unknown-kind", "{\"lines\":[],\"supply\":[{\"id\":\"S\",\"sku\":\"X\",\"kind\":\"hand\",\"units\":1}]}", "supply[0].kind: “hand” is not" },
  { "receipt-without-day", "{\"lines\":[],\"supply\":[{\"id\":\"S\",\"sku\":\"X\",\"kind\":\"receipt\",\"units\":1}]}", "supply[0].day: a receipt needs one" },
  { "on-hand-with-day", "{\"lines\":[],\"supply\":[{\"id\":\"S\",\"sku\":\"X\",\"kind\":\"on-hand\",\"day\":1,\"units\":1}]}", "supply[0].day: what is on hand has none" },
  { "unknown-rule", POLICY_OF ("\"rule\":\"lifo\""), "policy.rule: “lifo” is none of fifo, priority, need, fair-share, pro-rata, equal-share, class-shares, strategies" },
  { "unknown-key-of-ties", POLICY_OF ("\"key\":\"age\""), "policy.key: “age” is none of fifo, priority, need" },
  { "unknown-complete-mode", POLICY_OF ("\"ship_complete\":\"wait\""), "policy.ship_complete: “wait” is none of skip, hold, skip-until" },
  { "key-of-another-rule", POLICY_OF ("\"rule\":\"fifo\",\"key\":\"need\""), "policy.key: the rule “fifo” has an order" },
  { "lot-without-fair", POLICY_OF ("\"rule\":\"fifo\",\"lot\":6"), "policy.lot: goes with the fair rules only" },
  { "min-one-without-fair", POLICY_OF ("\"min_one\":true"), "policy.min_one: goes with the fair rules only" },
  { "min-one-with-cases", POLICY_OF ("\"rule\":\"fair-share\",\"min_one\":true,\"lot\":2"), "policy.min_one: does not go with cases" },
  { "inside-another-rule", POLICY_OF ("\"rule\":\"need\",\"inside_class\":\"fifo\""), "policy.inside_class: goes with" },
  { "shares-over-100", POLICY_OF ("\"rule\":\"class-shares\",\"shares\":[{\"class\":1,\"percent\":60},{\"class\":2,\"percent\":41}]"), "policy.shares: they sum to 101" },
  { "shares-twice", POLICY_OF ("\"rule\":\"class-shares\",\"shares\":[{\"class\":1,\"percent\":1},{\"class\":1,\"percent\":1}]"), "policy.shares[1].class: class 1 has a share" },
  { "shares-of-another-rule", POLICY_OF ("\"rule\":\"fifo\",\"shares\":[]"), "policy.shares: goes with" },
  { "abort-of-another-rule", POLICY_OF ("\"rule\":\"fifo\",\"on_exception\":\"abort\""), "policy.on_exception: “abort” goes with" },
  { "reserve-without-units", POLICY_OF ("\"reserve\":{\"campaign\":\"K\"}"), "policy.reserve.units: is missing" },
  { "min-one-with-complete", "{\"policy\":{\"rule\":\"fair-share\",\"min_one\":true}," SUPPLY ",\"lines\":[{" LINE ",\"open\":1,\"ship\":\"line-complete\"}]}", "lines[0].ship: lines that ship complete" },
};

static void
test_refusal (gconstpointer user_data)
{
  const Refusal *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = bo_plan_run (c->text, -1, &error);

  g_assert_null (answer);
  g_assert_nonnull (error);
  g_assert_true (error->domain == BO_PLAN_ERROR);
  if (!g_str_has_prefix (error->message, c->message))
    g_error ("%s: “%s” does not begin with “%s”", c->name, error->message, c->message);
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_assert_null (bo_plan_run (text->str, (gssize) text->len, &error));
  g_assert_error (error, BO_PLAN_ERROR, BO_PLAN_ERROR_MALFORMED);
}

static void
test_nul (void)
{
  static const char text[] = "{\"lines\":[],\0\"supply\":[]}";
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_plan_run (text, sizeof text - 1, &error));
  g_assert_error (error, BO_PLAN_ERROR, BO_PLAN_ERROR_MALFORMED);
}

/* Two orders tie X and Y together, and only one fits: which must not depend on the
 * product that the file names first. */
static void
test_order_of_products (void)
{
  static const char line[] = "{\"id\":\"%s\",\"order\":\"%s\",\"sku\":\"%s\",\"open\":2,\"queued\":%d,\"ship\":\"order-complete\"}";
  static const char format[] = "{\"policy\":{\"rule\":\"fair-share\"},\"supply\":[%s,%s],\"lines\":[%s,%s,%s,%s]}";
  static const char x[] = "{\"id\":\"1\",\"sku\":\"X\",\"kind\":\"on-hand\",\"units\":3}";
  static const char y[] = "{\"id\":\"2\",\"sku\":\"Y\",\"kind\":\"on-hand\",\"units\":3}";
  g_autofree char  *a = g_strdup_printf (line, "A", "O1", "X", 1);
  g_autofree char  *b = g_strdup_printf (line, "B", "O1", "Y", 4);
  g_autofree char  *c = g_strdup_printf (line, "C", "O2", "Y", 2);
  g_autofree char  *d = g_strdup_printf (line, "D", "O2", "X", 3);
  g_autofree char  *one = g_strdup_printf (format, x, y, a, b, c, d);
  g_autofree char  *two = g_strdup_printf (format, y, x, a, b, c, d);
  g_autofree char  *answer_one = bo_plan_run (one, -1, NULL);
  g_autofree char  *answer_two = bo_plan_run (two, -1, NULL);

  g_assert_nonnull (answer_one);
  g_assert_cmpstr (answer_one, ==, answer_two);
  /* O1 stands first, by its line of X. */
  g_assert_nonnull (strstr (answer_one, "\"id\": \"B\",\n   \"units\": 2"));
}

static const char *const policies[] = {
  "{\"rule\":\"fifo\"}",
  "{\"rule\":\"priority\",\"inside_class\":\"fair-share\",\"key\":\"need\",\"lot\":6}",
  "{\"rule\":\"equal-share\",\"min_one\":true,\"ship_complete\":\"skip-until\",\"skip_until_days\":12}",
  "{\"rule\":\"class-shares\",\"shares\":[{\"class\":2,\"percent\":60},{\"class\":1,\"percent\":40}]}",
  "{\"rule\":\"strategies\",\"on_exception\":\"abort\",\"ship_complete\":\"hold\"}",
  "{\"rule\":\"need\",\"reserve\":{\"campaign\":\"Spring\",\"units\":9},\"dock_days\":1,\"overdue_days\":3}",
};

/* What is written is read as the same policy. */
static void
test_policy_round_trip (gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoPolicy) policy = bo_policy_from_json (user_data, &error);
  g_autoptr (BoPolicy) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  text = bo_policy_to_json (policy);
  again = bo_policy_from_json (text, &error);
  g_assert_no_error (error);
  text_again = bo_policy_to_json (again);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpint (policy->rule, ==, again->rule);
  g_assert_cmpint (policy->key, ==, again->key);
  g_assert_cmpint (policy->lot, ==, again->lot);
  g_assert_cmpuint (policy->shares->len, ==, again->shares->len);
  g_assert_cmpstr (policy->reserve_name, ==, again->reserve_name);
}

static json_t *
load (const char *path)
{
  json_error_t failure;
  json_t      *root = json_load_file (path, 0, &failure);

  if (root == NULL)
    g_error ("%s: %s", path, failure.text);

  return root;
}

static void
add_vectors (const char *prefix,
             json_t     *vectors)
{
  json_t *vector;
  size_t  i;

  json_array_foreach (vectors, i, vector)
  {
    /* A slash would make a folder of the name. */
    g_autofree char *name = g_strdelimit (g_strdup (json_string_value (json_object_get (vector, "name"))), "/", '-');
    g_autofree char *path = g_strconcat (prefix, name, NULL);

    if (json_object_get (vector, "plan") == NULL)
      continue;
    g_test_add_data_func (path, vector, test_vector);
    g_hash_table_add (used, (gpointer) json_string_value (json_object_get (vector, "name")));
  }
}

int
main (int   argc,
      char *argv[])
{
  json_t *vectors = load (TEST_DATA "/vectors.json");
  json_t *cases = load (TEST_DATA "/allocation-cases.json");
  int     status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  used = g_hash_table_new (g_str_hash, g_str_equal);

  add_vectors ("/allocation/vector/", vectors);
  add_vectors ("/allocation/case/", cases);
  g_test_add_data_func ("/allocation/vectors-all-used", vectors, test_all_used);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/refused/%s", refusals[i].name);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/round-trip/%zu", i);

      g_test_add_data_func (path, policies[i], test_policy_round_trip);
    }
  g_test_add_func ("/plan/order-of-products", test_order_of_products);
  g_test_add_func ("/plan/refused/100000-deep", test_deep);
  g_test_add_func ("/plan/refused/nul", test_nul);

  status = g_test_run ();
  json_decref (vectors);
  json_decref (cases);
  g_hash_table_unref (used);

  return status;
}
