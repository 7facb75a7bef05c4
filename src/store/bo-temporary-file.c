/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-temporary-file"

#include "config.h"

#include "bo-temporary-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* PATH.new-AbC123.backorders-temporary, and of the copy before a migration the same after
 * PATH.before-v3: no name that a person would give. */
#define MARK ".new-"
#define COPY_MARK ".before-v"
#define RANDOM_PART "XXXXXX"
#define END_MARK ".backorders-temporary"
/* A cleaner may take the file between its making and its lock. */
#define N_TRIES 5

/* What SQLite leaves beside a database. */
static const char *const companions[] = { "-journal", "-wal", "-shm", NULL };

static gboolean
lock (BoTemporaryFile *file)
{
  struct stat buf;

  /* Where there are no such locks, nothing is ever taken for a leftover. */
  flock (file->fd, LOCK_EX | LOCK_NB);

  return fstat (file->fd, &buf) == 0 && buf.st_nlink > 0;
}

/**
 * bo_temporary_file_make:
 * @path: what the file is to become
 * @file: (out): an empty file beside it, to be cleared; its name is gone or another's
 *   by then, or it is removed
 *
 * Returns: %FALSE with errno set
 */
gboolean
bo_temporary_file_make (const char      *path,
                        BoTemporaryFile *file)
{
  for (guint i = 0; i < N_TRIES; i++)
    {
      file->name = g_strconcat (path, MARK RANDOM_PART END_MARK, NULL);
      file->fd = g_mkstemp_full (file->name, O_RDWR | O_CLOEXEC, 0600);
      if (file->fd < 0)
        {
          g_clear_pointer (&file->name, g_free);
          return FALSE;
        }
      if (lock (file))
        return TRUE;
      bo_temporary_file_clear (file);
    }
  errno = EAGAIN;

  return FALSE;
}

void
bo_temporary_file_clear (BoTemporaryFile *file)
{
  if (file->name != NULL)
    g_unlink (file->name);
  g_clear_pointer (&file->name, g_free);
  if (file->fd >= 0)
    close (file->fd);
  file->fd = -1;
}

/* The length of the name of a temporary file of @base that @name is, or belongs to; 0 where
 * it is none. */
static gsize
measure (const char *name,
         const char *base)
{
  const char *at = name + strlen (base);

  if (!g_str_has_prefix (name, base))
    return 0;
  if (g_str_has_prefix (at, COPY_MARK))
    {
      at += strlen (COPY_MARK);
      if (!g_ascii_isdigit (*at))
        return 0;
      while (g_ascii_isdigit (*at))
        at++;
    }
  if (!g_str_has_prefix (at, MARK))
    return 0;
  at += strlen (MARK);
  for (guint i = 0; i < strlen (RANDOM_PART); i++, at++)
    if (!g_ascii_isalnum (*at))
      return 0;
  if (!g_str_has_prefix (at, END_MARK))
    return 0;
  at += strlen (END_MARK);

  return *at == '\0' || g_strv_contains (companions, at) ? (gsize) (at - name) : 0;
}

static gboolean
is_locked (const char *path)
{
  int      fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  gboolean locked = fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0;

  if (fd >= 0)
    close (fd);

  return locked;
}

/* Whether nobody is making @name any more, a file of this user; so is one that is gone. */
static gboolean
is_abandoned (const char *name,
              const char *path)
{
  GStatBuf file, target;

  if (g_lstat (name, &file) != 0)
    return errno == ENOENT;
  if (!S_ISREG (file.st_mode) || file.st_uid != geteuid ())
    return FALSE;
  /* Made, and only its other name was left.  It is not opened, since closing it would drop
   * the locks that connections of this process have on the store. */
  if (file.st_nlink > 1)
    return g_stat (path, &target) == 0 && target.st_ino == file.st_ino && target.st_dev == file.st_dev;

  return !is_locked (name);
}

static GPtrArray *
list_names (const char *folder,
            const char *base)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray  *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (measure (name, base) > 0)
      g_ptr_array_add (names, g_strdup (name));

  return names;
}

/**
 * bo_temporary_file_remove_leftovers:
 * @path: a store, or a copy of one
 *
 * Removes what programs that were killed had begun to make of @path.
 */
void
bo_temporary_file_remove_leftovers (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = list_names (folder, base);

  for (guint i = 0; i < names->len; i++)
    {
      const char      *name = g_ptr_array_index (names, i);
      g_autofree char *own_name = g_strndup (name, measure (name, base));
      g_autofree char *own_path = g_build_filename (folder, own_name, NULL);

      if (!is_abandoned (own_path, path))
        continue;
      for (guint c = 0; companions[c] != NULL; c++)
        {
          g_autofree char *companion = g_strconcat (own_path, companions[c], NULL);

          g_unlink (companion);
        }
      g_unlink (own_path);
    }
}
