/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys beside text that people search or sort by, the same everywhere. */

char *bo_fold (const char *text);
char *bo_fold_phone (const char *text);

G_END_DECLS
