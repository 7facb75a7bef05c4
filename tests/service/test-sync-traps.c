/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "bo-test-tls.h"
#include "sample-store.h"

/* What a shop of this kind does that nobody would expect, each trap by itself: the
 * real client against the sample shop, over TLS. */

typedef struct
{
  SampleStore   store;
  BoTestTls    *tls;  /* (owned) */
  BoSampleShop *shop; /* (owned) */
  BoSyncReport *last; /* (owned) (nullable): of the sync that came last */
} Trap;

#define SERVICE (trap->store.base.service)
#define ID "%" G_GINT64_FORMAT
#define assert_queue(sku, expected) bo_test_assert_queue (SERVICE, sku, expected)

static void
sync_again (Trap       *trap,
            BoSyncFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&trap->last, bo_sync_report_free);
  trap->last = bo_test_try_sync (trap->store.sync, flags, &error);
  g_assert_no_error (error);
  g_assert_cmpint (trap->last->n_refused, ==, 0);
}

static void
set_up (Trap         *trap,
        gconstpointer user_data)
{
  BoSampleShopOptions options = { .products = 20, .customers = 10, .orders = 30 };
  g_autoptr (GError) error = NULL;

  trap->tls = bo_test_tls_new ();
  options.certificate = trap->tls->certificate;
  trap->shop = bo_sample_shop_new (&options);
  g_assert_true (bo_sample_shop_start (trap->shop, &error));
  g_assert_no_error (error);
  sample_store_set_up (&trap->store, trap->shop, trap->tls->trust);
}

static void
tear_down (Trap         *trap,
           gconstpointer user_data)
{
  g_clear_pointer (&trap->last, bo_sync_report_free);
  sample_store_tear_down (&trap->store);
  bo_sample_shop_stop (trap->shop);
  g_object_unref (trap->shop);
  bo_test_tls_free (trap->tls);
}

/* What the shopkeeper does over there; @json in single quotes, which become double ones.
 *
 * Returns: the number of what came of it */
G_GNUC_PRINTF (4, 5)
static gint64
tell (Trap       *trap,
      const char *method,
      const char *address,
      const char *json,
      ...)
{
  g_autofree char *text = NULL;
  g_autofree char *body = NULL;
  json_t          *answer;
  guint            status = 0;
  gint64           id;
  va_list          arguments;

  va_start (arguments, json);
  text = g_strdup_vprintf (json, arguments);
  va_end (arguments);
  body = bo_sample_shop_request (trap->shop, method, address, *text != '\0' ? g_strdelimit (text, "'", '"') : NULL, &status);
  g_assert_cmpuint (status / 100, ==, 2);
  answer = json_loads (body, 0, NULL);
  id = json_integer_value (json_object_get (answer, "id"));
  json_decref (answer);

  return id;
}

static char *
at_product (gint64 id)
{
  return g_strdup_printf ("products/" ID, id);
}

static char *
at_order (gint64 id)
{
  return g_strdup_printf ("orders/" ID, id);
}

static gint64
make_product (Trap       *trap,
              const char *sku,
              int         stock)
{
  return tell (trap, "POST", "products", "{'name':'%s','sku':'%s','regular_price':'10','manage_stock':true,'stock_quantity':%d,'backorders':'notify'}",
               sku, sku, stock);
}

static gint64
make_order (Trap       *trap,
            gint64      product,
            int         units,
            const char *status)
{
  return tell (trap, "POST", "orders", "{'status':'%s','line_items':[{'product_id':" ID ",'quantity':%d}]}", status, product, units);
}

static BoProductRecord *
load_product (Trap       *trap,
              const char *sku)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoProductRecord *record;

  bo_service_find_product_async (SERVICE, sku, NULL, bo_test_take_result_cb, &result);
  record = bo_service_find_product_finish (SERVICE, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return record;
}

/* Any writing moves the date, also one that changes nothing. */
static void
test_touched (Trap         *trap,
              gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  g_autofree char *product_at = at_product (product);
  g_autofree char *order_at = at_order (make_order (trap, product, 3, "processing"));

  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "1/3");
  tell (trap, "PUT", product_at, "{}");
  tell (trap, "PUT", order_at, "{}");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_cmpint (trap->last->n_products, ==, 0);
  g_assert_cmpint (trap->last->n_lines, ==, 0);
  assert_queue ("P", "1/3");
}

/* Another tool writes to the database and moves no date: a full sync sees it. */
static void
test_silent_write (Trap         *trap,
                   gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  g_autofree char *address = g_strdup_printf ("products/" ID "?silently", product);

  make_order (trap, product, 3, "processing");
  sync_again (trap, BO_SYNC_DEFAULT);
  tell (trap, "PUT", address, "{'stock_quantity':0}");
  sync_again (trap, BO_SYNC_FULL);
  assert_queue ("P", "3/3");
}

