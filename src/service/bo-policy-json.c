/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-policy-json"

#include "config.h"

#include "bo-plan-json-private.h"

/* Plans of more days than this are a mistake. */
#define DAYS_MAX 3650

/* The formatter takes the hyphens for minus signs. */
/* clang-format off */
G_DEFINE_QUARK (bo-plan-error-quark, bo_plan_error)
/* clang-format on */

static const char *const policy_keys[] = {
  "rule",
  "key",
  "inside_class",
  "lot",
  "min_one",
  "ship_complete",
  "skip_until_days",
  "on_exception",
  "shares",
  "reserve",
  "today",
  "dock_days",
  "overdue_days",
  NULL,
};
static const char *const share_keys[] = { "class", "percent", NULL };
static const char *const reserve_keys[] = { "campaign", "units", NULL };

static gboolean
read_rule (json_t     *object,
           const char *path,
           const char *key,
           BoRule     *rule,
           gboolean   *found,
           GError    **error)
{
  const char *name = NULL;

  if (!bo_json_read_string (object, path, key, FALSE, &name, error))
    return FALSE;
  *found = name != NULL;
  if (name != NULL && !bo_rule_from_name (name, rule))
    return bo_json_fail_name (error, path, key, name, bo_rule_list_names ());

  return TRUE;
}

/* The rule, and the order of the line that goes with it. */
static gboolean
read_rules (json_t     *object,
            const char *path,
            BoPolicy   *policy,
            GError    **error)
{
  const char *key = NULL;
  gboolean    has_rule, has_inside;
  BoRule      dealing;

  if (!read_rule (object, path, "rule", &policy->rule, &has_rule, error) ||
      !read_rule (object, path, "inside_class", &policy->inside_class, &has_inside, error) ||
      !bo_json_read_string (object, path, "key", FALSE, &key, error))
    return FALSE;

  policy->by_class = has_inside;
  if (has_inside && has_rule && policy->rule != BO_RULE_PRIORITY)
    return bo_json_fail (error, path, "inside_class", "goes with the rule “priority” only");
  if (has_inside && (policy->inside_class == BO_RULE_CLASS_SHARES || policy->inside_class == BO_RULE_STRATEGIES))
    return bo_json_fail (error, path, "inside_class", "“%s” cannot deal inside a class", bo_rule_to_name (policy->inside_class));

  dealing = has_inside ? policy->inside_class : policy->rule;
  policy->key = bo_policy_default_key (dealing);
  if (key != NULL)
    {
      if (!bo_key_from_name (key, &policy->key))
        return bo_json_fail_name (error, path, "key", key, bo_key_list_names ());
      if (bo_policy_is_greedy (dealing) && policy->key != bo_policy_default_key (dealing))
        return bo_json_fail (error, path, "key", "the rule “%s” has an order of its own", bo_rule_to_name (dealing));
    }

  return TRUE;
}

static gboolean
read_fair_options (json_t     *object,
                   const char *path,
                   BoPolicy   *policy,
                   GError    **error)
{
  BoRule dealing = policy->by_class ? policy->inside_class : policy->rule;

  if (!bo_json_read_int (object, path, "lot", 1, BO_UNITS_MAX, &policy->lot, NULL, error) ||
      !bo_json_read_boolean (object, path, "min_one", &policy->min_one, error))
    return FALSE;
  if (policy->lot > 1 && !bo_policy_is_fair (dealing))
    return bo_json_fail (error, path, "lot", "goes with the fair rules only");
  if (policy->min_one && !bo_policy_is_fair (dealing))
    return bo_json_fail (error, path, "min_one", "goes with the fair rules only");
  if (policy->min_one && policy->lot > 1)
    return bo_json_fail (error, path, "min_one", "does not go with cases");

  return TRUE;
}

static gboolean
read_complete_mode (json_t     *object,
                    const char *path,
                    BoPolicy   *policy,
                    GError    **error)
{
  const char *mode = NULL;
  gint64      days = policy->skip_until_days;

  if (!bo_json_read_string (object, path, "ship_complete", FALSE, &mode, error) ||
      !bo_json_read_int (object, path, "skip_until_days", 0, DAYS_MAX, &days, NULL, error))
    return FALSE;
  if (mode != NULL && !bo_complete_mode_from_name (mode, &policy->ship_complete))
    return bo_json_fail_name (error, path, "ship_complete", mode, bo_complete_mode_list_names ());
  policy->skip_until_days = (int) days;

  return TRUE;
}

