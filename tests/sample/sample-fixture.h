/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <libsoup/soup.h>

#include "bo-sample-shop.h"
#include "bo-test-tls.h"

G_BEGIN_DECLS

/* How somebody says who they are. */
typedef enum
{
  SAMPLE_AUTH, /* as a good client would: Basic over https, else OAuth */
  SAMPLE_AUTH_NONE,
  SAMPLE_AUTH_BASIC,
  SAMPLE_AUTH_BASIC_BAD_KEY,
  SAMPLE_AUTH_BASIC_BAD_SECRET,
  SAMPLE_AUTH_BASIC_EMPTY,
  SAMPLE_AUTH_READER,
  SAMPLE_AUTH_BEARER,
  SAMPLE_AUTH_QUERY,
  SAMPLE_AUTH_QUERY_READER,
  SAMPLE_AUTH_OAUTH,
  SAMPLE_AUTH_OAUTH_SHA1,
  SAMPLE_AUTH_OAUTH_READER,
  SAMPLE_AUTH_OAUTH_BAD_KEY,
  SAMPLE_AUTH_OAUTH_BAD_SECRET,
  SAMPLE_AUTH_OAUTH_EMPTY,
  SAMPLE_AUTH_OAUTH_OLD,
  SAMPLE_AUTH_OAUTH_SAME_NONCE,
} SampleAuth;

/* A small shop whose clock stands still, and somebody who asks it. */
typedef struct
{
  BoSampleShop *shop;
  SoupSession  *session;
  const char   *accept; /* "application/json" */
  const char   *etag;   /* (nullable): of If-None-Match */
  guint         n_nonces;
} SampleFixture;

#define SAMPLE_NOW G_GINT64_CONSTANT (1795408128) /* 23 November 2026, 04:28:48 UTC */

SampleFixture *sample_fixture_new (const BoSampleShopOptions *options,
                                   BoTestTls                 *tls);
void           sample_fixture_free (SampleFixture *self);
void           sample_fixture_set (SampleFixture *self,
                                   const char    *name,
                                   const char    *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SampleFixture, sample_fixture_free)

typedef struct
{
  guint               status;  /* 0: none came */
  SoupMessageHeaders *headers; /* (nullable) */
  GBytes             *body;    /* (nullable) */
  json_t             *json;    /* (nullable) */
  GError             *error;   /* (nullable) */
} SampleAnswer;

SampleAnswer *sample_ask (SampleFixture *self,
                          SampleAuth     auth,
                          const char    *method,
                          const char    *body,
                          const char    *format,
                          ...) G_GNUC_PRINTF (5, 6);
void          sample_answer_free (SampleAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SampleAnswer, sample_answer_free)

SampleAnswer *sample_get (SampleFixture *self,
                          const char    *format,
                          ...) G_GNUC_PRINTF (2, 3);
SampleAnswer *sample_put (SampleFixture *self,
                          const char    *body,
                          const char    *format,
                          ...) G_GNUC_PRINTF (3, 4);
SampleAnswer *sample_post (SampleFixture *self,
                           const char    *body,
                           const char    *format,
                           ...) G_GNUC_PRINTF (3, 4);
SampleAnswer *sample_delete (SampleFixture *self,
                             const char    *format,
                             ...) G_GNUC_PRINTF (2, 3);

const char *sample_answer_get_header (const SampleAnswer *self,
                                      const char         *name);
gint64      sample_answer_get_number (const SampleAnswer *self,
                                      const char         *name);
const char *sample_answer_get_text (const SampleAnswer *self,
                                    const char         *name);
gint64      sample_answer_get_id_at (const SampleAnswer *self,
                                     guint               position);

SampleAnswer *sample_get_any (SampleFixture *self,
                              const char    *address);
gsize         sample_answer_get_size (const SampleAnswer *answer);
const char   *sample_answer_get_body (const SampleAnswer *answer);
const char   *sample_answer_get_code (const SampleAnswer *answer);

gint64 sample_make_product (SampleFixture *fixture,
                            const char    *more);
gint64 sample_make_order (SampleFixture *fixture,
                          gint64         product);

G_END_DECLS
