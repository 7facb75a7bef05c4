/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-make.h"

#include <string.h>

#define DAY (24 * 60 * 60)
#define HISTORY_DAYS 730
#define MAX_LINES 4
#define SHIPPING 490
#define TAXED 1.19
/* In the last weeks people ask for what is scarce. */
#define RUSH_DAYS 60
#define RUSH_PERCENT 60

typedef struct
{
  const char *method;
  const char *title;
} Payment;

static const Payment payments[] = {
  { "stripe", "Credit card" },
  { "stripe", "Credit card" },
  { "paypal", "PayPal" },
  { "cod", "Cash on delivery" },
  { "bacs", "Direct bank transfer" },
  { "bacs", "Direct bank transfer" },
};

static gboolean
is_status (const BoSampleOrder *order,
           const char          *status)
{
  return strcmp (order->status, status) == 0;
}

static void
set_buyer (BoSampleMaker *self,
           BoSampleOrder *order,
           guint          number)
{
  GPtrArray *customers = self->books->customers;

  if (customers->len > 1 && bo_sample_random_chance (&self->random, 78))
    {
      /* The few who come often, and the many who come once. */
      guint             among = bo_sample_random_chance (&self->random, 30) ? MAX (customers->len / 10, 2) : customers->len;
      BoSampleCustomer *customer = g_ptr_array_index (customers, 1 + bo_sample_random_pick (&self->random, among - 1));

      order->customer = customer->id;
      order->billing = customer->billing;
      order->shipping = customer->shipping;
      customer->paying = TRUE;
      return;
    }
  order->billing = order->shipping = bo_sample_make_person (self, 10000 + number);
}

static BoSampleProduct *
pick_good (BoSampleMaker *self,
           gint64         at)
{
  GPtrArray *goods = self->goods;

  if (at > self->now - (gint64) RUSH_DAYS * DAY && self->scarce->len > 0 && bo_sample_random_chance (&self->random, RUSH_PERCENT))
    {
      /* Some of it more than the rest. */
      guint            one = bo_sample_random_pick (&self->random, self->scarce->len);
      guint            other = bo_sample_random_pick (&self->random, self->scarce->len);
      BoSampleProduct *scarce = g_ptr_array_index (self->scarce, MIN (one, other));

      /* Of a variable product with one stock, one of the variations that share it. */
      if (scarce->type != BO_SAMPLE_VARIABLE)
        return scarce;
      scarce = g_ptr_array_index (scarce->children, bo_sample_random_pick (&self->random, scarce->children->len));
      if (scarce->manage == BO_SAMPLE_MANAGE_PARENT)
        return scarce;
    }

  return g_ptr_array_index (goods, bo_sample_random_pick (&self->random, goods->len));
}

static gboolean
has_line_of (const BoSampleOrder   *order,
             const BoSampleProduct *product)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoSampleLine *line = &g_array_index (order->lines, BoSampleLine, i);

      if (line->product == product->id || line->variation == product->id)
        return TRUE;
    }

  return FALSE;
}

static guint
pick_quantity (BoSampleMaker *self,
               gboolean       trade)
{
  guint n = bo_sample_random_pick (&self->random, 20);

  if (trade)
    return 6 * (1 + n % 3);

  return n < 14 ? 1 : n < 18 ? 2
                             : 3 + n % 3;
}

static void
add_line (BoSampleMaker   *self,
          BoSampleOrder   *order,
          BoSampleProduct *product,
          gboolean         trade)
{
  BoSampleLine *line = bo_sample_order_add_line (self->books, order);

  line->product = product->parent != NULL ? product->parent->id : product->id;
  line->variation = product->parent != NULL ? product->id : 0;
  line->name = product->name;
  line->parent_name = product->parent != NULL ? product->parent->name : NULL;
  line->option = product->parent != NULL ? product->option : NULL;
  line->attribute = product->attribute;
  line->has_product = TRUE;
  line->quantity = pick_quantity (self, trade);
  line->price = g_ascii_strtod (bo_sample_product_get_price (product), NULL);
  if (order->created.at < self->now - 400 * DAY && bo_sample_random_chance (&self->random, 1))
    {
      /* Force-deleted since. */
      line->name = "Cinder Oil Lamp";
      line->product = line->variation = 0;
      line->has_product = FALSE;
      line->parent_name = line->option = NULL;
    }
}

static BoSampleProduct *
get_keeper (BoSampleMaker *self,
            BoSampleLine  *line)
{
  BoSampleProduct *product = bo_sample_books_find_product (self->books, line->variation != 0 ? line->variation : line->product);

  return product != NULL ? bo_sample_product_get_stock_keeper (product) : NULL;
}

