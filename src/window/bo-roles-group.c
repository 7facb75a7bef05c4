/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-roles-group"

#include "config.h"

#include "bo-roles-group.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bo-form.h"
#include "bo-policy.h"

/* Who is of a role without a class of its own. */
#define CLASS_DEFAULT 2
#define ROLE_MAX 60

struct _BoRolesGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (element-type AdwComboRow): descendants, whose names are the roles */

  /* Template children */
  AdwComboRow *guest_row;
  AdwEntryRow *new_row;
};

G_DEFINE_FINAL_TYPE (BoRolesGroup, bo_roles_group, ADW_TYPE_PREFERENCES_GROUP)

static AdwComboRow *
find_row (BoRolesGroup *self,
          const char   *role)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (gtk_widget_get_name (g_ptr_array_index (self->rows, i)), role))
      return g_ptr_array_index (self->rows, i);

  return NULL;
}

static int
get_class (AdwComboRow *row)
{
  return BO_CLASS_MIN + (int) adw_combo_row_get_selected (row);
}

static void
set_class (AdwComboRow *row,
           int          priority_class)
{
  adw_combo_row_set_selected (row, (guint) (CLAMP (priority_class, BO_CLASS_MIN, BO_CLASS_MAX) - BO_CLASS_MIN));
}

static void
set_classes (AdwComboRow *row)
{
  g_auto (GStrv) texts = bo_form_dup_class_texts (NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) texts);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
remove_clicked_cb (BoRolesGroup *self,
                   GtkButton    *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_COMBO_ROW);

  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
}

static GtkWidget *
create_remove_button (BoRolesGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove the Role"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove the Role"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

/* A role is a word of the shop: what is typed is cleaned as WordPress cleans it. */
static char *
clean_role (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  g_strstrip (lower);
  if (*lower == '\0' || strlen (lower) > ROLE_MAX)
    return NULL;
  for (char *c = lower; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return NULL;

  return g_steal_pointer (&lower);
}

static void
new_changed_cb (BoRolesGroup *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->new_row));
  g_autofree char *role = clean_role (text);

  if (*text == '\0' || role != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->new_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->new_row), "error");
}

static void
new_applied_cb (BoRolesGroup *self)
{
  if (bo_roles_group_add (self, gtk_editable_get_text (GTK_EDITABLE (self->new_row)), BO_CLASS_MIN))
    gtk_editable_set_text (GTK_EDITABLE (self->new_row), "");
}

static void
bo_roles_group_dispose (GObject *object)
{
  BoRolesGroup *self = BO_ROLES_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_ROLES_GROUP);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (bo_roles_group_parent_class)->dispose (object);
}

static void
bo_roles_group_class_init (BoRolesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_roles_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-roles-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BoRolesGroup, guest_row);
  gtk_widget_class_bind_template_child (widget_class, BoRolesGroup, new_row);
  gtk_widget_class_bind_template_callback (widget_class, new_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_changed_cb);
}

static void
bo_roles_group_init (BoRolesGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_classes (self->guest_row);
  set_class (self->guest_row, CLASS_DEFAULT);
}

/* Shows what is set. */
void
bo_roles_group_show (BoRolesGroup       *self,
                     const BoShopConfig *config)
{
  g_return_if_fail (BO_IS_ROLES_GROUP (self));

  for (guint i = 0; i < config->roles->len; i++)
    {
      const BoRoleClass *role = &g_array_index (config->roles, BoRoleClass, i);

      if (*role->role == '\0')
        set_class (self->guest_row, role->priority_class);
      else
        bo_roles_group_add (self, role->role, role->priority_class);
    }
}

/* Puts what is chosen into @config. */
void
bo_roles_group_read (BoRolesGroup *self,
                     BoShopConfig *config)
{
  g_return_if_fail (BO_IS_ROLES_GROUP (self));

  g_array_set_size (config->roles, 0);
  if (get_class (self->guest_row) != CLASS_DEFAULT)
    bo_shop_config_set_role (config, "", get_class (self->guest_row));
  for (guint i = 0; i < self->rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->rows, i);

      bo_shop_config_set_role (config, gtk_widget_get_name (GTK_WIDGET (row)), get_class (row));
    }
}

/**
 * bo_roles_group_add:
 * @self: a #BoRolesGroup
 * @role: as the shop calls it
 * @priority_class: of its customers
 *
 * Returns: whether @role can be one; a role that is there already gets the class
 */
gboolean
bo_roles_group_add (BoRolesGroup *self,
                    const char   *role,
                    int           priority_class)
{
  g_autofree char *clean = NULL;
  AdwComboRow     *row;

  g_return_val_if_fail (BO_IS_ROLES_GROUP (self), FALSE);

  clean = clean_role (role);
  if (clean == NULL)
    return FALSE;
  row = find_row (self, clean);
  if (row == NULL)
    {
      row = ADW_COMBO_ROW (adw_combo_row_new ());
      gtk_widget_set_name (GTK_WIDGET (row), clean);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clean);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_remove_button (self));
      set_classes (row);
      /* The row that adds one stays the last. */
      gtk_list_box_insert (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->new_row))), GTK_WIDGET (row),
                           gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->new_row)));
      g_ptr_array_add (self->rows, row);
    }
  set_class (row, priority_class);

  return TRUE;
}
