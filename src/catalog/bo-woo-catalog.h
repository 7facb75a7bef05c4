/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"

G_BEGIN_DECLS

/**
 * BoWooCatalog:
 *
 * A shop that runs WooCommerce, spoken to by its REST API, wc/v3.
 */
#define BO_TYPE_WOO_CATALOG (bo_woo_catalog_get_type ())
G_DECLARE_FINAL_TYPE (BoWooCatalog, bo_woo_catalog, BO, WOO_CATALOG, GObject)

BoWooCatalog *bo_woo_catalog_new (const char *address,
                                  const char *key,
                                  const char *secret,
                                  const char *currency,
                                  GError    **error);
void          bo_woo_catalog_set_pace (BoWooCatalog *self,
                                       guint         answer_ms,
                                       guint         whole_ms,
                                       guint         backoff_ms);

G_END_DECLS
