/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-customer-item"

#include "config.h"

#include "bo-customer-item.h"
#include "bo-fields.h"

struct _BoCustomerItem
{
  GObject parent_instance;

  BoCustomerRecord *record; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BoCustomerItem, bo_customer_item, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (BoCustomerRecord, BO_FIELD_INT64, "id", id),
  BO_FIELD (BoCustomerRecord, BO_FIELD_STRING, "name", name),
  BO_FIELD (BoCustomerRecord, BO_FIELD_STRING, "email", email),
  BO_FIELD (BoCustomerRecord, BO_FIELD_STRING, "phone", phone),
  BO_FIELD (BoCustomerRecord, BO_FIELD_BOOLEAN, "business", business),
  BO_FIELD (BoCustomerRecord, BO_FIELD_INT, "priority-class", priority_class),
  BO_FIELD (BoCustomerRecord, BO_FIELD_INT64, "open-lines", open_lines),
  BO_FIELD (BoCustomerRecord, BO_FIELD_INT64, "open-units", open_units),
};

#define PROP_DETAIL (G_N_ELEMENTS (fields) + 1)

static GParamSpec *properties[PROP_DETAIL + 1];

static const char *
get_detail (BoCustomerItem *self)
{
  if (self->record->email != NULL && *self->record->email != '\0')
    return self->record->email;

  return self->record->phone != NULL ? self->record->phone : "";
}

static void
bo_customer_item_finalize (GObject *object)
{
  g_clear_pointer (&BO_CUSTOMER_ITEM (object)->record, bo_customer_record_free);

  G_OBJECT_CLASS (bo_customer_item_parent_class)->finalize (object);
}

static void
bo_customer_item_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  BoCustomerItem *self = BO_CUSTOMER_ITEM (object);

  if (prop_id >= 1 && prop_id <= G_N_ELEMENTS (fields))
    bo_fields_get_value (&fields[prop_id - 1], self->record, value);
  else if (prop_id == PROP_DETAIL)
    g_value_set_string (value, get_detail (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_customer_item_class_init (BoCustomerItemClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bo_customer_item_finalize;
  object_class->get_property = bo_customer_item_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_customer_item_init (BoCustomerItem *self)
{
}

/**
 * bo_customer_item_new:
 * @record: (transfer full): a customer
 */
BoCustomerItem *
bo_customer_item_new (BoCustomerRecord *record)
{
  BoCustomerItem *self;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (BO_TYPE_CUSTOMER_ITEM, NULL);
  self->record = record;

  return self;
}

gint64
bo_customer_item_get_id (BoCustomerItem *self)
{
  g_return_val_if_fail (BO_IS_CUSTOMER_ITEM (self), 0);

  return self->record->id;
}

const BoCustomerRecord *
bo_customer_item_get_record (BoCustomerItem *self)
{
  g_return_val_if_fail (BO_IS_CUSTOMER_ITEM (self), NULL);

  return self->record;
}
