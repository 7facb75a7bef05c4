/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-policy.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* How a policy lines up those who wait for one product. */
typedef struct
{
  BoKey    key;
  gboolean greedy; /* units that were added to a line later stand further back */
} BoStanding;

BoStanding bo_standing_of_policy (const BoPolicy *policy);
gboolean   bo_standing_load (BoTxn      *txn,
                             gint64      product_id,
                             BoStanding  shop,
                             BoStanding *standing,
                             GError    **error);

G_END_DECLS
