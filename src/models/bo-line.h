/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoLine:
 *
 * One waiting product of one order, as a row shows it.  There is one object for
 * each line id in a model; at first it has its id and no more ("loaded" is
 * %FALSE, texts are %NULL), then it is brought up to date by notification.
 *
 * Read-only properties, named as the fields of #BoLineRecord: id, order-id,
 * product-id, customer-id, order-number, customer, sku, product, ordered,
 * cancelled, shipped, open, allocated, held, locked, price, currency,
 * priority-class, queued, need, ship, strategy, reason, cause, campaign, paused, place,
 * place-count, units-ahead; and
 *
 * - loaded: whether anything but the id is known
 * - customer-label: the customer, or what to call one without a name
 * - lacking: open units that it does not have
 * - shippable: units that may leave now
 * - value: open units times price, in minor units of the currency
 *
 * Amounts and counts are gint64; enumerations are int.
 */
#define BO_TYPE_LINE (bo_line_get_type ())
G_DECLARE_FINAL_TYPE (BoLine, bo_line, BO, LINE, GObject)

BoLine  *bo_line_new (gint64 id);
void     bo_line_update (BoLine             *self,
                         const BoLineRecord *record);
gint64   bo_line_get_id (BoLine *self);
gboolean bo_line_get_loaded (BoLine *self);
gint64   bo_line_get_shippable (BoLine *self);
gint64   bo_line_get_value (BoLine *self);

/* All of it; the texts are NULL until it is loaded.  Valid until @self changes. */
const BoLineRecord *bo_line_get_record (BoLine *self);

G_END_DECLS
