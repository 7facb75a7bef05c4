/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-test-util.h"
#include "sample-fixture.h"

/* The sample shop behaves as the real ones were seen to. */

static void
step (SampleFixture *fixture)
{
  bo_sample_shop_set_now (fixture->shop, bo_sample_shop_get_now (fixture->shop) + 1);
}

static void
check_status (SampleFixture *fixture,
              const char    *method,
              const char    *body,
              const char    *address,
              guint          status,
              const char    *code)
{
  g_autoptr (SampleAnswer) answer = sample_ask (fixture, SAMPLE_AUTH, method, body, "%s", address);

  g_assert_no_error (answer->error);
  if (answer->status != status)
    g_error ("%s %s %s: %u instead of %u: %s", method, address, body, answer->status, status, sample_answer_get_body (answer));
  if (code != NULL)
    g_assert_cmpstr (sample_answer_get_code (answer), ==, code);
}

/* ---- Always the same -------------------------------------------------------------- */

/* Some of everything, without the address, which is another each time. */
static char *
dump (const BoSampleShopOptions *options)
{
  static const char *const addresses[] = {
    "products?per_page=30&orderby=id&order=asc&page=1",
    "variations?per_page=20&orderby=id&order=asc",
    "orders?per_page=40&orderby=id",
    "orders?status=trash",
    "customers?role=all&per_page=40",
  };
  g_autoptr (SampleFixture) fixture = sample_fixture_new (options, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *part = bo_sample_shop_request (fixture->shop, "GET", addresses[i], NULL, NULL);

      g_string_append (text, part);
    }
  g_string_replace (text, "\\/", "/", 0);
  g_string_replace (text, bo_sample_shop_get_url (fixture->shop), "", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_deterministic (void)
{
  BoSampleShopOptions options = { .products = 30, .customers = 30, .orders = 80, .now = SAMPLE_NOW };
  g_autofree char    *once = dump (&options);
  g_autofree char    *twice = dump (&options);
  g_autofree char    *other = NULL;
  g_autofree char    *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, once, -1);

  g_assert_cmpstr (once, ==, twice);
  options.seed = 2;
  other = dump (&options);
  g_assert_cmpstr (once, !=, other);
  /* Written on one machine, compared on all others. */
  g_assert_cmpstr (sum, ==, "68b195c90c876615f78660a84541ef415563efc815529a9c8d8762c3e99a3c05");
}

/* ---- The shop of a demonstration -------------------------------------------------- */

/* How many a list has. */
static guint64
count (SampleFixture *fixture,
       const char    *list)
{
  g_autoptr (SampleAnswer) answer = sample_get (fixture, "%s&per_page=1&_fields=id", list);

  return g_ascii_strtoull (sample_answer_get_header (answer, "X-WP-Total"), NULL, 10);
}

/* In how many rows of all pages of a list some text stands, of the members asked for. */
static guint
count_text (SampleFixture *fixture,
            const char    *list,
            const char    *text)
{
  guint n = 0;

  for (guint page = 1;; page++)
    {
      g_autofree char *address = g_strdup_printf ("%s&per_page=100&orderby=id&order=asc&page=%u", list, page);
      g_autofree char *json = bo_sample_shop_request (fixture->shop, "GET", address, NULL, NULL);

      if (strcmp (json, "[]") == 0)
        return n;
      for (const char *p = strstr (json, text); p != NULL; p = strstr (p + 1, text))
        n++;
    }
}

static void
test_usual (void)
{
  BoSampleShopOptions usual = { .now = SAMPLE_NOW };
  g_autoptr (SampleFixture) fixture = sample_fixture_new (&usual, NULL);
  const struct
  {
    const char *list;
    guint64     least;
    guint64     most;
  } cases[] = {
    { "products?status=any", 580, 600 },
    { "products?type=variable", 180, 220 },
    { "products?type=grouped", 1, 50 },
    { "products?type=external", 1, 50 },
    { "products?status=trash", 1, 50 },
    { "variations?status=any", 500, 900 },
    { "customers?role=all", 901, 901 },
    { "customers?role=wholesale_customer", 20, 60 },
    { "orders?status=any", 5900, 6000 },
    { "orders?status=completed", 4500, 6000 },
    { "orders?status=processing", 300, 700 },
    { "orders?status=on-hold", 5, 100 },
    { "orders?status=cancelled", 20, 400 },
    { "orders?status=refunded", 20, 400 },
    { "orders?status=trash", 1, 100 },
    { "orders?customer=0", 5900, 6000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 n = count (fixture, cases[i].list);

      if (n < cases[i].least || n > cases[i].most)
        g_error ("%s: %" G_GUINT64_FORMAT, cases[i].list, n);
    }
  g_assert_cmpuint (count_text (fixture, "products?_fields=stock_quantity", "\"stock_quantity\":-"), >, 20);
  g_assert_cmpuint (count_text (fixture, "variations?_fields=stock_quantity", "\"stock_quantity\":-"), >, 20);
  g_assert_cmpuint (count_text (fixture, "variations?_fields=manage_stock", "\"parent\""), >, 50);
  g_assert_cmpuint (count_text (fixture, "products?_fields=name", "&amp;"), >, 10);
  g_assert_cmpuint (count_text (fixture, "orders?status=processing,on-hold&_fields=line_items", "\"key\":\"Backordered\""), >, 200);
}

/* ---- Who may ------------------------------------------------------------------------ */

static void
test_signatures (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  const struct
  {
    SampleAuth  auth;
    const char *method;
    guint       status;
  } cases[] = {
    { SAMPLE_AUTH_OAUTH, "GET", 200 },
    { SAMPLE_AUTH_OAUTH_SHA1, "GET", 200 },
    { SAMPLE_AUTH_OAUTH_READER, "GET", 200 },
    { SAMPLE_AUTH_OAUTH_READER, "POST", 401 },
    { SAMPLE_AUTH_OAUTH_SAME_NONCE, "GET", 200 },
    { SAMPLE_AUTH_OAUTH_SAME_NONCE, "GET", 401 },
    /* Over http these are nobody's. */
    { SAMPLE_AUTH_BASIC, "GET", 401 },
    { SAMPLE_AUTH_QUERY, "GET", 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SampleAnswer) answer = sample_ask (fixture, cases[i].auth, cases[i].method, NULL, "orders?status=processing,on-hold&search=T%%C3%%A4%%20x&include[0]=3");

      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

/* PHP gives a list its numbers before the shop looks at the signature, so a list
 * that was sent without them was signed as something else. */
static void
test_signed_lists (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);

  check_status (fixture, "GET", NULL, "products?include[0]=12&include[1]=13", 200, NULL);
  check_status (fixture, "GET", NULL, "products?include[]=12&include[]=13", 401, "woocommerce_rest_authentication_error");
}

/* Keys work below /wp-json/wc/ only, whatever the letters and the slash at the end. */
static void
test_addresses (void)
{
  g_autoptr (BoTestTls) tls = bo_test_tls_new ();
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, tls);
  const struct
  {
    const char *address;
    guint       status;
  } cases[] = {
    { "/wp-json/wc/v3/products/", 200 },
    { "/wp-json/wc/v3/Products", 200 },
    { "/wp-json/wc/v3//products", 404 },
    { "/?rest_route=/wc/v3/products", 401 },
    { "/wp-json/wc/v3/products/12abc", 404 },
    { "/wp-json/", 200 },
    { "/wp-json", 200 },
    { "/wp-json/wc/v3", 200 },
    { "/nowhere", 404 },
    { "/wp-json/wc/v3/settings/general", 200 },
    { "/wp-json/wc/v3/data/currencies/current", 200 },
    { "/wp-json/wc/v3/system_status", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_status (fixture, "GET", NULL, cases[i].address, cases[i].status, NULL);
}

/* ---- Lists -------------------------------------------------------------------------- */

static void
test_paging (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  gint64 last = 0;
  guint  total = 0;

  for (guint page = 1;; page++)
    {
      g_autoptr (SampleAnswer) answer = sample_get (fixture, "orders?orderby=id&order=asc&per_page=7&page=%u&_fields=id", page);
      const char *link = sample_answer_get_header (answer, "Link");

      if (json_array_size (answer->json) == 0)
        {
          /* Orders forget how many they are once a page is empty. */
          g_assert_cmpstr (sample_answer_get_header (answer, "X-WP-Total"), ==, "0");
          break;
        }
      total = (guint) g_ascii_strtoull (sample_answer_get_header (answer, "X-WP-Total"), NULL, 10);
      g_assert_cmpint (page * 7 < total, ==, strstr (link, "rel=\"next\"") != NULL);
      for (guint i = 0; i < json_array_size (answer->json); i++)
        {
          g_assert_cmpint (sample_answer_get_id_at (answer, i), >, last);
          last = sample_answer_get_id_at (answer, i);
          g_hash_table_add (seen, GINT_TO_POINTER ((int) last));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, total);
}

/* A delete on a page before skips one, and so does a change when sorted by change. */
static void
test_shifting_pages (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  g_autoptr (SampleAnswer) all = sample_get (fixture, "products?orderby=id&order=asc&per_page=100&_fields=id");
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "?force=true", sample_answer_get_id_at (all, 1));
  g_autoptr (SampleAnswer) second = NULL;

  check_status (fixture, "DELETE", NULL, address, 200, NULL);
  second = sample_get (fixture, "products?orderby=id&order=asc&per_page=5&page=2&_fields=id");
  g_assert_cmpint (sample_answer_get_id_at (second, 0), ==, sample_answer_get_id_at (all, 6));
}

static void
test_filters (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 first = sample_make_product (fixture, ",\"sku\":\"Find-Me\"");
  gint64 second = sample_make_product (fixture, ",\"sku\":\"find-me-too\",\"status\":\"draft\"");
  const struct
  {
    const char *query;
    guint       n;
  } cases[] = {
    { "sku=FIND-ME", 1 },
    { "sku=find-me,Find-Me-Too", 2 },
    { "sku=find", 0 },
    { "search_sku=ND-m", 2 },
    { "sku=find-me-too&status=publish", 0 },
    { "sku=find-me-too&status=draft", 1 },
    { "search=THING", 2 },
    { "search=thing&modifed_after=2030-01-01T00:00:00", 2 },
    { "stock_status=outofstock&search=thing", 0 },
    { "type=simple&search=thing", 2 },
    { "type=variable&search=thing", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SampleAnswer) answer = sample_get (fixture, "products?%s", cases[i].query);

      if (json_array_size (answer->json) != cases[i].n)
        g_error ("%s: %zu", cases[i].query, json_array_size (answer->json));
    }
  {
    g_autoptr (SampleAnswer) included = sample_get (fixture, "products?include=%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, first, second);
    g_autoptr (SampleAnswer) excluded = sample_get (fixture, "products?search=thing&exclude[0]=%" G_GINT64_FORMAT, first);

    g_assert_cmpuint (json_array_size (included->json), ==, 2);
    g_assert_cmpuint (json_array_size (excluded->json), ==, 1);
  }
}

static void
test_refusals (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  const char *const invalid[] = {
    "products?status=gone",
    "products?modified_after=2026-11-23",
    "products?modified_after=yesterday",
    "products?include=1,x",
    "products?order=up",
    "orders?status=gone",
    "orders?orderby=total",
    "customers?role=nobody",
  };
  g_autoptr (GString) many = g_string_new ("products?include=");
  g_autoptr (GString) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    check_status (fixture, "GET", NULL, invalid[i], 400, "rest_invalid_param");
  /* So many ids are spelled out in the Link header, which the web server cannot hold. */
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (many, "%s%u", i == 0 ? "" : ",", 11 + i);
  all = g_string_new (many->str);
  g_string_append (many, "&per_page=10");
  check_status (fixture, "GET", NULL, many->str, 502, NULL);
  while (all->len < 9000)
    g_string_append (all, ",100000");
  check_status (fixture, "GET", NULL, all->str, 414, NULL);
}

static void
test_fields (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 order = sample_make_order (fixture, sample_make_product (fixture, ""));
  g_autoptr (SampleAnswer) some = sample_get (fixture, "orders/%" G_GINT64_FORMAT "?_fields=total,id,billing.email,line_items.sku,nothing", order);
  g_autoptr (SampleAnswer) list = sample_get (fixture, "orders?_fields=id&per_page=3");
  json_t *billing = json_object_get (some->json, "billing");

  g_assert_cmpstr (sample_answer_get_text (some, "total"), ==, "23.80");
  g_assert_cmpuint (json_object_size (billing), ==, 1);
  g_assert_cmpstr (json_string_value (json_object_get (billing, "email")), ==, "a@example.com");
  /* Nothing can be asked for inside a list. */
  g_assert_null (json_object_get (some->json, "line_items"));
  g_assert_nonnull (json_object_get (some->json, "_links"));
  g_assert_cmpuint (json_object_size (some->json), ==, 4);
  g_assert_cmpuint (json_object_size (json_array_get (list->json, 0)), ==, 1);
}

/* ---- Dates -------------------------------------------------------------------------- */

static guint
count_after (SampleFixture *fixture,
             gint64         product,
             const char    *bound)
{
  g_autoptr (SampleAnswer) answer = sample_get (fixture, "products?include=%" G_GINT64_FORMAT "&modified_after=%s", product, bound);

  return (guint) json_array_size (answer->json);
}

/* The product was written at 04:28:48 UTC, 05:28:48 by the shop's clock. */
static void
test_dates (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 product = sample_make_product (fixture, "");
  const struct
  {
    const char *bound;
    guint       n;
  } cases[] = {
    /* The same second is not after it. */
    { "2026-11-23T04:28:47&dates_are_gmt=true", 1 },
    { "2026-11-23T04:28:48&dates_are_gmt=true", 0 },
    /* A bare value without the flag is of the shop's clock. */
    { "2026-11-23T05:28:47", 1 },
    { "2026-11-23T05:28:48", 0 },
    { "2026-11-23T04:28:48", 1 },
    /* Z without the flag is right, with it an hour is lost. */
    { "2026-11-23T04:28:47Z", 1 },
    { "2026-11-23T04:28:48Z", 0 },
    { "2026-11-23T04:28:47Z&dates_are_gmt=true", 0 },
    { "2026-11-23T03:28:47Z&dates_are_gmt=true", 1 },
    { "2026-11-23T03:28:48%2B00:00&dates_are_gmt=true", 0 },
    /* Other ways to write it. */
    { "2026-11-23%2004:28:47.5&dates_are_gmt=1", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (count_after (fixture, product, cases[i].bound) != cases[i].n)
      g_error ("%s", cases[i].bound);
}

/* In the autumn hour that comes twice, Z is taken to the first or the second of them. */
static void
test_autumn (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 product;

  bo_sample_shop_set_now (fixture->shop, G_GINT64_CONSTANT (1792891800)); /* 25 October 2026, 01:30 UTC */
  product = sample_make_product (fixture, "");
  g_assert_cmpuint (count_after (fixture, product, "2026-10-25T00:45:00Z"), ==, 0);
  g_assert_cmpuint (count_after (fixture, product, "2026-10-25T00:45:00&dates_are_gmt=true"), ==, 1);
}

/* ---- Stock -------------------------------------------------------------------------- */

static void
check_stock (SampleFixture *fixture,
             gint64         product,
             gint64         stock)
{
  g_autoptr (SampleAnswer) answer = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);

  g_assert_cmpint (sample_answer_get_number (answer, "stock_quantity"), ==, stock);
}

static void
test_stock_values (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);
  const struct
  {
    const char *value;
    guint       alone; /* status by itself */
    gint64      stock; /* after it in a batch */
  } cases[] = {
    { "5", 200, 5 },
    { "\"6\"", 200, 6 },
    { "-7", 200, -7 },
    { "1.5", 400, 1 },
    { "\"abc\"", 400, 0 },
    { "\"\"", 400, 0 },
    { "\"12 pcs\"", 400, 12 },
    { "true", 400, 1 },
    { "[1]", 400, 1 },
    { "null", 200, 1 }, /* unchanged */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"stock_quantity\":%s}", cases[i].value);
      g_autofree char *batch = g_strdup_printf ("{\"update\":[{\"id\":%" G_GINT64_FORMAT ",\"stock_quantity\":%s}]}", product, cases[i].value);

      if (i < G_N_ELEMENTS (cases) - 1)
        check_status (fixture, "PUT", body, address, cases[i].alone, NULL);
      check_status (fixture, "POST", batch, "products/batch", 200, NULL);
      check_stock (fixture, product, cases[i].stock);
    }
  /* By itself a null is nought. */
  check_status (fixture, "PUT", "{\"stock_quantity\":null}", address, 200, NULL);
  check_stock (fixture, product, 0);
  check_status (fixture, "PUT", "{\"backorders\":\"maybe\"}", address, 400, "rest_invalid_param");
}

static void
test_stock_status (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  const struct
  {
    const char *body;
    const char *status;
  } cases[] = {
    { "{\"stock_quantity\":1}", "instock" },
    { "{\"stock_quantity\":0}", "outofstock" },
    { "{\"backorders\":\"notify\"}", "onbackorder" },
    { "{\"backorders\":\"yes\",\"stock_status\":\"instock\"}", "onbackorder" },
    { "{\"manage_stock\":false,\"stock_status\":\"onbackorder\",\"stock_quantity\":7}", "onbackorder" },
    { "{\"stock_status\":\"outofstock\"}", "outofstock" },
  };
  gint64 product = sample_make_product (fixture, "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SampleAnswer) answer = sample_put (fixture, cases[i].body, "products/%" G_GINT64_FORMAT, product);

      g_assert_cmpstr (sample_answer_get_text (answer, "stock_status"), ==, cases[i].status);
      g_assert_cmpint (json_is_null (json_object_get (answer->json, "stock_quantity")), ==, i >= 4);
    }
}

static void
test_prices (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 product = sample_make_product (fixture, "");
  const struct
  {
    const char *typed;
    const char *kept;
  } cases[] = {
    { "10.5", "10.5" }, { "007.10", "007.10" }, { "10,50", "1050" }, { "1e3", "13" }, { "1.234,56", "1.23456" }, { "abc", "" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"regular_price\":\"%s\"}", cases[i].typed);
      g_autoptr (SampleAnswer) answer = sample_put (fixture, body, "products/%" G_GINT64_FORMAT, product);

      g_assert_cmpstr (sample_answer_get_text (answer, "price"), ==, cases[i].kept);
    }
  {
    g_autoptr (SampleAnswer) no_sale = sample_put (fixture, "{\"regular_price\":\"5\",\"sale_price\":\"6\"}", "products/%" G_GINT64_FORMAT, product);
    g_autoptr (SampleAnswer) sale = sample_put (fixture, "{\"sale_price\":\"4\"}", "products/%" G_GINT64_FORMAT, product);

    g_assert_cmpstr (sample_answer_get_text (no_sale, "price"), ==, "5");
    g_assert_cmpstr (sample_answer_get_text (sale, "price"), ==, "4");
  }
}

/* The date of a parent moves with its variations; that of a variation does not with
 * its parent's stock, which is its own. */
static void
test_parent_stock (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64 parent = sample_make_product (fixture, "");
  g_autoptr (SampleAnswer) made = sample_post (fixture, "{\"attributes\":[{\"id\":1,\"option\":\"L\"}],\"regular_price\":\"3\",\"manage_stock\":\"parent\"}",
                                               "products/%" G_GINT64_FORMAT "/variations", parent);
  gint64           id = sample_answer_get_number (made, "id");
  g_autofree char *before = g_strdup (sample_answer_get_text (made, "date_modified_gmt"));
  g_autofree char *body = g_strdup_printf ("{\"status\":\"processing\",\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"variation_id\":%" G_GINT64_FORMAT ",\"quantity\":4}]}", parent, id);
  g_autoptr (SampleAnswer) ordered = NULL;
  g_autoptr (SampleAnswer) child = NULL;
  g_autoptr (SampleAnswer) mother = NULL;

  g_assert_cmpstr (sample_answer_get_text (made, "manage_stock"), ==, "parent");
  step (fixture);
  ordered = sample_post (fixture, body, "orders");
  child = sample_get (fixture, "products/%" G_GINT64_FORMAT "/variations/%" G_GINT64_FORMAT, parent, id);
  g_assert_cmpint (sample_answer_get_number (child, "stock_quantity"), ==, 6);
  g_assert_cmpstr (sample_answer_get_text (child, "date_modified_gmt"), ==, before);
  mother = sample_get (fixture, "products/%" G_GINT64_FORMAT, parent);
  g_assert_cmpstr (sample_answer_get_text (mother, "date_modified_gmt"), !=, before);
}

/* What is written past WooCommerce moves no date, so that only contents tell. */
static void
test_silent_write (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "?silently", product);
  g_autofree char *written = NULL;

  step (fixture);
  written = bo_sample_shop_request (fixture->shop, "PUT", address, "{\"stock_quantity\":77}", NULL);
  check_stock (fixture, product, 77);
  g_assert_cmpuint (count_after (fixture, product, "2026-11-23T04:28:48&dates_are_gmt=true"), ==, 0);
  /* Over a connection it is a word that nobody knows. */
  check_status (fixture, "PUT", "{\"stock_quantity\":78}", address, 200, NULL);
  g_assert_cmpuint (count_after (fixture, product, "2026-11-23T04:28:48&dates_are_gmt=true"), ==, 1);
}

/* ---- Orders ------------------------------------------------------------------------- */

static void
test_order_life (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  gint64           order = sample_make_order (fixture, product);
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, order);
  const struct
  {
    const char *status;
    gint64      stock;
  } cases[] = {
    { "cancelled", 10 }, { "pending", 10 }, { "on-hold", 8 }, { "processing", 8 }, { "completed", 8 }, { "pending", 10 }, { "failed", 10 }
  };

  check_stock (fixture, product, 8);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"status\":\"%s\"}", cases[i].status);
      g_autoptr (SampleAnswer) answer = sample_put (fixture, body, "%s", address);

      g_assert_cmpstr (sample_answer_get_text (answer, "status"), ==, cases[i].status);
      check_stock (fixture, product, cases[i].stock);
    }
}

