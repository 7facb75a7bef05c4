/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

#include <glib/gstdio.h>

#include "bo-db.h"

typedef BoServiceFixture Fixture;

/* What was told, and on which thread. */
typedef struct
{
  guint      n;
  GThread   *thread;
  BoChanges *last; /* (owned) (nullable) */
  BoRule     rule; /* of the shop when it was told */
} Told;

static void
changed_cb (BoService *service,
            BoChanges *changes,
            Told      *told)
{
  told->n++;
  told->thread = g_thread_self ();
  g_clear_pointer (&told->last, bo_changes_unref);
  told->last = bo_changes_ref (changes);
  told->rule = bo_service_get_policy (service)->rule;
}

static void
told_clear (Told *told)
{
  g_clear_pointer (&told->last, bo_changes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

/* One signal a transaction, on the main thread, after the commit. */
static void
test_changed (Fixture      *fixture,
              gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 line = bo_test_add_line (fixture->service, product, 4, 2, 1);
  g_auto (Told) told = { 0 };
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->service, "changed", G_CALLBACK (changed_cb), &told);
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 2, NULL, &run_error));
  bo_test_drain ();
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_true (told.thread == g_thread_self ());
  g_assert_true (bo_changes_has (told.last->lines, line));
  g_assert_true (bo_changes_has (told.last->products, product));
  g_assert_false (told.last->settings);

  /* A refusal, and what changes nothing, tell nothing. */
  g_assert_null (bo_test_cancel (fixture->service, line, 9, NULL, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED);
  BO_TEST_RUN (bo_test_count (fixture->service, product, 2, NULL, &run_error));
  BO_TEST_RUN (bo_test_receive (fixture->service, product, 0, NULL, &run_error));
  bo_test_drain ();
  g_assert_cmpuint (told.n, ==, 1);

  BO_TEST_RUN (bo_test_undo (fixture->service, 0, &run_error));
  bo_test_drain ();
  g_assert_cmpuint (told.n, ==, 2);
  g_signal_handlers_disconnect_by_data (fixture->service, &told);
}

/* Settings are cached, and new by the time that anybody hears of them. */
static void
test_settings (Fixture      *fixture,
               gconstpointer user_data)
{
  g_auto (Told) told = { 0 };

  g_assert_cmpstr (bo_service_get_shop_name (fixture->service), ==, "");
  g_assert_cmpstr (bo_service_get_currency (fixture->service), ==, "EUR");
  g_assert_cmpint (bo_service_get_policy (fixture->service)->rule, ==, BO_RULE_PRIORITY);

  g_signal_connect (fixture->service, "changed", G_CALLBACK (changed_cb), &told);
  bo_outcome_free (bo_test_set_rule (fixture->service, 0, BO_RULE_FAIR_SHARE));
  g_assert_cmpint (bo_service_get_policy (fixture->service)->rule, ==, BO_RULE_FAIR_SHARE);
  bo_test_drain ();
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpint (told.rule, ==, BO_RULE_FAIR_SHARE);
  g_assert_true (told.last->settings);

  BO_TEST_RUN (bo_test_set_setting (fixture->service, "shop-name", " Finch & Sons ", &run_error));
  BO_TEST_RUN (bo_test_set_setting (fixture->service, "currency", "gbp", &run_error));
  BO_TEST_RUN (bo_test_set_setting (fixture->service, "time-zone", "Pacific/Kiritimati", &run_error));
  g_assert_cmpstr (bo_service_get_shop_name (fixture->service), ==, "Finch & Sons");
  g_assert_cmpstr (bo_service_get_currency (fixture->service), ==, "GBP");
  g_assert_cmpstr (g_time_zone_get_identifier (bo_service_get_time_zone (fixture->service)), ==, "Pacific/Kiritimati");
  BO_TEST_RUN (bo_test_undo (fixture->service, 0, &run_error));
  g_assert_cmpstr (g_time_zone_get_identifier (bo_service_get_time_zone (fixture->service)), !=, "Pacific/Kiritimati");
  g_signal_handlers_disconnect_by_data (fixture->service, &told);
}

