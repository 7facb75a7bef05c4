/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

typedef BoServiceFixture Fixture;

/* Rule TV25 of domain.md: raising never jumps the queue. */
static void
test_raise_queues_behind (Fixture      *fixture,
                          gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 3, 2, 2);
  g_autoptr (BoLineDetail) detail = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  outcome = bo_test_set_units (fixture->service, a, 6, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->later, ==, 4);
  g_assert_cmpint (outcome->ahead, ==, 3);
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 6, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "3 of 6");
  bo_test_assert_line (fixture->service, b, "3 of 3");

  detail = bo_test_load_detail (fixture->service, a, &error);
  g_assert_no_error (error);
  g_assert_cmpint (detail->line->queued, ==, 1);
  g_assert_cmpuint (detail->tranches->len, ==, 2);
  g_assert_cmpint (g_array_index (detail->tranches, BoTranche, 0).units, ==, 2);
  g_assert_cmpint (g_array_index (detail->tranches, BoTranche, 1).units, ==, 4);
  g_assert_cmpint (detail->why.code, ==, BO_WHY_LATER);
  g_assert_cmpint (detail->why.extra, ==, 3);
  g_assert_cmpuint (detail->ahead->len, ==, 2);
  g_assert_cmpint (g_array_index (detail->ahead, gint64, 0), ==, 0);
  g_assert_cmpint (g_array_index (detail->ahead, gint64, 1), ==, 3);
  g_assert_cmpint (detail->line->later, ==, 4);
  g_assert_cmpuint (detail->history->len, ==, 3);
  bo_line_detail_free (detail);

  /* Who stands between them has the first two units ahead, and not all six. */
  detail = bo_test_load_detail (fixture->service, b, &error);
  g_assert_no_error (error);
  g_assert_cmpint (detail->line->units_ahead, ==, 2);
  g_assert_cmpint (detail->why.ahead, ==, 2);
  g_assert_null (detail->ahead);
}

/* A line that was filled and then raised is no longer said to have all. */
static void
test_raise_changes_the_reason (Fixture      *fixture,
                               gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  g_autoptr (BoLineDetail) detail = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  bo_test_add_line (fixture->service, product, 3, 2, 2);
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 2, NULL, &run_error));
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 6, &run_error));
  detail = bo_test_load_detail (fixture->service, a, &error);
  g_assert_no_error (error);
  g_assert_cmpint (detail->why.code, ==, BO_WHY_LATER);
  g_assert_cmpint (detail->why.units, ==, 2);
  g_assert_cmpint (detail->why.open, ==, 6);
  g_assert_cmpint (detail->why.extra, ==, 3);
  bo_line_detail_free (detail);

  /* A fair rule deals to the line as a whole. */
  bo_outcome_free (bo_test_set_rule (fixture->service, product, BO_RULE_FAIR_SHARE));
  detail = bo_test_load_detail (fixture->service, a, &error);
  g_assert_no_error (error);
  g_assert_null (detail->ahead);
  g_assert_cmpint (detail->why.code, ==, BO_WHY_PART);
  outcome = bo_test_set_units (fixture->service, a, 7, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->later, ==, 1);
  g_assert_cmpint (outcome->ahead, ==, -1);
  bo_outcome_free (outcome);

  /* What is on hand for it does not wait. */
  BO_TEST_RUN (bo_test_count (fixture->service, product, 20, NULL, &run_error));
  outcome = bo_test_set_units (fixture->service, a, 8, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->later, ==, 0);
}

