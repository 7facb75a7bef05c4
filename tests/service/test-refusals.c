/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

/* Each case is one command that must be refused and change nothing.  There are a
 * product with 5 on hand, a line with 3 of 4 of them, 1 of it locked, a second
 * line of the product that has 2 of 2, and a closed line. */
typedef struct
{
  BoServiceFixture base;
  gint64           product;
  gint64           line;
  gint64           other;
  gint64           closed;
  gint64           order; /* of line */
} Fixture;

typedef BoOutcome *(*Attempt) (Fixture *fixture, GError **error);

typedef struct
{
  const char    *name;
  Attempt        attempt;
  BoServiceError code;
  const char    *message; /* in it */
} Case;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (BoLineRecord) record = NULL;

  bo_service_fixture_set_up (&fixture->base, user_data);
  fixture->product = bo_test_add_product (fixture->base.service, "NOVA");
  fixture->line = bo_test_add_line (fixture->base.service, fixture->product, 5, 2, 1);
  fixture->other = bo_test_add_line (fixture->base.service, fixture->product, 2, 2, 2);
  fixture->closed = bo_test_add_line (fixture->base.service, fixture->product, 2, 2, 3);
  BO_TEST_RUN (bo_test_cancel (fixture->base.service, fixture->closed, 0, NULL, &run_error));
  BO_TEST_RUN (bo_test_receive (fixture->base.service, fixture->product, 6, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->base.service, fixture->line, 1, TRUE, NULL, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->base.service, fixture->other, 2, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->base.service, fixture->line, 1, &run_error));
  record = bo_test_load_line (fixture->base.service, fixture->line);
  fixture->order = record->order_id;
  bo_test_assert_line (fixture->base.service, fixture->line, "3 of 4 (1 locked)");
  bo_test_assert_line (fixture->base.service, fixture->other, "2 of 2 (2 locked)");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  bo_service_fixture_tear_down (&fixture->base, user_data);
}

#define ATTEMPT(name, call)               \
  static BoOutcome *                      \
  name (Fixture *fixture, GError **error) \
  {                                       \
    return call;                          \
  }

static BoOutcome *
place_with (Fixture        *fixture,
            BoPlaceRequest *request,
            GError        **error)
{
  return bo_test_place (fixture->base.service, request, error);
}

static BoOutcome *
place_units (Fixture *fixture,
             gint64   units,
             GError **error)
{
  return place_with (fixture, bo_test_new_place (fixture->product, units, 2, 0), error);
}

ATTEMPT (place_none, place_units (fixture, 0, error))
ATTEMPT (place_less_than_none, place_units (fixture, -1, error))
ATTEMPT (place_too_many, place_units (fixture, BO_UNITS_MAX + 1, error))
ATTEMPT (place_overflow, place_units (fixture, G_MAXINT64, error))
ATTEMPT (place_class, place_with (fixture, bo_test_new_place (fixture->product, 1, 10, 0), error))
ATTEMPT (place_future, place_with (fixture, bo_test_new_place (fixture->product, 1, 2, G_MAXINT64), error))
ATTEMPT (place_product, place_with (fixture, bo_test_new_place (4711, 1, 2, 0), error))

static BoOutcome *
place_sku (Fixture *fixture,
           GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (0, 1, 2, 0);

  request->sku = g_strdup ("nobody’s");
  return place_with (fixture, request, error);
}

static BoOutcome *
place_order (Fixture *fixture,
             GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 1, 2, 0);

  request->order_id = 4711;
  return place_with (fixture, request, error);
}

static BoOutcome *
place_taken_number (Fixture *fixture,
                    GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 1, 2, 0);

  request->order_number = g_strdup ("B-1001");
  return place_with (fixture, request, error);
}

static BoOutcome *
place_customer (Fixture *fixture,
                GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 1, 2, 0);

  request->customer_id = 4711;
  return place_with (fixture, request, error);
}

static BoOutcome *
place_on_order_of_another (Fixture *fixture,
                           GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 1, 2, 0);

  request->order_id = fixture->order;
  request->customer_id = 2;
  return place_with (fixture, request, error);
}

static BoOutcome *
place_price (Fixture *fixture,
             GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, BO_UNITS_MAX, 2, 0);

  request->price = G_MAXINT64 / 2;
  return place_with (fixture, request, error);
}

static BoOutcome *
place_not_text (Fixture *fixture,
                GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 1, 2, 0);

  request->customer_name = g_strdup ("\xff\xfe");
  return place_with (fixture, request, error);
}

static BoOutcome *
amend_class (Fixture *fixture,
             GError **error)
{
  BoAmendRequest *request = bo_amend_request_new (fixture->line);

  request->fields = BO_AMEND_CLASS;
  return bo_test_amend (fixture->base.service, request, error);
}

