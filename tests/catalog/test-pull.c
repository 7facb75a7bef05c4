/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* Lists, dates and deletions, as real shops have them: a case each. */

#define NOW G_GINT64_CONSTANT (1795408128) /* 23 November 2026, 04:28:48 UTC */

static const BoPull all_products = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };
static const BoPull all_variations = { .resource = BO_RESOURCE_VARIATIONS, .page = 1 };
static const BoPull all_customers = { .resource = BO_RESOURCE_CUSTOMERS, .page = 1 };
static const BoPull all_orders = { .resource = BO_RESOURCE_ORDERS, .page = 1 };

/* The shop's clock stands still. */
static void
set_up (CatalogFixture *fixture,
        gconstpointer   user_data)
{
  catalog_fixture_set_up (fixture, user_data);
  bo_sample_shop_set_now (fixture->shop, NOW);
}

static gboolean
page_has (const BoRemotePage *page,
          gint64              id)
{
  for (guint i = 0; i < page->ids->len; i++)
    if (g_array_index (page->ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static void
assert_walk (const BoRemotePage *all)
{
  gint64 last = 0;

  g_assert_cmpuint (all->ids->len, >, 0);
  g_assert_cmpuint (all->records->len, ==, all->ids->len);
  for (guint i = 0; i < all->ids->len; i++)
    {
      g_assert_cmpint (g_array_index (all->ids, gint64, i), >, last);
      last = g_array_index (all->ids, gint64, i);
    }
}

/* ---- Lists ---- */

/* Every record of every list, once, in the order of their ids. */
static void
test_walk (CatalogFixture *f,
           gconstpointer   user_data)
{
  static const BoPull *const pulls[] = { &all_products, &all_variations, &all_customers, &all_orders };

  for (guint i = 0; i < G_N_ELEMENTS (pulls); i++)
    {
      g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, pulls[i], NULL);

      assert_walk (all);
    }
}

/* Before 10.4 a list is complete by id only. */
static void
test_walk_of_old_shop (CatalogFixture *f,
                       gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) now = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_autoptr (BoRemotePage) old = NULL;

  catalog_fixture_switch (f, "old-store", NULL);
  catalog_fixture_switch (f, "unstable-order", NULL);
  old = catalog_pull_all (f->catalog, &all_orders, NULL);
  assert_walk (old);
  g_assert_cmpuint (old->ids->len, ==, now->ids->len);
}

static void
test_request (CatalogFixture *f,
              gconstpointer   user_data)
{
  const BoPull pull = { .resource = BO_RESOURCE_PRODUCTS, .since = NOW + 1, .page = 3 };
  g_autoptr (BoAnswer) answer = catalog_pull (f->catalog, &pull, NULL);
  g_autofree char *request = catalog_fixture_dup_last_request (f);

  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (request, "GET /wp-json/wc/v3/products?"));
  g_assert_nonnull (strstr (request, "orderby=id&order=asc&per_page=100&page=3&"));
  /* Exclusive there, inclusive here; naive UTC with the flag, and no Z. */
  g_assert_nonnull (strstr (request, "&modified_after=2026-11-23T04:28:48&dates_are_gmt=true"));
  g_assert_nonnull (strstr (request, "[oauth]"));
  g_assert_cmpuint (strlen (request), <, 1000);
}

static void
test_small_answers (CatalogFixture *f,
                    gconstpointer   user_data)
{
  const BoPull ids = { .resource = BO_RESOURCE_ORDERS, .ids_only = TRUE, .page = 1 };
  g_autoptr (BoAnswer) some = catalog_pull (f->catalog, &ids, NULL);
  g_autoptr (BoAnswer) all = catalog_pull (f->catalog, &all_orders, NULL);
  g_autoptr (BoRemotePage) page = bo_catalog_read_page (f->catalog, some, NULL);

  g_assert_cmpuint (page->ids->len, ==, 100);
  g_assert_cmpuint (page->records->len, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (some->body), <, 100 * 16);
  /* Parts of what is in a list cannot be asked for, so the list comes whole. */
  g_assert_null (g_strstr_len (g_bytes_get_data (all->body, NULL), (gssize) g_bytes_get_size (all->body), "payment_method"));
}

