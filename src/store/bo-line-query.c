/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-query"

#include "config.h"

#include "bo-line-query.h"

#include "bo-search.h"

/* Parameters of the statements that are put together here.  A word of the search
 * has two: of customers, and of products and orders. */
#define PARAM_PRODUCT 1
#define PARAM_CUSTOMER 2
#define PARAM_ORDER 3
#define PARAM_CLASS 4
#define PARAM_SHOP_KEY 5
#define PARAM_FIRST_WORD 6

/* As many hits as are counted to see which way a search goes. */
#define HITS_MAX 20000
/* A search that finds less than one waiting line in so many starts from what
 * matches, else from the lines in their order. */
#define DRIVE_SHARE 6

/* What stands before a list's lines in the statement, and their order. */
typedef struct
{
  const char *from;    /* where another table leads, so that not all is sorted */
  const char *waiting; /* the same by an index that holds only lines that wait */
  const char *narrow;  /* where the lines lead */
  const char *order;   /* %1 stands for the direction */
} SortCase;

/* clang-format off */
#define PRODUCT_FIRST "product p CROSS JOIN line l ON l.product_id = p.id"
#define PRODUCT_FIRST_WAITING "product p CROSS JOIN line l INDEXED BY line_queue ON l.product_id = p.id"
#define PRODUCT_LAST "line l CROSS JOIN product p ON p.id = l.product_id"
#define KEY_OF_LINE "ifnull (p.queue_key, ?5)"

static const SortCase sorts[] = {
  [BO_LINE_SORT_QUEUED] = { "line l", "line l", "line l", "l.queued %1, l.id %1" },
  /* When products differ in their keys; see place_sorts. */
  [BO_LINE_SORT_PLACE] = {
    PRODUCT_FIRST, PRODUCT_FIRST_WAITING, PRODUCT_LAST,
    "p.name_key %1, p.id %1,"
    " CASE " KEY_OF_LINE " WHEN 1 THEN l.class WHEN 2 THEN ifnull (l.need, 9223372036854775807) ELSE 0 END %1,"
    " CASE " KEY_OF_LINE " WHEN 2 THEN l.class ELSE 0 END %1, l.queued %1, l.id %1" },
  [BO_LINE_SORT_CUSTOMER] = {
    "customer c CROSS JOIN line l ON l.customer_id = c.id",
    "customer c CROSS JOIN line l ON l.customer_id = c.id",
    "line l CROSS JOIN customer c ON c.id = l.customer_id", "c.name_key %1, c.id %1, l.queued %1, l.id %1" },
  [BO_LINE_SORT_PRODUCT] = {
    PRODUCT_FIRST, PRODUCT_FIRST_WAITING, PRODUCT_LAST, "p.name_key %1, p.id %1, l.queued %1, l.id %1" },
  [BO_LINE_SORT_ORDER] = {
    "sales_order o CROSS JOIN line l ON l.order_id = o.id",
    "sales_order o CROSS JOIN line l ON l.order_id = o.id",
    "line l CROSS JOIN sales_order o ON o.id = l.order_id", "o.number %1, o.id %1, l.id %1" },
  [BO_LINE_SORT_OPEN] = { "line l", "line l", "line l", "l.open %1, l.queued %1, l.id %1" },
  /* Amounts of two currencies are not compared. */
  [BO_LINE_SORT_VALUE] = {
    "line l", "line l", "line l", "l.currency %1, l.open * l.price %1, l.queued %1, l.id %1" },
  /* Whoever needs it on no day comes last either way. */
  [BO_LINE_SORT_NEED] = { "line l", "line l", "line l", "l.need IS NULL, l.need %1, l.queued %1, l.id %1" },
};

