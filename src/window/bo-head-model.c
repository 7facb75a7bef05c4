/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-head-model"

#include "config.h"

#include "bo-head-model.h"

struct _BoHeadModel
{
  GObject parent_instance;

  BoIdModel *model; /* (owned) */
  guint      limit; /* G_MAXUINT once it is open */
  guint      n_items;
};

static void list_model_iface_init (GListModelInterface *iface);
static void id_model_iface_init (BoIdModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoHeadModel, bo_head_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (BO_TYPE_ID_MODEL, id_model_iface_init))
/* clang-format on */

static void
items_changed_cb (BoHeadModel *self,
                  guint        position,
                  guint        removed,
                  guint        added)
{
  guint before = self->n_items;

  self->n_items = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->model)), self->limit);
  if (self->limit == G_MAXUINT)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  else if (position < MAX (before, self->n_items))
    /* What moves across the limit is not told apart from what changes before it. */
    g_list_model_items_changed (G_LIST_MODEL (self), position, before - position, self->n_items - position);
}

static GType
bo_head_model_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (G_LIST_MODEL (BO_HEAD_MODEL (model)->model));
}

static guint
bo_head_model_get_n_items (GListModel *model)
{
  return BO_HEAD_MODEL (model)->n_items;
}

static gpointer
bo_head_model_get_item (GListModel *model,
                        guint       position)
{
  BoHeadModel *self = BO_HEAD_MODEL (model);

  return position < self->n_items ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = bo_head_model_get_item_type;
  iface->get_n_items = bo_head_model_get_n_items;
  iface->get_item = bo_head_model_get_item;
}

static gint64
bo_head_model_get_id_at (BoIdModel *model,
                         guint      position)
{
  BoHeadModel *self = BO_HEAD_MODEL (model);

  return position < self->n_items ? bo_id_model_get_id_at (self->model, position) : 0;
}

static gboolean
bo_head_model_find_between (BoIdModel *model,
                            gint64     id,
                            guint      start,
                            guint      end,
                            guint     *position)
{
  BoHeadModel *self = BO_HEAD_MODEL (model);

  return bo_id_model_find_between (self->model, id, start, MIN (end, self->n_items), position);
}

static void
id_model_iface_init (BoIdModelInterface *iface)
{
  iface->get_id_at = bo_head_model_get_id_at;
  iface->find_between = bo_head_model_find_between;
}

static void
bo_head_model_dispose (GObject *object)
{
  BoHeadModel *self = BO_HEAD_MODEL (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_clear_object (&self->model);
  self->n_items = 0;

  G_OBJECT_CLASS (bo_head_model_parent_class)->dispose (object);
}

static void
bo_head_model_class_init (BoHeadModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_head_model_dispose;
}

static void
bo_head_model_init (BoHeadModel *self)
{
}

/* @n_head: how many rows there are until it is opened */
BoHeadModel *
bo_head_model_new (BoIdModel *model,
                   guint      n_head)
{
  BoHeadModel *self = g_object_new (BO_TYPE_HEAD_MODEL, NULL);

  self->model = g_object_ref (model);
  self->limit = n_head;
  self->n_items = MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), n_head);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* All rows, from now on. */
void
bo_head_model_open (BoHeadModel *self)
{
  guint before;

  g_return_if_fail (BO_IS_HEAD_MODEL (self));

  if (self->limit == G_MAXUINT)
    return;
  before = self->n_items;
  self->limit = G_MAXUINT;
  self->n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (self->n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
}
