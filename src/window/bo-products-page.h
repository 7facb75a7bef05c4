/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-id-selection.h"
#include "bo-list-pane.h"
#include "bo-product-model.h"
#include "bo-product-pane.h"

G_BEGIN_DECLS

/**
 * BoProductsPage:
 *
 * What is wanted: the products as a table, and who waits for the selected one.
 *
 * Properties: narrow (read-write); ready (read-only): rows are shown.
 * Actions "products.": waiting, sort, descending, column-ID, search.
 */
#define BO_TYPE_PRODUCTS_PAGE (bo_products_page_get_type ())
G_DECLARE_FINAL_TYPE (BoProductsPage, bo_products_page, BO, PRODUCTS_PAGE, AdwBin)

GtkWidget      *bo_products_page_new (BoCommander *commander,
                                      GSettings   *settings,
                                      int          width);
void            bo_products_page_set_narrow (BoProductsPage *self,
                                             gboolean        narrow);
gboolean        bo_products_page_get_ready (BoProductsPage *self);
void            bo_products_page_select (BoProductsPage *self,
                                         gint64          product_id);
BoProductModel *bo_products_page_get_model (BoProductsPage *self);
BoProductPane  *bo_products_page_get_pane (BoProductsPage *self);
GtkMenuButton  *bo_products_page_get_pages_button (BoProductsPage *self);

G_END_DECLS
