/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <jansson.h>
#include <sqlite3.h>

#include "sample-store.h"

/* What happens in a shop while we look: the real client against the sample shop. */

/* Orders that come while we look. */
#define CROWD 60

typedef struct
{
  SampleStore   store;
  BoSampleShop *shop; /* (owned) */
} Story;

#define SERVICE (story->store.base.service)
#define SYNC (story->store.sync)
#define assert_queue(sku, expected) bo_test_assert_queue (SERVICE, sku, expected)
#define assert_on_hand(sku, units) g_assert_cmpint (bo_test_get_on_hand (SERVICE, sku), ==, units)

static void
set_up (Story        *story,
        gconstpointer user_data)
{
  BoSampleShopOptions options = { .products = 20, .customers = 20, .orders = 60 };
  g_autoptr (GError) error = NULL;

  story->shop = bo_sample_shop_new (&options);
  g_assert_true (bo_sample_shop_start (story->shop, &error));
  g_assert_no_error (error);
  sample_store_set_up (&story->store, story->shop, NULL);
}

static void
tear_down (Story        *story,
           gconstpointer user_data)
{
  sample_store_tear_down (&story->store);
  bo_sample_shop_stop (story->shop);
  g_object_unref (story->shop);
}

/* What the shopkeeper or a customer does over there. */
G_GNUC_PRINTF (4, 5)
static json_t *
tell (Story      *story,
      const char *method,
      const char *address,
      const char *format,
      ...)
{
  g_autofree char *json = NULL;
  g_autofree char *body = NULL;
  json_t          *answer;
  guint            status = 0;

  if (format != NULL)
    {
      va_list arguments;

      va_start (arguments, format);
      json = g_strdup_vprintf (format, arguments);
      va_end (arguments);
    }
  body = bo_sample_shop_request (story->shop, method, address, json, &status);
  g_assert_cmpuint (status / 100, ==, 2);
  answer = json_loads (body, 0, NULL);
  g_assert_nonnull (answer);

  return answer;
}

static gint64
take_number (json_t     *answer,
             const char *name)
{
  gint64 number = json_integer_value (json_object_get (answer, name));

  json_decref (answer);
  return number;
}

/* @more starts with a comma, or is empty. */
static gint64
make_product (Story      *story,
              const char *sku,
              const char *more)
{
  return take_number (tell (story, "POST", "products", "{\"name\":\"%s\",\"sku\":\"%s\",\"regular_price\":\"10\"%s}", sku, sku, more), "id");
}

static gint64
buy (Story *story,
     gint64 product,
     gint64 units)
{
  return take_number (tell (story, "POST", "/wp-json/wc/store/v1/checkout",
                            "{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":%" G_GINT64_FORMAT "}],"
                            "\"billing_address\":{\"email\":\"somebody@example.org\",\"first_name\":\"Some\",\"last_name\":\"Body\"}}",
                            product, units),
                      "order_id");
}

static void
set_product (Story      *story,
             gint64      product,
             const char *json)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);

  json_decref (tell (story, "PUT", address, "%s", json));
}

static void
set_order (Story      *story,
           gint64      order,
           const char *json)
{
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT, order);

  json_decref (tell (story, "PUT", address, "%s", json));
}

static gint64
get_quantity (Story *story,
              gint64 product)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, product);

  return take_number (tell (story, "GET", address, NULL), "stock_quantity");
}

static void
set_switch (Story      *story,
            const char *name,
            const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_sample_shop_set_switch (story->shop, name, value, &error));
  g_assert_no_error (error);
}

/* Both sides agree: what was read is what the shop says, and what is on hand is that
 * with the units which it took from its stock for lines that have not left yet. */
