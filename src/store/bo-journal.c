/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-journal"

#include "config.h"

#include "bo-journal.h"

/* The hook is declared only for who asks. */
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

#include "bo-event-rows.h"
#include "bo-figures.h"
#include "bo-schema.h"
#include "bo-txn-private.h"

/* Images kept in memory, at about 400 bytes each, before they are written. */
#define MAX_IMAGES 60000
#define MAX_COLUMNS 48
/* Table names, by address, whose number is known. */
#define N_KNOWN_TABLES 64

/* The columns that figures and changes are made of; -1 in a table without one. */
typedef struct
{
  int   n_columns;
  char *names[MAX_COLUMNS]; /* (owned) */
  int   product_id;
  int   customer_id;
  int   order_id;
  int   line_id;
  int   open;
  int   allocated;
  int   price;
  int   currency;
  int   units;
} Columns;

/* A row as the hook shows it. */
typedef struct
{
  gint64      ints[MAX_COLUMNS]; /* 0 where there is no integer */
  gsize       ends[MAX_COLUMNS]; /* of each column's text, in the images' text */
  const char *currency;          /* (not owned) (nullable) valid in the hook only */
} Row;

struct _BoJournal
{
  BoDb   *db; /* (not owned) */
  Columns columns[BO_TABLE_LAST + 1];
  struct
  {
    const char *name;
    guint       table; /* 0: not journalled */
  } known[N_KNOWN_TABLES];

  BoImages   images;
  guint      n_resolved;    /* rows whose product's revision has been seen to */
  BoFigures *figures;       /* (owned) */
  gint64     event_id;      /* 0: none yet in this transaction */
  gboolean   written;       /* some images of the event have been written already */
  gboolean   overlapped;    /* and some rows changed again afterwards */
  GArray    *lines_written; /* (element-type gint64) lines among those, as far as they came in order */
  gboolean   writing;
  gboolean   refused; /* rows were written without an event */

  gboolean    all; /* more ids than are told one by one */
  gboolean    settings;
  GHashTable *lines;     /* (element-type gint64) */
  GHashTable *orders;    /* (element-type gint64) */
  GHashTable *customers; /* (element-type gint64) */
};

/* clang-format off */
G_DEFINE_QUARK (bo-journal-error-quark, bo_journal_error)
/* clang-format on */

static guint
find_table (BoJournal  *self,
            const char *name)
{
  guint slot = (GPOINTER_TO_SIZE (name) >> 4) % N_KNOWN_TABLES;

  if (self->known[slot].name == name)
    return self->known[slot].table;

  self->known[slot].name = name;
  self->known[slot].table = 0;
  for (guint i = 1; i <= BO_TABLE_LAST; i++)
    {
      if (strcmp (bo_table_get_name ((BoTable) i), name) == 0)
        self->known[slot].table = i;
    }

  return self->known[slot].table;
}

typedef int (*GetValueFunc) (sqlite3 *native, int column, sqlite3_value **value);

/* Appends one column of a row's image. */
static void
append_value (BoJournal     *self,
              const Columns *columns,
              sqlite3_value *value,
              int            column,
              Row           *row)
{
  GString *text = self->images.text;

  row->ints[column] = 0;
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      {
        char *at = bo_images_reserve (text, BO_IMAGES_INT_MAX + 1);

        row->ints[column] = sqlite3_value_int64 (value);
        text->len = (gsize) (bo_images_put_int (at, row->ints[column]) - text->str);
      }
      break;
    case SQLITE_TEXT:
      {
        const char *string = (const char *) sqlite3_value_text (value);

        if (column == columns->currency)
          row->currency = string;
        bo_images_append_text (text, string, (gsize) sqlite3_value_bytes (value));
      }
      break;
    default:
      memcpy (bo_images_reserve (text, 5), "null", 4);
      text->len += 4;
      break;
    }
  row->ends[column] = text->len;
}

static void
append_char (GString *text,
             char     c)
{
  *bo_images_reserve (text, 2) = c;
  text->len++;
}

/* Appends a row's image, a JSON array of its columns, and keeps its integers. */
static gsize
append_image (BoJournal     *self,
              const Columns *columns,
              sqlite3       *native,
              GetValueFunc   get_value,
              Row           *row)
{
  GString *text = self->images.text;
  gsize    start = text->len;

  row->currency = NULL;
  append_char (text, '[');
  for (int i = 0; i < columns->n_columns; i++)
    {
      sqlite3_value *value = NULL;

      get_value (native, i, &value);
      if (i > 0)
        append_char (text, ',');
      append_value (self, columns, value, i, row);
    }
  append_char (text, ']');

  return start;
}

