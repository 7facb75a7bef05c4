/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-store"

#include "config.h"

#include "bo-store-private.h"

/* What a task of the store runs. */
typedef struct
{
  BoTxnFunc      func;
  BoStoreJobFunc job_func;
  gpointer       data;
  GDestroyNotify free_data; /* (nullable) */
} Work;

struct _BoStoreJob
{
  BoStore      *store;       /* (not owned) */
  GCancellable *cancellable; /* (not owned) (nullable) */
};

/* One transaction under way. */
typedef struct
{
  BoStore      *store;       /* (not owned) */
  GCancellable *cancellable; /* (not owned) (nullable) */
  BoTxnFunc     func;
  gpointer      data;
  BoChanges    *changes; /* (owned) (nullable) */
} Run;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static void
note_own_event (BoStore *self,
                gint64   event_id)
{
  gint64 *key = g_new (gint64, 1);

  *key = event_id;
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->own_events, key);
  g_mutex_unlock (&self->lock);
}

gboolean
bo_store_forget_own_event (BoStore *self,
                           gint64   event_id)
{
  gboolean was_own;

  g_mutex_lock (&self->lock);
  was_own = g_hash_table_remove (self->own_events, &event_id);
  g_mutex_unlock (&self->lock);

  return was_own;
}

static gboolean
run_in_transaction (BoDb    *db,
                    gpointer user_data,
                    GError **error)
{
  Run  *run = user_data;
  BoTxn txn = { db, run->store->journal, run->cancellable };

  bo_journal_begin (txn.journal);
  if (!run->func (&txn, run->data, error))
    return FALSE;

  run->changes = bo_journal_end (&txn, error);
  if (run->changes == NULL)
    return FALSE;

  /* From here on it is too late: a commit is not cut short. */
  bo_db_set_cancellable (db, NULL);
  /* Before the commit, so that the reader never takes it for somebody else's. */
  if (run->changes->event_id != 0)
    note_own_event (run->store, run->changes->event_id);

  return TRUE;
}

static gboolean
write_transaction (BoStore      *self,
                   BoTxnFunc     func,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  Run      run = { self, cancellable, func, data, NULL };
  gboolean done;

  bo_db_set_cancellable (self->writer_db, cancellable);
  done = bo_db_transaction (self->writer_db, run_in_transaction, &run, error);
  bo_db_set_cancellable (self->writer_db, NULL);

  if (!done)
    {
      bo_journal_abandon (self->journal);
      if (run.changes != NULL && bo_store_forget_own_event (self, run.changes->event_id))
        {
          /* Another process may have got the number meanwhile, unseen. */
          run.changes->all = TRUE;
          bo_store_tell (self, run.changes);
        }
    }
  else if (run.changes->event_id != 0)
    bo_store_tell (self, run.changes);

  g_clear_pointer (&run.changes, bo_changes_unref);
  return done;
}

