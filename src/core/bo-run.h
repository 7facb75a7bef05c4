/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* One run of the rules, private to bo-run*.c and the bo-deal-*.c files.
 *
 *   bo_allocate ──▶ for each queue: locked units, then
 *                     for what is on hand, and for each availability day after it:
 *                       the rule of the policy (bo-deal-*.c) ──▶ bo_run_take ──▶ pegs
 *               ──▶ result (bo-run-result.c)
 *
 * A queue is the line of those who wait for one product, or for several that orders
 * which ship complete tie together.  Queues have nothing to do with each other: each
 * has its own days, so a product is dealt the same whatever else is dealt with it.
 *
 * A pass sees what is left plus what arrives, and every line starts from what it
 * has already.  The pass of the on-hand supply gives hard units; later ones only
 * dates.
 *
 * Lines are numbered by product, and within it by the key of their oldest tranche:
 * the order of ties, the place that is told, and the order in which memory is read. */

/* What one product has to give in this pass. */
typedef struct
{
  guint  first_supply; /* index into @supply_order */
  guint  n_supplies;   /* of this product, by availability; on-hand first */
  guint  n_here;       /* of these, available in this pass */
  guint  n_used_up;    /* of these, with nothing left */
  guint  first_turn;   /* index into @product_turns, in a queue of several products */
  guint  n_turns;      /* that have to do with it */
  gint64 here;         /* units left for anybody, protected ones included */
  gint64 here_bound;   /* units left that only one campaign may have */
  gint64 here_ours;    /* of @here_bound, for the campaign of the policy's reserve */
  gint64 reserve;      /* of the policy's reserve, not drawn yet (domain.md b.6) */
  gint64 wanted;       /* by the lines of its campaign, still */
  gint64 drop;         /* units that lines had and that are gone (strategies) */
  gint64 free;         /* on hand given to nobody */
  gint64 kept;         /* of @free, protected for the policy's campaign */
  guint  reckoned;     /* the round in which it was, under a fair rule */
} BoPool;

/* What a class of a product was dealt by CLASS_SHARES. */
typedef struct
{
  gint64 share;   /* its part of what there was */
  gint64 spilled; /* what it got of what the others left */
} BoClassPart;

typedef struct
{
  guint first_product; /* index into @queue_products */
  guint n_products;
  guint first_turn;
  guint n_turns;
} BoQueue;

/* One turn in the order of the line.  An order that ships complete has one. */
typedef struct
{
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
  BoRule          rule; /* that deals in the end: inside the classes where they go first */
  BoKey           key;  /* the order of the line */
  guint           n_demands;

  const BoDemand *demands;      /* by product and key */
  BoDemand       *sorted;       /* (owned) (nullable) them, where the plan had another order */
  guint          *origin;       /* (owned) (nullable) where each stood in the plan */
  guint          *first_demand; /* of each product; n_products + 1 */
  guint          *group;        /* (nullable) of a line whose order ships complete: the first line of its order + 1 */
  guint          *group_next;   /* the next line of the same order + 1, or 0 */

  BoPool *pools; /* one for each product */
  guint  *supply_order;
  int    *supply_day; /* availability day of each supply */
  gint64 *supply_left;

  GArray *queues; /* (element-type BoQueue) */
  guint  *queue_products;
  GArray *turns;         /* (element-type BoTurn) by queue and key */
  GArray *product_turns; /* (element-type guint) of the queue that is dealt to */

  gint64   *has;     /* units so far, of all passes */
  gint64   *hard;    /* of which on hand */
  gint64   *limit;   /* what a line may have by the rule: its open units if nothing else is said */
  gint64   *gives;   /* what a rule has reckoned, before it is taken */
  gboolean *dropped; /* ships complete and does not fit in this pass */
  guint     round;   /* of leaving some out and reckoning again */

  BoClassPart *class_parts; /* (nullable) of each class of each product, for the why; by bo_run_class_part() */

  GArray        *taken;      /* (element-type BoTaken) */
  GArray        *exceptions; /* (element-type BoException), of which @demand is a number of the run */
  const BoQueue *queue;      /* that is dealt to */
  gint64         here;       /* units left in this pass of all products of the queue */
  GArray        *pass_turns; /* (element-type guint) whose turn it is in this pass, unless @all_turns */
  gboolean       all_turns;
  guint         *opened;  /* the products that get something in this pass */
  int            day;     /* of this pass */
  gboolean       on_hand; /* this pass deals what is on hand */
  gboolean       locking; /* what is locked is given: nothing that is kept for others stands in its way */
  gboolean       aborted;
} BoRun;

