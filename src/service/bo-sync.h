/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"
#include "bo-secrets.h"
#include "bo-service.h"
#include "bo-shop-config.h"

G_BEGIN_DECLS

/**
 * BoSync:
 *
 * The shop on the other side, as the program keeps up with it: what is connected,
 * a sync by hand and by itself, what waits to be written back (bo-outbox.h).  One
 * stands beside a #BoService and shares its store.  Lives on the main thread and
 * blocks nothing.
 *
 * What a sync changes in the queue is told by #BoService::changed, page by page.
 *
 * "progress" (BoSyncProgress *progress): while a sync runs, often; look at most
 * once a frame.
 *
 * "synced" (BoSyncReport *report): a sync came to its end, by hand or by itself.
 *
 * "changed": the state, the connection, the outbox or the conflicts are others
 * now: read them again.
 */
#define BO_TYPE_SYNC (bo_sync_get_type ())
G_DECLARE_FINAL_TYPE (BoSync, bo_sync, BO, SYNC, GObject)

/**
 * BoSyncError:
 * @BO_SYNC_ERROR_NOT_CONNECTED: no shop is connected
 * @BO_SYNC_ERROR_NO_KEYS: the keys of the shop are not known: paste them again
 * @BO_SYNC_ERROR_BUSY: a sync is under way, here or in another program on the same store
 * @BO_SYNC_ERROR_REFUSED: what was asked makes no sense; the message says why
 * @BO_SYNC_ERROR_NOT_FOUND: there is no such entry, conflict, product or order of the shop
 *
 * What the shop itself answered comes as BO_CATALOG_ERROR.
 */
typedef enum
{
  BO_SYNC_ERROR_NOT_CONNECTED,
  BO_SYNC_ERROR_NO_KEYS,
  BO_SYNC_ERROR_BUSY,
  BO_SYNC_ERROR_REFUSED,
  BO_SYNC_ERROR_NOT_FOUND,
} BoSyncError;

#define BO_SYNC_ERROR (bo_sync_error_quark ())
GQuark bo_sync_error_quark (void);

/* What a sync does at the moment. */
typedef enum
{
  BO_SYNC_STAGE_NONE,
  BO_SYNC_STAGE_CUSTOMERS,
  BO_SYNC_STAGE_PRODUCTS,
  BO_SYNC_STAGE_VARIATIONS,
  BO_SYNC_STAGE_ORDERS,
  BO_SYNC_STAGE_DELETIONS, /* what the shop no longer has */
  BO_SYNC_STAGE_QUEUE,     /* stock is settled, places are dealt */
  BO_SYNC_STAGE_OUTBOX,    /* what is written back */
} BoSyncStage;

typedef struct
{
  BoSyncStage stage;
  gint64      done;  /* of this stage */
  gint64      total; /* -1: unknown */
} BoSyncProgress;

/* Where things stand; times are UTC seconds, 0: never. */
typedef struct
{
  gboolean       connected;
  gboolean       running;
  BoSyncProgress progress;
  gint64         last_success;
  gboolean       ever_full;       /* a first sync has come to its end */
  char          *last_error;      /* (nullable): in words, of the sync that came last; NULL when it went well */
  int            last_error_code; /* BoCatalogError, or -1 */
  gint64         last_error_at;
  gint64         next_run;   /* 0: by hand only, or not connected */
  gint64         n_products; /* that the shop has */
  gint64         n_customers;
  gint64         n_orders;
  gint64         n_outbox;     /* entries that wait */
  gint64         n_conflicts;  /* what a person must settle */
  char          *shop_name;    /* (nullable) */
  char          *shop_version; /* (nullable) */
} BoSyncStatus;

