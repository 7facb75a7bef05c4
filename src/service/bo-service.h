/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-changes.h"
#include "bo-proposal.h"
#include "bo-query.h"
#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoService:
 *
 * The one door: every command and query of the program, asynchronous and
 * cancellable.  A command is one transaction, journalled and undoable, and is
 * acknowledged after its commit only.  Lives on the main thread.
 *
 * "changed" (BoChanges *changes): told once a transaction, on the main thread,
 * after the commit, whoever made it: this program or another one on the same file.
 */
#define BO_TYPE_SERVICE (bo_service_get_type ())
G_DECLARE_FINAL_TYPE (BoService, bo_service, BO, SERVICE, GObject)

/**
 * BoServiceError:
 * @BO_SERVICE_ERROR_REFUSED: the command makes no sense as it stands; the message says why
 * @BO_SERVICE_ERROR_NOT_FOUND: there is no such line, product, customer or order
 * @BO_SERVICE_ERROR_MOVED: the queue or the supply changed since the proposal was made
 * @BO_SERVICE_ERROR_NO_STOCK: more than there is on hand or allocated
 */
typedef enum
{
  BO_SERVICE_ERROR_REFUSED,
  BO_SERVICE_ERROR_NOT_FOUND,
  BO_SERVICE_ERROR_MOVED,
  BO_SERVICE_ERROR_NO_STOCK,
} BoServiceError;

#define BO_SERVICE_ERROR (bo_service_error_quark ())
GQuark bo_service_error_quark (void);

/**
 * BoOutcome:
 *
 * What a command did: its event (to undo), the lines and products it touched.
 */
typedef struct
{
  gint64   event_id; /* 0 when nothing had to be done */
  gboolean repeated; /* the external id had been applied already: nothing was done now */
  gint64   order_id;
  gint64   line_id;    /* the line made or changed; 0 where there are several */
  gint64   units;      /* that moved: allocated, shipped, received, cancelled */
  gint64   later;      /* that were added to the line and wait from now on */
  gint64   ahead;      /* units of others before those; -1 where the rule in force does not part a line */
  GArray  *exceptions; /* (element-type BoOutcomeException) e.g. lines that lost units to a count */
} BoOutcome;

typedef struct
{
  gint64 line_id;
  gint64 units;
} BoOutcomeException;

BoOutcome *bo_outcome_new (void);
void       bo_outcome_free (BoOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoOutcome, bo_outcome_free)

typedef enum
{
  BO_SERVICE_DEFAULT = 0,
  BO_SERVICE_MUST_EXIST = 1 << 0,
  BO_SERVICE_READ_ONLY = 1 << 1,
} BoServiceFlags;

