/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoFactRow:
 *
 * A fact beside its name.  Properties: title, text; a row without a text hides.
 */
#define BO_TYPE_FACT_ROW (bo_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (BoFactRow, bo_fact_row, BO, FACT_ROW, GtkListBoxRow)

GtkWidget  *bo_fact_row_new (const char *title,
                             const char *text);
void        bo_fact_row_set_text (BoFactRow  *self,
                                  const char *text);
const char *bo_fact_row_get_text (BoFactRow *self);

G_END_DECLS
