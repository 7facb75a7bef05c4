/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

/* What an order of the shop's becomes in the queue, and what its changes do. */

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)
#define sync_now() bo_test_sync (fixture->sync)
#define assert_queue(sku, expected) bo_test_assert_queue (fixture->base.service, sku, expected)
#define assert_on_hand(sku, units) g_assert_cmpint (bo_test_get_on_hand (fixture->base.service, sku), ==, units)

/* A product of which @quantity were there, and an order of @units. */
static FakeOrder *
add_order (SyncFixture *fixture,
           gint64       quantity,
           gint64       units)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", quantity);

  return fake_shop_add_order (SHOP, NULL, "processing", product, units);
}

static BoRemoteProduct *
get_product (SyncFixture *fixture)
{
  return g_ptr_array_index (SHOP->products, 0);
}

static gint64
get_line (SyncFixture *fixture,
          const char  *sku,
          guint        index)
{
  g_autoptr (GPtrArray) lines = bo_test_list_lines (SERVICE, sku);

  g_assert_cmpuint (lines->len, >, index);
  return ((BoLineRecord *) g_ptr_array_index (lines, index))->id;
}

/* Places of a line as "2@0 3@7": units, seconds after the first order of the shop. */
static char *
describe_places (SyncFixture *fixture,
                 gint64       line_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoLineDetail) detail = bo_test_load_detail (SERVICE, line_id, &error);
  const FakeOrder *first = g_ptr_array_index (SHOP->orders, 0);
  GString         *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < detail->tranches->len; i++)
    {
      const BoTranche *tranche = &g_array_index (detail->tranches, BoTranche, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "@%" G_GINT64_FORMAT, i > 0 ? " " : "", tranche->units,
                              tranche->queued - first->order->paid);
    }
  return g_string_free (text, FALSE);
}

static void
test_raised (SyncFixture  *fixture,
             gconstpointer user_data)
{
  FakeOrder       *order = add_order (fixture, 0, 2);
  g_autofree char *places = NULL;

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 3);
  sync_now ();
  assert_queue ("P", "0/2 0/3");

  SHOP->clock += 100;
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 6);
  sync_now ();
  assert_queue ("P", "0/6 0/3");
  places = describe_places (fixture, get_line (fixture, "P", 0));
  g_assert_true (g_str_has_prefix (places, "2@0 4@1"));

  /* TV25: who raises stands behind for what was added. */
  fake_shop_set_stock (SHOP, get_product (fixture), get_product (fixture)->quantity + 6);
  sync_now ();
  assert_queue ("P", "3/6 3/3");
}

static void
test_lowered (SyncFixture  *fixture,
              gconstpointer user_data)
{
  FakeOrder       *order = add_order (fixture, 0, 2);
  g_autofree char *places = NULL;

  sync_now ();
  SHOP->clock += 100;
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 6);
  sync_now ();
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 3);
  sync_now ();
  assert_queue ("P", "0/3");
  places = describe_places (fixture, get_line (fixture, "P", 0));
  g_assert_true (g_str_has_prefix (places, "2@0 1@1"));
  assert_on_hand ("P", 0);
}

/* TV24: reducing fills nobody. */
static void
test_lowered_fills_nobody (SyncFixture  *fixture,
                           gconstpointer user_data)
{
  FakeOrder *second;

  add_order (fixture, 0, 1);
  second = fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 2);
  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 1);
  sync_now ();
  fake_shop_set_units (SHOP, second, fake_order_line (second, 0), 1);
  sync_now ();
  assert_queue ("P", "0/1 0/1 0/1");
  assert_on_hand ("P", 0);
}

