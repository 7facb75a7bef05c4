/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The books of the sample shop: what it sells, to whom, and who ordered what.
 * Plain records, small enough that hundreds of thousands of them are no burden.
 * Texts belong to the books and live as long as they do.  All instants are UTC
 * seconds, 0 for never; money is in cents unless it is the text somebody typed. */

/* The notes of an order that was there when the shop opened are made when
 * somebody asks for them, so that many ids are kept for them. */
#define BO_SAMPLE_FIRST_NOTES 4

typedef enum
{
  BO_SAMPLE_SIMPLE,
  BO_SAMPLE_GROUPED,
  BO_SAMPLE_EXTERNAL,
  BO_SAMPLE_VARIABLE,
  BO_SAMPLE_VARIATION,
} BoSampleType;

typedef enum
{
  BO_SAMPLE_MANAGE_NO,
  BO_SAMPLE_MANAGE_YES,
  BO_SAMPLE_MANAGE_PARENT, /* of a variation: its parent's stock is its stock */
} BoSampleManage;

typedef struct
{
  guint32     id;
  const char *key;
  char       *value; /* JSON (owned) */
} BoSampleMeta;

/* When a row was written: the instant, and what the shop's clock differed from
 * UTC, for the database keeps both and compares with either. */
typedef struct
{
  gint64 at;
  gint32 offset;
} BoSampleStamp;

typedef struct _BoSampleProduct BoSampleProduct;
struct _BoSampleProduct
{
  guint32          id;
  BoSampleProduct *parent;   /* (not owned) (nullable): of a variation */
  GPtrArray       *children; /* (element-type BoSampleProduct) (owned) (nullable): its variations, by id */
  const char      *name;     /* as the database has it, entities and markup included */
  const char      *slug;
  const char      *sku;
  const char      *gtin;
  const char      *description;
  const char      *regular_price; /* as typed */
  const char      *sale_price;
  const char      *option;        /* of a variation: "XL" */
  const char      *status;        /* "publish", "draft", "pending", "private", "trash" */
  const char      *status_before; /* the bin (nullable) */
  const char      *backorders;    /* "no", "notify", "yes", or whatever a batch wrote */
  const char      *stock_status;  /* set by hand; counts where stock is not managed */
  BoSampleStamp    created;
  BoSampleStamp    modified;
  double           stock;      /* whole, unless a plugin makes it fractional */
  double           torn_stock; /* what readers see until torn_until */
  gint64           torn_until; /* monotonic microseconds */
  gint64           trashed_at;
  guint32          total_sales;
  guint32          image;  /* id of its picture, 0: none */
  guint8           type;   /* BoSampleType */
  guint8           manage; /* BoSampleManage */
  guint8           category;
  guint8           attribute;
  gboolean         has_stock : 1; /* a managed stock may have no number */
  gboolean         is_virtual : 1;
  GPtrArray       *meta; /* (element-type BoSampleMeta) (owned) (nullable) */
};

typedef struct
{
  const char *first_name;
  const char *last_name;
  const char *company;
  const char *address_1;
  const char *address_2;
  const char *city;
  const char *state;
  const char *postcode;
  const char *country;
  const char *email;
  const char *phone;
} BoSampleAddress;

typedef struct
{
  guint32                id;
  const char            *username;
  const char            *email;
  const char            *first_name;
  const char            *last_name;
  const char            *role;
  const BoSampleAddress *billing;  /* (not owned) */
  const BoSampleAddress *shipping; /* (not owned) */
  BoSampleStamp          created;
  BoSampleStamp          modified;
  gboolean               paying;
  GPtrArray             *meta; /* (element-type BoSampleMeta) (owned) (nullable) */
} BoSampleCustomer;

typedef struct
{
  guint32     id;
  guint32     product;   /* 0: deleted since */
  guint32     variation; /* 0: none */
  guint32     meta;      /* id of its first meta; the others follow */
  const char *name;
  const char *parent_name; /* (nullable) */
  const char *option;      /* (nullable): of the variation */
  guint8      attribute;
  gboolean    has_product;
  double      quantity;
  double      price;       /* of one */
  double      reduced;     /* taken from stock; 0: none */
  double      backordered; /* missing at checkout; 0: none */
  double      refunded;
  GPtrArray  *own_meta; /* (element-type BoSampleMeta) (owned) (nullable) */
} BoSampleLine;

typedef struct
{
  guint32       id;
  gint64        amount;
  const char   *reason;
  BoSampleStamp created;
  GArray       *lines;    /* (element-type BoSampleLine) (owned): what came back, quantities positive */
  GArray       *line_ids; /* (element-type guint32) (owned): which line of the order each is of */
} BoSampleRefund;

typedef struct
{
  guint32       id;
  const char   *text;
  BoSampleStamp created;
  gboolean      customer;
} BoSampleNote;

