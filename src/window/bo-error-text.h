/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    bo_error_is_cancelled (const GError *error);
char       *bo_error_text (const GError *error);
const char *bo_error_open_title (const GError *error);
char       *bo_error_open_text (const GError *error,
                                const char   *path);

G_END_DECLS
