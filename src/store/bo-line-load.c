/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-query"

#include "config.h"

#include "bo-line-query.h"

#include "bo-allocation.h"

static const char load_sql[] =
    "SELECT l.id, l.order_id, l.product_id, l.customer_id, o.number, c.name, p.sku, p.name,"
    "  l.ordered, l.cancelled, l.shipped, l.open, l.allocated,"
    "  ifnull (a.held, 0), ifnull (a.locked, 0), l.price, l.currency, l.class, l.queued, l.need, o.ship,"
    "  l.strategy, l.reason, l.cause, l.campaign, l.paused, p.queue_key,"
    "  (SELECT ifnull (sum (t.units), 0) FROM tranche t WHERE t.line_id = l.id AND t.queued > l.queued),"
    "  ifnull (s.open_lines, 0)"
    " FROM line l"
    " JOIN sales_order o ON o.id = l.order_id"
    " JOIN customer c ON c.id = l.customer_id"
    " JOIN product p ON p.id = l.product_id"
    " LEFT JOIN product_state s ON s.product_id = l.product_id"
    " LEFT JOIN allocation a ON a.line_id = l.id AND ifnull (a.receipt_id, 0) = 0"
    " WHERE l.id = ?1";

/* Who stands between two places in line.  Under priority this is a range of the
 * covering index; under another order it is a pass over the product's lines. */
static const char *const between_sql[] = {
  [BO_KEY_FIFO] = "SELECT count (*), ifnull (sum (open), 0) FROM line"
                  " WHERE product_id = ?1 AND open > 0"
                  " AND (queued, id) >= (?3, ?4) AND (queued, id) < (?7, ?8)",
  [BO_KEY_PRIORITY] = "SELECT count (*), ifnull (sum (open), 0) FROM line"
                      " WHERE product_id = ?1 AND open > 0"
                      " AND (class, queued, id) >= (?2, ?3, ?4) AND (class, queued, id) < (?6, ?7, ?8)",
  [BO_KEY_NEED] = "SELECT count (*), ifnull (sum (open), 0) FROM line"
                  " WHERE product_id = ?1 AND open > 0"
                  " AND (ifnull (need, 9223372036854775807), class, queued, id) >= (?5, ?2, ?3, ?4)"
                  " AND (ifnull (need, 9223372036854775807), class, queued, id) < (?9, ?6, ?7, ?8)",
};

/* Up to so many lines of one product are counted between where that is a pass; more
 * are found in one pass. */
#define COUNT_MAX 4

/* A record whose place in line is not known yet. */
typedef struct
{
  BoLineRecord *record; /* (not owned) */
  BoKey         key;
  gint64        place_count; /* how many wait for its product */
} Wanted;

/* One that waits for a product. */
typedef struct
{
  gint64 id;
  gint64 first;  /* the key's own part: class or need day */
  gint64 second; /* class where that comes second */
  gint64 queued;
  gint64 open;
} Waiting;

static int
compare_wanted (gconstpointer a,
                gconstpointer b)
{
  gint64 x = ((const Wanted *) a)->record->product_id;
  gint64 y = ((const Wanted *) b)->record->product_id;

  return (x > y) - (x < y);
}

static int
compare_waiting (gconstpointer a,
                 gconstpointer b)
{
  const Waiting *x = a;
  const Waiting *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->second != y->second)
    return x->second < y->second ? -1 : 1;
  if (x->queued != y->queued)
    return x->queued < y->queued ? -1 : 1;

  return (x->id > y->id) - (x->id < y->id);
}

static Waiting
get_waiting (const BoLineRecord *record,
             BoKey               key)
{
  Waiting row = { .id = record->id, .queued = record->queued, .open = record->open };

  if (key == BO_KEY_PRIORITY)
    row.first = record->priority_class;
  else if (key == BO_KEY_NEED)
    {
      row.first = record->need == BO_DAY_NONE ? G_MAXINT64 : record->need;
      row.second = record->priority_class;
    }
  return row;
}

