/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"
#include "bo-sample-random.h"

G_BEGIN_DECLS

/* People who come by themselves and buy. */
typedef struct
{
  BoSampleState *state; /* (not owned) */
  BoSampleRandom random;
  gint64         last; /* monotonic microseconds */
  double         due;  /* orders that should have come by now */
} BoSampleTraffic;

void bo_sample_traffic_init (BoSampleTraffic *self,
                             BoSampleState   *state);
void bo_sample_traffic_pass (BoSampleTraffic *self,
                             gint64           now);

G_END_DECLS