/* Each order of the line has its own who is ahead. */
static void
test_ahead_by_key (Fixture      *fixture,
                   gconstpointer user_data)
{
  static const struct
  {
    BoRule rule;
    gint64 first;
    gint64 later;
  } cases[] = {
    { BO_RULE_FIFO, 0, 12 },
    { BO_RULE_PRIORITY, 3, 8 },
    { BO_RULE_NEED, 7, 12 },
  };
  gint64          product = bo_test_add_product (fixture->service, "NOVA");
  gint64          a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  gint64          c = bo_test_add_line (fixture->service, product, 4, 3, 2);
  BoAmendRequest *request = bo_amend_request_new (c);

  bo_test_add_line (fixture->service, product, 5, 2, 3);
  bo_test_add_line (fixture->service, product, 3, 1, 9);
  request->fields = BO_AMEND_NEED;
  request->need = 25000;
  BO_TEST_RUN (bo_test_amend (fixture->service, request, &run_error));
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 4, &run_error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoLineDetail) detail = NULL;

      bo_outcome_free (bo_test_set_rule (fixture->service, product, cases[i].rule));
      detail = bo_test_load_detail (fixture->service, a, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_array_index (detail->ahead, gint64, 0), ==, cases[i].first);
      g_assert_cmpint (g_array_index (detail->ahead, gint64, 1), ==, cases[i].later);
      g_assert_cmpint (detail->line->units_ahead, ==, cases[i].first);
    }
}

/* Two raises in one second are one tranche; reducing takes from the youngest. */
static void
test_reduce_keeps_place (Fixture      *fixture,
                         gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  g_autoptr (BoLineDetail) detail = NULL;
  g_autoptr (GError) error = NULL;

  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 4, &run_error));
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 9, &run_error));
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 1, &run_error));
  detail = bo_test_load_detail (fixture->service, a, &error);
  g_assert_no_error (error);
  g_assert_cmpint (detail->line->ordered, ==, 9);
  g_assert_cmpint (detail->line->cancelled, ==, 8);
  g_assert_cmpint (detail->line->open, ==, 1);
  g_assert_cmpint (detail->line->queued, ==, 1);
  g_assert_cmpuint (detail->tranches->len, ==, 1);
  g_assert_cmpint (g_array_index (detail->tranches, BoTranche, 0).units, ==, 1);
}

/* Rule TV24: a reduction fills nobody out of nothing, and on-hand stays (A8). */
static void
test_reduce_makes_no_stock (Fixture      *fixture,
                            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 o1 = bo_test_add_line (fixture->service, product, 1, 2, 1);
  gint64 o2 = bo_test_add_line (fixture->service, product, 2, 2, 2);
  gint64 o3 = bo_test_add_line (fixture->service, product, 1, 2, 3);

  BO_TEST_RUN (bo_test_set_units (fixture->service, o2, 1, &run_error));
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 0, NULL, &run_error));
  bo_test_assert_line (fixture->service, o1, "0 of 1");
  bo_test_assert_line (fixture->service, o2, "0 of 1");
  bo_test_assert_line (fixture->service, o3, "0 of 1");
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 3 open");
}

/* Rule TV23: 5 units are never 8. */
static void
test_split_line_gets_no_more (Fixture      *fixture,
                              gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 7, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 5, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "5 of 7");
  bo_test_assert_line (fixture->service, b, "0 of 4");
  bo_test_assert_product (fixture->service, product, "5 on hand, 5 allocated, 11 open");
}

/* Invariant A8, and what becomes free goes to the next in line at once. */
static void
test_cancel_frees_for_the_next (Fixture      *fixture,
                                gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 5, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "4 of 4");
  bo_test_assert_line (fixture->service, b, "1 of 4");
  BO_TEST_RUN (bo_test_cancel (fixture->service, a, 1, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "3 of 3");
  bo_test_assert_line (fixture->service, b, "2 of 4");
  BO_TEST_RUN (bo_test_cancel (fixture->service, b, 2, NULL, &run_error));
  bo_test_assert_line (fixture->service, b, "2 of 2");
  BO_TEST_RUN (bo_test_cancel (fixture->service, a, 0, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "0 of 0");
  bo_test_assert_product (fixture->service, product, "5 on hand, 2 allocated, 2 open");
}

/* A run that nobody looked at takes from nobody, however the policy changed. */
static void
test_free_stock_takes_from_nobody (Fixture      *fixture,
                                   gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 late = bo_test_add_line (fixture->service, product, 3, 5, 9);
  gint64 first;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 4, NULL, &run_error));
  bo_test_assert_line (fixture->service, late, "3 of 3");
  first = bo_test_add_line (fixture->service, product, 3, 1, 1);
  bo_test_assert_line (fixture->service, late, "3 of 3");
  bo_test_assert_line (fixture->service, first, "1 of 3");
  /* A proposal does. */
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 0, NULL, &run_error));
  bo_test_assert_line (fixture->service, first, "3 of 3");
  bo_test_assert_line (fixture->service, late, "1 of 3");
}

