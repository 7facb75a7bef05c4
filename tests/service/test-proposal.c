/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

typedef BoServiceFixture Fixture;

static const BoProposalLine *
find_line (BoProposal *proposal,
           gint64      line_id)
{
  for (guint i = 0; i < proposal->lines->len; i++)
    if (g_array_index (proposal->lines, BoProposalLine, i).line_id == line_id)
      return &g_array_index (proposal->lines, BoProposalLine, i);
  g_assert_not_reached ();
}

static BoProposal *
propose (BoService         *service,
         BoProposalRequest *request)
{
  g_autoptr (GError) error = NULL;
  BoProposal *proposal = bo_test_propose (service, request, &error);

  g_assert_no_error (error);
  g_assert_nonnull (proposal);
  return proposal;
}

/* Makes the order of @line_id ship so. */
static void
set_ship (BoService   *service,
          gint64       line_id,
          BoShipPolicy ship)
{
  BoAmendRequest *request = bo_amend_request_new (line_id);

  request->fields = BO_AMEND_SHIP;
  request->ship = ship;
  BO_TEST_RUN (bo_test_amend (service, request, &run_error));
}

/* A line of another product on the order of @line_id. */
static gint64
add_to_order (BoService *service,
              gint64     line_id,
              gint64     product_id,
              gint64     units)
{
  g_autoptr (BoLineRecord) line = bo_test_load_line (service, line_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  BoPlaceRequest *request = bo_test_new_place (product_id, units, line->priority_class, line->queued);

  request->order_id = line->order_id;
  outcome = bo_test_place (service, request, &error);
  g_assert_no_error (error);
  return outcome->line_id;
}

static void
test_shows_what_changes (Fixture      *fixture,
                         gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;
  g_autofree char         *before = NULL;
  g_autofree char         *after = NULL;
  const BoProposalProduct *shown;

  bo_proposal_request_add (request, product, 3);
  bo_proposal_request_add (request, product, 2);
  before = bo_test_dump (fixture->path);
  proposal = propose (fixture->service, request);
  after = bo_test_dump (fixture->path);
  g_assert_cmpstr (before, ==, after);

  g_assert_cmpuint (proposal->products->len, ==, 1);
  shown = g_ptr_array_index (proposal->products, 0);
  g_assert_cmpstr (shown->sku, ==, "NOVA");
  g_assert_cmpint (shown->on_hand_before, ==, 0);
  g_assert_cmpint (shown->delivered, ==, 5);
  g_assert_cmpint (shown->free_after, ==, 0);
  g_assert_cmpuint (shown->n_lines, ==, 2);
  g_assert_cmpint (proposal->rule, ==, BO_RULE_PRIORITY);
  g_assert_cmpint (proposal->units_gained, ==, 5);
  g_assert_cmpint (proposal->units_lost, ==, 0);
  g_assert_cmpuint (proposal->n_changed, ==, 2);
  g_assert_cmpint (find_line (proposal, a)->after, ==, 4);
  g_assert_cmpint (find_line (proposal, a)->why.code, ==, BO_WHY_FILLED);
  g_assert_cmpint (find_line (proposal, a)->place, ==, 1);
  g_assert_cmpint (find_line (proposal, b)->after, ==, 1);
  g_assert_cmpint (find_line (proposal, b)->why.code, ==, BO_WHY_PART);
  g_assert_cmpint (g_array_index (proposal->lines, BoProposalLine, 0).line_id, ==, a);
}

/* The same revision while nothing moves; another when anything does. */
static void
test_revision (Fixture      *fixture,
               gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) first = NULL;
  g_autoptr (BoProposal) pinned = NULL;
  g_autoptr (BoProposal) other_pin = NULL;
  g_autoptr (BoProposal) again = NULL;
  g_autoptr (BoProposal) two = NULL;
  g_autoptr (BoProposal) two_again = NULL;
  g_autoptr (BoProposal) by_policy = NULL;
  g_autoptr (BoProposal) more = NULL;
  g_autoptr (BoProposal) moved = NULL;
  g_autoptr (BoProposal) east = NULL;
  g_autoptr (BoProposal) west = NULL;

  bo_proposal_request_add (request, product, 3);
  first = propose (fixture->service, request);
  bo_proposal_request_pin (request, a, 1);
  pinned = propose (fixture->service, request);
  g_assert_cmpstr (first->revision, !=, pinned->revision);
  bo_proposal_request_pin (request, a, 2);
  other_pin = propose (fixture->service, request);
  g_assert_cmpstr (pinned->revision, !=, other_pin->revision);
  bo_proposal_request_pin (request, a, -1);
  again = propose (fixture->service, request);
  g_assert_cmpstr (first->revision, ==, again->revision);

  bo_proposal_request_pin (request, b, 1);
  bo_proposal_request_pin (request, a, 1);
  two = propose (fixture->service, request);
  bo_proposal_request_pin (request, b, 1);
  two_again = propose (fixture->service, request);
  g_assert_cmpstr (two->revision, ==, two_again->revision);

  request->policy = bo_policy_new ();
  request->policy->rule = BO_RULE_EQUAL_SHARE;
  by_policy = propose (fixture->service, request);
  g_assert_cmpstr (two->revision, !=, by_policy->revision);
  g_clear_pointer (&request->policy, bo_policy_free);

  bo_proposal_request_add (request, product, 1);
  more = propose (fixture->service, request);
  g_assert_cmpstr (two->revision, !=, more->revision);
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 5, &run_error));
  moved = propose (fixture->service, request);
  g_assert_cmpstr (more->revision, !=, moved->revision);

  /* On another day, even if nothing has moved. */
  BO_TEST_RUN (bo_test_set_setting (fixture->service, "time-zone", "Pacific/Kiritimati", &run_error));
  east = propose (fixture->service, request);
  BO_TEST_RUN (bo_test_set_setting (fixture->service, "time-zone", "Pacific/Pago_Pago", &run_error));
  west = propose (fixture->service, request);
  g_assert_cmpint (east->today, !=, west->today);
  g_assert_cmpstr (east->revision, !=, west->revision);
}

