/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* What a run looks at: who waits for some products, and what there is of them.
 * Arrays of plain rows, read in few passes: a run may look at a million lines. */

/* One line that waits, with what it has. */
typedef struct
{
  gint64 id;
  gint64 order_id;
  gint64 product_id;
  gint64 allocation_id; /* of its hard allocation, 0 without one */
  gint64 open;
  gint64 allocated; /* hard */
  gint64 held;
  gint64 locked;
  gint64 price;
  gint64 queued;
  int    need;          /* BO_DAY_NONE without one */
  guint  campaign;      /* index into the set's campaigns and 1, or 0 */
  guint  first_tranche; /* index into the set's tranches: all of them, */
  guint  n_tranches;    /* or 0 where there is one only */
  guint8 priority_class;
  guint8 ship;     /* BoShipPolicy */
  guint8 strategy; /* BoStrategy */
  guint8 paused;
} BoDemandRow;

typedef struct
{
  GArray    *rows;      /* (element-type BoDemandRow) */
  GArray    *tranches;  /* (element-type BoTranche) */
  GPtrArray *campaigns; /* (element-type utf8) */
} BoDemandSet;

BoDemandSet *bo_demand_set_new (void);
void         bo_demand_set_free (BoDemandSet *set);
guint        bo_demand_set_number_campaign (BoDemandSet *set,
                                            const char  *campaign);

/* One product with its current figures. */
typedef struct
{
  gint64 id;
  gint64 on_hand;
  gint64 allocated;
  gint64 open_lines;
  gint64 revision;
  char  *sku;
  char  *name;
  char  *policy; /* (nullable): JSON */
} BoDemandProduct;

void bo_demand_product_clear (BoDemandProduct *product);

gboolean bo_demand_query_lines (BoTxn       *txn,
                                gint64       product_id,
                                BoDemandSet *set,
                                GError     **error);
gboolean bo_demand_query_all_lines (BoTxn       *txn,
                                    BoDemandSet *set,
                                    GError     **error);
gboolean bo_demand_query_product (BoTxn           *txn,
                                  gint64           product_id,
                                  BoDemandProduct *product,
                                  GError         **error);
/* (element-type BoDemandProduct) that somebody waits for, by name. */
GArray  *bo_demand_query_waiting_products (BoTxn   *txn,
                                           GError **error);
gboolean bo_demand_query_count (BoTxn   *txn,
                                gint64  *open_lines,
                                GError **error);
/* (element-type gint64) products that @order_id waits for. */
GArray *bo_demand_query_order_products (BoTxn   *txn,
                                        gint64   order_id,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDemandSet, bo_demand_set_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoDemandProduct, bo_demand_product_clear)

G_END_DECLS
