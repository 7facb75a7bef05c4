/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

/* What goes back to the shop. */

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)
#define sync_now() bo_test_sync (fixture->sync)
#define assert_queue(sku, expected) bo_test_assert_queue (fixture->base.service, sku, expected)
#define assert_on_hand(sku, units) g_assert_cmpint (bo_test_get_on_hand (fixture->base.service, sku), ==, units)

/* A product whose stock we keep, of which the shop has @quantity, and an order. */
static BoRemoteProduct *
add_ours (SyncFixture *fixture,
          gint64       quantity,
          gint64       ordered)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", quantity);

  bo_test_set_stock_owner (SYNC, BO_STOCK_OWNER_US);
  if (ordered > 0)
    fake_shop_add_order (SHOP, NULL, "processing", product, ordered);
  sync_now ();
  return product;
}

static gint64
find_line (SyncFixture *fixture)
{
  g_autoptr (GPtrArray) lines = bo_test_list_lines (SERVICE, "P");

  g_assert_cmpuint (lines->len, >, 0);
  return ((BoLineRecord *) g_ptr_array_index (lines, 0))->id;
}

static gint64
get_order (SyncFixture *fixture)
{
  g_autoptr (BoLineRecord) record = bo_test_load_line (SERVICE, find_line (fixture));

  return record->order_id;
}

/* "stock waiting 4" and so on, one after the other. */
static char *
describe_outbox (SyncFixture *fixture)
{
  g_autoptr (GPtrArray) entries = bo_test_list_outbox (SYNC);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const BoOutboxEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", bo_push_kind_to_name (entry->kind),
                              bo_outbox_state_to_name (entry->state));
      if (entry->text != NULL)
        g_string_append_printf (text, " %s", entry->text);
      else
        g_string_append_printf (text, " %" G_GINT64_FORMAT, entry->number);
    }
  return g_string_free (text, FALSE);
}

#define assert_outbox(expected)                              \
  G_STMT_START                                               \
  {                                                          \
    g_autofree char *bo_outbox_ = describe_outbox (fixture); \
                                                             \
    g_assert_cmpstr (bo_outbox_, ==, expected);              \
  }                                                          \
  G_STMT_END

static void
add_note (SyncFixture *fixture,
          const char  *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_sync_add_note_async (SYNC, get_order (fixture), text, NULL, bo_test_take_result_cb, &result);
  bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
}

/* What everybody ships, counts and cancels is one entry a product. */
static void
test_stock (SyncFixture  *fixture,
            gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 5, 3);
  gint64           line = find_line (fixture);

  /* Every open line is in the queue, since all that leaves must be booked. */
  assert_queue ("P", "3/3");
  assert_on_hand ("P", 5);
  assert_outbox ("");
  BO_TEST_RUN (bo_test_receive (SERVICE, bo_test_find_product (SERVICE, "P"), 4, NULL, &run_error));
  assert_outbox ("stock waiting 6");
  BO_TEST_RUN (bo_test_ship (SERVICE, line, 1, FALSE, NULL, &run_error));
  assert_outbox ("stock waiting 6");
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 10, NULL, &run_error));
  assert_outbox ("stock waiting 8");
  BO_TEST_RUN (bo_test_cancel (SERVICE, line, 1, NULL, &run_error));
  assert_outbox ("stock waiting 9");
  sync_now ();
  assert_outbox ("");
  g_assert_cmpint (product->quantity, ==, 9);
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 1);
  sync_now ();
  sync_now ();
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 1);
  assert_on_hand ("P", 10);
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_undone (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 5, 0);

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 9, NULL, &run_error));
  assert_outbox ("stock waiting 9");
  BO_TEST_RUN (bo_test_undo (SERVICE, 0, &run_error));
  assert_outbox ("");
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 7, NULL, &run_error));
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 7);
  BO_TEST_RUN (bo_test_undo (SERVICE, 0, &run_error));
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 5);
}

/* Nothing is ever written to a shop that keeps its stock itself. */
static void
test_theirs (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 2);

  fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  sync_now ();
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 9, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (SERVICE, find_line (fixture), 1, FALSE, NULL, &run_error));
  assert_outbox ("");
  sync_now ();
  g_assert_cmpuint (SHOP->n_pushes, ==, 0);
}

