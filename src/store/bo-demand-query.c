/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-demand-query"

#include "config.h"

#include "bo-demand-query.h"

#include "bo-table-util.h"

BoDemandSet *
bo_demand_set_new (void)
{
  BoDemandSet *set = g_new0 (BoDemandSet, 1);

  set->rows = g_array_new (FALSE, FALSE, sizeof (BoDemandRow));
  set->tranches = g_array_new (FALSE, FALSE, sizeof (BoTranche));
  set->campaigns = g_ptr_array_new_with_free_func (g_free);
  return set;
}

void
bo_demand_set_free (BoDemandSet *set)
{
  if (set == NULL)
    return;
  g_array_unref (set->rows);
  g_array_unref (set->tranches);
  g_ptr_array_unref (set->campaigns);
  g_free (set);
}

/**
 * bo_demand_set_number_campaign:
 * @set: a #BoDemandSet
 * @campaign: (nullable): the name of a campaign
 *
 * Returns: the number of @campaign in @set, from 1, or 0 without one
 */
guint
bo_demand_set_number_campaign (BoDemandSet *set,
                               const char  *campaign)
{
  if (campaign == NULL || *campaign == '\0')
    return 0;
  for (guint i = 0; i < set->campaigns->len; i++)
    if (g_str_equal (g_ptr_array_index (set->campaigns, i), campaign))
      return i + 1;
  g_ptr_array_add (set->campaigns, g_strdup (campaign));
  return set->campaigns->len;
}

void
bo_demand_product_clear (BoDemandProduct *product)
{
  g_clear_pointer (&product->sku, g_free);
  g_clear_pointer (&product->name, g_free);
  g_clear_pointer (&product->policy, g_free);
}

/* Columns 0 to 10 are the same in both queries of lines. */
#define LINE_COLUMNS                                                                         \
  "l.id, l.order_id, l.product_id, l.open, l.allocated, l.class, l.queued, l.need, l.price," \
  " l.campaign, l.strategy * 2 + l.paused"

static void
read_line (BoStmt      *stmt,
           BoDemandSet *set,
           BoDemandRow *row)
{
  gint64 flags = bo_stmt_get_int64 (stmt, 10);

  row->id = bo_stmt_get_int64 (stmt, 0);
  row->order_id = bo_stmt_get_int64 (stmt, 1);
  row->product_id = bo_stmt_get_int64 (stmt, 2);
  row->open = bo_stmt_get_int64 (stmt, 3);
  row->allocated = bo_stmt_get_int64 (stmt, 4);
  row->priority_class = (guint8) bo_stmt_get_int64 (stmt, 5);
  row->queued = bo_stmt_get_int64 (stmt, 6);
  row->need = (int) bo_stmt_get_optional (stmt, 7, BO_DAY_NONE);
  row->price = bo_stmt_get_int64 (stmt, 8);
  row->campaign = bo_demand_set_number_campaign (set, bo_stmt_get_text (stmt, 9));
  row->strategy = (guint8) (flags / 2);
  row->paused = (guint8) (flags % 2);
}

typedef struct
{
  gint64    line_id;
  BoTranche tranche;
} Younger;

static GArray *
read_younger (BoStmt  *stmt,
              GError **error)
{
  g_autoptr (GArray) younger = g_array_new (FALSE, FALSE, sizeof (Younger));
  GError *local_error = NULL;

  while (bo_stmt_step (stmt, &local_error))
    {
      Younger tranche = {
        .line_id = bo_stmt_get_int64 (stmt, 0),
        .tranche = { .units = bo_stmt_get_int64 (stmt, 1), .queued = bo_stmt_get_int64 (stmt, 2) },
      };

      g_array_append_val (younger, tranche);
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&younger);
}

/* Puts a line's oldest tranche, which has what the younger ones leave, and them
 * behind it; @at moves past them. */
