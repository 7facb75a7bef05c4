/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-proposal-model.h"
#include "bo-table.h"

G_BEGIN_DECLS

void bo_pin_column_insert (BoTable         *table,
                           BoProposalModel *model,
                           guint            position);

G_END_DECLS
