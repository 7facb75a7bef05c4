/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoProductPicture:
 *
 * The picture of a product, as the shop has it.  Takes no room while there is none,
 * for whatever reason: nobody waits for it, and nothing is told.
 */
#define BO_TYPE_PRODUCT_PICTURE (bo_product_picture_get_type ())
G_DECLARE_FINAL_TYPE (BoProductPicture, bo_product_picture, BO, PRODUCT_PICTURE, AdwBin)

void bo_product_picture_set_commander (BoProductPicture *self,
                                       BoCommander      *commander);
void bo_product_picture_set_product (BoProductPicture *self,
                                     gint64            product_id,
                                     const char       *name);

G_END_DECLS
