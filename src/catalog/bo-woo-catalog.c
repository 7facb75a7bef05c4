/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-catalog"

#include "config.h"

#include "bo-woo-catalog.h"

#include <glib/gi18n-lib.h>

#include "bo-woo-client.h"
#include "bo-woo-error.h"
#include "bo-woo-private.h"
#include "bo-woo-read.h"

/* Pages of 100: a shop that never comes to an end is none. */
#define PAGE_MAX 100000

struct _BoWooCatalog
{
  GObject      parent_instance;
  BoWooClient *client;   /* (owned) */
  char        *currency; /* (owned) (nullable): set once, for any thread */
};

static void bo_woo_catalog_iface_init (BoCatalogInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoWooCatalog, bo_woo_catalog, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_CATALOG, bo_woo_catalog_iface_init))
/* clang-format on */

/* ---- Pull ---- */

static BoAnswer *
make_answer (const BoPull      *pull,
             const BoHttpReply *reply)
{
  BoAnswer *answer = bo_answer_new (pull);

  answer->body = g_bytes_ref (reply->body);
  answer->more = bo_woo_reply_has_next (reply, pull);
  answer->total = bo_woo_reply_get_total (reply);
  answer->at = reply->date;

  return answer;
}

/* A shop that is older than the list of all variations says the same as one whose
 * plugin is off; the latter has no products either. */
static void
products_asked_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply != NULL)
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED, "%s",
                             _ ("This version of WooCommerce lists variations product by product only."));
  else
    g_task_return_error (task, error);
}

static void
pulled_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const BoPull *pull = g_task_get_task_data (task);
  BoWooClient  *client = BO_WOO_CLIENT (source_object);
  GError       *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (client, result, NULL, &error);

  if (reply != NULL)
    {
      g_task_return_pointer (task, make_answer (pull, reply), (GDestroyNotify) bo_answer_free);
      return;
    }
  if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF) &&
      pull->resource == BO_RESOURCE_VARIATIONS && pull->parent == 0)
    {
      const BoPull products = { .resource = BO_RESOURCE_PRODUCTS, .ids_only = TRUE, .page = 1 };
      g_autoptr (BoQuery) query = bo_woo_pull_query (&products);

      bo_woo_client_read_async (client, BO_WOO_ROOT_API, "products", query, g_task_get_cancellable (task),
                                products_asked_cb, g_object_ref (task));
      g_error_free (error);
      return;
    }
  g_task_return_error (task, error);
}

static void
pull_async (BoCatalog          *catalog,
            const BoPull       *pull,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  BoWooCatalog *self = BO_WOO_CATALOG (catalog);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (BoQuery) query = bo_woo_pull_query (pull);
  g_autofree char *path = bo_woo_pull_path (pull);

  g_task_set_source_tag (task, pull_async);
  g_task_set_task_data (task, g_memdup2 (pull, sizeof *pull), g_free);
  if (pull->page > PAGE_MAX)
    {
      g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, "%s",
                               _ ("The shop’s list has no end. Nothing was changed here."));
      return;
    }
  if (bo_woo_pull_is_empty (pull))
    {
      BoAnswer *answer = bo_answer_new (pull);

      answer->body = g_bytes_new_static ("[]", 2);
      g_task_return_pointer (task, answer, (GDestroyNotify) bo_answer_free);
      return;
    }
  bo_woo_client_read_async (self->client, BO_WOO_ROOT_API, path, query, cancellable, pulled_cb, g_object_ref (task));
}

static BoAnswer *
pull_finish (BoCatalog    *catalog,
             GAsyncResult *result,
             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalog), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pull_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static BoRemotePage *
read_page (BoCatalog      *catalog,
           const BoAnswer *answer,
           GError        **error)
{
  return bo_woo_read_page (answer, BO_WOO_CATALOG (catalog)->currency, error);
}

/* ---- Test, push, pictures: by files of their own ---- */

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError          *error = NULL;
  BoCatalogReport *report = bo_woo_test_finish (BO_WOO_CLIENT (source_object), result, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) bo_catalog_report_free);
  else
    g_task_return_error (task, error);
}

static void
test_async (BoCatalog          *catalog,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (catalog, cancellable, callback, user_data);

  g_task_set_source_tag (task, test_async);
  bo_woo_test_async (BO_WOO_CATALOG (catalog)->client, cancellable, tested_cb, task);
}

static BoCatalogReport *
test_finish (BoCatalog    *catalog,
             GAsyncResult *result,
             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalog), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pushed_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError       *error = NULL;
  BoPushResult *push_result = g_new0 (BoPushResult, 1);

  if (bo_woo_push_finish (BO_WOO_CLIENT (source_object), result, push_result, &error))
    {
      g_task_return_pointer (task, push_result, g_free);
      return;
    }
  g_free (push_result);
  g_task_return_error (task, error);
}

