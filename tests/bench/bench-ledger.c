/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>
#include <math.h>

#include "bo-import.h"

/* Of a line's wait: enough for all that the hot product's lines want. */
#define HOT_UNITS 30000
/* What fills about half of the lines of every product. */
#define UNITS_A_PRODUCT 75

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

static gint64
find_hot_product (BoService *service)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProductRecord) product = NULL;

  bo_service_find_product_async (service, BENCH_HOT_SKU, NULL, take_result_cb, &result);
  product = bo_service_find_product_finish (service, wait_for (&result), &error);
  if (product == NULL)
    g_error ("%s", error->message);

  return product->id;
}

/* Returns how long it took in milliseconds, the proposal alone, and the event that
 * was written. */
static double
propose_and_apply (BoService               *service,
                   const BoProposalRequest *request,
                   double                  *propose_ms,
                   gint64                  *event_id)
{
  g_autoptr (GAsyncResult) proposed = NULL;
  g_autoptr (GAsyncResult) applied = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoProposal) proposal = NULL;
  g_autoptr (BoOutcome) outcome = NULL;
  double start = bench_now_ms ();

  bo_service_propose_async (service, request, NULL, take_result_cb, &proposed);
  proposal = bo_service_propose_finish (service, wait_for (&proposed), &error);
  if (proposal == NULL)
    g_error ("%s", error->message);
  *propose_ms = bench_now_ms () - start;
  bo_service_apply_async (service, proposal, NULL, NULL, take_result_cb, &applied);
  outcome = bo_service_command_finish (service, wait_for (&applied), &error);
  if (outcome == NULL)
    g_error ("%s", error->message);
  *event_id = outcome->event_id;

  return bench_now_ms () - start;
}

typedef BoProposalRequest *(*MakeRequest) (const Bench *bench, BoService *service);

static BoProposalRequest *
make_one (const Bench *bench,
          BoService   *service)
{
  BoProposalRequest *request = bo_proposal_request_new ();

  bo_proposal_request_add (request, find_hot_product (service), MIN (HOT_UNITS, bench->n_hot * 3));

  return request;
}

static BoProposalRequest *
make_all (const Bench *bench,
          BoService   *service)
{
  BoProposalRequest *request = bo_proposal_request_new ();

  for (gint64 i = 1; i <= bench->n_products; i++)
    bo_proposal_request_add (request, i, UNITS_A_PRODUCT);

  return request;
}

static void
run_delivery (const Bench *bench,
              const char  *name,
              MakeRequest  make,
              int          n_runs)
{
  g_autofree char *store = bench_make_store (bench, bench->n_lines);
  g_autoptr (Pairs) pairs = pairs_new ();
  g_autoptr (Pairs) bare = pairs_new ();
  g_autofree char *rows_text = NULL;
  g_autofree char *note = NULL;
  g_autofree char *bare_name = g_strdup_printf ("%s, bare ledger", name);

  for (int i = 0; i < n_runs; i++)
    {
      g_autofree char *ours = bench_copy (bench, store, "ours.db");
      g_autofree char *floor = bench_copy (bench, store, "floor.db");
      g_autofree char *ledger = bench_copy (bench, store, "bare.db");
      g_autoptr (BoService) service = bench_open (ours);
      g_autoptr (BoProposalRequest) request = make (bench, service);
      g_autoptr (RawRows) rows = NULL;
      gint64 event_id = 0;
      double job, propose, raw, raw_bare;

      bench_settle ();
      job = propose_and_apply (service, request, &propose, &event_id);
      bo_service_close (g_steal_pointer (&service));
      rows = raw_rows_load (ours, event_id);
      bench_settle ();
      raw = raw_rows_write (rows, floor, TRUE);
      bench_settle ();
      raw_bare = raw_rows_write (rows, ledger, FALSE);
      pairs_add (pairs, job, raw);
      pairs_add (bare, job, raw_bare);
      g_free (rows_text);
      rows_text = raw_rows_describe (rows);
      g_free (note);
      note = g_strdup_printf ("the proposal %.1f ms", propose);
      bench_remove (ours);
      bench_remove (floor);
      bench_remove (ledger);
    }
  bench_print_row (name, pairs, "ms", 1.5, note);
  bench_print_row (bare_name, bare, "ms", 0, NULL);
  g_print ("    rows written by both: %s\n", rows_text);
}

