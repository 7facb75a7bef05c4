/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-settings"

#include "config.h"

#include "bo-settings.h"

#include <string.h>

#include "bo-plan-json.h"
#include "bo-service.h"
#include "bo-setting-table.h"

#define SHOP_NAME_MAX 200 /* characters */
#define SECONDS_A_DAY (24 * 60 * 60)

static gboolean
load_policy (BoTxn      *txn,
             BoSettings *settings,
             GError    **error)
{
  g_autofree char *text = NULL;

  if (!bo_setting_table_get (txn, BO_SETTING_POLICY, &text, error))
    return FALSE;

  if (text == NULL)
    {
      settings->policy = bo_policy_new ();
      settings->policy_text = g_strdup ("");
      return TRUE;
    }

  settings->policy = bo_policy_from_json (text, error);
  if (settings->policy == NULL)
    {
      g_prefix_error (error, "The shop's policy in the store: ");
      return FALSE;
    }
  settings->policy_text = g_steal_pointer (&text);
  return TRUE;
}

/**
 * bo_settings_load:
 * @txn: a transaction
 * @error: return location for a #GError
 *
 * Reads the shop's settings.  What was never set has its default: no name, the
 * euro, the time zone of this computer, and a policy that deals by priority class,
 * then place in line.
 *
 * Returns: (transfer full): the settings, or %NULL with @error set
 */
BoSettings *
bo_settings_load (BoTxn   *txn,
                  GError **error)
{
  g_autoptr (BoSettings) settings = g_new0 (BoSettings, 1);
  g_autofree char *time_zone = NULL;

  if (!bo_setting_table_get (txn, BO_SETTING_SHOP_NAME, &settings->shop_name, error) ||
      !bo_setting_table_get (txn, BO_SETTING_CURRENCY, &settings->currency, error) ||
      !bo_setting_table_get (txn, BO_SETTING_TIME_ZONE, &time_zone, error) ||
      !load_policy (txn, settings, error))
    return NULL;

  if (settings->shop_name == NULL)
    settings->shop_name = g_strdup ("");
  if (settings->currency == NULL)
    settings->currency = g_strdup (BO_CURRENCY_DEFAULT);
  if (time_zone != NULL)
    settings->time_zone = g_time_zone_new_identifier (time_zone);
  if (settings->time_zone == NULL)
    settings->time_zone = g_time_zone_new_local ();

  return g_steal_pointer (&settings);
}

void
bo_settings_free (BoSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->shop_name);
  g_free (settings->currency);
  g_clear_pointer (&settings->time_zone, g_time_zone_unref);
  g_clear_pointer (&settings->policy, bo_policy_free);
  g_free (settings->policy_text);
  g_free (settings);
}

int
bo_settings_get_day (const BoSettings *settings,
                     gint64            at)
{
  int    interval = g_time_zone_find_interval (settings->time_zone, G_TIME_TYPE_UNIVERSAL, at);
  gint64 local = at + (interval >= 0 ? g_time_zone_get_offset (settings->time_zone, interval) : 0);
  gint64 day = local / SECONDS_A_DAY;

  return (int) (local % SECONDS_A_DAY < 0 ? day - 1 : day);
}

BoKey
bo_policy_get_queue_key (const BoPolicy *policy)
{
  if (policy->by_class)
    return BO_KEY_PRIORITY;
  switch (policy->rule)
    {
    case BO_RULE_FIFO:
      return BO_KEY_FIFO;
    case BO_RULE_PRIORITY:
      return BO_KEY_PRIORITY;
    case BO_RULE_NEED:
      return BO_KEY_NEED;
    case BO_RULE_FAIR_SHARE:
    case BO_RULE_PRO_RATA:
    case BO_RULE_EQUAL_SHARE:
    case BO_RULE_CLASS_SHARES:
    case BO_RULE_STRATEGIES:
    default:
      return policy->key;
    }
}

static char *
normalize_currency (const char *value,
                    GError    **error)
{
  g_autofree char *upper = g_ascii_strup (value, -1);

  if (strlen (upper) == 3 && strspn (upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3)
    return g_steal_pointer (&upper);
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "“%s” is no currency: give the three letters of its ISO 4217 code, such as EUR", value);
  return NULL;
}

static char *
normalize_time_zone (const char *value,
                     GError    **error)
{
  g_autoptr (GTimeZone) time_zone = *value != '\0' ? g_time_zone_new_identifier (value) : NULL;

  if (time_zone != NULL)
    return g_strdup (value);
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "“%s” is no time zone: give its IANA name, such as Europe/Lisbon", value);
  return NULL;
}

static char *
normalize_shop_name (const char *value,
                     GError    **error)
{
  g_autofree char *name = g_strstrip (g_strdup (value));

  if (g_utf8_validate (name, -1, NULL) && g_utf8_strlen (name, -1) <= SHOP_NAME_MAX)
    return g_steal_pointer (&name);
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
               "The name of a shop has %d characters at most", SHOP_NAME_MAX);
  return NULL;
}

/**
 * bo_setting_check_value:
 * @key: the name of a setting
 * @value: what it is to be
 * @normal: (out) (transfer full): the value as it is stored
 * @error: return location for a #GError
 *
 * Checks that there is such a setting and that @value makes sense for it.
 *
 * Returns: %FALSE with BO_SERVICE_ERROR_REFUSED set otherwise
 */
gboolean
bo_setting_check_value (const char *key,
                        const char *value,
                        char      **normal,
                        GError    **error)
{
  *normal = NULL;
  if (g_str_equal (key, BO_SETTING_SHOP_NAME))
    *normal = normalize_shop_name (value, error);
  else if (g_str_equal (key, BO_SETTING_CURRENCY))
    *normal = normalize_currency (value, error);
  else if (g_str_equal (key, BO_SETTING_TIME_ZONE))
    *normal = normalize_time_zone (value, error);
  else
    g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                 "There is no setting “%s”: there are %s, %s and %s", key,
                 BO_SETTING_SHOP_NAME, BO_SETTING_CURRENCY, BO_SETTING_TIME_ZONE);
  return *normal != NULL;
}
