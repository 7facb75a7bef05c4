/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync.h"

G_BEGIN_DECLS

/* Writes the log of syncs into a file, to attach to a bug report. */
void  bo_shop_log_save_async (BoSync             *sync,
                              GFile              *file,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
char *bo_shop_log_save_finish (BoSync       *sync,
                               GAsyncResult *result,
                               GError      **error);

G_END_DECLS
