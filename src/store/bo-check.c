/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-check"

#include "config.h"

#include "bo-check.h"

#define PROBLEMS_MAX 100

/* Each yields one sentence a violation.  Indexes are not trusted to tell whether
 * something stands in them twice. */
static const char *const checks[] = {
  /* S1 */
  "SELECT printf ('S1: product %lld has %lld units allocated and %lld on hand.', p.id, a.units, ifnull (m.units, 0))"
  " FROM product p"
  " JOIN (SELECT l.product_id, sum (a.units) AS units FROM allocation a JOIN line l ON l.id = a.line_id"
  "       WHERE a.receipt_id IS NULL GROUP BY l.product_id) a ON a.product_id = p.id"
  " LEFT JOIN (SELECT product_id, sum (units) AS units FROM stock_move GROUP BY product_id) m ON m.product_id = p.id"
  " WHERE a.units > ifnull (m.units, 0)",

  /* S2 */
  "SELECT printf ('S2: line %lld has ordered %lld, cancelled %lld, shipped %lld, open %lld, allocated %lld.',"
  "  id, ordered, cancelled, shipped, open, allocated)"
  " FROM line WHERE open <> ordered - cancelled - shipped OR allocated > open"
  "  OR cancelled < 0 OR shipped < 0 OR open < 0 OR allocated < 0",

  "SELECT printf ('S2: line %lld has %lld shipped, and %lld of them came back.', l.id, l.shipped, r.units)"
  " FROM (SELECT line_id, sum (units) AS units FROM stock_move WHERE kind = 'return' GROUP BY line_id) r"
  " JOIN line l ON l.id = r.line_id WHERE r.units > l.shipped",

  /* S3 */
  "SELECT printf ('S3: line %lld has %lld open units and %lld in its places in line.', l.id, l.open, ifnull (t.units, 0))"
  " FROM line l"
  " LEFT JOIN (SELECT line_id, sum (units) AS units FROM tranche GROUP BY line_id) t ON t.line_id = l.id"
  " WHERE ifnull (t.units, 0) <> l.open",
  "SELECT printf ('S3: line %lld has another place in line than its oldest units.', l.id)"
  " FROM (SELECT line_id, min (queued) AS queued FROM tranche GROUP BY line_id) t"
  " JOIN line l ON l.id = t.line_id WHERE l.queued <> t.queued",

  /* S4 */
  "SELECT printf ('S4: product %lld has %lld on hand, its stock moves sum to %lld.', p.id,"
  "  ifnull (s.on_hand, 0), ifnull (m.units, 0))"
  " FROM product p LEFT JOIN product_state s ON s.product_id = p.id"
  " LEFT JOIN (SELECT product_id, sum (units) AS units FROM stock_move GROUP BY product_id) m ON m.product_id = p.id"
  " WHERE ifnull (m.units, 0) <> ifnull (s.on_hand, 0) OR ifnull (m.units, 0) < 0",

  /* S5 */
  "SELECT printf ('S5: allocation %lld waits for receipt %lld, which is %s.', a.id, r.id, r.state)"
  " FROM allocation a JOIN receipt r ON r.id = a.receipt_id WHERE r.state IN ('received', 'cancelled')",
  "SELECT printf ('S5: receipt %lld brings %lld units and %lld are allocated.', r.id, r.units, sum (a.units))"
  " FROM allocation a JOIN receipt r ON r.id = a.receipt_id GROUP BY r.id HAVING sum (a.units) > r.units",
  "SELECT printf ('S5: allocation %lld gives line %lld another product.', a.id, a.line_id)"
  " FROM allocation a JOIN receipt r ON r.id = a.receipt_id JOIN line l ON l.id = a.line_id"
  " WHERE r.product_id <> l.product_id",

  /* S6 */
  "SELECT printf ('S6: events %lld and %lld have the same external id.', min (id), max (id))"
  " FROM event NOT INDEXED WHERE external_id IS NOT NULL GROUP BY external_id HAVING count (*) > 1",
  "SELECT printf ('S6: orders %lld and %lld have the same external id.', min (id), max (id))"
  " FROM sales_order NOT INDEXED WHERE external_id IS NOT NULL GROUP BY source, external_id HAVING count (*) > 1",
  "SELECT printf ('S6: customers %lld and %lld have the same external id.', min (id), max (id))"
  " FROM customer NOT INDEXED WHERE external_id IS NOT NULL GROUP BY source, external_id HAVING count (*) > 1",
  "SELECT printf ('S6: lines %lld and %lld are the same line of a file.', min (id), max (id))"
  " FROM line NOT INDEXED WHERE occurrence IS NOT NULL GROUP BY order_id, product_id, occurrence HAVING count (*) > 1",
  "SELECT printf ('S6: cancellations %lld and %lld are the same row of a file.', min (id), max (id))"
  " FROM cancellation NOT INDEXED GROUP BY source, external_id, product_id, occurrence HAVING count (*) > 1",
  "SELECT printf ('S6: products %lld and %lld have the same SKU.', min (id), max (id))"
  " FROM product NOT INDEXED GROUP BY sku_key HAVING count (*) > 1",

  /* S7 */
  "SELECT printf ('S7: line %lld has %lld allocated, its allocations sum to %lld.', l.id, l.allocated, ifnull (a.units, 0))"
  " FROM line l LEFT JOIN (SELECT line_id, sum (units) AS units FROM allocation WHERE receipt_id IS NULL"
  "  GROUP BY line_id) a ON a.line_id = l.id WHERE ifnull (a.units, 0) <> l.allocated",
  "SELECT printf ('S7: line %lld has %lld shipped, its shipments sum to %lld.', l.id, l.shipped, ifnull (s.units, 0))"
  " FROM line l LEFT JOIN (SELECT line_id, sum (units) AS units FROM shipment GROUP BY line_id) s ON s.line_id = l.id"
  " WHERE ifnull (s.units, 0) <> l.shipped",
  "SELECT printf ('S7: product %lld is said to have %lld lines, %lld units and %lld allocated, and has %lld, %lld and %lld.',"
  "  p.id, ifnull (s.open_lines, -1), ifnull (s.open_units, -1), ifnull (s.allocated, -1),"
  "  ifnull (l.lines, 0), ifnull (l.units, 0), ifnull (l.allocated, 0))"
  " FROM product p LEFT JOIN product_state s ON s.product_id = p.id"
  " LEFT JOIN (SELECT product_id, count (*) AS lines, sum (open) AS units, sum (allocated) AS allocated"
  "  FROM line WHERE open > 0 GROUP BY product_id) l ON l.product_id = p.id"
  " WHERE s.product_id IS NULL OR ifnull (l.lines, 0) <> s.open_lines OR ifnull (l.units, 0) <> s.open_units"
  "  OR ifnull (l.allocated, 0) <> s.allocated",
  "SELECT printf ('S7: the queue in %s is said to be %lld lines, %lld units and %lld, and is %lld, %lld and %lld.',"
  "  q.currency, q.lines, q.units, q.value, ifnull (l.lines, 0), ifnull (l.units, 0), ifnull (l.value, 0))"
  " FROM queue_total q LEFT JOIN (SELECT currency, count (*) AS lines, sum (open) AS units, sum (open * price) AS value"
  "  FROM line WHERE open > 0 GROUP BY currency) l ON l.currency = q.currency"
  " WHERE q.lines <> ifnull (l.lines, 0) OR q.units <> ifnull (l.units, 0) OR q.value <> ifnull (l.value, 0)",
  "SELECT printf ('S7: %lld lines wait in %s, of which there is no total.', count (*), currency)"
  " FROM line WHERE open > 0 AND currency NOT IN (SELECT currency FROM queue_total) GROUP BY currency",

  /* the journal */
  "SELECT printf ('Event %lld is undone by event %lld, which does not undo it.', e.id, e.undone_by)"
  " FROM event e LEFT JOIN event u ON u.id = e.undone_by"
  " WHERE e.undone_by IS NOT NULL AND (u.id IS NULL OR u.undoes IS NULL)",

  /* the shop on the other side */
  "SELECT printf ('Line %lld of the shop is line %lld, which is of another order.', r.id, r.line_id)"
  " FROM remote_line r JOIN line l ON l.id = r.line_id JOIN remote_order o ON o.id = r.remote_order_id"
  " WHERE l.order_id IS NOT o.order_id",
  "SELECT printf ('Line %lld of the shop should be a line here, and is none.', id)"
  " FROM remote_line WHERE fate IN (1, 4) AND line_id IS NULL",
  "SELECT printf ('Line %lld of the shop should be none here, and is line %lld.', id, line_id)"
  " FROM remote_line WHERE fate NOT IN (1, 4) AND line_id IS NOT NULL",
  "SELECT printf ('Lines %lld and %lld of the shop are the same line here.', min (id), max (id))"
  " FROM remote_line NOT INDEXED WHERE line_id IS NOT NULL GROUP BY line_id HAVING count (*) > 1",
  "SELECT printf ('Line %lld of the shop wants %lld units and took %lld.', id, quantity, reduced)"
  " FROM remote_line WHERE quantity < 0 OR wanted < 0 OR reduced < 0",
  "SELECT printf ('Orders %lld and %lld of the shop are the same order here.', min (id), max (id))"
  " FROM remote_order NOT INDEXED WHERE order_id IS NOT NULL GROUP BY order_id HAVING count (*) > 1",
  "SELECT printf ('Products %lld and %lld of the shop both have the stock of product %lld.', min (id), max (id), product_id)"
  " FROM remote_product NOT INDEXED WHERE product_id IS NOT NULL AND state = 0 AND stock = 1"
  " GROUP BY product_id HAVING count (*) > 1",
  "SELECT printf ('The shop is said to list %lld of its resource %lld, and lists %lld.', c.listed, c.id, n.n) FROM remote_count c"
  " JOIN (SELECT 0 AS id, count (*) AS n FROM remote_product WHERE parent_id = 0 AND state = 0"
  "  UNION ALL SELECT 2, count (*) FROM remote_customer"
  "  UNION ALL SELECT 3, count (*) FROM remote_order WHERE state = 0) n ON n.id = c.id WHERE c.listed <> n.n",
  "SELECT printf ('Entry %lld of the outbox has sent more than there was.', id) FROM outbox WHERE sent > version",
  "SELECT printf ('There are %lld orders of a shop, and none is connected.', count (*))"
  " FROM remote_order HAVING count (*) > 0 AND NOT EXISTS (SELECT 1 FROM shop)",

  /* the file */
  "SELECT printf ('Row %lld of %s points at a row of %s that is not there.', rowid, \"table\", parent)"
  " FROM pragma_foreign_key_check",
  "SELECT printf ('The search index holds %lld customers, of %lld.', indexed, rows) FROM"
  " (SELECT (SELECT count (*) FROM customer_search_docsize) AS indexed, (SELECT count (*) FROM customer) AS rows)"
  " WHERE indexed <> rows",
  "SELECT printf ('The search index holds %lld products, of %lld.', indexed, rows) FROM"
  " (SELECT (SELECT count (*) FROM product_search_docsize) AS indexed, (SELECT count (*) FROM product) AS rows)"
  " WHERE indexed <> rows",
  "SELECT printf ('The search index holds %lld orders, of %lld.', indexed, rows) FROM"
  " (SELECT (SELECT count (*) FROM order_search_docsize) AS indexed, (SELECT count (*) FROM sales_order) AS rows)"
  " WHERE indexed <> rows",
};

