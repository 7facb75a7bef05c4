/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoPreferences:
 *
 * What the shop is called, what it counts money in, and where its days begin.
 */
#define BO_TYPE_PREFERENCES (bo_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BoPreferences, bo_preferences, BO, PREFERENCES, AdwBin)

BoPreferences *bo_preferences_present (BoCommander *commander,
                                       GtkWidget   *parent);
GtkEditable   *bo_preferences_get_entry (BoPreferences *self,
                                         const char    *key);
void           bo_preferences_apply (BoPreferences *self);

G_END_DECLS
