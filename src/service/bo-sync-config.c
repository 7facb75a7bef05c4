/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-journal.h"

#define SOURCE_LENGTH 8
#define INTERVAL_MAX (7 * 24 * 60)
#define UNPAID_DAYS_MAX 3650
#define LIST_MAX 100
#define STATE_MAX 100

/* The shop's customers and orders are told from those of another one by it; the same
 * address is the same shop whenever it is connected. */
static char *
make_source (const char *address)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  return g_strdup_printf ("shop-%.*s", SOURCE_LENGTH, sum);
}

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, BO_SYNC_ERROR, BO_SYNC_ERROR_REFUSED, message);
  return FALSE;
}

/* As the shop's programs name states; what no order can be in would hold nobody's place. */
static gboolean
is_state (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= STATE_MAX && strspn (text, G_CSET_a_2_z G_CSET_DIGITS "-_") == length;
}

static gboolean
check_config (const BoShopConfig *config,
              GError            **error)
{
  g_autofree char *address = bo_catalog_normalize_address (config->address, error);

  if (address == NULL)
    return FALSE;
  if (config->interval > INTERVAL_MAX)
    return refuse (error, _ ("A shop is asked at least once a week: give fewer minutes"));
  if (config->unpaid_days > UNPAID_DAYS_MAX)
    return refuse (error, _ ("No order stays unpaid for more than ten years: give fewer days"));
  if (config->currency != NULL && (strlen (config->currency) != 3 || strspn (config->currency, G_CSET_A_2_Z) != 3))
    return refuse (error, _ ("A currency has three letters: EUR, USD, GBP"));
  if (config->roles->len > LIST_MAX || (config->hold_states != NULL && g_strv_length (config->hold_states) > LIST_MAX))
    return refuse (error, _ ("Those are more roles or states than a shop has"));
  for (guint i = 0; i < config->roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (config->roles, BoRoleClass, i);

      if (!g_utf8_validate (role->role, -1, NULL))
        return refuse (error, _ ("A role is not text"));
      if (!bo_command_check_class (role->priority_class, error))
        return FALSE;
    }
  for (guint i = 0; config->hold_states != NULL && config->hold_states[i] != NULL; i++)
    if (!is_state (config->hold_states[i]))
      return refuse (error, _ ("A state is a word as the shop has it: processing, on-hold, pre-ordered"));
  return TRUE;
}

/* Connecting and changing. */

typedef struct
{
  BoShopConfig *config; /* (owned): its address is normal */
  char         *key;    /* (owned) (nullable) */
  char         *secret; /* (owned) (nullable) */
  BoSecretsKept kept;
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  bo_shop_config_free (connecting->config);
  g_free (connecting->key);
  g_free (connecting->secret);
  g_free (connecting);
}

/* What decides which lines are in the queue, and what a price is: everything is looked
 * at again. */
static gboolean
needs_full (const BoShopRow *before,
            const BoShopRow *after)
{
  return before->owner != after->owner || before->take != after->take ||
         g_strcmp0 (before->currency, after->currency) != 0 || g_strcmp0 (before->hold_states, after->hold_states) != 0;
}

static gboolean
look_again (BoTxn   *txn,
            GError **error)
{
  BoSyncCursor cursor;

  for (int resource = BO_RESOURCE_PRODUCTS; resource <= BO_RESOURCE_ORDERS; resource++)
    {
      if (resource == BO_RESOURCE_CUSTOMERS)
        continue;
      if (!bo_sync_cursor_load (txn, (BoResource) resource, &cursor, error))
        return FALSE;
      cursor = (BoSyncCursor){ .resource = (BoResource) resource, .page = 1 };
      if (!bo_sync_cursor_save (txn, &cursor, error))
        return FALSE;
    }
  return bo_remote_forget_hashes (txn, error);
}

static gboolean
write_config (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  const Connecting *connecting = data;
  g_autoptr (BoShopRow) before = NULL;
  g_autoptr (BoShopRow) row = bo_shop_config_to_row (connecting->config);

  row->source = make_source (row->address);
  row->reference = g_uuid_string_random ();
  if (!bo_shop_table_load (txn, &before, error))
    return FALSE;
  if (before != NULL && !g_str_equal (before->address, row->address))
    return refuse (error, _ ("Another shop is connected: forget that one first"));
  if (bo_journal_begin_event (txn, BO_EVENT_SHOP, before != NULL ? "Changed how the shop is synced" : "Connected the shop",
                              NULL, 0, g_get_real_time () / G_USEC_PER_SEC, error) == 0 ||
      !bo_shop_table_put (txn, row, error))
    return FALSE;
  return before == NULL || !needs_full (before, row) || look_again (txn, error);
}

