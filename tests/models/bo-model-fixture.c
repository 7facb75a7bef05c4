/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-model-fixture.h"

#include <sqlite3.h>

BoService *
fixture_open (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service;

  bo_service_open_async (path, BO_SERVICE_DEFAULT, NULL, bo_test_take_result_cb, &result);
  service = bo_service_open_finish (bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return service;
}

void
fixture_set_up (Fixture      *fixture,
                gconstpointer user_data)
{
  fixture->dir = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "shop.db", NULL);
  fixture->service = fixture_open (fixture->path);
}

void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer user_data)
{
  gpointer service = fixture->service;

  /* Nothing under way holds it for ever. */
  g_object_add_weak_pointer (G_OBJECT (fixture->service), &service);
  g_object_unref (fixture->service);
  bo_test_wait_until (service == NULL);

  bo_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static gint64
finish (BoService     *service,
        GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (service, bo_test_wait_for (result), &error);

  g_assert_no_error (error);

  return outcome->line_id;
}

gint64
fixture_put_product (BoService  *service,
                     const char *sku,
                     const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  BoProductRequest *request = g_new0 (BoProductRequest, 1);

  request->sku = g_strdup (sku);
  request->name = g_strdup (name);
  request->price = 1000;
  request->case_size = 1;
  bo_service_put_product_async (service, request, NULL, bo_test_take_result_cb, &result);

  return finish (service, &result);
}

gint64
fixture_place (BoService  *service,
               const char *customer,
               const char *sku,
               gint64      units,
               gint64      queued)
{
  g_autoptr (GAsyncResult) result = NULL;
  BoPlaceRequest *request = bo_place_request_new ();

  request->customer_name = g_strdup (customer);
  request->sku = g_strdup (sku);
  request->units = units;
  request->queued = queued;
  bo_service_place_async (service, request, NULL, bo_test_take_result_cb, &result);

  return finish (service, &result);
}

void
fixture_amend (BoService      *service,
               BoAmendRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_amend_async (service, request, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

void
fixture_cancel (BoService *service,
                gint64     line_id,
                gint64     units)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_cancel_async (service, line_id, units, NULL, NULL, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

void
fixture_pause (BoService *service,
               gint64     line_id,
               gboolean   paused)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_pause_async (service, line_id, paused, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

void
fixture_count (BoService *service,
               gint64     product_id,
               gint64     on_hand)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_count_async (service, product_id, on_hand, NULL, NULL, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

void
fixture_undo (BoService *service)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_undo_async (service, 0, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

BoProposal *
fixture_propose (BoService               *service,
                 const BoProposalRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoProposal *proposal;

  bo_service_propose_async (service, request, NULL, bo_test_take_result_cb, &result);
  proposal = bo_service_propose_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return proposal;
}

void
fixture_apply (BoService  *service,
               BoProposal *proposal)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_service_apply_async (service, proposal, NULL, NULL, bo_test_take_result_cb, &result);
  finish (service, &result);
}

void
fixture_exec (Fixture    *fixture,
              const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  g_string_append_printf (user_data, "(%u,%u,%u)", position, removed, added);
}

void
fixture_log_changes (gpointer model,
                     GString *log)
{
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), log);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  (*(guint *) user_data)++;
}

/* Counts in @n how often @property is notified. */
void
fixture_count_notify (gpointer    object,
                      const char *property,
                      guint      *n)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  *n = 0;
  g_signal_connect (object, signal, G_CALLBACK (notify_cb), n);
}
