/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers, money, days and instants as people read them, in the user's locale.
 * The one place that does: rows, details, tables of the command line. */

int   bo_currency_get_decimals (const char *currency);
char *bo_format_units (gint64 units);
char *bo_format_money (gint64      amount,
                       const char *currency);
char *bo_format_day (int day);
char *bo_format_instant (gint64     at,
                         GTimeZone *time_zone);
char *bo_format_instant_day (gint64     at,
                             GTimeZone *time_zone);

G_END_DECLS
