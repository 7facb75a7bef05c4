/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-fold.h"

#define CASE_MAX 1000000

void
bo_product_request_free (BoProductRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->sku);
  g_free (request->name);
  g_free (request->barcode);
  g_free (request->supplier);
  g_free (request);
}

static gboolean
check_request (const BoProductRequest *request,
               const char             *key,
               GError                **error)
{
  if (*key == '\0')
    {
      g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED, "A product must have a SKU");
      return FALSE;
    }
  if (request->case_size < 0 || request->case_size > CASE_MAX)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "A case cannot have %" G_GINT64_FORMAT " units: give 1 to %d", request->case_size, CASE_MAX);
      return FALSE;
    }
  return (request->price == -1 || bo_command_check_price (request->price, 1, error)) &&
         bo_command_check_text ("SKU", request->sku, error) &&
         bo_command_check_text ("name", request->name, error) &&
         bo_command_check_text ("barcode", request->barcode, error) &&
         bo_command_check_text ("supplier", request->supplier, error);
}

/* A barcode that two products had would receive one as the other. */
static gboolean
check_barcode (BoTxn      *txn,
               const char *barcode,
               gint64      product_id,
               GError    **error)
{
  gint64 other;
  g_autoptr (BoProductRow) product = NULL;

  if (barcode == NULL)
    return TRUE;
  if (!bo_product_table_find_barcode (txn, barcode, &other, error))
    return FALSE;
  if (other == 0 || other == product_id)
    return TRUE;
  if (!bo_command_load_product (txn, other, &product, error))
    return FALSE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "The barcode %s is that of %s already", barcode, product->sku);
  return FALSE;
}

static gboolean
is_same (const BoProductRow *a,
         const BoProductRow *b)
{
  return g_str_equal (a->name, b->name) &&
         g_strcmp0 (a->barcode, b->barcode) == 0 &&
         g_strcmp0 (a->currency, b->currency) == 0 &&
         a->price == b->price &&
         a->supplier_id == b->supplier_id &&
         a->case_size == b->case_size;
}

static gboolean
write_product (BoTxn              *txn,
               BoCommand          *command,
               const BoProductRow *before,
               BoProductRow       *row,
               const char         *supplier,
               GError            **error)
{
  g_autofree char *summary = g_strdup_printf ("%s product %s", before != NULL ? "Changed" : "Added", row->sku);

  /* The supplier is looked for first; making one needs the event. */
  if (!bo_command_begin (txn, command, BO_EVENT_PRODUCT, summary, error) ||
      (supplier != NULL && !bo_supplier_table_put (txn, supplier, &row->supplier_id, error)))
    return FALSE;
  if (before != NULL)
    return bo_product_table_update (txn, row, error);
  row->id = bo_product_table_insert (txn, row, error);
  return row->id != 0;
}

static gboolean
put_product (BoTxn     *txn,
             BoCommand *command,
             GError   **error)
{
  const BoProductRequest *request = command->request;
  g_autofree char        *key = bo_fold (request->sku != NULL ? request->sku : "");
  g_autoptr (BoProductRow) before = NULL;
  const BoSettings *shop = bo_command_get_shop (txn, command, error);
  const char       *supplier = bo_text_or_null (request->supplier);
  BoProductRow      row = {
         .sku = request->sku,
         .sku_key = key,
         .barcode = bo_text_or_null (request->barcode),
         .name = bo_text_or_null (request->name),
         .price = request->price,
         .case_size = MAX (request->case_size, 1),
  };

  if (shop == NULL || !check_request (request, key, error) ||
      !bo_product_table_find (txn, key, &row.id, error) ||
      (row.id != 0 && !bo_product_table_load (txn, row.id, &before, error)) ||
      !check_barcode (txn, row.barcode, row.id, error) ||
      (supplier != NULL && !bo_supplier_table_find (txn, supplier, &row.supplier_id, error)))
    return FALSE;

  if (row.name == NULL)
    row.name = before != NULL ? before->name : request->sku;
  if (row.price >= 0)
    row.currency = before != NULL && before->currency != NULL ? before->currency : shop->currency;
  command->outcome->line_id = row.id;
  if (before != NULL)
    {
      row.sku = before->sku;
      row.policy = before->policy;
      row.queue_key = before->queue_key;
      if (is_same (before, &row) && (supplier == NULL || row.supplier_id != 0))
        return TRUE;
    }

  if (!write_product (txn, command, before, &row, supplier, error))
    return FALSE;
  command->outcome->line_id = row.id;
  return TRUE;
}

/**
 * bo_service_put_product_async:
 * @self: a #BoService
 * @request: (transfer full): the product, known by its SKU
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Adds a product, or changes it to what @request says; the outcome's @line_id is the
 * product's id.
 */
void
bo_service_put_product_async (BoService          *self,
                              BoProductRequest   *request,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (request != NULL);

  bo_service_run_command (self, put_product, request, (GDestroyNotify) bo_product_request_free, NULL,
                          FALSE, cancellable, callback, user_data);
}
