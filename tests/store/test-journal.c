/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-test.h"

#define N_ROUNDS 120
/* More than the journal keeps in memory. */
#define N_MANY 70000
#define N_RENAMED 2000

typedef struct
{
  const char *name;
  const char *sql;
  const char *rows; /* table, row, before, after; one a line */
} ImageCase;

static const ImageCase image_cases[] = {
  { "insert", "INSERT INTO supplier (id, name) VALUES (3, 'New')", "2 3 - [3,\"New\"]" },
  { "update", "UPDATE supplier SET name = 'X' WHERE id = 1", "2 1 [1,\"One\"] [1,\"X\"]" },
  { "delete", "DELETE FROM supplier WHERE id = 2", "2 2 [2,\"Two\"] -" },
  { "first-before-last-after", "UPDATE supplier SET name = 'X' WHERE id = 1; UPDATE supplier SET name = 'Y' WHERE id = 1",
    "2 1 [1,\"One\"] [1,\"Y\"]" },
  { "insert-then-update", "INSERT INTO supplier (id, name) VALUES (3, 'New'); UPDATE supplier SET name = 'Y' WHERE id = 3",
    "2 3 - [3,\"Y\"]" },
  { "update-then-delete", "UPDATE supplier SET name = 'X' WHERE id = 1; DELETE FROM supplier WHERE id = 1",
    "2 1 [1,\"One\"] -" },
  { "delete-then-insert", "DELETE FROM supplier WHERE id = 1; INSERT INTO supplier (id, name) VALUES (1, 'Z')",
    "2 1 [1,\"One\"] [1,\"Z\"]" },
  { "insert-then-delete", "INSERT INTO supplier (id, name) VALUES (3, 'New'); DELETE FROM supplier WHERE id = 3", "" },
  { "there-and-back", "UPDATE supplier SET name = 'X' WHERE id = 1; UPDATE supplier SET name = 'One' WHERE id = 1", "" },
  { "same", "UPDATE supplier SET name = name", "" },
  { "nothing", "UPDATE supplier SET name = 'X' WHERE id = 99", "" },
  { "replace", "INSERT OR REPLACE INTO supplier (id, name) VALUES (9, 'Two')", "2 2 [2,\"Two\"] -\n2 9 - [9,\"Two\"]" },
  { "new-id", "UPDATE supplier SET id = 8 WHERE id = 1", "2 1 [1,\"One\"] -\n2 8 - [8,\"One\"]" },
  { "text", "INSERT INTO supplier (id, name) VALUES (3, 'a\"b\\c' || char (10, 31) || 'é')",
    "2 3 - [3,\"a\\\"b\\\\c\\u000a\\u001fé\"]" },
  { "order", "INSERT INTO supplier (id, name) VALUES (5, 'E'); INSERT INTO supplier (id, name) VALUES (4, 'D');"
             "INSERT INTO setting (id, key, value) VALUES (-7, 'k', 'v')",
    "1 -7 - [-7,\"k\",\"v\"]\n2 4 - [4,\"D\"]\n2 5 - [5,\"E\"]" },
};

static const char rows_sql[] =
    "SELECT tbl || ' ' || row_id || ' ' || ifnull (before, '-') || ' ' || ifnull (after, '-') FROM event_row"
    " WHERE event_id = (SELECT max (id) FROM event) ORDER BY tbl, row_id";

static void
test_image (StoreFixture *fixture,
            gconstpointer user_data)
{
  const ImageCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *rows = NULL;
  gint64           event_id;

  store_event (fixture->store, "INSERT INTO supplier (id, name) VALUES (1, 'One'), (2, 'Two')");
  before = store_dump (fixture->store);
  event_id = store_event (fixture->store, c->sql);
  rows = store_query_text (fixture->store, rows_sql);
  g_assert_cmpstr (rows, ==, c->rows);

  store_undo (fixture->store, event_id, NULL, &error);
  g_assert_no_error (error);
  after = store_dump (fixture->store);
  g_assert_cmpstr (after, ==, before);
}

#define LINE(id, product, units, queued)                                                                    \
  "INSERT INTO line (id, order_id, product_id, customer_id, ordered, open, price, currency, class, queued)" \
  " VALUES (" #id ", 1, " #product ", 1, " #units ", " #units ", 500, 'EUR', 2, " #queued ");"              \
  "INSERT INTO tranche (line_id, units, queued) VALUES (" #id ", " #units ", " #queued ");"
