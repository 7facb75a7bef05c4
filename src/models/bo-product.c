/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product"

#include "config.h"

#include "bo-fields.h"
#include "bo-product.h"

struct _BoProduct
{
  GObject parent_instance;

  BoProductRecord record; /* (owned): its strings */
  gboolean        loaded;
};

G_DEFINE_FINAL_TYPE (BoProduct, bo_product, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "id", id),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "sku", sku),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "barcode", barcode),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "name", name),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "price", price),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "currency", currency),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "case-size", case_size),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "supplier", supplier),
  BO_FIELD (BoProductRecord, BO_FIELD_STRING, "policy", policy),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "on-hand", on_hand),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "allocated", allocated),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "open-lines", open_lines),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "open-units", open_units),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "oldest-queued", oldest_queued),
  BO_FIELD (BoProductRecord, BO_FIELD_INT64, "revision", revision),
};

typedef enum
{
  PROP_LOADED = G_N_ELEMENTS (fields) + 1,
  PROP_FREE,
  PROP_LACKING,
  PROP_OWN_POLICY,
} BoProductProperty;

static GParamSpec *properties[PROP_OWN_POLICY + 1];

static gint64
get_lacking (BoProduct *self)
{
  return MAX (self->record.open_units - self->record.allocated, 0);
}

static void
bo_product_finalize (GObject *object)
{
  BoProduct *self = BO_PRODUCT (object);

  bo_fields_clear (fields, G_N_ELEMENTS (fields), &self->record);

  G_OBJECT_CLASS (bo_product_parent_class)->finalize (object);
}

static void
bo_product_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  BoProduct *self = BO_PRODUCT (object);

  if (prop_id <= G_N_ELEMENTS (fields))
    {
      bo_fields_get_value (&fields[prop_id - 1], &self->record, value);
      return;
    }

  switch ((BoProductProperty) prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_FREE:
      g_value_set_int64 (value, bo_product_get_free (self));
      break;
    case PROP_LACKING:
      g_value_set_int64 (value, get_lacking (self));
      break;
    case PROP_OWN_POLICY:
      g_value_set_boolean (value, self->record.policy != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_product_class_init (BoProductClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_product_finalize;
  object_class->get_property = bo_product_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_FREE] = g_param_spec_int64 ("free", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_LACKING] = g_param_spec_int64 ("lacking", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OWN_POLICY] = g_param_spec_boolean ("own-policy", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_product_init (BoProduct *self)
{
}

BoProduct *
bo_product_new (gint64 id)
{
  BoProduct *self = g_object_new (BO_TYPE_PRODUCT, NULL);

  self->record.id = id;

  return self;
}

/**
 * bo_product_update:
 * @self: a #BoProduct
 * @record: the product as it now stands in the store
 *
 * Brings @self up to date with @record, notifying only the properties that
 * really changed.  Must be called on the main thread.
 */
void
bo_product_update (BoProduct             *self,
                   const BoProductRecord *record)
{
  GObject *object;
  gint64   units_free, lacking;
  gboolean own_policy;

  g_return_if_fail (BO_IS_PRODUCT (self));
  g_return_if_fail (record != NULL && record->id == self->record.id);

  object = G_OBJECT (self);
  units_free = bo_product_get_free (self);
  lacking = get_lacking (self);
  own_policy = self->record.policy != NULL;

  g_object_freeze_notify (object);
  bo_fields_update (fields, G_N_ELEMENTS (fields), object, &self->record, record, properties);
  if (units_free != bo_product_get_free (self))
    g_object_notify_by_pspec (object, properties[PROP_FREE]);
  if (lacking != get_lacking (self))
    g_object_notify_by_pspec (object, properties[PROP_LACKING]);
  if (own_policy != (self->record.policy != NULL))
    g_object_notify_by_pspec (object, properties[PROP_OWN_POLICY]);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (object, properties[PROP_LOADED]);
    }
  g_object_thaw_notify (object);
}

gint64
bo_product_get_id (BoProduct *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT (self), 0);

  return self->record.id;
}

gboolean
bo_product_get_loaded (BoProduct *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT (self), FALSE);

  return self->loaded;
}

/**
 * bo_product_get_free:
 * @self: a #BoProduct
 *
 * Returns: units on hand that no line has
 */
gint64
bo_product_get_free (BoProduct *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT (self), 0);

  return self->record.on_hand - self->record.allocated;
}

const BoProductRecord *
bo_product_get_record (BoProduct *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT (self), NULL);

  return &self->record;
}
