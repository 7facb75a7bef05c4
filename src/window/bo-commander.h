/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync.h"

G_BEGIN_DECLS

/**
 * BoCommander:
 *
 * Gives a window's commands to the service, and remembers them so that they can be
 * undone, newest first.
 *
 * "done" (text, event_id): a command is done; event_id 0 cannot be undone.
 * "failed" (error): a command was refused or failed; nothing was changed.
 * Properties (read-only): can-undo; sync: with the shop on the other side, %NULL
 * until it is open; has-shop: a shop is connected, and may be told something.
 */
#define BO_TYPE_COMMANDER (bo_commander_get_type ())
G_DECLARE_FINAL_TYPE (BoCommander, bo_commander, BO, COMMANDER, GObject)

BoCommander *bo_commander_new (BoService *service);
BoService   *bo_commander_get_service (BoCommander *self);
void         bo_commander_set_sync (BoCommander *self,
                                    BoSync      *sync);
BoSync      *bo_commander_get_sync (BoCommander *self);
gboolean     bo_commander_get_has_shop (BoCommander *self);
gboolean     bo_commander_get_can_undo (BoCommander *self);
/* Whether no command can be done at all: the store is open for reading only. */
gboolean bo_commander_get_read_only (BoCommander *self);
gboolean bo_commander_get_busy (BoCommander *self);

/* For who runs a command himself. */
void bo_commander_tell_done (BoCommander *self,
                             const char  *text,
                             gint64       event_id);
void bo_commander_tell_failed (BoCommander  *self,
                               const GError *error);

void bo_commander_ship (BoCommander *self,
                        gint64       line_id,
                        gint64       units,
                        gboolean     hand_over);
void bo_commander_cancel (BoCommander *self,
                          gint64       line_id,
                          gint64       units);
void bo_commander_pause (BoCommander *self,
                         gint64       line_id,
                         gboolean     paused);
void bo_commander_pin (BoCommander *self,
                       gint64       line_id,
                       gint64       units);
void bo_commander_return (BoCommander *self,
                          gint64       line_id,
                          gint64       units,
                          const char  *reason);
void bo_commander_amend (BoCommander    *self,
                         BoAmendRequest *request);
void bo_commander_count (BoCommander *self,
                         gint64       product_id,
                         gint64       on_hand,
                         const char  *reason);
void bo_commander_undo (BoCommander *self,
                        gint64       event_id);
void bo_commander_undo_last (BoCommander *self);

G_END_DECLS
