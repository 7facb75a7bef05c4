/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run-ahead"

#include "config.h"

#include "bo-run.h"
#include "bo-run-key.h"

/* How many units stand before a line, and before those that were added to it later. */

/* What a line counts as to those behind it. */
static gint64
count_units (const BoRun *run,
             guint        i)
{
  const BoDemand *demand = bo_run_demand (run, i);

  return demand->paused ? run->has[i] : MAX (demand->open, demand->stands);
}

static gboolean
is_parted (const BoRun *run,
           guint        i)
{
  const BoDemand *demand = bo_run_demand (run, i);

  return !demand->paused && bo_run_parts (run, demand);
}

/* The tranches of a product that are not their line's first, in the order of the line. */
static GArray *
list_younger (const BoRun *run,
              guint        product)
{
  GArray *younger = g_array_new (FALSE, FALSE, sizeof (BoKeyed));

  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);
      gint64          offset = 0;

      if (!is_parted (run, i))
        continue;
      for (guint j = 0; j < demand->n_tranches; j++)
        {
          const BoTranche *tranche = &g_array_index (run->plan->tranches, BoTranche, demand->first_tranche + j);
          BoKeyed          keyed = { .turn = { i, offset, tranche->units } };

          bo_keyed_set (run, demand, tranche->queued, &keyed);
          offset += tranche->units;
          if (j > 0)
            g_array_append_val (younger, keyed);
        }
    }
  bo_keyed_sort (younger);

  return younger;
}

/* Passes a younger tranche, with @before units before it, its line's own among them. */
static gint64
pass_younger (const BoRun  *run,
              const BoTurn *turn,
              gint64        before,
              gint64       *behind)
{
  gint64 hard = run->hard[turn->demand];

  if (hard >= turn->offset && hard < turn->offset + turn->units)
    behind[turn->demand] = before - turn->offset;

  return before + turn->units;
}

/**
 * bo_run_count_ahead:
 * @run: a run that has been dealt
 * @product: a product
 * @ahead: (out): for each line of the product, the units before its oldest tranche
 * @behind: (inout): for each whose first lacking unit was added to it later, the units
 *   of others before that one; the rest stays as it is
 *
 * Both arrays are of all lines of the run.  Units that were added to a line later count
 * where they stand, not where the line does.
 */
void
bo_run_count_ahead (const BoRun *run,
                    guint        product,
                    gint64      *ahead,
                    gint64      *behind)
{
  g_autoptr (GArray) younger = list_younger (run, product);
  gint64 before = 0;
  guint  at = 0;

  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);
      BoKeyed         line = { .turn = { i, 0, 0 } };

      if (at < younger->len)
        bo_keyed_set (run, demand, demand->queued, &line);
      for (; at < younger->len && bo_keyed_compare (&g_array_index (younger, BoKeyed, at), &line) < 0; at++)
        before = pass_younger (run, &g_array_index (younger, BoKeyed, at).turn, before, behind);
      ahead[i] = before;
      before += is_parted (run, i) ? g_array_index (run->plan->tranches, BoTranche, demand->first_tranche).units
                                   : count_units (run, i);
    }
  for (; at < younger->len; at++)
    before = pass_younger (run, &g_array_index (younger, BoKeyed, at).turn, before, behind);
}
