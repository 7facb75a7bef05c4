/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-outbox.h"

G_BEGIN_DECLS

/* What is said about the shop on the other side, in words: the window's and, one
 * day, the day's page.  Headings are short and without a full stop; the sentence
 * that goes with an error is the error's own. */

const char *bo_catalog_error_to_title (int code);
const char *bo_sync_error_to_text (int code);
const char *bo_sync_stage_to_text (BoSyncStage stage);
char       *bo_sync_progress_to_text (const BoSyncProgress *progress);
char       *bo_sync_report_to_text (const BoSyncReport *report);
const char *bo_remote_backorders_to_text (BoRemoteBackorders backorders);
const char *bo_stock_owner_to_text (BoStockOwner owner);

char *bo_outbox_entry_to_title (const BoOutboxEntry *entry);
char *bo_outbox_entry_to_text (const BoOutboxEntry *entry,
                               GTimeZone           *time_zone);

gboolean    bo_conflict_kind_is_choice (BoConflictKind kind);
char       *bo_conflict_to_title (const BoConflict *conflict);
char       *bo_conflict_to_text (const BoConflict *conflict);
const char *bo_conflict_kind_to_mine (BoConflictKind kind);
const char *bo_conflict_kind_to_theirs (BoConflictKind kind);

G_END_DECLS
