/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* A hard row of "allocation", one a line at most, without its why. */
typedef struct
{
  gint64 id; /* 0: there is none */
  gint64 line_id;
  gint64 units;
  gint64 held;
  gint64 locked;
} BoAllocationRow;

/* What a line's hard allocation becomes; line.allocated follows. */
typedef struct
{
  gint64      id; /* of the row there is; 0: there is none */
  gint64      line_id;
  gint64      units; /* 0 takes the row away */
  gint64      held;
  gint64      locked;
  gboolean    moved; /* whether @units differs from line.allocated */
  const char *why;   /* bo_why_encode(); NULL leaves it as it is */
} BoAllocationChange;

gboolean bo_allocation_table_load (BoTxn           *txn,
                                   gint64           line_id,
                                   BoAllocationRow *row,
                                   char           **why,
                                   GError         **error);
gboolean bo_allocation_table_write_sums (BoTxn                    *txn,
                                         const BoAllocationChange *changes,
                                         guint                     n_changes,
                                         GError                  **error);
gboolean bo_allocation_table_write_rows (BoTxn                    *txn,
                                         const BoAllocationChange *changes,
                                         guint                     n_changes,
                                         GError                  **error);
gboolean bo_allocation_table_apply (BoTxn                    *txn,
                                    const BoAllocationChange *changes,
                                    guint                     n_changes,
                                    GError                  **error);

G_END_DECLS
