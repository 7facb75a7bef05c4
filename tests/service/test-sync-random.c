/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

/* Random histories of a shop, with syncs at any moment and changes while they run.
 * In the end the store is what the shop says, and what a store that never heard of it
 * before makes of it.  BO_SYNC_ROUNDS makes more of them; the printed seed and the path
 * of a round repeat it. */

#define N_PRODUCTS 5
#define N_STEPS 150
#define N_ROUNDS 8

#define SERVICE (fixture->base.service)
#define SHOP (fixture->shop)
#define SYNC (fixture->sync)

/* What was done here and can be taken back, a letter each: of lines or of stock. */
static GString *done_here;
/* How much of it the shop had heard of by the last sync. */
static gsize n_told;
/* The shop's clock when an order first changed while a number was being written: in
 * this sync, and in the last; 0 when none did. */
static gint64 written_at;
static gint64 last_written_at;
/* By the shop's clock: what changed before has been seen here. */
static gint64 seen_until;

/* GLib starts every test of a program with the same seed: each round mixes its own. */
static GRand *dice;

static void
set_up (SyncFixture  *fixture,
        gconstpointer round)
{
  const guint32 seed[] = { (guint32) g_test_rand_int (), GPOINTER_TO_UINT (round) };

  dice = g_rand_new_with_seed_array (seed, G_N_ELEMENTS (seed));
  done_here = g_string_new (NULL);
  n_told = 0;
  written_at = last_written_at = seen_until = 0;
  sync_fixture_set_up (fixture, NULL);
}

static void
tear_down (SyncFixture  *fixture,
           gconstpointer round)
{
  sync_fixture_tear_down (fixture, NULL);
  g_clear_pointer (&dice, g_rand_free);
  g_string_free (done_here, TRUE);
}

static int
roll (int begin,
      int end)
{
  return g_rand_int_range (dice, begin, end);
}

static guint
get_rounds (void)
{
  const char *rounds = g_getenv ("BO_SYNC_ROUNDS");

  return rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : N_ROUNDS;
}

static gpointer
pick (GPtrArray *array)
{
  return array->len > 0 ? g_ptr_array_index (array, (guint) roll (0, (int) array->len)) : NULL;
}

static gboolean
is_open (const FakeOrder *order)
{
  return !order->trashed && order->order->state == BO_REMOTE_ORDER_OPEN;
}

static gint64
get_refunded (const FakeOrder         *order,
              const BoRemoteOrderLine *line)
{
  gint64 units = 0;

  for (guint i = 0; i < order->refunds->len; i++)
    {
      const BoRemoteRefund *refund = g_ptr_array_index (order->refunds, i);

      for (guint j = 0; j < refund->lines->len; j++)
        if (g_array_index (refund->lines, BoRemoteRefundLine, j).line_id == line->id)
          units += g_array_index (refund->lines, BoRemoteRefundLine, j).units;
    }
  return units;
}

static BoRemoteProduct *
pick_product (FakeShop *shop)
{
  BoRemoteProduct *product = pick (shop->products);

  return product->has_variations ? g_ptr_array_index (shop->products, 0) : product;
}

/* What was overwritten cannot be told from what somebody did by hand when the order
 * goes back before it is seen here: a person is asked then, which is none of this test. */
static gboolean
is_held (const FakeOrder *order)
{
  return (written_at != 0 && order->order->modified >= written_at) ||
         (last_written_at != 0 && order->order->modified >= last_written_at);
}