static void
add_tranches (BoDemandSet  *set,
              BoDemandRow  *row,
              const GArray *younger,
              guint        *at)
{
  BoTranche first = { .units = row->open, .queued = row->queued };

  row->first_tranche = set->tranches->len;
  row->n_tranches = 1;
  g_array_append_val (set->tranches, first);
  for (; *at < younger->len && g_array_index (younger, Younger, *at).line_id == row->id; (*at)++)
    {
      BoTranche tranche = g_array_index (younger, Younger, *at).tranche;

      g_array_append_val (set->tranches, tranche);
      g_array_index (set->tranches, BoTranche, row->first_tranche).units -= tranche.units;
      row->n_tranches++;
    }
}

/* Reads (line, units, queued) of tranches younger than their line's first, line
 * after line, and puts all tranches of those lines into the set. */
static gboolean
read_tranches (BoStmt      *stmt,
               BoDemandSet *set,
               guint        first_row,
               GError     **error)
{
  g_autoptr (GArray) younger = read_younger (stmt, error);
  g_autoptr (GHashTable) row_of = NULL;
  guint at = 0;

  if (younger == NULL)
    return FALSE;
  if (younger->len == 0)
    return TRUE;

  row_of = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = first_row; i < set->rows->len; i++)
    {
      BoDemandRow *row = &g_array_index (set->rows, BoDemandRow, i);

      g_hash_table_insert (row_of, &row->id, row);
    }
  while (at < younger->len)
    {
      BoDemandRow *row = g_hash_table_lookup (row_of, &g_array_index (younger, Younger, at).line_id);

      if (row != NULL)
        add_tranches (set, row, younger, &at);
      else
        at++; /* of a line that does not wait any more */
    }
  return TRUE;
}

static gboolean
read_product_lines (BoTxn       *txn,
                    gint64       product_id,
                    BoDemandSet *set,
                    GError     **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  /* An allocation is looked for where there is one only. */
  stmt = bo_txn_prepare (txn,
                         "SELECT " LINE_COLUMNS ", o.ship, a.id, a.held, a.locked"
                         " FROM line l"
                         " JOIN sales_order o ON o.id = l.order_id"
                         " LEFT JOIN allocation a ON a.line_id = CASE WHEN l.allocated > 0 THEN l.id END"
                         "  AND ifnull (a.receipt_id, 0) = 0"
                         " WHERE l.product_id = ?1 AND l.open > 0",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoDemandRow row = { 0 };

      read_line (stmt, set, &row);
      row.ship = (guint8) bo_stmt_get_int64 (stmt, 11);
      row.allocation_id = bo_stmt_get_int64 (stmt, 12);
      row.held = bo_stmt_get_int64 (stmt, 13);
      row.locked = bo_stmt_get_int64 (stmt, 14);
      g_array_append_val (set->rows, row);
    }
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_demand_query_lines:
 * @txn: a transaction
 * @product_id: a product
 * @set: what its lines are added to
 * @error: return location for a #GError
 *
 * Reads the lines that wait for one product.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_demand_query_lines (BoTxn       *txn,
                       gint64       product_id,
                       BoDemandSet *set,
                       GError     **error)
{
  guint first_row = set->rows->len;
  g_autoptr (BoStmt) stmt = NULL;

  if (!read_product_lines (txn, product_id, set, error))
    return FALSE;

  stmt = bo_txn_prepare (txn,
                         "SELECT t.line_id, t.units, t.queued FROM line l"
                         " JOIN tranche t ON t.line_id = l.id AND t.queued > l.queued"
                         " WHERE l.product_id = ?1 AND l.open > 0 ORDER BY t.line_id, t.queued",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  return read_tranches (stmt, set, first_row, error);
}

static gboolean
read_all_lines (BoTxn       *txn,
                BoDemandSet *set,
                GError     **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  stmt = bo_txn_prepare (txn, "SELECT " LINE_COLUMNS " FROM line l NOT INDEXED WHERE l.open > 0 ORDER BY l.id", error);
  if (stmt == NULL)
    return FALSE;
  while (bo_stmt_step (stmt, &local_error))
    {
      BoDemandRow row = { 0 };

      read_line (stmt, set, &row);
      g_array_append_val (set->rows, row);
    }
  return bo_stmt_check_end (&local_error, error);
}

/* Both are in the order of line ids. */
static gboolean
read_all_allocations (BoTxn       *txn,
                      BoDemandSet *set,
                      GError     **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;
  guint   at = 0;

  stmt = bo_txn_prepare (txn,
                         "SELECT line_id, id, held, locked FROM allocation WHERE receipt_id IS NULL ORDER BY line_id",
                         error);
  if (stmt == NULL)
    return FALSE;
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64       line_id = bo_stmt_get_int64 (stmt, 0);
      BoDemandRow *row;

      while (at < set->rows->len && g_array_index (set->rows, BoDemandRow, at).id < line_id)
        at++;
      if (at == set->rows->len)
        break;
      row = &g_array_index (set->rows, BoDemandRow, at);
      if (row->id != line_id)
        continue;
      row->allocation_id = bo_stmt_get_int64 (stmt, 1);
      row->held = bo_stmt_get_int64 (stmt, 2);
      row->locked = bo_stmt_get_int64 (stmt, 3);
    }
  return bo_stmt_check_end (&local_error, error);
}

static gboolean
read_all_ship_policies (BoTxn       *txn,
                        BoDemandSet *set,
                        GError     **error)
{
  g_autoptr (GHashTable) ship_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  stmt = bo_txn_prepare (txn, "SELECT id, ship FROM sales_order WHERE ship <> 0", error);
  if (stmt == NULL)
    return FALSE;
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_hash_table_insert (ship_of, g_memdup2 (&id, sizeof id), GINT_TO_POINTER ((int) bo_stmt_get_int64 (stmt, 1)));
    }
  if (!bo_stmt_check_end (&local_error, error))
    return FALSE;
  if (g_hash_table_size (ship_of) == 0)
    return TRUE;

  for (guint i = 0; i < set->rows->len; i++)
    {
      BoDemandRow *row = &g_array_index (set->rows, BoDemandRow, i);

      row->ship = (guint8) GPOINTER_TO_INT (g_hash_table_lookup (ship_of, &row->order_id));
    }
  return TRUE;
}

