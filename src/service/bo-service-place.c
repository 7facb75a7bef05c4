/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-command-util.h"
#include "bo-customer-table.h"
#include "bo-event-kind.h"
#include "bo-fold.h"
#include "bo-line-ledger.h"
#include "bo-order-table.h"
#include "bo-redeal.h"

#define DEFAULT_CHANNEL "counter"

BoPlaceRequest *
bo_place_request_new (void)
{
  BoPlaceRequest *request = g_new0 (BoPlaceRequest, 1);

  request->price = -1;
  request->need = BO_DAY_NONE;
  return request;
}

void
bo_place_request_free (BoPlaceRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->order_number);
  g_free (request->customer_name);
  g_free (request->customer_email);
  g_free (request->customer_phone);
  g_free (request->sku);
  g_free (request->campaign);
  g_free (request->channel);
  g_free (request->external_id);
  g_free (request);
}

/* Whom and what a request names, once it has been looked up. */
typedef struct
{
  BoProductRow  *product;  /* (owned) */
  BoCustomerRow *customer; /* (owned) (nullable): one is to be made when NULL */
  BoOrderRow    *order;    /* (owned) (nullable): one is to be made when NULL */
} Named;

static void
named_clear (Named *named)
{
  g_clear_pointer (&named->product, bo_product_row_free);
  g_clear_pointer (&named->customer, bo_customer_row_free);
  g_clear_pointer (&named->order, bo_order_row_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Named, named_clear)

static gboolean
check_request (const BoPlaceRequest *request,
               gint64                now,
               GError              **error)
{
  if (!bo_command_check_units (request->units, error) ||
      !bo_command_check_text ("order number", request->order_number, error) ||
      !bo_command_check_text ("customer's name", request->customer_name, error) ||
      !bo_command_check_text ("e-mail address", request->customer_email, error) ||
      !bo_command_check_text ("telephone number", request->customer_phone, error) ||
      !bo_command_check_text ("SKU", request->sku, error) ||
      !bo_command_check_text ("campaign", request->campaign, error) ||
      !bo_command_check_text ("channel", request->channel, error) ||
      (request->priority_class != 0 && !bo_command_check_class (request->priority_class, error)))
    return FALSE;

  if (request->queued >= 0 && request->queued <= now)
    return TRUE;
  g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                       "A place in line cannot begin in the future: give the time it was ordered at");
  return FALSE;
}

static gboolean
find_product (BoTxn                *txn,
              const BoPlaceRequest *request,
              Named                *named,
              GError              **error)
{
  gint64           id = request->product_id;
  g_autofree char *key = request->sku != NULL ? bo_fold (request->sku) : NULL;

  if (id == 0 && key != NULL &&
      (!bo_product_table_find (txn, key, &id, error) ||
       (id == 0 && !bo_product_table_find_barcode (txn, request->sku, &id, error))))
    return FALSE;
  if (id != 0)
    return bo_command_load_product (txn, id, &named->product, error);

  if (key != NULL)
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
                 "No product has the SKU or barcode “%s”: add it first", request->sku);
  else
    g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED, "A product must be given");
  return FALSE;
}

static gboolean
find_order (BoTxn                *txn,
            const BoPlaceRequest *request,
            Named                *named,
            GError              **error)
{
  gint64 other = 0;

  if (request->order_id != 0)
    {
      if (!bo_order_table_load (txn, request->order_id, &named->order, error))
        return FALSE;
      if (named->order != NULL)
        return TRUE;
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
                   "There is no order %" G_GINT64_FORMAT, request->order_id);
      return FALSE;
    }

  if (bo_text_or_null (request->order_number) == NULL)
    return TRUE;
  if (!bo_order_table_find_number (txn, request->order_number, &other, error))
    return FALSE;
  if (other == 0)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "There is an order %s already: give another number, or none to get the next", request->order_number);
  return FALSE;
}

static gboolean
find_customer (BoTxn                *txn,
               const BoPlaceRequest *request,
               Named                *named,
               GError              **error)
{
  gint64 id = request->customer_id;

  if (named->order != NULL)
    {
      if (id != 0 && id != named->order->customer_id)
        {
          g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                       "Order %s is another customer's", named->order->number);
          return FALSE;
        }
      id = named->order->customer_id;
    }
  else if (id == 0 && bo_text_or_null (request->customer_email) != NULL &&
           !bo_customer_table_find_email (txn, request->customer_email, &id, error))
    return FALSE;

  if (id == 0)
    return TRUE;
  if (!bo_customer_table_load (txn, id, &named->customer, error))
    return FALSE;
  if (named->customer != NULL)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND, "There is no customer %" G_GINT64_FORMAT, id);
  return FALSE;
}

