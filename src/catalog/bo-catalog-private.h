/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"

G_BEGIN_DECLS

void bo_catalog_error_set_retry_after (GError *error,
                                       guint   seconds);

G_END_DECLS
