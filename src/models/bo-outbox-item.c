/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-outbox-item"

#include "config.h"

#include "bo-outbox-item.h"

#include "bo-fields.h"
#include "bo-shop-texts.h"

typedef struct
{
  gint64   id;
  char    *title;
  char    *text;
  gboolean can_retry;
  gboolean troubled;
} ShownEntry;

struct _BoOutboxItem
{
  GObject parent_instance;

  ShownEntry shown; /* (owned): its strings */
};

G_DEFINE_FINAL_TYPE (BoOutboxItem, bo_outbox_item, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (ShownEntry, BO_FIELD_INT64, "entry-id", id),
  BO_FIELD (ShownEntry, BO_FIELD_STRING, "title", title),
  BO_FIELD (ShownEntry, BO_FIELD_STRING, "text", text),
  BO_FIELD (ShownEntry, BO_FIELD_BOOLEAN, "can-retry", can_retry),
  BO_FIELD (ShownEntry, BO_FIELD_BOOLEAN, "troubled", troubled),
};

static GParamSpec *properties[G_N_ELEMENTS (fields) + 1];

static void
bo_outbox_item_finalize (GObject *object)
{
  bo_fields_clear (fields, G_N_ELEMENTS (fields), &BO_OUTBOX_ITEM (object)->shown);

  G_OBJECT_CLASS (bo_outbox_item_parent_class)->finalize (object);
}

static void
bo_outbox_item_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  bo_fields_get_value (&fields[prop_id - 1], &BO_OUTBOX_ITEM (object)->shown, value);
}

static void
bo_outbox_item_class_init (BoOutboxItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_outbox_item_finalize;
  object_class->get_property = bo_outbox_item_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_outbox_item_init (BoOutboxItem *self)
{
}

BoOutboxItem *
bo_outbox_item_new (const BoOutboxEntry *entry,
                    GTimeZone           *time_zone)
{
  BoOutboxItem *self = g_object_new (BO_TYPE_OUTBOX_ITEM, NULL);

  bo_outbox_item_update (self, entry, time_zone);

  return self;
}

void
bo_outbox_item_update (BoOutboxItem        *self,
                       const BoOutboxEntry *entry,
                       GTimeZone           *time_zone)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  ShownEntry       news;

  g_return_if_fail (BO_IS_OUTBOX_ITEM (self));

  title = bo_outbox_entry_to_title (entry);
  text = bo_outbox_entry_to_text (entry, time_zone);
  news = (ShownEntry){
    .id = entry->id,
    .title = title,
    .text = text,
    .can_retry = entry->state == BO_OUTBOX_REFUSED || entry->state == BO_OUTBOX_FAILED,
    .troubled = entry->state != BO_OUTBOX_WAITING,
  };
  g_object_freeze_notify (G_OBJECT (self));
  bo_fields_update (fields, G_N_ELEMENTS (fields), G_OBJECT (self), &self->shown, &news, properties);
  g_object_thaw_notify (G_OBJECT (self));
}

gint64
bo_outbox_item_get_entry_id (BoOutboxItem *self)
{
  g_return_val_if_fail (BO_IS_OUTBOX_ITEM (self), 0);

  return self->shown.id;
}

const char *
bo_outbox_item_get_title (BoOutboxItem *self)
{
  g_return_val_if_fail (BO_IS_OUTBOX_ITEM (self), NULL);

  return self->shown.title;
}

const char *
bo_outbox_item_get_text (BoOutboxItem *self)
{
  g_return_val_if_fail (BO_IS_OUTBOX_ITEM (self), NULL);

  return self->shown.text;
}

gboolean
bo_outbox_item_get_can_retry (BoOutboxItem *self)
{
  g_return_val_if_fail (BO_IS_OUTBOX_ITEM (self), FALSE);

  return self->shown.can_retry;
}
