/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-see.h"

#include <string.h>

#include "bo-test-util.h"

/* How the shop is. */

/* A later second, so that what is written then has another date. */
static void
step (SampleFixture *fixture)
{
  bo_sample_shop_set_now (fixture->shop, bo_sample_shop_get_now (fixture->shop) + 1);
}

static char *
dup_modified (SampleFixture *fixture,
              const char    *address)
{
  g_autoptr (SampleAnswer) answer = sample_get (fixture, "%s", address);

  return g_strdup (sample_answer_get_text (answer, "date_modified_gmt"));
}

/* Whether @body sent to @address moves the date of @thing. */
static gboolean
moves (SampleFixture *fixture,
       const char    *method,
       const char    *address,
       const char    *body,
       const char    *thing)
{
  g_autofree char *before = dup_modified (fixture, thing);
  g_autofree char *after = NULL;

  step (fixture);
  {
    g_autoptr (SampleAnswer) answer = sample_ask (fixture, SAMPLE_AUTH, method, body, "%s", address);

    g_assert_cmpuint (answer->status / 100, ==, 2);
  }
  after = dup_modified (fixture, thing);

  return strcmp (before, after) != 0;
}

void
sample_see_old_store (SampleFixture *fixture,
                      const char    *name)
{
  gint64           product = sample_make_product (fixture, "");
  gint64           order = sample_make_order (fixture, product);
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, order);
  g_autofree char *refunds = g_strdup_printf ("%s/refunds", address);
  g_autofree char *change = NULL;
  g_autoptr (SampleAnswer) all = NULL;
  g_autoptr (SampleAnswer) one = NULL;
  g_autoptr (SampleAnswer) shown = NULL;
  g_autoptr (SampleAnswer) stock = NULL;

  sample_fixture_set (fixture, name, NULL);
  all = sample_get_any (fixture, "variations");
  g_assert_cmpuint (all->status, ==, 404);
  shown = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);
  g_assert_null (json_object_get (shown->json, "global_unique_id"));
  g_assert_nonnull (json_object_get (shown->json, "stock_quantity"));
  one = sample_get (fixture, "%s", address);
  g_assert_cmpstr (sample_answer_get_text (one, "version"), ==, "7.0.0");
  g_assert_false (moves (fixture, "POST", refunds, "{\"amount\":\"1.00\"}", address));
  g_assert_false (moves (fixture, "PUT", address, "{}", address));
  g_assert_true (moves (fixture, "PUT", address, "{\"status\":\"completed\"}", address));
  /* A quantity that is changed moves no stock there. */
  change = g_strdup_printf ("{\"line_items\":[{\"id\":%" JSON_INTEGER_FORMAT ",\"quantity\":1}]}",
                            json_integer_value (json_object_get (json_array_get (json_object_get (one->json, "line_items"), 0), "id")));
  g_clear_pointer (&one, sample_answer_free);
  one = sample_put (fixture, change, "%s", address);
  stock = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);
  g_assert_cmpint (sample_answer_get_number (stock, "stock_quantity"), ==, 8);
}

void
sample_see_posts_storage (SampleFixture *fixture,
                          const char    *name)
{
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, sample_make_order (fixture, sample_make_product (fixture, "")));
  g_autofree char *refunds = g_strdup_printf ("%s/refunds", address);
  g_autofree char *meta = g_strdup ("{\"meta_data\":[{\"key\":\"k\",\"value\":\"v\"}]}");
  g_autoptr (SampleAnswer) empty = NULL;

  g_assert_true (moves (fixture, "PUT", address, meta, address));
  sample_fixture_set (fixture, name, NULL);
  g_assert_false (moves (fixture, "PUT", address, meta, address));
  g_assert_false (moves (fixture, "PUT", address, "{\"billing\":{\"phone\":\"1\"}}", address));
  g_assert_true (moves (fixture, "PUT", address, "{\"customer_note\":\"n\"}", address));
  g_assert_true (moves (fixture, "POST", refunds, "{\"amount\":\"1.00\"}", address));
  empty = sample_get (fixture, "orders?page=99");
  g_assert_cmpuint (json_array_size (empty->json), ==, 0);
  g_assert_cmpstr (sample_answer_get_header (empty, "X-WP-Total"), !=, "0");
}

