/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"

G_BEGIN_DECLS

BoHttpReply *bo_http_reply_new (SoupMessage *message,
                                GByteArray  *body,
                                const char  *request_id);
GError      *bo_http_explain (const GError *cause,
                              SoupMessage  *message,
                              const char   *request_id,
                              gboolean      timed_out);

G_END_DECLS
