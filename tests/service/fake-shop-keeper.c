/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop-private.h"

/* What shopkeepers and customers do in the shop: its books move as a real one's do. */

void
fake_shop_touch (FakeShop        *shop,
                 BoRemoteProduct *product)
{
  BoRemoteProduct *parent = product->parent_id != 0 ? fake_shop_find_product (shop, product->parent_id) : NULL;

  product->modified = ++shop->clock;
  if (parent != NULL)
    parent->modified = product->modified;
}

BoRemoteProduct *
fake_shop_add_product (FakeShop   *shop,
                       const char *sku,
                       gint64      quantity)
{
  BoRemoteProduct *product = bo_remote_product_new ();

  product->id = shop->next_id++;
  fake_text_set (&product->sku, sku);
  fake_text_set (&product->name, sku);
  product->price = 1000;
  product->stock = BO_REMOTE_STOCK_OWN;
  product->has_quantity = TRUE;
  product->quantity = quantity;
  product->published = TRUE;
  g_ptr_array_add (shop->products, product);
  fake_shop_touch (shop, product);
  return product;
}

BoRemoteProduct *
fake_shop_add_uncounted (FakeShop   *shop,
                         const char *sku,
                         gboolean    unavailable)
{
  BoRemoteProduct *product = fake_shop_add_product (shop, sku, 0);

  product->stock = BO_REMOTE_STOCK_NOT_MANAGED;
  product->has_quantity = FALSE;
  product->unavailable = unavailable;
  return product;
}

BoRemoteProduct *
fake_shop_add_variable (FakeShop   *shop,
                        const char *sku)
{
  BoRemoteProduct *product = fake_shop_add_uncounted (shop, sku, FALSE);

  product->has_variations = TRUE;
  return product;
}

BoRemoteProduct *
fake_shop_add_variation (FakeShop        *shop,
                         BoRemoteProduct *parent,
                         const char      *sku,
                         gint64           quantity)
{
  BoRemoteProduct *product = fake_shop_add_product (shop, sku, quantity);

  product->parent_id = parent->id;
  if (quantity < 0)
    {
      product->stock = BO_REMOTE_STOCK_PARENT;
      product->quantity = parent->quantity;
    }
  fake_shop_touch (shop, product);
  return product;
}

BoRemoteCustomer *
fake_shop_add_customer (FakeShop   *shop,
                        const char *name,
                        const char *email,
                        const char *role)
{
  BoRemoteCustomer *customer = bo_remote_customer_new ();

  customer->id = shop->next_id++;
  fake_text_set (&customer->name, name);
  fake_text_set (&customer->email, email);
  fake_text_set (&customer->role, role);
  customer->modified = ++shop->clock;
  g_ptr_array_add (shop->customers, customer);
  return customer;
}

/* Where a product's units are counted. */
static BoRemoteProduct *
get_bearer (FakeShop        *shop,
            BoRemoteProduct *product)
{
  return product != NULL && product->stock == BO_REMOTE_STOCK_PARENT ? fake_shop_find_product (shop, product->parent_id) : product;
}

static BoRemoteProduct *
get_line_product (FakeShop                *shop,
                  const BoRemoteOrderLine *line)
{
  return fake_shop_find_product (shop, line->variation_id != 0 ? line->variation_id : line->product_id);
}

static BoRemoteOrderState
get_state (const char *status)
{
  if (g_str_equal (status, "pending"))
    return BO_REMOTE_ORDER_WAITS_FOR_PAYMENT;
  if (g_str_equal (status, "completed"))
    return BO_REMOTE_ORDER_DONE;
  if (g_str_equal (status, "processing") || g_str_equal (status, "on-hold"))
    return BO_REMOTE_ORDER_OPEN;
  return g_str_equal (status, "pre-ordered") ? BO_REMOTE_ORDER_WAITS_FOR_PAYMENT : BO_REMOTE_ORDER_GONE;
}

/* Takes what the order's state says from the stock, or gives it back. */
static void
book_line (FakeShop          *shop,
           const FakeOrder   *order,
           BoRemoteOrderLine *line)
{
  BoRemoteProduct *product = get_bearer (shop, get_line_product (shop, line));
  gboolean         takes = order->order->state == BO_REMOTE_ORDER_OPEN || order->order->state == BO_REMOTE_ORDER_DONE;
  gboolean         gives = order->order->state == BO_REMOTE_ORDER_WAITS_FOR_PAYMENT || g_str_equal (order->order->status, "cancelled");

  if (product == NULL || product->stock != BO_REMOTE_STOCK_OWN)
    return;
  if (takes && line->reduced <= 0)
    {
      line->reduced = line->quantity;
      product->quantity -= line->quantity;
      fake_shop_touch (shop, product);
    }
  else if (gives && line->reduced > 0)
    {
      product->quantity += line->reduced;
      line->reduced = -1;
      fake_shop_touch (shop, product);
    }
}