static void
test_refunded (SyncFixture  *fixture,
               gconstpointer restock)
{
  FakeOrder *order = add_order (fixture, 3, 5);

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 2);
  sync_now ();
  assert_queue ("P", "3/5 0/2");
  fake_shop_refund (SHOP, order, fake_order_line (order, 0), 3, GPOINTER_TO_INT (restock));
  sync_now ();
  /* The refund takes the missing units first; what became free goes to the next. */
  assert_queue ("P", "2/2 1/2");
  assert_on_hand ("P", 3);
  sync_now ();
  assert_queue ("P", "2/2 1/2");
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_refunded_before (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 0, 5);

  fake_shop_refund (SHOP, order, fake_order_line (order, 0), 2, TRUE);
  sync_now ();
  assert_queue ("P", "0/3");
  g_assert_cmpuint (SHOP->n_pulls_of[BO_RESOURCE_REFUNDS], >=, 1);
}

/* The money went back, the rest is sent: what was refunded leaves nobody's shelf. */
static void
test_refunded_completed (SyncFixture  *fixture,
                         gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 5, 5);
  gint64     line;

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 1);
  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  sync_now ();
  assert_queue ("P", "5/5 0/1");
  line = get_line (fixture, "P", 0);
  fake_shop_refund (SHOP, order, fake_order_line (order, 0), 2, TRUE);
  sync_now ();
  assert_queue ("P", "3/3 1/1");
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  bo_test_full_sync (SYNC);
  assert_queue ("P", "1/1");
  assert_on_hand ("P", 2);
  {
    g_autoptr (BoLineRecord) record = bo_test_load_line (SERVICE, line);

    g_assert_cmpint (record->shipped, ==, 3);
  }
}

static void
delete_hook (FakeShop     *shop,
             const BoPull *pull,
             gpointer      user_data)
{
  FakeOrder **order = user_data;

  if (pull->resource == BO_RESOURCE_REFUNDS && *order != NULL)
    fake_shop_delete_order (shop, g_steal_pointer (order));
}

/* An order of whose refunds nothing can be known wants no more than it did. */
static void
test_refunds_unknown (SyncFixture  *fixture,
                      gconstpointer gone)
{
  FakeOrder *order = add_order (fixture, 0, 5);

  fake_shop_add_order (SHOP, NULL, "cancelled", get_product (fixture), 1);
  fake_shop_refund (SHOP, order, fake_order_line (order, 0), 2, TRUE);
  sync_now ();
  assert_queue ("P", "0/3");
  order->order->modified = ++SHOP->clock;
  if (GPOINTER_TO_INT (gone))
    {
      SHOP->hook = delete_hook;
      SHOP->hook_data = &order;
    }
  else
    {
      SHOP->refused_of = BO_RESOURCE_REFUNDS;
      g_ptr_array_add (SHOP->refused, g_strdup ("A refund is no record"));
      fake_shop_set_status (SHOP, order, "on-hold");
    }
  sync_now ();
  assert_queue ("P", "0/3");
  SHOP->hook = NULL;
  g_ptr_array_set_size (SHOP->refused, 0);
  bo_test_full_sync (SYNC);
  assert_queue ("P", GPOINTER_TO_INT (gone) ? "" : "0/3");
}

static void
test_cancelled (SyncFixture  *fixture,
                gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 3, 4);

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 4);
  sync_now ();
  assert_queue ("P", "3/4 0/4");
  fake_shop_set_status (SHOP, order, "cancelled");
  sync_now ();
  assert_queue ("P", "3/4");
  assert_on_hand ("P", 3);
}

static void
test_trashed (SyncFixture  *fixture,
              gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 3, 4);

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 4);
  sync_now ();
  fake_shop_trash_order (SHOP, order, TRUE);
  sync_now ();
  assert_queue ("P", "3/4");
  assert_on_hand ("P", 3);

  /* Back from the bin: it has lost its place. */
  fake_shop_trash_order (SHOP, order, FALSE);
  sync_now ();
  assert_queue ("P", "0/4 3/4");
  assert_on_hand ("P", 3);
}

