/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog-fixture.h"

#include <string.h>

/**
 * catalog_new_for:
 * @address: where a shop is
 * @key: its key
 * @secret: and the secret of that
 *
 * Returns: (transfer full): a catalogue that loses no time
 */
BoCatalog *
catalog_new_for (const char *address,
                 const char *key,
                 const char *secret)
{
  g_autoptr (GError) error = NULL;
  BoWooCatalog *catalog = bo_woo_catalog_new (address, key, secret, "EUR", &error);

  g_assert_no_error (error);
  bo_woo_catalog_set_pace (catalog, BO_TEST_TIMEOUT_MS / 2, BO_TEST_TIMEOUT_MS, CATALOG_TEST_BACKOFF_MS);

  return BO_CATALOG (catalog);
}

/* With fixture->tls, it speaks https. */
void
catalog_fixture_open (CatalogFixture *fixture)
{
  BoSampleShopOptions options = { .products = 60, .customers = 40, .orders = 150 };
  g_autoptr (GError) error = NULL;

  if (fixture->tls != NULL)
    options.certificate = fixture->tls->certificate;
  fixture->shop = bo_sample_shop_new (&options);
  bo_sample_shop_start (fixture->shop, &error);
  g_assert_no_error (error);
  fixture->catalog = catalog_new_for (bo_sample_shop_get_url (fixture->shop), bo_sample_shop_get_key (fixture->shop),
                                      bo_sample_shop_get_secret (fixture->shop));
  if (fixture->tls != NULL)
    bo_catalog_set_trust (fixture->catalog, fixture->tls->trust);
}

void
catalog_fixture_set_up (CatalogFixture *fixture,
                        gconstpointer   user_data)
{
  fixture->tls = NULL;
  catalog_fixture_open (fixture);
}

void
catalog_fixture_set_up_tls (CatalogFixture *fixture,
                            gconstpointer   user_data)
{
  fixture->tls = bo_test_tls_new ();
  catalog_fixture_open (fixture);
}

void
catalog_fixture_tear_down (CatalogFixture *fixture,
                           gconstpointer   user_data)
{
  g_assert_finalize_object (fixture->catalog);
  bo_sample_shop_stop (fixture->shop);
  g_assert_finalize_object (fixture->shop);
  g_clear_pointer (&fixture->tls, bo_test_tls_free);
}

void
catalog_fixture_switch (CatalogFixture *fixture,
                        const char     *name,
                        const char     *value)
{
  g_autoptr (GError) error = NULL;

  bo_sample_shop_set_switch (fixture->shop, name, value, &error);
  g_assert_no_error (error);
}

guint64
catalog_fixture_count (CatalogFixture *fixture,
                       const char     *what)
{
  return bo_sample_shop_get_count (fixture->shop, "%s", what);
}

static gboolean
look_again_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
catalog_fixture_wait_for_count (CatalogFixture *fixture,
                                const char     *what,
                                guint64         count)
{
  guint source = g_timeout_add (2, look_again_cb, NULL);

  bo_test_wait_until (catalog_fixture_count (fixture, what) == count);
  g_source_remove (source);
}

char *
catalog_fixture_dup_last_request (CatalogFixture *fixture)
{
  g_auto (GStrv) log = bo_sample_shop_dup_log (fixture->shop);
  guint n = g_strv_length (log);

  g_assert_cmpuint (n, >, 0);

  return g_strdup (log[n - 1]);
}

/**
 * catalog_fixture_ask:
 * @fixture: a shop
 * @method: of HTTP
 * @address: "products/11"
 * @json: (nullable): what is written
 *
 * Returns: (transfer full): what the shop made of it
 */
json_t *
catalog_fixture_ask (CatalogFixture *fixture,
                     const char     *method,
                     const char     *address,
                     const char     *json)
{
  guint            status = 0;
  g_autofree char *body = bo_sample_shop_request (fixture->shop, method, address, json, &status);
  json_t          *answer = json_loads (body, 0, NULL);

  if (status >= 300 || answer == NULL)
    g_error ("%s %s: %u %s", method, address, status, body);
  /* What is counted is what we do. */
  if (strcmp (method, "GET") != 0)
    bo_sample_shop_reset_counts (fixture->shop);

  return answer;
}

