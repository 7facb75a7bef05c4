/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-commander.h"
#include "bo-preload.h"
#include "bo-queue-page.h"
#include "bo-window-shop.h"

G_BEGIN_DECLS

/**
 * BoWindow:
 *
 * One window on one store.
 *
 * Properties: service (read-only, %NULL until the store is open); ready (read-only):
 * rows and total are shown, or what stands in their place; narrow (read-only).
 */
#define BO_TYPE_WINDOW (bo_window_get_type ())
G_DECLARE_FINAL_TYPE (BoWindow, bo_window, BO, WINDOW, AdwApplicationWindow)

GtkWidget *bo_window_new (GtkApplication *application,
                          BoService      *service);
void       bo_window_open (BoWindow      *self,
                           const char    *path,
                           BoServiceFlags flags);
void       bo_window_take_preload (BoWindow  *self,
                                   BoPreload *preload);
void       bo_window_open_demo (BoWindow *self);
void       bo_window_present_soon (BoWindow *self);

BoService   *bo_window_get_service (BoWindow *self);
BoCommander *bo_window_get_commander (BoWindow *self);
const char  *bo_window_get_path (BoWindow *self);
gboolean     bo_window_get_ready (BoWindow *self);
gboolean     bo_window_get_narrow (BoWindow *self);
gboolean     bo_window_get_demo (BoWindow *self);

/* "opening", "welcome", "main" or "failed". */
const char *bo_window_get_state (BoWindow *self);
/* "queue" or "products"; the page of that name is made when it is first shown. */
void          bo_window_show_page (BoWindow   *self,
                                   const char *name);
GtkWidget    *bo_window_get_page (BoWindow   *self,
                                  const char *name);
void          bo_window_show_main (BoWindow *self);
void          bo_window_show_line (BoWindow *self,
                                   gint64    line_id);
void          bo_window_show_import (BoWindow *self,
                                     GFile    *file);
BoWindowShop *bo_window_get_shop (BoWindow *self);
/* What the toast says that is shown now (nullable). */
const char *bo_window_get_toast (BoWindow *self);

G_END_DECLS
