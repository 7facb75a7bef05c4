/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The floor of a write: the same rows of the same tables, with the same indexes,
 * search index, journal and row images, through raw prepared statements under the
 * same pragmas.  The rows are taken from the images that the job's own journal
 * kept, and everything is in memory before the clock starts. */

#include "bench.h"

#include <jansson.h>

#include "bo-schema.h"

#define N_COLUMNS_MAX 40

typedef struct
{
  int    type; /* SQLITE_INTEGER, SQLITE_TEXT or SQLITE_NULL */
  gint64 number;
  char  *text;
} Value;

typedef enum
{
  RAW_INSERT,
  RAW_UPDATE,
  RAW_DELETE,
} RawKind;

typedef struct
{
  gint64  event_id;
  int     table;
  RawKind kind;
  gint64  row_id;
  guint64 mask;   /* columns that an update changes */
  Value  *values; /* of the columns after */
  guint   n_values;
  char   *before;
  char   *after;
  gint64  product_id; /* of a line, for its current figures; 0 otherwise */
} RawRow;

struct _RawRows
{
  GArray     *rows;   /* (element-type RawRow) in the order of the tables */
  GArray     *events; /* (element-type gint64) */
  guint       n_by_table[BO_TABLE_LAST + 1];
  char       *columns[BO_TABLE_LAST + 1][N_COLUMNS_MAX];
  GHashTable *statements; /* (element-type utf8 sqlite3_stmt) */
  GHashTable *products;   /* (element-type gint64) touched by an event */
  sqlite3    *db;
};

