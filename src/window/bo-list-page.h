/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-id-selection.h"
#include "bo-lazy-model.h"
#include "bo-list-pane.h"
#include "bo-view-actions.h"

G_BEGIN_DECLS

#define BO_TYPE_LIST_PAGE (bo_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (BoListPage, bo_list_page, BO, LIST_PAGE, AdwBin)

/**
 * BoListPageClass:
 * @view: how its table can be looked at; names the page and its action group
 * @query_changed: asks the model for what search, filters and sort say now
 * @clear_filters: takes all filters off
 * @dup_total: the total row, or %NULL while it is not known
 *
 * What a page says of its list; all else is in #BoListPage.
 */
struct _BoListPageClass
{
  AdwBinClass parent_class;

  const BoView *view;
  void (*query_changed) (BoListPage *self);
  void (*clear_filters) (BoListPage *self);
  char *(*dup_total) (BoListPage *self);
};

/**
 * BoListPage:
 *
 * A page with a list and, beside it, all about the selected row; where there is no
 * room for both, the one stands in the place of the other.
 *
 * Buildable children: "list", a #BoListPane, and "detail", a widget with a property
 * "show-back" and a signal "back".  Properties: narrow (read-write): list and detail in
 * turn, and the pages in a menu; ready (read-only): rows and total are shown, or why not.
 * Actions, in the group that the view names: search, sort, descending, column-ID.
 */
void bo_list_page_set_up (BoListPage  *self,
                          BoCommander *commander,
                          GSettings   *settings,
                          BoLazyModel *model,
                          int          width);
void bo_list_page_add_actions (BoListPage         *self,
                               const GActionEntry *entries,
                               guint               n_entries);
void bo_list_page_start (BoListPage *self);

/* For the filters of subclasses. */
void        bo_list_page_change_filter_cb (GSimpleAction *action,
                                           GVariant      *value,
                                           gpointer       list_page);
void        bo_list_page_query_changed (BoListPage *self);
GVariant   *bo_list_page_get_action_state (BoListPage *self,
                                           const char *name);
void        bo_list_page_change_action_state (BoListPage *self,
                                              const char *name,
                                              GVariant   *value);
char       *bo_list_page_dup_search (BoListPage *self);
const char *bo_list_page_get_sort (BoListPage *self,
                                   gboolean   *descending);

void           bo_list_page_select (BoListPage *self,
                                    gint64      id);
void           bo_list_page_grab_focus (BoListPage *self);
gboolean       bo_list_page_get_ready (BoListPage *self);
BoLazyModel   *bo_list_page_get_model (BoListPage *self);
BoIdSelection *bo_list_page_get_selection (BoListPage *self);
BoListPane    *bo_list_page_get_list (BoListPage *self);

G_END_DECLS