static gboolean
count_tranches (BoTxn   *txn,
                gint64  *n_tranches,
                GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, "SELECT count (*) FROM tranche", error);

  return stmt != NULL && bo_stmt_run_find (stmt, n_tranches, error);
}

static gboolean
read_all_tranches (BoTxn       *txn,
                   BoDemandSet *set,
                   GError     **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  gint64 n_tranches;

  /* Who waits has at least one, and who does not wait has none (invariant S3): as
   * many as there are lines means one each. */
  if (!count_tranches (txn, &n_tranches, error))
    return FALSE;
  if (n_tranches == set->rows->len)
    return TRUE;

  /* The inner query reads an index alone and finds the few. */
  stmt = bo_txn_prepare (txn,
                         "SELECT t.line_id, t.units, t.queued"
                         " FROM (SELECT line_id FROM tranche GROUP BY line_id HAVING count (*) > 1) m"
                         " JOIN line l ON l.id = m.line_id"
                         " JOIN tranche t ON t.line_id = m.line_id AND t.queued > l.queued"
                         " ORDER BY t.line_id, t.queued",
                         error);
  if (stmt == NULL)
    return FALSE;
  return read_tranches (stmt, set, 0, error);
}

/**
 * bo_demand_query_all_lines:
 * @txn: a transaction
 * @set: an empty set
 * @error: return location for a #GError
 *
 * Reads every line that waits, by id.  Each table is gone through once in its
 * own order, which is several times as quick as going from line to line.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_demand_query_all_lines (BoTxn       *txn,
                           BoDemandSet *set,
                           GError     **error)
{
  g_return_val_if_fail (set->rows->len == 0, FALSE);

  if (!read_all_lines (txn, set, error) ||
      !read_all_allocations (txn, set, error) ||
      !read_all_ship_policies (txn, set, error))
    return FALSE;

  return read_all_tranches (txn, set, error);
}

#define PRODUCT_COLUMNS \
  "p.id, ifnull (s.on_hand, 0), ifnull (s.allocated, 0), ifnull (s.open_lines, 0), ifnull (s.revision, 0), p.sku, p.name, p.policy"

static void
read_product (BoStmt          *stmt,
              BoDemandProduct *product)
{
  product->id = bo_stmt_get_int64 (stmt, 0);
  product->on_hand = bo_stmt_get_int64 (stmt, 1);
  product->allocated = bo_stmt_get_int64 (stmt, 2);
  product->open_lines = bo_stmt_get_int64 (stmt, 3);
  product->revision = bo_stmt_get_int64 (stmt, 4);
  product->sku = g_strdup (bo_stmt_get_text (stmt, 5));
  product->name = g_strdup (bo_stmt_get_text (stmt, 6));
  product->policy = g_strdup (bo_stmt_get_text (stmt, 7));
}

/**
 * bo_demand_query_product:
 * @txn: a transaction; after bo_journal_flush() if it has written already
 * @product_id: a product
 * @product: (out): the product, to be cleared; its id is 0 when there is none
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_demand_query_product (BoTxn           *txn,
                         gint64           product_id,
                         BoDemandProduct *product,
                         GError         **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  *product = (BoDemandProduct){ 0 };
  stmt = bo_txn_prepare (txn,
                         "SELECT " PRODUCT_COLUMNS " FROM product p"
                         " LEFT JOIN product_state s ON s.product_id = p.id WHERE p.id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, product_id);
  if (bo_stmt_step (stmt, &local_error))
    read_product (stmt, product);
  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_demand_query_waiting_products:
 * @txn: a transaction; after bo_journal_flush() if it has written already
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoDemandProduct): the products that
 *   somebody waits for, by name, or %NULL with @error set
 */
