/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-shop-address.h"
#include "bo-woo-query.h"
#include "bo-woo-sign.h"

G_BEGIN_DECLS

/**
 * BoWooClient:
 *
 * Requests to one shop, with its keys: signed, sent to its own origin and nowhere
 * else, answered or explained.
 */
#define BO_TYPE_WOO_CLIENT (bo_woo_client_get_type ())
G_DECLARE_FINAL_TYPE (BoWooClient, bo_woo_client, BO, WOO_CLIENT, GObject)

/* The API of the shop, and what lies outside of it, where keys do not count. */
typedef enum
{
  BO_WOO_ROOT_API,   /* /wp-json/wc/v3/ */
  BO_WOO_ROOT_INDEX, /* /wp-json/ : whoever asks */
  BO_WOO_ROOT_HOME,  /* / : whoever asks */
} BoWooRoot;

BoWooClient *bo_woo_client_new (BoShopAddress *address,
                                const char    *key,
                                const char    *secret);
BoHttp      *bo_woo_client_get_http (BoWooClient *self);
BoWooAuth    bo_woo_client_get_auth (BoWooClient *self);

const BoShopAddress *bo_woo_client_get_address (BoWooClient *self);

void         bo_woo_client_read_async (BoWooClient        *self,
                                       BoWooRoot           root,
                                       const char         *path,
                                       BoQuery            *query,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
void         bo_woo_client_write_async (BoWooClient        *self,
                                        const char         *method,
                                        const char         *path,
                                        BoQuery            *query,
                                        GBytes             *json,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
BoHttpReply *bo_woo_client_finish (BoWooClient  *self,
                                   GAsyncResult *result,
                                   gboolean     *sent,
                                   GError      **error);

G_END_DECLS
