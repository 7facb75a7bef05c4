/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-sample-call.h"

G_BEGIN_DECLS

/* The shop's connection to the world.  Belongs to the thread whose default main
 * context it was made under. */
typedef struct _BoSampleServer BoSampleServer;

BoSampleServer *bo_sample_server_new (BoSampleState   *state,
                                      const char      *host,
                                      guint16          port,
                                      GTlsCertificate *certificate,
                                      GError         **error);
void            bo_sample_server_free (BoSampleServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleServer, bo_sample_server_free)

G_END_DECLS