/* A policy read back is the policy that was set. */
static void
test_policy_round_trip (Fixture      *fixture,
                        gconstpointer user_data)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (BoService) other = NULL;
  g_autoptr (GError) error = NULL;
  BoClassShare    share = { .priority_class = 1, .percent = 60 };
  const BoPolicy *read;

  policy->rule = BO_RULE_CLASS_SHARES;
  policy->key = BO_KEY_FIFO;
  policy->ship_complete = BO_COMPLETE_SKIP_UNTIL;
  policy->skip_until_days = 12;
  g_array_append_val (policy->shares, share);
  BO_TEST_RUN (bo_test_set_policy (fixture->service, 0, policy, &run_error));

  other = bo_test_open_service (fixture->path, BO_SERVICE_MUST_EXIST, &error);
  g_assert_no_error (error);
  read = bo_service_get_policy (other);
  g_assert_cmpint (read->rule, ==, BO_RULE_CLASS_SHARES);
  g_assert_cmpint (read->ship_complete, ==, BO_COMPLETE_SKIP_UNTIL);
  g_assert_cmpint (read->skip_until_days, ==, 12);
  g_assert_cmpuint (read->shares->len, ==, 1);
  g_assert_cmpint (g_array_index (read->shares, BoClassShare, 0).percent, ==, 60);
  g_clear_object (&other);

  /* A key that its rule has no use for does not make the store unreadable. */
  policy->rule = BO_RULE_FIFO;
  policy->key = BO_KEY_NEED;
  BO_TEST_RUN (bo_test_set_policy (fixture->service, 0, policy, &run_error));
  other = bo_test_open_service (fixture->path, BO_SERVICE_MUST_EXIST, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bo_service_get_policy (other)->rule, ==, BO_RULE_FIFO);
}

/* What one does the other hears of, and neither writes over the other. */
static void
test_two_services (Fixture      *fixture,
                   gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 line = bo_test_add_line (fixture->service, product, 4, 2, 1);
  g_autoptr (BoService) other = NULL;
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Told) told = { 0 };

  other = bo_test_open_service (fixture->path, BO_SERVICE_MUST_EXIST, &error);
  g_assert_no_error (error);
  bo_proposal_request_add (request, product, 2);
  proposal = bo_test_propose (other, request, &error);
  g_assert_no_error (error);

  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &told);
  BO_TEST_RUN (bo_test_set_units (fixture->service, line, 6, &run_error));
  bo_test_wait_until (told.n > 0);
  g_assert_true (told.last->all || bo_changes_has (told.last->lines, line));
  g_assert_null (bo_test_apply (other, proposal, NULL, &error));
  g_assert_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED);

  told.n = 0;
  bo_outcome_free (bo_test_set_rule (fixture->service, 0, BO_RULE_NEED));
  bo_test_wait_until (told.n > 0);
  g_assert_cmpint (bo_service_get_policy (other)->rule, ==, BO_RULE_NEED);
  BO_TEST_RUN (bo_test_receive (other, product, 3, NULL, &run_error));
  bo_test_assert_line (fixture->service, line, "3 of 6");
  g_signal_handlers_disconnect_by_data (other, &told);
}

static void
count_result_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* Whoever lets go of a service with work under way still hears the end of it. */
static void
test_dispose_under_way (Fixture      *fixture,
                        gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  gint64 line = bo_test_add_line (fixture->service, product, 4, 2, 1);
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  BoPlaceRequest *place = bo_test_new_place (product, 2, 2, 0);
  gpointer        weak = fixture->service;
  guint           n = 0;

  bo_proposal_request_add (request, product, 2);
  g_object_add_weak_pointer (G_OBJECT (fixture->service), &weak);
  bo_service_place_async (fixture->service, place, NULL, count_result_cb, &n);
  bo_service_set_setting_async (fixture->service, "shop-name", "Finch", NULL, count_result_cb, &n);
  bo_service_propose_async (fixture->service, request, NULL, count_result_cb, &n);
  bo_service_list_lines_async (fixture->service, query, 10, NULL, count_result_cb, &n);
  g_clear_object (&fixture->service);
  bo_test_wait_until (n == 4 && weak == NULL);

  fixture->service = bo_test_open_service (fixture->path, BO_SERVICE_MUST_EXIST, NULL);
  g_assert_cmpstr (bo_service_get_shop_name (fixture->service), ==, "Finch");
  bo_test_assert_product (fixture->service, product, "0 on hand, 0 allocated, 6 open");
  bo_test_assert_line (fixture->service, line, "0 of 4");
}

