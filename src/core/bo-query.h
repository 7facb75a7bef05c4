/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-records.h"

G_BEGIN_DECLS

/* What a list of lines is sorted by.  Every order ends in the line id. */
typedef enum
{
  BO_LINE_SORT_QUEUED, /* who has waited longest first */
  BO_LINE_SORT_PLACE,  /* product by product (name), in line under the policy's key; with a product: its line */
  BO_LINE_SORT_CUSTOMER,
  BO_LINE_SORT_PRODUCT,
  BO_LINE_SORT_ORDER,
  BO_LINE_SORT_OPEN,
  BO_LINE_SORT_VALUE,
  BO_LINE_SORT_NEED,
} BoLineSort;

typedef enum
{
  BO_LINE_STATE_WAITING, /* open, whatever it has */
  BO_LINE_STATE_SHORT,   /* open and not all allocated */
  BO_LINE_STATE_READY,   /* has units that may leave now */
  BO_LINE_STATE_HELD,    /* holds units until it is complete */
  BO_LINE_STATE_PAUSED,
  BO_LINE_STATE_CLOSED, /* nothing open */
  BO_LINE_STATE_ALL,
} BoLineState;

typedef struct
{
  BoLineState state;
  char       *search;         /* (nullable): every word must match the start of a word of customer, product or order */
  gint64      product_id;     /* 0: any */
  gint64      customer_id;    /* 0: any */
  gint64      order_id;       /* 0: any */
  int         priority_class; /* 0: any */
  gboolean    has_need;       /* only lines with a need date */
  BoLineSort  sort;
  gboolean    descending;
  guint       limit; /* the first so many rows only; 0: all */
} BoLineQuery;

typedef enum
{
  BO_PRODUCT_SORT_NAME,
  BO_PRODUCT_SORT_SKU,
  BO_PRODUCT_SORT_OPEN_UNITS,
  BO_PRODUCT_SORT_OPEN_LINES,
  BO_PRODUCT_SORT_ON_HAND,
  BO_PRODUCT_SORT_FREE, /* on hand and given to nobody */
  BO_PRODUCT_SORT_OLDEST,
} BoProductSort;

typedef struct
{
  char         *search;  /* (nullable) */
  gboolean      waiting; /* only products that somebody waits for */
  BoProductSort sort;
  gboolean      descending;
} BoProductQuery;

BoLineQuery    *bo_line_query_new (void);
BoLineQuery    *bo_line_query_copy (const BoLineQuery *query);
gboolean        bo_line_query_equal (const BoLineQuery *a,
                                     const BoLineQuery *b);
void            bo_line_query_free (BoLineQuery *query);
BoProductQuery *bo_product_query_new (void);
BoProductQuery *bo_product_query_copy (const BoProductQuery *query);
void            bo_product_query_free (BoProductQuery *query);

gboolean bo_line_sort_from_name (const char *name,
                                 BoLineSort *sort);
char    *bo_line_sort_list_names (void);
gboolean bo_line_state_from_name (const char  *name,
                                  BoLineState *state);
char    *bo_line_state_list_names (void);
gboolean bo_product_sort_from_name (const char    *name,
                                    BoProductSort *sort);
char    *bo_product_sort_list_names (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoLineQuery, bo_line_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoProductQuery, bo_product_query_free)

G_END_DECLS
