/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-format.h"
#include "bo-records.h"

typedef struct
{
  const char *name;
  gint64      amount;
  const char *currency;
  const char *text;
} MoneyCase;

/* The C locale has no thousands separator. */
static const MoneyCase money_cases[] = {
  { "euro", 4821000, "EUR", "48210.00\302\240EUR" },
  { "cents", 5, "EUR", "0.05\302\240EUR" },
  { "negative-cents", -5, "EUR", "−0.05\302\240EUR" },
  { "yen", 4821, "JPY", "4821\302\240JPY" },
  { "dinar", 4821, "KWD", "4.821\302\240KWD" },
  { "no-currency", 100, NULL, "1.00" },
  { "unheard-of", 100, "XXX", "1.00\302\240XXX" },
  { "least", G_MININT64, "EUR", "−92233720368547758.08\302\240EUR" },
  { "greatest", G_MAXINT64, "JPY", "9223372036854775807\302\240JPY" },
};

static void
test_money (gconstpointer user_data)
{
  const MoneyCase *c = user_data;
  g_autofree char *text = bo_format_money (c->amount, c->currency);

  g_assert_cmpstr (text, ==, c->text);
}

typedef struct
{
  const char *name;
  gint64      at;
  const char *time_zone;
  const char *instant;
  const char *day;
} InstantCase;

static const InstantCase instant_cases[] = {
  { "epoch", 0, "UTC", "1 Jan 1970, 00:00", "1 Jan 1970" },
  { "east", 1762178700, "+05:30", "3 Nov 2025, 19:35", "3 Nov 2025" },
  { "next-day-there", 1762203600, "+13:00", "4 Nov 2025, 10:00", "4 Nov 2025" },
  { "before-the-epoch", -1, "UTC", "31 Dec 1969, 23:59", "31 Dec 1969" },
  { "beyond-the-calendar", G_MAXINT64, "UTC", "—", "—" },
};

static void
test_instant (gconstpointer user_data)
{
  const InstantCase *c = user_data;
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (c->time_zone);
  g_autofree char *instant = bo_format_instant (c->at, time_zone);
  g_autofree char *day = bo_format_instant_day (c->at, time_zone);

  g_assert_cmpstr (instant, ==, c->instant);
  g_assert_cmpstr (day, ==, c->day);
}

static void
test_day (void)
{
  g_autofree char *day = bo_format_day (20395);
  g_autofree char *none = bo_format_day (BO_DAY_NONE);
  g_autofree char *far = bo_format_day (BO_DAY_NONE - 1);

  g_assert_cmpstr (day, ==, "3 Nov 2025");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (far, ==, "—");
}

static void
test_units (void)
{
  g_autofree char *units = bo_format_units (1106);
  g_autofree char *least = bo_format_units (G_MININT64);

  g_assert_cmpstr (units, ==, "1106");
  g_assert_cmpstr (least, ==, "−9223372036854775808");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (money_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/format/money/%s", money_cases[i].name);
      g_test_add_data_func (path, &money_cases[i], test_money);
    }
  for (guint i = 0; i < G_N_ELEMENTS (instant_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/format/instant/%s", instant_cases[i].name);
      g_test_add_data_func (path, &instant_cases[i], test_instant);
    }
  g_test_add_func ("/format/day", test_day);
  g_test_add_func ("/format/units", test_units);

  return g_test_run ();
}
