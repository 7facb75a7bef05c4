/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-conflict-item.h"

G_BEGIN_DECLS

/**
 * BoConflictRow:
 *
 * What a person must settle between us and the shop.  Property item.  "resolve"
 * (a #BoResolution), "look": the button for that was pressed.
 */
#define BO_TYPE_CONFLICT_ROW (bo_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (BoConflictRow, bo_conflict_row, BO, CONFLICT_ROW, GtkListBoxRow)

GtkWidget      *bo_conflict_row_new (BoConflictItem *item);
BoConflictItem *bo_conflict_row_get_item (BoConflictRow *self);

G_END_DECLS