/* Invariants A9 and S6 against the store. */
static void
test_external_id_applies_once (Fixture      *fixture,
                               gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 7, 2, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) first = NULL;
  g_autoptr (BoOutcome) second = NULL;

  first = bo_test_receive (fixture->service, product, 5, "DN-1", &error);
  g_assert_no_error (error);
  g_assert_false (first->repeated);
  g_assert_cmpint (first->units, ==, 5);
  second = bo_test_receive (fixture->service, product, 5, "DN-1", &error);
  g_assert_no_error (error);
  g_assert_true (second->repeated);
  g_assert_cmpint (second->event_id, ==, first->event_id);
  bo_test_assert_product (fixture->service, product, "5 on hand, 5 allocated, 7 open");

  BO_TEST_RUN (bo_test_ship (fixture->service, a, 2, FALSE, "S-1", &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->service, a, 2, FALSE, "S-1", &run_error));
  BO_TEST_RUN (bo_test_cancel (fixture->service, a, 1, "C-1", &run_error));
  BO_TEST_RUN (bo_test_cancel (fixture->service, a, 1, "C-1", &run_error));
  BO_TEST_RUN (bo_test_return (fixture->service, a, 1, "R-1", &run_error));
  BO_TEST_RUN (bo_test_return (fixture->service, a, 1, "R-1", &run_error));
  bo_test_assert_line (fixture->service, a, "4 of 4");
  bo_test_assert_product (fixture->service, product, "4 on hand, 4 allocated, 4 open");
}

static void
test_ship_leaves_the_rest_in_place (Fixture      *fixture,
                                    gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoLineRecord) record = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 6, &run_error));
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 4, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->service, a, 1, TRUE, NULL, &run_error));
  record = bo_test_load_line (fixture->service, a);
  g_assert_cmpint (record->queued, ==, 1);
  g_clear_pointer (&record, bo_line_record_free);

  /* The oldest tranche leaves first; all that may leave when no number is given. */
  outcome = bo_test_ship (fixture->service, a, 0, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->units, ==, 3);
  record = bo_test_load_line (fixture->service, a);
  g_assert_cmpint (record->shipped, ==, 4);
  g_assert_cmpint (record->open, ==, 2);
  g_assert_cmpint (record->queued, >, 1);
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 2 open");
}

static void
test_return_goes_to_the_next (Fixture      *fixture,
                              gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 2, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 2, 2, 2);
  g_autoptr (BoLineRecord) record = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 2, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->service, a, 2, TRUE, NULL, &run_error));
  BO_TEST_RUN (bo_test_return (fixture->service, a, 1, NULL, &run_error));
  record = bo_test_load_line (fixture->service, a);
  g_assert_cmpint (record->shipped, ==, 2);
  bo_test_assert_line (fixture->service, b, "1 of 2");
  bo_test_assert_product (fixture->service, product, "1 on hand, 1 allocated, 2 open");
}

