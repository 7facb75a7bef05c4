/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoChip:
 *
 * A filter in force; clicking it takes the filter off.  Hidden without a label.
 */
#define BO_TYPE_CHIP (bo_chip_get_type ())
G_DECLARE_FINAL_TYPE (BoChip, bo_chip, BO, CHIP, GtkButton)

void bo_chip_set_text (BoChip     *self,
                       const char *text);

G_END_DECLS
