/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-state.h"

G_BEGIN_DECLS

/**
 * BoShopFacts:
 *
 * Where the shop is, when it was and will be synced, how much there is of what.
 */
#define BO_TYPE_SHOP_FACTS (bo_shop_facts_get_type ())
G_DECLARE_FINAL_TYPE (BoShopFacts, bo_shop_facts, BO, SHOP_FACTS, AdwPreferencesGroup)

void        bo_shop_facts_update (BoShopFacts *self,
                                  BoShopState *state);
const char *bo_shop_facts_get_keys_text (BoShopFacts *self);

G_END_DECLS
