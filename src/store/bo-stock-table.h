/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

typedef enum
{
  BO_MOVE_RECEIPT,
  BO_MOVE_SHIPMENT,
  BO_MOVE_RETURN,
  BO_MOVE_COUNT,
  BO_MOVE_SHOP,
} BoMoveKind;

/* A row of "stock_move": one change of on-hand. */
typedef struct
{
  gint64      product_id;
  BoMoveKind  kind;
  gint64      units;      /* not 0; negative takes away */
  gint64      line_id;    /* 0 without one */
  gint64      receipt_id; /* 0 without one */
  const char *reason;     /* (nullable) */
  gint64      at;
} BoStockMoveRow;

/* A row of "receipt" that has arrived. */
typedef struct
{
  gint64      product_id;
  gint64      supplier_id; /* 0 without one */
  const char *reference;   /* (nullable) */
  gint64      units;
  int         day; /* arrived */
} BoReceiptRow;

typedef enum
{
  BO_SHIPMENT_HAND_OVER,
  BO_SHIPMENT_SHIPMENT,
  BO_SHIPMENT_HISTORY, /* before the store knew of it: moves no stock */
} BoShipmentKind;

gint64   bo_stock_move_table_insert (BoTxn                *txn,
                                     const BoStockMoveRow *row,
                                     GError              **error);
gint64   bo_receipt_table_insert_received (BoTxn              *txn,
                                           const BoReceiptRow *row,
                                           GError            **error);
gint64   bo_shipment_table_insert (BoTxn         *txn,
                                   gint64         line_id,
                                   BoShipmentKind kind,
                                   gint64         units,
                                   gint64         at,
                                   GError       **error);
gboolean bo_stock_move_table_sum_returned (BoTxn   *txn,
                                           gint64   product_id,
                                           gint64   line_id,
                                           gint64  *returned,
                                           GError **error);

G_END_DECLS