/* The order by place where all products have the shop's key. */
static const char *const place_orders[] = {
  [BO_KEY_FIFO] = "p.name_key %1, p.id %1, l.queued %1, l.id %1",
  [BO_KEY_PRIORITY] = "p.name_key %1, p.id %1, l.class %1, l.queued %1, l.id %1",
  [BO_KEY_NEED] = "p.name_key %1, p.id %1, ifnull (l.need, 9223372036854775807) %1, l.class %1, l.queued %1, l.id %1",
};

static const char *const states[] = {
  [BO_LINE_STATE_WAITING] = "l.open > 0",
  [BO_LINE_STATE_SHORT] = "l.open > 0 AND l.allocated < l.open",
  [BO_LINE_STATE_READY] =
    "l.open > 0 AND l.allocated > 0 AND EXISTS (SELECT 1 FROM allocation a"
    " WHERE a.line_id = l.id AND ifnull (a.receipt_id, 0) = 0 AND a.units > a.held)",
  [BO_LINE_STATE_HELD] =
    "l.open > 0 AND l.allocated > 0 AND EXISTS (SELECT 1 FROM allocation a"
    " WHERE a.line_id = l.id AND ifnull (a.receipt_id, 0) = 0 AND a.held > 0)",
  [BO_LINE_STATE_PAUSED] = "l.open > 0 AND l.paused = 1",
  [BO_LINE_STATE_CLOSED] = "l.open = 0",
  [BO_LINE_STATE_ALL] = "1",
};
/* clang-format on */

/* A search under way. */
typedef struct
{
  GPtrArray *words; /* (element-type BoSearchWord) */
  int        drive; /* the word to start from; -1: start from the lines */
} Search;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->words, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gint64
fetch_sql (BoTxn      *txn,
           const char *sql,
           const char *match,
           GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), sql, error);
  gint64 value = 0;

  if (stmt == NULL)
    return 0;

  if (match != NULL)
    {
      bo_stmt_bind_text (stmt, 1, match);
      bo_stmt_bind_int64 (stmt, 2, HITS_MAX);
    }

  return bo_stmt_run_find (stmt, &value, error) ? value : 0;
}

/* About how many lines @word finds, in millionths of all. */
static gint64
estimate_share (BoTxn              *txn,
                const BoSearchWord *word,
                GError            **error)
{
  static const struct
  {
    const char *hits;
    const char *rows;
    gboolean    customers;
  } tables[] = {
    { "SELECT count (*) FROM (SELECT rowid FROM customer_search WHERE customer_search MATCH ?1 LIMIT ?2)",
      "SELECT max (id) FROM customer", TRUE },
    { "SELECT count (*) FROM (SELECT rowid FROM product_search WHERE product_search MATCH ?1 LIMIT ?2)",
      "SELECT max (id) FROM product", FALSE },
    { "SELECT count (*) FROM (SELECT rowid FROM order_search WHERE order_search MATCH ?1 LIMIT ?2)",
      "SELECT max (id) FROM sales_order", FALSE },
  };
  gint64 share = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gint64 hits = fetch_sql (txn, tables[i].hits, tables[i].customers ? word->customer_match : word->match, error);
      gint64 rows = fetch_sql (txn, tables[i].rows, NULL, error);

      if (hits >= HITS_MAX)
        return 1000000;
      share += hits * 1000000 / MAX (rows, 1);
    }

  return share;
}

static gboolean
search_init (Search     *search,
             BoTxn      *txn,
             const char *text,
             GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 best = 1000000 / DRIVE_SHARE;

  search->words = bo_search_parse (text);
  search->drive = -1;
  for (guint i = 0; i < search->words->len && local_error == NULL; i++)
    {
      gint64 share = estimate_share (txn, g_ptr_array_index (search->words, i), &local_error);

      if (share < best)
        {
          best = share;
          search->drive = (int) i;
        }
    }

  return bo_stmt_check_end (&local_error, error);
}

