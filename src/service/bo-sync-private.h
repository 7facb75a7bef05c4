/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-intake.h"
#include "bo-outbox.h"
#include "bo-service-private.h"
#include "bo-shop-table.h"
#include "bo-sync.h"

G_BEGIN_DECLS

/* For the files that make up BoSync: bo-sync.c the object and its state,
 * bo-sync-config.c the connection, bo-sync-catalog.c whom to ask, bo-sync-timer.c when
 * a sync comes by itself, bo-sync-start.c how one begins and ends, bo-sync-run.c what
 * it does in which order, bo-sync-walk.c the pages of a list, bo-sync-page.c a page on
 * the store thread, bo-sync-removal.c what the shop no longer has, bo-outbox.c and
 * bo-outbox-flush.c what goes back. */

/* A shop of the usual size answers two requests at a time as quickly as it can. */
#define BO_SYNC_IN_FLIGHT_MAX 2

typedef struct _BoSyncRun  BoSyncRun;
typedef struct _BoSyncWalk BoSyncWalk;
/* @error is handed over. */
typedef void (*BoSyncNextFunc) (BoSyncRun *run, gpointer data, GError *error);

struct _BoSync
{
  GObject parent_instance;

  BoService    *service;   /* (owned) */
  BoShopConfig *config;    /* (owned) (nullable): NULL while no shop is connected */
  char         *source;    /* (owned) (nullable) */
  char         *reference; /* (owned) (nullable) */
  guint         capabilities;
  gint64        last_full;
  BoSyncStatus  status;

  BoCatalog    *catalog; /* (owned) (nullable): of the address and the keys */
  BoCatalog    *given;   /* (owned) (nullable): instead of it */
  BoKeys       *lent;    /* (owned) (nullable) */
  GTlsDatabase *trust;   /* (owned) (nullable) */

  BoSyncRun    *run;         /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of all that is under way, when it ends */
  int           lock;        /* of the store, against another program's sync; -1 without */

  gboolean automatic;
  guint    timer;
  guint    n_failures;  /* in a row */
  guint    retry_after; /* seconds the shop asked for */
  gboolean refreshing;
  gboolean refresh_again;
  GQueue   refreshed; /* (element-type Refreshed) whom to tell */
};

/* Reads the state anew and tells of it. */
void bo_sync_refresh (BoSync *self);
/* Then calls @func, so that whoever is answered finds the state as it is. */
typedef void (*BoSyncFunc) (gpointer data);
void bo_sync_refresh_then (BoSync    *self,
                           BoSyncFunc func,
                           gpointer   data);
/* A BoSyncFunc that returns %TRUE from the task that is its data. */
void bo_sync_return_true (gpointer task);
/* In bo-sync-lock.c: of a sync, and of a change of what is set of the shop. */
gboolean bo_sync_take_lock (BoSync  *self,
                            GError **error);
void     bo_sync_drop_lock (BoSync *self);
/* In bo-sync-timer.c: sets the time of the next sync by itself; and brings it near,
 * for something waits to be written back. */
