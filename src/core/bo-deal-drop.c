/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-deal-drop"

#include "config.h"

#include "bo-run.h"

/* Complete lines under a fair rule (domain.md b.3): while one is not full, the last such in
 * the order of the line is left out and the rest is dealt again.
 *
 * Under FAIR_SHARE whoever is left out takes from nobody: the others have what they had, or
 * more.  So a line that could not come full even with others behind and before it gone is
 * left out in its turn, whatever becomes of those; and many can be left out at once, if that
 * is so of each of them. */

static gint64
lacks (const BoRun *run,
       guint        demand)
{
  return MAX (0, bo_run_demand (run, demand)->open - run->has[demand] - run->gives[demand]);
}

static gboolean
comes_full (const BoRun *run,
            guint        first)
{
  for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    if (lacks (run, i) > 0)
      return FALSE;

  return TRUE;
}

/* Those in the queue that ship complete, may not hold and do not come full: the first
 * lines of their orders, in the order of the line. */
static void
find_unfull (const BoRun *run,
             GArray      *unfull)
{
  g_array_set_size (unfull, 0);
  for (guint i = 0; i < run->queue->n_turns; i++)
    {
      guint first = bo_run_queue_turn (run, i)->demand;

      if (bo_demand_is_complete (bo_run_demand (run, first)) && !run->dropped[first] &&
          !bo_run_holds (run, first) && !comes_full (run, first))
        g_array_append_val (unfull, first);
    }
}

/* Leaves out the last @n of @unfull, or takes them in again, each with all that leaves
 * together. */
static void
set_dropped (BoRun        *run,
             const GArray *unfull,
             guint         n,
             gboolean      dropped)
{
  for (guint j = unfull->len - n; j < unfull->len; j++)
    for (guint i = g_array_index (unfull, guint, j); i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
      run->dropped[i] = dropped;
}

/* Deals the products again that the last @n of @unfull have to do with. */
static void
reckon_again (BoRun        *run,
              const GArray *unfull,
              guint         n,
              gboolean      total)
{
  run->round++;
  for (guint j = unfull->len - n; j < unfull->len; j++)
    for (guint i = g_array_index (unfull, guint, j); i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
      {
        guint product = bo_run_demand (run, i)->product;

        if (run->pools[product].reckoned == run->round)
          continue;
        run->pools[product].reckoned = run->round;
        bo_fair_reckon (run, product, total, run->gives);
      }
}

/* A case of a line, by the ratio that decides who has the next one. */
typedef struct
{
  gint64 open;
  gint64 cases; /* that the line has before it */
  guint  demand;
} Seat;

static gboolean
comes_before (const Seat *a,
              const Seat *b)
{
  __int128 x = (__int128) a->open * (2 * b->cases + 1);
  __int128 y = (__int128) b->open * (2 * a->cases + 1);

  return x != y ? x > y : a->demand < b->demand;
}

/* The best case that nobody of one product has got, among lines that are dealt the same
 * units. */
typedef struct
{
  int    priority_class; /* 0 where classes share */
  gint64 campaign;
  Seat   seat;
} Next;

static int
get_class (const BoRun    *run,
           const BoDemand *demand)
{
  return run->policy->by_class ? demand->priority_class : 0;
}

static Next *
find_next (GArray *nexts,
           int     priority_class,
           gint64  campaign)
{
  for (guint i = 0; i < nexts->len; i++)
    {
      Next *next = &g_array_index (nexts, Next, i);

      if (next->priority_class == priority_class && next->campaign == campaign)
        return next;
    }

  return NULL;
}

static GArray *
list_nexts (const BoRun *run,
            guint        product)
{
  GArray *nexts = g_array_new (FALSE, FALSE, sizeof (Next));
  gint64  lot = run->policy->lot;

  for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);
      Next            own = { get_class (run, demand), demand->campaign, { demand->open, (run->has[i] + run->gives[i]) / lot, i } };
      Next           *next;

      if (demand->paused || run->dropped[i] || lacks (run, i) < lot)
        continue;
      next = find_next (nexts, own.priority_class, own.campaign);
      if (next == NULL)
        g_array_append_val (nexts, own);
      else if (comes_before (&own.seat, &next->seat))
        next->seat = own.seat;
    }

  return nexts;
}

/* Whether @demand, which is left out, could not come full if it were not: somebody who is
 * dealt the same units lacks a case that would come before its last one. */
static gboolean
cannot_come_full (const BoRun *run,
                  guint        demand,
                  GHashTable  *nexts_of)
{
  const BoDemand *line = bo_run_demand (run, demand);
  gint64          wanted = MAX (0, line->open - run->has[demand]);
  gint64          lot = run->policy->lot;
  Seat            last = { line->open, run->has[demand] / lot + wanted / lot - 1, demand };
  GArray         *nexts;
  const Next     *next;

  if (wanted % lot != 0)
    return TRUE;
  if (wanted == 0)
    return FALSE;

  nexts = g_hash_table_lookup (nexts_of, GUINT_TO_POINTER (line->product));
  if (nexts == NULL)
    {
      nexts = list_nexts (run, line->product);
      g_hash_table_insert (nexts_of, GUINT_TO_POINTER (line->product), nexts);
    }
  next = find_next (nexts, get_class (run, line), line->campaign);

  return next != NULL && comes_before (&next->seat, &last);
}

/* Whether none of the last @n of @unfull, which are left out, could come full alone. */
static gboolean
are_rightly_dropped (const BoRun  *run,
                     const GArray *unfull,
                     guint         n)
{
  g_autoptr (GHashTable) nexts_of = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint j = unfull->len - n; j < unfull->len; j++)
    {
      gboolean cannot = FALSE;

      for (guint i = g_array_index (unfull, guint, j); i != BO_NO_LINE && !cannot; i = bo_run_next_of_order (run, i))
        cannot = cannot_come_full (run, i, nexts_of);
      if (!cannot)
        return FALSE;
    }

  return TRUE;
}

/**
 * bo_fair_drop:
 * @run: a run in a pass that has been reckoned
 * @total: of all supplies, not of this pass
 *
 * Leaves out those who ship complete and do not come full, the last in the order of the
 * line first, and reckons again, until all come full.
 */
void
bo_fair_drop (BoRun   *run,
              gboolean total)
{
  g_autoptr (GArray) unfull = g_array_new (FALSE, FALSE, sizeof (guint));

  for (find_unfull (run, unfull); unfull->len > 0; find_unfull (run, unfull))
    {
      guint n = run->rule == BO_RULE_FAIR_SHARE ? (unfull->len + 1) / 2 : 1;

      set_dropped (run, unfull, n, TRUE);
      reckon_again (run, unfull, n, total);
      while (n > 1 && !are_rightly_dropped (run, unfull, n))
        {
          set_dropped (run, unfull, n, FALSE);
          set_dropped (run, unfull, n / 2, TRUE);
          reckon_again (run, unfull, n, total);
          n /= 2;
        }
    }
}
