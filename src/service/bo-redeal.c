/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-redeal"

#include "config.h"

#include "bo-redeal.h"

#include "bo-allocation-table.h"
#include "bo-journal.h"
#include "bo-line-ledger.h"
#include "bo-product-table.h"
#include "bo-scope.h"

/* A run that nobody looks at first never takes a unit from a line that has it. */
static void
lock_all (const BoDemandRow *row,
          BoDemand          *demand,
          gpointer           data)
{
  demand->locked = row->allocated;
}

static gboolean
write_group (BoTxn              *txn,
             BoScope            *scope,
             guint               at,
             const BoAllocation *allocation,
             GError            **error)
{
  g_autoptr (GHashTable) incomplete = bo_scope_find_incomplete (scope, at, allocation);
  guint n = bo_scope_get_group_size (scope, at);
  guint demand = 0;

  for (guint m = 0; m < n; m++)
    {
      const BoScopeProduct *product = bo_scope_get_member (scope, at + m);

      for (guint r = 0; r < product->n_rows; r++, demand++)
        {
          const BoDemandRow *row = bo_scope_get_row (scope, product->first_row + r);
          gint64             after = bo_allocation_get_deal (allocation, demand)->units;
          gint64             held = bo_scope_get_held (incomplete, row, after);
          g_autofree char   *why = NULL;
          BoAllocationChange change = {
            .id = row->allocation_id,
            .line_id = row->id,
            .units = after,
            .held = held,
            .locked = row->locked,
            .moved = after != row->allocated,
          };

          if (!change.moved && held == row->held)
            continue;
          if (change.moved)
            change.why = why = bo_why_encode (&bo_allocation_get_deal (allocation, demand)->why);
          if (!bo_allocation_table_apply (txn, &change, 1, error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * bo_redeal_free:
 * @txn: a write with an event
 * @command: what it is part of
 * @product_id: a product of which units became free, or somebody joined the line
 * @error: return location for a #GError
 *
 * Deals what is free to those next in line, at once and under the policy in force
 * (transaction rule of domain.md b.1).  What lines have counts as locked: only a
 * proposal takes a unit from somebody.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_redeal_free (BoTxn     *txn,
                BoCommand *command,
                gint64     product_id,
                GError   **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (BoScope) scope = NULL;
  const BoSettings *shop;
  BoProductState    state;
  guint             n;

  if (!bo_journal_flush (txn, error) || !bo_product_table_load_state (txn, product_id, &state, error))
    return FALSE;
  if (state.on_hand == state.allocated || state.open_lines == 0)
    return TRUE;

  shop = bo_command_get_shop (txn, command, error);
  if (shop == NULL)
    return FALSE;
  g_array_append_val (ids, product_id);
  scope = bo_scope_read (txn, ids, FALSE, error);
  if (scope == NULL)
    return FALSE;

  for (guint at = 0; at < scope->order->len; at += n)
    {
      const BoPolicy *policy = bo_scope_get_group_policy (scope, at, shop, error);
      g_autoptr (BoPlan) plan = NULL;
      g_autoptr (BoAllocation) allocation = NULL;

      n = bo_scope_get_group_size (scope, at);
      if (policy == NULL)
        return FALSE;
      plan = bo_scope_make_plan (scope, at, policy, command->today, lock_all, NULL);
      allocation = bo_allocate (plan);
      if (!write_group (txn, scope, at, allocation, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

/* Last in line first. */
static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const BoDemandRow *x = a;
  const BoDemandRow *y = b;
  BoKey              key = GPOINTER_TO_INT (user_data);
  int                result = 0;

  if (key == BO_KEY_NEED)
    result = compare_numbers (y->need, x->need);
  if (result == 0 && key != BO_KEY_FIFO)
    result = compare_numbers (y->priority_class, x->priority_class);
  if (result == 0)
    result = compare_numbers (y->queued, x->queued);
  return result != 0 ? result : compare_numbers (y->id, x->id);
}

static gboolean
get_product_key (BoTxn     *txn,
                 BoCommand *command,
                 gint64     product_id,
                 BoKey     *key,
                 GError   **error)
{
  const BoSettings *shop = bo_command_get_shop (txn, command, error);
  g_autoptr (BoProductRow) product = NULL;

  if (shop == NULL || !bo_product_table_load (txn, product_id, &product, error))
    return FALSE;
  *key = product != NULL && product->policy != NULL ? (BoKey) product->queue_key
                                                    : bo_policy_get_queue_key (shop->policy);
  return TRUE;
}

static gboolean
write_taken (BoTxn        *txn,
             BoDemandSet  *demands,
             const gint64 *taken,
             GArray       *given,
             GError      **error)
{
  for (guint i = 0; i < demands->rows->len; i++)
    {
      const BoDemandRow *row = &g_array_index (demands->rows, BoDemandRow, i);
      BoAllocationChange change = {
        .id = row->allocation_id,
        .line_id = row->id,
        .units = row->allocated - taken[i],
        .moved = TRUE,
      };
      BoOutcomeException exception = { .line_id = row->id, .units = taken[i] };

      if (taken[i] == 0)
        continue;
      change.locked = MIN (row->locked, change.units);
      change.held = MIN (row->held, change.units);
      if (!bo_allocation_table_apply (txn, &change, 1, error) ||
          (row->ship != BO_SHIP_PARTIAL && !bo_line_ledger_refresh_held (txn, row->order_id, error)))
        return FALSE;
      g_array_append_val (given, exception);
    }
  return TRUE;
}

/**
 * bo_redeal_take:
 * @txn: a write with an event
 * @command: what it is part of
 * @product_id: a product
 * @units: how many to take
 * @spare_line: a line that gives nothing, or 0
 * @locked_too: whether locked units are taken once no others are left
 * @given: (element-type BoOutcomeException): who gave how many is added to it
 * @error: return location for a #GError
 *
 * Takes units from those who have them, from the last in key order on, unlocked
 * ones before locked ones.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_redeal_take (BoTxn     *txn,
                BoCommand *command,
                gint64     product_id,
                gint64     units,
                gint64     spare_line,
                gboolean   locked_too,
                GArray    *given,
                GError   **error)
{
  g_autoptr (BoDemandSet) demands = bo_demand_set_new ();
  g_autofree gint64 *taken = NULL;
  BoKey              key;

  if (!get_product_key (txn, command, product_id, &key, error) ||
      !bo_demand_query_lines (txn, product_id, demands, error))
    return FALSE;

  g_array_sort_with_data (demands->rows, compare_rows, GINT_TO_POINTER (key));
  taken = g_new0 (gint64, demands->rows->len + 1);
  for (int pass = 0; pass < (locked_too ? 2 : 1); pass++)
    for (guint i = 0; units > 0 && i < demands->rows->len; i++)
      {
        const BoDemandRow *row = &g_array_index (demands->rows, BoDemandRow, i);
        gint64             given_up;

        if (row->id == spare_line)
          continue;
        given_up = MIN (units, row->allocated - taken[i] - (pass == 0 ? row->locked : 0));
        taken[i] += given_up;
        units -= given_up;
      }
  return write_taken (txn, demands, taken, given, error);
}
