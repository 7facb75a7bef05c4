/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-secrets"

#include "config.h"

#include "bo-secrets.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "bo-catalog.h"

/* All calls of this program share one connection to the keyring; libsecret lets
 * the first that is cancelled spoil the others, so a cancelled call of ours is
 * carried out, and only its result is dropped. */

/* What a keyring shows of an entry is its address only: both keys are secret. */
static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    "org.backorders.Backorders.Shop",
    SECRET_SCHEMA_NONE,
    {
        { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    },
  };

  return &schema;
}

/* What could not be stored: address to BoKeys, for this run, main thread only. */
static GHashTable *
get_kept (void)
{
  static GHashTable *kept = NULL;

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bo_keys_free);

  return kept;
}

static BoKeys *
keys_new (const char *key,
          const char *secret)
{
  BoKeys *keys = g_new0 (BoKeys, 1);

  keys->key = g_strdup (key);
  keys->secret = g_strdup (secret);

  return keys;
}

void
bo_keys_free (BoKeys *keys)
{
  secret_password_wipe (keys->key);
  secret_password_wipe (keys->secret);
  g_free (keys->key);
  g_free (keys->secret);
  g_free (keys);
}

/* No session bus, or nobody on it who keeps secrets. */
static gboolean
is_unavailable (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
         (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED);
}

static void
return_cause (GTask  *task,
              GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, cause);
      return;
    }
  g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY,
                           _ ("The keyring of this computer does not give the shop’s keys out: %s"), cause->message);
  g_error_free (cause);
}

/* Both keys are one secret, a line each. */
static BoKeys *
split_keys (const char *both)
{
  const char *line = strchr (both, '\n');
  BoKeys     *keys;

  if (line == NULL)
    return NULL;
  keys = g_new0 (BoKeys, 1);
  keys->key = g_strndup (both, (gsize) (line - both));
  keys->secret = g_strdup (line + 1);

  return keys;
}

static void
looked_up_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char   *both = secret_password_lookup_finish (result, &error);

  if (error != NULL && !is_unavailable (error))
    {
      return_cause (task, error);
      return;
    }
  g_clear_error (&error);
  g_task_return_pointer (task, both != NULL ? split_keys (both) : NULL, (GDestroyNotify) bo_keys_free);
  secret_password_free (both);
}

/**
 * bo_secrets_load_async:
 * @address: of the shop, as bo_catalog_normalize_address() has it
 * @cancellable: (nullable): ends it
 * @callback: called with the keys
 * @user_data: data for @callback
 *
 * Looks the keys of a shop up: those of this run first, since they are younger.
 */
void
bo_secrets_load_async (const char         *address,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const BoKeys *keys = g_hash_table_lookup (get_kept (), address);

  g_task_set_source_tag (task, bo_secrets_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (keys != NULL)
    g_task_return_pointer (task, keys_new (keys->key, keys->secret), (GDestroyNotify) bo_keys_free);
  else
    secret_password_lookup (get_schema (), NULL, looked_up_cb, g_object_ref (task), "server", address, NULL);
}

/**
 * bo_secrets_load_finish:
 * @result: what the callback was given
 * @error: return location for a #GError: a keyring that stays locked
 *
 * Returns: (transfer full) (nullable): the keys; %NULL without an error when there
 *   are none
 */
BoKeys *
bo_secrets_load_finish (GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_secrets_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char   *address;
  BoKeys *keys;
} Store;

static void
store_free (Store *store)
{
  g_free (store->address);
  g_clear_pointer (&store->keys, bo_keys_free);
  g_free (store);
}

static void
stored_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Store  *store = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_hash_table_remove (get_kept (), store->address);
      g_task_return_int (task, BO_SECRETS_KEPT);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  /* A keyring that is missing, locked or broken is no reason not to work today. */
  g_debug ("The keyring does not take the keys: %s", error->message);
  g_error_free (error);
  g_hash_table_insert (get_kept (), g_strdup (store->address), g_steal_pointer (&store->keys));
  g_task_return_int (task, BO_SECRETS_KEPT_FOR_THIS_RUN);
}

/**
 * bo_secrets_store_async:
 * @address: of the shop, as bo_catalog_normalize_address() has it
 * @key: its key
 * @secret: and the secret of that
 * @cancellable: (nullable): ends it
 * @callback: called when they are kept
 * @user_data: data for @callback
 *
 * Keeps the keys of a shop in place of those it had.
 */
void
bo_secrets_store_async (const char         *address,
                        const char         *key,
                        const char         *secret,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf (_ ("Backorders: keys of the shop %s"), address);
  char            *both = g_strconcat (key, "\n", secret, NULL);
  Store           *store = g_new0 (Store, 1);

  g_task_set_source_tag (task, bo_secrets_store_async);
  store->address = g_strdup (address);
  store->keys = keys_new (key, secret);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  if (!g_task_return_error_if_cancelled (task))
    secret_password_store (get_schema (), SECRET_COLLECTION_DEFAULT, label, both, NULL, stored_cb,
                           g_object_ref (task), "server", address, NULL);
  secret_password_wipe (both);
  g_free (both);
}

/**
 * bo_secrets_store_finish:
 * @result: what the callback was given
 * @kept: (out) (optional): whether they outlive this run
 * @error: return location for a #GError
 *
 * Returns: whether they are kept
 */
gboolean
bo_secrets_store_finish (GAsyncResult  *result,
                         BoSecretsKept *kept,
                         GError       **error)
{
  gssize found;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_secrets_store_async), FALSE);

  found = g_task_propagate_int (G_TASK (result), error);
  if (found < 0)
    return FALSE;
  if (kept != NULL)
    *kept = (BoSecretsKept) found;

  return TRUE;
}

static void
forgotten_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there were none. */
  secret_password_clear_finish (result, &error);
  if (error != NULL && !is_unavailable (error))
    {
      return_cause (task, error);
      return;
    }
  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

/**
 * bo_secrets_forget_async:
 * @address: of the shop, as bo_catalog_normalize_address() has it
 * @cancellable: (nullable): ends it
 * @callback: called when they are forgotten
 * @user_data: data for @callback
 *
 * Forgets the keys of a shop, wherever they are kept.
 */
void
bo_secrets_forget_async (const char         *address,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_secrets_forget_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_hash_table_remove (get_kept (), address);
  secret_password_clear (get_schema (), NULL, forgotten_cb, g_object_ref (task), "server", address, NULL);
}

/**
 * bo_secrets_forget_finish:
 * @result: what the callback was given
 * @error: return location for a #GError: a keyring that stays locked
 *
 * Returns: whether there are none any more
 */
gboolean
bo_secrets_forget_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_secrets_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
