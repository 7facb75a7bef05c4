/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-woo-read.h"

/* One record at a time, good and bad: what is taken, and what is said of what is not. */

static BoRemotePage *
read_text (BoResource  resource,
           const char *json,
           gsize       length,
           GError    **error)
{
  const BoPull pull = { .resource = resource, .page = 1 };
  g_autoptr (BoAnswer) answer = bo_answer_new (&pull);

  answer->body = g_bytes_new (json, length);

  return bo_woo_read_page (answer, "EUR", error);
}

static BoRemotePage *
read_good (BoResource  resource,
           const char *json)
{
  g_autoptr (GError) error = NULL;
  BoRemotePage *page = read_text (resource, json, strlen (json), &error);

  g_assert_no_error (error);
  if (page->refused->len > 0)
    g_test_message ("%s", (char *) g_ptr_array_index (page->refused, 0));
  g_assert_cmpuint (page->refused->len, ==, 0);

  return page;
}

/* ---- Good ones ---- */

#define PRODUCT_BUT(members) "{\"id\":7,\"status\":\"publish\",\"date_modified_gmt\":null,\"backorders\":\"no\"," members "}"
#define STOCK "\"manage_stock\":true,\"stock_quantity\":5"

static void
test_product (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_PRODUCTS,
                                             "[" PRODUCT_BUT ("\"name\":\"A\",\"sku\":\" X 1 \",\"global_unique_id\":\"4006381333931\",\"price\":9.5," STOCK
                                                              ",\"images\":[{\"src\":\"https://x/1.png\"},{\"src\":\"https://x/2.png\"}]") "]");
  const BoRemoteProduct *product = g_ptr_array_index (page->records, 0);

  g_assert_cmpstr (product->sku, ==, "X 1");
  g_assert_cmpstr (product->barcode, ==, "4006381333931");
  g_assert_cmpint (product->price, ==, 950);
  g_assert_cmpstr (product->image, ==, "https://x/1.png");
  g_assert_cmpint (product->modified, ==, 0);
}

/* Plugins make texts of numbers. */
static void
test_product_of_texts (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_PRODUCTS,
                                             "[{\"id\":\"7\",\"parent_id\":\"\",\"status\":\"publish\",\"name\":\"A\",\"sku\":null,\"backorders\":\"yes\","
                                             "\"manage_stock\":true,\"stock_quantity\":\"-2\",\"date_modified_gmt\":null,\"price\":\"\",\"images\":[]}]");
  const BoRemoteProduct *product = g_ptr_array_index (page->records, 0);

  g_assert_cmpint (product->id, ==, 7);
  g_assert_cmpint (product->quantity, ==, -2);
  g_assert_cmpstr (product->sku, ==, "");
  g_assert_cmpint (product->price, ==, -1);
}

static void
test_product_types (void)
{
  static const struct
  {
    const char *type;
    gboolean    has_variations;
  } cases[] = {
    { "simple", FALSE },
    { "variable", TRUE },
    { "variable-subscription", TRUE },
    { "grouped", FALSE },
    { "external", FALSE },
    { "bundle-of-a-plugin", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("[" PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"\",\"type\":\"%s\"," STOCK) "]", cases[i].type);
      g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_PRODUCTS, json);

      g_assert_cmpint (((BoRemoteProduct *) g_ptr_array_index (page->records, 0))->has_variations, ==, cases[i].has_variations);
    }
}

