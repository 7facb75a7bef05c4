/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run"

#include "config.h"

#include "bo-run.h"

#define SECONDS_A_DAY 86400

/* Floor, for instants before 1970 too. */
static int
day_of (gint64 seconds)
{
  return (int) ((seconds - (seconds < 0 ? SECONDS_A_DAY - 1 : 0)) / SECONDS_A_DAY);
}

static int
available_day (const BoPlan   *plan,
               const BoSupply *supply)
{
  if (supply->kind == BO_SUPPLY_ON_HAND)
    return plan->today;
  if (supply->day < plan->today)
    return plan->today + plan->policy->overdue_days;

  return (int) MIN ((gint64) supply->day + plan->policy->dock_days, BO_DAY_NONE - 1);
}

/* By product; what is on hand first, then by (available day, id). */
static int
compare_supplies (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  const BoRun    *run = user_data;
  guint           i = *(const guint *) a;
  guint           j = *(const guint *) b;
  const BoSupply *x = &g_array_index (run->plan->supplies, BoSupply, i);
  const BoSupply *y = &g_array_index (run->plan->supplies, BoSupply, j);

  if (x->product != y->product)
    return x->product < y->product ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind == BO_SUPPLY_ON_HAND ? -1 : 1;
  if (run->supply_day[i] != run->supply_day[j])
    return run->supply_day[i] < run->supply_day[j] ? -1 : 1;

  return (x->id > y->id) - (x->id < y->id);
}

static void
set_up_supplies (BoRun *run)
{
  const GArray *supplies = run->plan->supplies;

  run->supply_order = g_new (guint, supplies->len);
  run->supply_day = g_new (int, supplies->len);
  run->supply_left = g_new (gint64, supplies->len);
  for (guint i = 0; i < supplies->len; i++)
    {
      const BoSupply *supply = &g_array_index (supplies, BoSupply, i);

      run->supply_order[i] = i;
      run->supply_day[i] = available_day (run->plan, supply);
      run->supply_left[i] = supply->units;
      run->pools[supply->product].n_supplies++;
    }
  if (supplies->len > 1)
    g_qsort_with_data (run->supply_order, (int) supplies->len, sizeof (guint), compare_supplies, run);
  for (guint p = 1; p < run->plan->n_products; p++)
    run->pools[p].first_supply = run->pools[p - 1].first_supply + run->pools[p - 1].n_supplies;
}

/* The reserve is cut to what the campaign still wants (domain.md b.6). */
static void
set_up_reserve (BoRun *run)
{
  if (run->policy->reserve_campaign == 0 || run->policy->reserve_units == 0)
    return;

  for (guint p = 0; p < run->plan->n_products; p++)
    run->pools[p].reserve = run->policy->reserve_units;
  for (guint i = 0; i < run->n_demands; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      if (demand->campaign == run->policy->reserve_campaign && !demand->paused)
        run->pools[demand->product].wanted += demand->open;
    }
}

/* The greedy rules are their own order; the others have one for ties. */
static BoKey
get_key (const BoPolicy *policy,
         BoRule          rule)
{
  if (bo_policy_is_greedy (rule))
    return bo_policy_default_key (rule);

  return policy->key;
}

/* Returns: (transfer full): a run of @plan, before its first pass */
BoRun *
bo_run_new (const BoPlan *plan)
{
  BoRun *run = g_new0 (BoRun, 1);

  run->plan = plan;
  run->policy = plan->policy;
  run->rule = plan->policy->by_class ? plan->policy->inside_class : plan->policy->rule;
  run->key = get_key (plan->policy, run->rule);
  run->n_demands = plan->demands->len;
  run->pools = g_new0 (BoPool, plan->n_products);
  run->has = g_new0 (gint64, run->n_demands);
  run->hard = g_new0 (gint64, run->n_demands);
  run->limit = g_new (gint64, run->n_demands);
  run->gives = g_new0 (gint64, run->n_demands);
  run->dropped = g_new0 (gboolean, run->n_demands);
  if (run->rule == BO_RULE_CLASS_SHARES)
    run->class_parts = g_new0 (BoClassPart, (gsize) plan->n_products * (BO_CLASS_MAX + 1));
  run->taken = g_array_sized_new (FALSE, FALSE, sizeof (BoTaken), run->n_demands);
  run->exceptions = g_array_new (FALSE, FALSE, sizeof (BoException));

  run->product_turns = g_array_new (FALSE, FALSE, sizeof (guint));
  run->pass_turns = g_array_new (FALSE, FALSE, sizeof (guint));
  run->opened = g_new (guint, plan->n_products + 1);

  bo_run_set_up_order (run);
  bo_run_set_up_turns (run);
  for (guint i = 0; i < run->n_demands; i++)
    run->limit[i] = bo_run_demand (run, i)->open;
  set_up_supplies (run);
  set_up_reserve (run);

  return run;
}

