/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-history-item"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-fields.h"
#include "bo-format.h"
#include "bo-history-item.h"

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

/* What happened when no count of the line moved, by kind of event. */
static const struct
{
  const char *kind;
  const char *sentence;
} kinds[] = {
  { "amend", N_ ("Changed") },
  { "pause", N_ ("Paused") },
  { "resume", N_ ("Goes on waiting") },
  { "pin", N_ ("Pinned") },
  { "return", N_ ("Returned goods taken back") },
  { "import", N_ ("Imported") },
  { "receive", N_ ("Delivery received") },
  { "allocate", N_ ("Dealt again") },
  { "count", N_ ("Stock counted") },
  { "undo", N_ ("Undone") },
};

typedef enum
{
  FIGURE_ORDERED,
  FIGURE_CANCELLED,
  FIGURE_SHIPPED,
  FIGURE_ALLOCATED,
} Figure;

static char *
describe_more (Figure      figure,
               const char *units,
               gulong      n)
{
  switch (figure)
    {
    case FIGURE_ORDERED:
      return g_strdup_printf (ngettext ("%s unit ordered", "%s units ordered", n), units);
    case FIGURE_CANCELLED:
      return g_strdup_printf (ngettext ("%s unit cancelled", "%s units cancelled", n), units);
    case FIGURE_SHIPPED:
      return g_strdup_printf (ngettext ("%s unit shipped", "%s units shipped", n), units);
    case FIGURE_ALLOCATED:
      return g_strdup_printf (ngettext ("%s unit allocated", "%s units allocated", n), units);
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_less (Figure      figure,
               const char *units,
               gulong      n)
{
  switch (figure)
    {
    case FIGURE_ORDERED:
      return g_strdup_printf (ngettext ("%s unit fewer ordered", "%s units fewer ordered", n), units);
    case FIGURE_CANCELLED:
      return g_strdup_printf (ngettext ("%s cancelled unit restored", "%s cancelled units restored", n), units);
    case FIGURE_SHIPPED:
      return g_strdup_printf (ngettext ("%s shipped unit taken back", "%s shipped units taken back", n), units);
    case FIGURE_ALLOCATED:
      return g_strdup_printf (ngettext ("%s allocated unit freed", "%s allocated units freed", n), units);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* One clause a figure that moved. */
static void
add_clause (GPtrArray *clauses,
            Figure     figure,
            gint64     delta)
{
  g_autofree char *text = bo_format_units (ABS (delta));
  gulong           n = MIN (ABS (delta), (gint64) G_MAXINT);

  if (delta != 0)
    g_ptr_array_add (clauses, delta > 0 ? describe_more (figure, text, n) : describe_less (figure, text, n));
}

static char *
describe (const BoHistoryRecord *record)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  gint64 allocated = record->allocated_delta;

  /* What left the shop had been allocated: that it no longer is goes without saying. */
  if (record->shipped_delta > 0 && allocated < 0)
    allocated = MIN (allocated + record->shipped_delta, 0);

  add_clause (clauses, FIGURE_ORDERED, record->ordered_delta);
  add_clause (clauses, FIGURE_CANCELLED, record->cancelled_delta);
  add_clause (clauses, FIGURE_SHIPPED, record->shipped_delta);
  add_clause (clauses, FIGURE_ALLOCATED, allocated);
  if (clauses->len > 0)
    {
      g_ptr_array_add (clauses, NULL);
      /* TRANSLATORS: between the parts of "2 units cancelled · 1 unit allocated" */
      return g_strjoinv (_ (" · "), (char **) clauses->pdata);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, record->kind) == 0)
      return g_strdup (_ (kinds[i].sentence));

  return g_strdup (_ ("Changed"));
}

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
  self->shown.sentence = describe (record);
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
