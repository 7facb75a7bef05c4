/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * BoHttp:
 *
 * One request at a time to a stranger, and no more than two: with a time limit for
 * every part of it, a bound on what comes back, no redirect, no cookie, no
 * authentication but what the request brings along, and tried again only where
 * that is safe.  What the status means is the caller's business.
 *
 * Lives on the main thread.
 */
#define BO_TYPE_HTTP (bo_http_get_type ())
G_DECLARE_FINAL_TYPE (BoHttp, bo_http, BO, HTTP, GObject)

/* Makes the message of one try, with all that must be new in each: a signature. */
typedef SoupMessage *(*BoHttpMakeFunc) (gpointer user_data);

typedef struct
{
  BoHttpMakeFunc make;
  gpointer       user_data; /* (owned) */
  GDestroyNotify free_user_data;
  gsize          limit;   /* of the answer, in bytes, unpacked */
  gboolean       repeats; /* it may be sent again without harm */
  gboolean       waits;   /* lets others go first */
} BoHttpRequest;

typedef struct
{
  guint               status;
  SoupMessageHeaders *headers;     /* (owned) */
  GBytes             *body;        /* (owned) */
  GUri               *location;    /* (owned) (nullable): of a redirect, made absolute */
  gint64              date;        /* the other side's clock, UTC seconds; 0: it did not say */
  guint               retry_after; /* seconds; 0: it did not say */
  char               *request_id;  /* (owned): by which the other side finds it in its log */
} BoHttpReply;

void bo_http_reply_free (BoHttpReply *reply);

BoHttp *bo_http_new (gboolean loopback);
void    bo_http_set_trust (BoHttp       *self,
                           GTlsDatabase *database);
void    bo_http_set_pace (BoHttp *self,
                          guint   answer_ms,
                          guint   whole_ms,
                          guint   backoff_ms);

void         bo_http_send_async (BoHttp              *self,
                                 const BoHttpRequest *request,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
BoHttpReply *bo_http_send_finish (BoHttp       *self,
                                  GAsyncResult *result,
                                  gboolean     *sent,
                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHttpReply, bo_http_reply_free)

G_END_DECLS
