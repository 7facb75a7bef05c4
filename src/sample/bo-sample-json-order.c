/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

#include <string.h>

#include "bo-sample-shop.h"

#define EVERYTHING "GET|POST|PUT|PATCH|DELETE"
#define TAX_PERCENT 19

static const BoSampleOrder *
get_order (const BoSampleWriter *writer)
{
  return writer->record;
}

static gboolean
is_status (const BoSampleWriter *writer,
           const char           *status)
{
  return strcmp (get_order (writer)->status, status) == 0;
}

static gboolean
is_storefront (const BoSampleOrder *order)
{
  return strcmp (order->created_via, "rest-api") != 0;
}

static gint64
tax_of (double amount)
{
  return bo_sample_money_round (amount * TAX_PERCENT / 100);
}

/* The key of an order, which opens its page of payment. */
static char *
dup_order_key (const BoSampleWriter *writer)
{
  static const char alphabet[] = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  guint64           lot = (writer->call->state->books->seed ^ get_order (writer)->id) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  char              key[14];

  for (guint i = 0; i < sizeof key - 1; i++)
    {
      key[i] = alphabet[lot % (sizeof alphabet - 1)];
      lot = (lot >> 4) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9) + i;
    }
  key[sizeof key - 1] = '\0';

  return g_strconcat ("wc_order_", key, NULL);
}

static json_t *
make_id (const BoSampleWriter *writer)
{
  return json_integer (get_order (writer)->id);
}

static json_t *
make_status (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->status);
}

static json_t *
make_currency (const BoSampleWriter *writer)
{
  return json_string (BO_SAMPLE_CURRENCY);
}

static json_t *
make_version (const BoSampleWriter *writer)
{
  return json_string (bo_sample_state_is (writer->call->state, BO_SAMPLE_OLD_STORE) ? "7.0.0" : "11.0.1");
}

static json_t *
make_created (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_order (writer)->created.at);
}

static json_t *
make_created_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_order (writer)->created.at);
}

static json_t *
make_modified (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_order (writer)->modified.at);
}

static json_t *
make_modified_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_order (writer)->modified.at);
}

static json_t *
make_completed (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_order (writer)->completed);
}

static json_t *
make_completed_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_order (writer)->completed);
}

static json_t *
make_paid (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_order (writer)->paid);
}

static json_t *
make_paid_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_order (writer)->paid);
}

static json_t *
make_shipping_total (const BoSampleWriter *writer)
{
  return bo_sample_json_money (get_order (writer)->shipping_total);
}

static gint64
get_shipping_tax (const BoSampleOrder *order)
{
  return tax_of (order->shipping_total / 100.0);
}

static json_t *
make_shipping_tax (const BoSampleWriter *writer)
{
  return bo_sample_json_money (get_shipping_tax (get_order (writer)));
}

static gint64
get_cart_tax (const BoSampleOrder *order)
{
  gint64 tax;

  bo_sample_order_get_total (order, &tax);

  return tax - get_shipping_tax (order);
}

static json_t *
make_cart_tax (const BoSampleWriter *writer)
{
  return bo_sample_json_money (get_cart_tax (get_order (writer)));
}

static json_t *
make_total (const BoSampleWriter *writer)
{
  return bo_sample_json_money (bo_sample_order_get_total (get_order (writer), NULL));
}

static json_t *
make_total_tax (const BoSampleWriter *writer)
{
  gint64 tax;

  bo_sample_order_get_total (get_order (writer), &tax);

  return bo_sample_json_money (tax);
}

static json_t *
make_customer_id (const BoSampleWriter *writer)
{
  return json_integer (get_order (writer)->customer);
}

static json_t *
make_order_key (const BoSampleWriter *writer)
{
  g_autofree char *key = dup_order_key (writer);

  return json_string (key);
}

static json_t *
make_billing (const BoSampleWriter *writer)
{
  return bo_sample_json_address (get_order (writer)->billing, FALSE, TRUE);
}

static json_t *
make_shipping (const BoSampleWriter *writer)
{
  return bo_sample_json_address (get_order (writer)->shipping, FALSE, FALSE);
}

static json_t *
make_payment_method (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->payment_method);
}

static json_t *
make_payment_title (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->payment_title);
}

static json_t *
make_transaction (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->transaction);
}

static json_t *
make_user_agent (const BoSampleWriter *writer)
{
  return json_string (is_storefront (get_order (writer)) ? "Mozilla/5.0" : "");
}