/* Appends a part of the text itself, which may move to make room. */
static void
append_own (GString *text,
            gsize    from,
            gsize    to)
{
  char *at = bo_images_reserve (text, to - from);

  memcpy (at, text->str + from, to - from);
  text->len += to - from;
}

/* Appends the image of a row after a statement that sets some columns only: the
 * others are as they stand in the image before, which spares SQLite taking them out
 * of the record once more. */
static gsize
append_updated_image (BoJournal     *self,
                      const Columns *columns,
                      sqlite3       *native,
                      guint64        updated,
                      gsize          before_start,
                      const Row     *before,
                      Row           *row)
{
  GString *text = self->images.text;
  gsize    start = text->len;
  gsize    copied = before_start;

  *row = *before;
  for (int i = 0; i < columns->n_columns; i++)
    {
      gsize          value_start = i == 0 ? before_start + 1 : before->ends[i - 1] + 1;
      sqlite3_value *value = NULL;

      if (!(updated & (G_GUINT64_CONSTANT (1) << i)))
        continue;

      append_own (text, copied, value_start);
      copied = before->ends[i];
      sqlite3_preupdate_new (native, i, &value);
      append_value (self, columns, value, i, row);
    }
  append_own (text, copied, start);

  return start;
}

static gint64
get_int (const Row *row,
         int        column)
{
  return column >= 0 ? row->ints[column] : 0;
}

static void
add_changed (BoJournal  *self,
             GHashTable *set,
             gint64      id)
{
  if (self->all || id == 0 || g_hash_table_contains (set, &id))
    return;

  g_hash_table_add (set, g_memdup2 (&id, sizeof id));
  self->all = g_hash_table_size (set) > BO_CHANGES_MAX;
}

/* What a row as it was (@sign -1) or is (@sign 1) means for the current figures
 * and for who shows it. */
static void
note_row (BoJournal     *self,
          BoTable        table,
          const Columns *columns,
          gint64         row_id,
          const Row     *row,
          int            sign)
{
  gint64 product_id = get_int (row, columns->product_id);

  switch (table)
    {
    case BO_TABLE_LINE:
      {
        BoFiguresLine line = {
          .product_id = product_id,
          .open = get_int (row, columns->open),
          .allocated = get_int (row, columns->allocated),
          .price = get_int (row, columns->price),
          .currency = row->currency,
        };

        bo_figures_note_line (self->figures, &line, sign);
        add_changed (self, self->lines, row_id);
        add_changed (self, self->orders, get_int (row, columns->order_id));
        add_changed (self, self->customers, get_int (row, columns->customer_id));
      }
      break;
    case BO_TABLE_STOCK_MOVE:
      bo_figures_note_stock (self->figures, product_id, sign * get_int (row, columns->units));
      break;
    case BO_TABLE_RECEIPT:
      bo_figures_note_touch (self->figures, product_id);
      break;
    case BO_TABLE_PRODUCT:
      bo_figures_note_touch (self->figures, row_id);
      break;
    case BO_TABLE_TRANCHE:
    case BO_TABLE_ALLOCATION:
    case BO_TABLE_SHIPMENT:
      add_changed (self, self->lines, get_int (row, columns->line_id));
      break;
    case BO_TABLE_SALES_ORDER:
      add_changed (self, self->orders, row_id);
      add_changed (self, self->customers, get_int (row, columns->customer_id));
      break;
    case BO_TABLE_CUSTOMER:
      add_changed (self, self->customers, row_id);
      break;
    case BO_TABLE_SETTING:
      self->settings = TRUE;
      break;
    case BO_TABLE_SUPPLIER:
    case BO_TABLE_CANCELLATION:
    default:
      break;
    }
}

static void
row_gone (BoJournal *self,
          guint      table,
          gint64     row_id,
          gsize      start,
          const Row *row)
{
  BoImage *image = bo_images_find (&self->images, table, row_id);

  if (image == NULL)
    {
      image = bo_images_add (&self->images, table, row_id);
      image->before = start;
      image->before_length = (guint32) (self->images.text->len - start);
      image->line_id = get_int (row, self->columns[table].line_id);
    }
  else
    g_string_truncate (self->images.text, start);
  image->after_length = BO_IMAGE_NONE;

  note_row (self, (BoTable) table, &self->columns[table], row_id, row, -1);
}

