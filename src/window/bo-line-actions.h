/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-line-card.h"

G_BEGIN_DECLS

void        bo_line_actions_install (GtkWidget   *widget,
                                     BoCommander *commander,
                                     BoLineCard  *card);
GMenuModel *bo_line_actions_get_menu (void);
void        bo_line_actions_add_keys (GtkWidget *widget);

G_END_DECLS