/* What one sync did. */
typedef struct
{
  gint64     n_pages;
  gint64     n_products;  /* new or changed */
  gint64     n_customers; /* likewise */
  gint64     n_orders;    /* likewise */
  gint64     n_removed;   /* of any kind, that the shop no longer has */
  gint64     n_lines;     /* that joined the queue */
  gint64     n_pushed;    /* written back */
  gint64     n_conflicts; /* that are open now */
  gint64     n_unsettled; /* products whose stock was in motion: the next sync settles them */
  GPtrArray *refused;     /* (element-type utf8): what could not be read, a bounded number of them */
  gint64     n_refused;
} BoSyncReport;
void bo_sync_report_free (BoSyncReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSyncReport, bo_sync_report_free)

typedef enum
{
  BO_SYNC_DEFAULT = 0,
  BO_SYNC_FULL = 1 << 0,      /* everything again, not only what changed */
  BO_SYNC_PULL_ONLY = 1 << 1, /* writes nothing back */
} BoSyncFlags;

/* Reads what is connected.  Ends with the state known. */
void    bo_sync_open_async (BoService          *service,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
BoSync *bo_sync_open_finish (GAsyncResult *result,
                             GError      **error);
/* Stops what is under way; what has been stored stays.  For programs that end. */
void bo_sync_close (BoSync *self);

/* Returns: (transfer none) (nullable): until "changed" is told */
const BoShopConfig *bo_sync_get_config (BoSync *self);
const BoSyncStatus *bo_sync_get_status (BoSync *self);

/* Tries an address and keys, stores nothing.  Without keys: those that are stored
 * for the address. */
void             bo_sync_test_async (BoSync             *self,
                                     const char         *address,
                                     const char         *key,
                                     const char         *secret,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
BoCatalogReport *bo_sync_test_finish (BoSync       *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* Connects a shop, or changes what is set of the one that is.  Keys of NULL stay as
 * they are.  Another address than before: refused while a shop is connected,
 * forget that one first. */
void     bo_sync_set_config_async (BoSync             *self,
                                   const BoShopConfig *config,
                                   const char         *key,
                                   const char         *secret,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean bo_sync_set_config_finish (BoSync        *self,
                                    GAsyncResult  *result,
                                    BoSecretsKept *kept,
                                    GError       **error);
/* Keys for this run only, never stored: a script's. */
void bo_sync_lend_keys (BoSync     *self,
                        const char *key,
                        const char *secret);

/* Forgets the connection, its keys and what waits to be written back; products,
 * customers, orders and the queue stay. */
void     bo_sync_forget_async (BoSync             *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean bo_sync_forget_finish (BoSync       *self,
                                GAsyncResult *result,
                                GError      **error);

/* One sync: what changed in the shop, then what waits to be written back.
 * Cancelling stops between two requests; what has been stored stays, the next
 * sync goes on from there. */
void          bo_sync_run_async (BoSync             *self,
                                 BoSyncFlags         flags,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
BoSyncReport *bo_sync_run_finish (BoSync       *self,
                                  GAsyncResult *result,
                                  GError      **error);
/* Stops the sync under way, if any, as its cancellable does: for one that began by
 * itself. */
void bo_sync_stop (BoSync *self);
/* Syncs by itself every so many minutes, and sooner after a command that has
 * something to write back.  Off until it is switched on: a window does. */
void bo_sync_set_automatic (BoSync  *self,
                            gboolean automatic);

/* The picture of a product, from the cache or the shop; NULL without an error
 * when it has none. */
void    bo_sync_load_image_async (BoSync             *self,
                                  gint64              product_id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
GBytes *bo_sync_load_image_finish (BoSync       *self,
                                   GAsyncResult *result,
                                   GError      **error);

/* The log of syncs, newest last, to attach to a bug report: bounded, and without
 * secrets, addresses or personal data. */
void  bo_sync_read_log_async (BoSync             *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
char *bo_sync_read_log_finish (BoSync       *self,
                               GAsyncResult *result,
                               GError      **error);

/* Another catalogue than the one of the address: tests, and the sample shop. */
void bo_sync_set_catalog (BoSync    *self,
                          BoCatalog *catalog);
/* For a shop on loopback with a certificate authority of its own. */
void bo_sync_set_trust (BoSync       *self,
                        GTlsDatabase *database);

G_END_DECLS