/* What came back is in the history of its line, although the line stays shipped. */
static void
test_return_in_history (Fixture      *fixture,
                        gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 2, 2, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) second = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  BoLineDetail *detail;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 5, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->service, a, 3, TRUE, NULL, &run_error));
  BO_TEST_RUN (bo_test_ship (fixture->service, b, 1, TRUE, NULL, &run_error));
  BO_TEST_RUN (bo_test_return (fixture->service, b, 1, NULL, &run_error));
  BO_TEST_RUN (bo_test_return (fixture->service, a, 1, NULL, &run_error));
  BO_TEST_RUN (bo_test_pause (fixture->service, a, TRUE, &run_error));
  second = bo_test_return (fixture->service, a, 2, NULL, &error);
  g_assert_no_error (error);
  BO_TEST_RUN (bo_test_undo (fixture->service, second->event_id, &run_error));

  detail = bo_test_load_detail (fixture->service, a, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < detail->history->len; i++)
    {
      const BoHistoryRecord *record = g_ptr_array_index (detail->history, i);

      g_string_append_printf (told, "%s%s %" G_GINT64_FORMAT "\n", record->kind, record->undone ? " undone" : "",
                              record->returned_delta);
    }
  g_assert_cmpstr (told->str, ==, "undo -2\nreturn undone 2\npause 0\nreturn 1\nhand-over 0\nreceive 0\nplace 0\n");
  bo_line_detail_free (detail);
}

static void
test_pause_keeps_the_place (Fixture      *fixture,
                            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2);
  g_autoptr (BoLineRecord) record = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 4, NULL, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->service, a, 1, &run_error));
  BO_TEST_RUN (bo_test_pause (fixture->service, a, TRUE, &run_error));
  bo_test_assert_line (fixture->service, a, "1 of 4 (1 locked)");
  bo_test_assert_line (fixture->service, b, "3 of 4");
  record = bo_test_load_line (fixture->service, a);
  g_assert_cmpint (record->place, ==, 1);
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 2, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "1 of 4 (1 locked)");
  bo_test_assert_line (fixture->service, b, "4 of 4");
  BO_TEST_RUN (bo_test_pause (fixture->service, a, FALSE, &run_error));
  bo_test_assert_line (fixture->service, a, "2 of 4 (1 locked)");
}

/* A pin takes what is free, then from the last in line, and never what is locked. */
static void
test_pin (Fixture      *fixture,
          gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 3, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 3, 2, 2);
  gint64 c = bo_test_add_line (fixture->service, product, 3, 2, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 6, NULL, &run_error));
  BO_TEST_RUN (bo_test_pin (fixture->service, b, 2, &run_error));
  outcome = bo_test_pin (fixture->service, c, 3, &error);
  g_assert_no_error (error);
  bo_test_assert_line (fixture->service, a, "1 of 3");
  bo_test_assert_line (fixture->service, b, "2 of 3 (2 locked)");
  bo_test_assert_line (fixture->service, c, "3 of 3 (3 locked)");
  g_assert_cmpuint (outcome->exceptions->len, ==, 2);
  g_assert_cmpint (g_array_index (outcome->exceptions, BoOutcomeException, 0).line_id, ==, b);
  g_assert_cmpint (g_array_index (outcome->exceptions, BoOutcomeException, 0).units, ==, 1);
  g_clear_pointer (&outcome, bo_outcome_free);

  /* a has one unlocked unit of its own and no others are to be had. */
  outcome = bo_test_pin (fixture->service, a, 2, &error);
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK);
  g_assert_nonnull (strstr (error->message, "1 are on hand"));

  BO_TEST_RUN (bo_test_pin (fixture->service, c, 0, &run_error));
  bo_test_assert_line (fixture->service, c, "3 of 3");
  /* The next deal is by place again, but for what is locked. */
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 0, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "3 of 3");
  bo_test_assert_line (fixture->service, b, "3 of 3 (2 locked)");
  bo_test_assert_line (fixture->service, c, "0 of 3");
}

