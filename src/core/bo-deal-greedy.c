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

static void
deal_complete (BoRun *run,
               guint  demand)
{
  gint64 wanted = lacks (run, demand);

  if (bo_run_get_available (run, bo_run_demand (run, demand)) >= wanted)
    {
      bo_run_take (run, demand, wanted);
    }
  else if (bo_run_holds (run, demand))
    {
      run->held[demand] = TRUE;
      bo_run_take (run, demand, wanted);
    }
}

/* Whether what is left covers every line of the order; lines of one product are
 * covered together. */
static gboolean
order_fits (const BoRun *run,
            guint        first)
{
  for (guint i = first + 1; i != 0; i = run->group_next[i - 1])
    {
      const BoDemand *demand = bo_run_demand (run, i - 1);
      gint64          wanted = 0;

      if (demand->paused && lacks (run, i - 1) > 0)
        return FALSE;
      for (guint j = first + 1; j != 0; j = run->group_next[j - 1])
        if (bo_run_demand (run, j - 1)->product == demand->product)
          wanted += lacks (run, j - 1);
      if (lacks (run, i - 1) > 0 && bo_run_get_available (run, demand) < wanted)
        return FALSE;
    }

  return TRUE;
}

static void
deal_order (BoRun *run,
            guint  first)
{
  gboolean fits = order_fits (run, first);

  if (!fits && !bo_run_holds (run, first))
    return;

  for (guint i = first + 1; i != 0; i = run->group_next[i - 1])
    {
      if (bo_run_demand (run, i - 1)->paused)
        continue;
      run->held[i - 1] |= !fits;
      bo_run_take (run, i - 1, lacks (run, i - 1));
    }
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
  for (guint i = 0; i < run->n_turns; i++)
    {
      const BoTurn   *turn = &run->turns[i];
      const BoDemand *demand = bo_run_demand (run, turn->demand);

      if (run->group != NULL && run->group[turn->demand] != 0)
        deal_order (run, turn->demand);
      else if (demand->paused)
        continue;
      else if (bo_demand_is_complete (demand))
        deal_complete (run, turn->demand);
      else
        deal_part (run, turn);
    }
}
