/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-lazy-model.h"
#include "bo-proposal-row.h"

G_BEGIN_DECLS

/**
 * BoProposalModel:
 *
 * A proposal as a list of #BoProposalRow, which live on by line id when the rest is
 * dealt again.  Beside what #BoLazyModel has (loading, error, n-items) it has the
 * read-only properties
 *
 * - proposal: the #BoProposal shown (nullable)
 * - units-gained, units-lost (gint64), n-changed, n-lines (guint): of the whole
 *   proposal, whatever is shown
 * - exceptions: a list of sentences
 * - outdated: something that the proposal looked at has moved since
 *
 * and changes-only (read-write): whether lines that neither change nor are pinned
 * are left out.  Until it is set it follows the size: %TRUE above 200 lines.
 */
#define BO_TYPE_PROPOSAL_MODEL (bo_proposal_model_get_type ())
G_DECLARE_FINAL_TYPE (BoProposalModel, bo_proposal_model, BO, PROPOSAL_MODEL, BoLazyModel)

BoProposalModel *bo_proposal_model_new (BoService *service);
void             bo_proposal_model_set_proposal (BoProposalModel *self,
                                                 BoProposal      *proposal);
BoProposal      *bo_proposal_model_get_proposal (BoProposalModel *self);
void             bo_proposal_model_propose (BoProposalModel         *self,
                                            const BoProposalRequest *request);
void             bo_proposal_model_pin (BoProposalModel *self,
                                        gint64           line_id,
                                        gint64           units);
void             bo_proposal_model_set_changes_only (BoProposalModel *self,
                                                     gboolean         changes_only);
gboolean         bo_proposal_model_get_changes_only (BoProposalModel *self);
gboolean         bo_proposal_model_get_outdated (BoProposalModel *self);

G_END_DECLS
