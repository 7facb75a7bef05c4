/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-sync.h"

G_BEGIN_DECLS

/**
 * BoRefusedGroup:
 *
 * What the last sync could not read; hidden when there is nothing of that.
 */
#define BO_TYPE_REFUSED_GROUP (bo_refused_group_get_type ())
G_DECLARE_FINAL_TYPE (BoRefusedGroup, bo_refused_group, BO, REFUSED_GROUP, AdwPreferencesGroup)

void  bo_refused_group_update (BoRefusedGroup     *self,
                               const BoSyncReport *report);
guint bo_refused_group_get_n_rows (BoRefusedGroup *self);

G_END_DECLS
