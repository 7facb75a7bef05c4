/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-deal-fair"

#include "config.h"

#include "bo-run.h"

/* FAIR_SHARE, PRO_RATA, EQUAL_SHARE and CLASS_SHARES (domain.md b.3), alone or class
 * after class.  What each line is to have is reckoned first and taken afterwards, so
 * that a complete line that does not come full can be left out and the rest dealt
 * again. */

/* What there is to divide of one product. */
typedef struct
{
  gint64 open;      /* for anybody, the protected units included */
  gint64 protected; /* of @open, for the policy's campaign */
  GArray *bound;    /* (element-type Bound) (nullable) for one campaign each */
} Offer;

typedef struct
{
  gint64 campaign;
  gint64 units;
} Bound;

static void
offer_clear (Offer *offer)
{
  g_clear_pointer (&offer->bound, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Offer, offer_clear)

static void
add_bound (Offer *offer,
           gint64 campaign,
           gint64 units)
{
  Bound bound = { campaign, units };

  if (offer->bound == NULL)
    offer->bound = g_array_new (FALSE, FALSE, sizeof (Bound));
  for (guint i = 0; i < offer->bound->len; i++)
    {
      Bound *other = &g_array_index (offer->bound, Bound, i);

      if (other->campaign == campaign)
        {
          other->units += units;
          return;
        }
    }
  g_array_append_val (offer->bound, bound);
}

/* Of this pass, or with @total of all supplies that will ever come. */
static Offer
make_offer (const BoRun *run,
            guint        product,
            gboolean     total)
{
  const BoPool *pool = &run->pools[product];
  Offer         offer = { .protected = bo_run_get_protected (run, product) };
  guint         n = total ? pool->n_supplies : pool->n_here;

  for (guint i = 0; i < n; i++)
    {
      guint           index = run->supply_order[pool->first_supply + i];
      const BoSupply *supply = &g_array_index (run->plan->supplies, BoSupply, index);

      if (supply->reserved_for == 0)
        offer.open += run->supply_left[index];
      else if (run->supply_left[index] > 0)
        add_bound (&offer, supply->reserved_for, run->supply_left[index]);
    }
  offer.protected = MIN (offer.protected, offer.open);

  return offer;
}

static gint64
sum_gives (const guint  *demands,
           guint         n,
           const gint64 *gives)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += gives[demands[i]];

  return sum;
}

static gint64
wants_still (const BoRun  *run,
             guint         demand,
             const gint64 *gives)
{
  return MAX (0, bo_run_demand (run, demand)->open - run->has[demand] - gives[demand]);
}

/* First one unit to each who has none, in the order of the line. */
static gint64
give_one_each (const BoRun *run,
               const guint *demands,
               guint        n,
               gint64       pool,
               gint64      *gives)
{
  for (guint i = 0; i < n && pool > 0; i++)
    {
      if (run->has[demands[i]] + gives[demands[i]] > 0 || wants_still (run, demands[i], gives) == 0)
        continue;
      gives[demands[i]]++;
      pool--;
    }

  return pool;
}

/* In the order of the line; what ships complete takes all or nothing. */
static gint64
give_in_order (const BoRun *run,
               const guint *demands,
               guint        n,
               int          priority_class,
               gint64       pool,
               gint64      *gives)
{
  for (guint i = 0; i < n && pool > 0; i++)
    {
      const BoDemand *demand = bo_run_demand (run, demands[i]);
      gint64          units = MIN (pool, wants_still (run, demands[i], gives));

      if (priority_class != 0 && demand->priority_class != priority_class)
        continue;
      if (bo_demand_is_complete (demand) && units < wants_still (run, demands[i], gives) &&
          !bo_run_holds (run, demands[i]))
        continue;
      gives[demands[i]] += units;
      pool -= units;
    }

  return pool;
}

/* Splits @pool by percent: largest remainder, ties in the order listed. */
static void
split_by_percent (const GArray *shares,
                  gint64        pool,
                  gint64       *parts)
{
  gint64 sum = 0;
  gint64 left;

  for (guint i = 0; i < shares->len; i++)
    sum += g_array_index (shares, BoClassShare, i).percent;
  left = (gint64) ((__int128) pool * sum / 100);
  for (guint i = 0; i < shares->len; i++)
    {
      parts[i] = (gint64) ((__int128) pool * g_array_index (shares, BoClassShare, i).percent / 100);
      left -= parts[i];
    }
  for (; left > 0; left--)
    {
      guint  best = 0;
      gint64 best_rest = -1;

      for (guint i = 0; i < shares->len; i++)
        {
          int      percent = g_array_index (shares, BoClassShare, i).percent;
          __int128 exact = (__int128) pool * percent;
          gint64   rest = (gint64) (exact - (__int128) parts[i] * 100);

          if (rest > best_rest)
            {
              best_rest = rest;
              best = i;
            }
        }
      parts[best]++;
    }
}

/* To one class, what others left. */
static gint64
spill (const BoRun *run,
       const guint *demands,
       guint        n,
       int          priority_class,
       gint64       pool,
       gint64      *gives)
{
  gint64 left = give_in_order (run, demands, n, priority_class, pool, gives);

  bo_run_class_part (run, bo_run_demand (run, demands[0])->product, priority_class)->spilled += pool - left;

  return left;
}

/* What a class does not use spills to the others in the order listed; classes that
 * are not listed come last. */
