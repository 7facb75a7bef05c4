/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tables whose rows the journal keeps images of.  The numbers stand in
 * store files: never change one, add at the end. */
typedef enum
{
  BO_TABLE_SETTING = 1,
  BO_TABLE_SUPPLIER,
  BO_TABLE_PRODUCT,
  BO_TABLE_CUSTOMER,
  BO_TABLE_SALES_ORDER,
  BO_TABLE_LINE,
  BO_TABLE_TRANCHE,
  BO_TABLE_RECEIPT,
  BO_TABLE_ALLOCATION,
  BO_TABLE_STOCK_MOVE,
  BO_TABLE_SHIPMENT,
  BO_TABLE_CANCELLATION,
  BO_TABLE_LAST = BO_TABLE_CANCELLATION,
} BoTable;

extern const char *const bo_schema_steps[];
extern const guint       bo_schema_n_steps;

/* The SQL name of @table. */
const char *bo_table_get_name (BoTable table);

G_END_DECLS
