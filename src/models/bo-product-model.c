/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-model"

#include "config.h"

#include "bo-product-model.h"

struct _BoProductModel
{
  BoLazyModel parent_instance;
};

G_DEFINE_FINAL_TYPE (BoProductModel, bo_product_model, BO_TYPE_LAZY_MODEL)

static gpointer
new_item (BoLazyModel *model,
          gint64       id,
          guint        position,
          gboolean     outgoing)
{
  return bo_product_new (id);
}

static void
update_item (BoLazyModel  *model,
             gpointer      item,
             gconstpointer record)
{
  bo_product_update (item, record);
}

static gboolean
is_concerned (BoLazyModel     *model,
              gpointer         item,
              const BoChanges *changes)
{
  return bo_changes_has (changes->products, bo_product_get_id (item));
}

static gboolean
queries_equal (gconstpointer one,
               gconstpointer other)
{
  const BoProductQuery *a = one;
  const BoProductQuery *b = other;

  return g_strcmp0 (a->search, b->search) == 0 && a->waiting == b->waiting && a->sort == b->sort &&
         a->descending == b->descending;
}

static gpointer
copy_query (gconstpointer query)
{
  return bo_product_query_copy (query);
}

static void
list_async (BoLazyModel        *model,
            guint               n_first,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  bo_service_list_products_async (bo_lazy_model_get_service (model), bo_lazy_model_get_query (model), n_first,
                                  cancellable, callback, user_data);
}

static void
bo_product_model_class_init (BoProductModelClass *klass)
{
  BoLazyModelClass *lazy_class = BO_LAZY_MODEL_CLASS (klass);

  lazy_class->item_type = BO_TYPE_PRODUCT;
  lazy_class->free_record = (GDestroyNotify) bo_product_record_free;
  lazy_class->new_item = new_item;
  lazy_class->update_item = update_item;
  lazy_class->is_concerned = is_concerned;
  lazy_class->copy_query = copy_query;
  lazy_class->equal_queries = queries_equal;
  lazy_class->free_query = (GDestroyNotify) bo_product_query_free;
  lazy_class->list_async = list_async;
  lazy_class->list_finish = bo_service_list_products_finish;
  lazy_class->load_async = bo_service_load_products_async;
  lazy_class->load_finish = bo_service_load_products_finish;
}

static void
bo_product_model_init (BoProductModel *self)
{
}

BoProductModel *
bo_product_model_new (BoService *service)
{
  BoProductModel *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_PRODUCT_MODEL, NULL);
  bo_lazy_model_set_service (BO_LAZY_MODEL (self), service);

  return self;
}

/**
 * bo_product_model_set_query:
 * @self: a #BoProductModel
 * @query: which products, in which order
 *
 * Shows what @query finds, once the answer is there.
 */
void
bo_product_model_set_query (BoProductModel       *self,
                            const BoProductQuery *query)
{
  g_return_if_fail (BO_IS_PRODUCT_MODEL (self));

  bo_lazy_model_set_query (BO_LAZY_MODEL (self), query);
}
