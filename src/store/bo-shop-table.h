/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-remote.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* The row of "shop": the one that is connected.  Whoever fills one for writing
 * lends the strings; one that was loaded owns them. */
typedef struct
{
  const char *address;
  const char *source;      /* of the customers and orders that come from it */
  const char *reference;   /* what our notes begin with */
  const char *currency;    /* (nullable) */
  int         owner;       /* BoStockOwner */
  int         take;        /* BoTake */
  const char *hold_states; /* (nullable): JSON */
  const char *roles;       /* JSON */
  guint       interval;    /* minutes */
  gboolean    write_place;
  guint       unpaid_days;
  const char *name;    /* (nullable) */
  const char *version; /* (nullable) */
  guint       capabilities;
  gint64      last_success; /* 0: never, like the other times */
  gint64      last_full;
  const char *last_error; /* (nullable) */
  int         last_error_code;
  gint64      last_error_at;
} BoShopRow;

gboolean bo_shop_table_load (BoTxn      *txn,
                             BoShopRow **row,
                             GError    **error);
/* Writes what a person sets; the rest of the row stays. */
gboolean bo_shop_table_put (BoTxn           *txn,
                            const BoShopRow *row,
                            GError         **error);
gboolean bo_shop_table_set_report (BoTxn      *txn,
                                   const char *name,
                                   const char *version,
                                   guint       capabilities,
                                   GError    **error);
gboolean bo_shop_table_set_success (BoTxn   *txn,
                                    gint64   at,
                                    gboolean full,
                                    GError **error);
gboolean bo_shop_table_set_error (BoTxn      *txn,
                                  const char *message,
                                  int         code,
                                  gint64      at,
                                  GError    **error);
/* The shop with all that is known of it; what came from it stays. */
gboolean bo_shop_table_forget (BoTxn   *txn,
                               GError **error);
void     bo_shop_row_free (BoShopRow *row);

typedef enum
{
  BO_WALK_NONE,
  BO_WALK_ALL,
  BO_WALK_CHANGES,
} BoWalkKind;

/* A row of "sync_cursor": how far the shop's list of one resource is known. */
typedef struct
{
  BoResource resource;
  gint64     since; /* what changed from then on has not been seen; 0: nothing has */
  BoWalkKind walk;  /* under way */
  guint      page;  /* the next of it */
  gint64     started;
  gint64     newest;     /* by the shop's clock, of what the walk has seen */
  gint64     shop_clock; /* when the walk began, by the shop's; 0: it did not say */
} BoSyncCursor;

gboolean bo_sync_cursor_load (BoTxn        *txn,
                              BoResource    resource,
                              BoSyncCursor *cursor,
                              GError      **error);
gboolean bo_sync_cursor_save (BoTxn              *txn,
                              const BoSyncCursor *cursor,
                              GError            **error);

/* The log of syncs keeps its last lines. */
gboolean bo_sync_log_add (BoTxn      *txn,
                          const char *text,
                          gint64      at,
                          GError    **error);

typedef struct
{
  gint64 at;
  char  *text;
} BoSyncLogLine;
/* (element-type BoSyncLogLine) oldest first. */
GPtrArray *bo_sync_log_list (BoTxn   *txn,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoShopRow, bo_shop_row_free)

G_END_DECLS