static void
test_count (Fixture      *fixture,
            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 3, 2, 1);
  gint64 b = bo_test_add_line (fixture->service, product, 3, 2, 2);
  gint64 c = bo_test_add_line (fixture->service, product, 3, 2, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  BO_TEST_RUN (bo_test_count (fixture->service, product, 8, NULL, &run_error));
  bo_test_assert_line (fixture->service, c, "2 of 3");
  BO_TEST_RUN (bo_test_pin (fixture->service, c, 1, &run_error));

  outcome = bo_test_count (fixture->service, product, 5, NULL, &error);
  g_assert_no_error (error);
  bo_test_assert_line (fixture->service, a, "3 of 3");
  bo_test_assert_line (fixture->service, b, "1 of 3");
  bo_test_assert_line (fixture->service, c, "1 of 3 (1 locked)");
  g_assert_cmpuint (outcome->exceptions->len, ==, 2);
  g_assert_cmpint (g_array_index (outcome->exceptions, BoOutcomeException, 0).line_id, ==, c);
  g_assert_cmpint (g_array_index (outcome->exceptions, BoOutcomeException, 1).line_id, ==, b);
  g_assert_cmpint (g_array_index (outcome->exceptions, BoOutcomeException, 1).units, ==, 2);
  g_clear_pointer (&outcome, bo_outcome_free);

  /* Unlocked before locked, and then locked ones too. */
  BO_TEST_RUN (bo_test_count (fixture->service, product, 0, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "0 of 3");
  bo_test_assert_line (fixture->service, c, "0 of 3");
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 9 open");

  outcome = bo_test_count (fixture->service, product, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->event_id, ==, 0);
}

/* By need date, the last in line is who needs it last. */
static void
test_count_takes_by_key (Fixture      *fixture,
                         gconstpointer user_data)
{
  gint64          product = bo_test_add_product (fixture->service, "NOVA");
  gint64          soon = bo_test_add_line (fixture->service, product, 2, 9, 5);
  gint64          never = bo_test_add_line (fixture->service, product, 2, 1, 1);
  BoAmendRequest *request = bo_amend_request_new (soon);

  request->fields = BO_AMEND_NEED;
  request->need = 25000;
  BO_TEST_RUN (bo_test_amend (fixture->service, request, &run_error));
  bo_outcome_free (bo_test_set_rule (fixture->service, product, BO_RULE_NEED));
  BO_TEST_RUN (bo_test_count (fixture->service, product, 4, NULL, &run_error));
  BO_TEST_RUN (bo_test_count (fixture->service, product, 3, NULL, &run_error));
  bo_test_assert_line (fixture->service, soon, "2 of 2");
  bo_test_assert_line (fixture->service, never, "1 of 2");
}

static void
test_place (Fixture      *fixture,
            gconstpointer user_data)
{
  gint64          product = bo_test_add_product (fixture->service, "Nova");
  BoPlaceRequest *request = bo_place_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) first = NULL;
  g_autoptr (BoOutcome) second = NULL;
  g_autoptr (BoOutcome) third = NULL;
  g_autoptr (BoLineRecord) line = NULL;
  g_autoptr (BoLineRecord) other = NULL;
  g_autoptr (BoLineDetail) detail = NULL;

  request->sku = g_strdup (" nOVA ");
  request->units = 3;
  request->customer_name = g_strdup ("Ada Lopes");
  request->customer_email = g_strdup ("Ada@Example.org");
  request->customer_business = TRUE;
  request->campaign = g_strdup ("Spring");
  request->cause = BO_CAUSE_DEMAND_SURGE;
  first = bo_test_place (fixture->service, request, &error);
  g_assert_no_error (error);
  detail = bo_test_load_detail (fixture->service, first->line_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (detail->line->order_number, ==, "B-1001");
  g_assert_cmpint (detail->line->product_id, ==, product);
  g_assert_cmpint (detail->line->price, ==, 250);
  g_assert_cmpint (detail->line->priority_class, ==, BO_CLASS_DEFAULT);
  g_assert_cmpstr (detail->line->campaign, ==, "Spring");
  g_assert_cmpstr (detail->customer->name, ==, "Ada Lopes");
  g_assert_true (detail->customer->business);
  g_assert_false (detail->customer->anonymous);
  g_assert_cmpstr (detail->channel, ==, "counter");

  /* The same customer by e-mail, on an order of its own with the next number. */
  request = bo_test_new_place (product, 1, 0, 0);
  request->customer_email = g_strdup ("ada@example.ORG");
  second = bo_test_place (fixture->service, request, &error);
  g_assert_no_error (error);
  line = bo_test_load_line (fixture->service, second->line_id);
  g_assert_cmpint (line->customer_id, ==, detail->line->customer_id);
  g_assert_cmpstr (line->order_number, ==, "B-1002");

  /* On an order there is. */
  request = bo_test_new_place (product, 1, 0, 0);
  request->order_id = first->order_id;
  third = bo_test_place (fixture->service, request, &error);
  g_assert_no_error (error);
  other = bo_test_load_line (fixture->service, third->line_id);
  g_assert_cmpint (other->order_id, ==, first->order_id);
  g_assert_cmpint (other->customer_id, ==, detail->line->customer_id);
}

/* Nobody is anybody else: anonymous customers are never merged. */
static void
test_place_anonymous (Fixture      *fixture,
                      gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 1, 0, 0);
  gint64 b = bo_test_add_line (fixture->service, product, 1, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoLineDetail) first = bo_test_load_detail (fixture->service, a, &error);
  g_autoptr (BoLineDetail) second = bo_test_load_detail (fixture->service, b, &error);

  g_assert_no_error (error);
  g_assert_true (first->customer->anonymous);
  g_assert_cmpint (first->customer->id, !=, second->customer->id);
}