static void
append_word (GString *sql,
             int      word,
             gboolean drive)
{
  int customers = PARAM_FIRST_WORD + 2 * word;
  int others = customers + 1;

  if (drive)
    g_string_append_printf (sql,
                            " AND l.id IN (SELECT id FROM line WHERE customer_id IN"
                            " (SELECT rowid FROM customer_search WHERE customer_search MATCH ?%d)"
                            " UNION SELECT id FROM line WHERE product_id IN"
                            " (SELECT rowid FROM product_search WHERE product_search MATCH ?%d)"
                            " UNION SELECT id FROM line WHERE order_id IN"
                            " (SELECT rowid FROM order_search WHERE order_search MATCH ?%d))",
                            customers, others, others);
  else
    /* The signs keep it a filter of the lines as they come. */
    g_string_append_printf (sql,
                            " AND (+l.customer_id IN"
                            " (SELECT rowid FROM customer_search WHERE customer_search MATCH ?%d)"
                            " OR +l.product_id IN"
                            " (SELECT rowid FROM product_search WHERE product_search MATCH ?%d)"
                            " OR +l.order_id IN"
                            " (SELECT rowid FROM order_search WHERE order_search MATCH ?%d))",
                            customers, others, others);
}

static void
append_where (GString           *sql,
              const BoLineQuery *query,
              const Search      *search)
{
  g_string_append_printf (sql, " WHERE %s", states[query->state]);
  if (query->product_id != 0)
    g_string_append (sql, " AND l.product_id = ?1");
  if (query->customer_id != 0)
    g_string_append (sql, " AND l.customer_id = ?2");
  if (query->order_id != 0)
    g_string_append (sql, " AND l.order_id = ?3");
  if (query->priority_class != 0)
    g_string_append (sql, " AND l.class = ?4");
  if (query->has_need)
    g_string_append (sql, " AND l.need IS NOT NULL");
  for (guint i = 0; i < search->words->len; i++)
    append_word (sql, (int) i, (int) i == search->drive);
}

static void
bind_where (BoStmt            *stmt,
            const BoLineQuery *query,
            const Search      *search)
{
  if (query->product_id != 0)
    bo_stmt_bind_int64 (stmt, PARAM_PRODUCT, query->product_id);
  if (query->customer_id != 0)
    bo_stmt_bind_int64 (stmt, PARAM_CUSTOMER, query->customer_id);
  if (query->order_id != 0)
    bo_stmt_bind_int64 (stmt, PARAM_ORDER, query->order_id);
  if (query->priority_class != 0)
    bo_stmt_bind_int64 (stmt, PARAM_CLASS, query->priority_class);
  for (guint i = 0; i < search->words->len; i++)
    {
      const BoSearchWord *word = g_ptr_array_index (search->words, i);

      bo_stmt_bind_text (stmt, PARAM_FIRST_WORD + 2 * (int) i, word->customer_match);
      bo_stmt_bind_text (stmt, PARAM_FIRST_WORD + 2 * (int) i + 1, word->match);
    }
}

/* The order of a list: "%1" becomes its direction. */
static void
append_order (GString    *sql,
              const char *order,
              gboolean    descending)
{
  for (const char *p = order; *p != '\0'; p++)
    {
      if (p[0] == '%' && p[1] == '1')
        {
          g_string_append (sql, descending ? "DESC" : "ASC");
          p++;
        }
      else
        g_string_append_c (sql, *p);
    }
}

/* With few lines to show, they are found first and what they are sorted by is
 * looked up; with many, the table that they are sorted by leads. */
static gboolean
is_narrow (const BoLineQuery *query,
           const Search      *search)
{
  return query->product_id != 0 || query->customer_id != 0 || query->order_id != 0 || search->drive >= 0;
}

static const char *
get_from (const BoLineQuery *query,
          const Search      *search)
{
  const SortCase *sort = &sorts[query->sort];

  if (is_narrow (query, search))
    return sort->narrow;

  return query->state == BO_LINE_STATE_CLOSED || query->state == BO_LINE_STATE_ALL ? sort->from : sort->waiting;
}

