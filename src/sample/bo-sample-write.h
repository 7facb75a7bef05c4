/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* What changes the shop. */
void bo_sample_create_product (BoSampleCall *call);
void bo_sample_update_product (BoSampleCall *call);
void bo_sample_delete_product (BoSampleCall *call);
void bo_sample_create_variation (BoSampleCall *call);
void bo_sample_update_variation (BoSampleCall *call);
void bo_sample_delete_variation (BoSampleCall *call);
void bo_sample_batch_products (BoSampleCall *call);
void bo_sample_batch_variations (BoSampleCall *call);

void bo_sample_create_order (BoSampleCall *call);
void bo_sample_update_order (BoSampleCall *call);
void bo_sample_delete_order (BoSampleCall *call);
void bo_sample_checkout (BoSampleCall *call);
void bo_sample_create_refund (BoSampleCall *call);
void bo_sample_create_note (BoSampleCall *call);
void bo_sample_delete_note (BoSampleCall *call);

void bo_sample_create_customer (BoSampleCall *call);
void bo_sample_update_customer (BoSampleCall *call);
void bo_sample_delete_customer (BoSampleCall *call);

G_END_DECLS
