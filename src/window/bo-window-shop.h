/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-shop-state.h"
#include "bo-width-bin.h"

G_BEGIN_DECLS

/**
 * BoWindowShop:
 *
 * What a window has to do with the shop on the other side: opens the sync of its
 * store, keeps it going by itself while the window is there, and shows its dialogs.
 *
 * Property state (read-only, %NULL until the sync is open).
 * "changed": whether a shop is connected, or a sync is under way.
 */
#define BO_TYPE_WINDOW_SHOP (bo_window_shop_get_type ())
G_DECLARE_FINAL_TYPE (BoWindowShop, bo_window_shop, BO, WINDOW_SHOP, GObject)

BoWindowShop *bo_window_shop_new (GtkWindow *window);
void          bo_window_shop_open (BoWindowShop *self,
                                   BoCommander  *commander,
                                   BoSync       *sync,
                                   GObject      *keep);
void          bo_window_shop_close (BoWindowShop *self);
BoShopState  *bo_window_shop_get_state (BoWindowShop *self);
void          bo_window_shop_add_button (BoWindowShop *self,
                                         AdwHeaderBar *header_bar,
                                         BoWidthBin   *width_bin);
gboolean      bo_window_shop_get_can_sync (BoWindowShop *self);

void bo_window_shop_sync (BoWindowShop *self);
void bo_window_shop_show_settings (BoWindowShop *self);
void bo_window_shop_show (BoWindowShop *self);

G_END_DECLS
