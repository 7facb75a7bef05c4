/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-tranche-item"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-fields.h"
#include "bo-format.h"
#include "bo-tranche-item.h"

typedef struct
{
  gint64 units;
  gint64 queued;
  char  *text;
} Shown;

struct _BoTrancheItem
{
  GObject parent_instance;

  Shown shown; /* (owned): its string */
};

G_DEFINE_FINAL_TYPE (BoTrancheItem, bo_tranche_item, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (Shown, BO_FIELD_INT64, "units", units),
  BO_FIELD (Shown, BO_FIELD_INT64, "queued", queued),
  BO_FIELD (Shown, BO_FIELD_STRING, "text", text),
};

static GParamSpec *properties[G_N_ELEMENTS (fields) + 1];

static void
bo_tranche_item_finalize (GObject *object)
{
  bo_fields_clear (fields, G_N_ELEMENTS (fields), &BO_TRANCHE_ITEM (object)->shown);

  G_OBJECT_CLASS (bo_tranche_item_parent_class)->finalize (object);
}

static void
bo_tranche_item_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id >= 1 && prop_id <= G_N_ELEMENTS (fields))
    bo_fields_get_value (&fields[prop_id - 1], &BO_TRANCHE_ITEM (object)->shown, value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_tranche_item_class_init (BoTrancheItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_tranche_item_finalize;
  object_class->get_property = bo_tranche_item_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_tranche_item_init (BoTrancheItem *self)
{
}

BoTrancheItem *
bo_tranche_item_new (const BoTranche *tranche,
                     GTimeZone       *time_zone)
{
  BoTrancheItem   *self;
  g_autofree char *units = NULL;
  g_autofree char *since = NULL;

  g_return_val_if_fail (tranche != NULL && time_zone != NULL, NULL);

  units = bo_format_units (tranche->units);
  since = bo_format_instant (tranche->queued, time_zone);
  self = g_object_new (BO_TYPE_TRANCHE_ITEM, NULL);
  self->shown.units = tranche->units;
  self->shown.queued = tranche->queued;
  self->shown.text = g_strdup_printf (ngettext ("%s unit, waiting since %s", "%s units, waiting since %s",
                                                MIN (tranche->units, G_MAXINT)),
                                      units, since);

  return self;
}

const char *
bo_tranche_item_get_text (BoTrancheItem *self)
{
  g_return_val_if_fail (BO_IS_TRANCHE_ITEM (self), NULL);

  return self->shown.text;
}
