/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync.h"

G_BEGIN_DECLS

/**
 * BoDemo:
 *
 * The sample shop, which is open for as long as this object is there, and a store
 * that is synced with it, in a temporary folder that goes with the object.
 *
 * "progress" (text): while it is made, what happens just now.
 */
#define BO_TYPE_DEMO (bo_demo_get_type ())
G_DECLARE_FINAL_TYPE (BoDemo, bo_demo, BO, DEMO, GObject)

BoDemo     *bo_demo_new (void);
const char *bo_demo_get_path (BoDemo *self);
BoSync     *bo_demo_get_sync (BoDemo *self);
void        bo_demo_make_async (BoDemo             *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
BoService  *bo_demo_make_finish (BoDemo       *self,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
