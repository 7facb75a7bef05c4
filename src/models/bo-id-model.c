/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-id-model"

#include "config.h"

#include "bo-id-model.h"

G_DEFINE_INTERFACE (BoIdModel, bo_id_model, G_TYPE_LIST_MODEL)

static void
bo_id_model_default_init (BoIdModelInterface *iface)
{
}

/**
 * bo_id_model_get_id_at:
 * @self: a #BoIdModel
 * @position: a position
 *
 * Returns: the id of the row there, or 0 past the end
 */
gint64
bo_id_model_get_id_at (BoIdModel *self,
                       guint      position)
{
  g_return_val_if_fail (BO_IS_ID_MODEL (self), 0);

  return BO_ID_MODEL_GET_IFACE (self)->get_id_at (self, position);
}

/**
 * bo_id_model_find_position:
 * @self: a #BoIdModel
 * @id: the id of a row
 * @position: (out): where it stands
 *
 * Returns: whether the list holds the row; @position is untouched otherwise
 */
gboolean
bo_id_model_find_position (BoIdModel *self,
                           gint64     id,
                           guint     *position)
{
  g_return_val_if_fail (BO_IS_ID_MODEL (self), FALSE);

  return bo_id_model_find_between (self, id, 0, g_list_model_get_n_items (G_LIST_MODEL (self)), position);
}

/**
 * bo_id_model_find_between:
 * @self: a #BoIdModel
 * @id: the id of a row
 * @start: the first position to look at
 * @end: the first position not to look at any more; the length of the list at most
 * @position: (out): where it stands
 *
 * Returns: whether the row is there; @position is untouched otherwise
 */
gboolean
bo_id_model_find_between (BoIdModel *self,
                          gint64     id,
                          guint      start,
                          guint      end,
                          guint     *position)
{
  g_return_val_if_fail (BO_IS_ID_MODEL (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  return BO_ID_MODEL_GET_IFACE (self)->find_between (self, id, start, end, position);
}