static void
test_amend_fields (Fixture      *fixture,
                   gconstpointer user_data)
{
  gint64          product = bo_test_add_product (fixture->service, "NOVA");
  gint64          a = bo_test_add_line (fixture->service, product, 3, 2, 1);
  BoAmendRequest *request = bo_amend_request_new (a);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoLineRecord) line = NULL;
  g_autoptr (BoOutcome) nothing = NULL;

  request->fields = BO_AMEND_CLASS | BO_AMEND_NEED | BO_AMEND_SHIP | BO_AMEND_STRATEGY | BO_AMEND_REASON |
                    BO_AMEND_CAMPAIGN | BO_AMEND_PRICE;
  request->priority_class = 1;
  request->need = 20000;
  request->ship = BO_SHIP_LINE_COMPLETE;
  request->strategy = BO_STRATEGY_GAIN;
  request->reason = BO_REASON_PLANNED;
  request->campaign = g_strdup ("Spring");
  request->price = 999;
  BO_TEST_RUN (bo_test_amend (fixture->service, request, &run_error));
  line = bo_test_load_line (fixture->service, a);
  g_assert_cmpint (line->priority_class, ==, 1);
  g_assert_cmpint (line->need, ==, 20000);
  g_assert_cmpint (line->ship, ==, BO_SHIP_LINE_COMPLETE);
  g_assert_cmpint (line->strategy, ==, BO_STRATEGY_GAIN);
  g_assert_cmpint (line->reason, ==, BO_REASON_PLANNED);
  g_assert_cmpstr (line->campaign, ==, "Spring");
  g_assert_cmpint (line->price, ==, 999);
  g_assert_cmpint (line->open, ==, 3);

  nothing = bo_test_set_units (fixture->service, a, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nothing->event_id, ==, 0);
}

/* What a line that ships complete has is held until it is complete. */
static void
test_held_until_complete (Fixture      *fixture,
                          gconstpointer user_data)
{
  gint64          product = bo_test_add_product (fixture->service, "NOVA");
  gint64          a = bo_test_add_line (fixture->service, product, 4, 2, 1);
  BoAmendRequest *request = bo_amend_request_new (a);
  g_autoptr (GError) error = NULL;

  BO_TEST_RUN (bo_test_receive (fixture->service, product, 3, NULL, &run_error));
  request->fields = BO_AMEND_SHIP;
  request->ship = BO_SHIP_LINE_COMPLETE;
  BO_TEST_RUN (bo_test_amend (fixture->service, request, &run_error));
  bo_test_assert_line (fixture->service, a, "3 of 4 (3 held)");
  g_assert_null (bo_test_ship (fixture->service, a, 1, TRUE, NULL, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NO_STOCK);
  g_assert_nonnull (strstr (error->message, "3 more are held"));
  BO_TEST_RUN (bo_test_set_units (fixture->service, a, 3, &run_error));
  bo_test_assert_line (fixture->service, a, "3 of 3");
  BO_TEST_RUN (bo_test_ship (fixture->service, a, 0, TRUE, NULL, &run_error));
}

static void
test_book (Fixture      *fixture,
           gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 4, 2, 1);

  BO_TEST_RUN (bo_test_book (fixture->service, product, 3, NULL, &run_error));
  bo_test_assert_line (fixture->service, a, "0 of 4");
  bo_test_assert_product (fixture->service, product, "3 on hand, 0 allocated, 4 open");
}