static void
test_variation (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_VARIATIONS,
                                             "[" PRODUCT_BUT ("\"sku\":\"\",\"parent_id\":3,\"manage_stock\":\"parent\",\"stock_quantity\":2,"
                                                              "\"image\":{\"src\":\"https://x/1.png\"},\"attributes\":[{\"option\":\"XL\"},{\"option\":\"\"},{\"option\":\"Blue &amp; red\"}]") ","
                                                                                                                                                                                                "{\"id\":8,\"status\":\"private\",\"date_modified_gmt\":null,\"backorders\":\"no\",\"name\":\"S\",\"sku\":\"\",\"parent_id\":3," STOCK "}]");
  const BoRemoteProduct *first = g_ptr_array_index (page->records, 0);
  const BoRemoteProduct *second = g_ptr_array_index (page->records, 1);

  g_assert_cmpstr (first->name, ==, "XL, Blue & red");
  g_assert_cmpint (first->stock, ==, BO_REMOTE_STOCK_PARENT);
  g_assert_cmpint (first->quantity, ==, 2);
  g_assert_cmpstr (first->image, ==, "https://x/1.png");
  g_assert_true (first->published);
  /* One that is switched off is still listed. */
  g_assert_false (second->published);
}

static void
test_customer (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_CUSTOMERS,
                                             "[{\"id\":1,\"email\":\"a@example.test\",\"first_name\":\"A\",\"last_name\":\"B\",\"role\":\"wholesale\",\"billing\":[]},"
                                             "{\"id\":2,\"email\":\"\",\"first_name\":\"\",\"last_name\":\"\",\"role\":\"customer\",\"date_modified_gmt\":null,"
                                             "\"billing\":{\"first_name\":\"C\",\"last_name\":\"D\",\"company\":\"Finch & Sons\",\"email\":\"c@example.test\",\"phone\":\"1\",\"country\":\"GB\"}}]");
  const BoRemoteCustomer *person = g_ptr_array_index (page->records, 0);
  const BoRemoteCustomer *company = g_ptr_array_index (page->records, 1);

  g_assert_cmpstr (person->name, ==, "A B");
  g_assert_false (person->business);
  g_assert_cmpstr (person->role, ==, "wholesale");
  g_assert_cmpstr (company->name, ==, "Finch & Sons");
  g_assert_true (company->business);
  g_assert_cmpstr (company->email, ==, "c@example.test");
}

#define ORDER_BUT(members) "{\"id\":9,\"status\":\"processing\",\"date_created_gmt\":\"2026-11-23T04:27:35\",\"date_paid_gmt\":null," \
                           "\"date_modified_gmt\":null,\"customer_id\":0,\"billing\":null,\"refunds\":[]," members "}"
#define LINE_BUT(members) "{\"id\":1,\"product_id\":5,\"variation_id\":0,\"name\":\"A\",\"sku\":\"A\"," members "}"

static const BoRemoteOrderLine *
read_line (const char    *order,
           BoRemotePage **page)
{
  *page = read_good (BO_RESOURCE_ORDERS, order);

  return g_ptr_array_index (((BoRemoteOrder *) g_ptr_array_index ((*page)->records, 0))->lines, 0);
}

typedef struct
{
  const char *json;
  gint64      quantity;
  gint64      price;
  gint64      reduced;
  gboolean    fractional;
} LineCase;