/* The index's own look at itself, which SQLite counts as a write. */
static const char *const search_checks[] = {
  "INSERT INTO customer_search (customer_search, rank) VALUES ('integrity-check', 1)",
  "INSERT INTO product_search (product_search, rank) VALUES ('integrity-check', 1)",
  "INSERT INTO order_search (order_search, rank) VALUES ('integrity-check', 1)",
};

static gboolean
collect (BoTxn      *txn,
         const char *sql,
         GPtrArray  *problems,
         GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), sql, error);

  if (stmt == NULL)
    return FALSE;

  while (problems->len < PROBLEMS_MAX && bo_stmt_step (stmt, &local_error))
    g_ptr_array_add (problems, g_strdup (bo_stmt_get_text (stmt, 0)));

  return bo_stmt_check_end (&local_error, error);
}

/* From SQLite 3.44 on a quick_check has the search indexes look at themselves, and as
 * late as 3.53 by what this connection knew of them before another one wrote: what has
 * gone since counts as damage.  A query makes it read that anew. */
static gboolean
refresh_search (BoTxn   *txn,
                GError **error)
{
  static const char *const looks[] = {
    "SELECT rowid FROM customer_search LIMIT 1",
    "SELECT rowid FROM product_search LIMIT 1",
    "SELECT rowid FROM order_search LIMIT 1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) local_error = NULL;

      /* Damage is for the check to tell. */
      if (!collect (txn, looks[i], rows, &local_error) && !g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

/* Some damage lets the look itself fail; that is an answer too. */
static gboolean
check_pages (BoTxn     *txn,
             GPtrArray *problems,
             GError   **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;

  if (!collect (txn, "PRAGMA quick_check (20)", answers, &local_error))
    {
      if (!g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_ptr_array_add (problems, g_strdup ("The file is damaged: its pages cannot be read."));
    }

  for (guint i = 0; i < answers->len; i++)
    {
      const char *answer = g_ptr_array_index (answers, i);

      if (!g_str_equal (answer, "ok"))
        g_ptr_array_add (problems, g_strdup_printf ("The file is damaged: %s.", answer));
    }

  return TRUE;
}

/**
 * bo_store_check:
 * @txn: a transaction
 * @problems: (element-type utf8): receives one sentence a violation
 * @error: return location for a #GError
 *
 * Returns: whether the check could run
 */
gboolean
bo_store_check (BoTxn     *txn,
                GPtrArray *problems,
                GError   **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!refresh_search (txn, error) || !check_pages (txn, problems, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (checks) && problems->len < PROBLEMS_MAX; i++)
    {
      if (!collect (txn, checks[i], problems, &local_error))
        break;
    }

  /* In a damaged file the rest may well fail: that it is damaged has been said. */
  if (local_error != NULL && !(problems->len > 0 && g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
bo_store_check_search (BoTxn     *txn,
                       GPtrArray *problems,
                       GError   **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (search_checks) && problems->len < PROBLEMS_MAX; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (bo_db_exec (bo_txn_get_db (txn), search_checks[i], &local_error))
        continue;

      if (!g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_ptr_array_add (problems, g_strdup ("A search index does not agree with what it was made of."));
    }

  return TRUE;
}

static gboolean
check_in_transaction (BoTxn   *txn,
                      gpointer data,
                      GError **error)
{
  return bo_store_check (txn, data, error);
}

static gboolean
check_search_in_transaction (BoTxn   *txn,
                             gpointer data,
                             GError **error)
{
  return bo_store_check_search (txn, data, error);
}

static void
search_checked_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *problems = g_task_get_task_data (task);
  GError    *error = NULL;

  if (bo_store_write_finish (BO_STORE (source_object), result, &error))
    g_task_return_pointer (task, g_ptr_array_ref (problems), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
checked_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoStore      *self = BO_STORE (source_object);
  GPtrArray    *problems = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError       *error = NULL;

  if (!bo_store_read_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (problems->len > 0 || bo_store_is_read_only (self))
    g_task_return_pointer (task, g_ptr_array_ref (problems), (GDestroyNotify) g_ptr_array_unref);
  else
    bo_store_write_async (self, check_search_in_transaction, problems, NULL, cancellable,
                          search_checked_cb, g_steal_pointer (&task));
}

/**
 * bo_store_check_async:
 * @self: a #BoStore
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all has been looked at
 * @user_data: data for @callback
 */
void
bo_store_check_async (BoStore            *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GPtrArray *problems;
  GTask     *task;

  g_return_if_fail (BO_IS_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  problems = g_ptr_array_new_with_free_func (g_free);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_store_check_async);
  g_task_set_task_data (task, problems, (GDestroyNotify) g_ptr_array_unref);
  bo_store_read_async (self, check_in_transaction, problems, NULL, cancellable, checked_cb, task);
}

/**
 * bo_store_check_finish:
 * @self: a #BoStore
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type utf8): one sentence a problem, empty when
 *   all is well; %NULL with @error set when the check could not run
 */
GPtrArray *
bo_store_check_finish (BoStore      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
