/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-conflict-row"

#include "config.h"

#include "bo-conflict-row.h"

struct _BoConflictRow
{
  GtkListBoxRow parent_instance;

  BoConflictItem *item; /* (owned) (nullable) */

  /* Template children */
  GtkWidget *theirs_button;
};

G_DEFINE_FINAL_TYPE (BoConflictRow, bo_conflict_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_ITEM = 1,
} BoConflictRowProperty;
static GParamSpec *properties[PROP_ITEM + 1];

enum
{
  LOOK,
  RESOLVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
mine_clicked_cb (BoConflictRow *self)
{
  g_signal_emit (self, signals[RESOLVE], 0, BO_RESOLVE_MINE);
}

static void
theirs_clicked_cb (BoConflictRow *self)
{
  g_signal_emit (self, signals[RESOLVE], 0, BO_RESOLVE_THEIRS);
}

static void
look_clicked_cb (BoConflictRow *self)
{
  g_signal_emit (self, signals[LOOK], 0);
}

static void
bo_conflict_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_CONFLICT_ROW);
  g_clear_object (&BO_CONFLICT_ROW (object)->item);

  G_OBJECT_CLASS (bo_conflict_row_parent_class)->dispose (object);
}

static void
bo_conflict_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((BoConflictRowProperty) prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, BO_CONFLICT_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_conflict_row_class_init (BoConflictRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_conflict_row_dispose;
  object_class->get_property = bo_conflict_row_get_property;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, BO_TYPE_CONFLICT_ITEM,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[LOOK] = g_signal_new ("look", BO_TYPE_CONFLICT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESOLVE] = g_signal_new ("resolve", BO_TYPE_CONFLICT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (BO_TYPE_CONFLICT_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BoConflictRow, theirs_button);
  gtk_widget_class_bind_template_callback (widget_class, mine_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, theirs_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked_cb);
}

static void
bo_conflict_row_init (BoConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_conflict_row_new (BoConflictItem *item)
{
  BoConflictRow *self = g_object_new (BO_TYPE_CONFLICT_ROW, NULL);

  g_set_object (&self->item, item);
  gtk_widget_set_visible (self->theirs_button, bo_conflict_item_get_theirs_label (item) != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);

  return GTK_WIDGET (self);
}

BoConflictItem *
bo_conflict_row_get_item (BoConflictRow *self)
{
  g_return_val_if_fail (BO_IS_CONFLICT_ROW (self), NULL);

  return self->item;
}
