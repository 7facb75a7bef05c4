/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-width-bin"

#include "config.h"

#include "bo-width-bin.h"

#define NARROW_WIDTH_DEFAULT 700 /* pixels: the design's */
#define MIN_WIDTH_DEFAULT 360    /* pixels: a telephone's */

struct _BoWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  int        narrow_width;
  int        min_width;
  gboolean   narrow;
  guint      switch_id; /* a source, 0 when there is none */
};

static void buildable_iface_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BoWidthBin, bo_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))
/* clang-format on */

static GtkBuildableIface *parent_buildable_iface;

typedef enum
{
  PROP_MIN_WIDTH = 1,
  PROP_NARROW,
  PROP_NARROW_WIDTH,
} BoWidthBinProperty;
static GParamSpec *properties[PROP_NARROW_WIDTH + 1];

static void
set_narrow (BoWidthBin *self,
            gboolean    narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
switch_cb (gpointer user_data)
{
  BoWidthBin *self = user_data;

  self->switch_id = 0;
  set_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)) < self->narrow_width);

  return G_SOURCE_REMOVE;
}

static void
bo_width_bin_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  BoWidthBin *self = BO_WIDTH_BIN (buildable);

  if (GTK_IS_WIDGET (child) && type == NULL && self->child == NULL)
    {
      self->child = GTK_WIDGET (child);
      gtk_widget_set_parent (self->child, GTK_WIDGET (self));
    }
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = bo_width_bin_add_child;
}

static GtkSizeRequestMode
bo_width_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bo_width_bin_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  BoWidthBin *self = BO_WIDTH_BIN (widget);

  *minimum = 0;
  *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (*minimum, self->min_width);
      *natural = MAX (*minimum, *natural);
    }
}

static void
bo_width_bin_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  BoWidthBin *self = BO_WIDTH_BIN (widget);
  int         minimum;

  /* The other form is put in place before the next frame and not now: nothing may
   * change its size while sizes are being given out. */
  if ((width < self->narrow_width) != self->narrow && self->switch_id == 0)
    self->switch_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, switch_cb, self, NULL);

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, minimum), height, baseline, NULL);
}

static void
bo_width_bin_dispose (GObject *object)
{
  BoWidthBin *self = BO_WIDTH_BIN (object);

  g_clear_handle_id (&self->switch_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (bo_width_bin_parent_class)->dispose (object);
}

static void
bo_width_bin_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  BoWidthBin *self = BO_WIDTH_BIN (object);

  switch ((BoWidthBinProperty) prop_id)
    {
    case PROP_MIN_WIDTH:
      g_value_set_int (value, self->min_width);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_NARROW_WIDTH:
      g_value_set_int (value, self->narrow_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_width_bin_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoWidthBin *self = BO_WIDTH_BIN (object);

  switch ((BoWidthBinProperty) prop_id)
    {
    case PROP_MIN_WIDTH:
      self->min_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_NARROW_WIDTH:
      self->narrow_width = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case PROP_NARROW: /* read-only */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_width_bin_class_init (BoWidthBinClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_width_bin_dispose;
  object_class->get_property = bo_width_bin_get_property;
  object_class->set_property = bo_width_bin_set_property;
  widget_class->get_request_mode = bo_width_bin_get_request_mode;
  widget_class->measure = bo_width_bin_measure;
  widget_class->size_allocate = bo_width_bin_size_allocate;

  properties[PROP_MIN_WIDTH] = g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT, MIN_WIDTH_DEFAULT,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW_WIDTH] = g_param_spec_int ("narrow-width", NULL, NULL, 0, G_MAXINT, NARROW_WIDTH_DEFAULT,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_width_bin_init (BoWidthBin *self)
{
  self->narrow_width = NARROW_WIDTH_DEFAULT;
  self->min_width = MIN_WIDTH_DEFAULT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
bo_width_bin_get_narrow (BoWidthBin *self)
{
  g_return_val_if_fail (BO_IS_WIDTH_BIN (self), FALSE);

  return self->narrow;
}