ATTEMPT (amend_line, bo_test_set_units (fixture->base.service, 4711, 3, error))
ATTEMPT (amend_none, bo_test_set_units (fixture->base.service, fixture->line, 0, error))
ATTEMPT (amend_too_many, bo_test_set_units (fixture->base.service, fixture->line, BO_UNITS_MAX + 1, error))
ATTEMPT (amend_ordered, bo_test_set_units (fixture->base.service, fixture->closed, BO_UNITS_MAX, error))
ATTEMPT (cancel_line, bo_test_cancel (fixture->base.service, 4711, 1, NULL, error))
ATTEMPT (cancel_too_many, bo_test_cancel (fixture->base.service, fixture->line, 5, NULL, error))
ATTEMPT (cancel_less, bo_test_cancel (fixture->base.service, fixture->line, -1, NULL, error))
ATTEMPT (cancel_closed, bo_test_cancel (fixture->base.service, fixture->closed, 0, NULL, error))
ATTEMPT (pause_closed, bo_test_pause (fixture->base.service, fixture->closed, TRUE, error))
ATTEMPT (pin_line, bo_test_pin (fixture->base.service, 4711, 1, error))
ATTEMPT (pin_open, bo_test_pin (fixture->base.service, fixture->line, 5, error))
ATTEMPT (pin_less, bo_test_pin (fixture->base.service, fixture->line, -1, error))
ATTEMPT (pin_locked_to_others, bo_test_pin (fixture->base.service, fixture->line, 4, error))
ATTEMPT (ship_line, bo_test_ship (fixture->base.service, 4711, 1, TRUE, NULL, error))
ATTEMPT (ship_too_many, bo_test_ship (fixture->base.service, fixture->line, 4, TRUE, NULL, error))
ATTEMPT (ship_less, bo_test_ship (fixture->base.service, fixture->line, -1, TRUE, NULL, error))
ATTEMPT (ship_closed, bo_test_ship (fixture->base.service, fixture->closed, 0, TRUE, NULL, error))
ATTEMPT (return_too_many, bo_test_return (fixture->base.service, fixture->line, 2, NULL, error))
ATTEMPT (return_none, bo_test_return (fixture->base.service, fixture->line, 0, NULL, error))
ATTEMPT (count_product, bo_test_count (fixture->base.service, 4711, 1, NULL, error))
ATTEMPT (count_less, bo_test_count (fixture->base.service, fixture->product, -1, NULL, error))
ATTEMPT (count_barcode, bo_test_count (fixture->base.service, fixture->product, G_GINT64_CONSTANT (4006381333931), NULL, error))
ATTEMPT (receive_product, bo_test_receive (fixture->base.service, 4711, 1, NULL, error))
ATTEMPT (receive_less, bo_test_receive (fixture->base.service, fixture->product, -1, NULL, error))
ATTEMPT (receive_too_many, bo_test_receive (fixture->base.service, fixture->product, G_MAXINT64, NULL, error))
ATTEMPT (book_product, bo_test_book (fixture->base.service, 4711, 1, NULL, error))
ATTEMPT (book_too_many, bo_test_book (fixture->base.service, fixture->product, BO_UNITS_MAX + 1, NULL, error))
ATTEMPT (undo_event, bo_test_undo (fixture->base.service, 4711, error))
ATTEMPT (setting_key, bo_test_set_setting (fixture->base.service, "colour", "blue", error))
ATTEMPT (setting_zone, bo_test_set_setting (fixture->base.service, "time-zone", "Europe/Atlantis", error))
ATTEMPT (setting_currency, bo_test_set_setting (fixture->base.service, "currency", "euro", error))
ATTEMPT (policy_product, bo_test_set_policy (fixture->base.service, 4711, NULL, error))
ATTEMPT (policy_none, bo_test_set_policy (fixture->base.service, 0, NULL, error))

static BoOutcome *
put_product_without_sku (Fixture *fixture,
                         GError **error)
{
  BoProductRequest *request = g_new0 (BoProductRequest, 1);

  request->sku = g_strdup (" ");
  request->price = -1;
  return bo_test_put_product (fixture->base.service, request, error);
}

static BoOutcome *
put_product_price (Fixture *fixture,
                   GError **error)
{
  BoProductRequest *request = g_new0 (BoProductRequest, 1);

  request->sku = g_strdup ("X");
  request->price = -2;
  return bo_test_put_product (fixture->base.service, request, error);
}

static BoOutcome *
policy_of_too_much (Fixture *fixture,
                    GError **error)
{
  static const BoClassShare shares[] = { { 1, 60 }, { 2, 50 } };
  g_autoptr (BoPolicy) policy = bo_policy_new ();

  policy->rule = BO_RULE_CLASS_SHARES;
  policy->key = BO_KEY_FIFO;
  g_array_append_vals (policy->shares, shares, G_N_ELEMENTS (shares));
  return bo_test_set_policy (fixture->base.service, 0, policy, error);
}

/* One unit for each first does not go with lines that ship complete. */
static BoOutcome *
receive_min_one (Fixture *fixture,
                 GError **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  BoPlaceRequest *place = bo_test_new_place (fixture->product, 1, 2, 1);

  place->ship = BO_SHIP_LINE_COMPLETE;
  BO_TEST_RUN (bo_test_place (fixture->base.service, place, &run_error));
  request->policy = bo_policy_new ();
  request->policy->rule = BO_RULE_FAIR_SHARE;
  request->policy->key = BO_KEY_FIFO;
  request->policy->min_one = TRUE;
  bo_proposal_request_add (request, fixture->product, 3);
  g_assert_null (bo_test_propose (fixture->base.service, request, error));
  BO_TEST_RUN (bo_test_undo (fixture->base.service, 0, &run_error));
  return NULL;
}

