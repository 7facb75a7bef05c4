/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-list.h"

G_BEGIN_DECLS

/* What a query lets through.  Members that do not apply to a resource are unset. */
struct _BoSampleFilter
{
  GHashTable   *include;      /* (owned) (nullable) */
  GHashTable   *exclude;      /* (owned) (nullable) */
  GStrv         statuses;     /* (owned) (nullable): all that are not in the bin */
  GStrv         skus;         /* (owned) (nullable) */
  const char   *type;         /* (nullable) */
  const char   *search;       /* (nullable) */
  const char   *search_sku;   /* (nullable): a part of it */
  const char   *role;         /* (nullable) */
  const char   *email;        /* (nullable) */
  const char   *stock_status; /* (nullable) */
  guint64       customer;     /* 0: any */
  guint64       product;      /* 0: any */
  BoSampleBound after;
  BoSampleBound before;
  BoSampleBound modified_after;
  BoSampleBound modified_before;
};

BoSampleFilter *bo_sample_filter_new (BoSampleCall           *call,
                                      const BoSampleListKind *kind);
void            bo_sample_filter_free (BoSampleFilter *self);
gboolean        bo_sample_filter_match (const BoSampleFilter *self,
                                        guint32               id,
                                        BoSampleStamp         created,
                                        BoSampleStamp         modified,
                                        const char           *status);
gboolean        bo_sample_filter_contains (const char *text,
                                           const char *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleFilter, bo_sample_filter_free)

G_END_DECLS