static gboolean
read_on_exception (json_t     *object,
                   const char *path,
                   BoPolicy   *policy,
                   GError    **error)
{
  const char *name = NULL;

  if (!bo_json_read_string (object, path, "on_exception", FALSE, &name, error))
    return FALSE;
  if (name == NULL || g_str_equal (name, "best"))
    return TRUE;
  if (!g_str_equal (name, "abort"))
    return bo_json_fail (error, path, "on_exception", "“%s” is not best or abort", name);
  if (policy->rule != BO_RULE_STRATEGIES)
    return bo_json_fail (error, path, "on_exception", "“abort” goes with the rule “strategies” only");
  policy->on_exception = BO_ON_EXCEPTION_ABORT;

  return TRUE;
}

static gboolean
read_share (json_t     *item,
            const char *path,
            BoPolicy   *policy,
            GError    **error)
{
  gint64       priority_class = 0;
  gint64       percent = 0;
  gboolean     has_class, has_percent;
  BoClassShare share;

  if (!bo_json_check_object (item, path, share_keys, error) ||
      !bo_json_read_int (item, path, "class", BO_CLASS_MIN, BO_CLASS_MAX, &priority_class, &has_class, error) ||
      !bo_json_read_int (item, path, "percent", 0, 100, &percent, &has_percent, error))
    return FALSE;
  if (!has_class || !has_percent)
    return bo_json_fail (error, path, has_class ? "percent" : "class", "is missing");
  for (guint i = 0; i < policy->shares->len; i++)
    if (g_array_index (policy->shares, BoClassShare, i).priority_class == priority_class)
      return bo_json_fail (error, path, "class", "class %d has a share already", (int) priority_class);

  share = (BoClassShare){ (int) priority_class, (int) percent };
  g_array_append_val (policy->shares, share);

  return TRUE;
}

static gboolean
read_shares (json_t     *object,
             const char *path,
             BoPolicy   *policy,
             GError    **error)
{
  json_t *shares = json_object_get (object, "shares");
  json_t *item;
  size_t  i;
  int     sum = 0;

  if (shares == NULL)
    return TRUE;
  if (!json_is_array (shares))
    return bo_json_fail (error, path, "shares", "a list is wanted");
  if (policy->rule != BO_RULE_CLASS_SHARES || policy->by_class)
    return bo_json_fail (error, path, "shares", "goes with the rule “class-shares” only");

  json_array_foreach (shares, i, item)
  {
    g_autofree char *item_path = g_strdup_printf ("%s%sshares[%zu]", path, *path != '\0' ? "." : "", i);

    if (!read_share (item, item_path, policy, error))
      return FALSE;
    sum += g_array_index (policy->shares, BoClassShare, i).percent;
  }
  if (sum > 100)
    return bo_json_fail (error, path, "shares", "they sum to %d percent, which is more than 100", sum);

  return TRUE;
}

static gboolean
read_reserve (json_t     *object,
              const char *path,
              BoPolicy   *policy,
              GError    **error)
{
  json_t          *reserve = json_object_get (object, "reserve");
  g_autofree char *reserve_path = g_strdup_printf ("%s%sreserve", path, *path != '\0' ? "." : "");
  const char      *campaign = NULL;
  gboolean         has_units;

  if (reserve == NULL)
    return TRUE;
  if (!bo_json_check_object (reserve, reserve_path, reserve_keys, error) ||
      !bo_json_read_string (reserve, reserve_path, "campaign", TRUE, &campaign, error) ||
      !bo_json_read_int (reserve, reserve_path, "units", 0, BO_SUPPLY_UNITS_MAX, &policy->reserve_units, &has_units, error))
    return FALSE;
  if (!has_units)
    return bo_json_fail (error, reserve_path, "units", "is missing");
  policy->reserve_name = g_strdup (campaign);

  return TRUE;
}

static gboolean
read_days (json_t     *object,
           const char *path,
           BoPolicy   *policy,
           GError    **error)
{
  gint64 dock = policy->dock_days;
  gint64 overdue = policy->overdue_days;

  if (!bo_json_read_int (object, path, "dock_days", 0, DAYS_MAX, &dock, NULL, error) ||
      !bo_json_read_int (object, path, "overdue_days", 0, DAYS_MAX, &overdue, NULL, error))
    return FALSE;
  policy->dock_days = (int) dock;
  policy->overdue_days = (int) overdue;

  return TRUE;
}

