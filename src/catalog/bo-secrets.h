/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The two keys of a shop: in the Secret Service and nowhere else.  Where there is
 * none they are kept for this run only, and BoSecretsKept says so. */

typedef struct
{
  char *key;
  char *secret;
} BoKeys;
void bo_keys_free (BoKeys *keys); /* wipes them */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoKeys, bo_keys_free)

typedef enum
{
  BO_SECRETS_KEPT,
  BO_SECRETS_KEPT_FOR_THIS_RUN,
} BoSecretsKept;

void bo_secrets_load_async (const char         *address,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
/* Returns: (transfer full) (nullable): %NULL without an error when there are none */
BoKeys  *bo_secrets_load_finish (GAsyncResult *result,
                                 GError      **error);
void     bo_secrets_store_async (const char         *address,
                                 const char         *key,
                                 const char         *secret,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean bo_secrets_store_finish (GAsyncResult  *result,
                                  BoSecretsKept *kept,
                                  GError       **error);
void     bo_secrets_forget_async (const char         *address,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean bo_secrets_forget_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
