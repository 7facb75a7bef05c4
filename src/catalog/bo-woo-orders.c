/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-orders"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-woo-customers.h"
#include "bo-woo-read.h"
#include "bo-woo-text.h"

#define NAME_MAX_CHARS 300
#define SKU_MAX_CHARS 200
#define WORD_MAX_CHARS 100

/* The shop's own states and those that well-known plugins add. */
static const struct
{
  const char        *status;
  BoRemoteOrderState state;
} states[] = {
  { "pending", BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "checkout-draft", BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "auto-draft", BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "draft", BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "processing", BO_REMOTE_ORDER_OPEN },
  { "on-hold", BO_REMOTE_ORDER_OPEN },
  { "pre-ordered", BO_REMOTE_ORDER_OPEN },
  { "completed", BO_REMOTE_ORDER_DONE },
  { "shipped", BO_REMOTE_ORDER_DONE },
  { "delivered", BO_REMOTE_ORDER_DONE },
  { "cancelled", BO_REMOTE_ORDER_GONE },
  { "refunded", BO_REMOTE_ORDER_GONE },
  { "failed", BO_REMOTE_ORDER_GONE },
  { "trash", BO_REMOTE_ORDER_GONE },
};

/**
 * bo_woo_order_state_from_status:
 * @status: the shop's word
 * @reduced: whether the shop has taken units of the order from its stock
 *
 * Of a state that nobody knows, what the shop has done with its stock tells
 * whether the order holds a place.
 *
 * Returns: what @status means unless a setting says otherwise
 */
BoRemoteOrderState
bo_woo_order_state_from_status (const char *status,
                                gboolean    reduced)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i].status, status) == 0)
      return states[i].state;

  return reduced ? BO_REMOTE_ORDER_OPEN : BO_REMOTE_ORDER_WAITS_FOR_PAYMENT;
}

/* What a unit costs, as the shop's products are priced: from the line's total, for
 * the member "price" is a float computed from it. */
static gint64
read_price (json_t  *object,
            int      decimals,
            gboolean with_tax,
            gint64   quantity)
{
  gint64 total = 0;
  gint64 tax = 0;

  if (!bo_woo_json_read_amount (json_object_get (object, "total"), decimals, &total) || quantity <= 0)
    return 0;
  if (with_tax && bo_woo_json_read_amount (json_object_get (object, "total_tax"), decimals, &tax))
    total += tax;
  if (total < 0)
    return 0;

  return (total + quantity / 2) / quantity;
}

static BoRemoteOrderLine *
read_line (json_t  *object,
           int      decimals,
           gboolean with_tax,
           GError **error)
{
  g_autoptr (BoRemoteOrderLine) line = bo_remote_order_line_new ();
  const char *name = "";
  const char *sku = NULL;
  json_t     *meta = NULL;
  json_t     *reduced;
  gboolean    fraction = FALSE;

  if (!bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &line->id, error) ||
      !bo_woo_json_get_id (object, "product_id", BO_WOO_JSON_REQUIRED, &line->product_id, error) ||
      !bo_woo_json_get_id (object, "variation_id", BO_WOO_JSON_OPTIONAL, &line->variation_id, error) ||
      !bo_woo_json_get_string (object, "name", BO_WOO_JSON_OPTIONAL, &name, error) ||
      !bo_woo_json_get_string (object, "sku", BO_WOO_JSON_OPTIONAL, &sku, error) ||
      !bo_woo_json_get_units (object, "quantity", BO_WOO_JSON_REQUIRED, TRUE, &line->quantity, NULL, &line->fractional, error) ||
      !bo_woo_json_get_array (object, "meta_data", BO_WOO_JSON_OPTIONAL, &meta, error))
    return NULL;
  if (line->quantity < 0)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is negative"), "quantity");
      return NULL;
    }

  g_free (line->name);
  line->name = bo_woo_text_plain (name, NAME_MAX_CHARS);
  line->sku = sku != NULL && sku[0] != '\0' ? bo_woo_text_clean (sku, SKU_MAX_CHARS) : NULL;
  line->price = read_price (object, decimals, with_tax, line->quantity);
  reduced = bo_woo_json_find_meta (meta, "_reduced_stock");
  if (reduced != NULL)
    {
      g_autoptr (json_t) pair = json_pack ("{sO}", "_reduced_stock", reduced);

      if (!bo_woo_json_get_units (pair, "_reduced_stock", BO_WOO_JSON_OPTIONAL, TRUE, &line->reduced, NULL, &fraction, error))
        return NULL;
      line->reduced = MAX (line->reduced, -1);
      line->fractional |= fraction;
    }

  return g_steal_pointer (&line);
}

/* Whether anything was taken from stock for it; FALSE with @error set when a line
 * makes no sense: an order read in part would shrink somebody's claim. */
static gboolean
read_lines (json_t        *items,
            BoRemoteOrder *order,
            gboolean       with_tax,
            gboolean      *reduced,
            GError       **error)
{
  int     decimals = bo_currency_get_decimals (order->currency);
  json_t *item;
  size_t  i;

  json_array_foreach (items, i, item)
  {
    BoRemoteOrderLine *line = read_line (item, decimals, with_tax, error);

    if (line == NULL)
      {
        g_prefix_error (error, "line_items/%zu: ", i);
        return FALSE;
      }
    g_ptr_array_add (order->lines, line);
    *reduced |= line->reduced > 0;
  }

  return TRUE;
}

