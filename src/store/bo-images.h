/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The images of the rows that a transaction touched, packed: one text for all of
 * them, an entry and a hash slot a row.  A delivery of everything touches a
 * million rows. */

#define BO_IMAGE_NONE G_MAXUINT32

typedef struct
{
  gint64  row_id;
  gint64  line_id; /* of a tranche, an allocation, a shipment; else 0 */
  gsize   before;  /* offsets in the text */
  gsize   after;
  guint32 before_length; /* BO_IMAGE_NONE: the row was not there */
  guint32 after_length;  /* BO_IMAGE_NONE: the row is gone */
  guint32 table;
} BoImage;

typedef struct
{
  GString *text;
  BoImage *rows;
  guint    n_rows;
  guint    n_allocated;
  guint32 *slots;   /* index + 1 into @rows; 0 is free */
  guint    n_slots; /* a power of two */
} BoImages;

void     bo_images_init (BoImages *self);
void     bo_images_finish (BoImages *self);
void     bo_images_clear (BoImages *self);
void     bo_images_reset (BoImages *self);
BoImage *bo_images_find (BoImages *self,
                         guint     table,
                         gint64    row_id);
BoImage *bo_images_add (BoImages *self,
                        guint     table,
                        gint64    row_id);
/* Into the order in which they are written; bo_images_find() no longer works. */
void bo_images_sort (BoImages *self);
/* Whether nothing has happened to the row in the end. */
gboolean bo_images_is_same (BoImages      *self,
                            const BoImage *image);

/* Room for so many bytes more, so that they can be written without looking. */
char *bo_images_reserve (GString *text,
                         gsize    n_bytes);
/* Digits written to @at, which has room for BO_IMAGES_INT_MAX; returns their end. */
#define BO_IMAGES_INT_MAX 20
char *bo_images_put_int (char  *at,
                         gint64 value);
void  bo_images_append_text (GString    *text,
                             const char *value,
                             gsize       length);

G_END_DECLS