static void
test_past_the_end (CatalogFixture *f,
                   gconstpointer   user_data)
{
  static const BoResource resources[] = { BO_RESOURCE_PRODUCTS, BO_RESOURCE_ORDERS, BO_RESOURCE_CUSTOMERS };

  /* Orders count to 0 there, or as before where they are posts. */
  for (guint posts = 0; posts < 2; posts++)
    {
      catalog_fixture_switch (f, "posts-storage", posts ? "1" : "0");
      for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
        {
          const BoPull pull = { .resource = resources[i], .page = 99 };
          g_autoptr (BoAnswer) answer = catalog_pull (f->catalog, &pull, NULL);
          g_autoptr (BoRemotePage) page = bo_catalog_read_page (f->catalog, answer, NULL);

          g_assert_false (answer->more);
          g_assert_cmpint (answer->total, ==, -1);
          g_assert_cmpuint (page->ids->len, ==, 0);
        }
    }
}

static void
test_totals (CatalogFixture *f,
             gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_autoptr (BoAnswer) first = catalog_pull (f->catalog, &all_orders, NULL);
  guint n_pages = 0;

  g_assert_cmpint (first->total, ==, all->ids->len);
  g_assert_cmpint (first->at, >, 0);

  /* The links lead on, whatever is counted. */
  catalog_fixture_switch (f, "lying-totals", NULL);
  bo_remote_page_free (g_steal_pointer (&all));
  all = catalog_pull_all (f->catalog, &all_orders, &n_pages);
  assert_walk (all);
  g_assert_cmpuint (n_pages, ==, 2);
}

static void
test_endless (CatalogFixture *f,
              gconstpointer   user_data)
{
  const BoPull pull = { .resource = BO_RESOURCE_PRODUCTS, .page = 100001 };
  g_autoptr (GError) error = NULL;

  g_assert_null (catalog_pull (f->catalog, &pull, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER);
}

/* What comes between two pages shifts nothing that was there. */
static void
test_insert_between_pages (CatalogFixture *f,
                           gconstpointer   user_data)
{
  BoPull pull = all_orders;
  g_autoptr (BoRemotePage) before = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_autoptr (BoRemotePage) first = catalog_pull_page (f->catalog, &pull, NULL);
  g_autoptr (BoRemotePage) second = NULL;
  gint64 id = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[]}");

  pull.page = 2;
  second = catalog_pull_page (f->catalog, &pull, NULL);
  g_assert_cmpuint (first->ids->len + second->ids->len, ==, before->ids->len + 1);
  g_assert_true (page_has (second, id));
  for (guint i = 0; i < first->ids->len; i++)
    g_assert_false (page_has (second, g_array_index (first->ids, gint64, i)));
}

static void
test_drafts (CatalogFixture *f,
             gconstpointer   user_data)
{
  static const char *const states[] = { "draft", "private", "publish" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"name\":\"A\",\"status\":\"%s\"}", states[i]);
      gint64           id = catalog_fixture_create (f, "products", json);
      g_autoptr (BoRemoteProduct) product = catalog_pull_product (f->catalog, id);

      g_assert_nonnull (product);
      g_assert_cmpint (product->published, ==, strcmp (states[i], "publish") == 0);
      g_assert_false (product->trashed);
    }
}

/* Adds the variations of each of @products, asked for one by one. */
static void
ask_for_variations (CatalogFixture     *f,
                    const BoRemotePage *products,
                    GArray             *ids)
{
  for (guint i = 0; i < products->records->len; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (products->records, i);
      const BoPull           pull = { .resource = BO_RESOURCE_VARIATIONS, .parent = product->id, .page = 1 };
      g_autoptr (BoRemotePage) some = NULL;

      g_assert_cmpint (product->parent_id, ==, 0);
      if (!product->has_variations)
        continue;
      some = catalog_pull_all (f->catalog, &pull, NULL);
      for (guint j = 0; j < some->records->len; j++)
        g_assert_cmpint (((BoRemoteProduct *) g_ptr_array_index (some->records, j))->parent_id, ==, product->id);
      g_array_append_vals (ids, some->ids->data, some->ids->len);
    }
}

