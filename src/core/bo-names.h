/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of an enumeration's values, in their order, as they stand in files,
 * options and settings. */
const char *bo_names_get (const char *const *names,
                          gsize              n_names,
                          int                value);
gboolean    bo_names_find (const char *const *names,
                           gsize              n_names,
                           const char        *name,
                           int               *value);

G_END_DECLS
