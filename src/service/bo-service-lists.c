/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-line-query.h"
#include "bo-service-private.h"

void
bo_id_list_free (BoIdList *list)
{
  if (list == NULL)
    return;
  g_clear_pointer (&list->ids, g_array_unref);
  g_clear_pointer (&list->records, g_ptr_array_unref);
  g_free (list);
}

/* What a list is asked for; one of the queries, or ids. */
typedef struct
{
  BoLineQuery    *lines;    /* (owned) (nullable) */
  BoProductQuery *products; /* (owned) (nullable) */
  GArray         *ids;      /* (owned) (nullable) */
  guint           n_first;
  BoKey           shop_key;
} ListRequest;

static ListRequest *
list_request_new (BoService *self)
{
  ListRequest *request = g_new0 (ListRequest, 1);

  request->shop_key = bo_service_get_queue_key (self);
  return request;
}

static void
list_request_free (gpointer data)
{
  ListRequest *request = data;

  g_clear_pointer (&request->lines, bo_line_query_free);
  g_clear_pointer (&request->products, bo_product_query_free);
  g_clear_pointer (&request->ids, g_array_unref);
  g_free (request);
}

static GArray *
copy_first (const GArray *ids,
            guint         n)
{
  GArray *first = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (first, ids->data, MIN (n, ids->len));
  return first;
}

static gpointer
list_lines (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  const ListRequest *request = data;
  g_autoptr (BoIdList) list = g_new0 (BoIdList, 1);
  g_autoptr (GArray) first = NULL;

  list->ids = bo_line_query_run (txn, request->lines, request->shop_key, error);
  if (list->ids == NULL)
    return NULL;
  list->partial = request->lines->limit > 0 && list->ids->len == request->lines->limit;
  first = copy_first (list->ids, request->n_first);
  list->records = bo_line_query_load (txn, first, request->shop_key, error);
  return list->records != NULL ? g_steal_pointer (&list) : NULL;
}

/**
 * bo_service_list_lines_async:
 * @self: a #BoService
 * @query: which lines, in which order
 * @n_first: how many records to bring with the ids
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the list
 * @user_data: data for @callback
 *
 * Lists the ids of all lines that @query finds, and the first records, of one
 * snapshot of the store.
 */
void
bo_service_list_lines_async (BoService          *self,
                             const BoLineQuery  *query,
                             guint               n_first,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  ListRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (query != NULL);

  request = list_request_new (self);
  request->lines = bo_line_query_copy (query);
  request->n_first = n_first;
  bo_service_run_query (self, bo_service_list_lines_async, list_lines, request, list_request_free,
                        (GDestroyNotify) bo_id_list_free, cancellable, callback, user_data);
}

BoIdList *
bo_service_list_lines_finish (BoService    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_list_lines_async, error);
}

static gpointer
load_lines (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  const ListRequest *request = data;

  return bo_line_query_load (txn, request->ids, request->shop_key, error);
}

/**
 * bo_service_load_lines_async:
 * @self: a #BoService
 * @ids: (element-type gint64): lines, each at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Loads the records of lines in the order of @ids, without those that are gone.
 */
void
bo_service_load_lines_async (BoService          *self,
                             GArray             *ids,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  ListRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (ids != NULL);

  request = list_request_new (self);
  request->ids = copy_first (ids, ids->len);
  bo_service_run_query (self, bo_service_load_lines_async, load_lines, request, list_request_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bo_service_load_lines_finish (BoService    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_load_lines_async, error);
}

static gpointer
total_lines (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  const ListRequest *request = data;

  return bo_line_query_total (txn, request->lines, error);
}

/**
 * bo_service_total_lines_async:
 * @self: a #BoService
 * @query: which lines
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Counts lines, units and money, one total a currency.
 */
void
bo_service_total_lines_async (BoService          *self,
                              const BoLineQuery  *query,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  ListRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (query != NULL);

  request = list_request_new (self);
  request->lines = bo_line_query_copy (query);
  bo_service_run_query (self, bo_service_total_lines_async, total_lines, request, list_request_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bo_service_total_lines_finish (BoService    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_total_lines_async, error);
}

static gpointer
list_products (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  const ListRequest *request = data;
  g_autoptr (BoIdList) list = g_new0 (BoIdList, 1);
  g_autoptr (GArray) first = NULL;

  list->ids = bo_product_query_run (txn, request->products, error);
  if (list->ids == NULL)
    return NULL;
  first = copy_first (list->ids, request->n_first);
  list->records = bo_product_query_load (txn, first, error);
  return list->records != NULL ? g_steal_pointer (&list) : NULL;
}

/**
 * bo_service_list_products_async:
 * @self: a #BoService
 * @query: which products, in which order
 * @n_first: how many records to load with the ids
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Lists the ids of products in order, with the records of the first screenful.
 */
void
bo_service_list_products_async (BoService            *self,
                                const BoProductQuery *query,
                                guint                 n_first,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  ListRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (query != NULL);

  request = list_request_new (self);
  request->products = bo_product_query_copy (query);
  request->n_first = n_first;
  bo_service_run_query (self, bo_service_list_products_async, list_products, request, list_request_free,
                        (GDestroyNotify) bo_id_list_free, cancellable, callback, user_data);
}

BoIdList *
bo_service_list_products_finish (BoService    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_list_products_async, error);
}

static gpointer
load_products (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  const ListRequest *request = data;

  return bo_product_query_load (txn, request->ids, error);
}

/**
 * bo_service_load_products_async:
 * @self: a #BoService
 * @ids: (element-type gint64): products, each at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Loads the records of products in the order of @ids, without those that are gone.
 */
void
bo_service_load_products_async (BoService          *self,
                                GArray             *ids,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  ListRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (ids != NULL);

  request = list_request_new (self);
  request->ids = copy_first (ids, ids->len);
  bo_service_run_query (self, bo_service_load_products_async, load_products, request, list_request_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bo_service_load_products_finish (BoService    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_load_products_async, error);
}
