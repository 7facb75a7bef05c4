/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-clean.h"
#include "bo-sample-json.h"
#include "bo-sample-routes.h"
#include "bo-sample-stock.h"
#include "bo-sample-write.h"

#define SHIPPING 490

static const char *const statuses[] = {
  "auto-draft", "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft", "trash", NULL
};

static const BoSampleField fields[] = {
  { "status", BO_SAMPLE_FIELD_TEXT, statuses },
  { "customer_id", BO_SAMPLE_FIELD_INTEGER, NULL },
  { "customer_note", BO_SAMPLE_FIELD_TEXT, NULL },
  { "payment_method", BO_SAMPLE_FIELD_TEXT, NULL },
  { "payment_method_title", BO_SAMPLE_FIELD_TEXT, NULL },
  { "transaction_id", BO_SAMPLE_FIELD_TEXT, NULL },
  { "set_paid", BO_SAMPLE_FIELD_BOOLEAN, NULL },
  { "billing", BO_SAMPLE_FIELD_OBJECT, NULL },
  { "shipping", BO_SAMPLE_FIELD_OBJECT, NULL },
  { "line_items", BO_SAMPLE_FIELD_LIST, NULL },
  { "meta_data", BO_SAMPLE_FIELD_LIST, NULL },
  { NULL },
};

static guint32
get_id (const json_t *json,
        const char   *name)
{
  gint64 id = json_integer_value (json_object_get (json, name));

  return id > 0 && id <= G_MAXUINT32 ? (guint32) id : 0;
}

/* A number that came as a number or as text. */
static double
get_number (const json_t *json,
            const char   *name,
            double        otherwise)
{
  const json_t *value = json_object_get (json, name);

  if (json_is_string (value))
    return g_ascii_strtod (json_string_value (value), NULL);

  return json_is_number (value) ? json_number_value (value) : otherwise;
}

/* Names the product as it is called today.  One that is not there is accepted. */
static void
set_product (BoSampleCall *call,
             BoSampleLine *line,
             const json_t *json)
{
  BoSampleBooks   *books = call->state->books;
  guint32          id = get_id (json, "variation_id");
  BoSampleProduct *product;

  line->product = get_id (json, "product_id");
  line->variation = id;
  product = bo_sample_books_find_product (books, id != 0 ? id : line->product);
  line->has_product = product != NULL;
  if (product == NULL)
    {
      line->product = line->variation = 0;
      return;
    }
  if (product->parent != NULL)
    {
      line->product = product->parent->id;
      line->variation = product->id;
      line->parent_name = product->parent->name;
      line->option = product->option;
    }
  line->attribute = product->attribute;
  line->name = product->name;
  line->price = g_ascii_strtod (bo_sample_product_get_price (product), NULL);
}

static BoSampleLine *
add_line (BoSampleCall  *call,
          BoSampleOrder *order,
          const json_t  *json)
{
  BoSampleLine *line = bo_sample_order_add_line (call->state->books, order);
  const char   *name = json_string_value (json_object_get (json, "name"));

  set_product (call, line, json);
  if (name != NULL)
    line->name = bo_sample_books_text (call->state->books, name);
  line->quantity = get_number (json, "quantity", 1);
  if (json_object_get (json, "total") != NULL && line->quantity != 0)
    line->price = get_number (json, "total", 0) / line->quantity;
  bo_sample_write_meta (call, &line->own_meta, json_object_get (json, "meta_data"));
  if (order->tax_line == 0)
    order->tax_line = call->state->books->next_line++;

  return line;
}

static void
remove_line (BoSampleOrder *order,
             BoSampleLine  *line)
{
  for (guint i = 0; i < order->lines->len; i++)
    if (&g_array_index (order->lines, BoSampleLine, i) == line)
      {
        g_array_remove_index (order->lines, i);
        return;
      }
}

/* The total stays until it is written too; stock follows the quantity, but in an
 * old store. */
static void
change_line (BoSampleCall  *call,
             BoSampleOrder *order,
             BoSampleLine  *line,
             const json_t  *json)
{
  gboolean follows = order->reduced && !bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE);
  double   quantity = get_number (json, "quantity", line->quantity);
  double   total = get_number (json, "total", line->price * line->quantity);

  bo_sample_write_meta (call, &line->own_meta, json_object_get (json, "meta_data"));
  if (follows && quantity != line->quantity)
    bo_sample_line_move (call, line, quantity - line->quantity);
  if (quantity == 0)
    {
      remove_line (order, line);
      return;
    }
  line->quantity = quantity;
  line->price = total / quantity;
}

