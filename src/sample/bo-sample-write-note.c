/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-clean.h"
#include "bo-sample-json.h"
#include "bo-sample-routes.h"
#include "bo-sample-stock.h"
#include "bo-sample-write.h"

/* What is said and given back about an order, and the people who order. */

static const BoSampleField note_fields[] = {
  { "note", BO_SAMPLE_FIELD_TEXT, NULL },
  { "customer_note", BO_SAMPLE_FIELD_BOOLEAN, NULL },
  { NULL },
};

static const BoSampleField refund_fields[] = {
  { "amount", BO_SAMPLE_FIELD_TEXT, NULL },
  { "reason", BO_SAMPLE_FIELD_TEXT, NULL },
  { "api_refund", BO_SAMPLE_FIELD_BOOLEAN, NULL },
  { "api_restock", BO_SAMPLE_FIELD_BOOLEAN, NULL },
  { "line_items", BO_SAMPLE_FIELD_LIST, NULL },
  { NULL },
};

static const BoSampleField customer_fields[] = {
  { "email", BO_SAMPLE_FIELD_TEXT, NULL },
  { "first_name", BO_SAMPLE_FIELD_TEXT, NULL },
  { "last_name", BO_SAMPLE_FIELD_TEXT, NULL },
  { "username", BO_SAMPLE_FIELD_TEXT, NULL },
  { "billing", BO_SAMPLE_FIELD_OBJECT, NULL },
  { "shipping", BO_SAMPLE_FIELD_OBJECT, NULL },
  { "meta_data", BO_SAMPLE_FIELD_LIST, NULL },
  { NULL },
};

static gboolean
require (BoSampleCall *call,
         const char   *name)
{
  g_autofree char *message = NULL;

  if (json_object_get (call->json, name) != NULL)
    return TRUE;
  message = g_strconcat ("Missing parameter(s): ", name, NULL);
  bo_sample_reply_take_json (call->reply, 400,
                             json_pack ("{s:s, s:s, s:{s:i, s:[s]}}", "code", "rest_missing_callback_param", "message", message,
                                        "data", "status", 400, "params", name));

  return FALSE;
}

/* A note to the customer is mailed, if there is an address to mail it to.  No note
 * moves the date of its order. */
void
bo_sample_create_note (BoSampleCall *call)
{
  BoSampleOrder   *order = bo_sample_call_find_order (call);
  BoSampleCounts  *counts = call->state->counts;
  gboolean         customer = bo_sample_json_is_true (json_object_get (call->json, "customer_note"));
  g_autofree char *text = NULL;
  BoSampleNote    *note;

  if (order == NULL || !require (call, "note") || !bo_sample_check_body (call, note_fields))
    return;
  text = bo_sample_clean_html (json_string_value (json_object_get (call->json, "note")), !bo_sample_state_is (call->state, BO_SAMPLE_RAW_NOTES));
  note = bo_sample_order_add_note (call->state->books, order, text, customer, bo_sample_state_get_now (call->state));
  bo_sample_counts_add (counts, "notes");
  bo_sample_counts_add (counts, "notes %u", order->id);
  if (customer && order->billing != NULL && *order->billing->email != '\0')
    {
      bo_sample_counts_add (counts, "customer-notes");
      bo_sample_counts_add (counts, "customer-notes %u", order->id);
    }
  bo_sample_reply_take_json (call->reply, 201, bo_sample_note_to_json (call, order, note));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/orders/%u/notes/%u", call->state->home, order->id, note->id);
}

