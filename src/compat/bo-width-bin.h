/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoWidthBin:
 *
 * Holds a widget that has a wide and a narrow form, and says which is due: the
 * property "narrow" (read-only) is %TRUE below "narrow-width" pixels (read-write).
 * What it asks for is "min-width" (read-write), whatever the wide form asks for, so
 * that a window can be made narrower than that.
 *
 * AdwBreakpointBin does it from libadwaita 1.4 on; this does it everywhere.
 */
#define BO_TYPE_WIDTH_BIN (bo_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (BoWidthBin, bo_width_bin, BO, WIDTH_BIN, GtkWidget)

gboolean bo_width_bin_get_narrow (BoWidthBin *self);

G_END_DECLS
