/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "bo-db.h"

G_BEGIN_DECLS

/* Shared by bo-db.c, bo-db-file.c and bo-stmt.c; nobody else looks inside. */

struct _BoStmt
{
  BoDb         *db; /* (not owned) */
  sqlite3_stmt *native;
  char         *sql;     /* (owned) the key in the cache */
  int           bind_rc; /* the first bind that failed, or SQLITE_OK */
  gboolean      in_use;
  gboolean      spare; /* not in the cache: another of the same text was on loan */
  BoDbUpdates   updates;
};

struct _BoDb
{
  sqlite3      *native;
  GThread      *thread;      /* (not owned) the only thread allowed here */
  GHashTable   *statements;  /* (element-type utf8 BoStmt) by text */
  GHashTable   *by_pointer;  /* (element-type utf8 BoStmt) by the address of the text */
  GCancellable *cancellable; /* (not owned) (nullable) the running job's */
  gboolean      recovered;
  gboolean      made; /* there was no file before */

  BoDbUpdates   updates;    /* of the statement being prepared */
  const BoStmt *running;    /* (not owned) (nullable) */
  BoDbStepFunc  after_step; /* (nullable) */
  gpointer      after_step_data;
};

void     bo_db_set_native_error (BoDb    *db,
                                 int      rc,
                                 GError **error);
BoDb    *bo_db_open_native (const char *path,
                            int         flags,
                            GError    **error);
char    *bo_db_make_immutable_uri (const char *path);
gboolean bo_db_make_file (const char *path,
                          gboolean   *made,
                          GError    **error);
gboolean bo_db_check_writable (const char *path,
                               GError    **error);

G_END_DECLS
