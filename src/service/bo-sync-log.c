/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

static gpointer
load_log (BoTxn   *txn,
          gpointer request,
          GError **error)
{
  g_autoptr (GPtrArray) lines = bo_sync_log_list (txn, error);
  g_autoptr (BoShopRow) row = NULL;
  GString *text;

  if (lines == NULL || !bo_shop_table_load (txn, &row, error))
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "Backorders %s", PACKAGE_VERSION);
  if (row != NULL && row->version != NULL)
    g_string_append_printf (text, ", %s", row->version);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < lines->len; i++)
    {
      const BoSyncLogLine *line = g_ptr_array_index (lines, i);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (line->at);
      g_autofree char *when = at != NULL ? g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("?");

      g_string_append_printf (text, "%s %s\n", when, line->text);
    }
  return g_string_free (text, FALSE);
}

void
bo_sync_read_log_async (BoSync             *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  bo_sync_run_query (self, bo_sync_read_log_async, load_log, NULL, NULL, g_free, cancellable, callback, user_data);
}

char *
bo_sync_read_log_finish (BoSync       *self,
                         GAsyncResult *result,
                         GError      **error)
{
  return bo_sync_finish_query (self, result, bo_sync_read_log_async, error);
}