void
bench_one_delivery (const Bench *bench)
{
  run_delivery (bench, "one delivery (propose + apply)", make_one, bench->n_runs);
}

void
bench_everything (const Bench *bench)
{
  run_delivery (bench, "a delivery of every product", make_all, MIN (bench->n_runs, 3));
}

/* An order file of the shape of a real one: invoices of twenty rows. */
static char *
make_orders (const Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, bench->quick ? "orders-quick.csv" : "orders.csv", NULL);
  int              n_rows = bench->quick ? 3000 : 541909;
  FILE            *file;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  file = g_fopen (path, "w");
  g_assert_nonnull (file);
  fputs ("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n", file);
  for (int i = 0; i < n_rows; i++)
    {
      int invoice = i / 20;
      int day = invoice / 90;

      fprintf (file, "%d,%05d%c,\"ITEM %d, BOXED\",%d,2011-%02d-%02d %02d:%02d:00,%d.%02d,%d.0,United Kingdom\n",
               536365 + invoice, 20000 + i * 7919 % 4070, 'A' + i % 4, i * 7919 % 4070, 1 + i % 12,
               1 + day / 28 % 12, 1 + day % 28, 8 + invoice % 10, invoice % 60, i % 9, i % 100, 12346 + invoice % 4372);
    }
  fclose (file);

  return g_steal_pointer (&path);
}

static double
import_once (const char *orders,
             const char *store)
{
  g_autoptr (BoService) service = bench_open (store);
  g_autoptr (GFile) file = g_file_new_for_path (orders);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoImportReport) report = NULL;
  double start;

  g_assert_no_error (error);
  bench_settle ();
  start = bench_now_ms ();
  bo_service_import_async (service, G_INPUT_STREAM (stream), bo_import_options_new (), NULL, NULL, NULL,
                           take_result_cb, &result);
  report = bo_service_import_finish (service, wait_for (&result), &error);
  if (report == NULL)
    g_error ("%s", error->message);
  start = bench_now_ms () - start;
  g_clear_object (&result); /* which holds the service */
  bo_service_close (g_steal_pointer (&service));

  return start;
}

static double
read_file (const char *path)
{
  double           start = bench_now_ms ();
  g_autofree char *content = NULL;
  gsize            length;
  gsize            n_lines = 0;

  if (!g_file_get_contents (path, &content, &length, NULL))
    g_error ("%s cannot be read", path);
  for (gsize i = 0; i < length; i++)
    n_lines += content[i] == '\n';
  g_assert_cmpuint (n_lines, >, 0);

  return bench_now_ms () - start;
}

void
bench_import (const Bench *bench)
{
  g_autofree char *orders = bench->orders != NULL ? g_strdup (bench->orders) : make_orders (bench);
  g_autoptr (Pairs) pairs = pairs_new ();
  g_autofree char *rows_text = NULL;

  for (int i = 0; i < MIN (bench->n_runs, 3); i++)
    {
      g_autofree char *ours = g_build_filename (bench->folder, "import.db", NULL);
      g_autofree char *floor = g_build_filename (bench->folder, "import-floor.db", NULL);
      g_autoptr (RawRows) rows = NULL;
      double job, raw;

      bench_remove (ours);
      bench_remove (floor);
      bo_service_close (bench_open (floor));
      job = import_once (orders, ours);
      rows = raw_rows_load (ours, 1);
      bench_settle ();
      raw = read_file (orders) + raw_rows_write (rows, floor, TRUE);
      pairs_add (pairs, job, raw);
      g_free (rows_text);
      rows_text = raw_rows_describe (rows);
      bench_remove (ours);
      bench_remove (floor);
    }
  bench_print_row ("importing an order file", pairs, "ms", 1.5, NULL);
  g_print ("    rows written by both: %s\n", rows_text);
}
