/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-test"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-woo-private.h"
#include "bo-woo-read.h"
#include "bo-woo-text.h"

#define NAME_MAX_CHARS 200

/* A test of the connection: questions, one after the other, each with an answer
 * that changes nothing in the shop. */
typedef struct
{
  BoCatalogReport *report; /* (owned) (nullable) */
  GError          *error;  /* (owned) (nullable): what is wrong, while it is found out why */
} Test;

static void
test_free (Test *test)
{
  g_clear_pointer (&test->report, bo_catalog_report_free);
  g_clear_error (&test->error);
  g_free (test);
}

static void
ask (GTask              *task,
     BoWooRoot           root,
     const char         *path,
     const char         *parameters,
     GAsyncReadyCallback callback)
{
  g_autoptr (BoQuery) query = bo_query_parse (parameters);

  bo_woo_client_read_async (g_task_get_source_object (task), root, path, query, g_task_get_cancellable (task),
                            callback, g_object_ref (task));
}

/* Whether a test goes on in spite of @error: what only makes the report richer may
 * fail, but nobody goes on without a connection. */
static gboolean
is_bearable (const GError *error)
{
  return error->domain == BO_CATALOG_ERROR && error->code != BO_CATALOG_ERROR_OFFLINE &&
         error->code != BO_CATALOG_ERROR_BUSY && error->code != BO_CATALOG_ERROR_CERTIFICATE;
}

static void
finish_test (GTask *task)
{
  BoWooClient *client = g_task_get_source_object (task);
  Test        *test = g_task_get_task_data (task);

  test->report->keys_in_address = bo_woo_client_get_auth (client) == BO_WOO_AUTH_QUERY;
  g_task_return_pointer (task, g_steal_pointer (&test->report), (GDestroyNotify) bo_catalog_report_free);
}

/* ---- May it write?  Nothing is written: the list of changes is empty. ---- */

static void
written_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test   *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply != NULL)
    {
      test->report->capabilities |= BO_CATALOG_CAN_WRITE;
      finish_test (task);
      return;
    }
  if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_READ_ONLY))
    {
      g_error_free (error);
      finish_test (task);
      return;
    }
  g_task_return_error (task, error);
}

static void
variations_asked_cb (GObject      *source_object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("{\"update\":[]}", strlen ("{\"update\":[]}"));
  Test   *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply == NULL && !is_bearable (error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (reply != NULL)
    test->report->capabilities |= BO_CATALOG_LISTS_ALL_VARIATIONS;
  bo_woo_client_write_async (BO_WOO_CLIENT (source_object), "POST", "products/batch", NULL, nothing,
                             written_cb, g_object_ref (task));
}

/* ---- What it is ---- */

static char *
read_word (json_t     *object,
           const char *key)
{
  const char *text = NULL;

  if (!json_is_object (object) || !bo_woo_json_get_string (object, key, BO_WOO_JSON_OPTIONAL, &text, NULL) || text == NULL || text[0] == '\0')
    return NULL;

  return bo_woo_text_plain (text, NAME_MAX_CHARS);
}

static void
take_currency (Test       *test,
               json_t     *object,
               const char *key)
{
  g_autofree char *currency = read_word (object, key);

  if (currency == NULL || !bo_woo_text_is_currency (currency))
    return;
  g_free (test->report->currency);
  test->report->currency = g_steal_pointer (&currency);
}

static void
currency_asked_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test   *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);
  g_autoptr (json_t) object = reply != NULL ? bo_woo_json_parse_object (reply->body, NULL) : NULL;

  if (reply == NULL && !is_bearable (error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  take_currency (test, object, "code");
  ask (task, BO_WOO_ROOT_API, "variations", "per_page=1&_fields=id", variations_asked_cb);
}

/* Whoever may not see orders cannot sync, so an error here is one. */
static void
orders_asked_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (json_t) order = NULL;
  g_autofree char *version = NULL;
  Test            *test = g_task_get_task_data (task);
  GError          *error = NULL;
  BoWooJsonList    list;
  BoWooJsonSlice   slice;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (bo_woo_json_list_open (&list, reply->body, NULL) && bo_woo_json_list_next (&list, &slice, NULL))
    order = bo_woo_json_slice_parse (&slice, NULL);
  version = read_word (order, "version");
  test->report->version = version != NULL ? g_strconcat ("WooCommerce ", version, NULL) : g_strdup ("WooCommerce");
  take_currency (test, order, "currency");
  ask (task, BO_WOO_ROOT_API, "data/currencies/current", "_fields=code", currency_asked_cb);
}