/* The shop keeps what a deleted order took: that is nobody else's loss here. */
static void
test_deleted (SyncFixture  *fixture,
              gconstpointer user_data)
{
  FakeOrder *second;

  add_order (fixture, 3, 3);
  second = fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 2);
  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 1);
  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  sync_now ();
  assert_queue ("P", "3/3 0/2 0/1");
  fake_shop_delete_order (SHOP, second);
  sync_now ();
  assert_queue ("P", "3/3 0/1");
  assert_on_hand ("P", 3);

  /* Somebody corrects the shop's number by what it had kept: nothing has come. */
  fake_shop_set_stock (SHOP, get_product (fixture), get_product (fixture)->quantity + 2);
  sync_now ();
  assert_queue ("P", "3/3 0/1");
  assert_on_hand ("P", 3);
  /* And one more has. */
  fake_shop_set_stock (SHOP, get_product (fixture), get_product (fixture)->quantity + 1);
  sync_now ();
  assert_queue ("P", "3/3 1/1");
}

static void
test_completed (SyncFixture  *fixture,
                gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 3, 4);
  gint64     line;

  sync_now ();
  line = get_line (fixture, "P", 0);
  fake_shop_set_stock (SHOP, get_product (fixture), get_product (fixture)->quantity + 5);
  sync_now ();
  assert_queue ("P", "4/4");
  assert_on_hand ("P", 8);
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  assert_queue ("P", "");
  assert_on_hand ("P", 4);
  bo_test_assert_conflicts (SYNC, "");
  {
    g_autoptr (BoLineRecord) record = bo_test_load_line (SERVICE, line);

    g_assert_cmpint (record->shipped, ==, 4);
  }

  /* It was a slip: the goods are here, the place is the last. */
  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 6);
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  /* The other order was there before, and had all it wants. */
  assert_queue ("P", "2/4");
  assert_on_hand ("P", 2);
}

/* Completed there with units that were not here: they left all the same, and it is said. */
static void
test_completed_short (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 1, 3);

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 1);
  sync_now ();
  assert_queue ("P", "1/3 0/1");
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  assert_queue ("P", "0/1");
  assert_on_hand ("P", 0);
  bo_test_assert_conflicts (SYNC, "shipped:2>0 negative:2>-3");
}

static void
test_reopened (SyncFixture  *fixture,
               gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 0, 2);

  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 2);
  sync_now ();
  fake_shop_set_status (SHOP, order, "cancelled");
  sync_now ();
  assert_queue ("P", "0/2");
  SHOP->clock += 10;
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  assert_queue ("P", "0/2 0/2");
  fake_shop_set_stock (SHOP, get_product (fixture), get_product (fixture)->quantity + 3);
  sync_now ();
  assert_queue ("P", "1/2 2/2");
}

/* What is wanted less while an order is completed or cancelled is wanted less when it is
 * taken up again; what people took off here stays off. */
static void
test_lowered_while_gone (SyncFixture  *fixture,
                         gconstpointer state)
{
  FakeOrder *order = add_order (fixture, 9, 5);

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  sync_now ();
  BO_TEST_RUN (bo_test_cancel (SERVICE, get_line (fixture, "P", 0), 1, NULL, &run_error));
  assert_queue ("P", "4/4");
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  assert_queue ("P", "");
  fake_shop_set_status (SHOP, order, state);
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 2);
  sync_now ();
  assert_queue ("P", "");
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  assert_queue ("P", "2/2");
  fake_shop_set_status (SHOP, order, "completed");
  sync_now ();
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  assert_queue ("P", "2/2");
}

/* Completed before it was ever seen here, reopened and edited before it is seen again:
 * all that had left is back, and as much of it is wanted as the order says.  Where we
 * keep the stock it is what we say all the same. */