static gint64
get_line (SampleFixture *fixture,
          const char    *address)
{
  g_autoptr (SampleAnswer) order = sample_get (fixture, "%s", address);

  return json_integer_value (json_object_get (json_array_get (json_object_get (order->json, "line_items"), 0), "id"));
}

/* A changed quantity moves stock, a refund gives it back, a deletion does not. */
static void
test_order_changes (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, sample_make_order (fixture, product));
  g_autofree char *refunds = g_strconcat (address, "/refunds", NULL);
  gint64           line = get_line (fixture, address);
  g_autofree char *more = g_strdup_printf ("{\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":5}]}", line);
  g_autofree char *refund = g_strdup_printf ("{\"amount\":\"4.00\",\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2}]}", line);
  g_autofree char *kept = g_strdup_printf ("{\"amount\":\"1.00\",\"api_restock\":false,\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":1}]}", line);
  g_autoptr (SampleAnswer) list = NULL;
  g_autoptr (SampleAnswer) shown = NULL;

  check_status (fixture, "PUT", more, address, 200, NULL);
  check_stock (fixture, product, 5);
  check_status (fixture, "POST", refund, refunds, 201, NULL);
  check_stock (fixture, product, 7);
  check_status (fixture, "POST", kept, refunds, 201, NULL);
  check_stock (fixture, product, 7);
  check_status (fixture, "POST", "{\"amount\":\"1000\"}", refunds, 500, "woocommerce_rest_cannot_create_order_refund");
  list = sample_get (fixture, "%s", refunds);
  g_assert_cmpuint (json_array_size (list->json), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (json_object_get (json_array_get (list->json, 1), "line_items"), 0), "quantity")), ==, -2);
  shown = sample_get (fixture, "%s", address);
  g_assert_cmpuint (json_array_size (json_object_get (shown->json, "refunds")), ==, 2);
  check_status (fixture, "DELETE", NULL, address, 200, NULL);
  check_stock (fixture, product, 7);
  check_status (fixture, "DELETE", NULL, address, 410, "woocommerce_rest_already_trashed");
}

