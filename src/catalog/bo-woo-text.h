/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shop's texts, amounts and instants as strings, read into plain ones. */

char    *bo_woo_text_clean (const char *text,
                            glong       max_chars);
char    *bo_woo_text_plain (const char *html,
                            glong       max_chars);
char    *bo_woo_text_blame (const char *html);
char    *bo_woo_text_escape (const char *text);
gboolean bo_woo_text_is_currency (const char *text);
gboolean bo_woo_parse_amount (const char *text,
                              int         decimals,
                              gint64     *amount);
gboolean bo_woo_amount_from_real (double  value,
                                  int     decimals,
                                  gint64 *amount);
gboolean bo_woo_parse_instant (const char *text,
                               gint64     *at);
char    *bo_woo_format_instant (gint64 at);

G_END_DECLS
