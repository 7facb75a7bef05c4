/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* What moves stock, and with it dates. */

void bo_sample_product_touch (BoSampleState   *state,
                              BoSampleProduct *product);
void bo_sample_stock_write (BoSampleCall    *call,
                            BoSampleProduct *product,
                            double           stock);
void bo_sample_order_touch (BoSampleState *state,
                            BoSampleOrder *order);
void bo_sample_order_take_stock (BoSampleCall  *call,
                                 BoSampleOrder *order);
void bo_sample_order_give_back (BoSampleCall  *call,
                                BoSampleOrder *order);
void bo_sample_line_move (BoSampleCall *call,
                          BoSampleLine *line,
                          double        taken);
void bo_sample_order_set_status (BoSampleCall  *call,
                                 BoSampleOrder *order,
                                 const char    *status);

G_END_DECLS
