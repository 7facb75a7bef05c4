/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-dialog"

#include "config.h"

#include "bo-dialog.h"

#define CLOSE_FUNC_KEY "bo-dialog-close-func"

#define HAVE_DIALOG ADW_CHECK_VERSION (1, 5, 0)

static gboolean
may_close (GtkWidget *content)
{
  BoDialogCloseFunc func = g_object_get_data (G_OBJECT (content), CLOSE_FUNC_KEY);

  return func == NULL || func (content);
}

#if HAVE_DIALOG

static AdwDialog *
get_host (GtkWidget *content)
{
  return ADW_DIALOG (gtk_widget_get_ancestor (content, ADW_TYPE_DIALOG));
}

static void
close_attempt_cb (AdwDialog *dialog,
                  GtkWidget *content)
{
  if (may_close (content))
    adw_dialog_force_close (dialog);
}

#else

static GtkWindow *
get_host (GtkWidget *content)
{
  GtkRoot *root = gtk_widget_get_root (content);

  return ADW_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static gboolean
close_request_cb (GtkWindow *window,
                  GtkWidget *content)
{
  return !may_close (content);
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

#endif

/**
 * bo_dialog_present:
 * @content: (transfer floating): what the dialog holds, with a header bar
 * @parent: a widget of the window on whose behalf it is shown
 * @title: translated
 * @width: its width when there is room
 * @height: its height when there is room, or -1: what it needs
 *
 * Shows @content as a modal dialog.  Escape closes it, if it may close.
 */
void
bo_dialog_present (GtkWidget  *content,
                   GtkWidget  *parent,
                   const char *title,
                   int         width,
                   int         height)
{
#if HAVE_DIALOG
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, width);
  if (height >= 0)
    adw_dialog_set_content_height (dialog, height);
  adw_dialog_set_child (dialog, content);
  adw_dialog_set_can_close (dialog, FALSE);
  g_signal_connect_object (dialog, "close-attempt", G_CALLBACK (close_attempt_cb), content, 0);
  adw_dialog_present (dialog, parent);
#else
  GtkWidget *window = adw_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  adw_window_set_content (ADW_WINDOW (window), content);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), content, 0);
  add_escape (window);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

void
bo_dialog_set_close_func (GtkWidget        *content,
                          BoDialogCloseFunc func)
{
  g_object_set_data (G_OBJECT (content), CLOSE_FUNC_KEY, func);
}

/* What Enter in an entry activates; once the dialog is presented. */
void
bo_dialog_set_default_widget (GtkWidget *content,
                              GtkWidget *widget)
{
#if HAVE_DIALOG
  adw_dialog_set_default_widget (get_host (content), widget);
#else
  gtk_window_set_default_widget (get_host (content), widget);
#endif
}

/* Where the keyboard is; once the dialog is presented. */
void
bo_dialog_set_focus (GtkWidget *content,
                     GtkWidget *widget)
{
#if HAVE_DIALOG
  adw_dialog_set_focus (get_host (content), widget);
#else
  gtk_window_set_focus (get_host (content), widget);
#endif
}

/* Closes the dialog, if it may close. */
void
bo_dialog_close (GtkWidget *content)
{
  if (get_host (content) == NULL)
    return;
#if HAVE_DIALOG
  adw_dialog_close (get_host (content));
#else
  gtk_window_close (get_host (content));
#endif
}

/* Closes the dialog without asking whether it may. */
void
bo_dialog_force_close (GtkWidget *content)
{
  if (get_host (content) == NULL)
    return;
#if HAVE_DIALOG
  adw_dialog_force_close (get_host (content));
#else
  gtk_window_destroy (get_host (content));
#endif
}
