/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <utime.h>

#include <glib/gstdio.h>

/* Pictures of products: a file each in the cache, named by the sum of its address, so
 * that nothing the shop says is part of a name. */

/* Bytes that are kept; what was not looked at for longest goes first. */
#define CACHE_MAX (64 * 1024 * 1024)
#define FOLDER "backorders"
#define SUBFOLDER "pictures"

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), FOLDER, SUBFOLDER, NULL);
}

static GFile *
get_file (const char *address)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  g_autofree char *path = g_build_filename (folder, sum, NULL);

  return g_file_new_for_path (path);
}

typedef struct
{
  char  *path;
  gint64 size;
  gint64 used;
} Cached;

static void
cached_clear (gpointer data)
{
  Cached *cached = data;

  g_free (cached->path);
}

static int
compare_cached (gconstpointer a,
                gconstpointer b)
{
  const Cached *x = a;
  const Cached *y = b;

  return (x->used > y->used) - (x->used < y->used);
}

/* Keeps the folder within its bound. */
static void
trim_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (Cached));
  const char *name;
  gint64      sum = 0;

  g_array_set_clear_func (files, cached_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Cached   cached = { .path = g_build_filename (folder, name, NULL) };
      GStatBuf info;

      if (g_lstat (cached.path, &info) != 0)
        {
          g_free (cached.path);
          continue;
        }
      cached.size = info.st_size;
      cached.used = info.st_mtime;
      sum += cached.size;
      g_array_append_val (files, cached);
    }
  g_array_sort (files, compare_cached);
  for (guint i = 0; i < files->len && sum > CACHE_MAX; i++)
    {
      g_unlink (g_array_index (files, Cached, i).path);
      sum -= g_array_index (files, Cached, i).size;
    }
  g_task_return_boolean (task, TRUE);
}

/* A picture that is asked for. */
typedef struct
{
  gint64  product_id;
  char   *address; /* (owned) (nullable) until it is known */
  GFile  *file;    /* (owned) (nullable) */
  GBytes *bytes;   /* (owned) (nullable) */
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_clear_object (&picture->file);
  g_clear_pointer (&picture->bytes, g_bytes_unref);
  g_free (picture->address);
  g_free (picture);
}

static void
return_bytes (GTask  *task,
              GBytes *bytes)
{
  g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
}

/* That it could not be kept is no reason not to show it. */
static void
saved_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Picture *picture = g_task_get_task_data (task);
  g_autoptr (GTask) trim = NULL;

  if (g_file_replace_contents_finish (G_FILE (source_object), result, NULL, NULL))
    {
      trim = g_task_new (NULL, NULL, NULL, NULL);
      g_task_run_in_thread (trim, trim_thread);
    }
  return_bytes (task, picture->bytes);
}

static void
fetched_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Picture         *picture = g_task_get_task_data (task);
  GError          *error = NULL;
  g_autofree char *folder = get_folder ();

  picture->bytes = bo_catalog_load_image_finish (BO_CATALOG (source_object), result, &error);
  if (picture->bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      return_bytes (task, picture->bytes);
      return;
    }
  g_file_replace_contents_bytes_async (picture->file, picture->bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb,
                                       g_object_ref (task));
}

static void
catalog_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Picture *picture = g_task_get_task_data (task);
  GError        *error = NULL;
  g_autoptr (BoCatalog) catalog = bo_sync_get_catalog_finish (BO_SYNC (source_object), result, &error);

  if (catalog == NULL)
    g_task_return_error (task, error);
  else
    bo_catalog_load_image_async (catalog, picture->address, g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

static void
read_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = g_task_get_source_object (task);
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source_object), result, NULL, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      bo_sync_get_catalog_async (self, g_task_get_cancellable (task), catalog_cb, g_object_ref (task));
      return;
    }
  /* It has been looked at. */
  g_utime (g_file_peek_path (G_FILE (source_object)), NULL);
  return_bytes (task, bytes);
}

static gpointer
load_address (BoTxn   *txn,
              gpointer request,
              GError **error)
{
  const Picture *picture = request;
  g_autoptr (BoRemoteProductRow) row = NULL;
  g_autoptr (BoRemoteProductRow) parent = NULL;
  gint64 id = 0;

  if (!bo_remote_product_table_find (txn, picture->product_id, &id, error) ||
      (id != 0 && !bo_remote_product_table_load (txn, id, &row, error)))
    return NULL;
  if (row == NULL)
    return g_strdup ("");
  if (row->image != NULL)
    return g_strdup (row->image);
  /* A variation without a picture of its own is shown by its product's, as in the shop. */
  if (row->parent_id != 0 && !bo_remote_product_table_load (txn, row->parent_id, &parent, error))
    return NULL;

  return g_strdup (parent != NULL && parent->image != NULL ? parent->image : "");
}

static void
address_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Picture *picture = g_task_get_task_data (task);
  GError  *error = NULL;

  picture->address = bo_sync_finish_query (BO_SYNC (source_object), result, bo_sync_load_image_async, &error);
  if (picture->address == NULL)
    g_task_return_error (task, error);
  else if (*picture->address == '\0')
    g_task_return_pointer (task, NULL, NULL);
  else
    {
      picture->file = get_file (picture->address);
      g_file_load_bytes_async (picture->file, g_task_get_cancellable (task), read_cb, g_object_ref (task));
    }
}

void
bo_sync_load_image_async (BoSync             *self,
                          gint64              product_id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask   *task;
  Picture *picture;

  g_return_if_fail (BO_IS_SYNC (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bo_sync_load_image_async);
  picture = g_new0 (Picture, 1);
  picture->product_id = product_id;
  g_task_set_task_data (task, picture, picture_free);
  bo_sync_run_query (self, bo_sync_load_image_async, load_address, picture, NULL, g_free, cancellable, address_cb, task);
}

GBytes *
bo_sync_load_image_finish (BoSync       *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_load_image_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
