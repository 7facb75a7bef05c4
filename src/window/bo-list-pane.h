/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-lazy-model.h"
#include "bo-table.h"

G_BEGIN_DECLS

/**
 * BoListPane:
 *
 * A table with all that belongs to it: header bar, search, filter chips, what is
 * said while it loads, when it is empty, when nothing matches and when it failed,
 * and the total row.
 *
 * Properties: title; subtitle; search (read-write); placeholder (of the search entry);
 * filtered (whether more than the search narrows the list); total (text);
 * empty-title, empty-description, empty-icon.  Buildable children: "start" and "end"
 * of the header bar, "tool" beside the search, "chip" below it, "empty" (a button
 * for the empty state).
 *
 * "clear": the user wants all rows again; the search has been cleared already.
 */
#define BO_TYPE_LIST_PANE (bo_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (BoListPane, bo_list_pane, BO, LIST_PANE, AdwBin)

void        bo_list_pane_set_model (BoListPane        *self,
                                    BoLazyModel       *model,
                                    GtkSelectionModel *selection);
BoTable    *bo_list_pane_get_table (BoListPane *self);
void        bo_list_pane_set_search (BoListPane *self,
                                     const char *search);
const char *bo_list_pane_get_search (BoListPane *self);
void        bo_list_pane_set_filtered (BoListPane *self,
                                       gboolean    filtered);
void        bo_list_pane_set_total (BoListPane *self,
                                    const char *total);
void        bo_list_pane_set_controls (BoListPane *self,
                                       gboolean    start,
                                       gboolean    end);
void        bo_list_pane_focus_search (BoListPane *self);

void           bo_list_pane_set_notice (BoListPane *self,
                                        const char *text,
                                        const char *button_label,
                                        const char *action);
const char    *bo_list_pane_get_notice (BoListPane *self);
GtkMenuButton *bo_list_pane_get_pages_button (BoListPane *self);
GtkMenuButton *bo_list_pane_get_view_button (BoListPane *self);

/* "loading", "list", "empty", "no-match" or "error". */
const char *bo_list_pane_get_state (BoListPane *self);

/* The next rows that come are shown from the first: they answer another question. */
void bo_list_pane_show_first (BoListPane *self);

G_END_DECLS