/* Returns: %FALSE if a line is none of the order's; then the call is answered */
static gboolean
write_lines (BoSampleCall  *call,
             BoSampleOrder *order)
{
  const json_t *lines = json_object_get (call->json, "line_items");

  for (gsize i = 0; i < json_array_size (lines); i++)
    {
      const json_t *json = json_array_get (lines, i);
      guint32       id = get_id (json, "id");
      BoSampleLine *line = id != 0 ? bo_sample_order_find_line (order, id) : NULL;

      if (id != 0 && line == NULL)
        {
          bo_sample_call_fail (call, 400, "woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order.");
          return FALSE;
        }
      if (line != NULL)
        change_line (call, order, line, json);
      else
        {
          line = add_line (call, order, json);
          if (order->reduced && !bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE))
            bo_sample_line_move (call, line, line->quantity);
        }
    }

  return TRUE;
}

static void
set_text (BoSampleCall *call,
          const char   *name,
          const char  **member)
{
  const char *text = json_string_value (json_object_get (call->json, name));

  if (text != NULL)
    *member = bo_sample_books_text (call->state->books, text);
}

static void
write_people (BoSampleCall  *call,
              BoSampleOrder *order)
{
  const json_t *billing = json_object_get (call->json, "billing");
  const json_t *shipping = json_object_get (call->json, "shipping");

  if (json_object_get (call->json, "customer_id") != NULL)
    order->customer = get_id (call->json, "customer_id");
  if (billing != NULL)
    order->billing = bo_sample_write_address (call, order->billing, billing);
  if (shipping != NULL)
    order->shipping = bo_sample_write_address (call, order->shipping, shipping);
}

static gboolean
apply (BoSampleCall  *call,
       BoSampleOrder *order)
{
  if (!write_lines (call, order))
    return FALSE;
  write_people (call, order);
  set_text (call, "customer_note", &order->customer_note);
  set_text (call, "payment_method", &order->payment_method);
  set_text (call, "payment_method_title", &order->payment_title);
  set_text (call, "transaction_id", &order->transaction);
  bo_sample_write_meta (call, &order->meta, json_object_get (call->json, "meta_data"));

  return TRUE;
}

static void
move_to_bin (BoSampleCall  *call,
             BoSampleOrder *order)
{
  order->status_before = order->status;
  order->status = "trash";
  bo_sample_order_touch (call->state, order);
}

/* Where orders are posts, only what is kept in the post itself moves its date. */
static gboolean
moves_date (BoSampleCall *call)
{
  return !bo_sample_state_is (call->state, BO_SAMPLE_POSTS_STORAGE) || json_object_get (call->json, "customer_note") != NULL;
}

static void
set_status (BoSampleCall  *call,
            BoSampleOrder *order)
{
  const char *status = json_string_value (json_object_get (call->json, "status"));

  if (bo_sample_json_is_true (json_object_get (call->json, "set_paid")) && order->paid == 0)
    {
      order->paid = bo_sample_state_get_now (call->state);
      if (status == NULL)
        status = "processing";
    }
  if (status == NULL)
    return;
  if (strcmp (status, "trash") == 0)
    move_to_bin (call, order);
  else
    bo_sample_order_set_status (call, order, status);
}

void
bo_sample_update_order (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_books_find_order (call->state->books, call->ids[0]);

  if (!bo_sample_check_body (call, fields))
    return;
  if (order == NULL)
    {
      bo_sample_call_fail (call, 400, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
      return;
    }
  if (!apply (call, order))
    return;
  if (moves_date (call))
    bo_sample_order_touch (call->state, order);
  call->state->books->generation++;
  set_status (call, order);
  bo_sample_reply_take_json (call->reply, 200, bo_sample_order_to_json (call, order));
}

void
bo_sample_create_order (BoSampleCall *call)
{
  BoSampleOrder *order;

  if (!bo_sample_check_body (call, fields))
    return;
  order = bo_sample_books_add_order (call->state->books);
  order->created = bo_sample_state_stamp (call->state);
  if (!apply (call, order))
    {
      bo_sample_books_remove_order (call->state->books, order);
      return;
    }
  bo_sample_order_touch (call->state, order);
  set_status (call, order);
  bo_sample_reply_take_json (call->reply, 201, bo_sample_order_to_json (call, order));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/orders/%u", call->state->home, order->id);
}

void
bo_sample_delete_order (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);
  gboolean       force = bo_sample_call_get_boolean (call, "force");

  if (order == NULL || bo_sample_call_refuse (call))
    return;
  if (!force && strcmp (order->status, "trash") == 0)
    {
      bo_sample_call_fail (call, 410, "woocommerce_rest_already_trashed", "The order has already been deleted.");
      return;
    }
  bo_sample_reply_take_json (call->reply, 200, bo_sample_order_to_json (call, order));
  /* What an order took from stock is not given back either way. */
  if (force)
    bo_sample_books_remove_order (call->state->books, order);
  else
    move_to_bin (call, order);
}