static void
test_put_product (Fixture      *fixture,
                  gconstpointer user_data)
{
  gint64            product = bo_test_add_product (fixture->service, "Nova");
  BoProductRequest *request = g_new0 (BoProductRequest, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  g_autoptr (BoOutcome) again = NULL;
  g_autoptr (BoProductRecord) record = NULL;

  request->sku = g_strdup ("NOVA");
  request->name = g_strdup ("Nova Console");
  request->barcode = g_strdup ("4006381333931");
  request->supplier = g_strdup ("Acme");
  request->price = 300;
  request->case_size = 6;
  outcome = bo_test_put_product (fixture->service, request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->line_id, ==, product);
  record = bo_test_load_product (fixture->service, product);
  g_assert_cmpstr (record->sku, ==, "Nova");
  g_assert_cmpstr (record->name, ==, "Nova Console");
  g_assert_cmpstr (record->supplier, ==, "Acme");
  g_assert_cmpint (record->case_size, ==, 6);
  g_assert_cmpint (record->price, ==, 300);

  request = g_new0 (BoProductRequest, 1);
  request->sku = g_strdup ("nova");
  request->name = g_strdup ("Nova Console");
  request->barcode = g_strdup ("4006381333931");
  request->supplier = g_strdup ("Acme");
  request->price = 300;
  request->case_size = 6;
  again = bo_test_put_product (fixture->service, request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->event_id, ==, 0);

  request = g_new0 (BoProductRequest, 1);
  request->sku = g_strdup ("OTHER");
  request->barcode = g_strdup ("4006381333931");
  request->price = -1;
  g_assert_null (bo_test_put_product (fixture->service, request, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) \
  g_test_add ("/service/commands/" name, Fixture, NULL, bo_service_fixture_set_up, func, bo_service_fixture_tear_down)
  ADD ("place/customers-and-orders", test_place);
  ADD ("place/anonymous", test_place_anonymous);
  ADD ("place/free-stock-takes-from-nobody", test_free_stock_takes_from_nobody);
  ADD ("amend/TV25-raise-queues-behind", test_raise_queues_behind);
  ADD ("amend/ahead-by-key", test_ahead_by_key);
  ADD ("amend/raise-changes-the-reason", test_raise_changes_the_reason);
  ADD ("amend/reduce-keeps-place", test_reduce_keeps_place);
  ADD ("amend/TV24-reduce-makes-no-stock", test_reduce_makes_no_stock);
  ADD ("amend/fields", test_amend_fields);
  ADD ("amend/held-until-complete", test_held_until_complete);
  ADD ("cancel/A8-frees-for-the-next", test_cancel_frees_for_the_next);
  ADD ("receive/TV23-split-line-gets-no-more", test_split_line_gets_no_more);
  ADD ("receive/book", test_book);
  ADD ("external-id/A9-applies-once", test_external_id_applies_once);
  ADD ("ship/leaves-the-rest-in-place", test_ship_leaves_the_rest_in_place);
  ADD ("return/goes-to-the-next", test_return_goes_to_the_next);
  ADD ("return/in-the-history", test_return_in_history);
  ADD ("pause/keeps-the-place", test_pause_keeps_the_place);
  ADD ("pin/takes-from-the-last", test_pin);
  ADD ("count/takes-from-the-last", test_count);
  ADD ("count/takes-by-key", test_count_takes_by_key);
  ADD ("product/put", test_put_product);
#undef ADD

  return g_test_run ();
}
