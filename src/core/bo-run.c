/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run"

#include "config.h"

#include "bo-run.h"

#include <stdlib.h>

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

/* The reserve is first cut to what the campaign still wants (domain.md b.6). */
static void
set_up_reserve (BoRun *run)
{
  g_autofree gint64 *wanted = NULL;

  if (run->policy->reserve_campaign == 0 || run->policy->reserve_units == 0)
    return;

  wanted = g_new0 (gint64, run->plan->n_products);
  for (guint i = 0; i < run->n_demands; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      if (demand->campaign == run->policy->reserve_campaign && !demand->paused)
        wanted[demand->product] += demand->open;
    }
  for (guint p = 0; p < run->plan->n_products; p++)
    run->pools[p].protected = MIN (run->policy->reserve_units, wanted[p]);
}

static void
set_key (const BoRun    *run,
         const BoDemand *demand,
         gint64          queued,
         BoTurn         *turn)
{
  guint n = 0;

  /* Class after class, or the class behind the need date of a queue by need. */
  if (run->policy->by_class)
    turn->key[n++] = demand->priority_class;
  if (run->key == BO_KEY_NEED)
    turn->key[n++] = demand->need;
  if (!run->policy->by_class && run->key != BO_KEY_FIFO)
    turn->key[n++] = demand->priority_class;
  turn->key[n++] = queued;
  while (n < G_N_ELEMENTS (turn->key))
    turn->key[n++] = 0;
  turn->id = demand->id;
}

static int
compare_keys (const BoTurn *a,
              const BoTurn *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (a->key); i++)
    if (a->key[i] != b->key[i])
      return a->key[i] < b->key[i] ? -1 : 1;
  if (a->id != b->id)
    return a->id < b->id ? -1 : 1;

  return (a->offset > b->offset) - (a->offset < b->offset);
}

static int
compare_turns (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const BoRun  *run = user_data;
  const BoTurn *x = a;
  const BoTurn *y = b;
  guint         p = bo_run_demand (run, x->demand)->product;
  guint         q = bo_run_demand (run, y->demand)->product;

  /* Where no order ties products together each has a line of its own, and the
   * store hands them out in this order, which makes sorting cheap. */
  if (!run->has_groups && p != q)
    return p < q ? -1 : 1;

  return compare_keys (x, y);
}

static void
sort_turns (const BoRun *run,
            BoTurn      *turns,
            guint        n_turns)
{
  for (guint i = 1; i < n_turns; i++)
    {
      if (compare_turns (&turns[i - 1], &turns[i], (gpointer) run) > 0)
        {
          g_qsort_with_data (turns, (int) n_turns, sizeof *turns, compare_turns, (gpointer) run);
          return;
        }
    }
}

typedef struct
{
  const BoRun *run;
  BoTurn      *keys;
} RankOrder;

static int
compare_ranked (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const RankOrder *order = user_data;
  guint            i = *(const guint *) a;
  guint            j = *(const guint *) b;
  guint            p = bo_run_demand (order->run, i)->product;
  guint            q = bo_run_demand (order->run, j)->product;

  return p != q ? (p < q ? -1 : 1) : compare_keys (&order->keys[i], &order->keys[j]);
}

/* Every product's line, by the key of each line's oldest tranche: the order of ties
 * in the fair rules, and the place that is told. */
static void
set_up_ranks (BoRun *run)
{
  g_autofree BoTurn *keys = g_new0 (BoTurn, run->n_demands);
  RankOrder          order = { run, keys };
  gboolean           sorted = TRUE;

  run->ranked = g_new (guint, run->n_demands);
  run->rank_first = g_new0 (guint, run->plan->n_products + 1);
  for (guint i = 0; i < run->n_demands; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      set_key (run, demand, demand->queued, &keys[i]);
      run->ranked[i] = i;
      run->rank_first[demand->product + 1]++;
      if (i > 0 && sorted)
        sorted = compare_ranked (&run->ranked[i - 1], &run->ranked[i], &order) <= 0;
    }
  if (!sorted)
    g_qsort_with_data (run->ranked, (int) run->n_demands, sizeof (guint), compare_ranked, &order);
  for (guint p = 0; p < run->plan->n_products; p++)
    run->rank_first[p + 1] += run->rank_first[p];
}

/* Lines of one order that ships complete, of all products, in one list; in the order
 * of their ranks, which does not depend on that of the input. */
