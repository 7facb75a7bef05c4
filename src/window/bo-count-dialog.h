/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoCountDialog:
 *
 * Takes how many units of a product were counted, and why the figure was wrong.
 */
#define BO_TYPE_COUNT_DIALOG (bo_count_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoCountDialog, bo_count_dialog, BO, COUNT_DIALOG, AdwBin)

BoCountDialog *bo_count_dialog_present (BoCommander           *commander,
                                        const BoProductRecord *product,
                                        GtkWidget             *parent);

G_END_DECLS