void
sample_see_no_shop_variations (SampleFixture *fixture,
                               const char    *name)
{
  g_autoptr (SampleAnswer) before = sample_get_any (fixture, "variations");
  g_autoptr (SampleAnswer) after = NULL;
  g_autoptr (SampleAnswer) index = NULL;

  g_assert_cmpuint (before->status, ==, 200);
  sample_fixture_set (fixture, name, NULL);
  after = sample_get_any (fixture, "variations");
  g_assert_cmpuint (after->status, ==, 404);
  g_assert_cmpstr (sample_answer_get_code (after), ==, "rest_no_route");
  index = sample_get (fixture, "/wp-json/wc/v3");
  g_assert_null (json_object_get (json_object_get (index->json, "routes"), "/wc/v3/variations"));
}

/* How many different ones a walk over all pages finds. */
static guint
count_walk (SampleFixture *fixture,
            const char    *orderby,
            guint         *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint n = 0;

  for (guint page = 1;; page++)
    {
      g_autoptr (SampleAnswer) answer = sample_get (fixture, "products?orderby=%s&per_page=17&page=%u&_fields=id", orderby, page);

      if (json_array_size (answer->json) == 0)
        break;
      for (guint i = 0; i < json_array_size (answer->json); i++, n++)
        g_hash_table_add (seen, GINT_TO_POINTER ((int) sample_answer_get_id_at (answer, i)));
    }
  *rows = n;

  return g_hash_table_size (seen);
}

void
sample_see_unstable_order (SampleFixture *fixture,
                           const char    *name)
{
  guint            rows;
  guint            distinct;
  g_autofree char *answer = NULL;
  g_autoptr (GString) batch = g_string_new ("{\"create\":[{}");

  for (guint i = 1; i < 60; i++)
    g_string_append (batch, ",{}");
  g_string_append (batch, "]}");
  answer = bo_sample_shop_request (fixture->shop, "POST", "products/batch", batch->str, NULL);
  distinct = count_walk (fixture, "date", &rows);
  g_assert_cmpuint (distinct, ==, rows);
  sample_fixture_set (fixture, name, NULL);
  distinct = count_walk (fixture, "date", &rows);
  g_assert_cmpuint (distinct, <, rows);
  distinct = count_walk (fixture, "id&order=asc", &rows);
  g_assert_cmpuint (distinct, ==, rows);
}

void
sample_see_any_parent (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) list = sample_get (fixture, "variations?per_page=1");
  gint64           id = sample_answer_get_id_at (list, 0);
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations/%" G_GINT64_FORMAT, sample_make_product (fixture, ""), id);
  g_autoptr (SampleAnswer) before = sample_get_any (fixture, address);
  g_autoptr (SampleAnswer) after = NULL;

  g_assert_cmpuint (before->status, ==, 404);
  sample_fixture_set (fixture, name, NULL);
  after = sample_get_any (fixture, address);
  g_assert_cmpuint (after->status, ==, 200);
}

void
sample_see_raw_notes (SampleFixture *fixture,
                      const char    *name)
{
  gint64 order = sample_make_order (fixture, sample_make_product (fixture, ""));
  g_autoptr (SampleAnswer) before = sample_post (fixture, "{\"note\":\"a & b\"}", "orders/%" G_GINT64_FORMAT "/notes", order);
  g_autoptr (SampleAnswer) after = NULL;

  g_assert_cmpstr (sample_answer_get_text (before, "note"), ==, "a &amp; b");
  sample_fixture_set (fixture, name, NULL);
  after = sample_post (fixture, "{\"note\":\"a & b\"}", "orders/%" G_GINT64_FORMAT "/notes", order);
  g_assert_cmpstr (sample_answer_get_text (after, "note"), ==, "a & b");
}

void
sample_see_no_modified_after (SampleFixture *fixture,
                              const char    *name)
{
  const char *address = "orders?modified_after=2030-01-01T00:00:00&dates_are_gmt=true";
  g_autoptr (SampleAnswer) before = sample_get (fixture, "%s", address);
  g_autoptr (SampleAnswer) after = NULL;

  g_assert_cmpuint (json_array_size (before->json), ==, 0);
  sample_fixture_set (fixture, name, NULL);
  after = sample_get (fixture, "%s", address);
  g_assert_cmpuint (json_array_size (after->json), ==, 10);
}