void
bo_sample_delete_note (BoSampleCall *call)
{
  BoSampleOrder *order = bo_sample_call_find_order (call);
  GPtrArray     *notes = order != NULL ? bo_sample_order_get_notes (call->state->books, order) : NULL;

  if (order == NULL)
    return;
  if (!bo_sample_call_get_boolean (call, "force"))
    {
      bo_sample_call_fail (call, 501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
      return;
    }
  for (guint i = 0; i < notes->len; i++)
    {
      BoSampleNote *note = g_ptr_array_index (notes, i);

      if (note->id != call->ids[1])
        continue;
      bo_sample_reply_take_json (call->reply, 200, bo_sample_note_to_json (call, order, note));
      g_ptr_array_remove_index (notes, i);
      call->state->books->generation++;
      return;
    }
  bo_sample_call_fail (call, 404, "woocommerce_rest_invalid_id", "Invalid resource ID.");
}

static gint64
get_refunded (const BoSampleOrder *order)
{
  gint64 amount = 0;

  for (guint i = 0; order->refunds != NULL && i < order->refunds->len; i++)
    amount += ((BoSampleRefund *) g_ptr_array_index (order->refunds, i))->amount;

  return amount;
}

/* Takes the lines back that are named, and their goods, unless that is declined. */
static void
take_back (BoSampleCall   *call,
           BoSampleOrder  *order,
           BoSampleRefund *refund)
{
  const json_t *items = json_object_get (call->json, "line_items");
  const json_t *declined = json_object_get (call->json, "api_restock");
  gboolean      restock = declined == NULL || bo_sample_json_is_true (declined);

  for (gsize i = 0; i < json_array_size (items); i++)
    {
      const json_t *item = json_array_get (items, i);
      BoSampleLine *line = bo_sample_order_find_line (order, (guint64) json_integer_value (json_object_get (item, "id")));
      double        quantity = json_number_value (json_object_get (item, "quantity"));

      if (line == NULL || quantity <= 0)
        continue;
      quantity = MIN (quantity, line->quantity - line->refunded);
      bo_sample_refund_add_line (call->state->books, refund, line, quantity);
      line->refunded += quantity;
      if (restock && line->reduced > 0)
        bo_sample_line_move (call, line, -MIN (quantity, line->reduced));
    }
}

void
bo_sample_create_refund (BoSampleCall *call)
{
  BoSampleOrder  *order = bo_sample_call_find_order (call);
  const char     *amount = json_string_value (json_object_get (call->json, "amount"));
  const char     *reason = json_string_value (json_object_get (call->json, "reason"));
  gint64          cents = amount == NULL ? 0 : bo_sample_money_round (g_ascii_strtod (amount, NULL));
  BoSampleRefund *refund;
  gint64          left;

  if (order == NULL || !bo_sample_check_body (call, refund_fields))
    return;
  left = bo_sample_order_get_total (order, NULL) - get_refunded (order);
  if (cents < 0 || cents > left)
    {
      /* Nobody's fault but the caller's, whatever the status says. */
      bo_sample_reply_take_json (call->reply, 500,
                                 json_pack ("{s:s, s:s, s:i}", "code", "woocommerce_rest_cannot_create_order_refund", "message",
                                            "Invalid refund amount.", "data", 500));
      return;
    }
  refund = bo_sample_order_add_refund (call->state->books, order, bo_sample_state_get_now (call->state));
  refund->amount = cents;
  if (reason != NULL)
    refund->reason = bo_sample_books_text (call->state->books, reason);
  take_back (call, order, refund);
  if (!bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE))
    bo_sample_order_touch (call->state, order);
  if (cents == left && cents > 0)
    bo_sample_order_set_status (call, order, "refunded");
  bo_sample_reply_take_json (call->reply, 201, bo_sample_refund_to_json (call, order, refund));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/orders/%u/refunds/%u", call->state->home, order->id, refund->id);
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
write_customer (BoSampleCall     *call,
                BoSampleCustomer *customer)
{
  const json_t *billing = json_object_get (call->json, "billing");
  const json_t *shipping = json_object_get (call->json, "shipping");

  set_text (call, "email", &customer->email);
  set_text (call, "first_name", &customer->first_name);
  set_text (call, "last_name", &customer->last_name);
  set_text (call, "role", &customer->role);
  if (billing != NULL)
    customer->billing = bo_sample_write_address (call, customer->billing, billing);
  if (shipping != NULL)
    customer->shipping = bo_sample_write_address (call, customer->shipping, shipping);
  bo_sample_write_meta (call, &customer->meta, json_object_get (call->json, "meta_data"));
  customer->modified = bo_sample_state_stamp (call->state);
  call->state->books->generation++;
}

void
bo_sample_create_customer (BoSampleCall *call)
{
  BoSampleCustomer *customer;

  if (!require (call, "email") || !bo_sample_check_body (call, customer_fields))
    return;
  customer = bo_sample_books_add_customer (call->state->books);
  customer->created = bo_sample_state_stamp (call->state);
  set_text (call, "username", &customer->username);
  write_customer (call, customer);
  bo_sample_reply_take_json (call->reply, 201, bo_sample_customer_to_json (call, customer));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/customers/%u", call->state->home, customer->id);
}

static BoSampleCustomer *
find_customer (BoSampleCall *call,
               guint         status)
{
  BoSampleCustomer *customer = bo_sample_books_find_customer (call->state->books, call->ids[0]);

  if (customer == NULL)
    bo_sample_call_fail (call, status, "woocommerce_rest_invalid_id", "Invalid resource ID.");

  return customer;
}

void
bo_sample_update_customer (BoSampleCall *call)
{
  BoSampleCustomer *customer = find_customer (call, 400);

  if (customer == NULL || !bo_sample_check_body (call, customer_fields))
    return;
  write_customer (call, customer);
  bo_sample_reply_take_json (call->reply, 200, bo_sample_customer_to_json (call, customer));
}

void
bo_sample_delete_customer (BoSampleCall *call)
{
  BoSampleCustomer *customer = find_customer (call, 404);

  if (customer == NULL)
    return;
  if (!bo_sample_call_get_boolean (call, "force"))
    {
      bo_sample_call_fail (call, 501, "woocommerce_rest_trash_not_supported", "Customers do not support trashing.");
      return;
    }
  bo_sample_reply_take_json (call->reply, 200, bo_sample_customer_to_json (call, customer));
  bo_sample_books_remove_customer (call->state->books, customer);
}
