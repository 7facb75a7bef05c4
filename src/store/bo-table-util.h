/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* What the per-table files share. */

static inline BoStmt *
bo_txn_prepare (BoTxn      *txn,
                const char *sql,
                GError    **error)
{
  return bo_db_prepare (bo_txn_get_db (txn), sql, error);
}

/* Binds @value, or NULL where it is @none. */
static inline void
bo_stmt_bind_optional (BoStmt *stmt,
                       int     index,
                       gint64  value,
                       gint64  none)
{
  if (value == none)
    bo_stmt_bind_null (stmt, index);
  else
    bo_stmt_bind_int64 (stmt, index, value);
}

static inline gint64
bo_stmt_get_optional (BoStmt *stmt,
                      int     column,
                      gint64  none)
{
  return bo_stmt_is_null (stmt, column) ? none : bo_stmt_get_int64 (stmt, column);
}

gboolean bo_txn_run (BoTxn      *txn,
                     const char *sql,
                     gint64      first,
                     gint64      second,
                     GError    **error);
gint64   bo_stmt_run_insert (BoStmt  *stmt,
                             BoTxn   *txn,
                             GError **error);
GArray  *bo_stmt_run_list (BoStmt  *stmt,
                           GError **error);

G_END_DECLS