/* Somebody writes, and somebody else looks meanwhile: the new date, the old number. */
void
sample_see_torn_reads (SampleFixture *fixture,
                       const char    *name)
{
  gint64           product = sample_make_product (fixture, "");
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);
  g_autofree char *before = dup_modified (fixture, address);
  g_autofree char *during = NULL;
  g_autoptr (SampleAnswer) torn = NULL;
  g_autoptr (SampleAnswer) healed = NULL;
  g_autofree char *unused = NULL;

  sample_fixture_set (fixture, name, "3000000");
  step (fixture);
  unused = bo_sample_shop_request (fixture->shop, "PUT", address, "{\"stock_quantity\":99}", NULL);
  torn = sample_get (fixture, "%s", address);
  g_assert_cmpint (sample_answer_get_number (torn, "stock_quantity"), ==, 10);
  g_assert_cmpstr (sample_answer_get_text (torn, "date_modified_gmt"), !=, before);
  during = g_strdup (sample_answer_get_text (torn, "date_modified_gmt"));

  /* Whoever writes waits until it is done, and the date stays as it was. */
  sample_fixture_set (fixture, name, "20");
  healed = sample_put (fixture, "{\"stock_quantity\":98}", "%s", address);
  g_assert_cmpint (sample_answer_get_number (healed, "stock_quantity"), ==, 98);
  g_clear_pointer (&healed, sample_answer_free);
  healed = sample_get (fixture, "%s", address);
  g_assert_cmpint (sample_answer_get_number (healed, "stock_quantity"), ==, 98);
  g_assert_cmpstr (sample_answer_get_text (healed, "date_modified_gmt"), ==, during);
}

void
sample_see_translated_key (SampleFixture *fixture,
                           const char    *name)
{
  gint64           product = sample_make_product (fixture, ",\"backorders\":\"notify\"");
  g_autofree char *body = g_strdup_printf ("{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":15}]}", product);
  g_autoptr (SampleAnswer) bought = sample_post (fixture, body, "/wp-json/wc/store/v1/checkout");
  g_autoptr (SampleAnswer) order = NULL;
  json_t *meta;

  sample_fixture_set (fixture, name, "Lieferrückstand");
  order = sample_get (fixture, "orders/%" G_GINT64_FORMAT, sample_answer_get_number (bought, "order_id"));
  meta = json_array_get (json_object_get (json_array_get (json_object_get (order->json, "line_items"), 0), "meta_data"), 0);
  g_assert_cmpstr (json_string_value (json_object_get (meta, "key")), ==, "Lieferrückstand");
  g_assert_cmpstr (json_string_value (json_object_get (meta, "value")), ==, "5");
}

void
sample_see_fractional_stock (SampleFixture *fixture,
                             const char    *name)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, sample_make_product (fixture, ""));
  g_autoptr (SampleAnswer) before = sample_ask (fixture, SAMPLE_AUTH, "PUT", "{\"stock_quantity\":2.5}", "%s", address);
  g_autoptr (SampleAnswer) after = NULL;

  g_assert_cmpuint (before->status, ==, 400);
  sample_fixture_set (fixture, name, NULL);
  after = sample_put (fixture, "{\"stock_quantity\":2.5}", "%s", address);
  g_assert_cmpfloat (json_real_value (json_object_get (after->json, "stock_quantity")), ==, 2.5);
}