static void
run (sqlite3    *db,
     const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

/* A connection as the store's own, by the same pragmas. */
sqlite3 *
raw_open (const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  run (db, "PRAGMA journal_mode = WAL");
  run (db, "PRAGMA synchronous = FULL");
  run (db, "PRAGMA foreign_keys = ON");
  run (db, "PRAGMA cache_size = -32768");

  return db;
}

static void
take_values (RawRow     *row,
             const char *image)
{
  g_autofree Value *values = g_new0 (Value, N_COLUMNS_MAX);
  json_t           *array = json_loads (image, 0, NULL);
  json_t           *item;
  size_t            i;

  if (array == NULL)
    g_error ("Not an image: %s", image);
  json_array_foreach (array, i, item)
  {
    if (json_is_integer (item))
      values[i] = (Value){ SQLITE_INTEGER, json_integer_value (item), NULL };
    else if (json_is_string (item))
      values[i] = (Value){ SQLITE_TEXT, 0, g_strdup (json_string_value (item)) };
    else
      values[i] = (Value){ SQLITE_NULL, 0, NULL };
  }
  row->n_values = (guint) json_array_size (array);
  row->values = g_steal_pointer (&values);
  json_decref (array);
}

static gboolean
value_equal (const Value *a,
             const Value *b)
{
  return a->type == b->type && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

static void
find_changes (RawRow     *row,
              const char *before)
{
  RawRow old = { 0 };

  take_values (&old, before);
  for (guint i = 0; i < row->n_values; i++)
    if (!value_equal (&old.values[i], &row->values[i]))
      row->mask |= G_GUINT64_CONSTANT (1) << i;
  for (guint i = 0; i < old.n_values; i++)
    g_free (old.values[i].text);
  g_free (old.values);
}

static void
load_columns (RawRows *rows,
              sqlite3 *db)
{
  for (int table = BO_TABLE_SETTING; table <= BO_TABLE_LAST; table++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA table_info (%s)", bo_table_get_name (table));
      sqlite3_stmt    *stmt = NULL;
      guint            n = 0;

      sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        rows->columns[table][n++] = g_strdup ((const char *) sqlite3_column_text (stmt, 1));
      sqlite3_finalize (stmt);
    }
}

static guint
find_column (RawRows    *rows,
             int         table,
             const char *name)
{
  for (guint i = 0; i < N_COLUMNS_MAX && rows->columns[table][i] != NULL; i++)
    if (g_str_equal (rows->columns[table][i], name))
      return i;
  g_assert_not_reached ();
}

static void
add_row (RawRows      *rows,
         sqlite3_stmt *stmt)
{
  const char *before = (const char *) sqlite3_column_text (stmt, 3);
  const char *after = (const char *) sqlite3_column_text (stmt, 4);
  RawRow      row = {
         .event_id = sqlite3_column_int64 (stmt, 0),
         .table = sqlite3_column_int (stmt, 1),
         .row_id = sqlite3_column_int64 (stmt, 2),
         .kind = before == NULL ? RAW_INSERT : after == NULL ? RAW_DELETE
                                                             : RAW_UPDATE,
         .before = g_strdup (before),
         .after = g_strdup (after),
  };

  if (after != NULL)
    take_values (&row, after);
  if (row.kind == RAW_UPDATE)
    find_changes (&row, before);
  if (row.table == BO_TABLE_LINE && after != NULL)
    row.product_id = row.values[find_column (rows, BO_TABLE_LINE, "product_id")].number;
  if (rows->events->len == 0 ||
      g_array_index (rows->events, gint64, rows->events->len - 1) != row.event_id)
    g_array_append_val (rows->events, row.event_id);
  rows->n_by_table[row.table]++;
  g_array_append_val (rows->rows, row);
}

/**
 * raw_rows_load:
 * @path: a store in which the job has run
 * @first_event: the job's first event; all later ones are the job's too
 *
 * Returns: (transfer full): the rows that the job wrote
 */
RawRows *
raw_rows_load (const char *path,
               gint64      first_event)
{
  RawRows      *rows = g_new0 (RawRows, 1);
  sqlite3      *db = raw_open (path);
  sqlite3_stmt *stmt = NULL;

  rows->rows = g_array_new (FALSE, FALSE, sizeof (RawRow));
  rows->events = g_array_new (FALSE, FALSE, sizeof (gint64));
  load_columns (rows, db);
  sqlite3_prepare_v2 (db, "SELECT event_id, tbl, row_id, before, after FROM event_row WHERE event_id >= ?1"
                          " ORDER BY event_id, tbl, row_id",
                      -1, &stmt, NULL);
  sqlite3_bind_int64 (stmt, 1, first_event);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    add_row (rows, stmt);
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  return rows;
}

void
raw_rows_free (RawRows *rows)
{
  for (guint i = 0; i < rows->rows->len; i++)
    {
      RawRow *row = &g_array_index (rows->rows, RawRow, i);

      for (guint j = 0; j < row->n_values; j++)
        g_free (row->values[j].text);
      g_free (row->values);
      g_free (row->before);
      g_free (row->after);
    }
  for (int table = 0; table <= BO_TABLE_LAST; table++)
    for (guint i = 0; i < N_COLUMNS_MAX; i++)
      g_free (rows->columns[table][i]);
  g_array_unref (rows->rows);
  g_array_unref (rows->events);
  g_free (rows);
}

static char *
make_sql (RawRows      *rows,
          const RawRow *row)
{
  const char *table = bo_table_get_name (row->table);
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *separator = "";

  if (row->kind == RAW_DELETE)
    return g_strdup_printf ("DELETE FROM %s WHERE id = ?1", table);

  g_string_printf (sql, row->kind == RAW_INSERT ? "INSERT INTO %s VALUES (" : "UPDATE %s SET ", table);
  for (guint i = 0; i < row->n_values; i++)
    {
      if (row->kind == RAW_INSERT)
        g_string_append_printf (sql, "%s?%u", separator, i + 2);
      else if (row->mask & (G_GUINT64_CONSTANT (1) << i))
        g_string_append_printf (sql, "%s%s = ?%u", separator, rows->columns[row->table][i], i + 2);
      else
        continue;
      separator = ", ";
    }
  g_string_append (sql, row->kind == RAW_INSERT ? ")" : " WHERE id = ?1");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Statements are looked up by number, not by their text, while the clock runs. */
static sqlite3_stmt *
get_statement (RawRows      *rows,
               const RawRow *row)
{
  gint64           key = (gint64) (row->mask * 37) ^ (row->table * 4 + (int) row->kind);
  sqlite3_stmt    *stmt = g_hash_table_lookup (rows->statements, &key);
  g_autofree char *sql = NULL;

  if (stmt != NULL)
    return stmt;
  sql = make_sql (rows, row);
  if (sqlite3_prepare_v3 (rows->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (rows->db));
  g_hash_table_insert (rows->statements, g_memdup2 (&key, sizeof key), stmt);

  return stmt;
}

static void
step (sqlite3      *db,
      sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_sql (stmt), sqlite3_errmsg (db));
  sqlite3_reset (stmt);
}

static void
write_row (RawRows      *rows,
           const RawRow *row)
{
  sqlite3_stmt *stmt = get_statement (rows, row);

  if (row->kind != RAW_INSERT)
    sqlite3_bind_int64 (stmt, 1, row->row_id);
  for (guint i = 0; i < row->n_values; i++)
    {
      const Value *value = &row->values[i];

      if (row->kind == RAW_UPDATE && !(row->mask & (G_GUINT64_CONSTANT (1) << i)))
        continue;
      if (value->type == SQLITE_INTEGER)
        sqlite3_bind_int64 (stmt, (int) i + 2, value->number);
      else if (value->type == SQLITE_TEXT)
        sqlite3_bind_text (stmt, (int) i + 2, value->text, -1, SQLITE_STATIC);
      else
        sqlite3_bind_null (stmt, (int) i + 2);
    }
  step (rows->db, stmt);
}

static void
write_image (sqlite3      *db,
             sqlite3_stmt *stmt,
             const RawRow *row)
{
  sqlite3_bind_int64 (stmt, 1, row->event_id);
  sqlite3_bind_int64 (stmt, 2, row->table);
  sqlite3_bind_int64 (stmt, 3, row->row_id);
  sqlite3_bind_text (stmt, 4, row->before, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 5, row->after, -1, SQLITE_STATIC);
  step (db, stmt);
}

static void
note_product (GHashTable   *products,
              const RawRow *row)
{
  if (row->product_id != 0)
    g_hash_table_add (products, GSIZE_TO_POINTER ((gsize) row->product_id));
}

static void
write_figures (RawRows      *rows,
               sqlite3_stmt *stmt,
               GHashTable   *products)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, products);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      sqlite3_bind_int64 (stmt, 1, (gint64) GPOINTER_TO_SIZE (key));
      step (rows->db, stmt);
    }
}

