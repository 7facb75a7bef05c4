/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-woo-client.h"

G_BEGIN_DECLS

/* A note to the customer of an order.  The shop sends it by e-mail, so twice is
 * once too often. */

char    *bo_woo_note_compose (const char *text,
                              const char *reference);
void     bo_woo_note_async (BoWooClient        *client,
                            const BoPush       *push,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean bo_woo_note_finish (BoWooClient  *client,
                             GAsyncResult *result,
                             BoPushResult *push_result,
                             GError      **error);

G_END_DECLS