static void
set_up_groups (BoRun *run)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint *tails = NULL;

  for (guint r = 0; r < run->n_demands; r++)
    {
      guint           i = run->ranked[r];
      const BoDemand *demand = bo_run_demand (run, i);
      gpointer        head;

      if (demand->ship != BO_SHIP_ORDER_COMPLETE)
        continue;
      if (run->group == NULL)
        {
          run->group = g_new0 (guint, run->n_demands);
          run->group_next = g_new0 (guint, run->n_demands);
          tails = g_new0 (guint, run->n_demands);
        }
      head = g_hash_table_lookup (heads, &demand->order_id);
      if (head == NULL)
        {
          g_hash_table_insert (heads, (gpointer) &demand->order_id, GUINT_TO_POINTER (i + 1));
          run->group[i] = i + 1;
          tails[i] = i;
        }
      else
        {
          guint first = GPOINTER_TO_UINT (head) - 1;

          run->group[i] = first + 1;
          run->group_next[tails[first]] = i + 1;
          tails[first] = i;
          run->has_groups = TRUE;
        }
    }
}

/* The order's turn is that of its line that comes first. */
static void
add_group_turn (BoRun  *run,
                guint   demand,
                BoTurn *turn)
{
  BoTurn best = *turn;

  for (guint i = run->group_next[demand]; i != 0; i = run->group_next[i - 1])
    {
      BoTurn other = { .demand = demand };

      set_key (run, bo_run_demand (run, i - 1), bo_run_demand (run, i - 1)->queued, &other);
      if (compare_keys (&other, &best) < 0)
        best = other;
    }
  best.units = turn->units;
  run->turns[run->n_turns++] = best;
}

/* Greedy rules sort tranches; complete lines stand where their oldest tranche does
 * (domain.md b.1). */
static void
add_turns (BoRun *run,
           guint  i)
{
  const BoDemand *demand = bo_run_demand (run, i);
  BoTurn          turn = { .demand = i, .units = demand->open };
  gint64          offset = 0;

  set_key (run, demand, demand->queued, &turn);
  if (run->group != NULL && run->group[i] != 0)
    {
      if (run->group[i] == i + 1)
        add_group_turn (run, i, &turn);
    }
  else if (bo_demand_is_complete (demand) || demand->n_tranches < 2)
    {
      run->turns[run->n_turns++] = turn;
    }
  else
    {
      for (guint j = 0; j < demand->n_tranches; j++)
        {
          const BoTranche *tranche = &g_array_index (run->plan->tranches, BoTranche, demand->first_tranche + j);

          set_key (run, demand, tranche->queued, &turn);
          turn.offset = offset;
          turn.units = tranche->units;
          offset += tranche->units;
          run->turns[run->n_turns++] = turn;
        }
    }
}

static void
set_up_turns (BoRun *run)
{
  guint n = run->n_demands;

  for (guint i = 0; i < run->n_demands; i++)
    n += bo_run_demand (run, i)->n_tranches;
  run->turns = g_new (BoTurn, n);
  for (guint i = 0; i < run->n_demands; i++)
    add_turns (run, i);
  sort_turns (run, run->turns, run->n_turns);
}

/* The greedy rules are their own order; the others have one for ties. */
static BoKey
get_key (const BoPolicy *policy)
{
  BoRule rule = policy->by_class ? policy->inside_class : policy->rule;

  if (rule == BO_RULE_FIFO || rule == BO_RULE_PRIORITY || rule == BO_RULE_NEED)
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
  run->key = get_key (plan->policy);
  run->n_demands = plan->demands->len;
  run->day = G_MININT;
  run->pools = g_new0 (BoPool, plan->n_products);
  run->has = g_new0 (gint64, run->n_demands);
  run->hard = g_new0 (gint64, run->n_demands);
  run->limit = g_new (gint64, run->n_demands);
  run->held = g_new0 (gboolean, run->n_demands);
  run->dropped = g_new0 (gboolean, run->n_demands);
  run->taken = g_array_sized_new (FALSE, FALSE, sizeof (BoTaken), run->n_demands);
  run->exceptions = g_array_new (FALSE, FALSE, sizeof (BoException));
  for (guint i = 0; i < run->n_demands; i++)
    run->limit[i] = bo_run_demand (run, i)->open;

  set_up_supplies (run);
  set_up_reserve (run);
  set_up_ranks (run);
  set_up_groups (run);
  set_up_turns (run);

  return run;
}

void
bo_run_free (BoRun *run)
{
  g_free (run->pools);
  g_free (run->supply_order);
  g_free (run->supply_day);
  g_free (run->supply_left);
  g_free (run->turns);
  g_free (run->ranked);
  g_free (run->rank_first);
  g_free (run->group);
  g_free (run->group_next);
  g_free (run->has);
  g_free (run->hard);
  g_free (run->limit);
  g_free (run->held);
  g_free (run->dropped);
  g_array_unref (run->taken);
  g_clear_pointer (&run->exceptions, g_array_unref); /* which the result may have taken */
  g_free (run);
}

