/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include <jansson.h>
#include <libsoup/soup.h>

#include "bo-sample-shop.h"
#include "bo-sync.h"

/* Requests at a time, as the program has them too. */
#define IN_FLIGHT 2
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

/* The floor of a download: the same requests, so many at a time, and each answer
 * parsed. */
typedef struct
{
  BoSampleShop *shop;
  SoupSession  *session;
  char        **requests; /* as the shop logged them */
  guint         next;
  guint         n_in_flight;
  guint64       n_bytes;
} Download;

static void download_more (Download *download);

static void
downloaded_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Download *download = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source_object), result, &error);
  json_t       *json;
  gsize         length;
  gconstpointer data;

  if (body == NULL)
    g_error ("%s", error->message);
  data = g_bytes_get_data (body, &length);
  json = json_loadb (data, length, JSON_REJECT_DUPLICATES, NULL);
  g_assert_nonnull (json);
  json_decref (json);
  download->n_bytes += length;
  download->n_in_flight--;
  download_more (download);
}

static void
download_more (Download *download)
{
  while (download->n_in_flight < IN_FLIGHT && download->requests[download->next] != NULL)
    {
      const char      *line = download->requests[download->next++];
      g_autofree char *path = g_strndup (line + strlen ("GET "), strcspn (line + strlen ("GET "), " "));
      g_autofree char *address = g_strconcat (bo_sample_shop_get_url (download->shop), path, NULL);
      g_autoptr (SoupMessage) message = NULL;
      g_autofree char *keys = g_strdup_printf ("%s:%s", bo_sample_shop_get_key (download->shop), bo_sample_shop_get_secret (download->shop));
      g_autofree char *encoded = g_base64_encode ((const guchar *) keys, strlen (keys));
      g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);
      message = soup_message_new ("GET", address);
      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", header);
      download->n_in_flight++;
      soup_session_send_and_read_async (download->session, message, G_PRIORITY_DEFAULT, NULL, downloaded_cb, download);
    }
}

static double
download_all (BoSampleShop *shop,
              char        **requests,
              guint64      *n_bytes)
{
  Download download = { .shop = shop, .requests = requests };
  double   start = bench_now_ms ();

  download.session = soup_session_new ();
  download_more (&download);
  while (download.n_in_flight > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (download.session);
  if (n_bytes != NULL)
    *n_bytes = download.n_bytes;

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

/* What was read, not what was asked of the connection as such. */
static char **
get_requests (BoSampleShop *shop)
{
  g_auto (GStrv) log = bo_sample_shop_dup_log (shop);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; log[i] != NULL; i++)
    if (g_str_has_prefix (log[i], "GET ") && strstr (log[i], "orderby=id") != NULL)
      g_strv_builder_add (builder, log[i]);

  return g_strv_builder_end (builder);
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

/* The first of each list, by which a look for changes begins: a round trip a resource. */
static double
ask_each (BoSampleShop *shop,
          char        **requests)
{
  static const char *const lists[] = { "/products?", "/variations?", "/customers?", "/orders?" };
  double                   start = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; requests[j] != NULL; j++)
      if (strstr (requests[j], lists[i]) != NULL && strstr (requests[j], "_fields=id&") == NULL)
        {
          char *one[] = { requests[j], NULL };

          start += download_all (shop, one, NULL);
          break;
        }

  return start;
}

static void
bench_nothing_new (const Bench  *bench,
                   BoSync       *sync,
                   BoSampleShop *shop)
{
  g_autoptr (Pairs) pairs = pairs_new ();
  g_autofree char *note = NULL;
  guint            n = 0;

  run_sync (sync);
  for (int i = 0; i < bench->n_runs * 2 + 1; i++)
    {
      g_auto (GStrv) requests = NULL;
      double job;

      bo_sample_shop_reset_counts (shop);
      job = run_sync (sync);
      requests = get_requests (shop);
      n = g_strv_length (requests);
      pairs_add (pairs, job, ask_each (shop, requests));
    }
  note = g_strdup_printf ("%u requests, one round trip a resource", n);
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
  g_auto (GStrv) requests = NULL;
  BoService *service;
  BoSync    *sync;
  guint64    n_bytes = 0;
  gint64     n_remote = 0;
  double     job, download, raw;

  bench_remove (ours);
  bench_remove (floor);
  bo_service_close (bench_open (floor));
  service = bench_open (ours);
  sync = open_sync (service, shop);
  bo_sample_shop_reset_counts (shop);
  bench_settle ();
  job = run_sync (sync);
  requests = get_requests (shop);
  bench_settle ();
  download = download_all (shop, requests, &n_bytes);
  rows = raw_rows_load (ours, 1);
  bench_settle ();
  raw = raw_rows_write (rows, floor, TRUE);
  raw += write_remote_rows (ours, floor, &n_remote);
  pairs_add (pairs, job, download + raw);
  rows_text = raw_rows_describe (rows);
  note = g_strdup_printf ("%u requests, %.0f MB: %.0f ms down and parsed, %.0f ms written", g_strv_length (requests),
                          (double) n_bytes / 1e6, download, raw);
  bench_print_row (name, pairs, "ms", 1.5, note);
  g_print ("    rows written by both: %s, %" G_GINT64_FORMAT " of the shop's\n", rows_text, n_remote);

  bench_nothing_new (bench, sync, shop);
  bo_sync_close (sync);
  bo_service_close (service);
  bench_remove (ours);
  bench_remove (floor);
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
  struct rusage    usage;
  int              status = 0;
  g_autoptr (GError) error = NULL;

  bench_remove (store);
  g_file_set_contents (keys, text, -1, NULL);
  if (!g_spawn_sync (NULL, (char **) set, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error) || status != 0 ||
      !g_spawn_async (NULL, (char **) sync, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error))
    g_error ("%s: %s", bench->ctl, error != NULL ? error->message : "failed");
  if (wait4 (pid, &status, 0, &usage) != pid || status != 0)
    g_error ("%s sync failed", bench->ctl);
  bench_remove (store);

  return (double) usage.ru_maxrss / 1024.0;
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
