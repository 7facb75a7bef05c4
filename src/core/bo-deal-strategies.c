/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-deal-strategies"

#include "config.h"

#include "bo-run.h"

/* The redistribution run (domain.md b.5), product by product.  Locked units have been
 * given before: they left what a line wants and what it had, and count again in the
 * end. */

typedef struct
{
  BoRun *run;
  guint  product;
  guint  first;
  guint  end;
} Scope;

/* What the line had before and still wants, its locked units apart. */
static gint64
had (const BoRun    *run,
     const BoDemand *demand)
{
  return MAX (0, MIN (demand->before, demand->open) - demand->locked);
}

static void
raise_to (BoRun *run,
          guint  demand,
          gint64 units)
{
  gint64 target = MIN (units, run->limit[demand]);

  if (target > run->has[demand])
    bo_run_take (run, demand, target - run->has[demand]);
}

typedef gint64 (*Target) (const BoRun *run, const BoDemand *demand);

static gint64
all_open (const BoRun    *run,
          const BoDemand *demand)
{
  return demand->open;
}

static gint64
all_it_had (const BoRun    *run,
            const BoDemand *demand)
{
  return had (run, demand) + demand->locked;
}

/* One pass over the lines of one strategy, in the order of the line. */
static void
pass (const Scope *scope,
      BoStrategy   strategy,
      Target       target)
{
  BoRun *run = scope->run;

  for (guint i = scope->first; i < scope->end; i++)
    {
      guint           index = run->ranked[i];
      const BoDemand *demand = bo_run_demand (run, index);

      if (demand->strategy == strategy && !demand->paused && !run->dropped[index])
        raise_to (run, index, target (run, demand));
    }
}

static void
run_passes (const Scope *scope)
{
  pass (scope, BO_STRATEGY_WIN, all_open);
  pass (scope, BO_STRATEGY_GAIN, all_it_had);
  pass (scope, BO_STRATEGY_GAIN, all_open);
  pass (scope, BO_STRATEGY_IMPROVE, all_it_had);
  pass (scope, BO_STRATEGY_IMPROVE, all_open);
  pass (scope, BO_STRATEGY_REDISTRIBUTE, all_open);
  pass (scope, BO_STRATEGY_FILL, all_it_had);
}

/* A deal of one product that can be taken back: pools and pegs as they were. */
static void
restore (BoRun        *run,
         const Scope  *scope,
         const BoPool *pool,
         guint         n_taken)
{
  for (guint i = n_taken; i < run->taken->len; i++)
    {
      const BoTaken *taken = &g_array_index (run->taken, BoTaken, i);

      run->supply_left[taken->supply] += taken->units;
      run->has[taken->demand] -= taken->units;
      if (run->on_hand)
        run->hard[taken->demand] -= taken->units;
    }
  g_array_set_size (run->taken, n_taken);
  run->pools[scope->product] = *pool;
}

/* The last complete line that is neither full nor holding, or -1. */
static int
find_last_unfull (const Scope *scope)
{
  BoRun *run = scope->run;

  for (guint i = scope->end; i-- > scope->first;)
    {
      guint           index = run->ranked[i];
      const BoDemand *demand = bo_run_demand (run, index);

      if (bo_demand_is_complete (demand) && !run->dropped[index] && run->has[index] > demand->locked &&
          run->has[index] < demand->open && !bo_run_holds (run, index))
        return (int) index;
    }

  return -1;
}

static void
deal_product (const Scope *scope)
{
  BoRun *run = scope->run;
  BoPool pool = run->pools[scope->product];
  guint  n_taken = run->taken->len;
  int    last;

  run_passes (scope);
  while ((last = find_last_unfull (scope)) >= 0)
    {
      restore (run, scope, &pool, n_taken);
      run->dropped[last] = TRUE;
      run_passes (scope);
    }
}

/* SKIP: out of the run, it keeps exactly what it has.  Where not even that is there,
 * the last in line give up first. */
static void
keep_skipped (const Scope *scope)
{
  BoRun *run = scope->run;

  for (guint i = scope->first; i < scope->end; i++)
    {
      guint           index = run->ranked[i];
      const BoDemand *demand = bo_run_demand (run, index);

      if (demand->strategy == BO_STRATEGY_SKIP && !demand->paused)
        raise_to (run, index, all_it_had (run, demand));
    }
}

static Scope
make_scope (BoRun *run,
            guint  product)
{
  return (Scope){ run, product, run->rank_first[product], run->rank_first[product + 1] };
}

/* Units on hand that lines had and that are not there any more. */
static gint64
count_drop (const Scope *scope)
{
  BoRun        *run = scope->run;
  const BoPool *pool = &run->pools[scope->product];
  gint64        missing = 0;

  for (guint i = scope->first; i < scope->end; i++)
    {
      const BoDemand *demand = bo_run_demand (run, run->ranked[i]);

      missing += MIN (demand->before, demand->open);
    }
  for (guint i = 0; i < pool->n_here; i++)
    missing -= g_array_index (run->plan->supplies, BoSupply, run->supply_order[pool->first_supply + i]).units;

  return MAX (0, missing);
}

/**
 * bo_deal_strategies:
 * @run: a run in a pass
 *
 * WIN, GAIN, IMPROVE, REDISTRIBUTE and FILL in turn; LOSE gets nothing and SKIP keeps
 * what it has.  In the passes after the one of what is on hand nobody loses: each
 * goes on from what it has.
 */
void
bo_deal_strategies (BoRun *run)
{
  for (guint p = 0; p < run->plan->n_products; p++)
    {
      Scope scope = make_scope (run, p);

      if (run->on_hand)
        {
          run->pools[p].drop = count_drop (&scope);
          keep_skipped (&scope);
        }
      for (guint i = scope.first; i < scope.end; i++)
        run->dropped[run->ranked[i]] = FALSE;
      deal_product (&scope);
    }
}
