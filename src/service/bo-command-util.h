/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line-table.h"
#include "bo-product-table.h"
#include "bo-service-private.h"

G_BEGIN_DECLS

/* What several commands check and load. */

gboolean bo_command_load_line (BoTxn     *txn,
                               gint64     line_id,
                               BoLineRow *row,
                               GError   **error);
gboolean bo_command_load_product (BoTxn         *txn,
                                  gint64         product_id,
                                  BoProductRow **row,
                                  GError       **error);
gboolean bo_command_check_units (gint64   units,
                                 GError **error);
gboolean bo_command_check_class (int      priority_class,
                                 GError **error);
gboolean bo_command_check_price (gint64   price,
                                 gint64   units,
                                 GError **error);
gboolean bo_command_check_text (const char *what,
                                const char *text,
                                GError    **error);

char *bo_command_check_policy (const BoPolicy *policy, GError **error);
char *bo_command_describe_policy (const BoPolicy *policy);
char *bo_command_add_reason (char       *summary,
                             const char *reason);
/* For summaries, which are English: "1 unit", "3 units"; @what is "unit", "line" ... */
char *bo_command_count (gint64      n,
                        const char *what);

/* NULL for what is empty. */
static inline const char *
bo_text_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

G_END_DECLS
