/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-policy"

#include "config.h"

#include "bo-policy.h"

#include "bo-names.h"

static const char *const rule_names[] = {
  "fifo",
  "priority",
  "need",
  "fair-share",
  "pro-rata",
  "equal-share",
  "class-shares",
  "strategies",
};
static const char *const key_names[] = { "fifo", "priority", "need" };
static const char *const complete_names[] = { "skip", "hold", "skip-until" };
static const char *const ship_names[] = { "partial", "line-complete", "order-complete" };
static const char *const strategy_names[] = { "redistribute", "win", "gain", "improve", "fill", "lose", "skip" };

/**
 * bo_policy_new:
 *
 * Returns: (transfer full): the policy of a new shop: by priority class, then by
 *   place in line; what ships complete is skipped until it fits
 */
BoPolicy *
bo_policy_new (void)
{
  BoPolicy *policy = g_new0 (BoPolicy, 1);

  policy->rule = BO_RULE_PRIORITY;
  policy->key = BO_KEY_PRIORITY;
  policy->lot = 1;
  policy->skip_until_days = BO_SKIP_UNTIL_DAYS_DEFAULT;
  policy->dock_days = BO_DOCK_DAYS_DEFAULT;
  policy->overdue_days = BO_OVERDUE_DAYS_DEFAULT;
  policy->shares = g_array_new (FALSE, FALSE, sizeof (BoClassShare));

  return policy;
}

/**
 * bo_policy_copy:
 * @policy: a policy
 *
 * Returns: (transfer full): a copy that shares nothing with @policy
 */
BoPolicy *
bo_policy_copy (const BoPolicy *policy)
{
  BoPolicy *copy = g_memdup2 (policy, sizeof *policy);

  copy->shares = g_array_copy (policy->shares);
  copy->reserve_name = g_strdup (policy->reserve_name);

  return copy;
}

void
bo_policy_free (BoPolicy *policy)
{
  g_array_unref (policy->shares);
  g_free (policy->reserve_name);
  g_free (policy);
}

/**
 * bo_policy_is_fair:
 * @rule: a rule
 *
 * Returns: whether @rule divides supply in proportion or in equal parts, and so
 *   takes cases and a first unit for everybody (domain.md b.3)
 */
gboolean
bo_policy_is_fair (BoRule rule)
{
  return rule == BO_RULE_FAIR_SHARE || rule == BO_RULE_PRO_RATA || rule == BO_RULE_EQUAL_SHARE;
}

/**
 * bo_policy_is_greedy:
 * @rule: a rule
 *
 * Returns: whether @rule gives to each in the order of the line all that it lacks, and
 *   so deals to the tranches of a line where each stands (domain.md b.2)
 */
gboolean
bo_policy_is_greedy (BoRule rule)
{
  return rule == BO_RULE_FIFO || rule == BO_RULE_PRIORITY || rule == BO_RULE_NEED;
}

/**
 * bo_policy_default_key:
 * @rule: a rule
 *
 * Returns: the order of ties of @rule where nobody has said another
 */
BoKey
bo_policy_default_key (BoRule rule)
{
  switch (rule)
    {
    case BO_RULE_PRIORITY:
    case BO_RULE_STRATEGIES:
      return BO_KEY_PRIORITY;
    case BO_RULE_NEED:
      return BO_KEY_NEED;
    case BO_RULE_FIFO:
    case BO_RULE_FAIR_SHARE:
    case BO_RULE_PRO_RATA:
    case BO_RULE_EQUAL_SHARE:
    case BO_RULE_CLASS_SHARES:
    default:
      return BO_KEY_FIFO;
    }
}

BO_DEFINE_NAMES (bo_rule, BoRule, rule_names)
BO_DEFINE_NAMES (bo_key, BoKey, key_names)
BO_DEFINE_NAMES (bo_complete_mode, BoCompleteMode, complete_names)
BO_DEFINE_NAMES (bo_ship_policy, BoShipPolicy, ship_names)
BO_DEFINE_NAMES (bo_strategy, BoStrategy, strategy_names)
