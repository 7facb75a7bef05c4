/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference.h"

#define DEMAND(i) (&g_array_index (plan->demands, BoDemand, (i)))

/* Whether line @a stands before line @b, by tranches of @qa and @qb. */
static gboolean
stands_before (const BoPlan   *plan,
               const BoDemand *a,
               gint64          qa,
               const BoDemand *b,
               gint64          qb)
{
  BoKey key = plan->policy->rule == BO_RULE_FIFO       ? BO_KEY_FIFO
              : plan->policy->rule == BO_RULE_PRIORITY ? BO_KEY_PRIORITY
              : plan->policy->rule == BO_RULE_NEED     ? BO_KEY_NEED
                                                       : plan->policy->key;

  if (key == BO_KEY_NEED && a->need != b->need)
    return a->need < b->need;
  if (key != BO_KEY_FIFO && a->priority_class != b->priority_class)
    return a->priority_class < b->priority_class;
  if (qa != qb)
    return qa < qb;

  return a->id < b->id;
}

/* Of the tranche in which the line's next unit lies. */
static gint64
queued_of_next_unit (const BoPlan   *plan,
                     const BoDemand *demand,
                     gint64          has)
{
  gint64 end = 0;

  for (guint i = 0; i < demand->n_tranches; i++)
    {
      const BoTranche *tranche = &g_array_index (plan->tranches, BoTranche, demand->first_tranche + i);

      end += tranche->units;
      if (has < end)
        return tranche->queued;
    }

  return demand->queued;
}

static gboolean
wants (const BoDemand *demand,
       gint64          has)
{
  return has < demand->open;
}

static int
next_greedy (const BoPlan *plan,
             guint         product,
             const gint64 *units)
{
  int best = -1;

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDemand *demand = DEMAND (i);

      if (demand->product != product || !wants (demand, units[i]))
        continue;
      if (best < 0 || stands_before (plan, demand, queued_of_next_unit (plan, demand, units[i]), DEMAND (best),
                                     queued_of_next_unit (plan, DEMAND (best), units[best])))
        best = (int) i;
    }

  return best;
}

static int
next_sainte_lague (const BoPlan *plan,
                   guint         product,
                   const gint64 *units)
{
  int best = -1;

  for (guint i = 0; i < plan->demands->len; i++)
    {
      const BoDemand *demand = DEMAND (i);
      gint64          left, right;

      if (demand->product != product || !wants (demand, units[i]))
        continue;
      if (best < 0)
        {
          best = (int) i;
          continue;
        }
      left = demand->open * (2 * units[best] + 1);
      right = DEMAND (best)->open * (2 * units[i] + 1);
      if (left > right || (left == right && stands_before (plan, demand, demand->queued, DEMAND (best), DEMAND (best)->queued)))
        best = (int) i;
    }

  return best;
}

/* To who has least. */
static int
next_equal (const BoPlan *plan,
            guint         product,
            const gint64 *units)
{
  int best = -1;

  for (guint i = 0; i < plan->demands->len; i++)
    {
      if (DEMAND (i)->product != product || !wants (DEMAND (i), units[i]))
        continue;
      if (best < 0 || units[i] < units[best] ||
          (units[i] == units[best] && stands_before (plan, DEMAND (i), DEMAND (i)->queued, DEMAND (best), DEMAND (best)->queued)))
        best = (int) i;
    }

  return best;
}

/* Quotas in fractions of @total: the floor for all, then one each by the largest rest. */
static void
deal_pro_rata (const BoPlan *plan,
               guint         product,
               gint64        pool,
               gint64       *units)
{
  gint64             total = 0;
  gint64             left = pool;
  g_autofree gint64 *rest = g_new0 (gint64, plan->demands->len + 1);

  for (guint i = 0; i < plan->demands->len; i++)
    total += DEMAND (i)->product == product ? DEMAND (i)->open : 0;
  for (guint i = 0; i < plan->demands->len; i++)
    {
      if (DEMAND (i)->product != product)
        continue;
      units[i] = pool >= total ? DEMAND (i)->open : DEMAND (i)->open * pool / total;
      rest[i] = pool >= total ? 0 : DEMAND (i)->open * pool % total;
      left -= units[i];
    }
  while (pool < total && left > 0)
    {
      int best = -1;

      for (guint i = 0; i < plan->demands->len; i++)
        {
          if (DEMAND (i)->product != product || rest[i] == 0)
            continue;
          if (best < 0 || rest[i] > rest[best] ||
              (rest[i] == rest[best] && stands_before (plan, DEMAND (i), DEMAND (i)->queued, DEMAND (best), DEMAND (best)->queued)))
            best = (int) i;
        }
      units[best]++;
      rest[best] = 0;
      left--;
    }
}

static gint64
on_hand_of (const BoPlan *plan,
            guint         product)
{
  gint64 sum = 0;

  for (guint i = 0; i < plan->supplies->len; i++)
    {
      const BoSupply *supply = &g_array_index (plan->supplies, BoSupply, i);

      sum += supply->product == product && supply->kind == BO_SUPPLY_ON_HAND ? supply->units : 0;
    }

  return sum;
}

void
reference_deal (const BoPlan *plan,
                gint64       *units)
{
  for (guint p = 0; p < plan->n_products; p++)
    {
      gint64 pool = on_hand_of (plan, p);

      if (plan->policy->rule == BO_RULE_PRO_RATA)
        {
          deal_pro_rata (plan, p, pool, units);
          continue;
        }
      for (; pool > 0; pool--)
        {
          int next = plan->policy->rule == BO_RULE_FAIR_SHARE    ? next_sainte_lague (plan, p, units)
                     : plan->policy->rule == BO_RULE_EQUAL_SHARE ? next_equal (plan, p, units)
                                                                 : next_greedy (plan, p, units);

          if (next < 0)
            break;
          units[next]++;
        }
    }
}

int
reference_day (const BoPlan *plan,
               guint         demand)
{
  const BoDemand *line = DEMAND (demand);
  gint64          position = line->open;
  int             best = BO_DAY_NONE;

  for (guint i = 0; i < plan->demands->len; i++)
    if (i != demand && DEMAND (i)->product == line->product &&
        stands_before (plan, DEMAND (i), DEMAND (i)->queued, line, line->queued))
      position += DEMAND (i)->open;

  for (guint i = 0; i < plan->supplies->len; i++)
    {
      const BoSupply *until = &g_array_index (plan->supplies, BoSupply, i);
      int             day = until->kind == BO_SUPPLY_ON_HAND ? plan->today
                            : until->day < plan->today       ? plan->today + plan->policy->overdue_days
                                                             : until->day + plan->policy->dock_days;
      gint64          sum = 0;

      for (guint j = 0; j < plan->supplies->len; j++)
        {
          const BoSupply *supply = &g_array_index (plan->supplies, BoSupply, j);
          int             there = supply->kind == BO_SUPPLY_ON_HAND ? plan->today
                                  : supply->day < plan->today       ? plan->today + plan->policy->overdue_days
                                                                    : supply->day + plan->policy->dock_days;

          if (supply->product == line->product && there <= day)
            sum += supply->units;
        }
      if (sum >= position)
        best = MIN (best, day);
    }

  return best;
}
