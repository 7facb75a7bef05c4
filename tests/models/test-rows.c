/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-history-item.h"
#include "bo-line.h"
#include "bo-line-texts.h"
#include "bo-product.h"
#include "bo-proposal-row.h"

static void
note_cb (GObject    *object,
         GParamSpec *pspec,
         gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strdup (pspec->name));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of what was notified since the last time, sorted. */
static char *
take_notified (GPtrArray *names)
{
  char *text;

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  text = g_strjoinv (" ", (char **) names->pdata);
  g_ptr_array_set_size (names, 0);

  return text;
}

#define assert_notified(names, expected)                \
  G_STMT_START                                          \
  {                                                     \
    g_autofree char *notified_ = take_notified (names); \
    g_assert_cmpstr (notified_, ==, expected);          \
  }                                                     \
  G_STMT_END

static BoLineRecord
make_line_record (void)
{
  BoLineRecord record = {
    .id = 7,
    .order_id = 3,
    .product_id = 5,
    .customer_id = 2,
    .order_number = (char *) "W-1001",
    .customer = (char *) "Ada Lopes",
    .sku = (char *) "NOVA-1",
    .product = (char *) "Nova Console",
    .ordered = 12,
    .open = 12,
    .allocated = 5,
    .held = 2,
    .price = 1999,
    .currency = (char *) "EUR",
    .priority_class = 2,
    .queued = 1000,
    .need = BO_DAY_NONE,
    .place = 3,
    .place_count = 41,
    .units_ahead = 17,
  };

  return record;
}

static void
test_line (void)
{
  g_autoptr (BoLine) line = bo_line_new (7);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *customer = NULL;
  g_autofree char *label = NULL;
  BoLineRecord     record = make_line_record ();
  gint64           lacking = 0;
  int              need = 0;

  g_object_get (line, "customer-label", &label, "need", &need, NULL);
  g_assert_null (label);
  g_assert_cmpint (need, ==, BO_DAY_NONE);
  g_assert_false (bo_line_get_loaded (line));

  g_signal_connect (line, "notify", G_CALLBACK (note_cb), names);
  bo_line_update (line, &record);
  g_assert_true (bo_line_get_loaded (line));
  assert_notified (names, "allocated currency customer customer-id customer-label held lacking loaded open order-id "
                          "order-number ordered place place-count price priority-class product product-id queued "
                          "shippable sku units-ahead value");
  g_object_get (line, "customer", &customer, "lacking", &lacking, NULL);
  g_assert_cmpstr (customer, ==, "Ada Lopes");
  g_assert_cmpint (lacking, ==, 7);
  g_assert_cmpint (bo_line_get_shippable (line), ==, 3);
  g_assert_cmpint (bo_line_get_value (line), ==, 12 * 1999);

  bo_line_update (line, &record);
  assert_notified (names, "");

  record.units_ahead = 15;
  bo_line_update (line, &record);
  assert_notified (names, "units-ahead");

  record.paused = TRUE;
  record.allocated = 6;
  record.customer = (char *) "";
  bo_line_update (line, &record);
  assert_notified (names, "allocated customer customer-label lacking paused shippable");
}

/* 2^31 units at a price that no shop asks. */
static void
test_line_value_fits (void)
{
  g_autoptr (BoLine) line = bo_line_new (7);
  BoLineRecord record = make_line_record ();

  record.open = BO_UNITS_MAX;
  record.price = G_MAXINT64 / 2;
  bo_line_update (line, &record);
  g_assert_cmpint (bo_line_get_value (line), ==, G_MAXINT64);
}

static void
test_product (void)
{
  g_autoptr (BoProduct) product = bo_product_new (5);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  BoProductRecord record = {
    .id = 5,
    .sku = (char *) "NOVA-1",
    .name = (char *) "Nova Console",
    .price = -1,
    .on_hand = 10,
    .allocated = 4,
    .open_units = 9,
  };
  gint64   lacking;
  gboolean own_policy;

  bo_product_update (product, &record);
  g_object_get (product, "lacking", &lacking, "own-policy", &own_policy, NULL);
  g_assert_cmpint (bo_product_get_free (product), ==, 6);
  g_assert_cmpint (lacking, ==, 5);
  g_assert_false (own_policy);

  g_signal_connect (product, "notify", G_CALLBACK (note_cb), names);
  record.allocated = 5;
  record.policy = (char *) "{}";
  bo_product_update (product, &record);
  assert_notified (names, "allocated free lacking own-policy policy");
}

