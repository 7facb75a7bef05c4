/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-policy.h"
#include "bo-store.h"

G_BEGIN_DECLS

#define BO_CURRENCY_DEFAULT "EUR"

/**
 * BoSettings:
 *
 * The settings of a shop as one transaction sees them, with their defaults.
 */
typedef struct
{
  char      *shop_name; /* may be empty */
  char      *currency;  /* ISO 4217 */
  GTimeZone *time_zone;
  BoPolicy  *policy;
  char      *policy_text; /* JSON as it is stored; empty for the policy of a new shop */
} BoSettings;

BoSettings *bo_settings_load (BoTxn   *txn,
                              GError **error);
void        bo_settings_free (BoSettings *settings);

/* The day that @at is in @time_zone, days since 1970-01-01. */
int bo_settings_get_day (const BoSettings *settings,
                         gint64            at);
/* The order of the line under @policy. */
BoKey bo_policy_get_queue_key (const BoPolicy *policy);

gboolean bo_setting_check_value (const char *key,
                                 const char *value,
                                 char      **normal,
                                 GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSettings, bo_settings_free)

G_END_DECLS
