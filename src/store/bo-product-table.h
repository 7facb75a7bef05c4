/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* A row of "product".  Whoever fills one for writing lends the strings; one that
 * was loaded owns them. */
typedef struct
{
  gint64      id;
  const char *sku;
  const char *sku_key; /* bo_fold() of @sku; made when NULL */
  const char *barcode; /* (nullable) */
  const char *name;
  const char *name_key;    /* bo_fold() of @name; made when NULL */
  gint64      price;       /* minor units; -1 when unknown */
  const char *currency;    /* (nullable) */
  gint64      supplier_id; /* 0 without one */
  gint64      case_size;   /* 0 is taken as 1 */
  const char *policy;      /* (nullable): JSON */
  int         queue_key;   /* BoKey of @policy; ignored without one */
} BoProductRow;

/* Row of "product_state": the current figures of a product. */
typedef struct
{
  gint64 on_hand;
  gint64 allocated; /* hard */
  gint64 open_lines;
  gint64 open_units;
  gint64 revision;
} BoProductState;

gint64   bo_product_table_insert (BoTxn              *txn,
                                  const BoProductRow *row,
                                  GError            **error);
gboolean bo_product_table_update (BoTxn              *txn,
                                  const BoProductRow *row,
                                  GError            **error);
gboolean bo_product_table_set_policy (BoTxn      *txn,
                                      gint64      id,
                                      const char *policy,
                                      int         queue_key,
                                      GError    **error);
gboolean bo_product_table_load (BoTxn         *txn,
                                gint64         id,
                                BoProductRow **row,
                                GError       **error);
gboolean bo_product_table_find (BoTxn      *txn,
                                const char *sku_key,
                                gint64     *id,
                                GError    **error);
gboolean bo_product_table_find_barcode (BoTxn      *txn,
                                        const char *barcode,
                                        gint64     *id,
                                        GError    **error);
gboolean bo_product_table_load_state (BoTxn          *txn,
                                      gint64          id,
                                      BoProductState *state,
                                      GError        **error);
void     bo_product_row_free (BoProductRow *row);

gboolean bo_supplier_table_find (BoTxn      *txn,
                                 const char *name,
                                 gint64     *id,
                                 GError    **error);
/* The id of the supplier of this name, made when there is none. */
gboolean bo_supplier_table_put (BoTxn      *txn,
                                const char *name,
                                gint64     *id,
                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProductRow, bo_product_row_free)

G_END_DECLS
