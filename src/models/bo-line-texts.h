/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-service.h"

G_BEGIN_DECLS

/* What is said of a line in words, in the user's language: of enumerations for
 * lists and menus, and whole sentences for a detail pane. */

const char *bo_ship_policy_to_text (BoShipPolicy policy);
const char *bo_rule_to_text (BoRule rule);
const char *bo_cause_to_text (BoCause cause);
char       *bo_reason_to_text (BoReason reason,
                               BoCause  cause);
char       *bo_class_to_text (int priority_class);
char       *bo_line_texts_place (gint64 place,
                                 gint64 place_count,
                                 gint64 units_ahead);
char       *bo_line_texts_units (const BoLineRecord *line);
char       *bo_line_texts_need (int need,
                                int today);
char       *bo_line_texts_waiting (gint64     queued,
                                   int        today,
                                   GTimeZone *time_zone);

G_END_DECLS
