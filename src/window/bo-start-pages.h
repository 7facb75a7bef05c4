/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a window shows in place of its pages. */

GtkWidget *bo_welcome_page_new (void);
GtkWidget *bo_failed_page_new (const GError *error,
                               const char   *path);

G_END_DECLS
