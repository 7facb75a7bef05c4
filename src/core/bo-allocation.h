/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-policy.h"
#include "bo-why.h"

G_BEGIN_DECLS

/* No need date: later than every day. */
#define BO_DAY_NONE G_MAXINT32

typedef enum
{
  BO_SUPPLY_ON_HAND,
  BO_SUPPLY_RECEIPT,
} BoSupplyKind;

/* One supply element (domain.md b.1). */
typedef struct
{
  gint64       id;      /* who asks numbers supplies so that ids sort as he wants them to */
  guint        product; /* index into the plan's products */
  BoSupplyKind kind;
  int          day; /* expected day of a receipt; ignored for on-hand */
  gint64       units;
  gint64       reserved_for; /* campaign, or 0 */
} BoSupply;

/* One part of a line's place in the queue (tranche rule, domain.md b.1). */
typedef struct
{
  gint64 units;
  gint64 queued; /* UTC seconds */
} BoTranche;

/* One line that waits. */
typedef struct
{
  gint64       id; /* ends every sort key */
  gint64       order_id;
  guint        product;
  gint64       open;   /* includes what the line has now */
  gint64       stands; /* units that it counts for ahead of others, where these are more than @open */
  gint64       before; /* what it has now (hard); strategies only */
  gint64       locked; /* of which untouchable; at most @open */
  int          priority_class;
  gint64       queued; /* UTC seconds: of its oldest tranche */
  int          need;   /* day number or BO_DAY_NONE */
  gint64       weight; /* pro-rata only; 0 means its open units */
  gint64       campaign;
  BoShipPolicy ship;
  BoStrategy   strategy;
  gboolean     paused;        /* keeps its place, takes no part, frees what is not locked */
  guint        first_tranche; /* index into the plan's tranches */
  guint        n_tranches;    /* 0 means one of @open units at @queued */
} BoDemand;

/**
 * BoPlan:
 *
 * All that a run looks at.  A run releases everything but locked units and deals
 * again, so the on-hand supply includes what lines have.
 */
typedef struct
{
  const BoPolicy *policy; /* (not owned) */
  int             today;
  guint           n_products;
  GArray         *supplies; /* (element-type BoSupply) (owned) */
  GArray         *demands;  /* (element-type BoDemand) (owned) */
  GArray         *tranches; /* (element-type BoTranche) (owned) */
} BoPlan;

typedef struct
{
  guint    supply; /* index into the plan's supplies */
  int      day;    /* when it can leave: available day */
  gint64   units;
  gboolean overdue; /* of a receipt that is late already */
} BoPeg;

/* What a run gives to the demand of the same index. */
typedef struct
{
  gint64 units;     /* hard, with locked and held back */
  gint64 held_back; /* hard, but not shippable */
  gint64 lacking;   /* open - sum of all pegs */
  int    first_day; /* of the first unit, BO_DAY_NONE without one */
  int    day;       /* of the last unit, BO_DAY_NONE while it lacks one */
  guint  first_peg; /* index into the result's pegs */
  guint  n_pegs;
  BoWhy  why;
} BoDeal;

typedef enum
{
  BO_EXCEPTION_WIN_NOT_FULL,
  BO_EXCEPTION_GAIN_LOST,
  BO_EXCEPTION_SUPPLY_DROP,
} BoExceptionKind;

typedef struct
{
  int             demand; /* index, or -1: no line */
  BoExceptionKind kind;
  gint64          units;
} BoException;

/**
 * BoAllocation:
 *
 * The result of a run (domain.md b.2 to b.7).
 */
typedef struct
{
  GArray  *deals;      /* (element-type BoDeal) one for each demand, in the plan's order */
  GArray  *pegs;       /* (element-type BoPeg) */
  GArray  *free;       /* (element-type gint64) on-hand given to nobody, one for each product */
  GArray  *exceptions; /* (element-type BoException) sorted by (line id, kind), no line first */
  gboolean aborted;    /* an exception stopped the run: the deals are what lines had */
} BoAllocation;

BoPlan *bo_plan_new (const BoPolicy *policy,
                     int             today,
                     guint           n_products);
void    bo_plan_free (BoPlan *plan);

BoAllocation *bo_allocate (const BoPlan *plan);
void          bo_allocation_free (BoAllocation *allocation);
const char   *bo_exception_kind_to_name (BoExceptionKind kind);

#define bo_allocation_get_deal(allocation, i) (&g_array_index ((allocation)->deals, BoDeal, (i)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPlan, bo_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoAllocation, bo_allocation_free)

G_END_DECLS
