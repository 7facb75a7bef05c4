/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-test-util.h"
#include "ctl-run.h"

#include <string.h>

/* The vectors of allocation, through the program: what the rule has to give stands in
 * "result", whose members must be those of the answer. */

static void assert_has (json_t     *wanted,
                        json_t     *answer,
                        const char *path);

static void
assert_array_has (json_t     *wanted,
                  json_t     *answer,
                  const char *path)
{
  g_assert_cmpuint (json_array_size (answer), ==, json_array_size (wanted));
  for (gsize i = 0; i < json_array_size (wanted); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%" G_GSIZE_FORMAT "]", path, i);

      assert_has (json_array_get (wanted, i), json_array_get (answer, i), place);
    }
}

static void
assert_has (json_t     *wanted,
            json_t     *answer,
            const char *path)
{
  const char *key;
  json_t     *value;

  if (json_is_array (wanted))
    assert_array_has (wanted, answer, path);
  else if (json_is_object (wanted))
    {
      json_object_foreach (wanted, key, value)
      {
        g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

        assert_has (value, json_object_get (answer, key), place);
      }
    }
  else if (!json_equal (wanted, answer))
    g_error ("%s: %s, wanted %s", path, answer != NULL ? json_dumps (answer, JSON_ENCODE_ANY) : "nothing",
             json_dumps (wanted, JSON_ENCODE_ANY));
}

static void
test_vector (gconstpointer user_data)
{
  json_t *vector = (json_t *) user_data;
  char   *plan = json_dumps (json_object_get (vector, "plan"), JSON_COMPACT);
  g_autoptr (GBytes) input = g_bytes_new_with_free_func (plan, strlen (plan), free, plan);
  g_autoptr (CtlRun) run = ctl_run_input (NULL, input, "plan");
  g_autoptr (json_t) answer = NULL;

  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);
  answer = json_loads (run->out, JSON_REJECT_DUPLICATES, NULL);
  g_assert_nonnull (answer);
  assert_has (json_object_get (vector, "result"), answer, "");
}

static void
test_file (void)
{
  g_autoptr (BoTestDir) folder = bo_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "plan.json", NULL);
  g_autofree char *missing = g_build_filename (folder, "none.json", NULL);
  g_autoptr (json_t) answer = NULL;
  g_autoptr (CtlRun) run = NULL;

  bo_test_write_file (path,
                      "{\"supply\": [{\"id\": \"OH\", \"sku\": \"X\", \"kind\": \"on-hand\", \"units\": 3}],"
                      " \"lines\": [{\"id\": \"A\", \"order\": \"1\", \"sku\": \"X\", \"open\": 2, \"queued\": 5}]}",
                      -1);
  answer = ctl_do_json (NULL, "plan %s", path);
  g_assert_cmpint (ctl_get_int (json_object_get (answer, "free"), "X"), ==, 1);

  run = ctl_run (NULL, "plan %s", missing);
  ctl_assert_fails (run, 1, "none.json");
}

typedef struct
{
  const char *name;
  const char *plan;
  const char *message;
} Refusal;

#define LINE "{\"id\": \"A\", \"order\": \"1\", \"sku\": \"X\", \"queued\": 1"
#define SUPPLY "{\"id\": \"OH\", \"sku\": \"X\", \"kind\": \"on-hand\", \"units\": 3}"

static const Refusal refusals[] = {
  { "empty", "", "" },
  { "not-json", "hello", "" },
  { "not-utf-8", "{\"policy\": \"\xff\"}", "" },
  { "cut", "{\"policy\": {", "" },
  { "array", "[]", "object" },
  { "duplicate-member", "{\"lines\": [], \"lines\": []}", "lines" },
  { "unknown-member", "{\"lives\": []}", "lives" },
  { "unknown-policy", "{\"policy\": {\"rules\": \"fifo\"}}", "policy.rules" },
  { "unknown-rule", "{\"policy\": {\"rule\": \"lifo\"}}", "policy.rule" },
  { "wrong-type", "{\"supply\": [], \"lines\": [" LINE ", \"open\": \"2\"}]}", "lines[0].open" },
  { "fraction", "{\"supply\": [], \"lines\": [" LINE ", \"open\": 2.5}]}", "lines[0].open" },
  { "negative", "{\"supply\": [], \"lines\": [" LINE ", \"open\": -2}]}", "lines[0].open" },
  { "overflow", "{\"supply\": [], \"lines\": [" LINE ", \"open\": 9223372036854775808}]}", "" },
  { "too-many-units", "{\"supply\": [], \"lines\": [" LINE ", \"open\": 2147483649}]}", "lines[0].open" },
  { "locked-over-open", "{\"supply\": [" SUPPLY "], \"lines\": [" LINE ", \"open\": 2, \"locked\": 3}]}", "lines[0].locked" },
  { "locked-over-supply", "{\"supply\": [" SUPPLY "], \"lines\": [" LINE ", \"open\": 9, \"locked\": 4}]}", "locked" },
  { "duplicate-id", "{\"supply\": [" SUPPLY ", " SUPPLY "], \"lines\": []}", "supply[1].id" },
  { "lot-without-fairness", "{\"policy\": {\"rule\": \"fifo\", \"lot\": 6}}", "policy.lot" },
  { "min-one-with-lot", "{\"policy\": {\"rule\": \"fair-share\", \"lot\": 6, \"min_one\": true}}", "policy.min_one" },
  { "shares-over-100",
    "{\"policy\": {\"rule\": \"class-shares\", \"shares\": [{\"class\": 1, \"percent\": 60}, {\"class\": 2, \"percent\": 60}]}}",
    "policy.shares" },
};

static void
test_refusal (gconstpointer user_data)
{
  const Refusal *refusal = user_data;
  g_autoptr (GBytes) input = g_bytes_new_static (refusal->plan, strlen (refusal->plan));
  g_autoptr (CtlRun) run = ctl_run_input (NULL, input, "plan -");

  ctl_assert_fails (run, 1, refusal->message);
  g_assert_cmpstr (run->out, ==, "");
}

static void
test_nested (void)
{
  g_autoptr (GString) text = g_string_new ("{\"policy\": ");
  g_autoptr (GBytes) input = NULL;
  g_autoptr (CtlRun) run = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  input = g_bytes_new (text->str, text->len);
  run = ctl_run_input (NULL, input, "plan");
  ctl_assert_fails (run, 1, "depth");
}

static void
add_vectors (json_t *vectors)
{
  json_t *vector;
  gsize   i;
  guint   n = 0;

  json_array_foreach (vectors, i, vector)
  {
    const char      *name = json_string_value (json_object_get (vector, "name"));
    g_autofree char *slug = g_strdup (name);
    g_autofree char *path = NULL;

    if (json_object_get (vector, "plan") == NULL)
      {
        g_assert_false (g_str_has_prefix (name, "TV"));
        continue;
      }
    g_strdelimit (slug, " /", '-');
    path = g_strconcat ("/ctl/plan/vectors/", slug, NULL);
    g_test_add_data_func (path, vector, test_vector);
    n++;
  }
  g_assert_cmpuint (n, >=, 37);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (json_t) vectors = NULL;
  json_error_t error;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  vectors = json_load_file (TEST_DATA "/vectors.json", JSON_REJECT_DUPLICATES, &error);
  if (vectors == NULL)
    g_error ("vectors.json: %s", error.text);
  add_vectors (vectors);
  g_test_add_func ("/ctl/plan/file", test_file);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/ctl/plan/refusals/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/ctl/plan/refusals/nested", test_nested);

  return g_test_run ();
}
