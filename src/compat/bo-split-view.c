/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-split-view"

#include "config.h"

#include "bo-split-view.h"

#define CONTENT_WIDTH_MIN 300     /* pixels: a fact beside its name */
#define CONTENT_WIDTH_DEFAULT 360 /* pixels */

struct _BoSplitView
{
  GtkWidget parent_instance;

  GtkPaned *paned; /* (owned) */
  gboolean  collapsed;
  gboolean  show_content;
  int       content_width; /* wanted, whatever there is room for */
  gboolean  placing;       /* the divider is being moved by us */
};

G_DEFINE_FINAL_TYPE (BoSplitView, bo_split_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CONTENT_WIDTH = 1,
} BoSplitViewProperty;
static GParamSpec *properties[PROP_CONTENT_WIDTH + 1];

static void
update_visible (BoSplitView *self)
{
  GtkWidget *sidebar = gtk_paned_get_start_child (self->paned);
  GtkWidget *content = gtk_paned_get_end_child (self->paned);

  if (sidebar != NULL)
    gtk_widget_set_visible (sidebar, !self->collapsed || !self->show_content);
  if (content != NULL)
    gtk_widget_set_visible (content, !self->collapsed || self->show_content);
}

static void
place_divider (BoSplitView *self,
               int          width)
{
  int position = MAX (width - self->content_width, 0);

  if (self->collapsed || width <= 1 || gtk_paned_get_position (self->paned) == position)
    return;
  self->placing = TRUE;
  gtk_paned_set_position (self->paned, position);
  self->placing = FALSE;
}

static void
position_changed_cb (BoSplitView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (!self->placing && !self->collapsed && width > 1)
    {
      self->content_width = MAX (width - gtk_paned_get_position (self->paned), CONTENT_WIDTH_MIN);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT_WIDTH]);
    }
}

static void
bo_split_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  BoSplitView *self = BO_SPLIT_VIEW (widget);

  gtk_widget_measure (GTK_WIDGET (self->paned), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
bo_split_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  /* The list takes what a wider window brings, and the detail stays as wide as
   * it was made: so the divider follows the far edge. */
  place_divider (BO_SPLIT_VIEW (widget), width);
  gtk_widget_allocate (GTK_WIDGET (BO_SPLIT_VIEW (widget)->paned), width, height, baseline, NULL);
}

static void
bo_split_view_dispose (GObject *object)
{
  BoSplitView *self = BO_SPLIT_VIEW (object);

  if (self->paned != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->paned));
  self->paned = NULL;

  G_OBJECT_CLASS (bo_split_view_parent_class)->dispose (object);
}

static void
bo_split_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_CONTENT_WIDTH)
    g_value_set_int (value, BO_SPLIT_VIEW (object)->content_width);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_split_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (prop_id == PROP_CONTENT_WIDTH)
    bo_split_view_set_content_width (BO_SPLIT_VIEW (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_split_view_class_init (BoSplitViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_split_view_dispose;
  object_class->get_property = bo_split_view_get_property;
  object_class->set_property = bo_split_view_set_property;
  widget_class->measure = bo_split_view_measure;
  widget_class->size_allocate = bo_split_view_size_allocate;

  properties[PROP_CONTENT_WIDTH] =
      g_param_spec_int ("content-width", NULL, NULL, 0, G_MAXINT, CONTENT_WIDTH_DEFAULT, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_split_view_init (BoSplitView *self)
{
  self->content_width = CONTENT_WIDTH_DEFAULT;
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_paned_set_resize_start_child (self->paned, TRUE);
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_resize_end_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->paned), GTK_WIDGET (self));
  g_signal_connect_object (self->paned, "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_split_view_new (void)
{
  return g_object_new (BO_TYPE_SPLIT_VIEW, NULL);
}

/* The list. */
void
bo_split_view_set_sidebar (BoSplitView *self,
                           GtkWidget   *sidebar)
{
  g_return_if_fail (BO_IS_SPLIT_VIEW (self));

  gtk_paned_set_start_child (self->paned, sidebar);
  update_visible (self);
}

/* The detail. */
void
bo_split_view_set_content (BoSplitView *self,
                           GtkWidget   *content)
{
  g_return_if_fail (BO_IS_SPLIT_VIEW (self));

  gtk_paned_set_end_child (self->paned, content);
  update_visible (self);
}

/* List and detail in turn, and not side by side. */
void
bo_split_view_set_collapsed (BoSplitView *self,
                             gboolean     collapsed)
{
  g_return_if_fail (BO_IS_SPLIT_VIEW (self));

  if (self->collapsed == collapsed)
    return;
  self->collapsed = collapsed;
  update_visible (self);
}

/* Which of the two is seen while it is collapsed. */
void
bo_split_view_set_show_content (BoSplitView *self,
                                gboolean     show_content)
{
  g_return_if_fail (BO_IS_SPLIT_VIEW (self));

  if (self->show_content == show_content)
    return;
  self->show_content = show_content;
  update_visible (self);
}

/* In pixels; kept to what there is room for. */
void
bo_split_view_set_content_width (BoSplitView *self,
                                 int          width)
{
  g_return_if_fail (BO_IS_SPLIT_VIEW (self));

  width = MAX (width, CONTENT_WIDTH_MIN);
  if (self->content_width == width)
    return;
  self->content_width = width;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT_WIDTH]);
}

int
bo_split_view_get_content_width (BoSplitView *self)
{
  g_return_val_if_fail (BO_IS_SPLIT_VIEW (self), 0);

  return self->content_width;
}
