/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <sys/wait.h>

#include "bench-relay.h"
#include "bo-sample-shop.h"
#include "bo-sync.h"
#include "bo-woo-catalog.h"

#define N_THINGS 100000

static void
take_result_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static BoSync *
open_sync (BoService    *service,
           BoSampleShop *shop)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoShopConfig) config = bo_shop_config_new (bo_sample_shop_get_url (shop));
  BoSync *sync;

  bo_sync_open_async (service, NULL, take_result_cb, &opened);
  sync = bo_sync_open_finish (wait_for (&opened), &error);
  if (sync == NULL)
    g_error ("%s", error->message);
  bo_sync_lend_keys (sync, bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));
  bo_sync_set_config_async (sync, config, NULL, NULL, NULL, take_result_cb, &connected);
  if (!bo_sync_set_config_finish (sync, wait_for (&connected), NULL, &error))
    g_error ("%s", error->message);

  return sync;
}

static double
run_sync (BoSync *sync)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  double start = bench_now_ms ();

  bo_sync_run_async (sync, BO_SYNC_DEFAULT, NULL, take_result_cb, &result);
  report = bo_sync_run_finish (sync, wait_for (&result), &error);
  if (report == NULL)
    g_error ("%s", error->message);

  return bench_now_ms () - start;
}