void bo_sync_schedule (BoSync *self);
void bo_sync_schedule_soon (BoSync *self);
/* The catalogue to ask, made from the stored keys. */
void       bo_sync_get_catalog_async (BoSync             *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
BoCatalog *bo_sync_get_catalog_finish (BoSync       *self,
                                       GAsyncResult *result,
                                       GError      **error);

/* A query on the reader thread, with @self as the source of its task. */
void     bo_sync_run_query (BoSync             *self,
                            gpointer            tag,
                            BoQueryFunc         func,
                            gpointer            request,
                            GDestroyNotify      free_request,
                            GDestroyNotify      free_result,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gpointer bo_sync_finish_query (BoSync       *self,
                               GAsyncResult *result,
                               gpointer      tag,
                               GError      **error);

BoShopRow    *bo_shop_config_to_row (const BoShopConfig *config);
BoShopConfig *bo_shop_config_from_row (const BoShopRow *row);
void          bo_sync_status_clear (BoSyncStatus *status);

/* One sync under way. */
struct _BoSyncRun
{
  BoSync       *sync;        /* (not owned) */
  GTask        *task;        /* (owned) */
  BoCatalog    *catalog;     /* (owned) (nullable) */
  BoShopConfig *config;      /* (owned): as it was when the sync began */
  char         *source;      /* (owned) */
  GCancellable *cancellable; /* (owned): ours, or what the caller gave */
  BoSyncFlags   flags;
  BoSyncReport *report; /* (owned) */
  GError       *error;  /* (owned) (nullable): what ended it */

  int            step;
  guint          round;   /* how often products and orders have been read */
  BoSyncNextFunc walked;  /* of a walk from a cursor */
  gboolean       went_on; /* where an earlier sync was cut off */
  BoSyncCursor   cursors[BO_RESOURCE_ORDERS + 1];
  GPtrArray     *ahead;       /* (element-type BoSyncAhead) (owned): asked for before its turn */
  guint          n_in_flight; /* requests */
  BoSyncWalk    *walk;        /* (not owned) (nullable): the one under way */
  gboolean       ended;       /* only waits for those */
  gint64         last_full;
  gboolean       conflicted; /* something else than expected stands in the shop */
  gboolean       flushed_again;
  gint64         shop_now; /* by the shop's clock; 0: it does not say */
  gint64         after;    /* the last one done, of a step in parts */
  GArray        *ids;      /* (element-type gint64) (owned): of the variations of one product */
  GArray        *pages;    /* (element-type guint) (owned): to be read again whole */
  int            look;     /* of a removal: which look at the list it is */
  guint          n_missing;
  guint          turn;   /* the page of customers whose turn it is */
  gboolean       shrank; /* a list got shorter while it was walked */
  BoResource     resource;
};

/* Ends the step under way; eats @error. */
void bo_sync_run_next (BoSyncRun *run,
                       GError    *error);
void bo_sync_run_set_progress (BoSyncRun  *run,
                               BoSyncStage stage,
                               gint64      done,
                               gint64      total);
/* Runs @func on the store thread in a transaction, then @next on the main thread. */
void bo_sync_run_write (BoSyncRun     *run,
                        BoTxnFunc      func,
                        gpointer       data,
                        GDestroyNotify free_data,
                        BoSyncNextFunc next);

/* What is done with a page on the store thread. */
typedef enum
{
  BO_PAGE_TAKE,    /* what it says is put into the store */
  BO_PAGE_COUNT,   /* how long the list is, here and there */
  BO_PAGE_LOOK,    /* whose ids it has; the others are missing */
  BO_PAGE_CONFIRM, /* who was missing and is there after all */
} BoPageUse;

typedef struct
{
  BoPageUse     use;
  BoCatalog    *catalog; /* (owned) */
  BoAnswer     *answer;  /* (owned) */
  BoShopConfig *config;  /* (owned) */
  char         *source;  /* (owned) */
  BoSyncCursor  cursor;  /* as it is to be with this page */
  gboolean      has_cursor;
  gboolean      is_walk_of_all; /* of the products, with a walk over all variations to follow */
  gboolean      is_last;
  gboolean      may_repeat; /* the walk, when the list moved under it */
  gint64        at;
  gint64        total;  /* how long the list was by the page before; 0: not known */
  gint64        low;    /* LOOK: the last id of the page before, and 1 */
  GArray       *family; /* (element-type gint64) (owned) (nullable): ids of the product's variations so far */

  BoRemotePage *page;           /* (owned) (nullable): once it has been read */
  GArray       *refunds_of;     /* (element-type gint64) (owned): orders whose refunds must be asked for */
  GPtrArray    *refund_answers; /* (element-type BoAnswer) (owned) */
  gsize         refund_bytes;   /* of those */
  GArray       *gone;           /* (element-type gint64) (owned): orders deleted meanwhile */
  gboolean      wants_refunds;  /* nothing has been stored yet */

  BoIntakeCounts counts;
  GPtrArray     *refused; /* (element-type utf8) (owned) */
  gint64         n_refused;
  gint64         newest;
  guint          n_ids;
  gint64         last_id;
  guint          n_missing;   /* LOOK */
  gint64         passed;      /* the highest id of the pages before */
  gint64         highest;     /* and of this one */
  guint          n_idle;      /* pages up to this one in a row that went no further */
  gboolean       shrank;      /* the list got shorter since the page before */
  gboolean       moved;       /* or longer, or before that */
  gboolean       repeats;     /* all of it is to be read again */
  gint64         n_known;     /* COUNT: how many are known here */
  gboolean       has_unknown; /* LOOK: of some nothing is known here */
} BoPageJob;

void     bo_page_job_free (BoPageJob *job);
gboolean bo_page_job_run (BoStoreJob   *store_job,
                          gpointer      data,
                          GCancellable *cancellable,
                          GError      **error);

/* In bo-sync-ahead.c: one page, asked for now or before. */
typedef void (*BoSyncPulledFunc) (gpointer data, BoAnswer *answer, GError *error);
void bo_sync_run_pull (BoSyncRun       *run,
                       const BoPull    *pull,
                       BoSyncPulledFunc func,
                       gpointer         data);
/* Asks for a page that will be needed soon. */
void bo_sync_run_ahead (BoSyncRun    *run,
                        const BoPull *pull);
/* Lets go of what was asked for and not needed; whether nothing is under way. */
gboolean bo_sync_run_drop_ahead (BoSyncRun *run);

/* The pages of one list, in order, two requests in flight at most.  @page is told
 * of each once it has been stored, @next at the end. */
typedef void (*BoSyncPageFunc) (BoSyncRun *run, const BoPageJob *job);
typedef struct
{
  BoPull         pull;
  BoPageUse      use;
  BoSyncStage    stage;
  gboolean       has_cursor; /* the walk is remembered in it, page by page */
  BoSyncCursor   cursor;
  gboolean       is_walk_of_all;
  gboolean       only_first; /* no page after the first */
  GArray        *family;     /* (not owned) (nullable) */
  BoSyncPageFunc page;       /* (nullable) */
  BoSyncNextFunc next;
} BoSyncWalkPlan;
void bo_sync_walk (BoSyncRun            *run,
                   const BoSyncWalkPlan *plan);
/* There is room for a request of it. */
void bo_sync_walk_go_on (BoSyncWalk *walk);

/* What changed since the last look. */
void bo_sync_run_changes (BoSyncRun     *run,
                          BoResource     resource,
                          BoSyncNextFunc next);
void bo_sync_run_start (BoSyncRun *run);
void bo_sync_run_again (BoSyncRun *run);
/* In bo-sync-start.c: the last of it. */
void bo_sync_run_end (BoSyncRun *run);
/* Puts the places in line into the outbox. */
void bo_sync_run_places (BoSyncRun *run);
/* Looks for what the shop no longer has. */
void bo_sync_run_removals (BoSyncRun *run,
                           BoResource resource);
/* Writes back what waits. */
void bo_sync_run_flush (BoSyncRun *run);

G_END_DECLS