#define STOCK(product, units) \
  "INSERT INTO stock_move (product_id, kind, units, at) VALUES (" #product ", 'count', " #units ", 1);"
#define GIVE(line, units)                                                   \
  "INSERT INTO allocation (line_id, units) VALUES (" #line ", " #units ");" \
  "UPDATE line SET allocated = allocated + " #units " WHERE id = " #line ";"
#define SHIP(line, units)                                                                                     \
  "UPDATE allocation SET units = units - " #units " WHERE line_id = " #line " AND units > " #units ";"        \
  "DELETE FROM allocation WHERE line_id = " #line " AND units = " #units ";"                                  \
  "UPDATE line SET shipped = shipped + " #units ", open = open - " #units ", allocated = allocated - " #units \
  " WHERE id = " #line ";"                                                                                    \
  "UPDATE tranche SET units = units - " #units " WHERE line_id = " #line " AND units > " #units ";"           \
  "INSERT INTO shipment (line_id, kind, units, at) VALUES (" #line ", 'shipment', " #units ", 5);"            \
  "INSERT INTO stock_move (product_id, kind, units, line_id, at) SELECT product_id, 'shipment', -" #units     \
  ", id, 5 FROM line WHERE id = " #line ";"

typedef struct
{
  const char *name;
  const char *first;
  const char *second; /* (nullable) comes after, before the first is undone */
  gboolean    in_the_way;
} UndoCase;

static const UndoCase undo_cases[] = {
  { "line", LINE (1, 1, 5, 100), NULL, FALSE },
  { "delivery", LINE (1, 1, 5, 100) STOCK (1, 9) GIVE (1, 5), NULL, FALSE },
  { "shipping", LINE (1, 1, 5, 100) STOCK (1, 9) GIVE (1, 5) SHIP (1, 2), NULL, FALSE },
  { "all-tables",
    "INSERT INTO setting (key, value) VALUES ('k', 'v'); INSERT INTO supplier (id, name) VALUES (1, 'S');"
    "UPDATE product SET supplier_id = 1, name = 'Neu', name_key = 'neu' WHERE id = 1;"
    "INSERT INTO product (id, sku, sku_key, name, name_key) VALUES (3, 'C', 'c', 'Cup', 'cup');"
    "INSERT INTO customer (id, name, name_key) VALUES (3, 'Eve', 'eve');"
    "INSERT INTO sales_order (id, number, customer_id, channel, created) VALUES (3, 'W-3', 3, 'web', 1);"
    "INSERT INTO receipt (id, product_id, supplier_id, units, day, state) VALUES (1, 3, 1, 4, 1, 'ordered');" LINE (7, 3, 2, 50) "INSERT INTO allocation (line_id, receipt_id, units) VALUES (7, 1, 2);"
                                                                                                                                 "INSERT INTO cancellation (source, external_id, product_id, occurrence, units, matched, at) VALUES ('f', 'x', 3, 1, 2, 1, 1)",
    NULL, FALSE },
  { "other-line-later", LINE (1, 1, 5, 100), LINE (2, 1, 5, 200), FALSE },
  { "same-line-later", LINE (1, 1, 5, 100), "UPDATE line SET class = 1 WHERE id = 1", TRUE },
  { "shipped-later", LINE (1, 1, 5, 100) STOCK (1, 9) GIVE (1, 5), SHIP (1, 2), TRUE },
  { "stock-gone-later", STOCK (1, 9), LINE (1, 1, 5, 100) GIVE (1, 5), TRUE },
  { "stock-left-later", STOCK (1, 9), STOCK (1, 5) LINE (1, 1, 5, 100) GIVE (1, 5), FALSE },
  { "child-later", "INSERT INTO customer (id, name, name_key) VALUES (3, 'Eve', 'eve')",
    "INSERT INTO sales_order (number, customer_id, channel, created) VALUES ('W-9', 3, 'web', 1)", TRUE },
  { "place-taken-later", "DELETE FROM customer WHERE id = 2; UPDATE product SET sku = 'Z', sku_key = 'z' WHERE id = 2",
    "INSERT INTO product (sku, sku_key, name, name_key) VALUES ('B', 'b', 'Bowl', 'bowl')", TRUE },
  { "deleted-later", LINE (1, 1, 5, 100), "DELETE FROM tranche WHERE line_id = 1; DELETE FROM line WHERE id = 1", TRUE },
};

