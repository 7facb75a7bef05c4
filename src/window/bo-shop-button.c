/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-button"

#include "config.h"

#include "bo-shop-button.h"

#include <glib/gi18n.h>

#include "bo-shop-head.h"

struct _BoShopButton
{
  AdwBin parent_instance;

  BoShopState *state; /* (owned) (nullable) */

  /* Template children */
  GtkStack   *stack;
  GtkImage   *image;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (BoShopButton, bo_shop_button, ADW_TYPE_BIN)

static void
update (BoShopButton *self)
{
  BoShopMood       mood = bo_shop_state_get_mood (self->state);
  gboolean         running = bo_shop_state_get_running (self->state);
  const char      *text = bo_shop_state_get_text (self->state);
  GtkWidget       *button = adw_bin_get_child (ADW_BIN (self));
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), bo_shop_state_get_connected (self->state));
  gtk_image_set_from_icon_name (self->image, bo_shop_mood_get_icon (mood));
  gtk_widget_set_css_classes (GTK_WIDGET (self->image), (const char *[]){ bo_shop_mood_get_style (mood), NULL });
  gtk_stack_set_visible_child_name (self->stack, running ? "spinner" : "icon");
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_tooltip_text (button, text);
  /* Translators: a button, and how it stands: "Shop: Synchronized at 10:12" */
  label = g_strdup_printf (_ ("Shop: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bo_shop_button_dispose (GObject *object)
{
  BoShopButton *self = BO_SHOP_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_SHOP_BUTTON);
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_func (self->state, update, self);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (bo_shop_button_parent_class)->dispose (object);
}

static void
bo_shop_button_class_init (BoShopButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-button.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopButton, stack);
  gtk_widget_class_bind_template_child (widget_class, BoShopButton, image);
  gtk_widget_class_bind_template_child (widget_class, BoShopButton, spinner);
}

static void
bo_shop_button_init (BoShopButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bo_shop_button_new (void)
{
  return g_object_new (BO_TYPE_SHOP_BUTTON, NULL);
}

void
bo_shop_button_set_state (BoShopButton *self,
                          BoShopState  *state)
{
  g_return_if_fail (BO_IS_SHOP_BUTTON (self));
  g_return_if_fail (self->state == NULL);

  g_set_object (&self->state, state);
  g_signal_connect_object (state, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

const char *
bo_shop_button_get_icon (BoShopButton *self)
{
  g_return_val_if_fail (BO_IS_SHOP_BUTTON (self), NULL);

  return gtk_image_get_icon_name (self->image);
}
