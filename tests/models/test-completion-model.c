/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-completion-model.h"
#include "bo-model-fixture.h"

static void
search (BoCompletionModel *model,
        const char        *text)
{
  bo_completion_model_set_search (model, text);
  bo_test_wait_until (!bo_completion_model_get_loading (model));
}

static void
test_customers (Fixture      *f,
                gconstpointer user_data)
{
  g_autoptr (BoCompletionModel) model = bo_completion_model_new (f->service, BO_COMPLETION_CUSTOMERS);
  g_autoptr (BoCustomerItem) item = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  fixture_put_product (f->service, "A", "Anvil");
  fixture_place (f->service, "Ada Lopes", "A", 1, 100);
  fixture_place (f->service, "Bo Finch", "A", 1, 100);
  fixture_place (f->service, "", "A", 1, 100);

  fixture_log_changes (model, told);
  bo_completion_model_set_search (model, "a");
  bo_completion_model_set_search (model, "ad");
  search (model, " fin ");
  g_assert_cmpstr (told->str, ==, "(0,0,1)");
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (bo_customer_item_get_record (item)->name, ==, "Bo Finch");

  search (model, "nobody");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  search (model, "ada");
  search (model, "  ");
  g_assert_cmpstr (told->str, ==, "(0,0,1)(0,1,0)(0,0,1)(0,1,0)");
}

static void
test_products (Fixture      *f,
               gconstpointer user_data)
{
  g_autoptr (BoCompletionModel) model = bo_completion_model_new (f->service, BO_COMPLETION_PRODUCTS);
  g_autoptr (BoProduct) product = NULL;

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *sku = g_strdup_printf ("NOVA-%02u", i);

      fixture_put_product (f->service, sku, "Nova Console");
    }
  fixture_put_product (f->service, "B", "Bell");

  search (model, "nova");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, BO_COMPLETION_MAX);
  search (model, "bell");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  product = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (bo_product_get_loaded (product));
  g_assert_cmpstr (bo_product_get_record (product)->sku, ==, "B");
}

static void
test_dropped (Fixture      *f,
              gconstpointer user_data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (BoCompletionModel) model = bo_completion_model_new (f->service, i % 2);

      bo_completion_model_set_search (model, "a");
    }
  bo_test_drain ();
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/completion-model/customers", test_customers);
  ADD ("/completion-model/products", test_products);
  ADD ("/completion-model/dropped", test_dropped);

  return g_test_run ();
}
