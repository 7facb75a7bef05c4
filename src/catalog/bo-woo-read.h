/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-woo-json.h"

G_BEGIN_DECLS

/* From the shop's JSON to records: pure functions, for any thread.  Each reader
 * gives NULL and an error for a record that makes no sense. */

/* What of a record is asked for. */
#define BO_WOO_PRODUCT_FIELDS "id,parent_id,type,status,name,sku,global_unique_id,price,manage_stock,stock_quantity,stock_status,backorders,images,date_modified_gmt"
#define BO_WOO_VARIATION_FIELDS "id,parent_id,type,status,name,attributes,sku,global_unique_id,price,manage_stock,stock_quantity,stock_status,backorders,image,date_modified_gmt"
#define BO_WOO_CUSTOMER_FIELDS "id,email,first_name,last_name,role,billing,date_modified_gmt"
#define BO_WOO_ORDER_FIELDS "id,number,status,currency,prices_include_tax,date_created_gmt,date_paid_gmt,date_modified_gmt,customer_id,billing,line_items,refunds"
#define BO_WOO_REFUND_FIELDS "id,line_items"

typedef gpointer (*BoWooReadFunc) (json_t       *object,
                                   const BoPull *pull,
                                   const char   *currency,
                                   GError      **error);

gpointer bo_woo_read_product (json_t       *object,
                              const BoPull *pull,
                              const char   *currency,
                              GError      **error);
gpointer bo_woo_read_customer (json_t       *object,
                               const BoPull *pull,
                               const char   *currency,
                               GError      **error);
gpointer bo_woo_read_order (json_t       *object,
                            const BoPull *pull,
                            const char   *currency,
                            GError      **error);
gpointer bo_woo_read_refund (json_t       *object,
                             const BoPull *pull,
                             const char   *currency,
                             GError      **error);

BoRemotePage *bo_woo_read_page (const BoAnswer *answer,
                                const char     *currency,
                                GError        **error);

gboolean           bo_woo_find_note (GBytes     *notes,
                                     const char *reference,
                                     gint64     *note_id,
                                     GError    **error);
gboolean           bo_woo_note_carries (json_t     *note,
                                        const char *reference,
                                        gboolean   *carries,
                                        GError    **error);
gboolean           bo_woo_read_stock (json_t        *object,
                                      BoRemoteStock *stock,
                                      gint64        *quantity,
                                      gboolean      *has_quantity,
                                      gboolean      *fractional,
                                      GError       **error);
gboolean           bo_woo_read_backorders (json_t             *object,
                                           BoRemoteBackorders *backorders,
                                           GError            **error);
BoRemoteOrderState bo_woo_order_state_from_status (const char *status,
                                                   gboolean    reduced);

const char *bo_woo_backorders_to_name (BoRemoteBackorders backorders);

G_END_DECLS
