/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote-order-table.h"
#include "bo-remote.h"
#include "bo-service-private.h"
#include "bo-shop-config.h"

G_BEGIN_DECLS

/* What comes from the shop on the other side, put into the store: one BoIntake a
 * transaction, on the store thread.  It compares with what the shop said last and
 * writes what differs, so that the same page twice changes nothing.  The event of
 * the transaction begins with the first row that is journalled. */

typedef struct
{
  gint64 products; /* new or changed */
  gint64 customers;
  gint64 orders;
  gint64 removed;
  gint64 lines; /* that joined the queue */
} BoIntakeCounts;

typedef struct
{
  BoTxn              *txn;      /* (not owned) */
  const BoShopConfig *config;   /* (not owned) */
  const char         *source;   /* (not owned) */
  gint64              newest;   /* of what changed in the shop, by its own clock */
  gint64              shop_now; /* what it is there */
  BoCommand           command;
  gboolean            begun;
  gint64              made_product; /* the one made last */
  BoIntakeCounts      counts;
  GPtrArray          *refused; /* (element-type utf8) (not owned) (nullable) */
} BoIntake;

gboolean bo_intake_init (BoIntake           *intake,
                         BoTxn              *txn,
                         const BoShopConfig *config,
                         const char         *source,
                         gint64              at,
                         GError            **error);
void     bo_intake_clear (BoIntake *intake);
/* Before a row that is journalled is written. */
gboolean bo_intake_begin (BoIntake *intake,
                          GError  **error);
/* Says in the log what was done. */
gboolean bo_intake_end (BoIntake *intake,
                        GError  **error);
/* An id and what is wrong with it, never a person. */
void bo_intake_refuse (BoIntake   *intake,
                       const char *format,
                       ...) G_GNUC_PRINTF (2, 3);

const char  *bo_intake_get_currency (BoIntake *intake);
BoStockOwner bo_intake_get_owner (BoIntake                 *intake,
                                  const BoRemoteProductRow *row);
gboolean     bo_intake_takes_every (BoIntake                 *intake,
                                    const BoRemoteProductRow *row);

gboolean bo_intake_products (BoIntake        *intake,
                             const GPtrArray *records,
                             gboolean         is_walk_of_all,
                             GError         **error);
/* A product that an order names before its own page came. */
gboolean bo_intake_stub_product (BoIntake            *intake,
                                 gint64               id,
                                 gint64               parent_id,
                                 const char          *sku,
                                 const char          *name,
                                 BoRemoteProductRow **row,
                                 GError             **error);
/* The product of ours that @row is, made when there is none yet. */
gboolean bo_intake_put_product (BoIntake           *intake,
                                BoRemoteProductRow *row,
                                const char         *sku,
                                const char         *name,
                                const char         *barcode,
                                gint64              price,
                                GError            **error);
/* The shop has it no more. */
gboolean bo_intake_remove_product (BoIntake     *intake,
                                   gint64        id,
                                   BoRemoteState state,
                                   GError      **error);

gboolean bo_intake_customers (BoIntake        *intake,
                              const GPtrArray *records,
                              GError         **error);
/* Who an order is of; @priority_class is that of its lines. */
gboolean bo_intake_put_buyer (BoIntake            *intake,
                              const BoRemoteOrder *order,
                              gint64              *customer_id,
                              int                 *priority_class,
                              GError             **error);

/* A guest's order says something else of the guest now. */
gboolean bo_intake_update_guest (BoIntake            *intake,
                                 const BoRemoteOrder *order,
                                 gint64               customer_id,
                                 GError             **error);

gboolean bo_intake_orders (BoIntake        *intake,
                           const GPtrArray *records,
                           BoRemoteState    state,
                           GError         **error);
/* The shop has it no more, or in its bin. */
gboolean bo_intake_remove_order (BoIntake     *intake,
                                 gint64        id,
                                 BoRemoteState state,
                                 GError      **error);
/* Unpaid orders lose their place when they have kept it long enough. */
gboolean bo_intake_lapse_orders (BoIntake *intake,
                                 GError  **error);

/* What one line of an order means for the queue. */
typedef struct
{
  const BoRemoteOrderRow *order; /* as it is now */
  gint64                  customer_id;
  gboolean                is_new;  /* the order was never seen before, or held no place */
  gint64                  changed; /* when what changed did, at the earliest: where more units queue from */
} BoLineTurn;

/* Brings the queue to what @line says: its fate, quantity and reduced units are the
 * shop's, the rest is what the queue knows of it.  Writes both. */
gboolean bo_intake_turn_line (BoIntake              *intake,
                              const BoLineTurn      *turn,
                              const BoRemoteLineRow *before,
                              BoRemoteLineRow       *line,
                              GError               **error);
/* An undecided line joins the queue; the caller writes @line. */
gboolean bo_intake_take_line (BoIntake               *intake,
                              const BoRemoteOrderRow *order,
                              gint64                  customer_id,
                              BoRemoteLineRow        *line,
                              GError                **error);

/* Settles the stock of one product of the shop's; %FALSE in @settled when it is in
 * motion. */
gboolean bo_intake_settle (BoIntake *intake,
                           gint64    remote_product_id,
                           gboolean *settled,
                           GError  **error);

/* A person has settled whose number counts. */
gboolean bo_intake_resolve_stock (BoIntake *intake,
                                  gint64    remote_product_id,
                                  gboolean  mine,
                                  GError  **error);

/* The same content, the same number, in every version of the program. */
#define BO_HASH_INIT G_GUINT64_CONSTANT (0xcbf29ce484222325)
guint64 bo_hash_add_int (guint64 hash,
                         gint64  value);
guint64 bo_hash_add_text (guint64     hash,
                          const char *text);

G_END_DECLS
