/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

/* A shop in which every command has something to do: two lines of a product, the
 * first with 3 of 4 of which 1 is locked, one unit shipped before, the second with
 * nothing; and a policy of the product's own. */
typedef struct
{
  BoServiceFixture base;
  gint64           product;
  gint64           a;
  gint64           b;
} Fixture;

typedef BoOutcome *(*Command) (Fixture *fixture, GError **error);

typedef struct
{
  const char *name;
  Command     run;
} Case;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  bo_service_fixture_set_up (&fixture->base, user_data);
  fixture->product = bo_test_add_product (fixture->base.service, "NOVA");
  fixture->a = bo_test_add_line (fixture->base.service, fixture->product, 5, 2, 1);
  fixture->b = bo_test_add_line (fixture->base.service, fixture->product, 3, 2, 2);
  bo_outcome_free (bo_test_set_rule (fixture->base.service, fixture->product, BO_RULE_FIFO));
  BO_TEST_RUN (bo_test_receive (fixture->base.service, fixture->product, 4, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->base.service, fixture->a, 1, TRUE, NULL, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->base.service, fixture->a, 1, &run_error));
  bo_test_assert_line (fixture->base.service, fixture->a, "3 of 4 (1 locked)");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  bo_service_fixture_tear_down (&fixture->base, user_data);
}

#define COMMAND(name, call)               \
  static BoOutcome *                      \
  name (Fixture *fixture, GError **error) \
  {                                       \
    return call;                          \
  }

COMMAND (place, bo_test_place (fixture->base.service, bo_test_new_place (fixture->product, 2, 1, 7), error))
COMMAND (raise_units, bo_test_set_units (fixture->base.service, fixture->a, 9, error))
COMMAND (reduce_units, bo_test_set_units (fixture->base.service, fixture->a, 3, error))
COMMAND (cancel_part, bo_test_cancel (fixture->base.service, fixture->a, 2, "C-1", error))
COMMAND (cancel_all, bo_test_cancel (fixture->base.service, fixture->a, 0, NULL, error))
COMMAND (pause_line, bo_test_pause (fixture->base.service, fixture->a, TRUE, error))
COMMAND (pin_more, bo_test_pin (fixture->base.service, fixture->b, 2, error))
COMMAND (unpin, bo_test_pin (fixture->base.service, fixture->a, 0, error))
COMMAND (ship, bo_test_ship (fixture->base.service, fixture->a, 2, FALSE, "S-1", error))
COMMAND (hand_over, bo_test_ship (fixture->base.service, fixture->a, 0, TRUE, NULL, error))
COMMAND (take_back, bo_test_return (fixture->base.service, fixture->a, 1, NULL, error))
COMMAND (count_more, bo_test_count (fixture->base.service, fixture->product, 9, NULL, error))
COMMAND (count_less, bo_test_count (fixture->base.service, fixture->product, 0, NULL, error))
COMMAND (receive, bo_test_receive (fixture->base.service, fixture->product, 3, "DN-2", error))
COMMAND (book, bo_test_book (fixture->base.service, fixture->product, 3, NULL, error))
COMMAND (shop_policy, bo_test_set_rule (fixture->base.service, 0, BO_RULE_FAIR_SHARE))
COMMAND (product_policy, bo_test_set_policy (fixture->base.service, fixture->product, NULL, error))
COMMAND (setting, bo_test_set_setting (fixture->base.service, "shop-name", "Finch & Sons", error))

static BoOutcome *
place_with_all (Fixture *fixture,
                GError **error)
{
  BoPlaceRequest *request = bo_test_new_place (fixture->product, 2, 1, 7);

  request->customer_name = g_strdup ("Ada Lopes");
  request->customer_phone = g_strdup ("+351 21 000 000");
  request->order_number = g_strdup ("77");
  request->external_id = g_strdup ("P-1");
  return bo_test_place (fixture->base.service, request, error);
}

static BoOutcome *
amend_fields (Fixture *fixture,
              GError **error)
{
  BoAmendRequest *request = bo_amend_request_new (fixture->a);

  request->fields = BO_AMEND_CLASS | BO_AMEND_SHIP | BO_AMEND_CAMPAIGN | BO_AMEND_NEED;
  request->priority_class = 4;
  request->need = 20000;
  request->ship = BO_SHIP_LINE_COMPLETE;
  request->campaign = g_strdup ("Spring");
  return bo_test_amend (fixture->base.service, request, error);
}

static BoOutcome *
put_product (Fixture *fixture,
             GError **error)
{
  BoProductRequest *request = g_new0 (BoProductRequest, 1);

  request->sku = g_strdup ("nova");
  request->name = g_strdup ("Console");
  request->supplier = g_strdup ("Acme");
  request->price = -1;
  return bo_test_put_product (fixture->base.service, request, error);
}

