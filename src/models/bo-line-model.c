/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-model"

#include "config.h"

#include "bo-line-model.h"

struct _BoLineModel
{
  BoLazyModel parent_instance;
};

G_DEFINE_FINAL_TYPE (BoLineModel, bo_line_model, BO_TYPE_LAZY_MODEL)

static gpointer
new_item (BoLazyModel *model,
          gint64       id,
          guint        position,
          gboolean     outgoing)
{
  return bo_line_new (id);
}

static void
update_item (BoLazyModel  *model,
             gpointer      item,
             gconstpointer record)
{
  bo_line_update (item, record);
}

/* A change to one line of a product moves the places of the others. */
static gboolean
is_concerned (BoLazyModel     *model,
              gpointer         item,
              const BoChanges *changes)
{
  const BoLineRecord *record = bo_line_get_record (item);

  return bo_changes_has (changes->lines, record->id) || bo_changes_has (changes->products, record->product_id) ||
         bo_changes_has (changes->orders, record->order_id) || bo_changes_has (changes->customers, record->customer_id);
}

static gpointer
copy_query (gconstpointer query)
{
  return bo_line_query_copy (query);
}

static void
list_async (BoLazyModel        *model,
            guint               n_first,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr (BoLineQuery) query = bo_line_query_copy (bo_lazy_model_get_query (model));

  /* A million ids take a while: the first screenful need not wait for them. */
  if (!bo_lazy_model_get_loaded_once (model))
    query->limit = n_first;
  bo_service_list_lines_async (bo_lazy_model_get_service (model), query, n_first, cancellable, callback, user_data);
}

static void
total_async (BoLazyModel        *model,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  bo_service_total_lines_async (bo_lazy_model_get_service (model), bo_lazy_model_get_query (model), cancellable, callback,
                                user_data);
}

static void
bo_line_model_class_init (BoLineModelClass *klass)
{
  BoLazyModelClass *lazy_class = BO_LAZY_MODEL_CLASS (klass);

  lazy_class->item_type = BO_TYPE_LINE;
  lazy_class->free_record = (GDestroyNotify) bo_line_record_free;
  lazy_class->new_item = new_item;
  lazy_class->update_item = update_item;
  lazy_class->is_concerned = is_concerned;
  lazy_class->copy_query = copy_query;
  lazy_class->equal_queries = (GEqualFunc) bo_line_query_equal;
  lazy_class->free_query = (GDestroyNotify) bo_line_query_free;
  lazy_class->list_async = list_async;
  lazy_class->list_finish = bo_service_list_lines_finish;
  lazy_class->load_async = bo_service_load_lines_async;
  lazy_class->load_finish = bo_service_load_lines_finish;
  lazy_class->total_async = total_async;
  lazy_class->total_finish = bo_service_total_lines_finish;
}

static void
bo_line_model_init (BoLineModel *self)
{
}

BoLineModel *
bo_line_model_new (BoService *service)
{
  BoLineModel *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_LINE_MODEL, NULL);
  bo_lazy_model_set_service (BO_LAZY_MODEL (self), service);

  return self;
}

/**
 * bo_line_model_set_query:
 * @self: a #BoLineModel
 * @query: which lines, in which order
 *
 * Shows what @query finds, once the answer is there.
 */
void
bo_line_model_set_query (BoLineModel       *self,
                         const BoLineQuery *query)
{
  g_return_if_fail (BO_IS_LINE_MODEL (self));

  bo_lazy_model_set_query (BO_LAZY_MODEL (self), query);
}

/**
 * bo_line_model_get_query:
 * @self: a #BoLineModel
 *
 * Returns: (transfer none) (nullable): the query, %NULL before the first
 */
const BoLineQuery *
bo_line_model_get_query (BoLineModel *self)
{
  g_return_val_if_fail (BO_IS_LINE_MODEL (self), NULL);

  return bo_lazy_model_get_query (BO_LAZY_MODEL (self));
}
