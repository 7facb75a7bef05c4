/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-proposal.h"
#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoProposalRow:
 *
 * One line of a proposal.  What the proposal says is there at once; customer and
 * order number are loaded when the row is looked at ("loaded").
 *
 * Read-only properties: line-id, product-id, sku, product, customer, customer-label,
 * order-number, open, before, after, change (after - before), held, locked, pinned, paused,
 * place (in the run's order, 0: none), price, currency, value (change * price),
 * why (a sentence), breaks (#BoBreaks flags), breaks-text (empty when nothing),
 * loaded.
 */
#define BO_TYPE_PROPOSAL_ROW (bo_proposal_row_get_type ())
G_DECLARE_FINAL_TYPE (BoProposalRow, bo_proposal_row, BO, PROPOSAL_ROW, GObject)

BoProposalRow *bo_proposal_row_new (gint64 line_id);
void           bo_proposal_row_update (BoProposalRow           *self,
                                       const BoProposalLine    *line,
                                       const BoProposalProduct *product);
void           bo_proposal_row_update_texts (BoProposalRow      *self,
                                             const BoLineRecord *record);
gint64         bo_proposal_row_get_line_id (BoProposalRow *self);
gboolean       bo_proposal_row_get_pinned (BoProposalRow *self);

/* What the proposal says of it; valid until @self changes. */
const BoProposalLine *bo_proposal_row_get_line (BoProposalRow *self);

G_END_DECLS
