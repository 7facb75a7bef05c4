/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-id-selection"

#include "config.h"

#include "bo-id-selection.h"

struct _BoIdSelection
{
  GObject parent_instance;

  BoIdModel *model;         /* (owned) (nullable) */
  gint64     selected_id;   /* 0: none */
  guint      selected;      /* its position, or GTK_INVALID_LIST_POSITION */
  gpointer   selected_item; /* (owned) (nullable): kept while the list does not hold it */
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoIdSelection, bo_id_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))
/* clang-format on */

typedef enum
{
  PROP_MODEL = 1,
  PROP_N_ITEMS,
  PROP_SELECTED,
  PROP_SELECTED_ID,
  PROP_SELECTED_ITEM,
} BoIdSelectionProperty;

static GParamSpec *properties[PROP_SELECTED_ITEM + 1];

static guint
count_items (BoIdSelection *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static guint
find_selected (BoIdSelection *self)
{
  guint position;

  if (self->selected_id == 0 || self->model == NULL ||
      !bo_id_model_find_position (self->model, self->selected_id, &position))
    return GTK_INVALID_LIST_POSITION;

  return position;
}

static void
set_position (BoIdSelection *self,
              guint          position)
{
  if (self->selected == position)
    return;

  self->selected = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
take_item (BoIdSelection *self,
           gpointer       item)
{
  g_autoptr (GObject) old = self->selected_item;

  self->selected_item = item;
  if (old != item)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ITEM]);
}

/* An object of its own only when the row is there to be looked at. */
static void
find_item (BoIdSelection *self)
{
  if (self->selected != GTK_INVALID_LIST_POSITION && self->selected_item == NULL)
    take_item (self, g_list_model_get_item (G_LIST_MODEL (self->model), self->selected));
}

/* Says that what is selected at two positions has changed; either may be none. */
static void
emit_selection_changed (BoIdSelection *self,
                        guint          a,
                        guint          b)
{
  guint first = MIN (a, b);
  guint last = MAX (a, b);

  if (first == GTK_INVALID_LIST_POSITION)
    return;
  if (last == GTK_INVALID_LIST_POSITION)
    last = first;

  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
}

