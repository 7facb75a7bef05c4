/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-changes.h"
#include "bo-db.h"

G_BEGIN_DECLS

/**
 * BoTxn:
 *
 * One transaction: a write on the store thread, or a read of one snapshot on the
 * reader thread.  The per-table functions of this room take it; nobody above the
 * store looks inside.
 */
typedef struct _BoTxn BoTxn;

/* What runs in a transaction, on a thread of the store.  %FALSE rolls back. */
typedef gboolean (*BoTxnFunc) (BoTxn *txn, gpointer data, GError **error);

typedef enum
{
  BO_STORE_DEFAULT = 0,
  BO_STORE_MUST_EXIST = 1 << 0,
  BO_STORE_READ_ONLY = 1 << 1, /* looks at the file, leaves nothing beside it */
} BoStoreFlags;

#define BO_TYPE_STORE (bo_store_get_type ())
G_DECLARE_FINAL_TYPE (BoStore, bo_store, BO, STORE, GObject)

/* "changed" (BoChanges *changes): on the main thread, after a commit of this
 * process or within a second of one by another. */

void     bo_store_open_async (const char         *path,
                              BoStoreFlags        flags,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
BoStore *bo_store_open_finish (GAsyncResult *result,
                               GError      **error);

const char *bo_store_get_path (BoStore *self);
gboolean    bo_store_is_read_only (BoStore *self);
/* A program that had the store open was killed, or the power failed: the caller
 * runs bo_store_check(). */
gboolean bo_store_was_unclean (BoStore *self);
void     bo_store_discard (BoStore *self);

void     bo_store_write_async (BoStore            *self,
                               BoTxnFunc           func,
                               gpointer            data,
                               GDestroyNotify      free_data,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean bo_store_write_finish (BoStore      *self,
                                GAsyncResult *result,
                                GError      **error);

void     bo_store_read_async (BoStore            *self,
                              BoTxnFunc           func,
                              gpointer            data,
                              GDestroyNotify      free_data,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean bo_store_read_finish (BoStore      *self,
                               GAsyncResult *result,
                               GError      **error);

/* A job that makes several transactions of its own on the store thread, as an
 * import does: bo_store_job_transaction() may be called from @func only. */
typedef struct _BoStoreJob BoStoreJob;
typedef gboolean (*BoStoreJobFunc) (BoStoreJob *job, gpointer data, GCancellable *cancellable, GError **error);

void     bo_store_job_async (BoStore            *self,
                             BoStoreJobFunc      func,
                             gpointer            data,
                             GDestroyNotify      free_data,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean bo_store_job_finish (BoStore      *self,
                              GAsyncResult *result,
                              GError      **error);
gboolean bo_store_job_transaction (BoStoreJob *job,
                                   BoTxnFunc   func,
                                   gpointer    data,
                                   GError    **error);

/* Writes a copy of the whole store to @path while others work (online backup). */
void     bo_store_backup_async (BoStore            *self,
                                const char         *path,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean bo_store_backup_finish (BoStore      *self,
                                 GAsyncResult *result,
                                 GError      **error);

/* Inside a transaction. */
BoDb *bo_txn_get_db (BoTxn *txn);
/* The task's cancellable has been looked at by SQLite already; for long loops of ours. */
gboolean bo_txn_check_cancelled (BoTxn   *txn,
                                 GError **error);

G_END_DECLS
