/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-shop.h"
#include "bo-sync.h"

G_BEGIN_DECLS

/* Lets somebody work in the sample shop behind our back, once it has been read: a
 * number of stock is changed there, and an order completed whose goods are not here.
 * The next sync has something to settle. */
void     bo_demo_story_async (BoService          *service,
                              BoSync             *sync,
                              BoSampleShop       *shop,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean bo_demo_story_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
