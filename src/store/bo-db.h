/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BoDbError:
 * @BO_DB_ERROR_FAILED: any failure without a code of its own
 * @BO_DB_ERROR_BUSY: another process holds the store
 * @BO_DB_ERROR_CONSTRAINT: the change would break a constraint
 * @BO_DB_ERROR_CORRUPT: the file is damaged
 * @BO_DB_ERROR_NOT_A_STORE: the file is no database, or somebody else's
 * @BO_DB_ERROR_FULL: the disk is full
 * @BO_DB_ERROR_READ_ONLY: the file or its folder may not be written
 * @BO_DB_ERROR_TOO_NEW: a newer version of the program wrote the file
 * @BO_DB_ERROR_NOT_FOUND: there is no such file, and it was not to be made
 *
 * What can go wrong in the store, by what the caller can do about it.
 */
typedef enum
{
  BO_DB_ERROR_FAILED,
  BO_DB_ERROR_BUSY,
  BO_DB_ERROR_CONSTRAINT,
  BO_DB_ERROR_CORRUPT,
  BO_DB_ERROR_NOT_A_STORE,
  BO_DB_ERROR_FULL,
  BO_DB_ERROR_READ_ONLY,
  BO_DB_ERROR_TOO_NEW,
  BO_DB_ERROR_NOT_FOUND,
} BoDbError;

#define BO_DB_ERROR (bo_db_error_quark ())
GQuark bo_db_error_quark (void);

/* One connection.  Belongs to the thread that opened it; every call asserts so. */
typedef struct _BoDb BoDb;
/* A prepared statement on loan from the connection's cache. */
typedef struct _BoStmt BoStmt;

typedef enum
{
  BO_DB_READ_WRITE, /* made when missing */
  BO_DB_READ_WRITE_EXISTING,
  BO_DB_READ_ONLY, /* beside a writer, in its WAL */
  BO_DB_IMMUTABLE, /* a file nobody writes: leaves nothing beside it */
} BoDbMode;

typedef gboolean (*BoDbFunc) (BoDb *db, gpointer user_data, GError **error);

/* Called with the statement's thread after a statement has ended. */
typedef gboolean (*BoDbStepFunc) (gpointer user_data, GError **error);

/* What marks a file as a store of ours (PRAGMA application_id): "Bord". */
#define BO_DB_APPLICATION_ID 0x426f7264

gboolean bo_db_probe (const char *path,
                      int         max_version,
                      GError    **error);
gboolean bo_db_has_log (const char *path);
BoDb    *bo_db_open (const char *path,
                     BoDbMode    mode,
                     GError    **error);
void     bo_db_close (BoDb *db);
gboolean bo_db_exec (BoDb       *db,
                     const char *sql,
                     GError    **error);
gboolean bo_db_transaction (BoDb    *db,
                            BoDbFunc func,
                            gpointer user_data,
                            GError **error);
gboolean bo_db_read_transaction (BoDb    *db,
                                 BoDbFunc func,
                                 gpointer user_data,
                                 GError **error);
gboolean bo_db_migrate (BoDb              *db,
                        const char *const *steps,
                        guint              n_steps,
                        GError           **error);
int      bo_db_get_version (BoDb *db);
gboolean bo_db_backup (BoDb         *db,
                       const char   *path,
                       GCancellable *cancellable,
                       GError      **error);
void     bo_db_set_cancellable (BoDb         *db,
                                GCancellable *cancellable);
void     bo_db_set_after_step (BoDb        *db,
                               BoDbStepFunc func,
                               gpointer     user_data);
gboolean bo_db_was_recovered (BoDb *db);
gboolean bo_db_was_made (BoDb *db);
gboolean bo_db_remove_unless (BoDb       *db,
                              const char *sql);
void     bo_db_release_memory (BoDb *db);

/* The text is the cache's key: identical text, identical statement. */
BoStmt     *bo_db_prepare (BoDb       *db,
                           const char *sql,
                           GError    **error);
void        bo_stmt_release (BoStmt *stmt);
void        bo_stmt_reset (BoStmt *stmt);
void        bo_stmt_bind_int64 (BoStmt *stmt,
                                int     index,
                                gint64  value);
void        bo_stmt_bind_text (BoStmt     *stmt,
                               int         index,
                               const char *value);
void        bo_stmt_bind_text_static (BoStmt     *stmt,
                                      int         index,
                                      const char *value,
                                      gsize       length);
void        bo_stmt_bind_null (BoStmt *stmt,
                               int     index);
gboolean    bo_stmt_step (BoStmt  *stmt,
                          GError **error); /* TRUE: there is a row */
gboolean    bo_stmt_check_end (GError **local_error,
                               GError **error);
gboolean    bo_stmt_run_find (BoStmt  *stmt,
                              gint64  *id,
                              GError **error);
gboolean    bo_stmt_run (BoStmt  *stmt,
                         GError **error);
gboolean    bo_stmt_is_null (BoStmt *stmt,
                             int     column);
gint64      bo_stmt_get_int64 (BoStmt *stmt,
                               int     column);
const char *bo_stmt_get_text (BoStmt *stmt,
                              int     column);
gint64      bo_db_get_last_id (BoDb *db);
gint64      bo_db_get_changes (BoDb *db);

#define BO_DB_UPDATES_UNKNOWN G_MAXUINT

/* Which columns of which table a statement sets, as who watches the connection
 * names them by number; no table where that is not known. */
typedef struct
{
  guint   table;
  guint64 columns;
} BoDbUpdates;

/* For bo-journal.c alone: what the statement being prepared sets is noted, and of
 * the one that runs told. */
void        bo_db_note_update (BoDb *db,
                               guint table,
                               guint column);
BoDbUpdates bo_db_get_running_updates (BoDb *db);

/* The native handle, for bo-journal.c alone. */
struct sqlite3 *bo_db_get_native (BoDb *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDb, bo_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoStmt, bo_stmt_release)

G_END_DECLS