FakeOrder *
fake_shop_add_order (FakeShop         *shop,
                     BoRemoteCustomer *customer,
                     const char       *status,
                     BoRemoteProduct  *product,
                     gint64            units)
{
  FakeOrder *order = g_new0 (FakeOrder, 1);

  order->order = bo_remote_order_new ();
  order->refunds = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_remote_refund_free);
  order->order->id = shop->next_id++;
  g_free (order->order->number);
  order->order->number = g_strdup_printf ("%" G_GINT64_FORMAT, order->order->id);
  fake_text_set (&order->order->currency, "EUR");
  order->order->created = ++shop->clock;
  bo_remote_customer_free (order->order->buyer);
  if (customer != NULL)
    order->order->buyer = fake_customer_copy (customer);
  else
    {
      order->order->buyer = bo_remote_customer_new ();
      fake_text_set (&order->order->buyer->name, "A guest");
    }
  order->order->customer_id = customer != NULL ? customer->id : 0;
  fake_text_set (&order->order->status, "pending");
  order->order->state = BO_REMOTE_ORDER_WAITS_FOR_PAYMENT;
  g_ptr_array_add (shop->orders, order);
  fake_shop_add_line (shop, order, product, units);
  fake_shop_set_status (shop, order, status);
  return order;
}

BoRemoteOrderLine *
fake_shop_add_line (FakeShop        *shop,
                    FakeOrder       *order,
                    BoRemoteProduct *product,
                    gint64           units)
{
  BoRemoteOrderLine *line = bo_remote_order_line_new ();

  line->id = shop->next_id++;
  line->product_id = product->parent_id != 0 ? product->parent_id : product->id;
  line->variation_id = product->parent_id != 0 ? product->id : 0;
  line->sku = g_strdup (product->sku);
  fake_text_set (&line->name, product->name);
  line->quantity = units;
  line->price = 1000;
  line->reduced = -1;
  g_ptr_array_add (order->order->lines, line);
  book_line (shop, order, line);
  order->order->modified = ++shop->clock;
  return line;
}

void
fake_shop_set_status (FakeShop   *shop,
                      FakeOrder  *order,
                      const char *status)
{
  fake_text_set (&order->order->status, status);
  order->order->state = get_state (status);
  order->order->modified = ++shop->clock;
  if ((g_str_equal (status, "processing") || g_str_equal (status, "completed")) && order->order->paid == 0)
    order->order->paid = shop->clock;
  for (guint i = 0; i < order->order->lines->len; i++)
    book_line (shop, order, fake_order_line (order, i));
}

void
fake_shop_set_units (FakeShop          *shop,
                     FakeOrder         *order,
                     BoRemoteOrderLine *line,
                     gint64             units)
{
  BoRemoteProduct *product = get_bearer (shop, get_line_product (shop, line));

  if (product != NULL && line->reduced > 0)
    {
      product->quantity -= units - line->quantity;
      line->reduced += units - line->quantity;
      fake_shop_touch (shop, product);
    }
  line->quantity = units;
  order->order->modified = ++shop->clock;
}

void
fake_shop_refund (FakeShop          *shop,
                  FakeOrder         *order,
                  BoRemoteOrderLine *line,
                  gint64             units,
                  gboolean           restock)
{
  BoRemoteRefund    *refund = bo_remote_refund_new ();
  BoRemoteRefundLine of = { .line_id = line->id, .units = units };
  BoRemoteProduct   *product = get_bearer (shop, get_line_product (shop, line));

  refund->id = shop->next_id++;
  g_array_append_val (refund->lines, of);
  g_ptr_array_add (order->refunds, refund);
  order->order->has_refunds = TRUE;
  order->order->modified = ++shop->clock;
  if (restock && product != NULL && line->reduced > 0)
    {
      product->quantity += units;
      line->reduced -= units;
      fake_shop_touch (shop, product);
    }
}

void
fake_shop_trash_order (FakeShop  *shop,
                       FakeOrder *order,
                       gboolean   trashed)
{
  order->trashed = trashed;
  order->order->modified = ++shop->clock;
}

void
fake_shop_delete_order (FakeShop  *shop,
                        FakeOrder *order)
{
  g_ptr_array_remove (shop->orders, order);
}

void
fake_shop_delete_product (FakeShop        *shop,
                          BoRemoteProduct *product)
{
  for (guint i = 0; i < shop->orders->len; i++)
    {
      FakeOrder *order = g_ptr_array_index (shop->orders, i);

      for (guint j = 0; j < order->order->lines->len; j++)
        {
          BoRemoteOrderLine *line = fake_order_line (order, j);

          if (get_line_product (shop, line) == product)
            {
              line->product_id = line->variation_id = 0;
              g_clear_pointer (&line->sku, g_free);
            }
        }
    }
  if (product->parent_id != 0)
    fake_shop_touch (shop, product);
  g_ptr_array_remove (shop->products, product);
}

void
fake_shop_trash_product (FakeShop        *shop,
                         BoRemoteProduct *product,
                         gboolean         trashed)
{
  product->trashed = trashed;
  fake_shop_touch (shop, product);
}

void
fake_shop_set_stock (FakeShop        *shop,
                     BoRemoteProduct *product,
                     gint64           quantity)
{
  product->quantity = quantity;
  fake_shop_touch (shop, product);
}
