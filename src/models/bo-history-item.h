/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoHistoryItem:
 *
 * One thing that happened to a line.  Read-only properties: event-id, at (UTC
 * seconds), sentence, time-text, note (nullable), undone.
 */
#define BO_TYPE_HISTORY_ITEM (bo_history_item_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryItem, bo_history_item, BO, HISTORY_ITEM, GObject)

BoHistoryItem *bo_history_item_new (const BoHistoryRecord *record,
                                    GTimeZone             *time_zone);
gint64         bo_history_item_get_event_id (BoHistoryItem *self);
const char    *bo_history_item_get_sentence (BoHistoryItem *self);
const char    *bo_history_item_get_time_text (BoHistoryItem *self);

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