/* A line without an id is one more, a quantity of nought takes one away. */
static void
test_order_lines (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, sample_make_order (fixture, product));
  g_autofree char *add = g_strdup_printf ("{\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":3}]}", product);
  g_autofree char *drop = g_strdup_printf ("{\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":0}]}", get_line (fixture, address));
  g_autoptr (SampleAnswer) added = sample_put (fixture, add, "%s", address);
  g_autoptr (SampleAnswer) dropped = NULL;

  g_assert_cmpuint (json_array_size (json_object_get (added->json, "line_items")), ==, 2);
  check_stock (fixture, product, 5);
  dropped = sample_put (fixture, drop, "%s", address);
  g_assert_cmpuint (json_array_size (json_object_get (dropped->json, "line_items")), ==, 1);
  check_stock (fixture, product, 7);
  check_status (fixture, "PUT", "{\"line_items\":[{\"id\":9999999,\"quantity\":1}]}", address, 400, "woocommerce_rest_invalid_item_id");
}

/* Meta data by the same key is replaced, and a null removes it. */
static void
test_order_meta (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, sample_make_order (fixture, sample_make_product (fixture, "")));
  g_autoptr (SampleAnswer) one = sample_put (fixture, "{\"meta_data\":[{\"key\":\"_bo_promise\",\"value\":\"2026-12-24\"}]}", "%s", address);
  g_autoptr (SampleAnswer) two = sample_put (fixture, "{\"meta_data\":[{\"key\":\"_bo_promise\",\"value\":{\"day\":[1,2]}}]}", "%s", address);
  g_autoptr (SampleAnswer) none = NULL;

  g_assert_cmpuint (json_array_size (json_object_get (one->json, "meta_data")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (two->json, "meta_data")), ==, 1);
  g_assert_true (json_is_object (json_object_get (json_array_get (json_object_get (two->json, "meta_data"), 0), "value")));
  none = sample_put (fixture, "{\"meta_data\":[{\"key\":\"_bo_promise\",\"value\":null}]}", "%s", address);
  g_assert_cmpuint (json_array_size (json_object_get (none->json, "meta_data")), ==, 0);
}

