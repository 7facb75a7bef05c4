/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-proposal-model.h"

G_BEGIN_DECLS

typedef enum
{
  BO_RECEIVE_DELIVERY,   /* count what arrived, then deal */
  BO_RECEIVE_DEAL_AGAIN, /* deal what is on hand */
} BoReceiveMode;

/**
 * BoReceiveDialog:
 *
 * A delivery: counts on one side, who would get what on the other.  A barcode scanner
 * is a keyboard: a code and Enter count one more.
 */
#define BO_TYPE_RECEIVE_DIALOG (bo_receive_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoReceiveDialog, bo_receive_dialog, BO, RECEIVE_DIALOG, AdwBin)

BoReceiveDialog *bo_receive_dialog_present (BoCommander  *commander,
                                            BoReceiveMode mode,
                                            gint64        product_id,
                                            GtkWidget    *parent);

/* For who drives the dialog. */
void             bo_receive_dialog_scan (BoReceiveDialog *self,
                                         const char      *code);
void             bo_receive_dialog_set_units (BoReceiveDialog *self,
                                              guint            position,
                                              gint64           units);
guint            bo_receive_dialog_get_n_counts (BoReceiveDialog *self);
BoProposalModel *bo_receive_dialog_get_model (BoReceiveDialog *self);
gboolean         bo_receive_dialog_get_settled (BoReceiveDialog *self);
void             bo_receive_dialog_show_proposal (BoReceiveDialog *self);
void             bo_receive_dialog_apply (BoReceiveDialog *self);
void             bo_receive_dialog_book (BoReceiveDialog *self);
const char      *bo_receive_dialog_get_notice (BoReceiveDialog *self);

G_END_DECLS
