/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* The pictures of the products, and whatever else lies below /wp-content/. */
gboolean bo_sample_image_answer (BoSampleCall *call);
GBytes  *bo_sample_image_draw (guint32 lot,
                               guint   size);

G_END_DECLS