static void
index_asked_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test   *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);
  g_autoptr (json_t) object = reply != NULL ? bo_woo_json_parse_object (reply->body, NULL) : NULL;

  if (reply == NULL && !is_bearable (error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  test->report->shop_name = read_word (object, "name");
  ask (task, BO_WOO_ROOT_API, "orders", "orderby=id&order=desc&per_page=1&_fields=id,version,currency", orders_asked_cb);
}

/* ---- What is wrong? ---- */

static gboolean
has_namespace (GBytes     *body,
               const char *name)
{
  g_autoptr (json_t) object = bo_woo_json_parse_object (body, NULL);
  json_t *namespaces = json_object_get (object, "namespaces");
  json_t *entry;
  size_t  i;

  json_array_foreach (namespaces, i, entry)
  {
    if (name == NULL || g_strcmp0 (json_string_value (entry), name) == 0)
      return TRUE;
  }

  return FALSE;
}

/* WordPress answers, but not where it should. */
static void
plain_asked_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, NULL);

  if (reply != NULL && has_namespace (reply->body, NULL))
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP, "%s",
                             _ ("There is a WordPress site, but programs cannot reach it: in its Settings, Permalinks, choose anything but “Plain”."));
  else
    g_task_return_error (task, g_steal_pointer (&test->error));
}

static void
index_of_no_shop_cb (GObject      *source_object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, NULL);

  if (reply != NULL && has_namespace (reply->body, NULL) && !has_namespace (reply->body, "wc/v3"))
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF, "%s",
                             _ ("There is a WordPress site, but WooCommerce is switched off in it, or not installed."));
  else if (g_error_matches (test->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF))
    g_task_return_error (task, g_steal_pointer (&test->error));
  else
    ask (task, BO_WOO_ROOT_HOME, "", "rest_route=/&_fields=namespaces", plain_asked_cb);
}

static void
products_asked_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Test         *test = g_task_get_task_data (task);
  GError       *error = NULL;
  BoWooJsonList list;
  g_autoptr (BoHttpReply) reply = bo_woo_client_finish (BO_WOO_CLIENT (source_object), result, NULL, &error);

  if (reply != NULL && bo_woo_json_is_page (reply->body))
    error = g_error_new_literal (BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP,
                                 _ ("At this address is a site for people, but no WooCommerce shop."));
  else if (reply != NULL && bo_woo_json_list_open (&list, reply->body, &error))
    {
      test->report = g_new0 (BoCatalogReport, 1);
      ask (task, BO_WOO_ROOT_INDEX, "", "_fields=name,namespaces", index_asked_cb);
      return;
    }

  if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF) ||
      g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP))
    {
      test->error = error;
      ask (task, BO_WOO_ROOT_INDEX, "", "_fields=name,namespaces", index_of_no_shop_cb);
      return;
    }
  g_task_return_error (task, error);
}

/**
 * bo_woo_test_async:
 * @client: a client
 * @cancellable: (nullable): ends it
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Finds out whether a shop can be worked with, and if not, why.
 */
void
bo_woo_test_async (BoWooClient        *client,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_woo_test_async);
  g_task_set_task_data (task, g_new0 (Test, 1), (GDestroyNotify) test_free);
  ask (task, BO_WOO_ROOT_API, "products", "per_page=1&_fields=id", products_asked_cb);
}

BoCatalogReport *
bo_woo_test_finish (BoWooClient  *client,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_woo_test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
