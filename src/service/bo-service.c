/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include <glib/gstdio.h>

#include "bo-journal.h"
#include "bo-service-private.h"

#define STORE_FOLDER "backorders"
#define STORE_NAME "backorders.db"

struct _BoService
{
  GObject parent_instance;

  BoStore    *store;    /* (owned) (nullable) */
  BoSettings *settings; /* (owned) (nullable) until opened */
  GQueue      told;     /* (element-type BoChanges) not told yet: settings are being read */
  guint       n_reloads;
};

G_DEFINE_FINAL_TYPE (BoService, bo_service, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* clang-format off */
G_DEFINE_QUARK (bo-service-error-quark, bo_service_error)
/* clang-format on */

BoOutcome *
bo_outcome_new (void)
{
  BoOutcome *outcome = g_new0 (BoOutcome, 1);

  outcome->exceptions = g_array_new (FALSE, FALSE, sizeof (BoOutcomeException));
  return outcome;
}

void
bo_outcome_free (BoOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_array_unref (outcome->exceptions);
  g_free (outcome);
}

static void
tell_all (BoService *self)
{
  BoChanges *changes;

  while (self->n_reloads == 0 && (changes = g_queue_pop_head (&self->told)) != NULL)
    {
      g_signal_emit (self, signals[CHANGED], 0, changes);
      bo_changes_unref (changes);
    }
}

static gboolean
load_settings (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  BoSettings **settings = data;

  *settings = bo_settings_load (txn, error);
  return *settings != NULL;
}

typedef struct
{
  BoService  *service;  /* (owned) */
  BoSettings *settings; /* (owned) (nullable) */
  GTask      *task;     /* (owned) (nullable): a command that ends when the settings are known */
} Reload;

static void
reload_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Reload    *reload = user_data;
  BoService *self = reload->service;
  g_autoptr (GError) error = NULL;

  if (bo_store_read_finish (BO_STORE (source_object), result, &error))
    {
      g_clear_pointer (&self->settings, bo_settings_free);
      self->settings = g_steal_pointer (&reload->settings);
    }
  else
    g_message ("Settings that changed could not be read: %s", error->message);

  self->n_reloads--;
  tell_all (self);
  if (reload->task != NULL)
    {
      BoCommand *command = g_task_get_task_data (reload->task);

      g_task_return_pointer (reload->task, g_steal_pointer (&command->outcome), (GDestroyNotify) bo_outcome_free);
      g_object_unref (reload->task);
    }
  g_clear_pointer (&reload->settings, bo_settings_free);
  g_object_unref (reload->service);
  g_free (reload);
}

/* Reads the settings again; whoever is told of the change sees the new ones. */
static void
reload_settings (BoService *self,
                 GTask     *task)
{
  Reload *reload = g_new0 (Reload, 1);

  reload->service = g_object_ref (self);
  reload->task = task;
  self->n_reloads++;
  bo_store_read_async (self->store, load_settings, &reload->settings, NULL, NULL, reload_cb, reload);
}

static void
store_changed_cb (BoService *self,
                  BoChanges *changes,
                  BoStore   *store)
{
  g_queue_push_tail (&self->told, bo_changes_ref (changes));
  if (changes->settings || changes->all)
    reload_settings (self, NULL);
  tell_all (self);
}

static void
bo_service_dispose (GObject *object)
{
  BoService *self = BO_SERVICE (object);

  g_clear_object (&self->store);
  g_queue_clear_full (&self->told, (GDestroyNotify) bo_changes_unref);

  G_OBJECT_CLASS (bo_service_parent_class)->dispose (object);
}

static void
bo_service_finalize (GObject *object)
{
  BoService *self = BO_SERVICE (object);

  g_clear_pointer (&self->settings, bo_settings_free);

  G_OBJECT_CLASS (bo_service_parent_class)->finalize (object);
}

static void
bo_service_class_init (BoServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_service_dispose;
  object_class->finalize = bo_service_finalize;

  /**
   * BoService::changed:
   * @self: a #BoService
   * @changes: what one transaction touched
   *
   * Told once a transaction, on the main thread, after the commit, whoever made
   * it.  The settings that the service caches are up to date by then.
   */
  signals[CHANGED] = g_signal_new ("changed", BO_TYPE_SERVICE, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, BO_TYPE_CHANGES);
}

static void
bo_service_init (BoService *self)
{
  g_queue_init (&self->told);
}

static void
first_settings_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoService *self = g_task_get_task_data (task);
  GError    *error = NULL;

  if (bo_store_read_finish (BO_STORE (source_object), result, &error))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoService *self = g_task_get_task_data (task);
  GError    *error = NULL;

  self->store = bo_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  bo_store_read_async (self->store, load_settings, &self->settings, NULL,
                       g_task_get_cancellable (task), first_settings_cb, g_object_ref (task));
}