/**
 * raw_rows_write:
 * @rows: what the job wrote
 * @path: a copy of the store as it was before the job
 * @with_journal: whether to write row images too; without them it is the bare ledger
 *
 * Writes the rows, one transaction an event as the job did.  With hard
 * allocations a product's stock is not checked here: on-hand is raised at once.
 *
 * Returns: how long it took, in milliseconds, from the first statement to the end
 *   of the last commit
 */
double
raw_rows_write (RawRows    *rows,
                const char *path,
                gboolean    with_journal)
{
  sqlite3_stmt *image, *event, *figures;
  guint         next = 0;
  double        start;

  rows->db = raw_open (path);
  rows->statements = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_prepare_v2 (rows->db, "INSERT INTO event_row VALUES (?1, ?2, ?3, ?4, ?5)", -1, &image, NULL);
  sqlite3_prepare_v2 (rows->db, "INSERT INTO event (id, at, kind, summary) VALUES (?1, 0, 'bench', '')", -1, &event, NULL);
  sqlite3_prepare_v2 (rows->db, "INSERT INTO product_state (product_id, revision) VALUES (?1, 1)"
                                " ON CONFLICT DO UPDATE SET on_hand = on_hand + 1, revision = revision + 1",
                      -1, &figures, NULL);

  start = bench_now_ms ();
  for (guint i = 0; i < rows->events->len; i++)
    {
      gint64 event_id = g_array_index (rows->events, gint64, i);
      g_autoptr (GHashTable) products = g_hash_table_new (NULL, NULL);

      run (rows->db, "BEGIN IMMEDIATE");
      sqlite3_bind_int64 (event, 1, event_id);
      step (rows->db, event);
      for (; next < rows->rows->len && g_array_index (rows->rows, RawRow, next).event_id == event_id; next++)
        {
          const RawRow *row = &g_array_index (rows->rows, RawRow, next);

          write_row (rows, row);
          note_product (products, row);
          if (with_journal)
            write_image (rows->db, image, row);
        }
      write_figures (rows, figures, products);
      run (rows->db, "COMMIT");
    }
  start = bench_now_ms () - start;

  sqlite3_finalize (image);
  sqlite3_finalize (event);
  sqlite3_finalize (figures);
  {
    GHashTableIter iter;
    gpointer       stmt;

    g_hash_table_iter_init (&iter, rows->statements);
    while (g_hash_table_iter_next (&iter, NULL, &stmt))
      sqlite3_finalize (stmt);
  }
  g_clear_pointer (&rows->statements, g_hash_table_unref);
  sqlite3_close (rows->db);

  return start;
}

/* Returns: (transfer full): how many rows of which table, "line 10000, ..." */
char *
raw_rows_describe (RawRows *rows)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int table = BO_TABLE_SETTING; table <= BO_TABLE_LAST; table++)
    if (rows->n_by_table[table] > 0)
      g_string_append_printf (text, "%s %u, ", bo_table_get_name (table), rows->n_by_table[table]);
  g_string_append_printf (text, "event_row %u, event %u", rows->rows->len, rows->events->len);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