GArray *
bo_demand_query_waiting_products (BoTxn   *txn,
                                  GError **error)
{
  g_autoptr (GArray) products = g_array_new (FALSE, TRUE, sizeof (BoDemandProduct));
  g_autoptr (BoStmt) stmt = NULL;
  GError *local_error = NULL;

  g_array_set_clear_func (products, (GDestroyNotify) bo_demand_product_clear);
  stmt = bo_txn_prepare (txn,
                         "SELECT " PRODUCT_COLUMNS " FROM product_state s"
                         " JOIN product p ON p.id = s.product_id WHERE s.open_lines > 0 ORDER BY p.name_key, p.id",
                         error);
  if (stmt == NULL)
    return NULL;
  while (bo_stmt_step (stmt, &local_error))
    {
      g_array_set_size (products, products->len + 1);
      read_product (stmt, &g_array_index (products, BoDemandProduct, products->len - 1));
    }
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&products);
}

/**
 * bo_demand_query_count:
 * @txn: a transaction; after bo_journal_flush() if it has written already
 * @open_lines: (out): how many lines wait in the whole shop
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_demand_query_count (BoTxn   *txn,
                       gint64  *open_lines,
                       GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn, "SELECT ifnull (sum (lines), 0) FROM queue_total", error);
  if (stmt == NULL)
    return FALSE;
  return bo_stmt_run_find (stmt, open_lines, error);
}

/**
 * bo_demand_query_order_products:
 * @txn: a transaction
 * @order_id: an order
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): the products that the order
 *   waits for, or %NULL with @error set
 */
GArray *
bo_demand_query_order_products (BoTxn   *txn,
                                gint64   order_id,
                                GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "SELECT DISTINCT product_id FROM line WHERE order_id = ?1 AND open > 0 ORDER BY product_id",
                         error);
  if (stmt == NULL)
    return NULL;
  bo_stmt_bind_int64 (stmt, 1, order_id);
  return bo_stmt_run_list (stmt, error);
}