/* The shop window sells no more than there is, unless it may, and notes what is missing. */
static void
test_checkout (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           strict = sample_make_product (fixture, "");
  gint64           silent = sample_make_product (fixture, ",\"backorders\":\"yes\"");
  gint64           open = sample_make_product (fixture, ",\"backorders\":\"notify\"");
  g_autofree char *too_many = g_strdup_printf ("{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":11}]}", strict);
  g_autofree char *some = g_strdup_printf ("{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":12},{\"id\":%" G_GINT64_FORMAT ",\"quantity\":13}]}", silent, open);
  g_autoptr (SampleAnswer) order = NULL;
  json_t *lines;

  check_status (fixture, "POST", too_many, "/wp-json/wc/store/v1/checkout", 409, "woocommerce_rest_product_out_of_stock");
  {
    g_autoptr (SampleAnswer) bought = sample_post (fixture, some, "/wp-json/wc/store/v1/checkout");

    order = sample_get (fixture, "orders/%" G_GINT64_FORMAT, sample_answer_get_number (bought, "order_id"));
  }
  lines = json_object_get (order->json, "line_items");
  g_assert_cmpuint (json_array_size (json_object_get (json_array_get (lines, 0), "meta_data")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (json_array_get (lines, 1), "meta_data")), ==, 2);
  check_stock (fixture, open, -3);
}