gint64
catalog_fixture_create (CatalogFixture *fixture,
                        const char     *address,
                        const char     *json)
{
  json_t *answer = catalog_fixture_ask (fixture, "POST", address, json);
  gint64  id = json_integer_value (json_object_get (answer, "id"));

  json_decref (answer);
  g_assert_cmpint (id, >, 0);

  return id;
}

gint64
catalog_fixture_get_number (CatalogFixture *fixture,
                            const char     *address,
                            const char     *member)
{
  json_t *answer = catalog_fixture_ask (fixture, "GET", address, NULL);
  json_t *value = json_object_get (answer, member);
  gint64  number = json_integer_value (value);

  g_assert_true (json_is_integer (value));
  json_decref (answer);

  return number;
}

BoAnswer *
catalog_pull (BoCatalog    *catalog,
              const BoPull *pull,
              GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_catalog_pull_async (catalog, pull, NULL, bo_test_take_result_cb, &result);

  return bo_catalog_pull_finish (catalog, bo_test_wait_for (&result), error);
}

BoRemotePage *
catalog_pull_page (BoCatalog    *catalog,
                   const BoPull *pull,
                   GError      **error)
{
  g_autoptr (BoAnswer) answer = catalog_pull (catalog, pull, error);

  return answer != NULL ? bo_catalog_read_page (catalog, answer, error) : NULL;
}

/**
 * catalog_pull_all:
 * @catalog: a catalogue
 * @pull: what is asked for, from its page on
 * @n_pages: (out) (optional): how many pages there were
 *
 * Returns: (transfer full): all pages in one, none of whose records was refused
 */
BoRemotePage *
catalog_pull_all (BoCatalog    *catalog,
                  const BoPull *pull,
                  guint        *n_pages)
{
  BoRemotePage *all = bo_remote_page_new (pull->resource);
  BoPull        next = *pull;
  gboolean      more = TRUE;

  for (; more; next.page++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoAnswer) answer = catalog_pull (catalog, &next, &error);
      g_autoptr (BoRemotePage) page = NULL;

      g_assert_no_error (error);
      page = bo_catalog_read_page (catalog, answer, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->refused->len; i++)
        g_test_message ("%s", (char *) g_ptr_array_index (page->refused, i));
      g_assert_cmpuint (page->refused->len, ==, 0);
      g_array_append_vals (all->ids, page->ids->data, page->ids->len);
      g_ptr_array_extend_and_steal (all->records, g_ptr_array_ref (page->records));
      page->records = g_ptr_array_new ();
      more = answer->more;
    }
  if (n_pages != NULL)
    *n_pages = next.page - pull->page;

  return all;
}

BoCatalogReport *
catalog_test (BoCatalog *catalog,
              GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_catalog_test_async (catalog, NULL, bo_test_take_result_cb, &result);

  return bo_catalog_test_finish (catalog, bo_test_wait_for (&result), error);
}

gboolean
catalog_push (BoCatalog    *catalog,
              const BoPush *push,
              BoPushResult *result,
              GError      **error)
{
  g_autoptr (GAsyncResult) async_result = NULL;

  bo_catalog_push_async (catalog, push, NULL, bo_test_take_result_cb, &async_result);

  return bo_catalog_push_finish (catalog, bo_test_wait_for (&async_result), result, error);
}

GBytes *
catalog_load_image (BoCatalog  *catalog,
                    const char *address,
                    GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_catalog_load_image_async (catalog, address, NULL, bo_test_take_result_cb, &result);

  return bo_catalog_load_image_finish (catalog, bo_test_wait_for (&result), error);
}

/**
 * catalog_pull_product:
 * @catalog: a catalogue
 * @id: of a product or variation
 *
 * Returns: (transfer full) (nullable): what a walk through all of them says of it
 */
BoRemoteProduct *
catalog_pull_product (BoCatalog *catalog,
                      gint64     id)
{
  static const BoResource resources[] = { BO_RESOURCE_PRODUCTS, BO_RESOURCE_VARIATIONS };

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      const BoPull pull = { .resource = resources[i], .page = 1 };
      g_autoptr (BoRemotePage) all = catalog_pull_all (catalog, &pull, NULL);

      for (guint j = 0; j < all->ids->len; j++)
        if (g_array_index (all->ids, gint64, j) == id)
          {
            g_ptr_array_set_free_func (all->records, NULL);
            for (guint k = 0; k < all->records->len; k++)
              if (k != j)
                bo_remote_product_free (g_ptr_array_index (all->records, k));

            return g_ptr_array_index (all->records, j);
          }
    }

  return NULL;
}