/**
 * bo_service_open_async:
 * @path: the store file
 * @flags: how to open it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the store is open
 * @user_data: data for @callback
 *
 * Opens a store and reads the shop's settings.  The file is made when there is
 * none, with the folder that it lies in by default, unless @flags say otherwise.
 */
void
bo_service_open_async (const char         *path,
                       BoServiceFlags      flags,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autofree char *default_path = bo_service_get_default_path ();
  BoStoreFlags     store_flags = BO_STORE_DEFAULT;
  GTask           *task;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_service_open_async);
  g_task_set_task_data (task, g_object_new (BO_TYPE_SERVICE, NULL), g_object_unref);

  if ((flags & BO_SERVICE_MUST_EXIST) != 0)
    store_flags |= BO_STORE_MUST_EXIST;
  if ((flags & BO_SERVICE_READ_ONLY) != 0)
    store_flags |= BO_STORE_READ_ONLY;
  if (flags == BO_SERVICE_DEFAULT && g_str_equal (path, default_path))
    {
      g_autofree char *folder = g_path_get_dirname (path);

      /* A failure shows when the file is opened. */
      g_mkdir_with_parents (folder, 0700);
    }

  bo_store_open_async (path, store_flags, cancellable, opened_cb, task);
}

/**
 * bo_service_open_finish:
 * @result: the #GAsyncResult the callback was given
 * @error: return location for a #GError of BO_DB_ERROR
 *
 * Returns: (transfer full): the service, or %NULL with @error set
 */
BoService *
bo_service_open_finish (GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_service_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_gone_cb (gpointer user_data,
               GObject *where_the_store_was)
{
  *(gboolean *) user_data = TRUE;
}

/**
 * bo_service_close:
 * @self: (transfer full): the last reference but those of commands under way
 *
 * Lets go of the service and iterates the main context until its store is closed, so
 * that nothing is left beside the file.  For programs that end; a window need not
 * wait.
 */
void
bo_service_close (BoService *self)
{
  gboolean gone = FALSE;

  g_return_if_fail (BO_IS_SERVICE (self));

  g_object_weak_ref (G_OBJECT (self->store), store_gone_cb, &gone);
  g_object_unref (self);
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * bo_service_discard:
 * @self: (transfer full): as of bo_service_close()
 *
 * Closes the store after a command that failed: the file that opening it made is
 * removed again if nothing was put into it.
 */
void
bo_service_discard (BoService *self)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_store_discard (self->store);
  bo_service_close (self);
}

gboolean
bo_service_was_unclean (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), FALSE);

  return bo_store_was_unclean (self->store);
}

gboolean
bo_service_is_read_only (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), TRUE);

  return bo_store_is_read_only (self->store);
}

const char *
bo_service_get_path (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return bo_store_get_path (self->store);
}

/**
 * bo_service_get_default_path:
 *
 * Returns: (transfer full): where the store lies unless somebody says otherwise
 */
char *
bo_service_get_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), STORE_FOLDER, STORE_NAME, NULL);
}

const char *
bo_service_get_shop_name (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->settings->shop_name;
}

const char *
bo_service_get_currency (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->settings->currency;
}

/**
 * bo_service_get_time_zone:
 * @self: a #BoService
 *
 * Returns: (transfer none): the shop's time zone, until it is changed
 */
GTimeZone *
bo_service_get_time_zone (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->settings->time_zone;
}

/**
 * bo_service_get_policy:
 * @self: a #BoService
 *
 * Returns: (transfer none): the shop's policy, until it is changed
 */
const BoPolicy *
bo_service_get_policy (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);

  return self->settings->policy;
}

/**
 * bo_service_get_today:
 * @self: a #BoService
 *
 * Returns: the day it is in the shop, days since 1970-01-01
 */
int
bo_service_get_today (BoService *self)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), 0);

  return bo_settings_get_day (self->settings, g_get_real_time () / G_USEC_PER_SEC);
}

BoStore *
bo_service_get_store (BoService *self)
{
  return self->store;
}

BoKey
bo_service_get_queue_key (BoService *self)
{
  return bo_policy_get_queue_key (self->settings->policy);
}

typedef struct
{
  BoQueryFunc    func;
  gpointer       request;
  GDestroyNotify free_request;
  gpointer       result;
  GDestroyNotify free_result;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  if (query->free_request != NULL)
    query->free_request (query->request);
  if (query->result != NULL)
    query->free_result (query->result);
  g_free (query);
}

static gboolean
run_query (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  Query *query = data;

  query->result = query->func (txn, query->request, error);
  return query->result != NULL;
}

static void
query_done_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Query  *query = g_task_get_task_data (task);
  GError *error = NULL;

  if (bo_store_read_finish (BO_STORE (source_object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&query->result), query->free_result);
  else
    g_task_return_error (task, error);
}

