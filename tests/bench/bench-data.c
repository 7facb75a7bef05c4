/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A shop with a great many waiting lines, made through raw statements: what the
 * program itself would have written, without the hours of writing it. */

#include "bench.h"

#include <glib/gstdio.h>

#include "bo-schema.h"

#define N_CUSTOMERS 50000
#define FIRST_QUEUED 1700000000

static const char *const first_names[] = { "Ada", "Björn", "Chiara", "Dmitri", "Esra", "Farah", "Goran", "Hana",
                                           "Ines", "João", "Kofi", "Lena", "Mina", "Nils", "Olga", "Pavel" };
static const char *const last_names[] = { "Lopes", "Okafor", "Finch", "Brightside", "Novak", "Sato", "Kowalski",
                                          "Weber", "Silva", "Haddad", "Nguyen", "Moreau", "Jensen", "Rossi" };
static const char *const things[] = { "Lamp", "Kettle", "Console", "Chair", "Clock", "Vase", "Basket", "Mirror" };
static const char *const colours[] = { "red", "blue", "green", "white", "black", "amber" };

static void
run (sqlite3    *db,
     const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));

  return stmt;
}

static void
step (sqlite3      *db,
      sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_reset (stmt);
}

static void
make_products (sqlite3 *db,
               gint64   n_products)
{
  sqlite3_stmt *stmt = prepare (db, "INSERT INTO product (id, sku, sku_key, name, name_key, price, currency)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'EUR')");

  for (gint64 i = 1; i <= n_products; i++)
    {
      g_autofree char *sku = i == 1 ? g_strdup (BENCH_HOT_SKU) : g_strdup_printf ("SKU-%06d", (int) i);
      g_autofree char *key = g_ascii_strdown (sku, -1);
      g_autofree char *name = g_strdup_printf ("%s %s %d", things[i % G_N_ELEMENTS (things)],
                                               colours[i % G_N_ELEMENTS (colours)], (int) i);
      g_autofree char *name_key = g_utf8_casefold (name, -1);

      sqlite3_bind_int64 (stmt, 1, i);
      sqlite3_bind_text (stmt, 2, sku, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 3, key, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 4, name, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 5, name_key, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (stmt, 6, 500 + i % 5000);
      step (db, stmt);
    }
  sqlite3_finalize (stmt);
}

static void
make_customers (sqlite3 *db)
{
  sqlite3_stmt *stmt = prepare (db, "INSERT INTO customer (id, name, name_key, email, class)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5)");

  for (int i = 1; i <= N_CUSTOMERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s %d", first_names[i % G_N_ELEMENTS (first_names)],
                                               last_names[i % G_N_ELEMENTS (last_names)], i);
      g_autofree char *key = g_utf8_casefold (name, -1);
      g_autofree char *email = g_strdup_printf ("customer%d@example.com", i);

      sqlite3_bind_int64 (stmt, 1, i);
      sqlite3_bind_text (stmt, 2, name, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 3, key, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 4, email, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (stmt, 5, 1 + i % 3);
      step (db, stmt);
    }
  sqlite3_finalize (stmt);
}

/* The first @n_hot lines wait for product 1, the others for all in turn; three
 * lines an order. */
static void
make_lines (sqlite3 *db,
            gint64   n_lines,
            gint64   n_hot,
            gint64   n_products)
{
  sqlite3_stmt *order = prepare (db, "INSERT INTO sales_order (id, number, customer_id, channel, created)"
                                     " VALUES (?1, ?2, ?3, 'web', ?4)");
  sqlite3_stmt *line = prepare (db, "INSERT INTO line (id, order_id, product_id, customer_id, ordered, open, price,"
                                    " currency, class, queued) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, 'EUR', ?7, ?8)");
  sqlite3_stmt *tranche = prepare (db, "INSERT INTO tranche (id, line_id, units, queued) VALUES (?1, ?1, ?2, ?3)");

  for (gint64 i = 1; i <= n_lines; i++)
    {
      gint64 order_id = (i + 2) / 3;
      gint64 customer = 1 + order_id * 7919 % N_CUSTOMERS;
      gint64 product = i <= n_hot ? 1 : 2 + i * 104729 % (n_products - 1);
      gint64 queued = FIRST_QUEUED + order_id * 37;
      gint64 units = 1 + i % 5;

      if (i % 3 == 1)
        {
          g_autofree char *number = g_strdup_printf ("W-%07d", (int) order_id);

          sqlite3_bind_int64 (order, 1, order_id);
          sqlite3_bind_text (order, 2, number, -1, SQLITE_TRANSIENT);
          sqlite3_bind_int64 (order, 3, customer);
          sqlite3_bind_int64 (order, 4, queued);
          step (db, order);
        }
      sqlite3_bind_int64 (line, 1, i);
      sqlite3_bind_int64 (line, 2, order_id);
      sqlite3_bind_int64 (line, 3, product);
      sqlite3_bind_int64 (line, 4, customer);
      sqlite3_bind_int64 (line, 5, units);
      sqlite3_bind_int64 (line, 6, 500 + product % 5000);
      sqlite3_bind_int64 (line, 7, 1 + customer % 3);
      sqlite3_bind_int64 (line, 8, queued);
      step (db, line);
      sqlite3_bind_int64 (tranche, 1, i);
      sqlite3_bind_int64 (tranche, 2, units);
      sqlite3_bind_int64 (tranche, 3, queued);
      step (db, tranche);
    }
  sqlite3_finalize (order);
  sqlite3_finalize (line);
  sqlite3_finalize (tranche);
}

/**
 * bench_make_store:
 * @bench: what is asked for
 * @n_lines: how many lines wait in it
 *
 * Returns: (transfer full): a store file, made now or by an earlier run
 */
char *
bench_make_store (const Bench *bench,
                  gint64       n_lines)
{
  g_autofree char *name = g_strdup_printf ("lines-%" G_GINT64_FORMAT "-v%u.db", n_lines, bo_schema_n_steps);
  g_autofree char *path = g_build_filename (bench->folder, name, NULL);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  gint64           n_products = MIN (bench->n_products, MAX (2, n_lines / 5));
  sqlite3         *db;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  /* The program makes the empty store, so that all that it marks a file with is there. */
  bench_remove (partial);
  bo_service_close (bench_open (partial));

  db = raw_open (partial);
  run (db, "PRAGMA synchronous = OFF");
  run (db, "BEGIN");
  make_products (db, n_products);
  make_customers (db);
  make_lines (db, n_lines, MIN (bench->n_hot, n_lines / 2), n_products);
  run (db, "INSERT OR REPLACE INTO product_state (product_id, open_lines, open_units)"
           " SELECT p.id, count (l.id), ifnull (sum (l.open), 0)"
           " FROM product p LEFT JOIN line l ON l.product_id = p.id GROUP BY p.id");
  run (db, "INSERT OR REPLACE INTO queue_total (currency, lines, units, value)"
           " SELECT currency, count (*), sum (open), sum (open * price) FROM line GROUP BY currency");
  run (db, "COMMIT");
  run (db, "ANALYZE");
  run (db, "PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (db);
  g_rename (partial, path);

  return g_steal_pointer (&path);
}

/**
 * bench_copy:
 * @bench: what is asked for
 * @path: a store that nobody has open
 * @name: of the copy
 *
 * Returns: (transfer full): a fresh copy, for one run
 */
char *
bench_copy (const Bench *bench,
            const char  *path,
            const char  *name)
{
  g_autofree char *copy = g_build_filename (bench->folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  bench_remove (copy);
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);

  return g_steal_pointer (&copy);
}

void
bench_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}
