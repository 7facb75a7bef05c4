/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-completion-model.h"

G_BEGIN_DECLS

/**
 * BoCompletion:
 *
 * Offers, below an entry, what matches what is being typed.  Arrow keys choose, Enter
 * or a click picks, Escape puts the list away.
 *
 * "picked" (item): the text of the entry is the item's now.
 * "unpicked": the text was changed, so that it is no item any more.
 */
#define BO_TYPE_COMPLETION (bo_completion_get_type ())
G_DECLARE_FINAL_TYPE (BoCompletion, bo_completion, BO, COMPLETION, GObject)

BoCompletion *bo_completion_new (GtkEditable     *entry,
                                 BoService       *service,
                                 BoCompletionKind kind);
gpointer      bo_completion_get_item (BoCompletion *self);
gpointer      bo_completion_get_chosen (BoCompletion *self);
gpointer      bo_completion_get_only (BoCompletion *self);
void          bo_completion_pick (BoCompletion *self,
                                  gpointer      item);
void          bo_completion_clear (BoCompletion *self);

G_END_DECLS
