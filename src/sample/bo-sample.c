/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample.h"

#include <string.h>

#include "bo-policy.h"
#include "bo-sample-data.h"

#define SEED G_GUINT64_CONSTANT (0x4261636b6f726465)
#define N_CUSTOMERS 300
#define HISTORY_FIRST_DAY 182
#define BUSY_DAYS 7
#define FIRST_ORDER 10001
#define MAX_ITEMS 5
/* Products ordered less often than this never run out. */
#define SCARCE_WEIGHT 3

typedef struct
{
  char  sku[16];
  char  barcode[16];
  char *name;
  int   price;
  int   weight;
} Product;

typedef struct
{
  char       *name;
  char       *email;
  char       *phone;
  const char *country;
  gboolean    firm;
  int         priority_class;
} Customer;

typedef struct
{
  guint product;
  int   units; /* negative: of an order that cancels */
  int   need;  /* days from today, or G_MININT */
} Item;

typedef struct
{
  gint64       at;
  guint        customer;
  BoShipPolicy ship;
  guint        n_items;
  Item         items[MAX_ITEMS];
} Order;

typedef struct
{
  guint64    random;
  gint64     now;
  GDateTime *midnight;  /* (owned): of today */
  GArray    *products;  /* (element-type Product) (owned) */
  GArray    *customers; /* (element-type Customer) (owned) */
  GArray    *orders;    /* (element-type Order) (owned) */
} Sample;

/* SplitMix64: the same numbers on every machine, which no library promises. */
static guint64
next_random (Sample *self)
{
  guint64 z = self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* From 0 to @n - 1. */
static guint
pick (Sample *self,
      guint   n)
{
  g_assert (n > 0);

  return (guint) (next_random (self) % n);
}

static gboolean
chance (Sample *self,
        guint   percent)
{
  return pick (self, 100) < percent;
}

static char *
pick_word (Sample     *self,
           const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  return g_strdup (list[pick (self, g_strv_length (list))]);
}

/* An EAN-13 of the range that shops number for themselves. */
static void
make_barcode (char  barcode[16],
              guint number)
{
  int sum = 0;

  g_snprintf (barcode, 16, "2000000%05u", number);
  for (int i = 0; i < 12; i++)
    sum += (barcode[i] - '0') * (i % 2 == 0 ? 1 : 3);
  barcode[12] = (char) ('0' + (10 - sum % 10) % 10);
  barcode[13] = '\0';
}

static void
clear_product (gpointer data)
{
  Product *product = data;

  g_free (product->name);
}

static GArray *
make_products (void)
{
  GArray *products = g_array_new (FALSE, FALSE, sizeof (Product));

  g_array_set_clear_func (products, clear_product);
  for (guint i = 0; i < bo_sample_n_families; i++)
    {
      const BoSampleFamily *family = &bo_sample_families[i];
      g_auto (GStrv) variants = g_strsplit (family->variants, "|", -1);

      for (guint j = 0; j < MAX (g_strv_length (variants), 1); j++)
        {
          guint   number = 101 + products->len;
          Product product = { .price = family->price, .weight = family->weight };

          g_snprintf (product.sku, sizeof product.sku, "%s-%u", family->prefix, number);
          make_barcode (product.barcode, number);
          product.name = variants[0] == NULL ? g_strdup (family->name) : g_strdup_printf ("%s, %s", family->name, variants[j]);
          g_array_append_val (products, product);
        }
    }

  return products;
}

static void
clear_customer (gpointer data)
{
  Customer *customer = data;

  g_free (customer->name);
  g_free (customer->email);
  g_free (customer->phone);
}

/* ada.lopes@example.com; where the name is not of Latin letters, by number. */
static char *
make_email (const char *name,
            guint       number)
{
  static const char *const domains[] = { "example.com", "example.org", "example.net" };
  g_autofree char         *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) local = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (local, g_ascii_tolower (*p));
      else if (*p == ' ' && local->len > 0 && local->str[local->len - 1] != '.')
        g_string_append_c (local, '.');
    }
  if (strchr (ascii, '?') != NULL)
    g_string_printf (local, "customer.%u", number);

  return g_strdup_printf ("%s@%s", local->str, domains[number % G_N_ELEMENTS (domains)]);
}

