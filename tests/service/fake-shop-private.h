/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-shop.h"

G_BEGIN_DECLS

/* For the files of FakeShop: fake-shop.c is the catalogue that it answers as,
 * fake-shop-keeper.c what happens in it, fake-shop-records.c copies of records. */

void              fake_text_set (char      **at,
                                 const char *text);
BoRemoteProduct  *fake_product_copy (const BoRemoteProduct *product);
BoRemoteCustomer *fake_customer_copy (const BoRemoteCustomer *customer);
BoRemoteOrder    *fake_order_copy (const BoRemoteOrder *order);
BoRemoteRefund   *fake_refund_copy (const BoRemoteRefund *refund);

/* Returns: (transfer none) (nullable): the product or variation of that id */
BoRemoteProduct *fake_shop_find_product (FakeShop *shop,
                                         gint64    id);

G_END_DECLS
