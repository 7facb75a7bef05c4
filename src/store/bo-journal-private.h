/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-event-rows.h"
#include "bo-figures.h"
#include "bo-journal.h"
#include "bo-schema.h"
#include "bo-txn-private.h"

G_BEGIN_DECLS

/* Shared by bo-journal.c, which opens and ends events, and bo-journal-watch.c, which is
 * shown the rows. */

#define BO_JOURNAL_COLUMNS_MAX 48
/* Table names, by address, whose number is known. */
#define BO_JOURNAL_TABLE_NAMES 64

/* The columns that figures and changes are made of; -1 in a table without one. */
typedef struct
{
  int   n_columns;
  char *names[BO_JOURNAL_COLUMNS_MAX]; /* (owned) */
  int   product_id;
  int   customer_id;
  int   order_id;
  int   line_id;
  int   open;
  int   allocated;
  int   price;
  int   currency;
  int   units;
} BoJournalColumns;

struct _BoJournal
{
  BoDb            *db; /* (not owned) */
  BoJournalColumns columns[BO_TABLE_LAST + 1];
  struct
  {
    const char *name;
    guint       table; /* 0: not journalled */
  } known[BO_JOURNAL_TABLE_NAMES];

  BoImages   images;
  guint      n_resolved;    /* rows whose product's revision has been seen to */
  BoFigures *figures;       /* (owned) */
  gint64     event_id;      /* 0: none yet in this transaction */
  gboolean   written;       /* some images of the event have been written already */
  gboolean   overlapped;    /* and some rows changed again afterwards */
  GArray    *lines_written; /* (element-type gint64) lines among those, as far as they came in order */
  gboolean   writing;
  gboolean   refused; /* rows were written without an event */

  gboolean    all; /* more ids than are told one by one */
  gboolean    settings;
  GHashTable *lines;     /* (element-type gint64) */
  GHashTable *orders;    /* (element-type gint64) */
  GHashTable *customers; /* (element-type gint64) */
};

gboolean bo_journal_watch (BoJournal *self,
                           GError   **error);
void     bo_journal_unwatch (BoJournal *self);
void     bo_journal_add_changed (BoJournal  *self,
                                 GHashTable *set,
                                 gint64      id);

G_END_DECLS
