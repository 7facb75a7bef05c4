/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-query"

#include "config.h"

#include "bo-line-query.h"

#include "bo-search.h"

#define OLDEST "(SELECT min (l.queued) FROM line l WHERE l.product_id = p.id AND l.open > 0)"

/* The order of a list: ascending, descending. */
static const char *const sorts[][2] = {
  [BO_PRODUCT_SORT_NAME] = { "p.name_key, p.id", "p.name_key DESC, p.id DESC" },
  [BO_PRODUCT_SORT_SKU] = { "p.sku_key, p.id", "p.sku_key DESC, p.id DESC" },
  [BO_PRODUCT_SORT_OPEN_UNITS] = { "s.open_units, p.id", "s.open_units DESC, p.id DESC" },
  [BO_PRODUCT_SORT_OPEN_LINES] = { "s.open_lines, p.id", "s.open_lines DESC, p.id DESC" },
  [BO_PRODUCT_SORT_ON_HAND] = { "s.on_hand, p.id", "s.on_hand DESC, p.id DESC" },
  [BO_PRODUCT_SORT_FREE] = { "s.on_hand - s.allocated, p.id", "s.on_hand - s.allocated DESC, p.id DESC" },
  /* What nobody waits for comes last either way. */
  [BO_PRODUCT_SORT_OLDEST] = { "s.open_lines = 0, " OLDEST ", p.id", "s.open_lines = 0, " OLDEST " DESC, p.id DESC" },
};

static const char load_sql[] =
    "SELECT p.id, p.sku, p.barcode, p.name, p.price, p.currency, p.case_size, supplier.name, p.policy,"
    "  s.on_hand, s.allocated, s.open_lines, s.open_units, " OLDEST ", s.revision"
    " FROM product p JOIN product_state s ON s.product_id = p.id"
    " LEFT JOIN supplier ON supplier.id = p.supplier_id"
    " WHERE p.id = ?1";

/**
 * bo_product_query_run:
 * @txn: a transaction
 * @query: what to find and how to sort it
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): the ids in order, or %NULL with
 *   @error set
 */
GArray *
bo_product_query_run (BoTxn                *txn,
                      const BoProductQuery *query,
                      GError              **error)
{
  g_autoptr (GPtrArray) words = bo_search_parse (query->search);
  g_autofree char *match = bo_search_join (words, FALSE);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) sql = g_string_new ("SELECT p.id FROM product p JOIN product_state s ON s.product_id = p.id");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  g_string_append (sql, query->waiting ? " WHERE s.open_lines > 0" : " WHERE 1");
  if (match != NULL)
    g_string_append (sql, " AND p.id IN (SELECT rowid FROM product_search WHERE product_search MATCH ?1)");
  g_string_append_printf (sql, " ORDER BY %s", sorts[query->sort][query->descending ? 1 : 0]);

  stmt = bo_db_prepare (bo_txn_get_db (txn), sql->str, error);
  if (stmt == NULL)
    return NULL;

  if (match != NULL)
    bo_stmt_bind_text (stmt, 1, match);
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&ids);
}

static BoProductRecord *
read_product (BoStmt *stmt)
{
  BoProductRecord *record = g_new0 (BoProductRecord, 1);

  record->id = bo_stmt_get_int64 (stmt, 0);
  record->sku = g_strdup (bo_stmt_get_text (stmt, 1));
  record->barcode = g_strdup (bo_stmt_get_text (stmt, 2));
  record->name = g_strdup (bo_stmt_get_text (stmt, 3));
  record->price = bo_stmt_is_null (stmt, 4) ? -1 : bo_stmt_get_int64 (stmt, 4);
  record->currency = g_strdup (bo_stmt_get_text (stmt, 5));
  record->case_size = bo_stmt_get_int64 (stmt, 6);
  record->supplier = g_strdup (bo_stmt_get_text (stmt, 7));
  record->policy = g_strdup (bo_stmt_get_text (stmt, 8));
  record->on_hand = bo_stmt_get_int64 (stmt, 9);
  record->allocated = bo_stmt_get_int64 (stmt, 10);
  record->open_lines = bo_stmt_get_int64 (stmt, 11);
  record->open_units = bo_stmt_get_int64 (stmt, 12);
  record->oldest_queued = bo_stmt_get_int64 (stmt, 13);
  record->revision = bo_stmt_get_int64 (stmt, 14);

  return record;
}

