/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-form"

#include "config.h"

#include "bo-form.h"

#include "bo-line-texts.h"

/* Rows with a spin button or a switch of their own are AdwActionRow, since
 * AdwSpinRow and AdwSwitchRow begin with libadwaita 1.4. */

static GtkWidget *
create_row (const char *title,
            const char *subtitle,
            GtkWidget  *control)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) parts = g_strsplit (title, "_", -1);
  g_autofree char *label = g_strjoinv (NULL, parts);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  /* Tab goes to the control itself. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return row;
}

static GtkWidget *
create_spin (gint64 minimum,
             gint64 maximum,
             gint64 value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range ((double) minimum, (double) maximum, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double) value);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  bo_form_set_activates_default (GTK_SPIN_BUTTON (spin));

  return spin;
}

GtkSpinButton *
bo_form_add_spin (AdwPreferencesGroup *group,
                  const char          *title,
                  const char          *subtitle,
                  gint64               minimum,
                  gint64               maximum,
                  gint64               value)
{
  GtkWidget *spin = create_spin (minimum, maximum, value);

  adw_preferences_group_add (group, create_row (title, subtitle, spin));

  return GTK_SPIN_BUTTON (spin);
}

GtkSpinButton *
bo_form_add_spin_to_expander (AdwExpanderRow *expander,
                              const char     *title,
                              gint64          minimum,
                              gint64          maximum,
                              gint64          value)
{
  GtkWidget *spin = create_spin (minimum, maximum, value);

  adw_expander_row_add_row (expander, create_row (title, NULL, spin));

  return GTK_SPIN_BUTTON (spin);
}

AdwEntryRow *
bo_form_add_entry (AdwPreferencesGroup *group,
                   const char          *title,
                   const char          *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_preferences_group_add (group, row);

  return ADW_ENTRY_ROW (row);
}

AdwComboRow *
bo_form_add_combo (AdwPreferencesGroup *group,
                   const char          *title,
                   const char *const   *texts,
                   guint                selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (texts);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (group, row);

  return ADW_COMBO_ROW (row);
}

GtkSwitch *
bo_form_add_switch (AdwPreferencesGroup *group,
                    const char          *title,
                    const char          *subtitle,
                    gboolean             active)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (control), active);
  adw_preferences_group_add (group, create_row (title, subtitle, control));

  return GTK_SWITCH (control);
}

/* The row that a spin button or switch stands in. */
GtkWidget *
bo_form_get_row (GtkWidget *control)
{
  return gtk_widget_get_ancestor (control, ADW_TYPE_ACTION_ROW);
}

static void
activate_cb (GtkSpinButton *spin)
{
  if (bo_form_take_typed (spin))
    gtk_widget_activate_default (GTK_WIDGET (spin));
}

/* Enter in the number does what Enter in a text does; a property of GTK from 4.14 on. */
void
bo_form_set_activates_default (GtkSpinButton *spin)
{
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (spin)), "activate", G_CALLBACK (activate_cb), spin,
                           G_CONNECT_SWAPPED);
}

/* Takes the number that was typed, although the keyboard is still in it.
 *
 * Returns: whether it is taken as it was typed; else what it became is to be looked at */
gboolean
bo_form_take_typed (GtkSpinButton *spin)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin)));

  gtk_spin_button_update (spin);

  return g_str_equal (typed, gtk_editable_get_text (GTK_EDITABLE (spin)));
}

/* Returns: (transfer full): in the order of #BoShipPolicy */
GStrv
bo_form_dup_ship_texts (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int policy = BO_SHIP_PARTIAL; policy <= BO_SHIP_ORDER_COMPLETE; policy++)
    g_strv_builder_add (builder, bo_ship_policy_to_text (policy));

  return g_strv_builder_end (builder);
}

/* Returns: (transfer full): @first if there is one, then the classes from 1 */
GStrv
bo_form_dup_class_texts (const char *first)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (first != NULL)
    g_strv_builder_add (builder, first);
  for (int i = BO_CLASS_MIN; i <= BO_CLASS_MAX; i++)
    {
      g_autofree char *text = bo_class_to_text (i);

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}
