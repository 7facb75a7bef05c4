/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-allocation.h"

G_BEGIN_DECLS

/* The rules once more, slow and obvious: unit by unit or case by case, for lines that
 * ship in parts and what is on hand.  Fills @units with what every line gets (A11). */
void reference_deal (const BoPlan *plan,
                     gint64       *units);

/* The closed form of promise dates (domain.md b.7) for FIFO, PRIORITY and NEED: the
 * earliest day by which supply covers the queue up to and with the line. */
int reference_day (const BoPlan *plan,
                   guint         demand);

G_END_DECLS
