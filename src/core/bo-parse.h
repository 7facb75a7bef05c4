/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers, money, days and instants as files and command lines have them: in no
 * locale, in the notations that shops and spreadsheets write.  Messages are in
 * the user's language and name the value. */

typedef enum
{
  BO_PARSE_ERROR_MALFORMED, /* not of this kind at all */
  BO_PARSE_ERROR_FRACTION,  /* not a whole number */
  BO_PARSE_ERROR_TOO_LARGE,
  BO_PARSE_ERROR_NO_SUCH_DAY, /* 30 February, 25 o'clock */
} BoParseError;

#define BO_PARSE_ERROR (bo_parse_error_quark ())
GQuark bo_parse_error_quark (void);

gboolean bo_parse_units (const char *text,
                         gint64     *units,
                         GError    **error);
gboolean bo_parse_money (const char *text,
                         const char *currency,
                         gint64     *amount,
                         gboolean   *rounded,
                         GError    **error);
gboolean bo_parse_time (const char *text,
                        GTimeZone  *time_zone,
                        gboolean    month_first,
                        gint64     *at,
                        GError    **error);
gboolean bo_parse_day (const char *text,
                       gboolean    month_first,
                       int        *day,
                       GError    **error);

G_END_DECLS
