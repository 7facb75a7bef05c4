/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-state.h"

G_BEGIN_DECLS

/**
 * BoShopButton:
 *
 * How it stands with the shop, in a header bar: an icon, and the same in words as
 * tooltip and for screen readers.  Opens the panel.  Hidden while no shop is
 * connected.
 */
#define BO_TYPE_SHOP_BUTTON (bo_shop_button_get_type ())
G_DECLARE_FINAL_TYPE (BoShopButton, bo_shop_button, BO, SHOP_BUTTON, AdwBin)

GtkWidget  *bo_shop_button_new (void);
void        bo_shop_button_set_state (BoShopButton *self,
                                      BoShopState  *state);
const char *bo_shop_button_get_icon (BoShopButton *self);

G_END_DECLS
