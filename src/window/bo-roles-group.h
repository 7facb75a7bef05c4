/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-shop-config.h"

G_BEGIN_DECLS

/**
 * BoRolesGroup:
 *
 * Which priority class the customers of a role in the shop have.
 */
#define BO_TYPE_ROLES_GROUP (bo_roles_group_get_type ())
G_DECLARE_FINAL_TYPE (BoRolesGroup, bo_roles_group, BO, ROLES_GROUP, AdwPreferencesGroup)

void bo_roles_group_show (BoRolesGroup       *self,
                          const BoShopConfig *config);
void bo_roles_group_read (BoRolesGroup *self,
                          BoShopConfig *config);

/* For who drives it. */
gboolean bo_roles_group_add (BoRolesGroup *self,
                             const char   *role,
                             int           priority_class);

G_END_DECLS
