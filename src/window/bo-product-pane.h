/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-line-model.h"
#include "bo-product.h"

G_BEGIN_DECLS

/**
 * BoProductPane:
 *
 * All about one product and who waits for it, in line.  Property show-back (read-write):
 * a way back to the list is there; "back": it was taken.  Actions "product.": receive, deal, count, new-backorder, policy,
 * show-queue.
 */
#define BO_TYPE_PRODUCT_PANE (bo_product_pane_get_type ())
G_DECLARE_FINAL_TYPE (BoProductPane, bo_product_pane, BO, PRODUCT_PANE, AdwBin)

void         bo_product_pane_set_commander (BoProductPane *self,
                                            BoCommander   *commander);
void         bo_product_pane_set_product (BoProductPane *self,
                                          BoProduct     *product);
BoProduct   *bo_product_pane_get_product (BoProductPane *self);
BoLineModel *bo_product_pane_get_lines (BoProductPane *self);

G_END_DECLS
