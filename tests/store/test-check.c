/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

typedef struct
{
  const char *name;
  const char *sql;   /* breaks a clean store */
  const char *found; /* what one of the sentences begins with */
} CheckCase;

/* What is known of a shop on the other side, all well. */
#define REMOTE                                                                                      \
  "INSERT INTO shop (id, address, source, reference, owner, take, roles, sync_every, write_place,"  \
  " unpaid_days) VALUES (1, 'https://shop.example', 's', 'r', 0, 0, '{}', 10, 0, 14);"              \
  "INSERT INTO remote_product (id, product_id, stock, quantity) VALUES (7, 1, 1, 4), (8, 2, 1, 4);" \
  "INSERT INTO remote_order (id, order_id) VALUES (5, 1);"                                          \
  "INSERT INTO remote_line (id, remote_order_id, remote_product_id, line_id, fate) VALUES (6, 5, 7, 1, 1);"

static const CheckCase cases[] = {
  { "remote-order", REMOTE "INSERT INTO remote_order (id) VALUES (9); UPDATE remote_line SET remote_order_id = 9",
    "Line 6 of the shop is line 1, which" },
  { "remote-line-missing", REMOTE "UPDATE remote_line SET line_id = NULL", "Line 6 of the shop should be a line" },
  { "remote-line-too-many", REMOTE "UPDATE remote_line SET fate = 3", "Line 6 of the shop should be none here" },
  { "remote-line-twice", REMOTE "INSERT INTO remote_line (id, remote_order_id, line_id, fate) VALUES (9, 5, 1, 1)",
    "Lines 6 and 9 of the shop" },
  { "remote-line-negative", REMOTE "UPDATE remote_line SET reduced = -1", "Line 6 of the shop wants" },
  { "remote-order-twice", REMOTE "INSERT INTO remote_order (id, order_id) VALUES (9, 1)", "Orders 5 and 9 of the shop" },
  { "remote-product-twice", REMOTE "UPDATE remote_product SET product_id = 1", "Products 7 and 8 of the shop" },
  { "outbox", REMOTE "INSERT INTO outbox (kind, remote_id, version, sent, created) VALUES (0, 7, 1, 2, 1)", "Entry 1 of the outbox" },
  { "remote-count", REMOTE "UPDATE remote_count SET listed = 7 WHERE id = 3", "The shop is said to list 7 of its resource 3, and lists 1" },
  { "no-shop", REMOTE "DELETE FROM shop", "There are 1 orders of a shop" },
  { "s1", "DELETE FROM stock_move", "S1: product 1 " },
  { "s2", "UPDATE line SET cancelled = 2 WHERE id = 1", "S2: line 1 " },
  { "s2-negative", "UPDATE line SET cancelled = -1, open = 6 WHERE id = 1", "S2: line 1 " },
  { "s3-units", "UPDATE tranche SET units = 4 WHERE line_id = 1", "S3: line 1 has 5 open units and 4 " },
  { "s3-none", "DELETE FROM tranche WHERE line_id = 1", "S3: line 1 " },
  { "s3-place", "UPDATE tranche SET queued = 1 WHERE line_id = 1", "S3: line 1 has another place" },
  { "s4", "UPDATE product_state SET on_hand = 8 WHERE product_id = 1", "S4: product 1 has 8 on hand" },
  { "s5-closed", "UPDATE receipt SET state = 'cancelled'", "S5: allocation 2 " },
  { "s5-sum", "UPDATE receipt SET units = 1", "S5: receipt 1 " },
  { "s5-product", "UPDATE receipt SET product_id = 1", "S5: allocation 2 gives line 2 another product" },
  { "s6-event", "CREATE TABLE copy (id INTEGER PRIMARY KEY, at, kind, summary, external_id, group_id, undoes, undone_by);"
                "INSERT INTO copy SELECT * FROM event; DROP TABLE event; ALTER TABLE copy RENAME TO event;"
                "INSERT INTO event (id, at, kind, summary, external_id) VALUES (8, 1, 'x', 'x', 'e'), (9, 1, 'x', 'x', 'e')",
    "S6: events 8 and 9 " },
  { "s6-order", "DROP INDEX sales_order_external; UPDATE sales_order SET source = 's', external_id = 'x';"
                "INSERT INTO sales_order (id, number, customer_id, channel, created, source, external_id)"
                " VALUES (2, 'W-2', 1, 'web', 1, 's', 'x')",
    "S6: orders 1 and 2 " },
  { "s6-customer", "DROP INDEX customer_external; UPDATE customer SET source = 's', external_id = 'x'", "S6: customers 1 and 2 " },
  { "s6-line", "UPDATE line SET product_id = 1, occurrence = 1", "S6: lines 1 and 2 " },
  { "s6-cancellation", "DROP INDEX cancellation_external; INSERT INTO cancellation (source, external_id, product_id,"
                       " occurrence, units, matched, at) VALUES ('s', 'x', 1, 1, 1, 1, 1), ('s', 'x', 1, 1, 1, 1, 1)",
    "S6: cancellations 1 and 2 " },
  { "s7-allocated", "UPDATE allocation SET units = 2 WHERE id = 1", "S7: line 1 has 3 allocated" },
  { "s7-shipped", "INSERT INTO shipment (line_id, kind, units, at) VALUES (1, 'shipment', 1, 1)", "S7: line 1 has 0 shipped" },
  { "s7-product", "UPDATE product_state SET open_units = 77 WHERE product_id = 2", "S7: product 2 " },
  { "s7-product-missing", "DELETE FROM product_state WHERE product_id = 2", "S7: product 2 " },
  { "s7-total", "UPDATE queue_total SET value = 1", "S7: the queue in EUR " },
  { "s7-total-missing", "DELETE FROM queue_total", "S7: 2 lines wait in EUR" },
  { "undone", "UPDATE event SET undone_by = 2 WHERE id = 1", "Event 1 " },
  { "foreign-key", "DELETE FROM customer WHERE id = 1", "Row 1 of " },
  { "search-customers", "INSERT INTO customer_search (customer_search, rowid, name) VALUES ('delete', 1, 'Ada')",
    "The search index holds 1 customers, of 2" },
  { "search-words", "INSERT INTO product_search (product_search, rowid, sku, name) VALUES ('delete', 1, 'A', 'Lamp');"
                    "INSERT INTO product_search (rowid, sku, name) VALUES (1, 'A', 'Other')",
    "A search index does not agree" },
};