static void
assert_agree (Story *story)
{
  static const char sql[] =
      "SELECT r.id, r.parent_id, r.quantity, s.on_hand, r.quantity + coalesce((SELECT sum(max(rl.reduced - l.shipped, 0)) FROM remote_line rl"
      " JOIN line l ON l.id = rl.line_id WHERE rl.remote_product_id = r.id), 0)"
      " FROM remote_product r JOIN product_state s ON s.product_id = r.product_id WHERE r.state = 0 AND r.stock = ?1 AND r.quantity IS NOT NULL";
  sqlite3      *db = NULL;
  sqlite3_stmt *stmt = NULL;
  guint         n = 0;

  g_assert_cmpint (sqlite3_open_v2 (story->store.base.path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int (stmt, 1, BO_REMOTE_STOCK_OWN);
  for (; sqlite3_step (stmt) == SQLITE_ROW; n++)
    {
      g_test_message ("product %" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (stmt, 0));
      if (sqlite3_column_int64 (stmt, 1) == 0)
        g_assert_cmpint (sqlite3_column_int64 (stmt, 2), ==, get_quantity (story, sqlite3_column_int64 (stmt, 0)));
      g_assert_cmpint (sqlite3_column_int64 (stmt, 3), ==, MAX (sqlite3_column_int64 (stmt, 4), 0));
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  g_assert_cmpuint (n, >, 0);
}

/* Somebody buys more than there is, somebody else queues behind, the delivery is
 * booked in the shop, and the first is sent what is his. */
static void
test_backorder (Story        *story,
                gconstpointer user_data)
{
  gint64 product = make_product (story, "S-1", ",\"manage_stock\":true,\"stock_quantity\":5,\"backorders\":\"notify\"");
  gint64 first;

  bo_test_sync (SYNC);
  assert_on_hand ("S-1", 5);
  first = buy (story, product, 7);
  bo_test_sync (SYNC);
  assert_queue ("S-1", "5/7");
  assert_on_hand ("S-1", 5);
  buy (story, product, 2);
  bo_test_sync (SYNC);
  assert_queue ("S-1", "5/7 0/2");
  /* Three of the nine that were sold come in. */
  set_product (story, product, "{\"stock_quantity\":-1}");
  bo_test_sync (SYNC);
  assert_queue ("S-1", "7/7 1/2");
  set_order (story, first, "{\"status\":\"completed\"}");
  bo_test_sync (SYNC);
  assert_queue ("S-1", "1/2");
  assert_on_hand ("S-1", 1);
  g_assert_cmpint (get_quantity (story, product), ==, -1);
  bo_test_sync (SYNC);
  bo_test_full_sync (SYNC);
  assert_agree (story);
}

/* Of what the shop does not count it is told whether it can be had. */
static void
test_uncounted (Story        *story,
                gconstpointer user_data)
{
  gint64 there = make_product (story, "U-1", ",\"stock_status\":\"instock\"");
  gint64 later = make_product (story, "U-2", ",\"stock_status\":\"onbackorder\"");

  buy (story, there, 2);
  buy (story, later, 3);
  bo_test_sync (SYNC);
  assert_queue ("U-1", "");
  assert_queue ("U-2", "0/3");
  assert_on_hand ("U-2", 0);
  assert_agree (story);
}

/* For a moment after a sale the shop tells the new date and the old number. */
static void
test_torn (Story        *story,
           gconstpointer user_data)
{
  gint64 product = make_product (story, "T-1", ",\"manage_stock\":true,\"stock_quantity\":3,\"backorders\":\"yes\"");

  bo_test_sync (SYNC);
  set_switch (story, "torn-reads", "300");
  for (guint i = 0; i < 4; i++)
    {
      buy (story, product, 2);
      bo_test_sync (SYNC);
      bo_test_assert_sound (SERVICE);
    }
  while (get_quantity (story, product) != -5)
    bo_test_sync (SYNC);
  set_switch (story, "torn-reads", NULL);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  g_assert_cmpint (get_quantity (story, product), ==, -5);
  assert_agree (story);
}

/* Orders come in all the time, a page changes while the next is read. */
static void
test_busy (Story        *story,
           gconstpointer user_data)
{
  set_switch (story, "busy", "72000");
  while (bo_sample_shop_get_count (story->shop, "POST wc/store/v1/checkout") < CROWD)
    {
      bo_test_sync (SYNC);
      bo_test_assert_sound (SERVICE);
    }
  set_switch (story, "busy", NULL);
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
  assert_agree (story);
}

static gint64
find_order (Story      *story,
            const char *sku)
{
  g_autoptr (GPtrArray) lines = bo_test_list_lines (SERVICE, sku);

  g_assert_cmpuint (lines->len, ==, 1);
  return ((BoLineRecord *) g_ptr_array_index (lines, 0))->order_id;
}

/* Nobody hears whether a note went out, nor whether a number was written: each is
 * there once in the end. */
static void
test_lost_replies (Story        *story,
                   gconstpointer user_data)
{
  gint64           product = make_product (story, "L-1", ",\"manage_stock\":true,\"stock_quantity\":4,\"backorders\":\"notify\"");
  gint64           order;
  g_autofree char *notes = NULL;
  json_t          *found;
  guint            n_ours = 0;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_test_set_stock_owner (SYNC, BO_STOCK_OWNER_US);
  order = buy (story, product, 6);
  bo_test_sync (SYNC);
  assert_queue ("L-1", "4/6");
  bo_sync_add_note_async (SYNC, find_order (story, "L-1"), "The rest comes on Friday.", NULL, bo_test_take_result_cb, &result);
  bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  BO_TEST_RUN (bo_test_receive (SERVICE, bo_test_find_product (SERVICE, "L-1"), 3, NULL, &run_error));
  set_switch (story, "fault-on", "POST");
  set_switch (story, "fault-times", "2");
  set_switch (story, "lose-reply", "1");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (BoSyncReport) report = bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL);

      (void) report;
    }
  bo_sample_shop_reset_switches (story->shop);
  bo_test_sync (SYNC);
  g_assert_cmpint (get_quantity (story, product), ==, 1);
  assert_on_hand ("L-1", 7);
  notes = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/notes", order);
  found = tell (story, "GET", notes, NULL);
  for (guint i = 0; i < json_array_size (found); i++)
    if (strstr (json_string_value (json_object_get (json_array_get (found, i), "note")), "Friday") != NULL)
      n_ours++;
  json_decref (found);
  g_assert_cmpuint (n_ours, ==, 1);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, func) g_test_add ("/sync/story/" name, Story, NULL, set_up, func, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("backorder", test_backorder);
  ADD ("uncounted", test_uncounted);
  ADD ("torn", test_torn);
  ADD ("busy", test_busy);
  ADD ("lost-replies", test_lost_replies);

  return g_test_run ();
}
