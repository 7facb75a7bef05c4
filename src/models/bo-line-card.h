/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line.h"
#include "bo-service.h"

G_BEGIN_DECLS

/**
 * BoLineCard:
 *
 * All about one line, as a detail pane shows it.  It follows the line with
 * "line-id" and reads it again when something that concerns it has changed; what
 * is shown stays until the answer is there.  Read-only properties but line-id:
 *
 * - line-id (gint64, read-write): 0 for none
 * - loading, error; found: whether there is something to show
 * - line: its #BoLine (nullable)
 * - tranches: #GListModel of #BoTrancheItem, oldest first; history: of
 *   #BoHistoryItem, newest first
 * - texts, each empty where there is nothing to say: title (product), subtitle
 *   (customer and order), position-text ("3rd of 41 in line, 17 units ahead"),
 *   units-text ("5 of 12 units allocated, 2 held until complete"), value-text,
 *   waiting-text (since when), need-text, ship-text, class-text, reason-text,
 *   created-text (of the order), channel, campaign, customer-name, email, phone, why
 * - can-ship, can-cancel, can-amend, can-pause, can-resume, can-pin, can-unpin,
 *   can-return
 */
#define BO_TYPE_LINE_CARD (bo_line_card_get_type ())
G_DECLARE_FINAL_TYPE (BoLineCard, bo_line_card, BO, LINE_CARD, GObject)

BoLineCard   *bo_line_card_new (BoService *service);
void          bo_line_card_set_line_id (BoLineCard *self,
                                        gint64      line_id);
gint64        bo_line_card_get_line_id (BoLineCard *self);
gboolean      bo_line_card_get_found (BoLineCard *self);
gboolean      bo_line_card_get_loading (BoLineCard *self);
const GError *bo_line_card_get_error (BoLineCard *self);
BoLine       *bo_line_card_get_line (BoLineCard *self);
void          bo_line_card_reload (BoLineCard *self);

/* The whole answer of the service (nullable); valid until @self changes. */
const BoLineDetail *bo_line_card_get_detail (BoLineCard *self);

G_END_DECLS
