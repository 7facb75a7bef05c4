/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BO_TYPE_ID_MODEL (bo_id_model_get_type ())
G_DECLARE_INTERFACE (BoIdModel, bo_id_model, BO, ID_MODEL, GListModel)

/**
 * BoIdModelInterface:
 * @get_id_at: the id of the row at a position, 0 past the end; makes no object
 * @find_between: where the row with an id stands between two positions, the second
 *   not included; at most one pass over the ids there
 *
 * A list model whose rows are known by an id above 0, so that a row can be
 * followed while the list changes around it.
 */
struct _BoIdModelInterface
{
  GTypeInterface parent_iface;

  gint64 (*get_id_at) (BoIdModel *self, guint position);
  gboolean (*find_between) (BoIdModel *self, gint64 id, guint start, guint end, guint *position);
};

gint64   bo_id_model_get_id_at (BoIdModel *self,
                                guint      position);
gboolean bo_id_model_find_position (BoIdModel *self,
                                    gint64     id,
                                    guint     *position);

gboolean bo_id_model_find_between (BoIdModel *self,
                                   gint64     id,
                                   guint      start,
                                   guint      end,
                                   guint     *position);

G_END_DECLS