static void
change_order (FakeShop  *shop,
              FakeOrder *order)
{
  BoRemoteOrderLine       *line = pick (order->order->lines);
  static const char *const states[] = { "processing", "on-hold", "completed", "cancelled", "pending" };

  if (is_held (order))
    return;
  switch (roll (0, 8))
    {
    case 0:
      if (is_open (order) && get_refunded (order, line) == 0)
        fake_shop_set_units (shop, order, line, roll (1, 6));
      break;
    case 1:
      if (is_open (order) && line->reduced == line->quantity && get_refunded (order, line) == 0)
        fake_shop_refund (shop, order, line, roll (1, (int) line->quantity + 1), TRUE);
      break;
    case 2:
      if (is_open (order))
        fake_shop_add_line (shop, order, pick_product (shop), roll (1, 4));
      break;
    case 3:
      /* Else nobody can tell whether its units came back or somebody corrected the number,
       * if it was completed before or somebody did. */
      if (order->order->state == BO_REMOTE_ORDER_GONE && order->order->modified < seen_until)
        fake_shop_delete_order (shop, order);
      break;
    case 4:
      if (order->order->state == BO_REMOTE_ORDER_GONE)
        fake_shop_trash_order (shop, order, !order->trashed);
      break;
    default:
      if (!order->trashed && order->refunds->len == 0)
        fake_shop_set_status (shop, order, states[roll (0, G_N_ELEMENTS (states))]);
      break;
    }
}

static void
change_shop (FakeShop *shop,
             gboolean  by_hand)
{
  FakeOrder *order;

  shop->clock += roll (0, 400);
  switch (roll (0, 4))
    {
    case 0:
      fake_shop_add_order (shop, NULL, (roll (0, 2) == 1) ? "processing" : "on-hold", pick_product (shop), roll (1, 5));
      break;
    case 1:
      if (by_hand)
        {
          BoRemoteProduct *product = pick_product (shop);

          if (product->stock == BO_REMOTE_STOCK_OWN)
            fake_shop_set_stock (shop, product, product->quantity + roll (-2, 6));
        }
      break;
    default:
      order = pick (shop->orders);
      if (order != NULL)
        change_order (shop, order);
      break;
    }
}

typedef struct
{
  gboolean     by_hand;
  int          chance;  /* of a change before an answer, in percent */
  SyncFixture *fixture; /* (nullable): where somebody works meanwhile */
} Trouble;

static void work (SyncFixture *fixture);

static void
trouble_hook (FakeShop     *shop,
              const BoPull *pull,
              gpointer      user_data)
{
  const Trouble *trouble = user_data;

  if (trouble->fixture != NULL && roll (0, 100) < trouble->chance)
    work (trouble->fixture);
  if (roll (0, 100) >= trouble->chance)
    return;
  if (pull == NULL && written_at == 0)
    written_at = shop->clock + 1;
  change_shop (shop, trouble->by_hand);
}

static void
make_shop (FakeShop *shop)
{
  BoRemoteProduct *parent;

  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *sku = g_strdup_printf ("P%u", i);

      fake_shop_add_product (shop, sku, roll (0, 6));
    }
  parent = fake_shop_add_variable (shop, "V");
  fake_shop_add_variation (shop, parent, "V1", 3);
  fake_shop_add_variation (shop, parent, "V2", 0);
  shop->page_size = (guint) roll (2, 9);
  shop->capabilities = (roll (0, 2) == 1) ? BO_CATALOG_CAN_WRITE | BO_CATALOG_LISTS_ALL_VARIATIONS : BO_CATALOG_CAN_WRITE;
  if ((roll (0, 2) == 1))
    shop->jitter = g_rand_new_with_seed ((guint32) roll (0, G_MAXINT));
}

/* "P0 3 on hand: 1/2 0/4" for each product: what is open by order, whatever the place. */
static char *
describe_store (BoService *service,
                FakeShop  *shop)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shop->products->len; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (shop->products, i);
      g_autoptr (GPtrArray) lines = NULL;
      gint64 sum = 0;
      gint64 allocated = 0;

      if (product->has_variations)
        continue;
      lines = bo_test_list_lines (service, product->sku);
      for (guint j = 0; j < lines->len; j++)
        {
          const BoLineRecord *line = g_ptr_array_index (lines, j);

          sum += line->open;
          allocated += line->allocated;
        }
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " on hand, %" G_GINT64_FORMAT " allocated of %" G_GINT64_FORMAT "\n",
                              product->sku, bo_test_get_on_hand (service, product->sku), allocated, sum);
    }
  return g_string_free (text, FALSE);
}

