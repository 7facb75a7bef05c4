/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"
#include "bo-demand-query.h"
#include "bo-settings.h"

G_BEGIN_DECLS

/* One product of a run. */
typedef struct
{
  BoDemandProduct info;
  gint64          delivered; /* on top of what is on hand */
  guint           first_row; /* of its lines in the demand set */
  guint           n_rows;
  guint           group; /* the first product of those it is tied to */
} BoScopeProduct;

/**
 * BoScope:
 *
 * All that a run looks at: some products, and those tied to them since somebody
 * waits for both in one order that ships complete.  Tied products are a group and
 * are dealt in one plan.
 */
typedef struct
{
  BoDemandSet *demands;  /* (owned) */
  GArray      *products; /* (element-type BoScopeProduct) (owned): those asked for first */
  GArray      *order;    /* (element-type guint) (owned): products, group after group */
  GHashTable  *policies; /* (element-type utf8 BoPolicy) (owned): by JSON */
  GPtrArray   *fitted;   /* (element-type BoPolicy) (owned): copies that plans use */
} BoScope;

BoScope           *bo_scope_read (BoTxn        *txn,
                                  const GArray *product_ids,
                                  gboolean      all,
                                  GError      **error);
void               bo_scope_free (BoScope *scope);
const BoDemandRow *bo_scope_find_complete (BoScope *scope, guint at);
guint              bo_scope_get_group_size (const BoScope *scope,
                                            guint          at);
const BoPolicy    *bo_scope_get_group_policy (BoScope          *scope,
                                              guint             at,
                                              const BoSettings *shop,
                                              GError          **error);

#define bo_scope_get_product(scope, i) (&g_array_index ((scope)->products, BoScopeProduct, (i)))
#define bo_scope_get_member(scope, at) (bo_scope_get_product ((scope), g_array_index ((scope)->order, guint, (at))))
#define bo_scope_get_row(scope, i) (&g_array_index ((scope)->demands->rows, BoDemandRow, (i)))

/* The orders of one group that ship complete and are not complete after a run. */
GHashTable *bo_scope_find_incomplete (BoScope            *scope,
                                      guint               at,
                                      const BoAllocation *allocation);
gint64      bo_scope_get_held (GHashTable        *incomplete,
                               const BoDemandRow *row,
                               gint64             units);

/* What stands in for a line's own figures in one plan. */
typedef void (*BoScopeAdjust) (const BoDemandRow *row, BoDemand *demand, gpointer data);

/* One group's plan: its products by their place in the group, its demands product
 * by product in the order of the rows. */
BoPlan *bo_scope_make_plan (BoScope        *scope,
                            guint           at,
                            const BoPolicy *policy,
                            int             today,
                            BoScopeAdjust   adjust,
                            gpointer        data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoScope, bo_scope_free)

G_END_DECLS
