/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* A row of "customer".  Whoever fills one for writing lends the strings; one
 * that was loaded owns them. */
typedef struct
{
  gint64      id;
  const char *name;      /* empty when anonymous */
  const char *name_key;  /* bo_fold() of @name; made when NULL */
  const char *email;     /* (nullable) */
  const char *phone;     /* (nullable) */
  const char *phone_key; /* bo_fold_phone() of @phone; made when NULL */
  const char *country;   /* (nullable) */
  const char *language;  /* (nullable) */
  gboolean    business;
  int         priority_class;
  gboolean    anonymous;
  const char *source;      /* (nullable) */
  const char *external_id; /* (nullable): within @source */
} BoCustomerRow;

gint64   bo_customer_table_insert (BoTxn               *txn,
                                   const BoCustomerRow *row,
                                   GError             **error);
gboolean bo_customer_table_update (BoTxn               *txn,
                                   const BoCustomerRow *row,
                                   GError             **error);
gboolean bo_customer_table_load (BoTxn          *txn,
                                 gint64          id,
                                 BoCustomerRow **row,
                                 GError        **error);
gboolean bo_customer_table_find_email (BoTxn      *txn,
                                       const char *email,
                                       gint64     *id,
                                       GError    **error);
void     bo_customer_row_free (BoCustomerRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCustomerRow, bo_customer_row_free)

G_END_DECLS