static void
test_variations_apart (CatalogFixture *f,
                       gconstpointer   user_data)
{
  const BoPull bin = { .resource = BO_RESOURCE_PRODUCTS, .trashed = TRUE, .page = 1 };
  g_autoptr (BoRemotePage) products = catalog_pull_all (f->catalog, &all_products, NULL);
  g_autoptr (BoRemotePage) trashed = catalog_pull_all (f->catalog, &bin, NULL);
  g_autoptr (BoRemotePage) variations = catalog_pull_all (f->catalog, &all_variations, NULL);
  g_autoptr (GArray) one_by_one = g_array_new (FALSE, FALSE, sizeof (gint64));

  ask_for_variations (f, products, one_by_one);
  ask_for_variations (f, trashed, one_by_one);
  g_assert_cmpuint (one_by_one->len, ==, variations->ids->len);
  for (guint i = 0; i < variations->ids->len; i++)
    g_assert_false (page_has (products, g_array_index (variations->ids, gint64, i)));
}

/* A shop before 10.3 says of its list of all variations what one says whose
 * plugin is off. */
static void
test_no_list_of_variations (CatalogFixture *f,
                            gconstpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  catalog_fixture_switch (f, "no-shop-variations", NULL);
  g_assert_null (catalog_pull (f->catalog, &all_variations, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED);
  g_clear_error (&error);

  catalog_fixture_switch (f, "plugin-off", NULL);
  g_assert_null (catalog_pull (f->catalog, &all_variations, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF);
}

static void
test_compressed (CatalogFixture *f,
                 gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) plain = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_autoptr (BoRemotePage) packed = NULL;

  catalog_fixture_switch (f, "gzip", NULL);
  packed = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_assert_cmpuint (packed->ids->len, ==, plain->ids->len);
}

/* Nothing is asked conditionally: a 304 would have no totals. */
static void
test_no_conditions (CatalogFixture *f,
                    gconstpointer   user_data)
{
  catalog_fixture_switch (f, "etag", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BoAnswer) answer = catalog_pull (f->catalog, &all_products, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpint (answer->total, >, 0);
    }
}

static void
test_customers_of_all_roles (CatalogFixture *f,
                             gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_customers, NULL);
  g_autofree char *request = catalog_fixture_dup_last_request (f);
  guint            others = 0;

  g_assert_nonnull (strstr (request, "role=all"));
  for (guint i = 0; i < all->records->len; i++)
    others += g_strcmp0 (((BoRemoteCustomer *) g_ptr_array_index (all->records, i))->role, "customer") != 0;
  g_assert_cmpuint (others, >, 0);
}

/* ---- Dates ---- */

/* Moves the shop's clock, changes a product, and tells when. */
static gint64
touch_product (CatalogFixture *f,
               gint64          id,
               gint64          at)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, id);

  bo_sample_shop_set_now (f->shop, at);
  json_decref (catalog_fixture_ask (f, "PUT", address, "{}"));

  return at;
}

static void
test_since_is_inclusive (CatalogFixture *f,
                         gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", "{\"name\":\"A\"}");
  BoPull pull = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

  pull.since = touch_product (f, id, NOW + 86400);
  {
    g_autoptr (BoRemotePage) page = catalog_pull_all (f->catalog, &pull, NULL);

    g_assert_cmpuint (page->ids->len, ==, 1);
    g_assert_true (page_has (page, id));
    g_assert_cmpint (((BoRemoteProduct *) g_ptr_array_index (page->records, 0))->modified, ==, NOW + 86400);
  }
  pull.since++;
  {
    g_autoptr (BoRemotePage) page = catalog_pull_all (f->catalog, &pull, NULL);

    g_assert_cmpuint (page->ids->len, ==, 0);
  }
}

/* Wherever the shop is, and wherever it moves, an hour is no less and no more. */
static void
test_since_in_zones (CatalogFixture *f,
                     gconstpointer   user_data)
{
  static const char *const zones[] = { NULL, "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Auckland" };
  gint64                   first = catalog_fixture_create (f, "products", "{\"name\":\"A\"}");
  gint64                   second = catalog_fixture_create (f, "products", "{\"name\":\"B\"}");
  BoPull                   pull = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };

  touch_product (f, first, NOW + 86400);
  pull.since = touch_product (f, second, NOW + 86400 + 1800);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (BoRemotePage) page = NULL;

      catalog_fixture_switch (f, "shop-zone", zones[i] != NULL ? zones[i] : "");
      page = catalog_pull_all (f->catalog, &pull, NULL);
      g_assert_cmpuint (page->ids->len, ==, 1);
      g_assert_true (page_has (page, second));
      /* Local dates move with the zone; ours do not. */
      g_assert_cmpint (((BoRemoteProduct *) g_ptr_array_index (page->records, 0))->modified, ==, NOW + 86400 + 1800);
    }
}