static void
give_by_class_shares (const BoRun *run,
                      const guint *demands,
                      guint        n,
                      gint64       pool,
                      gint64      *gives)
{
  const GArray      *shares = run->policy->shares;
  g_autofree gint64 *parts = g_new0 (gint64, shares->len + 1);
  guint              product = bo_run_demand (run, demands[0])->product;
  gboolean           listed[BO_CLASS_MAX + 1] = { FALSE };

  split_by_percent (shares, pool, parts);
  for (guint i = 0; i < shares->len; i++)
    {
      int priority_class = g_array_index (shares, BoClassShare, i).priority_class;

      listed[priority_class] = TRUE;
      bo_run_class_part (run, product, priority_class)->share += parts[i];
      pool -= parts[i] - give_in_order (run, demands, n, priority_class, parts[i], gives);
    }
  for (guint i = 0; i < shares->len; i++)
    pool = spill (run, demands, n, g_array_index (shares, BoClassShare, i).priority_class, pool, gives);
  for (int i = BO_CLASS_MIN; i <= BO_CLASS_MAX; i++)
    if (!listed[i])
      pool = spill (run, demands, n, i, pool, gives);
}

static void
divide (const BoRun *run,
        BoRule       rule,
        const guint *demands,
        guint        n,
        gint64       pool,
        gint64      *gives)
{
  if (n == 0 || pool <= 0)
    return;
  if (run->policy->min_one && bo_policy_is_fair (rule))
    pool = give_one_each (run, demands, n, pool, gives);

  switch (rule)
    {
    case BO_RULE_FAIR_SHARE:
      bo_share_sainte_lague (run, demands, n, pool, gives);
      break;
    case BO_RULE_PRO_RATA:
      bo_share_pro_rata (run, demands, n, pool, gives);
      break;
    case BO_RULE_EQUAL_SHARE:
      bo_share_equal (run, demands, n, pool, gives);
      break;
    case BO_RULE_CLASS_SHARES:
      give_by_class_shares (run, demands, n, pool, gives);
      break;
    case BO_RULE_FIFO:
    case BO_RULE_PRIORITY:
    case BO_RULE_NEED:
    case BO_RULE_STRATEGIES:
    default:
      give_in_order (run, demands, n, 0, pool, gives);
      break;
    }
}

/* What only one campaign may have is divided among its lines, before they share what
 * is left with the others (domain.md b.6). */
static void
divide_bound (const BoRun *run,
              BoRule       rule,
              const guint *demands,
              guint        n,
              gint64       campaign,
              gint64      *units,
              gint64      *gives)
{
  g_autofree guint *own = g_new (guint, n);
  guint             n_own = 0;
  gint64            before;

  for (guint i = 0; i < n; i++)
    if (bo_run_demand (run, demands[i])->campaign == campaign)
      own[n_own++] = demands[i];
  before = sum_gives (own, n_own, gives);
  divide (run, rule, own, n_own, *units, gives);
  *units -= sum_gives (own, n_own, gives) - before;
}

static void
divide_offer (const BoRun *run,
              BoRule       rule,
              const guint *demands,
              guint        n,
              Offer       *offer,
              gint64      *gives)
{
  gint64 before;

  for (guint i = 0; offer->bound != NULL && i < offer->bound->len; i++)
    {
      Bound *bound = &g_array_index (offer->bound, Bound, i);

      divide_bound (run, rule, demands, n, bound->campaign, &bound->units, gives);
    }
  if (offer->protected > 0)
    {
      before = offer->protected;
      divide_bound (run, rule, demands, n, run->policy->reserve_campaign, &offer->protected, gives);
      offer->open -= before - offer->protected;
    }

  before = sum_gives (demands, n, gives);
  divide (run, rule, demands, n, offer->open - offer->protected, gives);
  offer->open -= sum_gives (demands, n, gives) - before;
}

/* Reckons what every line of a product is given in this pass, or of all supplies, by the
 * lines that are not left out. */
void
bo_fair_reckon (const BoRun *run,
                guint        product,
                gboolean     total,
                gint64      *gives)
{
  g_auto (Offer) offer = make_offer (run, product, total);
  guint             first = run->first_demand[product];
  guint             end = run->first_demand[product + 1];
  g_autofree guint *demands = g_new (guint, end - first + 1);
  guint             n = 0;

  for (int i = 0; run->class_parts != NULL && i <= BO_CLASS_MAX; i++)
    *bo_run_class_part (run, product, i) = (BoClassPart){ 0 };
  for (guint i = first; i < end; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);

      gives[i] = 0;
      if (n > 0 && run->policy->by_class &&
          bo_run_demand (run, demands[n - 1])->priority_class != demand->priority_class)
        {
          divide_offer (run, run->rule, demands, n, &offer, gives);
          n = 0;
        }
      if (!demand->paused && !run->dropped[i])
        demands[n++] = i;
    }
  divide_offer (run, run->rule, demands, n, &offer, gives);
}

static void
reckon (BoRun   *run,
        gboolean total)
{
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint product = bo_run_product (run, j);

      for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
        run->dropped[i] = FALSE;
      bo_fair_reckon (run, product, total, run->gives);
    }
  bo_fair_drop (run, total);
}

/**
 * bo_deal_fair:
 * @run: a run in a pass
 *
 * Deals what is left and what arrives by the fair rule of the policy; every line
 * counts with what it has already.
 */
void
bo_deal_fair (BoRun *run)
{
  reckon (run, FALSE);
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint product = bo_run_product (run, j);

      for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
        if (run->gives[i] > 0)
          bo_run_take (run, i, run->gives[i]);
    }
}

/**
 * bo_deal_total:
 * @run: a run in its first pass
 *
 * For the rules that are not monotone: divides the total of all supplies once, and
 * sets what each line may have; the passes then peg it in the order of the line.
 */
void
bo_deal_total (BoRun *run)
{
  reckon (run, TRUE);
  for (guint j = 0; j < run->queue->n_products; j++)
    {
      guint product = bo_run_product (run, j);

      for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
        run->limit[i] = run->has[i] + run->gives[i];
    }
}
