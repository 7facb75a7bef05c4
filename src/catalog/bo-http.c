/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-http"

#include "config.h"

#include "bo-http.h"

#include <glib/gi18n-lib.h>

#include "bo-catalog.h"
#include "bo-http-private.h"

/* A shop has four workers or so, and customers. */
#define RUNNING_MAX 2
/* Of those, what may be asked for while something else is to come soon. */
#define RUNNING_MAX_WAITING 1
/* Milliseconds in which something must have come, and all of it. */
#define ANSWER_MS 30000
#define WHOLE_MS 180000
/* Before the second try; twice that before the third. */
#define BACKOFF_MS 600
#define TRIES_MAX 3
/* Seconds.  Who is asked to wait longer tells so, and comes back some other time. */
#define PATIENCE 10
#define CHUNK 65536
/* Of reading an answer: after all that draws, or who sends without end would let
 * nobody else have a turn. */
#define READ_PRIORITY G_PRIORITY_DEFAULT_IDLE
/* Answers of the kind "more is to come" before the answer. */
#define INTERIM_MAX 20

struct _BoHttp
{
  GObject      parent_instance;
  SoupSession *session;
  GQueue       queue;         /* (element-type GTask) (owned) */
  GQueue       waiting_queue; /* (element-type GTask) (owned): those that let others go first */
  guint        running;
  guint        answer_ms;
  guint        whole_ms;
  guint        backoff_ms;
};

G_DEFINE_FINAL_TYPE (BoHttp, bo_http, G_TYPE_OBJECT)

/* A request, through all its tries. */
typedef struct
{
  BoHttpRequest request;
  guint         tries;
  gboolean      sent;      /* by any try: the other side may know of it */
  GSource      *cancelled; /* (owned) (nullable) */
  GSource      *backoff;   /* (owned) (nullable): between two tries */

  /* Of one try. */
  SoupMessage  *message;    /* (owned) (nullable) */
  GInputStream *stream;     /* (owned) (nullable) */
  GByteArray   *body;       /* (owned) (nullable) */
  GCancellable *stop;       /* (owned) (nullable) */
  GSource      *timer;      /* (owned) (nullable) */
  char         *request_id; /* (owned) (nullable) */
  gint64        deadline;
  guint         n_interim;
  gboolean      starting;
  gboolean      timed_out;
} Job;

static void pump (BoHttp *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
job_clear_try (Job *job)
{
  clear_source (&job->timer);
  g_clear_object (&job->message);
  g_clear_object (&job->stream);
  g_clear_object (&job->stop);
  g_clear_pointer (&job->body, g_byte_array_unref);
  g_clear_pointer (&job->request_id, g_free);
  job->starting = job->timed_out = FALSE;
  job->n_interim = 0;
}

static void
job_free (Job *job)
{
  job_clear_try (job);
  clear_source (&job->cancelled);
  clear_source (&job->backoff);
  if (job->request.free_user_data != NULL)
    job->request.free_user_data (job->request.user_data);
  g_free (job);
}

/* ---- One try ---- */

static gboolean
is_worth_a_retry (Job               *job,
                  const BoHttpReply *reply,
                  const GError      *error)
{
  if (!job->request.repeats || job->tries >= TRIES_MAX)
    return FALSE;
  /* Whoever let us wait to the end once may do so again, but not three times. */
  if (error != NULL)
    return g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_SERVER) && !(job->timed_out && job->tries > 1);

  return (reply->status >= 500 || reply->status == SOUP_STATUS_REQUEST_TIMEOUT || reply->status == 429) &&
         reply->status != SOUP_STATUS_NOT_IMPLEMENTED && reply->retry_after <= PATIENCE;
}

static gboolean
backoff_over_cb (gpointer user_data)
{
  GTask  *task = user_data;
  BoHttp *self = g_task_get_source_object (task);
  Job    *job = g_task_get_task_data (task);

  clear_source (&job->backoff);
  g_queue_push_tail (job->request.waits ? &self->waiting_queue : &self->queue, g_object_ref (task));
  pump (self);

  return G_SOURCE_REMOVE;
}

