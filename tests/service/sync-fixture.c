/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-fixture.h"

#define ADDRESS "https://shop.example"

BoSync *
bo_test_open_sync (BoService *service,
                   BoCatalog *catalog)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoSync *sync;

  bo_sync_open_async (service, NULL, bo_test_take_result_cb, &result);
  sync = bo_sync_open_finish (bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  bo_sync_set_catalog (sync, catalog);
  return sync;
}

void
bo_test_set_config (BoSync             *sync,
                    const BoShopConfig *config)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bo_sync_set_config_async (sync, config, NULL, NULL, NULL, bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_set_config_finish (sync, bo_test_wait_for (&result), NULL, &error));
  g_assert_no_error (error);
  bo_test_drain ();
}

BoShopConfig *
bo_test_dup_config (BoSync *sync)
{
  return bo_shop_config_copy (bo_sync_get_config (sync));
}

void
bo_test_set_take (BoSync *sync,
                  BoTake  take)
{
  g_autoptr (BoShopConfig) config = bo_test_dup_config (sync);

  config->take = take;
  bo_test_set_config (sync, config);
}

void
bo_test_set_stock_owner (BoSync      *sync,
                         BoStockOwner owner)
{
  g_autoptr (BoShopConfig) config = bo_test_dup_config (sync);

  config->owner = owner;
  bo_test_set_config (sync, config);
}

void
sync_fixture_set_up (SyncFixture  *fixture,
                     gconstpointer user_data)
{
  g_autoptr (BoShopConfig) config = bo_shop_config_new (ADDRESS);

  bo_service_fixture_set_up (&fixture->base, user_data);
  fixture->shop = fake_shop_new ();
  fixture->sync = bo_test_open_sync (fixture->base.service, BO_CATALOG (fixture->shop));
  bo_test_set_config (fixture->sync, config);
}

void
sync_fixture_tear_down (SyncFixture  *fixture,
                        gconstpointer user_data)
{
  bo_test_assert_sound (fixture->base.service);
  bo_sync_close (fixture->sync);
  g_object_unref (fixture->shop);
  bo_service_fixture_tear_down (&fixture->base, user_data);
}

BoSyncReport *
bo_test_try_sync (BoSync     *sync,
                  BoSyncFlags flags,
                  GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  BoSyncReport *report;

  bo_sync_run_async (sync, flags, NULL, bo_test_take_result_cb, &result);
  report = bo_sync_run_finish (sync, bo_test_wait_for (&result), error);
  /* What it told of itself afterwards. */
  bo_test_drain ();
  return report;
}

static void
run_sync (BoSync     *sync,
          BoSyncFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = bo_test_try_sync (sync, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
}

void
bo_test_sync (BoSync *sync)
{
  run_sync (sync, BO_SYNC_DEFAULT);
}

void
bo_test_full_sync (BoSync *sync)
{
  run_sync (sync, BO_SYNC_FULL);
}

gint64
bo_test_find_product (BoService  *service,
                      const char *sku)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoProductRecord) record = NULL;

  bo_service_find_product_async (service, sku, NULL, bo_test_take_result_cb, &result);
  record = bo_service_find_product_finish (service, bo_test_wait_for (&result), NULL);
  return record != NULL ? record->id : 0;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const BoLineRecord *x = *(const BoLineRecord *const *) a;
  const BoLineRecord *y = *(const BoLineRecord *const *) b;

  return (x->id > y->id) - (x->id < y->id);
}

GPtrArray *
bo_test_list_lines (BoService  *service,
                    const char *sku)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (BoIdList) list = NULL;
  GPtrArray *lines;

  query->product_id = bo_test_find_product (service, sku);
  g_assert_cmpint (query->product_id, !=, 0);
  bo_service_list_lines_async (service, query, 0, NULL, bo_test_take_result_cb, &result);
  list = bo_service_list_lines_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  bo_service_load_lines_async (service, list->ids, NULL, bo_test_take_result_cb, &loaded);
  lines = bo_service_load_lines_finish (service, bo_test_wait_for (&loaded), &error);
  g_assert_no_error (error);
  for (guint i = lines->len; i > 0; i--)
    if (((BoLineRecord *) g_ptr_array_index (lines, i - 1))->open == 0)
      g_ptr_array_remove_index (lines, i - 1);
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

char *
bo_test_describe_queue (BoService  *service,
                        const char *sku)
{
  g_autoptr (GPtrArray) lines = bo_test_list_lines (service, sku);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const BoLineRecord *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, i > 0 ? " " : "", line->allocated, line->open);
    }
  return g_string_free (text, FALSE);
}

gint64
bo_test_get_on_hand (BoService  *service,
                     const char *sku)
{
  g_autoptr (BoProductRecord) record = bo_test_load_product (service, bo_test_find_product (service, sku));

  return record->on_hand;
}

GPtrArray *
bo_test_list_outbox (BoSync *sync)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  bo_sync_list_outbox_async (sync, NULL, bo_test_take_result_cb, &result);
  entries = bo_sync_list_outbox_finish (sync, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  return entries;
}

GPtrArray *
bo_test_list_conflicts (BoSync *sync)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts;

  bo_sync_list_conflicts_async (sync, NULL, bo_test_take_result_cb, &result);
  conflicts = bo_sync_list_conflicts_finish (sync, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  return conflicts;
}

char *
bo_test_describe_conflicts (BoSync *sync)
{
  g_autoptr (GPtrArray) conflicts = bo_test_list_conflicts (sync);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      g_string_append_printf (text, "%s%s:%" G_GINT64_FORMAT ">%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              bo_conflict_kind_to_name (conflict->kind), conflict->mine, conflict->theirs);
    }
  return g_string_free (text, FALSE);
}

void
bo_test_resolve (BoSync      *sync,
                 BoResolution resolution)
{
  g_autoptr (GPtrArray) conflicts = bo_test_list_conflicts (sync);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (conflicts->len, ==, 1);
  bo_sync_resolve_async (sync, ((BoConflict *) g_ptr_array_index (conflicts, 0))->id, resolution, NULL,
                         bo_test_take_result_cb, &result);
  g_assert_true (bo_sync_outbox_finish (sync, bo_test_wait_for (&result), &error));
  g_assert_no_error (error);
}
