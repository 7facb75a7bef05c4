/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-check-dialog"

#include "config.h"

#include "bo-check-dialog.h"

#include <glib/gi18n.h>

#include "bo-compat.h"
#include "bo-dialog-frame.h"
#include "bo-dialog.h"
#include "bo-error-text.h"

#define DIALOG_WIDTH 520  /* pixels */
#define DIALOG_HEIGHT 560 /* pixels */
#define N_SHOWN 50        /* problems; more say nothing new */

struct _BoCheckDialog
{
  AdwBin parent_instance;

  BoCommander   *commander;   /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned) */
  BoDialogFrame *frame;       /* (not owned): a descendant */
};

G_DEFINE_FINAL_TYPE (BoCheckDialog, bo_check_dialog, ADW_TYPE_BIN)

static void
saved_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BoCheckDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = bo_service_backup_finish (BO_SERVICE (source_object), result, &error);

  if (bo_error_is_cancelled (error))
    return;
  bo_dialog_frame_set_busy (self->frame, FALSE);
  if (!saved)
    {
      bo_dialog_frame_show_error (self->frame, error);
      return;
    }
  bo_commander_tell_done (self->commander, _ ("The copy of the store is saved"), 0);
  bo_dialog_force_close (GTK_WIDGET (self));
}

static void
file_chosen_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BoCheckDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bo_save_file_finish (result, &error);

  if (file != NULL)
    bo_check_dialog_save (self, file);
  else if (!bo_error_is_cancelled (error))
    bo_dialog_frame_show_error (self->frame, error);
}

static void
apply_cb (BoCheckDialog *self)
{
  bo_save_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Save a Copy of the Store"),
                      _ ("shop-copy.db"), self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
add_problem (AdwPreferencesGroup *group,
             const char          *problem)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem);
  adw_preferences_group_add (group, row);
}

static void
fill (BoCheckDialog *self,
      GPtrArray     *problems)
{
  GtkWidget           *page = adw_preferences_page_new ();
  AdwPreferencesGroup *advice = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (advice, _ ("What to Do"));
  adw_preferences_group_set_description (advice,
                                         _ ("Nothing was changed, and nothing is repaired without you. Save a copy of the store "
                                            "as it is. Then open your last backup instead, or send the copy to who looks after "
                                            "your computer. What you do here until then may be lost."));
  adw_preferences_group_set_title (list, _ ("What the Check Found"));
  for (guint i = 0; i < MIN (problems->len, N_SHOWN); i++)
    add_problem (list, g_ptr_array_index (problems, i));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), advice);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), list);
  bo_dialog_frame_set_content (self->frame, page);
}

static void
bo_check_dialog_dispose (GObject *object)
{
  BoCheckDialog *self = BO_CHECK_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_check_dialog_parent_class)->dispose (object);
}

static void
bo_check_dialog_class_init (BoCheckDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_check_dialog_dispose;
}

static void
bo_check_dialog_init (BoCheckDialog *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * bo_check_dialog_present:
 * @commander: its service makes the copy
 * @problems: (element-type utf8): what was found
 * @parent: a widget of the window on whose behalf to tell
 *
 * Returns: (transfer none): the dialog, which is on the screen now
 */
BoCheckDialog *
bo_check_dialog_present (BoCommander *commander,
                         GPtrArray   *problems,
                         GtkWidget   *parent)
{
  BoCheckDialog *self = g_object_new (BO_TYPE_CHECK_DIALOG, NULL);

  g_set_object (&self->commander, commander);
  self->frame = BO_DIALOG_FRAME (bo_dialog_frame_new (_ ("Problems of the Store"), _ ("_Save a Copy…")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->frame));
  g_signal_connect_object (self->frame, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  fill (self, problems);

  bo_dialog_present (GTK_WIDGET (self), parent, _ ("Problems of the Store"), DIALOG_WIDTH, DIALOG_HEIGHT);

  return self;
}

/* Copies the store into a file, which is not the store itself. */
void
bo_check_dialog_save (BoCheckDialog *self,
                      GFile         *file)
{
  BoService       *service = bo_commander_get_service (self->commander);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GFile) own_file = g_file_new_for_path (bo_service_get_path (service));

  g_return_if_fail (BO_IS_CHECK_DIALOG (self));

  if (path == NULL || g_file_equal (file, own_file))
    {
      bo_dialog_frame_show_notice (self->frame, path == NULL ? _ ("The copy can only be saved on this computer.")
                                                             : _ ("That is the store itself. Choose another name."));
      return;
    }
  bo_dialog_frame_set_busy (self->frame, TRUE);
  bo_service_backup_async (service, path, self->cancellable, saved_cb, g_object_ref (self));
}

/* Returns: (nullable): what the banner tells now */
const char *
bo_check_dialog_get_notice (BoCheckDialog *self)
{
  g_return_val_if_fail (BO_IS_CHECK_DIALOG (self), NULL);

  return bo_dialog_frame_get_notice (self->frame);
}