/* What was written in Berlin is shown in the new zone, and compared in the old. */
void
sample_see_shop_zone (SampleFixture *fixture,
                      const char    *name)
{
  gint64 product = sample_make_product (fixture, "");
  g_autoptr (SampleAnswer) berlin = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);
  g_autoptr (SampleAnswer) kolkata = NULL;
  g_autoptr (SampleAnswer) index = NULL;
  g_autoptr (SampleAnswer) later = NULL;

  g_assert_cmpstr (sample_answer_get_text (berlin, "date_modified"), ==, "2026-11-23T05:28:48");
  sample_fixture_set (fixture, name, "Asia/Kolkata");
  kolkata = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);
  g_assert_cmpstr (sample_answer_get_text (kolkata, "date_modified"), ==, "2026-11-23T09:58:48");
  g_assert_cmpstr (sample_answer_get_text (kolkata, "date_modified_gmt"), ==, sample_answer_get_text (berlin, "date_modified_gmt"));
  index = sample_get (fixture, "/wp-json/");
  g_assert_cmpstr (sample_answer_get_text (index, "timezone_string"), ==, "Asia/Kolkata");
  /* An hour ago with Z: right in a shop that never moved, lost here. */
  later = sample_get (fixture, "products?modified_after=2026-11-23T03:28:00Z&include=%" G_GINT64_FORMAT, product);
  g_assert_cmpuint (json_array_size (later->json), ==, 0);
}

void
sample_see_clock_skew (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, "1000");
  answer = sample_ask (fixture, SAMPLE_AUTH_OAUTH, "GET", NULL, "products");
  g_assert_cmpuint (answer->status, ==, 401);
  g_assert_cmpstr (sample_answer_get_text (answer, "message"), ==, "Invalid timestamp.");
}

void
sample_see_etag (SampleFixture *fixture,
                 const char    *name)
{
  g_autoptr (SampleAnswer) first = NULL;
  g_autoptr (SampleAnswer) same = NULL;
  g_autoptr (SampleAnswer) changed = NULL;

  sample_fixture_set (fixture, name, NULL);
  first = sample_ask (fixture, SAMPLE_AUTH_BASIC, "GET", NULL, "products?per_page=5");
  fixture->etag = sample_answer_get_header (first, "ETag");
  g_assert_nonnull (fixture->etag);
  same = sample_ask (fixture, SAMPLE_AUTH_BASIC, "GET", NULL, "products?per_page=5");
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_null (sample_answer_get_header (same, "X-WP-Total"));
  sample_make_product (fixture, "");
  changed = sample_ask (fixture, SAMPLE_AUTH_BASIC, "GET", NULL, "products?per_page=5");
  g_assert_cmpuint (changed->status, ==, 200);
}

void
sample_see_gzip (SampleFixture *fixture,
                 const char    *name)
{
  g_autoptr (SampleAnswer) before = sample_get (fixture, "products");
  g_autoptr (SampleAnswer) after = NULL;

  g_assert_null (sample_answer_get_header (before, "Content-Encoding"));
  sample_fixture_set (fixture, name, NULL);
  after = sample_get (fixture, "products");
  g_assert_cmpstr (sample_answer_get_header (after, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (json_array_size (after->json), ==, json_array_size (before->json));
}

void
sample_see_read_only (SampleFixture *fixture,
                      const char    *name)
{
  gint64 product = sample_make_product (fixture, "");
  g_autoptr (SampleAnswer) look = NULL;
  g_autoptr (SampleAnswer) write = NULL;

  sample_fixture_set (fixture, name, NULL);
  look = sample_get (fixture, "products/%" G_GINT64_FORMAT, product);
  write = sample_ask (fixture, SAMPLE_AUTH, "PUT", "{\"stock_quantity\":1}", "products/%" G_GINT64_FORMAT, product);
  g_assert_cmpuint (write->status, ==, 401);
  g_assert_cmpstr (sample_answer_get_code (write), ==, "woocommerce_rest_authentication_error");
}

void
sample_see_strip_authorization (SampleFixture *fixture,
                                const char    *name)
{
  g_autoptr (SampleAnswer) basic = NULL;
  g_autoptr (SampleAnswer) query = NULL;

  sample_fixture_set (fixture, name, NULL);
  basic = sample_ask (fixture, SAMPLE_AUTH_BASIC, "GET", NULL, "products");
  g_assert_cmpuint (basic->status, ==, 401);
  g_assert_cmpstr (sample_answer_get_code (basic), ==, "woocommerce_rest_cannot_view");
  query = sample_ask (fixture, SAMPLE_AUTH_QUERY, "GET", NULL, "products");
  g_assert_cmpuint (query->status, ==, 200);
}

void
sample_see_plain_permalinks (SampleFixture *fixture,
                             const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = sample_get_any (fixture, "products");
  g_assert_cmpuint (answer->status, ==, 301);
  g_assert_true (g_str_has_suffix (sample_answer_get_header (answer, "Location"), "/products/"));
}

void
sample_see_https_only (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleFixture) plain = sample_fixture_new (NULL, NULL);
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (plain, name, NULL);
  answer = sample_ask (plain, SAMPLE_AUTH_OAUTH, "GET", NULL, "products");
  g_assert_cmpuint (answer->status, ==, 301);
  g_assert_true (g_str_has_prefix (sample_answer_get_header (answer, "Location"), "https://127.0.0.1"));
  sample_fixture_set (fixture, name, NULL);
  g_clear_pointer (&answer, sample_answer_free);
  answer = sample_get_any (fixture, "products");
  g_assert_cmpuint (answer->status, ==, 200);
}

void
sample_see_not_a_shop (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) api = NULL;
  g_autoptr (SampleAnswer) home = NULL;

  sample_fixture_set (fixture, name, NULL);
  api = sample_get_any (fixture, "/wp-json/");
  g_assert_cmpuint (api->status, ==, 404);
  g_assert_true (g_str_has_prefix (sample_answer_get_header (api, "Content-Type"), "text/html"));
  home = sample_get_any (fixture, "/");
  g_assert_cmpuint (home->status, ==, 200);
  g_assert_null (sample_answer_get_header (home, "Link"));
}

