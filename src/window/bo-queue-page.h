/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-id-selection.h"
#include "bo-line-card.h"
#include "bo-line-model.h"
#include "bo-list-pane.h"

G_BEGIN_DECLS

/**
 * BoQueuePage:
 *
 * Who waits: the lines as a table, and all about the selected one.
 *
 * Properties: narrow (read-write); ready (read-only): rows and total are shown.
 * Actions "queue.": state, class, need, sort, descending, column-ID, clear, search.
 */
#define BO_TYPE_QUEUE_PAGE (bo_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (BoQueuePage, bo_queue_page, BO, QUEUE_PAGE, AdwBin)

GtkWidget     *bo_queue_page_new (BoCommander *commander,
                                  GSettings   *settings,
                                  BoLineModel *model,
                                  int          width);
BoLineQuery   *bo_queue_page_create_first_query (GSettings *settings);
void           bo_queue_page_set_narrow (BoQueuePage *self,
                                         gboolean     narrow);
gboolean       bo_queue_page_get_ready (BoQueuePage *self);
void           bo_queue_page_set_product (BoQueuePage *self,
                                          gint64       product_id,
                                          const char  *name);
void           bo_queue_page_select (BoQueuePage *self,
                                     gint64       line_id);
BoLineModel   *bo_queue_page_get_model (BoQueuePage *self);
BoIdSelection *bo_queue_page_get_selection (BoQueuePage *self);
BoListPane    *bo_queue_page_get_list (BoQueuePage *self);
BoLineCard    *bo_queue_page_get_card (BoQueuePage *self);

GtkMenuButton *bo_queue_page_get_pages_button (BoQueuePage *self);

G_END_DECLS