static void
attach (GTask      *task,
        GSource   **place,
        GSource    *source,
        GSourceFunc func)
{
  clear_source (place);
  *place = source;
  g_source_set_callback (source, func, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
back_off (GTask *task,
          guint  retry_after)
{
  BoHttp *self = g_task_get_source_object (task);
  Job    *job = g_task_get_task_data (task);
  double  jitter = g_random_double_range (0.5, 1.5);
  guint   ms = (guint) (jitter * self->backoff_ms * (1 << (job->tries - 1)));

  attach (task, &job->backoff, g_timeout_source_new (MAX (ms, retry_after * 1000)), backoff_over_cb);
}

static void
return_job (GTask       *task,
            BoHttpReply *reply,
            GError      *error)
{
  Job *job = g_task_get_task_data (task);

  clear_source (&job->cancelled);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, reply, (GDestroyNotify) bo_http_reply_free);
}

/* Ends a try, with an answer or with what went wrong; takes @task. */
static void
end_try (GTask  *task,
         GError *cause)
{
  BoHttp      *self = g_task_get_source_object (task);
  Job         *job = g_task_get_task_data (task);
  BoHttpReply *reply = NULL;
  GError      *error = NULL;

  job->sent |= job->starting;
  if (cause != NULL && job->n_interim > INTERIM_MAX)
    {
      g_error_free (cause);
      cause = g_error_new_literal (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, "Nothing but announcements of an answer");
    }
  if (cause != NULL)
    error = bo_http_explain (cause, job->message, job->starting ? job->request_id : NULL, job->timed_out);
  else
    reply = bo_http_reply_new (job->message, g_steal_pointer (&job->body), job->request_id);
  g_clear_error (&cause);
  self->running--;

  if (is_worth_a_retry (job, reply, error))
    {
      back_off (task, reply != NULL ? reply->retry_after : 0);
      g_clear_pointer (&reply, bo_http_reply_free);
      g_clear_error (&error);
      job_clear_try (job);
    }
  else
    {
      job_clear_try (job);
      return_job (task, reply, error);
    }
  pump (self);
  g_object_unref (task);
}

static gboolean
time_over_cb (gpointer user_data)
{
  Job *job = g_task_get_task_data (user_data);

  job->timed_out = TRUE;
  g_cancellable_cancel (job->stop);
  clear_source (&job->timer);

  return G_SOURCE_REMOVE;
}

/* Something came: the time for the next thing begins. */
static void
wind_timer (BoHttp *self,
            Job    *job)
{
  gint64 now = g_get_monotonic_time ();

  if (job->timer != NULL)
    g_source_set_ready_time (job->timer, MIN (now + self->answer_ms * 1000, job->deadline));
}

static gboolean
check_size (Job     *job,
            gsize    size,
            GError **error)
{
  if (size <= job->request.limit)
    return TRUE;
  g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER,
                       _ ("The shop’s answer is far larger than what was asked for; the rest was not taken."));
  return FALSE;
}

static void
chunk_read_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask  *task = user_data;
  Job    *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source_object), result, &error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL || size == 0 || !check_size (job, job->body->len + size, &error))
    {
      end_try (task, error);
      return;
    }
  g_byte_array_append (job->body, g_bytes_get_data (chunk, NULL), (guint) size);
  wind_timer (g_task_get_source_object (task), job);
  g_input_stream_read_bytes_async (job->stream, CHUNK, READ_PRIORITY, job->stop, chunk_read_cb, task);
}

static void
message_sent_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask  *task = user_data;
  Job    *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->stream = soup_session_send_finish (SOUP_SESSION (source_object), result, &error);
  if (job->stream == NULL)
    {
      end_try (task, error);
      return;
    }
  job->body = g_byte_array_new ();
  wind_timer (g_task_get_source_object (task), job);
  g_input_stream_read_bytes_async (job->stream, CHUNK, READ_PRIORITY, job->stop, chunk_read_cb, task);
}

static void
message_starting_cb (SoupMessage *message,
                     gpointer     user_data)
{
  Job *job = user_data;

  job->starting = TRUE;
}

/* A server that goes on saying so keeps libsoup reading, and everybody else waiting:
 * no timer would ever come to its turn. */
static void
interim_came_cb (SoupMessage *message,
                 gpointer     user_data)
{
  Job *job = user_data;

  if (++job->n_interim > INTERIM_MAX)
    g_cancellable_cancel (job->stop);
}

/* A connection that had gone stale: libsoup sends the message again, which must
 * not carry the same signature.  Nor may it go at once to the next idle connection:
 * the failure of the first attempt is told from an idle source (libsoup 3.2), is then
 * taken for one of the second, and the answer to that finds nobody there: a crash. */
static void
message_restarted_cb (SoupMessage *message,
                      gpointer     user_data)
{
  Job *job = user_data;
  g_autoptr (SoupMessage) fresh = job->request.make (job->request.user_data);

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_uri (message, soup_message_get_uri (fresh));
}

