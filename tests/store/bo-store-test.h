/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-journal.h"
#include "bo-store.h"
#include "bo-test-util.h"

G_BEGIN_DECLS

/* A store in a folder of its own, and its commands made to look synchronous. */
typedef struct
{
  char      *dir;
  char      *path;
  BoStore   *store; /* (nullable) */
  guint      n_changed;
  BoChanges *changes; /* (nullable) the last that were told */
  GThread   *thread;  /* where */
} StoreFixture;

void     store_fixture_set_up (StoreFixture *fixture,
                               gconstpointer user_data);
void     store_fixture_tear_down (StoreFixture *fixture,
                                  gconstpointer user_data);
void     store_fixture_close (StoreFixture *fixture);
void     store_fixture_reopen (StoreFixture *fixture);
BoStore *store_open (const char  *path,
                     BoStoreFlags flags,
                     GError     **error);
void     store_close (BoStore *store);
gboolean store_write (BoStore  *store,
                      BoTxnFunc func,
                      gpointer  data,
                      GError  **error);
gboolean store_read (BoStore  *store,
                     BoTxnFunc func,
                     gpointer  data,
                     GError  **error);

/* One event that runs @sql; asserts that it succeeds, and gives its id. */
gint64   store_event (BoStore    *store,
                      const char *sql);
gboolean store_event_full (BoStore    *store,
                           const char *sql,
                           gint64      group_id,
                           gint64     *event_id,
                           GError    **error);
/* The first column of the first row, by the reader. */
gint64     store_query_int (BoStore    *store,
                            const char *sql);
char      *store_query_text (BoStore    *store,
                             const char *sql);
GPtrArray *store_check (BoStore *store);
/* Asserts that bo_store_check_async() finds nothing. */
void   store_assert_clean (BoStore *store);
gint64 store_undo (BoStore *store,
                   gint64   event_id,
                   gint64  *in_the_way,
                   GError **error);

/* What a store holds but for its journal, as text. */
char *store_dump (BoStore *store);

/* A shop: product 1 and 2, customer 1 and 2, order 1 of customer 1. */
#define STORE_SHOP                                                                                                              \
  "INSERT INTO product (id, sku, sku_key, name, name_key) VALUES (1, 'A', 'a', 'Lamp', 'lamp'), (2, 'B', 'b', 'Vase', 'vase');" \
  "INSERT INTO customer (id, name, name_key) VALUES (1, 'Ada', 'ada'), (2, 'Bob', 'bob');"                                      \
  "INSERT INTO sales_order (id, number, customer_id, channel, created) VALUES (1, 'W-1', 1, 'web', 10);"
/* A line of order 1 with its place in line. */
char *store_line_sql (gint64 id,
                      gint64 product_id,
                      gint64 units,
                      gint64 queued);

G_END_DECLS
