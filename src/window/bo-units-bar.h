/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BoUnitsBar:
 *
 * How far a line has come, as a bar of three parts: units handed over, units
 * allocated, units that still wait.  Says the same in words to a screen reader.
 */
#define BO_TYPE_UNITS_BAR (bo_units_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoUnitsBar, bo_units_bar, BO, UNITS_BAR, GtkWidget)

void bo_units_bar_set_units (BoUnitsBar *self,
                             gint64      shipped,
                             gint64      allocated,
                             gint64      waiting);

G_END_DECLS