static char *
make_name (Sample               *self,
           const BoSamplePeople *people)
{
  g_autofree char *given = pick_word (self, people->given);
  g_autofree char *family = pick_word (self, people->family);

  return people->family_first ? g_strconcat (family, people->between, given, NULL)
                              : g_strconcat (given, people->between, family, NULL);
}

static void
make_customers (Sample *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  self->customers = g_array_new (FALSE, FALSE, sizeof (Customer));
  g_array_set_clear_func (self->customers, clear_customer);
  while (self->customers->len < N_CUSTOMERS)
    {
      guint                 number = self->customers->len;
      const BoSamplePeople *people = &bo_sample_people[chance (self, 25) ? 0 : pick (self, bo_sample_n_people)];
      Customer              customer = { .country = people->country, .priority_class = chance (self, 8) ? 3 : BO_CLASS_DEFAULT };

      if (number < bo_sample_n_firms)
        customer = (Customer){ .name = g_strdup (bo_sample_firms[number].name),
                               .country = bo_sample_firms[number].country,
                               .firm = TRUE,
                               .priority_class = number % 3 == 2 ? BO_CLASS_DEFAULT : BO_CLASS_MIN };
      else
        customer.name = make_name (self, people);
      if (g_hash_table_contains (names, customer.name))
        {
          g_free (customer.name);
          continue;
        }
      customer.email = make_email (customer.name, 1001 + number);
      customer.phone = g_strdup_printf ("%s%02u", people->dial, number % 100);
      g_hash_table_add (names, customer.name);
      g_array_append_val (self->customers, customer);
    }
}

/* A product by how often it is ordered; of those that wait only what runs out. */
static guint
pick_product (Sample  *self,
              gboolean scarce)
{
  int total = 0;
  int at;

  for (guint i = 0; i < self->products->len; i++)
    {
      const Product *product = &g_array_index (self->products, Product, i);

      total += scarce && product->weight < SCARCE_WEIGHT ? 0 : product->weight;
    }
  at = (int) pick (self, (guint) total);
  for (guint i = 0;; i++)
    {
      const Product *product = &g_array_index (self->products, Product, i);

      at -= scarce && product->weight < SCARCE_WEIGHT ? 0 : product->weight;
      if (at < 0)
        return i;
    }
}

static int
pick_units (Sample  *self,
            gboolean firm)
{
  guint at = pick (self, 100);

  if (firm)
    return at < 50 ? (int) pick (self, 4) + 2 : ((int) pick (self, 4) + 1) * 6;

  return at < 80 ? 1 : at < 95 ? 2
                               : 3;
}

static gboolean
has_product (const Order *order,
             guint        product)
{
  for (guint i = 0; i < order->n_items; i++)
    if (order->items[i].product == product)
      return TRUE;

  return FALSE;
}

static void
add_order (Sample  *self,
           gint64   at,
           gboolean waits)
{
  Order    order = { .at = at };
  gboolean firm = chance (self, 9);
  guint    wanted = pick (self, 100);
  guint    n_items = wanted < 45 ? 1 : wanted < 78 ? 2
                                   : wanted < 92   ? 3
                                                   : 4;

  order.customer = firm ? pick (self, bo_sample_n_firms)
                        : bo_sample_n_firms + pick (self, N_CUSTOMERS - bo_sample_n_firms);
  order.ship = chance (self, firm ? 30 : 4) ? BO_SHIP_ORDER_COMPLETE : chance (self, 6) ? BO_SHIP_LINE_COMPLETE
                                                                                        : BO_SHIP_PARTIAL;
  while (order.n_items < n_items)
    {
      Item item = { .product = pick_product (self, waits), .need = G_MININT };

      item.units = pick_units (self, firm);
      if (has_product (&order, item.product))
        continue;
      if (waits && chance (self, 12))
        item.need = (int) pick (self, 30) - 1;
      order.items[order.n_items++] = item;
    }
  g_array_append_val (self->orders, order);
}

