/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-count-dialog"

#include "config.h"

#include "bo-count-dialog.h"

#include <glib/gi18n.h>

#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-form.h"
#include "bo-format.h"

#define DIALOG_WIDTH 480 /* pixels */

struct _BoCountDialog
{
  AdwBin parent_instance;

  BoCommander   *commander; /* (owned) (nullable) */
  gint64         product_id;
  BoDialogFrame *frame; /* (not owned): descendants */
  GtkSpinButton *spin;
  AdwEntryRow   *reason_row;
};

G_DEFINE_FINAL_TYPE (BoCountDialog, bo_count_dialog, ADW_TYPE_BIN)

static void
apply_cb (BoCountDialog *self)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason_row));

  gtk_spin_button_update (self->spin);
  bo_commander_count (self->commander, self->product_id, (gint64) gtk_spin_button_get_value (self->spin),
                      *reason != '\0' ? reason : NULL);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
bo_count_dialog_dispose (GObject *object)
{
  g_clear_object (&BO_COUNT_DIALOG (object)->commander);

  G_OBJECT_CLASS (bo_count_dialog_parent_class)->dispose (object);
}

static void
bo_count_dialog_class_init (BoCountDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_count_dialog_dispose;
}

static void
bo_count_dialog_init (BoCountDialog *self)
{
}

/**
 * bo_count_dialog_present:
 * @commander: gets the command
 * @product: as it stands
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoCountDialog *
bo_count_dialog_present (BoCommander           *commander,
                         const BoProductRecord *product,
                         GtkWidget             *parent)
{
  BoCountDialog       *self = g_object_new (BO_TYPE_COUNT_DIALOG, NULL);
  GtkWidget           *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char     *on_hand = bo_format_units (product->on_hand);
  g_autofree char     *allocated = bo_format_units (product->allocated);
  g_autofree char     *subtitle = g_strdup_printf (_ ("%s by the book, %s of them allocated"), on_hand, allocated);
  g_autofree char     *title = g_markup_escape_text (product->name, -1);

  g_set_object (&self->commander, commander);
  self->product_id = product->id;
  self->frame = BO_DIALOG_FRAME (bo_dialog_frame_new (_ ("Count Stock"), _ ("_Set")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->frame));
  g_signal_connect_object (self->frame, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_group_set_title (group, title);
  self->spin = bo_form_add_spin (group, _ ("_Units on the shelf"), subtitle, 0, BO_UNITS_MAX, product->on_hand);
  self->reason_row = bo_form_add_entry (group, _ ("_Reason"), NULL);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  bo_dialog_frame_set_content (self->frame, page);

  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Count Stock"), DIALOG_WIDTH, -1);
  bo_dialog_set_default_widget (GTK_WIDGET (self), bo_dialog_frame_get_apply_button (self->frame));
  bo_dialog_set_focus (GTK_WIDGET (self), GTK_WIDGET (self->spin));

  return self;
}
