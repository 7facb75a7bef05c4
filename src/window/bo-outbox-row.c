/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-outbox-row"

#include "config.h"

#include "bo-outbox-row.h"

struct _BoOutboxRow
{
  AdwActionRow parent_instance;

  BoOutboxItem *item; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BoOutboxRow, bo_outbox_row, ADW_TYPE_ACTION_ROW)

typedef enum
{
  PROP_ITEM = 1,
} BoOutboxRowProperty;
static GParamSpec *properties[PROP_ITEM + 1];

enum
{
  RETRY,
  DROP,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
retry_clicked_cb (BoOutboxRow *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
drop_clicked_cb (BoOutboxRow *self)
{
  g_signal_emit (self, signals[DROP], 0);
}

static void
bo_outbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_OUTBOX_ROW);
  g_clear_object (&BO_OUTBOX_ROW (object)->item);

  G_OBJECT_CLASS (bo_outbox_row_parent_class)->dispose (object);
}

static void
bo_outbox_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((BoOutboxRowProperty) prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, BO_OUTBOX_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_outbox_row_class_init (BoOutboxRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_outbox_row_dispose;
  object_class->get_property = bo_outbox_row_get_property;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, BO_TYPE_OUTBOX_ITEM,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[RETRY] = g_signal_new ("retry", BO_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROP] = g_signal_new ("drop", BO_TYPE_OUTBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BO_TYPE_OUTBOX_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-outbox-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
}

static void
bo_outbox_row_init (BoOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_outbox_row_new (BoOutboxItem *item)
{
  BoOutboxRow *self = g_object_new (BO_TYPE_OUTBOX_ROW, NULL);

  g_set_object (&self->item, item);
  /* GTK 4.8 loses its way in expressions that a template binds to itself. */
  g_object_bind_property (item, "title", self, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "text", self, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);

  return GTK_WIDGET (self);
}

BoOutboxItem *
bo_outbox_row_get_item (BoOutboxRow *self)
{
  g_return_val_if_fail (BO_IS_OUTBOX_ROW (self), NULL);

  return self->item;
}