/* Returns: %FALSE if the window has not so many; then the call is answered */
static gboolean
check_item (BoSampleCall *call,
            const json_t *item)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, get_id (item, "id"));
  BoSampleProduct *keeper = product != NULL ? bo_sample_product_get_stock_keeper (product) : NULL;
  double           stock = keeper != NULL ? keeper->stock : 0;
  gboolean         few = keeper != NULL && strcmp (keeper->backorders, "no") == 0 && stock < get_number (item, "quantity", 1);

  if (product != NULL && !few && strcmp (bo_sample_product_get_stock_status (product, stock), "outofstock") != 0)
    return TRUE;
  bo_sample_call_fail (call, 409, "woocommerce_rest_product_out_of_stock", "One of the products is out of stock and cannot be purchased.");

  return FALSE;
}

/* The window notes what was missing at that moment, if the customer was told. */
static void
sell (BoSampleCall  *call,
      BoSampleOrder *order,
      const json_t  *items)
{
  for (gsize i = 0; i < json_array_size (items); i++)
    {
      const json_t    *item = json_array_get (items, i);
      BoSampleProduct *product = bo_sample_books_find_product (call->state->books, get_id (item, "id"));
      BoSampleProduct *keeper = bo_sample_product_get_stock_keeper (product);
      json_t          *line_json = json_pack ("{s:i, s:f}", product->parent != NULL ? "variation_id" : "product_id", (int) product->id,
                                              "quantity", get_number (item, "quantity", 1));
      BoSampleLine    *line = add_line (call, order, line_json);

      json_decref (line_json);
      if (keeper != NULL && strcmp (keeper->backorders, "notify") == 0 && keeper->stock < line->quantity)
        line->backordered = line->quantity - MAX (keeper->stock, 0);
    }
}

static void
answer_checkout (BoSampleCall  *call,
                 BoSampleOrder *order)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", order->id);
  bo_sample_reply_take_json (call->reply, 200,
                             json_pack ("{s:i, s:s, s:s, s:s, s:i, s:s}", "order_id", (int) order->id, "status", order->status,
                                        "order_number", number, "customer_note", order->customer_note, "customer_id", (int) order->customer,
                                        "payment_method", order->payment_method));
}

static const char *
get_payment_title (const char *method)
{
  if (strcmp (method, "bacs") == 0)
    return "Direct bank transfer";

  return strcmp (method, "cod") == 0 ? "Cash on delivery" : "Credit card";
}

/* Somebody buys in the shop window.  The real one remembers a cart; here the items
 * come with the order. */
void
bo_sample_checkout (BoSampleCall *call)
{
  const json_t  *items = json_object_get (call->json, "items");
  const json_t  *billing = json_object_get (call->json, "billing_address");
  const json_t  *shipping = json_object_get (call->json, "shipping_address");
  BoSampleOrder *order;

  if (json_array_size (items) == 0)
    {
      bo_sample_call_fail (call, 400, "woocommerce_rest_cart_empty", "Cannot create order from empty cart.");
      return;
    }
  for (gsize i = 0; i < json_array_size (items); i++)
    if (!check_item (call, json_array_get (items, i)))
      return;
  order = bo_sample_books_add_order (call->state->books);
  order->created_via = "store-api";
  order->created = bo_sample_state_stamp (call->state);
  order->shipping_total = SHIPPING;
  order->payment_method = "cod";
  set_text (call, "payment_method", &order->payment_method);
  order->payment_title = get_payment_title (order->payment_method);
  set_text (call, "customer_note", &order->customer_note);
  order->customer = get_id (call->json, "customer_id");
  order->billing = bo_sample_write_address (call, NULL, billing);
  order->shipping = bo_sample_write_address (call, NULL, shipping);
  sell (call, order, items);
  order->shipping_line = call->state->books->next_line++;
  order->shipping_meta = call->state->books->next_meta;
  call->state->books->next_meta += 2;
  bo_sample_order_touch (call->state, order);
  bo_sample_order_set_status (call, order, strcmp (order->payment_method, "bacs") == 0 ? "on-hold" : "processing");
  answer_checkout (call, order);
}