/* An order that takes back one line of @order, some hours after it. */
static void
add_cancellation (Sample      *self,
                  const Order *order)
{
  Order cancellation = { .customer = order->customer, .n_items = 1 };

  cancellation.at = MIN (order->at + (gint64) (2 + pick (self, 40)) * 3600, self->now - 60);
  cancellation.items[0] = order->items[pick (self, order->n_items)];
  cancellation.items[0].units *= -1;
  cancellation.items[0].need = G_MININT;
  if (cancellation.at > order->at)
    g_array_append_val (self->orders, cancellation);
}

/* An instant of @days_ago when the shop is open. */
static gint64
pick_instant (Sample *self,
              int     days_ago)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (self->midnight, -days_ago);

  return g_date_time_to_unix (day) + (gint64) (8 * 60 + pick (self, 12 * 60)) * 60;
}

/* Every product was sold once at least, so that all of them are in the catalogue. */
static void
add_first_orders (Sample *self)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      Order order = { .at = pick_instant (self, HISTORY_FIRST_DAY - (int) i), .n_items = 1 };

      order.customer = bo_sample_n_firms + pick (self, N_CUSTOMERS - bo_sample_n_firms);
      order.items[0] = (Item){ .product = i, .units = 1, .need = G_MININT };
      g_array_append_val (self->orders, order);
    }
}

static int
compare_orders (gconstpointer a,
                gconstpointer b)
{
  const Order *x = a;
  const Order *y = b;

  return (x->at > y->at) - (x->at < y->at);
}

static void
make_orders (Sample *self)
{
  guint n_orders;

  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
  for (int day = HISTORY_FIRST_DAY; day >= 1; day--)
    {
      gboolean waits = day < BO_SAMPLE_HISTORY_DAYS;
      guint    n = day <= BUSY_DAYS ? 22 + pick (self, 6) : waits ? 3 + pick (self, 2)
                                                                  : 3 + pick (self, 5);

      for (guint i = 0; i < n; i++)
        add_order (self, pick_instant (self, day), waits);
    }
  for (guint i = 0; i < 6; i++)
    add_order (self, self->now - (gint64) (5 + pick (self, 170)) * 60, TRUE);

  n_orders = self->orders->len;
  for (guint i = 0; i < n_orders; i++)
    if (chance (self, 2))
      {
        Order order = g_array_index (self->orders, Order, i);

        add_cancellation (self, &order);
      }
  add_first_orders (self);
  g_array_sort (self->orders, compare_orders);
}

static void
append_field (GString    *csv,
              const char *text)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  if (strpbrk (text, ",\"\n") == NULL)
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

static void
append_number (GString *csv,
               int      number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%d", number);
  append_field (csv, text);
}

static void
append_day (Sample  *self,
            GString *csv,
            int      days)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;

  if (days != G_MININT)
    {
      day = g_date_time_add_days (self->midnight, days);
      text = g_date_time_format (day, "%Y-%m-%d");
    }
  append_field (csv, text != NULL ? text : "");
}

static void
append_row (Sample      *self,
            GString     *csv,
            const Order *order,
            const char  *number,
            const Item  *item)
{
  const Product  *product = &g_array_index (self->products, Product, item->product);
  const Customer *customer = &g_array_index (self->customers, Customer, order->customer);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (order->at);
  g_autoptr (GDateTime) at = g_date_time_to_timezone (utc, g_date_time_get_timezone (self->midnight));
  g_autofree char *date = g_date_time_format (at, "%Y-%m-%d %H:%M");
  char             price[16];

  g_snprintf (price, sizeof price, "%d.%02d", product->price / 100, product->price % 100);
  append_field (csv, number);
  append_field (csv, date);
  append_number (csv, 1001 + (int) order->customer);
  append_field (csv, customer->name);
  append_field (csv, customer->email);
  append_field (csv, customer->phone);
  append_field (csv, customer->country);
  append_number (csv, customer->priority_class);
  append_field (csv, product->sku);
  append_field (csv, product->barcode);
  append_field (csv, product->name);
  append_number (csv, item->units);
  append_field (csv, price);
  append_field (csv, BO_SAMPLE_CURRENCY);
  append_day (self, csv, item->need);
  append_field (csv, bo_ship_policy_to_name (order->ship));
  g_string_append_c (csv, '\n');
}

