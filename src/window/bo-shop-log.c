/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-log"

#include "config.h"

#include "bo-shop-log.h"

#include <string.h>

static void
written_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError          *error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source_object));

  if (g_file_replace_contents_finish (G_FILE (source_object), result, NULL, &error))
    g_task_return_pointer (task, g_filename_display_name (name), g_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile  *file = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = bo_sync_read_log_finish (BO_SYNC (source_object), result, &error);

  if (text == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

/**
 * bo_shop_log_save_async:
 * @sync: whose log
 * @file: where to; what is there is replaced
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written
 * @user_data: data for @callback
 *
 * Writes the log of syncs into @file.
 */
void
bo_shop_log_save_async (BoSync             *sync,
                        GFile              *file,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task = g_task_new (sync, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_shop_log_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  bo_sync_read_log_async (sync, cancellable, read_cb, task);
}

/**
 * bo_shop_log_save_finish:
 * @sync: whose log
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): what the file is called, to be shown, or %NULL
 */
char *
bo_shop_log_save_finish (BoSync       *sync,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_shop_log_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
