/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-product.h"
#include "bo-service.h"

G_BEGIN_DECLS

/* As many as a pop-up shows. */
#define BO_COMPLETION_MAX 20

/**
 * BoCustomerItem:
 *
 * One customer to choose.  Read-only properties: id, name, email, phone, business,
 * priority-class, open-lines, open-units (gint64), detail (e-mail or phone, what
 * tells two of one name apart).
 */
#define BO_TYPE_CUSTOMER_ITEM (bo_customer_item_get_type ())
G_DECLARE_FINAL_TYPE (BoCustomerItem, bo_customer_item, BO, CUSTOMER_ITEM, GObject)

gint64                  bo_customer_item_get_id (BoCustomerItem *self);
const BoCustomerRecord *bo_customer_item_get_record (BoCustomerItem *self);

typedef enum
{
  BO_COMPLETION_CUSTOMERS, /* rows are BoCustomerItem */
  BO_COMPLETION_PRODUCTS,  /* rows are BoProduct */
} BoCompletionKind;

/**
 * BoCompletionModel:
 *
 * The first few that match what is being typed.  Read-only properties: loading,
 * error, n-items.  A newer search cancels the older.
 */
#define BO_TYPE_COMPLETION_MODEL (bo_completion_model_get_type ())
G_DECLARE_FINAL_TYPE (BoCompletionModel, bo_completion_model, BO, COMPLETION_MODEL, GObject)

BoCompletionModel *bo_completion_model_new (BoService       *service,
                                            BoCompletionKind kind);
void               bo_completion_model_set_search (BoCompletionModel *self,
                                                   const char        *search);
gboolean           bo_completion_model_get_loading (BoCompletionModel *self);

G_END_DECLS
