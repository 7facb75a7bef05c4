/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-line-card.h"

G_BEGIN_DECLS

typedef enum
{
  BO_LINE_DIALOG_HAND_OVER,
  BO_LINE_DIALOG_SHIP,
  BO_LINE_DIALOG_CANCEL,
  BO_LINE_DIALOG_PIN,
  BO_LINE_DIALOG_RETURN,
  BO_LINE_DIALOG_AMEND,
} BoLineDialogKind;

/**
 * BoLineDialog:
 *
 * Asks how many units of a line a command is about, or how to change the line, and
 * gives the command.
 */
#define BO_TYPE_LINE_DIALOG (bo_line_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoLineDialog, bo_line_dialog, BO, LINE_DIALOG, AdwBin)

BoLineDialog *bo_line_dialog_present (BoLineDialogKind    kind,
                                      BoCommander        *commander,
                                      const BoLineDetail *detail,
                                      GtkWidget          *parent);
void          bo_line_dialog_set_units (BoLineDialog *self,
                                        gint64        units);
void          bo_line_dialog_apply (BoLineDialog *self);

G_END_DECLS
