/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line-card.h"
#include "bo-line-model.h"
#include "bo-list-page.h"

G_BEGIN_DECLS

/**
 * BoQueuePage:
 *
 * Who waits: the lines as a table, and all about the selected one.
 *
 * Actions "queue.": state, class, need, clear, clear-product, and those of every list
 * page; "line.": what can be done to the selected line.
 */
#define BO_TYPE_QUEUE_PAGE (bo_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (BoQueuePage, bo_queue_page, BO, QUEUE_PAGE, BoListPage)

GtkWidget   *bo_queue_page_new (BoCommander *commander,
                                GSettings   *settings,
                                BoLineModel *model,
                                int          width);
BoLineQuery *bo_queue_page_create_first_query (GSettings *settings);
void         bo_queue_page_set_product (BoQueuePage *self,
                                        gint64       product_id,
                                        const char  *name);
BoLineModel *bo_queue_page_get_model (BoQueuePage *self);
BoLineCard  *bo_queue_page_get_card (BoQueuePage *self);

G_END_DECLS
