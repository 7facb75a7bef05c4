/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-order-file.h"

G_BEGIN_DECLS

/* Rows taken from a file of rejects are known by the line they had in the file
 * they were rejected from: the number of their occurrence lies above this. */
#define BO_IMPORT_OCCURRENCE_OF_LINE (G_GINT64_CONSTANT (1) << 32)

/* A product as the file tells of it. */
typedef struct
{
  char    *sku;     /* as it was first spelt */
  char    *key;     /* folded: what makes it the same product */
  char    *name;    /* (nullable): the first there was */
  char    *barcode; /* (nullable): the first there was */
  gint64   price;   /* the first above zero; -1 without one */
  char     currency[4];
  gint64   id;      /* in the store; 0 while it has not been looked for */
  gboolean unnamed; /* the store knows it without a name */
} BoImportProduct;

/* A customer as the file tells of one. */
typedef struct
{
  char  *external_id; /* within the source */
  char  *name;
  char  *email;   /* (nullable) */
  char  *phone;   /* (nullable) */
  char  *country; /* (nullable) */
  gint64 id;      /* in the store; 0 while it has not been looked for */
  int    priority_class;
} BoImportCustomer;

typedef enum
{
  BO_IMPORT_ROW_LINE,
  BO_IMPORT_ROW_CANCEL,     /* its invoice begins with C */
  BO_IMPORT_ROW_CORRECTION, /* another negative quantity: a stock correction */
  BO_IMPORT_ROW_REJECT,
} BoImportRowKind;

/* One row of the file, typed.  Strings belong to the #BoImportRows. */
typedef struct
{
  BoImportRowKind   kind;
  gboolean          cancels; /* its invoice begins with C, whatever its kind */
  gint64            row;     /* line number in the file */
  const char       *order;
  BoImportProduct  *product;
  BoImportCustomer *customer; /* (nullable): an anonymous one */
  const char       *country;  /* (nullable) */
  gint64            units;    /* above zero; of a correction below */
  gint64            price;    /* minor units of @currency */
  char              currency[4];
  gint64            at;             /* UTC seconds */
  int               need;           /* BO_DAY_NONE without one */
  int               priority_class; /* 0: the customer's */
  BoShipPolicy      ship;
  gint64            occurrence; /* 0: as it comes; otherwise given by a file of rejects */
  gboolean          price_rounded;
} BoImportRow;

/**
 * BoImportRows:
 *
 * The rules that make a typed row of a row of text, and what the rows seen so
 * far have told of products and customers.  Knows nothing of the store.
 */
typedef struct _BoImportRows BoImportRows;

BoImportRows *bo_import_rows_new (BoOrderFile *file,
                                  const char  *currency,
                                  GTimeZone   *time_zone,
                                  gboolean     month_first);
void          bo_import_rows_free (BoImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoImportRows, bo_import_rows_free)

void        bo_import_rows_read (BoImportRows *self,
                                 BoImportRow  *row);
const char *bo_import_rows_get_reject_column (BoImportRows *self);
const char *bo_import_rows_get_reject_message (BoImportRows *self);

G_END_DECLS
