/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-format"

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-records.h"

/* Currencies of ISO 4217 whose minor unit is not a hundredth. */
static const struct
{
  char code[4];
  int  decimals;
} odd_currencies[] = {
  { "BHD", 3 },
  { "BIF", 0 },
  { "CLF", 4 },
  { "CLP", 0 },
  { "DJF", 0 },
  { "GNF", 0 },
  { "IQD", 3 },
  { "ISK", 0 },
  { "JOD", 3 },
  { "JPY", 0 },
  { "KMF", 0 },
  { "KRW", 0 },
  { "KWD", 3 },
  { "LYD", 3 },
  { "OMR", 3 },
  { "PYG", 0 },
  { "RWF", 0 },
  { "TND", 3 },
  { "UGX", 0 },
  { "UYI", 0 },
  { "UYW", 4 },
  { "VND", 0 },
  { "VUV", 0 },
  { "XAF", 0 },
  { "XOF", 0 },
  { "XPF", 0 },
};

/**
 * bo_currency_get_decimals:
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: how many decimals an amount of @currency has; 2 when in doubt
 */
int
bo_currency_get_decimals (const char *currency)
{
  if (currency != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (odd_currencies); i++)
      if (strcmp (odd_currencies[i].code, currency) == 0)
        return odd_currencies[i].decimals;

  return 2;
}

/* Groups the digits as the locale does. */
static void
append_units (GString *text,
              guint64  units)
{
  char digits[32];

  snprintf (digits, sizeof digits, "%'" G_GUINT64_FORMAT, units);
  g_string_append (text, digits);
}

static guint64
get_magnitude (gint64 value)
{
  return value < 0 ? -(guint64) value : (guint64) value;
}

/**
 * bo_format_units:
 * @units: a count
 *
 * Returns: (transfer full): "1,106"
 */
char *
bo_format_units (gint64 units)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (units < 0)
    g_string_append (text, "−");
  append_units (text, get_magnitude (units));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bo_format_money:
 * @amount: in minor units
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): "48,210.00 EUR"
 */
char *
bo_format_money (gint64      amount,
                 const char *currency)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int     decimals = bo_currency_get_decimals (currency);
  guint64 scale = 1;

  for (int i = 0; i < decimals; i++)
    scale *= 10;

  if (amount < 0)
    g_string_append (text, "−");
  append_units (text, get_magnitude (amount) / scale);
  if (decimals > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, localeconv ()->decimal_point, decimals,
                            get_magnitude (amount) % scale);
  if (currency != NULL && *currency != '\0')
    /* No line break between the amount and its currency. */
    g_string_append_printf (text, "\302\240%s", currency);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* TRANSLATORS: a day, as in "3 Nov 2025"; see g_date_time_format() */
#define DAY_FORMAT N_ ("%-d %b %Y")
/* TRANSLATORS: an instant, as in "3 Nov 2025, 14:05"; see g_date_time_format() */
#define INSTANT_FORMAT N_ ("%-d %b %Y, %H:%M")

static char *
format (GDateTime  *date_time,
        const char *pattern)
{
  char *text = date_time != NULL ? g_date_time_format (date_time, pattern) : NULL;

  return text != NULL ? text : g_strdup ("—");
}

/**
 * bo_format_day:
 * @day: days since 1970-01-01, or BO_DAY_NONE
 *
 * Returns: (transfer full): "3 Nov 2025", empty for BO_DAY_NONE
 */
char *
bo_format_day (int day)
{
  g_autoptr (GDateTime) date_time = NULL;

  if (day == BO_DAY_NONE)
    return g_strdup ("");

  date_time = g_date_time_new_from_unix_utc ((gint64) day * 86400);

  return format (date_time, _ (DAY_FORMAT));
}

static GDateTime *
make_date_time (gint64     at,
                GTimeZone *time_zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);

  return utc != NULL ? g_date_time_to_timezone (utc, time_zone) : NULL;
}

/**
 * bo_format_instant:
 * @at: UTC seconds
 * @time_zone: the shop's
 *
 * Returns: (transfer full): "3 Nov 2025, 14:05"
 */
char *
bo_format_instant (gint64     at,
                   GTimeZone *time_zone)
{
  g_autoptr (GDateTime) date_time = make_date_time (at, time_zone);

  return format (date_time, _ (INSTANT_FORMAT));
}

/**
 * bo_format_instant_day:
 * @at: UTC seconds
 * @time_zone: the shop's
 *
 * Returns: (transfer full): the day of @at there, "3 Nov 2025"
 */
char *
bo_format_instant_day (gint64     at,
                       GTimeZone *time_zone)
{
  g_autoptr (GDateTime) date_time = make_date_time (at, time_zone);

  return format (date_time, _ (DAY_FORMAT));
}