/* The hour that comes twice: 00:45 UTC is the first 02:45 there, 01:30 the second 02:30. */
static void
test_since_in_autumn (CatalogFixture *f,
                      gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", "{\"name\":\"A\"}");
  g_autoptr (GDateTime) again = g_date_time_new_utc (2027, 10, 31, 1, 30, 0);
  g_autoptr (GDateTime) bound = g_date_time_new_utc (2027, 10, 31, 0, 45, 0);
  BoPull pull = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };
  g_autoptr (BoRemotePage) page = NULL;

  touch_product (f, id, g_date_time_to_unix (again));
  pull.since = g_date_time_to_unix (bound);
  page = catalog_pull_all (f->catalog, &pull, NULL);
  g_assert_true (page_has (page, id));
}

/* An unknown parameter is ignored without a word: all come, and none is lost. */
static void
test_since_unknown (CatalogFixture *f,
                    gconstpointer   user_data)
{
  const BoPull pull = { .resource = BO_RESOURCE_PRODUCTS, .since = NOW + 10 * 86400, .page = 1 };
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_products, NULL);
  g_autoptr (BoRemotePage) page = NULL;

  catalog_fixture_switch (f, "no-modified-after", NULL);
  page = catalog_pull_all (f->catalog, &pull, NULL);
  g_assert_cmpuint (page->ids->len, ==, all->ids->len);
}

static void
test_customers_have_no_since (CatalogFixture *f,
                              gconstpointer   user_data)
{
  const BoPull pull = { .resource = BO_RESOURCE_CUSTOMERS, .since = NOW + 10 * 86400, .page = 1 };
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_customers, NULL);
  g_autoptr (BoRemotePage) page = catalog_pull_all (f->catalog, &pull, NULL);
  g_autofree char *request = catalog_fixture_dup_last_request (f);

  g_assert_cmpuint (page->ids->len, ==, all->ids->len);
  g_assert_null (strstr (request, "modified_after"));
}

static void
test_orders_and_variations_since (CatalogFixture *f,
                                  gconstpointer   user_data)
{
  static const BoResource resources[] = { BO_RESOURCE_ORDERS, BO_RESOURCE_VARIATIONS };

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      const BoPull pull = { .resource = resources[i], .since = NOW + 10 * 86400, .page = 1 };
      g_autoptr (BoRemotePage) page = catalog_pull_all (f->catalog, &pull, NULL);

      g_assert_cmpuint (page->ids->len, ==, 0);
    }
}

static void
test_no_date (CatalogFixture *f,
              gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "orders", "{\"status\":\"on-hold\",\"line_items\":[]}");
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_orders, NULL);
  const BoRemoteOrder *order = g_ptr_array_index (all->records, all->records->len - 1);

  g_assert_cmpint (order->id, ==, id);
  g_assert_cmpint (order->paid, ==, 0);
  g_assert_cmpint (order->created, ==, NOW);
}

/* ---- Deletions ---- */

static void
test_trash (CatalogFixture *f,
            gconstpointer   user_data)
{
  const BoPull     product_bin = { .resource = BO_RESOURCE_PRODUCTS, .trashed = TRUE, .page = 1 };
  const BoPull     order_bin = { .resource = BO_RESOURCE_ORDERS, .trashed = TRUE, .page = 1 };
  gint64           product = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"sku\":\"A-1\"}");
  gint64           order = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[]}");
  g_autofree char *product_address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);
  g_autofree char *order_address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, order);
  g_autoptr (BoRemotePage) products = NULL;
  g_autoptr (BoRemotePage) orders = NULL;
  g_autoptr (BoRemotePage) rest = NULL;

  json_decref (catalog_fixture_ask (f, "DELETE", product_address, NULL));
  json_decref (catalog_fixture_ask (f, "DELETE", order_address, NULL));

  rest = catalog_pull_all (f->catalog, &all_products, NULL);
  g_assert_false (page_has (rest, product));
  products = catalog_pull_all (f->catalog, &product_bin, NULL);
  g_assert_true (page_has (products, product));
  g_assert_true (((BoRemoteProduct *) g_ptr_array_index (products->records, products->records->len - 1))->trashed);

  bo_remote_page_free (g_steal_pointer (&rest));
  rest = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_assert_false (page_has (rest, order));
  orders = catalog_pull_all (f->catalog, &order_bin, NULL);
  g_assert_true (page_has (orders, order));
  g_assert_cmpint (((BoRemoteOrder *) g_ptr_array_index (orders->records, orders->records->len - 1))->state, ==, BO_REMOTE_ORDER_GONE);
}

