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

/* Cases: a line that cannot take a whole one more wants nothing. */
static gboolean
wants (const BoPlan   *plan,
       const BoDemand *demand,
       gint64          has)
{
  return has + plan->policy->lot <= demand->open;
}

/* Whether line @a is to have the next case rather than line @b. */
typedef gboolean (*ComesFirst) (const BoPlan *plan, const BoDemand *a, gint64 has_a, const BoDemand *b, gint64 has_b);

static gboolean
first_in_line (const BoPlan   *plan,
               const BoDemand *a,
               gint64          has_a,
               const BoDemand *b,
               gint64          has_b)
{
  return stands_before (plan, a, queued_of_next_unit (plan, a, has_a), b, queued_of_next_unit (plan, b, has_b));
}

/* Sainte-Laguë: the larger d / (2a + 1). */
static gboolean
first_in_claim (const BoPlan   *plan,
                const BoDemand *a,
                gint64          has_a,
                const BoDemand *b,
                gint64          has_b)
{
  gint64 left = a->open * (2 * (has_b / plan->policy->lot) + 1);
  gint64 right = b->open * (2 * (has_a / plan->policy->lot) + 1);

  return left != right ? left > right : stands_before (plan, a, a->queued, b, b->queued);
}

/* To who has least. */
static gboolean
first_in_need (const BoPlan   *plan,
               const BoDemand *a,
               gint64          has_a,
               const BoDemand *b,
               gint64          has_b)
{
  return has_a != has_b ? has_a < has_b : stands_before (plan, a, a->queued, b, b->queued);
}

/* The first unit to each in line, before anything else. */
static gboolean
first_with_none (const BoPlan   *plan,
                 const BoDemand *a,
                 gint64          has_a,
                 const BoDemand *b,
                 gint64          has_b)
{
  if ((has_a == 0) != (has_b == 0))
    return has_a == 0;

  return stands_before (plan, a, a->queued, b, b->queued);
}

static int
find_next (const BoPlan *plan,
           guint         product,
           ComesFirst    comes_first,
           const gint64 *units)
{
  int best = -1;

  for (guint i = 0; i < plan->demands->len; i++)
    if (DEMAND (i)->product == product && wants (plan, DEMAND (i), units[i]) &&
        (best < 0 || comes_first (plan, DEMAND (i), units[i], DEMAND (best), units[best])))
      best = (int) i;

  return best;
}

static gint64
deal_one_by_one (const BoPlan *plan,
                 guint         product,
                 ComesFirst    comes_first,
                 gint64        pool,
                 gint64       *units)
{
  for (; pool >= plan->policy->lot; pool -= plan->policy->lot)
    {
      int next = find_next (plan, product, comes_first, units);

      if (next < 0)
        break;
      units[next] += plan->policy->lot;
    }

  return pool;
}

/* One unit to each who has none, while there is one. */
static gint64
deal_one_each (const BoPlan *plan,
               guint         product,
               gint64        pool,
               gint64       *units)
{
  for (; pool > 0; pool--)
    {
      int next = find_next (plan, product, first_with_none, units);

      if (next < 0 || units[next] > 0)
        break;
      units[next]++;
    }

  return pool;
}

/* One line at a time: who reaches his room by quota is filled and leaves; then the
 * floors, and one case each by the largest rest. */
static void
deal_pro_rata (const BoPlan *plan,
               guint         product,
               gint64        pool,
               gint64       *units)
{
  guint              n = plan->demands->len;
  gint64             lot = plan->policy->lot;
  gint64             left = pool / lot;
  g_autofree gint64 *weights = g_new0 (gint64, n + 1);
  g_autofree gint64 *rests = g_new0 (gint64, n + 1);
  gint64             total = 0;
  gint64             whole;

  for (guint i = 0; i < n; i++)
    {
      if (DEMAND (i)->product == product)
        weights[i] = DEMAND (i)->weight > 0 ? DEMAND (i)->weight : DEMAND (i)->open - units[i];
      total += weights[i];
    }
  for (guint i = 0; i < n; i++)
    {
      gint64 room = (DEMAND (i)->open - units[i]) / lot;

      if (weights[i] == 0 || left * weights[i] < room * total)
        continue;
      units[i] += room * lot;
      left -= room;
      total -= weights[i];
      weights[i] = 0;
      i = G_MAXUINT; /* the quotas of all others are new */
    }

  whole = left;
  for (guint i = 0; i < n; i++)
    {
      if (weights[i] == 0)
        continue;
      units[i] += whole * weights[i] / total * lot;
      left -= whole * weights[i] / total;
      rests[i] = whole * weights[i] % total;
    }
  for (; left > 0; left--)
    {
      int best = -1;

      for (guint i = 0; i < n; i++)
        if (rests[i] > 0 &&
            (best < 0 || rests[i] > rests[best] ||
             (rests[i] == rests[best] && stands_before (plan, DEMAND (i), DEMAND (i)->queued, DEMAND (best), DEMAND (best)->queued))))
          best = (int) i;
      if (best < 0)
        break;
      units[best] += lot;
      rests[best] = 0;
    }
}

