/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-start-pages"

#include "config.h"

#include "bo-start-pages.h"

#include <glib/gi18n.h>

#include "bo-db.h"
#include "bo-error-text.h"

static GtkWidget *
create_button (const char *label,
               const char *action,
               gboolean    suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
create_page (GtkWidget *status_page,
             GtkWidget *buttons)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header_bar = adw_header_bar_new ();

  gtk_widget_add_css_class (header_bar, "flat");
  adw_status_page_set_child (ADW_STATUS_PAGE (status_page), buttons);
  gtk_widget_set_vexpand (status_page, TRUE);
  gtk_box_append (GTK_BOX (box), header_bar);
  gtk_box_append (GTK_BOX (box), status_page);

  return box;
}

/**
 * bo_welcome_page_new:
 *
 * Returns: (transfer floating): the page of a first run, with the ways to begin
 */
GtkWidget *
bo_welcome_page_new (void)
{
  GtkWidget *status_page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status_page), APP_ID);
  adw_status_page_set_title (ADW_STATUS_PAGE (status_page), _ ("Welcome to Backorders"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status_page),
                                   _ ("Who waits for what, in which order, and who gets the next delivery."));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Connect a Shop…"), "win.shop-settings", TRUE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Import an Order File…"), "win.import", FALSE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Explore the Sample Shop"), "app.demo", FALSE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Start Empty"), "win.start-empty", FALSE));

  return create_page (status_page, buttons);
}

/**
 * bo_failed_page_new:
 * @error: why the store did not open
 * @path: its file
 *
 * Returns: (transfer floating): what happened, that nothing is lost, and the ways out
 */
GtkWidget *
bo_failed_page_new (const GError *error,
                    const char   *path)
{
  GtkWidget       *status_page = adw_status_page_new ();
  GtkWidget       *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *text = bo_error_open_text (error, path);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status_page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status_page), bo_error_open_title (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (status_page), markup);
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Try Again"), "win.retry", TRUE));
  if (g_error_matches (error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY))
    gtk_box_append (GTK_BOX (buttons), create_button (_ ("Open for _Reading Only"), "win.open-read-only", FALSE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Open Another Store…"), "win.open-store", FALSE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Make a New Store…"), "win.new-store", FALSE));
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("_Quit"), "app.quit", FALSE));

  return create_page (status_page, buttons);
}
