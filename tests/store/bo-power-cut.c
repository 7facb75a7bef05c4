/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-power-cut"

#include "bo-power-cut.h"

#include <sqlite3.h>
#include <string.h>

#define VFS_NAME "bo-power-cut"

/* What stood where a write went that is not safe yet. */
typedef struct
{
  sqlite3_int64 offset;
  int           size;
  sqlite3_int64 old_size; /* of the file before the write */
  GBytes       *old;      /* what could be read there */
} Unsafe;

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
  GQueue       *unsafe; /* (element-type Unsafe) newest first */
  char         *path;
} File;

static struct
{
  GMutex       mutex;
  sqlite3_vfs *real;
  sqlite3_vfs  vfs;
  GPtrArray   *files; /* (element-type File) open */
  gboolean     cut;
  gboolean     sync_lies;
  guint        writes_left; /* 0: no cut is planned */
  GRand       *rand;
} state;

static void
unsafe_free (gpointer data)
{
  Unsafe *unsafe = data;

  g_bytes_unref (unsafe->old);
  g_free (unsafe);
}

/* Puts back what stood there; where there was no file yet, a hole. */
static void
take_back (File         *file,
           const Unsafe *unsafe)
{
  gsize              old_size;
  const guint8      *old = g_bytes_get_data (unsafe->old, &old_size);
  g_autofree guint8 *content = g_malloc0 ((gsize) unsafe->size);

  if (old_size > 0)
    memcpy (content, old, old_size);
  file->real->pMethods->xWrite (file->real, content, unsafe->size, unsafe->offset);
}

static gboolean
overlaps_any (const GPtrArray *kept,
              const Unsafe    *unsafe)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const Unsafe *other = g_ptr_array_index (kept, i);

      if (unsafe->offset < other->offset + other->size && other->offset < unsafe->offset + unsafe->size)
        return TRUE;
    }

  return FALSE;
}

/* A disk may have written any of what it was not made to write, in any order: each
 * write is lost or kept by itself, but for one that a later, kept one lies upon. */
static void
cut_file (File  *file,
          GRand *rand)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (unsafe_free);
  sqlite3_int64 size = -1;
  Unsafe       *unsafe;

  while ((unsafe = g_queue_pop_head (file->unsafe)) != NULL)
    {
      size = unsafe->old_size; /* at last, what it was before the oldest */
      if (g_rand_boolean (rand) || overlaps_any (kept, unsafe))
        {
          g_ptr_array_add (kept, unsafe);
        }
      else
        {
          take_back (file, unsafe);
          unsafe_free (unsafe);
        }
    }

  for (guint i = 0; i < kept->len; i++)
    {
      const Unsafe *other = g_ptr_array_index (kept, i);

      size = MAX (size, other->offset + other->size);
    }
  if (size >= 0)
    file->real->pMethods->xTruncate (file->real, size);
}

static void
cut (GRand *rand)
{
  state.cut = TRUE;
  for (guint i = 0; i < state.files->len; i++)
    cut_file (g_ptr_array_index (state.files, i), rand);
}

static int
file_close (sqlite3_file *base)
{
  File *file = (File *) base;
  int   rc = file->real->pMethods->xClose (file->real);

  g_mutex_lock (&state.mutex);
  g_ptr_array_remove (state.files, file);
  g_mutex_unlock (&state.mutex);
  g_queue_free_full (file->unsafe, unsafe_free);
  g_free (file->path);
  g_free (file->real);

  return rc;
}

static int
file_read (sqlite3_file *base,
           void         *data,
           int           size,
           sqlite3_int64 offset)
{
  File *file = (File *) base;

  return file->real->pMethods->xRead (file->real, data, size, offset);
}

static void
remember (File         *file,
          int           size,
          sqlite3_int64 offset)
{
  Unsafe       *unsafe = g_new0 (Unsafe, 1);
  guint8       *old = NULL;
  sqlite3_int64 there;

  file->real->pMethods->xFileSize (file->real, &unsafe->old_size);
  there = CLAMP (unsafe->old_size - offset, 0, size);
  if (there > 0)
    {
      old = g_malloc ((gsize) there);
      file->real->pMethods->xRead (file->real, old, (int) there, offset);
    }
  unsafe->offset = offset;
  unsafe->size = size;
  unsafe->old = g_bytes_new_take (old, (gsize) there);
  g_queue_push_head (file->unsafe, unsafe);
}

static int
file_write (sqlite3_file *base,
            const void   *data,
            int           size,
            sqlite3_int64 offset)
{
  File *file = (File *) base;
  int   rc = SQLITE_IOERR_WRITE;

  g_mutex_lock (&state.mutex);
  if (!state.cut)
    {
      remember (file, size, offset);
      rc = file->real->pMethods->xWrite (file->real, data, size, offset);
      if (state.writes_left > 0 && --state.writes_left == 0)
        {
          cut (state.rand);
          rc = SQLITE_IOERR_WRITE;
        }
    }
  g_mutex_unlock (&state.mutex);

  return rc;
}