static void
push_async (BoCatalog          *catalog,
            const BoPush       *push,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (catalog, cancellable, callback, user_data);

  g_task_set_source_tag (task, push_async);
  /* What was written is reported as written, whoever has lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  bo_woo_push_async (BO_WOO_CATALOG (catalog)->client, push, cancellable, pushed_cb, task);
}

static gboolean
push_finish (BoCatalog    *catalog,
             GAsyncResult *result,
             BoPushResult *push_result,
             GError      **error)
{
  g_autofree BoPushResult *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, catalog), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, push_async), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *push_result = *found;

  return TRUE;
}

static void
image_loaded_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *image = bo_woo_image_finish (BO_WOO_CLIENT (source_object), result, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
load_image_async (BoCatalog          *catalog,
                  const char         *address,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  GTask *task = g_task_new (catalog, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_image_async);
  bo_woo_image_async (BO_WOO_CATALOG (catalog)->client, address, cancellable, image_loaded_cb, task);
}

static GBytes *
load_image_finish (BoCatalog    *catalog,
                   GAsyncResult *result,
                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalog), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, load_image_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bo_woo_catalog_iface_init (BoCatalogInterface *iface)
{
  iface->test_async = test_async;
  iface->test_finish = test_finish;
  iface->pull_async = pull_async;
  iface->pull_finish = pull_finish;
  iface->read_page = read_page;
  iface->push_async = push_async;
  iface->push_finish = push_finish;
  iface->load_image_async = load_image_async;
  iface->load_image_finish = load_image_finish;
}

static void
bo_woo_catalog_finalize (GObject *object)
{
  BoWooCatalog *self = BO_WOO_CATALOG (object);

  g_clear_object (&self->client);
  g_free (self->currency);

  G_OBJECT_CLASS (bo_woo_catalog_parent_class)->finalize (object);
}

static void
bo_woo_catalog_class_init (BoWooCatalogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_woo_catalog_finalize;
}

static void
bo_woo_catalog_init (BoWooCatalog *self)
{
}

/* A key is what the shop shows: whatever else was pasted with it is no part of it. */
static char *
take_key (const char *text,
          GError    **error)
{
  g_autofree char *key = g_strstrip (g_strdup (text));

  if (key[0] == '\0')
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY, _ ("One of the two keys is missing."));
      return NULL;
    }
  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY,
                             _ ("What was pasted is no key: a key has letters, digits and an underscore."));
        return NULL;
      }

  return g_steal_pointer (&key);
}

/**
 * bo_woo_catalog_new:
 * @address: where the shop is, as a person typed it
 * @key: the consumer key, "ck_…"
 * @secret: the consumer secret, "cs_…"
 * @currency: (nullable): ISO 4217, of the prices of its products
 * @error: return location for a #BoCatalogError: an address or a key that is none
 *
 * Returns: (transfer full): a catalogue that has not asked anything yet; or %NULL
 */
BoWooCatalog *
bo_woo_catalog_new (const char *address,
                    const char *key,
                    const char *secret,
                    const char *currency,
                    GError    **error)
{
  g_autoptr (BoShopAddress) parsed = NULL;
  g_autofree char *clean_key = NULL;
  g_autofree char *clean_secret = NULL;
  BoWooCatalog    *self;

  g_return_val_if_fail (address != NULL && key != NULL && secret != NULL, NULL);

  parsed = bo_shop_address_parse (address, error);
  if (parsed == NULL)
    return NULL;
  clean_key = take_key (key, error);
  if (clean_key == NULL)
    return NULL;
  clean_secret = take_key (secret, error);
  if (clean_secret == NULL)
    return NULL;

  self = g_object_new (BO_TYPE_WOO_CATALOG, NULL);
  self->client = bo_woo_client_new (g_steal_pointer (&parsed), clean_key, clean_secret);
  self->currency = g_strdup (currency);

  return self;
}

/**
 * bo_woo_catalog_set_pace:
 * @self: a catalogue
 * @answer_ms: how long it waits for the next part of an answer
 * @whole_ms: how long for all of it
 * @backoff_ms: about how long before it asks again
 *
 * For a shop that is nearer, or farther, than most.
 */
void
bo_woo_catalog_set_pace (BoWooCatalog *self,
                         guint         answer_ms,
                         guint         whole_ms,
                         guint         backoff_ms)
{
  g_return_if_fail (BO_IS_WOO_CATALOG (self));

  bo_http_set_pace (bo_woo_client_get_http (self->client), answer_ms, whole_ms, backoff_ms);
}

/**
 * bo_catalog_new:
 * @address: where the shop is, as a person typed it
 * @key: its key
 * @secret: and the secret of that
 * @currency: (nullable): ISO 4217, for prices that carry none
 * @error: return location for a #BoCatalogError: an address or a key that is none,
 *   or plain http outside of loopback
 *
 * Returns: (transfer full): the catalogue of the shop there, or %NULL
 */
BoCatalog *
bo_catalog_new (const char *address,
                const char *key,
                const char *secret,
                const char *currency,
                GError    **error)
{
  BoWooCatalog *catalog = bo_woo_catalog_new (address, key, secret, currency, error);

  return catalog != NULL ? BO_CATALOG (catalog) : NULL;
}

/**
 * bo_catalog_set_trust:
 * @self: a catalogue
 * @database: whose certificates it trusts instead of those the system does
 */
void
bo_catalog_set_trust (BoCatalog    *self,
                      GTlsDatabase *database)
{
  g_return_if_fail (BO_IS_WOO_CATALOG (self));
  g_return_if_fail (G_IS_TLS_DATABASE (database));

  bo_http_set_trust (bo_woo_client_get_http (BO_WOO_CATALOG (self)->client), database);
}
