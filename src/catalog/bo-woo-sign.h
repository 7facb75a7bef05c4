/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-woo-query.h"

G_BEGIN_DECLS

/* How a request proves who sends it. */
typedef enum
{
  BO_WOO_AUTH_HEADER, /* HTTP Basic; https only */
  BO_WOO_AUTH_QUERY,  /* the keys in the address, where a proxy strips the header; https only */
  BO_WOO_AUTH_OAUTH,  /* a signature; http, which is loopback */
} BoWooAuth;

void  bo_woo_query_strip_auth (BoQuery *query);
void  bo_woo_query_add_signature (BoQuery    *query,
                                  const char *method,
                                  const char *address,
                                  const char *key,
                                  const char *secret,
                                  gint64      now,
                                  const char *nonce);
char *bo_woo_make_nonce (void);
char *bo_woo_make_basic (const char *key,
                         const char *secret);

G_END_DECLS