typedef struct
{
  guint32                id;
  guint32                customer; /* 0: a guest */
  const char            *status;
  const char            *status_before; /* the bin (nullable) */
  const char            *created_via;
  const char            *payment_method;
  const char            *payment_title;
  const char            *customer_note;
  const char            *transaction;
  const BoSampleAddress *billing;  /* (not owned) */
  const BoSampleAddress *shipping; /* (not owned) */
  BoSampleStamp          created;
  BoSampleStamp          modified;
  gint64                 paid;
  gint64                 completed;
  gint32                 shipping_total; /* cents */
  guint32                tax_line;       /* ids of these lines */
  guint32                shipping_line;
  guint32                shipping_meta;
  gboolean               reduced; /* its stock was taken */
  GArray                *lines;   /* (element-type BoSampleLine) (owned) */
  GPtrArray             *refunds; /* (element-type BoSampleRefund) (owned) (nullable) */
  GPtrArray             *notes;   /* (element-type BoSampleNote) (owned) (nullable): made when first looked at */
  GPtrArray             *meta;    /* (element-type BoSampleMeta) (owned) (nullable) */
} BoSampleOrder;

/* Everything is by id, in the order in which the shop came by it. */
typedef struct
{
  GPtrArray    *products;  /* (element-type BoSampleProduct) (owned), variations among them */
  GPtrArray    *orders;    /* (element-type BoSampleOrder) (owned) */
  GPtrArray    *customers; /* (element-type BoSampleCustomer) (owned) */
  GPtrArray    *addresses; /* (element-type BoSampleAddress) (owned) */
  GStringChunk *texts;     /* (owned) */
  GTimeZone    *zone;      /* (owned): in which the shop keeps its local dates */
  guint64       seed;
  guint64       generation; /* raised by each change */
  guint32       next_id;    /* of products, variations, orders and refunds */
  guint32       next_customer;
  guint32       next_line;
  guint32       next_meta;
  guint32       next_note;
  guint32       first_order_today; /* orders below this id were there when the shop opened */
} BoSampleBooks;

BoSampleBooks *bo_sample_books_new (GTimeZone *zone,
                                    guint64    seed);
void           bo_sample_books_free (BoSampleBooks *self);

const char *bo_sample_books_text (BoSampleBooks *self,
                                  const char    *text);
const char *bo_sample_books_text_once (BoSampleBooks *self,
                                       const char    *text);

void bo_sample_books_open (BoSampleBooks *self);

BoSampleStamp bo_sample_books_stamp (BoSampleBooks *self,
                                     gint64         at);

BoSampleProduct  *bo_sample_books_add_product (BoSampleBooks   *self,
                                               BoSampleProduct *parent);
BoSampleProduct  *bo_sample_books_find_product (BoSampleBooks *self,
                                                guint64        id);
BoSampleProduct  *bo_sample_books_find_sku (BoSampleBooks *self,
                                            const char    *sku);
void              bo_sample_books_remove_product (BoSampleBooks   *self,
                                                  BoSampleProduct *product);
BoSampleOrder    *bo_sample_books_add_order (BoSampleBooks *self);
BoSampleOrder    *bo_sample_books_find_order (BoSampleBooks *self,
                                              guint64        id);
void              bo_sample_books_remove_order (BoSampleBooks *self,
                                                BoSampleOrder *order);
BoSampleCustomer *bo_sample_books_add_customer (BoSampleBooks *self);
BoSampleCustomer *bo_sample_books_find_customer (BoSampleBooks *self,
                                                 guint64        id);
void              bo_sample_books_remove_customer (BoSampleBooks    *self,
                                                   BoSampleCustomer *customer);
BoSampleAddress  *bo_sample_books_add_address (BoSampleBooks *self);

void          bo_sample_books_clear_line (gpointer data);
BoSampleLine *bo_sample_order_add_line (BoSampleBooks *books,
                                        BoSampleOrder *order);
BoSampleLine *bo_sample_order_find_line (BoSampleOrder *self,
                                         guint64        id);

BoSampleRefund *bo_sample_order_add_refund (BoSampleBooks *books,
                                            BoSampleOrder *order,
                                            gint64         at);

void bo_sample_refund_add_line (BoSampleBooks      *books,
                                BoSampleRefund     *refund,
                                const BoSampleLine *line,
                                double              quantity);

void          bo_sample_meta_set (BoSampleBooks *books,
                                  GPtrArray    **meta,
                                  const char    *key,
                                  const char    *json);
BoSampleNote *bo_sample_order_add_note (BoSampleBooks *books,
                                        BoSampleOrder *order,
                                        const char    *text,
                                        gboolean       customer,
                                        gint64         at);
GPtrArray    *bo_sample_order_get_notes (BoSampleBooks *books,
                                         BoSampleOrder *order);

BoSampleProduct *bo_sample_product_get_stock_keeper (BoSampleProduct *self);
const char      *bo_sample_product_get_stock_status (const BoSampleProduct *self,
                                                     double                 stock);
const char      *bo_sample_product_get_price (const BoSampleProduct *self);
gint64           bo_sample_money_round (double amount);
gint64           bo_sample_line_get_total (const BoSampleLine *self);
gint64           bo_sample_order_get_total (const BoSampleOrder *self,
                                            gint64              *tax);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleBooks, bo_sample_books_free)

G_END_DECLS