BoRun *bo_run_new (const BoPlan *plan);
void   bo_run_free (BoRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRun, bo_run_free)

void     bo_run_set_up_order (BoRun *run);
void     bo_run_set_up_turns (BoRun *run);
void     bo_run_choose_turns (BoRun       *run,
                              const guint *opened,
                              guint        n_opened);
void     bo_run_open_queue (BoRun *run,
                            guint  queue);
gboolean bo_run_next_pass (BoRun *run);
gint64   bo_run_get_protected (const BoRun *run,
                               guint        product);
gint64   bo_run_get_available (const BoRun    *run,
                               const BoDemand *demand);
gint64   bo_run_take (BoRun *run,
                      guint  demand,
                      gint64 units);
gboolean bo_run_holds (const BoRun *run,
                       guint        demand);

static inline BoClassPart *
bo_run_class_part (const BoRun *run,
                   guint        product,
                   int          priority_class)
{
  return &run->class_parts[product * (BO_CLASS_MAX + 1) + (guint) priority_class];
}

static inline const BoDemand *
bo_run_demand (const BoRun *run,
               guint        demand)
{
  return &run->demands[demand];
}

/* The @i-th product of the queue that is dealt to. */
static inline guint
bo_run_product (const BoRun *run,
                guint        i)
{
  return run->queue_products[run->queue->first_product + i];
}

/* The @i-th turn of the queue, whatever the pass. */
static inline const BoTurn *
bo_run_queue_turn (const BoRun *run,
                   guint        i)
{
  return &g_array_index (run->turns, BoTurn, run->queue->first_turn + i);
}

static inline guint
bo_run_count_turns (const BoRun *run)
{
  return run->all_turns ? run->queue->n_turns : run->pass_turns->len;
}

/* The @i-th turn of this pass. */
static inline const BoTurn *
bo_run_turn (const BoRun *run,
             guint        i)
{
  return bo_run_queue_turn (run, run->all_turns ? i : g_array_index (run->pass_turns, guint, i));
}

/* The lines that leave together with @demand, itself among them: of its order if that
 * ships complete, else it alone. */
#define BO_NO_LINE G_MAXUINT

static inline guint
bo_run_first_of_order (const BoRun *run,
                       guint        demand)
{
  return run->group == NULL || run->group[demand] == 0 ? demand : run->group[demand] - 1;
}

static inline guint
bo_run_next_of_order (const BoRun *run,
                      guint        demand)
{
  return run->group_next == NULL ? BO_NO_LINE : run->group_next[demand] - 1;
}

static inline gboolean
bo_demand_is_complete (const BoDemand *demand)
{
  return demand->ship != BO_SHIP_PARTIAL;
}

/* The rules, each for one pass of one queue. */
void bo_deal_greedy (BoRun *run);
void bo_deal_fair (BoRun *run);
void bo_deal_strategies (BoRun *run);

/* What a fair rule gives, and who is left out since he ships complete and does not come
 * full. */
void bo_fair_reckon (const BoRun *run,
                     guint        product,
                     gboolean     total,
                     gint64      *gives);
void bo_fair_drop (BoRun   *run,
                   gboolean total);

/* Whether stock that lines had is gone, so that the run cannot be refused. */
gboolean bo_strategies_find_exceptions (BoRun *run);

/* Why a line has what it has. */
void bo_explain (const BoRun *run,
                 guint        demand,
                 gint64       ahead,
                 gint64       behind,
                 BoDeal      *deal);

/* Whether greedy rules deal to its tranches one by one. */
static inline gboolean
bo_run_parts (const BoRun    *run,
              const BoDemand *demand)
{
  return demand->n_tranches > 1 && !bo_demand_is_complete (demand) && bo_policy_is_greedy (run->rule);
}

/* Who stands before whom; bo-run-ahead.c. */
void bo_run_count_ahead (const BoRun *run,
                         guint        product,
                         gint64      *ahead,
                         gint64      *behind);

BoAllocation *bo_run_make_allocation (BoRun *run);

/* Sets @limit for the rules that deal the total of all supplies once. */
void bo_deal_total (BoRun *run);

/* What a rule of proportion or level gives to @demands (in key order) out of @pool
 * units; adds to the run's @gives.  bo-share.c. */
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
