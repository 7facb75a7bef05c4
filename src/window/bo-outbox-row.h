/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-outbox-item.h"

G_BEGIN_DECLS

/**
 * BoOutboxRow:
 *
 * What waits to be written back to the shop.  Property item.  "retry", "drop": the
 * button of that name was pressed.
 */
#define BO_TYPE_OUTBOX_ROW (bo_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (BoOutboxRow, bo_outbox_row, BO, OUTBOX_ROW, AdwActionRow)

GtkWidget    *bo_outbox_row_new (BoOutboxItem *item);
BoOutboxItem *bo_outbox_row_get_item (BoOutboxRow *self);

G_END_DECLS
