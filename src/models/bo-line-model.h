/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-lazy-model.h"
#include "bo-line.h"

G_BEGIN_DECLS

/**
 * BoLineModel:
 *
 * The lines that a query finds, as a list of #BoLine: ids in order, objects on
 * demand (see #BoLazyModel for the properties and the rules).  Empty, and asking
 * for nothing, until bo_line_model_set_query() is called for the first time.
 */
#define BO_TYPE_LINE_MODEL (bo_line_model_get_type ())
G_DECLARE_FINAL_TYPE (BoLineModel, bo_line_model, BO, LINE_MODEL, BoLazyModel)

BoLineModel       *bo_line_model_new (BoService *service);
void               bo_line_model_set_query (BoLineModel       *self,
                                            const BoLineQuery *query);
const BoLineQuery *bo_line_model_get_query (BoLineModel *self);

G_END_DECLS
