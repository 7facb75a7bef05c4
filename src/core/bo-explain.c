/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-explain"

#include "config.h"

#include "bo-run.h"

/* Why each line has what it has on hand: the rule, its place, and what stood in the
 * way. */

static BoWhyCode
explain_strategy (const BoDemand *demand,
                  const BoDeal   *deal)
{
  gint64 had = MIN (demand->before, demand->open);

  switch (demand->strategy)
    {
    case BO_STRATEGY_WIN:
      return BO_WHY_WIN;
    case BO_STRATEGY_SKIP:
      return BO_WHY_OUT_OF_RUN;
    case BO_STRATEGY_LOSE:
      return BO_WHY_GIVES;
    case BO_STRATEGY_GAIN:
    case BO_STRATEGY_IMPROVE:
    case BO_STRATEGY_FILL:
      return deal->units > had ? BO_WHY_TOPPED_UP : deal->units < had ? BO_WHY_LOST
                                                                      : BO_WHY_KEPT;
    case BO_STRATEGY_REDISTRIBUTE:
    default:
      return deal->units == demand->open ? BO_WHY_FILLED : deal->units > 0 ? BO_WHY_PART
                                                                           : BO_WHY_OUT;
    }
}

static BoWhyCode
explain_turn (const BoRun    *run,
              const BoDemand *demand,
              gint64          behind,
              const BoDeal   *deal)
{
  if (run->rule == BO_RULE_STRATEGIES)
    return explain_strategy (demand, deal);
  if (run->rule == BO_RULE_CLASS_SHARES)
    return BO_WHY_CLASS_SHARE;
  if (bo_policy_is_fair (run->rule))
    return BO_WHY_SHARE;
  if (deal->units == demand->open)
    return BO_WHY_FILLED;
  if (run->pools[demand->product].kept > 0 && demand->campaign != run->policy->reserve_campaign)
    return BO_WHY_RESERVED;
  if (behind > 0)
    return BO_WHY_LATER;

  return deal->units > 0 ? BO_WHY_PART : BO_WHY_OUT;
}

static BoWhyCode
explain (const BoRun    *run,
         const BoDemand *demand,
         gint64          behind,
         const BoDeal   *deal)
{
  if (run->aborted)
    return BO_WHY_ABORTED;
  if (demand->paused)
    return BO_WHY_PAUSED;
  if (deal->held_back > 0)
    return BO_WHY_COMPLETE_HELD;
  if (bo_demand_is_complete (demand) && deal->units < demand->open)
    return BO_WHY_COMPLETE_SKIPPED;
  if (demand->locked > 0 && deal->units == demand->locked)
    return BO_WHY_LOCKED;

  return explain_turn (run, demand, behind, deal);
}

static gint64
get_extra (const BoRun    *run,
           const BoDemand *demand,
           gint64          behind,
           const BoWhy    *why)
{
  switch (why->code)
    {
    case BO_WHY_RESERVED:
      return run->pools[demand->product].kept;
    case BO_WHY_CLASS_SHARE:
      return demand->priority_class;
    case BO_WHY_KEPT:
    case BO_WHY_TOPPED_UP:
    case BO_WHY_LOST:
    case BO_WHY_GIVES:
      return MIN (demand->before, demand->open);
    case BO_WHY_LATER:
      return behind;
    case BO_WHY_NONE:
    case BO_WHY_FILLED:
    case BO_WHY_PART:
    case BO_WHY_OUT:
    case BO_WHY_SHARE:
    case BO_WHY_COMPLETE_SKIPPED:
    case BO_WHY_COMPLETE_HELD:
    case BO_WHY_PAUSED:
    case BO_WHY_LOCKED:
    case BO_WHY_WIN:
    case BO_WHY_OUT_OF_RUN:
    case BO_WHY_ABORTED:
    default:
      return 0;
    }
}

static gint64
get_percent (const BoPolicy *policy,
             int             priority_class)
{
  for (guint i = 0; i < policy->shares->len; i++)
    if (g_array_index (policy->shares, BoClassShare, i).priority_class == priority_class)
      return g_array_index (policy->shares, BoClassShare, i).percent;

  return 0;
}

/* What a share came from. */
static void
set_more (const BoRun    *run,
          const BoDemand *demand,
          BoWhy          *why)
{
  const BoPool *pool = &run->pools[demand->product];

  if (why->code == BO_WHY_SHARE && run->policy->lot > 1)
    {
      why->more[0] = run->policy->lot;
      why->more[1] = pool->free - pool->kept;
    }
  if (why->code == BO_WHY_CLASS_SHARE)
    {
      const BoClassPart *part = bo_run_class_part (run, demand->product, demand->priority_class);

      why->more[0] = get_percent (run->policy, demand->priority_class) + 1;
      why->more[1] = part->share;
      why->more[2] = part->spilled;
    }
}

/**
 * bo_explain:
 * @run: a run that has been dealt
 * @demand: number of a line
 * @ahead: open units of the product before it in line
 * @behind: of other lines, before the first unit that it lacks where that was added
 *   to it later; else 0
 * @deal: (inout): what it is given, of which the why is set
 */
void
bo_explain (const BoRun *run,
            guint        demand,
            gint64       ahead,
            gint64       behind,
            BoDeal      *deal)
{
  const BoDemand *line = bo_run_demand (run, demand);
  BoWhy          *why = &deal->why;

  why->code = explain (run, line, behind, deal);
  why->rule = run->rule;
  why->key = run->key;
  why->place = demand - run->first_demand[line->product] + 1;
  why->ahead = ahead;
  why->units = deal->units;
  why->open = line->open;
  why->extra = get_extra (run, line, behind, why);
  set_more (run, line, why);
}
