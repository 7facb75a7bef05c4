/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-connection-group.h"
#include "bo-roles-group.h"
#include "bo-shop-state.h"
#include "bo-states-group.h"

G_BEGIN_DECLS

/**
 * BoShopDialog:
 *
 * Connects a shop, changes how one is dealt with, or disconnects it.  Whatever goes
 * wrong, what was typed stays.
 *
 * "connected" (first): a shop is connected now, for the first time or with other
 * settings.  "disconnected".  Both are told before the dialog closes.
 */
#define BO_TYPE_SHOP_DIALOG (bo_shop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoShopDialog, bo_shop_dialog, BO, SHOP_DIALOG, AdwBin)

BoShopDialog *bo_shop_dialog_present (BoShopState *state,
                                      GtkWidget   *parent);

/* For who drives the dialog. */
BoConnectionGroup *bo_shop_dialog_get_connection (BoShopDialog *self);
BoStatesGroup     *bo_shop_dialog_get_states (BoShopDialog *self);
BoRolesGroup      *bo_shop_dialog_get_roles (BoShopDialog *self);
void               bo_shop_dialog_set_owner (BoShopDialog *self,
                                             BoStockOwner  owner);
void               bo_shop_dialog_set_interval (BoShopDialog *self,
                                                guint         minutes);
void               bo_shop_dialog_apply (BoShopDialog *self);
void               bo_shop_dialog_disconnect (BoShopDialog *self);
gboolean           bo_shop_dialog_get_can_apply (BoShopDialog *self);
const char        *bo_shop_dialog_get_kept_text (BoShopDialog *self);
const char        *bo_shop_dialog_get_notice (BoShopDialog *self);

G_END_DECLS
