/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-service-fixture.h"

#include <sqlite3.h>

#include "bo-schema.h"

BoService *
bo_test_open_service (const char    *path,
                      BoServiceFlags flags,
                      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_open_async (path, flags, NULL, bo_test_take_result_cb, &result);
  return bo_service_open_finish (bo_test_wait_for (&result), error);
}

void
bo_service_fixture_set_up (BoServiceFixture *fixture,
                           gconstpointer     user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "shop.db", NULL);
  fixture->service = bo_test_open_service (fixture->path, BO_SERVICE_DEFAULT, &error);
  g_assert_no_error (error);
}

void
bo_service_fixture_tear_down (BoServiceFixture *fixture,
                              gconstpointer     user_data)
{
  if (fixture->service != NULL)
    bo_test_assert_sound (fixture->service);
  g_clear_object (&fixture->service);
  bo_test_drain ();
  g_free (fixture->path);
  bo_test_dir_free (fixture->dir);
}

gint64
bo_test_add_product (BoService  *service,
                     const char *sku)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  BoProductRequest *request = g_new0 (BoProductRequest, 1);

  request->sku = g_strdup (sku);
  request->name = g_strdup_printf ("Product %s", sku);
  request->price = 250;
  outcome = bo_test_put_product (service, request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->line_id, >, 0);
  return outcome->line_id;
}

BoPlaceRequest *
bo_test_new_place (gint64 product_id,
                   gint64 units,
                   int    priority_class,
                   gint64 queued)
{
  BoPlaceRequest *request = bo_place_request_new ();

  request->product_id = product_id;
  request->units = units;
  request->priority_class = priority_class;
  request->queued = queued;
  return request;
}

gint64
bo_test_add_line (BoService *service,
                  gint64     product_id,
                  gint64     units,
                  int        priority_class,
                  gint64     queued)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = NULL;

  outcome = bo_test_place (service, bo_test_new_place (product_id, units, priority_class, queued), &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->line_id, >, 0);
  return outcome->line_id;
}

/* Each is started with its own arguments between the service and the cancellable. */
#define COMMAND(service, error, start)    \
  g_autoptr (GAsyncResult) result = NULL; \
                                          \
  start;                                  \
  return bo_service_command_finish (service, bo_test_wait_for (&result), error)

