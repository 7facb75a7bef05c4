/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-model-fixture.h"
#include "bo-product-model.h"

static void
wait_for_model (BoProductModel *model)
{
  bo_test_wait_until (!bo_lazy_model_get_loading (BO_LAZY_MODEL (model)));
}

static BoProductModel *
make_model (Fixture      *f,
            BoProductSort sort,
            gboolean      waiting)
{
  g_autoptr (BoProductQuery) query = bo_product_query_new ();
  BoProductModel *model = bo_product_model_new (f->service);

  query->sort = sort;
  query->waiting = waiting;
  bo_product_model_set_query (model, query);
  wait_for_model (model);
  g_assert_no_error (bo_lazy_model_get_error (BO_LAZY_MODEL (model)));

  return model;
}

static char *
list_skus (BoProductModel *model)
{
  g_autoptr (GPtrArray) skus = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      BoProduct *product = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_ptr_array_add (items, product);
      bo_test_wait_until (bo_product_get_loaded (product));
      g_ptr_array_add (skus, bo_product_get_record (product)->sku);
    }
  g_ptr_array_add (skus, NULL);

  return g_strjoinv (" ", (char **) skus->pdata);
}

#define assert_skus(model, expected)            \
  G_STMT_START                                  \
  {                                             \
    g_autofree char *skus_ = list_skus (model); \
    g_assert_cmpstr (skus_, ==, expected);      \
  }                                             \
  G_STMT_END

static void
test_follow (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (BoProductModel) by_open = NULL;
  g_autoptr (BoProductModel) waiting = NULL;
  g_autoptr (BoProduct) anvil = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GString) told_waiting = g_string_new (NULL);
  guint n_name, n_on_hand;

  fixture_put_product (f->service, "A", "Anvil");
  fixture_put_product (f->service, "B", "Bell");
  fixture_put_product (f->service, "C", "Candle");
  fixture_place (f->service, "Ada", "A", 1, 100);
  fixture_place (f->service, "Ada", "B", 5, 100);
  by_open = make_model (f, BO_PRODUCT_SORT_OPEN_UNITS, FALSE);
  waiting = make_model (f, BO_PRODUCT_SORT_NAME, TRUE);
  assert_skus (by_open, "C A B");
  assert_skus (waiting, "A B");
  anvil = g_list_model_get_item (G_LIST_MODEL (by_open), 1);
  bo_test_wait_until (bo_product_get_loaded (anvil));
  g_assert_cmpint (bo_product_get_record (anvil)->open_lines, ==, 1);

  fixture_log_changes (by_open, told);
  fixture_log_changes (waiting, told_waiting);
  fixture_count_notify (anvil, "name", &n_name);
  fixture_count_notify (anvil, "on-hand", &n_on_hand);

  /* It overtakes the bell, and its row says so. */
  fixture_place (f->service, "Bo", "A", 9, 200);
  bo_test_wait_until (told->len > 0 && bo_product_get_record (anvil)->open_units == 10);
  wait_for_model (by_open);
  wait_for_model (waiting);
  g_assert_cmpstr (told->str, ==, "(1,2,2)");
  g_assert_cmpstr (told_waiting->str, ==, "");
  assert_skus (by_open, "C B A");

  fixture_count (f->service, bo_product_get_id (anvil), 3);
  bo_test_wait_until (bo_product_get_record (anvil)->on_hand == 3);
  g_assert_cmpuint (n_on_hand, ==, 1);
  g_assert_cmpuint (n_name, ==, 0);

  /* Somebody waits for candles now. */
  fixture_place (f->service, "Bo", "C", 1, 200);
  bo_test_wait_until (told_waiting->len > 0);
  wait_for_model (waiting);
  g_assert_cmpstr (told_waiting->str, ==, "(2,0,1)");
}

static void
test_search (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (BoProductModel) model = NULL;
  g_autoptr (BoProductQuery) query = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  fixture_put_product (f->service, "A-1", "Anvil");
  fixture_put_product (f->service, "B-2", "Bell");
  model = make_model (f, BO_PRODUCT_SORT_NAME, FALSE);
  fixture_log_changes (model, told);
  query = bo_product_query_new ();
  query->sort = BO_PRODUCT_SORT_NAME;
  query->search = g_strdup ("bel");
  bo_product_model_set_query (model, query);
  wait_for_model (model);
  assert_skus (model, "B-2");
  g_assert_cmpstr (told->str, ==, "(0,1,0)");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/product-model/follow", test_follow);
  ADD ("/product-model/search", test_search);

  return g_test_run ();
}
