/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-lazy-model.h"
#include "bo-product.h"

G_BEGIN_DECLS

/**
 * BoProductModel:
 *
 * The products that a query finds, as a list of #BoProduct (see #BoLazyModel).
 * Empty, and asking for nothing, until bo_product_model_set_query() is called for
 * the first time.  It has no totals.
 */
#define BO_TYPE_PRODUCT_MODEL (bo_product_model_get_type ())
G_DECLARE_FINAL_TYPE (BoProductModel, bo_product_model, BO, PRODUCT_MODEL, BoLazyModel)

BoProductModel *bo_product_model_new (BoService *service);
void            bo_product_model_set_query (BoProductModel       *self,
                                            const BoProductQuery *query);

G_END_DECLS
