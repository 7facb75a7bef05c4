/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that is made under another name beside the one that it becomes.  Who makes it
 * holds a lock on it, which ends with him: what a killed program has left is known by
 * its name and by having no lock. */
typedef struct
{
  char *name; /* (owned) */
  int   fd;   /* holds the lock */
} BoTemporaryFile;

gboolean bo_temporary_file_make (const char      *path,
                                 BoTemporaryFile *file);
void     bo_temporary_file_clear (BoTemporaryFile *file);
void     bo_temporary_file_remove_leftovers (const char *path);

#define BO_TEMPORARY_FILE_INIT \
  {                            \
    NULL, -1                   \
  }

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoTemporaryFile, bo_temporary_file_clear)

G_END_DECLS
