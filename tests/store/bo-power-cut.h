/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A VFS that stands for the power cut: until a file is synced, what was written
 * to it can be taken back.  Registered as the default VFS of the process, so that
 * the store is tested as it is. */

void bo_power_cut_install (void);
void bo_power_cut_uninstall (void);

/* From now on every write and sync fails, and of the writes that were not synced
 * each is lost or kept by a throw of @rand, as a disk may do. */
void bo_power_cut_now (GRand *rand);

/* The same, at the @n_writes-th write from now. */
void     bo_power_cut_after (guint  n_writes,
                             GRand *rand);
gboolean bo_power_cut_has_happened (void);

/* With lies a sync returns at once and makes nothing safe: what the test must
 * find out, or it could not fail. */
void bo_power_cut_set_sync_lies (gboolean lies);

G_END_DECLS