void
sample_see_plugin_off (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) index = NULL;
  g_autoptr (SampleAnswer) list = NULL;

  sample_fixture_set (fixture, name, NULL);
  list = sample_get_any (fixture, "products");
  g_assert_cmpuint (list->status, ==, 404);
  g_assert_cmpstr (sample_answer_get_code (list), ==, "rest_no_route");
  index = sample_get (fixture, "/wp-json/");
  for (guint i = 0; i < json_array_size (json_object_get (index->json, "namespaces")); i++)
    g_assert_cmpstr (json_string_value (json_array_get (json_object_get (index->json, "namespaces"), i)), !=, "wc/v3");
}

void
sample_see_big_index (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = sample_get (fixture, "/wp-json/");
  g_assert_cmpuint (sample_answer_get_size (answer), >, MEGABYTE);
}

void
sample_see_hostile_images (SampleFixture *fixture,
                           const char    *name)
{
  g_autoptr (SampleAnswer) list = NULL;
  g_autoptr (SampleAnswer) huge = NULL;
  g_autoptr (SampleAnswer) none = NULL;
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  sample_fixture_set (fixture, name, NULL);
  list = sample_get (fixture, "products?per_page=100");
  for (guint i = 0; i < json_array_size (list->json); i++)
    {
      const json_t *image = json_array_get (json_object_get (json_array_get (list->json, i), "images"), 0);

      if (image != NULL)
        g_hash_table_add (kinds, g_strdup (json_string_value (json_object_get (image, "src"))));
    }
  g_assert_true (g_hash_table_contains (kinds, "file:///etc/passwd"));
  g_assert_cmpuint (g_hash_table_size (kinds), >, 5);
  huge = sample_ask (fixture, SAMPLE_AUTH_NONE, "GET", NULL, "/wp-content/uploads/2026/01/huge.png");
  g_assert_cmpuint (huge->status, ==, 200);
  none = sample_ask (fixture, SAMPLE_AUTH_NONE, "GET", NULL, "/wp-content/uploads/2026/01/not-a-picture.png");
  g_assert_cmpmem (sample_answer_get_body (none), 7, "<script", 7);
}

/* Lets the main loop look again at what another thread does. */
static gboolean
look_again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
sample_see_busy (SampleFixture *fixture,
                 const char    *name)
{
  guint look = g_timeout_add (20, look_again_cb, NULL);
  g_autoptr (SampleAnswer) newest = NULL;

  sample_fixture_set (fixture, name, "72000");
  bo_test_wait_until (bo_sample_shop_get_count (fixture->shop, "POST wc/store/v1/checkout") >= 3);
  g_source_remove (look);
  sample_fixture_set (fixture, name, NULL);
  newest = sample_get (fixture, "orders?per_page=1");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (newest->json, 0), "created_via")), ==, "store-api");
}
