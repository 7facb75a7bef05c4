/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Typed members of a JSON object, each with the path to name when it is wrong. */

gboolean bo_json_fail (GError    **error,
                       const char *path,
                       const char *key,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);
gboolean bo_json_fail_name (GError    **error,
                            const char *path,
                            const char *key,
                            const char *name,
                            char       *names);
gboolean bo_json_check_object (json_t            *object,
                               const char        *path,
                               const char *const *keys,
                               GError           **error);

/* A missing member leaves @value as it is; @found, where not NULL, tells. */
gboolean bo_json_read_int (json_t     *object,
                           const char *path,
                           const char *key,
                           gint64      min,
                           gint64      max,
                           gint64     *value,
                           gboolean   *found,
                           GError    **error);
gboolean bo_json_read_boolean (json_t     *object,
                               const char *path,
                               const char *key,
                               gboolean   *value,
                               GError    **error);
gboolean bo_json_read_string (json_t      *object,
                              const char  *path,
                              const char  *key,
                              gboolean     required,
                              const char **value,
                              GError     **error);

G_END_DECLS
