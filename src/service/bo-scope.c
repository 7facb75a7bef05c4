/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-scope"

#include "config.h"

#include "bo-scope.h"

#include "bo-plan-json.h"

/**
 * bo_scope_get_group_size:
 * @scope: a #BoScope
 * @at: where a group begins in its order
 *
 * Returns: how many products the group has; the next one begins behind them
 */
guint
bo_scope_get_group_size (const BoScope *scope,
                         guint          at)
{
  guint group = bo_scope_get_member (scope, at)->group;
  guint n = 1;

  while (at + n < scope->order->len && bo_scope_get_member (scope, at + n)->group == group)
    n++;
  return n;
}

/**
 * bo_scope_find_complete:
 * @scope: a #BoScope
 * @at: where a group begins in its order
 *
 * Returns: (transfer none) (nullable): a line of the group that ships complete, by
 *   itself or with its order
 */
const BoDemandRow *
bo_scope_find_complete (BoScope *scope,
                        guint    at)
{
  guint n = bo_scope_get_group_size (scope, at);

  for (guint m = 0; m < n; m++)
    {
      const BoScopeProduct *product = bo_scope_get_member (scope, at + m);

      for (guint r = 0; r < product->n_rows; r++)
        if (bo_scope_get_row (scope, product->first_row + r)->ship != BO_SHIP_PARTIAL)
          return bo_scope_get_row (scope, product->first_row + r);
    }
  return NULL;
}

/**
 * bo_scope_get_group_policy:
 * @scope: a #BoScope
 * @at: where a group begins in its order
 * @shop: the shop's settings
 * @error: return location for a #GError
 *
 * A product's own policy deals it.  Tied products are dealt under one: theirs
 * only if all have the same, else the shop's.
 *
 * Returns: (transfer none): the policy, or %NULL with @error set
 */
const BoPolicy *
bo_scope_get_group_policy (BoScope          *scope,
                           guint             at,
                           const BoSettings *shop,
                           GError          **error)
{
  const char *text = bo_scope_get_member (scope, at)->info.policy;
  guint       n = bo_scope_get_group_size (scope, at);
  BoPolicy   *policy;

  for (guint m = 1; m < n; m++)
    if (g_strcmp0 (text, bo_scope_get_member (scope, at + m)->info.policy) != 0)
      text = NULL;
  if (text == NULL)
    return shop->policy;

  policy = g_hash_table_lookup (scope->policies, text);
  if (policy == NULL)
    {
      policy = bo_policy_from_json (text, error);
      if (policy == NULL)
        {
          g_prefix_error (error, "The policy of product %s in the store: ", bo_scope_get_member (scope, at)->info.sku);
          return NULL;
        }
      g_hash_table_insert (scope->policies, g_strdup (text), policy);
    }
  return policy;
}

/* The policy as a plan takes it: a campaign has a number within one scope, where
 * settings have its name, and one unit for each first does not go with lines that
 * ship complete (domain.md b.3). */
static const BoPolicy *
fit_policy (BoScope        *scope,
            guint           at,
            const BoPolicy *policy)
{
  gboolean  without = policy->min_one && bo_scope_find_complete (scope, at) != NULL;
  BoPolicy *fitting;

  if (policy->reserve_name == NULL && !without)
    return policy;
  fitting = bo_policy_copy (policy);
  if (policy->reserve_name != NULL)
    fitting->reserve_campaign = bo_demand_set_number_campaign (scope->demands, policy->reserve_name);
  if (without)
    fitting->min_one = FALSE;
  g_ptr_array_add (scope->fitted, fitting);
  return fitting;
}

