/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"

/* Whom to ask: the catalogue of an address and its keys, and whether it answers. */

static BoCatalog *
make_catalog (BoSync     *self,
              const char *address,
              const char *key,
              const char *secret,
              GError    **error)
{
  const char *currency = self->config != NULL && self->config->currency != NULL ? self->config->currency
                                                                                : bo_service_get_currency (self->service);
  BoCatalog  *catalog = bo_catalog_new (address, key, secret, currency, error);

  if (catalog != NULL && self->trust != NULL)
    bo_catalog_set_trust (catalog, self->trust);
  return catalog;
}

static void
keys_loaded_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BoKeys) keys = bo_secrets_load_finish (result, &error);
  const char *address = g_task_get_task_data (task);
  BoCatalog  *catalog;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (keys == NULL)
    {
      /* It is kept as the last error, which a person reads. */
      g_task_return_new_error (task, BO_SYNC_ERROR, BO_SYNC_ERROR_NO_KEYS, "%s",
                               _ ("The keys of the shop are not stored on this computer: enter them again"));
      return;
    }
  catalog = make_catalog (self, address, keys->key, keys->secret, &error);
  if (catalog == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, catalog, g_object_unref);
}

/* Of any address, by the keys given or stored for it. */
static void
find_catalog_async (BoSync             *self,
                    const char         *address,
                    const char         *key,
                    const char         *secret,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BoCatalog *catalog;
  GError    *error = NULL;

  g_task_set_source_tag (task, find_catalog_async);
  g_task_set_task_data (task, g_strdup (address), g_free);
  /* Those of one shop are nothing that another one gets to see. */
  if (key == NULL && self->lent != NULL && (self->config == NULL || g_str_equal (self->config->address, address)))
    {
      key = self->lent->key;
      secret = self->lent->secret;
    }
  if (self->given != NULL)
    g_task_return_pointer (task, g_object_ref (self->given), g_object_unref);
  else if (key == NULL)
    bo_secrets_load_async (address, cancellable, keys_loaded_cb, g_object_ref (task));
  else if ((catalog = make_catalog (self, address, key, secret, &error)) != NULL)
    g_task_return_pointer (task, catalog, g_object_unref);
  else
    g_task_return_error (task, error);
}

static BoCatalog *
find_catalog_finish (BoSync       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
found_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = BO_SYNC (source_object);
  GError *error = NULL;

  g_clear_object (&self->catalog);
  self->catalog = find_catalog_finish (self, result, &error);
  if (self->catalog == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self->catalog), g_object_unref);
}

void
bo_sync_get_catalog_async (BoSync             *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_sync_get_catalog_async);
  if (self->config == NULL)
    g_task_return_new_error (task, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED, "No shop is connected");
  else if (self->catalog != NULL)
    g_task_return_pointer (task, g_object_ref (self->catalog), g_object_unref);
  else
    {
      find_catalog_async (self, self->config->address, NULL, NULL, cancellable, found_cb, task);
      return;
    }
  g_object_unref (task);
}

BoCatalog *
bo_sync_get_catalog_finish (BoSync       *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_get_catalog_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Testing. */

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError          *error = NULL;
  BoCatalogReport *report = bo_catalog_test_finish (BO_CATALOG (source_object), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) bo_catalog_report_free);
}

static void
found_for_test_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;
  g_autoptr (BoCatalog) catalog = find_catalog_finish (BO_SYNC (source_object), result, &error);

  if (catalog != NULL)
    {
      bo_catalog_test_async (catalog, g_task_get_cancellable (task), tested_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
bo_sync_test_async (BoSync             *self,
                    const char         *address,
                    const char         *key,
                    const char         *secret,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask           *task;
  g_autofree char *normal = NULL;
  GError          *error = NULL;

  g_return_if_fail (BO_IS_SYNC (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_test_async);
  normal = bo_catalog_normalize_address (address, &error);
  if (normal != NULL)
    {
      find_catalog_async (self, normal, bo_text_or_null (key), secret, cancellable, found_for_test_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

BoCatalogReport *
bo_sync_test_finish (BoSync       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_test_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
