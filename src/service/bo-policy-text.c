/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-policy-text"

#include "config.h"

#include "bo-command-util.h"

static void
add_shares (GString      *text,
            const GArray *shares)
{
  for (guint i = 0; i < shares->len; i++)
    {
      const BoClassShare *share = &g_array_index (shares, BoClassShare, i);

      g_string_append_printf (text, ", class %d %d %%", share->priority_class, share->percent);
    }
}

static void
add_rule (GString        *text,
          const BoPolicy *policy)
{
  BoRule rule = policy->by_class ? policy->inside_class : policy->rule;

  g_string_append (text, bo_rule_to_name (policy->rule));
  if (policy->by_class)
    g_string_append_printf (text, ", %s inside a class", bo_rule_to_name (rule));
  if (!bo_policy_is_greedy (rule) && policy->key != bo_policy_default_key (rule))
    g_string_append_printf (text, ", ties by %s", bo_key_to_name (policy->key));
  if (policy->lot > 1)
    g_string_append_printf (text, ", in cases of %" G_GINT64_FORMAT, policy->lot);
  if (policy->min_one)
    g_string_append (text, ", one for each first");
  if (rule == BO_RULE_CLASS_SHARES)
    add_shares (text, policy->shares);
  if (rule == BO_RULE_STRATEGIES && policy->on_exception == BO_ON_EXCEPTION_ABORT)
    g_string_append (text, ", abort on an exception");
}

/**
 * bo_command_describe_policy:
 * @policy: a policy
 *
 * Returns: (transfer full): it in a few English words, as the journal keeps them: what
 *   is not as in a new policy
 */
char *
bo_command_describe_policy (const BoPolicy *policy)
{
  GString *text = g_string_new (NULL);

  add_rule (text, policy);
  if (policy->ship_complete == BO_COMPLETE_SKIP_UNTIL)
    g_string_append_printf (text, ", complete lines skip until %d days", policy->skip_until_days);
  else if (policy->ship_complete != BO_COMPLETE_SKIP)
    g_string_append_printf (text, ", complete lines %s", bo_complete_mode_to_name (policy->ship_complete));
  if (policy->reserve_name != NULL)
    g_string_append_printf (text, ", %" G_GINT64_FORMAT " reserved for %s", policy->reserve_units, policy->reserve_name);
  if (policy->dock_days != BO_DOCK_DAYS_DEFAULT)
    g_string_append_printf (text, ", %d dock days", policy->dock_days);
  if (policy->overdue_days != BO_OVERDUE_DAYS_DEFAULT)
    g_string_append_printf (text, ", %d days for what is overdue", policy->overdue_days);

  return g_string_free (text, FALSE);
}
