/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-outbox.h"

G_BEGIN_DECLS

/**
 * BoShopProductDialog:
 *
 * What the shop says of a product, whether it sells it while it is out of stock, and
 * who keeps its stock.
 */
#define BO_TYPE_SHOP_PRODUCT_DIALOG (bo_shop_product_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoShopProductDialog, bo_shop_product_dialog, BO, SHOP_PRODUCT_DIALOG, AdwBin)

BoShopProductDialog *bo_shop_product_dialog_present (BoCommander           *commander,
                                                     const BoProductRecord *product,
                                                     GtkWidget             *parent);

/* For who drives the dialog. */
gboolean    bo_shop_product_dialog_get_loaded (BoShopProductDialog *self);
const char *bo_shop_product_dialog_get_stock_text (BoShopProductDialog *self);
void        bo_shop_product_dialog_set_backorders (BoShopProductDialog *self,
                                                   BoRemoteBackorders   backorders);
void        bo_shop_product_dialog_set_owner (BoShopProductDialog *self,
                                              int                  owner);
void        bo_shop_product_dialog_apply (BoShopProductDialog *self);

G_END_DECLS
