/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As many rows may be told to have changed at once, whatever they show. */
#define BO_SPLICE_MAX 1000

/**
 * BoIdSplice:
 *
 * One step from a list of ids to another, told as items-changed: what lies before
 * is as in the new list, what lies behind is as in the old.
 */
typedef struct
{
  guint position; /* in the new list */
  guint old_position;
  guint removed;
  guint added;
} BoIdSplice;

GArray *bo_id_splices_find (const GArray *old,
                            const GArray *news,
                            const GArray *kept);

G_END_DECLS
