/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-customer-item.h"
#include "bo-product.h"
#include "bo-service.h"

G_BEGIN_DECLS

/* As many as a pop-up shows. */
#define BO_COMPLETION_MAX 20

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