BoOutcome *
bo_test_place (BoService      *service,
               BoPlaceRequest *request,
               GError        **error)
{
  COMMAND (service, error, bo_service_place_async (service, request, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_amend (BoService      *service,
               BoAmendRequest *request,
               GError        **error)
{
  COMMAND (service, error, bo_service_amend_async (service, request, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_set_units (BoService *service,
                   gint64     line_id,
                   gint64     units,
                   GError   **error)
{
  BoAmendRequest *request = bo_amend_request_new (line_id);

  request->fields = BO_AMEND_UNITS;
  request->units = units;
  return bo_test_amend (service, request, error);
}

BoOutcome *
bo_test_cancel (BoService  *service,
                gint64      line_id,
                gint64      units,
                const char *external_id,
                GError    **error)
{
  COMMAND (service, error,
           bo_service_cancel_async (service, line_id, units, NULL, external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_pause (BoService *service,
               gint64     line_id,
               gboolean   paused,
               GError   **error)
{
  COMMAND (service, error, bo_service_pause_async (service, line_id, paused, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_pin (BoService *service,
             gint64     line_id,
             gint64     units,
             GError   **error)
{
  COMMAND (service, error, bo_service_pin_async (service, line_id, units, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_ship (BoService  *service,
              gint64      line_id,
              gint64      units,
              gboolean    hand_over,
              const char *external_id,
              GError    **error)
{
  COMMAND (service, error,
           bo_service_ship_async (service, line_id, units, hand_over, external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_return (BoService  *service,
                gint64      line_id,
                gint64      units,
                const char *external_id,
                GError    **error)
{
  COMMAND (service, error,
           bo_service_return_async (service, line_id, units, "unwanted", external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_count (BoService  *service,
               gint64      product_id,
               gint64      on_hand,
               const char *external_id,
               GError    **error)
{
  COMMAND (service, error,
           bo_service_count_async (service, product_id, on_hand, "shelf", external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_set_policy (BoService      *service,
                    gint64          product_id,
                    const BoPolicy *policy,
                    GError        **error)
{
  COMMAND (service, error, bo_service_set_policy_async (service, product_id, policy, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_set_rule (BoService *service,
                  gint64     product_id,
                  BoRule     rule)
{
  g_autoptr (BoPolicy) policy = bo_policy_new ();
  g_autoptr (GError) error = NULL;
  BoOutcome *outcome;

  policy->rule = rule;
  policy->key = bo_policy_default_key (rule);
  outcome = bo_test_set_policy (service, product_id, policy, &error);
  g_assert_no_error (error);
  return outcome;
}

BoOutcome *
bo_test_set_setting (BoService  *service,
                     const char *key,
                     const char *value,
                     GError    **error)
{
  COMMAND (service, error, bo_service_set_setting_async (service, key, value, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_put_product (BoService        *service,
                     BoProductRequest *request,
                     GError          **error)
{
  COMMAND (service, error, bo_service_put_product_async (service, request, NULL, bo_test_take_result_cb, &result));
}

BoProposal *
bo_test_propose (BoService               *service,
                 const BoProposalRequest *request,
                 GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_propose_async (service, request, NULL, bo_test_take_result_cb, &result);
  return bo_service_propose_finish (service, bo_test_wait_for (&result), error);
}

BoOutcome *
bo_test_apply (BoService  *service,
               BoProposal *proposal,
               const char *external_id,
               GError    **error)
{
  COMMAND (service, error, bo_service_apply_async (service, proposal, external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_receive (BoService  *service,
                 gint64      product_id,
                 gint64      units,
                 const char *external_id,
                 GError    **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();
  g_autoptr (BoProposal) proposal = NULL;

  bo_proposal_request_add (request, product_id, units);
  proposal = bo_test_propose (service, request, error);
  return proposal != NULL ? bo_test_apply (service, proposal, external_id, error) : NULL;
}

BoOutcome *
bo_test_book (BoService  *service,
              gint64      product_id,
              gint64      units,
              const char *external_id,
              GError    **error)
{
  g_autoptr (BoProposalRequest) request = bo_proposal_request_new ();

  bo_proposal_request_add (request, product_id, units);
  COMMAND (service, error, bo_service_book_async (service, request, external_id, NULL, bo_test_take_result_cb, &result));
}

BoOutcome *
bo_test_undo (BoService *service,
              gint64     event_id,
              GError   **error)
{
  COMMAND (service, error, bo_service_undo_async (service, event_id, NULL, bo_test_take_result_cb, &result));
}

BoLineRecord *
bo_test_load_line (BoService *service,
                   gint64     line_id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (ids, line_id);
  bo_service_load_lines_async (service, ids, NULL, bo_test_take_result_cb, &result);
  records = bo_service_load_lines_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  return records->len > 0 ? g_ptr_array_steal_index (records, 0) : NULL;
}

BoProductRecord *
bo_test_load_product (BoService *service,
                      gint64     product_id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (ids, product_id);
  bo_service_load_products_async (service, ids, NULL, bo_test_take_result_cb, &result);
  records = bo_service_load_products_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  return records->len > 0 ? g_ptr_array_steal_index (records, 0) : NULL;
}

BoLineDetail *
bo_test_load_detail (BoService *service,
                     gint64     line_id,
                     GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_load_line_detail_async (service, line_id, NULL, bo_test_take_result_cb, &result);
  return bo_service_load_line_detail_finish (service, bo_test_wait_for (&result), error);
}

void
bo_test_assert_sound (BoService *service)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  bo_service_check_async (service, NULL, bo_test_take_result_cb, &result);
  problems = bo_service_check_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
dump_table (sqlite3    *db,
            const char *table,
            GString    *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY id", table);
  sqlite3_stmt    *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_string_append (text, table);
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        {
          const char *value = (const char *) sqlite3_column_text (stmt, i);

          g_string_append_printf (text, "|%s", value != NULL ? value : "NULL");
        }
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (stmt);
}

char *
bo_test_dump (const char *path)
{
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  for (int table = BO_TABLE_SETTING; table <= BO_TABLE_LAST; table++)
    dump_table (db, bo_table_get_name (table), text);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

char *
bo_test_describe_line (BoService *service,
                       gint64     line_id)
{
  g_autoptr (BoLineRecord) line = bo_test_load_line (service, line_id);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (line);
  g_string_append_printf (text, "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, line->allocated, line->open);
  if (line->held > 0)
    g_string_append_printf (text, " (%" G_GINT64_FORMAT " held)", line->held);
  if (line->locked > 0)
    g_string_append_printf (text, " (%" G_GINT64_FORMAT " locked)", line->locked);
  return g_string_free (text, FALSE);
}

char *
bo_test_describe_product (BoService *service,
                          gint64     product_id)
{
  g_autoptr (BoProductRecord) product = bo_test_load_product (service, product_id);

  g_assert_nonnull (product);
  return g_strdup_printf ("%" G_GINT64_FORMAT " on hand, %" G_GINT64_FORMAT " allocated, %" G_GINT64_FORMAT " open",
                          product->on_hand, product->allocated, product->open_units);
}