/* The same, by what the shop says. */
static char *
describe_shop (FakeShop *shop)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shop->products->len; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (shop->products, i);
      gint64                 sum = 0;
      gint64                 on_hand;

      if (product->has_variations)
        continue;
      for (guint j = 0; j < shop->orders->len; j++)
        {
          const FakeOrder *order = g_ptr_array_index (shop->orders, j);

          for (guint k = 0; is_open (order) && k < order->order->lines->len; k++)
            {
              const BoRemoteOrderLine *line = fake_order_line (order, k);

              if ((line->variation_id != 0 ? line->variation_id : line->product_id) == product->id)
                sum += line->quantity - get_refunded (order, line);
            }
        }
      on_hand = MAX (product->quantity + sum, 0);
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " on hand, %" G_GINT64_FORMAT " allocated of %" G_GINT64_FORMAT "\n",
                              product->sku, on_hand, MIN (on_hand, sum), sum);
    }
  return g_string_free (text, FALSE);
}

static void
sync_or_fail (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  gint64 begun = SHOP->clock;

  n_told = done_here->len;
  if (roll (0, 3) == 0)
    SHOP->fail_after = SHOP->n_pulls + (guint) roll (1, 20);
  report = bo_test_try_sync (SYNC, roll (0, 8) == 0 ? BO_SYNC_FULL : BO_SYNC_DEFAULT, &error);
  if (report == NULL)
    g_assert_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE);
  SHOP->fail_after = 0;
  n_told = done_here->len;
  if (report != NULL)
    seen_until = begun;
  if (report != NULL || last_written_at == 0)
    last_written_at = written_at;
  written_at = 0;
  bo_test_assert_sound (SERVICE);
}

static void
settle (SyncFixture *fixture)
{
  SHOP->hook = NULL;
  SHOP->clock += 1000;
  bo_test_sync (SYNC);
  bo_test_sync (SYNC);
}

static void
compare_with_fresh (SyncFixture *fixture,
                    const char  *expected)
{
  SyncFixture      fresh = { { NULL } };
  g_autofree char *found = NULL;

  sync_fixture_set_up (&fresh, NULL);
  bo_test_set_take (fresh.sync, BO_TAKE_EVERY);
  bo_sync_set_catalog (fresh.sync, BO_CATALOG (SHOP));
  bo_test_sync (fresh.sync);
  found = describe_store (fresh.base.service, SHOP);
  g_assert_cmpstr (found, ==, expected);
  sync_fixture_tear_down (&fresh, NULL);
}

static void
test_theirs (SyncFixture  *fixture,
             gconstpointer user_data)
{
  Trouble          trouble = { TRUE, roll (0, 20) };
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  bo_test_set_take (SYNC, BO_TAKE_EVERY);
  make_shop (SHOP);
  SHOP->hook = trouble_hook;
  SHOP->hook_data = &trouble;
  for (guint i = 0; i < N_STEPS; i++)
    {
      if (roll (0, 6) == 0)
        sync_or_fail (fixture);
      else
        change_shop (SHOP, TRUE);
    }
  settle (fixture);
  expected = describe_shop (SHOP);
  g_test_message ("%u orders, %u requests\n%s", SHOP->orders->len, SHOP->n_pulls, expected);
  found = describe_store (SERVICE, SHOP);
  g_assert_cmpstr (found, ==, expected);
  compare_with_fresh (fixture, expected);
}

/* Lines that the shop has heard of are what they are there too: an order that was
 * cancelled in the shop meanwhile would wait again. */
static void
undo_work (SyncFixture *fixture)
{
  g_autoptr (BoOutcome) outcome = NULL;

  if (done_here->len == 0 ||
      (done_here->str[done_here->len - 1] == 'l' && (done_here->len <= n_told || bo_sync_get_status (SYNC)->running)))
    return;
  outcome = bo_test_undo (SERVICE, 0, NULL);
  if (outcome != NULL)
    g_string_truncate (done_here, done_here->len - 1);
  n_told = MIN (n_told, done_here->len);
}

