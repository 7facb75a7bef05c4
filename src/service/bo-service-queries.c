/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-check.h"
#include "bo-command-util.h"
#include "bo-fold.h"
#include "bo-journal.h"
#include "bo-line-query.h"

/* The most events or customers that are listed at once. */
#define LIST_MAX 10000

static gpointer
take_one (GPtrArray *records)
{
  return records->len > 0 ? g_ptr_array_steal_index (records, 0) : NULL;
}

static gpointer
load_product (BoTxn   *txn,
              gpointer request,
              GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;

  g_array_append_vals (ids, request, 1);
  records = bo_product_query_load (txn, ids, error);
  if (records == NULL)
    return NULL;
  if (records->len == 0)
    g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND, "There is no such product");
  return take_one (records);
}

/**
 * bo_service_load_product_async:
 * @self: a #BoService
 * @product_id: a product
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Loads a product; fails with BO_SERVICE_ERROR_NOT_FOUND where it is gone.
 */
void
bo_service_load_product_async (BoService          *self,
                               gint64              product_id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_query (self, bo_service_load_product_async, load_product,
                        g_memdup2 (&product_id, sizeof product_id), g_free,
                        (GDestroyNotify) bo_product_record_free, cancellable, callback, user_data);
}

BoProductRecord *
bo_service_load_product_finish (BoService    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_load_product_async, error);
}

static gpointer
find_product (BoTxn   *txn,
              gpointer request,
              GError **error)
{
  const char      *text = request;
  g_autofree char *key = bo_fold (text);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;
  gint64 id;

  if (!bo_product_table_find (txn, key, &id, error) ||
      (id == 0 && !bo_product_table_find_barcode (txn, text, &id, error)))
    return NULL;
  if (id == 0)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND, "No product has the SKU or barcode “%s”", text);
      return NULL;
    }
  g_array_append_val (ids, id);
  records = bo_product_query_load (txn, ids, error);
  return records != NULL ? take_one (records) : NULL;
}

/**
 * bo_service_find_product_async:
 * @self: a #BoService
 * @sku_or_barcode: a SKU, however it is spelt, or a barcode, whole
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Finds a product; fails with BO_SERVICE_ERROR_NOT_FOUND where there is none.
 */
void
bo_service_find_product_async (BoService          *self,
                               const char         *sku_or_barcode,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (sku_or_barcode != NULL);

  bo_service_run_query (self, bo_service_find_product_async, find_product, g_strdup (sku_or_barcode), g_free,
                        (GDestroyNotify) bo_product_record_free, cancellable, callback, user_data);
}

BoProductRecord *
bo_service_find_product_finish (BoService    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_find_product_async, error);
}

typedef struct
{
  char  *search; /* (owned) (nullable) */
  gint64 before;
  guint  limit;
} ListRequest;

static ListRequest *
list_request_new (const char *search,
                  gint64      before,
                  guint       limit)
{
  ListRequest *request = g_new0 (ListRequest, 1);

  request->search = g_strdup (search);
  request->before = before;
  request->limit = MIN (limit, LIST_MAX);
  return request;
}

static void
list_request_free (gpointer data)
{
  ListRequest *request = data;

  g_free (request->search);
  g_free (request);
}

static gpointer
find_customers (BoTxn   *txn,
                gpointer data,
                GError **error)
{
  const ListRequest *request = data;

  return bo_customer_query_find (txn, request->search, request->limit, error);
}

/**
 * bo_service_find_customers_async:
 * @self: a #BoService
 * @search: words of name, e-mail, phone; empty for all
 * @limit: at most so many
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Lists customers by name.
 */
void
bo_service_find_customers_async (BoService          *self,
                                 const char         *search,
                                 guint               limit,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_query (self, bo_service_find_customers_async, find_customers,
                        list_request_new (search, 0, limit), list_request_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bo_service_find_customers_finish (BoService    *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_find_customers_async, error);
}

static gpointer
list_events (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  const ListRequest *request = data;

  return bo_journal_list_events (txn, request->before, request->limit, error);
}

/**
 * bo_service_list_events_async:
 * @self: a #BoService
 * @before: an event, or 0 for the end of the journal
 * @limit: at most so many
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Lists what was done before @before, newest first.
 */
void
bo_service_list_events_async (BoService          *self,
                              gint64              before,
                              guint               limit,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_query (self, bo_service_list_events_async, list_events,
                        list_request_new (NULL, before, limit), list_request_free,
                        (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bo_service_list_events_finish (BoService    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_list_events_async, error);
}

static gpointer
find_event (BoTxn   *txn,
            gpointer request,
            GError **error)
{
  GError *local_error = NULL;
  gint64  id = bo_journal_find_event (txn, request, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_memdup2 (&id, sizeof id);
}

/**
 * bo_service_find_event_async:
 * @self: a #BoService
 * @external_id: an external id
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Finds the event that applied @external_id, so that it can be told from one that was not.
 */
void
bo_service_find_event_async (BoService          *self,
                             const char         *external_id,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (external_id != NULL);

  bo_service_run_query (self, bo_service_find_event_async, find_event, g_strdup (external_id), g_free, g_free,
                        cancellable, callback, user_data);
}

gint64
bo_service_find_event_finish (BoService    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_autofree gint64 *id = bo_service_finish_query (self, result, bo_service_find_event_async, error);

  return id != NULL ? *id : 0;
}

static void
checked_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError    *error = NULL;
  GPtrArray *problems = bo_store_check_finish (BO_STORE (source_object), result, &error);

  if (problems != NULL)
    g_task_return_pointer (task, problems, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * bo_service_check_async:
 * @self: a #BoService
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the problems
 * @user_data: data for @callback
 *
 * Looks for damage of the file and for broken invariants (design.md section 3).
 */
void
bo_service_check_async (BoService          *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_SERVICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_service_check_async);
  bo_store_check_async (bo_service_get_store (self), cancellable, checked_cb, task);
}

GPtrArray *
bo_service_check_finish (BoService    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_check_async, error);
}

static void
backup_done_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (bo_store_backup_finish (BO_STORE (source_object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * bo_service_backup_async:
 * @self: a #BoService
 * @path: where the copy goes; a file that is there is replaced once the copy is whole
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the copy is on the disk
 * @user_data: data for @callback
 *
 * Copies the store while others read and write it.
 */
void
bo_service_backup_async (BoService          *self,
                         const char         *path,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_service_backup_async);
  bo_store_backup_async (bo_service_get_store (self), path, cancellable, backup_done_cb, task);
}

gboolean
bo_service_backup_finish (BoService    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_service_backup_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