static BoOutcome *
receive_with_pins (Fixture *fixture,
                   GError **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  bo_proposal_request_add (request, fixture->product, 2);
  bo_proposal_request_pin (request, fixture->b, 3);
  request->supplier = g_strdup ("Acme");
  request->reference = g_strdup ("PO-118");
  proposal = bo_test_propose (fixture->base.service, request, error);
  return proposal != NULL ? bo_test_apply (fixture->base.service, proposal, NULL, error) : NULL;
}

static const Case cases[] = {
  { "place", place },
  { "place/with-all", place_with_all },
  { "amend/raise", raise_units },
  { "amend/reduce", reduce_units },
  { "amend/fields", amend_fields },
  { "cancel/part", cancel_part },
  { "cancel/all", cancel_all },
  { "pause", pause_line },
  { "pin", pin_more },
  { "unpin", unpin },
  { "ship", ship },
  { "hand-over", hand_over },
  { "return", take_back },
  { "count/more", count_more },
  { "count/less", count_less },
  { "receive", receive },
  { "receive/with-pins", receive_with_pins },
  { "book", book },
  { "product", put_product },
  { "policy/shop", shop_policy },
  { "policy/product", product_policy },
  { "setting", setting },
};

/* Undoing restores every row; redoing makes every row what it was. */
static void
test_restores (Fixture      *fixture,
               gconstpointer user_data)
{
  const Case      *command = user_data;
  g_autofree char *before = bo_test_dump (fixture->base.path);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = command->run (fixture, &error);
  g_autoptr (BoOutcome) undo = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (outcome->event_id, >, 0);
  after = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (before, !=, after);

  undo = bo_test_undo (fixture->base.service, 0, &error);
  g_assert_no_error (error);
  undone = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (before, ==, undone);
  bo_test_assert_sound (fixture->base.service);

  BO_TEST_RUN (bo_test_undo (fixture->base.service, undo->event_id, &run_error));
  redone = bo_test_dump (fixture->base.path);
  g_assert_cmpstr (after, ==, redone);
}

/* A later event is named that changed the same since. */
static void
test_in_the_way (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) first = raise_units (fixture, &error);
  g_autoptr (BoOutcome) second = cancel_part (fixture, &error);
  g_autofree char *name = g_strdup_printf ("event %" G_GINT64_FORMAT " ", second->event_id);

  g_assert_no_error (error);
  g_assert_null (bo_test_undo (fixture->base.service, first->event_id, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, name));
  g_clear_error (&error);

  BO_TEST_RUN (bo_test_undo (fixture->base.service, second->event_id, &run_error));
  BO_TEST_RUN (bo_test_undo (fixture->base.service, first->event_id, &run_error));
  g_assert_null (bo_test_undo (fixture->base.service, first->event_id, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
}

/* An allocation cannot be taken back once its units have left. */
static void
test_after_shipment (Fixture      *fixture,
                     gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) received = receive (fixture, &error);

  g_assert_no_error (error);
  BO_TEST_RUN (bo_test_ship (fixture->base.service, fixture->b, 1, TRUE, NULL, &run_error));
  g_assert_null (bo_test_undo (fixture->base.service, received->event_id, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
}

/* What has nothing to do with an event does not keep it from being undone. */
static void
test_past_others (Fixture      *fixture,
                  gconstpointer user_data)
{
  gint64 other = bo_test_add_product (fixture->base.service, "LUNA");
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) raised = raise_units (fixture, &error);

  g_assert_no_error (error);
  bo_test_add_line (fixture->base.service, other, 1, 2, 1);
  BO_TEST_RUN (bo_test_undo (fixture->base.service, raised->event_id, &run_error));
  bo_test_assert_line (fixture->base.service, fixture->a, "3 of 4 (1 locked)");
}

static void
test_nothing_left (BoServiceFixture *fixture,
                   gconstpointer     user_data)
{
  g_autoptr (GError) error = NULL;

  bo_test_add_product (fixture->service, "NOVA");
  BO_TEST_RUN (bo_test_undo (fixture->service, 0, &run_error));
  g_assert_null (bo_test_undo (fixture->service, 0, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/undo/restores/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_restores, tear_down);
    }
  g_test_add ("/service/undo/in-the-way", Fixture, NULL, set_up, test_in_the_way, tear_down);
  g_test_add ("/service/undo/after-shipment", Fixture, NULL, set_up, test_after_shipment, tear_down);
  g_test_add ("/service/undo/past-others", Fixture, NULL, set_up, test_past_others, tear_down);
  g_test_add ("/service/undo/nothing-left", BoServiceFixture, NULL,
              bo_service_fixture_set_up, test_nothing_left, bo_service_fixture_tear_down);

  return g_test_run ();
}
