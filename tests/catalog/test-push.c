/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "catalog-fixture.h"

/* What is written to the shop: stock, the backorder switch, order meta.  The shop
 * counts what was written. */

#define PRODUCT "{\"name\":\"A\",\"manage_stock\":true,\"stock_quantity\":5,\"backorders\":\"no\"}"

static gint64
make_variable (CatalogFixture *f)
{
  return catalog_fixture_create (f, "products", "{\"name\":\"A\",\"type\":\"variable\",\"manage_stock\":true,\"stock_quantity\":12,"
                                                "\"attributes\":[{\"name\":\"Size\",\"variation\":true,\"options\":[\"S\",\"XL\"]}]}");
}

static gint64
make_variation (CatalogFixture *f,
                gint64          parent,
                const char     *json)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations", parent);

  return catalog_fixture_create (f, address, json);
}

static gint64
get_stock (CatalogFixture *f,
           gint64          id)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, id);

  return catalog_fixture_get_number (f, address, "stock_quantity");
}

static BoPush *
make_stock (gint64 id,
            gint64 expected,
            gint64 number)
{
  BoPush *push = bo_push_new (BO_PUSH_STOCK);

  push->remote_id = id;
  push->expected = expected;
  push->number = number;

  return push;
}

static void
assert_pushed (CatalogFixture *f,
               const BoPush   *push,
               BoPushState     state,
               gint64          actual)
{
  g_autoptr (GError) error = NULL;
  BoPushResult result = { 0 };

  catalog_push (f->catalog, push, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result.state, ==, state);
  g_assert_cmpint (result.actual, ==, actual);
}

static void
assert_refused (CatalogFixture *f,
                const BoPush   *push,
                int             code)
{
  g_autoptr (GError) error = NULL;
  BoPushResult result = { 0 };

  g_assert_false (catalog_push (f->catalog, push, &result, &error));
  g_assert_error (error, BO_CATALOG_ERROR, code);
  g_test_message ("%s", error->message);
}

static void
befall (CatalogFixture *f,
        const char     *fault,
        const char     *requests,
        const char     *times)
{
  catalog_fixture_switch (f, "fault-on", requests);
  catalog_fixture_switch (f, "fault-times", times);
  catalog_fixture_switch (f, fault, NULL);
}

/* ---- Stock ---- */

static void
test_write (CatalogFixture *f,
            gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 5, -3);

  assert_pushed (f, push, BO_PUSH_DONE, -3);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 1);
  /* Looked, written, looked again, and no batch: a batch takes anything for a number. */
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#"), ==, 1);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 3);
  g_assert_cmpint (get_stock (f, id), ==, -3);
}

static void
test_written_before (CatalogFixture *f,
                     gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 9, 5);

  assert_pushed (f, push, BO_PUSH_DONE, 5);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
}

static void
test_changed_meanwhile (CatalogFixture *f,
                        gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 7, 10);

  assert_pushed (f, push, BO_PUSH_CONFLICT, 5);
  g_assert_cmpint (get_stock (f, id), ==, 5);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
}

static void
test_fraction (CatalogFixture *f,
               gconstpointer   user_data)
{
  gint64 id;
  g_autoptr (BoPush) push = NULL;

  catalog_fixture_switch (f, "fractional-stock", NULL);
  id = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"manage_stock\":true,\"stock_quantity\":2.5}");
  push = make_stock (id, 2, 10);
  assert_pushed (f, push, BO_PUSH_CONFLICT, 2);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
}

static void
test_not_managed (CatalogFixture *f,
                  gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", "{\"name\":\"A\"}");
  g_autoptr (BoPush) push = make_stock (id, 0, 10);

  assert_refused (f, push, BO_CATALOG_ERROR_REFUSED);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#"), ==, 0);
}

/* Counted, but nobody has counted yet. */
static void
test_no_number (CatalogFixture *f,
                gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", "{\"name\":\"A\",\"manage_stock\":true}");
  g_autoptr (BoPush) push = make_stock (id, 0, 4);

  assert_pushed (f, push, BO_PUSH_DONE, 4);
  g_assert_cmpint (get_stock (f, id), ==, 4);
}

