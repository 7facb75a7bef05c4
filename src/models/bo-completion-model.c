/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-completion-model"

#include "config.h"

#include "bo-completion-model.h"

struct _BoCompletionModel
{
  GObject parent_instance;

  BoService       *service;     /* (owned) */
  char            *search;      /* (owned) (nullable): %NULL finds nothing */
  GPtrArray       *items;       /* (owned) (element-type GObject) */
  GCancellable    *cancellable; /* (owned) (nullable): of the query under way */
  GError          *error;       /* (owned) (nullable) */
  BoCompletionKind kind;
};

static void list_model_iface_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoCompletionModel, bo_completion_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))
/* clang-format on */

typedef enum
{
  PROP_LOADING = 1,
  PROP_ERROR,
  PROP_N_ITEMS,
} BoCompletionModelProperty;

static GParamSpec *properties[PROP_N_ITEMS + 1];

static void
take_cancellable (BoCompletionModel *self,
                  GCancellable      *cancellable)
{
  gboolean was_loading = self->cancellable != NULL;

  if (was_loading)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = cancellable;
  if (was_loading != (cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (BoCompletionModel *self,
            GError            *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_items (BoCompletionModel *self,
            GPtrArray         *items)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);

  self->items = items;
  if (old->len > 0 || items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, items->len);
  if (old->len != items->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* The end of a search, whatever it found. */
static void
finish (BoCompletionModel *self,
        GPtrArray         *items,
        GError            *error)
{
  take_items (self, items);
  take_error (self, error);
  take_cancellable (self, NULL);
}

static void
find_customers_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (BoCompletionModel) self = user_data;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  records = bo_service_find_customers_finish (BO_SERVICE (source_object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  while (records != NULL && records->len > 0)
    g_ptr_array_add (items, bo_customer_item_new (g_ptr_array_steal_index (records, 0)));
  finish (self, g_steal_pointer (&items), g_steal_pointer (&error));
}

static void
list_products_cb (GObject      *source_object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BoCompletionModel) self = user_data;
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  list = bo_service_list_products_finish (BO_SERVICE (source_object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; list != NULL && i < MIN (list->records->len, BO_COMPLETION_MAX); i++)
    {
      const BoProductRecord *record = g_ptr_array_index (list->records, i);
      BoProduct             *product = bo_product_new (record->id);

      bo_product_update (product, record);
      g_ptr_array_add (items, product);
    }
  finish (self, g_steal_pointer (&items), g_steal_pointer (&error));
}

static void
start_search (BoCompletionModel *self)
{
  g_autoptr (BoProductQuery) query = NULL;

  take_cancellable (self, g_cancellable_new ());
  if (self->kind == BO_COMPLETION_CUSTOMERS)
    {
      bo_service_find_customers_async (self->service, self->search, BO_COMPLETION_MAX, self->cancellable,
                                       find_customers_cb, g_object_ref (self));
      return;
    }

  query = bo_product_query_new ();
  g_free (query->search);
  query->search = g_strdup (self->search);
  query->waiting = FALSE;
  query->sort = BO_PRODUCT_SORT_NAME;
  bo_service_list_products_async (self->service, query, BO_COMPLETION_MAX, self->cancellable, list_products_cb,
                                  g_object_ref (self));
}

static GType
bo_completion_model_get_item_type (GListModel *model)
{
  return BO_COMPLETION_MODEL (model)->kind == BO_COMPLETION_CUSTOMERS ? BO_TYPE_CUSTOMER_ITEM : BO_TYPE_PRODUCT;
}

static guint
bo_completion_model_get_n_items (GListModel *model)
{
  return BO_COMPLETION_MODEL (model)->items->len;
}

static gpointer
bo_completion_model_get_item (GListModel *model,
                              guint       position)
{
  BoCompletionModel *self = BO_COMPLETION_MODEL (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = bo_completion_model_get_item_type;
  iface->get_n_items = bo_completion_model_get_n_items;
  iface->get_item = bo_completion_model_get_item;
}

static void
bo_completion_model_dispose (GObject *object)
{
  BoCompletionModel *self = BO_COMPLETION_MODEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (bo_completion_model_parent_class)->dispose (object);
}

static void
bo_completion_model_finalize (GObject *object)
{
  BoCompletionModel *self = BO_COMPLETION_MODEL (object);

  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (bo_completion_model_parent_class)->finalize (object);
}

static void
bo_completion_model_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  BoCompletionModel *self = BO_COMPLETION_MODEL (object);

  switch ((BoCompletionModelProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_completion_model_class_init (BoCompletionModelClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_completion_model_dispose;
  object_class->finalize = bo_completion_model_finalize;
  object_class->get_property = bo_completion_model_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_completion_model_init (BoCompletionModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

BoCompletionModel *
bo_completion_model_new (BoService       *service,
                         BoCompletionKind kind)
{
  BoCompletionModel *self;

  g_return_val_if_fail (BO_IS_SERVICE (service), NULL);

  self = g_object_new (BO_TYPE_COMPLETION_MODEL, NULL);
  self->service = g_object_ref (service);
  self->kind = kind;

  return self;
}

/**
 * bo_completion_model_set_search:
 * @self: a #BoCompletionModel
 * @search: (nullable): what has been typed; nothing is found without
 *
 * Finds the first #BO_COMPLETION_MAX that match.  What is shown stays until the
 * answer is there.
 */
void
bo_completion_model_set_search (BoCompletionModel *self,
                                const char        *search)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (BO_IS_COMPLETION_MODEL (self));

  stripped = search != NULL ? g_strstrip (g_strdup (search)) : NULL;
  if (stripped != NULL && *stripped == '\0')
    g_clear_pointer (&stripped, g_free);
  if (g_strcmp0 (self->search, stripped) == 0 && self->error == NULL)
    return;

  g_free (self->search);
  self->search = g_steal_pointer (&stripped);
  if (self->search != NULL)
    start_search (self);
  else
    finish (self, g_ptr_array_new_with_free_func (g_object_unref), NULL);
}

gboolean
bo_completion_model_get_loading (BoCompletionModel *self)
{
  g_return_val_if_fail (BO_IS_COMPLETION_MODEL (self), FALSE);

  return self->cancellable != NULL;
}
