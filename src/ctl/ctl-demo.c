/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-sample-shop.h"
#include "ctl-output.h"
#include "ctl-sync.h"

#define DEMO_FILE "demo.db"
/* Where the shop is; its days begin there. */
#define TIME_ZONE "Europe/Berlin"

/* What the demonstration has come to. */
typedef struct
{
  gint64 products;
  gint64 customers;
  gint64 orders;
  gint64 lines;   /* that joined the queue */
  gint64 waiting; /* of these, those that lack units */
  gint64 ready;   /* and those that could leave */
  char  *due;     /* (owned): a delivery, as "receive" takes it */
} Summary;

static void
summary_clear (Summary *summary)
{
  g_free (summary->due);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Summary, summary_clear)

/* Beside the shop's own store, which a demonstration must not touch. */
static char *
get_demo_path (void)
{
  g_autofree char *path = bo_service_get_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);

  return g_build_filename (folder, DEMO_FILE, NULL);
}

static gboolean
set_settings (Ctl     *ctl,
              GError **error)
{
  static const char *const settings[][2] = {
    { "shop-name", BO_SAMPLE_SHOP_NAME },
    { "currency", BO_SAMPLE_CURRENCY },
    { "time-zone", TIME_ZONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (BoOutcome) outcome = NULL;

      bo_service_set_setting_async (ctl->service, settings[i][0], settings[i][1], ctl->cancellable, ctl_done_cb, ctl);
      outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);
      if (outcome == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The stock is kept here, so that a delivery has something to write back.  The keys
 * of an invented shop have no business in anybody's keyring. */
static gboolean
sync_with (Ctl          *ctl,
           BoSampleShop *shop,
           Summary      *summary,
           GError      **error)
{
  const CtlShopOptions options = { NULL };
  g_autoptr (CtlSync) sync = ctl_open_sync (ctl, &options, BO_SERVICE_DEFAULT, error);
  g_autoptr (BoShopConfig) config = bo_shop_config_new (bo_sample_shop_get_url (shop));
  g_autoptr (BoSyncReport) report = NULL;

  if (sync == NULL || !set_settings (ctl, error))
    return FALSE;
  config->owner = BO_STOCK_OWNER_US;
  config->currency = g_strdup (BO_SAMPLE_CURRENCY);
  bo_shop_config_set_role (config, "wholesale", 1);
  bo_sync_lend_keys (sync, bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));
  bo_sync_set_config_async (sync, config, NULL, NULL, ctl->cancellable, ctl_done_cb, ctl);
  if (!bo_sync_set_config_finish (sync, ctl_wait (ctl), NULL, error))
    return FALSE;
  report = ctl_run_sync (ctl, sync, BO_SYNC_DEFAULT, error);
  if (report == NULL)
    return FALSE;
  summary->products = bo_sync_get_status (sync)->n_products;
  summary->customers = bo_sync_get_status (sync)->n_customers;
  summary->orders = bo_sync_get_status (sync)->n_orders;
  summary->lines = report->n_lines;

  return TRUE;
}

static gboolean
count_lines (Ctl        *ctl,
             BoLineState state,
             gint64     *lines,
             GError    **error)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (GPtrArray) totals = NULL;

  query->state = state;
  bo_service_total_lines_async (ctl->service, query, ctl->cancellable, ctl_done_cb, ctl);
  totals = bo_service_total_lines_finish (ctl->service, ctl_wait (ctl), error);
  for (guint i = 0; totals != NULL && i < totals->len; i++)
    *lines += ((const BoTotal *) g_ptr_array_index (totals, i))->lines;

  return totals != NULL;
}

/* Of what most is waited for, two units of three come: somebody has to go without. */
static char *
choose_delivery (Ctl     *ctl,
                 GError **error)
{
  g_autoptr (BoProductQuery) query = bo_product_query_new ();
  g_autoptr (BoIdList) list = NULL;
  const BoProductRecord *product;

  query->waiting = TRUE;
  query->sort = BO_PRODUCT_SORT_OPEN_UNITS;
  query->descending = TRUE;
  bo_service_list_products_async (ctl->service, query, 1, ctl->cancellable, ctl_done_cb, ctl);
  list = bo_service_list_products_finish (ctl->service, ctl_wait (ctl), error);
  if (list == NULL)
    return NULL;
  g_return_val_if_fail (list->records->len > 0, NULL);
  product = g_ptr_array_index (list->records, 0);

  return g_strdup_printf ("%s=%" PRId64, product->sku, (product->open_units * 2 + 2) / 3);
}

static gboolean
summarize (Ctl     *ctl,
           Summary *summary,
           GError **error)
{
  return count_lines (ctl, BO_LINE_STATE_SHORT, &summary->waiting, error) &&
         count_lines (ctl, BO_LINE_STATE_READY, &summary->ready, error) &&
         (summary->due = choose_delivery (ctl, error)) != NULL;
}

static void
print_json (const char    *path,
            const Summary *summary)
{
  json_t *object = json_object ();

  ctl_json_set_text (object, "file", path);
  ctl_json_set_number (object, "products", summary->products);
  ctl_json_set_number (object, "customers", summary->customers);
  ctl_json_set_number (object, "orders", summary->orders);
  ctl_json_set_number (object, "lines_added", summary->lines);
  ctl_json_set_number (object, "waiting", summary->waiting);
  ctl_json_set_number (object, "ready", summary->ready);
  ctl_json_set_text (object, "due", summary->due);
  ctl_print_json (object);
}

static void
print_hints (const char   *path,
             const char   *due,
             BoSampleShop *shop,
             gint64        now)
{
  g_autoptr (GUri) address = g_uri_parse (bo_sample_shop_get_url (shop), G_URI_FLAGS_NONE, NULL);
  g_autofree char *store = g_shell_quote (path);
  g_autofree char *keys_path = g_strconcat (path, ".keys", NULL);
  g_autofree char *keys = g_shell_quote (keys_path);

  printf ("\n%s\n\n", _ ("Try:"));
  printf ("  backordersctl --store %s list --limit 20\n", store);
  printf ("  backordersctl --store %s products --waiting --sort open-units --reverse\n", store);
  printf ("  backordersctl --store %s receive %s --dry-run\n", store, due);
  printf ("  backordersctl --store %s receive %s\n", store, due);
  printf ("  backordersctl --store %s outbox list\n", store);
  printf ("\n%s\n\n", _ ("All that works without the shop, which has closed again.  To open it as it was, and let it hear what was done here:"));
  printf ("  backorders-sample-shop --port %d --now %" PRId64 " --keys %s &\n", g_uri_get_port (address), now, keys);
  printf ("  backordersctl --store %s sync --keys %s\n", store, keys);
  printf ("  backordersctl --store %s undo\n", store);
}

static void
print_summary (const char    *path,
               const Summary *summary)
{
  printf (_ ("The sample shop, all of it invented, has been read into %s.\n\n"), path);
  ctl_print_field (_ ("Products"), "%" PRId64, summary->products);
  ctl_print_field (_ ("Customers"), "%" PRId64, summary->customers);
  ctl_print_field (_ ("Orders"), "%" PRId64, summary->orders);
  ctl_print_field (_ ("Lines that joined the queue"), "%" PRId64, summary->lines);
  ctl_print_field (_ ("Lines that wait for goods"), "%" PRId64, summary->waiting);
  ctl_print_field (_ ("Lines ready to hand over"), "%" PRId64, summary->ready);
}

gboolean
ctl_demo (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  const GOptionEntry  entries[] = { { NULL } };
  BoSampleShopOptions shop_options = { .time_zone = TIME_ZONE, .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr (BoSampleShop) shop = bo_sample_shop_new (&shop_options);
  g_auto (Summary) summary = { 0 };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error))
    return FALSE;
  if (ctl->store == NULL)
    ctl->store = get_demo_path ();
  if (g_file_test (ctl->store, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("%s exists already, and is left as it is"), ctl->store);
      return FALSE;
    }

  if (!bo_sample_shop_start (shop, error))
    return FALSE;
  if (!sync_with (ctl, shop, &summary, error) || !summarize (ctl, &summary, error))
    {
      /* Half a demonstration is none, and would be in the way of the next. */
      ctl_discard (ctl);
      return FALSE;
    }
  if (ctl->json)
    print_json (ctl->store, &summary);
  else
    {
      print_summary (ctl->store, &summary);
      print_hints (ctl->store, summary.due, shop, shop_options.now);
    }

  return TRUE;
}
