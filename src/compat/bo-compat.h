/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What has no form common to GTK 4.8 with libadwaita 1.2 and to the newest of
 * both that is not deprecated in the one or missing in the other.  Only this room
 * may ask for a version of GTK or libadwaita. */

void     bo_confirm_async (GtkWidget          *parent,
                           const char         *heading,
                           const char         *body,
                           const char         *confirm_label,
                           gboolean            destructive,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
gboolean bo_confirm_finish (GAsyncResult *result,
                            GError      **error);

void   bo_open_file_async (GtkWindow          *parent,
                           const char         *title,
                           GtkFileFilter      *filter,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
GFile *bo_open_file_finish (GAsyncResult *result,
                            GError      **error);
void   bo_save_file_async (GtkWindow          *parent,
                           const char         *title,
                           const char         *initial_name,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
GFile *bo_save_file_finish (GAsyncResult *result,
                            GError      **error);

void bo_about_present (GtkWidget  *parent,
                       const char *application_name,
                       const char *icon_name,
                       const char *version,
                       const char *comments,
                       const char *website);
void bo_shortcuts_present (GtkWindow  *parent,
                           const char *resource_base_path);
void bo_announce (GtkWidget  *widget,
                  const char *text);

G_END_DECLS
