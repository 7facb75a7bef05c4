/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-import.h"

G_BEGIN_DECLS

/* Which column of an order file is which, by its header. */

gboolean bo_order_columns_recognise (const char *const     *headers,
                                     const BoImportOptions *options,
                                     int                   *column_of,
                                     GError               **error);
gboolean bo_order_columns_check (const char *const *headers,
                                 const int         *column_of,
                                 GError           **error);

G_END_DECLS
