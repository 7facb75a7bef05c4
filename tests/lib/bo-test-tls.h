/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A certificate for 127.0.0.1 and localhost, and the authority that vouches for it
 * and for nothing else: made with openssl for the run. */
typedef struct
{
  GTlsCertificate *certificate; /* (owned): with its key */
  GTlsDatabase    *trust;       /* (owned): trusts the authority */
  char            *cert_file;   /* (owned) */
  char            *key_file;    /* (owned) */
  char            *trust_file;  /* (owned) */
  char            *folder;      /* (owned): removed with it */
} BoTestTls;

BoTestTls *bo_test_tls_new (void);
/* By the same authority, for another time: "20200101000000Z". */
void bo_test_tls_set_dates (BoTestTls  *self,
                            const char *from,
                            const char *until);
void bo_test_tls_free (BoTestTls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoTestTls, bo_test_tls_free)

G_END_DECLS