static void
test_proposal_row (void)
{
  g_autoptr (BoProposalRow) row = bo_proposal_row_new (7);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char  *breaks_text = NULL;
  BoLineRecord      record = make_line_record ();
  BoProposalProduct product = {
    .product_id = 5,
    .sku = (char *) "NOVA-1",
    .name = (char *) "Nova Console",
  };
  BoProposalLine line = {
    .line_id = 7,
    .product_id = 5,
    .open = 12,
    .before = 5,
    .after = 8,
    .price = 1999,
    .place = 3,
  };
  gint64 change, value;

  bo_proposal_row_update (row, &line, &product);
  g_object_get (row, "change", &change, "value", &value, "breaks-text", &breaks_text, NULL);
  g_assert_cmpint (change, ==, 3);
  g_assert_cmpint (value, ==, 3 * 1999);
  g_assert_cmpstr (breaks_text, ==, "");

  g_signal_connect (row, "notify", G_CALLBACK (note_cb), names);
  bo_proposal_row_update_texts (row, &record);
  assert_notified (names, "currency customer customer-label loaded order-number");

  line.after = 4;
  line.breaks = BO_BREAKS_LOSES;
  bo_proposal_row_update (row, &line, &product);
  assert_notified (names, "after breaks breaks-text change value");
}

typedef struct
{
  const char *name;
  gint64      place;
  gint64      count;
  gint64      ahead;
  const char *text;
} PlaceCase;

static const PlaceCase place_cases[] = {
  { "none", 0, 41, 0, "Not in line" },
  { "first", 1, 41, 0, "1st of 41 in line" },
  { "second", 2, 41, 1, "2nd of 41 in line, 1 unit ahead" },
  { "third", 3, 41, 17, "3rd of 41 in line, 17 units ahead" },
  { "eleventh", 11, 41, 20, "11th of 41 in line, 20 units ahead" },
  { "hundred-and-twelfth", 112, 120, 300, "112th of 120 in line, 300 units ahead" },
  { "twenty-second", 22, 22, 30, "22nd of 22 in line, 30 units ahead" },
};

static void
test_place (gconstpointer user_data)
{
  const PlaceCase *c = user_data;
  g_autofree char *text = bo_line_texts_place (c->place, c->count, c->ahead);

  g_assert_cmpstr (text, ==, c->text);
}

typedef struct
{
  const char *name;
  const char *kind;
  gint64      ordered;
  gint64      cancelled;
  gint64      shipped;
  gint64      allocated;
  const char *sentence;
} HistoryCase;

static const HistoryCase history_cases[] = {
  { "placed", "place", 3, 0, 0, 0, "3 units ordered" },
  { "placed-with-stock", "place", 1, 0, 0, 1, "1 unit ordered · 1 unit allocated" },
  { "cancelled", "cancel", 0, 2, 0, -1, "2 units cancelled · 1 allocated unit freed" },
  { "shipped-what-it-had", "ship", 0, 0, 2, -2, "2 units shipped" },
  { "shipping-undone", "undo", 0, 0, -2, 2, "2 shipped units taken back" },
  { "lost", "count", 0, 0, 0, -2, "2 allocated units freed" },
  { "paused", "pause", 0, 0, 0, 0, "Paused" },
  { "of-a-later-version", "teleport", 0, 0, 0, 0, "Changed" },
};

static void
test_history (gconstpointer user_data)
{
  const HistoryCase *c = user_data;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (BoHistoryItem) item = NULL;
  BoHistoryRecord record = {
    .event_id = 9,
    .at = 1700000000,
    .kind = (char *) c->kind,
    .ordered_delta = c->ordered,
    .cancelled_delta = c->cancelled,
    .shipped_delta = c->shipped,
    .allocated_delta = c->allocated,
  };

  item = bo_history_item_new (&record, utc);
  g_assert_cmpstr (bo_history_item_get_sentence (item), ==, c->sentence);
  g_assert_cmpstr (bo_history_item_get_time_text (item), ==, "14 Nov 2023, 22:13");
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *in = bo_line_texts_need (19675, 19671);
  g_autofree char *late = bo_line_texts_need (19670, 19671);
  g_autofree char *none = bo_line_texts_need (BO_DAY_NONE, 19671);
  g_autofree char *waiting = bo_line_texts_waiting (19675 * G_GINT64_CONSTANT (86400) - 1, 19676, utc);

  g_assert_cmpstr (in, ==, "Needed by 14 Nov 2023, in 4 days");
  g_assert_cmpstr (late, ==, "Needed by 9 Nov 2023, 1 day ago");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (waiting, ==, "Waiting for 2 days, since 13 Nov 2023");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/rows/line", test_line);
  g_test_add_func ("/rows/line-value-fits", test_line_value_fits);
  g_test_add_func ("/rows/product", test_product);
  g_test_add_func ("/rows/proposal-row", test_proposal_row);
  for (guint i = 0; i < G_N_ELEMENTS (place_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/place/%s", place_cases[i].name);
      g_test_add_data_func (path, &place_cases[i], test_place);
    }
  for (guint i = 0; i < G_N_ELEMENTS (history_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/history/%s", history_cases[i].name);
      g_test_add_data_func (path, &history_cases[i], test_history);
    }
  g_test_add_func ("/rows/days", test_days);

  return g_test_run ();
}
