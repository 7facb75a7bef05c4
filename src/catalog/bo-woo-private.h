/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-woo-client.h"

G_BEGIN_DECLS

/* What BoWooCatalog does, a file each. */

void             bo_woo_test_async (BoWooClient        *client,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
BoCatalogReport *bo_woo_test_finish (BoWooClient  *client,
                                     GAsyncResult *result,
                                     GError      **error);

void     bo_woo_push_async (BoWooClient        *client,
                            const BoPush       *push,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean bo_woo_push_finish (BoWooClient  *client,
                             GAsyncResult *result,
                             BoPushResult *push_result,
                             GError      **error);

void    bo_woo_image_async (BoWooClient        *client,
                            const char         *address,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
GBytes *bo_woo_image_finish (BoWooClient  *client,
                             GAsyncResult *result,
                             GError      **error);

G_END_DECLS
