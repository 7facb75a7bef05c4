/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-demo"

#include "config.h"

#include "bo-demo.h"

#include <glib/gstdio.h>

#include "bo-import.h"
#include "bo-sample.h"

struct _BoDemo
{
  GObject parent_instance;

  char      *folder;  /* (nullable) */
  GError    *error;   /* (owned) (nullable): why there is no folder */
  char      *path;    /* of the store */
  BoService *service; /* (owned) (nullable) */
  GArray    *stock;   /* (element-type BoSampleUnits) (owned) (nullable): what is still to be counted, from @next on */
  guint      next;
};

G_DEFINE_FINAL_TYPE (BoDemo, bo_demo, G_TYPE_OBJECT)

static void count_next (GTask *task);

/* Steps, in order: open, name the shop, import its orders, count its stock, deal. */

static void
applied_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self->service), g_object_unref);
}

static void
proposed_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError       *error = NULL;
  g_autoptr (BoProposal) proposal = bo_service_propose_finish (BO_SERVICE (source_object), result, &error);

  if (proposal == NULL)
    g_task_return_error (task, error);
  else
    bo_service_apply_async (BO_SERVICE (source_object), proposal, NULL, cancellable, applied_cb,
                            g_steal_pointer (&task));
}

static void
deal (GTask *task)
{
  BoDemo *self = g_task_get_source_object (task);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();

  request->all = TRUE;
  bo_service_propose_async (self->service, request, g_task_get_cancellable (task), proposed_cb, task);
}

static void
counted_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    g_task_return_error (task, error);
  else
    count_next (g_steal_pointer (&task));
}

static void
product_found_cb (GObject      *source_object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable        *cancellable = g_task_get_cancellable (task);
  BoDemo              *self = g_task_get_source_object (task);
  const BoSampleUnits *units = &g_array_index (self->stock, BoSampleUnits, self->next);
  GError              *error = NULL;
  g_autoptr (BoProductRecord) product = bo_service_find_product_finish (BO_SERVICE (source_object), result, &error);

  self->next++;
  if (product != NULL)
    bo_service_count_async (self->service, product->id, units->units, NULL, NULL, cancellable,
                            counted_cb, g_steal_pointer (&task));
  else if (g_error_matches (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
    {
      /* Stocked and never ordered: no business of a queue. */
      g_clear_error (&error);
      count_next (g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, error);
}

/* Takes over @task. */
static void
count_next (GTask *task)
{
  BoDemo *self = g_task_get_source_object (task);

  if (self->next < self->stock->len)
    bo_service_find_product_async (self->service, g_array_index (self->stock, BoSampleUnits, self->next).sku,
                                   g_task_get_cancellable (task), product_found_cb, task);
  else
    deal (task);
}

static void
imported_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoDemo *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoImportReport) report = bo_service_import_finish (BO_SERVICE (source_object), result, &error);

  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->stock = bo_sample_stock ();
  self->next = 0;
  count_next (g_steal_pointer (&task));
}

static void
currency_set_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  BoDemo       *self = g_task_get_source_object (task);
  GError       *error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);
  g_autoptr (GInputStream) stream = NULL;
  BoImportOptions *options;
  char            *csv;

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  csv = bo_sample_orders_csv (g_get_real_time () / G_USEC_PER_SEC, bo_service_get_time_zone (self->service));
  stream = g_memory_input_stream_new_from_data (csv, -1, g_free);
  options = bo_import_options_new ();
  options->currency = g_strdup (BO_SAMPLE_CURRENCY);
  options->shipped_before = bo_service_get_today (self->service) - BO_SAMPLE_HISTORY_DAYS;
  bo_service_import_async (self->service, stream, options, NULL, NULL, cancellable, imported_cb,
                           g_steal_pointer (&task));
}

static void
name_set_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError       *error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    g_task_return_error (task, error);
  else
    bo_service_set_setting_async (BO_SERVICE (source_object), "currency", BO_SAMPLE_CURRENCY,
                                  cancellable, currency_set_cb, g_steal_pointer (&task));
}

static void
opened_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  BoDemo       *self = g_task_get_source_object (task);
  GError       *error = NULL;

  self->service = bo_service_open_finish (result, &error);
  if (self->service == NULL)
    g_task_return_error (task, error);
  else
    bo_service_set_setting_async (self->service, "shop-name", BO_SAMPLE_SHOP_NAME, cancellable,
                                  name_set_cb, g_steal_pointer (&task));
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
  g_clear_object (&BO_DEMO (object)->service);

  G_OBJECT_CLASS (bo_demo_parent_class)->dispose (object);
}

static void
bo_demo_finalize (GObject *object)
{
  BoDemo *self = BO_DEMO (object);

  if (self->folder != NULL)
    remove_folder (self->folder);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self->path);
  g_clear_pointer (&self->stock, g_array_unref);

  G_OBJECT_CLASS (bo_demo_parent_class)->finalize (object);
}

static void
bo_demo_class_init (BoDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_demo_dispose;
  object_class->finalize = bo_demo_finalize;
}

static void
bo_demo_init (BoDemo *self)
{
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

/**
 * bo_demo_make_async:
 * @self: a #BoDemo
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the shop is there
 * @user_data: data for @callback
 *
 * Makes the shop.  To be called once.
 */
void
bo_demo_make_async (BoDemo             *self,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BO_IS_DEMO (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_demo_make_async);
  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }
  bo_service_open_async (self->path, BO_SERVICE_DEFAULT, cancellable, opened_cb, g_steal_pointer (&task));
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
