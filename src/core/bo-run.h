/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* One run of the rules, private to bo-run.c and the bo-deal-*.c files.
 *
 *   bo_allocate ──▶ locked units ──▶ for on-hand, then each availability day:
 *                     the rule of the policy (bo-deal-*.c) ──▶ bo_run_take ──▶ pegs
 *               ──▶ result (bo-allocation.c)
 *
 * A pass sees what is left plus what arrives, and every line starts from what it
 * has already.  The pass of the on-hand supply gives hard units; later ones only
 * dates. */

/* What one product has to give in this pass. */
typedef struct
{
  guint  first_supply; /* index into @order of supplies */
  guint  n_supplies;   /* of this product, by availability; on-hand first */
  guint  n_here;       /* of these, available in this pass */
  gint64 here;         /* units left for anybody, protected ones included */
  gint64 here_bound;   /* units left that only a campaign may have */
  gint64 protected;    /* of @here, kept for the policy's campaign (domain.md b.6) */
  gint64 drop;         /* units that lines had and that are gone (strategies) */
  gint64 free;         /* on hand given to nobody */
  gint64 kept;         /* of @free, protected for the policy's campaign */
} BoPool;

/* One turn in the order of the line. */
typedef struct
{
  gint64 key[3]; /* of the policy's key: need, class, queued as it wants them */
  gint64 id;
  guint  demand;
  gint64 offset; /* of the tranche within its line */
  gint64 units;  /* of the tranche; of the whole line where it ships complete */
} BoTurn;

typedef struct
{
  guint  demand;
  guint  supply;
  int    day;
  gint64 units;
} BoTaken;

typedef struct
{
  const BoPlan   *plan;
  const BoPolicy *policy;
  BoKey           key; /* the order of the line */
  guint           n_demands;

  BoPool *pools; /* one for each product */
  guint  *supply_order;
  int    *supply_day; /* availability day of each supply */
  gint64 *supply_left;

  BoTurn  *turns; /* by product and key; by key alone when orders tie products together */
  guint    n_turns;
  guint   *ranked;     /* demands by (product, key of the oldest tranche) */
  guint   *rank_first; /* of each product, index into @ranked; n_products + 1 */
  guint   *group;      /* of a demand whose order ships complete: the first demand of its order + 1 */
  guint   *group_next; /* the next demand of the same order + 1, or 0 */
  gboolean has_groups;

  gint64   *has;     /* units so far, of all passes */
  gint64   *hard;    /* of which on hand */
  gint64   *limit;   /* what a line may have by the rule: its open units if nothing else is said */
  gboolean *held;    /* ships complete, and took what there was */
  gboolean *dropped; /* ships complete and does not fit in this pass */

  GArray  *taken;      /* (element-type BoTaken) */
  GArray  *exceptions; /* (element-type BoException) */
  int      day;        /* of this pass */
  gboolean on_hand;    /* this pass deals what is on hand */
  gboolean locking;    /* what is locked is given: no reserve stands in its way */
  gboolean aborted;
} BoRun;

BoRun *bo_run_new (const BoPlan *plan);
void   bo_run_free (BoRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRun, bo_run_free)

gboolean bo_run_next_pass (BoRun *run);
gint64   bo_run_get_available (const BoRun    *run,
                               const BoDemand *demand);
gint64   bo_run_take (BoRun *run,
                      guint  demand,
                      gint64 units);
gboolean bo_run_holds (const BoRun *run,
                       guint        demand);

static inline const BoDemand *
bo_run_demand (const BoRun *run,
               guint        demand)
{
  return &g_array_index (run->plan->demands, BoDemand, demand);
}

static inline gboolean
bo_demand_is_complete (const BoDemand *demand)
{
  return demand->ship != BO_SHIP_PARTIAL;
}

/* The rules, each for one pass. */
void bo_deal_greedy (BoRun *run);
void bo_deal_fair (BoRun *run);
void bo_deal_strategies (BoRun *run);

/* Why each line has what it has. */
void bo_explain (const BoRun  *run,
                 BoAllocation *allocation);

/* Sets @limit for the rules that deal the total of all supplies once. */
void bo_deal_total (BoRun *run);

/* What a rule of proportion or level gives to @demands (indices, in key order) out of
 * @pool units; adds to @gives.  bo-deal-fair.c, bo-deal-share.c. */
void bo_share_sainte_lague (const BoRun *run,
                            const guint *demands,
                            guint        n,
                            gint64       pool,
                            gint64      *gives);
void bo_share_pro_rata (const BoRun *run,
                        const guint *demands,
                        guint        n,
                        gint64       pool,
                        gint64      *gives);
void bo_share_equal (const BoRun *run,
                     const guint *demands,
                     guint        n,
                     gint64       pool,
                     gint64      *gives);

G_END_DECLS
