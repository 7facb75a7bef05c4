/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-books.h"

#include <string.h>

#define TEXT_BLOCK 65536

static void
free_product (gpointer data)
{
  BoSampleProduct *product = data;

  g_clear_pointer (&product->children, g_ptr_array_unref);
  g_clear_pointer (&product->meta, g_ptr_array_unref);
  g_free (product);
}

static void
free_order (gpointer data)
{
  BoSampleOrder *order = data;

  g_array_unref (order->lines);
  g_clear_pointer (&order->refunds, g_ptr_array_unref);
  g_clear_pointer (&order->notes, g_ptr_array_unref);
  g_clear_pointer (&order->meta, g_ptr_array_unref);
  g_free (order);
}

static void
free_customer (gpointer data)
{
  BoSampleCustomer *customer = data;

  g_clear_pointer (&customer->meta, g_ptr_array_unref);
  g_free (customer);
}

/* The position of @id in an array whose elements begin with their id and are
 * sorted by it, or where it belongs. */
static gboolean
find_id (GPtrArray *records,
         guint64    id,
         guint     *position)
{
  guint low = 0;
  guint high = records->len;

  while (low < high)
    {
      guint   middle = low + (high - low) / 2;
      guint32 there = *(const guint32 *) g_ptr_array_index (records, middle);

      if (there == id)
        {
          *position = middle;
          return TRUE;
        }
      if (there < id)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;

  return FALSE;
}

static gpointer
find_record (GPtrArray *records,
             guint64    id)
{
  guint position;

  return find_id (records, id, &position) ? g_ptr_array_index (records, position) : NULL;
}

static void
remove_record (GPtrArray *records,
               guint32    id)
{
  guint position;

  if (find_id (records, id, &position))
    g_ptr_array_remove_index (records, position);
}

/**
 * bo_sample_books_new:
 * @zone: in which the shop keeps its local dates
 * @seed: of what the shop makes up by itself later on
 *
 * Returns: (transfer full): the books of a shop that was opened just now
 */
BoSampleBooks *
bo_sample_books_new (GTimeZone *zone,
                     guint64    seed)
{
  BoSampleBooks *self = g_new0 (BoSampleBooks, 1);

  self->products = g_ptr_array_new_with_free_func (free_product);
  self->orders = g_ptr_array_new_with_free_func (free_order);
  self->customers = g_ptr_array_new_with_free_func (free_customer);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (TEXT_BLOCK);
  self->zone = g_time_zone_ref (zone);
  self->seed = seed;
  /* As in any shop: its pages, menus and pictures came first. */
  self->next_id = 11;
  self->next_customer = 1;
  self->next_line = 1;
  self->next_meta = 16;

  return self;
}

void
bo_sample_books_free (BoSampleBooks *self)
{
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->addresses);
  g_string_chunk_free (self->texts);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * bo_sample_books_open:
 * @self: the books
 *
 * Whatever is written from now on is the shop's own business, no history.
 */
void
bo_sample_books_open (BoSampleBooks *self)
{
  self->first_order_today = self->next_id;
  self->next_note = self->next_id * BO_SAMPLE_FIRST_NOTES;
}

/**
 * bo_sample_books_text:
 * @self: the books
 * @text: any text
 *
 * Returns: (transfer none): @text, kept as long as the books
 */
const char *
bo_sample_books_text (BoSampleBooks *self,
                      const char    *text)
{
  return *text == '\0' ? "" : g_string_chunk_insert (self->texts, text);
}

/**
 * bo_sample_books_text_once:
 * @self: the books
 * @text: a text that is likely to come again
 *
 * Returns: (transfer none): @text, kept once, as long as the books
 */
const char *
bo_sample_books_text_once (BoSampleBooks *self,
                           const char    *text)
{
  return *text == '\0' ? "" : g_string_chunk_insert_const (self->texts, text);
}

/**
 * bo_sample_books_stamp:
 * @self: the books
 * @at: UTC seconds, or 0
 *
 * Returns: what the database keeps of a row written at @at
 */
BoSampleStamp
bo_sample_books_stamp (BoSampleBooks *self,
                       gint64         at)
{
  int interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, at);

  return (BoSampleStamp){ .at = at, .offset = at == 0 ? 0 : g_time_zone_get_offset (self->zone, interval) };
}

/**
 * bo_sample_books_add_product:
 * @self: the books
 * @parent: (nullable): makes it a variation of this product
 *
 * Returns: (transfer none): a new product, with empty texts
 */
BoSampleProduct *
bo_sample_books_add_product (BoSampleBooks   *self,
                             BoSampleProduct *parent)
{
  BoSampleProduct *product = g_new0 (BoSampleProduct, 1);

  product->id = self->next_id++;
  product->type = parent == NULL ? BO_SAMPLE_SIMPLE : BO_SAMPLE_VARIATION;
  product->parent = parent;
  product->name = product->slug = product->sku = product->gtin = product->description = "";
  product->regular_price = product->sale_price = product->option = "";
  product->status = "publish";
  product->backorders = "no";
  product->stock_status = "instock";
  if (parent != NULL)
    {
      if (parent->children == NULL)
        parent->children = g_ptr_array_new ();
      g_ptr_array_add (parent->children, product);
    }
  g_ptr_array_add (self->products, product);
  self->generation++;

  return product;
}

BoSampleProduct *
bo_sample_books_find_product (BoSampleBooks *self,
                              guint64        id)
{
  return find_record (self->products, id);
}

/**
 * bo_sample_books_find_sku:
 * @self: the books
 * @sku: no letter is taken for large or small
 *
 * Returns: (transfer none) (nullable): the product or variation of this SKU
 */
