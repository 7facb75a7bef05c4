/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-allocation.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 product_id;
  gint64 units; /* that arrived; 0: deal again what is there */
} BoDelivered;

typedef struct
{
  gint64 line_id;
  gint64 units;
} BoPin;

/**
 * BoProposalRequest:
 *
 * What to deal: a delivery, or what is on hand of some products or of all.
 */
typedef struct
{
  GArray   *delivered; /* (element-type BoDelivered) (owned): each product once */
  gboolean  all;       /* every product that somebody waits for */
  char     *reference; /* (nullable) of the delivery */
  char     *supplier;  /* (nullable) */
  GArray   *pins;      /* (element-type BoPin) (owned): what staff fixed by hand in this proposal */
  BoPolicy *policy;    /* (owned) (nullable): for this run instead of the one in force */

  GHashTable *index_of; /* (element-type gint64 guint) (owned): where a product is in @delivered, and 1 */
} BoProposalRequest;

BoProposalRequest *bo_proposal_request_new (void);
BoProposalRequest *bo_proposal_request_copy (const BoProposalRequest *request);
void               bo_proposal_request_free (BoProposalRequest *request);
void               bo_proposal_request_add (BoProposalRequest *request,
                                            gint64             product_id,
                                            gint64             units);
/* One pin a line: a later one replaces an earlier; @units -1 takes it off. */
void bo_proposal_request_pin (BoProposalRequest *request,
                              gint64             line_id,
                              gint64             units);

typedef enum
{
  BO_BREAKS_NOTHING = 0,
  BO_BREAKS_LOSES = 1 << 0,    /* has less than before */
  BO_BREAKS_NEED_DAY = 1 << 1, /* its need date has passed or is today and it is not full */
} BoBreaks;

typedef struct
{
  gint64   line_id;
  gint64   product_id;
  gint64   open;
  gint64   before; /* hard, what it has now */
  gint64   after;  /* hard, with held and locked */
  gint64   held;   /* of @after */
  gint64   locked; /* of @after */
  gint64   price;  /* a unit; in @currency of the proposal's product */
  gint64   place;  /* in the run's order */
  gboolean pinned; /* fixed by hand in this proposal */
  gboolean paused;
  BoBreaks breaks;
  BoWhy    why;
} BoProposalLine;

typedef struct
{
  gint64 product_id;
  char  *sku;
  char  *name;
  gint64 revision;
  gint64 on_hand_before;
  gint64 delivered;
  gint64 free_before;
  gint64 free_after;
  guint  first_line; /* index into the proposal's lines */
  guint  n_lines;
} BoProposalProduct;

/**
 * BoProposal:
 *
 * Who would get what.  Holds no lock: it keeps the revision of every product that
 * it looked at, and applying it compares.  Immutable; reference counted.
 */
typedef struct _BoProposal BoProposal;

/* A line whose allocation changes, for bo-apply.c: all that it writes in one place,
 * since the changes lie in another order than the lines. */
typedef struct
{
  gint64   line_id;
  gint64   allocation_id; /* of the row there is, or 0 */
  gint64   units;
  gint64   held;
  gint64   locked;
  gboolean moved; /* has more or less than before */
  BoWhy    why;
} BoProposalChange;

struct _BoProposal
{
  BoProposalRequest *request;    /* (owned) */
  GArray            *lines;      /* (element-type BoProposalLine) by product, then in the run's order */
  GPtrArray         *products;   /* (element-type BoProposalProduct) */
  GArray            *exceptions; /* (element-type BoException); demand indexes @lines */
  BoRule             rule;
  gboolean           aborted;
  gint64             units_gained; /* sum over lines of what they gain */
  gint64             units_lost;
  guint              n_changed;   /* lines whose allocation changes */
  GArray            *changes;     /* (element-type BoProposalChange) what applying writes, by line */
  int                today;       /* the run's day */
  char              *policy_text; /* (nullable): the shop's policy that dealt, JSON; NULL when it was not asked */
  char              *revision;    /* of all it looked at and was asked: short text to hand back to `--if-revision` */
  char              *unpinned;    /* what the revision would be without the pins */
};

BoProposal *bo_proposal_new (const BoProposalRequest *request);
GType       bo_proposal_get_type (void);
#define BO_TYPE_PROPOSAL (bo_proposal_get_type ())
BoProposal *bo_proposal_ref (BoProposal *proposal);
void        bo_proposal_unref (BoProposal *proposal);
gboolean    bo_proposal_is_of_revision (const BoProposal *proposal,
                                        const char       *revision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProposal, bo_proposal_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProposalRequest, bo_proposal_request_free)

G_END_DECLS
