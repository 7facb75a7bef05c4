/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-units-bar"

#include "config.h"

#include "bo-units-bar.h"

#include <glib/gi18n.h>

#include "bo-format.h"

#define HEIGHT 8  /* pixels */
#define N_PARTS 3 /* shipped, allocated, waiting */

struct _BoUnitsBar
{
  GtkWidget parent_instance;

  GtkWidget *parts[N_PARTS]; /* (owned): coloured by style.css */
  gint64     units[N_PARTS];
};

G_DEFINE_FINAL_TYPE (BoUnitsBar, bo_units_bar, GTK_TYPE_WIDGET)

static void
bo_units_bar_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? HEIGHT * 20 : HEIGHT;
}

static void
bo_units_bar_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  BoUnitsBar *self = BO_UNITS_BAR (widget);
  gboolean    rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gint64      sum = 0, before = 0;

  for (guint i = 0; i < N_PARTS; i++)
    sum += self->units[i];
  for (guint i = 0; i < N_PARTS; i++)
    {
      int           start = sum > 0 ? (int) ((double) before / sum * width) : 0;
      int           end = sum > 0 ? (int) ((double) (before + self->units[i]) / sum * width) : 0;
      GtkAllocation place = { rtl ? width - end : start, 0, MAX (end - start, 0), height };

      before += self->units[i];
      gtk_widget_set_child_visible (self->parts[i], place.width > 0);
      if (place.width > 0)
        gtk_widget_size_allocate (self->parts[i], &place, -1);
    }
}

static void
bo_units_bar_dispose (GObject *object)
{
  BoUnitsBar *self = BO_UNITS_BAR (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);

  G_OBJECT_CLASS (bo_units_bar_parent_class)->dispose (object);
}

static void
bo_units_bar_class_init (BoUnitsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_units_bar_dispose;
  widget_class->measure = bo_units_bar_measure;
  widget_class->size_allocate = bo_units_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bounitsbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bo_units_bar_init (BoUnitsBar *self)
{
  static const char *names[N_PARTS] = { "shipped", "allocated", "waiting" };

  for (guint i = 0; i < N_PARTS; i++)
    {
      self->parts[i] = g_object_new (GTK_TYPE_BOX, "css-name", "part", NULL);
      gtk_widget_add_css_class (self->parts[i], names[i]);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
    }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
bo_units_bar_set_units (BoUnitsBar *self,
                        gint64      shipped,
                        gint64      allocated,
                        gint64      waiting)
{
  g_autofree char *shipped_text = NULL;
  g_autofree char *allocated_text = NULL;
  g_autofree char *waiting_text = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BO_IS_UNITS_BAR (self));

  self->units[0] = MAX (shipped, 0);
  self->units[1] = MAX (allocated, 0);
  self->units[2] = MAX (waiting, 0);
  shipped_text = bo_format_units (self->units[0]);
  allocated_text = bo_format_units (self->units[1]);
  waiting_text = bo_format_units (self->units[2]);
  text = g_strdup_printf (_ ("%s handed over, %s allocated, %s waiting"), shipped_text, allocated_text, waiting_text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