static const LineCase line_cases[] = {
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":7,\"total\":\"0.70\",\"price\":0.09999999999999999") "]"), 7, 10, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":3,\"total\":\"10.00\"") "]"), 3, 333, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":3,\"total\":\"20.00\"") "]"), 3, 667, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"JPY\",\"line_items\":[" LINE_BUT ("\"quantity\":2,\"total\":\"2401\"") "]"), 2, 1201, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"KWD\",\"line_items\":[" LINE_BUT ("\"quantity\":1,\"total\":\"1.234\"") "]"), 1, 1234, -1, FALSE },
  /* As the shop prices its products: with tax, or without. */
  { ORDER_BUT ("\"currency\":\"EUR\",\"prices_include_tax\":true,\"line_items\":[" LINE_BUT ("\"quantity\":2,\"total\":\"20.00\",\"total_tax\":\"3.80\"") "]"), 2, 1190, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"prices_include_tax\":false,\"line_items\":[" LINE_BUT ("\"quantity\":2,\"total\":\"20.00\",\"total_tax\":\"3.80\"") "]"), 2, 1000, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":0,\"total\":\"0.00\"") "]"), 0, 0, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":2.5,\"total\":\"10.00\"") "]"), 3, 333, -1, TRUE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":\"4\",\"total\":\"-1\"") "]"), 4, 0, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":4,\"total\":\"4\",\"meta_data\":[{\"key\":\"_reduced_stock\",\"value\":\"3\"}]") "]"), 4, 100, 3, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":4,\"total\":\"4\",\"meta_data\":[{\"key\":\"_reduced_stock\",\"value\":4}]") "]"), 4, 100, 4, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":4,\"total\":\"4\",\"meta_data\":[{\"key\":\"_reduced_stock\",\"value\":null}]") "]"), 4, 100, -1, FALSE },
  { ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT ("\"quantity\":4,\"total\":\"4\",\"meta_data\":[7,{\"key\":7},{\"key\":\"Backordered\",\"value\":\"4\"},{\"value\":[{}]}]") "]"), 4, 100, -1, FALSE },
};

static void
test_line (gconstpointer user_data)
{
  const LineCase  *c = user_data;
  g_autofree char *list = g_strdup_printf ("[%s]", c->json);
  g_autoptr (BoRemotePage) page = NULL;
  const BoRemoteOrderLine *line = read_line (list, &page);

  g_assert_cmpint (line->quantity, ==, c->quantity);
  g_assert_cmpint (line->price, ==, c->price);
  g_assert_cmpint (line->reduced, ==, c->reduced);
  g_assert_cmpint (line->fractional, ==, c->fractional);
}

static void
test_order_numbers (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_ORDERS,
                                             "[" ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[]") "]");
  g_autoptr (BoRemotePage) named = read_good (BO_RESOURCE_ORDERS,
                                              "[" ORDER_BUT ("\"currency\":\"EUR\",\"number\":\"2026-0009\",\"line_items\":[]") "]");

  g_assert_cmpstr (((BoRemoteOrder *) g_ptr_array_index (page->records, 0))->number, ==, "9");
  g_assert_cmpstr (((BoRemoteOrder *) g_ptr_array_index (named->records, 0))->number, ==, "2026-0009");
}

static void
test_refund (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_REFUNDS,
                                             "[{\"id\":3,\"line_items\":["
                                             "{\"id\":11,\"product_id\":5,\"quantity\":-2,\"meta_data\":[{\"key\":\"_refunded_item_id\",\"value\":\"1\"}]},"
                                             "{\"id\":12,\"product_id\":5,\"quantity\":0,\"meta_data\":[]},"
                                             "{\"id\":13,\"product_id\":6,\"variation_id\":60,\"quantity\":-1,\"meta_data\":[]}]}]");
  const BoRemoteRefund     *refund = g_ptr_array_index (page->records, 0);
  const BoRemoteRefundLine *first = &g_array_index (refund->lines, BoRemoteRefundLine, 0);
  const BoRemoteRefundLine *second = &g_array_index (refund->lines, BoRemoteRefundLine, 1);

  g_assert_cmpuint (refund->lines->len, ==, 2);
  g_assert_cmpint (first->line_id, ==, 1);
  g_assert_cmpint (first->units, ==, 2);
  g_assert_cmpint (second->line_id, ==, 0);
  g_assert_cmpint (second->variation_id, ==, 60);
  g_assert_cmpint (second->units, ==, 1);
}

/* A plugin's objects hold bytes that end a text in C, and deep things; they are passed over. */
static void
test_passed_over (void)
{
  g_autoptr (BoRemotePage) page = read_good (BO_RESOURCE_PRODUCTS,
                                             "\xef\xbb\xbf \n[" PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"meta_data\":[{\"key\":\"\\u0000*\\u0000x\",\"value\":{\"a\":[[[{}]]]}}]," STOCK) "]\n ");

  g_assert_cmpuint (page->records->len, ==, 1);
}