static void
test_force_delete (CatalogFixture *f,
                   gconstpointer   user_data)
{
  gint64           id = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"type\":\"variable\"}");
  const BoPull     pull = { .resource = BO_RESOURCE_VARIATIONS, .parent = id, .page = 1 };
  const BoPull     bin = { .resource = BO_RESOURCE_PRODUCTS, .trashed = TRUE, .page = 1 };
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "?force=true", id);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoRemotePage) trashed = NULL;
  g_autoptr (BoRemotePage) all = NULL;

  json_decref (catalog_fixture_ask (f, "DELETE", address, NULL));
  all = catalog_pull_all (f->catalog, &all_products, NULL);
  trashed = catalog_pull_all (f->catalog, &bin, NULL);
  g_assert_false (page_has (all, id));
  g_assert_false (page_has (trashed, id));

  g_assert_null (catalog_pull (f->catalog, &pull, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE);
  g_assert_false (bo_catalog_error_is_temporary (error));
}

static void
test_no_bin (CatalogFixture *f,
             gconstpointer   user_data)
{
  static const BoResource resources[] = { BO_RESOURCE_CUSTOMERS, BO_RESOURCE_REFUNDS };

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      const BoPull pull = { .resource = resources[i], .parent = 1, .trashed = TRUE, .page = 1 };
      g_autoptr (BoAnswer) answer = catalog_pull (f->catalog, &pull, NULL);
      g_autoptr (BoRemotePage) page = bo_catalog_read_page (f->catalog, answer, NULL);

      g_assert_false (answer->more);
      g_assert_cmpuint (page->ids->len, ==, 0);
    }
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 0);
}

/* ---- Orders ---- */

static const BoRemoteOrder *
find_order (const BoRemotePage *page,
            gint64              id)
{
  for (guint i = 0; i < page->records->len; i++)
    if (((BoRemoteOrder *) g_ptr_array_index (page->records, i))->id == id)
      return g_ptr_array_index (page->records, i);

  g_assert_not_reached ();
}

static void
test_refunds (CatalogFixture *f,
              gconstpointer   user_data)
{
  gint64           product = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"regular_price\":\"10.00\",\"manage_stock\":true,\"stock_quantity\":9}");
  g_autofree char *order_json = g_strdup_printf ("{\"status\":\"processing\",\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":5}]}", product);
  gint64           order = catalog_fixture_create (f, "orders", order_json);
  const BoPull     pull = { .resource = BO_RESOURCE_REFUNDS, .parent = order, .page = 1 };
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/refunds", order);
  g_autofree char *refund_json = NULL;
  g_autoptr (BoRemotePage) before = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_autoptr (BoRemotePage) after = NULL;
  g_autoptr (BoRemotePage) refunds = NULL;
  const BoRemoteOrderLine *line = g_ptr_array_index (find_order (before, order)->lines, 0);
  const BoRemoteRefund    *refund;

  g_assert_cmpint (line->quantity, ==, 5);
  g_assert_cmpint (line->reduced, ==, 5);
  g_assert_cmpint (line->price, ==, 1000);
  g_assert_false (find_order (before, order)->has_refunds);
  refund_json = g_strdup_printf ("{\"amount\":\"20.00\",\"api_refund\":false,\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2,\"refund_total\":20}]}", line->id);
  catalog_fixture_create (f, address, refund_json);

  after = catalog_pull_all (f->catalog, &all_orders, NULL);
  g_assert_true (find_order (after, order)->has_refunds);
  refunds = catalog_pull_all (f->catalog, &pull, NULL);
  g_assert_cmpuint (refunds->records->len, ==, 1);
  refund = g_ptr_array_index (refunds->records, 0);
  g_assert_cmpuint (refund->lines->len, ==, 1);
  g_assert_cmpint (g_array_index (refund->lines, BoRemoteRefundLine, 0).line_id, ==, line->id);
  g_assert_cmpint (g_array_index (refund->lines, BoRemoteRefundLine, 0).units, ==, 2);
}

