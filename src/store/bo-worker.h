/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread that runs #GTasks in the order in which they were queued. */
typedef struct _BoWorker BoWorker;

BoWorker *bo_worker_new (const char *name);
void      bo_worker_queue (BoWorker       *self,
                           GTask          *task,
                           GTaskThreadFunc func);
void      bo_worker_stop (BoWorker      *self,
                          GDestroyNotify last,
                          gpointer       data);

G_END_DECLS
