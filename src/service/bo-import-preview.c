/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import.h"

#include "bo-order-file.h"

/* Enough to see whether the columns were recognised. */
#define PREVIEW_ROWS 8

typedef struct
{
  GInputStream    *stream;  /* (owned) */
  BoImportOptions *options; /* (owned) */
} PreviewData;

static void
preview_data_free (PreviewData *data)
{
  g_object_unref (data->stream);
  bo_import_options_free (data->options);
  g_free (data);
}

static GStrv
copy_row (BoOrderFile *file)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < bo_order_file_get_n_fields (file); i++)
    g_strv_builder_add (builder, bo_order_file_get_field (file, i));
  return g_strv_builder_end (builder);
}

/**
 * bo_import_preview:
 * @stream: an order file
 * @options: which column is which, where that was said by hand
 * @cancellable: (nullable): a #GCancellable
 * @error: return location
 *
 * Reads the beginning of an order file, blocking: call it off the main thread.
 *
 * Returns: (transfer full) (nullable): what the file looks like; %NULL with
 *   BO_IMPORT_ERROR_NOT_TEXT, _EMPTY or _OPTION, or an error of @stream
 */
BoImportPreview *
bo_import_preview (GInputStream          *stream,
                   const BoImportOptions *options,
                   GCancellable          *cancellable,
                   GError               **error)
{
  g_autoptr (BoOrderFile) file = bo_order_file_open (stream, options, cancellable, error);
  g_autoptr (BoImportPreview) preview = NULL;
  GError *local_error = NULL;

  if (file == NULL)
    return NULL;

  preview = g_new0 (BoImportPreview, 1);
  preview->headers = g_strdupv ((char **) bo_order_file_get_headers (file));
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    preview->column_of[i] = bo_order_file_get_columns (file)[i];
  preview->delimiter = bo_order_file_get_delimiter (file);
  preview->windows_1252 = bo_order_file_is_windows_1252 (file);
  preview->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  while (preview->rows->len < PREVIEW_ROWS && bo_order_file_next (file, &local_error))
    g_ptr_array_add (preview->rows, copy_row (file));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&preview);
}

void
bo_import_preview_free (BoImportPreview *preview)
{
  g_strfreev (preview->headers);
  g_clear_pointer (&preview->rows, g_ptr_array_unref);
  g_free (preview);
}

static void
preview_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  PreviewData     *data = task_data;
  GError          *error = NULL;
  BoImportPreview *preview = bo_import_preview (data->stream, data->options, cancellable, &error);

  if (preview == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, preview, (GDestroyNotify) bo_import_preview_free);
}

/**
 * bo_service_preview_import_async:
 * @self: a #BoService
 * @stream: an order file
 * @options: which column is which, where that was said by hand
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when done
 * @user_data: for @callback
 *
 * bo_import_preview() off the main thread.  It touches no store, so it does not
 * wait for what the store is at.
 */
void
bo_service_preview_import_async (BoService             *self,
                                 GInputStream          *stream,
                                 const BoImportOptions *options,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  PreviewData *data;

  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (options != NULL);

  /* Of nobody: a thread that is the last to let go of a service would close its store. */
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_service_preview_import_async);
  data = g_new0 (PreviewData, 1);
  data->stream = g_object_ref (stream);
  data->options = bo_import_options_copy (options);
  g_task_set_task_data (task, data, (GDestroyNotify) preview_data_free);
  g_task_run_in_thread (task, preview_thread);
}

/* Returns: (transfer full) (nullable): as bo_import_preview() */
BoImportPreview *
bo_service_preview_import_finish (BoService    *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (BO_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_service_preview_import_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