static json_t *
make_ip_address (const BoSampleWriter *writer)
{
  return json_string (is_storefront (get_order (writer)) ? "192.0.2.7" : "");
}

static json_t *
make_created_via (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->created_via);
}

static json_t *
make_customer_note (const BoSampleWriter *writer)
{
  return json_string (get_order (writer)->customer_note);
}

static json_t *
make_cart_hash (const BoSampleWriter *writer)
{
  char hash[40];

  if (!is_storefront (get_order (writer)))
    return json_string ("");
  g_snprintf (hash, sizeof hash, "%08x%08x%08x%08x", get_order (writer)->id, 0x2a3854b8u, 0xc809c511u, 0x595ea1cbu);

  return json_string (hash);
}

static json_t *
make_number (const BoSampleWriter *writer)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", get_order (writer)->id);

  return json_string (number);
}

static json_t *
make_meta (const BoSampleWriter *writer)
{
  json_t *meta = bo_sample_json_meta (writer, get_order (writer)->meta, FALSE);

  if (is_storefront (get_order (writer)))
    json_array_insert_new (meta, 0, json_pack ("{s:i, s:s, s:s}", "id", (int) get_order (writer)->shipping_meta + 1, "key", "is_vat_exempt", "value", "no"));

  return meta;
}

static json_t *
make_lines (const BoSampleWriter *writer)
{
  json_t *lines = json_array ();

  for (guint i = 0; i < get_order (writer)->lines->len; i++)
    json_array_append_new (lines, bo_sample_line_to_json (writer, &g_array_index (get_order (writer)->lines, BoSampleLine, i), 0));

  return lines;
}

static json_t *
make_tax_lines (const BoSampleWriter *writer)
{
  const BoSampleOrder *order = get_order (writer);

  if (order->lines->len == 0)
    return json_array ();

  return json_pack ("[{s:i, s:s, s:i, s:s, s:b, s:o, s:o, s:i, s:[]}]", "id", (int) order->tax_line, "rate_code", "VAT-1", "rate_id", 1,
                    "label", "VAT", "compound", 0, "tax_total", bo_sample_json_money (get_cart_tax (order)),
                    "shipping_tax_total", bo_sample_json_money (get_shipping_tax (order)), "rate_percent", TAX_PERCENT, "meta_data");
}

/* "Kettle &times; 1, Mug &times; 4" */
static char *
list_items (const BoSampleOrder *order)
{
  GString *items = g_string_new (NULL);

  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoSampleLine *line = &g_array_index (order->lines, BoSampleLine, i);

      char quantity[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (quantity, sizeof quantity, "%g", line->quantity);
      g_string_append_printf (items, "%s%s &times; %s", i == 0 ? "" : ", ", line->name, quantity);
    }

  return g_string_free (items, FALSE);
}

static json_t *
make_shipping_lines (const BoSampleWriter *writer)
{
  const BoSampleOrder *order = get_order (writer);
  json_t              *tax = bo_sample_json_money (get_shipping_tax (order));
  g_autofree char     *items = list_items (order);
  json_t              *line;

  if (order->shipping_total == 0)
    {
      json_decref (tax);
      return json_array ();
    }
  line = json_pack ("{s:i, s:s, s:s, s:s, s:o, s:O, s:[{s:i, s:o, s:s}]}", "id", (int) order->shipping_line, "method_title", "Flat rate",
                    "method_id", "flat_rate", "instance_id", "1", "total", bo_sample_json_money (order->shipping_total), "total_tax", tax,
                    "taxes", "id", 1, "total", tax, "subtotal", "");
  if (!bo_sample_state_is (writer->call->state, BO_SAMPLE_OLD_STORE))
    json_object_set_new (line, "tax_status", json_string ("taxable"));
  json_object_set_new (line, "meta_data",
                       json_pack ("[{s:i, s:s, s:s, s:s, s:s}]", "id", (int) order->shipping_meta, "key", "Items", "value", items,
                                  "display_key", "Items", "display_value", items));

  return json_pack ("[o]", line);
}

static json_t *
make_refunds (const BoSampleWriter *writer)
{
  const BoSampleOrder *order = get_order (writer);
  json_t              *refunds = json_array ();

  for (guint i = order->refunds == NULL ? 0 : order->refunds->len; i > 0; i--)
    {
      const BoSampleRefund *refund = g_ptr_array_index (order->refunds, i - 1);

      json_array_append_new (refunds, json_pack ("{s:i, s:s, s:o}", "id", (int) refund->id, "reason", refund->reason,
                                                 "total", bo_sample_json_money (-refund->amount)));
    }

  return refunds;
}