/* ---- Deletions ---------------------------------------------------------------------- */

static void
test_bin (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, ",\"sku\":\"GONE\"");
  gint64           order = sample_make_order (fixture, product);
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);
  g_autofree char *forced = g_strconcat (address, "?force=true", NULL);
  g_autoptr (SampleAnswer) trashed = sample_delete (fixture, "%s", address);
  g_autoptr (SampleAnswer) shown = sample_get (fixture, "%s", address);
  g_autoptr (SampleAnswer) listed = sample_get (fixture, "products?include=%" G_GINT64_FORMAT, product);
  g_autoptr (SampleAnswer) binned = sample_get (fixture, "products?status=trash&include=%" G_GINT64_FORMAT "&modified_after=2026-11-23T04:28:00&dates_are_gmt=true", product);
  g_autoptr (SampleAnswer) line = NULL;

  g_assert_cmpstr (sample_answer_get_text (trashed, "status"), ==, "publish");
  g_assert_cmpstr (sample_answer_get_text (shown, "status"), ==, "trash");
  g_assert_true (g_str_has_suffix (sample_answer_get_text (shown, "slug"), "__trashed"));
  g_assert_cmpuint (json_array_size (listed->json), ==, 0);
  g_assert_cmpuint (json_array_size (binned->json), ==, 1);
  /* Its SKU is still taken. */
  check_status (fixture, "POST", "{\"name\":\"x\",\"sku\":\"GONE\"}", "products", 400, "woocommerce_rest_product_not_created");
  check_status (fixture, "PUT", "{\"status\":\"publish\"}", address, 200, NULL);
  check_status (fixture, "POST", "{\"name\":\"x\",\"sku\":\"gone\"}", "products", 400, "product_invalid_sku");
  check_status (fixture, "DELETE", NULL, forced, 200, NULL);
  check_status (fixture, "GET", NULL, address, 404, "woocommerce_rest_product_invalid_id");
  line = sample_get (fixture, "orders/%" G_GINT64_FORMAT, order);
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (json_object_get (line->json, "line_items"), 0), "product_id")), ==, 0);
  check_status (fixture, "DELETE", NULL, "customers/2", 501, "woocommerce_rest_trash_not_supported");
  check_status (fixture, "DELETE", NULL, "customers/2?force=true", 200, NULL);
}

