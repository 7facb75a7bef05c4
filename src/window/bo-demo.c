/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-demo"

#include "config.h"

#include "bo-demo.h"

#include <glib/gstdio.h>

#include "bo-demo-story.h"
#include "bo-sample-shop.h"
#include "bo-shop-texts.h"

/* Where the shop is; its days begin there. */
#define TIME_ZONE "Europe/Berlin"

struct _BoDemo
{
  GObject parent_instance;

  char         *folder;  /* (nullable) */
  GError       *error;   /* (owned) (nullable): why there is no folder */
  char         *path;    /* of the store */
  BoSampleShop *shop;    /* (owned) */
  BoService    *service; /* (owned) (nullable) */
  BoSync       *sync;    /* (owned) (nullable) */
  guint         n_set;   /* settings that have been written */
};

G_DEFINE_FINAL_TYPE (BoDemo, bo_demo, G_TYPE_OBJECT)

static guint progress_signal;

static void write_settings (GTask *task);

/* Steps, in order: open the shop, open a store, name it, connect the one with the
 * other, sync; then people work in the shop, and it is synced again. */

static void
synced_again_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoSyncReport) report = bo_sync_run_finish (BO_SYNC (source_object), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self->service), g_object_unref);
}

static void
worked_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!bo_demo_story_finish (result, &error))
    g_task_return_error (task, error);
  else
    bo_sync_run_async (self->sync, BO_SYNC_DEFAULT, g_task_get_cancellable (task), synced_again_cb, g_object_ref (task));
}

static void
synced_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoSyncReport) report = bo_sync_run_finish (BO_SYNC (source_object), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    bo_demo_story_async (self->service, self->sync, self->shop, g_task_get_cancellable (task), worked_cb,
                         g_object_ref (task));
}

static void
progress_cb (BoDemo               *self,
             const BoSyncProgress *progress)
{
  g_autofree char *text = bo_sync_progress_to_text (progress);

  g_signal_emit (self, progress_signal, 0, text);
}

static void
connected_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!bo_sync_set_config_finish (BO_SYNC (source_object), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_connect_object (self->sync, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  bo_sync_run_async (self->sync, BO_SYNC_DEFAULT, g_task_get_cancellable (task), synced_cb, g_object_ref (task));
}

/* The stock is kept here, so that a delivery has something to write back.  The keys of
 * an invented shop have no business in anybody's keyring. */
static void
sync_opened_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoShopConfig) config = bo_shop_config_new (bo_sample_shop_get_url (self->shop));

  self->sync = bo_sync_open_finish (result, &error);
  if (self->sync == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  config->owner = BO_STOCK_OWNER_US;
  config->currency = g_strdup (BO_SAMPLE_CURRENCY);
  bo_shop_config_set_role (config, "wholesale", 1);
  bo_sync_lend_keys (self->sync, bo_sample_shop_get_key (self->shop), bo_sample_shop_get_secret (self->shop));
  bo_sync_set_config_async (self->sync, config, NULL, NULL, g_task_get_cancellable (task), connected_cb,
                            g_object_ref (task));
}

static void
setting_written_cb (GObject      *source_object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    g_task_return_error (task, error);
  else
    write_settings (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
write_settings (GTask *task)
{
  static const char *const settings[][2] = {
    { "shop-name", BO_SAMPLE_SHOP_NAME },
    { "currency", BO_SAMPLE_CURRENCY },
    { "time-zone", TIME_ZONE },
  };
  BoDemo       *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->n_set < G_N_ELEMENTS (settings))
    {
      guint i = self->n_set++;

      bo_service_set_setting_async (self->service, settings[i][0], settings[i][1], cancellable, setting_written_cb, task);
    }
  else
    bo_sync_open_async (self->service, cancellable, sync_opened_cb, task);
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->service = bo_service_open_finish (result, &error);
  if (self->service == NULL)
    g_task_return_error (task, error);
  else
    write_settings (g_steal_pointer (&task));
}

static void
start_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (bo_sample_shop_start (BO_DEMO (source_object)->shop, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
started_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = BO_DEMO (source_object);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    bo_service_open_async (self->path, BO_SERVICE_DEFAULT, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
bo_demo_dispose (GObject *object)
{
  BoDemo *self = BO_DEMO (object);

  g_clear_object (&self->sync);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (bo_demo_parent_class)->dispose (object);
}

static void
bo_demo_finalize (GObject *object)
{
  BoDemo *self = BO_DEMO (object);

  bo_sample_shop_stop (self->shop);
  g_clear_object (&self->shop);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self->path);

  G_OBJECT_CLASS (bo_demo_parent_class)->finalize (object);
}

static void
bo_demo_class_init (BoDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_demo_dispose;
  object_class->finalize = bo_demo_finalize;
  progress_signal = g_signal_new ("progress", BO_TYPE_DEMO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bo_demo_init (BoDemo *self)
{
  static const BoSampleShopOptions options = { .time_zone = TIME_ZONE };

  self->shop = bo_sample_shop_new (&options);
  self->folder = g_dir_make_tmp ("backorders-demo-XXXXXX", &self->error);
  self->path = g_build_filename (self->folder != NULL ? self->folder : "", "sample.db", NULL);
}

BoDemo *
bo_demo_new (void)
{
  return g_object_new (BO_TYPE_DEMO, NULL);
}

const char *
bo_demo_get_path (BoDemo *self)
{
  g_return_val_if_fail (BO_IS_DEMO (self), NULL);

  return self->path;
}

/* Returns: (transfer none) (nullable): between the store and the shop, once made */
BoSync *
bo_demo_get_sync (BoDemo *self)
{
  g_return_val_if_fail (BO_IS_DEMO (self), NULL);

  return self->sync;
}

/**
 * bo_demo_make_async:
 * @self: a #BoDemo
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the shop is there
 * @user_data: data for @callback
 *
 * Opens the shop, and a store that is synced with it.  To be called once.
 */
void
bo_demo_make_async (BoDemo             *self,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) start = NULL;

  g_return_if_fail (BO_IS_DEMO (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_demo_make_async);
  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }
  start = g_task_new (self, cancellable, started_cb, g_object_ref (task));
  g_task_set_source_tag (start, start_thread);
  g_task_run_in_thread (start, start_thread);
}

/* Returns: (transfer full): the open store of the shop */
BoService *
bo_demo_make_finish (BoDemo       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_demo_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
