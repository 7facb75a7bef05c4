/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* What an import of order files asks of the tables: what an earlier import has
 * made of the same rows (Identity in design.md section 3). */

/* A line that came from a file. */
typedef struct
{
  gint64 id;
  gint64 product_id;
  gint64 occurrence;
  gint64 units; /* as last seen in a file */
  gint64 price; /* likewise */
} BoImportedLine;

/* A cancelling row that has been applied. */
typedef struct
{
  gint64 id;
  gint64 product_id;
  gint64 occurrence;
  gint64 units;
  gint64 matched;
} BoAppliedCancellation;

gboolean bo_import_query_find_product (BoTxn      *txn,
                                       const char *sku_key,
                                       gint64     *product_id,
                                       gboolean   *unnamed,
                                       GError    **error);
gboolean bo_import_query_find_customer (BoTxn      *txn,
                                        const char *source,
                                        const char *external_id,
                                        gint64     *customer_id,
                                        int        *priority_class,
                                        GError    **error);
gboolean bo_import_query_find_order (BoTxn      *txn,
                                     const char *source,
                                     const char *external_id,
                                     gint64     *order_id,
                                     gint64     *customer_id,
                                     int        *priority_class,
                                     GError    **error);
gboolean bo_import_query_load_lines (BoTxn   *txn,
                                     gint64   order_id,
                                     gint64   product_id,
                                     GArray  *lines,
                                     GError **error);
gboolean bo_import_query_sum_history (BoTxn   *txn,
                                      gint64   line_id,
                                      gint64  *units,
                                      GError **error);
gboolean bo_import_query_load_cancellable (BoTxn      *txn,
                                           const char *source,
                                           gint64      customer_id,
                                           gint64      product_id,
                                           gint64      until,
                                           GArray     *line_ids,
                                           GError    **error);
gboolean bo_import_query_load_cancellations (BoTxn      *txn,
                                             const char *source,
                                             const char *external_id,
                                             GArray     *cancellations,
                                             GError    **error);

G_END_DECLS