static void
add_demand (BoScope           *scope,
            BoPlan            *plan,
            guint              product,
            const BoDemandRow *row,
            BoScopeAdjust      adjust,
            gpointer           data)
{
  BoDemand demand = {
    .id = row->id,
    .order_id = row->order_id,
    .product = product,
    .open = row->open,
    .before = row->allocated,
    .locked = row->locked,
    .priority_class = row->priority_class,
    .queued = row->queued,
    .need = row->need,
    .campaign = row->campaign,
    .ship = (BoShipPolicy) row->ship,
    .strategy = (BoStrategy) row->strategy,
    .paused = row->paused != 0,
    .first_tranche = plan->tranches->len,
    .n_tranches = row->n_tranches,
  };

  if (adjust != NULL)
    adjust (row, &demand, data);
  if (demand.open != row->open)
    demand.n_tranches = 0;
  if (demand.n_tranches > 0)
    g_array_append_vals (plan->tranches,
                         &g_array_index (scope->demands->tranches, BoTranche, row->first_tranche),
                         row->n_tranches);
  g_array_append_val (plan->demands, demand);
}

/**
 * bo_scope_make_plan:
 * @scope: a #BoScope
 * @at: where a group begins in its order
 * @policy: what deals the group; it and @scope outlive the plan
 * @today: the run's day
 * @adjust: (nullable): changes a demand before it goes into the plan
 * @data: data for @adjust
 *
 * Returns: (transfer full): the plan of one group: what is on hand and what was
 *   delivered, and who waits
 */
BoPlan *
bo_scope_make_plan (BoScope        *scope,
                    guint           at,
                    const BoPolicy *policy,
                    int             today,
                    BoScopeAdjust   adjust,
                    gpointer        data)
{
  guint   n = bo_scope_get_group_size (scope, at);
  BoPlan *plan = bo_plan_new (fit_policy (scope, at, policy), today, n);

  for (guint m = 0; m < n; m++)
    {
      const BoScopeProduct *product = bo_scope_get_member (scope, at + m);
      BoSupply              supply = {
                     .id = product->info.id,
                     .product = m,
                     .kind = BO_SUPPLY_ON_HAND,
                     .day = today,
                     .units = product->info.on_hand + product->delivered,
      };

      if (supply.units > 0)
        g_array_append_val (plan->supplies, supply);
      for (guint r = 0; r < product->n_rows; r++)
        add_demand (scope, plan, m, bo_scope_get_row (scope, product->first_row + r), adjust, data);
    }
  return plan;
}

/**
 * bo_scope_find_incomplete:
 * @scope: a #BoScope
 * @at: where a group begins in its order
 * @allocation: of the plan of that group
 *
 * What a line wants counts here, not what a pin left of it in the plan.
 *
 * Returns: (transfer full) (element-type gint64): ids of the orders that ship
 *   complete and lack something; belongs to @scope's rows
 */
GHashTable *
bo_scope_find_incomplete (BoScope            *scope,
                          guint               at,
                          const BoAllocation *allocation)
{
  GHashTable *incomplete = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint       n = bo_scope_get_group_size (scope, at);
  guint       demand = 0;

  for (guint m = 0; m < n; m++)
    {
      const BoScopeProduct *product = bo_scope_get_member (scope, at + m);

      for (guint r = 0; r < product->n_rows; r++, demand++)
        {
          BoDemandRow *row = bo_scope_get_row (scope, product->first_row + r);

          if (row->ship == BO_SHIP_ORDER_COMPLETE && bo_allocation_get_deal (allocation, demand)->units < row->open)
            g_hash_table_add (incomplete, &row->order_id);
        }
    }
  return incomplete;
}

/**
 * bo_scope_get_held:
 * @incomplete: of bo_scope_find_incomplete()
 * @row: a line
 * @units: what it has after the run
 *
 * Returns: how many of @units may not leave before the line, or its order, is
 *   complete (domain.md b.4)
 */
gint64
bo_scope_get_held (GHashTable        *incomplete,
                   const BoDemandRow *row,
                   gint64             units)
{
  if ((row->ship == BO_SHIP_LINE_COMPLETE && units < row->open) ||
      (row->ship == BO_SHIP_ORDER_COMPLETE && g_hash_table_contains (incomplete, &row->order_id)))
    return units;
  return 0;
}
