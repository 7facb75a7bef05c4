/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-store"

#include "config.h"

#include "bo-store.h"

#include "bo-feed.h"
#include "bo-schema.h"
#include "bo-store-private.h"

/* How often the reader looks whether another process has written. */
#define WATCH_INTERVAL_MS 500

G_DEFINE_FINAL_TYPE (BoStore, bo_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  BoStore   *store;   /* (owned) */
  BoChanges *changes; /* (owned) */
} Emission;

static void
emission_free (gpointer data)
{
  Emission *emission = data;

  g_object_unref (emission->store);
  bo_changes_unref (emission->changes);
  g_free (emission);
}

static gboolean
emit_cb (gpointer data)
{
  Emission *emission = data;

  g_signal_emit (emission->store, signals[CHANGED], 0, emission->changes);
  return G_SOURCE_REMOVE;
}

/* From a thread, after the commit.  A task's own answer has the same priority and
 * is queued later: whoever waits for it has heard of the change. */
void
bo_store_tell (BoStore   *self,
               BoChanges *changes)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Emission *emission = g_new0 (Emission, 1);

  emission->store = g_object_ref (self);
  emission->changes = bo_changes_ref (changes);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_cb, emission, emission_free);
  g_source_set_static_name (source, "[bo] store changed");
  g_source_attach (source, self->context);
}

static gint64
get_data_version (BoDb *db)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (db, "PRAGMA data_version", NULL);

  return stmt != NULL && bo_stmt_step (stmt, NULL) ? bo_stmt_get_int64 (stmt, 0) : 0;
}

static gboolean
read_last_event (BoTxn   *txn,
                 gpointer data,
                 GError **error)
{
  gint64 *last = data;

  *last = bo_feed_get_last_event (txn, error);
  return *last >= 0;
}

typedef struct
{
  BoStore   *store;   /* (not owned) */
  BoChanges *changes; /* (owned) */
} Look;

static gboolean
is_own_event (gint64   event_id,
              gpointer user_data)
{
  return bo_store_forget_own_event (user_data, event_id);
}

static gboolean
read_feed (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  Look *look = data;

  return bo_feed_read (txn, &look->store->last_event, look->changes, is_own_event, look->store, error);
}

/* Has somebody else written?  A failure is found again, and told, by whoever
 * reads next. */
static void
watch_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  BoStore *self = source_object;
  gint64   version = get_data_version (self->reader_db);

  if (version != self->data_version)
    {
      g_autoptr (BoChanges) changes = bo_changes_new ();
      Look look = { self, changes };

      if (bo_store_read_transaction (self, read_feed, &look, NULL, NULL))
        {
          gboolean others = changes->event_id > 0;

          self->data_version = version;
          if (others)
            bo_store_tell (self, changes);
        }
    }

  g_task_return_boolean (task, TRUE);
}

static void
watched_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  BO_STORE (source_object)->watching = FALSE;
}

static gboolean
watch_cb (gpointer user_data)
{
  BoStore *self = user_data;

  if (!self->watching)
    {
      GTask *task = g_task_new (self, NULL, watched_cb, NULL);

      g_task_set_source_tag (task, watch_cb);
      self->watching = TRUE;
      bo_worker_queue (self->reader, task, watch_thread);
    }

  return G_SOURCE_CONTINUE;
}

static void
start_watch (BoStore *self)
{
  self->watch = g_timeout_source_new (WATCH_INTERVAL_MS);
  g_source_set_callback (self->watch, watch_cb, self, NULL);
  g_source_set_static_name (self->watch, "[bo] store watch");
  g_source_attach (self->watch, self->context);
}

/* What a shop has; the journal of an import that was taken back is nothing. */
static const char content_sql[] =
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM product) OR EXISTS (SELECT 1 FROM customer)"
    " OR EXISTS (SELECT 1 FROM sales_order) OR EXISTS (SELECT 1 FROM setting) OR EXISTS (SELECT 1 FROM supplier)";

static void
close_writer (gpointer data)
{
  BoStore *self = data;

  g_clear_pointer (&self->journal, bo_journal_free);
  if (self->discard && self->writer_db != NULL && bo_db_was_made (self->writer_db))
    bo_db_remove_unless (self->writer_db, content_sql);
  g_clear_pointer (&self->writer_db, bo_db_close);
}

static void
close_reader (gpointer data)
{
  BoStore *self = data;

  g_clear_pointer (&self->reader_db, bo_db_close);
}

static void
bo_store_dispose (GObject *object)
{
  BoStore *self = BO_STORE (object);

  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);

  G_OBJECT_CLASS (bo_store_parent_class)->dispose (object);
}

static void
bo_store_finalize (GObject *object)
{
  BoStore *self = BO_STORE (object);

  /* Each task holds the store, so nothing is queued by now.  The writer closes
   * last and takes the log with it. */
  if (self->backupper != NULL)
    bo_worker_stop (self->backupper, NULL, NULL);
  bo_worker_stop (self->reader, close_reader, self);
  if (self->writer != NULL)
    bo_worker_stop (self->writer, close_writer, self);

  g_hash_table_unref (self->own_events);
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  g_free (self->path);

  G_OBJECT_CLASS (bo_store_parent_class)->finalize (object);
}

