/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* Keys of the table "setting". */
#define BO_SETTING_SHOP_NAME "shop-name"
#define BO_SETTING_CURRENCY "currency"   /* ISO 4217 */
#define BO_SETTING_TIME_ZONE "time-zone" /* IANA */
#define BO_SETTING_POLICY "policy"       /* JSON */

gboolean bo_setting_table_get (BoTxn      *txn,
                               const char *key,
                               char      **value,
                               GError    **error);
gboolean bo_setting_table_set (BoTxn      *txn,
                               const char *key,
                               const char *value,
                               GError    **error);

G_END_DECLS
