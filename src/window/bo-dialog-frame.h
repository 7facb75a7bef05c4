/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoDialogFrame:
 *
 * What every dialog of ours has: a header bar with Cancel and a button that does it,
 * and a banner that tells why it was not done.
 *
 * Properties: title, apply-label, can-apply, busy (nothing can be done meanwhile),
 * destructive.  "apply": the button, or Ctrl+Enter.
 */
#define BO_TYPE_DIALOG_FRAME (bo_dialog_frame_get_type ())
G_DECLARE_FINAL_TYPE (BoDialogFrame, bo_dialog_frame, BO, DIALOG_FRAME, AdwBin)

GtkWidget  *bo_dialog_frame_new (const char *title,
                                 const char *apply_label);
void        bo_dialog_frame_set_content (BoDialogFrame *self,
                                         GtkWidget     *content);
void        bo_dialog_frame_set_can_apply (BoDialogFrame *self,
                                           gboolean       can_apply);
void        bo_dialog_frame_set_busy (BoDialogFrame *self,
                                      gboolean       busy);
gboolean    bo_dialog_frame_get_busy (BoDialogFrame *self);
void        bo_dialog_frame_show_error (BoDialogFrame *self,
                                        const GError  *error);
void        bo_dialog_frame_show_notice (BoDialogFrame *self,
                                         const char    *text);
const char *bo_dialog_frame_get_notice (BoDialogFrame *self);
GtkWidget  *bo_dialog_frame_get_apply_button (BoDialogFrame *self);

void bo_dialog_frame_set_can_cancel (BoDialogFrame *self,
                                     gboolean       can_cancel);

G_END_DECLS
