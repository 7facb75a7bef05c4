/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-plan.h"

#define N_PRODUCTS_MAX 3
#define N_LINES_MAX 12
#define CAMPAIGN 1

/* A policy of @rule with options that go with it. */
BoPolicy *
random_policy (GRand *rand,
               BoRule rule)
{
  BoPolicy *policy = bo_policy_new ();

  policy->rule = rule;
  policy->key = bo_policy_default_key (rule);
  if (bo_policy_is_fair (rule))
    policy->key = (BoKey) g_rand_int_range (rand, 0, 3);
  policy->ship_complete = (BoCompleteMode) g_rand_int_range (rand, 0, 3);
  policy->skip_until_days = g_rand_int_range (rand, 0, 20);
  policy->dock_days = g_rand_int_range (rand, 0, 3);
  if (rule == BO_RULE_CLASS_SHARES)
    {
      int left = 100;

      for (int i = BO_CLASS_MIN; i <= 3; i++)
        {
          BoClassShare share = { i, g_rand_int_range (rand, 0, left + 1) };

          left -= share.percent;
          g_array_append_val (policy->shares, share);
        }
    }

  return policy;
}

static void
add_supplies (GRand    *rand,
              BoPlan   *plan,
              PlanParts parts)
{
  gint64 id = 1;

  for (guint p = 0; p < plan->n_products; p++)
    {
      BoSupply on_hand = { .id = id++, .product = p, .kind = BO_SUPPLY_ON_HAND, .units = g_rand_int_range (rand, 0, 40) };
      int      n_receipts = parts & PLAN_RECEIPTS ? g_rand_int_range (rand, 0, 4) : 0;

      g_array_append_val (plan->supplies, on_hand);
      for (int i = 0; i < n_receipts; i++)
        {
          BoSupply receipt = { .id = id++,
                               .product = p,
                               .kind = BO_SUPPLY_RECEIPT,
                               .day = plan->today + g_rand_int_range (rand, -3, 8),
                               .units = g_rand_int_range (rand, 0, 20) };

          if (parts & PLAN_CAMPAIGNS && g_rand_int_range (rand, 0, 3) == 0)
            receipt.reserved_for = g_rand_int_range (rand, CAMPAIGN, CAMPAIGN + 2);
          g_array_append_val (plan->supplies, receipt);
        }
    }
}

static void
add_tranches (GRand    *rand,
              BoPlan   *plan,
              BoDemand *demand)
{
  BoTranche first = { g_rand_int_range (rand, 1, (int) demand->open), demand->queued };
  BoTranche second = { demand->open - first.units, demand->queued + g_rand_int_range (rand, 1, 500000) };

  demand->first_tranche = plan->tranches->len;
  demand->n_tranches = 2;
  g_array_append_val (plan->tranches, first);
  g_array_append_val (plan->tranches, second);
}

static void
add_line (GRand    *rand,
          BoPlan   *plan,
          PlanParts parts,
          gint64    id,
          gint64   *on_hand)
{
  BoDemand demand = {
    .id = id,
    .order_id = g_rand_int_range (rand, 1, 6),
    .product = (guint) g_rand_int_range (rand, 0, (int) plan->n_products),
    .open = g_rand_int_range (rand, 0, 13),
    .priority_class = g_rand_int_range (rand, BO_CLASS_MIN, 5),
    .queued = g_rand_int_range (rand, 0, 40) * 43200,
    .need = g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 40) : BO_DAY_NONE,
    .strategy = (BoStrategy) g_rand_int_range (rand, 0, 7),
  };
  gint64 some;

  if (parts & PLAN_COMPLETE)
    demand.ship = (BoShipPolicy) g_rand_int_range (rand, 0, 3);
  if (parts & PLAN_PAUSED)
    demand.paused = g_rand_int_range (rand, 0, 6) == 0;
  if (parts & PLAN_CAMPAIGNS && g_rand_int_range (rand, 0, 3) == 0)
    demand.campaign = g_rand_int_range (rand, CAMPAIGN, CAMPAIGN + 2);
  some = g_rand_int_range (rand, 0, (int) demand.open + 1);
  if (parts & PLAN_LOCKED && g_rand_int_range (rand, 0, 4) == 0)
    demand.locked = MIN (some, on_hand[demand.product]);
  on_hand[demand.product] -= demand.locked;
  some = g_rand_int_range (rand, 0, (int) demand.open + 1);
  demand.before = MAX (demand.locked, some);
  if (parts & PLAN_TRANCHES && demand.ship == BO_SHIP_PARTIAL && demand.open > 1 && g_rand_boolean (rand))
    add_tranches (rand, plan, &demand);
  g_array_append_val (plan->demands, demand);
}

