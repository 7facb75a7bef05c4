/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-sample-shop.h"
#include "bo-test-util.h"
#include "bo-woo-catalog.h"

G_BEGIN_DECLS

/* The sample shop on loopback, and a catalogue that speaks to it, in a hurry. */
typedef struct
{
  BoSampleShop *shop;
  BoCatalog    *catalog;
} CatalogFixture;

#define BO_TEST_ANSWER_MS 400
#define BO_TEST_BACKOFF_MS 5

void       catalog_fixture_set_up (CatalogFixture *fixture,
                                   gconstpointer   user_data);
void       catalog_fixture_tear_down (CatalogFixture *fixture,
                                      gconstpointer   user_data);
void       catalog_fixture_switch (CatalogFixture *fixture,
                                   const char     *name,
                                   const char     *value);
BoCatalog *catalog_new_for (const char *address,
                            const char *key,
                            const char *secret);

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
GBytes          *catalog_load_image (BoCatalog  *catalog,
                                     const char *address,
                                     GError    **error);

G_END_DECLS
