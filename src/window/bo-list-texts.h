/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What cells of tables and total rows say. */

char *bo_list_texts_total (const GPtrArray *totals);

/* For BoTableColumn, of #BoLine with a #BoService as format data. */
char *bo_list_texts_place (gpointer item,
                           gpointer service);
char *bo_list_texts_customer (gpointer item,
                              gpointer service);
char *bo_list_texts_product (gpointer item,
                             gpointer service);
char *bo_list_texts_sku (gpointer item,
                         gpointer service);
char *bo_list_texts_open (gpointer item,
                          gpointer service);
char *bo_list_texts_allocated (gpointer item,
                               gpointer service);
char *bo_list_texts_waiting (gpointer item,
                             gpointer service);
char *bo_list_texts_need (gpointer item,
                          gpointer service);
char *bo_list_texts_order (gpointer item,
                           gpointer service);
char *bo_list_texts_value (gpointer item,
                           gpointer service);
char *bo_list_texts_class (gpointer item,
                           gpointer service);

G_END_DECLS