static void
test_history_reopened (SyncFixture  *fixture,
                       gconstpointer units)
{
  for (int owner = BO_STOCK_OWNER_SHOP; owner <= BO_STOCK_OWNER_US; owner++)
    {
      g_autofree char *sku = g_strdup_printf ("P%d", owner);
      g_autofree char *queue = g_strdup_printf ("%d/%d", GPOINTER_TO_INT (units), GPOINTER_TO_INT (units));
      gint64           on_hand = owner == BO_STOCK_OWNER_US ? 5 : 8;
      BoRemoteProduct *product = fake_shop_add_product (SHOP, sku, 8);
      FakeOrder       *order = fake_shop_add_order (SHOP, NULL, "completed", product, 3);

      bo_test_set_stock_owner (SYNC, owner);
      bo_test_set_take (SYNC, BO_TAKE_EVERY);
      sync_now ();
      assert_queue (sku, "");
      assert_on_hand (sku, 5);
      fake_shop_set_status (SHOP, order, "processing");
      fake_shop_set_units (SHOP, order, fake_order_line (order, 0), GPOINTER_TO_INT (units));
      sync_now ();
      assert_queue (sku, queue);
      assert_on_hand (sku, on_hand);
      g_assert_cmpint (product->quantity, ==, on_hand - GPOINTER_TO_INT (units));
      bo_test_assert_conflicts (SYNC, "");
    }
}

/* What people did here stays when something else of the order changes there. */
static void
test_local_edits_stay (SyncFixture  *fixture,
                       gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 0, 4);
  gint64     line;

  sync_now ();
  line = get_line (fixture, "P", 0);
  {
    BoAmendRequest *request = bo_amend_request_new (line);

    request->fields = BO_AMEND_CLASS | BO_AMEND_REASON;
    request->priority_class = 1;
    request->reason = BO_REASON_PLANNED;
    request->cause = BO_CAUSE_OTHER;
    BO_TEST_RUN (bo_test_amend (SERVICE, request, &run_error));
  }
  BO_TEST_RUN (bo_test_cancel (SERVICE, line, 1, NULL, &run_error));
  assert_queue ("P", "0/3");
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 5);
  sync_now ();
  assert_queue ("P", "0/4");
  /* The shop lowers to what is here already: the unit is not lost twice. */
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 4);
  sync_now ();
  assert_queue ("P", "0/4");
  {
    g_autoptr (BoLineRecord) record = bo_test_load_line (SERVICE, line);

    g_assert_cmpint (record->priority_class, ==, 1);
    g_assert_cmpint (record->reason, ==, BO_REASON_PLANNED);
    g_assert_cmpint (record->cause, ==, BO_CAUSE_OTHER);
  }
}

static void
test_unpaid (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);
  FakeOrder       *order = fake_shop_add_order (SHOP, NULL, "pending", product, 2);
  g_autofree char *places = NULL;

  sync_now ();
  assert_queue ("P", "");
  fake_shop_add_order (SHOP, NULL, "processing", product, 1);
  SHOP->clock += 50;
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  assert_queue ("P", "0/1 0/2");
  /* Its place counts from when it was paid. */
  places = describe_places (fixture, get_line (fixture, "P", 1));
  g_assert_cmpstr (places, ==, "2@0");
}

static void
test_lapsed (SyncFixture  *fixture,
             gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 1);
  FakeOrder       *order;

  SHOP->clock -= 20 * 24 * 60 * 60;
  order = fake_shop_add_order (SHOP, NULL, "on-hold", product, 2);
  SHOP->clock += 20 * 24 * 60 * 60;
  fake_shop_add_order (SHOP, NULL, "on-hold", product, 1);
  sync_now ();
  sync_now ();
  /* Nobody paid for weeks: the place is free, and the unit is the other order's. */
  assert_queue ("P", "");
  fake_shop_set_status (SHOP, order, "processing");
  sync_now ();
  assert_queue ("P", "0/2");
}

static void
test_pre_ordered (SyncFixture  *fixture,
                  gconstpointer user_data)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 6);
  static char     *states[] = { (char *) "processing", (char *) "pre-ordered", NULL };
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);
  g_autoptr (GPtrArray) lines = NULL;

  config->hold_states = g_strdupv (states);
  bo_test_set_config (SYNC, config);
  fake_shop_add_order (SHOP, NULL, "pre-ordered", product, 2);
  fake_shop_add_order (SHOP, NULL, "on-hold", product, 2);
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  sync_now ();
  /* What the shop has not taken from its stock must be kept here. */
  assert_queue ("P", "2/2");
  lines = bo_test_list_lines (SERVICE, "P");
  g_assert_cmpint (((BoLineRecord *) g_ptr_array_index (lines, 0))->reason, ==, BO_REASON_PLANNED);
}