/* Somebody works here meanwhile. */
static void
work (SyncFixture *fixture)
{
  const BoRemoteProduct *product = pick_product (SHOP);
  gint64                 id = bo_test_find_product (SERVICE, product->sku);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  BoLineRecord *line;
  char          kind = 's';

  if (id == 0)
    return;
  lines = bo_test_list_lines (SERVICE, product->sku);
  line = pick (lines);
  switch (roll (0, 5))
    {
    case 0:
      outcome = bo_test_count (SERVICE, id, roll (0, 9), NULL, &error);
      break;
    case 1:
      outcome = bo_test_receive (SERVICE, id, roll (1, 5), NULL, &error);
      break;
    case 2:
      kind = 'l';
      if (line != NULL && bo_line_record_get_shippable (line) > 0)
        outcome = bo_test_ship (SERVICE, line->id, 1, FALSE, NULL, &error);
      break;
    case 3:
      kind = 'l';
      if (line != NULL)
        outcome = bo_test_cancel (SERVICE, line->id, 1, NULL, &error);
      break;
    default:
      undo_work (fixture);
      break;
    }
  /* While a sync runs the queue may not be any more as it was just seen. */
  if (!bo_sync_get_status (SYNC)->running)
    g_assert_no_error (error);
  /* Counting what there is already is no event. */
  if (outcome != NULL && outcome->event_id != 0)
    g_string_append_c (done_here, kind);
}

static gint64
get_shops_number (SyncFixture *fixture,
                  const char  *sku)
{
  for (guint i = 0; i < SHOP->products->len; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (SHOP->products, i);

      if (g_str_equal (product->sku, sku))
        return product->quantity;
    }
  g_assert_not_reached ();
}

/* What the shop should say by our books, of its own orders: on hand, less what is open
 * of them. */
static void
assert_agreed (SyncFixture *fixture)
{
  for (guint i = 0; i < SHOP->products->len; i++)
    {
      const BoRemoteProduct *product = g_ptr_array_index (SHOP->products, i);
      g_autoptr (GPtrArray) lines = NULL;
      gint64 open = 0;

      if (product->has_variations)
        continue;
      lines = bo_test_list_lines (SERVICE, product->sku);
      for (guint j = 0; j < lines->len; j++)
        open += ((BoLineRecord *) g_ptr_array_index (lines, j))->open;
      g_test_message ("%s", product->sku);
      g_assert_cmpint (get_shops_number (fixture, product->sku), ==, bo_test_get_on_hand (SERVICE, product->sku) - open);
    }
}

/* Nobody but its orders and us has touched the shop's numbers. */
static void
assert_no_stock_conflict (SyncFixture *fixture)
{
  g_autoptr (GPtrArray) conflicts = bo_test_list_conflicts (SYNC);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      g_assert_cmpstr (bo_conflict_kind_to_name (conflict->kind), ==, "shipped");
    }
}

static void
test_ours (SyncFixture  *fixture,
           gconstpointer user_data)
{
  Trouble trouble = { FALSE, roll (0, 20), fixture };

  bo_test_set_stock_owner (SYNC, BO_STOCK_OWNER_US);
  make_shop (SHOP);
  bo_test_sync (SYNC);
  SHOP->hook = trouble_hook;
  SHOP->push_hook = trouble_hook;
  SHOP->hook_data = &trouble;
  for (guint i = 0; i < N_STEPS; i++)
    {
      switch (roll (0, 6))
        {
        case 0:
          sync_or_fail (fixture);
          break;
        case 1:
        case 2:
          work (fixture);
          break;
        default:
          change_shop (SHOP, FALSE);
          break;
        }
      bo_test_assert_sound (SERVICE);
    }
  SHOP->push_hook = NULL;
  settle (fixture);
  settle (fixture);
  g_test_message ("%u orders, %u requests, %u writes", SHOP->orders->len, SHOP->n_pulls, SHOP->n_stock_writes);
  assert_no_stock_conflict (fixture);
  assert_agreed (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autofree char *theirs = g_strdup_printf ("/sync/random/theirs/%u", i);
      g_autofree char *ours = g_strdup_printf ("/sync/random/ours/%u", i);

      g_test_add (theirs, SyncFixture, GUINT_TO_POINTER (i), set_up, test_theirs, tear_down);
      g_test_add (ours, SyncFixture, GUINT_TO_POINTER (i), set_up, test_ours, tear_down);
    }

  return g_test_run ();
}
