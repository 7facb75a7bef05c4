/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line-table.h"

G_BEGIN_DECLS

/* What the shop on the other side does to the rows of one line, beside what
 * bo-line-ledger.h knows.  They run inside a transaction with an event open, bring
 * @row up to date and write it. */

/* Everything that is open has left, since the shop says so: what the line has, then
 * what is free on hand, and the rest without a trace in the stock.  @moved gets how
 * many units were taken from what was on hand. */
gboolean bo_line_shop_leave (BoTxn     *txn,
                             BoLineRow *row,
                             gint64     at,
                             gint64    *moved,
                             GError   **error);
/* @units that had been cancelled are wanted again, from @at on. */
gboolean bo_line_shop_want_again (BoTxn     *txn,
                                  BoLineRow *row,
                                  gint64     units,
                                  gint64     at,
                                  GError   **error);
/* @units that had left have not; @moved of them go back on hand. */
gboolean bo_line_shop_come_back (BoTxn     *txn,
                                 BoLineRow *row,
                                 gint64     units,
                                 gint64     moved,
                                 gint64     at,
                                 gint64     now,
                                 GError   **error);

G_END_DECLS
