/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote-order-table.h"

G_BEGIN_DECLS

/* What is asked when the stock of a product of the shop's is settled. */

/* Sums over the shop's lines of one product. */
typedef struct
{
  gint64 reduced;   /* all that the shop has taken from its stock for them, history aside */
  gint64 here;      /* of which for lines of the queue, and not left yet */
  gint64 undecided; /* of which for lines that have not been decided about */
  gint64 open;      /* open units of the queue's lines that it has taken */
} BoSettleSums;

gboolean bo_settle_query_sums (BoTxn        *txn,
                               gint64        remote_product_id,
                               BoSettleSums *sums,
                               GError      **error);

/* A line that has not been decided about, with what it takes to decide. */
typedef struct
{
  BoRemoteLineRow line;
  gint64          order_id;
  gint64          customer_id;
  int             priority_class;
  gboolean        planned;
  gint64          modified; /* of the order */
  char            currency[4];
} BoUndecided;

/* (element-type BoUndecided) by id. */
GArray *bo_settle_query_undecided (BoTxn   *txn,
                                   gint64   remote_product_id,
                                   GError **error);
/* Whether an open line of an order changed between @since and @until has not been taken
 * from the stock yet, as happens while the shop is about to. */
gboolean bo_settle_query_in_motion (BoTxn    *txn,
                                    gint64    remote_product_id,
                                    gint64    since,
                                    gint64    until,
                                    gboolean *in_motion,
                                    GError  **error);

/* Lines that are no more and of which the shop never gave the units back.  It gives back
 * what left here, too, unless it has heard that all did. */
typedef struct
{
  gint64 id;
  gint64 units;
  gint64 left; /* here */
} BoGhost;
/* (element-type BoGhost) by id. */
GArray  *bo_settle_query_ghosts (BoTxn   *txn,
                                 gint64   remote_product_id,
                                 GError **error);
gboolean bo_settle_query_take_reduced (BoTxn   *txn,
                                       gint64   remote_line_id,
                                       gint64   units,
                                       GError **error);
/* Whether anything has ever been booked for @product_id. */
gboolean bo_settle_query_has_moves (BoTxn    *txn,
                                    gint64    product_id,
                                    gboolean *has_moves,
                                    GError  **error);

/* An open order of the shop's and where its lines stand, for its meta. */
typedef struct
{
  gint64 remote_id;
  gint64 line_id;
  char  *sku;
  char  *place; /* (nullable): as written last */
} BoPlaceToWrite;
/* (element-type BoPlaceToWrite) by order: of at most @limit orders after @after. */
GPtrArray *bo_settle_query_places (BoTxn   *txn,
                                   gint64   after,
                                   guint    limit,
                                   GError **error);

G_END_DECLS
