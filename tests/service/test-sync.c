/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)

static void
test_first (SyncFixture  *fixture,
            gconstpointer user_data)
{
  BoRemoteProduct  *there = fake_shop_add_product (SHOP, "THERE", 5);
  BoRemoteProduct  *short_of = fake_shop_add_product (SHOP, "SHORT", 3);
  BoRemoteCustomer *ada = fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  const BoSyncStatus *status = bo_sync_get_status (SYNC);

  fake_shop_add_order (SHOP, ada, "processing", there, 2);
  fake_shop_add_order (SHOP, ada, "processing", short_of, 2);
  fake_shop_add_order (SHOP, NULL, "processing", short_of, 4);
  fake_shop_add_order (SHOP, NULL, "completed", there, 1);

  report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->n_products, ==, 2);
  g_assert_cmpint (report->n_customers, ==, 3);
  g_assert_cmpint (report->n_orders, ==, 4);
  g_assert_cmpint (report->n_lines, ==, 1);
  g_assert_cmpint (report->n_unsettled, ==, 0);

  /* What is all there never waits; of the other order one unit is. */
  bo_test_assert_queue (SERVICE, "THERE", "");
  bo_test_assert_queue (SERVICE, "SHORT", "1/4");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "THERE"), ==, 2);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "SHORT"), ==, 1);
  bo_test_assert_conflicts (SYNC, "");

  g_assert_true (status->connected);
  g_assert_false (status->running);
  g_assert_cmpint (status->last_success, !=, 0);
  g_assert_true (status->ever_full);
  g_assert_cmpint (status->n_products, ==, 2);
  g_assert_cmpint (status->n_orders, ==, 4);
  g_assert_cmpint (status->n_outbox, ==, 0);
  g_assert_cmpstr (status->shop_name, ==, "A shop");
}

static void
test_every (SyncFixture  *fixture,
            gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 5);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  fake_shop_add_order (SHOP, NULL, "on-hold", product, 4);
  bo_test_sync (SYNC);
  bo_test_assert_queue (SERVICE, "P", "2/2 3/4");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 5);
}

static void
test_nothing_new (SyncFixture  *fixture,
                  gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint            n_pulls;

  fake_shop_add_customer (SHOP, "Ada", "ada@example.org", "customer");
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  before = bo_test_dump (fixture->base.path);
  n_pulls = SHOP->n_pulls;
  bo_test_sync (SYNC);
  after = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (before, ==, after);
  /* Customers, products, variations, orders, and how long two lists are. */
  g_assert_cmpuint (SHOP->n_pulls - n_pulls, ==, 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name, func) \
  g_test_add ("/sync/" name, SyncFixture, NULL, sync_fixture_set_up, func, sync_fixture_tear_down)
  TEST ("first", test_first);
  TEST ("every", test_every);
  TEST ("nothing-new", test_nothing_new);

  return g_test_run ();
}
