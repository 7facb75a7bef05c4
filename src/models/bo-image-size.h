/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bo_image_measure (const guint8 *data,
                           gsize         length,
                           guint        *width,
                           guint        *height);

G_END_DECLS
