/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

typedef BoServiceFixture Fixture;

static void
free_outcome (BoOutcome *outcome,
              GError    *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (outcome);
  bo_outcome_free (outcome);
}

/* Runs a command that must succeed, and forgets what it did. */
#define RUN(call)               \
  G_STMT_START                  \
  {                             \
    GError *error = NULL;       \
    free_outcome (call, error); \
  }                             \
  G_STMT_END

static void
test_place (Fixture      *fixture,
            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 line = bo_test_add_line (fixture->service, product, 3, 1, 1000);
  g_autoptr (BoLineRecord) record = bo_test_load_line (fixture->service, line);

  g_assert_cmpstr (record->order_number, ==, "B-1001");
  g_assert_cmpstr (record->customer, ==, "");
  g_assert_cmpint (record->ordered, ==, 3);
  g_assert_cmpint (record->queued, ==, 1000);
  g_assert_cmpint (record->price, ==, 250);
  g_assert_cmpstr (record->currency, ==, "EUR");
  g_assert_cmpint (record->place, ==, 1);
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 3 open");
}

static void
test_receive (Fixture      *fixture,
              gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 a = bo_test_add_line (fixture->service, product, 7, 2, 1000);
  gint64 b = bo_test_add_line (fixture->service, product, 4, 2, 2000);

  RUN (bo_test_receive (fixture->service, product, 5, "delivery-1", &error));
  bo_test_assert_line (fixture->service, a, "5 of 7");
  bo_test_assert_line (fixture->service, b, "0 of 4");
  bo_test_assert_product (fixture->service, product, "5 on hand, 5 allocated, 11 open");
  RUN (bo_test_undo (fixture->service, 0, &error));
  bo_test_assert_line (fixture->service, a, "0 of 7");
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 11 open");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, bo_service_fixture_set_up, func, bo_service_fixture_tear_down)
  ADD ("/service/commands/place", test_place);
  ADD ("/service/commands/receive", test_receive);
#undef ADD

  return g_test_run ();
}
