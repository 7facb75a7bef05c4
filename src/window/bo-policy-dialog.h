/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"

G_BEGIN_DECLS

/**
 * BoPolicyDialog:
 *
 * How the shop deals what arrives, or how one product is dealt.
 */
#define BO_TYPE_POLICY_DIALOG (bo_policy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BoPolicyDialog, bo_policy_dialog, BO, POLICY_DIALOG, AdwBin)

BoPolicyDialog *bo_policy_dialog_present (BoCommander    *commander,
                                          gint64          product_id,
                                          const char     *product_name,
                                          const BoPolicy *policy,
                                          GtkWidget      *parent);
void            bo_policy_dialog_set_rule (BoPolicyDialog *self,
                                           BoRule          rule);
void            bo_policy_dialog_set_reserve (BoPolicyDialog *self,
                                              const char     *campaign,
                                              gint64          units);
void            bo_policy_dialog_apply (BoPolicyDialog *self);
const char     *bo_policy_dialog_get_notice (BoPolicyDialog *self);

G_END_DECLS