static void
test_class_by_role (SyncFixture  *fixture,
                    gconstpointer user_data)
{
  BoRemoteProduct  *product = fake_shop_add_product (SHOP, "P", 0);
  BoRemoteCustomer *trade = fake_shop_add_customer (SHOP, "Trade", "trade@example.org", "wholesale");
  g_autoptr (BoShopConfig) config = bo_test_dup_config (SYNC);
  FakeOrder *spoof;
  g_autoptr (GPtrArray) lines = NULL;

  bo_shop_config_set_role (config, "wholesale", 1);
  bo_test_set_config (SYNC, config);
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  fake_shop_add_order (SHOP, trade, "processing", product, 3);
  /* A guest who gives the address of a trade customer is a guest. */
  spoof = fake_shop_add_order (SHOP, NULL, "processing", product, 4);
  g_free (spoof->order->buyer->email);
  spoof->order->buyer->email = g_strdup ("TRADE@example.org");
  sync_now ();
  lines = bo_test_list_lines (SERVICE, "P");
  g_assert_cmpuint (lines->len, ==, 3);
  for (guint i = 0; i < lines->len; i++)
    {
      const BoLineRecord *line = g_ptr_array_index (lines, i);

      g_assert_cmpint (line->priority_class, ==, line->open == 3 ? 1 : 2);
    }
  fake_shop_set_stock (SHOP, product, product->quantity + 4);
  sync_now ();
  assert_queue ("P", "3/3 1/2 0/4");
}

/* "planned" is a sale that the shop was to make without having it. */
static void
test_reason_by_switch (SyncFixture  *fixture,
                       gconstpointer backorders)
{
  BoRemoteProduct *product = fake_shop_add_product (SHOP, "P", 0);
  g_autoptr (GPtrArray) lines = NULL;

  product->backorders = (BoRemoteBackorders) GPOINTER_TO_INT (backorders);
  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  sync_now ();
  lines = bo_test_list_lines (SERVICE, "P");
  g_assert_cmpint (((BoLineRecord *) g_ptr_array_index (lines, 0))->reason, ==,
                   product->backorders != BO_REMOTE_BACKORDERS_NO ? BO_REASON_PLANNED : BO_REASON_UNFORESEEN);
}

static void
test_uncounted (SyncFixture  *fixture,
                gconstpointer unavailable)
{
  BoRemoteProduct *product = fake_shop_add_uncounted (SHOP, "P", GPOINTER_TO_INT (unavailable));

  fake_shop_add_order (SHOP, NULL, "processing", product, 2);
  sync_now ();
  assert_queue ("P", GPOINTER_TO_INT (unavailable) ? "0/2" : "");
}

/* Variations that share their product's number have one queue. */
static void
test_shared_stock (SyncFixture  *fixture,
                   gconstpointer user_data)
{
  BoRemoteProduct *parent = fake_shop_add_variable (SHOP, "SHIRT");
  BoRemoteProduct *red;
  BoRemoteProduct *blue;
  BoRemoteProduct *own;

  parent->stock = BO_REMOTE_STOCK_OWN;
  parent->has_quantity = TRUE;
  parent->quantity = 3;
  red = fake_shop_add_variation (SHOP, parent, "RED", -1);
  blue = fake_shop_add_variation (SHOP, parent, "BLUE", -1);
  own = fake_shop_add_variation (SHOP, parent, "GOLD", 1);
  fake_shop_add_order (SHOP, NULL, "processing", red, 2);
  fake_shop_add_order (SHOP, NULL, "processing", blue, 4);
  fake_shop_add_order (SHOP, NULL, "processing", own, 2);
  sync_now ();
  assert_queue ("SHIRT", "1/4");
  assert_queue ("GOLD", "1/2");
  g_assert_cmpint (bo_test_find_product (SERVICE, "RED"), ==, 0);
  {
    g_autoptr (BoProductRecord) record = bo_test_load_product (SERVICE, bo_test_find_product (SERVICE, "GOLD"));

    g_assert_cmpstr (record->name, ==, "SHIRT – GOLD");
  }
}

