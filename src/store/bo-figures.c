/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-figures"

#include "config.h"

#include "bo-figures.h"

typedef struct
{
  gint64   product_id; /* the key */
  gint64   on_hand;
  gint64   allocated;
  gint64   open_lines;
  gint64   open_units;
  gboolean dirty;
  gboolean revised; /* its revision has been raised in this transaction */
  gboolean added;   /* the product is new and has no row yet */
  gboolean removed;
} ProductDelta;

typedef struct
{
  char  *currency; /* (owned) the key */
  gint64 lines;
  gint64 units;
  gint64 value;
} TotalDelta;

struct _BoFigures
{
  GHashTable   *products; /* (element-type gint64 ProductDelta) */
  GHashTable   *totals;   /* (element-type utf8 TotalDelta) */
  ProductDelta *last;     /* (not owned) (nullable) the one noted last, often the next too */
  TotalDelta   *last_total;
  gboolean      dirty;
  gboolean      overflow;
  gint64        failed_product;
};

static void
total_delta_free (gpointer data)
{
  TotalDelta *total = data;

  g_free (total->currency);
  g_free (total);
}

BoFigures *
bo_figures_new (void)
{
  BoFigures *self = g_new0 (BoFigures, 1);

  self->products = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->totals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, total_delta_free);

  return self;
}

void
bo_figures_free (BoFigures *self)
{
  g_hash_table_unref (self->products);
  g_hash_table_unref (self->totals);
  g_free (self);
}

/* For the next transaction. */
void
bo_figures_clear (BoFigures *self)
{
  g_hash_table_remove_all (self->products);
  g_hash_table_remove_all (self->totals);
  self->last = NULL;
  self->last_total = NULL;
  self->dirty = FALSE;
  self->overflow = FALSE;
  self->failed_product = 0;
}

static ProductDelta *
get_product (BoFigures *self,
             gint64     product_id)
{
  ProductDelta *delta = self->last;

  if (delta == NULL || delta->product_id != product_id)
    {
      delta = g_hash_table_lookup (self->products, &product_id);
      if (delta == NULL)
        {
          delta = g_new0 (ProductDelta, 1);
          delta->product_id = product_id;
          g_hash_table_insert (self->products, &delta->product_id, delta);
        }
      self->last = delta;
    }

  delta->dirty = TRUE;
  self->dirty = TRUE;

  return delta;
}

static TotalDelta *
get_total (BoFigures  *self,
           const char *currency)
{
  TotalDelta *total = self->last_total;

  if (total == NULL || strcmp (total->currency, currency) != 0)
    {
      total = g_hash_table_lookup (self->totals, currency);
      if (total == NULL)
        {
          total = g_new0 (TotalDelta, 1);
          total->currency = g_strdup (currency);
          g_hash_table_insert (self->totals, total->currency, total);
        }
      self->last_total = total;
    }

  return total;
}

static void
add (BoFigures *self,
     gint64    *sum,
     gint64     value)
{
  if (__builtin_add_overflow (*sum, value, sum))
    self->overflow = TRUE;
}

/* A line as it was (@sign -1) or as it is (@sign 1). */
void
bo_figures_note_line (BoFigures           *self,
                      const BoFiguresLine *line,
                      int                  sign)
{
  ProductDelta *delta = get_product (self, line->product_id);
  TotalDelta   *total;
  gint64        value;

  add (self, &delta->allocated, sign * line->allocated);
  if (line->open <= 0)
    return;

  total = get_total (self, line->currency != NULL ? line->currency : "");
  if (__builtin_mul_overflow (line->open, line->price, &value))
    {
      self->overflow = TRUE;
      return;
    }

  delta->open_lines += sign;
  add (self, &delta->open_units, sign * line->open);
  total->lines += sign;
  add (self, &total->units, sign * line->open);
  add (self, &total->value, sign * value);
}

void
bo_figures_note_stock (BoFigures *self,
                       gint64     product_id,
                       gint64     units)
{
  add (self, &get_product (self, product_id)->on_hand, units);
}

/* Something that a proposal for the product looks at has changed. */
void
bo_figures_note_touch (BoFigures *self,
                       gint64     product_id)
{
  get_product (self, product_id);
}

void
bo_figures_note_product (BoFigures *self,
                         gint64     product_id,
                         gboolean   exists)
{
  ProductDelta *delta = get_product (self, product_id);

  delta->added = exists;
  delta->removed = !exists;
}

