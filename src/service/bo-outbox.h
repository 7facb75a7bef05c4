/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync.h"

G_BEGIN_DECLS

/* What is done here and goes back to the shop.  An entry is written in the
 * transaction of the command that causes it, one a product or order and kind, and
 * waits until a sync has sent it and read it back. */

typedef enum
{
  BO_OUTBOX_WAITING,
  BO_OUTBOX_FAILED,   /* tried, and will be again at @next_attempt */
  BO_OUTBOX_REFUSED,  /* the shop will not have it: retry or drop it */
  BO_OUTBOX_CONFLICT, /* there is a conflict about it */
} BoOutboxState;

typedef struct
{
  gint64        id;
  BoPushKind    kind;
  BoOutboxState state;
  gint64        product_id;   /* 0 unless of a product */
  gint64        order_id;     /* 0 unless of an order */
  char         *sku;          /* (nullable) of the product */
  char         *order_number; /* (nullable) */
  gint64        number;       /* stock: what is written; backorders: BoRemoteBackorders */
  char         *text;         /* (nullable): of a note, or of meta */
  gint64        created;
  int           attempts;
  gint64        next_attempt; /* 0: with the next sync */
  char         *error;        /* (nullable): why the last attempt failed, in words */
} BoOutboxEntry;
void bo_outbox_entry_free (BoOutboxEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoOutboxEntry, bo_outbox_entry_free)

typedef enum
{
  BO_CONFLICT_STOCK,    /* we keep the stock, and somebody changed it in the shop */
  BO_CONFLICT_NEGATIVE, /* the shop keeps it, and has sold what nobody here knows of */
  BO_CONFLICT_NOTE,     /* a note may have been sent, the shop cannot tell */
  BO_CONFLICT_PRODUCT,  /* an open order line is of no product any more */
  BO_CONFLICT_FRACTION, /* the shop counts in fractions; whole units were taken */
  BO_CONFLICT_SHIPPED,  /* the shop completed an order of which units were missing here */
} BoConflictKind;

typedef struct
{
  gint64         id;
  BoConflictKind kind;
  gint64         product_id;   /* 0 without one */
  gint64         order_id;     /* 0 without one */
  char          *sku;          /* (nullable) */
  char          *product;      /* (nullable): its name */
  char          *order_number; /* (nullable) */
  gint64         mine;         /* stock: what the shop should say by our books; else units */
  gint64         theirs;       /* stock: what it says */
  gint64         at;
} BoConflict;
void bo_conflict_free (BoConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoConflict, bo_conflict_free)

/* @BO_RESOLVE_MINE: our number is written over theirs; the note is sent again
 * @BO_RESOLVE_THEIRS: the shop's number is taken; the note counts as sent
 * A conflict that only tells something is dismissed by either. */
typedef enum
{
  BO_RESOLVE_MINE,
  BO_RESOLVE_THEIRS,
} BoResolution;

const char *bo_push_kind_to_name (BoPushKind kind); /* "stock", "backorders", "meta", "note" */
const char *bo_outbox_state_to_name (BoOutboxState state);
const char *bo_conflict_kind_to_name (BoConflictKind kind);

/* (element-type BoOutboxEntry) oldest first. */
void       bo_sync_list_outbox_async (BoSync             *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
GPtrArray *bo_sync_list_outbox_finish (BoSync       *self,
                                       GAsyncResult *result,
                                       GError      **error);
/* (element-type BoConflict) oldest first. */
void       bo_sync_list_conflicts_async (BoSync             *self,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *bo_sync_list_conflicts_finish (BoSync       *self,
                                          GAsyncResult *result,
                                          GError      **error);

/* Each of the following changes the outbox and ends in bo_sync_outbox_finish();
 * nothing is sent before the next sync. */
gboolean bo_sync_outbox_finish (BoSync       *self,
                                GAsyncResult *result,
                                GError      **error);
/* Tries @entry_id again at the next sync; every one when 0. */
void bo_sync_retry_async (BoSync             *self,
                          gint64              entry_id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
/* Nothing is sent, and what differs stays different. */
void bo_sync_drop_async (BoSync             *self,
                         gint64              entry_id,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void bo_sync_resolve_async (BoSync             *self,
                            gint64              conflict_id,
                            BoResolution        resolution,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
/* A note to the customer of an order of the shop, who gets it by e-mail. */
void bo_sync_add_note_async (BoSync             *self,
                             gint64              order_id,
                             const char         *text,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
/* Whether the shop sells a product that it does not have. */
void bo_sync_set_backorders_async (BoSync             *self,
                                   gint64              product_id,
                                   BoRemoteBackorders  backorders,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
/* Who keeps the stock of one product; -1: as the shop's setting has it. */
void bo_sync_set_owner_async (BoSync             *self,
                              gint64              product_id,
                              int                 owner,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/* What the shop says of a product of ours. */
typedef struct
{
  gint64             remote_id; /* 0: the shop does not have it */
  BoRemoteStock      stock;
  gboolean           has_quantity;
  gint64             quantity; /* as it said last */
  BoRemoteBackorders backorders;
  int                owner;           /* BoStockOwner, or -1: as the setting has it */
  BoStockOwner       effective_owner; /* who keeps its stock */
  gboolean           has_image;
  gboolean           gone; /* trashed or deleted in the shop */
} BoShopProduct;
void     bo_sync_load_product_async (BoSync             *self,
                                     gint64              product_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean bo_sync_load_product_finish (BoSync        *self,
                                      GAsyncResult  *result,
                                      BoShopProduct *product,
                                      GError       **error);

G_END_DECLS