static BoLineRecord *
read_record (BoStmt *stmt)
{
  BoLineRecord *record = g_new0 (BoLineRecord, 1);

  record->id = bo_stmt_get_int64 (stmt, 0);
  record->order_id = bo_stmt_get_int64 (stmt, 1);
  record->product_id = bo_stmt_get_int64 (stmt, 2);
  record->customer_id = bo_stmt_get_int64 (stmt, 3);
  record->order_number = g_strdup (bo_stmt_get_text (stmt, 4));
  record->customer = g_strdup (bo_stmt_get_text (stmt, 5));
  record->sku = g_strdup (bo_stmt_get_text (stmt, 6));
  record->product = g_strdup (bo_stmt_get_text (stmt, 7));
  record->ordered = bo_stmt_get_int64 (stmt, 8);
  record->cancelled = bo_stmt_get_int64 (stmt, 9);
  record->shipped = bo_stmt_get_int64 (stmt, 10);
  record->open = bo_stmt_get_int64 (stmt, 11);
  record->allocated = bo_stmt_get_int64 (stmt, 12);
  record->held = bo_stmt_get_int64 (stmt, 13);
  record->locked = bo_stmt_get_int64 (stmt, 14);
  record->price = bo_stmt_get_int64 (stmt, 15);
  record->currency = g_strdup (bo_stmt_get_text (stmt, 16));
  record->priority_class = (int) bo_stmt_get_int64 (stmt, 17);
  record->queued = bo_stmt_get_int64 (stmt, 18);
  record->need = bo_stmt_is_null (stmt, 19) ? BO_DAY_NONE : (int) bo_stmt_get_int64 (stmt, 19);
  record->ship = (BoShipPolicy) bo_stmt_get_int64 (stmt, 20);
  record->strategy = (BoStrategy) bo_stmt_get_int64 (stmt, 21);
  record->reason = (BoReason) bo_stmt_get_int64 (stmt, 22);
  record->cause = (BoCause) bo_stmt_get_int64 (stmt, 23);
  record->campaign = g_strdup (bo_stmt_get_text (stmt, 24));
  record->paused = bo_stmt_get_int64 (stmt, 25) != 0;
  record->later = bo_stmt_get_int64 (stmt, 27);

  return record;
}

/* Everybody who waits for @product_id, in line under @key: one pass over an
 * index, which the place of any number of them is then read from. */
static GArray *
list_waiting (BoTxn   *txn,
              gint64   product_id,
              BoKey    key,
              GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_db_prepare (bo_txn_get_db (txn),
                        key == BO_KEY_NEED
                            ? "SELECT id, class, queued, open, need FROM line WHERE product_id = ?1 AND open > 0"
                            : "SELECT id, class, queued, open FROM line WHERE product_id = ?1 AND open > 0",
                        error);
  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, product_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoLineRecord line = {
        .id = bo_stmt_get_int64 (stmt, 0),
        .priority_class = (int) bo_stmt_get_int64 (stmt, 1),
        .queued = bo_stmt_get_int64 (stmt, 2),
        .open = bo_stmt_get_int64 (stmt, 3),
        .need = key != BO_KEY_NEED || bo_stmt_is_null (stmt, 4) ? BO_DAY_NONE : (int) bo_stmt_get_int64 (stmt, 4),
      };
      Waiting row = get_waiting (&line, key);

      g_array_append_val (waiting, row);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  g_array_sort (waiting, compare_waiting);
  return g_steal_pointer (&waiting);
}

/* The places of records that wait for one product. */
static gboolean
place_records (BoTxn   *txn,
               Wanted  *wanted,
               guint    n_wanted,
               GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) waiting = list_waiting (txn, wanted[0].record->product_id, wanted[0].key, error);
  gint64 units = 0;

  if (waiting == NULL)
    return FALSE;

  for (guint i = 0; i < n_wanted; i++)
    g_hash_table_insert (by_id, &wanted[i].record->id, wanted[i].record);

  for (guint i = 0; i < waiting->len; i++)
    {
      const Waiting *row = &g_array_index (waiting, Waiting, i);
      BoLineRecord  *record = g_hash_table_lookup (by_id, &row->id);

      if (record != NULL)
        {
          record->place = i + 1;
          record->place_count = waiting->len;
          record->units_ahead = units;
        }
      units += row->open;
    }

  return TRUE;
}

