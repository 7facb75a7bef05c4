/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-window.h"

G_BEGIN_DECLS

void bo_window_install_actions (GtkWidgetClass *widget_class);
void bo_window_add_shortcuts (BoWindow *self);
void bo_window_add_drop_target (BoWindow *self);
void bo_window_update_actions (BoWindow *self);
void bo_window_reopen (BoWindow *self);

G_END_DECLS
