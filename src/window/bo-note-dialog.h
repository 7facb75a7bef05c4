/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoNoteDialog:
 *
 * A message to the customer of an order of the shop, who gets it by e-mail.
 */
#define BO_TYPE_NOTE_DIALOG (bo_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoNoteDialog, bo_note_dialog, BO, NOTE_DIALOG, AdwBin)

BoNoteDialog *bo_note_dialog_present (BoCommander        *commander,
                                      const BoLineRecord *line,
                                      GtkWidget          *parent);
void          bo_note_dialog_set_text (BoNoteDialog *self,
                                       const char   *text);
void          bo_note_dialog_apply (BoNoteDialog *self);
const char   *bo_note_dialog_get_notice (BoNoteDialog *self);

G_END_DECLS