static int
compare_in_line (gconstpointer a,
                 gconstpointer b)
{
  const Wanted *x = a;
  const Wanted *y = b;
  Waiting       v = get_waiting (x->record, x->key);
  Waiting       w = get_waiting (y->record, y->key);

  return compare_waiting (&v, &w);
}

static void
bind_place (BoStmt       *stmt,
            int           first,
            int           need,
            const Wanted *wanted)
{
  const BoLineRecord *record = wanted->record;

  if (wanted->key != BO_KEY_FIFO)
    bo_stmt_bind_int64 (stmt, first, record->priority_class);
  bo_stmt_bind_int64 (stmt, first + 1, record->queued);
  bo_stmt_bind_int64 (stmt, first + 2, record->id);
  if (wanted->key == BO_KEY_NEED)
    bo_stmt_bind_int64 (stmt, need, record->need == BO_DAY_NONE ? G_MAXINT64 : record->need);
}

/* The places of records that wait for one product, each from the one before it. */
static gboolean
place_by_counting (BoTxn   *txn,
                   Wanted  *wanted,
                   guint    n_wanted,
                   GError **error)
{
  BoLineRecord front = { .product_id = wanted->record->product_id, .need = G_MININT, .queued = G_MININT64 };
  Wanted       before = { .record = &front, .key = wanted->key };
  gint64       place = 1;
  gint64       units = 0;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), between_sql[wanted->key], error);
  g_autoptr (GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;

  qsort (wanted, n_wanted, sizeof *wanted, compare_in_line);
  bo_stmt_bind_int64 (stmt, 1, front.product_id);
  for (guint i = 0; i < n_wanted; i++)
    {
      bind_place (stmt, 2, 5, i == 0 ? &before : &wanted[i - 1]);
      bind_place (stmt, 6, 9, &wanted[i]);
      if (bo_stmt_step (stmt, &local_error))
        {
          place += bo_stmt_get_int64 (stmt, 0);
          units += bo_stmt_get_int64 (stmt, 1);
        }
      bo_stmt_reset (stmt);
      if (!bo_stmt_check_end (&local_error, error))
        return FALSE;
      wanted[i].record->place = place;
      wanted[i].record->place_count = wanted[i].place_count;
      wanted[i].record->units_ahead = units;
    }

  return TRUE;
}

static gboolean
place_all (BoTxn   *txn,
           GArray  *wanted,
           GError **error)
{
  guint start = 0;

  g_array_sort (wanted, compare_wanted);
  while (start < wanted->len)
    {
      Wanted *first = &g_array_index (wanted, Wanted, start);
      guint   n = 1;

      while (start + n < wanted->len && first[n].record->product_id == first->record->product_id)
        n++;
      if (!(first->key == BO_KEY_PRIORITY || n <= COUNT_MAX ? place_by_counting : place_records) (txn, first, n, error))
        return FALSE;
      start += n;
    }

  return TRUE;
}

/**
 * bo_line_query_load:
 * @txn: a transaction
 * @ids: (element-type gint64): which lines, each at most once
 * @shop_key: the order of the line where a product has none of its own
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoLineRecord): the lines in the order of
 *   @ids, without those that are gone; or %NULL with @error set
 */
GPtrArray *
bo_line_query_load (BoTxn        *txn,
                    const GArray *ids,
                    BoKey         shop_key,
                    GError      **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (ids->len, (GDestroyNotify) bo_line_record_free);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), load_sql, error);

  if (stmt == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      bo_stmt_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      if (bo_stmt_step (stmt, &local_error))
        {
          Wanted one = { read_record (stmt), shop_key, bo_stmt_get_int64 (stmt, 28) };

          g_ptr_array_add (records, one.record);
          if (!bo_stmt_is_null (stmt, 26))
            one.key = (BoKey) bo_stmt_get_int64 (stmt, 26);
          if (one.record->open > 0)
            g_array_append_val (wanted, one);
        }
      bo_stmt_reset (stmt);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  if (!place_all (txn, wanted, error))
    return NULL;

  return g_steal_pointer (&records);
}
