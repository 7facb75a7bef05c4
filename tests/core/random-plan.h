/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* What a random plan may hold. */
typedef enum
{
  PLAN_SIMPLE = 0,
  PLAN_COMPLETE = 1 << 0, /* lines and orders that ship complete */
  PLAN_RECEIPTS = 1 << 1,
  PLAN_LOCKED = 1 << 2,
  PLAN_PAUSED = 1 << 3,
  PLAN_CAMPAIGNS = 1 << 4, /* and a reserve, and receipts bound to one */
  PLAN_TRANCHES = 1 << 5,
  PLAN_ALL = (1 << 6) - 1,
} PlanParts;

BoPolicy *random_policy (GRand *rand,
                         BoRule rule);
BoPlan   *random_plan (GRand          *rand,
                       const BoPolicy *policy,
                       PlanParts       parts);
BoPlan   *plan_shuffled (GRand        *rand,
                         const BoPlan *plan,
                         guint        *was);
BoPlan   *plan_copy (const BoPlan *plan);
BoPlan   *plan_of_product (const BoPlan *plan,
                           guint         product,
                           guint        *was);

#define plan_demand(plan, i) (&g_array_index ((plan)->demands, BoDemand, (i)))
#define plan_supply(plan, i) (&g_array_index ((plan)->supplies, BoSupply, (i)))

G_END_DECLS