static int
file_truncate (sqlite3_file *base,
               sqlite3_int64 size)
{
  File *file = (File *) base;

  return state.cut ? SQLITE_IOERR_TRUNCATE : file->real->pMethods->xTruncate (file->real, size);
}

static int
file_sync (sqlite3_file *base,
           int           flags)
{
  File *file = (File *) base;
  int   rc = SQLITE_IOERR_FSYNC;

  g_mutex_lock (&state.mutex);
  if (!state.cut)
    {
      rc = SQLITE_OK;
      /* Nothing has to reach a real disk here: the process goes on. */
      if (!state.sync_lies)
        g_queue_clear_full (file->unsafe, unsafe_free);
    }
  g_mutex_unlock (&state.mutex);

  return rc;
}

static int
file_size (sqlite3_file  *base,
           sqlite3_int64 *size)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
file_lock (sqlite3_file *base,
           int           level)
{
  File *file = (File *) base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
file_unlock (sqlite3_file *base,
             int           level)
{
  File *file = (File *) base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
file_check_reserved_lock (sqlite3_file *base,
                          int          *result)
{
  File *file = (File *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, result);
}

static int
file_control (sqlite3_file *base,
              int           operation,
              void         *argument)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileControl (file->real, operation, argument);
}

static int
file_sector_size (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xSectorSize (file->real);
}

static int
file_characteristics (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xDeviceCharacteristics (file->real);
}

static int
file_shm_map (sqlite3_file   *base,
              int             page,
              int             page_size,
              int             extend,
              void volatile **map)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmMap (file->real, page, page_size, extend, map);
}

static int
file_shm_lock (sqlite3_file *base,
               int           offset,
               int           n,
               int           flags)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  File *file = (File *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
file_shm_unmap (sqlite3_file *base,
                int delete)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmUnmap (file->real, delete);
}

/* Version 2: shared memory, but no memory map, which would go round the writes. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *path,
          sqlite3_file *base,
          int           flags,
          int          *out_flags)
{
  File *file = (File *) base;
  int   rc;

  memset (file, 0, sizeof *file);
  file->real = g_malloc0 ((gsize) state.real->szOsFile);
  rc = state.real->xOpen (state.real, path, file->real, flags, out_flags);
  if (rc != SQLITE_OK)
    {
      if (file->real->pMethods != NULL)
        file->real->pMethods->xClose (file->real);
      g_clear_pointer (&file->real, g_free);
      return rc;
    }

  file->base.pMethods = &methods;
  file->unsafe = g_queue_new ();
  file->path = g_strdup (path);
  g_mutex_lock (&state.mutex);
  g_ptr_array_add (state.files, file);
  g_mutex_unlock (&state.mutex);

  return SQLITE_OK;
}

/**
 * bo_power_cut_install:
 *
 * Makes this the VFS of every connection that is opened from now on.
 */
void
bo_power_cut_install (void)
{
  state.real = sqlite3_vfs_find (NULL);
  state.vfs = *state.real;
  state.vfs.zName = VFS_NAME;
  state.vfs.szOsFile = sizeof (File);
  state.vfs.xOpen = vfs_open;
  state.files = g_ptr_array_new ();
  state.cut = FALSE;
  state.sync_lies = FALSE;
  state.writes_left = 0;
  sqlite3_vfs_register (&state.vfs, 1);
}

void
bo_power_cut_uninstall (void)
{
  g_assert_cmpuint (state.files->len, ==, 0);
  sqlite3_vfs_unregister (&state.vfs);
  sqlite3_vfs_register (state.real, 1);
  g_clear_pointer (&state.files, g_ptr_array_unref);
}

void
bo_power_cut_now (GRand *rand)
{
  g_mutex_lock (&state.mutex);
  if (!state.cut)
    cut (rand);
  g_mutex_unlock (&state.mutex);
}

void
bo_power_cut_after (guint  n_writes,
                    GRand *rand)
{
  g_mutex_lock (&state.mutex);
  state.writes_left = n_writes;
  state.rand = rand;
  g_mutex_unlock (&state.mutex);
}

gboolean
bo_power_cut_has_happened (void)
{
  gboolean happened;

  g_mutex_lock (&state.mutex);
  happened = state.cut;
  g_mutex_unlock (&state.mutex);

  return happened;
}

void
bo_power_cut_set_sync_lies (gboolean lies)
{
  g_mutex_lock (&state.mutex);
  state.sync_lies = lies;
  g_mutex_unlock (&state.mutex);
}