void        bo_service_open_async (const char         *path,
                                   BoServiceFlags      flags,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
BoService  *bo_service_open_finish (GAsyncResult *result,
                                    GError      **error);
void        bo_service_close (BoService *self);
void        bo_service_discard (BoService *self);
const char *bo_service_get_path (BoService *self);
/* Whether the program that wrote last did not close the store: worth a check. */
gboolean bo_service_was_unclean (BoService *self);
/* Whether it was opened for reading only: commands fail, and change nothing. */
gboolean bo_service_is_read_only (BoService *self);
char    *bo_service_get_default_path (void);

/* Settings of the shop, cached on the main thread from the moment of opening. */
const char     *bo_service_get_shop_name (BoService *self);
const char     *bo_service_get_currency (BoService *self);
GTimeZone      *bo_service_get_time_zone (BoService *self);
const BoPolicy *bo_service_get_policy (BoService *self);
int             bo_service_get_today (BoService *self);

/* Queries, on the reader thread. */

typedef struct
{
  GArray    *ids;     /* (element-type gint64) in order */
  GPtrArray *records; /* (element-type BoLineRecord or BoProductRecord) of the first rows */
  gboolean   partial; /* the query's limit was reached: there may be more */
} BoIdList;
void bo_id_list_free (BoIdList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoIdList, bo_id_list_free)

void       bo_service_list_lines_async (BoService          *self,
                                        const BoLineQuery  *query,
                                        guint               n_first,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
BoIdList  *bo_service_list_lines_finish (BoService    *self,
                                         GAsyncResult *result,
                                         GError      **error);
void       bo_service_load_lines_async (BoService          *self,
                                        GArray             *ids,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *bo_service_load_lines_finish (BoService    *self,
                                         GAsyncResult *result,
                                         GError      **error);
void       bo_service_total_lines_async (BoService          *self,
                                         const BoLineQuery  *query,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *bo_service_total_lines_finish (BoService    *self,
                                          GAsyncResult *result,
                                          GError      **error);
void       bo_service_list_products_async (BoService            *self,
                                           const BoProductQuery *query,
                                           guint                 n_first,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
BoIdList  *bo_service_list_products_finish (BoService    *self,
                                            GAsyncResult *result,
                                            GError      **error);
void       bo_service_load_products_async (BoService          *self,
                                           GArray             *ids,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GPtrArray *bo_service_load_products_finish (BoService    *self,
                                            GAsyncResult *result,
                                            GError      **error);
/* One product; NOT_FOUND when there is none. */
void             bo_service_load_product_async (BoService          *self,
                                                gint64              product_id,
                                                GCancellable       *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
BoProductRecord *bo_service_load_product_finish (BoService    *self,
                                                 GAsyncResult *result,
                                                 GError      **error);
/* A product by SKU (folded) or barcode, whole; NOT_FOUND otherwise. */
void             bo_service_find_product_async (BoService          *self,
                                                const char         *sku_or_barcode,
                                                GCancellable       *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
BoProductRecord *bo_service_find_product_finish (BoService    *self,
                                                 GAsyncResult *result,
                                                 GError      **error);
/* (element-type BoCustomerRecord) */
void       bo_service_find_customers_async (BoService          *self,
                                            const char         *search,
                                            guint               limit,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
GPtrArray *bo_service_find_customers_finish (BoService    *self,
                                             GAsyncResult *result,
                                             GError      **error);

typedef struct
{
  BoLineRecord     *line;
  BoCustomerRecord *customer;
  GArray           *tranches; /* (element-type BoTranche) oldest first */
  GArray           *ahead;    /* (element-type gint64) (nullable): units of others before each of @tranches;
                               * %NULL where there is one, or the rule in force does not part a line */
  BoWhy      why;             /* of what it has; code BO_WHY_NONE without */
  GPtrArray *history;         /* (element-type BoHistoryRecord) newest first */
  gint64     created;         /* of the order */
  char      *channel;
} BoLineDetail;
void bo_line_detail_free (BoLineDetail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoLineDetail, bo_line_detail_free)

void          bo_service_load_line_detail_async (BoService          *self,
                                                 gint64              line_id,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
BoLineDetail *bo_service_load_line_detail_finish (BoService    *self,
                                                  GAsyncResult *result,
                                                  GError      **error);
/* (element-type BoEventRecord) newest first, older than @before (0: the newest). */
void       bo_service_list_events_async (BoService          *self,
                                         gint64              before,
                                         guint               limit,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *bo_service_list_events_finish (BoService    *self,
                                          GAsyncResult *result,
                                          GError      **error);
/* The event that applied @external_id, 0 when none did. */
void   bo_service_find_event_async (BoService          *self,
                                    const char         *external_id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gint64 bo_service_find_event_finish (BoService    *self,
                                     GAsyncResult *result,
                                     GError      **error);
/* (element-type utf8) one sentence a problem; empty when all is well. */
void       bo_service_check_async (BoService          *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GPtrArray *bo_service_check_finish (BoService    *self,
                                    GAsyncResult *result,
                                    GError      **error);
void       bo_service_backup_async (BoService          *self,
                                    const char         *path,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean   bo_service_backup_finish (BoService    *self,
                                     GAsyncResult *result,
                                     GError      **error);

/* Commands.  Every one ends in bo_service_command_finish().  Where a request has
 * an @external_id, the same id is applied at most once (invariant S6). */

BoOutcome *bo_service_command_finish (BoService    *self,
                                      GAsyncResult *result,
                                      GError      **error);

typedef struct
{
  gint64       order_id;     /* an order to add to; 0 makes one */
  char        *order_number; /* (nullable): of a new order; the next free number when NULL */
  gint64       customer_id;  /* 0: by the fields below; all empty: an anonymous customer of its own */
  char        *customer_name;
  char        *customer_email;
  char        *customer_phone;
  gboolean     customer_business;
  gint64       product_id; /* 0: by @sku */
  char        *sku;        /* SKU or barcode */
  gint64       units;
  gint64       price;          /* -1: the product's, or 0 */
  int          priority_class; /* 0: the customer's */
  int          need;           /* BO_DAY_NONE without one */
  BoShipPolicy ship;           /* of a new order */
  BoStrategy   strategy;
  BoReason     reason;
  BoCause      cause;
  char        *campaign;
  char        *channel; /* (nullable): "counter" */
  gint64       queued;  /* 0: now */
  char        *external_id;
} BoPlaceRequest;
BoPlaceRequest *bo_place_request_new (void);
void            bo_place_request_free (BoPlaceRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPlaceRequest, bo_place_request_free)
/* Eats @request. */
void bo_service_place_async (BoService          *self,
                             BoPlaceRequest     *request,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/* What amend changes: only the fields named in @fields. */
typedef enum
{
  BO_AMEND_UNITS = 1 << 0, /* units still wanted and shipped: ordered - cancelled; tranche rule */
  BO_AMEND_CLASS = 1 << 1,
  BO_AMEND_NEED = 1 << 2,
  BO_AMEND_SHIP = 1 << 3, /* of the whole order */
  BO_AMEND_STRATEGY = 1 << 4,
  BO_AMEND_REASON = 1 << 5, /* and cause */
  BO_AMEND_CAMPAIGN = 1 << 6,
  BO_AMEND_PRICE = 1 << 7,
} BoAmendFields;
typedef struct
{
  gint64        line_id;
  BoAmendFields fields;
  gint64        units;
  int           priority_class;
  int           need;
  BoShipPolicy  ship;
  BoStrategy    strategy;
  BoReason      reason;
  BoCause       cause;
  char         *campaign;
  gint64        price;
  char         *external_id;
} BoAmendRequest;
BoAmendRequest *bo_amend_request_new (gint64 line_id);
void            bo_amend_request_free (BoAmendRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoAmendRequest, bo_amend_request_free)
/* Eats @request. */
void bo_service_amend_async (BoService          *self,
                             BoAmendRequest     *request,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/* Cancels @units of the open units, all of them when 0 (domain.md b.8). */
void bo_service_cancel_async (BoService          *self,
                              gint64              line_id,
                              gint64              units,
                              const char         *reason,
                              const char         *external_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
/* A paused line keeps its place, takes no part and frees what is not locked. */
void bo_service_pause_async (BoService          *self,
                             gint64              line_id,
                             gboolean            paused,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
/* Locks @units of what is on hand to the line; 0 takes the pin off. */
void bo_service_pin_async (BoService          *self,
                           gint64              line_id,
                           gint64              units,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
/* Ships or hands over @units of what is allocated and not held; 0: all of it. */
void bo_service_ship_async (BoService          *self,
                            gint64              line_id,
                            gint64              units,
                            gboolean            hand_over,
                            const char         *external_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
/* Takes shipped goods back into stock; the line stays shipped. */
void bo_service_return_async (BoService          *self,
                              gint64              line_id,
                              gint64              units,
                              const char         *reason,
                              const char         *external_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
/* Sets on-hand to what was counted (domain.md b.8). */
void bo_service_count_async (BoService          *self,
                             gint64              product_id,
                             gint64              on_hand,
                             const char         *reason,
                             const char         *external_id,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
/* @product_id 0 sets the shop's policy; a product with NULL follows the shop. */
void bo_service_set_policy_async (BoService          *self,
                                  gint64              product_id,
                                  const BoPolicy     *policy,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
/* "shop-name", "currency", "time-zone". */
void bo_service_set_setting_async (BoService          *self,
                                   const char         *key,
                                   const char         *value,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
typedef struct
{
  char  *sku;
  char  *name;
  char  *barcode;  /* (nullable) */
  gint64 price;    /* -1: unknown */
  char  *supplier; /* (nullable) */
  gint64 case_size;
} BoProductRequest;
void bo_product_request_free (BoProductRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProductRequest, bo_product_request_free)
/* Makes a product, or changes the one with this SKU; line_id of the outcome is its id. Eats @request. */
void bo_service_put_product_async (BoService          *self,
                                   BoProductRequest   *request,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/* Propose -> apply (design.md section 4). */
void        bo_service_propose_async (BoService               *self,
                                      const BoProposalRequest *request,
                                      GCancellable            *cancellable,
                                      GAsyncReadyCallback      callback,
                                      gpointer                 user_data);
BoProposal *bo_service_propose_finish (BoService    *self,
                                       GAsyncResult *result,
                                       GError      **error);
/* Writes @proposal if nothing it looked at has moved, else BO_SERVICE_ERROR_MOVED. */
void bo_service_apply_async (BoService          *self,
                             BoProposal         *proposal,
                             const char         *external_id,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
/* Books the delivery of @request and deals nothing. */
void bo_service_book_async (BoService               *self,
                            const BoProposalRequest *request,
                            const char              *external_id,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data);

/* Undoes @event_id, or the last event that can be undone when 0. */
void bo_service_undo_async (BoService          *self,
                            gint64              event_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

G_END_DECLS
