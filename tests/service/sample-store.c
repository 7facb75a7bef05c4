/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-woo-catalog.h"
#include "sample-store.h"

/* It asks again at once: the sample shop needs no rest. */
#define BACKOFF_MS 2

void
sample_store_set_up (SampleStore  *store,
                     BoSampleShop *shop,
                     GTlsDatabase *trust)
{
  g_autoptr (BoShopConfig) config = bo_shop_config_new (bo_sample_shop_get_url (shop));
  g_autoptr (BoWooCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  bo_service_fixture_set_up (&store->base, NULL);
  catalog = bo_woo_catalog_new (config->address, bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop),
                                bo_service_get_currency (store->base.service), &error);
  g_assert_no_error (error);
  bo_woo_catalog_set_pace (catalog, BO_TEST_TIMEOUT_MS, BO_TEST_TIMEOUT_MS, BACKOFF_MS);
  if (trust != NULL)
    bo_catalog_set_trust (BO_CATALOG (catalog), trust);
  store->sync = bo_test_open_sync (store->base.service, BO_CATALOG (catalog));
  bo_test_set_config (store->sync, config);
}

void
sample_store_tear_down (SampleStore *store)
{
  bo_test_assert_sound (store->base.service);
  bo_sync_close (store->sync);
  bo_service_fixture_tear_down (&store->base, NULL);
}
