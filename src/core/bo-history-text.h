/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-records.h"

G_BEGIN_DECLS

char *bo_history_record_to_text (const BoHistoryRecord *record);

G_END_DECLS