static void
test_owner_of_product (SyncFixture  *fixture,
                       gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 2);
  BoRemoteProduct *other = fake_shop_add_product (SHOP, "Q", 2);
  g_autoptr (GAsyncResult) result = NULL;

  sync_now ();
  bo_sync_set_owner_async (SYNC, bo_test_find_product (SERVICE, "P"), BO_STOCK_OWNER_US, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 9, NULL, &run_error));
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "Q"), 9, NULL, &run_error));
  assert_outbox ("stock waiting 9");
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 9);
  g_assert_cmpint (other->quantity, ==, 2);
}

/* The web shop sells while we count: nobody's units are lost. */
static void
test_sold_meanwhile (SyncFixture  *fixture,
                     gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  sync_now ();
  assert_queue ("P", "3/3");
  assert_on_hand ("P", 8);
  g_assert_cmpint (product->quantity, ==, 5);
  bo_test_assert_conflicts (SYNC, "");
}

static void
cancel_hook (FakeShop     *shop,
             const BoPull *pull,
             gpointer      user_data)
{
  FakeOrder *order = g_ptr_array_index (shop->orders, 0);

  /* After everything has been read. */
  if (pull->resource == BO_RESOURCE_ORDERS && pull->ids_only && g_str_equal (order->order->status, "processing"))
    fake_shop_set_status (shop, order, "cancelled");
}

/* The shop comes to our number by itself before it is written: we have not written it,
 * and what became of it is read. */
static void
test_same_by_chance (SyncFixture  *fixture,
                     gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 1);
  FakeOrder       *order = g_ptr_array_index (SHOP->orders, 0);

  g_assert_cmpint (product->quantity, ==, 9);
  BO_TEST_RUN (bo_test_cancel (SERVICE, find_line (fixture), 1, NULL, &run_error));
  SHOP->hook = cancel_hook;
  sync_now ();
  SHOP->hook = NULL;
  g_assert_cmpint (product->quantity, ==, 10);
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 0);
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  bo_test_assert_conflicts (SYNC, "");
  g_assert_cmpint (product->quantity, ==, bo_test_get_on_hand (SERVICE, "P"));
}

/* Part of an order was sent from here; the shop cancels it, takes all of it back into
 * stock and deletes it before anybody looks: that is no stock that somebody corrected. */
static void
test_deleted_after_shipping (SyncFixture  *fixture,
                             gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 3);
  FakeOrder       *order = g_ptr_array_index (SHOP->orders, 0);

  BO_TEST_RUN (bo_test_ship (SERVICE, find_line (fixture), 1, FALSE, NULL, &run_error));
  fake_shop_add_order (SHOP, NULL, "processing", fake_shop_add_product (SHOP, "Q", 1), 1);
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 7);
  fake_shop_set_status (SHOP, order, "cancelled");
  g_assert_cmpint (product->quantity, ==, 10);
  fake_shop_delete_order (SHOP, order);
  sync_now ();
  assert_on_hand ("P", 9);
  g_assert_cmpint (product->quantity, ==, 9);
  bo_test_assert_conflicts (SYNC, "");
}

static void
sell_hook (FakeShop     *shop,
           const BoPull *pull,
           gpointer      user_data)
{
  guint *n = user_data;

  if (*n == 0 || pull != NULL)
    return;
  (*n)--;
  fake_shop_add_order (shop, NULL, "processing", g_ptr_array_index (shop->products, 0), 2);
}

/* Between our look and our writing: the order's units were written over. */
static void
test_sold_between (SyncFixture  *fixture,
                   gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);
  guint            n = 1;

  SHOP->push_hook = sell_hook;
  SHOP->hook_data = &n;
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 8);
  sync_now ();
  assert_queue ("P", "2/2");
  assert_on_hand ("P", 8);
  g_assert_cmpint (product->quantity, ==, 6);
  bo_test_assert_conflicts (SYNC, "");
}

static void
pull_hook (FakeShop     *shop,
           const BoPull *pull,
           gpointer      user_data)
{
  guint *n = user_data;

  /* After everything has been read. */
  if (*n == 0 || pull == NULL || pull->resource != BO_RESOURCE_ORDERS || !pull->ids_only)
    return;
  (*n)--;
  fake_shop_add_order (shop, NULL, "processing", g_ptr_array_index (shop->products, 0), 2);
}

