/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store.h"

G_BEGIN_DECLS

/* A row of "cancellation": a cancelling row of an imported file, applied once. */
typedef struct
{
  gint64      id; /* 0: there is none */
  const char *source;
  const char *external_id; /* invoice */
  gint64      product_id;
  gint64      occurrence;
  gint64      units;
  gint64      matched;
  gint64      at;
} BoCancellationRow;

gint64   bo_cancellation_table_insert (BoTxn                   *txn,
                                       const BoCancellationRow *row,
                                       GError                 **error);
gboolean bo_cancellation_table_update (BoTxn   *txn,
                                       gint64   id,
                                       gint64   units,
                                       gint64   matched,
                                       GError **error);

G_END_DECLS