static gboolean
check_writer (BoStore *self,
              GError **error)
{
  if (self->writer_db != NULL)
    return TRUE;

  g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY, "The store is open for reading only");
  return FALSE;
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  BoStore *self = source_object;
  Work    *work = task_data;
  GError  *error = NULL;

  if (check_writer (self, &error) && write_transaction (self, work->func, work->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
job_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  BoStore   *self = source_object;
  BoStoreJob job = { self, cancellable };
  Work      *work = task_data;
  GError    *error = NULL;

  if (check_writer (self, &error) && work->job_func (&job, work->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  if (self->writer_db != NULL)
    bo_db_release_memory (self->writer_db);
}

static gboolean
read_in_transaction (BoDb    *db,
                     gpointer user_data,
                     GError **error)
{
  Run  *run = user_data;
  BoTxn txn = { db, NULL, run->cancellable };

  return run->func (&txn, run->data, error);
}

gboolean
bo_store_read_transaction (BoStore      *self,
                           BoTxnFunc     func,
                           gpointer      data,
                           GCancellable *cancellable,
                           GError      **error)
{
  Run      run = { self, cancellable, func, data, NULL };
  gboolean done;

  bo_db_set_cancellable (self->reader_db, cancellable);
  done = bo_db_read_transaction (self->reader_db, read_in_transaction, &run, error);
  bo_db_set_cancellable (self->reader_db, NULL);

  return done;
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  BoStore *self = source_object;
  Work    *work = task_data;
  GError  *error = NULL;

  if (bo_store_read_transaction (self, work->func, work->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GTask *
new_task (BoStore            *self,
          gpointer            tag,
          Work               *work,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);

  return task;
}

static Work *
work_new (BoTxnFunc      func,
          BoStoreJobFunc job_func,
          gpointer       data,
          GDestroyNotify free_data)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->job_func = job_func;
  work->data = data;
  work->free_data = free_data;

  return work;
}

/* The thread that writes; in a store without one, that which says so. */
static void
queue_write (BoStore        *self,
             GTask          *task,
             GTaskThreadFunc func)
{
  /* What was committed is committed: it is not reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  bo_worker_queue (self->writer != NULL ? self->writer : self->reader, task, func);
}

/**
 * bo_store_write_async:
 * @self: a #BoStore
 * @func: what to do, in one transaction on the store thread
 * @data: data for @func
 * @free_data: (nullable): frees @data, on the calling thread, when all is done
 * @cancellable: (nullable): stops it until it commits, and then no more
 * @callback: called after the commit
 * @user_data: data for @callback
 */
void
bo_store_write_async (BoStore            *self,
                      BoTxnFunc           func,
                      gpointer            data,
                      GDestroyNotify      free_data,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = new_task (self, bo_store_write_async, work_new (func, NULL, data, free_data), cancellable, callback, user_data);
  queue_write (self, task, write_thread);
}

gboolean
bo_store_write_finish (BoStore      *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bo_store_read_async:
 * @self: a #BoStore
 * @func: what to read, on the reader's thread, in one transaction
 * @data: data for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when @func has returned
 * @user_data: data for @callback
 *
 * Reads one state of the store, whatever is written meanwhile.
 */
void
bo_store_read_async (BoStore            *self,
                     BoTxnFunc           func,
                     gpointer            data,
                     GDestroyNotify      free_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = new_task (self, bo_store_read_async, work_new (func, NULL, data, free_data), cancellable, callback, user_data);
  bo_worker_queue (self->reader, task, read_thread);
}

gboolean
bo_store_read_finish (BoStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_read_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bo_store_job_async:
 * @self: a #BoStore
 * @func: what to do, on the store's thread; it runs transactions by
 *   bo_store_job_transaction()
 * @data: data for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when @func has returned
 * @user_data: data for @callback
 *
 * Runs a job of several transactions; other writes wait until it has ended.
 */
void
bo_store_job_async (BoStore            *self,
                    BoStoreJobFunc      func,
                    gpointer            data,
                    GDestroyNotify      free_data,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = new_task (self, bo_store_job_async, work_new (NULL, func, data, free_data), cancellable, callback, user_data);
  queue_write (self, task, job_thread);
}

gboolean
bo_store_job_finish (BoStore      *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_job_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
bo_store_job_transaction (BoStoreJob *job,
                          BoTxnFunc   func,
                          gpointer    data,
                          GError    **error)
{
  return write_transaction (job->store, func, data, job->cancellable, error);
}

typedef struct
{
  const char   *path;
  GCancellable *cancellable;
} Copy;

static gboolean
copy_snapshot (BoDb    *db,
               gpointer user_data,
               GError **error)
{
  Copy *copy = user_data;

  /* The first read fixes the state that is copied, so that no write of others
   * makes the copy begin again. */
  return bo_db_exec (db, "SELECT count (*) FROM sqlite_schema", error) &&
         bo_db_backup (db, copy->path, copy->cancellable, error);
}

static void
backup_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  BoStore *self = source_object;
  Copy     copy = { task_data, cancellable };
  g_autoptr (BoDb) db = NULL;
  GError *error = NULL;

  db = bo_db_open (self->path, self->watch != NULL ? BO_DB_READ_ONLY : BO_DB_IMMUTABLE, &error);
  if (db != NULL && bo_db_read_transaction (db, copy_snapshot, &copy, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * bo_store_backup_async:
 * @self: a #BoStore
 * @path: where the copy goes; a file that is there is replaced once the copy is whole
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the copy is on the disk
 * @user_data: data for @callback
 *
 * Copies the store on a thread of its own, while others read and write it.
 */
void
bo_store_backup_async (BoStore            *self,
                       const char         *path,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_STORE (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  /* A thread of its own: a copy takes long, and neither lists nor commands wait. */
  if (self->backupper == NULL)
    self->backupper = bo_worker_new ("bo-backup");

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_store_backup_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  bo_worker_queue (self->backupper, task, backup_thread);
}

gboolean
bo_store_backup_finish (BoStore      *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_backup_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

BoDb *
bo_txn_get_db (BoTxn *txn)
{
  return txn->db;
}

gboolean
bo_txn_check_cancelled (BoTxn   *txn,
                        GError **error)
{
  return !g_cancellable_set_error_if_cancelled (txn->cancellable, error);
}
