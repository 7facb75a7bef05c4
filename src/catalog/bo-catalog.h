/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-remote.h"

G_BEGIN_DECLS

/**
 * BoCatalogError:
 * @BO_CATALOG_ERROR_OFFLINE: the shop cannot be reached: a normal state, try later
 * @BO_CATALOG_ERROR_CERTIFICATE: who answers cannot prove to be the shop
 * @BO_CATALOG_ERROR_NOT_A_SHOP: something answers there, but it is no shop of this kind
 * @BO_CATALOG_ERROR_PLUGIN_OFF: the shop's programs are switched off (an update): try later; nothing is deleted
 * @BO_CATALOG_ERROR_KEY: the shop refuses the key
 * @BO_CATALOG_ERROR_READ_ONLY: the key may look, not write
 * @BO_CATALOG_ERROR_INSECURE: plain http, or a redirect away from the shop's own origin: refused by us
 * @BO_CATALOG_ERROR_BUSY: 429 or 503; bo_catalog_error_get_retry_after() tells when to come back
 * @BO_CATALOG_ERROR_SERVER: 5xx, or an answer cut off: may be tried again where that is safe
 * @BO_CATALOG_ERROR_ANSWER: an answer that makes no sense: too large, too deep, not JSON, wrong types
 * @BO_CATALOG_ERROR_GONE: the thing is not there (any more)
 * @BO_CATALOG_ERROR_REFUSED: the shop refuses this, and will again (4xx)
 */
typedef enum
{
  BO_CATALOG_ERROR_OFFLINE,
  BO_CATALOG_ERROR_CERTIFICATE,
  BO_CATALOG_ERROR_NOT_A_SHOP,
  BO_CATALOG_ERROR_PLUGIN_OFF,
  BO_CATALOG_ERROR_KEY,
  BO_CATALOG_ERROR_READ_ONLY,
  BO_CATALOG_ERROR_INSECURE,
  BO_CATALOG_ERROR_BUSY,
  BO_CATALOG_ERROR_SERVER,
  BO_CATALOG_ERROR_ANSWER,
  BO_CATALOG_ERROR_GONE,
  BO_CATALOG_ERROR_REFUSED,
} BoCatalogError;

#define BO_CATALOG_ERROR (bo_catalog_error_quark ())
GQuark bo_catalog_error_quark (void);

/* Seconds the shop asked to wait, 0 when it did not say; messages of errors say
 * what happened in words, with the shop's request id where it gave one, and
 * neither keys nor personal data. */
guint    bo_catalog_error_get_retry_after (const GError *error);
gboolean bo_catalog_error_is_temporary (const GError *error);

/* What is asked for: one page.  Walks are by id; what changed since is asked with
 * an overlap that the engine chooses, and compared by content. */
typedef struct
{
  BoResource resource;
  gint64     parent;   /* the product of variations (0: of the whole shop), the order of refunds */
  gint64     since;    /* UTC seconds, inclusive: what changed from then on; 0: everything */
  gboolean   trashed;  /* those in the shop's bin only */
  gboolean   ids_only; /* for reconciliation: records stay empty */
  guint      page;     /* from 1 */
} BoPull;

/* An answer as it came: parsed by bo_catalog_read_page() on another thread. */
typedef struct
{
  BoPull   pull;
  GBytes  *body;
  gboolean more;  /* there is a next page; an empty page is the last whatever else it says */
  gint64   total; /* of the whole list for progress; -1: unknown */
  gint64   at;    /* the shop's clock when it answered, UTC seconds; 0: it did not say */
} BoAnswer;
BoAnswer *bo_answer_new (const BoPull *pull);
void      bo_answer_free (BoAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoAnswer, bo_answer_free)

typedef enum
{
  BO_CATALOG_CAN_WRITE = 1 << 0,
  BO_CATALOG_LISTS_ALL_VARIATIONS = 1 << 1, /* one list of the whole shop, by change */
} BoCatalogCapabilities;

/* What a test of the connection finds. */
typedef struct
{
  char                 *shop_name;
  char                 *version;  /* "WooCommerce 11.0.1", as far as it tells */
  char                 *currency; /* ISO 4217 (nullable) */
  BoCatalogCapabilities capabilities;
  gboolean              keys_in_address; /* a proxy strips the header: the keys go in the query, https only */
} BoCatalogReport;
void bo_catalog_report_free (BoCatalogReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCatalogReport, bo_catalog_report_free)

