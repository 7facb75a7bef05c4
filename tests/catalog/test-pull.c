/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog-fixture.h"

static const BoPull all_of[] = {
  { .resource = BO_RESOURCE_PRODUCTS, .page = 1 },
  { .resource = BO_RESOURCE_VARIATIONS, .page = 1 },
  { .resource = BO_RESOURCE_CUSTOMERS, .page = 1 },
  { .resource = BO_RESOURCE_ORDERS, .page = 1 },
};

/* Every record of every list, once, in the order of their ids. */
static void
test_walk (CatalogFixture *fixture,
           gconstpointer   user_data)
{
  const BoPull *pull = user_data;
  g_autoptr (BoRemotePage) all = catalog_pull_all (fixture->catalog, pull, NULL);
  gint64 last = 0;

  g_test_message ("%u %s", all->ids->len, bo_resource_to_name (pull->resource));
  g_assert_cmpuint (all->ids->len, >, 0);
  g_assert_cmpuint (all->records->len, ==, all->ids->len);
  for (guint i = 0; i < all->ids->len; i++)
    {
      g_assert_cmpint (g_array_index (all->ids, gint64, i), >, last);
      last = g_array_index (all->ids, gint64, i);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (all_of); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pull/walk/%s", bo_resource_to_name (all_of[i].resource));

      g_test_add (path, CatalogFixture, &all_of[i], catalog_fixture_set_up, test_walk, catalog_fixture_tear_down);
    }

  return g_test_run ();
}
