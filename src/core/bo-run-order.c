/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-run-order"

#include "config.h"

#include "bo-run.h"
#include "bo-run-key.h"

/* Who stands where: the lines of every product in order, the orders that ship
 * complete, and the queues that these make of products. */

/* Counts the lines of each product; %FALSE where the plan has them in another order. */
static gboolean
count_lines (BoRun *run)
{
  const BoDemand *demands = (const BoDemand *) (gconstpointer) run->plan->demands->data;
  gboolean        sorted = TRUE;
  BoKeyed         last = { { 0 } };

  run->first_demand = g_new0 (guint, run->plan->n_products + 1);
  for (guint i = 0; i < run->n_demands; i++)
    {
      BoKeyed keyed = { { 0 } };

      run->first_demand[demands[i].product + 1]++;
      if (!sorted)
        continue;
      bo_keyed_set (run, &demands[i], demands[i].queued, &keyed);
      if (i > 0)
        sorted = demands[i - 1].product < demands[i].product ||
                 (demands[i - 1].product == demands[i].product && bo_keyed_compare (&last, &keyed) <= 0);
      last = keyed;
    }
  for (guint p = 0; p < run->plan->n_products; p++)
    run->first_demand[p + 1] += run->first_demand[p];

  return sorted;
}

/* Puts the numbers of lines side by side by product, and returns them. */
static guint *
gather_by_product (const BoRun *run)
{
  const BoDemand   *demands = (const BoDemand *) (gconstpointer) run->plan->demands->data;
  guint            *numbers = g_new (guint, run->n_demands);
  g_autofree guint *next = g_memdup2 (run->first_demand, (run->plan->n_products + 1) * sizeof (guint));

  for (guint i = 0; i < run->n_demands; i++)
    numbers[next[demands[i].product]++] = i;

  return numbers;
}

static void
sort_lines (BoRun *run)
{
  const BoDemand *demands = (const BoDemand *) (gconstpointer) run->plan->demands->data;
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (BoKeyed));

  run->origin = gather_by_product (run);
  for (guint p = 0; p < run->plan->n_products; p++)
    {
      g_array_set_size (keyed, 0);
      for (guint i = run->first_demand[p]; i < run->first_demand[p + 1]; i++)
        {
          const BoDemand *demand = &demands[run->origin[i]];
          BoKeyed         line = { .turn.demand = run->origin[i] };

          bo_keyed_set (run, demand, demand->queued, &line);
          g_array_append_val (keyed, line);
        }
      bo_keyed_sort (keyed);
      for (guint i = 0; i < keyed->len; i++)
        run->origin[run->first_demand[p] + i] = g_array_index (keyed, BoKeyed, i).turn.demand;
    }

  run->sorted = g_new (BoDemand, run->n_demands);
  for (guint i = 0; i < run->n_demands; i++)
    run->sorted[i] = demands[run->origin[i]];
}

static void
set_up_lines (BoRun *run)
{
  gboolean sorted = count_lines (run);

  if (!sorted)
    sort_lines (run);
  run->demands = sorted ? (const BoDemand *) (gconstpointer) run->plan->demands->data : run->sorted;
}

/* The root of the products that @product is tied to. */
static guint
find_root (guint *ties,
           guint  product)
{
  while (ties[product] != product)
    {
      ties[product] = ties[ties[product]];
      product = ties[product];
    }

  return product;
}

static void
tie_products (guint *ties,
              guint  a,
              guint  b)
{
  guint x = find_root (ties, a);
  guint y = find_root (ties, b);

  ties[MAX (x, y)] = MIN (x, y);
}

/* Strings the lines of every order that ships complete together, of all products,
 * and ties their products in @ties. */
static void
set_up_groups (BoRun *run,
               guint *ties)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint *tails = NULL;

  for (guint i = 0; i < run->n_demands; i++)
    {
      const BoDemand *demand = bo_run_demand (run, i);
      guint           head;

      if (demand->ship != BO_SHIP_ORDER_COMPLETE)
        continue;
      if (run->group == NULL)
        {
          run->group = g_new0 (guint, run->n_demands);
          run->group_next = g_new0 (guint, run->n_demands);
          tails = g_new0 (guint, run->n_demands);
        }
      head = GPOINTER_TO_UINT (g_hash_table_lookup (heads, &demand->order_id));
      if (head == 0)
        {
          head = i + 1;
          g_hash_table_insert (heads, (gpointer) &demand->order_id, GUINT_TO_POINTER (head));
        }
      else
        {
          run->group_next[tails[head - 1]] = i + 1;
          tie_products (ties, bo_run_demand (run, head - 1)->product, demand->product);
        }
      run->group[i] = head;
      tails[head - 1] = i;
    }
}

/* Products that are tied together are one queue; so is every other product. */
static void
set_up_queues (BoRun *run,
               guint *ties)
{
  guint             n_products = run->plan->n_products;
  g_autofree guint *sizes = g_new0 (guint, n_products + 1);
  g_autofree guint *next = g_new0 (guint, n_products + 1);
  guint             n = 0;

  for (guint p = 0; p < n_products; p++)
    sizes[find_root (ties, p)]++;
  for (guint p = 0; p < n_products; p++)
    {
      BoQueue queue = { .first_product = n, .n_products = sizes[p] };

      if (sizes[p] == 0)
        continue;
      g_array_append_val (run->queues, queue);
      next[p] = n;
      n += sizes[p];
    }
  run->queue_products = g_new (guint, n_products + 1);
  for (guint p = 0; p < n_products; p++)
    run->queue_products[next[find_root (ties, p)]++] = p;
}

/**
 * bo_run_set_up_order:
 * @run: a run of a plan
 *
 * Numbers the lines by product and key, strings the orders that ship complete, and
 * makes the queues.
 * None of it depends on the order of the input.
 */
void
bo_run_set_up_order (BoRun *run)
{
  g_autofree guint *ties = g_new (guint, run->plan->n_products + 1);

  for (guint p = 0; p < run->plan->n_products; p++)
    ties[p] = p;
  run->queues = g_array_new (FALSE, FALSE, sizeof (BoQueue));
  set_up_lines (run);
  set_up_groups (run, ties);
  set_up_queues (run, ties);
}