/* After we have read everything and before our look: it is read again first. */
static void
test_sold_before (SyncFixture  *fixture,
                  gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);
  guint            n = 1;

  SHOP->hook = pull_hook;
  SHOP->hook_data = &n;
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  sync_now ();
  assert_queue ("P", "2/2");
  g_assert_cmpint (product->quantity, ==, 6);
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 1);
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_conflict (SyncFixture  *fixture,
               gconstpointer mine)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 2);

  /* Somebody corrects it there, and somebody counts here. */
  fake_shop_set_stock (SHOP, product, 20);
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 9, NULL, &run_error));
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 20);
  bo_test_assert_conflicts (SYNC, "stock:7>20");
  assert_outbox ("stock conflict 7");
  /* It waits, whatever else happens. */
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  fake_shop_touch (SHOP, product);
  sync_now ();
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 0);

  bo_test_resolve (SYNC, GPOINTER_TO_INT (mine) ? BO_RESOLVE_MINE : BO_RESOLVE_THEIRS);
  bo_test_assert_conflicts (SYNC, "");
  sync_now ();
  assert_outbox ("");
  g_assert_cmpint (product->quantity, ==, GPOINTER_TO_INT (mine) ? 6 : 20);
  assert_on_hand ("P", GPOINTER_TO_INT (mine) ? 8 : 22);
  bo_test_assert_conflicts (SYNC, "");
}

/* Both come to the same number: there is nothing to settle. */
static void
test_conflict_ends (SyncFixture  *fixture,
                    gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);

  fake_shop_set_stock (SHOP, product, 20);
  sync_now ();
  bo_test_assert_conflicts (SYNC, "stock:10>20");
  fake_shop_set_stock (SHOP, product, 10);
  sync_now ();
  bo_test_assert_conflicts (SYNC, "");
  assert_outbox ("");
}

/* The shop gives units back before it says of which order: nobody need be asked then,
 * though our books have moved meanwhile. */
static void
test_conflict_explained (SyncFixture  *fixture,
                         gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 2);
  FakeOrder       *order = g_ptr_array_index (SHOP->orders, 0);

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 15, NULL, &run_error));
  fake_shop_set_stock (SHOP, product, 10);
  sync_now ();
  bo_test_assert_conflicts (SYNC, "stock:13>10");
  fake_order_line (order, 0)->reduced = 0;
  fake_shop_set_status (SHOP, order, "cancelled");
  sync_now ();
  bo_test_assert_conflicts (SYNC, "");
  g_assert_cmpint (product->quantity, ==, 15);
  assert_outbox ("");
}

/* What we counted before the shop was connected is not given up unasked. */
static void
test_counted_before (SyncFixture  *fixture,
                     gconstpointer user_data)
{
  gint64           id = bo_test_add_product (SERVICE, "P");
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 5);

  BO_TEST_RUN (bo_test_count (SERVICE, id, 7, NULL, &run_error));
  bo_test_set_stock_owner (SYNC, BO_STOCK_OWNER_US);
  sync_now ();
  bo_test_assert_conflicts (SYNC, "stock:7>5");
  g_assert_cmpint (product->quantity, ==, 5);
  bo_test_resolve (SYNC, BO_RESOLVE_MINE);
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 7);
}

/* The answer got lost: what was written is not written again, nor anything upon it. */
static void
test_lost_answer (SyncFixture  *fixture,
                  gconstpointer sold)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);
  g_autoptr (GError) error = NULL;

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  SHOP->push_lost = TRUE;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE);
  g_assert_cmpint (product->quantity, ==, 8);
  SHOP->push_lost = FALSE;
  if (GPOINTER_TO_INT (sold))
    fake_shop_add_order (SHOP, NULL, "processing", product, 3);
  sync_now ();
  g_assert_cmpint (product->quantity, ==, GPOINTER_TO_INT (sold) ? 5 : 8);
  assert_on_hand ("P", 8);
  assert_outbox ("");
  bo_test_assert_conflicts (SYNC, "");
  g_assert_cmpuint (SHOP->n_stock_writes, ==, 1);
}

static void
test_offline (SyncFixture  *fixture,
              gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  SHOP->push_fails = TRUE;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error));
  assert_outbox ("stock failed 8");
  entries = bo_test_list_outbox (SYNC);
  {
    const BoOutboxEntry *entry = g_ptr_array_index (entries, 0);

    g_assert_cmpint (entry->attempts, ==, 1);
    g_assert_cmpint (entry->next_attempt, >, entry->created);
    g_assert_nonnull (entry->error);
  }
  /* It is not tried again before its time, unless somebody says so. */
  SHOP->push_fails = FALSE;
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 10);
  bo_sync_retry_async (SYNC, 0, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 8);
  assert_outbox ("");
}

