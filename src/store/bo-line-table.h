/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-records.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* A row of "line"; open = ordered - cancelled - shipped is written with it.
 * Whoever fills one for writing lends @campaign; bo_line_row_clear() frees that
 * of one that was loaded. */
typedef struct
{
  gint64      id;
  gint64      order_id;
  gint64      product_id;
  gint64      customer_id; /* the order's */
  gint64      ordered;
  gint64      cancelled;
  gint64      shipped;
  gint64      allocated; /* hard */
  gint64      price;     /* minor units, a unit */
  char        currency[4];
  int         priority_class;
  gint64      queued; /* of the oldest open tranche; of the last one when closed */
  int         need;   /* BO_DAY_NONE without one */
  BoStrategy  strategy;
  BoReason    reason;
  BoCause     cause;
  const char *campaign; /* (nullable) */
  gboolean    paused;
  gint64      occurrence;     /* 0 unless imported */
  gint64      imported;       /* -1 unless imported */
  gint64      imported_price; /* -1 unless imported */
} BoLineRow;

/* A row of "tranche".  No two of one line have the same queue time, so that the
 * younger ones are those later than the line's. */
typedef struct
{
  gint64 id;
  gint64 line_id;
  gint64 units;
  gint64 queued;
} BoTrancheRow;

#define BO_LINE_ROW_INIT                \
  {                                     \
    .priority_class = BO_CLASS_DEFAULT, \
    .need = BO_DAY_NONE,                \
    .imported = -1,                     \
    .imported_price = -1,               \
  }

static inline gint64
bo_line_row_get_open (const BoLineRow *row)
{
  return row->ordered - row->cancelled - row->shipped;
}

gint64   bo_line_table_insert (BoTxn           *txn,
                               const BoLineRow *row,
                               GError         **error);
gboolean bo_line_table_update (BoTxn           *txn,
                               const BoLineRow *row,
                               GError         **error);
gboolean bo_line_table_load (BoTxn     *txn,
                             gint64     id,
                             BoLineRow *row,
                             GError   **error);
/* (element-type gint64) of one order, by id. */
GArray *bo_line_table_list_order (BoTxn   *txn,
                                  gint64   order_id,
                                  GError **error);
void    bo_line_row_clear (BoLineRow *row);

gint64   bo_tranche_table_insert (BoTxn   *txn,
                                  gint64   line_id,
                                  gint64   units,
                                  gint64   queued,
                                  GError **error);
gboolean bo_tranche_table_set_units (BoTxn   *txn,
                                     gint64   id,
                                     gint64   units,
                                     GError **error);
gboolean bo_tranche_table_delete (BoTxn   *txn,
                                  gint64   id,
                                  GError **error);
/* (element-type BoTrancheRow) of one line, oldest first. */
GArray *bo_tranche_table_list (BoTxn   *txn,
                               gint64   line_id,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoLineRow, bo_line_row_clear)

G_END_DECLS