/* ---- Bad ones: refused alone, by name ---- */

typedef struct
{
  BoResource  resource;
  const char *json;
  const char *says;
} BadCase;

#define PRODUCTS BO_RESOURCE_PRODUCTS
#define ORDERS BO_RESOURCE_ORDERS
#define ONE_LINE(members) ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[" LINE_BUT (members) "]")

static const BadCase bad_cases[] = {
  { PRODUCTS, PRODUCT_BUT ("\"sku\":\"A\"," STOCK), "products/7: “name” is missing" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":null,\"sku\":\"A\"," STOCK), "products/7: “name” is empty" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":5,\"sku\":\"A\"," STOCK), "products/7: “name” is not a text" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"a\\u0000b\",\"sku\":\"A\"," STOCK), "products/7: “name” is not a text" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\"," STOCK), "products/7: “sku” is missing" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"stock_quantity\":5"), "products/7: “manage_stock” is neither true, false nor parent" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":\"yes\",\"stock_quantity\":5"), "products/7: “manage_stock” is neither true, false nor parent" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true"), "products/7: “stock_quantity” is missing" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true,\"stock_quantity\":\"12 pcs\""), "products/7: “stock_quantity” is not a number" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true,\"stock_quantity\":[1]"), "products/7: “stock_quantity” is not a number" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true,\"stock_quantity\":3000000000"), "products/7: “stock_quantity” is too large a number" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true,\"stock_quantity\":1e300"), "products/7: “stock_quantity” is too large a number" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"manage_stock\":true,\"stock_quantity\":9223372036854775808"), "products/7: Not valid JSON at byte" },
  { PRODUCTS, "{\"id\":7,\"status\":\"publish\",\"name\":\"A\",\"sku\":\"A\",\"backorders\":\"maybe\"," STOCK "}", "products/7: “backorders” is neither no, notify nor yes" },
  { PRODUCTS, "{\"id\":7,\"status\":\"publish\",\"name\":\"A\",\"sku\":\"A\",\"backorders\":\"no\",\"date_modified_gmt\":\"yesterday\"," STOCK "}", "products/7: “date_modified_gmt” is not a date" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"sku\":\"B\"," STOCK), "products/7: Not valid JSON at byte" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\xff\",\"sku\":\"A\"," STOCK), "products/7: Not valid JSON at byte" },
  { PRODUCTS, PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",,"), "products/7: Not valid JSON at byte" },
  { BO_RESOURCE_CUSTOMERS, "{\"id\":7,\"email\":\"a\",\"role\":\"customer\"}", "customers/7: “billing” is missing" },
  { BO_RESOURCE_CUSTOMERS, "{\"id\":7,\"email\":[],\"role\":\"customer\",\"billing\":{}}", "customers/7: “email” is not a text" },
  { BO_RESOURCE_CUSTOMERS, "{\"id\":7,\"email\":\"a\",\"role\":\"customer\",\"billing\":[1]}", "customers/7: “billing” is not an object" },
  { ORDERS, ORDER_BUT ("\"currency\":\"EUR\""), "orders/9: “line_items” is missing" },
  { ORDERS, ORDER_BUT ("\"line_items\":[]"), "orders/9: “currency” is missing" },
  { ORDERS, ORDER_BUT ("\"currency\":\"Euro\",\"line_items\":[]"), "orders/9: “currency” is not a currency" },
  { ORDERS, ORDER_BUT ("\"currency\":\"<b>\",\"line_items\":[]"), "orders/9: “currency” is not a currency" },
  { ORDERS, ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":{}"), "orders/9: “line_items” is not a list" },
  { ORDERS, ORDER_BUT ("\"currency\":\"EUR\",\"prices_include_tax\":1,\"line_items\":[]"), "orders/9: “prices_include_tax” is neither true nor false" },
  { ORDERS, ORDER_BUT ("\"currency\":\"EUR\",\"line_items\":[7]"), "orders/9: line_items/0: “id” is missing" },
  { ORDERS, ONE_LINE ("\"total\":\"1\""), "orders/9: line_items/0: “quantity” is missing" },
  { ORDERS, ONE_LINE ("\"quantity\":-1,\"total\":\"1\""), "orders/9: line_items/0: “quantity” is negative" },
  { ORDERS, ONE_LINE ("\"quantity\":1e999"), "orders/9: Not valid JSON at byte" },
  { ORDERS, ONE_LINE ("\"quantity\":1,\"meta_data\":{}"), "orders/9: line_items/0: “meta_data” is not a list" },
  { ORDERS, ONE_LINE ("\"quantity\":1,\"meta_data\":[{\"key\":\"_reduced_stock\",\"value\":\"many\"}]"), "orders/9: line_items/0: “_reduced_stock” is not a number" },
  { BO_RESOURCE_REFUNDS, "{\"id\":3}", "refunds/3: “line_items” is missing" },
  { BO_RESOURCE_REFUNDS, "{\"id\":3,\"line_items\":[{\"quantity\":-1}]}", "refunds/3: line_items/0: “_refunded_item_id” is missing" },
};