static void
test_restart (SyncFixture  *fixture,
              gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 1);
  g_autoptr (GError) error = NULL;

  add_note (fixture, "It comes on Friday");
  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  bo_sync_close (SYNC);
  g_clear_object (&SERVICE);
  bo_test_drain ();
  SERVICE = bo_test_open_service (fixture->base.path, BO_SERVICE_MUST_EXIST, &error);
  SYNC = bo_test_open_sync (SERVICE, BO_CATALOG (SHOP));
  assert_outbox ("note waiting It comes on Friday, stock waiting 7");
  sync_now ();
  assert_outbox ("");
  g_assert_cmpint (product->quantity, ==, 7);
  g_assert_cmpuint (SHOP->notes->len, ==, 1);
}

static void
test_dropped (SyncFixture  *fixture,
              gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 10, 0);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  BO_TEST_RUN (bo_test_count (SERVICE, bo_test_find_product (SERVICE, "P"), 8, NULL, &run_error));
  entries = bo_test_list_outbox (SYNC);
  id = ((BoOutboxEntry *) g_ptr_array_index (entries, 0))->id;
  bo_sync_drop_async (SYNC, id, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  assert_outbox ("");
  sync_now ();
  g_assert_cmpint (product->quantity, ==, 10);
  bo_sync_drop_async (SYNC, id, NULL, bo_test_take_result_cb, &again);
  g_assert_false (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&again), &error));
  g_assert_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND);
}

static void
test_note (SyncFixture  *fixture,
           gconstpointer user_data)
{
  const FakeNote *note;

  add_ours (fixture, 0, 2);
  add_note (fixture, "  It comes on Friday\n");
  add_note (fixture, "It comes on Saturday");
  assert_outbox ("note waiting It comes on Friday, note waiting It comes on Saturday");
  sync_now ();
  sync_now ();
  assert_outbox ("");
  g_assert_cmpuint (SHOP->notes->len, ==, 2);
  note = g_ptr_array_index (SHOP->notes, 0);
  g_assert_cmpstr (note->text, ==, "It comes on Friday");
  g_assert_cmpint (note->order_id, ==, ((FakeOrder *) g_ptr_array_index (SHOP->orders, 0))->order->id);
  g_assert_cmpstr (note->reference, !=, ((FakeNote *) g_ptr_array_index (SHOP->notes, 1))->reference);
}

/* Whatever becomes of the answer, a note is sent once. */
static void
test_note_lost (SyncFixture  *fixture,
                gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;

  add_ours (fixture, 0, 2);
  add_note (fixture, "Once");
  SHOP->push_lost = TRUE;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL));
  g_assert_cmpuint (SHOP->notes->len, ==, 1);
  SHOP->push_lost = FALSE;
  bo_sync_retry_async (SYNC, 0, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  sync_now ();
  g_assert_cmpuint (SHOP->notes->len, ==, 1);
  assert_outbox ("");
}

static void
test_note_unsure (SyncFixture  *fixture,
                  gconstpointer again)
{
  g_autoptr (GAsyncResult) result = NULL;

  add_ours (fixture, 0, 2);
  add_note (fixture, "Once");
  SHOP->push_lost = TRUE;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, NULL));
  SHOP->push_lost = FALSE;
  SHOP->notes_blind = TRUE;
  bo_sync_retry_async (SYNC, 0, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  sync_now ();
  sync_now ();
  g_assert_cmpuint (SHOP->notes->len, ==, 1);
  assert_outbox ("note conflict Once");
  bo_test_assert_conflicts (SYNC, "note:0>0");
  bo_test_resolve (SYNC, GPOINTER_TO_INT (again) ? BO_RESOLVE_MINE : BO_RESOLVE_THEIRS);
  sync_now ();
  g_assert_cmpuint (SHOP->notes->len, ==, GPOINTER_TO_INT (again) ? 2 : 1);
  assert_outbox ("");
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_refused (SyncFixture  *fixture,
              gconstpointer user_data)
{
  add_ours (fixture, 0, 2);
  add_note (fixture, "No");
  SHOP->push_fails = TRUE;
  SHOP->failure = BO_CATALOG_ERROR_REFUSED;
  sync_now ();
  assert_outbox ("note refused No");
  SHOP->push_fails = FALSE;
  sync_now ();
  assert_outbox ("note refused No");
}

static void
test_read_only (SyncFixture  *fixture,
                gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  add_ours (fixture, 0, 2);
  add_note (fixture, "No");
  fake_shop_add_product (SHOP, "NEW", 1);
  SHOP->push_fails = TRUE;
  SHOP->failure = BO_CATALOG_ERROR_READ_ONLY;
  g_assert_null (bo_test_try_sync (SYNC, BO_SYNC_DEFAULT, &error));
  g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_READ_ONLY);
  /* What there was to read has been. */
  g_assert_cmpint (bo_test_find_product (SERVICE, "NEW"), !=, 0);
  assert_outbox ("note failed No");
}

