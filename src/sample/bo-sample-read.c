/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-filter.h"
#include "bo-sample-json.h"
#include "bo-sample-routes.h"

static const char *const product_orderings[] = {
  "date", "id", "include", "title", "slug", "modified", "popularity", "rating", "post__in", "price", "sales",
  "menu_order", "random", "popularity", "rating", "menu_order", "price", "popularity", "rating", NULL
};
static const char *const product_statuses[] = { "any", "future", "trash", "draft", "pending", "private", "publish", NULL };
static const char *const product_types[] = { "simple", "grouped", "external", "variable", NULL };
static const char *const order_orderings[] = { "date", "id", "include", "title", "slug", "modified", NULL };
static const char *const order_statuses[] = {
  "any", "trash", "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft", NULL
};
static const char *const customer_orderings[] = { "id", "include", "name", "registered_date", NULL };
static const char *const roles[] = {
  "all", "administrator", "editor", "author", "contributor", "subscriber", "customer", "shop_manager", "wholesale_customer", NULL
};

static gboolean
has_sku (const BoSampleFilter  *filter,
         const BoSampleProduct *product)
{
  for (guint i = 0; filter->skus[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (filter->skus[i]), product->sku) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
match_product_or_variation (const BoSampleFilter  *filter,
                            const BoSampleProduct *product)
{
  if (!bo_sample_filter_match (filter, product->id, product->created, product->modified, product->status))
    return FALSE;
  if (filter->skus != NULL && !has_sku (filter, product))
    return FALSE;
  if (filter->search_sku != NULL && !bo_sample_filter_contains (product->sku, filter->search_sku))
    return FALSE;
  if (filter->stock_status != NULL && strcmp (filter->stock_status, bo_sample_product_get_stock_status (product, product->stock)) != 0)
    return FALSE;

  return filter->search == NULL || bo_sample_filter_contains (product->name, filter->search);
}

/* Variations are among them only where an SKU is asked for. */
static gboolean
match_product (const BoSampleFilter *filter,
               gconstpointer         record)
{
  const BoSampleProduct *product = record;
  BoSampleType           type = product->type;

  if (type == BO_SAMPLE_VARIATION && filter->skus == NULL && filter->search_sku == NULL)
    return FALSE;
  if (filter->type != NULL && (type > BO_SAMPLE_VARIABLE || strcmp (product_types[type], filter->type) != 0))
    return FALSE;

  return match_product_or_variation (filter, product);
}

static gboolean
match_variation (const BoSampleFilter *filter,
                 gconstpointer         record)
{
  const BoSampleProduct *product = record;

  return product->type == BO_SAMPLE_VARIATION && match_product_or_variation (filter, product);
}

static BoSampleKey
key_of_product (gconstpointer record,
                const char   *orderby)
{
  const BoSampleProduct *product = record;
  BoSampleKey            key = { 0 };

  if (strcmp (orderby, "date") == 0)
    key.number = product->created.at;
  else if (strcmp (orderby, "modified") == 0)
    key.number = product->modified.at;
  else if (strcmp (orderby, "title") == 0)
    key.text = product->name;
  else if (strcmp (orderby, "slug") == 0)
    key.text = product->slug;
  else if (strcmp (orderby, "price") == 0)
    key.number = bo_sample_money_round (g_ascii_strtod (bo_sample_product_get_price (product), NULL));
  else if (strcmp (orderby, "popularity") == 0 || strcmp (orderby, "sales") == 0)
    key.number = product->total_sales;

  return key;
}

static gboolean
has_product (const BoSampleOrder *order,
             guint64              id)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoSampleLine *line = &g_array_index (order->lines, BoSampleLine, i);

      if (line->product == id || line->variation == id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
match_order (const BoSampleFilter *filter,
             gconstpointer         record)
{
  const BoSampleOrder *order = record;

  if (!bo_sample_filter_match (filter, order->id, order->created, order->modified, order->status))
    return FALSE;
  if (filter->customer != 0 && filter->customer != order->customer)
    return FALSE;
  if (filter->product != 0 && !has_product (order, filter->product))
    return FALSE;
  if (filter->search == NULL)
    return TRUE;

  return order->billing != NULL && (bo_sample_filter_contains (order->billing->email, filter->search) ||
                                    bo_sample_filter_contains (order->billing->last_name, filter->search));
}

static BoSampleKey
key_of_order (gconstpointer record,
              const char   *orderby)
{
  const BoSampleOrder *order = record;
  BoSampleKey          key = { 0 };

  if (strcmp (orderby, "date") == 0)
    key.number = order->created.at;
  else if (strcmp (orderby, "modified") == 0)
    key.number = order->modified.at;

  return key;
}

static gboolean
match_customer (const BoSampleFilter *filter,
                gconstpointer         record)
{
  const BoSampleCustomer *customer = record;

  if (!bo_sample_filter_match (filter, customer->id, customer->created, customer->modified, NULL))
    return FALSE;
  if (strcmp (filter->role, "all") != 0 && strcmp (filter->role, customer->role) != 0)
    return FALSE;
  if (filter->email != NULL && g_ascii_strcasecmp (filter->email, customer->email) != 0)
    return FALSE;

  return filter->search == NULL || bo_sample_filter_contains (customer->email, filter->search) ||
         bo_sample_filter_contains (customer->username, filter->search);
}

static BoSampleKey
key_of_customer (gconstpointer record,
                 const char   *orderby)
{
  const BoSampleCustomer *customer = record;
  BoSampleKey             key = { 0 };

  if (strcmp (orderby, "name") == 0)
    key.text = customer->username;
  else if (strcmp (orderby, "registered_date") == 0)
    key.number = customer->created.at;

  return key;
}

static const BoSampleListKind products_kind = {
  .name = "products",
  .orderby = "date",
  .order = "desc",
  .orderings = product_orderings,
  .statuses = product_statuses,
  .types = product_types,
  .has_modified = TRUE,
  .match = match_product,
  .key_of = key_of_product,
  .write = bo_sample_product_to_json,
};

static const BoSampleListKind variations_kind = {
  .name = "variations",
  .orderby = "date",
  .order = "desc",
  .orderings = product_orderings,
  .statuses = product_statuses,
  .types = product_types,
  .has_modified = TRUE,
  .match = match_variation,
  .key_of = key_of_product,
  .write = bo_sample_variation_to_json,
};

static const BoSampleListKind orders_kind = {
  .name = "orders",
  .orderby = "date",
  .order = "desc",
  .orderings = order_orderings,
  .statuses = order_statuses,
  .has_modified = TRUE,
  .is_orders = TRUE,
  .match = match_order,
  .key_of = key_of_order,
  .write = bo_sample_order_to_json,
};

static const BoSampleListKind customers_kind = {
  .name = "customers",
  .orderby = "name",
  .order = "asc",
  .orderings = customer_orderings,
  .roles = roles,
  .match = match_customer,
  .key_of = key_of_customer,
  .write = bo_sample_customer_to_json,
};

void
bo_sample_read_products (BoSampleCall *call)
{
  bo_sample_list_answer (call, &products_kind, call->state->books->products, 0);
}

void
bo_sample_read_all_variations (BoSampleCall *call)
{
  bo_sample_list_answer (call, &variations_kind, call->state->books->products, 0);
}

void
bo_sample_read_orders (BoSampleCall *call)
{
  bo_sample_list_answer (call, &orders_kind, call->state->books->orders, 0);
}

void
bo_sample_read_customers (BoSampleCall *call)
{
  bo_sample_list_answer (call, &customers_kind, call->state->books->customers, 0);
}

/* Returns: (transfer none) (nullable): the product of the path; %NULL once 404 is answered */
BoSampleProduct *
bo_sample_call_find_product (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, call->ids[0]);

  if (product == NULL)
    bo_sample_call_fail (call, 404, "woocommerce_rest_product_invalid_id", "Invalid ID.");

  return product;
}

/* Returns: (transfer none) (nullable): the variation of the path; %NULL once 404 is answered */
BoSampleProduct *
bo_sample_call_find_variation (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, call->ids[1]);

  if (product != NULL && product->type == BO_SAMPLE_VARIATION &&
      (product->parent->id == call->ids[0] || bo_sample_state_is (call->state, BO_SAMPLE_ANY_PARENT)))
    return product;
  call->allow = NULL;
  bo_sample_call_fail (call, 404, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.");

  return NULL;
}

/* Returns: (transfer none) (nullable): the order of the path; %NULL once 404 is answered */
BoSampleOrder *
bo_sample_call_find_order (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_books_find_order (call->state->books, call->ids[0]);

  if (order == NULL)
    bo_sample_call_fail (call, 404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");

  return order;
}

void
bo_sample_read_product (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_call_find_product (call);

  if (product != NULL)
    bo_sample_reply_take_json (call->reply, 200, bo_sample_product_to_json (call, product));
}

/* Of a product that is not there the list is empty, and so it is of one that has none. */
void
bo_sample_read_variations (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, call->ids[0]);

  if (product == NULL || product->type == BO_SAMPLE_VARIATION)
    {
      call->allow = NULL;
      bo_sample_call_fail (call, 404, "woocommerce_rest_product_invalid_id", "Invalid ID.");
      return;
    }
  bo_sample_list_answer (call, &variations_kind, product->children, product->id);
}

void
bo_sample_read_variation (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_call_find_variation (call);

  if (product != NULL)
    bo_sample_reply_take_json (call->reply, 200, bo_sample_variation_to_json (call, product));
}

void
bo_sample_read_order (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);

  if (order != NULL)
    bo_sample_reply_take_json (call->reply, 200, bo_sample_order_to_json (call, order));
}

/* Newest first. */
void
bo_sample_read_refunds (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);
  json_t        *list;
  guint          n;

  if (order == NULL)
    return;
  n = order->refunds == NULL ? 0 : order->refunds->len;
  list = json_array ();
  call->is_list = TRUE;
  for (guint i = n; i > 0; i--)
    json_array_append_new (list, bo_sample_refund_to_json (call, order, g_ptr_array_index (order->refunds, i - 1)));
  bo_sample_reply_take_json (call->reply, 200, list);
  bo_sample_reply_set_header (call->reply, "X-WP-Total", "%u", n);
  bo_sample_reply_set_header (call->reply, "X-WP-TotalPages", "%u", n > 0 ? 1u : 0u);
}