static void
config_written_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync     *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  GError     *error = NULL;

  bo_sync_drop_lock (self);
  if (!bo_store_write_finish (BO_STORE (source_object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (connecting->key != NULL)
    {
      g_clear_object (&self->catalog);
      if (connecting->kept == BO_SECRETS_KEPT_FOR_THIS_RUN)
        bo_sync_lend_keys (self, connecting->key, connecting->secret);
    }
  bo_sync_refresh_then (self, bo_sync_return_true, g_steal_pointer (&task));
}

static void
write_config_async (GTask *task)
{
  BoSync *self = g_task_get_source_object (task);

  bo_store_write_async (bo_service_get_store (self->service), write_config, g_task_get_task_data (task), NULL, NULL,
                        config_written_cb, task);
}

static void
keys_stored_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask      *task = user_data;
  Connecting *connecting = g_task_get_task_data (task);
  GError     *error = NULL;

  if (bo_secrets_store_finish (result, &connecting->kept, &error))
    {
      write_config_async (task);
      return;
    }
  bo_sync_drop_lock (g_task_get_source_object (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * bo_sync_set_config_async:
 * @self: a #BoSync
 * @config: what is set of the shop
 * @key: (nullable): its consumer key; %NULL leaves the stored ones
 * @secret: (nullable): its secret
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is stored
 * @user_data: data for @callback
 *
 * Connects a shop or changes what is set of it.  The keys go to the Secret Service
 * first, so that there is never a connection without them.
 */
void
bo_sync_set_config_async (BoSync             *self,
                          const BoShopConfig *config,
                          const char         *key,
                          const char         *secret,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask      *task;
  Connecting *connecting;
  GError     *error = NULL;

  g_return_if_fail (BO_IS_SYNC (self));
  g_return_if_fail (config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_set_config_async);
  connecting = g_new0 (Connecting, 1);
  connecting->config = bo_shop_config_copy (config);
  connecting->key = g_strdup (bo_text_or_null (key));
  connecting->secret = g_strdup (secret);
  g_task_set_task_data (task, connecting, connecting_free);
  if (!check_config (config, &error) || !bo_sync_take_lock (self, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_free (connecting->config->address);
  connecting->config->address = bo_catalog_normalize_address (config->address, NULL);
  if (self->config != NULL && !g_str_equal (self->config->address, connecting->config->address))
    {
      bo_sync_drop_lock (self);
      refuse (&error, _ ("Another shop is connected: forget that one first"));
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (connecting->key != NULL)
    bo_secrets_store_async (connecting->config->address, connecting->key, connecting->secret, cancellable, keys_stored_cb, task);
  else
    write_config_async (task);
}

gboolean
bo_sync_set_config_finish (BoSync        *self,
                           GAsyncResult  *result,
                           BoSecretsKept *kept,
                           GError       **error)
{
  Connecting *connecting;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_set_config_async), FALSE);

  connecting = g_task_get_task_data (G_TASK (result));
  if (kept != NULL)
    *kept = connecting->kept;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Forgetting. */

static gboolean
forget (BoTxn   *txn,
        gpointer data,
        GError **error)
{
  return bo_journal_begin_event (txn, BO_EVENT_SHOP, "Forgot the shop", NULL, 0,
                                 g_get_real_time () / G_USEC_PER_SEC, error) != 0 &&
         bo_shop_table_forget (txn, error);
}

static void
forgotten_cb (GObject      *source_object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  bo_sync_drop_lock (self);
  if (!bo_store_write_finish (BO_STORE (source_object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->lent, bo_keys_free);
  bo_sync_refresh_then (self, bo_sync_return_true, g_steal_pointer (&task));
}

static void
keys_forgotten_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask  *task = user_data;
  BoSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!bo_secrets_forget_finish (result, &error))
    {
      bo_sync_drop_lock (self);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  bo_store_write_async (bo_service_get_store (self->service), forget, NULL, NULL, NULL, forgotten_cb, task);
}

void
bo_sync_forget_async (BoSync             *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask  *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_SYNC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_forget_async);
  if (self->config == NULL)
    g_task_return_new_error (task, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED, "No shop is connected");
  else if (!bo_sync_take_lock (self, &error))
    g_task_return_error (task, error);
  else
    {
      bo_secrets_forget_async (self->config->address, cancellable, keys_forgotten_cb, task);
      return;
    }
  g_object_unref (task);
}

gboolean
bo_sync_forget_finish (BoSync       *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
