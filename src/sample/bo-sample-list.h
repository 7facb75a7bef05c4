/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* The rows of a list that was asked for, in order, kept for the next page. */
typedef struct
{
  char      *key;        /* what was asked */
  guint64    generation; /* of the books when it was made */
  guint64    stamp;      /* of the switches when it was made */
  GPtrArray *records;    /* (owned): records of the books */
} BoSampleSelection;

void bo_sample_selection_free (BoSampleSelection *self);

typedef struct _BoSampleFilter BoSampleFilter;
typedef gboolean (*BoSampleMatch) (const BoSampleFilter *filter,
                                   gconstpointer         record);
typedef json_t *(*BoSampleWrite) (BoSampleCall *call,
                                  gconstpointer record);

/* By what a list is sorted: a number, or if that is equal a text. */
typedef struct
{
  gint64      number;
  const char *text; /* (nullable) */
} BoSampleKey;
typedef BoSampleKey (*BoSampleKeyOf) (gconstpointer record,
                                      const char   *orderby);

typedef struct
{
  const char        *name;    /* "products" */
  const char        *orderby; /* where none is asked for */
  const char        *order;
  const char *const *orderings;    /* what may be asked for */
  const char *const *statuses;     /* (nullable): likewise */
  const char *const *types;        /* (nullable) */
  const char *const *roles;        /* (nullable) */
  gboolean           has_modified; /* knows modified_after */
  gboolean           is_orders;    /* has the oddities of orders */
  BoSampleMatch      match;
  BoSampleKeyOf      key_of;
  BoSampleWrite      write;
} BoSampleListKind;

void bo_sample_list_answer (BoSampleCall           *call,
                            const BoSampleListKind *kind,
                            GPtrArray              *records,
                            guint64                 parent);

G_END_DECLS
