/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-shop.h"
#include "sync-fixture.h"

G_BEGIN_DECLS

/* A store beside the sample shop, which it speaks to over sockets. */
typedef struct
{
  BoServiceFixture base;
  BoSync          *sync; /* (owned) */
} SampleStore;

/* @trust: (nullable): of a shop that speaks https */
void sample_store_set_up (SampleStore  *store,
                          BoSampleShop *shop,
                          GTlsDatabase *trust);
void sample_store_tear_down (SampleStore *store);

G_END_DECLS
