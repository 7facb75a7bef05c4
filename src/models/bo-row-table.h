/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-lazy-model.h"

G_BEGIN_DECLS

/**
 * BoRowTable:
 *
 * The row objects of a #BoLazyModel that somebody holds, by id, and how they are
 * filled.  It owns none of them.  For bo-lazy-model.c alone.
 */
typedef struct _BoRowTable BoRowTable;

BoRowTable *bo_row_table_new (BoLazyModel *model);
void        bo_row_table_stop_ahead (BoRowTable *self);
void        bo_row_table_stop (BoRowTable *self);
void        bo_row_table_free (BoRowTable *self);
gpointer    bo_row_table_get (BoRowTable *self,
                              gint64      id,
                              guint       position,
                              gboolean    outgoing);
void        bo_row_table_take_records (BoRowTable *self,
                                       GPtrArray  *records);
void        bo_row_table_refresh (BoRowTable      *self,
                                  const BoChanges *changes);
GPtrArray  *bo_row_table_list (BoRowTable *self);
GArray     *bo_row_table_list_ids (BoRowTable *self);

G_END_DECLS