BoSampleProduct *
bo_sample_books_find_sku (BoSampleBooks *self,
                          const char    *sku)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      BoSampleProduct *product = g_ptr_array_index (self->products, i);

      if (g_ascii_strcasecmp (product->sku, sku) == 0)
        return product;
    }

  return NULL;
}

/* Lines that name it keep the name and lose the rest. */
static void
forget_product (BoSampleBooks *self,
                guint32        id)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      BoSampleOrder *order = g_ptr_array_index (self->orders, i);

      for (guint j = 0; j < order->lines->len; j++)
        {
          BoSampleLine *line = &g_array_index (order->lines, BoSampleLine, j);

          if (line->product == id || line->variation == id)
            {
              line->product = 0;
              line->variation = 0;
              line->has_product = FALSE;
            }
        }
    }
}

/**
 * bo_sample_books_remove_product:
 * @self: the books
 * @product: (transfer full): it and its variations go for ever
 */
void
bo_sample_books_remove_product (BoSampleBooks   *self,
                                BoSampleProduct *product)
{
  guint32 id = product->id;

  if (product->parent != NULL)
    g_ptr_array_remove (product->parent->children, product);
  while (product->children != NULL && product->children->len > 0)
    bo_sample_books_remove_product (self, g_ptr_array_index (product->children, 0));
  forget_product (self, id);
  remove_record (self->products, id);
  self->generation++;
}

BoSampleOrder *
bo_sample_books_add_order (BoSampleBooks *self)
{
  BoSampleOrder *order = g_new0 (BoSampleOrder, 1);

  order->id = self->next_id++;
  order->status = "pending";
  order->created_via = "rest-api";
  order->payment_method = order->payment_title = order->customer_note = order->transaction = "";
  order->lines = g_array_new (FALSE, TRUE, sizeof (BoSampleLine));
  g_array_set_clear_func (order->lines, bo_sample_books_clear_line);
  g_ptr_array_add (self->orders, order);
  self->generation++;

  return order;
}

BoSampleOrder *
bo_sample_books_find_order (BoSampleBooks *self,
                            guint64        id)
{
  return find_record (self->orders, id);
}

void
bo_sample_books_remove_order (BoSampleBooks *self,
                              BoSampleOrder *order)
{
  remove_record (self->orders, order->id);
  self->generation++;
}

BoSampleCustomer *
bo_sample_books_add_customer (BoSampleBooks *self)
{
  BoSampleCustomer *customer = g_new0 (BoSampleCustomer, 1);

  customer->id = self->next_customer++;
  customer->username = customer->email = customer->first_name = customer->last_name = "";
  customer->role = "customer";
  g_ptr_array_add (self->customers, customer);
  self->generation++;

  return customer;
}

BoSampleCustomer *
bo_sample_books_find_customer (BoSampleBooks *self,
                               guint64        id)
{
  return find_record (self->customers, id);
}

void
bo_sample_books_remove_customer (BoSampleBooks    *self,
                                 BoSampleCustomer *customer)
{
  guint32 id = customer->id;

  /* Their orders stay, as those of a guest. */
  for (guint i = 0; i < self->orders->len; i++)
    {
      BoSampleOrder *order = g_ptr_array_index (self->orders, i);

      if (order->customer == id)
        order->customer = 0;
    }
  remove_record (self->customers, id);
  self->generation++;
}

BoSampleAddress *
bo_sample_books_add_address (BoSampleBooks *self)
{
  BoSampleAddress *address = g_new0 (BoSampleAddress, 1);

  address->first_name = address->last_name = address->company = address->address_1 = address->address_2 = "";
  address->city = address->state = address->postcode = address->country = address->email = address->phone = "";
  g_ptr_array_add (self->addresses, address);

  return address;
}

/**
 * bo_sample_product_get_stock_keeper:
 * @self: a product or variation
 *
 * Returns: (transfer none) (nullable): whose stock number is that of @self; %NULL
 *   where nobody counts
 */
BoSampleProduct *
bo_sample_product_get_stock_keeper (BoSampleProduct *self)
{
  BoSampleProduct *keeper = self->manage == BO_SAMPLE_MANAGE_PARENT ? self->parent : self;

  return keeper != NULL && keeper->manage == BO_SAMPLE_MANAGE_YES ? keeper : NULL;
}

/**
 * bo_sample_product_get_stock_status:
 * @self: a product or variation
 * @stock: of whoever keeps its stock
 *
 * Returns: "instock", "outofstock" or "onbackorder": computed where stock is
 *   managed, else as set by hand
 */
const char *
bo_sample_product_get_stock_status (const BoSampleProduct *self,
                                    double                 stock)
{
  const BoSampleProduct *keeper = bo_sample_product_get_stock_keeper ((BoSampleProduct *) self);

  if (keeper == NULL)
    return self->stock_status;
  if (stock > 0)
    return "instock";

  return strcmp (keeper->backorders, "no") == 0 ? "outofstock" : "onbackorder";
}

/**
 * bo_sample_product_get_price:
 * @self: a product or variation
 *
 * Returns: what it costs now, as typed; of a variable product what the cheapest
 *   variation costs
 */
const char *
bo_sample_product_get_price (const BoSampleProduct *self)
{
  const char *lowest = "";

  if (self->type != BO_SAMPLE_VARIABLE || self->children == NULL)
    return *self->sale_price != '\0' ? self->sale_price : self->regular_price;
  for (guint i = 0; i < self->children->len; i++)
    {
      const char *price = bo_sample_product_get_price (g_ptr_array_index (self->children, i));

      if (*price != '\0' && (*lowest == '\0' || g_ascii_strtod (price, NULL) < g_ascii_strtod (lowest, NULL)))
        lowest = price;
    }

  return lowest;
}