/* The shop moves to another zone: its local times are others, the instants are not. */
static void
test_zone_moved (Trap         *trap,
                 gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  g_autofree char *address = at_product (product);
  g_autoptr (GError) error = NULL;

  make_order (trap, product, 3, "processing");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_true (bo_sample_shop_set_switch (trap->shop, "shop-zone", "Pacific/Auckland", &error));
  g_assert_no_error (error);
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_cmpint (trap->last->n_products, ==, 0);
  tell (trap, "PUT", address, "{'stock_quantity':0}");
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "3/3");
}

/* Orders that come over the API are not held up by stock, and carry no word of what is
 * missing. */
static void
test_below_nought (Trap         *trap,
                   gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 2);
  g_autofree char *address = at_product (product);

  tell (trap, "PUT", address, "{'backorders':'no'}");
  make_order (trap, product, 5, "processing");
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "2/5");
}

/* Not before it is paid, or promised to be, does an order take of the stock. */
static void
test_states (Trap         *trap,
             gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  g_autofree char *address = at_order (make_order (trap, product, 3, "pending"));

  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "");
  tell (trap, "PUT", address, "{'status':'on-hold'}");
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "1/3");
  tell (trap, "PUT", address, "{'status':'cancelled'}");
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "");
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "P"), ==, 1);
}

/* A deletion by force leaves no trace, and gives nothing back. */
static void
test_force (Trap         *trap,
            gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  g_autofree char *address = g_strdup_printf ("orders/" ID "?force=true", make_order (trap, product, 3, "processing"));

  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "1/3");
  tell (trap, "DELETE", address, "%s", "");
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "");
}

/* A note moves no date; nothing of it is ours to know. */
static void
test_note (Trap         *trap,
           gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  gint64           order = make_order (trap, product, 3, "processing");
  g_autofree char *notes = g_strdup_printf ("orders/" ID "/notes", order);

  sync_again (trap, BO_SYNC_DEFAULT);
  tell (trap, "POST", notes, "{'note':'Look at this','customer_note':true}");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_cmpint (trap->last->n_lines, ==, 0);
  assert_queue ("P", "1/3");
}

/* The SKU of what is in the bin may be used again. */
static void
test_sku_used_again (Trap         *trap,
                     gconstpointer user_data)
{
  g_autofree char *parent = at_product (tell (trap, "POST", "products", "{'name':'T','type':'variable','sku':'T'}"));
  g_autofree char *variations = g_strconcat (parent, "/variations", NULL);
  g_autofree char *old = NULL;
  gint64           id;
  g_autoptr (BoProductRecord) product = NULL;

  id = tell (trap, "POST", variations, "{'attributes':[{'id':1,'option':'L'}],'sku':'T-L','regular_price':'3','manage_stock':true,'stock_quantity':4}");
  old = g_strdup_printf ("%s/" ID, variations, id);
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "T-L"), ==, 4);
  tell (trap, "DELETE", old, "%s", "");
  tell (trap, "POST", variations, "{'attributes':[{'id':1,'option':'M'}],'sku':'T-L','regular_price':'5','manage_stock':true,'stock_quantity':9}");
  sync_again (trap, BO_SYNC_DEFAULT);
  product = load_product (trap, "T-L");
  g_assert_cmpint (product->price, ==, 500);
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "T-L"), ==, 9);
}

/* A draft keeps its variations as they are: who has ordered them waits on. */
static void
test_parent_draft (Trap         *trap,
                   gconstpointer user_data)
{
  gint64           parent_id = tell (trap, "POST", "products", "{'name':'T','type':'variable','sku':'T'}");
  g_autofree char *parent = at_product (parent_id);
  g_autofree char *variations = g_strconcat (parent, "/variations", NULL);
  gint64           id;

  id = tell (trap, "POST", variations, "{'attributes':[{'id':1,'option':'L'}],'sku':'T-L','regular_price':'3','manage_stock':true,'stock_quantity':1,'backorders':'yes'}");
  tell (trap, "POST", "orders", "{'status':'processing','line_items':[{'product_id':" ID ",'variation_id':" ID ",'quantity':4}]}", parent_id, id);
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("T-L", "1/4");
  tell (trap, "PUT", parent, "{'status':'draft'}");
  sync_again (trap, BO_SYNC_DEFAULT);
  sync_again (trap, BO_SYNC_FULL);
  assert_queue ("T-L", "1/4");
}

