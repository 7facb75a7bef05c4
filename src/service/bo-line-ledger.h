/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line-table.h"
#include "bo-service.h"

G_BEGIN_DECLS

/* What every command does to the rows of one line: the tranche rule and the
 * freeing of units (domain.md b.1, b.8).  They run inside a transaction with an
 * event open, bring @row up to date and write it. */

/* Adds @units more, as a tranche of their own queued at @at. */
gboolean bo_line_ledger_raise (BoTxn     *txn,
                               BoLineRow *row,
                               gint64     units,
                               gint64     at,
                               GError   **error);
/* Cancels @units of the open ones: the youngest tranche first, what is not
 * allocated first.  @freed gets how many units became free. */
gboolean bo_line_ledger_reduce (BoTxn     *txn,
                                BoLineRow *row,
                                gint64     units,
                                gint64    *freed,
                                GError   **error);
/* Takes @units of the open ones as shipped: the oldest tranche first.  Neither
 * stock nor a shipment is written; what is allocated must be above or equal. */
gboolean bo_line_ledger_ship (BoTxn     *txn,
                              BoLineRow *row,
                              gint64     units,
                              GError   **error);
/* Takes @units from the places in line, from the youngest or the oldest on; the
 * caller writes the line. */
gboolean bo_line_ledger_take_places (BoTxn     *txn,
                                     BoLineRow *row,
                                     gint64     units,
                                     gboolean   youngest,
                                     GError   **error);
/* Holds back what may not leave yet of an order, and releases what may. */
gboolean bo_line_ledger_refresh_held (BoTxn   *txn,
                                      gint64   order_id,
                                      GError **error);

G_END_DECLS