/* ---- What is counted ---------------------------------------------------------------- */

static void
test_counts (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  gint64           product = sample_make_product (fixture, "");
  gint64           order = sample_make_order (fixture, product);
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);
  g_autofree char *notes = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/notes", order);
  g_autoptr (SampleAnswer) refused = NULL;
  g_auto (GStrv) log = NULL;

  bo_sample_shop_reset_counts (fixture->shop);
  check_status (fixture, "PUT", "{\"stock_quantity\":4}", address, 200, NULL);
  check_status (fixture, "POST", "{\"note\":\"a\",\"customer_note\":true}", notes, 201, NULL);
  check_status (fixture, "POST", "{\"note\":\"b\"}", notes, 201, NULL);
  refused = sample_ask (fixture, SAMPLE_AUTH_QUERY, "GET", NULL, "orders?per_page=1");
  g_assert_cmpuint (refused->status, ==, 401);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "requests"), ==, 4);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "stock %" G_GINT64_FORMAT, product), ==, 1);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "stock"), ==, 1);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "notes %" G_GINT64_FORMAT, order), ==, 2);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "customer-notes %" G_GINT64_FORMAT, order), ==, 1);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "POST orders/#/notes"), ==, 2);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "GET orders"), ==, 0); /* it was not let in */
  log = bo_sample_shop_dup_log (fixture->shop);
  g_assert_cmpuint (g_strv_length (log), ==, 4);
  g_assert_cmpstr (log[3], ==, "GET /wp-json/wc/v3/orders?per_page=1&consumer_key=&consumer_secret= [query]");
}

