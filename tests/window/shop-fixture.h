/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-shop-dialog.h"
#include "bo-shop-panel.h"
#include "fake-shop.h"
#include "window-fixture.h"

G_BEGIN_DECLS

/* A real window on a store of its own, and a shop in memory behind its sync. */
typedef struct
{
  Fixture   base;
  FakeShop *shop; /* (owned) */
} ShopFixture;

/* Two products and three orders of more than there is of them. */
void shop_fixture_fill (FakeShop *shop);
void shop_fixture_set_up (ShopFixture  *fixture,
                          gconstpointer data);
void shop_fixture_tear_down (ShopFixture  *fixture,
                             gconstpointer data);
/* The same with a shop that is connected and has been read, by a click. */
void shop_fixture_set_up_connected (ShopFixture  *fixture,
                                    gconstpointer data);

BoShopState  *shop_fixture_get_state (ShopFixture *fixture);
BoSync       *shop_fixture_get_sync (ShopFixture *fixture);
BoShopDialog *shop_fixture_present_dialog (ShopFixture *fixture);
BoShopPanel  *shop_fixture_present_panel (ShopFixture *fixture);
void          shop_fixture_type_keys (ShopFixture  *fixture,
                                      BoShopDialog *dialog);
void          shop_fixture_connect (ShopFixture *fixture,
                                    BoStockOwner owner);
/* By F5's action; until it is over and the panel, if any, shows what came of it. */
void shop_fixture_sync (ShopFixture *fixture);
void shop_fixture_wait (ShopFixture *fixture);

/* Puts a shop into every kind of trouble that a person must settle, and leaves the
 * outbox with something in it: of SKU "LAMP" stock, of order 1002 a note. */
void shop_fixture_make_stock_conflict (ShopFixture *fixture);
void shop_fixture_make_note_conflict (ShopFixture *fixture);
void shop_fixture_make_waiting (ShopFixture   *fixture,
                                BoCatalogError failure);

G_END_DECLS
