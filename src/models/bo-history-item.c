/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-history-item"

#include "config.h"

#include "bo-fields.h"
#include "bo-format.h"
#include "bo-history-item.h"
#include "bo-history-text.h"

typedef struct
{
  gint64   event_id;
  gint64   at;
  char    *kind;
  char    *sentence;
  char    *time_text;
  char    *note; /* (nullable) */
  gboolean undone;
} ShownEvent;

struct _BoHistoryItem
{
  GObject parent_instance;

  ShownEvent shown; /* (owned): its strings */
};

G_DEFINE_FINAL_TYPE (BoHistoryItem, bo_history_item, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (ShownEvent, BO_FIELD_INT64, "event-id", event_id),
  BO_FIELD (ShownEvent, BO_FIELD_INT64, "at", at),
  BO_FIELD (ShownEvent, BO_FIELD_STRING, "kind", kind),
  BO_FIELD (ShownEvent, BO_FIELD_STRING, "sentence", sentence),
  BO_FIELD (ShownEvent, BO_FIELD_STRING, "time-text", time_text),
  BO_FIELD (ShownEvent, BO_FIELD_STRING, "note", note),
  BO_FIELD (ShownEvent, BO_FIELD_BOOLEAN, "undone", undone),
};

static GParamSpec *properties[G_N_ELEMENTS (fields) + 1];

static void
bo_history_item_finalize (GObject *object)
{
  bo_fields_clear (fields, G_N_ELEMENTS (fields), &BO_HISTORY_ITEM (object)->shown);

  G_OBJECT_CLASS (bo_history_item_parent_class)->finalize (object);
}

static void
bo_history_item_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id >= 1 && prop_id <= G_N_ELEMENTS (fields))
    bo_fields_get_value (&fields[prop_id - 1], &BO_HISTORY_ITEM (object)->shown, value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_history_item_class_init (BoHistoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_history_item_finalize;
  object_class->get_property = bo_history_item_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_history_item_init (BoHistoryItem *self)
{
}

/**
 * bo_history_item_new:
 * @record: what happened
 * @time_zone: the shop's
 *
 * Returns: (transfer full): a row that says it in the user's language
 */
BoHistoryItem *
bo_history_item_new (const BoHistoryRecord *record,
                     GTimeZone             *time_zone)
{
  BoHistoryItem *self;

  g_return_val_if_fail (record != NULL && time_zone != NULL, NULL);

  self = g_object_new (BO_TYPE_HISTORY_ITEM, NULL);
  self->shown.event_id = record->event_id;
  self->shown.at = record->at;
  self->shown.kind = g_strdup (record->kind);
  self->shown.sentence = bo_history_record_to_text (record);
  self->shown.time_text = bo_format_instant (record->at, time_zone);
  self->shown.note = g_strdup (record->note);
  self->shown.undone = record->undone;

  return self;
}

/* Whether both look the same. */
gboolean
bo_history_item_equal (BoHistoryItem *self,
                       BoHistoryItem *other)
{
  g_return_val_if_fail (BO_IS_HISTORY_ITEM (self) && BO_IS_HISTORY_ITEM (other), FALSE);

  return self->shown.event_id == other->shown.event_id && self->shown.undone == other->shown.undone &&
         g_strcmp0 (self->shown.sentence, other->shown.sentence) == 0 &&
         g_strcmp0 (self->shown.time_text, other->shown.time_text) == 0 &&
         g_strcmp0 (self->shown.note, other->shown.note) == 0;
}

const char *
bo_history_item_get_sentence (BoHistoryItem *self)
{
  g_return_val_if_fail (BO_IS_HISTORY_ITEM (self), NULL);

  return self->shown.sentence;
}

const char *
bo_history_item_get_time_text (BoHistoryItem *self)
{
  g_return_val_if_fail (BO_IS_HISTORY_ITEM (self), NULL);

  return self->shown.time_text;
}