static void
test_variation (CatalogFixture *f,
                gconstpointer   user_data)
{
  gint64 parent = make_variable (f);
  gint64 id = make_variation (f, parent, "{\"manage_stock\":true,\"stock_quantity\":3,\"attributes\":[{\"name\":\"Size\",\"option\":\"S\"}]}");
  g_autoptr (BoPush) push = make_stock (id, 3, 8);

  push->parent_id = parent;
  assert_pushed (f, push, BO_PUSH_DONE, 8);
  g_assert_cmpint (get_stock (f, id), ==, 8);
  g_assert_cmpint (get_stock (f, parent), ==, 12);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#/variations/#"), ==, 1);

  /* Whoever does not know its parent is told. */
  push->parent_id = 0;
  push->expected = 8;
  push->number = 9;
  assert_pushed (f, push, BO_PUSH_DONE, 9);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#/variations/#"), ==, 2);
}

static void
test_variation_of_parent_stock (CatalogFixture *f,
                                gconstpointer   user_data)
{
  gint64 parent = make_variable (f);
  gint64 id = make_variation (f, parent, "{\"manage_stock\":\"parent\",\"attributes\":[{\"name\":\"Size\",\"option\":\"XL\"}]}");
  g_autoptr (BoPush) push = make_stock (id, 12, 20);

  push->parent_id = parent;
  assert_pushed (f, push, BO_PUSH_DONE, 20);
  g_assert_cmpint (get_stock (f, parent), ==, 20);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#"), ==, 1);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#/variations/#"), ==, 0);
}

/* An older shop answers for a variation under any product. */
static void
test_variation_of_other (CatalogFixture *f,
                         gconstpointer   user_data)
{
  gint64 parent = make_variable (f);
  gint64 other = make_variable (f);
  gint64 id = make_variation (f, parent, "{\"manage_stock\":true,\"stock_quantity\":3,\"attributes\":[{\"name\":\"Size\",\"option\":\"S\"}]}");
  g_autoptr (BoPush) push = make_stock (id, 3, 8);

  push->parent_id = other;
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
  catalog_fixture_switch (f, "any-parent", NULL);
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
}

static void
test_trashed (CatalogFixture *f,
              gconstpointer   user_data)
{
  gint64           id = catalog_fixture_create (f, "products", PRODUCT);
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, id);
  g_autofree char *force = g_strdup_printf ("products/%" G_GINT64_FORMAT "?force=true", id);
  g_autoptr (BoPush) push = make_stock (id, 5, 8);

  json_decref (catalog_fixture_ask (f, "DELETE", address, NULL));
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
  json_decref (catalog_fixture_ask (f, "DELETE", force, NULL));
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
}

/* The answer to the writing is lost, or broken: the second look tells. */
static void
test_lost_reply (CatalogFixture *f,
                 gconstpointer   user_data)
{
  static const char *const faults[] = { "lose-reply", "cut-body", "empty-body", "php-warning", "html-page", "bad-utf8" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gint64 id = catalog_fixture_create (f, "products", PRODUCT);
      g_autoptr (BoPush) push = make_stock (id, 5, 8);

      g_test_message ("%s", faults[i]);
      bo_sample_shop_reset_switches (f->shop);
      bo_sample_shop_reset_counts (f->shop);
      befall (f, faults[i], "PUT ", "1");
      assert_pushed (f, push, BO_PUSH_DONE, 8);
      g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 1);
    }
}

/* The writing never came there: it is told, and may be done again. */
static void
test_lost_request (CatalogFixture *f,
                   gconstpointer   user_data)
{
  static const char *const faults[] = { "drop-request", "php-fatal", "db-down" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gint64 id = catalog_fixture_create (f, "products", PRODUCT);
      g_autoptr (BoPush) push = make_stock (id, 5, 8);

      g_test_message ("%s", faults[i]);
      bo_sample_shop_reset_switches (f->shop);
      bo_sample_shop_reset_counts (f->shop);
      befall (f, faults[i], "PUT ", "1");
      assert_refused (f, push, BO_CATALOG_ERROR_SERVER);
      g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);
      assert_pushed (f, push, BO_PUSH_DONE, 8);
      g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 1);
    }
}

