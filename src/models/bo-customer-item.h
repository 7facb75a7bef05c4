/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bo-records.h"

G_BEGIN_DECLS

/**
 * BoCustomerItem:
 *
 * One customer to choose.  Read-only properties: id, name, email, phone, business,
 * priority-class, open-lines, open-units (gint64), detail (e-mail or phone, what
 * tells two of one name apart).
 */
#define BO_TYPE_CUSTOMER_ITEM (bo_customer_item_get_type ())
G_DECLARE_FINAL_TYPE (BoCustomerItem, bo_customer_item, BO, CUSTOMER_ITEM, GObject)

BoCustomerItem         *bo_customer_item_new (BoCustomerRecord *record);
gint64                  bo_customer_item_get_id (BoCustomerItem *self);
const BoCustomerRecord *bo_customer_item_get_record (BoCustomerItem *self);

G_END_DECLS
