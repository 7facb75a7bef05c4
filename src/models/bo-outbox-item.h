/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-outbox.h"

G_BEGIN_DECLS

/**
 * BoOutboxItem:
 *
 * What waits to be written back to the shop, as a row shows it.
 *
 * Properties (read-only): entry-id, title, text, can-retry, troubled.
 */
#define BO_TYPE_OUTBOX_ITEM (bo_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (BoOutboxItem, bo_outbox_item, BO, OUTBOX_ITEM, GObject)

BoOutboxItem *bo_outbox_item_new (const BoOutboxEntry *entry,
                                  GTimeZone           *time_zone);
void          bo_outbox_item_update (BoOutboxItem        *self,
                                     const BoOutboxEntry *entry,
                                     GTimeZone           *time_zone);
gint64        bo_outbox_item_get_entry_id (BoOutboxItem *self);
const char   *bo_outbox_item_get_title (BoOutboxItem *self);
const char   *bo_outbox_item_get_text (BoOutboxItem *self);
gboolean      bo_outbox_item_get_can_retry (BoOutboxItem *self);

G_END_DECLS
