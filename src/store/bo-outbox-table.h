/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* What waits to be written back to the shop, and what a person must settle.  Not
 * journalled.  The kinds and states are BoPushKind, BoOutboxState and
 * BoConflictKind of the rooms above; their numbers stand in store files. */

#define BO_OUTBOX_KIND_STOCK 0
#define BO_OUTBOX_KIND_NOTE 3

/* A row of "outbox".  One that was loaded owns its strings. */
typedef struct
{
  gint64      id;
  int         kind;
  gint64      remote_id; /* of a product or an order */
  gint64      number;
  const char *key;  /* of meta; else empty */
  const char *text; /* (nullable) */
  int         state;
  gint64      version; /* raised by whoever changes what is to be sent */
  gint64      sent;    /* the version last sent; 0: none */
  gint64      sent_expected;
  gint64      sent_number;
  int         attempts;
  gint64      next_attempt;
  const char *error; /* (nullable) */
  gint64      created;
  /* Filled when it is loaded. */
  gint64      parent_id;    /* of a variation */
  gint64      product_id;   /* 0 without one */
  gint64      order_id;     /* 0 without one */
  const char *sku;          /* (nullable) */
  const char *order_number; /* (nullable) */
  gint64      expected;     /* stock: what the shop said last; @number is what it should say */
} BoOutboxRow;

void bo_outbox_row_free (BoOutboxRow *row);

/* Puts what is to be sent, in the place of an earlier one of its kind and thing. */
gboolean bo_outbox_table_put (BoTxn             *txn,
                              const BoOutboxRow *row,
                              GError           **error);
/* The stock of a product of the shop's, worked out when it is sent. */
gboolean bo_outbox_put_stock (BoTxn   *txn,
                              gint64   remote_id,
                              GError **error);
gboolean bo_outbox_table_load (BoTxn        *txn,
                               gint64        id,
                               BoOutboxRow **row,
                               GError      **error);
/* The next after @after that may be tried at @now; @row is %NULL when there is none. */
gboolean bo_outbox_table_next (BoTxn        *txn,
                               gint64        after,
                               gint64        now,
                               BoOutboxRow **row,
                               GError      **error);
gboolean bo_outbox_table_find_stock (BoTxn        *txn,
                                     gint64        remote_id,
                                     BoOutboxRow **row,
                                     GError      **error);
/* (element-type BoOutboxRow) that have something to say, oldest first. */
GPtrArray *bo_outbox_table_list (BoTxn   *txn,
                                 GError **error);
gboolean   bo_outbox_table_count (BoTxn   *txn,
                                  gint64  *count,
                                  GError **error);
/* What is sent now; committed before it is. */
gboolean bo_outbox_table_set_sent (BoTxn             *txn,
                                   const BoOutboxRow *row,
                                   GError           **error);
/* What came of it: state, attempts, the next attempt, the error. */
gboolean bo_outbox_table_set_state (BoTxn             *txn,
                                    const BoOutboxRow *row,
                                    GError           **error);
/* It has been done: gone, unless there is something newer to send. */
gboolean bo_outbox_table_finish (BoTxn   *txn,
                                 gint64   id,
                                 GError **error);
gboolean bo_outbox_table_delete (BoTxn   *txn,
                                 gint64   id,
                                 GError **error);
/* Tries @id again at once, all when 0. */
gboolean bo_outbox_table_retry (BoTxn   *txn,
                                gint64   id,
                                GError **error);

/* For the journal: the stock of these products may be another now. */
gboolean bo_outbox_note_products (BoTxn        *txn,
                                  const GArray *products,
                                  GError      **error);

/* A row of "conflict".  One that was loaded owns its strings. */
typedef struct
{
  gint64      id;
  int         kind;
  gint64      remote_id;
  gint64      product_id; /* 0 without one */
  gint64      order_id;   /* 0 without one */
  gint64      mine;
  gint64      theirs;
  gint64      at;
  gboolean    dismissed;
  const char *sku;          /* (nullable) filled when it is loaded, like the following */
  const char *product;      /* (nullable) */
  const char *order_number; /* (nullable) */
} BoConflictRow;

void bo_conflict_row_free (BoConflictRow *row);

/* One of a kind and thing; one that was dismissed comes back only with other
 * numbers. */
gboolean   bo_conflict_table_put (BoTxn               *txn,
                                  const BoConflictRow *row,
                                  GError             **error);
gboolean   bo_conflict_table_load (BoTxn          *txn,
                                   gint64          id,
                                   BoConflictRow **row,
                                   GError        **error);
GPtrArray *bo_conflict_table_list (BoTxn   *txn,
                                   GError **error);
gboolean   bo_conflict_table_count (BoTxn   *txn,
                                    gint64  *count,
                                    GError **error);
gboolean   bo_conflict_table_dismiss (BoTxn   *txn,
                                      gint64   id,
                                      GError **error);
gboolean   bo_conflict_table_delete (BoTxn   *txn,
                                     int      kind,
                                     gint64   remote_id,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoOutboxRow, bo_outbox_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoConflictRow, bo_conflict_row_free)

G_END_DECLS