/* Nobody can look after the writing: pushed again, it is seen and not repeated. */
static void
test_lost_sight (CatalogFixture *f,
                 gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 5, 8);

  catalog_fixture_switch (f, "fault-on", "wc/v3/products/");
  catalog_fixture_switch (f, "fault-skip", "1");
  catalog_fixture_switch (f, "lose-reply", NULL);
  assert_refused (f, push, BO_CATALOG_ERROR_SERVER);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 1);
  bo_sample_shop_reset_switches (f->shop);
  assert_pushed (f, push, BO_PUSH_DONE, 8);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 1);
}

static void
test_read_only (CatalogFixture *f,
                gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 5, 8);

  catalog_fixture_switch (f, "read-only", NULL);
  assert_refused (f, push, BO_CATALOG_ERROR_READ_ONLY);
  g_assert_cmpint (get_stock (f, id), ==, 5);
}

static void
test_nonsense (CatalogFixture *f,
               gconstpointer   user_data)
{
  static const BoPush pushes[] = {
    { .kind = BO_PUSH_STOCK, .remote_id = 0, .number = 1 },
    { .kind = BO_PUSH_STOCK, .remote_id = -1, .number = 1 },
    { .kind = BO_PUSH_STOCK, .remote_id = 1, .number = G_MAXINT64 },
    { .kind = BO_PUSH_BACKORDERS, .remote_id = 1, .number = 3 },
    { .kind = BO_PUSH_BACKORDERS, .remote_id = 1, .number = -1 },
    { .kind = BO_PUSH_META, .remote_id = 1, .text = (char *) "x" },
    { .kind = BO_PUSH_META, .remote_id = 1, .key = (char *) "", .text = (char *) "x" },
    { .kind = BO_PUSH_META, .remote_id = 1, .key = (char *) "k", .text = (char *) "\xff" },
    { .kind = BO_PUSH_NOTE, .remote_id = 1, .text = (char *) "x" },
    { .kind = BO_PUSH_NOTE, .remote_id = 1, .reference = (char *) "BO-1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    assert_refused (f, &pushes[i], BO_CATALOG_ERROR_REFUSED);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 0);
}

/* A write that has begun is not stopped; one that has not is. */
static void
test_cancelled (CatalogFixture *f,
                gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = make_stock (id, 5, 8);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoPushResult push_result = { 0 };

  g_cancellable_cancel (cancellable);
  bo_catalog_push_async (f->catalog, push, cancellable, bo_test_take_result_cb, &result);
  g_assert_false (bo_catalog_push_finish (f->catalog, bo_test_wait_for (&result), &push_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (catalog_fixture_count (f, "requests"), ==, 0);
  g_clear_error (&error);
  g_clear_object (&result);
  g_clear_object (&cancellable);

  cancellable = g_cancellable_new ();
  catalog_fixture_switch (f, "fault-on", "PUT ");
  catalog_fixture_switch (f, "latency", "50");
  bo_catalog_push_async (f->catalog, push, cancellable, bo_test_take_result_cb, &result);
  catalog_fixture_wait_for_count (f, "PUT products/#", 1);
  g_cancellable_cancel (cancellable);
  g_assert_true (bo_catalog_push_finish (f->catalog, bo_test_wait_for (&result), &push_result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (push_result.state, ==, BO_PUSH_DONE);
  g_assert_cmpint (get_stock (f, id), ==, 8);
}

/* ---- The backorder switch ---- */

static void
test_backorders (CatalogFixture *f,
                 gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "products", PRODUCT);
  g_autoptr (BoPush) push = bo_push_new (BO_PUSH_BACKORDERS);
  g_autoptr (BoRemoteProduct) product = NULL;

  push->remote_id = id;
  push->number = BO_REMOTE_BACKORDERS_NOTIFY;
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  product = catalog_pull_product (f->catalog, id);
  g_assert_cmpint (product->backorders, ==, BO_REMOTE_BACKORDERS_NOTIFY);
  g_assert_cmpint (product->quantity, ==, 5);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#"), ==, 1);
  g_assert_cmpuint (catalog_fixture_count (f, "stock"), ==, 0);

  assert_pushed (f, push, BO_PUSH_DONE, 0);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT products/#"), ==, 1);
}

static void
test_backorders_of_parent (CatalogFixture *f,
                           gconstpointer   user_data)
{
  gint64 parent = make_variable (f);
  gint64 id = make_variation (f, parent, "{\"manage_stock\":\"parent\",\"attributes\":[{\"name\":\"Size\",\"option\":\"XL\"}]}");
  g_autoptr (BoPush) push = bo_push_new (BO_PUSH_BACKORDERS);
  g_autoptr (BoRemoteProduct) product = NULL;

  push->remote_id = id;
  push->parent_id = parent;
  push->number = BO_REMOTE_BACKORDERS_YES;
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  product = catalog_pull_product (f->catalog, parent);
  g_assert_cmpint (product->backorders, ==, BO_REMOTE_BACKORDERS_YES);
}

/* ---- Order meta ---- */

static char *
get_meta (CatalogFixture *f,
          gint64          id,
          const char     *key)
{
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, id);
  json_t          *order = catalog_fixture_ask (f, "GET", address, NULL);
  json_t          *entry;
  size_t           i;
  char            *value = NULL;

  json_array_foreach (json_object_get (order, "meta_data"), i, entry)
  {
    if (g_strcmp0 (json_string_value (json_object_get (entry, "key")), key) == 0)
      {
        g_assert_null (value);
        value = g_strdup (json_string_value (json_object_get (entry, "value")));
      }
  }
  json_decref (order);

  return value;
}

static void
test_meta (CatalogFixture *f,
           gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[]}");
  g_autoptr (BoPush) push = bo_push_new (BO_PUSH_META);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  push->remote_id = id;
  push->key = g_strdup ("_bo_promise");
  push->text = g_strdup ("2026-12-24 & “später”");
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  first = get_meta (f, id, "_bo_promise");
  g_assert_cmpstr (first, ==, "2026-12-24 & “später”");
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT orders/#"), ==, 1);

  g_free (push->text);
  push->text = g_strdup ("2027-01-07");
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  second = get_meta (f, id, "_bo_promise");
  g_assert_cmpstr (second, ==, "2027-01-07");
}

static void
test_meta_lost_reply (CatalogFixture *f,
                      gconstpointer   user_data)
{
  gint64 id = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[]}");
  g_autoptr (BoPush) push = bo_push_new (BO_PUSH_META);

  push->remote_id = id;
  push->key = g_strdup ("_bo_place");
  push->text = g_strdup ("3");
  befall (f, "lose-reply", "PUT ", "1");
  assert_pushed (f, push, BO_PUSH_DONE, 0);
  g_assert_cmpuint (catalog_fixture_count (f, "PUT orders/#"), ==, 1);
}

static void
test_meta_gone (CatalogFixture *f,
                gconstpointer   user_data)
{
  gint64           id = catalog_fixture_create (f, "orders", "{\"status\":\"processing\",\"line_items\":[]}");
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, id);
  g_autoptr (BoPush) push = bo_push_new (BO_PUSH_META);

  push->remote_id = id;
  push->key = g_strdup ("_bo_place");
  push->text = g_strdup ("3");
  json_decref (catalog_fixture_ask (f, "DELETE", address, NULL));
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
  push->remote_id = 999999;
  assert_refused (f, push, BO_CATALOG_ERROR_GONE);
}

typedef struct
{
  const char *name;
  void (*func) (CatalogFixture *fixture,
                gconstpointer   user_data);
} PushCase;

static const PushCase cases[] = {
  { "stock/write", test_write },
  { "stock/written-before", test_written_before },
  { "stock/changed-meanwhile", test_changed_meanwhile },
  { "stock/fraction", test_fraction },
  { "stock/not-managed", test_not_managed },
  { "stock/no-number", test_no_number },
  { "stock/variation", test_variation },
  { "stock/variation-of-parent-stock", test_variation_of_parent_stock },
  { "stock/variation-of-other", test_variation_of_other },
  { "stock/trashed", test_trashed },
  { "stock/lost-reply", test_lost_reply },
  { "stock/lost-request", test_lost_request },
  { "stock/lost-sight", test_lost_sight },
  { "stock/read-only", test_read_only },
  { "stock/cancelled", test_cancelled },
  { "backorders/write", test_backorders },
  { "backorders/of-parent", test_backorders_of_parent },
  { "meta/write", test_meta },
  { "meta/lost-reply", test_meta_lost_reply },
  { "meta/gone", test_meta_gone },
  { "nonsense", test_nonsense },
};

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/push/%s", cases[i].name);

      g_test_add (path, CatalogFixture, NULL, catalog_fixture_set_up, cases[i].func, catalog_fixture_tear_down);
    }

  return g_test_run ();
}
