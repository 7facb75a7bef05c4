/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-conflict-item"

#include "config.h"

#include "bo-conflict-item.h"

#include "bo-fields.h"
#include "bo-shop-texts.h"

typedef struct
{
  gint64   id;
  char    *title;
  char    *text;
  char    *mine_label;
  char    *theirs_label;
  gboolean can_look;
  gint64   product_id;
  char    *order_number;
} ShownConflict;

struct _BoConflictItem
{
  GObject parent_instance;

  ShownConflict shown; /* (owned): its strings */
};

G_DEFINE_FINAL_TYPE (BoConflictItem, bo_conflict_item, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (ShownConflict, BO_FIELD_INT64, "conflict-id", id),
  BO_FIELD (ShownConflict, BO_FIELD_STRING, "title", title),
  BO_FIELD (ShownConflict, BO_FIELD_STRING, "text", text),
  BO_FIELD (ShownConflict, BO_FIELD_STRING, "mine-label", mine_label),
  BO_FIELD (ShownConflict, BO_FIELD_STRING, "theirs-label", theirs_label),
  BO_FIELD (ShownConflict, BO_FIELD_BOOLEAN, "can-look", can_look),
  BO_FIELD (ShownConflict, BO_FIELD_INT64, "product-id", product_id),
  BO_FIELD (ShownConflict, BO_FIELD_STRING, "order-number", order_number),
};

static GParamSpec *properties[G_N_ELEMENTS (fields) + 1];

static void
bo_conflict_item_finalize (GObject *object)
{
  bo_fields_clear (fields, G_N_ELEMENTS (fields), &BO_CONFLICT_ITEM (object)->shown);

  G_OBJECT_CLASS (bo_conflict_item_parent_class)->finalize (object);
}

static void
bo_conflict_item_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  bo_fields_get_value (&fields[prop_id - 1], &BO_CONFLICT_ITEM (object)->shown, value);
}

static void
bo_conflict_item_class_init (BoConflictItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_conflict_item_finalize;
  object_class->get_property = bo_conflict_item_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_conflict_item_init (BoConflictItem *self)
{
}

BoConflictItem *
bo_conflict_item_new (const BoConflict *conflict)
{
  BoConflictItem *self = g_object_new (BO_TYPE_CONFLICT_ITEM, NULL);

  bo_conflict_item_update (self, conflict);

  return self;
}

void
bo_conflict_item_update (BoConflictItem   *self,
                         const BoConflict *conflict)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  ShownConflict    news;

  g_return_if_fail (BO_IS_CONFLICT_ITEM (self));

  title = bo_conflict_to_title (conflict);
  text = bo_conflict_to_text (conflict);
  news = (ShownConflict){
    .id = conflict->id,
    .title = title,
    .text = text,
    .mine_label = (char *) bo_conflict_kind_to_mine (conflict->kind),
    .theirs_label = (char *) bo_conflict_kind_to_theirs (conflict->kind),
    .can_look = conflict->product_id != 0 || conflict->order_number != NULL,
    /* Of an order that something is wrong with, the order is what to look at. */
    .product_id = conflict->order_number == NULL ? conflict->product_id : 0,
    .order_number = conflict->order_number,
  };
  g_object_freeze_notify (G_OBJECT (self));
  bo_fields_update (fields, G_N_ELEMENTS (fields), G_OBJECT (self), &self->shown, &news, properties);
  g_object_thaw_notify (G_OBJECT (self));
}

gint64
bo_conflict_item_get_conflict_id (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), 0);

  return self->shown.id;
}

const char *
bo_conflict_item_get_title (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->shown.title;
}

const char *
bo_conflict_item_get_text (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->shown.text;
}

const char *
bo_conflict_item_get_mine_label (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->shown.mine_label;
}

const char *
bo_conflict_item_get_theirs_label (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->shown.theirs_label;
}

gint64
bo_conflict_item_get_product_id (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), 0);

  return self->shown.product_id;
}

const char *
bo_conflict_item_get_order_number (BoConflictItem *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ITEM (self), NULL);

  return self->shown.order_number;
}