static json_t *
make_payment_url (const BoSampleWriter *writer)
{
  g_autofree char *key = dup_order_key (writer);
  g_autofree char *url = g_strdup_printf ("%s/checkout/order-pay/%u/?pay_for_order=true&key=%s", writer->call->state->home,
                                          get_order (writer)->id, key);

  return json_string (url);
}

static json_t *
make_is_editable (const BoSampleWriter *writer)
{
  return json_boolean (is_status (writer, "pending") || (is_status (writer, "on-hold")));
}

static json_t *
make_needs_payment (const BoSampleWriter *writer)
{
  return json_boolean ((is_status (writer, "pending") || is_status (writer, "failed")) &&
                       bo_sample_order_get_total (get_order (writer), NULL) > 0);
}

static json_t *
make_needs_processing (const BoSampleWriter *writer)
{
  const BoSampleOrder *order = get_order (writer);

  for (guint i = 0; i < order->lines->len; i++)
    if (g_array_index (order->lines, BoSampleLine, i).has_product)
      return json_true ();

  return json_false ();
}

static json_t *
make_symbol (const BoSampleWriter *writer)
{
  return json_string ("€");
}

static json_t *
make_links (const BoSampleWriter *writer)
{
  const BoSampleOrder *order = get_order (writer);
  json_t              *links = json_object ();

  json_object_set_new (links, "self", bo_sample_json_link (writer, EVERYTHING, "orders/%u", order->id));
  json_object_set_new (links, "collection", bo_sample_json_link (writer, NULL, "orders"));
  if (!bo_sample_state_is (writer->call->state, BO_SAMPLE_OLD_STORE))
    {
      g_autofree char *templates = bo_sample_call_url (writer->call, "orders/%u/actions/email_templates", order->id);

      json_object_set_new (links, "email_templates", json_pack ("[{s:b, s:s}]", "embeddable", 1, "href", templates));
    }
  if (order->customer != 0 && bo_sample_fields_want (writer->call->fields, "customer_id"))
    json_object_set_new (links, "customer", bo_sample_json_link (writer, NULL, "customers/%u", order->customer));

  return links;
}

static const BoSampleMember members[] = {
  { "id", make_id },
  { "parent_id", bo_sample_make_zero },
  { "status", make_status },
  { "currency", make_currency },
  { "version", make_version },
  { "prices_include_tax", bo_sample_make_false },
  { "date_created", make_created },
  { "date_modified", make_modified },
  { "discount_total", bo_sample_make_zero_money },
  { "discount_tax", bo_sample_make_zero_money },
  { "shipping_total", make_shipping_total },
  { "shipping_tax", make_shipping_tax },
  { "cart_tax", make_cart_tax },
  { "total", make_total },
  { "total_tax", make_total_tax },
  { "customer_id", make_customer_id },
  { "order_key", make_order_key },
  { "billing", make_billing },
  { "shipping", make_shipping },
  { "payment_method", make_payment_method },
  { "payment_method_title", make_payment_title },
  { "transaction_id", make_transaction },
  { "customer_ip_address", make_ip_address },
  { "customer_user_agent", make_user_agent },
  { "created_via", make_created_via },
  { "customer_note", make_customer_note },
  { "date_completed", make_completed },
  { "date_paid", make_paid },
  { "cart_hash", make_cart_hash },
  { "number", make_number },
  { "meta_data", make_meta },
  { "line_items", make_lines },
  { "tax_lines", make_tax_lines },
  { "shipping_lines", make_shipping_lines },
  { "fee_lines", bo_sample_make_list },
  { "coupon_lines", bo_sample_make_list },
  { "refunds", make_refunds },
  { "payment_url", make_payment_url },
  { "is_editable", make_is_editable },
  { "needs_payment", make_needs_payment },
  { "needs_processing", make_needs_processing },
  { "date_created_gmt", make_created_gmt },
  { "date_modified_gmt", make_modified_gmt },
  { "date_completed_gmt", make_completed_gmt },
  { "date_paid_gmt", make_paid_gmt },
  { "currency_symbol", make_symbol },
  { "_links", make_links },
  { NULL, NULL },
};

json_t *
bo_sample_order_to_json (BoSampleCall *call,
                         gconstpointer order)
{
  BoSampleWriter writer = { .call = call, .record = order };

  return bo_sample_members_write (members, &writer);
}
