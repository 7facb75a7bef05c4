/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run-turns"

#include "config.h"

#include "bo-run.h"
#include "bo-run-key.h"

#include <stdlib.h>

/* Whose turn it is, one after the other, in a queue and in one pass of it. */

/* An order's turn is that of its line that comes first. */
static void
add_order_turn (const BoRun *run,
                guint        first,
                GArray      *keyed)
{
  BoKeyed best = { { 0 } };

  for (guint i = first; i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
    {
      const BoDemand *demand = bo_run_demand (run, i);
      BoKeyed         line = { .turn = { first, 0, demand->open } };

      bo_keyed_set (run, demand, demand->queued, &line);
      if (i == first || bo_keyed_compare (&line, &best) < 0)
        best = line;
    }
  g_array_append_val (keyed, best);
}

/* Greedy rules sort tranches; complete lines stand where their oldest tranche does
 * (domain.md b.1). */
static void
add_turns (const BoRun *run,
           guint        i,
           GArray      *keyed)
{
  const BoDemand *demand = bo_run_demand (run, i);
  BoKeyed         line = { .turn = { i, 0, demand->open } };
  gint64          offset = 0;

  if (bo_demand_is_complete (demand))
    {
      if (bo_run_first_of_order (run, i) == i)
        add_order_turn (run, i, keyed);
      return;
    }
  if (demand->n_tranches < 2)
    {
      bo_keyed_set (run, demand, demand->queued, &line);
      g_array_append_val (keyed, line);
      return;
    }

  for (guint j = 0; j < demand->n_tranches; j++)
    {
      const BoTranche *tranche = &g_array_index (run->plan->tranches, BoTranche, demand->first_tranche + j);

      bo_keyed_set (run, demand, tranche->queued, &line);
      line.turn.offset = offset;
      line.turn.units = tranche->units;
      offset += tranche->units;
      g_array_append_val (keyed, line);
    }
}

/* Makes the turns of every queue, in the order of the line. */
void
bo_run_set_up_turns (BoRun *run)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (BoKeyed));

  run->turns = g_array_sized_new (FALSE, FALSE, sizeof (BoTurn), run->n_demands);
  for (guint q = 0; q < run->queues->len; q++)
    {
      BoQueue *queue = &g_array_index (run->queues, BoQueue, q);

      g_array_set_size (keyed, 0);
      for (guint j = 0; j < queue->n_products; j++)
        {
          guint product = run->queue_products[queue->first_product + j];

          for (guint i = run->first_demand[product]; i < run->first_demand[product + 1]; i++)
            add_turns (run, i, keyed);
        }
      bo_keyed_sort (keyed);
      queue->first_turn = run->turns->len;
      queue->n_turns = keyed->len;
      for (guint i = 0; i < keyed->len; i++)
        g_array_append_val (run->turns, g_array_index (keyed, BoKeyed, i).turn);
    }
}

/* Adds to @indices the turns that have to do with @product. */
static void
add_turns_of (const BoRun *run,
              guint        product,
              GArray      *indices)
{
  const BoPool *pool = &run->pools[product];

  g_array_append_vals (indices, &g_array_index (run->product_turns, guint, pool->first_turn), pool->n_turns);
}

static int
compare_indices (gconstpointer a,
                 gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

/* Calls every turn of the queue for each line that it is about: an order stands in the
 * lists of all its products. */
static void
count_turns (BoRun   *run,
             gboolean list)
{
  for (guint t = 0; t < run->queue->n_turns; t++)
    {
      const BoTurn *turn = bo_run_queue_turn (run, t);

      for (guint i = bo_run_first_of_order (run, turn->demand); i != BO_NO_LINE; i = bo_run_next_of_order (run, i))
        {
          BoPool *pool = &run->pools[bo_run_demand (run, i)->product];

          if (list)
            g_array_index (run->product_turns, guint, pool->first_turn + pool->n_turns) = t;
          pool->n_turns++;
        }
    }
}

/* Lists for each product of a queue of several the turns that have to do with it. */
static void
list_turns_by_product (BoRun *run)
{
  guint n = 0;

  count_turns (run, FALSE);
  for (guint i = 0; i < run->queue->n_products; i++)
    {
      BoPool *pool = &run->pools[bo_run_product (run, i)];

      pool->first_turn = n;
      n += pool->n_turns;
      pool->n_turns = 0;
    }
  g_array_set_size (run->product_turns, n);
  count_turns (run, TRUE);
}

/**
 * bo_run_choose_turns:
 * @run: a run that has begun with a pass
 * @opened: (array length=n_opened): the products that get something in this pass
 * @n_opened: how many
 *
 * Chooses whose turn it is in this pass: in the first everybody's, later of those to
 * whom something arrives.
 */
void
bo_run_choose_turns (BoRun       *run,
                     const guint *opened,
                     guint        n_opened)
{
  guint n = 0;

  run->all_turns = run->on_hand || run->queue->n_products == 1;
  if (run->queue->n_products > 1 && run->on_hand)
    list_turns_by_product (run);
  if (run->all_turns)
    return;

  g_array_set_size (run->pass_turns, 0);
  for (guint i = 0; i < n_opened; i++)
    add_turns_of (run, opened[i], run->pass_turns);
  if (run->pass_turns->len == 0)
    return;
  qsort (run->pass_turns->data, run->pass_turns->len, sizeof (guint), compare_indices);
  for (guint i = 0; i < run->pass_turns->len; i++)
    {
      guint turn = g_array_index (run->pass_turns, guint, i);

      if (i == 0 || g_array_index (run->pass_turns, guint, n - 1) != turn)
        g_array_index (run->pass_turns, guint, n++) = turn;
    }
  g_array_set_size (run->pass_turns, n);
}
