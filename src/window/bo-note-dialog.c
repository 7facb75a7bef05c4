/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-note-dialog"

#include "config.h"

#include "bo-note-dialog.h"

#include <glib/gi18n.h>

#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-outbox.h"

#define DIALOG_WIDTH 480  /* pixels */
#define DIALOG_HEIGHT 400 /* pixels */
/* What the shop takes of a note. */
#define TEXT_MAX 5000

struct _BoNoteDialog
{
  AdwBin parent_instance;

  BoCommander *commander; /* (owned) (nullable) */
  gint64       order_id;

  /* Template children */
  BoDialogFrame       *frame;
  AdwPreferencesGroup *group;
  GtkTextView         *text_view;
  GtkTextBuffer       *buffer;
};

G_DEFINE_FINAL_TYPE (BoNoteDialog, bo_note_dialog, ADW_TYPE_BIN)

/* Returns: (transfer full): without what is white around it */
static char *
dup_text (BoNoteDialog *self)
{
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (self->buffer, &begin, &end);

  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &begin, &end, FALSE));
}

static void
update (BoNoteDialog *self)
{
  g_autofree char *text = dup_text (self);
  glong            length = g_utf8_strlen (text, -1);

  bo_dialog_frame_set_can_apply (self->frame, length > 0 && length <= TEXT_MAX);
  bo_dialog_frame_show_notice (self->frame, length > TEXT_MAX ? _ ("The message is too long for the shop.") : NULL);
}

static void
added_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BoNoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = bo_sync_outbox_finish (BO_SYNC (source_object), result, &error);

  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (g_error_matches (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND))
    bo_dialog_frame_show_notice (self->frame, _ ("This order did not come from the shop, so the shop cannot write to "
                                                 "its customer."));
  else if (!done)
    bo_dialog_frame_show_error (self->frame, error);
  if (!done)
    return;
  bo_commander_tell_done (self->commander, _ ("The message goes out with the next sync"), 0);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
apply_cb (BoNoteDialog *self)
{
  BoSync          *sync = bo_commander_get_sync (self->commander);
  g_autofree char *text = dup_text (self);

  if (sync == NULL || *text == '\0')
    return;
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_sync_add_note_async (sync, self->order_id, text, NULL, added_cb, g_object_ref (self));
}

static void
bo_note_dialog_dispose (GObject *object)
{
  BoNoteDialog *self = BO_NOTE_DIALOG (object);

  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_NOTE_DIALOG);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_note_dialog_parent_class)->dispose (object);
}

static void
bo_note_dialog_class_init (BoNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_note_dialog_dispose;

  g_type_ensure (BO_TYPE_DIALOG_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-note-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BoNoteDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, BoNoteDialog, group);
  gtk_widget_class_bind_template_child (widget_class, BoNoteDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, BoNoteDialog, buffer);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
bo_note_dialog_init (BoNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bo_note_dialog_present:
 * @commander: by which the shop is reached, and told what was done
 * @line: of the order whose customer is written to
 * @parent: a widget of the window on whose behalf to ask
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoNoteDialog *
bo_note_dialog_present (BoCommander        *commander,
                        const BoLineRecord *line,
                        GtkWidget          *parent)
{
  BoNoteDialog    *self = g_object_new (BO_TYPE_NOTE_DIALOG, NULL);
  const char      *customer = line->customer != NULL ? line->customer : "";
  g_autofree char *title = NULL;

  g_set_object (&self->commander, commander);
  self->order_id = line->order_id;
  /* Translators: the number of an order, and the name of a customer */
  title = g_markup_printf_escaped (_ ("Order %s, %s"), line->order_number != NULL ? line->order_number : "", customer);
  adw_preferences_group_set_title (self->group, title);
  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Message to the Customer"), DIALOG_WIDTH, DIALOG_HEIGHT);
  bo_dialog_set_focus (GTK_WIDGET (self), GTK_WIDGET (self->text_view));

  return self;
}

void
bo_note_dialog_set_text (BoNoteDialog *self,
                         const char   *text)
{
  g_return_if_fail (BO_IS_NOTE_DIALOG (self));

  gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
bo_note_dialog_apply (BoNoteDialog *self)
{
  g_return_if_fail (BO_IS_NOTE_DIALOG (self));

  apply_cb (self);
}

/* Returns: (nullable): why it was not done */
const char *
bo_note_dialog_get_notice (BoNoteDialog *self)
{
  g_return_val_if_fail (BO_IS_NOTE_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}
