/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-window-sync.h"

#include "bo-sample-shop.h"

/* A first sync under a window, from a sample shop in a thread of this process. */

typedef struct
{
  BoWindow     *window; /* (not owned): outlives this */
  BenchDoneFunc done;
  gpointer      user_data;
} Waiting;

static BoShopState *
get_state (BoWindow *window)
{
  return bo_window_shop_get_state (bo_window_get_shop (window));
}

static void
config_set_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;

  if (!bo_sync_set_config_finish (BO_SYNC (source_object), result, NULL, &error))
    g_error ("%s", error->message);
  waiting->done (waiting->user_data);
}

/* Opens a shop of that many products and orders, and connects @window with it. */
void
bench_window_connect (BoWindow     *window,
                      guint         products,
                      guint         orders,
                      BenchDoneFunc connected,
                      gpointer      user_data)
{
  BoSampleShopOptions options = { .products = products, .orders = orders };
  BoSampleShop       *shop = bo_sample_shop_new (&options); /* lives as long as the process */
  g_autoptr (GError) error = NULL;
  g_autoptr (BoShopConfig) config = NULL;
  Waiting *waiting = g_new0 (Waiting, 1);
  BoSync  *sync;

  if (!bo_sample_shop_start (shop, &error))
    g_error ("%s", error->message);
  while (get_state (window) == NULL)
    g_main_context_iteration (NULL, TRUE);
  sync = bo_shop_state_get_sync (get_state (window));
  config = bo_shop_config_new (bo_sample_shop_get_url (shop));
  config->interval = 0;
  bo_sync_lend_keys (sync, bo_sample_shop_get_key (shop), bo_sample_shop_get_secret (shop));
  waiting->done = connected;
  waiting->user_data = user_data;
  bo_sync_set_config_async (sync, config, NULL, NULL, NULL, config_set_cb, waiting);
}

static void
finished_cb (BoShopState        *state,
             const BoSyncReport *report,
             const GError       *error,
             Waiting            *waiting)
{
  if (error != NULL)
    g_error ("%s", error->message);
  waiting->done (waiting->user_data);
}

void
bench_window_sync (BoWindow     *window,
                   BenchDoneFunc synced,
                   gpointer      user_data)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->done = synced;
  waiting->user_data = user_data;
  g_signal_connect (get_state (window), "finished", G_CALLBACK (finished_cb), waiting);
  bo_shop_state_start (get_state (window), BO_SYNC_DEFAULT);
}