typedef enum
{
  BO_PUSH_STOCK,      /* @number, where the shop still says @expected */
  BO_PUSH_BACKORDERS, /* the product's backorder switch, BoRemoteBackorders in @number */
  BO_PUSH_META,       /* @key = @text of an order */
  BO_PUSH_NOTE,       /* @text to the customer, carrying @reference */
} BoPushKind;

typedef struct
{
  BoPushKind kind;
  gint64     remote_id; /* product, variation or order */
  gint64     parent_id; /* of a variation; else 0 */
  gint64     expected;  /* stock: what the shop should say now */
  gint64     number;
  char      *key;       /* (nullable) */
  char      *text;      /* (nullable) */
  char      *reference; /* (nullable): ours, unique; a note is found again by it */
  gboolean   attempted; /* it may have been sent before: look before sending again */
} BoPush;
BoPush *bo_push_new (BoPushKind kind);
BoPush *bo_push_copy (const BoPush *push);
void    bo_push_free (BoPush *push);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPush, bo_push_free)

typedef enum
{
  BO_PUSH_DONE,     /* and confirmed by the shop; @actual may be another number already, sold from since */
  BO_PUSH_CONFLICT, /* nothing was written: the shop says @actual, not what was expected */
  BO_PUSH_UNSURE,   /* a note may or may not have been sent, and the shop cannot tell: a person decides.  While the
                     * shop is only away it is an error: pushed again as @attempted, the note is looked for first */
} BoPushState;

typedef struct
{
  BoPushState state;
  gint64      actual;  /* stock: what the shop says */
  gint64      note_id; /* of a note */
} BoPushResult;

/**
 * BoCatalog:
 *
 * The shop on the other side of HTTP.  Lives on the main thread and blocks
 * nothing; only bo_catalog_read_page() is for other threads.
 */
#define BO_TYPE_CATALOG (bo_catalog_get_type ())
G_DECLARE_INTERFACE (BoCatalog, bo_catalog, BO, CATALOG, GObject)

struct _BoCatalogInterface
{
  GTypeInterface parent_iface;

  void (*test_async) (BoCatalog *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  BoCatalogReport *(*test_finish) (BoCatalog *self, GAsyncResult *result, GError **error);
  void (*pull_async) (BoCatalog          *self,
                      const BoPull       *pull,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  BoAnswer *(*pull_finish) (BoCatalog *self, GAsyncResult *result, GError **error);
  BoRemotePage *(*read_page) (BoCatalog *self, const BoAnswer *answer, GError **error);
  void (*push_async) (BoCatalog          *self,
                      const BoPush       *push,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  gboolean (*push_finish) (BoCatalog *self, GAsyncResult *result, BoPushResult *push_result, GError **error);
  void (*load_image_async) (BoCatalog          *self,
                            const char         *address,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
  GBytes *(*load_image_finish) (BoCatalog *self, GAsyncResult *result, GError **error);
};

void             bo_catalog_test_async (BoCatalog          *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
BoCatalogReport *bo_catalog_test_finish (BoCatalog    *self,
                                         GAsyncResult *result,
                                         GError      **error);
void             bo_catalog_pull_async (BoCatalog          *self,
                                        const BoPull       *pull,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
BoAnswer        *bo_catalog_pull_finish (BoCatalog    *self,
                                         GAsyncResult *result,
                                         GError      **error);
/* Any thread: reads what came.  One record that makes no sense is refused alone. */
BoRemotePage *bo_catalog_read_page (BoCatalog      *self,
                                    const BoAnswer *answer,
                                    GError        **error);
void          bo_catalog_push_async (BoCatalog          *self,
                                     const BoPush       *push,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean      bo_catalog_push_finish (BoCatalog    *self,
                                      GAsyncResult *result,
                                      BoPushResult *push_result,
                                      GError      **error);
/* A picture, bounded; keys are never sent for it. */
void    bo_catalog_load_image_async (BoCatalog          *self,
                                     const char         *address,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GBytes *bo_catalog_load_image_finish (BoCatalog    *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* What a person typed, as it is shown and stored; or an error that says what is wrong. */
char *bo_catalog_normalize_address (const char *text,
                                    GError    **error);
/* A shop of the kind that the address is of; WooCommerce is the first and the
 * only one yet.  @currency: ISO 4217, for prices that carry none. */
BoCatalog *bo_catalog_new (const char *address,
                           const char *key,
                           const char *secret,
                           const char *currency,
                           GError    **error);
/* For a shop on loopback with a certificate authority of its own. */
void bo_catalog_set_trust (BoCatalog    *self,
                           GTlsDatabase *database);

G_END_DECLS
