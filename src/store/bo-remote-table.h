/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* What the shop on the other side said last of its products and customers, and
 * which of ours they are.  Not journalled.  Whoever fills a row for writing lends
 * the strings; one that was loaded owns them. */

typedef enum
{
  BO_REMOTE_LISTED,
  BO_REMOTE_TRASHED,
  BO_REMOTE_GONE,
} BoRemoteState;

typedef enum
{
  BO_SETTLE_NOTHING,
  BO_SETTLE_READY,  /* its stock may be settled once a walk over the orders did not touch it */
  BO_SETTLE_REREAD, /* an order touched it: its stock must be read again first */
} BoSettle;

/* A row of "remote_product": a product or a variation. */
typedef struct
{
  gint64             id;
  gint64             parent_id;
  gint64             product_id; /* 0: not sold itself */
  const char        *name;       /* its own */
  gboolean           variable;
  BoRemoteStock      stock;
  gboolean           has_quantity;
  gint64             quantity;
  gboolean           unavailable;
  BoRemoteBackorders backorders;
  int                owner; /* BoStockOwner; -1: as the shop's setting has it */
  const char        *image; /* (nullable) */
  BoRemoteState      state;
  BoSettle           settle;
  gboolean           has_agreed;
  gint64             agreed;   /* quantity and all that was deducted, when the shop and we last agreed */
  gint64             deducted; /* what orders have taken of its stock since */
  gint64             returned; /* and given back */
  gint64             unseen;   /* and taken for what had left before it was seen here */
  gboolean           pushed;   /* written to since */
  gint64             hash;
} BoRemoteProductRow;

gboolean bo_remote_product_table_load (BoTxn               *txn,
                                       gint64               id,
                                       BoRemoteProductRow **row,
                                       GError             **error);
/* Writes every column. */
gboolean bo_remote_product_table_put (BoTxn                    *txn,
                                      const BoRemoteProductRow *row,
                                      GError                  **error);
/* The one whose number is the stock of @product_id, or else any of it; 0 when the
 * shop does not have it. */
gboolean bo_remote_product_table_find (BoTxn   *txn,
                                       gint64   product_id,
                                       gint64  *id,
                                       GError **error);
gboolean bo_remote_product_table_set_due (BoTxn   *txn,
                                          gint64   id,
                                          gboolean due,
                                          GError **error);
gboolean bo_remote_product_table_next_due (BoTxn   *txn,
                                           gint64   after,
                                           gint64  *id,
                                           GError **error);
/* Raises how urgently the stock must be settled, never lowers it. */
gboolean bo_remote_product_table_raise_settle (BoTxn   *txn,
                                               gint64   id,
                                               BoSettle settle,
                                               GError **error);
/* An order has taken @reduced more of its stock, or given that back: it must be read
 * again before it is settled. */
gboolean bo_remote_product_table_note_order (BoTxn   *txn,
                                             gint64   id,
                                             gint64   reduced,
                                             GError **error);
/* An order that had left before it was seen here took @reduced of its stock. */
gboolean bo_remote_product_table_note_unseen (BoTxn   *txn,
                                              gint64   id,
                                              gint64   reduced,
                                              GError **error);
/* All products have been read again. */
gboolean bo_remote_product_table_promote_settle (BoTxn   *txn,
                                                 GError **error);
/* What had left before the shop was known has come back: both agree on @units more. */
gboolean bo_remote_product_table_shift_agreed (BoTxn   *txn,
                                               gint64   id,
                                               gint64   units,
                                               GError **error);
/* (element-type gint64): the first @limit after @after with @settle. */
GArray  *bo_remote_product_table_list_settle (BoTxn   *txn,
                                              BoSettle settle,
                                              gint64   after,
                                              guint    limit,
                                              GError **error);
gboolean bo_remote_product_table_count_settle (BoTxn   *txn,
                                               BoSettle settle,
                                               gint64  *count,
                                               GError **error);
/* (element-type gint64) */
GArray *bo_remote_product_table_list_children (BoTxn   *txn,
                                               gint64   parent_id,
                                               GError **error);
void    bo_remote_product_row_free (BoRemoteProductRow *row);

/* A row of "remote_customer". */
typedef struct
{
  gint64      id; /* 0: there is none */
  gint64      customer_id;
  const char *role; /* (nullable): known from an order only */
  gint64      hash;
} BoRemoteCustomerRow;

gboolean bo_remote_customer_table_load (BoTxn                *txn,
                                        gint64                id,
                                        BoRemoteCustomerRow **row,
                                        GError              **error);
gboolean bo_remote_customer_table_put (BoTxn                     *txn,
                                       const BoRemoteCustomerRow *row,
                                       GError                   **error);
void     bo_remote_customer_row_free (BoRemoteCustomerRow *row);

/* The settings have changed: whatever the shop says again is looked at as if it were
 * new, and all stock is settled. */
gboolean bo_remote_forget_hashes (BoTxn   *txn,
                                  GError **error);
/* Of products (without variations), orders or customers. */
gboolean bo_remote_count (BoTxn     *txn,
                          BoResource resource,
                          gint64    *count,
                          GError   **error);
/* (element-type gint64) sorted: listed ones with @low <= id <= @high. */
GArray *bo_remote_list_range (BoTxn     *txn,
                              BoResource resource,
                              gint64     low,
                              gint64     high,
                              GError   **error);
/* Of products and orders: a walk did not find it. */
gboolean bo_remote_set_missing (BoTxn     *txn,
                                BoResource resource,
                                gint64     id,
                                gboolean   missing,
                                GError   **error);
/* (element-type gint64) */
GArray *bo_remote_list_missing (BoTxn     *txn,
                                BoResource resource,
                                GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteProductRow, bo_remote_product_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteCustomerRow, bo_remote_customer_row_free)

G_END_DECLS