/* The stock of a variation that its product keeps moves the date of the product only. */
static void
test_parent_stock (Trap         *trap,
                   gconstpointer user_data)
{
  gint64           parent_id = tell (trap, "POST", "products",
                                     "{'name':'T','type':'variable','sku':'T','manage_stock':true,'stock_quantity':1,'backorders':'yes'}");
  g_autofree char *parent = at_product (parent_id);
  g_autofree char *variations = g_strconcat (parent, "/variations", NULL);
  gint64           id;

  id = tell (trap, "POST", variations, "{'attributes':[{'id':1,'option':'L'}],'sku':'T-L','regular_price':'3','manage_stock':'parent'}");
  tell (trap, "POST", "orders", "{'status':'processing','line_items':[{'product_id':" ID ",'variation_id':" ID ",'quantity':4}]}", parent_id, id);
  sync_again (trap, BO_SYNC_DEFAULT);
  tell (trap, "PUT", parent, "{'stock_quantity':0}");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_cmpint (trap->last->n_conflicts, ==, 0);
  assert_queue ("T", "4/4");
}

static gboolean
is_gone (Trap       *trap,
         const char *sku)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoShopProduct product;

  bo_sync_load_product_async (trap->store.sync, bo_test_find_product (SERVICE, sku), NULL, bo_test_take_result_cb, &result);
  bo_sync_load_product_finish (trap->store.sync, bo_test_wait_for (&result), &product, &error);
  g_assert_no_error (error);

  return product.gone;
}

/* A product that has no variations any more has lost them without a trace. */
static void
test_variable_to_simple (Trap         *trap,
                         gconstpointer user_data)
{
  g_autofree char *parent = at_product (tell (trap, "POST", "products", "{'name':'T','type':'variable','sku':'T'}"));
  g_autofree char *variations = g_strconcat (parent, "/variations", NULL);

  tell (trap, "POST", variations, "{'attributes':[{'id':1,'option':'L'}],'sku':'T-L','regular_price':'3','manage_stock':true,'stock_quantity':4}");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_false (is_gone (trap, "T-L"));
  tell (trap, "PUT", parent, "{'type':'simple','manage_stock':true,'stock_quantity':6}");
  sync_again (trap, BO_SYNC_DEFAULT);
  g_assert_true (is_gone (trap, "T-L"));
  g_assert_cmpint (bo_test_get_on_hand (SERVICE, "T"), ==, 6);
}

/* Where orders are posts, a refund does not move the date of its order. */
static void
test_refund_without_a_date (Trap         *trap,
                            gconstpointer user_data)
{
  gint64           product = make_product (trap, "P", 1);
  gint64           order = make_order (trap, product, 3, "processing");
  g_autofree char *order_at = at_order (order);
  g_autofree char *refunds = g_strconcat (order_at, "/refunds", NULL);
  g_autofree char *text = bo_sample_shop_request (trap->shop, "GET", order_at, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gint64 line = g_ascii_strtoll (strstr (text, "\"line_items\":[{\"id\":") + strlen ("\"line_items\":[{\"id\":"), NULL, 10);

  g_assert_true (bo_sample_shop_set_switch (trap->shop, "posts-storage", NULL, &error));
  g_assert_true (bo_sample_shop_set_switch (trap->shop, "old-store", NULL, &error));
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "1/3");
  tell (trap, "POST", refunds, "{'amount':'20.00','line_items':[{'id':" ID ",'quantity':2}]}", line);
  sync_again (trap, BO_SYNC_DEFAULT);
  assert_queue ("P", "1/1");
}

/* Amounts are texts and floats, names are HTML. */
static void
test_texts (Trap         *trap,
            gconstpointer user_data)
{
  gint64           id = make_product (trap, "P", 0);
  g_autofree char *address = at_product (id);
  g_autoptr (BoProductRecord) product = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  tell (trap, "PUT", address, "{'name':'<b>Cups</b> & Mugs<script>alert(1)</script>','regular_price':'0.1'}");
  make_order (trap, id, 7, "processing");
  sync_again (trap, BO_SYNC_DEFAULT);
  product = load_product (trap, "P");
  g_assert_true (g_str_has_prefix (product->name, "Cups & Mugs"));
  g_assert_null (strchr (product->name, '<'));
  g_assert_cmpint (product->price, ==, 10);
  lines = bo_test_list_lines (SERVICE, "P");
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpint (((const BoLineRecord *) g_ptr_array_index (lines, 0))->price, ==, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/sync/traps/" name, Trap, NULL, set_up, func, tear_down)
  ADD ("touched-is-not-changed", test_touched);
  ADD ("written-without-a-date", test_silent_write);
  ADD ("zone-moved", test_zone_moved);
  ADD ("sold-below-nought", test_below_nought);
  ADD ("states-that-take-stock", test_states);
  ADD ("deleted-by-force-gives-nothing-back", test_force);
  ADD ("note-moves-no-date", test_note);
  ADD ("sku-used-again", test_sku_used_again);
  ADD ("parent-becomes-a-draft", test_parent_draft);
  ADD ("stock-of-the-parent", test_parent_stock);
  ADD ("variable-becomes-simple", test_variable_to_simple);
  ADD ("refund-moves-no-date", test_refund_without_a_date);
  ADD ("texts-and-amounts", test_texts);

  return g_test_run ();
}
