/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoCheckDialog:
 *
 * What a check of the store has found, and what to do.
 */
#define BO_TYPE_CHECK_DIALOG (bo_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoCheckDialog, bo_check_dialog, BO, CHECK_DIALOG, AdwBin)

BoCheckDialog *bo_check_dialog_present (BoCommander *commander,
                                        GPtrArray   *problems,
                                        GtkWidget   *parent);

/* For who drives the dialog. */
void        bo_check_dialog_save (BoCheckDialog *self,
                                  GFile         *file);
const char *bo_check_dialog_get_notice (BoCheckDialog *self);

G_END_DECLS