static void
test_cancelled_query (Fixture      *fixture,
                      gconstpointer user_data)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_service_list_lines_async (fixture->service, query, 10, cancellable, bo_test_take_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (bo_service_list_lines_finish (fixture->service, bo_test_wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) total_result = NULL;
  g_autoptr (GAsyncResult) events_result = NULL;
  g_autoptr (GAsyncResult) find_result = NULL;
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (BoProductRecord) found = NULL;
  g_autoptr (GError) error = NULL;
  const BoTotal       *total;
  const BoEventRecord *event;

  for (int i = 0; i < 5; i++)
    bo_test_add_line (fixture->service, product, 2, 2, i + 1);
  bo_service_list_lines_async (fixture->service, query, 3, NULL, bo_test_take_result_cb, &result);
  list = bo_service_list_lines_finish (fixture->service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->ids->len, ==, 5);
  g_assert_cmpuint (list->records->len, ==, 3);

  bo_service_total_lines_async (fixture->service, query, NULL, bo_test_take_result_cb, &total_result);
  totals = bo_service_total_lines_finish (fixture->service, bo_test_wait_for (&total_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, ==, 1);
  total = g_ptr_array_index (totals, 0);
  g_assert_cmpint (total->units, ==, 10);
  g_assert_cmpint (total->value, ==, 2500);

  bo_service_list_events_async (fixture->service, 0, 2, NULL, bo_test_take_result_cb, &events_result);
  events = bo_service_list_events_finish (fixture->service, bo_test_wait_for (&events_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->kind, ==, "place");
  g_assert_cmpstr (event->summary, ==, "Placed 2 units of NOVA");

  bo_service_find_product_async (fixture->service, "nova", NULL, bo_test_take_result_cb, &find_result);
  found = bo_service_find_product_finish (fixture->service, bo_test_wait_for (&find_result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->id, ==, product);
  g_assert_cmpint (found->open_units, ==, 10);
}

static void
test_backup (Fixture      *fixture,
             gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "copy.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoService) copy = NULL;
  g_autoptr (GError) error = NULL;
  gint64 product = bo_test_add_product (fixture->service, "NOVA");

  bo_service_backup_async (fixture->service, path, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_service_backup_finish (fixture->service, bo_test_wait_for (&result), &error));
  g_assert_no_error (error);
  copy = bo_test_open_service (path, BO_SERVICE_MUST_EXIST, &error);
  g_assert_no_error (error);
  bo_test_assert_product (copy, product, "0 on hand, 0 allocated, 0 open");
}

/* A store that is only looked at answers, and takes no command. */
static void
test_read_only (Fixture      *fixture,
                gconstpointer user_data)
{
  gint64 product = bo_test_add_product (fixture->service, "NOVA");
  g_autoptr (BoService) reader = NULL;
  g_autoptr (GError) error = NULL;

  /* Until its threads have let go of the file, which a look does not lock. */
  bo_service_close (g_steal_pointer (&fixture->service));
  reader = bo_test_open_service (fixture->path, BO_SERVICE_READ_ONLY, &error);
  g_assert_no_error (error);
  bo_test_assert_product (reader, product, "0 on hand, 0 allocated, 0 open");
  g_assert_null (bo_test_count (reader, product, 1, NULL, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY);
}

static void
test_open_missing (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "nowhere.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_test_open_service (path, BO_SERVICE_MUST_EXIST, &error));
  g_assert_error (error, BO_DB_ERROR, BO_DB_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_open_default (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autofree char *path = bo_service_get_default_path ();
  g_autoptr (BoService) service = NULL;
  g_autoptr (GError) error = NULL;

  service = bo_test_open_service (path, BO_SERVICE_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bo_service_get_path (service), ==, path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) \
  g_test_add ("/service/" name, Fixture, NULL, bo_service_fixture_set_up, func, bo_service_fixture_tear_down)
  ADD ("changed", test_changed);
  ADD ("settings", test_settings);
  ADD ("policy-round-trip", test_policy_round_trip);
  ADD ("two-services", test_two_services);
  ADD ("dispose-under-way", test_dispose_under_way);
  ADD ("cancelled-query", test_cancelled_query);
  ADD ("lists", test_lists);
  ADD ("backup", test_backup);
  ADD ("open/read-only", test_read_only);
  ADD ("open/missing", test_open_missing);
  ADD ("open/default", test_open_default);
#undef ADD

  return g_test_run ();
}
