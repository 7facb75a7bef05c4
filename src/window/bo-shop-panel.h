/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-lists.h"
#include "bo-shop-state.h"

G_BEGIN_DECLS

/**
 * BoShopPanel:
 *
 * How it stands with the shop: the sync under way or the last one, what a person must
 * settle, what waits to be written back, what could not be read.  Actions "shop.":
 * sync, read-all, stop, retry-all, save-log, settings.
 *
 * "look" (product_id, order_number): one of the two is to be shown in the window; the
 * panel closes.  "settings": those of the shop are asked for.
 */
#define BO_TYPE_SHOP_PANEL (bo_shop_panel_get_type ())
G_DECLARE_FINAL_TYPE (BoShopPanel, bo_shop_panel, BO, SHOP_PANEL, AdwBin)

BoShopPanel *bo_shop_panel_present (BoShopState *state,
                                    GtkWidget   *parent);

/* For who drives the panel. */
BoShopLists *bo_shop_panel_get_lists (BoShopPanel *self);
void         bo_shop_panel_retry (BoShopPanel *self,
                                  gint64       entry_id);
void         bo_shop_panel_drop (BoShopPanel *self,
                                 gint64       entry_id);
void         bo_shop_panel_resolve (BoShopPanel *self,
                                    gint64       conflict_id,
                                    BoResolution resolution);
void         bo_shop_panel_save_log (BoShopPanel *self,
                                     GFile       *file);
gboolean     bo_shop_panel_get_busy (BoShopPanel *self);
const char  *bo_shop_panel_get_note (BoShopPanel *self);
const char  *bo_shop_panel_get_notice (BoShopPanel *self);
const char  *bo_shop_panel_get_keys_text (BoShopPanel *self);
guint        bo_shop_panel_get_n_refused (BoShopPanel *self);

G_END_DECLS
