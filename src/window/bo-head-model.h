/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-id-model.h"

G_BEGIN_DECLS

/**
 * BoHeadModel:
 *
 * The first rows of a model, and all of them once it has been opened.  GTK 4.8 makes
 * about two hundred rows of widgets for every list, however few are in view: the
 * first frame of a window makes do with a screenful, and the rest follows it.
 */
#define BO_TYPE_HEAD_MODEL (bo_head_model_get_type ())
G_DECLARE_FINAL_TYPE (BoHeadModel, bo_head_model, BO, HEAD_MODEL, GObject)

BoHeadModel *bo_head_model_new (BoIdModel *model,
                                guint      n_head);
void         bo_head_model_open (BoHeadModel *self);

G_END_DECLS
