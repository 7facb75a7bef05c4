/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop-private.h"

/* Records are handed out as copies: the shop goes on changing its own. */

void
fake_text_set (char      **at,
               const char *text)
{
  g_free (*at);
  *at = g_strdup (text);
}

BoRemoteProduct *
fake_product_copy (const BoRemoteProduct *product)
{
  BoRemoteProduct *copy = bo_remote_product_new ();

  g_free (copy->sku);
  g_free (copy->name);
  *copy = *product;
  copy->sku = g_strdup (product->sku);
  copy->barcode = g_strdup (product->barcode);
  copy->name = g_strdup (product->name);
  copy->image = g_strdup (product->image);
  return copy;
}

BoRemoteCustomer *
fake_customer_copy (const BoRemoteCustomer *customer)
{
  BoRemoteCustomer *copy = bo_remote_customer_new ();

  copy->id = customer->id;
  fake_text_set (&copy->name, customer->name);
  fake_text_set (&copy->email, customer->email);
  fake_text_set (&copy->phone, customer->phone);
  fake_text_set (&copy->country, customer->country);
  fake_text_set (&copy->role, customer->role);
  copy->business = customer->business;
  copy->modified = customer->modified;
  return copy;
}

BoRemoteOrder *
fake_order_copy (const BoRemoteOrder *order)
{
  BoRemoteOrder *copy = bo_remote_order_new ();

  copy->id = order->id;
  fake_text_set (&copy->number, order->number);
  fake_text_set (&copy->status, order->status);
  fake_text_set (&copy->currency, order->currency);
  copy->state = order->state;
  copy->created = order->created;
  copy->paid = order->paid;
  copy->modified = order->modified;
  copy->customer_id = order->customer_id;
  copy->has_refunds = order->has_refunds;
  bo_remote_customer_free (copy->buyer);
  copy->buyer = fake_customer_copy (order->buyer);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoRemoteOrderLine *line = g_ptr_array_index (order->lines, i);
      BoRemoteOrderLine       *line_copy = bo_remote_order_line_new ();

      g_free (line_copy->name);
      *line_copy = *line;
      line_copy->sku = g_strdup (line->sku);
      line_copy->name = g_strdup (line->name);
      line_copy->refunded = 0;
      g_ptr_array_add (copy->lines, line_copy);
    }
  return copy;
}

BoRemoteRefund *
fake_refund_copy (const BoRemoteRefund *refund)
{
  BoRemoteRefund *copy = bo_remote_refund_new ();

  copy->id = refund->id;
  g_array_append_vals (copy->lines, refund->lines->data, refund->lines->len);
  return copy;
}
