/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-line-model.h"

G_BEGIN_DECLS

/**
 * BoPreload:
 *
 * What the first window shows, read by the threads of the store while the main
 * thread is still starting the toolkit.
 */
typedef struct _BoPreload BoPreload;

BoPreload   *bo_preload_new (const char *path,
                             guint       wait_ms);
void         bo_preload_free (BoPreload *self);
void         bo_preload_list (BoPreload         *self,
                              const BoLineQuery *query);
const char  *bo_preload_get_path (BoPreload *self);
BoService   *bo_preload_get_service (BoPreload *self);
BoLineModel *bo_preload_get_lines (BoPreload *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPreload, bo_preload_free)

G_END_DECLS
