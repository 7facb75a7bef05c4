/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-proposal.h"
#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoCounts:
 *
 * The rows of a group where units of products are counted.  "changed": a row was
 * added or taken away, or its units changed.  "entered": Enter was pressed in a number.
 */
#define BO_TYPE_COUNTS (bo_counts_get_type ())
G_DECLARE_FINAL_TYPE (BoCounts, bo_counts, BO, COUNTS, GObject)

BoCounts *bo_counts_new (AdwPreferencesGroup *group);
void      bo_counts_add (BoCounts              *self,
                         const BoProductRecord *product,
                         gint64                 units);
guint     bo_counts_get_n_rows (BoCounts *self);
gint64    bo_counts_get_units (BoCounts *self);
void      bo_counts_set_units_at (BoCounts *self,
                                  guint     position,
                                  gint64    units);
void      bo_counts_fill_request (BoCounts          *self,
                                  BoProposalRequest *request);

G_END_DECLS