static void
test_product_deleted (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  FakeOrder *order = add_order (fixture, 0, 2);

  sync_now ();
  fake_shop_delete_product (SHOP, get_product (fixture));
  order->order->modified = ++SHOP->clock;
  sync_now ();
  /* Who waits, waits on. */
  assert_queue ("P", "0/2");
  fake_shop_set_status (SHOP, order, "cancelled");
  sync_now ();
  assert_queue ("P", "");
}

/* An order first seen when its product is gone. */
static void
test_product_unknown (SyncFixture  *fixture,
                      gconstpointer user_data)
{
  add_order (fixture, 0, 2);
  fake_shop_delete_product (SHOP, get_product (fixture));
  sync_now ();
  bo_test_assert_conflicts (SYNC, "product:2>0");
}

static void
test_line_added (SyncFixture  *fixture,
                 gconstpointer user_data)
{
  FakeOrder       *order = add_order (fixture, 0, 2);
  BoRemoteProduct *other = fake_shop_add_product (SHOP, "Q", 0);

  sync_now ();
  fake_shop_add_order (SHOP, NULL, "processing", other, 1);
  SHOP->clock += 100;
  fake_shop_add_line (SHOP, order, other, 3);
  sync_now ();
  assert_queue ("Q", "0/1 0/3");
  fake_shop_set_stock (SHOP, other, other->quantity + 2);
  sync_now ();
  assert_queue ("Q", "1/1 1/3");
  /* And taken out again. */
  fake_shop_set_units (SHOP, order, fake_order_line (order, 1), 0);
  g_ptr_array_remove_index (order->order->lines, 1);
  sync_now ();
  assert_queue ("Q", "1/1");
  assert_queue ("P", "0/2");
}

/* A covered order that grows beyond what is there joins, in two places. */
static void
test_covered_grows (SyncFixture  *fixture,
                    gconstpointer user_data)
{
  FakeOrder       *order = add_order (fixture, 3, 2);
  g_autofree char *places = NULL;

  sync_now ();
  assert_queue ("P", "");
  SHOP->clock += 100;
  fake_shop_set_units (SHOP, order, fake_order_line (order, 0), 5);
  sync_now ();
  assert_queue ("P", "3/5");
  places = describe_places (fixture, get_line (fixture, "P", 0));
  g_assert_true (g_str_has_prefix (places, "2@0 3@1"));
}

static void
test_stock_drop (SyncFixture  *fixture,
                 gconstpointer user_data)
{
  add_order (fixture, 2, 2);
  fake_shop_add_order (SHOP, NULL, "processing", get_product (fixture), 2);
  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  sync_now ();
  assert_queue ("P", "2/2 0/2");
  /* Somebody corrects the shop's number: the last in line loses. */
  fake_shop_set_stock (SHOP, get_product (fixture), -3);
  sync_now ();
  assert_queue ("P", "1/2 0/2");
  /* More sold than anybody ordered. */
  fake_shop_set_stock (SHOP, get_product (fixture), -6);
  sync_now ();
  assert_queue ("P", "0/2 0/2");
  assert_on_hand ("P", 0);
  bo_test_assert_conflicts (SYNC, "negative:2>-6");
  fake_shop_set_stock (SHOP, get_product (fixture), -4);
  sync_now ();
  bo_test_assert_conflicts (SYNC, "");
}

