/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-banner"

#include "config.h"

#include "bo-banner.h"

struct _BoBanner
{
  AdwBin parent_instance;

  GtkRevealer *revealer; /* (not owned): descendants */
  GtkLabel    *label;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (BoBanner, bo_banner, ADW_TYPE_BIN)

typedef enum
{
  PROP_BUTTON_LABEL = 1,
  PROP_REVEALED,
  PROP_TITLE,
} BoBannerProperty;
static GParamSpec *properties[PROP_TITLE + 1];

static guint button_clicked_signal;

static void
clicked_cb (BoBanner *self)
{
  g_signal_emit (self, button_clicked_signal, 0);
}

static void
bo_banner_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  BoBanner *self = BO_BANNER (object);

  switch ((BoBannerProperty) prop_id)
    {
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, bo_banner_get_revealed (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, bo_banner_get_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_banner_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  BoBanner *self = BO_BANNER (object);

  switch ((BoBannerProperty) prop_id)
    {
    case PROP_BUTTON_LABEL:
      bo_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      bo_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    case PROP_TITLE:
      bo_banner_set_title (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_banner_class_init (BoBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bo_banner_get_property;
  object_class->set_property = bo_banner_set_property;

  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  button_clicked_signal = g_signal_new ("button-clicked", BO_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
bo_banner_init (BoBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());

  gtk_widget_add_css_class (box, "bo-banner");
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

void
bo_banner_set_title (BoBanner   *self,
                     const char *title)
{
  g_return_if_fail (BO_IS_BANNER (self));

  if (g_strcmp0 (gtk_label_get_label (self->label), title != NULL ? title : "") == 0)
    return;
  gtk_label_set_label (self->label, title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
bo_banner_get_title (BoBanner *self)
{
  g_return_val_if_fail (BO_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->label);
}

void
bo_banner_set_button_label (BoBanner   *self,
                            const char *label)
{
  g_return_if_fail (BO_IS_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (g_strcmp0 (gtk_button_get_label (self->button), label) == 0)
    return;
  gtk_button_set_label (self->button, label != NULL ? label : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

void
bo_banner_set_revealed (BoBanner *self,
                        gboolean  revealed)
{
  g_return_if_fail (BO_IS_BANNER (self));

  if (bo_banner_get_revealed (self) == revealed)
    return;
  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

gboolean
bo_banner_get_revealed (BoBanner *self)
{
  g_return_val_if_fail (BO_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
