/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-import.h"

G_BEGIN_DECLS

/**
 * BoImportDialog:
 *
 * Takes an order file in: what it looks like, how it is to be read, how far it is,
 * and what came of it.
 */
#define BO_TYPE_IMPORT_DIALOG (bo_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoImportDialog, bo_import_dialog, BO, IMPORT_DIALOG, AdwBin)

BoImportDialog *bo_import_dialog_present (BoCommander *commander,
                                          GFile       *file,
                                          GtkWidget   *parent);

/* "loading", "preview", "progress" or "report". */
const char           *bo_import_dialog_get_state (BoImportDialog *self);
const BoImportReport *bo_import_dialog_get_report (BoImportDialog *self);
const char           *bo_import_dialog_get_notice (BoImportDialog *self);
void                  bo_import_dialog_start (BoImportDialog *self);
void                  bo_import_dialog_cancel (BoImportDialog *self);

G_END_DECLS
