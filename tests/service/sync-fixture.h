/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-outbox.h"
#include "bo-service-fixture.h"
#include "fake-shop.h"

G_BEGIN_DECLS

/* A store with a shop in memory connected to it. */
typedef struct
{
  BoServiceFixture base;
  FakeShop        *shop; /* (owned) */
  BoSync          *sync; /* (owned) */
} SyncFixture;

void sync_fixture_set_up (SyncFixture  *fixture,
                          gconstpointer user_data);
void sync_fixture_tear_down (SyncFixture  *fixture,
                             gconstpointer user_data);

BoSync *bo_test_open_sync (BoService *service,
                           BoCatalog *catalog);
void    bo_test_set_config (BoSync             *sync,
                            const BoShopConfig *config);
/* The configuration that is connected, to be changed. */
BoShopConfig *bo_test_dup_config (BoSync *sync);
void          bo_test_set_take (BoSync *sync,
                                BoTake  take);
void          bo_test_set_stock_owner (BoSync      *sync,
                                       BoStockOwner owner);

BoSyncReport *bo_test_try_sync (BoSync     *sync,
                                BoSyncFlags flags,
                                GError    **error);
/* One that must succeed. */
void bo_test_sync (BoSync *sync);
void bo_test_full_sync (BoSync *sync);

/* The product that the shop's is here, 0 without one. */
gint64 bo_test_find_product (BoService  *service,
                             const char *sku);
/* What the queue has of a product: "3/5 2/2", allocated of open, in order of id, open
 * lines only; "" for none. */
char *bo_test_describe_queue (BoService  *service,
                              const char *sku);
#define bo_test_assert_queue(service, sku, expected)                   \
  G_STMT_START                                                         \
  {                                                                    \
    g_autofree char *bo_text_ = bo_test_describe_queue (service, sku); \
                                                                       \
    g_assert_cmpstr (bo_text_, ==, expected);                          \
  }                                                                    \
  G_STMT_END
/* (element-type BoLineRecord) open lines of a product, by id. */
GPtrArray *bo_test_list_lines (BoService  *service,
                               const char *sku);
gint64     bo_test_get_on_hand (BoService  *service,
                                const char *sku);
GPtrArray *bo_test_list_outbox (BoSync *sync);
GPtrArray *bo_test_list_conflicts (BoSync *sync);
/* "stock:3>5 negative:2>-1": kind, mine, theirs. */
char *bo_test_describe_conflicts (BoSync *sync);
#define bo_test_assert_conflicts(sync, expected)                   \
  G_STMT_START                                                     \
  {                                                                \
    g_autofree char *bo_text_ = bo_test_describe_conflicts (sync); \
                                                                   \
    g_assert_cmpstr (bo_text_, ==, expected);                      \
  }                                                                \
  G_STMT_END
void bo_test_resolve (BoSync      *sync,
                      BoResolution resolution);

G_END_DECLS