#define LINES                                                                                                          \
  "INSERT INTO line (id, order_id, product_id, customer_id, ordered, open, allocated, price, currency, class, queued)" \
  " VALUES (1, 1, 1, 1, 5, 5, 3, 500, 'EUR', 2, 100), (2, 1, 2, 1, 4, 4, 0, 500, 'EUR', 2, 200);"                      \
  "INSERT INTO tranche (line_id, units, queued) VALUES (1, 5, 100), (2, 3, 200), (2, 1, 300);"                         \
  "INSERT INTO stock_move (product_id, kind, units, at) VALUES (1, 'count', 7, 1);"                                    \
  "INSERT INTO receipt (id, product_id, units, day, state) VALUES (1, 2, 9, 20, 'ordered');"                           \
  "INSERT INTO allocation (id, line_id, receipt_id, units) VALUES (1, 1, NULL, 3), (2, 2, 1, 2)"

static void
break_store (StoreFixture *fixture,
             const char   *sql)
{
  sqlite3 *db = NULL;
  char    *message = NULL;

  store_event (fixture->store, STORE_SHOP LINES);
  store_assert_clean (fixture->store);
  store_fixture_close (fixture);

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
  store_fixture_reopen (fixture);
}

static void
test_found (StoreFixture *fixture,
            gconstpointer user_data)
{
  const CheckCase *c = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  gboolean found = FALSE;

  break_store (fixture, c->sql);
  problems = store_check (fixture->store);
  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
      found = found || g_str_has_prefix (g_ptr_array_index (problems, i), c->found);
    }
  g_assert_true (found);
}

/* No more is said than can be read. */
static void
test_many (StoreFixture *fixture,
           gconstpointer user_data)
{
  g_autoptr (GPtrArray) problems = NULL;

  break_store (fixture, "INSERT INTO product (sku, sku_key, name, name_key) WITH RECURSIVE n (i) AS"
                        " (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT 'S' || i, 's' || i, 'P', 'p' FROM n");
  problems = store_check (fixture->store);
  g_assert_cmpuint (problems->len, ==, 100);
}

/* A page in the middle of the file. */
static void
test_damaged (StoreFixture *fixture,
              gconstpointer user_data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *content = NULL;
  gsize            length;
  gint64           root;

  store_event (fixture->store, STORE_SHOP LINES);
  root = store_query_int (fixture->store, "SELECT rootpage FROM sqlite_schema WHERE name = 'line'");
  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  memset (content + (root - 1) * 4096, 0x5a, 4096);
  bo_test_write_file (fixture->path, content, (gssize) length);
  store_fixture_reopen (fixture);

  problems = store_check (fixture->store);
  g_assert_cmpuint (problems->len, >, 0);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (problems, 0), "The file is damaged: "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/%s", cases[i].name);

      g_test_add (path, StoreFixture, &cases[i], store_fixture_set_up, test_found, store_fixture_tear_down);
    }
  g_test_add ("/check/many", StoreFixture, NULL, store_fixture_set_up, test_many, store_fixture_tear_down);
  g_test_add ("/check/damaged", StoreFixture, NULL, store_fixture_set_up, test_damaged, store_fixture_tear_down);

  return g_test_run ();
}
