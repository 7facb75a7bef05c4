/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* For the files of this room. */

/* Returns: (transfer none): the store behind the door */
BoStore *bo_service_get_store (BoService *self);

G_END_DECLS