/**
 * random_plan:
 * @rand: chance
 * @policy: (transfer none): of the plan
 * @parts: what it may hold
 *
 * Returns: (transfer full): a small plan, in which all that can happen happens often
 */
BoPlan *
random_plan (GRand          *rand,
             const BoPolicy *policy,
             PlanParts       parts)
{
  BoPlan *plan = bo_plan_new (policy, 20, (guint) g_rand_int_range (rand, 1, N_PRODUCTS_MAX + 1));
  gint64  on_hand[N_PRODUCTS_MAX] = { 0 };
  int     n_lines = g_rand_int_range (rand, 0, N_LINES_MAX + 1);

  add_supplies (rand, plan, parts);
  for (guint i = 0; i < plan->supplies->len; i++)
    if (plan_supply (plan, i)->kind == BO_SUPPLY_ON_HAND)
      on_hand[plan_supply (plan, i)->product] += plan_supply (plan, i)->units;
  for (int i = 0; i < n_lines; i++)
    add_line (rand, plan, parts, i + 1, on_hand);

  return plan;
}

BoPlan *
plan_copy (const BoPlan *plan)
{
  BoPlan *copy = bo_plan_new (plan->policy, plan->today, plan->n_products);

  g_array_append_vals (copy->supplies, plan->supplies->data, plan->supplies->len);
  g_array_append_vals (copy->demands, plan->demands->data, plan->demands->len);
  g_array_append_vals (copy->tranches, plan->tranches->data, plan->tranches->len);

  return copy;
}

/* What @plan says of one product; @was[i] is where its i-th demand stood. */
BoPlan *
plan_of_product (const BoPlan *plan,
                 guint         product,
                 guint        *was)
{
  BoPlan *part = plan_copy (plan);

  g_array_set_size (part->demands, 0);
  g_array_set_size (part->supplies, 0);
  for (guint i = 0; i < plan->demands->len; i++)
    if (plan_demand (plan, i)->product == product)
      {
        was[part->demands->len] = i;
        g_array_append_val (part->demands, *plan_demand (plan, i));
      }
  for (guint i = 0; i < plan->supplies->len; i++)
    if (plan_supply (plan, i)->product == product)
      g_array_append_val (part->supplies, *plan_supply (plan, i));

  return part;
}

/* The same plan in another order, of the products too; @was[i] is where its i-th
 * demand stood. */
BoPlan *
plan_shuffled (GRand        *rand,
               const BoPlan *plan,
               guint        *was)
{
  BoPlan *copy = plan_copy (plan);

  for (guint i = 0; i < plan->demands->len; i++)
    was[i] = i;
  for (guint i = plan->demands->len; i > 1; i--)
    {
      guint    j = (guint) g_rand_int_range (rand, 0, (int) i);
      BoDemand demand = *plan_demand (copy, i - 1);
      guint    index = was[i - 1];

      *plan_demand (copy, i - 1) = *plan_demand (copy, j);
      *plan_demand (copy, j) = demand;
      was[i - 1] = was[j];
      was[j] = index;
    }
  for (guint i = plan->supplies->len; i > 1; i--)
    {
      guint    j = (guint) g_rand_int_range (rand, 0, (int) i);
      BoSupply supply = *plan_supply (copy, i - 1);

      *plan_supply (copy, i - 1) = *plan_supply (copy, j);
      *plan_supply (copy, j) = supply;
    }
  for (guint i = 0; i < plan->demands->len; i++)
    plan_demand (copy, i)->product = plan->n_products - 1 - plan_demand (copy, i)->product;
  for (guint i = 0; i < plan->supplies->len; i++)
    plan_supply (copy, i)->product = plan->n_products - 1 - plan_supply (copy, i)->product;

  return copy;
}