void
bo_sample_read_refund (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);

  if (order == NULL)
    return;
  for (guint i = 0; order->refunds != NULL && i < order->refunds->len; i++)
    {
      const BoSampleRefund *refund = g_ptr_array_index (order->refunds, i);

      if (refund->id != call->ids[1])
        continue;
      bo_sample_reply_take_json (call->reply, 200, bo_sample_refund_to_json (call, order, refund));
      return;
    }
  bo_sample_call_fail (call, 404, "woocommerce_rest_invalid_order_refund_id", "Invalid order refund ID.");
}

/* By date, newest first; of one second the oldest first, as the database has them. */
static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const BoSampleNote *first = *(BoSampleNote *const *) a;
  const BoSampleNote *second = *(BoSampleNote *const *) b;

  if (first->created.at != second->created.at)
    return first->created.at > second->created.at ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

/* All of them: notes have no pages. */
void
bo_sample_read_notes (BoSampleCall *call)
{
  static const char *const types[] = { "any", "customer", "internal", NULL };
  BoSampleOrder           *order = bo_sample_call_find_order (call);
  const char              *type = bo_sample_call_get_choice (call, "type", "any", types);
  g_autoptr (GPtrArray) notes = NULL;
  json_t *list;

  if (order == NULL || bo_sample_call_refuse (call))
    return;
  notes = g_ptr_array_copy (bo_sample_order_get_notes (call->state->books, order), NULL, NULL);
  g_ptr_array_set_free_func (notes, NULL);
  g_ptr_array_sort (notes, compare_notes);
  list = json_array ();
  call->is_list = TRUE;
  for (guint i = 0; i < notes->len; i++)
    {
      const BoSampleNote *note = g_ptr_array_index (notes, i);

      if (strcmp (type, "any") == 0 || (strcmp (type, "customer") == 0) == note->customer)
        json_array_append_new (list, bo_sample_note_to_json (call, order, note));
    }
  bo_sample_reply_take_json (call->reply, 200, list);
}

void
bo_sample_read_note (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);
  GPtrArray     *notes;

  if (order == NULL)
    return;
  notes = bo_sample_order_get_notes (call->state->books, order);
  for (guint i = 0; i < notes->len; i++)
    {
      const BoSampleNote *note = g_ptr_array_index (notes, i);

      if (note->id != call->ids[1])
        continue;
      bo_sample_reply_take_json (call->reply, 200, bo_sample_note_to_json (call, order, note));
      return;
    }
  bo_sample_call_fail (call, 404, "woocommerce_rest_invalid_id", "Invalid resource ID.");
}

void
bo_sample_read_customer (BoSampleCall *call)
{
  BoSampleCustomer *customer = bo_sample_books_find_customer (call->state->books, call->ids[0]);

  if (customer != NULL)
    {
      bo_sample_reply_take_json (call->reply, 200, bo_sample_customer_to_json (call, customer));
      return;
    }
  call->allow = NULL;
  bo_sample_call_fail (call, 404, "wc_user_invalid_id", "Invalid user ID.");
}
