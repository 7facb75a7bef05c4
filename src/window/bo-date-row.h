/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoDateRow:
 *
 * A row of a form that takes a day: typed (2026-12-24, the locale's way, or +7 for a
 * week from today), or chosen from a calendar.  "day-changed" when
 * the day changes, or what is typed becomes or stops being one.
 */
#define BO_TYPE_DATE_ROW (bo_date_row_get_type ())
G_DECLARE_FINAL_TYPE (BoDateRow, bo_date_row, BO, DATE_ROW, AdwEntryRow)

GtkWidget *bo_date_row_new (const char *title,
                            int         today);
void       bo_date_row_set_today (BoDateRow *self,
                                  int        today);
void       bo_date_row_set_day (BoDateRow *self,
                                int        day);
int        bo_date_row_get_day (BoDateRow *self);
gboolean   bo_date_row_get_valid (BoDateRow *self);

G_END_DECLS