/* Takes the goods from the shelf.  What happened before a product ran out was
 * followed by deliveries that nobody remembers.
 *
 * Returns: some of it is missing */
static gboolean
take_stock (BoSampleMaker *self,
            BoSampleOrder *order)
{
  gboolean storefront = strcmp (order->created_via, "rest-api") != 0;
  gboolean missing = FALSE;

  for (guint i = 0; i < order->lines->len; i++)
    {
      BoSampleLine    *line = &g_array_index (order->lines, BoSampleLine, i);
      BoSampleProduct *keeper = get_keeper (self, line);
      gint64           empty_since;
      double           before;

      if (keeper == NULL)
        continue;
      line->reduced = line->quantity;
      keeper->total_sales += (guint32) line->quantity;
      empty_since = bo_sample_maker_get_empty_since (self, keeper->id);
      if (empty_since == 0 || order->created.at < empty_since)
        continue;
      before = keeper->stock;
      keeper->stock -= line->quantity;
      if (order->created.at > keeper->modified.at)
        keeper->modified = order->created;
      if (keeper->stock >= 0)
        continue;
      missing = TRUE;
      if (storefront && strcmp (keeper->backorders, "notify") == 0)
        line->backordered = line->quantity - MAX (before, 0);
    }
  order->reduced = TRUE;

  return missing;
}

/* A storefront sells nothing that it has not and may not promise. */
static void
make_lines (BoSampleMaker *self,
            BoSampleOrder *order,
            gboolean       storefront)
{
  BoSampleCustomer *customer = bo_sample_books_find_customer (self->books, order->customer);
  gboolean          trade = customer != NULL && strcmp (customer->role, "wholesale_customer") == 0;
  guint             n = 1 + bo_sample_random_pick (&self->random, MAX_LINES);

  for (guint i = 0; i < n && self->goods->len > 0; i++)
    {
      BoSampleProduct *good = pick_good (self, order->created.at);
      BoSampleProduct *keeper = bo_sample_product_get_stock_keeper (good);

      if (has_line_of (order, good))
        continue;
      if (storefront && keeper != NULL && strcmp (keeper->backorders, "no") == 0 &&
          bo_sample_maker_get_empty_since (self, keeper->id) != 0)
        continue;
      add_line (self, order, good, trade);
    }
}

static void
set_paid (BoSampleMaker *self,
          BoSampleOrder *order)
{
  gint64 days = strcmp (order->payment_method, "bacs") == 0 ? 1 + bo_sample_random_pick (&self->random, 4) : 0;

  if (strcmp (order->payment_method, "cod") == 0)
    return;
  order->paid = order->created.at + days * DAY + bo_sample_random_pick (&self->random, 3);
  if (order->paid > self->now)
    order->paid = 0;
}

static void
refund (BoSampleMaker *self,
        BoSampleOrder *order,
        gboolean       all)
{
  gint64          days = 1 + bo_sample_random_pick (&self->random, 12);
  gint64          at = MIN (order->created.at + days * DAY, self->now);
  BoSampleRefund *back = bo_sample_order_add_refund (self->books, order, at);

  back->reason = all ? "Changed my mind" : "Damaged &amp; returned";
  for (guint i = 0; i < (all ? order->lines->len : 1); i++)
    {
      BoSampleLine *line = &g_array_index (order->lines, BoSampleLine, i);
      double        quantity = all ? line->quantity : 1;

      bo_sample_refund_add_line (self->books, back, line, quantity);
      back->amount += bo_sample_money_round (line->price * quantity * TAXED);
      line->refunded = quantity;
      line->reduced -= MIN (line->reduced, quantity);
    }
  if (all)
    back->amount = bo_sample_order_get_total (order, NULL);
  order->modified = back->created;
}

/* Sent one to four days later, if there is anything to send and it was paid. */
static void
fulfil (BoSampleMaker *self,
        BoSampleOrder *order)
{
  gint64   at = order->created.at + (gint64) (1 + bo_sample_random_pick (&self->random, 4)) * DAY + 3600;
  gboolean cash = strcmp (order->payment_method, "cod") == 0;

  if (order->paid == 0 && !cash)
    {
      order->status = "on-hold";
      return;
    }
  order->status = "processing";
  at = MAX (at, order->paid);
  if (at >= self->now)
    return;
  order->status = "completed";
  order->completed = at;
  if (cash)
    order->paid = at;
}