static gboolean
read_head (json_t        *object,
           BoRemoteOrder *order,
           GError       **error)
{
  const char *number = NULL;
  const char *status = "";
  const char *currency = "";

  if (!bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &order->id, error) ||
      !bo_woo_json_get_string (object, "number", BO_WOO_JSON_OPTIONAL, &number, error) ||
      !bo_woo_json_get_string (object, "status", BO_WOO_JSON_REQUIRED, &status, error) ||
      !bo_woo_json_get_string (object, "currency", BO_WOO_JSON_REQUIRED, &currency, error) ||
      !bo_woo_json_get_instant (object, "date_created_gmt", BO_WOO_JSON_REQUIRED, &order->created, error) ||
      !bo_woo_json_get_instant (object, "date_paid_gmt", BO_WOO_JSON_NULLABLE, &order->paid, error) ||
      !bo_woo_json_get_instant (object, "date_modified_gmt", BO_WOO_JSON_NULLABLE, &order->modified, error) ||
      !bo_woo_json_get_id (object, "customer_id", BO_WOO_JSON_REQUIRED, &order->customer_id, error))
    return FALSE;

  g_free (order->number);
  g_free (order->status);
  g_free (order->currency);
  order->number = number != NULL ? bo_woo_text_clean (number, WORD_MAX_CHARS) : g_strdup_printf ("%" G_GINT64_FORMAT, order->id);
  order->status = bo_woo_text_clean (status, WORD_MAX_CHARS);
  order->currency = bo_woo_text_clean (currency, WORD_MAX_CHARS);
  if (!bo_woo_text_is_currency (order->currency))
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is not a currency"), "currency");
      return FALSE;
    }

  return TRUE;
}

/**
 * bo_woo_read_order:
 * @object: an order
 * @pull: what was asked for
 * @currency: not used: an order has its own
 * @error: return location for a #BoCatalogError
 *
 * The line meta "Backordered" is not looked at: its key is translated, it is
 * missing of orders that were not made in the shop's own checkout, and it is never
 * brought up to date.
 *
 * Returns: (transfer full): a #BoRemoteOrder, or %NULL
 */
gpointer
bo_woo_read_order (json_t       *object,
                   const BoPull *pull,
                   const char   *currency,
                   GError      **error)
{
  g_autoptr (BoRemoteOrder) order = bo_remote_order_new ();
  json_t  *billing = NULL;
  json_t  *items = NULL;
  json_t  *refunds = NULL;
  gboolean with_tax = FALSE;
  gboolean reduced = FALSE;

  if (!read_head (object, order, error) ||
      !bo_woo_json_get_boolean (object, "prices_include_tax", BO_WOO_JSON_OPTIONAL, &with_tax, error) ||
      !bo_woo_json_get_object (object, "billing", BO_WOO_JSON_NULLABLE, &billing, error) ||
      !bo_woo_read_billing (billing, order->buyer, error) ||
      !bo_woo_json_get_array (object, "line_items", BO_WOO_JSON_REQUIRED, &items, error) ||
      !read_lines (items, order, with_tax, &reduced, error) ||
      !bo_woo_json_get_array (object, "refunds", BO_WOO_JSON_NULLABLE, &refunds, error))
    return NULL;

  order->buyer->id = order->customer_id;
  order->state = bo_woo_order_state_from_status (order->status, reduced);
  order->has_refunds = json_array_size (refunds) > 0;

  return g_steal_pointer (&order);
}

static gboolean
read_refund_line (json_t         *item,
                  BoRemoteRefund *refund,
                  GError        **error)
{
  BoRemoteRefundLine line = { 0 };
  json_t            *meta = NULL;
  g_autoptr (json_t) pair = NULL;

  /* Units that came back are negative; a refund of money alone has none. */
  if (!bo_woo_json_get_id (item, "product_id", BO_WOO_JSON_OPTIONAL, &line.product_id, error) ||
      !bo_woo_json_get_id (item, "variation_id", BO_WOO_JSON_OPTIONAL, &line.variation_id, error) ||
      !bo_woo_json_get_units (item, "quantity", BO_WOO_JSON_REQUIRED, FALSE, &line.units, NULL, NULL, error) ||
      !bo_woo_json_get_array (item, "meta_data", BO_WOO_JSON_OPTIONAL, &meta, error))
    return FALSE;
  line.units = ABS (line.units);
  if (line.units == 0)
    return TRUE;

  pair = json_object ();
  json_object_set (pair, "_refunded_item_id", bo_woo_json_find_meta (meta, "_refunded_item_id"));
  if (!bo_woo_json_get_id (pair, "_refunded_item_id", BO_WOO_JSON_OPTIONAL, &line.line_id, error))
    return FALSE;
  if (line.line_id == 0 && line.product_id == 0)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is missing"), "_refunded_item_id");
      return FALSE;
    }
  g_array_append_val (refund->lines, line);

  return TRUE;
}

/**
 * bo_woo_read_refund:
 * @object: a refund of an order
 * @pull: what was asked for
 * @currency: not used
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): a #BoRemoteRefund, or %NULL
 */
gpointer
bo_woo_read_refund (json_t       *object,
                    const BoPull *pull,
                    const char   *currency,
                    GError      **error)
{
  g_autoptr (BoRemoteRefund) refund = bo_remote_refund_new ();
  json_t *items = NULL;
  json_t *item;
  size_t  i;

  if (!bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &refund->id, error) ||
      !bo_woo_json_get_array (object, "line_items", BO_WOO_JSON_REQUIRED, &items, error))
    return NULL;
  json_array_foreach (items, i, item)
  {
    if (!read_refund_line (item, refund, error))
      {
        g_prefix_error (error, "line_items/%zu: ", i);
        return NULL;
      }
  }

  return g_steal_pointer (&refund);
}