/* The shop's own word for what was missing is translated, and not heeded. */
static void
test_translated_key (CatalogFixture *f,
                     gconstpointer   user_data)
{
  gint64           product = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"regular_price\":\"1\",\"manage_stock\":true,\"stock_quantity\":1,\"backorders\":\"notify\"}");
  g_autofree char *json = g_strdup_printf ("{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":3}]}", product);
  g_autoptr (BoRemotePage) all = NULL;
  const BoRemoteOrder     *order;
  const BoRemoteOrderLine *line;

  catalog_fixture_switch (f, "translated-key", "Lieferrückstand");
  json_decref (catalog_fixture_ask (f, "POST", "/wp-json/wc/store/v1/checkout", json));
  all = catalog_pull_all (f->catalog, &all_orders, NULL);
  order = g_ptr_array_index (all->records, all->records->len - 1);
  line = g_ptr_array_index (order->lines, 0);
  g_assert_cmpint (order->state, ==, BO_REMOTE_ORDER_OPEN);
  g_assert_cmpint (line->quantity, ==, 3);
  g_assert_cmpint (line->reduced, ==, 3);
  {
    g_autoptr (BoRemoteProduct) after = catalog_pull_product (f->catalog, product);

    g_assert_cmpint (after->quantity, ==, -2);
  }
}

static void
test_deleted_product (CatalogFixture *f,
                      gconstpointer   user_data)
{
  gint64           product = catalog_fixture_create (f, "products", "{\"name\":\"Gone\",\"regular_price\":\"1\"}");
  g_autofree char *json = g_strdup_printf ("{\"status\":\"processing\",\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":1}]}", product);
  gint64           id = catalog_fixture_create (f, "orders", json);
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "?force=true", product);
  g_autoptr (BoRemotePage) all = NULL;
  const BoRemoteOrderLine *line;

  json_decref (catalog_fixture_ask (f, "DELETE", address, NULL));
  all = catalog_pull_all (f->catalog, &all_orders, NULL);
  line = g_ptr_array_index (find_order (all, id)->lines, 0);
  g_assert_cmpint (line->product_id, ==, 0);
  g_assert_null (line->sku);
  g_assert_cmpstr (line->name, ==, "Gone");
}

static void
test_guests (CatalogFixture *f,
             gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[],\"billing\":{\"first_name\":\"Erika\","
                                                   "\"last_name\":\"M & M\",\"company\":\"\",\"email\":\"e@example.test\",\"country\":\"DE\"}}");
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_orders, NULL);
  const BoRemoteOrder *order = find_order (all, id);

  g_assert_cmpint (order->customer_id, ==, 0);
  g_assert_cmpstr (order->buyer->name, ==, "Erika M & M");
  g_assert_cmpstr (order->buyer->email, ==, "e@example.test");
}

/* ---- Stock, prices, names ---- */

typedef struct
{
  const char        *name;
  const char        *json;
  BoRemoteStock      stock;
  gboolean           has_quantity;
  gint64             quantity;
  BoRemoteBackorders backorders;
  gint64             price;
  const char        *product;
  gboolean           fractional; /* a plugin allows half units */
} ProductCase;

