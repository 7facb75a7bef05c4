/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"
#include "bo-txn-private.h"
#include "bo-worker.h"

G_BEGIN_DECLS

/* Two threads, each with a connection of its own, so that a long write delays no
 * list: writes in order on one, reads in order on the other.  A store that is
 * only looked at has a reader and no writer. */
struct _BoStore
{
  GObject parent_instance;

  char         *path;
  BoStoreFlags  flags;
  GMainContext *context; /* (owned) where the store was made: signals go there */
  gboolean      unclean;
  gboolean      discard; /* goes with the store, if this one made it and nothing was put into it */

  BoWorker  *writer;    /* (owned) (nullable) */
  BoDb      *writer_db; /* (owned) (nullable) touched on the writer's thread only */
  BoJournal *journal;   /* (owned) (nullable) touched on the writer's thread only */
  BoWorker  *reader;    /* (owned) */
  BoDb      *reader_db; /* (owned) (nullable) touched on the reader's thread only */
  BoWorker  *backupper; /* (owned) (nullable) made for the first backup */
  GSource   *watch;     /* (owned) (nullable) */
  gboolean   watching;  /* a look is under way */

  /* Touched on the reader's thread only. */
  gint64 data_version;
  gint64 last_event;

  GMutex      lock;
  GHashTable *own_events; /* (element-type gint64) (lock) committed here, not yet seen by the reader */
};

/* From a thread: queues the signal to where the store was made. */
void bo_store_tell (BoStore   *self,
                    BoChanges *changes);
/* Whether the event was made here, and not yet asked for. */
gboolean bo_store_forget_own_event (BoStore *self,
                                    gint64   event_id);
/* On the reader's thread. */
gboolean bo_store_read_transaction (BoStore      *self,
                                    BoTxnFunc     func,
                                    gpointer      data,
                                    GCancellable *cancellable,
                                    GError      **error);

G_END_DECLS
