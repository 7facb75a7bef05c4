/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar bo_html_entity_find (const char *name,
                              gsize       length);

G_END_DECLS
