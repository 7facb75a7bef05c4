/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-scope-read"

#include "config.h"

#include "bo-scope.h"

#include "bo-service.h"

/* From this part of all waiting lines on it is quicker to read all of them. */
#define READ_ALL_DIVISOR 8
#define DENSE_FACTOR 16

static void
scope_product_clear (gpointer data)
{
  BoScopeProduct *product = data;

  bo_demand_product_clear (&product->info);
}

static BoScope *
scope_new (void)
{
  BoScope *scope = g_new0 (BoScope, 1);

  scope->demands = bo_demand_set_new ();
  scope->products = g_array_new (FALSE, TRUE, sizeof (BoScopeProduct));
  g_array_set_clear_func (scope->products, scope_product_clear);
  scope->order = g_array_new (FALSE, FALSE, sizeof (guint));
  scope->policies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bo_policy_free);
  scope->fitted = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_policy_free);
  return scope;
}

void
bo_scope_free (BoScope *scope)
{
  if (scope == NULL)
    return;
  bo_demand_set_free (scope->demands);
  g_array_unref (scope->products);
  g_array_unref (scope->order);
  g_hash_table_unref (scope->policies);
  g_ptr_array_unref (scope->fitted);
  g_free (scope);
}

/* The first product of the group that product @i is in. */
static guint
find_group (BoScope *scope,
            guint    i)
{
  while (bo_scope_get_product (scope, i)->group != i)
    i = bo_scope_get_product (scope, i)->group = bo_scope_get_product (scope, bo_scope_get_product (scope, i)->group)->group;
  return i;
}

static void
tie (BoScope *scope,
     guint    a,
     guint    b)
{
  guint first = find_group (scope, a);
  guint second = find_group (scope, b);

  bo_scope_get_product (scope, MAX (first, second))->group = MIN (first, second);
}

/* A product id in a set or the key of a map, without an allocation each. */
static guint
lookup_index (GHashTable *index_of,
              gint64      id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (index_of, &id));
}

static void
insert_index (GHashTable *index_of,
              gint64      id,
              guint       i)
{
  g_hash_table_insert (index_of, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (i + 1));
}

static gboolean
add_product (BoTxn      *txn,
             BoScope    *scope,
             gint64      product_id,
             GHashTable *index_of,
             guint      *index,
             GError    **error)
{
  BoScopeProduct product = { 0 };

  *index = lookup_index (index_of, product_id);
  if (*index != 0)
    {
      (*index)--;
      return TRUE;
    }

  if (!bo_demand_query_product (txn, product_id, &product.info, error))
    return FALSE;
  if (product.info.id == 0)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
                   "There is no product %" G_GINT64_FORMAT, product_id);
      return FALSE;
    }

  *index = scope->products->len;
  product.group = *index;
  g_array_append_val (scope->products, product);
  insert_index (index_of, product_id, *index);
  return TRUE;
}

/* Adds the products tied to product @i by its orders that ship complete. */
static gboolean
add_tied_products (BoTxn      *txn,
                   BoScope    *scope,
                   guint       i,
                   GHashTable *index_of,
                   GHashTable *orders_seen,
                   GError    **error)
{
  guint first = bo_scope_get_product (scope, i)->first_row;
  guint end = first + bo_scope_get_product (scope, i)->n_rows;

  for (guint r = first; r < end; r++)
    {
      const BoDemandRow *row = bo_scope_get_row (scope, r);
      g_autoptr (GArray) ids = NULL;

      if (row->ship != BO_SHIP_ORDER_COMPLETE ||
          !g_hash_table_add (orders_seen, g_memdup2 (&row->order_id, sizeof row->order_id)))
        continue;

      ids = bo_demand_query_order_products (txn, row->order_id, error);
      if (ids == NULL)
        return FALSE;
      for (guint p = 0; p < ids->len; p++)
        {
          guint other;

          if (!add_product (txn, scope, g_array_index (ids, gint64, p), index_of, &other, error))
            return FALSE;
          tie (scope, i, other);
        }
    }
  return TRUE;
}

