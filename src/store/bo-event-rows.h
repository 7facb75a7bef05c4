/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"
#include "bo-images.h"

G_BEGIN_DECLS

/* The images of an event in its event_row rows.  A large event is written in
 * parts, so that memory stays bounded. */

gboolean bo_event_rows_write (BoDb     *db,
                              gint64    event_id,
                              BoImages *images,
                              gboolean  again,
                              gboolean *overlapped,
                              GError  **error);
gboolean bo_event_rows_drop_unchanged (BoDb    *db,
                                       gint64   event_id,
                                       GError **error);

G_END_DECLS