/**
 * bo_sample_orders_csv:
 * @now: UTC seconds
 * @zone: the shop's time zone, in which the dates of the file are written
 *
 * The order book of half a year that ends at @now, as an order file (design.md
 * section 8).  Orders of the days before the last BO_SAMPLE_HISTORY_DAYS are meant
 * to be history (`--shipped-before`); of the later ones about 400 lines wait.
 *
 * Returns: (transfer full): UTF-8 text
 */
char *
bo_sample_orders_csv (gint64     now,
                      GTimeZone *zone)
{
  g_autoptr (GString) csv = g_string_new (
      "order,date,customer,customer-name,email,phone,country,class,sku,barcode,name,quantity,price,currency,need,ship\n");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  Sample sample = { .random = SEED, .now = now };
  int    number = FIRST_ORDER;

  sample.midnight = g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                                     g_date_time_get_day_of_month (local), 0, 0, 0);
  sample.products = make_products ();
  make_customers (&sample);
  make_orders (&sample);

  for (guint i = 0; i < sample.orders->len; i++)
    {
      const Order     *order = &g_array_index (sample.orders, Order, i);
      g_autofree char *name = g_strdup_printf ("%s%d", order->items[0].units < 0 ? "C" : "", number++);

      for (guint j = 0; j < order->n_items; j++)
        append_row (&sample, csv, order, name, &order->items[j]);
    }

  g_date_time_unref (sample.midnight);
  g_array_unref (sample.products);
  g_array_unref (sample.customers);
  g_array_unref (sample.orders);

  return g_string_free (g_steal_pointer (&csv), FALSE);
}

static void
append_units (GArray     *array,
              const char *sku,
              gint64      units)
{
  BoSampleUnits entry = { .units = units };

  g_strlcpy (entry.sku, sku, sizeof entry.sku);
  g_array_append_val (array, entry);
}

/**
 * bo_sample_stock:
 *
 * What is on the shelves.  Of most that people wait for there is nothing, of some
 * a few units; of a handful of other products there is plenty.
 *
 * Returns: (transfer full) (element-type BoSampleUnits): products with units on hand
 */
GArray *
bo_sample_stock (void)
{
  g_autoptr (GArray) products = make_products ();
  GArray *stock = g_array_new (FALSE, FALSE, sizeof (BoSampleUnits));
  Sample  sample = { .random = SEED };

  for (guint i = 0; i < products->len; i++)
    {
      const Product *product = &g_array_index (products, Product, i);

      if (product->weight < SCARCE_WEIGHT)
        append_units (stock, product->sku, 4 + pick (&sample, 20));
      else if (chance (&sample, 30))
        append_units (stock, product->sku, 1 + pick (&sample, 4));
    }

  return stock;
}

/**
 * bo_sample_deliveries:
 *
 * The delivery that is due today.
 *
 * Returns: (transfer full) (element-type BoSampleUnits): what comes
 */
GArray *
bo_sample_deliveries (void)
{
  static const struct
  {
    const char *name;
    gint64      units;
  } due[] = {
    { "Nova Console, Midnight", 24 },
    { "Nova Console, Chalk", 12 },
    { "Hush Headphones, Graphite", 10 },
    { "Saltmarsh, board game", 18 },
    { "Fjell Hand Grinder, Oak", 8 },
    { "Plateau Turntable", 6 },
  };
  g_autoptr (GArray) products = make_products ();
  GArray *deliveries = g_array_new (FALSE, FALSE, sizeof (BoSampleUnits));

  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    for (guint j = 0; j < products->len; j++)
      {
        const Product *product = &g_array_index (products, Product, j);

        if (g_str_equal (product->name, due[i].name))
          append_units (deliveries, product->sku, due[i].units);
      }

  return deliveries;
}
