/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoNewDialog:
 *
 * Notes what a customer wants.  Product and customer are completed, or new; Enter
 * places the backorder.
 */
#define BO_TYPE_NEW_DIALOG (bo_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoNewDialog, bo_new_dialog, BO, NEW_DIALOG, AdwBin)

BoNewDialog *bo_new_dialog_present (BoCommander *commander,
                                    gint64       product_id,
                                    GtkWidget   *parent);

/* The rows to type into, for who drives the dialog. */
GtkEditable *bo_new_dialog_get_entry (BoNewDialog *self,
                                      const char  *name);
void         bo_new_dialog_set_units (BoNewDialog *self,
                                      gint64       units);
void         bo_new_dialog_apply (BoNewDialog *self);
const char  *bo_new_dialog_get_notice (BoNewDialog *self);

G_END_DECLS