typedef enum
{
  MOVE_PLACE,
  MOVE_AMEND,
  MOVE_CANCEL,
  MOVE_PAUSE,
  MOVE_SHIP,
  MOVE_COUNT,
  MOVE_SHIP_POLICY,
  MOVE_POLICY,
  MOVE_PRODUCT_POLICY,
  N_MOVES,
} Move;

static const char *const move_names[] = {
  "place",
  "amend",
  "cancel",
  "pause",
  "ship",
  "count",
  "ship-policy",
  "policy",
  "product-policy",
};

/* Whatever moves what a proposal looked at, applying it writes nothing. */
static void
test_moved (Fixture      *fixture,
            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 1, NULL, &run_error));
  bo_proposal_request_add (request, product, 2);
  proposal = propose (fixture->service, request);
  switch ((Move) GPOINTER_TO_INT (user_data))
    {
    case MOVE_PLACE:
      bo_test_add_line (fixture->service, product, 1, 2, 2);
      break;
    case MOVE_AMEND:
      BO_TEST_RUN (bo_test_set_units (fixture->service, a, 3, &run_error));
      break;
    case MOVE_CANCEL:
      BO_TEST_RUN (bo_test_cancel (fixture->service, a, 1, NULL, &run_error));
      break;
    case MOVE_PAUSE:
      BO_TEST_RUN (bo_test_pause (fixture->service, a, TRUE, &run_error));
      break;
    case MOVE_SHIP:
      BO_TEST_RUN (bo_test_ship (fixture->service, a, 1, TRUE, NULL, &run_error));
      break;
    case MOVE_COUNT:
      BO_TEST_RUN (bo_test_count (fixture->service, product, 7, NULL, &run_error));
      break;
    case MOVE_SHIP_POLICY:
      set_ship (fixture->service, a, BO_SHIP_ORDER_COMPLETE);
      break;
    case MOVE_POLICY:
      bo_outcome_free (bo_test_set_rule (fixture->service, 0, BO_RULE_FIFO));
      break;
    case MOVE_PRODUCT_POLICY:
      bo_outcome_free (bo_test_set_rule (fixture->service, product, BO_RULE_FIFO));
      break;
    case N_MOVES:
    default:
      g_assert_not_reached ();
    }

  before = bo_test_dump (fixture->path);
  g_assert_null (bo_test_apply (fixture->service, proposal, NULL, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED);
  after = bo_test_dump (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

/* What happens to another product moves nothing. */
static void
test_not_moved (Fixture      *fixture,
                gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 other = bo_test_add_product (fixture->service, "LUNA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  bo_proposal_request_add (request, product, 2);
  proposal = propose (fixture->service, request);
  bo_test_add_line (fixture->service, other, 1, 2, 1);
  BO_TEST_RUN (bo_test_count (fixture->service, other, 3, NULL, &run_error));
  BO_TEST_RUN (bo_test_apply (fixture->service, proposal, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "2 of 4");
}

static void
test_nothing (Fixture      *fixture,
              gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  bo_test_add_line (fixture->service, product, 4, 2, 1);
  outcome = bo_test_receive (fixture->service, product, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->event_id, ==, 0);
}

/* More than anybody wants stays free; so does what nobody waits for. */
static void
test_free (Fixture      *fixture,
           gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 other = bo_test_add_product (fixture->service, "LUNA");
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  bo_test_add_line (fixture->service, product, 4, 2, 1);
  bo_proposal_request_add (request, other, 3);
  bo_proposal_request_add (request, product, 6);
  request->all = GPOINTER_TO_INT (user_data);
  proposal = propose (fixture->service, request);
  g_assert_cmpuint (proposal->products->len, ==, 2);
  BO_TEST_RUN (bo_test_apply (fixture->service, proposal, NULL, &run_error));
  bo_test_assert_product (fixture->service, product, "6 on hand, 4 allocated, 4 open");
  bo_test_assert_product (fixture->service, other, "3 on hand, 0 allocated, 0 open");
}

/* A pinned line gets just that, and keeps it locked; the rest is dealt round it. */
static void
test_pins (Fixture      *fixture,
           gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);
  gint64 c = bo_test_add_line (fixture->service, product, 4, 2, 3);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  bo_proposal_request_add (request, product, 6);
  bo_proposal_request_pin (request, c, 3);
  bo_proposal_request_pin (request, c, 2);
  bo_proposal_request_pin (request, a, 1);
  bo_proposal_request_pin (request, b, 0);
  bo_proposal_request_pin (request, b, -1);
  proposal = propose (fixture->service, request);
  g_assert_true (find_line (proposal, c)->pinned);
  g_assert_false (find_line (proposal, b)->pinned);
  /* Whatever a line is given by hand, those behind it have all ahead that it waits for. */
  g_assert_cmpint (find_line (proposal, b)->why.place, ==, 2);
  g_assert_cmpint (find_line (proposal, b)->why.ahead, ==, 4);
  g_assert_cmpint (find_line (proposal, c)->why.ahead, ==, 8);
  BO_TEST_RUN (bo_test_apply (fixture->service, proposal, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "1 of 4 (1 locked)");
  bo_test_assert_line (fixture->service, b, "3 of 4");
  bo_test_assert_line (fixture->service, c, "2 of 4 (2 locked)");
}

typedef struct
{
  const char    *name;
  gint64         a; /* pinned to it, -1: not */
  gint64         b;
  BoServiceError code;
} PinCase;

/* a waits for 4 and has 2 locked, b for 4; 5 arrive on top of those 2. */
static const PinCase pin_cases[] = {
  { "more-than-open", 5, -1, BO_SERVICE_ERROR_REFUSED },
  { "less-than-locked", 1, -1, BO_SERVICE_ERROR_REFUSED },
  { "more-than-there-is", 4, 4, BO_SERVICE_ERROR_NO_STOCK },
};

static void
test_pin_refused (Fixture      *fixture,
                  gconstpointer user_data)
{
  const PinCase *pins = user_data;
  gint64         product = bo_test_add_product (fixture->service, "NOVA");
  gint64         a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64         b = bo_test_add_line (fixture->service, product, 4, 2, 2);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (GError) error = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 2, NULL, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->service, a, 2, &run_error));
  bo_proposal_request_add (request, product, 5);
  bo_proposal_request_pin (request, a, pins->a);
  bo_proposal_request_pin (request, b, pins->b);
  g_assert_null (bo_test_propose (fixture->service, request, &error));
  g_assert_error (error, BO_SERVICE_ERROR, (int) pins->code);
}

static void
test_pin_elsewhere (Fixture      *fixture,
                    gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 other = bo_test_add_product (fixture->service, "LUNA");
  gint64 line = bo_test_add_line (fixture->service, other, 4, 2, 1);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (GError) error = NULL;

  bo_proposal_request_add (request, product, 5);
  bo_proposal_request_pin (request, line, 1);
  g_assert_null (bo_test_propose (fixture->service, request, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
}

/* Rule TV26 and on: products tied by an order that ships complete are dealt
 * together, however long the chain; @user_data says to read the whole shop. */
static void
test_order_complete (Fixture      *fixture,
                     gconstpointer user_data)
{
  gint64 x = bo_test_add_product (fixture->service, "X");
  gint64 y = bo_test_add_product (fixture->service, "Y");
  gint64 z = bo_test_add_product (fixture->service, "Z");
  gint64 away = bo_test_add_product (fixture->service, "AWAY");
  gint64 o1x = bo_test_add_line (fixture->service, x, 2, 2, 1);
  gint64 o1y = add_to_order (fixture->service, o1x, y, 1);
  gint64 o2y = bo_test_add_line (fixture->service, y, 1, 2, 2);
  gint64 o2z = add_to_order (fixture->service, o2y, z, 1);
  gint64 o3x = bo_test_add_line (fixture->service, x, 1, 2, 3);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) none = NULL;
  g_autoptr (BoProposal) both = NULL;

  /* So many elsewhere that these products are read by themselves, or not. */
  for (int i = 0; i < 60 && !GPOINTER_TO_INT (user_data); i++)
    bo_test_add_line (fixture->service, away, 1, 2, 1);
  set_ship (fixture->service, o1x, BO_SHIP_ORDER_COMPLETE);
  set_ship (fixture->service, o2y, BO_SHIP_ORDER_COMPLETE);

  bo_proposal_request_add (request, x, 3);
  none = propose (fixture->service, request);
  g_assert_cmpuint (none->products->len, ==, 3);
  g_assert_cmpint (find_line (none, o1x)->after, ==, 0);
  g_assert_cmpint (find_line (none, o1x)->why.code, ==, BO_WHY_COMPLETE_SKIPPED);
  g_assert_cmpint (find_line (none, o3x)->after, ==, 1);
  g_assert_cmpint (find_line (none, o2z)->after, ==, 0);

  bo_proposal_request_add (request, y, 2);
  both = propose (fixture->service, request);
  g_assert_cmpuint (both->products->len, ==, 3);
  BO_TEST_RUN (bo_test_apply (fixture->service, both, NULL, &run_error));
  bo_test_assert_line (fixture->service, o1x, "2 of 2");
  bo_test_assert_line (fixture->service, o1y, "1 of 1");
  bo_test_assert_line (fixture->service, o2y, "0 of 1");
  bo_test_assert_line (fixture->service, o3x, "1 of 1");
  /* The last piece arrives: the order that waited for it has all. */
  BO_TEST_RUN (bo_test_count (fixture->service, z, 1, NULL, &run_error));
  bo_test_assert_line (fixture->service, o2y, "1 of 1");
  bo_test_assert_line (fixture->service, o2z, "1 of 1");
}

/* Rule TV27: HOLD keeps what there is, and what it keeps may not leave. */
static void
test_hold (Fixture      *fixture,
           gconstpointer user_data)
{
  gint64 x = bo_test_add_product (fixture->service, "X");
  gint64 y = bo_test_add_product (fixture->service, "Y");
  gint64 o1x = bo_test_add_line (fixture->service, x, 2, 2, 1);
  gint64 o1y = add_to_order (fixture->service, o1x, y, 1);
  gint64 o2x = bo_test_add_line (fixture->service, x, 1, 2, 2);
  gint64 o3x = bo_test_add_line (fixture->service, x, 1, 2, 3);
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (GError) error = NULL;

  policy->ship_complete = BO_COMPLETE_HOLD;
  BO_TEST_RUN (bo_test_set_policy (fixture->service, 0, policy, &run_error));
  set_ship (fixture->service, o1x, BO_SHIP_ORDER_COMPLETE);
  BO_TEST_RUN (bo_test_receive (fixture->service, x, 3, NULL, &run_error));
  bo_test_assert_line (fixture->service, o1x, "2 of 2 (2 held)");
  bo_test_assert_line (fixture->service, o2x, "1 of 1");
  bo_test_assert_line (fixture->service, o3x, "0 of 1");
  g_assert_null (bo_test_ship (fixture->service, o1x, 1, TRUE, NULL, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK);
  BO_TEST_RUN (bo_test_receive (fixture->service, y, 1, NULL, &run_error));
  bo_test_assert_line (fixture->service, o1x, "2 of 2");
  bo_test_assert_line (fixture->service, o1y, "1 of 1");
}

/* Each product under its own policy, or the one given for the run. */
static void
test_policies (Fixture      *fixture,
               gconstpointer user_data)
{
  gint64 x = bo_test_add_product (fixture->service, "X");
  gint64 y = bo_test_add_product (fixture->service, "Y");
  gint64 x_old = bo_test_add_line (fixture->service, x, 1, 3, 1);
  gint64 x_best = bo_test_add_line (fixture->service, x, 1, 1, 2);
  gint64 y_old = bo_test_add_line (fixture->service, y, 1, 3, 1);
  gint64 y_best = bo_test_add_line (fixture->service, y, 1, 1, 2);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) own = NULL;
  g_autoptr (BoProposal) given = NULL;

  bo_outcome_free (bo_test_set_rule (fixture->service, y, BO_RULE_FIFO));
  bo_proposal_request_add (request, x, 1);
  bo_proposal_request_add (request, y, 1);
  own = propose (fixture->service, request);
  g_assert_cmpint (find_line (own, x_best)->after, ==, 1);
  g_assert_cmpint (find_line (own, y_old)->after, ==, 1);

  request->policy = bo_policy_new ();
  request->policy->rule = BO_RULE_FIFO;
  given = propose (fixture->service, request);
  g_assert_cmpint (given->rule, ==, BO_RULE_FIFO);
  g_assert_cmpint (find_line (given, x_old)->after, ==, 1);
  g_assert_cmpint (find_line (given, y_best)->after, ==, 0);
}

/* Rule TV21: what is protected for a campaign goes to its lines. */
static void
test_reserve (Fixture      *fixture,
              gconstpointer user_data)
{
  static const struct
  {
    gint64      units;
    const char *campaign;
    const char *expected;
  } lines[] = { { 6, NULL, "6 of 6" }, { 3, "K", "3 of 3" }, { 4, NULL, "0 of 4" }, { 5, "K", "3 of 5" } };
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 ids[G_N_ELEMENTS (lines)];
  g_autoptr (BoPolicy) policy = bo_policy_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      BoPlaceRequest *request = bo_test_new_place (product, lines[i].units, 2, (gint64) i + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (BoOutcome) outcome = NULL;

      request->campaign = g_strdup (lines[i].campaign);
      outcome = bo_test_place (fixture->service, request, &error);
      g_assert_no_error (error);
      ids[i] = outcome->line_id;
    }
  policy->rule = BO_RULE_FIFO;
  policy->key = BO_KEY_FIFO;
  policy->reserve_name = g_strdup ("K");
  policy->reserve_units = 6;
  BO_TEST_RUN (bo_test_set_policy (fixture->service, 0, policy, &run_error));
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 12, NULL, &run_error));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    bo_test_assert_line (fixture->service, ids[i], lines[i].expected);
}

/* Rules TV14 and TV15. */
static void
test_strategies (Fixture      *fixture,
                 gconstpointer user_data)
{
  static const BoStrategy strategies[] = { BO_STRATEGY_WIN, BO_STRATEGY_GAIN, BO_STRATEGY_REDISTRIBUTE };
  static const gint64     open[] = { 10, 6, 4 };
  gboolean                abort = GPOINTER_TO_INT (user_data);
  gint64                  product = bo_test_add_product (fixture->service, "NOVA");
  gint64                  ids[3];
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;
  const BoException *exception;

  BO_TEST_RUN (bo_test_count (fixture->service, product, 10, NULL, &run_error));
  for (int i = 2; i >= 0; i--)
    {
      BoPlaceRequest *place = bo_test_new_place (product, open[i], 2, i + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (BoOutcome) outcome = NULL;

      place->strategy = strategies[i];
      outcome = bo_test_place (fixture->service, place, &error);
      g_assert_no_error (error);
      ids[i] = outcome->line_id;
    }
  bo_test_assert_line (fixture->service, ids[0], "0 of 10");
  bo_test_assert_line (fixture->service, ids[1], "6 of 6");
  bo_test_assert_line (fixture->service, ids[2], "4 of 4");

  policy->rule = BO_RULE_STRATEGIES;
  policy->key = BO_KEY_PRIORITY;
  policy->on_exception = abort ? BO_ON_EXCEPTION_ABORT : BO_ON_EXCEPTION_BEST;
  BO_TEST_RUN (bo_test_set_policy (fixture->service, 0, policy, &run_error));
  bo_proposal_request_add (request, product, 0);
  proposal = propose (fixture->service, request);
  g_assert_cmpint (proposal->aborted, ==, abort);
  g_assert_cmpuint (proposal->n_changed, ==, abort ? 0 : 3);
  g_assert_cmpint (find_line (proposal, ids[0])->after, ==, abort ? 0 : 10);
  if (abort)
    return;

  g_assert_cmpuint (proposal->exceptions->len, ==, 1);
  exception = &g_array_index (proposal->exceptions, BoException, 0);
  g_assert_cmpint (exception->kind, ==, BO_EXCEPTION_GAIN_LOST);
  g_assert_cmpint (exception->units, ==, 6);
  g_assert_cmpint (g_array_index (proposal->lines, BoProposalLine, exception->demand).line_id, ==, ids[1]);
  g_assert_cmpint (find_line (proposal, ids[1])->breaks, ==, BO_BREAKS_LOSES);
  g_assert_cmpint (proposal->units_lost, ==, 10);
}

static void
test_breaks_need_day (Fixture      *fixture,
                      gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 line = bo_test_add_line (fixture->service, product, 2, 2, 1);
  gint64 later = bo_test_add_line (fixture->service, product, 2, 2, 2);
  gint64 ids[] = { line, later };
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  for (int i = 0; i < 2; i++)
    {
      BoAmendRequest *amend = bo_amend_request_new (ids[i]);

      amend->fields = BO_AMEND_NEED;
      amend->need = bo_service_get_today (fixture->service) + i;
      BO_TEST_RUN (bo_test_amend (fixture->service, amend, &run_error));
    }
  bo_proposal_request_add (request, product, 1);
  proposal = propose (fixture->service, request);
  g_assert_cmpint (find_line (proposal, line)->breaks, ==, BO_BREAKS_NEED_DAY);
  g_assert_cmpint (find_line (proposal, later)->breaks, ==, BO_BREAKS_NOTHING);
}

/* All at once is what each by itself is. */
static void
test_all (Fixture      *fixture,
          gconstpointer user_data)
{
  gint64 products[5];
  gint64 lines[5][3];
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  for (int p = 0; p < 5; p++)
    {
      g_autofree char *sku = g_strdup_printf ("P%d", p);

      products[p] = bo_test_add_product (fixture->service, sku);
      BO_TEST_RUN (bo_test_book (fixture->service, products[p], p + 1, NULL, &run_error));
    }
  for (int l = 0; l < 3; l++)
    for (int p = 0; p < 5; p++)
      {
        BO_TEST_RUN (bo_test_count (fixture->service, products[p], 0, NULL, &run_error));
        lines[p][l] = bo_test_add_line (fixture->service, products[p], 2, 2, l + 1);
      }
  for (int p = 0; p < 5; p++)
    {
      BO_TEST_RUN (bo_test_book (fixture->service, products[p], p + 1, NULL, &run_error));
      BO_TEST_RUN (bo_test_set_units (fixture->service, lines[p][2], 3, &run_error));
      BO_TEST_RUN (bo_test_count (fixture->service, products[p], 0, NULL, &run_error));
      BO_TEST_RUN (bo_test_book (fixture->service, products[p], p + 1, NULL, &run_error));
    }

  request->all = TRUE;
  proposal = propose (fixture->service, request);
  g_assert_cmpuint (proposal->products->len, ==, 5);
  g_assert_cmpuint (proposal->lines->len, ==, 15);
  BO_TEST_RUN (bo_test_apply (fixture->service, proposal, NULL, &run_error));
  for (int p = 0; p < 5; p++)
    {
      g_autoptr (BoProductRecord) record = bo_test_load_product (fixture->service, products[p]);
      g_autoptr (BoLineRecord) first = bo_test_load_line (fixture->service, lines[p][0]);

      g_assert_cmpint (record->allocated, ==, p + 1);
      g_assert_cmpint (first->allocated, ==, MIN (p + 1, 2));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, data, func) \
  g_test_add ("/service/proposal/" name, Fixture, data, bo_service_fixture_set_up, func, bo_service_fixture_tear_down)
  ADD ("shows-what-changes", NULL, test_shows_what_changes);
  ADD ("revision", NULL, test_revision);
  ADD ("not-moved", NULL, test_not_moved);
  ADD ("nothing", NULL, test_nothing);
  ADD ("free/some", GINT_TO_POINTER (FALSE), test_free);
  ADD ("free/all", GINT_TO_POINTER (TRUE), test_free);
  ADD ("pins/just-that", NULL, test_pins);
  ADD ("pins/elsewhere", NULL, test_pin_elsewhere);
  ADD ("order-complete/TV26-read-by-itself", GINT_TO_POINTER (FALSE), test_order_complete);
  ADD ("order-complete/TV26-read-with-all", GINT_TO_POINTER (TRUE), test_order_complete);
  ADD ("order-complete/TV27-hold", NULL, test_hold);
  ADD ("policies", NULL, test_policies);
  ADD ("reserve/TV21", NULL, test_reserve);
  ADD ("strategies/TV14-best", GINT_TO_POINTER (FALSE), test_strategies);
  ADD ("strategies/TV15-abort", GINT_TO_POINTER (TRUE), test_strategies);
  ADD ("breaks/need-day", NULL, test_breaks_need_day);
  ADD ("all", NULL, test_all);
  for (int i = 0; i < N_MOVES; i++)
    {
      g_autofree char *path = g_strconcat ("/service/proposal/moved/", move_names[i], NULL);

      g_test_add (path, Fixture, GINT_TO_POINTER (i), bo_service_fixture_set_up, test_moved, bo_service_fixture_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pin_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/proposal/pins/", pin_cases[i].name, NULL);

      g_test_add (path, Fixture, &pin_cases[i], bo_service_fixture_set_up, test_pin_refused, bo_service_fixture_tear_down);
    }
#undef ADD

  return g_test_run ();
}
