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

/* The rule that deals in the end: inside the classes where they go first. */
static BoRule
get_dealing_rule (const BoRun *run)
{
  return run->policy->by_class ? run->policy->inside_class : run->policy->rule;
}

/* Invariant A3: what is locked is given before anything else, to the first in line
 * where not even that is there. */
static void
deal_locked (BoRun *run)
{
  run->locking = TRUE;
  for (guint i = 0; i < run->n_demands; i++)
    {
      guint           index = run->ranked[i];
      const BoDemand *demand = bo_run_demand (run, index);

      if (demand->locked > 0)
        bo_run_take (run, index, MIN (demand->locked, demand->open));
    }
  run->locking = FALSE;
}

static void
deal_pass (BoRun *run)
{
  switch (get_dealing_rule (run))
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
  if (run->on_hand)
    for (guint p = 0; p < run->plan->n_products; p++)
      {
        run->pools[p].kept = MIN (run->pools[p].protected, run->pools[p].here);
        run->pools[p].free = run->pools[p].here + run->pools[p].here_bound;
      }
}

static void
deal (BoRun *run)
{
  BoRule rule = get_dealing_rule (run);

  bo_run_next_pass (run);
  deal_locked (run);
  if (rule == BO_RULE_PRO_RATA || rule == BO_RULE_EQUAL_SHARE || rule == BO_RULE_CLASS_SHARES)
    bo_deal_total (run);
  do
    deal_pass (run);
  while (bo_run_next_pass (run));
}

/* Nothing changes: every line has what it had (domain.md b.5, ABORT). */
static BoRun *
deal_nothing (const BoPlan *plan)
{
  BoRun *run = bo_run_new (plan);

  run->aborted = TRUE;
  bo_run_next_pass (run);
  for (guint i = 0; i < run->n_demands; i++)
    {
      guint           index = run->ranked[i];
      const BoDemand *demand = bo_run_demand (run, index);

      bo_run_take (run, index, MIN (demand->before, demand->open));
    }
  for (guint p = 0; p < plan->n_products; p++)
    run->pools[p].free = run->pools[p].here + run->pools[p].here_bound;

  return run;
}

static void
add_exception (BoRun          *run,
               int             demand,
               BoExceptionKind kind,
               gint64          units)
{
  BoException exception = { demand, kind, units };

  if (units > 0)
    g_array_append_val (run->exceptions, exception);
}

/* Units of a line that come no later than it needs them. */
static gint64
count_on_time (const BoRun  *run,
               const gint64 *late,
               guint         demand)
{
  return run->has[demand] - (late != NULL ? late[demand] : 0);
}

static gint64 *
count_late (const BoRun *run)
{
  gint64 *late = g_new0 (gint64, run->n_demands);

  for (guint i = 0; i < run->taken->len; i++)
    {
      const BoTaken *taken = &g_array_index (run->taken, BoTaken, i);

      if (taken->day > bo_run_demand (run, taken->demand)->need)
        late[taken->demand] += taken->units;
    }

  return late;
}

static void
find_exception (BoRun        *run,
                guint         i,
                const gint64 *late)
{
  const BoDemand *demand = bo_run_demand (run, i);
  gint64          had = MIN (demand->before, demand->open);

  if (demand->strategy == BO_STRATEGY_WIN && !demand->paused)
    add_exception (run, (int) i, BO_EXCEPTION_WIN_NOT_FULL, demand->open - count_on_time (run, late, i));
  if ((demand->strategy == BO_STRATEGY_GAIN || demand->strategy == BO_STRATEGY_SKIP) && !demand->paused)
    add_exception (run, (int) i, BO_EXCEPTION_GAIN_LOST, MAX (had, demand->locked) - run->hard[i]);
  else
    add_exception (run, (int) i, BO_EXCEPTION_GAIN_LOST, demand->locked - run->hard[i]);
}

static int
compare_exceptions (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const BoRun       *run = user_data;
  const BoException *x = a;
  const BoException *y = b;
  gint64             i = x->demand < 0 ? G_MININT64 : bo_run_demand (run, (guint) x->demand)->id;
  gint64             j = y->demand < 0 ? G_MININT64 : bo_run_demand (run, (guint) y->demand)->id;

  if (i != j)
    return i < j ? -1 : 1;

  return (int) x->kind - (int) y->kind;
}

/* Returns: whether stock that lines had is gone, so that the run cannot be refused */
static gboolean
find_exceptions (BoRun *run)
{
  g_autofree gint64 *late = count_late (run);
  gboolean           dropped = FALSE;

  for (guint p = 0; p < run->plan->n_products; p++)
    {
      add_exception (run, -1, BO_EXCEPTION_SUPPLY_DROP, run->pools[p].drop);
      dropped |= run->pools[p].drop > 0;
    }
  for (guint i = 0; i < run->n_demands; i++)
    find_exception (run, i, late);
  g_array_sort_with_data (run->exceptions, compare_exceptions, run);

  return dropped;
}

