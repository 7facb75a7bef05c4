/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoProduct:
 *
 * One product, as a row shows it; see #BoLine for how it fills in.
 *
 * Read-only properties, named as the fields of #BoProductRecord: id, sku, barcode,
 * name, price (-1: unknown), currency, case-size, supplier, policy, on-hand, allocated, open-lines, open-units,
 * oldest-queued, revision; and
 *
 * - loaded: whether anything but the id is known
 * - own-policy: whether it has a policy of its own
 * - free: units on hand that nobody has
 * - lacking: open units that nobody has for them
 */
#define BO_TYPE_PRODUCT (bo_product_get_type ())
G_DECLARE_FINAL_TYPE (BoProduct, bo_product, BO, PRODUCT, GObject)

BoProduct *bo_product_new (gint64 id);
void       bo_product_update (BoProduct             *self,
                              const BoProductRecord *record);
gint64     bo_product_get_id (BoProduct *self);
gboolean   bo_product_get_loaded (BoProduct *self);
gint64     bo_product_get_free (BoProduct *self);

/* All of it; the texts are NULL until it is loaded.  Valid until @self changes. */
const BoProductRecord *bo_product_get_record (BoProduct *self);

G_END_DECLS