/* A customer of whom nothing is known is a customer of his own, never merged. */
static gint64
put_customer (BoTxn                *txn,
              const BoPlaceRequest *request,
              const Named          *named,
              GError              **error)
{
  BoCustomerRow customer = {
    .name = request->customer_name != NULL ? request->customer_name : "",
    .email = bo_text_or_null (request->customer_email),
    .phone = bo_text_or_null (request->customer_phone),
    .business = request->customer_business,
    .priority_class = BO_CLASS_DEFAULT,
  };

  if (named->customer != NULL)
    return named->customer->id;
  customer.anonymous = *customer.name == '\0' && customer.email == NULL && customer.phone == NULL;
  return bo_customer_table_insert (txn, &customer, error);
}

static gint64
put_order (BoTxn                *txn,
           BoCommand            *command,
           const BoPlaceRequest *request,
           const Named          *named,
           gint64                customer_id,
           GError              **error)
{
  g_autofree char *number = NULL;
  BoOrderRow       order = {
          .customer_id = customer_id,
          .channel = bo_text_or_null (request->channel),
          .ship = request->ship,
          .created = request->queued != 0 ? request->queued : command->at,
  };

  if (named->order != NULL)
    return named->order->id;
  number = bo_text_or_null (request->order_number) != NULL ? g_strdup (request->order_number)
                                                           : bo_order_table_next_number (txn, error);
  if (number == NULL)
    return 0;
  order.number = number;
  if (order.channel == NULL)
    order.channel = DEFAULT_CHANNEL;
  return bo_order_table_insert (txn, &order, error);
}

/* What a unit costs, and in what. */
static gboolean
set_price (BoTxn                *txn,
           BoCommand            *command,
           const BoPlaceRequest *request,
           const Named          *named,
           BoLineRow            *row,
           GError              **error)
{
  const BoSettings *shop = bo_command_get_shop (txn, command, error);

  if (shop == NULL)
    return FALSE;
  row->price = request->price >= 0 ? request->price : MAX (named->product->price, 0);
  g_strlcpy (row->currency,
             named->product->currency != NULL ? named->product->currency : shop->currency,
             sizeof row->currency);
  return bo_command_check_price (row->price, row->ordered, error);
}

static gboolean
put_line (BoTxn                *txn,
          BoCommand            *command,
          const BoPlaceRequest *request,
          const Named          *named,
          BoLineRow            *row,
          GError              **error)
{
  row->customer_id = put_customer (txn, request, named, error);
  if (row->customer_id == 0)
    return FALSE;
  row->order_id = put_order (txn, command, request, named, row->customer_id, error);
  if (row->order_id == 0)
    return FALSE;
  row->id = bo_line_table_insert (txn, row, error);
  return row->id != 0 && bo_tranche_table_insert (txn, row->id, row->ordered, row->queued, error) != 0;
}

static gboolean
place (BoTxn     *txn,
       BoCommand *command,
       GError   **error)
{
  const BoPlaceRequest *request = command->request;
  g_auto (Named) named = { NULL };
  g_autofree char *units = NULL;
  g_autofree char *summary = NULL;
  BoLineRow        row = BO_LINE_ROW_INIT;
  g_auto (BoLineRow) after = BO_LINE_ROW_INIT;

  if (!check_request (request, command->at, error) ||
      !find_product (txn, request, &named, error) ||
      !find_order (txn, request, &named, error) ||
      !find_customer (txn, request, &named, error))
    return FALSE;

  row.product_id = named.product->id;
  row.ordered = request->units;
  row.queued = request->queued != 0 ? request->queued : command->at;
  row.need = request->need;
  row.strategy = request->strategy;
  row.reason = request->reason;
  row.cause = request->cause;
  row.campaign = bo_text_or_null (request->campaign); /* lent */
  row.priority_class = request->priority_class;
  if (row.priority_class == 0)
    row.priority_class = named.customer != NULL ? named.customer->priority_class : BO_CLASS_DEFAULT;
  if (!set_price (txn, command, request, &named, &row, error))
    return FALSE;

  units = bo_command_count (row.ordered, "unit");
  summary = g_strdup_printf ("Placed %s of %s", units, named.product->sku);
  if (!bo_command_begin (txn, command, BO_EVENT_PLACE, summary, error) ||
      !put_line (txn, command, request, &named, &row, error) ||
      !bo_redeal_free (txn, command, row.product_id, error) ||
      !bo_line_ledger_refresh_held (txn, row.order_id, error) ||
      !bo_line_table_load (txn, row.id, &after, error))
    return FALSE;

  command->outcome->order_id = row.order_id;
  command->outcome->line_id = row.id;
  command->outcome->units = after.allocated;
  return TRUE;
}

/**
 * bo_service_place_async:
 * @self: a #BoService
 * @request: (transfer full): who wants what
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Makes a line that waits, with its order and its customer where they are new.
 * If something is free it is dealt at once: the outcome's units are what the line
 * got.
 */
void
bo_service_place_async (BoService          *self,
                        BoPlaceRequest     *request,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (request != NULL);

  bo_service_run_command (self, place, request, (GDestroyNotify) bo_place_request_free, request->external_id,
                          FALSE, cancellable, callback, user_data);
}
