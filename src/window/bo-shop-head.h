/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-state.h"

G_BEGIN_DECLS

/**
 * BoShopHead:
 *
 * How it stands with the shop, in one line; the sync under way, or what the last one
 * did; a button to synchronize or to stop, by the actions "shop.sync" and "shop.stop".
 */
#define BO_TYPE_SHOP_HEAD (bo_shop_head_get_type ())
G_DECLARE_FINAL_TYPE (BoShopHead, bo_shop_head, BO, SHOP_HEAD, AdwPreferencesGroup)

void        bo_shop_head_update (BoShopHead   *self,
                                 BoShopState  *state,
                                 const GError *error);
GtkWidget  *bo_shop_head_get_button (BoShopHead *self);
const char *bo_shop_head_get_note (BoShopHead *self);

/* For whatever shows how it stands. */
const char *bo_shop_mood_get_icon (BoShopMood mood);
const char *bo_shop_mood_get_style (BoShopMood mood);

G_END_DECLS