void
bo_run_free (BoRun *run)
{
  g_free (run->sorted);
  g_free (run->origin);
  g_free (run->first_demand);
  g_free (run->group);
  g_free (run->group_next);
  g_free (run->pools);
  g_free (run->supply_order);
  g_free (run->supply_day);
  g_free (run->supply_left);
  g_array_unref (run->queues);
  g_free (run->queue_products);
  g_array_unref (run->turns);
  g_array_unref (run->product_turns);
  g_array_unref (run->pass_turns);
  g_free (run->opened);
  g_free (run->has);
  g_free (run->hard);
  g_free (run->limit);
  g_free (run->gives);
  g_free (run->dropped);
  g_free (run->class_parts);
  g_array_unref (run->taken);
  g_clear_pointer (&run->exceptions, g_array_unref); /* which the result may have taken */
  g_free (run);
}

/* Returns: whether something arrives in this pass */
static gboolean
open_supplies (BoRun *run,
               guint  product)
{
  BoPool *pool = &run->pools[product];
  guint   n_before = pool->n_here;

  while (pool->n_here < pool->n_supplies)
    {
      guint           i = run->supply_order[pool->first_supply + pool->n_here];
      const BoSupply *supply = &g_array_index (run->plan->supplies, BoSupply, i);

      if (run->on_hand ? supply->kind != BO_SUPPLY_ON_HAND : run->supply_day[i] > run->day)
        break;
      if (supply->reserved_for == 0)
        pool->here += run->supply_left[i];
      else
        pool->here_bound += run->supply_left[i];
      if (supply->reserved_for != 0 && supply->reserved_for == run->policy->reserve_campaign)
        pool->here_ours += run->supply_left[i];
      run->here += run->supply_left[i];
      pool->n_here++;
    }

  return pool->n_here > n_before;
}

/* The next availability day of any product of the queue, or BO_DAY_NONE. */
static int
find_next_day (const BoRun *run)
{
  int day = BO_DAY_NONE;

  for (guint i = 0; i < run->queue->n_products; i++)
    {
      const BoPool *pool = &run->pools[bo_run_product (run, i)];

      if (pool->n_here < pool->n_supplies)
        day = MIN (day, run->supply_day[run->supply_order[pool->first_supply + pool->n_here]]);
    }

  return day;
}

static void
open_pass (BoRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->queue->n_products; i++)
    if (open_supplies (run, bo_run_product (run, i)))
      run->opened[n++] = bo_run_product (run, i);
  bo_run_choose_turns (run, run->opened, n);
}

/**
 * bo_run_open_queue:
 * @run: a run
 * @queue: number of a queue that has not been dealt to
 *
 * Begins with a queue: with the pass of what is on hand.
 */
void
bo_run_open_queue (BoRun *run,
                   guint  queue)
{
  run->queue = &g_array_index (run->queues, BoQueue, queue);
  run->on_hand = TRUE;
  run->day = run->plan->today;
  run->here = 0;
  open_pass (run);
}

/**
 * bo_run_next_pass:
 * @run: a run in a queue
 *
 * Goes on to the next day on which the queue gets something.
 *
 * Returns: whether there is one more
 */
gboolean
bo_run_next_pass (BoRun *run)
{
  int day = find_next_day (run);

  if (day == BO_DAY_NONE)
    return FALSE;
  run->on_hand = FALSE;
  run->day = day;
  open_pass (run);

  return TRUE;
}

/**
 * bo_run_get_protected:
 * @run: a run in a pass
 * @product: a product of the queue
 *
 * Returns: the units that are kept for the policy's campaign: of the reserve, no more
 *   than its lines still want and supply bound to it does not cover (domain.md b.6)
 */
gint64
bo_run_get_protected (const BoRun *run,
                      guint        product)
{
  const BoPool *pool = &run->pools[product];

  return CLAMP (pool->wanted - pool->here_ours, 0, pool->reserve);
}

/**
 * bo_run_get_available:
 * @run: a run in a pass
 * @demand: a line
 *
 * Returns: the units left in this pass that @demand may have: what is bound to its
 *   campaign, and of the rest what is not protected for another (domain.md b.6)
 */
