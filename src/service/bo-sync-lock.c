/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* One at a time works on the shop's rows of a store, in whatever program: a sync, or a
 * change of what is set of the shop.  The lock goes with the process that has it. */

#define LOCK_SUFFIX "-sync"

static char *
get_path (BoSync *self)
{
  return g_strconcat (bo_service_get_path (self->service), LOCK_SUFFIX, NULL);
}

/* Whether the name still leads to the file that is locked: who had it may have removed
 * it meanwhile, and a lock on that is none. */
static gboolean
is_lock_of (int         lock,
            const char *path)
{
  GStatBuf    named;
  struct stat locked;

  return g_stat (path, &named) == 0 && fstat (lock, &locked) == 0 && named.st_dev == locked.st_dev &&
         named.st_ino == locked.st_ino;
}

gboolean
bo_sync_take_lock (BoSync  *self,
                   GError **error)
{
  g_autofree char *path = get_path (self);

  if (self->lock >= 0)
    {
      g_set_error_literal (error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY,
                           self->run != NULL ? _ ("A sync is under way: stop it, or wait until it has ended")
                                             : _ ("What is set of the shop is being changed"));
      return FALSE;
    }
  while (self->lock < 0)
    {
      int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      int saved = errno;

      if (lock < 0)
        {
          g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), _ ("The store’s folder cannot be written: %s"),
                       g_strerror (saved));
          return FALSE;
        }
      if (flock (lock, LOCK_EX | LOCK_NB) != 0)
        {
          close (lock);
          g_set_error_literal (error, BO_SYNC_ERROR, BO_SYNC_ERROR_BUSY, _ ("Another program syncs this store at the moment"));
          return FALSE;
        }
      if (is_lock_of (lock, path))
        self->lock = lock;
      else
        close (lock);
    }
  return TRUE;
}

void
bo_sync_drop_lock (BoSync *self)
{
  g_autofree char *path = get_path (self);

  if (self->lock < 0)
    return;
  g_unlink (path);
  close (self->lock);
  self->lock = -1;
}
