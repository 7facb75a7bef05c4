/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* Plain snapshots of what the store holds.  They have no signals and no
 * references, so they are what crosses threads; models turn them into objects on
 * the main thread.  Units are whole units, money is integer minor units of the
 * currency beside it, instants are UTC seconds and days are days since
 * 1970-01-01 in the shop's time zone. */

typedef enum
{
  BO_REASON_UNFORESEEN,
  BO_REASON_PLANNED, /* a pre-order */
} BoReason;

typedef enum
{
  BO_CAUSE_NONE,
  BO_CAUSE_SUPPLY_DISRUPTION,
  BO_CAUSE_PRODUCTION_DELAY,
  BO_CAUSE_DEMAND_SURGE,
  BO_CAUSE_OTHER,
} BoCause;

typedef struct
{
  gint64   id;
  char    *name;     /* empty for an anonymous customer */
  char    *email;    /* (nullable) */
  char    *phone;    /* (nullable) */
  char    *country;  /* (nullable) */
  char    *language; /* (nullable) */
  gboolean business;
  int      priority_class;
  gboolean anonymous;
  gint64   open_lines; /* filled by the customer list only */
  gint64   open_units;
} BoCustomerRecord;

typedef struct
{
  gint64 id;
  char  *sku;
  char  *barcode; /* (nullable) */
  char  *name;
  gint64 price;    /* -1 when unknown */
  char  *currency; /* (nullable) */
  gint64 case_size;
  char  *supplier; /* (nullable) */
  char  *policy;   /* (nullable): JSON; the shop's when NULL */
  gint64 on_hand;
  gint64 allocated; /* hard */
  gint64 open_lines;
  gint64 open_units;
  gint64 oldest_queued; /* of its oldest waiting line; 0 without one */
  gint64 revision;
} BoProductRecord;

/* One waiting product of one order, with what a list shows of its order,
 * customer and product. */
typedef struct
{
  gint64       id;
  gint64       order_id;
  gint64       product_id;
  gint64       customer_id;
  char        *order_number;
  char        *customer; /* empty for an anonymous customer */
  char        *sku;
  char        *product;
  gint64       ordered;
  gint64       cancelled;
  gint64       shipped;
  gint64       open;
  gint64       allocated; /* hard, with held and locked */
  gint64       held;
  gint64       locked;
  gint64       price; /* a unit */
  char        *currency;
  int          priority_class;
  gint64       queued; /* of its oldest open tranche */
  int          need;   /* BO_DAY_NONE without one */
  BoShipPolicy ship;
  BoStrategy   strategy;
  BoReason     reason;
  BoCause      cause;
  char        *campaign; /* (nullable) */
  gboolean     paused;
  gint64       place;       /* in its product's line under the policy in force, from 1; 0 when nothing is open */
  gint64       place_count; /* how many wait in that line */
  gint64       units_ahead; /* open units of the lines before it */
  gint64       later;       /* of @open, added later: they queue since then, not since @queued */
} BoLineRecord;

/* One thing that happened to a line, for its history. */
typedef struct
{
  gint64   event_id;
  gint64   at;
  char    *kind; /* as in bo-event-kind.h: "place", "amend", "receive" ... */
  gint64   ordered_delta;
  gint64   cancelled_delta;
  gint64   shipped_delta;
  gint64   allocated_delta;
  gint64   returned_delta; /* of what it was shipped, back in stock */
  gboolean undone;
  char    *note; /* (nullable) */
} BoHistoryRecord;

typedef struct
{
  gint64 id;
  gint64 at;
  char  *kind;
  char  *summary;     /* what was done, English, no personal data */
  char  *external_id; /* (nullable) */
  gint64 undoes;      /* 0: none */
  gint64 undone_by;   /* 0: still stands */
  gint64 group_id;    /* events undone together; 0: alone */
} BoEventRecord;

/* The total row of a list; amounts are never summed across currencies. */
typedef struct
{
  char  *currency;
  gint64 lines;
  gint64 units;
  gint64 value; /* sum of open units * price */
} BoTotal;

void bo_customer_record_free (BoCustomerRecord *record);
void bo_product_record_free (BoProductRecord *record);
void bo_line_record_free (BoLineRecord *record);
void bo_history_record_free (BoHistoryRecord *record);
void bo_event_record_free (BoEventRecord *record);
void bo_total_free (BoTotal *total);

/* The part of @record's open units that may leave now. */
gint64 bo_line_record_get_shippable (const BoLineRecord *record);

const char *bo_reason_to_name (BoReason reason);
gboolean    bo_reason_from_name (const char *name,
                                 BoReason   *reason);
char       *bo_reason_list_names (void);
const char *bo_cause_to_name (BoCause cause);
gboolean    bo_cause_from_name (const char *name,
                                BoCause    *cause);
char       *bo_cause_list_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCustomerRecord, bo_customer_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProductRecord, bo_product_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoLineRecord, bo_line_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEventRecord, bo_event_record_free)

G_END_DECLS
