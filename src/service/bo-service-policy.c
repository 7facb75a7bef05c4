/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-plan-json.h"
#include "bo-setting-table.h"

typedef struct
{
  gint64    product_id;
  BoPolicy *policy; /* (owned) (nullable) */
  char     *text;   /* (owned) (nullable): JSON of it */
} PolicyRequest;

static void
policy_request_free (gpointer data)
{
  PolicyRequest *request = data;

  g_clear_pointer (&request->policy, bo_policy_free);
  g_free (request->text);
  g_free (request);
}

static gboolean
set_shop_policy (BoTxn               *txn,
                 BoCommand           *command,
                 const PolicyRequest *request,
                 GError             **error)
{
  const BoSettings *shop = bo_command_get_shop (txn, command, error);
  g_autofree char  *before = NULL;
  g_autofree char  *after = NULL;
  g_autofree char  *summary = NULL;

  if (shop == NULL)
    return FALSE;
  if (request->text == NULL)
    {
      g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED, "A shop must have a policy");
      return FALSE;
    }
  if (g_str_equal (shop->policy_text, request->text))
    return TRUE;
  before = bo_command_describe_policy (shop->policy);
  after = bo_command_describe_policy (request->policy);
  summary = g_strdup_printf ("Changed the shop's policy from %s to %s", before, after);
  return bo_command_begin (txn, command, BO_EVENT_POLICY, summary, error) &&
         bo_setting_table_set (txn, BO_SETTING_POLICY, request->text, error);
}

/* From which policy to which a product comes; one that cannot be read is not named. */
static char *
summarize_product (const BoProductRow  *product,
                   const PolicyRequest *request)
{
  g_autoptr (BoPolicy) policy = product->policy != NULL ? bo_policy_from_json (product->policy, NULL) : NULL;
  g_autofree char *before = policy != NULL ? bo_command_describe_policy (policy) : g_strdup ("its own policy");
  g_autofree char *after = request->policy != NULL ? bo_command_describe_policy (request->policy) : NULL;

  if (product->policy == NULL)
    return g_strdup_printf ("Gave %s a policy of its own: %s", product->sku, after);
  if (after == NULL)
    return g_strdup_printf ("Let %s follow the shop's policy instead of %s", product->sku, before);
  return g_strdup_printf ("Changed the policy of %s from %s to %s", product->sku, before, after);
}

static gboolean
set_policy (BoTxn     *txn,
            BoCommand *command,
            GError   **error)
{
  PolicyRequest *request = command->request;
  g_autoptr (BoProductRow) product = NULL;
  g_autofree char *summary = NULL;

  if (request->policy != NULL)
    {
      request->text = bo_command_check_policy (request->policy, error);
      if (request->text == NULL)
        return FALSE;
    }
  if (request->product_id == 0)
    return set_shop_policy (txn, command, request, error);

  if (!bo_command_load_product (txn, request->product_id, &product, error))
    return FALSE;
  if (g_strcmp0 (product->policy, request->text) == 0)
    return TRUE;
  summary = summarize_product (product, request);
  return bo_command_begin (txn, command, BO_EVENT_POLICY, summary, error) &&
         bo_product_table_set_policy (txn, product->id, request->text,
                                      request->policy != NULL ? bo_policy_get_queue_key (request->policy) : 0, error);
}

/**
 * bo_service_set_policy_async:
 * @self: a #BoService
 * @product_id: a product, or 0 for the shop
 * @policy: (nullable): how supply is dealt from now on; %NULL lets a product follow the shop
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Sets a policy.  Nothing is dealt by it before the next deal.
 */
void
bo_service_set_policy_async (BoService          *self,
                             gint64              product_id,
                             const BoPolicy     *policy,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  PolicyRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));

  request = g_new0 (PolicyRequest, 1);
  request->product_id = product_id;
  request->policy = policy != NULL ? bo_policy_copy (policy) : NULL;
  bo_service_run_command (self, set_policy, request, policy_request_free, NULL,
                          TRUE, cancellable, callback, user_data);
}

typedef struct
{
  char *key;
  char *value;
} SettingRequest;

static void
setting_request_free (gpointer data)
{
  SettingRequest *request = data;

  g_free (request->key);
  g_free (request->value);
  g_free (request);
}

/* What a shop is called may be somebody's name, which no log has. */
static char *
summarize_setting (const char *key,
                   const char *before,
                   const char *after)
{
  if (g_str_equal (key, BO_SETTING_SHOP_NAME))
    return g_strdup_printf ("Changed the setting %s", key);
  if (before == NULL)
    return g_strdup_printf ("Changed the setting %s to %s", key, after);
  return g_strdup_printf ("Changed the setting %s from %s to %s", key, before, after);
}

static gboolean
set_setting (BoTxn     *txn,
             BoCommand *command,
             GError   **error)
{
  const SettingRequest *request = command->request;
  g_autofree char      *normal = NULL;
  g_autofree char      *before = NULL;
  g_autofree char      *summary = NULL;

  if (!bo_setting_check_value (request->key, request->value, &normal, error) ||
      !bo_setting_table_get (txn, request->key, &before, error))
    return FALSE;
  if (g_strcmp0 (before, normal) == 0)
    return TRUE;
  summary = summarize_setting (request->key, before, normal);
  return bo_command_begin (txn, command, BO_EVENT_SETTING, summary, error) &&
         bo_setting_table_set (txn, request->key, normal, error);
}

/**
 * bo_service_set_setting_async:
 * @self: a #BoService
 * @key: shop-name, currency or time-zone
 * @value: its new value, checked and brought into its usual form
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Sets a setting of the shop.
 */
void
bo_service_set_setting_async (BoService          *self,
                              const char         *key,
                              const char         *value,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  SettingRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (key != NULL && value != NULL);

  request = g_new0 (SettingRequest, 1);
  request->key = g_strdup (key);
  request->value = g_strdup (value);
  bo_service_run_command (self, set_setting, request, setting_request_free, NULL,
                          TRUE, cancellable, callback, user_data);
}