static void
test_bad (gconstpointer user_data)
{
  const BadCase   *c = user_data;
  g_autofree char *list = g_strdup_printf ("[%s]", c->json);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) page = read_text (c->resource, list, strlen (list), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->ids->len, ==, 1);
  g_assert_cmpuint (page->records->len, ==, 0);
  g_assert_cmpuint (page->refused->len, ==, 1);
  g_test_message ("%s", (char *) g_ptr_array_index (page->refused, 0));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (page->refused, 0), c->says));
}

static void
test_too_long (void)
{
  g_autofree char *sku = g_strnfill (201, 'x');
  g_autofree char *json = g_strdup_printf ("[" PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"%s\"," STOCK) "]", sku);
  g_autoptr (BoRemotePage) page = read_text (PRODUCTS, json, strlen (json), NULL);

  /* Cut off it might be that of another one. */
  g_assert_cmpstr (g_ptr_array_index (page->refused, 0), ==, "products/7: “sku” is too long");
}

/* ---- No answer at all ---- */

typedef struct
{
  const char *text;
  int         code;
} NoneCase;

static const NoneCase none_cases[] = {
  { "", BO_CATALOG_ERROR_ANSWER },
  { "  \n", BO_CATALOG_ERROR_ANSWER },
  { "\xef\xbb\xbf", BO_CATALOG_ERROR_ANSWER },
  { "{}", BO_CATALOG_ERROR_ANSWER },
  { "null", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":9007199254740993}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":\"9223372036854775807\"}]", BO_CATALOG_ERROR_ANSWER },
  { "<html><body>Hello</body></html>", BO_CATALOG_ERROR_ANSWER },
  { "[", BO_CATALOG_ERROR_SERVER },
  { "[{\"id\":1}", BO_CATALOG_ERROR_SERVER },
  { "[{\"id\":1},", BO_CATALOG_ERROR_SERVER },
  { "[{\"id\":1,\"name\":\"abc", BO_CATALOG_ERROR_SERVER },
  { "[{\"id\":1,\"name\":\"abc\\", BO_CATALOG_ERROR_SERVER },
  { "[{\"id\":1}] <br />Warning", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":1} {\"id\":2}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":1},]", BO_CATALOG_ERROR_ANSWER },
  { "[,{\"id\":1}]", BO_CATALOG_ERROR_ANSWER },
  { "[1]", BO_CATALOG_ERROR_ANSWER },
  { "[null]", BO_CATALOG_ERROR_ANSWER },
  { "[[]]", BO_CATALOG_ERROR_ANSWER },
  { "[{}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":0}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":-1}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":1.5}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":null}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":\"seven\"}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":99999999999999999999}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":1,\"id\":2}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"a\":{\"id\":1}}]", BO_CATALOG_ERROR_ANSWER },
  { "[{\"id\":1}}", BO_CATALOG_ERROR_ANSWER },
};

