/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-deal-greedy"

#include "config.h"

#include "bo-run.h"

/* FIFO, PRIORITY and NEED (domain.md b.2), and ship-complete in them (b.4). */

static gint64
lacks (const BoRun *run,
       guint        demand)
{
  return MAX (0, run->limit[demand] - run->has[demand]);
}

static void
deal_part (BoRun        *run,
           const BoTurn *turn)
{
  gint64 wanted = CLAMP (turn->offset + turn->units - run->has[turn->demand], 0, turn->units);

  bo_run_take (run, turn->demand, MIN (wanted, lacks (run, turn->demand)));
}

/* Whether what is left covers all that leaves together; lines of one product are
 * covered together. */
static gboolean
order_fits (const BoRun *run,
            guint        first)
{
  for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    {
      const BoDemand *demand = bo_run_demand (run, i);
      gint64          wanted = 0;

      if (lacks (run, i) == 0)
        continue;
      if (demand->paused)
        return FALSE;
      for (guint j = first; j != BO_NO_LINE; j = bo_run_next_of_order (run, j))
        if (bo_run_demand (run, j)->product == demand->product)
          wanted += lacks (run, j);
      if (bo_run_get_available (run, demand) < wanted)
        return FALSE;
    }

  return TRUE;
}

/* All or nothing, unless it holds what there is. */
static void
deal_complete (BoRun *run,
               guint  first)
{
  if (!order_fits (run, first) && !bo_run_holds (run, first))
    return;

  for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    if (!bo_run_demand (run, i)->paused)
      bo_run_take (run, i, lacks (run, i));
}

/**
 * bo_deal_greedy:
 * @run: a run in a pass
 *
 * Gives to each in the order of the line what it lacks, while there is any.
 */
void
bo_deal_greedy (BoRun *run)
{
  for (guint i = 0; i < bo_run_count_turns (run) && run->here > 0; i++)
    {
      const BoTurn *turn = bo_run_turn (run, i);

      if (bo_demand_is_complete (bo_run_demand (run, turn->demand)))
        deal_complete (run, turn->demand);
      else if (!bo_run_demand (run, turn->demand)->paused)
        deal_part (run, turn);
    }
}