#define REFUSED BO_SERVICE_ERROR_REFUSED
#define NOT_FOUND BO_SERVICE_ERROR_NOT_FOUND
#define NO_STOCK BO_SERVICE_ERROR_NO_STOCK

static const Case cases[] = {
  { "place/no-units", place_none, REFUSED, "0 units" },
  { "place/negative-units", place_less_than_none, REFUSED, "-1 units" },
  { "place/too-many-units", place_too_many, REFUSED, "2147483648" },
  { "place/2^63-units", place_overflow, REFUSED, "9223372036854775807" },
  { "place/class", place_class, REFUSED, "class 10" },
  { "place/in-the-future", place_future, REFUSED, "future" },
  { "place/product", place_product, NOT_FOUND, "product 4711" },
  { "place/sku", place_sku, NOT_FOUND, "nobody’s" },
  { "place/order", place_order, NOT_FOUND, "order 4711" },
  { "place/taken-number", place_taken_number, REFUSED, "B-1001" },
  { "place/customer", place_customer, NOT_FOUND, "customer 4711" },
  { "place/on-order-of-another", place_on_order_of_another, REFUSED, "another customer" },
  { "place/price", place_price, REFUSED, "price" },
  { "place/not-text", place_not_text, REFUSED, "not text" },
  { "amend/line", amend_line, NOT_FOUND, "line 4711" },
  { "amend/no-units", amend_none, REFUSED, "0 units" },
  { "amend/too-many-units", amend_too_many, REFUSED, "2147483649" },
  { "amend/too-many-ordered", amend_ordered, REFUSED, "place another" },
  { "amend/class", amend_class, REFUSED, "class 0" },
  { "cancel/line", cancel_line, NOT_FOUND, "line 4711" },
  { "cancel/too-many", cancel_too_many, REFUSED, "4 wait" },
  { "cancel/negative", cancel_less, REFUSED, "-1 units" },
  { "cancel/closed", cancel_closed, REFUSED, "0 wait" },
  { "pause/closed", pause_closed, REFUSED, "waits any more" },
  { "pin/line", pin_line, NOT_FOUND, "line 4711" },
  { "pin/more-than-open", pin_open, REFUSED, "waits for 4" },
  { "pin/negative", pin_less, REFUSED, "-1 units" },
  { "pin/locked-to-others", pin_locked_to_others, NO_STOCK, "3 are on hand" },
  { "ship/line", ship_line, NOT_FOUND, "line 4711" },
  { "ship/more-than-allocated", ship_too_many, NO_STOCK, "3 are allocated" },
  { "ship/negative", ship_less, REFUSED, "-1 units" },
  { "ship/closed", ship_closed, NO_STOCK, "Nothing is allocated" },
  { "return/more-than-left", return_too_many, REFUSED, "1 left" },
  { "return/none", return_none, REFUSED, "0 units" },
  { "count/product", count_product, NOT_FOUND, "product 4711" },
  { "count/negative", count_less, REFUSED, "-1 units" },
  { "count/barcode", count_barcode, REFUSED, "4006381333931" },
  { "receive/product", receive_product, NOT_FOUND, "product 4711" },
  { "receive/negative", receive_less, REFUSED, "-1 units" },
  { "receive/too-many", receive_too_many, REFUSED, "9223372036854775807" },
  { "book/product", book_product, NOT_FOUND, "product 4711" },
  { "book/too-many", book_too_many, REFUSED, "2147483649" },
  { "undo/event", undo_event, NOT_FOUND, "event 4711" },
  { "setting/key", setting_key, REFUSED, "colour" },
  { "setting/time-zone", setting_zone, REFUSED, "Europe/Atlantis" },
  { "setting/currency", setting_currency, REFUSED, "euro" },
  { "policy/product", policy_product, NOT_FOUND, "product 4711" },
  { "policy/of-more-than-all", policy_of_too_much, REFUSED, "110 percent" },
  { "receive/min-one", receive_min_one, REFUSED, "ship complete" },
  { "policy/none-for-the-shop", policy_none, REFUSED, "must have" },
  { "product/without-sku", put_product_without_sku, REFUSED, "SKU" },
  { "product/price", put_product_price, REFUSED, "price" },
};

static void
test_refusal (Fixture      *fixture,
              gconstpointer user_data)
{
  const Case      *refusal = user_data;
  g_autofree char *before = bo_test_dump (fixture->base.path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = refusal->attempt (fixture, &error);

  g_assert_null (outcome);
  g_assert_error (error, BO_SERVICE_ERROR, (int) refusal->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, refusal->message));
  after = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (before, ==, after);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/refusals/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_refusal, tear_down);
    }

  return g_test_run ();
}
