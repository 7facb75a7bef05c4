/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-policy.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* A row of "sales_order".  Whoever fills one for writing lends the strings; one
 * that was loaded owns them. */
typedef struct
{
  gint64       id;
  const char  *number;
  gint64       customer_id;
  const char  *channel; /* "counter", "web", "phone", "import" */
  BoShipPolicy ship;
  gint64       created;     /* UTC seconds */
  const char  *source;      /* (nullable) */
  const char  *external_id; /* (nullable): within @source */
} BoOrderRow;

gint64   bo_order_table_insert (BoTxn            *txn,
                                const BoOrderRow *row,
                                GError          **error);
gboolean bo_order_table_update (BoTxn            *txn,
                                const BoOrderRow *row,
                                GError          **error);
gboolean bo_order_table_load (BoTxn       *txn,
                              gint64       id,
                              BoOrderRow **row,
                              GError     **error);
gboolean bo_order_table_find_number (BoTxn      *txn,
                                     const char *number,
                                     gint64     *id,
                                     GError    **error);
char    *bo_order_table_next_number (BoTxn   *txn,
                                     GError **error);
void     bo_order_row_free (BoOrderRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoOrderRow, bo_order_row_free)

G_END_DECLS
