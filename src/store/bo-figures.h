/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"

G_BEGIN_DECLS

/* The current figures of a transaction under way: what its rows add to
 * product_state and queue_total, and whose revision they raise.  The journal
 * notes, bo_figures_flush() writes. */
typedef struct _BoFigures BoFigures;

typedef struct
{
  gint64      product_id;
  gint64      open;
  gint64      allocated;
  gint64      price;
  const char *currency; /* (nullable) */
} BoFiguresLine;

BoFigures *bo_figures_new (void);
void       bo_figures_free (BoFigures *self);
void       bo_figures_clear (BoFigures *self);
void       bo_figures_note_line (BoFigures           *self,
                                 const BoFiguresLine *line,
                                 int                  sign);
void       bo_figures_note_stock (BoFigures *self,
                                  gint64     product_id,
                                  gint64     units);
void       bo_figures_note_touch (BoFigures *self,
                                  gint64     product_id);
void       bo_figures_note_product (BoFigures *self,
                                    gint64     product_id,
                                    gboolean   exists);
gboolean   bo_figures_flush (BoFigures *self,
                             BoDb      *db,
                             GError   **error);
/* The product whose figures could not be, or 0. */
gint64 bo_figures_get_failed_product (BoFigures *self);
guint  bo_figures_get_n_products (BoFigures *self);
void   bo_figures_list_products (BoFigures *self,
                                 GArray    *ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoFigures, bo_figures_free)

G_END_DECLS
