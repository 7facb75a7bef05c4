/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-id-model.h"

G_BEGIN_DECLS

/**
 * BoIdSelection:
 *
 * Selects one row of a #BoIdModel by its id.  The row stays selected while the list
 * changes around it, without a look at any other row, and while the list does not
 * hold it at all: then it has no position, and is selected again where it appears.
 *
 * Properties: model (#BoIdModel, read-write), selected-id (gint64, read-write, 0:
 * none), selected (guint, read-write, position or GTK_INVALID_LIST_POSITION),
 * selected-item (read-only, nullable), n-items.
 */
#define BO_TYPE_ID_SELECTION (bo_id_selection_get_type ())
G_DECLARE_FINAL_TYPE (BoIdSelection, bo_id_selection, BO, ID_SELECTION, GObject)

BoIdSelection *bo_id_selection_new (BoIdModel *model);
void           bo_id_selection_set_model (BoIdSelection *self,
                                          BoIdModel     *model);
void           bo_id_selection_set_selected_id (BoIdSelection *self,
                                                gint64         id);
gint64         bo_id_selection_get_selected_id (BoIdSelection *self);
void           bo_id_selection_set_selected (BoIdSelection *self,
                                             guint          position);
guint          bo_id_selection_get_selected (BoIdSelection *self);
gpointer       bo_id_selection_get_selected_item (BoIdSelection *self);

G_END_DECLS
