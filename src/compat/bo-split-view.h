/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BoSplitView:
 *
 * A list beside its detail, with a divider that can be moved; or, collapsed, one in
 * the place of the other.  Property: content-width, that of the detail (read-write).
 *
 * One implementation for every version of the toolkit: AdwLeaflet is deprecated
 * from libadwaita 1.4 on, where AdwNavigationSplitView begins, and neither has a
 * divider.
 */
#define BO_TYPE_SPLIT_VIEW (bo_split_view_get_type ())
G_DECLARE_FINAL_TYPE (BoSplitView, bo_split_view, BO, SPLIT_VIEW, GtkWidget)

GtkWidget *bo_split_view_new (void);
void       bo_split_view_set_sidebar (BoSplitView *self,
                                      GtkWidget   *sidebar);
void       bo_split_view_set_content (BoSplitView *self,
                                      GtkWidget   *content);
void       bo_split_view_set_collapsed (BoSplitView *self,
                                        gboolean     collapsed);
void       bo_split_view_set_show_content (BoSplitView *self,
                                           gboolean     show_content);
void       bo_split_view_set_content_width (BoSplitView *self,
                                            int          width);
int        bo_split_view_get_content_width (BoSplitView *self);

G_END_DECLS
