/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-preferences"

#include "config.h"

#include "bo-preferences.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-form.h"

#define DIALOG_WIDTH 460 /* pixels */

typedef struct
{
  const char *key;
  const char *title; /* untranslated */
} Setting;

static const Setting settings[] = {
  { "shop-name", N_ ("_Name of the shop") },
  { "currency", N_ ("C_urrency, as in EUR or USD") },
  { "time-zone", N_ ("_Time zone, as in Europe/Berlin") },
};

struct _BoPreferences
{
  AdwBin parent_instance;

  BoCommander   *commander; /* (owned) (nullable) */
  BoDialogFrame *frame;     /* (not owned): descendants */
  AdwEntryRow   *rows[G_N_ELEMENTS (settings)];
  GtkWidget     *parent; /* (weak) (nullable): on whose behalf it asks */
  guint          next;   /* the setting that is written next */
};

G_DEFINE_FINAL_TYPE (BoPreferences, bo_preferences, ADW_TYPE_BIN)

static const char *
get_setting (BoPreferences *self,
             guint          i)
{
  BoService  *service = bo_commander_get_service (self->commander);
  const char *value = i == 0   ? bo_service_get_shop_name (service)
                      : i == 1 ? bo_service_get_currency (service)
                               : g_time_zone_get_identifier (bo_service_get_time_zone (service));

  return value != NULL ? value : "";
}

static void write_next (BoPreferences *self);

static void
set_cb (GObject      *source_object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (BoPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (BO_SERVICE (source_object), result, &error);

  if (outcome == NULL)
    {
      bo_dialog_frame_set_busy (self->frame, FALSE);
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  write_next (self);
}

/* One setting after the other, those that were changed. */
static void
write_next (BoPreferences *self)
{
  while (self->next < G_N_ELEMENTS (settings))
    {
      guint       i = self->next++;
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->rows[i]));

      if (!g_str_equal (text, get_setting (self, i)))
        {
          bo_service_set_setting_async (bo_commander_get_service (self->commander), settings[i].key, text, NULL, set_cb,
                                        g_object_ref (self));
          return;
        }
    }
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
apply_cb (BoPreferences *self)
{
  self->next = 0;
  bo_dialog_frame_set_busy (self->frame, TRUE);
  write_next (self);
}

static void
update (BoPreferences *self)
{
  const char *currency = gtk_editable_get_text (GTK_EDITABLE (self->rows[1]));
  const char *zone_name = gtk_editable_get_text (GTK_EDITABLE (self->rows[2]));
  g_autoptr (GTimeZone) zone = *zone_name != '\0' ? g_time_zone_new_identifier (zone_name) : NULL;
  gboolean currency_valid = strlen (currency) == 3;

  for (guint i = 0; i < 3; i++)
    currency_valid = currency_valid && g_ascii_isupper (currency[i]);
  if (currency_valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[1]), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->rows[1]), "error");
  if (zone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[2]), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->rows[2]), "error");
  bo_dialog_frame_set_can_apply (self->frame, currency_valid && zone != NULL);
}

/* The shop on the other side has a dialog of its own, above this one. */
static void
connection_activated_cb (BoPreferences *self)
{
  if (self->parent != NULL)
    gtk_widget_activate_action (self->parent, "win.shop-settings", NULL);
}

static GtkWidget *
create_connection_group (BoPreferences *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Web Shop"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("C_onnection and synchronizing"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Where it is, who keeps the stock, what becomes a backorder"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (connection_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return group;
}

static void
bo_preferences_dispose (GObject *object)
{
  g_clear_weak_pointer (&BO_PREFERENCES (object)->parent);
  g_clear_object (&BO_PREFERENCES (object)->commander);

  G_OBJECT_CLASS (bo_preferences_parent_class)->dispose (object);
}

static void
bo_preferences_class_init (BoPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_preferences_dispose;
}

static void
bo_preferences_init (BoPreferences *self)
{
}

/**
 * bo_preferences_present:
 * @commander: its service gets the settings
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoPreferences *
bo_preferences_present (BoCommander *commander,
                        GtkWidget   *parent)
{
  BoPreferences       *self = g_object_new (BO_TYPE_PREFERENCES, NULL);
  GtkWidget           *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  g_set_object (&self->commander, commander);
  g_set_weak_pointer (&self->parent, parent);
  self->frame = BO_DIALOG_FRAME (bo_dialog_frame_new (_ ("Preferences"), _ ("_Save")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->frame));
  g_signal_connect_object (self->frame, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_group_set_title (group, C_ ("the business itself", "Shop"));
  adw_preferences_group_set_description (group, _ ("Days begin and end in its time zone"));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      self->rows[i] = bo_form_add_entry (group, _ (settings[i].title), get_setting (self, i));
      g_signal_connect_object (self->rows[i], "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_connection_group (self)));
  bo_dialog_frame_set_content (self->frame, page);
  update (self);

  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Preferences"), DIALOG_WIDTH, -1);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  bo_dialog_set_focus (GTK_WIDGET (self), GTK_WIDGET (self->rows[0]));

  return self;
}

/* @key: of a setting. */
GtkEditable *
bo_preferences_get_entry (BoPreferences *self,
                          const char    *key)
{
  g_return_val_if_fail (BO_IS_PREFERENCES (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].key, key))
      return GTK_EDITABLE (self->rows[i]);

  g_return_val_if_reached (NULL);
}

void
bo_preferences_apply (BoPreferences *self)
{
  g_return_if_fail (BO_IS_PREFERENCES (self));

  apply_cb (self);
}
