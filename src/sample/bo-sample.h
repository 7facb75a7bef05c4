/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small shop to try the program on.  All of it is invented: people, firms and
 * products; e-mail addresses, phone numbers and barcodes are of the ranges that are
 * kept for examples.  The same instant makes the same shop, byte for byte. */

/* The currency of all its prices. */
#define BO_SAMPLE_CURRENCY "EUR"
#define BO_SAMPLE_SHOP_NAME "Harbour Lane"

/* Lines of the days before `today - BO_SAMPLE_HISTORY_DAYS' are history. */
#define BO_SAMPLE_HISTORY_DAYS 21

typedef struct
{
  char   sku[16];
  gint64 units;
} BoSampleUnits;

char   *bo_sample_orders_csv (gint64     now,
                              GTimeZone *zone);
GArray *bo_sample_stock (void);
GArray *bo_sample_deliveries (void);

G_END_DECLS
