/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A content widget, with a header bar of its own, hosted in what a dialog is:
 * a modal AdwWindow up to libadwaita 1.4, an AdwDialog from 1.5 on. */

/* Whether the dialog may close; else it stays, and the function asks or tells. */
typedef gboolean (*BoDialogCloseFunc) (GtkWidget *content);

void bo_dialog_present (GtkWidget  *content,
                        GtkWidget  *parent,
                        const char *title,
                        int         width,
                        int         height);
void bo_dialog_set_close_func (GtkWidget        *content,
                               BoDialogCloseFunc func);
void bo_dialog_set_default_widget (GtkWidget *content,
                                   GtkWidget *widget);
void bo_dialog_set_focus (GtkWidget *content,
                          GtkWidget *widget);
void bo_dialog_close (GtkWidget *content);
void bo_dialog_force_close (GtkWidget *content);

G_END_DECLS
