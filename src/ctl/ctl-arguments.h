/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl.h"

G_BEGIN_DECLS

/* What stands in arguments and option values.  @what names it in messages
 * ("--need"); every one fails with CTL_ERROR_USAGE. */

gboolean ctl_parse_id (const char *text,
                       const char *what,
                       gint64     *id,
                       GError    **error);
gboolean ctl_parse_number (const char *text,
                           const char *what,
                           gint64      min,
                           gint64      max,
                           gint64     *number,
                           GError    **error);
gboolean ctl_parse_day (const char *text,
                        const char *what,
                        int        *day,
                        GError    **error);
gboolean ctl_parse_time (Ctl        *ctl,
                         const char *text,
                         const char *what,
                         gint64     *at,
                         GError    **error);
gboolean ctl_parse_money (Ctl        *ctl,
                          const char *text,
                          const char *what,
                          gint64     *amount,
                          GError    **error);
char    *ctl_parse_pair (const char *text,
                         const char *what,
                         gint64      min,
                         gint64     *value,
                         GError    **error);
typedef char *(*CtlListNames) (void);
gboolean ctl_parse_name (const char  *text,
                         const char  *what,
                         gboolean     known,
                         CtlListNames list_names,
                         GError     **error);

/* The whole of a file, or with "-" of standard input; refused beyond 256 MiB, for a
 * device never ends. */
gboolean ctl_read_all (const char *path,
                       char      **contents,
                       gsize      *length,
                       GError    **error);

G_END_DECLS
