/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-window.h"

G_BEGIN_DECLS

void bo_window_install_actions (GtkWidgetClass *widget_class);
void bo_window_add_shortcuts (BoWindow *self);
void bo_window_add_drop_target (BoWindow *self);
void bo_window_update_actions (BoWindow *self);
void bo_window_reopen (BoWindow *self);
void bo_window_open_other (BoWindow *self,
                           GFile    *file);
void bo_window_make_store (BoWindow *self,
                           GFile    *file);
void bo_window_tell_failed (BoWindow     *self,
                            const GError *error);
void bo_window_tell (BoWindow   *self,
                     const char *text);

/* Returns: (transfer none) (nullable) (element-type utf8): what a check of the store found */
GPtrArray *bo_window_get_problems (BoWindow *self);
/* Of all that the window waits for; NULL once it is closed. */
GCancellable *bo_window_get_cancellable (BoWindow *self);

G_END_DECLS