/* The simplest order that does it: one that an index has needs no sorting. */
static gboolean
find_order (BoTxn             *txn,
            const BoLineQuery *query,
            BoKey              shop_key,
            const char       **order,
            GError           **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  gint64 differs;

  *order = sorts[query->sort].order;
  if (query->sort != BO_LINE_SORT_PLACE)
    return TRUE;

  stmt = bo_db_prepare (bo_txn_get_db (txn),
                        "SELECT EXISTS (SELECT 1 FROM product WHERE queue_key IS NOT NULL AND queue_key <> ?1)", error);
  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, shop_key);
  if (!bo_stmt_run_find (stmt, &differs, error))
    return FALSE;
  if (!differs)
    *order = place_orders[shop_key];
  return TRUE;
}

/**
 * bo_line_query_run:
 * @txn: a transaction
 * @query: what to find and how to sort it
 * @shop_key: the order of the line where a product has none of its own
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type gint64): the ids in order, or %NULL with
 *   @error set
 */
GArray *
bo_line_query_run (BoTxn             *txn,
                   const BoLineQuery *query,
                   BoKey              shop_key,
                   GError           **error)
{
  g_auto (Search) search = { 0 };
  const char *order;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GString) sql = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  if (!search_init (&search, txn, query->search, error) || !find_order (txn, query, shop_key, &order, error))
    return NULL;

  sql = g_string_new ("SELECT l.id FROM ");
  g_string_append (sql, get_from (query, &search));
  append_where (sql, query, &search);
  g_string_append (sql, " ORDER BY ");
  append_order (sql, order, query->descending);

  stmt = bo_db_prepare (bo_txn_get_db (txn), sql->str, error);
  if (stmt == NULL)
    return NULL;

  bind_where (stmt, query, &search);
  if (order == sorts[BO_LINE_SORT_PLACE].order)
    bo_stmt_bind_int64 (stmt, PARAM_SHOP_KEY, shop_key);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  while ((query->limit == 0 || ids->len < query->limit) && bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&ids);
}

static gboolean
is_unfiltered (const BoLineQuery *query,
               const Search      *search)
{
  return query->state == BO_LINE_STATE_WAITING && query->product_id == 0 && query->customer_id == 0 &&
         query->order_id == 0 && query->priority_class == 0 && !query->has_need && search->words->len == 0;
}

/**
 * bo_line_query_total:
 * @txn: a transaction
 * @query: what to find
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoTotal): lines, open units and value of
 *   all that @query finds, one a currency, or %NULL with @error set
 */
GPtrArray *
bo_line_query_total (BoTxn             *txn,
                     const BoLineQuery *query,
                     GError           **error)
{
  g_auto (Search) search = { 0 };
  g_autoptr (GPtrArray) totals = NULL;
  g_autoptr (GString) sql = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;
  gboolean unfiltered;

  if (!search_init (&search, txn, query->search, error))
    return NULL;

  unfiltered = is_unfiltered (query, &search);
  if (unfiltered)
    sql = g_string_new ("SELECT currency, lines, units, value FROM queue_total WHERE lines > 0 ORDER BY currency");
  else
    {
      sql = g_string_new ("SELECT l.currency, count (*), sum (l.open), sum (l.open * l.price) FROM line l");
      append_where (sql, query, &search);
      g_string_append (sql, " GROUP BY l.currency ORDER BY l.currency");
    }

  stmt = bo_db_prepare (bo_txn_get_db (txn), sql->str, error);
  if (stmt == NULL)
    return NULL;

  if (!unfiltered)
    bind_where (stmt, query, &search);

  totals = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_total_free);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoTotal *total = g_new0 (BoTotal, 1);

      total->currency = g_strdup (bo_stmt_get_text (stmt, 0));
      total->lines = bo_stmt_get_int64 (stmt, 1);
      total->units = bo_stmt_get_int64 (stmt, 2);
      total->value = bo_stmt_get_int64 (stmt, 3);
      g_ptr_array_add (totals, total);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&totals);
}