static void
test_backorders (SyncFixture  *fixture,
                 gconstpointer user_data)
{
  BoRemoteProduct *product = add_ours (fixture, 5, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  BoShopProduct shop_product;

  bo_sync_set_backorders_async (SYNC, bo_test_find_product (SERVICE, "P"), BO_REMOTE_BACKORDERS_NOTIFY, NULL,
                                bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), NULL));
  assert_outbox ("backorders waiting 1");
  sync_now ();
  g_assert_cmpint (product->backorders, ==, BO_REMOTE_BACKORDERS_NOTIFY);
  bo_sync_load_product_async (SYNC, bo_test_find_product (SERVICE, "P"), NULL, bo_test_take_result_cb, &loaded);
  g_assert_true (bo_sync_load_product_finish (SYNC, bo_test_wait_for (&loaded), &shop_product, NULL));
  g_assert_cmpint (shop_product.backorders, ==, BO_REMOTE_BACKORDERS_NOTIFY);
  g_assert_cmpint (shop_product.quantity, ==, 5);
  g_assert_cmpint (shop_product.effective_owner, ==, BO_STOCK_OWNER_US);
}

static void
test_places (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);
  FakeOrder       *first = fake_shop_add_order (SHOP, NULL, "processing", product, 1);
  FakeOrder       *second = fake_shop_add_order (SHOP, NULL, "processing", product, 1);
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);

  sync_now ();
  g_assert_null (first->place);
  config->write_place = TRUE;
  bo_test_set_config (SYNC, config);
  sync_now ();
  g_assert_cmpstr (first->place, ==, "P 1/2");
  g_assert_cmpstr (second->place, ==, "P 2/2");
  sync_now ();
  {
    guint n = SHOP->n_pushes;

    sync_now ();
    g_assert_cmpuint (SHOP->n_pushes, ==, n);
  }
  fake_shop_set_status (SHOP, first, "cancelled");
  sync_now ();
  g_assert_cmpstr (second->place, ==, "P 1/1");
}

static void
test_not_ours (SyncFixture  *fixture,
               gconstpointer user_data)
{
  gint64 product = bo_test_add_product (SERVICE, "LOCAL");
  gint64 line = bo_test_add_line (SERVICE, product, 1, 2, 0);
  g_autoptr (BoLineRecord) record = bo_test_load_line (SERVICE, line);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_sync_add_note_async (SYNC, record->order_id, "Hello", NULL, bo_test_take_result_cb, &result);
  g_assert_false (bo_sync_outbox_finish (SYNC, bo_test_wait_for (&result), &error));
  g_assert_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_DATA(name, data, func) \
  g_test_add ("/sync/outbox/" name, SyncFixture, GINT_TO_POINTER (data), sync_fixture_set_up, func, sync_fixture_tear_down)
#define ADD(name, func) ADD_DATA (name, 0, func)
  ADD ("stock", test_stock);
  ADD ("undone", test_undone);
  ADD ("theirs", test_theirs);
  ADD ("owner-of-product", test_owner_of_product);
  ADD ("sold/meanwhile", test_sold_meanwhile);
  ADD ("deleted-after-shipping", test_deleted_after_shipping);
  ADD ("same-by-chance", test_same_by_chance);
  ADD ("sold/before", test_sold_before);
  ADD ("sold/between", test_sold_between);
  ADD_DATA ("conflict/mine", TRUE, test_conflict);
  ADD_DATA ("conflict/theirs", FALSE, test_conflict);
  ADD ("conflict/ends", test_conflict_ends);
  ADD ("conflict/explained", test_conflict_explained);
  ADD ("conflict/counted-before", test_counted_before);
  ADD_DATA ("lost-answer/quiet", FALSE, test_lost_answer);
  ADD_DATA ("lost-answer/sold", TRUE, test_lost_answer);
  ADD ("offline", test_offline);
  ADD ("restart", test_restart);
  ADD ("dropped", test_dropped);
  ADD ("note/sent", test_note);
  ADD ("note/lost", test_note_lost);
  ADD_DATA ("note/unsure/again", TRUE, test_note_unsure);
  ADD_DATA ("note/unsure/sent", FALSE, test_note_unsure);
  ADD ("refused", test_refused);
  ADD ("read-only", test_read_only);
  ADD ("backorders", test_backorders);
  ADD ("places", test_places);
  ADD ("not-ours", test_not_ours);

  return g_test_run ();
}