gint64
bo_run_get_available (const BoRun    *run,
                      const BoDemand *demand)
{
  const BoPool *pool = &run->pools[demand->product];
  gint64        available = pool->here;

  if (run->locking)
    return pool->here + pool->here_bound;
  if (demand->campaign == 0 || demand->campaign != run->policy->reserve_campaign)
    available = MAX (0, available - bo_run_get_protected (run, demand->product));
  if (demand->campaign == 0 || pool->here_bound == 0)
    return available;

  for (guint i = pool->n_used_up; i < pool->n_here; i++)
    {
      guint supply = run->supply_order[pool->first_supply + i];

      if (g_array_index (run->plan->supplies, BoSupply, supply).reserved_for == demand->campaign)
        available += run->supply_left[supply];
    }

  return available;
}

typedef enum
{
  OWN,  /* bound to the line's campaign */
  OPEN, /* bound to none */
  ANY,
} Source;

static gboolean
may_take (const BoSupply *supply,
          const BoDemand *demand,
          Source          source)
{
  switch (source)
    {
    case OWN:
      return supply->reserved_for != 0 && supply->reserved_for == demand->campaign;
    case OPEN:
      return supply->reserved_for == 0;
    case ANY:
    default:
      return TRUE;
    }
}

/* Books @units of a supply out of its product's pool. */
static void
take_units (BoRun *run,
            guint  demand,
            guint  supply,
            gint64 units)
{
  BoPool  *pool = &run->pools[bo_run_demand (run, demand)->product];
  BoTaken  taken = { demand, supply, run->day, units };
  gint64   bound_to = g_array_index (run->plan->supplies, BoSupply, supply).reserved_for;
  gint64   campaign = bo_run_demand (run, demand)->campaign;
  gboolean ours = campaign != 0 && campaign == run->policy->reserve_campaign;

  run->supply_left[supply] -= units;
  run->here -= units;
  if (bound_to == 0)
    pool->here -= units;
  else
    pool->here_bound -= units;
  if (bound_to != 0 && bound_to == run->policy->reserve_campaign)
    pool->here_ours -= units;
  if (ours && bound_to == 0)
    pool->reserve -= MIN (units, pool->reserve);
  if (ours && !bo_run_demand (run, demand)->paused)
    pool->wanted -= units;
  g_array_append_val (run->taken, taken);
}

/* Takes up to @units from the supplies of @source, the earliest first. */
static gint64
take_from (BoRun *run,
           guint  demand,
           Source source,
           gint64 units)
{
  const BoDemand *wants = bo_run_demand (run, demand);
  BoPool         *pool = &run->pools[wants->product];
  gint64          left = units;

  for (guint i = pool->n_used_up; i < pool->n_here && left > 0; i++)
    {
      guint  supply = run->supply_order[pool->first_supply + i];
      gint64 some = MIN (left, run->supply_left[supply]);

      if (some > 0 && may_take (&g_array_index (run->plan->supplies, BoSupply, supply), wants, source))
        {
          take_units (run, demand, supply, some);
          left -= some;
        }
      if (i == pool->n_used_up && run->supply_left[supply] == 0)
        pool->n_used_up++;
    }

  return units - left;
}

/**
 * bo_run_take:
 * @run: a run in a pass
 * @demand: number of a line
 * @units: how many it wants
 *
 * Pegs @units to the line, or what there is for it, the earliest supply first.
 *
 * Returns: how many it got
 */
gint64
bo_run_take (BoRun *run,
             guint  demand,
             gint64 units)
{
  const BoDemand *wants = bo_run_demand (run, demand);
  gint64          got = 0;

  units = MIN (units, bo_run_get_available (run, wants));
  if (units <= 0)
    return 0;

  if (wants->campaign != 0 && run->pools[wants->product].here_bound > 0)
    got = take_from (run, demand, OWN, units);
  got += take_from (run, demand, OPEN, units - got);
  if (run->locking)
    got += take_from (run, demand, ANY, units - got);
  run->has[demand] += got;
  if (run->on_hand)
    run->hard[demand] += got;

  return got;
}

/* Of the line, or of the first line of an order that ships complete. */
static gint64
get_waiting_since (const BoRun *run,
                   guint        demand)
{
  gint64 queued = bo_run_demand (run, demand)->queued;

  for (guint i = bo_run_first_of_order (run, demand); i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    queued = MIN (queued, bo_run_demand (run, i)->queued);

  return queued;
}

/* Whether a complete line that does not fit holds what there is (domain.md b.4). */
gboolean
bo_run_holds (const BoRun *run,
              guint        demand)
{
  switch (run->policy->ship_complete)
    {
    case BO_COMPLETE_HOLD:
      return TRUE;
    case BO_COMPLETE_SKIP_UNTIL:
      return (gint64) run->day - day_of (get_waiting_since (run, demand)) >= run->policy->skip_until_days;
    case BO_COMPLETE_SKIP:
    default:
      return FALSE;
    }
}
