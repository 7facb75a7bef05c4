/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-outbox.h"

G_BEGIN_DECLS

/**
 * BoConflictItem:
 *
 * What a person must settle between us and the shop, as a row shows it.
 *
 * Properties (read-only): conflict-id, title, text, mine-label, theirs-label (both
 * with a mnemonic; the latter is empty when there is but one way), can-look.
 */
#define BO_TYPE_CONFLICT_ITEM (bo_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (BoConflictItem, bo_conflict_item, BO, CONFLICT_ITEM, GObject)

BoConflictItem *bo_conflict_item_new (const BoConflict *conflict);
void            bo_conflict_item_update (BoConflictItem   *self,
                                         const BoConflict *conflict);
gint64          bo_conflict_item_get_conflict_id (BoConflictItem *self);
const char     *bo_conflict_item_get_title (BoConflictItem *self);
const char     *bo_conflict_item_get_text (BoConflictItem *self);
const char     *bo_conflict_item_get_mine_label (BoConflictItem *self);
const char     *bo_conflict_item_get_theirs_label (BoConflictItem *self);
/* Where to look: a product (0: none), else an order by its number (nullable). */
gint64      bo_conflict_item_get_product_id (BoConflictItem *self);
const char *bo_conflict_item_get_order_number (BoConflictItem *self);

G_END_DECLS