static void
row_came (BoJournal *self,
          guint      table,
          gint64     row_id,
          gsize      start,
          const Row *row)
{
  BoImage *image = bo_images_find (&self->images, table, row_id);

  if (image == NULL)
    image = bo_images_add (&self->images, table, row_id);
  image->line_id = get_int (row, self->columns[table].line_id);
  image->after = start;
  image->after_length = (guint32) (self->images.text->len - start);

  note_row (self, (BoTable) table, &self->columns[table], row_id, row, 1);
}

static void
row_changed (BoJournal *self,
             guint      table,
             gint64     row_id,
             sqlite3   *native)
{
  const Columns *columns = &self->columns[table];
  GString       *text = self->images.text;
  Row            before, after;
  gsize          before_start = append_image (self, columns, native, sqlite3_preupdate_old, &before);
  gsize          before_length = text->len - before_start;
  BoDbUpdates    updates = bo_db_get_running_updates (self->db);
  gsize          after_start = updates.table == table
                                   ? append_updated_image (self, columns, native, updates.columns, before_start, &before, &after)
                                   : append_image (self, columns, native, sqlite3_preupdate_new, &after);
  gsize          after_length = text->len - after_start;
  BoImage       *image;

  if (before_length == after_length && memcmp (text->str + before_start, text->str + after_start, after_length) == 0)
    {
      g_string_truncate (text, before_start);
      return;
    }

  image = bo_images_find (&self->images, table, row_id);
  if (image == NULL)
    {
      image = bo_images_add (&self->images, table, row_id);
      image->before = before_start;
      image->before_length = (guint32) before_length;
    }
  else
    {
      /* The image before is known from the first time. */
      g_string_erase (text, (gssize) before_start, (gssize) before_length);
      after_start = before_start;
    }
  image->line_id = get_int (&after, columns->line_id);
  image->after = after_start;
  image->after_length = (guint32) after_length;

  note_row (self, (BoTable) table, columns, row_id, &before, -1);
  note_row (self, (BoTable) table, columns, row_id, &after, 1);
}

static void
preupdate_cb (gpointer      user_data,
              sqlite3      *native,
              int           op,
              const char   *database,
              const char   *name,
              sqlite3_int64 old_id,
              sqlite3_int64 new_id)
{
  BoJournal *self = user_data;
  guint      table = find_table (self, name);
  Row        row;

  if (table == 0)
    return;

  if (self->event_id == 0)
    {
      self->refused = TRUE;
      return;
    }

  if (op == SQLITE_UPDATE && old_id == new_id)
    {
      row_changed (self, table, new_id, native);
      return;
    }

  if (op != SQLITE_INSERT)
    {
      gsize start = append_image (self, &self->columns[table], native, sqlite3_preupdate_old, &row);

      row_gone (self, table, old_id, start, &row);
      if (table == BO_TABLE_PRODUCT)
        bo_figures_note_product (self->figures, old_id, FALSE);
    }
  if (op != SQLITE_DELETE)
    {
      gsize start = append_image (self, &self->columns[table], native, sqlite3_preupdate_new, &row);

      row_came (self, table, new_id, start, &row);
      if (table == BO_TABLE_PRODUCT)
        bo_figures_note_product (self->figures, new_id, TRUE);
    }
}

