/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-model"

#include "config.h"

#include "bo-product-model.h"

struct _BoProductModel
{
  BoLazyModel parent_instance;

  BoProductQuery *query; /* (owned) (nullable) */
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

static void
list_async (BoLazyModel        *model,
            guint               n_first,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  bo_service_list_products_async (bo_lazy_model_get_service (model), BO_PRODUCT_MODEL (model)->query, n_first,
                                  cancellable, callback, user_data);
}

static void
bo_product_model_finalize (GObject *object)
{
  BoProductModel *self = BO_PRODUCT_MODEL (object);

  g_clear_pointer (&self->query, bo_product_query_free);

  G_OBJECT_CLASS (bo_product_model_parent_class)->finalize (object);
}

static void
bo_product_model_class_init (BoProductModelClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  BoLazyModelClass *lazy_class = BO_LAZY_MODEL_CLASS (klass);

  object_class->finalize = bo_product_model_finalize;

  lazy_class->item_type = BO_TYPE_PRODUCT;
  lazy_class->free_record = (GDestroyNotify) bo_product_record_free;
  lazy_class->new_item = new_item;
  lazy_class->update_item = update_item;
  lazy_class->is_concerned = is_concerned;
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

static gboolean
queries_equal (const BoProductQuery *a,
               const BoProductQuery *b)
{
  return g_strcmp0 (a->search, b->search) == 0 && a->waiting == b->waiting && a->sort == b->sort &&
         a->descending == b->descending;
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
  g_return_if_fail (query != NULL);

  if (self->query != NULL && queries_equal (self->query, query))
    return;

  g_clear_pointer (&self->query, bo_product_query_free);
  self->query = bo_product_query_copy (query);
  bo_lazy_model_query_changed (BO_LAZY_MODEL (self));
}

/**
 * bo_product_model_get_query:
 * @self: a #BoProductModel
 *
 * Returns: (transfer none) (nullable): the query, %NULL before the first
 */
const BoProductQuery *
bo_product_model_get_query (BoProductModel *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT_MODEL (self), NULL);

  return self->query;
}