/**
 * bo_service_run_query:
 * @self: a #BoService
 * @tag: the function that starts the query
 * @func: what runs on the reader thread
 * @request: (transfer full): what it is given
 * @free_request: (nullable): frees @request
 * @free_result: frees what @func returns
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Runs a query on one snapshot of the store.
 */
void
bo_service_run_query (BoService          *self,
                      gpointer            tag,
                      BoQueryFunc         func,
                      gpointer            request,
                      GDestroyNotify      free_request,
                      GDestroyNotify      free_result,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  Query *query = g_new0 (Query, 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  query->func = func;
  query->request = request;
  query->free_request = free_request;
  query->free_result = free_result;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, query, query_free);
  bo_store_read_async (self->store, run_query, query, NULL, cancellable, query_done_cb, task);
}

gpointer
bo_service_finish_query (BoService    *self,
                         GAsyncResult *result,
                         gpointer      tag,
                         GError      **error)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
command_free (gpointer data)
{
  BoCommand *command = data;

  if (command->free_request != NULL)
    command->free_request (command->request);
  g_free (command->external_id);
  bo_settings_free (command->shop);
  bo_outcome_free (command->outcome);
  g_free (command);
}

/* Each external id is applied at most once (invariants A9 and S6). */
static gboolean
run_command (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  BoCommand *command = data;

  if (command->external_id != NULL)
    {
      GError *local_error = NULL;

      command->outcome->event_id = bo_journal_find_event (txn, command->external_id, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (command->outcome->event_id != 0)
        {
          command->outcome->repeated = TRUE;
          return TRUE;
        }
    }
  return command->func (txn, command, error);
}

static void
command_done_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoService *self = g_task_get_source_object (task);
  BoCommand *command = g_task_get_task_data (task);
  GError    *error = NULL;

  if (!bo_store_write_finish (BO_STORE (source_object), result, &error))
    g_task_return_error (task, error);
  else if (command->settings)
    reload_settings (self, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_steal_pointer (&command->outcome), (GDestroyNotify) bo_outcome_free);
}

/**
 * bo_service_run_command:
 * @self: a #BoService
 * @func: what runs on the store thread
 * @request: (transfer full): what it is given
 * @free_request: (nullable): frees @request
 * @external_id: (nullable): is applied at most once
 * @settings: whether it changes what the service caches
 * @cancellable: (nullable): a #GCancellable; of no use once @func runs
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Runs a command in one transaction.  Ends in bo_service_command_finish().
 */
void
bo_service_run_command (BoService          *self,
                        BoCommandFunc       func,
                        gpointer            request,
                        GDestroyNotify      free_request,
                        const char         *external_id,
                        gboolean            settings,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  BoCommand *command = g_new0 (BoCommand, 1);
  GTask     *task = g_task_new (self, cancellable, callback, user_data);

  command->func = func;
  command->request = request;
  command->free_request = free_request;
  command->external_id = g_strdup (external_id);
  command->at = g_get_real_time () / G_USEC_PER_SEC;
  command->today = bo_settings_get_day (self->settings, command->at);
  command->settings = settings;
  command->outcome = bo_outcome_new ();
  g_task_set_source_tag (task, bo_service_command_finish);
  g_task_set_task_data (task, command, command_free);
  /* What was committed is committed: it is not reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  bo_store_write_async (self->store, run_command, command, NULL, cancellable, command_done_cb, task);
}

/**
 * bo_service_command_finish:
 * @self: a #BoService
 * @result: the #GAsyncResult the callback was given
 * @error: return location for a #GError
 *
 * Ends any command.
 *
 * Returns: (transfer full): what it did, or %NULL with @error set and nothing
 *   changed
 */
BoOutcome *
bo_service_command_finish (BoService    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_service_command_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_command_begin:
 * @txn: a write
 * @command: the command that writes
 * @kind: one of bo-event-kind.h
 * @summary: what is done, English, without personal data
 * @error: return location for a #GError
 *
 * Begins the event of @command; nothing may be written before.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_command_begin (BoTxn      *txn,
                  BoCommand  *command,
                  const char *kind,
                  const char *summary,
                  GError    **error)
{
  command->outcome->event_id =
      bo_journal_begin_event (txn, kind, summary, command->external_id, 0, command->at, error);
  return command->outcome->event_id != 0;
}

/**
 * bo_command_get_shop:
 * @txn: a write
 * @command: the command that asks
 * @error: return location for a #GError
 *
 * Returns: (transfer none): the settings as @txn sees them, or %NULL with @error
 *   set
 */
const BoSettings *
bo_command_get_shop (BoTxn     *txn,
                     BoCommand *command,
                     GError   **error)
{
  if (command->shop == NULL)
    command->shop = bo_settings_load (txn, error);
  return command->shop;
}
