/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-import.h"

G_BEGIN_DECLS

/* What the tests of imports share. */

#define IMPORT_HEADER "order,sku,quantity,date,price,customer\n"

#define IMPORT_TIMEOUT_MS (300 * 1000)

GAsyncResult   *import_wait_for (GAsyncResult **result);
BoService      *import_open_service (const char *path);
BoImportReport *import_text (BoService       *service,
                             const char      *text,
                             BoImportOptions *options,
                             GError         **error);
BoImportReport *import_text_ok (BoService  *service,
                                const char *text);
void            import_check_store (BoService *service);
char           *import_dump (const char *path);
gint64          import_count (const char *path,
                              const char *sql);
char           *import_make_large_file (guint n_orders);

G_END_DECLS
