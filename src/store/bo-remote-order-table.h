/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote-table.h"

G_BEGIN_DECLS

/* What the shop on the other side said last of its orders, and what the queue has
 * made of it.  Not journalled. */

/* A row of "remote_order".  Whoever fills one for writing lends the strings; one
 * that was loaded owns them. */
typedef struct
{
  gint64             id;
  gint64             order_id; /* 0 until it holds a place or has left */
  const char        *status;   /* the shop's word */
  BoRemoteOrderState meaning;  /* as the settings have it */
  gint64             modified;
  gint64             queued; /* its place in line */
  gint64             paid;
  gboolean           lapsed; /* it held its place unpaid for too long */
  int                priority_class;
  gboolean           planned;
  const char        *currency;
  const char        *place; /* (nullable): as written to the shop last */
  BoRemoteState      state;
  gint64             hash;
} BoRemoteOrderRow;

gboolean bo_remote_order_table_load (BoTxn             *txn,
                                     gint64             id,
                                     BoRemoteOrderRow **row,
                                     GError           **error);
gboolean bo_remote_order_table_put (BoTxn                  *txn,
                                    const BoRemoteOrderRow *row,
                                    GError                **error);
/* 0 when @order_id is no order of the shop. */
gboolean bo_remote_order_table_find (BoTxn   *txn,
                                     gint64   order_id,
                                     gint64  *id,
                                     GError **error);
gboolean bo_remote_order_table_set_place (BoTxn      *txn,
                                          gint64      id,
                                          const char *place,
                                          GError    **error);
/* Whose products are to be settled are to be read again first: the order was @modified
 * since it was read. */
gboolean bo_remote_order_table_touch (BoTxn   *txn,
                                      gint64   id,
                                      gint64   modified,
                                      GError **error);
/* (element-type gint64): unpaid ones in the state @status that hold a place since
 * before @until. */
GArray *bo_remote_order_table_list_unpaid (BoTxn      *txn,
                                           const char *status,
                                           gint64      until,
                                           GError    **error);
void    bo_remote_order_row_free (BoRemoteOrderRow *row);

/* What became of a line of the shop's.  The numbers stand in store files and in
 * an index: never change one. */
typedef enum
{
  BO_REMOTE_UNDECIDED, /* open: whether it joins the queue is decided when its stock is settled */
  BO_REMOTE_LINE,      /* a line of the queue, or one that was */
  BO_REMOTE_COVERED,   /* all its units were there: it never joined */
  BO_REMOTE_IDLE,      /* it holds no place: not paid, or cancelled before it had one */
  BO_REMOTE_HISTORY,   /* it had left when it was first seen */
} BoRemoteFate;

/* A row of "remote_line". */
typedef struct
{
  gint64       id;
  gint64       remote_order_id;
  gint64       remote_product_id; /* whose stock it takes; 0: of no product any more */
  gint64       line_id;           /* 0 without one */
  BoRemoteFate fate;
  gint64       quantity; /* as the shop said last, less what was refunded */
  gint64       wanted;   /* what of it the queue has heard of */
  gint64       reduced;  /* what the shop took from its stock */
  gint64       price;
  gint64       queued;
  gint64       covered;    /* units that were all there */
  gint64       done;       /* units that left when the shop completed the order */
  gint64       done_moved; /* of which from what was on hand */
} BoRemoteLineRow;

/* (element-type BoRemoteLineRow) by id. */
GArray  *bo_remote_line_table_list (BoTxn   *txn,
                                    gint64   remote_order_id,
                                    GError **error);
gboolean bo_remote_line_table_put (BoTxn                 *txn,
                                   const BoRemoteLineRow *row,
                                   GError               **error);

/* Lines of a product that never joined since all was there. */
gboolean bo_remote_line_table_decide_again (BoTxn   *txn,
                                            gint64   remote_product_id,
                                            GError **error);
/* Whether one of the shop's lines is @line_id. */
gboolean bo_remote_line_table_is_linked (BoTxn    *txn,
                                         gint64    line_id,
                                         gboolean *linked,
                                         GError  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteOrderRow, bo_remote_order_row_free)

G_END_DECLS
