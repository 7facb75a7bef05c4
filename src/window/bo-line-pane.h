/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-line-card.h"

G_BEGIN_DECLS

/**
 * BoLinePane:
 *
 * All about one line: its place, how far it has come, why it has what it has, its
 * tranches and its history, and the buttons for what can be done ("line" actions,
 * which who holds it installs).
 *
 * Properties: card (read-only), show-back (read-write).  "back": the way back to the
 * list was taken.
 */
#define BO_TYPE_LINE_PANE (bo_line_pane_get_type ())
G_DECLARE_FINAL_TYPE (BoLinePane, bo_line_pane, BO, LINE_PANE, AdwBin)

void bo_line_pane_set_card (BoLinePane *self,
                            BoLineCard *card,
                            BoService  *service);

G_END_DECLS
