/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-sample-switches.h"

G_BEGIN_DECLS

/* What the sample shop is made of.  A member that is 0 or %NULL takes what is said here. */
typedef struct
{
  guint64 seed;                 /* 1; the same seed, numbers and instant make the same bytes */
  guint   products;             /* 600, variations not counted */
  guint   customers;            /* 900 */
  guint   orders;               /* 6,000, of the two years before @now */
  gint64  now;                  /* UTC seconds: the shop's clock, which stands still until it is set again.
                                 * 0: the clock of the machine, which goes on */
  const char      *time_zone;   /* IANA; "Europe/Berlin" */
  const char      *host;        /* "127.0.0.1"; how the shop calls itself in its own links */
  guint16          port;        /* any that is free */
  GTlsCertificate *certificate; /* given, the shop speaks https only */
} BoSampleShopOptions;

/* How the shop calls itself, and the currency of all its prices (ISO 4217). */
#define BO_SAMPLE_SHOP_NAME "Harbour Lane"
#define BO_SAMPLE_CURRENCY "EUR"

/* The two keys of the shop that may look and not write. */
#define BO_SAMPLE_SHOP_READ_KEY "ck_5a3b1e0000000000000000000000000000000003"
#define BO_SAMPLE_SHOP_READ_SECRET "cs_5a3b1e0000000000000000000000000000000004"

/**
 * BoSampleShop:
 *
 * An invented shop that speaks WooCommerce's REST API, wc/v3, on loopback.  It
 * lives in a thread of its own, so it answers while its owner waits for it; all
 * functions here may be called from any thread but that one.
 */
#define BO_TYPE_SAMPLE_SHOP (bo_sample_shop_get_type ())
G_DECLARE_FINAL_TYPE (BoSampleShop, bo_sample_shop, BO, SAMPLE_SHOP, GObject)

BoSampleShop *bo_sample_shop_new (const BoSampleShopOptions *options);
gboolean      bo_sample_shop_start (BoSampleShop *self,
                                    GError      **error);
void          bo_sample_shop_stop (BoSampleShop *self);

const char *bo_sample_shop_get_url (BoSampleShop *self);
const char *bo_sample_shop_get_key (BoSampleShop *self);
const char *bo_sample_shop_get_secret (BoSampleShop *self);

gint64 bo_sample_shop_get_now (BoSampleShop *self);
void   bo_sample_shop_set_now (BoSampleShop *self,
                               gint64        now);

gboolean bo_sample_shop_set_switch (BoSampleShop *self,
                                    const char   *name,
                                    const char   *value,
                                    GError      **error);
void     bo_sample_shop_reset_switches (BoSampleShop *self);

guint64 bo_sample_shop_get_count (BoSampleShop *self,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (2, 3);
void    bo_sample_shop_reset_counts (BoSampleShop *self);
GStrv   bo_sample_shop_dup_log (BoSampleShop *self);

char *bo_sample_shop_request (BoSampleShop *self,
                              const char   *method,
                              const char   *address,
                              const char   *json,
                              guint        *status);

G_END_DECLS