/* Whether the line of row @i is touched too; most are right before or behind it. */
static gboolean
has_line (BoImages *images,
          guint     i,
          gint64    line_id)
{
  for (guint n = i > 0 ? i - 1 : 0; n <= i + 1 && n < images->n_rows; n++)
    if (images->rows[n].row_id == line_id && images->rows[n].table == BO_TABLE_LINE)
      return TRUE;

  return bo_images_find (images, BO_TABLE_LINE, line_id) != NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Keeps which lines the images show; their products have been noted. */
static void
keep_lines (BoJournal *self)
{
  for (guint i = 0; i < self->images.n_rows; i++)
    {
      const BoImage *image = &self->images.rows[i];
      guint          n = self->lines_written->len;

      if (image->table == BO_TABLE_LINE && (n == 0 || g_array_index (self->lines_written, gint64, n - 1) < image->row_id))
        g_array_append_val (self->lines_written, image->row_id);
    }
}

/* A place in line or an allocation belongs to the product of its line, which is
 * seldom touched without its line. */
static gboolean
resolve_products (BoJournal *self,
                  GError   **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (self->db, "SELECT product_id FROM line WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  for (; self->n_resolved < self->images.n_rows; self->n_resolved++)
    {
      const BoImage *image = &self->images.rows[self->n_resolved];
      g_autoptr (GError) local_error = NULL;

      if ((image->table != BO_TABLE_TRANCHE && image->table != BO_TABLE_ALLOCATION) ||
          has_line (&self->images, self->n_resolved, image->line_id) ||
          g_array_binary_search (self->lines_written, &image->line_id, compare_ids, NULL))
        continue;

      bo_stmt_bind_int64 (stmt, 1, image->line_id);
      if (bo_stmt_step (stmt, &local_error))
        bo_figures_note_touch (self->figures, bo_stmt_get_int64 (stmt, 0));
      bo_stmt_reset (stmt);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

/* In the order of the table, so that it grows at its end. */
static gboolean
write_images (BoJournal *self,
              GError   **error)
{
  gboolean done;

  if (self->images.n_rows == 0)
    return TRUE;

  self->writing = TRUE;
  done = resolve_products (self, error);
  if (done)
    {
      bo_images_sort (&self->images);
      keep_lines (self);
      done = bo_event_rows_write (self->db, self->event_id, &self->images, self->written, &self->overlapped, error);
    }
  self->writing = FALSE;

  self->written = TRUE;
  self->n_resolved = 0;
  bo_images_clear (&self->images);

  return done;
}

/* Writes the images that the event still has in memory. */
static gboolean
end_event (BoJournal *self,
           GError   **error)
{
  if (!write_images (self, error) || (self->overlapped && !bo_event_rows_drop_unchanged (self->db, self->event_id, error)))
    return FALSE;

  bo_images_reset (&self->images);
  g_array_set_size (self->lines_written, 0);
  self->written = FALSE;
  self->overlapped = FALSE;
  return TRUE;
}

static gboolean
after_step_cb (gpointer user_data,
               GError **error)
{
  BoJournal *self = user_data;

  return self->writing || self->images.n_rows < MAX_IMAGES || write_images (self, error);
}

static int
find_column (const Columns *columns,
             const char    *name)
{
  for (int i = 0; i < columns->n_columns; i++)
    if (strcmp (columns->names[i], name) == 0)
      return i;

  return -1;
}

static gboolean
read_columns (BoDb       *db,
              const char *table,
              Columns    *columns,
              GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid", error);
  g_autoptr (GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_text (stmt, 1, table);
  while (columns->n_columns < MAX_COLUMNS && bo_stmt_step (stmt, &local_error))
    columns->names[columns->n_columns++] = g_strdup (bo_stmt_get_text (stmt, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (columns->n_columns == 0 || columns->n_columns == MAX_COLUMNS)
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT, "A table of the store is missing");
      return FALSE;
    }

  columns->product_id = find_column (columns, "product_id");
  columns->customer_id = find_column (columns, "customer_id");
  columns->order_id = find_column (columns, "order_id");
  columns->line_id = find_column (columns, "line_id");
  columns->open = find_column (columns, "open");
  columns->allocated = find_column (columns, "allocated");
  columns->price = find_column (columns, "price");
  columns->currency = find_column (columns, "currency");
  columns->units = find_column (columns, "units");

  return TRUE;
}

/* Which columns a statement sets is known when it is prepared. */
static int
authorize_cb (gpointer    user_data,
              int         action,
              const char *table_name,
              const char *column_name,
              const char *database,
              const char *trigger)
{
  BoJournal *self = user_data;
  guint      table;

  if (action != SQLITE_UPDATE)
    return SQLITE_OK;

  table = find_table (self, table_name);
  for (int i = 0; table != 0 && i < self->columns[table].n_columns; i++)
    if (g_strcmp0 (self->columns[table].names[i], column_name) == 0)
      bo_db_note_update (self->db, table, (guint) i);

  return SQLITE_OK;
}

static GHashTable *
new_id_set (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Watches what @db writes from now on. */
BoJournal *
bo_journal_new (BoDb    *db,
                GError **error)
{
  BoJournal *self = g_new0 (BoJournal, 1);

  self->db = db;
  self->figures = bo_figures_new ();
  self->lines = new_id_set ();
  self->orders = new_id_set ();
  self->customers = new_id_set ();
  bo_images_init (&self->images);
  self->lines_written = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_preupdate_hook (bo_db_get_native (db), preupdate_cb, self);
  bo_db_set_after_step (db, after_step_cb, self);

  for (guint i = 1; i <= BO_TABLE_LAST; i++)
    {
      if (!read_columns (db, bo_table_get_name ((BoTable) i), &self->columns[i], error))
        {
          bo_journal_free (self);
          return NULL;
        }
    }
  sqlite3_set_authorizer (bo_db_get_native (db), authorize_cb, self);

  return self;
}

void
bo_journal_free (BoJournal *self)
{
  sqlite3_preupdate_hook (bo_db_get_native (self->db), NULL, NULL);
  sqlite3_set_authorizer (bo_db_get_native (self->db), NULL, NULL);
  bo_db_set_after_step (self->db, NULL, NULL);
  bo_images_finish (&self->images);
  g_array_unref (self->lines_written);
  bo_figures_free (self->figures);
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->customers);
  for (guint i = 1; i <= BO_TABLE_LAST; i++)
    for (int j = 0; j < self->columns[i].n_columns; j++)
      g_free (self->columns[i].names[j]);
  g_free (self);
}

/* Forgets a transaction that was rolled back, or has been told of. */
void
bo_journal_abandon (BoJournal *self)
{
  bo_images_reset (&self->images);
  g_array_set_size (self->lines_written, 0);
  bo_figures_clear (self->figures);
  g_hash_table_remove_all (self->lines);
  g_hash_table_remove_all (self->orders);
  g_hash_table_remove_all (self->customers);
  memset (self->known, 0, sizeof self->known);
  self->n_resolved = 0;
  self->event_id = 0;
  self->written = FALSE;
  self->overlapped = FALSE;
  self->refused = FALSE;
  self->all = FALSE;
  self->settings = FALSE;
}

void
bo_journal_begin (BoJournal *self)
{
  bo_journal_abandon (self);
}

static void
fill_ids (GArray     *ids,
          GHashTable *set)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  g_array_sort (ids, compare_ids);
}

static BoChanges *
make_changes (BoJournal *self)
{
  BoChanges *changes = bo_changes_new ();

  changes->event_id = self->event_id;
  changes->settings = self->settings;
  changes->all = self->all || bo_figures_get_n_products (self->figures) > BO_CHANGES_MAX;
  if (!changes->all)
    {
      fill_ids (changes->lines, self->lines);
      fill_ids (changes->orders, self->orders);
      fill_ids (changes->customers, self->customers);
      bo_figures_list_products (self->figures, changes->products);
      g_array_sort (changes->products, compare_ids);
    }

  return changes;
}

/* Before the commit: writes what is in memory, and says what changed; %NULL with
 * @error set must be rolled back. */
BoChanges *
bo_journal_end (BoTxn   *txn,
                GError **error)
{
  BoJournal *self = txn->journal;

  if (self->refused)
    {
      g_critical ("Rows were written without an event");
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_FAILED, "A change was not journalled");
      return NULL;
    }

  if (!bo_journal_flush (txn, error) || !end_event (self, error))
    return NULL;

  return make_changes (self);
}

gint64
bo_journal_get_failed_product (BoJournal *self)
{
  return bo_figures_get_failed_product (self->figures);
}

gboolean
bo_journal_flush (BoTxn   *txn,
                  GError **error)
{
  BoJournal *self = txn->journal;

  return resolve_products (self, error) && bo_figures_flush (self->figures, self->db, error);
}

/**
 * bo_journal_begin_event:
 * @txn: a write
 * @kind: what is done, one of bo-event-kind.h
 * @summary: the same as a sentence, English, without personal data
 * @external_id: (nullable): is applied at most once
 * @group_id: the first event of those that are undone together, or 0
 * @at: when, UTC seconds
 * @error: return location for a #GError
 *
 * Begins the event that the rows written from here on belong to.
 *
 * Returns: its id, or 0 with @error set
 */
gint64
bo_journal_begin_event (BoTxn      *txn,
                        const char *kind,
                        const char *summary,
                        const char *external_id,
                        gint64      group_id,
                        gint64      at,
                        GError    **error)
{
  BoJournal *self = txn->journal;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (self->event_id != 0 && !end_event (self, error))
    return 0;

  if (external_id != NULL && bo_journal_find_event (txn, external_id, &local_error) != 0)
    {
      g_set_error_literal (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_ALREADY_APPLIED,
                           "A command with this external id has been applied already");
      return 0;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }

  stmt = bo_db_prepare (self->db,
                        "INSERT INTO event (at, kind, summary, external_id, group_id) VALUES (?1, ?2, ?3, ?4, ?5)",
                        error);
  if (stmt == NULL)
    return 0;

  bo_stmt_bind_int64 (stmt, 1, at);
  bo_stmt_bind_text (stmt, 2, kind);
  bo_stmt_bind_text (stmt, 3, summary);
  bo_stmt_bind_text (stmt, 4, external_id);
  if (group_id != 0)
    bo_stmt_bind_int64 (stmt, 5, group_id);
  if (!bo_stmt_run (stmt, error))
    return 0;

  self->event_id = bo_db_get_last_id (self->db);
  return self->event_id;
}
