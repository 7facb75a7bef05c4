/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-records.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* The append-only journal of every command (design.md section 3).
 *
 * SQLite's preupdate hook shows each row of a journalled table (bo-schema.h)
 * before and after it changes; the journal keeps the first image before and the
 * last image after, and writes them as event_row rows when the transaction ends.
 * Commands write rows and nothing else: they cannot forget an image.  From the
 * same hook bo-figures.c keeps the sums in product_state and queue_total and
 * raises product revisions. */

typedef enum
{
  BO_JOURNAL_ERROR_ALREADY_APPLIED, /* an event with this external id has been applied */
  BO_JOURNAL_ERROR_NO_EVENT,        /* there is no such event */
  BO_JOURNAL_ERROR_UNDONE,          /* it has been undone */
  BO_JOURNAL_ERROR_IN_THE_WAY,      /* a later event changed what it touched */
} BoJournalError;

#define BO_JOURNAL_ERROR (bo_journal_error_quark ())
GQuark bo_journal_error_quark (void);

gint64 bo_journal_begin_event (BoTxn      *txn,
                               const char *kind,
                               const char *summary,
                               const char *external_id,
                               gint64      group_id,
                               gint64      at,
                               GError    **error);
/* Brings product_state and queue_total up to date with what this transaction has
 * written so far; done by the commit too. */
gboolean   bo_journal_flush (BoTxn   *txn,
                             GError **error);
gint64     bo_journal_find_event (BoTxn      *txn,
                                  const char *external_id,
                                  GError    **error);
gint64     bo_journal_undo (BoTxn   *txn,
                            gint64   event_id,
                            gint64   at,
                            gint64  *in_the_way,
                            GError **error);
gint64     bo_journal_last_undoable (BoTxn   *txn,
                                     GError **error);
GPtrArray *bo_journal_list_events (BoTxn   *txn,
                                   gint64   before,
                                   guint    limit,
                                   GError **error);
GPtrArray *bo_journal_list_line_history (BoTxn   *txn,
                                         gint64   line_id,
                                         GError **error);

G_END_DECLS
