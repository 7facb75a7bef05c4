/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-policy.h"

G_BEGIN_DECLS

/**
 * BoWhyCode:
 *
 * Why a line has what it has after a run.  A code with numbers, so that it can
 * be stored, compared and put into a sentence in any language.
 */
typedef enum
{
  BO_WHY_NONE,
  BO_WHY_FILLED,           /* all open units, by place in line */
  BO_WHY_PART,             /* the supply ended inside this line */
  BO_WHY_OUT,              /* the supply ended before this line */
  BO_WHY_SHARE,            /* its share of a fair rule; @more: units in a case, units on hand that make none */
  BO_WHY_CLASS_SHARE,      /* of what its class was dealt; @more: the class's percent and 1, the units
                            * of its share, the units that it has of what others left */
  BO_WHY_COMPLETE_SKIPPED, /* ships complete and does not fit */
  BO_WHY_COMPLETE_HELD,    /* ships complete, holds what there is */
  BO_WHY_RESERVED,         /* the rest is protected for a campaign */
  BO_WHY_PAUSED,
  BO_WHY_LOCKED, /* pinned, or told to the customer */
  BO_WHY_WIN,
  BO_WHY_KEPT,       /* gain, improve, fill: what it had */
  BO_WHY_TOPPED_UP,  /* gain, improve: more than it had */
  BO_WHY_LOST,       /* less than it had */
  BO_WHY_OUT_OF_RUN, /* strategy skip */
  BO_WHY_GIVES,      /* strategy lose */
  BO_WHY_ABORTED,    /* an exception: nothing was changed */
  BO_WHY_LATER,      /* the supply ended before units that were added to it later */
} BoWhyCode;

typedef struct
{
  BoWhyCode code;
  BoRule    rule;    /* the rule that dealt */
  BoKey     key;     /* the order of the line it stood in */
  gint64    place;   /* its place in the run's order, from 1; 0 where there is none */
  gint64    ahead;   /* open units of this product dealt before it, in that order */
  gint64    units;   /* what it got */
  gint64    open;    /* what it wants */
  gint64    extra;   /* by code: the campaign's units, the class, what it had, others' units before its later ones */
  gint64    more[3]; /* by code; 0 where it was not kept */
} BoWhy;

char    *bo_why_to_string (const BoWhy *why,
                           const char  *domain);
char    *bo_why_to_reason (const BoWhy *why,
                           const char  *domain);
char    *bo_why_encode (const BoWhy *why);
gboolean bo_why_decode (const char *text,
                        BoWhy      *why);
void     bo_why_update (BoWhy *why,
                        gint64 units,
                        gint64 open,
                        gint64 behind);

G_END_DECLS
