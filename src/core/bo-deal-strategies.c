/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-deal-strategies"

#include "config.h"

#include "bo-run.h"

/* The redistribution run (domain.md b.5), product by product.  Locked units have been
 * given before: they left what a line wants and what it had, and count again in the
 * end. */

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

/* One pass over the lines of one strategy of a product, in the order of the line. */
static void
pass (BoRun     *run,
      guint      product,
      BoStrategy strategy,
      Target     target)
{
  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      if (demand->strategy == strategy && !demand->paused && !run->dropped[i])
        raise_to (run, i, target (run, demand));
    }
}

static void
run_passes (BoRun *run)
{
  for (guint j = 0; j < run->queue->n_products && run->here > 0; j++)
    {
      guint product = bo_run_product (run, j);

      if (run->pools[product].here + run->pools[product].here_bound == 0)
        continue;
      pass (run, product, BO_STRATEGY_WIN, all_open);
      pass (run, product, BO_STRATEGY_GAIN, all_it_had);
      pass (run, product, BO_STRATEGY_GAIN, all_open);
      pass (run, product, BO_STRATEGY_IMPROVE, all_it_had);
      pass (run, product, BO_STRATEGY_IMPROVE, all_open);
      pass (run, product, BO_STRATEGY_REDISTRIBUTE, all_open);
      pass (run, product, BO_STRATEGY_FILL, all_it_had);
    }
}

/* The queue's pools as they were, so that a deal can be taken back. */
typedef struct
{
  BoPool *pools;
  guint   n_taken;
  gint64  here;
} Saved;

static void
saved_clear (Saved *saved)
{
  g_free (saved->pools);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Saved, saved_clear)

static Saved
save (const BoRun *run)
{
  Saved saved = { g_new (BoPool, run->queue->n_products), run->taken->len, run->here };

  for (guint j = 0; j < run->queue->n_products; j++)
    saved.pools[j] = run->pools[bo_run_product (run, j)];

  return saved;
}

static void
restore (BoRun       *run,
         const Saved *saved)
{
  for (guint i = saved->n_taken; i < run->taken->len; i++)
    {
      const BoTaken *taken = &g_array_index (run->taken, BoTaken, i);

      run->supply_left[taken->supply] += taken->units;
      run->has[taken->demand] -= taken->units;
      if (run->on_hand)
        run->hard[taken->demand] -= taken->units;
    }
  g_array_set_size (run->taken, saved->n_taken);
  run->here = saved->here;
  for (guint j = 0; j < run->queue->n_products; j++)
    run->pools[bo_run_product (run, j)] = saved->pools[j];
}

/* Whether a pass has given something that cannot leave, since the rest is not there. */
static gboolean
comes_in_part (const BoRun *run,
               guint        first)
{
  gboolean any = FALSE;
  gboolean all = TRUE;

  for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    {
      const BoDemand *demand = bo_run_demand (run, i);

      /* What is out of the run keeps what it has, whether it can leave or not. */
      any |= run->has[i] > demand->locked && demand->strategy != BO_STRATEGY_SKIP;
      all &= run->has[i] >= demand->open;
    }

  return any && !all;
}

/* The last in the queue that ships complete, may not hold and does not come full:
 * the first line of its order, or BO_NO_LINE. */
static guint
find_last_unfull (const BoRun *run)
{
  for (guint i = run->queue->n_turns; i-- > 0;)
    {
      guint first = bo_run_queue_turn (run, i)->demand;

      if (bo_demand_is_complete (bo_run_demand (run, first)) && !run->dropped[first] &&
          !bo_run_holds (run, first) && comes_in_part (run, first))
        return first;
    }

  return BO_NO_LINE;
}

/* Deals, and while an order that ships complete comes in part only, leaves out the
 * last such and deals again. */
static void
deal_queue (BoRun *run)
{
  g_auto (Saved) saved = save (run);
  guint last;

  run_passes (run);
  while ((last = find_last_unfull (run)) != BO_NO_LINE)
    {
      restore (run, &saved);
      for (guint i = last; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
        run->dropped[i] = TRUE;
      run_passes (run);
    }
}

/* SKIP: out of the run, it keeps exactly what it has.  Where not even that is there,
 * the last in line give up first. */
static void
keep_skipped (BoRun *run,
              guint  product)
{
  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      if (demand->strategy == BO_STRATEGY_SKIP && !demand->paused)
        raise_to (run, i, all_it_had (run, demand));
    }
}

/* Units on hand that lines had and that are not there any more. */
static gint64
count_drop (const BoRun *run,
            guint        product)
{
  const BoPool *pool = &run->pools[product];
  gint64        missing = 0;

  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    missing += MIN (bo_run_demand (run, i)->before, bo_run_demand (run, i)->open);
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
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint product = bo_run_product (run, j);

      if (run->on_hand)
        {
          run->pools[product].drop = count_drop (run, product);
          keep_skipped (run, product);
        }
      for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
        run->dropped[i] = FALSE;
    }
  deal_queue (run);
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

/* Units that come after the day on which their line needs them. */
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
find_exception (BoRun *run,
                guint  i,
                gint64 late)
{
  const BoDemand *demand = bo_run_demand (run, i);
  gint64          kept = demand->locked;

  if (demand->paused)
    {
      add_exception (run, (int) i, BO_EXCEPTION_GAIN_LOST, kept - run->hard[i]);
      return;
    }
  if (demand->strategy == BO_STRATEGY_WIN)
    add_exception (run, (int) i, BO_EXCEPTION_WIN_NOT_FULL, demand->open - (run->has[i] - late));
  if (demand->strategy == BO_STRATEGY_GAIN || demand->strategy == BO_STRATEGY_SKIP)
    kept = MAX (kept, MIN (demand->before, demand->open));
  add_exception (run, (int) i, BO_EXCEPTION_GAIN_LOST, kept - run->hard[i]);
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
  if (x->kind != y->kind)
    return (int) x->kind - (int) y->kind;

  return (x->units > y->units) - (x->units < y->units);
}

/**
 * bo_strategies_find_exceptions:
 * @run: a run that has been dealt
 *
 * Lists what the run broke, by line and kind.
 *
 * Returns: whether stock that lines had is gone, so that the run cannot be refused
 */
gboolean
bo_strategies_find_exceptions (BoRun *run)
{
  g_autofree gint64 *late = count_late (run);
  gboolean           dropped = FALSE;

  for (guint p = 0; p < run->plan->n_products; p++)
    {
      add_exception (run, -1, BO_EXCEPTION_SUPPLY_DROP, run->pools[p].drop);
      dropped |= run->pools[p].drop > 0;
    }
  for (guint i = 0; i < run->n_demands; i++)
    find_exception (run, i, late[i]);
  g_array_sort_with_data (run->exceptions, compare_exceptions, run);

  return dropped;
}