/* In the order of the line, to lines of one class. */
static gint64
deal_to_class (const BoPlan *plan,
               guint         product,
               int           priority_class,
               gint64        pool,
               gint64       *units)
{
  while (pool > 0)
    {
      int best = -1;

      for (guint i = 0; i < plan->demands->len; i++)
        if (DEMAND (i)->product == product && DEMAND (i)->priority_class == priority_class && units[i] < DEMAND (i)->open &&
            (best < 0 || stands_before (plan, DEMAND (i), DEMAND (i)->queued, DEMAND (best), DEMAND (best)->queued)))
          best = (int) i;
      if (best < 0)
        break;
      units[best]++;
      pool--;
    }

  return pool;
}

static gboolean
has_share (const BoPlan *plan,
           int           priority_class)
{
  for (guint i = 0; i < plan->policy->shares->len; i++)
    if (g_array_index (plan->policy->shares, BoClassShare, i).priority_class == priority_class)
      return TRUE;

  return FALSE;
}

/* Hundredths of a unit, of which the largest rest is rounded up first. */
static void
deal_class_shares (const BoPlan *plan,
                   guint         product,
                   gint64        pool,
                   gint64       *units)
{
  const GArray *shares = plan->policy->shares;
  gint64        parts[BO_CLASS_MAX] = { 0 };
  gint64        hundredths = 0;
  gint64        left;

  for (guint i = 0; i < shares->len; i++)
    hundredths += pool * g_array_index (shares, BoClassShare, i).percent;
  left = hundredths / 100;
  for (guint i = 0; i < shares->len; i++)
    {
      parts[i] = pool * g_array_index (shares, BoClassShare, i).percent / 100;
      left -= parts[i];
    }
  for (int rest = 99; rest > 0 && left > 0; rest--)
    for (guint i = 0; i < shares->len && left > 0; i++)
      if (pool * g_array_index (shares, BoClassShare, i).percent % 100 == rest)
        {
          parts[i]++;
          left--;
        }

  for (guint i = 0; i < shares->len; i++)
    pool -= parts[i] - deal_to_class (plan, product, g_array_index (shares, BoClassShare, i).priority_class, parts[i], units);
  for (guint i = 0; i < shares->len; i++)
    pool = deal_to_class (plan, product, g_array_index (shares, BoClassShare, i).priority_class, pool, units);
  for (int i = BO_CLASS_MIN; i <= BO_CLASS_MAX; i++)
    if (!has_share (plan, i))
      pool = deal_to_class (plan, product, i, pool, units);
}

/* One pass of the redistribution run: in the order of the line each of one strategy up
 * to what it had, or to what it wants. */
static gint64
deal_to_strategy (const BoPlan *plan,
                  guint         product,
                  BoStrategy    strategy,
                  gboolean      had_only,
                  gint64        pool,
                  gint64       *units)
{
  while (pool > 0)
    {
      int best = -1;

      for (guint i = 0; i < plan->demands->len; i++)
        {
          const BoDemand *demand = DEMAND (i);
          gint64          most = had_only ? MIN (demand->before, demand->open) : demand->open;

          if (demand->product == product && demand->strategy == strategy && units[i] < most &&
              (best < 0 || stands_before (plan, demand, demand->queued, DEMAND (best), DEMAND (best)->queued)))
            best = (int) i;
        }
      if (best < 0)
        break;
      units[best]++;
      pool--;
    }

  return pool;
}

static void
deal_strategies (const BoPlan *plan,
                 guint         product,
                 gint64        pool,
                 gint64       *units)
{
  static const struct
  {
    BoStrategy strategy;
    gboolean   had_only;
  } passes[] = {
    { BO_STRATEGY_SKIP, TRUE },
    { BO_STRATEGY_WIN, FALSE },
    { BO_STRATEGY_GAIN, TRUE },
    { BO_STRATEGY_GAIN, FALSE },
    { BO_STRATEGY_IMPROVE, TRUE },
    { BO_STRATEGY_IMPROVE, FALSE },
    { BO_STRATEGY_REDISTRIBUTE, FALSE },
    { BO_STRATEGY_FILL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    pool = deal_to_strategy (plan, product, passes[i].strategy, passes[i].had_only, pool, units);
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

static void
deal_product (const BoPlan *plan,
              guint         product,
              gint64        pool,
              gint64       *units)
{
  if (plan->policy->min_one)
    pool = deal_one_each (plan, product, pool, units);

  switch (plan->policy->rule)
    {
    case BO_RULE_FAIR_SHARE:
      deal_one_by_one (plan, product, first_in_claim, pool, units);
      break;
    case BO_RULE_EQUAL_SHARE:
      deal_one_by_one (plan, product, first_in_need, pool, units);
      break;
    case BO_RULE_PRO_RATA:
      deal_pro_rata (plan, product, pool, units);
      break;
    case BO_RULE_CLASS_SHARES:
      deal_class_shares (plan, product, pool, units);
      break;
    case BO_RULE_STRATEGIES:
      deal_strategies (plan, product, pool, units);
      break;
    case BO_RULE_FIFO:
    case BO_RULE_PRIORITY:
    case BO_RULE_NEED:
    default:
      deal_one_by_one (plan, product, first_in_line, pool, units);
      break;
    }
}

void
reference_deal (const BoPlan *plan,
                gint64       *units)
{
  for (guint p = 0; p < plan->n_products; p++)
    deal_product (plan, p, on_hand_of (plan, p), units);
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
