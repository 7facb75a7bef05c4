/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-allocation.h"

G_BEGIN_DECLS

/**
 * BoTrancheItem:
 *
 * One part of a line's place in the queue.  Read-only properties: units (gint64),
 * queued (UTC seconds), text ("2 units, waiting since 3 Nov 2025").
 */
#define BO_TYPE_TRANCHE_ITEM (bo_tranche_item_get_type ())
G_DECLARE_FINAL_TYPE (BoTrancheItem, bo_tranche_item, BO, TRANCHE_ITEM, GObject)

BoTrancheItem *bo_tranche_item_new (const BoTranche *tranche,
                                    GTimeZone       *time_zone);
const char    *bo_tranche_item_get_text (BoTrancheItem *self);

G_END_DECLS
