/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "bo-catalog.h"
#include "bo-sample-shop.h"
#include "bo-test-tls.h"
#include "bo-test-util.h"
#include "bo-woo-catalog.h"

G_BEGIN_DECLS

/* The sample shop on loopback, and a catalogue that speaks to it, in a hurry. */
typedef struct
{
  BoSampleShop *shop;
  BoCatalog    *catalog;
  BoTestTls    *tls; /* (nullable): https, by an authority that the catalogue trusts */
} CatalogFixture;

#define CATALOG_TEST_BACKOFF_MS 5
void    catalog_fixture_set_up (CatalogFixture *fixture,
                                gconstpointer   user_data);
void    catalog_fixture_set_up_tls (CatalogFixture *fixture,
                                    gconstpointer   user_data);
void    catalog_fixture_open (CatalogFixture *fixture);
void    catalog_fixture_tear_down (CatalogFixture *fixture,
                                   gconstpointer   user_data);
void    catalog_fixture_switch (CatalogFixture *fixture,
                                const char     *name,
                                const char     *value);
guint64 catalog_fixture_count (CatalogFixture *fixture,
                               const char     *what);
/* Until so many have come: the shop lives in another thread and wakes nobody. */
void catalog_fixture_wait_for_count (CatalogFixture *fixture, const char *what, guint64 count);
/* The last request that came over a connection. */
char      *catalog_fixture_dup_last_request (CatalogFixture *fixture);
BoCatalog *catalog_new_for (const char *address,
                            const char *key,
                            const char *secret);

/* What the shopkeeper does over there. */
json_t *catalog_fixture_ask (CatalogFixture *fixture,
                             const char     *method,
                             const char     *address,
                             const char     *json);
gint64  catalog_fixture_create (CatalogFixture *fixture,
                                const char     *address,
                                const char     *json);
gint64  catalog_fixture_get_number (CatalogFixture *fixture,
                                    const char     *address,
                                    const char     *member);

/* Asynchronous functions made to look synchronous. */
BoAnswer        *catalog_pull (BoCatalog    *catalog,
                               const BoPull *pull,
                               GError      **error);
BoRemotePage    *catalog_pull_page (BoCatalog    *catalog,
                                    const BoPull *pull,
                                    GError      **error);
BoRemotePage    *catalog_pull_all (BoCatalog    *catalog,
                                   const BoPull *pull,
                                   guint        *n_pages);
BoCatalogReport *catalog_test (BoCatalog *catalog,
                               GError   **error);
gboolean         catalog_push (BoCatalog    *catalog,
                               const BoPush *push,
                               BoPushResult *result,
                               GError      **error);
BoRemoteProduct *catalog_pull_product (BoCatalog *catalog,
                                       gint64     id);
GBytes          *catalog_load_image (BoCatalog  *catalog,
                                     const char *address,
                                     GError    **error);

G_END_DECLS