static void
test_none (gconstpointer user_data)
{
  const NoneCase *c = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (PRODUCTS, c->text, strlen (c->text), &error));
  g_assert_error (error, BO_CATALOG_ERROR, c->code);
}

/* Sixty-five deep is refused alone; a hundred thousand deep breaks nothing. */
static void
test_deep (void)
{
  static const guint depths[] = { 30, 65, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *open = g_strnfill (depths[i], '[');
      g_autofree char *close = g_strnfill (depths[i], ']');
      g_autofree char *json = g_strdup_printf ("[" PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\",\"meta_data\":%s%s," STOCK) "]", open, close);
      g_autoptr (GError) error = NULL;
      g_autoptr (BoRemotePage) page = read_text (PRODUCTS, json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->ids->len, ==, 1);
      g_assert_cmpuint (page->records->len, ==, depths[i] < 60);
    }
}

/* Two bytes of text each, and hundreds of memory: refused alone as well. */
static void
test_wide (void)
{
  static const guint numbers[] = { 90000, 110000, 3000000 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) json = g_string_new ("[{\"id\":8,\"meta_data\":[{}");
      g_autoptr (GError) error = NULL;
      g_autoptr (BoRemotePage) page = NULL;

      for (guint j = 0; j < numbers[i] / 2; j++)
        g_string_append (json, ",{}");
      g_string_append (json, "]}," PRODUCT_BUT ("\"name\":\"A\",\"sku\":\"A\"," STOCK) "]");
      page = read_text (PRODUCTS, json->str, json->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->ids->len, ==, 2);
      g_assert_cmpuint (page->records->len, ==, 1);
      /* That of the first is short of members in any case. */
      g_assert_cmpint (strstr (g_ptr_array_index (page->refused, 0), "Far more") != NULL, ==, numbers[i] > 100000);
    }
}

/* A page that is ten times as long as was asked for is none. */
static void
test_page_too_long (void)
{
  static const guint numbers[] = { 1000, 1001 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) json = g_string_new ("[{\"id\":1}");
      g_autoptr (GError) error = NULL;
      g_autoptr (BoRemotePage) page = NULL;

      for (guint j = 2; j <= numbers[i]; j++)
        g_string_append_printf (json, ",{\"id\":%u}", j);
      g_string_append_c (json, ']');
      page = read_text (PRODUCTS, json->str, json->len, &error);
      if (numbers[i] <= 1000)
        g_assert_no_error (error);
      else
        g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER);
    }
}

#define ADD_CASES(path, cases, func)                            \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)              \
    {                                                           \
      g_autofree char *whole = g_strdup_printf (path "/%u", i); \
                                                                \
      g_test_add_data_func (whole, &(cases)[i], func);          \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/records/product", test_product);
  g_test_add_func ("/records/product-of-texts", test_product_of_texts);
  g_test_add_func ("/records/product-types", test_product_types);
  g_test_add_func ("/records/variation", test_variation);
  g_test_add_func ("/records/customer", test_customer);
  ADD_CASES ("/records/line", line_cases, test_line);
  g_test_add_func ("/records/order-numbers", test_order_numbers);
  g_test_add_func ("/records/refund", test_refund);
  g_test_add_func ("/records/passed-over", test_passed_over);
  ADD_CASES ("/records/bad", bad_cases, test_bad);
  g_test_add_func ("/records/too-long", test_too_long);
  ADD_CASES ("/records/none", none_cases, test_none);
  g_test_add_func ("/records/deep", test_deep);
  g_test_add_func ("/records/wide", test_wide);
  g_test_add_func ("/records/page-too-long", test_page_too_long);

  return g_test_run ();
}
