/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-config.h"

G_BEGIN_DECLS

/**
 * BoStatesGroup:
 *
 * Which states of an order in the shop hold a place in the queue, and for how long
 * when it is not paid.  "changed": something else is chosen now.
 */
#define BO_TYPE_STATES_GROUP (bo_states_group_get_type ())
G_DECLARE_FINAL_TYPE (BoStatesGroup, bo_states_group, BO, STATES_GROUP, AdwPreferencesGroup)

void     bo_states_group_show (BoStatesGroup      *self,
                               const BoShopConfig *config);
void     bo_states_group_read (BoStatesGroup *self,
                               BoShopConfig  *config);
gboolean bo_states_group_get_valid (BoStatesGroup *self);

/* For who drives it: the entry of the states that have no row of their own. */
GtkEditable *bo_states_group_get_entry (BoStatesGroup *self);

G_END_DECLS
