/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-list-page.h"
#include "bo-product-pane.h"

G_BEGIN_DECLS

/**
 * BoProductsPage:
 *
 * What is wanted: the products as a table, and who waits for the selected one.
 *
 * Action "products.": waiting, and those of every list page.
 */
#define BO_TYPE_PRODUCTS_PAGE (bo_products_page_get_type ())
G_DECLARE_FINAL_TYPE (BoProductsPage, bo_products_page, BO, PRODUCTS_PAGE, BoListPage)

GtkWidget     *bo_products_page_new (BoCommander *commander,
                                     GSettings   *settings,
                                     int          width);
BoProductPane *bo_products_page_get_pane (BoProductsPage *self);

G_END_DECLS
