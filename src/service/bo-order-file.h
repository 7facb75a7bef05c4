/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-import.h"

G_BEGIN_DECLS

/* The longest row that is taken for one, in bytes. */
#define BO_ORDER_FILE_ROW_MAX (1024 * 1024)

/**
 * BoOrderFile:
 *
 * Reads an order file row by row, in memory of one row: finds out its encoding
 * and delimiter, recognises its columns, and gives each row as UTF-8.  May be
 * used on any one thread.
 */
typedef struct _BoOrderFile BoOrderFile;

BoOrderFile *bo_order_file_open (GInputStream          *stream,
                                 const BoImportOptions *options,
                                 GCancellable          *cancellable,
                                 GError               **error);
void         bo_order_file_free (BoOrderFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoOrderFile, bo_order_file_free)

gboolean bo_order_file_check_columns (BoOrderFile *self,
                                      GError     **error);
gboolean bo_order_file_next (BoOrderFile *self,
                             GError     **error);

/* Of the file. */
const char *const *bo_order_file_get_headers (BoOrderFile *self);
const int         *bo_order_file_get_columns (BoOrderFile *self);
const char        *bo_order_file_get_header (BoOrderFile *self,
                                             BoColumn     column);
char               bo_order_file_get_delimiter (BoOrderFile *self);
gboolean           bo_order_file_is_windows_1252 (BoOrderFile *self);
gboolean           bo_order_file_is_rejects (BoOrderFile *self);
gint64             bo_order_file_get_bytes (BoOrderFile *self);
gint64             bo_order_file_get_odd_line (BoOrderFile *self);

/* Of the row in hand. */
gint64      bo_order_file_get_line (BoOrderFile *self);
guint       bo_order_file_get_n_fields (BoOrderFile *self);
const char *bo_order_file_get_field (BoOrderFile *self,
                                     guint        index);
const char *bo_order_file_get (BoOrderFile *self,
                               BoColumn     column);

G_END_DECLS
