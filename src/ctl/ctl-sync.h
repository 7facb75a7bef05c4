/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-outbox.h"
#include "ctl.h"

G_BEGIN_DECLS

/* What the commands that speak to the shop share: the options they all take, and
 * the BoSync they work with. */
typedef struct
{
  char *keys;      /* (owned) (nullable): --keys */
  char *authority; /* (owned) (nullable): --authority */
} CtlShopOptions;

void ctl_shop_options_clear (CtlShopOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CtlShopOptions, ctl_shop_options_clear)

#define CTL_SHOP_ENTRIES(options)                                                                                                                              \
  { "keys", 0, 0, G_OPTION_ARG_FILENAME, &(options)->keys, N_ ("The shop’s keys: consumer key and secret, a line each; “-” is standard input"), N_ ("FILE") }, \
  {                                                                                                                                                            \
    "authority", 0, 0, G_OPTION_ARG_FILENAME, &(options)->authority, N_ ("Trust this certificate authority, of a shop with one of its own"), N_ ("FILE")       \
  }

/* Closed by bo_sync_close() at the end of its scope. */
typedef BoSync CtlSync;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlSync, bo_sync_close)

CtlSync *ctl_open_sync (Ctl                  *ctl,
                        const CtlShopOptions *options,
                        BoServiceFlags        flags,
                        GError              **error);
/* Syncs and waits, with progress where standard error is a terminal. */
BoSyncReport *ctl_run_sync (Ctl        *ctl,
                            CtlSync    *sync,
                            BoSyncFlags flags,
                            GError    **error);
/* Where no keys are known, says how to give them. */
gboolean ctl_explain_keys (GError **error);
/* The two keys of @path; both %NULL when it is. */
gboolean ctl_read_keys (const char *path,
                        char      **key,
                        char      **secret,
                        GError    **error);

G_END_DECLS
