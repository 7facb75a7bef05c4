/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-chip"

#include "config.h"

#include "bo-chip.h"

#include <glib/gi18n.h>

struct _BoChip
{
  GtkButton parent_instance;

  GtkLabel *label; /* (not owned) (nullable): a descendant, made with the first text */
};

G_DEFINE_FINAL_TYPE (BoChip, bo_chip, GTK_TYPE_BUTTON)

static void
bo_chip_class_init (BoChipClass *klass)
{
}

static void
bo_chip_init (BoChip *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bo-chip");
}

/* %NULL: the filter is not in force. */
void
bo_chip_set_text (BoChip     *self,
                  const char *text)
{
  g_return_if_fail (BO_IS_CHIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    return;
  if (self->label == NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      self->label = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
      gtk_button_set_child (GTK_BUTTON (self), box);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Take This Filter Off"));
    }
  gtk_label_set_label (self->label, text);
}