static void
bo_store_class_init (BoStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_store_dispose;
  object_class->finalize = bo_store_finalize;

  /**
   * BoStore::changed:
   * @self: a #BoStore
   * @changes: what changed
   *
   * Emitted in the main context in which the store was opened: once a
   * transaction, after its commit and before the task that made it completes; or
   * within a second of a commit by another process.
   */
  signals[CHANGED] = g_signal_new ("changed", BO_TYPE_STORE, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, BO_TYPE_CHANGES);
}

static void
bo_store_init (BoStore *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->own_events = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->reader = bo_worker_new ("bo-reader");
  g_mutex_init (&self->lock);
}

static void
open_writer_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  BoStore *self = task_data;
  gboolean must_exist = (self->flags & BO_STORE_MUST_EXIST) != 0;
  GError  *error = NULL;

  /* A file of a newer version is refused before it is opened for writing. */
  if (bo_db_probe (self->path, (int) bo_schema_n_steps, &error) ||
      (!must_exist && !g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_TOO_NEW)))
    {
      g_clear_error (&error);
      self->writer_db = bo_db_open (self->path, must_exist ? BO_DB_READ_WRITE_EXISTING : BO_DB_READ_WRITE, &error);
    }

  if (self->writer_db == NULL ||
      !bo_db_migrate (self->writer_db, bo_schema_steps, bo_schema_n_steps, &error) ||
      (self->journal = bo_journal_new (self->writer_db, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->unclean = bo_db_was_recovered (self->writer_db);
  g_task_return_boolean (task, TRUE);
}

static void
open_reader_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  BoStore *self = task_data;
  BoDbMode mode = BO_DB_READ_ONLY;
  GError  *error = NULL;

  if (self->writer == NULL && !bo_db_has_log (self->path))
    mode = BO_DB_IMMUTABLE;

  if (self->writer != NULL || bo_db_probe (self->path, (int) bo_schema_n_steps, &error))
    self->reader_db = bo_db_open (self->path, mode, &error);

  if (self->reader_db != NULL && bo_db_get_version (self->reader_db) != (int) bo_schema_n_steps)
    {
      g_set_error (&error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY,
                   "The store has version %d and must be brought up to date first, which needs writing",
                   bo_db_get_version (self->reader_db));
    }

  if (error == NULL)
    {
      self->data_version = get_data_version (self->reader_db);
      bo_store_read_transaction (self, read_last_event, &self->last_event, NULL, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, mode != BO_DB_IMMUTABLE);
}

static void
open_reader_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoStore *self = g_task_get_task_data (task);
  GError  *error = NULL;
  gboolean watch = g_task_propagate_boolean (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (watch)
    start_watch (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
open_reader (GTask *task)
{
  BoStore *self = g_task_get_task_data (task);
  /* Not given the cancellable: a connection that was opened must be owned. */
  GTask *open_task = g_task_new (NULL, NULL, open_reader_cb, task);

  g_task_set_source_tag (open_task, open_reader);
  g_task_set_task_data (open_task, g_object_ref (self), g_object_unref);
  bo_worker_queue (self->reader, open_task, open_reader_thread);
}

static void
open_writer_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_reader (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * bo_store_open_async:
 * @path: the store file
 * @flags: how to open it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the store is open
 * @user_data: data for @callback
 *
 * Opens a store, makes it when it is missing, and brings its schema up to date.
 */
void
bo_store_open_async (const char         *path,
                     BoStoreFlags        flags,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  BoStore *self;
  GTask   *task, *open_task;

  g_return_if_fail (path != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  self = g_object_new (BO_TYPE_STORE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->flags = flags;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_store_open_async);
  g_task_set_task_data (task, self, g_object_unref);

  if ((flags & BO_STORE_READ_ONLY) != 0)
    {
      open_reader (task);
      return;
    }

  self->writer = bo_worker_new ("bo-store");
  open_task = g_task_new (NULL, NULL, open_writer_cb, task);
  g_task_set_source_tag (open_task, open_writer_thread);
  g_task_set_task_data (open_task, g_object_ref (self), g_object_unref);
  bo_worker_queue (self->writer, open_task, open_writer_thread);
}

/**
 * bo_store_open_finish:
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the store, or %NULL with @error set (#BoDbError)
 */
BoStore *
bo_store_open_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_store_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
bo_store_get_path (BoStore *self)
{
  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  return self->path;
}

gboolean
bo_store_is_read_only (BoStore *self)
{
  g_return_val_if_fail (BO_IS_STORE (self), TRUE);

  return self->writer == NULL;
}

gboolean
bo_store_was_unclean (BoStore *self)
{
  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  return self->unclean;
}

/**
 * bo_store_discard:
 * @self: a store that is to be let go
 *
 * When the store is closed, its file is removed again if this object made it, nothing
 * was put into it and nobody else has it open: a command that failed leaves no store
 * where there was none.
 */
void
bo_store_discard (BoStore *self)
{
  g_return_if_fail (BO_IS_STORE (self));

  self->discard = TRUE;
}
