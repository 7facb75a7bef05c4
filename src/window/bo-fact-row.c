/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-fact-row"

#include "config.h"

#include "bo-fact-row.h"

struct _BoFactRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title; /* (not owned): descendants */
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (BoFactRow, bo_fact_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_TEXT = 1,
  PROP_TITLE,
} BoFactRowProperty;
static GParamSpec *properties[PROP_TITLE + 1];

static void
bo_fact_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  BoFactRow *self = BO_FACT_ROW (object);

  switch ((BoFactRowProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (self->text));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_fact_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  BoFactRow *self = BO_FACT_ROW (object);

  switch ((BoFactRowProperty) prop_id)
    {
    case PROP_TEXT:
      bo_fact_row_set_text (self, g_value_get_string (value));
      break;
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_fact_row_class_init (BoFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bo_fact_row_get_property;
  object_class->set_property = bo_fact_row_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_fact_row_init (BoFactRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_yalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  gtk_label_set_xalign (self->text, 1);
  gtk_label_set_justify (self->text, GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->text, GTK_NATURAL_WRAP_WORD);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_add_css_class (box, "bo-fact");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
bo_fact_row_new (const char *title,
                 const char *text)
{
  return g_object_new (BO_TYPE_FACT_ROW, "title", title, "text", text, NULL);
}

void
bo_fact_row_set_text (BoFactRow  *self,
                      const char *text)
{
  g_return_if_fail (BO_IS_FACT_ROW (self));

  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
}

const char *
bo_fact_row_get_text (BoFactRow *self)
{
  g_return_val_if_fail (BO_IS_FACT_ROW (self), NULL);

  return gtk_label_get_label (self->text);
}
