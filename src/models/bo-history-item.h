/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoHistoryItem:
 *
 * One thing that happened to a line.  Read-only properties: event-id, at (UTC
 * seconds), kind, sentence, time-text, note (nullable), undone.
 */
#define BO_TYPE_HISTORY_ITEM (bo_history_item_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryItem, bo_history_item, BO, HISTORY_ITEM, GObject)

BoHistoryItem *bo_history_item_new (const BoHistoryRecord *record,
                                    GTimeZone             *time_zone);
gboolean       bo_history_item_equal (BoHistoryItem *self,
                                      BoHistoryItem *other);
const char    *bo_history_item_get_sentence (BoHistoryItem *self);
const char    *bo_history_item_get_time_text (BoHistoryItem *self);

G_END_DECLS
