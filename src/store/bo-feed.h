/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* What other processes have done, read from the journal. */

typedef gboolean (*BoFeedOwnFunc) (gint64 event_id, gpointer user_data);

/* -1 with @error set. */
gint64   bo_feed_get_last_event (BoTxn   *txn,
                                 GError **error);
gboolean bo_feed_read (BoTxn        *txn,
                       gint64       *last,
                       BoChanges    *changes,
                       BoFeedOwnFunc is_own,
                       gpointer      user_data,
                       GError      **error);

G_END_DECLS
