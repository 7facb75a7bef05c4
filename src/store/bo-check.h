/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* Checks the invariants S1 to S7 of design.md section 3, the file's own integrity
 * and its foreign keys.  @problems receives one sentence a violation, at most 100,
 * and stays empty when all is well.  %FALSE only when the check could not run. */
gboolean bo_store_check (BoTxn     *txn,
                         GPtrArray *problems,
                         GError   **error);
/* What SQLite counts as a write: whether the search indexes agree with what they
 * were made of. */
gboolean bo_store_check_search (BoTxn     *txn,
                                GPtrArray *problems,
                                GError   **error);

/* Both: the first beside writers, then, where the store may be written and its
 * pages are whole, the second. */
void       bo_store_check_async (BoStore            *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GPtrArray *bo_store_check_finish (BoStore      *self,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