static const ProductCase product_cases[] = {
  { "not-managed", "{\"name\":\"A\",\"stock_quantity\":5,\"regular_price\":\"0.1\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, 10, "A", FALSE },
  { "managed-without-number", "{\"name\":\"A\",\"manage_stock\":true}", BO_REMOTE_STOCK_OWN, FALSE, 0, BO_REMOTE_BACKORDERS_NO, -1, "A", FALSE },
  { "negative", "{\"name\":\"A\",\"manage_stock\":true,\"stock_quantity\":-7,\"backorders\":\"yes\"}", BO_REMOTE_STOCK_OWN, TRUE, -7, BO_REMOTE_BACKORDERS_YES, -1, "A", FALSE },
  { "fraction", "{\"name\":\"A\",\"manage_stock\":true,\"stock_quantity\":2.5,\"backorders\":\"notify\"}", BO_REMOTE_STOCK_OWN, TRUE, 2, BO_REMOTE_BACKORDERS_NOTIFY, -1, "A", TRUE },
  { "negative-fraction", "{\"name\":\"A\",\"manage_stock\":true,\"stock_quantity\":-2.5}", BO_REMOTE_STOCK_OWN, TRUE, -3, BO_REMOTE_BACKORDERS_NO, -1, "A", TRUE },
  { "three-decimals", "{\"name\":\"A\",\"regular_price\":\"3.333\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, 333, "A", FALSE },
  { "leading-zeros", "{\"name\":\"A\",\"regular_price\":\"007.10\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, 710, "A", FALSE },
  { "sale", "{\"name\":\"A\",\"regular_price\":\"9\",\"sale_price\":\"7.5\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, 750, "A", FALSE },
  { "free", "{\"name\":\"A\",\"regular_price\":\"0\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, 0, "A", FALSE },
  { "html", "{\"name\":\"<b>Cups</b> & Mugs\"}", BO_REMOTE_STOCK_NOT_MANAGED, FALSE, 0, BO_REMOTE_BACKORDERS_NO, -1, "Cups & Mugs", FALSE },
};

static void
test_product (CatalogFixture *f,
              gconstpointer   user_data)
{
  const ProductCase *c = user_data;
  g_autoptr (BoRemoteProduct) product = NULL;

  if (c->fractional)
    catalog_fixture_switch (f, "fractional-stock", NULL);
  product = catalog_pull_product (f->catalog, catalog_fixture_create (f, "products", c->json));
  g_assert_cmpint (product->stock, ==, c->stock);
  g_assert_cmpint (product->has_quantity, ==, c->has_quantity);
  g_assert_cmpint (product->quantity, ==, c->quantity);
  g_assert_cmpint (product->backorders, ==, c->backorders);
  g_assert_cmpint (product->price, ==, c->price);
  g_assert_cmpstr (product->name, ==, c->product);
  g_assert_cmpint (product->fractional, ==, c->fractional);
}

static void
test_parent_stock (CatalogFixture *f,
                   gconstpointer   user_data)
{
  gint64           parent = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"type\":\"variable\",\"manage_stock\":true,\"stock_quantity\":12,"
                                                                             "\"attributes\":[{\"name\":\"Size\",\"variation\":true,\"options\":[\"S\",\"XL\"]}]}");
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations", parent);
  gint64           own = catalog_fixture_create (f, address, "{\"manage_stock\":true,\"stock_quantity\":3,\"attributes\":[{\"name\":\"Size\",\"option\":\"S\"}]}");
  gint64           shared = catalog_fixture_create (f, address, "{\"manage_stock\":\"parent\",\"attributes\":[{\"name\":\"Size\",\"option\":\"XL\"}]}");
  g_autoptr (BoRemoteProduct) product = catalog_pull_product (f->catalog, parent);
  g_autoptr (BoRemoteProduct) first = catalog_pull_product (f->catalog, own);
  g_autoptr (BoRemoteProduct) second = catalog_pull_product (f->catalog, shared);

  g_assert_true (product->has_variations);
  g_assert_cmpint (first->stock, ==, BO_REMOTE_STOCK_OWN);
  g_assert_cmpint (first->quantity, ==, 3);
  g_assert_cmpint (second->stock, ==, BO_REMOTE_STOCK_PARENT);
  g_assert_cmpint (second->quantity, ==, 12);
  g_assert_cmpint (second->parent_id, ==, parent);
  g_assert_cmpstr (second->name, ==, "XL");
}

/* A shop of before 9.0 does not name its variations. */
static void
test_variation_names (CatalogFixture *f,
                      gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) now = catalog_pull_all (f->catalog, &all_variations, NULL);

  catalog_fixture_switch (f, "old-store", NULL);
  for (guint i = 0; i < MIN (now->records->len, 20); i++)
    {
      const BoRemoteProduct *variation = g_ptr_array_index (now->records, i);
      const BoPull           pull = { .resource = BO_RESOURCE_VARIATIONS, .parent = variation->parent_id, .page = 1 };
      g_autoptr (BoRemotePage) old = catalog_pull_all (f->catalog, &pull, NULL);

      g_assert_cmpstr (variation->name, !=, "");
      for (guint j = 0; j < old->records->len; j++)
        {
          const BoRemoteProduct *same = g_ptr_array_index (old->records, j);

          g_assert_cmpint (same->parent_id, ==, variation->parent_id);
          if (same->id == variation->id)
            g_assert_cmpstr (same->name, ==, variation->name);
        }
    }
}

/* ---- Pictures ---- */

static void
test_images (CatalogFixture *f,
             gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) all = catalog_pull_all (f->catalog, &all_products, NULL);
  guint n = 0;

  for (guint i = 0; i < all->records->len && n < 3; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (all->records, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) image = NULL;
      g_autofree char *request = NULL;

      if (product->image == NULL)
        continue;
      image = catalog_load_image (f->catalog, product->image, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (image), >, 100);
      request = catalog_fixture_dup_last_request (f);
      g_assert_nonnull (strstr (request, "[none]"));
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
}

static void
test_hostile_images (CatalogFixture *f,
                     gconstpointer   user_data)
{
  g_autoptr (BoRemotePage) all = NULL;
  guint n = 0;

  catalog_fixture_switch (f, "hostile-images", NULL);
  all = catalog_pull_all (f->catalog, &all_products, NULL);
  for (guint i = 0; i < all->records->len && n < 16; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (all->records, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) image = NULL;

      if (product->image == NULL)
        continue;
      n++;
      image = catalog_load_image (f->catalog, product->image, &error);
      g_test_message ("%s: %s", product->image, error != NULL ? error->message : "loaded");
      if (image != NULL)
        g_assert_cmpuint (g_bytes_get_size (image), <=, 8 * 1024 * 1024);
      else
        g_assert_cmpint (error->domain, ==, BO_CATALOG_ERROR);
      if (!g_str_has_prefix (product->image, bo_sample_shop_get_url (f->shop)))
        g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE);
    }
  g_assert_cmpuint (n, >, 0);
}

typedef struct
{
  const char *name;
  void (*func) (CatalogFixture *fixture,
                gconstpointer   user_data);
} PullCase;

static const PullCase cases[] = {
  { "lists/walk", test_walk },
  { "lists/walk-of-old-shop", test_walk_of_old_shop },
  { "lists/request", test_request },
  { "lists/small-answers", test_small_answers },
  { "lists/past-the-end", test_past_the_end },
  { "lists/totals", test_totals },
  { "lists/endless", test_endless },
  { "lists/insert-between-pages", test_insert_between_pages },
  { "lists/drafts", test_drafts },
  { "lists/variations-apart", test_variations_apart },
  { "lists/no-list-of-variations", test_no_list_of_variations },
  { "lists/compressed", test_compressed },
  { "lists/no-conditions", test_no_conditions },
  { "lists/customers-of-all-roles", test_customers_of_all_roles },
  { "dates/since-is-inclusive", test_since_is_inclusive },
  { "dates/since-in-zones", test_since_in_zones },
  { "dates/since-in-autumn", test_since_in_autumn },
  { "dates/since-unknown", test_since_unknown },
  { "dates/customers-have-no-since", test_customers_have_no_since },
  { "dates/orders-and-variations-since", test_orders_and_variations_since },
  { "dates/no-date", test_no_date },
  { "deletions/trash", test_trash },
  { "deletions/force", test_force_delete },
  { "deletions/no-bin", test_no_bin },
  { "orders/refunds", test_refunds },
  { "orders/translated-key", test_translated_key },
  { "orders/deleted-product", test_deleted_product },
  { "orders/guests", test_guests },
  { "products/parent-stock", test_parent_stock },
  { "products/variation-names", test_variation_names },
  { "images/load", test_images },
  { "images/hostile", test_hostile_images },
};

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pull/%s", cases[i].name);

      g_test_add (path, CatalogFixture, NULL, set_up, cases[i].func, catalog_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (product_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pull/products/%s", product_cases[i].name);

      g_test_add (path, CatalogFixture, &product_cases[i], set_up, test_product, catalog_fixture_tear_down);
    }

  return g_test_run ();
}
