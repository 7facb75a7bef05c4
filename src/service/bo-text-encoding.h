/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     bo_text_append_windows_1252 (GString    *text,
                                      const char *bytes,
                                      gsize       length);
gboolean bo_text_is_ascii (const char *bytes,
                           gsize       length);
gboolean bo_text_looks_like_utf8 (const char *bytes,
                                  gsize       length,
                                  gboolean    whole);

G_END_DECLS