static void
test_undo (StoreFixture *fixture,
           gconstpointer user_data)
{
  const UndoCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *done = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  gint64           first, second = 0, undo_id, in_the_way = 0;

  store_event (fixture->store, STORE_SHOP);
  before = store_dump (fixture->store);
  first = store_event (fixture->store, c->first);
  if (c->second != NULL)
    second = store_event (fixture->store, c->second);
  done = store_dump (fixture->store);

  undo_id = store_undo (fixture->store, first, &in_the_way, &error);
  if (c->in_the_way)
    {
      g_assert_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_IN_THE_WAY);
      g_assert_cmpint (in_the_way, ==, second);
      undone = store_dump (fixture->store);
      g_assert_cmpstr (undone, ==, done);
      g_clear_error (&error);

      /* Once that is undone, nothing is in the way. */
      store_undo (fixture->store, second, NULL, &error);
      g_assert_no_error (error);
      store_undo (fixture->store, first, NULL, &error);
      g_assert_no_error (error);
      redone = store_dump (fixture->store);
      g_assert_cmpstr (redone, ==, before);
      store_assert_clean (fixture->store);
      return;
    }

  g_assert_no_error (error);
  store_assert_clean (fixture->store);
  undone = store_dump (fixture->store);
  if (c->second == NULL)
    g_assert_cmpstr (undone, ==, before);

  /* Not twice; but what an undo did can be undone, and then done again. */
  g_assert_cmpint (store_undo (fixture->store, first, NULL, &error), ==, 0);
  g_assert_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_UNDONE);
  g_clear_error (&error);
  store_undo (fixture->store, undo_id, NULL, &error);
  g_assert_no_error (error);
  redone = store_dump (fixture->store);
  g_assert_cmpstr (redone, ==, done);
  store_undo (fixture->store, first, NULL, &error);
  g_assert_no_error (error);
  store_assert_clean (fixture->store);
}

static void
test_no_event (StoreFixture *fixture,
               gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_undo (fixture->store, 77, NULL, &error), ==, 0);
  g_assert_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_NO_EVENT);
}