static void
start_try (GTask *task)
{
  BoHttp *self = g_task_get_source_object (task);
  Job    *job = g_task_get_task_data (task);

  job->tries++;
  job->message = job->request.make (job->request.user_data);
  job->stop = g_cancellable_new ();
  job->request_id = g_strdup_printf ("bo-%08x%08x", g_random_int (), g_random_int ());
  job->deadline = g_get_monotonic_time () + self->whole_ms * 1000;
  attach (task, &job->timer, g_timeout_source_new (self->answer_ms), time_over_cb);

  soup_message_headers_replace (soup_message_get_request_headers (job->message), "X-Request-Id", job->request_id);
  soup_message_add_flags (job->message, SOUP_MESSAGE_NO_REDIRECT);
  /* On a used connection libsoup would send a PUT twice without telling. */
  if (!job->request.repeats)
    soup_message_add_flags (job->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (job->message, "starting", G_CALLBACK (message_starting_cb), job);
  g_signal_connect (job->message, "got-informational", G_CALLBACK (interim_came_cb), job);
  g_signal_connect (job->message, "restarted", G_CALLBACK (message_restarted_cb), job);
  soup_session_send_async (self->session, job->message, G_PRIORITY_DEFAULT, job->stop, message_sent_cb, task);
}

static void
pump (BoHttp *self)
{
  while (self->running < RUNNING_MAX)
    {
      GTask *task = g_queue_pop_head (&self->queue);

      if (task == NULL && self->running < RUNNING_MAX_WAITING)
        task = g_queue_pop_head (&self->waiting_queue);
      if (task == NULL)
        return;
      self->running++;
      start_try (task);
    }
}

/* Under way, the try ends by itself; queued or between two tries, here. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask  *task = user_data;
  BoHttp *self = g_task_get_source_object (task);
  Job    *job = g_task_get_task_data (task);
  GQueue *queue = job->request.waits ? &self->waiting_queue : &self->queue;

  if (job->stop != NULL)
    {
      g_cancellable_cancel (job->stop);
    }
  else
    {
      /* The source still holds it. */
      if (g_queue_remove (queue, task))
        g_object_unref (task);
      clear_source (&job->backoff);
      return_job (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
    }

  return G_SOURCE_REMOVE;
}

static void
bo_http_dispose (GObject *object)
{
  BoHttp *self = BO_HTTP (object);

  /* Each task holds the object, so there is none left. */
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (bo_http_parent_class)->dispose (object);
}

static void
bo_http_class_init (BoHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_http_dispose;
}

static void
bo_http_init (BoHttp *self)
{
  self->answer_ms = ANSWER_MS;
  self->whole_ms = WHOLE_MS;
  self->backoff_ms = BACKOFF_MS;
}

/**
 * bo_http_new:
 * @loopback: it speaks to this machine only, and through no proxy
 *
 * Returns: (transfer full): a new one
 */
BoHttp *
bo_http_new (gboolean loopback)
{
  BoHttp *self = g_object_new (BO_TYPE_HTTP, NULL);

  self->session = soup_session_new_with_options ("user-agent", "Backorders/" PACKAGE_VERSION,
                                                 "max-conns", RUNNING_MAX,
                                                 "max-conns-per-host", RUNNING_MAX,
                                                 "timeout", ANSWER_MS / 1000 + 5,
                                                 "idle-timeout", 60,
                                                 NULL);
  /* It would answer a question for a password, and keep it. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  if (loopback)
    soup_session_set_proxy_resolver (self->session, NULL);

  return self;
}

/**
 * bo_http_set_trust:
 * @self: a client
 * @database: whom it trusts instead of whom the system does
 */
void
bo_http_set_trust (BoHttp       *self,
                   GTlsDatabase *database)
{
  soup_session_set_tls_database (self->session, database);
}

/**
 * bo_http_set_pace:
 * @self: a client
 * @answer_ms: how long it waits for the next thing to come
 * @whole_ms: and for all of it
 * @backoff_ms: and, about that long, before it tries again
 */
void
bo_http_set_pace (BoHttp *self,
                  guint   answer_ms,
                  guint   whole_ms,
                  guint   backoff_ms)
{
  self->answer_ms = answer_ms;
  self->whole_ms = whole_ms;
  self->backoff_ms = backoff_ms;
}

/**
 * bo_http_send_async:
 * @self: a client
 * @request: what to send; its user_data is taken
 * @cancellable: (nullable): ends it at once
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Sends a request when its turn has come.
 */
void
bo_http_send_async (BoHttp              *self,
                    const BoHttpRequest *request,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, bo_http_send_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->request = *request;
  if (g_task_return_error_if_cancelled (task))
    return;
  /* The task is what is cancelled or not, whichever comes first. */
  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL)
    attach (task, &job->cancelled, g_cancellable_source_new (cancellable), (GSourceFunc) (void (*) (void)) cancelled_cb);
  g_queue_push_tail (job->request.waits ? &self->waiting_queue : &self->queue, g_object_ref (task));
  pump (self);
}

/**
 * bo_http_send_finish:
 * @self: a client
 * @result: what the callback was given
 * @sent: (out) (optional): whether the other side may have got the request
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): what was answered, whatever its status; or %NULL
 */
BoHttpReply *
bo_http_send_finish (BoHttp       *self,
                     GAsyncResult *result,
                     gboolean     *sent,
                     GError      **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_http_send_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (sent != NULL)
    *sent = job->sent;

  return g_task_propagate_pointer (G_TASK (result), error);
}
