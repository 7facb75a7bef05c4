/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run-result"

#include "config.h"

#include "bo-run.h"

/* What a run has dealt, in the order of the plan. */

static guint
get_origin (const BoRun *run,
            guint        demand)
{
  return run->origin != NULL ? run->origin[demand] : demand;
}

static BoDeal *
get_deal (BoAllocation *allocation,
          const BoRun  *run,
          guint         demand)
{
  return bo_allocation_get_deal (allocation, get_origin (run, demand));
}

/* Whether all that must leave together is on hand. */
static gboolean
is_ready (const BoRun *run,
          guint        demand)
{
  for (guint i = bo_run_first_of_order (run, demand); i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    if (run->hard[i] < bo_run_demand (run, i)->open)
      return FALSE;

  return TRUE;
}

static void
add_peg (BoAllocation  *allocation,
         const BoRun   *run,
         const BoTaken *taken)
{
  BoDeal         *deal = get_deal (allocation, run, taken->demand);
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
    get_deal (allocation, run, g_array_index (run->taken, BoTaken, i).demand)->n_pegs++;
  for (guint i = 0; i < run->n_demands; i++)
    {
      BoDeal *deal = get_deal (allocation, run, i);

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
  BoDeal         *deal = get_deal (allocation, run, i);

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
  for (guint first = 0; first < run->n_demands; first++)
    {
      int day = 0;

      if (run->group_next[first] == 0 || bo_run_first_of_order (run, first) != first)
        continue;
      for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
        day = MAX (day, get_deal (allocation, run, i)->day);
      for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
        get_deal (allocation, run, i)->day = day;
    }
}

static void
set_deals (BoAllocation *allocation,
           const BoRun  *run)
{
  g_autofree gint64 *ahead = g_new (gint64, run->n_demands);
  g_autofree gint64 *behind = g_new0 (gint64, run->n_demands);

  for (guint p = 0; p < run->plan->n_products; p++)
    bo_run_count_ahead (run, p, ahead, behind);
  for (guint i = 0; i < run->n_demands; i++)
    {
      set_deal (allocation, run, i);
      bo_explain (run, i, ahead[i], behind[i], get_deal (allocation, run, i));
    }
  if (run->group != NULL)
    set_order_days (allocation, run);
}

/* The exceptions of a run name its numbers of lines, those of a result the plan's. */
static GArray *
take_exceptions (BoRun *run)
{
  for (guint i = 0; i < run->exceptions->len; i++)
    {
      BoException *exception = &g_array_index (run->exceptions, BoException, i);

      if (exception->demand >= 0)
        exception->demand = (int) get_origin (run, (guint) exception->demand);
    }

  return g_steal_pointer (&run->exceptions);
}

/**
 * bo_run_make_allocation:
 * @run: a run that has been dealt, whose exceptions are taken
 *
 * Returns: (transfer full): what it gives to each line of the plan
 */
BoAllocation *
bo_run_make_allocation (BoRun *run)
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
  set_deals (allocation, run);
  allocation->exceptions = take_exceptions (run);

  return allocation;
}
