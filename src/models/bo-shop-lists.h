/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-conflict-item.h"
#include "bo-outbox-item.h"

G_BEGIN_DECLS

/* Nobody reads more of a list at once; what follows is counted, and takes the place
 * of what has been settled. */
#define BO_SHOP_LISTS_MAX 100

/**
 * BoShopLists:
 *
 * What waits to be written back to the shop and what a person must settle, as two
 * list models that follow a #BoSync.  Rows keep their objects; a change is told as
 * one smallest items-changed.
 *
 * Properties (read-only): n-outbox, n-conflicts: how many there are, those that are
 * not listed too; loaded: the lists have been read; error: of the last reading.
 */
#define BO_TYPE_SHOP_LISTS (bo_shop_lists_get_type ())
G_DECLARE_FINAL_TYPE (BoShopLists, bo_shop_lists, BO, SHOP_LISTS, GObject)

BoShopLists *bo_shop_lists_new (BoSync    *sync,
                                GTimeZone *time_zone);
GListModel  *bo_shop_lists_get_outbox (BoShopLists *self);
GListModel  *bo_shop_lists_get_conflicts (BoShopLists *self);
guint        bo_shop_lists_get_n_outbox (BoShopLists *self);
guint        bo_shop_lists_get_n_conflicts (BoShopLists *self);
gboolean     bo_shop_lists_get_loaded (BoShopLists *self);

const GError *bo_shop_lists_get_error (BoShopLists *self);

G_END_DECLS
