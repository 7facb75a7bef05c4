/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl.h"

G_BEGIN_DECLS

/* Which lines of a proposal are shown. */
typedef enum
{
  CTL_PROPOSAL_ALL,
  CTL_PROPOSAL_CHANGED, /* what it gives or takes */
} CtlProposalLines;

gboolean ctl_print_proposal (Ctl             *ctl,
                             BoProposal      *proposal,
                             const BoOutcome *outcome,
                             CtlProposalLines which,
                             GError         **error);
gboolean ctl_print_moved (Ctl        *ctl,
                          BoProposal *old_proposal,
                          BoProposal *proposal,
                          GError    **error);

G_END_DECLS
