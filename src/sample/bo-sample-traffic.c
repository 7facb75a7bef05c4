/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-traffic.h"

#include <string.h>

#include "bo-sample-json.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
/* So many at once; who would have come besides does not. */
#define CROWD 50
/* How often somebody looks for something that the shop may sell. */
#define PATIENCE 20
#define MAX_ITEMS 3

void
bo_sample_traffic_init (BoSampleTraffic *self,
                        BoSampleState   *state)
{
  *self = (BoSampleTraffic){ .state = state, .random = { state->books->seed }, .last = g_get_monotonic_time () };
}

static gboolean
is_for_sale (BoSampleProduct *product)
{
  BoSampleProduct *keeper = bo_sample_product_get_stock_keeper (product);
  double           stock = keeper != NULL ? keeper->stock : 0;

  return (product->type == BO_SAMPLE_SIMPLE || product->type == BO_SAMPLE_VARIATION) && strcmp (product->status, "publish") == 0 &&
         *bo_sample_product_get_price (product) != '\0' && strcmp (bo_sample_product_get_stock_status (product, stock), "outofstock") != 0;
}

static json_t *
pick_items (BoSampleTraffic *self)
{
  GPtrArray *products = self->state->books->products;
  guint      n = 1 + bo_sample_random_pick (&self->random, MAX_ITEMS);
  json_t    *items = json_array ();

  for (guint i = 0; i < PATIENCE && products->len > 0 && json_array_size (items) < n; i++)
    {
      BoSampleProduct *product = g_ptr_array_index (products, bo_sample_random_pick (&self->random, products->len));

      if (is_for_sale (product))
        json_array_append_new (items, json_pack ("{s:i, s:i}", "id", (int) product->id, "quantity", 1));
    }

  return items;
}

static json_t *
make_order (BoSampleTraffic *self,
            json_t          *items)
{
  GPtrArray              *customers = self->state->books->customers;
  const BoSampleCustomer *customer = g_ptr_array_index (customers, bo_sample_random_pick (&self->random, customers->len));
  json_t                 *billing = bo_sample_json_address (customer->billing, FALSE, TRUE);

  return json_pack ("{s:o, s:i, s:s, s:O, s:o}", "items", items, "customer_id", (int) customer->id, "payment_method",
                    bo_sample_random_chance (&self->random, 30) ? "bacs" : "stripe", "billing_address", billing, "shipping_address", billing);
}

/* Through the same door as everybody. */
static void
buy (BoSampleTraffic *self)
{
  g_autoptr (BoSampleRequest) request = bo_sample_request_new ("POST", "/wp-json/wc/store/v1/checkout", NULL);
  g_autoptr (BoSampleReply) reply = NULL;
  json_t *items = pick_items (self);
  json_t *order;
  char   *body;

  if (json_array_size (items) == 0)
    {
      json_decref (items);
      return;
    }
  order = make_order (self, items);
  body = json_dumps (order, JSON_COMPACT);
  json_decref (order);
  request->of_the_shop = TRUE;
  request->body = g_bytes_new_with_free_func (body, strlen (body), free, body);
  reply = bo_sample_answer (self->state, request);
}

/**
 * bo_sample_traffic_pass:
 * @self: the traffic
 * @now: monotonic microseconds
 *
 * Lets come who should have come since the last time, by the switch "busy".
 */
void
bo_sample_traffic_pass (BoSampleTraffic *self,
                        gint64           now)
{
  double an_hour = (double) bo_sample_switches_get_number (self->state->switches, BO_SAMPLE_BUSY);

  self->due = MIN (self->due + an_hour * (double) (now - self->last) / (double) HOUR, CROWD);
  self->last = now;
  if (an_hour == 0 || self->state->books->customers->len == 0)
    self->due = 0;
  for (; self->due >= 1; self->due--)
    buy (self);
}