/* Whether all that must leave together is on hand. */
static gboolean
is_ready (const BoRun *run,
          guint        demand)
{
  if (run->group == NULL || run->group[demand] == 0)
    return run->hard[demand] >= bo_run_demand (run, demand)->open;

  for (guint i = run->group[demand]; i != 0; i = run->group_next[i - 1])
    if (run->hard[i - 1] < bo_run_demand (run, i - 1)->open)
      return FALSE;

  return TRUE;
}

static void
add_peg (BoAllocation  *allocation,
         const BoRun   *run,
         const BoTaken *taken)
{
  BoDeal         *deal = bo_allocation_get_deal (allocation, taken->demand);
  const BoSupply *supply = &g_array_index (run->plan->supplies, BoSupply, taken->supply);
  BoPeg          *last = deal->n_pegs > 0
                             ? &g_array_index (allocation->pegs, BoPeg, deal->first_peg + deal->n_pegs - 1)
                             : NULL;

  if (last == NULL || last->supply != taken->supply || last->day != taken->day)
    {
      last = &g_array_index (allocation->pegs, BoPeg, deal->first_peg + deal->n_pegs++);
      last->supply = taken->supply;
      last->day = taken->day;
      last->units = 0;
      last->overdue = supply->kind == BO_SUPPLY_RECEIPT && supply->day < run->plan->today;
    }
  last->units += taken->units;
}

/* Pegs of a line side by side, in the order in which they were given. */
static void
collect_pegs (BoAllocation *allocation,
              const BoRun  *run)
{
  guint n = 0;

  for (guint i = 0; i < run->taken->len; i++)
    bo_allocation_get_deal (allocation, g_array_index (run->taken, BoTaken, i).demand)->n_pegs++;
  for (guint i = 0; i < run->n_demands; i++)
    {
      BoDeal *deal = bo_allocation_get_deal (allocation, i);

      deal->first_peg = n;
      n += deal->n_pegs;
      deal->n_pegs = 0;
    }
  g_array_set_size (allocation->pegs, n);
  for (guint i = 0; i < run->taken->len; i++)
    add_peg (allocation, run, &g_array_index (run->taken, BoTaken, i));
}

static void
set_deal (BoAllocation *allocation,
          const BoRun  *run,
          guint         i)
{
  const BoDemand *demand = bo_run_demand (run, i);
  BoDeal         *deal = bo_allocation_get_deal (allocation, i);

  deal->units = run->hard[i];
  deal->held_back = bo_demand_is_complete (demand) && !is_ready (run, i) ? run->hard[i] : 0;
  deal->lacking = demand->open - run->has[i];
  deal->first_day = BO_DAY_NONE;
  deal->day = BO_DAY_NONE;
  if (deal->n_pegs > 0)
    {
      const BoPeg *pegs = &g_array_index (allocation->pegs, BoPeg, deal->first_peg);

      deal->first_day = pegs[0].day;
      if (deal->lacking == 0)
        deal->day = pegs[deal->n_pegs - 1].day;
    }
  else if (demand->open == 0)
    {
      deal->day = run->plan->today;
    }
}

/* An order that ships complete leaves on the day of its last line (domain.md b.7). */
static void
set_order_days (BoAllocation *allocation,
                const BoRun  *run)
{
  for (guint i = 0; run->has_groups && i < run->n_demands; i++)
    {
      int day = 0;

      if (run->group[i] != i + 1)
        continue;
      for (guint j = i + 1; j != 0; j = run->group_next[j - 1])
        day = MAX (day, bo_allocation_get_deal (allocation, j - 1)->day);
      for (guint j = i + 1; j != 0; j = run->group_next[j - 1])
        bo_allocation_get_deal (allocation, j - 1)->day = day;
    }
}

static BoAllocation *
make_allocation (BoRun *run)
{
  BoAllocation *allocation = g_new0 (BoAllocation, 1);

  allocation->deals = g_array_sized_new (FALSE, TRUE, sizeof (BoDeal), run->n_demands);
  g_array_set_size (allocation->deals, run->n_demands);
  allocation->pegs = g_array_new (FALSE, FALSE, sizeof (BoPeg));
  allocation->free = g_array_new (FALSE, FALSE, sizeof (gint64));
  allocation->aborted = run->aborted;
  for (guint p = 0; p < run->plan->n_products; p++)
    g_array_append_val (allocation->free, run->pools[p].free);
  collect_pegs (allocation, run);
  for (guint i = 0; i < run->n_demands; i++)
    set_deal (allocation, run, i);
  set_order_days (allocation, run);
  bo_explain (run, allocation);
  allocation->exceptions = g_steal_pointer (&run->exceptions);

  return allocation;
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

  deal (run);
  if (get_dealing_rule (run) == BO_RULE_STRATEGIES)
    {
      gboolean dropped = find_exceptions (run);

      if (run->exceptions->len > 0 && !dropped && plan->policy->on_exception == BO_ON_EXCEPTION_ABORT)
        {
          BoRun *nothing = deal_nothing (plan);

          g_array_unref (nothing->exceptions);
          nothing->exceptions = g_steal_pointer (&run->exceptions);
          g_clear_pointer (&run, bo_run_free);
          run = nothing;
        }
    }

  return make_allocation (run);
}