/**
 * bo_product_query_load:
 * @txn: a transaction
 * @ids: (element-type gint64): which products
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoProductRecord): the products in the
 *   order of @ids, without those that are gone; or %NULL with @error set
 */
GPtrArray *
bo_product_query_load (BoTxn        *txn,
                       const GArray *ids,
                       GError      **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (ids->len, (GDestroyNotify) bo_product_record_free);
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), load_sql, error);

  if (stmt == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      bo_stmt_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      if (bo_stmt_step (stmt, &local_error))
        g_ptr_array_add (records, read_product (stmt));
      bo_stmt_reset (stmt);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&records);
}

static BoCustomerRecord *
read_customer (BoStmt *stmt)
{
  BoCustomerRecord *record = g_new0 (BoCustomerRecord, 1);

  record->id = bo_stmt_get_int64 (stmt, 0);
  record->name = g_strdup (bo_stmt_get_text (stmt, 1));
  record->email = g_strdup (bo_stmt_get_text (stmt, 2));
  record->phone = g_strdup (bo_stmt_get_text (stmt, 3));
  record->country = g_strdup (bo_stmt_get_text (stmt, 4));
  record->language = g_strdup (bo_stmt_get_text (stmt, 5));
  record->business = bo_stmt_get_int64 (stmt, 6) != 0;
  record->priority_class = (int) bo_stmt_get_int64 (stmt, 7);
  record->anonymous = bo_stmt_get_int64 (stmt, 8) != 0;
  record->open_lines = bo_stmt_get_int64 (stmt, 9);
  record->open_units = bo_stmt_get_int64 (stmt, 10);

  return record;
}

/* The figures are reckoned for the few that are shown, not for all that match. */
#define CUSTOMERS_SQL(condition)                                                                     \
  "SELECT c.id, c.name, c.email, c.phone, c.country, c.language, c.business, c.class,"               \
  "  c.anonymous, (SELECT count (*) FROM line l WHERE l.customer_id = c.id AND l.open > 0),"         \
  "  (SELECT ifnull (sum (l.open), 0) FROM line l WHERE l.customer_id = c.id AND l.open > 0)"        \
  " FROM (SELECT * FROM customer WHERE anonymous = 0" condition " ORDER BY name_key, id LIMIT ?1) c" \
  " ORDER BY c.name_key, c.id"

/**
 * bo_customer_query_find:
 * @txn: a transaction
 * @search: (nullable): words that must match the start of words of name, e-mail or phone
 * @limit: at most so many
 * @error: return location for a #GError
 *
 * Anonymous customers, who have no name, are not among them.
 *
 * Returns: (transfer full) (element-type BoCustomerRecord): customers by name, or
 *   %NULL with @error set
 */
GPtrArray *
bo_customer_query_find (BoTxn      *txn,
                        const char *search,
                        guint       limit,
                        GError    **error)
{
  g_autoptr (GPtrArray) words = bo_search_parse (search);
  g_autofree char *match = bo_search_join (words, TRUE);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_customer_record_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_db_prepare (bo_txn_get_db (txn),
                        match != NULL
                            ? CUSTOMERS_SQL (" AND id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?2)")
                            : CUSTOMERS_SQL (""),
                        error);
  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, limit);
  if (match != NULL)
    bo_stmt_bind_text (stmt, 2, match);
  while (bo_stmt_step (stmt, &local_error))
    g_ptr_array_add (records, read_customer (stmt));

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&records);
}
