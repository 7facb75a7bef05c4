/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

typedef enum
{
  BO_SAMPLE_GET = 1 << 0,
  BO_SAMPLE_POST = 1 << 1,
  BO_SAMPLE_PUT = 1 << 2, /* and PATCH */
  BO_SAMPLE_DELETE = 1 << 3,
} BoSampleMethods;

typedef struct
{
  const char     *pattern; /* below /wp-json/; # stands for a number */
  BoSampleMethods methods;
  BoSampleHandler handler;
  const char     *allow;
} BoSampleRoute;

/* What a shop lets anybody see. */
void bo_sample_site_index (BoSampleCall *call);
void bo_sample_site_namespace (BoSampleCall *call);

/* What it lets its own see. */
void bo_sample_site_currency (BoSampleCall *call);
void bo_sample_site_settings (BoSampleCall *call);
void bo_sample_site_system (BoSampleCall *call);

void bo_sample_read_products (BoSampleCall *call);
void bo_sample_read_product (BoSampleCall *call);
void bo_sample_read_variations (BoSampleCall *call);
void bo_sample_read_all_variations (BoSampleCall *call);
void bo_sample_read_variation (BoSampleCall *call);
void bo_sample_read_orders (BoSampleCall *call);
void bo_sample_read_order (BoSampleCall *call);
void bo_sample_read_refunds (BoSampleCall *call);
void bo_sample_read_refund (BoSampleCall *call);
void bo_sample_read_notes (BoSampleCall *call);
void bo_sample_read_note (BoSampleCall *call);
void bo_sample_read_customers (BoSampleCall *call);
void bo_sample_read_customer (BoSampleCall *call);

BoSampleProduct *bo_sample_call_find_product (BoSampleCall *call);
BoSampleProduct *bo_sample_call_find_variation (BoSampleCall *call);
BoSampleOrder   *bo_sample_call_find_order (BoSampleCall *call);

const BoSampleRoute *bo_sample_routes_get (guint *n);

G_END_DECLS
