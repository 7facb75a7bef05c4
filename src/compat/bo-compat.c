/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-compat"

#include "config.h"

#include "bo-compat.h"

#include <glib/gi18n.h>

#define CONFIRM_RESPONSE "confirm"
#define CANCEL_RESPONSE "cancel"

#if ADW_CHECK_VERSION(1, 5, 0)

static void
alert_chosen_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source_object), result);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, g_strcmp0 (response, CONFIRM_RESPONSE) == 0);
}

#else

static void
message_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     GTask            *task)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, g_strcmp0 (response, CONFIRM_RESPONSE) == 0);
  g_object_unref (task);
}

#endif

/**
 * bo_confirm_async:
 * @parent: the widget on whose behalf to ask
 * @heading: the question
 * @body: what there is to know before answering
 * @confirm_label: what the button that confirms says, with a mnemonic
 * @destructive: whether confirming loses something
 * @cancellable: (nullable): closes the question
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks the user to confirm.  Closing the question is a no.
 */
void
bo_confirm_async (GtkWidget          *parent,
                  const char         *heading,
                  const char         *body,
                  const char         *confirm_label,
                  gboolean            destructive,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_confirm_async);

#if ADW_CHECK_VERSION(1, 5, 0)
  {
    AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

    adw_alert_dialog_add_responses (dialog, CANCEL_RESPONSE, _ ("_Cancel"),
                                    CONFIRM_RESPONSE, confirm_label, NULL);
    adw_alert_dialog_set_response_appearance (dialog, CONFIRM_RESPONSE,
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
    adw_alert_dialog_set_close_response (dialog, CANCEL_RESPONSE);
    adw_alert_dialog_choose (dialog, parent, cancellable, alert_chosen_cb, task);
  }
#else
  {
    GtkRoot          *root = gtk_widget_get_root (parent);
    AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (root), heading, body));

    adw_message_dialog_add_responses (dialog, CANCEL_RESPONSE, _ ("_Cancel"),
                                      CONFIRM_RESPONSE, confirm_label, NULL);
    adw_message_dialog_set_response_appearance (dialog, CONFIRM_RESPONSE,
                                                destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
    adw_message_dialog_set_close_response (dialog, CANCEL_RESPONSE);

    g_signal_connect (dialog, "response", G_CALLBACK (message_response_cb), task);
    /* Not g_cancellable_connect(): closing answers, and what answers could then
     * not disconnect from within the handler.  Main thread only. */
    if (cancellable != NULL)
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (gtk_window_close), dialog, G_CONNECT_SWAPPED);
    gtk_window_present (GTK_WINDOW (dialog));
  }
#endif
}

gboolean
bo_confirm_finish (GAsyncResult *result,
                   GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_confirm_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

#if GTK_CHECK_VERSION(4, 10, 0)

/* A dismissal is G_IO_ERROR_CANCELLED on every version. */
static void
return_file (GTask  *task,
             GFile  *file,
             GError *error)
{
  if (file != NULL)
    {
      g_task_return_pointer (task, file, g_object_unref);
      return;
    }
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed by the user");
    }
  g_task_return_error (task, error);
}

static void
file_opened_cb (GObject      *source_object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GFile  *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source_object), result, &error);

  return_file (task, file, error);
}

static void
file_saved_cb (GObject      *source_object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GFile  *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source_object), result, &error);

  return_file (task, file, error);
}

#else

static void
native_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    GTask           *task)
{
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed by the user");

  g_object_unref (task); /* which owns the dialog */
}

static void
show_native (GTask               *task,
             GtkWindow           *parent,
             const char          *title,
             GtkFileChooserAction action,
             GtkFileFilter       *filter,
             const char          *initial_name)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (filter != NULL)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (initial_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), initial_name);
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (native_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * bo_open_file_async:
 * @parent: the window on whose behalf to ask
 * @title: what the dialog is for
 * @filter: (nullable): what may be chosen
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lets the user choose a file that exists.  One who dismisses the dialog is
 * %G_IO_ERROR_CANCELLED.
 */
void
bo_open_file_async (GtkWindow          *parent,
                    const char         *title,
                    GtkFileFilter      *filter,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_open_file_async);

#if GTK_CHECK_VERSION(4, 10, 0)
  {
    g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

    gtk_file_dialog_set_title (dialog, title);
    gtk_file_dialog_set_default_filter (dialog, filter);
    gtk_file_dialog_open (dialog, parent, cancellable, file_opened_cb, task);
  }
#else
  show_native (task, parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, filter, NULL);
#endif
}

GFile *
bo_open_file_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_open_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_save_file_async:
 * @parent: the window on whose behalf to ask
 * @title: what the dialog is for
 * @initial_name: the name proposed
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lets the user choose where to save.  One who dismisses the dialog is
 * %G_IO_ERROR_CANCELLED.
 */
void
bo_save_file_async (GtkWindow          *parent,
                    const char         *title,
                    const char         *initial_name,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_save_file_async);

#if GTK_CHECK_VERSION(4, 10, 0)
  {
    g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

    gtk_file_dialog_set_title (dialog, title);
    gtk_file_dialog_set_initial_name (dialog, initial_name);
    gtk_file_dialog_save (dialog, parent, cancellable, file_saved_cb, task);
  }
#else
  show_native (task, parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, initial_name);
#endif
}

GFile *
bo_save_file_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_save_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_about_present:
 * @parent: a widget of the window on whose behalf to show it
 * @application_name: translated
 * @icon_name: of the application
 * @version: of the application
 * @comments: one sentence, translated
 * @website: (nullable): where to learn more
 *
 * Shows what the program is and under which licence.
 */
void
bo_about_present (GtkWidget  *parent,
                  const char *application_name,
                  const char *icon_name,
                  const char *version,
                  const char *comments,
                  const char *website)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", application_name, "application-icon", icon_name, "version", version,
                "comments", comments, "website", website != NULL ? website : "", "license-type", GTK_LICENSE_GPL_3_0, NULL);
  adw_dialog_present (dialog, parent);
#else
  GtkWidget *window = adw_about_window_new ();

  g_object_set (window,
                "application-name", application_name, "application-icon", icon_name, "version", version,
                "comments", comments, "website", website != NULL ? website : "", "license-type", GTK_LICENSE_GPL_3_0,
                "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

/**
 * bo_shortcuts_present:
 * @parent: the window on whose behalf to show them
 * @resource_base_path: of the application
 *
 * Shows the keyboard shortcuts: `shortcuts-dialog.ui` from libadwaita 1.8 on,
 * `help-overlay.ui` before, each with one object named "shortcuts".
 */
void
bo_shortcuts_present (GtkWindow  *parent,
                      const char *resource_base_path)
{
#if ADW_CHECK_VERSION(1, 8, 0)
  g_autofree char *path = g_strconcat (resource_base_path, "/shortcuts-dialog.ui", NULL);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);

  adw_dialog_present (ADW_DIALOG (gtk_builder_get_object (builder, "shortcuts")), GTK_WIDGET (parent));
#else
  g_autofree char *path = g_strconcat (resource_base_path, "/help-overlay.ui", NULL);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  gtk_window_present (window);
#endif
}

/* Has a screen reader say @text, where the toolkit can. */
void
bo_announce (GtkWidget  *widget,
             const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  /* The one for tests cannot, and as late as GTK 4.24 calls a function that is not there. */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;

  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}