static void
test_not_undoable (SyncFixture  *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) named_error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  gint64 product;

  add_order (fixture, 0, 2);
  sync_now ();
  product = bo_test_add_product (SERVICE, "MINE");
  sync_now ();
  /* Ctrl+Z is for what people did. */
  BO_TEST_RUN (bo_test_undo (SERVICE, 0, &run_error));
  g_assert_cmpint (bo_test_find_product (SERVICE, "MINE"), ==, 0);
  g_assert_cmpint (product, !=, 0);
  outcome = bo_test_undo (SERVICE, 0, &error);
  g_assert_null (outcome);
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
  bo_service_list_events_async (SERVICE, 0, 100, NULL, bo_test_take_result_cb, &result);
  events = bo_service_list_events_finish (SERVICE, bo_test_wait_for (&result), NULL);
  for (guint i = 0; i < events->len; i++)
    {
      const BoEventRecord *event = g_ptr_array_index (events, i);

      if (!g_str_equal (event->kind, "sync"))
        continue;
      outcome = bo_test_undo (SERVICE, event->id, &named_error);
      g_assert_null (outcome);
      g_assert_error (named_error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
      g_assert_nonnull (strstr (named_error->message, "shop"));
      return;
    }
  g_assert_not_reached ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD_DATA(name, data, func) \
  g_test_add ("/sync/queue/" name, SyncFixture, GINT_TO_POINTER (data), sync_fixture_set_up, func, sync_fixture_tear_down)
#define ADD(name, func) ADD_DATA (name, 0, func)
  ADD ("raised", test_raised);
  ADD ("lowered", test_lowered);
  ADD ("lowered-fills-nobody", test_lowered_fills_nobody);
  ADD_DATA ("refunded/restocked", TRUE, test_refunded);
  ADD_DATA ("refunded/not-restocked", FALSE, test_refunded);
  ADD ("refunded/before-seen", test_refunded_before);
  ADD ("refunded/completed", test_refunded_completed);
  ADD_DATA ("refunded/unknown/refused", FALSE, test_refunds_unknown);
  ADD_DATA ("refunded/unknown/gone", TRUE, test_refunds_unknown);
  ADD ("cancelled", test_cancelled);
  ADD ("trashed", test_trashed);
  ADD ("deleted", test_deleted);
  ADD ("completed", test_completed);
  ADD ("completed-short", test_completed_short);
  ADD ("reopened", test_reopened);
  g_test_add ("/sync/queue/lowered-while/completed", SyncFixture, "completed", sync_fixture_set_up, test_lowered_while_gone, sync_fixture_tear_down);
  g_test_add ("/sync/queue/lowered-while/cancelled", SyncFixture, "cancelled", sync_fixture_set_up, test_lowered_while_gone, sync_fixture_tear_down);
  ADD_DATA ("history-reopened/fewer", 2, test_history_reopened);
  ADD_DATA ("history-reopened/as-many", 3, test_history_reopened);
  ADD_DATA ("history-reopened/more", 4, test_history_reopened);
  ADD ("local-edits-stay", test_local_edits_stay);
  ADD ("unpaid", test_unpaid);
  ADD ("lapsed", test_lapsed);
  ADD ("pre-ordered", test_pre_ordered);
  ADD ("class-by-role", test_class_by_role);
  ADD_DATA ("reason/no", BO_REMOTE_BACKORDERS_NO, test_reason_by_switch);
  ADD_DATA ("reason/notify", BO_REMOTE_BACKORDERS_NOTIFY, test_reason_by_switch);
  ADD_DATA ("reason/yes", BO_REMOTE_BACKORDERS_YES, test_reason_by_switch);
  ADD_DATA ("uncounted/available", FALSE, test_uncounted);
  ADD_DATA ("uncounted/unavailable", TRUE, test_uncounted);
  ADD ("shared-stock", test_shared_stock);
  ADD ("product-deleted", test_product_deleted);
  ADD ("product-unknown", test_product_unknown);
  ADD ("line-added", test_line_added);
  ADD ("covered-grows", test_covered_grows);
  ADD ("stock-drop", test_stock_drop);
  ADD ("not-undoable", test_not_undoable);

  return g_test_run ();
}
