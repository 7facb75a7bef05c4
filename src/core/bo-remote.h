/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the shop on the other side says, in plain types: a catalogue reads an
 * answer into these, the sync engine compares and stores them, nobody else sees
 * the shop's own words.  Texts are plain (entities decoded, tags stripped), valid
 * UTF-8 and bounded; money is integer minor units of the currency beside it;
 * instants are UTC seconds, 0 when the shop says none. */

typedef enum
{
  BO_RESOURCE_PRODUCTS,
  BO_RESOURCE_VARIATIONS, /* of one product, or of the whole shop */
  BO_RESOURCE_CUSTOMERS,
  BO_RESOURCE_ORDERS,
  BO_RESOURCE_REFUNDS, /* of one order */
} BoResource;

typedef enum
{
  BO_REMOTE_STOCK_NOT_MANAGED, /* no number; the state is set by hand in the shop */
  BO_REMOTE_STOCK_OWN,
  BO_REMOTE_STOCK_PARENT, /* a variation that shares its product's number: one queue for all of them */
} BoRemoteStock;

typedef enum
{
  BO_REMOTE_BACKORDERS_NO,
  BO_REMOTE_BACKORDERS_NOTIFY,
  BO_REMOTE_BACKORDERS_YES,
} BoRemoteBackorders;

/* "no", "notify", "yes": the words for it of our own commands. */
const char *bo_remote_backorders_to_name (BoRemoteBackorders backorders);
gboolean    bo_remote_backorders_from_name (const char         *name,
                                            BoRemoteBackorders *backorders);
char       *bo_remote_backorders_list_names (void);

typedef struct
{
  gint64             id;
  gint64             parent_id; /* of a variation; else 0 */
  char              *sku;       /* empty when it has none */
  char              *barcode;   /* (nullable) */
  char              *name;      /* of a variation: its own, "XL"; the engine adds the product's */
  gint64             price;     /* -1: none, or not a number */
  BoRemoteStock      stock;
  gboolean           has_quantity; /* a managed stock may still have no number */
  gint64             quantity;     /* available to sell; negative is backlog (domain.md e) */
  gboolean           fractional;   /* the shop counts in fractions: @quantity is rounded down, a conflict */
  gboolean           unavailable;  /* not managed only: set by hand to out of stock, or to be had on backorder */
  BoRemoteBackorders backorders;
  gboolean           has_variations; /* a variable product: not sold itself */
  gboolean           trashed;
  gboolean           published;
  char              *image; /* (nullable): address of its picture */
  gint64             modified;
} BoRemoteProduct;

typedef struct
{
  gint64   id;
  char    *name; /* company, or first and last name; empty when neither is given */
  char    *email;
  char    *phone;
  char    *country;
  char    *role; /* "customer", "wholesale" ...: its priority class is a setting */
  gboolean business;
  gint64   modified;
} BoRemoteCustomer;

typedef struct
{
  gint64   id;
  gint64   product_id;   /* 0: the product has been deleted */
  gint64   variation_id; /* 0: none */
  char    *sku;          /* (nullable) */
  char    *name;
  gint64   quantity;
  gint64   price;    /* a unit, in minor units, from the line's total (rounded half up) */
  gint64   reduced;  /* units the shop has taken from its stock for this line; -1: it does not say */
  gint64   refunded; /* filled by the engine from the order's refunds */
  gboolean fractional;
} BoRemoteOrderLine;

/* What a state of an order means for the queue; which state means what is a
 * setting, these are the shop's own defaults. */
typedef enum
{
  BO_REMOTE_ORDER_WAITS_FOR_PAYMENT, /* no place yet, and nothing deducted */
  BO_REMOTE_ORDER_OPEN,              /* holds a place; deducted by the shop */
  BO_REMOTE_ORDER_DONE,              /* completed: everything has left */
  BO_REMOTE_ORDER_GONE,              /* cancelled, refunded, failed, trashed */
} BoRemoteOrderState;

typedef struct
{
  gint64             id;
  char              *number;
  char              *status; /* the shop's own word, "processing" */
  BoRemoteOrderState state;  /* by the shop's defaults */
  char              *currency;
  gint64             created;
  gint64             paid; /* 0: not yet */
  gint64             modified;
  gint64             customer_id; /* 0: a guest */
  BoRemoteCustomer  *buyer;       /* as the order has it: for a guest, all there is */
  GPtrArray         *lines;       /* (element-type BoRemoteOrderLine) */
  gboolean           has_refunds; /* ask for them: quantities are not inside */
} BoRemoteOrder;

typedef struct
{
  gint64 line_id; /* of the order; 0: the shop does not say which, only of what: */
  gint64 product_id;
  gint64 variation_id; /* 0: none */
  gint64 units;
} BoRemoteRefundLine;

typedef struct
{
  gint64  id;
  GArray *lines; /* (element-type BoRemoteRefundLine) */
} BoRemoteRefund;

/* A page as read.  @ids has every id of the page in its order, those of records
 * that were refused too, since a refused record is not a deleted one. */
typedef struct
{
  BoResource resource;
  GArray    *ids;     /* (element-type gint64) */
  GPtrArray *records; /* (element-type BoRemoteProduct, BoRemoteCustomer, BoRemoteOrder or BoRemoteRefund) */
  GPtrArray *refused; /* (element-type utf8): what could not be read and why, with its id, no personal data */
} BoRemotePage;

BoRemoteProduct   *bo_remote_product_new (void);
void               bo_remote_product_free (BoRemoteProduct *product);
BoRemoteCustomer  *bo_remote_customer_new (void);
void               bo_remote_customer_free (BoRemoteCustomer *customer);
BoRemoteOrderLine *bo_remote_order_line_new (void);
void               bo_remote_order_line_free (BoRemoteOrderLine *line);
BoRemoteOrder     *bo_remote_order_new (void);
void               bo_remote_order_free (BoRemoteOrder *order);
BoRemoteRefund    *bo_remote_refund_new (void);
void               bo_remote_refund_free (BoRemoteRefund *refund);
BoRemotePage      *bo_remote_page_new (BoResource resource);
void               bo_remote_page_free (BoRemotePage *page);

const char *bo_resource_to_name (BoResource resource);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteProduct, bo_remote_product_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteCustomer, bo_remote_customer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteOrderLine, bo_remote_order_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteOrder, bo_remote_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemoteRefund, bo_remote_refund_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRemotePage, bo_remote_page_free)

G_END_DECLS