/* Reads the object that is "policy" in a plan, but for "today", which is no policy. */
BoPolicy *
bo_policy_read (json_t     *object,
                const char *path,
                GError    **error)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();

  if (!bo_json_check_object (object, path, policy_keys, error) ||
      !read_rules (object, path, policy, error) ||
      !read_fair_options (object, path, policy, error) ||
      !read_complete_mode (object, path, policy, error) ||
      !read_on_exception (object, path, policy, error) ||
      !read_shares (object, path, policy, error) ||
      !read_reserve (object, path, policy, error) ||
      !read_days (object, path, policy, error))
    return NULL;

  return g_steal_pointer (&policy);
}

/* Parses @text, strictly: no duplicate keys, bounded depth, no overflow. */
json_t *
bo_json_parse (const char *text,
               gsize       length,
               GError    **error)
{
  json_error_t failure;
  json_t      *root = json_loadb (text, length, JSON_REJECT_DUPLICATES, &failure);

  if (root == NULL)
    g_set_error (error, BO_PLAN_ERROR, BO_PLAN_ERROR_MALFORMED, "line %d, column %d: this is not JSON: %s",
                 failure.line, failure.column, failure.text);

  return root;
}

/**
 * bo_policy_from_json:
 * @text: a policy as JSON, as bo_policy_to_json() writes it
 * @error: return location for a #GError of %BO_PLAN_ERROR
 *
 * Returns: (transfer full): the policy, or %NULL with @error naming what is wrong
 */
BoPolicy *
bo_policy_from_json (const char *text,
                     GError    **error)
{
  json_t   *root = bo_json_parse (text, strlen (text), error);
  BoPolicy *policy;

  if (root == NULL)
    return NULL;
  if (json_object_get (root, "today") != NULL)
    {
      bo_json_fail (error, "", "today", "a policy has no day of its own");
      policy = NULL;
    }
  else
    {
      policy = bo_policy_read (root, "", error);
    }
  json_decref (root);

  return policy;
}

static void
write_rule (json_t         *object,
            const BoPolicy *policy)
{
  BoRule dealing = policy->by_class ? policy->inside_class : policy->rule;

  json_object_set_new (object, "rule", json_string (bo_rule_to_name (policy->rule)));
  if (policy->by_class)
    json_object_set_new (object, "inside_class", json_string (bo_rule_to_name (policy->inside_class)));
  json_object_set_new (object, "key", json_string (bo_key_to_name (policy->key)));
  if (bo_policy_is_fair (dealing))
    {
      json_object_set_new (object, "lot", json_integer (policy->lot));
      json_object_set_new (object, "min_one", json_boolean (policy->min_one));
    }
  if (dealing == BO_RULE_STRATEGIES)
    json_object_set_new (object, "on_exception",
                         json_string (policy->on_exception == BO_ON_EXCEPTION_ABORT ? "abort" : "best"));
}

/**
 * bo_policy_to_json:
 * @policy: a policy
 *
 * Returns: (transfer full): it as JSON, on one line, the same text for the same policy
 */
char *
bo_policy_to_json (const BoPolicy *policy)
{
  json_t *object = json_object ();
  char   *dumped;
  char   *text;

  write_rule (object, policy);
  json_object_set_new (object, "ship_complete", json_string (bo_complete_mode_to_name (policy->ship_complete)));
  json_object_set_new (object, "skip_until_days", json_integer (policy->skip_until_days));
  if (policy->shares->len > 0)
    {
      json_t *shares = json_array ();

      for (guint i = 0; i < policy->shares->len; i++)
        {
          const BoClassShare *share = &g_array_index (policy->shares, BoClassShare, i);

          json_array_append_new (shares, json_pack ("{s:i, s:i}", "class", share->priority_class,
                                                    "percent", share->percent));
        }
      json_object_set_new (object, "shares", shares);
    }
  if (policy->reserve_name != NULL)
    json_object_set_new (object, "reserve", json_pack ("{s:s, s:I}", "campaign", policy->reserve_name, "units", (json_int_t) policy->reserve_units));
  json_object_set_new (object, "dock_days", json_integer (policy->dock_days));
  json_object_set_new (object, "overdue_days", json_integer (policy->overdue_days));

  dumped = json_dumps (object, JSON_COMPACT);
  text = g_strdup (dumped);
  free (dumped);
  json_decref (object);

  return text;
}
