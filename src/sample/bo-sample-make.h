/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-books.h"
#include "bo-sample-random.h"

G_BEGIN_DECLS

/* Makes up the shop's history up to an instant. */
typedef struct
{
  BoSampleBooks *books; /* (not owned) */
  BoSampleRandom random;
  gint64         now;
  GPtrArray     *goods;       /* (element-type BoSampleProduct) (owned): what can be bought */
  GPtrArray     *scarce;      /* (element-type BoSampleProduct) (owned): what ran out some weeks ago */
  GArray        *empty_since; /* (element-type gint64) (owned): by product id; 0: never */
} BoSampleMaker;

BoSampleBooks *bo_sample_make_shop (guint64    seed,
                                    guint      n_products,
                                    guint      n_customers,
                                    guint      n_orders,
                                    gint64     now,
                                    GTimeZone *zone);

/* Steps of the above. */
void             bo_sample_make_products (BoSampleMaker *self,
                                          guint          n);
void             bo_sample_make_customers (BoSampleMaker *self,
                                           guint          n);
void             bo_sample_make_orders (BoSampleMaker *self,
                                        guint          n);
BoSampleAddress *bo_sample_make_person (BoSampleMaker *self,
                                        guint          number);

const char *bo_sample_maker_pick_word (BoSampleMaker *self,
                                       const char    *words);
gint64      bo_sample_maker_get_empty_since (BoSampleMaker *self,
                                             guint32        product);

G_END_DECLS