static gboolean
read_some (BoTxn        *txn,
           BoScope      *scope,
           const GArray *product_ids,
           GError      **error)
{
  g_autoptr (GHashTable) index_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) orders_seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint index;

  for (guint i = 0; i < product_ids->len; i++)
    if (!add_product (txn, scope, g_array_index (product_ids, gint64, i), index_of, &index, error))
      return FALSE;

  /* The scope grows while it is gone through. */
  for (guint i = 0; i < scope->products->len; i++)
    {
      guint  first = scope->demands->rows->len;
      gint64 product_id = bo_scope_get_product (scope, i)->info.id;

      if (!bo_demand_query_lines (txn, product_id, scope->demands, error))
        return FALSE;
      bo_scope_get_product (scope, i)->first_row = first;
      bo_scope_get_product (scope, i)->n_rows = scope->demands->rows->len - first;
      if (!add_tied_products (txn, scope, i, index_of, orders_seen, error))
        return FALSE;
    }
  return TRUE;
}

/* Where the product of each row is in the scope, and 1; 0 where a damaged store has
 * a line of no product.  Ids are dense as a rule, and an array is quicker than a hash
 * table then. */
static guint *
index_rows (BoScope    *scope,
            GHashTable *index_of)
{
  GArray           *rows = scope->demands->rows;
  guint            *product_of = g_new (guint, rows->len + 1);
  g_autofree guint *dense = NULL;
  gint64            largest = 0;

  for (guint i = 0; i < scope->products->len; i++)
    largest = MAX (largest, bo_scope_get_product (scope, i)->info.id);
  if (largest < DENSE_FACTOR * (gint64) scope->products->len)
    {
      dense = g_new0 (guint, largest + 1);
      for (guint i = 0; i < scope->products->len; i++)
        dense[bo_scope_get_product (scope, i)->info.id] = i + 1;
    }
  for (guint r = 0; r < rows->len; r++)
    {
      gint64 product_id = g_array_index (rows, BoDemandRow, r).product_id;

      product_of[r] = dense != NULL && product_id >= 0 && product_id <= largest ? dense[product_id] : lookup_index (index_of, product_id);
    }
  return product_of;
}

/* Puts the rows, which come by id, product after product. */
static void
sort_rows (BoScope    *scope,
           GHashTable *index_of)
{
  g_autoptr (GArray) sorted = NULL;
  g_autofree guint *next = g_new0 (guint, scope->products->len + 1);
  g_autofree guint *product_of = index_rows (scope, index_of);
  GArray           *rows = scope->demands->rows;
  guint             at = 0;

  for (guint r = 0; r < rows->len; r++)
    if (product_of[r] != 0)
      bo_scope_get_product (scope, product_of[r] - 1)->n_rows++;
  for (guint i = 0; i < scope->products->len; i++)
    {
      bo_scope_get_product (scope, i)->first_row = at;
      next[i] = at;
      at += bo_scope_get_product (scope, i)->n_rows;
    }

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (BoDemandRow), at);
  g_array_set_size (sorted, at);
  for (guint r = 0; r < rows->len; r++)
    if (product_of[r] != 0)
      g_array_index (sorted, BoDemandRow, next[product_of[r] - 1]++) = g_array_index (rows, BoDemandRow, r);
  g_array_unref (scope->demands->rows);
  scope->demands->rows = g_steal_pointer (&sorted);
}

static void
tie_all (BoScope *scope)
{
  g_autoptr (GHashTable) first_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < scope->products->len; i++)
    {
      BoScopeProduct *product = bo_scope_get_product (scope, i);

      for (guint r = product->first_row; r < product->first_row + product->n_rows; r++)
        {
          const BoDemandRow *row = bo_scope_get_row (scope, r);
          guint              first;

          if (row->ship != BO_SHIP_ORDER_COMPLETE)
            continue;
          first = lookup_index (first_of, row->order_id);
          if (first == 0)
            insert_index (first_of, row->order_id, i);
          else
            tie (scope, first - 1, i);
        }
    }
}