static gboolean
write_product (ProductDelta *delta,
               BoStmt       *insert,
               BoStmt       *update,
               GError      **error)
{
  if (delta->added)
    {
      bo_stmt_bind_int64 (insert, 1, delta->product_id);
      if (!bo_stmt_run (insert, error))
        return FALSE;
      delta->added = FALSE;
    }

  bo_stmt_bind_int64 (update, 1, delta->product_id);
  bo_stmt_bind_int64 (update, 2, delta->on_hand);
  bo_stmt_bind_int64 (update, 3, delta->allocated);
  bo_stmt_bind_int64 (update, 4, delta->open_lines);
  bo_stmt_bind_int64 (update, 5, delta->open_units);
  bo_stmt_bind_int64 (update, 6, delta->revised ? 0 : 1);
  if (!bo_stmt_run (update, error))
    return FALSE;

  delta->on_hand = delta->allocated = delta->open_lines = delta->open_units = 0;
  delta->dirty = FALSE;
  delta->revised = TRUE;

  return TRUE;
}

static gboolean
flush_products (BoFigures *self,
                BoDb      *db,
                GError   **error)
{
  g_autoptr (BoStmt) insert = NULL;
  g_autoptr (BoStmt) update = NULL;
  GHashTableIter iter;
  gpointer       value;

  insert = bo_db_prepare (db, "INSERT INTO product_state (product_id) VALUES (?1) ON CONFLICT DO NOTHING", error);
  if (insert == NULL)
    return FALSE;
  update = bo_db_prepare (db,
                          "UPDATE product_state SET on_hand = on_hand + ?2, allocated = allocated + ?3,"
                          "  open_lines = open_lines + ?4, open_units = open_units + ?5, revision = revision + ?6"
                          " WHERE product_id = ?1",
                          error);
  if (update == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->products);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      ProductDelta *delta = value;

      if (delta->dirty && !delta->removed && !write_product (delta, insert, update, error))
        {
          self->failed_product = delta->product_id;
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
flush_totals (BoFigures *self,
              BoDb      *db,
              GError   **error)
{
  g_autoptr (BoStmt) insert = NULL;
  g_autoptr (BoStmt) update = NULL;
  GHashTableIter iter;
  gpointer       value;

  insert = bo_db_prepare (db,
                          "INSERT INTO queue_total (currency, lines, units, value) VALUES (?1, 0, 0, 0)"
                          " ON CONFLICT DO NOTHING",
                          error);
  if (insert == NULL)
    return FALSE;
  update = bo_db_prepare (db,
                          "UPDATE queue_total SET lines = lines + ?2, units = units + ?3, value = value + ?4"
                          " WHERE currency = ?1",
                          error);
  if (update == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->totals);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      TotalDelta *total = value;

      bo_stmt_bind_text (insert, 1, total->currency);
      bo_stmt_bind_text (update, 1, total->currency);
      bo_stmt_bind_int64 (update, 2, total->lines);
      bo_stmt_bind_int64 (update, 3, total->units);
      bo_stmt_bind_int64 (update, 4, total->value);
      if (!bo_stmt_run (insert, error) || !bo_stmt_run (update, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * bo_figures_flush:
 * @self: a #BoFigures
 * @db: the connection that writes
 * @error: return location for a #GError
 *
 * Adds what was noted to product_state and queue_total.
 *
 * Returns: whether the figures can be so: stock below nothing, or more of it
 *   given than there is, is BO_DB_ERROR_CONSTRAINT
 */
gboolean
bo_figures_flush (BoFigures *self,
                  BoDb      *db,
                  GError   **error)
{
  if (self->overflow)
    {
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT, "A sum would be too large for the store");
      return FALSE;
    }

  if (!self->dirty)
    return TRUE;

  if (!flush_products (self, db, error) || !flush_totals (self, db, error))
    return FALSE;

  g_hash_table_remove_all (self->totals);
  self->last_total = NULL;
  self->dirty = FALSE;

  return TRUE;
}

gint64
bo_figures_get_failed_product (BoFigures *self)
{
  return self->failed_product;
}

guint
bo_figures_get_n_products (BoFigures *self)
{
  return g_hash_table_size (self->products);
}

void
bo_figures_list_products (BoFigures *self,
                          GArray    *ids)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, self->products);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
}
