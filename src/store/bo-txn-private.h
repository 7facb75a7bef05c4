/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* What a writing connection keeps of the transaction under way (bo-journal.c). */
typedef struct _BoJournal BoJournal;

struct _BoTxn
{
  BoDb         *db;          /* (not owned) */
  BoJournal    *journal;     /* (not owned) (nullable): NULL in a read */
  GCancellable *cancellable; /* (not owned) (nullable) */
};

BoJournal *bo_journal_new (BoDb    *db,
                           GError **error);
void       bo_journal_free (BoJournal *self);

/* In the order of a transaction; @bo_journal_end writes the images and figures
 * and says what changed. */
void       bo_journal_begin (BoJournal *self);
BoChanges *bo_journal_end (BoTxn   *txn,
                           GError **error);
void       bo_journal_abandon (BoJournal *self);
/* After a flush that failed: the product whose figures could not be, or 0. */
gint64 bo_journal_get_failed_product (BoJournal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoJournal, bo_journal_free)

G_END_DECLS
