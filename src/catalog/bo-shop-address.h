/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a shop is, from what a person typed, and what belongs to its origin: keys
 * are never sent anywhere else. */
typedef struct
{
  char    *scheme; /* "https", or "http" on loopback */
  char    *host;   /* in ASCII; of an IPv6 address without brackets */
  int      port;
  char    *path; /* "", or "/shop" */
  char    *text; /* all of it as it is shown and stored: "https://shop.example/shop" */
  gboolean loopback;
} BoShopAddress;

BoShopAddress *bo_shop_address_parse (const char *text,
                                      GError    **error);
void           bo_shop_address_free (BoShopAddress *self);
gboolean       bo_shop_address_is_secure (const BoShopAddress *self);
gboolean       bo_shop_address_has_origin_of (const BoShopAddress *self,
                                              GUri                *uri);
gboolean       bo_host_is_loopback (const char *host);
char          *bo_host_to_ascii (const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoShopAddress, bo_shop_address_free)

G_END_DECLS
