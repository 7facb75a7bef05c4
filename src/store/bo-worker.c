/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-worker"

#include "config.h"

#include "bo-worker.h"

struct _BoWorker
{
  GThread     *thread;
  GAsyncQueue *queue; /* (owned) (element-type Job) */
};

typedef struct
{
  GTask          *task; /* (owned) (nullable): %NULL asks the thread to end */
  GTaskThreadFunc func;
  GDestroyNotify  last; /* (nullable) */
  gpointer        data;
} Job;

static gboolean
drop_task_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task drops its source object and its data too, and
 * neither may be finalized on this thread.  So the reference goes back to where
 * the task came from, behind the callback that is queued there already. */
static void
drop_task_in_its_context (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, drop_task_cb, task, g_object_unref);
  g_source_set_static_name (source, "[bo] drop task");
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
worker_thread (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  while (TRUE)
    {
      g_autofree Job *job = g_async_queue_pop (queue);

      if (job->task == NULL)
        {
          if (job->last != NULL)
            job->last (job->data);
          return NULL;
        }

      /* What was cancelled while it waited is not begun, a write either. */
      if (g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
        g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
      else
        job->func (job->task, g_task_get_source_object (job->task),
                   g_task_get_task_data (job->task), g_task_get_cancellable (job->task));

      drop_task_in_its_context (g_steal_pointer (&job->task));
    }
}

BoWorker *
bo_worker_new (const char *name)
{
  BoWorker *self = g_new0 (BoWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, worker_thread, g_async_queue_ref (self->queue));

  return self;
}

/**
 * bo_worker_queue:
 * @self: a #BoWorker
 * @task: (transfer full): the task, which @func must complete
 * @func: what to run in the thread
 *
 * Runs @func after everything queued before it.  The task's callback is called
 * in the main context in which the task was made, as #GTask promises.
 */
void
bo_worker_queue (BoWorker       *self,
                 GTask          *task,
                 GTaskThreadFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  g_async_queue_push (self->queue, job);
}

/**
 * bo_worker_stop:
 * @self: (transfer full): a #BoWorker
 * @last: (nullable): called in the thread with @data, after all that is queued
 * @data: data for @last
 *
 * Ends the thread, and blocks until it has ended.
 */
void
bo_worker_stop (BoWorker      *self,
                GDestroyNotify last,
                gpointer       data)
{
  Job *job = g_new0 (Job, 1);

  g_assert (g_thread_self () != self->thread);

  job->last = last;
  job->data = data;
  g_async_queue_push (self->queue, job);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