/* ---- Pictures ------------------------------------------------------------------------ */

static void
test_pictures (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  g_autoptr (SampleAnswer) list = sample_get (fixture, "products?per_page=100");
  guint n = 0;

  for (guint i = 0; i < json_array_size (list->json); i++)
    {
      const json_t *image = json_array_get (json_object_get (json_array_get (list->json, i), "images"), 0);
      const char   *address = json_string_value (json_object_get (image, "src"));
      g_autoptr (SampleAnswer) picture = NULL;

      if (address == NULL || ++n > 3)
        continue;
      g_assert_true (g_str_has_prefix (address, bo_sample_shop_get_url (fixture->shop)));
      picture = sample_ask (fixture, SAMPLE_AUTH_NONE, "GET", NULL, "%s", address + strlen (bo_sample_shop_get_url (fixture->shop)));
      g_assert_cmpuint (picture->status, ==, 200);
      g_assert_cmpstr (sample_answer_get_header (picture, "Content-Type"), ==, "image/png");
      g_assert_cmpmem (sample_answer_get_body (picture), 8, "\x89PNG\r\n\x1a\n", 8);
    }
  g_assert_cmpuint (n, >, 10);
}

/* ---- Opening and closing -------------------------------------------------------------- */

static void
test_open_close (void)
{
  BoSampleShopOptions options = { .products = 5, .customers = 3, .orders = 5, .now = SAMPLE_NOW };
  g_autoptr (SampleFixture) fixture = sample_fixture_new (&options, NULL);
  g_autoptr (BoSampleShop) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first_url = g_strdup (bo_sample_shop_get_url (fixture->shop));

  /* A port that is taken. */
  options.port = (guint16) g_ascii_strtoull (strrchr (first_url, ':') + 1, NULL, 10);
  second = bo_sample_shop_new (&options);
  g_assert_false (bo_sample_shop_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);
  /* A zone that there is not. */
  options.port = 0;
  options.time_zone = "Atlantis/Capital";
  g_set_object (&second, NULL);
  second = bo_sample_shop_new (&options);
  g_assert_false (bo_sample_shop_start (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  /* Closed and opened again it is as on the first day. */
  sample_make_product (fixture, "");
  bo_sample_shop_stop (fixture->shop);
  g_assert_true (bo_sample_shop_start (fixture->shop, NULL));
  {
    g_autoptr (SampleAnswer) answer = sample_get (fixture, "products?search=thing");

    g_assert_cmpuint (json_array_size (answer->json), ==, 0);
  }
}

/* Lets the main loop look again at what another thread does. */
static gboolean
look_again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Closed while somebody waits for it. */
static void
test_close_busy (void)
{
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, NULL);
  g_autofree char *url = g_strconcat (bo_sample_shop_get_url (fixture->shop), "/wp-json/", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  guint look;

  sample_fixture_set (fixture, "latency", "1000000");
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, bo_test_take_result_cb, &result);
  look = g_timeout_add (5, look_again_cb, NULL);
  bo_test_wait_until (bo_sample_shop_get_count (fixture->shop, "requests") == 1);
  g_source_remove (look);
  bo_sample_shop_stop (fixture->shop);
  bo_test_wait_until (result != NULL);
  body = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sample/shop/deterministic", test_deterministic);
  g_test_add_func ("/sample/shop/usual", test_usual);
  g_test_add_func ("/sample/shop/signatures", test_signatures);
  g_test_add_func ("/sample/shop/signed-lists", test_signed_lists);
  g_test_add_func ("/sample/shop/addresses", test_addresses);
  g_test_add_func ("/sample/shop/paging", test_paging);
  g_test_add_func ("/sample/shop/shifting-pages", test_shifting_pages);
  g_test_add_func ("/sample/shop/filters", test_filters);
  g_test_add_func ("/sample/shop/refusals", test_refusals);
  g_test_add_func ("/sample/shop/fields", test_fields);
  g_test_add_func ("/sample/shop/dates", test_dates);
  g_test_add_func ("/sample/shop/autumn", test_autumn);
  g_test_add_func ("/sample/shop/stock-values", test_stock_values);
  g_test_add_func ("/sample/shop/stock-status", test_stock_status);
  g_test_add_func ("/sample/shop/prices", test_prices);
  g_test_add_func ("/sample/shop/parent-stock", test_parent_stock);
  g_test_add_func ("/sample/shop/silent-write", test_silent_write);
  g_test_add_func ("/sample/shop/order-life", test_order_life);
  g_test_add_func ("/sample/shop/order-changes", test_order_changes);
  g_test_add_func ("/sample/shop/order-lines", test_order_lines);
  g_test_add_func ("/sample/shop/order-meta", test_order_meta);
  g_test_add_func ("/sample/shop/checkout", test_checkout);
  g_test_add_func ("/sample/shop/bin", test_bin);
  g_test_add_func ("/sample/shop/counts", test_counts);
  g_test_add_func ("/sample/shop/pictures", test_pictures);
  g_test_add_func ("/sample/shop/open-close", test_open_close);
  g_test_add_func ("/sample/shop/close-busy", test_close_busy);

  return g_test_run ();
}