/* The floor of what is kept beside the journal: the rows of the same tables. */
static double
write_remote_rows (const char *from,
                   const char *to,
                   gint64     *n_rows)
{
  static const char *const tables[] = { "remote_product", "remote_customer", "remote_order", "remote_line" };
  g_autofree char         *attach = g_strdup_printf ("ATTACH '%s' AS ours", from);
  sqlite3                 *db = raw_open (to);
  double                   start;

  if (sqlite3_exec (db, attach, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  start = bench_now_ms ();
  sqlite3_exec (db, "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON", NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO main.%s SELECT * FROM ours.%s", tables[i], tables[i]);

      if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
        g_error ("%s: %s", sql, sqlite3_errmsg (db));
      *n_rows += sqlite3_changes (db);
    }
  if (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  start = bench_now_ms () - start;
  sqlite3_close (db);

  return start;
}

static BoSampleShop *
start_shop (gint64 n)
{
  BoSampleShopOptions options = { .products = (guint) n, .customers = (guint) n / 5, .orders = (guint) n };
  g_autoptr (GError) error = NULL;
  BoSampleShop *shop = bo_sample_shop_new (&options);

  if (!bo_sample_shop_start (shop, &error))
    g_error ("%s", error->message);

  return shop;
}

static BenchRelay *
open_relay (BoSync       *sync,
            BoSampleShop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoWooCatalog) catalog =
      bo_woo_catalog_new (bo_sample_shop_get_url (shop), bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop), NULL, &error);
  BenchRelay *relay;

  if (catalog == NULL)
    g_error ("%s", error->message);
  relay = bench_relay_new (BO_CATALOG (catalog));
  bo_sync_set_catalog (sync, BO_CATALOG (relay));

  return relay;
}

static void
bench_nothing_new (const Bench *bench,
                   BoSync      *sync,
                   BenchRelay  *relay)
{
  g_autoptr (Pairs) pairs = pairs_new ();
  g_autofree char *note = NULL;

  run_sync (sync);
  for (int i = 0; i < bench->n_runs * 2 + 1; i++)
    {
      double job;

      bench_relay_forget (relay);
      job = run_sync (sync);
      pairs_add (pairs, job, bench_relay_ask_each (relay));
    }
  note = g_strdup_printf ("%u requests, floor: a round trip of each list", bench_relay_get_n_pulls (relay));
  bench_print_row ("a sync with nothing new", pairs, "ms", 1.5, note);
}

static void
bench_first (const Bench  *bench,
             BoSampleShop *shop,
             gint64        n)
{
  g_autofree char *ours = g_build_filename (bench->folder, "sync.db", NULL);
  g_autofree char *floor = g_build_filename (bench->folder, "sync-floor.db", NULL);
  g_autofree char *name = g_strdup_printf ("first sync of %" G_GINT64_FORMAT " products and orders", n);
  g_autofree char *note = NULL;
  g_autofree char *rows_text = NULL;
  g_autoptr (Pairs) pairs = pairs_new ();
  g_autoptr (RawRows) rows = NULL;
  g_autoptr (BenchRelay) relay = NULL;
  BoService *service;
  BoSync    *sync;
  gint64     n_remote = 0;
  double     job, download, raw;

  bench_remove (ours);
  bench_remove (floor);
  bo_service_close (bench_open (floor));
  service = bench_open (ours);
  sync = open_sync (service, shop);
  relay = open_relay (sync, shop);
  bench_settle ();
  job = run_sync (sync);
  bench_settle ();
  download = bench_relay_repeat (relay);
  rows = raw_rows_load (ours, 1);
  bench_settle ();
  raw = raw_rows_write (rows, floor, TRUE);
  raw += write_remote_rows (ours, floor, &n_remote);
  pairs_add (pairs, job, download + raw);
  rows_text = raw_rows_describe (rows);
  note = g_strdup_printf ("%u requests, %.0f MB: %.0f ms down and read, %.0f ms written", bench_relay_get_n_pulls (relay),
                          (double) bench_relay_get_n_bytes (relay) / 1e6, download, raw);
  bench_print_row (name, pairs, "ms", 1.5, note);
  g_print ("    rows written by both: %s, %" G_GINT64_FORMAT " of the shop's\n", rows_text, n_remote);

  bench_nothing_new (bench, sync, relay);
  bo_sync_close (sync);
  bo_service_close (service);
  bench_remove (ours);
  bench_remove (floor);
}

/* The most that a process held at once, as long as it runs; 0 when it is gone.  (What
 * wait4() tells starts with what its parent held.) */
static double
get_peak_mb (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *text = NULL;
  const char      *at = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    at = strstr (text, "VmHWM:");
  return at != NULL ? g_ascii_strtod (at + strlen ("VmHWM:"), NULL) / 1024.0 : 0;
}

/* Runs the program itself: its memory, not the shop's. */
static double
measure_memory (const Bench  *bench,
                BoSampleShop *shop)
{
  g_autofree char *store = g_build_filename (bench->folder, "sync-memory.db", NULL);
  g_autofree char *keys = g_build_filename (bench->folder, "sync-keys", NULL);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n", bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));
  const char      *set[] = { bench->ctl, "--store", store, "shop", "set", bo_sample_shop_get_url (shop), NULL };
  const char      *sync[] = { bench->ctl, "--store", store, "sync", "--keys", keys, NULL };
  GPid             pid = 0;
  int              status = 0;
  double           peak = 0;
  g_autoptr (GError) error = NULL;

  bench_remove (store);
  g_file_set_contents (keys, text, -1, NULL);
  if (!g_spawn_sync (NULL, (char **) set, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error) || status != 0 ||
      !g_spawn_async (NULL, (char **) sync, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error))
    g_error ("%s: %s", bench->ctl, error != NULL ? error->message : "failed");
  while (waitpid (pid, &status, WNOHANG) == 0)
    {
      peak = MAX (peak, get_peak_mb (pid));
      g_usleep (20 * 1000);
    }
  if (status != 0)
    g_error ("%s sync failed", bench->ctl);
  bench_remove (store);

  return peak;
}

void
bench_sync (const Bench *bench)
{
  gint64        n = bench->quick ? 300 : N_THINGS;
  BoSampleShop *shop = start_shop (n);

  bench_first (bench, shop, n);
  if (bench->ctl != NULL)
    {
      g_autoptr (Pairs) pairs = pairs_new ();
      BoSampleShop *small = start_shop (n / 10);

      pairs_add (pairs, measure_memory (bench, shop), measure_memory (bench, small));
      bench_print_row ("its peak memory", pairs, "MB", 0, "a tenth of the shop as floor: it should be flat");
      bo_sample_shop_stop (small);
      g_object_unref (small);
    }
  bo_sample_shop_stop (shop);
  g_object_unref (shop);
}
