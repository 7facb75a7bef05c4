/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"

G_BEGIN_DECLS

/* What the shop answered instead of what it was asked for, told in words. */
GError *bo_woo_error_new (const BoHttpReply *reply,
                          gboolean           writes,
                          gboolean           keys_work);
GError *bo_woo_error_new_redirect (const BoHttpReply *reply,
                                   gboolean           stays);

/* The shop's own word for what is wrong, "rest_no_route"; NULL when the answer is
 * none of its own. */
char *bo_woo_error_read_code (const BoHttpReply *reply);

G_END_DECLS