/* What became of it. */
static void
make_fate (BoSampleMaker *self,
           BoSampleOrder *order,
           guint          number)
{
  gint64   age = (self->now - order->created.at) / DAY;
  guint    lot = bo_sample_random_pick (&self->random, 200);
  gboolean missing;

  if (lot < 8)
    {
      order->status = lot < 6 ? "cancelled" : "failed";
      order->modified = bo_sample_books_stamp (self->books, MIN (order->created.at + DAY, self->now));
      return;
    }
  if (lot < 12 && age < 8)
    {
      order->status = "pending";
      return;
    }
  set_paid (self, order);
  missing = take_stock (self, order);
  if (missing)
    order->status = order->paid == 0 && strcmp (order->payment_method, "bacs") == 0 ? "on-hold" : "processing";
  else
    fulfil (self, order);
  order->modified = bo_sample_books_stamp (self->books, MAX (MAX (order->created.at, order->paid), order->completed));
  if (is_status (order, "completed") && age > 14 && lot < 16)
    refund (self, order, lot < 14);
  if (is_status (order, "completed") && age > 14 && lot < 14)
    order->status = "refunded";
  if (number % 211 == 100 && !missing)
    {
      order->status_before = order->status;
      order->status = "trash";
    }
}

static void
make_order (BoSampleMaker *self,
            guint          number,
            gint64         at)
{
  const Payment *payment = &payments[bo_sample_random_pick (&self->random, G_N_ELEMENTS (payments))];
  gboolean       storefront = bo_sample_random_chance (&self->random, 80);
  BoSampleOrder *order;

  /* Some were force-deleted; their numbers are gone for ever. */
  self->books->next_id += bo_sample_random_chance (&self->random, 2);
  order = bo_sample_books_add_order (self->books);
  order->created = order->modified = bo_sample_books_stamp (self->books, at);
  order->created_via = storefront ? number % 3 == 0 ? "store-api" : "checkout" : "rest-api";
  order->payment_method = payment->method;
  order->payment_title = payment->title;
  order->shipping_total = storefront ? SHIPPING : 0;
  if (bo_sample_random_chance (&self->random, 6))
    order->customer_note = "Please ring twice & leave it with the <neighbour>";
  set_buyer (self, order, number);
  make_lines (self, order, storefront);
  order->tax_line = self->books->next_line++;
  order->shipping_line = self->books->next_line++;
  order->shipping_meta = self->books->next_meta++;
  if (order->lines->len > 0)
    make_fate (self, order, number);
  else
    order->status = "cancelled";
}

/* When the @i-th of @n orders comes at the earliest: business has grown threefold. */
static gint64
get_time (guint i,
          guint n)
{
  gint64 span = (gint64) HISTORY_DAYS * DAY;
  gint64 rest = (gint64) (n - i) * span / n;

  return span - rest / 2 - rest / 2 * (n - i) / n;
}

/**
 * bo_sample_make_orders:
 * @self: the maker, the shelves filled and the customers there
 * @n: how many, of the two years before now
 */
void
bo_sample_make_orders (BoSampleMaker *self,
                       guint          n)
{
  gint64 first = self->now - (gint64) HISTORY_DAYS * DAY;

  for (guint i = 0; i < n; i++)
    {
      gint64  from = get_time (i, n);
      guint64 room = (guint64) MAX (get_time (i + 1, n) - from, 1);

      make_order (self, i, first + from + (gint64) (bo_sample_random_next (&self->random) % room));
    }
}

/**
 * bo_sample_make_shop:
 * @seed: of all that is left to chance
 * @n_products: how many products, variations not counted
 * @n_customers: how many customers with an account
 * @n_orders: how many orders
 * @now: the instant up to which it has a history, UTC seconds
 * @zone: where the shop is
 *
 * Returns: (transfer full): the books of an invented shop, the same for the same arguments
 */
BoSampleBooks *
bo_sample_make_shop (guint64    seed,
                     guint      n_products,
                     guint      n_customers,
                     guint      n_orders,
                     gint64     now,
                     GTimeZone *zone)
{
  BoSampleMaker maker = {
    .books = bo_sample_books_new (zone, seed),
    .random = { seed },
    .now = now,
    .goods = g_ptr_array_new (),
    .scarce = g_ptr_array_new (),
    .empty_since = g_array_new (FALSE, TRUE, sizeof (gint64)),
  };

  bo_sample_make_products (&maker, n_products);
  bo_sample_make_customers (&maker, n_customers);
  bo_sample_make_orders (&maker, n_orders);
  bo_sample_books_open (maker.books);
  g_ptr_array_unref (maker.goods);
  g_ptr_array_unref (maker.scarce);
  g_array_unref (maker.empty_since);

  return maker.books;
}