/* Selects the row with @id, which stands at @position if the list holds it. */
static void
select_row (BoIdSelection *self,
            gint64         id,
            guint          position)
{
  guint old = self->selected;

  if (self->selected_id == id)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->selected_id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
  set_position (self, position);
  take_item (self, NULL);
  find_item (self);
  emit_selection_changed (self, old, position);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Where the selected row stands after a change.  Without a look at any other, unless
 * it was among those removed: then one pass over the ids, since a row that moves may
 * be told to come before it is told to go.  Off the list, it may be among those added. */
static guint
follow_selected (BoIdSelection *self,
                 guint          position,
                 guint          removed,
                 guint          added)
{
  guint found;

  if (self->selected == GTK_INVALID_LIST_POSITION)
    {
      if (self->selected_id != 0 &&
          bo_id_model_find_between (self->model, self->selected_id, position, position + added, &found))
        return found;
      return GTK_INVALID_LIST_POSITION;
    }
  if (self->selected < position)
    return self->selected;
  if (self->selected >= position + removed)
    return self->selected - removed + added;

  return find_selected (self);
}

static void
items_changed_cb (BoIdSelection *self,
                  guint          position,
                  guint          removed,
                  guint          added)
{
  g_object_freeze_notify (G_OBJECT (self));

  set_position (self, follow_selected (self, position, removed, added));
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  find_item (self);

  g_object_thaw_notify (G_OBJECT (self));
}

static GType
get_item_type (GListModel *model)
{
  BoIdSelection *self = BO_ID_SELECTION (model);

  return self->model != NULL ? g_list_model_get_item_type (G_LIST_MODEL (self->model)) : G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return count_items (BO_ID_SELECTION (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BoIdSelection *self = BO_ID_SELECTION (model);

  return self->model != NULL ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  BoIdSelection *self = BO_ID_SELECTION (model);

  return position != GTK_INVALID_LIST_POSITION && self->selected == position;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              position,
                        guint              n_items)
{
  BoIdSelection *self = BO_ID_SELECTION (model);
  GtkBitset     *result = gtk_bitset_new_empty ();

  if (self->selected != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (result, self->selected);

  return result;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  bo_id_selection_set_selected (BO_ID_SELECTION (model), position);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  BoIdSelection *self = BO_ID_SELECTION (model);

  if (is_selected (model, position))
    bo_id_selection_set_selected_id (self, 0);

  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  bo_id_selection_set_selected_id (BO_ID_SELECTION (model), 0);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->unselect_all = unselect_all;
}

static void
bo_id_selection_dispose (GObject *object)
{
  BoIdSelection *self = BO_ID_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_clear_object (&self->model);
  g_clear_object (&self->selected_item);
  self->selected = GTK_INVALID_LIST_POSITION;

  G_OBJECT_CLASS (bo_id_selection_parent_class)->dispose (object);
}

static void
bo_id_selection_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  BoIdSelection *self = BO_ID_SELECTION (object);

  switch ((BoIdSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, count_items (self));
      break;
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    case PROP_SELECTED_ID:
      g_value_set_int64 (value, self->selected_id);
      break;
    case PROP_SELECTED_ITEM:
      g_value_set_object (value, self->selected_item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_id_selection_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BoIdSelection *self = BO_ID_SELECTION (object);

  switch ((BoIdSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      bo_id_selection_set_model (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      bo_id_selection_set_selected (self, g_value_get_uint (value));
      break;
    case PROP_SELECTED_ID:
      bo_id_selection_set_selected_id (self, g_value_get_int64 (value));
      break;
    case PROP_N_ITEMS:
    case PROP_SELECTED_ITEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_id_selection_class_init (BoIdSelectionClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_write = read | G_PARAM_WRITABLE;

  object_class->dispose = bo_id_selection_dispose;
  object_class->get_property = bo_id_selection_get_property;
  object_class->set_property = bo_id_selection_set_property;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, BO_TYPE_ID_MODEL, read_write);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                                                 read_write);
  properties[PROP_SELECTED_ID] = g_param_spec_int64 ("selected-id", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  properties[PROP_SELECTED_ITEM] = g_param_spec_object ("selected-item", NULL, NULL, G_TYPE_OBJECT, read);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_id_selection_init (BoIdSelection *self)
{
  self->selected = GTK_INVALID_LIST_POSITION;
}

BoIdSelection *
bo_id_selection_new (BoIdModel *model)
{
  return g_object_new (BO_TYPE_ID_SELECTION, "model", model, NULL);
}

/**
 * bo_id_selection_set_model:
 * @self: a #BoIdSelection
 * @model: (nullable): the list
 *
 * Ids of another list mean other rows, so nothing is selected afterwards.
 */
void
bo_id_selection_set_model (BoIdSelection *self,
                           BoIdModel     *model)
{
  guint n_before, n_after;

  g_return_if_fail (BO_IS_ID_SELECTION (self));
  g_return_if_fail (model == NULL || BO_IS_ID_MODEL (model));

  if (self->model == model)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  n_before = count_items (self);
  if (self->model != NULL)
    {
      bo_id_selection_set_selected_id (self, 0);
      g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
    }
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  n_after = count_items (self);
  set_position (self, find_selected (self));

  if (n_before > 0 || n_after > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_after);
  find_item (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
  if (n_before != n_after)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * bo_id_selection_set_selected_id:
 * @self: a #BoIdSelection
 * @id: the id of a row, or 0 for none
 *
 * Selects the row with @id, now or as soon as the list holds it.
 */
void
bo_id_selection_set_selected_id (BoIdSelection *self,
                                 gint64         id)
{
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (BO_IS_ID_SELECTION (self));
  g_return_if_fail (id >= 0);

  if (id != 0 && self->model != NULL)
    bo_id_model_find_position (self->model, id, &position);
  select_row (self, id, position);
}

gint64
bo_id_selection_get_selected_id (BoIdSelection *self)
{
  g_return_val_if_fail (BO_IS_ID_SELECTION (self), 0);

  return self->selected_id;
}

/**
 * bo_id_selection_set_selected:
 * @self: a #BoIdSelection
 * @position: a position, or GTK_INVALID_LIST_POSITION (or past the end) for none
 */
void
bo_id_selection_set_selected (BoIdSelection *self,
                              guint          position)
{
  gint64 id;

  g_return_if_fail (BO_IS_ID_SELECTION (self));

  id = self->model != NULL ? bo_id_model_get_id_at (self->model, position) : 0;
  select_row (self, id, id != 0 ? position : GTK_INVALID_LIST_POSITION);
}

/**
 * bo_id_selection_get_selected:
 * @self: a #BoIdSelection
 *
 * Returns: where the selected row stands, GTK_INVALID_LIST_POSITION if nothing is
 *   selected or the list does not hold it
 */
guint
bo_id_selection_get_selected (BoIdSelection *self)
{
  g_return_val_if_fail (BO_IS_ID_SELECTION (self), GTK_INVALID_LIST_POSITION);

  return self->selected;
}

/**
 * bo_id_selection_get_selected_item:
 * @self: a #BoIdSelection
 *
 * Returns: (transfer none) (nullable): the object of the selected row; it is kept
 *   while the list does not hold it
 */
gpointer
bo_id_selection_get_selected_item (BoIdSelection *self)
{
  g_return_val_if_fail (BO_IS_ID_SELECTION (self), NULL);

  return self->selected_item;
}
