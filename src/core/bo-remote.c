/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-remote"

#include "config.h"

#include "bo-remote.h"

#include "bo-names.h"

static const char *const backorders_names[] = { "no", "notify", "yes" };
static const char *const resource_names[] = { "products", "variations", "customers", "orders", "refunds" };

BO_DEFINE_NAMES (bo_remote_backorders, BoRemoteBackorders, backorders_names)

/* Texts that are never NULL start as the empty one, so that who compares or stores
 * a half-read record needs no second thought. */

BoRemoteProduct *
bo_remote_product_new (void)
{
  BoRemoteProduct *product = g_new0 (BoRemoteProduct, 1);

  product->sku = g_strdup ("");
  product->name = g_strdup ("");
  product->price = -1;
  product->published = TRUE;

  return product;
}

void
bo_remote_product_free (BoRemoteProduct *product)
{
  g_free (product->sku);
  g_free (product->barcode);
  g_free (product->name);
  g_free (product->image);
  g_free (product);
}

BoRemoteCustomer *
bo_remote_customer_new (void)
{
  BoRemoteCustomer *customer = g_new0 (BoRemoteCustomer, 1);

  customer->name = g_strdup ("");
  customer->email = g_strdup ("");
  customer->phone = g_strdup ("");
  customer->country = g_strdup ("");
  customer->role = g_strdup ("");

  return customer;
}

void
bo_remote_customer_free (BoRemoteCustomer *customer)
{
  g_free (customer->name);
  g_free (customer->email);
  g_free (customer->phone);
  g_free (customer->country);
  g_free (customer->role);
  g_free (customer);
}

BoRemoteOrderLine *
bo_remote_order_line_new (void)
{
  BoRemoteOrderLine *line = g_new0 (BoRemoteOrderLine, 1);

  line->name = g_strdup ("");
  line->reduced = -1;

  return line;
}

void
bo_remote_order_line_free (BoRemoteOrderLine *line)
{
  g_free (line->sku);
  g_free (line->name);
  g_free (line);
}

BoRemoteOrder *
bo_remote_order_new (void)
{
  BoRemoteOrder *order = g_new0 (BoRemoteOrder, 1);

  order->number = g_strdup ("");
  order->status = g_strdup ("");
  order->currency = g_strdup ("");
  order->buyer = bo_remote_customer_new ();
  order->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_remote_order_line_free);

  return order;
}

void
bo_remote_order_free (BoRemoteOrder *order)
{
  g_free (order->number);
  g_free (order->status);
  g_free (order->currency);
  bo_remote_customer_free (order->buyer);
  g_ptr_array_unref (order->lines);
  g_free (order);
}

BoRemoteRefund *
bo_remote_refund_new (void)
{
  BoRemoteRefund *refund = g_new0 (BoRemoteRefund, 1);

  refund->lines = g_array_new (FALSE, FALSE, sizeof (BoRemoteRefundLine));

  return refund;
}

void
bo_remote_refund_free (BoRemoteRefund *refund)
{
  g_array_unref (refund->lines);
  g_free (refund);
}

static GDestroyNotify
get_record_free (BoResource resource)
{
  switch (resource)
    {
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
      return (GDestroyNotify) bo_remote_product_free;
    case BO_RESOURCE_CUSTOMERS:
      return (GDestroyNotify) bo_remote_customer_free;
    case BO_RESOURCE_ORDERS:
      return (GDestroyNotify) bo_remote_order_free;
    case BO_RESOURCE_REFUNDS:
      return (GDestroyNotify) bo_remote_refund_free;
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bo_remote_page_new:
 * @resource: what the page is of
 *
 * Returns: (transfer full): a page with nothing in it, which owns what is put in
 */
BoRemotePage *
bo_remote_page_new (BoResource resource)
{
  BoRemotePage *page = g_new0 (BoRemotePage, 1);

  page->resource = resource;
  page->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  page->records = g_ptr_array_new_with_free_func (get_record_free (resource));
  page->refused = g_ptr_array_new_with_free_func (g_free);

  return page;
}

void
bo_remote_page_free (BoRemotePage *page)
{
  g_array_unref (page->ids);
  g_ptr_array_unref (page->records);
  g_ptr_array_unref (page->refused);
  g_free (page);
}

/**
 * bo_resource_to_name:
 * @resource: a resource
 *
 * Returns: (transfer none): its name in the store, a log and JSON, "orders"
 */
const char *
bo_resource_to_name (BoResource resource)
{
  return bo_names_get (resource_names, G_N_ELEMENTS (resource_names), (int) resource);
}