static void
open_supplies (BoRun *run,
               guint  product)
{
  BoPool *pool = &run->pools[product];

  while (pool->n_here < pool->n_supplies)
    {
      guint           i = run->supply_order[pool->first_supply + pool->n_here];
      const BoSupply *supply = &g_array_index (run->plan->supplies, BoSupply, i);

      if (run->on_hand ? supply->kind != BO_SUPPLY_ON_HAND : run->supply_day[i] > run->day)
        break;
      if (supply->reserved_for != 0)
        pool->here_bound += run->supply_left[i];
      else
        pool->here += run->supply_left[i];
      pool->n_here++;
    }
}

/* The next availability day of any product's supply, or BO_DAY_NONE. */
static int
find_next_day (const BoRun *run)
{
  int day = BO_DAY_NONE;

  for (guint p = 0; p < run->plan->n_products; p++)
    {
      const BoPool *pool = &run->pools[p];

      if (pool->n_here < pool->n_supplies)
        day = MIN (day, run->supply_day[run->supply_order[pool->first_supply + pool->n_here]]);
    }

  return day;
}

/**
 * bo_run_next_pass:
 * @run: a run
 *
 * Goes on to what is on hand, and then to each availability day.
 *
 * Returns: whether there is one more
 */
gboolean
bo_run_next_pass (BoRun *run)
{
  if (run->day == G_MININT)
    {
      run->on_hand = TRUE;
      run->day = run->plan->today;
    }
  else
    {
      int day = find_next_day (run);

      if (day == BO_DAY_NONE)
        return FALSE;
      run->on_hand = FALSE;
      run->day = day;
    }
  for (guint p = 0; p < run->plan->n_products; p++)
    open_supplies (run, p);

  return TRUE;
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

  if (!run->locking && (demand->campaign == 0 || demand->campaign != run->policy->reserve_campaign))
    available = MAX (0, available - pool->protected);
  if (demand->campaign == 0 || pool->here_bound == 0)
    return available;

  for (guint i = 0; i < pool->n_here; i++)
    {
      guint supply = run->supply_order[pool->first_supply + i];

      if (g_array_index (run->plan->supplies, BoSupply, supply).reserved_for == demand->campaign)
        available += run->supply_left[supply];
    }

  return available;
}

/* Takes up to @units from the supplies that are bound to @campaign, the earliest
 * first; 0 is those bound to none. */
static gint64
take_from (BoRun *run,
           guint  demand,
           gint64 campaign,
           gint64 units)
{
  BoPool *pool = &run->pools[bo_run_demand (run, demand)->product];
  gint64  left = units;

  for (guint i = 0; i < pool->n_here && left > 0; i++)
    {
      guint   supply = run->supply_order[pool->first_supply + i];
      BoTaken taken = { demand, supply, run->day, 0 };

      if (g_array_index (run->plan->supplies, BoSupply, supply).reserved_for != campaign)
        continue;
      taken.units = MIN (left, run->supply_left[supply]);
      if (taken.units == 0)
        continue;
      run->supply_left[supply] -= taken.units;
      left -= taken.units;
      g_array_append_val (run->taken, taken);
    }

  return units - left;
}

/**
 * bo_run_take:
 * @run: a run in a pass
 * @demand: index of a line
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
  BoPool         *pool = &run->pools[wants->product];
  gint64          bound = 0;
  gint64          open;

  units = MIN (units, bo_run_get_available (run, wants));
  if (units <= 0)
    return 0;

  if (wants->campaign != 0 && pool->here_bound > 0)
    {
      bound = take_from (run, demand, wants->campaign, units);
      pool->here_bound -= bound;
    }
  open = take_from (run, demand, 0, units - bound);
  pool->here -= open;
  if (wants->campaign != 0 && wants->campaign == run->policy->reserve_campaign)
    pool->protected -= MIN (open, pool->protected);
  run->has[demand] += units;
  if (run->on_hand)
    run->hard[demand] += units;

  return units;
}

/* Of the line, or of the first line of an order that ships complete. */
static gint64
get_waiting_since (const BoRun *run,
                   guint        demand)
{
  gint64 queued = bo_run_demand (run, demand)->queued;

  if (run->group == NULL || run->group[demand] == 0)
    return queued;
  for (guint i = run->group[demand]; i != 0; i = run->group_next[i - 1])
    queued = MIN (queued, bo_run_demand (run, i - 1)->queued);

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
