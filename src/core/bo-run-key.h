/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-run.h"

G_BEGIN_DECLS

/* A line or a tranche with its sort key, which ends in what is unique. */
typedef struct
{
  gint64 key[3]; /* need, class, queued, as the policy wants them */
  gint64 id;
  BoTurn turn; /* of which @demand is still the plan's number while lines are sorted */
} BoKeyed;

void bo_keyed_set (const BoRun    *run,
                   const BoDemand *demand,
                   gint64          queued,
                   BoKeyed        *keyed);
int  bo_keyed_compare (gconstpointer a,
                       gconstpointer b);
void bo_keyed_sort (GArray *keyed);

G_END_DECLS
