/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A server on loopback that says what it is told, and remembers what it was asked:
 * a thief, a firewall, a host of pictures. */
typedef struct
{
  SoupServer *server;
  char       *url;      /* "http://127.0.0.1:PORT" */
  GPtrArray  *requests; /* (element-type utf8): "GET /path?query" and the headers, a line each */
  guint       status;
  char       *type;
  GBytes     *body;
  char       *headers; /* (nullable): "Name: value", a line each */
  const char *home;    /* (nullable): JSON that it has at "/" all the same */
  GQueue      held;    /* (element-type SoupServerMessage): while it holds them */
  gboolean    holds;   /* answers nothing until tiny_server_let_go() */
} TinyServer;

TinyServer *tiny_server_new (void);
void        tiny_server_free (TinyServer *self);
void        tiny_server_set (TinyServer *self,
                             guint       status,
                             const char *type,
                             const char *body,
                             const char *headers);
void        tiny_server_let_go (TinyServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TinyServer, tiny_server_free)

G_END_DECLS