/* Drops the groups that nobody asked for. */
static void
keep_groups (BoScope      *scope,
             const GArray *product_ids,
             GHashTable   *index_of)
{
  g_autoptr (GArray) all = scope->products;
  g_autofree gboolean *wanted = g_new0 (gboolean, all->len + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, all->len + 1);
  g_autofree guint    *new_index = g_new0 (guint, all->len + 1);
  g_autofree guint    *first_of = g_new (guint, all->len + 1);

  for (guint i = 0; i < product_ids->len; i++)
    wanted[find_group (scope, lookup_index (index_of, g_array_index (product_ids, gint64, i)) - 1)] = TRUE;
  for (guint i = 0; i < all->len; i++)
    {
      new_index[i] = find_group (scope, i); /* the old group, until the new one is known */
      first_of[i] = G_MAXUINT;
    }

  g_array_set_clear_func (all, NULL);
  scope->products = g_array_new (FALSE, TRUE, sizeof (BoScopeProduct));
  g_array_set_clear_func (scope->products, scope_product_clear);
  /* Those asked for first, in the order asked, then those tied to them. */
  for (guint i = 0; i < product_ids->len + all->len; i++)
    {
      guint          old = i < product_ids->len
                               ? lookup_index (index_of, g_array_index (product_ids, gint64, i)) - 1
                               : i - product_ids->len;
      guint          group = new_index[old];
      BoScopeProduct product = g_array_index (all, BoScopeProduct, old);

      if (taken[old] || !wanted[group])
        continue;
      taken[old] = TRUE;
      if (first_of[group] == G_MAXUINT)
        first_of[group] = scope->products->len;
      product.group = first_of[group];
      g_array_append_val (scope->products, product);
    }
  for (guint i = 0; i < all->len; i++)
    if (!taken[i])
      scope_product_clear (&g_array_index (all, BoScopeProduct, i));
}

static gboolean
read_all (BoTxn        *txn,
          BoScope      *scope,
          const GArray *product_ids,
          gboolean      all,
          GError      **error)
{
  g_autoptr (GHashTable) index_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) waiting = bo_demand_query_waiting_products (txn, error);
  guint index;

  if (waiting == NULL)
    return FALSE;
  g_array_set_clear_func (waiting, NULL); /* its products move to the scope */
  for (guint i = 0; i < waiting->len; i++)
    {
      BoScopeProduct product = { .info = g_array_index (waiting, BoDemandProduct, i), .group = i };

      g_array_append_val (scope->products, product);
      insert_index (index_of, product.info.id, i);
    }
  for (guint i = 0; i < product_ids->len; i++)
    if (!add_product (txn, scope, g_array_index (product_ids, gint64, i), index_of, &index, error))
      return FALSE;

  if (!bo_demand_query_all_lines (txn, scope->demands, error))
    return FALSE;
  sort_rows (scope, index_of);
  tie_all (scope);
  if (!all)
    keep_groups (scope, product_ids, index_of);
  return TRUE;
}

static gboolean
is_much (BoTxn        *txn,
         const GArray *product_ids,
         gboolean     *much,
         GError      **error)
{
  gint64 all;
  gint64 lines = 0;

  *much = FALSE;
  if (product_ids->len <= 1)
    return TRUE;
  if (!bo_demand_query_count (txn, &all, error))
    return FALSE;
  for (guint i = 0; !*much && i < product_ids->len; i++)
    {
      g_auto (BoDemandProduct) product = { 0 };

      if (!bo_demand_query_product (txn, g_array_index (product_ids, gint64, i), &product, error))
        return FALSE;
      lines += product.open_lines;
      *much = lines > all / READ_ALL_DIVISOR;
    }
  return TRUE;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  BoScope *scope = user_data;
  guint    i = *(const guint *) a;
  guint    j = *(const guint *) b;
  guint    group_i = bo_scope_get_product (scope, i)->group;
  guint    group_j = bo_scope_get_product (scope, j)->group;

  if (group_i != group_j)
    return group_i < group_j ? -1 : 1;
  return (i > j) - (i < j);
}

/**
 * bo_scope_read:
 * @txn: a transaction; after bo_journal_flush() if it has written already
 * @product_ids: (element-type gint64): products, each once
 * @all: whether to take every product that somebody waits for as well
 * @error: return location for a #GError
 *
 * Reads what a run over these products looks at, ties included, transitively.
 *
 * Returns: (transfer full): the scope, or %NULL with @error set
 */
BoScope *
bo_scope_read (BoTxn        *txn,
               const GArray *product_ids,
               gboolean      all,
               GError      **error)
{
  g_autoptr (BoScope) scope = scope_new ();
  gboolean much = all;

  if (!all && !is_much (txn, product_ids, &much, error))
    return NULL;
  if (!(much ? read_all (txn, scope, product_ids, all, error) : read_some (txn, scope, product_ids, error)))
    return NULL;

  for (guint i = 0; i < scope->products->len; i++)
    {
      bo_scope_get_product (scope, i)->group = find_group (scope, i);
      g_array_append_val (scope->order, i);
    }
  g_array_sort_with_data (scope->order, compare_groups, scope);
  return g_steal_pointer (&scope);
}
