/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-fields.h"
#include "bo-line.h"

struct _BoLine
{
  GObject parent_instance;

  BoLineRecord record; /* (owned): its strings */
  gboolean     loaded;
};

G_DEFINE_FINAL_TYPE (BoLine, bo_line, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "id", id),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "order-id", order_id),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "product-id", product_id),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "customer-id", customer_id),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "order-number", order_number),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "customer", customer),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "sku", sku),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "product", product),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "ordered", ordered),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "cancelled", cancelled),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "shipped", shipped),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "open", open),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "allocated", allocated),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "held", held),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "locked", locked),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "price", price),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "currency", currency),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "priority-class", priority_class),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "queued", queued),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "need", need),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "ship", ship),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "strategy", strategy),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "reason", reason),
  BO_FIELD (BoLineRecord, BO_FIELD_INT, "cause", cause),
  BO_FIELD (BoLineRecord, BO_FIELD_STRING, "campaign", campaign),
  BO_FIELD (BoLineRecord, BO_FIELD_BOOLEAN, "paused", paused),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "place", place),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "place-count", place_count),
  BO_FIELD (BoLineRecord, BO_FIELD_INT64, "units-ahead", units_ahead),
};

typedef enum
{
  PROP_LOADED = G_N_ELEMENTS (fields) + 1,
  PROP_CUSTOMER_LABEL,
  PROP_LACKING,
  PROP_SHIPPABLE,
  PROP_VALUE,
} BoLineProperty;

static GParamSpec *properties[PROP_VALUE + 1];

static gint64
get_lacking (BoLine *self)
{
  return MAX (self->record.open - self->record.allocated, 0);
}

static const char *
get_customer_label (BoLine *self)
{
  if (self->record.customer == NULL)
    return NULL;

  return *self->record.customer != '\0' ? self->record.customer : _ ("Unnamed customer");
}

static void
bo_line_finalize (GObject *object)
{
  BoLine *self = BO_LINE (object);

  bo_fields_clear (fields, G_N_ELEMENTS (fields), &self->record);

  G_OBJECT_CLASS (bo_line_parent_class)->finalize (object);
}

static void
bo_line_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  BoLine *self = BO_LINE (object);

  if (prop_id <= G_N_ELEMENTS (fields))
    {
      bo_fields_get_value (&fields[prop_id - 1], &self->record, value);
      return;
    }

  switch ((BoLineProperty) prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_CUSTOMER_LABEL:
      g_value_set_string (value, get_customer_label (self));
      break;
    case PROP_LACKING:
      g_value_set_int64 (value, get_lacking (self));
      break;
    case PROP_SHIPPABLE:
      g_value_set_int64 (value, bo_line_get_shippable (self));
      break;
    case PROP_VALUE:
      g_value_set_int64 (value, bo_line_get_value (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_line_class_init (BoLineClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_line_finalize;
  object_class->get_property = bo_line_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_CUSTOMER_LABEL] = g_param_spec_string ("customer-label", NULL, NULL, NULL, flags);
  properties[PROP_LACKING] = g_param_spec_int64 ("lacking", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SHIPPABLE] = g_param_spec_int64 ("shippable", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_VALUE] = g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_line_init (BoLine *self)
{
  self->record.need = BO_DAY_NONE;
}

BoLine *
bo_line_new (gint64 id)
{
  BoLine *self = g_object_new (BO_TYPE_LINE, NULL);

  self->record.id = id;

  return self;
}

/**
 * bo_line_update:
 * @self: a #BoLine
 * @record: the line as it now stands in the store
 *
 * Brings @self up to date with @record, notifying only the properties that
 * really changed.  Must be called on the main thread.
 */
void
bo_line_update (BoLine             *self,
                const BoLineRecord *record)
{
  GObject         *object;
  gint64           lacking, shippable, value;
  g_autofree char *label = NULL;

  g_return_if_fail (BO_IS_LINE (self));
  g_return_if_fail (record != NULL && record->id == self->record.id);

  object = G_OBJECT (self);
  lacking = get_lacking (self);
  shippable = bo_line_get_shippable (self);
  value = bo_line_get_value (self);
  label = g_strdup (get_customer_label (self));

  g_object_freeze_notify (object);
  bo_fields_update (fields, G_N_ELEMENTS (fields), object, &self->record, record, properties);
  if (g_strcmp0 (label, get_customer_label (self)) != 0)
    g_object_notify_by_pspec (object, properties[PROP_CUSTOMER_LABEL]);
  if (lacking != get_lacking (self))
    g_object_notify_by_pspec (object, properties[PROP_LACKING]);
  if (shippable != bo_line_get_shippable (self))
    g_object_notify_by_pspec (object, properties[PROP_SHIPPABLE]);
  if (value != bo_line_get_value (self))
    g_object_notify_by_pspec (object, properties[PROP_VALUE]);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (object, properties[PROP_LOADED]);
    }
  g_object_thaw_notify (object);
}

gint64
bo_line_get_id (BoLine *self)
{
  g_return_val_if_fail (BO_IS_LINE (self), 0);

  return self->record.id;
}

gboolean
bo_line_get_loaded (BoLine *self)
{
  g_return_val_if_fail (BO_IS_LINE (self), FALSE);

  return self->loaded;
}

gint64
bo_line_get_shippable (BoLine *self)
{
  g_return_val_if_fail (BO_IS_LINE (self), 0);

  return bo_line_record_get_shippable (&self->record);
}

/**
 * bo_line_get_value:
 * @self: a #BoLine
 *
 * Returns: open units times price, in minor units of the line's currency; the
 *   greatest there is instead of one that would not fit
 */
gint64
bo_line_get_value (BoLine *self)
{
  gint64 value;

  g_return_val_if_fail (BO_IS_LINE (self), 0);

  if (__builtin_mul_overflow (self->record.open, self->record.price, &value))
    return G_MAXINT64;

  return value;
}

const BoLineRecord *
bo_line_get_record (BoLine *self)
{
  g_return_val_if_fail (BO_IS_LINE (self), NULL);

  return &self->record;
}
