/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* The two ways to write a product: by itself, looked at first, and in a batch. */
gboolean         bo_sample_product_apply (BoSampleCall    *call,
                                          BoSampleProduct *product,
                                          gboolean         in_batch);
BoSampleProduct *bo_sample_product_create (BoSampleCall *call,
                                           gboolean      in_batch);

G_END_DECLS
