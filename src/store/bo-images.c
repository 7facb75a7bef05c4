/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-images"

#include "config.h"

#include "bo-images.h"

#define FIRST_SLOTS 256
/* A text larger than this is given back after the transaction. */
#define KEEP_BYTES (1 << 20)

void
bo_images_init (BoImages *self)
{
  *self = (BoImages){ 0 };
  self->text = g_string_new (NULL);
}

void
bo_images_finish (BoImages *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->rows);
  g_free (self->slots);
}

/* Empty, but ready for as many again. */
void
bo_images_clear (BoImages *self)
{
  g_string_truncate (self->text, 0);
  self->n_rows = 0;
  if (self->n_slots > 0)
    memset (self->slots, 0, self->n_slots * sizeof *self->slots);
}

/* Empty, and what a large transaction needed is given back. */
void
bo_images_reset (BoImages *self)
{
  if (self->text->allocated_len > KEEP_BYTES)
    {
      bo_images_finish (self);
      bo_images_init (self);
      return;
    }

  bo_images_clear (self);
}

static guint
first_slot (const BoImages *self,
            guint           table,
            gint64          row_id)
{
  /* Fibonacci hashing: ids come in runs. */
  guint64 key = ((guint64) row_id << 4 | table) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (key >> 32) & (self->n_slots - 1);
}

static guint32 *
find_slot (BoImages *self,
           guint     table,
           gint64    row_id)
{
  guint i = first_slot (self, table, row_id);

  while (self->slots[i] != 0)
    {
      const BoImage *image = &self->rows[self->slots[i] - 1];

      if (image->row_id == row_id && image->table == table)
        break;
      i = (i + 1) & (self->n_slots - 1);
    }

  return &self->slots[i];
}

static void
grow (BoImages *self)
{
  g_free (self->slots);
  self->n_slots = self->n_slots == 0 ? FIRST_SLOTS : self->n_slots * 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint i = 0; i < self->n_rows; i++)
    *find_slot (self, self->rows[i].table, self->rows[i].row_id) = i + 1;

  self->n_allocated = self->n_slots / 2;
  self->rows = g_renew (BoImage, self->rows, self->n_allocated);
}

/* (nullable): valid until the next row is added */
BoImage *
bo_images_find (BoImages *self,
                guint     table,
                gint64    row_id)
{
  guint32 slot = self->n_slots > 0 ? *find_slot (self, table, row_id) : 0;

  return slot != 0 ? &self->rows[slot - 1] : NULL;
}

/* @row_id must not be there yet. */
BoImage *
bo_images_add (BoImages *self,
               guint     table,
               gint64    row_id)
{
  BoImage *image;

  if (self->n_rows == self->n_allocated)
    grow (self);

  *find_slot (self, table, row_id) = self->n_rows + 1;
  image = &self->rows[self->n_rows++];
  *image = (BoImage){ .row_id = row_id, .table = table, .before_length = BO_IMAGE_NONE, .after_length = BO_IMAGE_NONE };

  return image;
}

static int
compare_images (gconstpointer a,
                gconstpointer b)
{
  const BoImage *x = a;
  const BoImage *y = b;

  if (x->table != y->table)
    return x->table < y->table ? -1 : 1;

  return (x->row_id > y->row_id) - (x->row_id < y->row_id);
}

void
bo_images_sort (BoImages *self)
{
  qsort (self->rows, self->n_rows, sizeof *self->rows, compare_images);
}

gboolean
bo_images_is_same (BoImages      *self,
                   const BoImage *image)
{
  if (image->before_length != image->after_length)
    return FALSE;

  return image->before_length == BO_IMAGE_NONE ||
         memcmp (self->text->str + image->before, self->text->str + image->after, image->before_length) == 0;
}

char *
bo_images_reserve (GString *text,
                   gsize    n_bytes)
{
  gsize length = text->len;

  if (text->allocated_len - length <= n_bytes)
    {
      g_string_set_size (text, length + n_bytes);
      g_string_truncate (text, length);
    }

  return text->str + length;
}

char *
bo_images_put_int (char  *at,
                   gint64 value)
{
  char    digits[BO_IMAGES_INT_MAX];
  int     n = 0;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  if (value < 0)
    *at++ = '-';
  do
    {
      digits[n++] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  while (n > 0)
    *at++ = digits[--n];

  return at;
}

/* A JSON string. */
void
bo_images_append_text (GString    *text,
                       const char *value,
                       gsize       length)
{
  gsize start = 0;

  g_string_append_c (text, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) value[i];

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (text, value + start, (gssize) (i - start));
      if (c >= 0x20)
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, (char) c);
        }
      else
        g_string_append_printf (text, "\\u%04x", c);
      start = i + 1;
    }
  g_string_append_len (text, value + start, (gssize) (length - start));
  g_string_append_c (text, '"');
}
