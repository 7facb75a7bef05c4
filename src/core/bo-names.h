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
char       *bo_names_join (const char *const *names,
                           gsize              n_names);

/* The value called so, and what there is to choose from, for errors:
 *   gboolean prefix_from_name (const char *name, Type *value);
 *   char    *prefix_list_names (void);   (transfer full) */
#define BO_DEFINE_FROM_NAMES(prefix, Type, names)                   \
  gboolean                                                          \
      prefix##_from_name (const char *name,                         \
                          Type       *value)                        \
  {                                                                 \
    int found;                                                      \
                                                                    \
    if (!bo_names_find (names, G_N_ELEMENTS (names), name, &found)) \
      return FALSE;                                                 \
                                                                    \
    *value = (Type) found;                                          \
    return TRUE;                                                    \
  }                                                                 \
                                                                    \
  char *                                                            \
      prefix##_list_names (void)                                    \
  {                                                                 \
    return bo_names_join (names, G_N_ELEMENTS (names));             \
  }

/* Both, and
 *   const char *prefix_to_name (Type value);   (transfer none) */
#define BO_DEFINE_NAMES(prefix, Type, names)                        \
  const char *                                                      \
      prefix##_to_name (Type value)                                 \
  {                                                                 \
    return bo_names_get (names, G_N_ELEMENTS (names), (int) value); \
  }                                                                 \
                                                                    \
  BO_DEFINE_FROM_NAMES (prefix, Type, names)

G_END_DECLS
