/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-sync.h"

G_BEGIN_DECLS

/**
 * BoConnectionGroup:
 *
 * Where a shop is and what opens it, and a test of that.  What is wrong is said in
 * words where it is typed.
 *
 * "changed": something else is typed now; a test under way has been let go.
 * "tested" (report, error): a test is over and its result is shown; one of the two is
 * %NULL.
 */
#define BO_TYPE_CONNECTION_GROUP (bo_connection_group_get_type ())
G_DECLARE_FINAL_TYPE (BoConnectionGroup, bo_connection_group, BO, CONNECTION_GROUP, AdwPreferencesGroup)

void        bo_connection_group_set_sync (BoConnectionGroup *self,
                                          BoSync            *sync);
char       *bo_connection_group_dup_address (BoConnectionGroup *self);
const char *bo_connection_group_get_key (BoConnectionGroup *self);
const char *bo_connection_group_get_secret (BoConnectionGroup *self);
void        bo_connection_group_test (BoConnectionGroup *self);
void        bo_connection_group_stop (BoConnectionGroup *self);
GtkWidget  *bo_connection_group_get_first_row (BoConnectionGroup *self);

/* For who drives it.  @name: "address", "key" or "secret". */
GtkEditable *bo_connection_group_get_entry (BoConnectionGroup *self,
                                            const char        *name);
gboolean     bo_connection_group_get_testing (BoConnectionGroup *self);
const char  *bo_connection_group_get_result (BoConnectionGroup *self);
const char  *bo_connection_group_get_result_text (BoConnectionGroup *self);

G_END_DECLS
