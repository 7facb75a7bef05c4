/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalog.h"

G_BEGIN_DECLS

/* A shop in memory behind #BoCatalog: it keeps stock as a real one does, and can be
 * made to misbehave.  Times are its own clock, which a change moves by a second. */

typedef struct
{
  BoRemoteOrder *order;
  GPtrArray     *refunds; /* (element-type BoRemoteRefund) */
  gboolean       trashed;
  char          *place; /* (nullable): its meta */
} FakeOrder;

typedef struct
{
  gint64 order_id;
  char  *text;
  char  *reference;
} FakeNote;

typedef struct _FakeShop FakeShop;
/* Before an answer to @pull is made. */
typedef void (*FakeShopHook) (FakeShop *shop, const BoPull *pull, gpointer user_data);

#define FAKE_TYPE_SHOP (fake_shop_get_type ())
G_DECLARE_FINAL_TYPE (FakeShop, fake_shop, FAKE, SHOP, GObject)

struct _FakeShop
{
  GObject parent_instance;

  gint64     clock;
  gint64     next_id;
  GPtrArray *products;  /* (element-type BoRemoteProduct) variations too */
  GPtrArray *customers; /* (element-type BoRemoteCustomer) */
  GPtrArray *orders;    /* (element-type FakeOrder) */
  GPtrArray *notes;     /* (element-type FakeNote) */

  guint                 page_size;
  BoCatalogCapabilities capabilities;
  gboolean              no_totals;
  gboolean              no_clock;

  /* Counts. */
  guint n_pulls;
  guint n_pulls_of[BO_RESOURCE_REFUNDS + 1];
  guint n_in_flight;
  guint max_in_flight;
  guint n_stock_writes;
  guint n_pushes;

  /* Trouble. */
  guint          fail_after; /* pulls until every one fails; 0: never */
  BoCatalogError failure;
  GError        *test_error;  /* (owned) (nullable): what a test of the connection finds */
  gboolean       silent;      /* answers nothing until it is asked to stop, or this is taken back */
  gboolean       slow_ids;    /* takes its time to say how long a list is */
  gboolean       cached;      /* something before it answers every page with the first */
  GRand         *jitter;      /* (owned) (nullable): each answer is made and arrives after another while */
  BoResource     refused_of;  /* whose pages say that they could not read */
  GPtrArray     *refused;     /* (element-type utf8) (owned): this */
  gboolean       push_lost;   /* what is pushed arrives, its answer does not */
  gboolean       push_fails;  /* with @failure, and nothing arrives */
  gboolean       notes_blind; /* cannot tell whether a note is there */
  FakeShopHook   hook;
  gpointer       hook_data;
  FakeShopHook   push_hook; /* between the look and the writing; @pull is NULL */
};

FakeShop *fake_shop_new (void);

BoRemoteProduct *fake_shop_add_product (FakeShop   *shop,
                                        const char *sku,
                                        gint64      quantity);
/* One whose stock is not counted. */
BoRemoteProduct *fake_shop_add_uncounted (FakeShop   *shop,
                                          const char *sku,
                                          gboolean    unavailable);
BoRemoteProduct *fake_shop_add_variable (FakeShop   *shop,
                                         const char *sku);
/* @quantity below 0: it shares its product's. */
BoRemoteProduct  *fake_shop_add_variation (FakeShop        *shop,
                                           BoRemoteProduct *parent,
                                           const char      *sku,
                                           gint64           quantity);
BoRemoteCustomer *fake_shop_add_customer (FakeShop   *shop,
                                          const char *name,
                                          const char *email,
                                          const char *role);
/* An order of one line, in state @status; it takes its units from the stock. */
FakeOrder         *fake_shop_add_order (FakeShop         *shop,
                                        BoRemoteCustomer *customer,
                                        const char       *status,
                                        BoRemoteProduct  *product,
                                        gint64            units);
BoRemoteOrderLine *fake_shop_add_line (FakeShop        *shop,
                                       FakeOrder       *order,
                                       BoRemoteProduct *product,
                                       gint64           units);
void               fake_shop_set_status (FakeShop   *shop,
                                         FakeOrder  *order,
                                         const char *status);
void               fake_shop_set_units (FakeShop          *shop,
                                        FakeOrder         *order,
                                        BoRemoteOrderLine *line,
                                        gint64             units);
void               fake_shop_refund (FakeShop          *shop,
                                     FakeOrder         *order,
                                     BoRemoteOrderLine *line,
                                     gint64             units,
                                     gboolean           restock);
void               fake_shop_trash_order (FakeShop  *shop,
                                          FakeOrder *order,
                                          gboolean   trashed);
/* For good; the units that it took are not given back. */
void fake_shop_delete_order (FakeShop  *shop,
                             FakeOrder *order);
void fake_shop_delete_product (FakeShop        *shop,
                               BoRemoteProduct *product);
void fake_shop_trash_product (FakeShop        *shop,
                              BoRemoteProduct *product,
                              gboolean         trashed);
void fake_shop_set_stock (FakeShop        *shop,
                          BoRemoteProduct *product,
                          gint64           quantity);
void fake_shop_touch (FakeShop        *shop,
                      BoRemoteProduct *product);
#define fake_order_line(order_, i_) ((BoRemoteOrderLine *) g_ptr_array_index ((order_)->order->lines, (i_)))

G_END_DECLS
