/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Rows of a form. */

GtkSpinButton *bo_form_add_spin (AdwPreferencesGroup *group,
                                 const char          *title,
                                 const char          *subtitle,
                                 gint64               minimum,
                                 gint64               maximum,
                                 gint64               value);
GtkSpinButton *bo_form_add_spin_to_expander (AdwExpanderRow *expander,
                                             const char     *title,
                                             gint64          minimum,
                                             gint64          maximum,
                                             gint64          value);
AdwEntryRow   *bo_form_add_entry (AdwPreferencesGroup *group,
                                  const char          *title,
                                  const char          *text);
AdwComboRow   *bo_form_add_combo (AdwPreferencesGroup *group,
                                  const char          *title,
                                  const char *const   *texts,
                                  guint                selected);
GtkSwitch     *bo_form_add_switch (AdwPreferencesGroup *group,
                                   const char          *title,
                                   const char          *subtitle,
                                   gboolean             active);
GtkWidget     *bo_form_get_row (GtkWidget *control);
void           bo_form_set_activates_default (GtkSpinButton *spin);
gboolean       bo_form_take_typed (GtkSpinButton *spin);

GStrv bo_form_dup_ship_texts (void);
GStrv bo_form_dup_class_texts (const char *first);

G_END_DECLS
