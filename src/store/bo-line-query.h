/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-query.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* Ids in order, records on demand (design.md section 2).  @shop_key is the order
 * of the line under the shop's policy; a product with a policy of its own has its
 * own (product.queue_key). */

GArray    *bo_line_query_run (BoTxn             *txn,
                              const BoLineQuery *query,
                              BoKey              shop_key,
                              GError           **error);
GPtrArray *bo_line_query_load (BoTxn        *txn,
                               const GArray *ids,
                               BoKey         shop_key,
                               GError      **error);
/* Open units that stand before a unit which queues since @queued; bo-line-ahead.c. */
gboolean bo_line_query_count_ahead (BoTxn   *txn,
                                    gint64   line_id,
                                    gint64   queued,
                                    BoKey    key,
                                    gint64  *units,
                                    GError **error);
/* (element-type BoTotal) of all that @query finds, one a currency. */
GPtrArray *bo_line_query_total (BoTxn             *txn,
                                const BoLineQuery *query,
                                GError           **error);
GArray    *bo_product_query_run (BoTxn                *txn,
                                 const BoProductQuery *query,
                                 GError              **error);
GPtrArray *bo_product_query_load (BoTxn        *txn,
                                  const GArray *ids,
                                  GError      **error);
/* (element-type BoCustomerRecord) the first @limit that match @search, by name. */
GPtrArray *bo_customer_query_find (BoTxn      *txn,
                                   const char *search,
                                   guint       limit,
                                   GError    **error);

G_END_DECLS
