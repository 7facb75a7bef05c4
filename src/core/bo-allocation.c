/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-allocation"

#include "config.h"

#include "bo-allocation.h"

#include "bo-names.h"
#include "bo-run.h"

static const char *const exception_names[] = { "WIN_NOT_FULL", "GAIN_LOST", "SUPPLY_DROP" };

/**
 * bo_plan_new:
 * @policy: (transfer none): the policy, which must outlive the plan
 * @today: the day of the run, since no rule has a clock
 * @n_products: how many products it is about
 *
 * Returns: (transfer full): a plan to be filled
 */
BoPlan *
bo_plan_new (const BoPolicy *policy,
             int             today,
             guint           n_products)
{
  BoPlan *plan = g_new0 (BoPlan, 1);

  plan->policy = policy;
  plan->today = today;
  plan->n_products = n_products;
  plan->supplies = g_array_new (FALSE, FALSE, sizeof (BoSupply));
  plan->demands = g_array_new (FALSE, FALSE, sizeof (BoDemand));
  plan->tranches = g_array_new (FALSE, FALSE, sizeof (BoTranche));

  return plan;
}

void
bo_plan_free (BoPlan *plan)
{
  g_array_unref (plan->supplies);
  g_array_unref (plan->demands);
  g_array_unref (plan->tranches);
  g_free (plan);
}

void
bo_allocation_free (BoAllocation *allocation)
{
  g_array_unref (allocation->deals);
  g_array_unref (allocation->pegs);
  g_array_unref (allocation->free);
  g_array_unref (allocation->exceptions);
  g_free (allocation);
}

const char *
bo_exception_kind_to_name (BoExceptionKind kind)
{
  return bo_names_get (exception_names, G_N_ELEMENTS (exception_names), (int) kind);
}

/* Invariant A3: what is locked is given before anything else, to the first in line
 * where not even that is there. */
static void
deal_locked (BoRun *run)
{
  run->locking = TRUE;
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint product = bo_run_product (run, j);

      for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
        bo_run_take (run, i, MIN (bo_run_demand (run, i)->locked, bo_run_demand (run, i)->open));
    }
  run->locking = FALSE;
}

static void
deal_pass (BoRun *run)
{
  switch (run->rule)
    {
    case BO_RULE_FAIR_SHARE:
      bo_deal_fair (run);
      break;
    case BO_RULE_STRATEGIES:
      bo_deal_strategies (run);
      break;
    case BO_RULE_FIFO:
    case BO_RULE_PRIORITY:
    case BO_RULE_NEED:
    case BO_RULE_PRO_RATA:
    case BO_RULE_EQUAL_SHARE:
    case BO_RULE_CLASS_SHARES:
    default:
      bo_deal_greedy (run);
      break;
    }
}

/* What the pass of the on-hand supply has left. */
static void
note_free (BoRun *run)
{
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint   product = bo_run_product (run, j);
      BoPool *pool = &run->pools[product];

      pool->kept = MIN (bo_run_get_protected (run, product), pool->here);
      pool->free = pool->here + pool->here_bound;
    }
}

static void
deal_queue (BoRun *run,
            guint  queue)
{
  bo_run_open_queue (run, queue);
  deal_locked (run);
  if (run->rule == BO_RULE_PRO_RATA || run->rule == BO_RULE_EQUAL_SHARE || run->rule == BO_RULE_CLASS_SHARES)
    bo_deal_total (run);
  deal_pass (run);
  note_free (run);
  while (bo_run_next_pass (run))
    deal_pass (run);
}

/* Nothing changes: every line has what it had (domain.md b.5, ABORT). */
static BoRun *
deal_nothing (const BoPlan *plan)
{
  BoRun *run = bo_run_new (plan);

  run->aborted = TRUE;
  for (guint q = 0; q < run->queues->len; q++)
    {
      bo_run_open_queue (run, q);
      deal_locked (run);
      run->locking = TRUE;
      for (guint j = 0; j < run->queue->n_products; j++)
        {
          guint product = bo_run_product (run, j);

          for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
            bo_run_take (run, i, MIN (bo_run_demand (run, i)->before, bo_run_demand (run, i)->open) - run->has[i]);
        }
      run->locking = FALSE;
      note_free (run);
    }

  return run;
}

/**
 * bo_allocate:
 * @plan: what there is and who wants it; locked units at most open ones, classes
 *   from %BO_CLASS_MIN to %BO_CLASS_MAX, tranches of a line oldest first
 *
 * Deals all supply of @plan by its policy (domain.md b.2 to b.7).  A pure function:
 * no clock, no chance, and the order of the input does not matter.
 *
 * Returns: (transfer full): who gets what, when, and why
 */
BoAllocation *
bo_allocate (const BoPlan *plan)
{
  g_autoptr (BoRun) run = bo_run_new (plan);

  for (guint q = 0; q < run->queues->len; q++)
    deal_queue (run, q);
  if (run->rule == BO_RULE_STRATEGIES)
    {
      gboolean dropped = bo_strategies_find_exceptions (run);

      if (run->exceptions->len > 0 && !dropped && plan->policy->on_exception == BO_ON_EXCEPTION_ABORT)
        {
          BoRun *nothing = deal_nothing (plan);

          g_array_unref (nothing->exceptions);
          nothing->exceptions = g_steal_pointer (&run->exceptions);
          g_clear_pointer (&run, bo_run_free);
          run = nothing;
        }
    }

  return bo_run_make_allocation (run);
}