static void
test_group (StoreFixture *fixture,
            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *done = NULL;
  g_autofree char *after = NULL;
  gint64           first, undo_id;

  store_event (fixture->store, STORE_SHOP);
  before = store_dump (fixture->store);
  first = store_event (fixture->store, LINE (1, 1, 5, 100));
  /* The second batch changes what the first made. */
  store_event_full (fixture->store, "UPDATE line SET class = 3 WHERE id = 1;" LINE (2, 2, 4, 200), first, NULL, &error);
  g_assert_no_error (error);
  store_event_full (fixture->store, "UPDATE line SET class = 4 WHERE id = 1;" LINE (3, 2, 4, 200), first, NULL, &error);
  g_assert_no_error (error);
  done = store_dump (fixture->store);

  undo_id = store_undo (fixture->store, first, NULL, &error);
  g_assert_no_error (error);
  after = store_dump (fixture->store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event WHERE undone_by IS NOT NULL"), ==, 3);

  store_undo (fixture->store, undo_id, NULL, &error);
  g_assert_no_error (error);
  g_free (after);
  after = store_dump (fixture->store);
  g_assert_cmpstr (after, ==, done);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event WHERE undone_by IS NOT NULL"), ==, 1);
  store_assert_clean (fixture->store);
}

static gboolean
add_many (BoTxn   *txn,
          gpointer data,
          GError **error)
{
  BoDb *db = bo_txn_get_db (txn);
  g_autoptr (BoStmt) stmt = NULL;
  gint64 *event_id = data;

  *event_id = bo_journal_begin_event (txn, "test", "Many", NULL, 0, 1, error);
  if (*event_id == 0)
    return FALSE;

  stmt = bo_db_prepare (db, "INSERT INTO supplier (id, name) VALUES (?1, ?2)", error);
  if (stmt == NULL)
    return FALSE;
  for (int i = 10; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("S%d", i);

      bo_stmt_bind_int64 (stmt, 1, i);
      bo_stmt_bind_text (stmt, 2, name);
      if (!bo_stmt_run (stmt, error))
        return FALSE;
    }

  /* Rows whose images have been written, and are to change once more. */
  return bo_db_exec (db, "UPDATE supplier SET name = 'T' || id WHERE id BETWEEN 10 AND 19; DELETE FROM supplier WHERE id BETWEEN 20 AND 29;"
                         "UPDATE supplier SET name = 'X' WHERE id = 1; UPDATE supplier SET name = 'One' WHERE id = 1",
                     error);
}

static void
test_many (StoreFixture *fixture,
           gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 event_id = 0;

  store_event (fixture->store, "INSERT INTO supplier (id, name) VALUES (1, 'One'), (2, 'Two')");
  store_write (fixture->store, add_many, &event_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event_row WHERE event_id = 2"), ==, N_MANY - 20);
  g_assert_cmpint (store_query_int (fixture->store,
                                    "SELECT count (*) FROM event_row WHERE event_id = 2 AND before IS NOT NULL"),
                   ==, 0);
  g_assert_cmpint (store_query_int (fixture->store,
                                    "SELECT count (*) FROM event_row WHERE event_id = 2 AND after = '[15,\"T15\"]'"),
                   ==, 1);

  store_undo (fixture->store, event_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM supplier"), ==, 2);
}

#define N_CUSTOMERS 3000

/* Statements that set some columns only, of rows wide enough that the images outgrow
 * their memory again and again. */
static gboolean
update_some_columns (BoTxn   *txn,
                     gpointer data,
                     GError **error)
{
  BoDb *db = bo_txn_get_db (txn);
  g_autoptr (BoStmt) first = NULL;
  g_autoptr (BoStmt) middle = NULL;
  g_autoptr (BoStmt) last = NULL;

  if (bo_journal_begin_event (txn, "test", "A test", NULL, 0, 1, error) == 0)
    return FALSE;
  first = bo_db_prepare (db, "UPDATE customer SET name = name || ?2, external_id = ?1 WHERE id = ?1", error);
  middle = bo_db_prepare (db, "UPDATE customer SET country = NULL, email = 'c' || ?1 WHERE id = ?1", error);
  last = bo_db_prepare (db, "INSERT INTO customer (id, name, name_key) VALUES (?1, 'x', 'x')"
                            " ON CONFLICT (id) DO UPDATE SET class = 7",
                        error);
  if (first == NULL || middle == NULL || last == NULL)
    return FALSE;

  for (gint64 id = 1; id <= N_CUSTOMERS; id++)
    {
      BoStmt *stmt = id % 3 == 0 ? first : id % 3 == 1 ? middle
                                                       : last;

      bo_stmt_bind_int64 (stmt, 1, id);
      if (stmt == first)
        bo_stmt_bind_text (stmt, 2, " \"and\" Søn");
      if (!bo_stmt_run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

/* An image after is the row as it stands. */
static void
test_some_columns (StoreFixture *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64           event_id;

  store_event (fixture->store,
               "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
               " INSERT INTO customer (id, name, name_key, email, country, source)"
               " SELECT i, 'Customer ' || i, 'customer ' || i, NULL, 'NL', 'orders' FROM n");
  before = store_dump (fixture->store);
  store_write (fixture->store, update_some_columns, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event_row WHERE event_id = 2"), ==, N_CUSTOMERS);
  wrong = store_query_text (fixture->store,
                            "SELECT group_concat (after, '; ') FROM (SELECT r.after FROM event_row r"
                            " JOIN customer c ON c.id = r.row_id WHERE r.event_id = 2 AND r.after IS NOT"
                            " json_array (c.id, c.name, c.name_key, c.email, c.phone, c.phone_key, c.country, c.language,"
                            " c.business, c.class, c.anonymous, c.source, c.external_id) LIMIT 3)");
  g_assert_cmpstr (wrong, ==, "");

  event_id = 2;
  store_undo (fixture->store, event_id, NULL, &error);
  g_assert_no_error (error);
  after = store_dump (fixture->store);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
rename_all (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  g_autoptr (BoStmt) stmt = NULL;
  gint64 *event_id = data;

  *event_id = bo_journal_begin_event (txn, "test", "Renamed", NULL, 0, 1, error);
  stmt = bo_db_prepare (bo_txn_get_db (txn), "UPDATE supplier SET name = ?2 || id WHERE id = ?1", error);
  if (*event_id == 0 || stmt == NULL)
    return FALSE;

  for (int i = 1; i <= N_RENAMED; i++)
    {
      bo_stmt_bind_int64 (stmt, 1, i);
      bo_stmt_bind_text (stmt, 2, "A rather longer name than it had before, number ");
      if (!bo_stmt_run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

/* The columns that a prepared statement sets are known: the rest of the image
 * after is taken from the image before, in a text that grows all the while. */
static void
test_prepared_update (StoreFixture *fixture,
                      gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO supplier (id, name) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL"
                                          " SELECT i + 1 FROM n WHERE i < %d) SELECT i, 'S' || i FROM n",
                                          N_RENAMED);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64           event_id = 0;

  store_event (fixture->store, sql);
  before = store_dump (fixture->store);
  store_write (fixture->store, rename_all, &event_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_int (fixture->store,
                                    "SELECT count (*) FROM event_row JOIN supplier ON supplier.id = row_id"
                                    " WHERE event_id = 2 AND tbl = 2 AND after = json_array (supplier.id, name)"
                                    " AND before = json_array (supplier.id, 'S' || supplier.id)"),
                   ==, N_RENAMED);

  store_undo (fixture->store, event_id, NULL, &error);
  g_assert_no_error (error);
  after = store_dump (fixture->store);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
use_external_id (BoTxn   *txn,
                 gpointer data,
                 GError **error)
{
  gint64 event_id = bo_journal_begin_event (txn, "test", "A test", data, 0, 1, error);

  if (event_id == 0)
    return FALSE;

  g_assert_cmpint (bo_journal_find_event (txn, data, NULL), ==, event_id);
  return TRUE;
}

static void
test_external_id (StoreFixture *fixture,
                  gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_write (fixture->store, use_external_id, (gpointer) "x-1", &error));
  g_assert_no_error (error);
  g_assert_false (store_write (fixture->store, use_external_id, (gpointer) "x-1", &error));
  g_assert_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_ALREADY_APPLIED);
  g_assert_cmpint (store_query_int (fixture->store, "SELECT count (*) FROM event"), ==, 1);
}

typedef struct
{
  gint64     line_id;
  GPtrArray *history;
  GPtrArray *events;
  gint64     last;
} Lists;

static gboolean
read_lists (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  Lists *lists = data;

  lists->history = bo_journal_list_line_history (txn, lists->line_id, error);
  lists->events = bo_journal_list_events (txn, 0, 2, error);
  lists->last = bo_journal_last_undoable (txn, error);
  return lists->history != NULL && lists->events != NULL;
}

static void
test_history (StoreFixture *fixture,
              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Lists                  lists = { .line_id = 1 };
  const BoHistoryRecord *newest;
  const BoEventRecord   *event;
  gint64                 shipped, undo_id;

  store_event (fixture->store, STORE_SHOP);
  store_event (fixture->store, LINE (1, 1, 5, 100) STOCK (1, 9));
  store_event (fixture->store, GIVE (1, 5));
  shipped = store_event (fixture->store, SHIP (1, 2));
  undo_id = store_undo (fixture->store, shipped, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (store_read (fixture->store, read_lists, &lists, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (lists.history->len, ==, 4);
  newest = g_ptr_array_index (lists.history, 1);
  g_assert_cmpint (newest->event_id, ==, shipped);
  g_assert_true (newest->undone);
  g_assert_cmpint (newest->shipped_delta, ==, 2);
  g_assert_cmpint (newest->allocated_delta, ==, -2);
  newest = g_ptr_array_index (lists.history, 3);
  g_assert_cmpint (newest->ordered_delta, ==, 5);
  g_assert_false (newest->undone);

  g_assert_cmpuint (lists.events->len, ==, 2);
  event = g_ptr_array_index (lists.events, 0);
  g_assert_cmpint (event->id, ==, undo_id);
  g_assert_cmpint (event->undoes, ==, shipped);
  event = g_ptr_array_index (lists.events, 1);
  g_assert_cmpint (event->undone_by, ==, undo_id);
  g_assert_cmpint (lists.last, ==, shipped - 1);

  g_ptr_array_unref (lists.history);
  g_ptr_array_unref (lists.events);
}

static void
test_revision (StoreFixture *fixture,
               gconstpointer user_data)
{
  static const struct
  {
    const char *sql;
    int         rises; /* the products whose revision rises: bit 0 is product 1 */
  } cases[] = {
    { LINE (1, 1, 5, 100), 1 },
    { LINE (2, 2, 5, 100), 2 },
    { "UPDATE tranche SET queued = 99 WHERE line_id = 1; UPDATE line SET queued = 99 WHERE id = 1", 1 },
    { "UPDATE tranche SET units = 5 WHERE line_id = 2", 0 },
    { STOCK (1, 9) STOCK (2, 9), 3 },
    { GIVE (1, 5), 1 },
    { "UPDATE allocation SET held = 2", 1 },
    { "UPDATE product SET policy = '{}' WHERE id = 2", 2 },
    { "INSERT INTO receipt (product_id, units, day, state) VALUES (2, 1, 1, 'ordered')", 2 },
    { "UPDATE customer SET name = 'X' WHERE id = 1", 0 },
  };

  store_event (fixture->store, STORE_SHOP);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 one = store_query_int (fixture->store, "SELECT revision FROM product_state WHERE product_id = 1");
      gint64 two = store_query_int (fixture->store, "SELECT revision FROM product_state WHERE product_id = 2");

      g_test_message ("%s", cases[i].sql);
      store_event (fixture->store, cases[i].sql);
      one = store_query_int (fixture->store, "SELECT revision FROM product_state WHERE product_id = 1") - one;
      two = store_query_int (fixture->store, "SELECT revision FROM product_state WHERE product_id = 2") - two;
      g_assert_cmpint (one, ==, cases[i].rises & 1);
      g_assert_cmpint (two, ==, cases[i].rises >> 1);
    }
}

/* Random commands, some of them impossible; whatever happens the figures are the
 * sums, and everything can be taken back step by step. */
static void
test_random (StoreFixture *fixture,
             gconstpointer user_data)
{
  g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));
  int next_line = 1;

  store_event (fixture->store, STORE_SHOP);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      int              line = g_test_rand_int_range (1, next_line + 1), units = g_test_rand_int_range (1, 5);
      int              product = g_test_rand_int_range (1, 3), what = g_test_rand_int_range (0, 6);
      g_autofree char *sql = NULL;
      g_autofree char *dump = store_dump (fixture->store);
      g_autoptr (GError) error = NULL;
      gint64 event_id = 0;

      if (what <= 1)
        {
          sql = store_line_sql (next_line, product, units, 100 + i);
          next_line++;
        }
      else if (what == 2)
        sql = g_strdup_printf ("INSERT INTO stock_move (product_id, kind, units, at) VALUES (%d, 'count', %d, %d)", product,
                               units * g_test_rand_int_range (-1, 3) + 1, i);
      else if (what == 3)
        sql = g_strdup_printf ("INSERT INTO allocation (line_id, units) VALUES (%d, %d);"
                               "UPDATE line SET allocated = allocated + %d WHERE id = %d",
                               line, units, units, line);
      else if (what == 4)
        sql = g_strdup_printf ("UPDATE line SET allocated = 0 WHERE id = %d; DELETE FROM allocation WHERE line_id = %d", line, line);
      else
        sql = g_strdup_printf ("DELETE FROM allocation WHERE line_id = %d; DELETE FROM tranche WHERE line_id = %d;"
                               "UPDATE line SET cancelled = ordered - shipped, open = 0, allocated = 0 WHERE id = %d",
                               line, line, line);

      if (store_event_full (fixture->store, sql, 0, &event_id, &error))
        {
          g_ptr_array_add (dumps, g_steal_pointer (&dump));
          g_array_append_val (events, event_id);
        }
      else
        g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT);
    }
  store_assert_clean (fixture->store);

  for (guint i = events->len; i > 0; i--)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = NULL;

      store_undo (fixture->store, g_array_index (events, gint64, i - 1), NULL, &error);
      g_assert_no_error (error);
      dump = store_dump (fixture->store);
      g_assert_cmpstr (dump, ==, g_ptr_array_index (dumps, i - 1));
    }
  store_assert_clean (fixture->store);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(name, data, func) g_test_add (name, StoreFixture, data, store_fixture_set_up, func, store_fixture_tear_down)

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (image_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/journal/image/%s", image_cases[i].name);

      ADD (path, &image_cases[i], test_image);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (undo_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/journal/undo/%s", undo_cases[i].name);

      ADD (path, &undo_cases[i], test_undo);
    }
  ADD ("/journal/no-event", NULL, test_no_event);
  ADD ("/journal/group", NULL, test_group);
  ADD ("/journal/many", NULL, test_many);
  ADD ("/journal/prepared-update", NULL, test_prepared_update);
  ADD ("/journal/some-columns", NULL, test_some_columns);
  ADD ("/journal/external-id", NULL, test_external_id);
  ADD ("/journal/history", NULL, test_history);
  ADD ("/journal/revision", NULL, test_revision);
  ADD ("/journal/random", NULL, test_random);

  return g_test_run ();
}
