/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-journal"

#include "config.h"

#include "bo-journal-private.h"

/* The hook is declared only for who asks. */
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

/* What SQLite shows of each row of a journalled table before and after it changes: their
 * images, and what they mean for the current figures and for who shows them. */

/* A row as the hook shows it. */
typedef struct
{
  gint64      ints[BO_JOURNAL_COLUMNS_MAX]; /* 0 where there is no integer */
  gsize       ends[BO_JOURNAL_COLUMNS_MAX]; /* of each column's text, in the images' text */
  const char *currency;                     /* (not owned) (nullable) valid in the hook only */
} Row;

static guint
find_table (BoJournal  *self,
            const char *name)
{
  guint slot = (GPOINTER_TO_SIZE (name) >> 4) % BO_JOURNAL_TABLE_NAMES;

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
append_value (BoJournal              *self,
              const BoJournalColumns *columns,
              sqlite3_value          *value,
              int                     column,
              Row                    *row)
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
append_image (BoJournal              *self,
              const BoJournalColumns *columns,
              sqlite3                *native,
              GetValueFunc            get_value,
              Row                    *row)
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
append_updated_image (BoJournal              *self,
                      const BoJournalColumns *columns,
                      sqlite3                *native,
                      guint64                 updated,
                      gsize                   before_start,
                      const Row              *before,
                      Row                    *row)
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

void
bo_journal_add_changed (BoJournal  *self,
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
note_row (BoJournal              *self,
          BoTable                 table,
          const BoJournalColumns *columns,
          gint64                  row_id,
          const Row              *row,
          int                     sign)
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
        bo_journal_add_changed (self, self->lines, row_id);
        bo_journal_add_changed (self, self->orders, get_int (row, columns->order_id));
        bo_journal_add_changed (self, self->customers, get_int (row, columns->customer_id));
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
      bo_journal_add_changed (self, self->lines, get_int (row, columns->line_id));
      break;
    case BO_TABLE_SALES_ORDER:
      bo_journal_add_changed (self, self->orders, row_id);
      bo_journal_add_changed (self, self->customers, get_int (row, columns->customer_id));
      break;
    case BO_TABLE_CUSTOMER:
      bo_journal_add_changed (self, self->customers, row_id);
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
  const BoJournalColumns *columns = &self->columns[table];
  GString                *text = self->images.text;
  Row                     before, after;
  gsize                   before_start = append_image (self, columns, native, sqlite3_preupdate_old, &before);
  gsize                   before_length = text->len - before_start;
  BoDbUpdates             updates = bo_db_get_running_updates (self->db);
  gsize                   after_start = updates.table == table
                                            ? append_updated_image (self, columns, native, updates.columns, before_start, &before, &after)
                                            : append_image (self, columns, native, sqlite3_preupdate_new, &after);
  gsize                   after_length = text->len - after_start;
  BoImage                *image;

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

static int
find_column (const BoJournalColumns *columns,
             const char             *name)
{
  for (int i = 0; i < columns->n_columns; i++)
    if (strcmp (columns->names[i], name) == 0)
      return i;

  return -1;
}

static gboolean
read_columns (BoDb             *db,
              const char       *table,
              BoJournalColumns *columns,
              GError          **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid", error);
  g_autoptr (GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_text (stmt, 1, table);
  while (columns->n_columns < BO_JOURNAL_COLUMNS_MAX && bo_stmt_step (stmt, &local_error))
    columns->names[columns->n_columns++] = g_strdup (bo_stmt_get_text (stmt, 0));
  if (!bo_stmt_check_end (&local_error, error))
    return FALSE;
  if (columns->n_columns == 0 || columns->n_columns == BO_JOURNAL_COLUMNS_MAX)
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

/* Watches what the journal's connection writes from now on. */
gboolean
bo_journal_watch (BoJournal *self,
                  GError   **error)
{
  sqlite3 *native = bo_db_get_native (self->db);

  sqlite3_preupdate_hook (native, preupdate_cb, self);
  for (guint i = 1; i <= BO_TABLE_LAST; i++)
    if (!read_columns (self->db, bo_table_get_name ((BoTable) i), &self->columns[i], error))
      return FALSE;
  sqlite3_set_authorizer (native, authorize_cb, self);

  return TRUE;
}

void
bo_journal_unwatch (BoJournal *self)
{
  sqlite3 *native = bo_db_get_native (self->db);

  sqlite3_preupdate_hook (native, NULL, NULL);
  sqlite3_set_authorizer (native, NULL, NULL);
  for (guint i = 1; i <= BO_TABLE_LAST; i++)
    for (int j = 0; j < self->columns[i].n_columns; j++)
      g_free (self->columns[i].names[j]);
}
