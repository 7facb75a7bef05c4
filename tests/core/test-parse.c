/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-parse.h"

#define OK -1

typedef struct
{
  const char *text;
  gint64      units;
  int         code; /* a BoParseError, or OK */
} UnitsCase;

static const UnitsCase units_cases[] = {
  { "6", 6, OK },
  { " 6 ", 6, OK },
  { "+6", 6, OK },
  { "-12", -12, OK },
  { "\xe2\x88\x92\x31\x32", -12, OK },
  { "0", 0, OK },
  { "007", 7, OK },
  { "6.0", 6, OK },
  { "6,00", 6, OK },
  { "6.", 6, OK },
  { "9223372036854775807", G_MAXINT64, OK },
  { "9223372036854775808", 0, BO_PARSE_ERROR_TOO_LARGE },
  { "-9223372036854775808", 0, BO_PARSE_ERROR_TOO_LARGE },
  { "99999999999999999999999999", 0, BO_PARSE_ERROR_TOO_LARGE },
  { "1.5", 0, BO_PARSE_ERROR_FRACTION },
  { "1,5", 0, BO_PARSE_ERROR_FRACTION },
  { "1,000", 0, BO_PARSE_ERROR_FRACTION },
  { "1.000", 0, BO_PARSE_ERROR_FRACTION },
  { "", 0, BO_PARSE_ERROR_MALFORMED },
  { "-", 0, BO_PARSE_ERROR_MALFORMED },
  { "--6", 0, BO_PARSE_ERROR_MALFORMED },
  { "1e3", 0, BO_PARSE_ERROR_MALFORMED },
  { "0x10", 0, BO_PARSE_ERROR_MALFORMED },
  { "6 pcs", 0, BO_PARSE_ERROR_MALFORMED },
  { "1.2.3", 0, BO_PARSE_ERROR_MALFORMED },
  { "six", 0, BO_PARSE_ERROR_MALFORMED },
};

static void
test_units (gconstpointer user_data)
{
  const UnitsCase *c = user_data;
  g_autoptr (GError) error = NULL;
  gint64 units = 0;

  g_assert_cmpint (bo_parse_units (c->text, &units, &error), ==, c->code == OK);
  if (c->code == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, BO_PARSE_ERROR, c->code);
  g_assert_cmpint (units, ==, c->units);
}

typedef struct
{
  const char *text;
  const char *currency;
  gint64      amount;
  gboolean    rounded;
  int         code;
} MoneyCase;

static const MoneyCase money_cases[] = {
  { "2.55", "GBP", 255, FALSE, OK },
  { "2,55", "EUR", 255, FALSE, OK },
  { "2", "EUR", 200, FALSE, OK },
  { "2.", "EUR", 200, FALSE, OK },
  { "2.5", "EUR", 250, FALSE, OK },
  { ".5", "EUR", 50, FALSE, OK },
  { "-11062.06", "GBP", -1106206, FALSE, OK },
  { "0", "EUR", 0, FALSE, OK },
  { "£2.55", "GBP", 255, FALSE, OK },
  { "2,55 €", "EUR", 255, FALSE, OK },
  { "EUR 2.55", "EUR", 255, FALSE, OK },
  { "2.55 eur", "EUR", 255, FALSE, OK },
  { "1,234.50", "USD", 123450, FALSE, OK },
  { "1.234,50", "EUR", 123450, FALSE, OK },
  { "1 234,50", "EUR", 123450, FALSE, OK },
  { "1'234.50", "CHF", 123450, FALSE, OK },
  { "1,234,567", "USD", 123456700, FALSE, OK },
  { "1,234", "USD", 0, FALSE, BO_PARSE_ERROR_FRACTION },
  { "12,505", "EUR", 0, FALSE, BO_PARSE_ERROR_FRACTION },
  { "1,234", "KWD", 1234, FALSE, OK },
  { "0,234", "EUR", 23, TRUE, OK },
  { "1.234", "USD", 123, TRUE, OK },
  { "0.125", "USD", 13, TRUE, OK },
  { "0.124", "USD", 12, TRUE, OK },
  { "0.1249999", "USD", 12, TRUE, OK },
  { "9.995", "USD", 1000, TRUE, OK },
  { "2.550", "USD", 255, FALSE, OK },
  { "100", "JPY", 100, FALSE, OK },
  { "99.5", "JPY", 100, TRUE, OK },
  { "1.234", "KWD", 1234, FALSE, OK },
  { "1.2345", "KWD", 1235, TRUE, OK },
  { "92233720368547758.07", "USD", G_MAXINT64, FALSE, OK },
  { "92233720368547758.08", "USD", 0, FALSE, BO_PARSE_ERROR_TOO_LARGE },
  { "92233720368547758.075", "USD", 0, TRUE, BO_PARSE_ERROR_TOO_LARGE },
  { "", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { ".", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "-", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "2.55 \xc2", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "\xff", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "free", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "2.55 USD", "EUR", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "1,23,456", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "1,2345.00", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "2-5", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
  { "1e5", "USD", 0, FALSE, BO_PARSE_ERROR_MALFORMED },
};

static void
test_money (gconstpointer user_data)
{
  const MoneyCase *c = user_data;
  g_autoptr (GError) error = NULL;
  gint64   amount = 0;
  gboolean rounded;

  g_assert_cmpint (bo_parse_money (c->text, c->currency, &amount, &rounded, &error), ==, c->code == OK);
  if (c->code == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, BO_PARSE_ERROR, c->code);
  g_assert_cmpint (amount, ==, c->amount);
  g_assert_cmpint (rounded, ==, c->rounded);
}

typedef struct
{
  const char *text;
  const char *zone;
  gboolean    month_first;
  const char *utc; /* ISO 8601, or NULL */
  int         code;
} TimeCase;

static const TimeCase time_cases[] = {
  { "2010-12-01 08:26:00", "UTC", FALSE, "2010-12-01T08:26:00Z", OK },
  { "2010-12-01T08:26", "UTC", FALSE, "2010-12-01T08:26:00Z", OK },
  { "2010-12-01", "UTC", FALSE, "2010-12-01T00:00:00Z", OK },
  { "20101201", "UTC", FALSE, "2010-12-01T00:00:00Z", OK },
  { "2010/12/1 8:26", "UTC", FALSE, "2010-12-01T08:26:00Z", OK },
  { "1/12/2010 8:26", "UTC", FALSE, "2010-12-01T08:26:00Z", OK },
  { "12/1/2010 8:26", "UTC", TRUE, "2010-12-01T08:26:00Z", OK },
  { "1.12.2010", "UTC", TRUE, "2010-12-01T00:00:00Z", OK },
  { "1.12.10", "UTC", FALSE, "2010-12-01T00:00:00Z", OK },
  { "1/2/70", "UTC", FALSE, "1970-02-01T00:00:00Z", OK },
  { "2010-12-01 08:26:00 PM", "UTC", FALSE, "2010-12-01T20:26:00Z", OK },
  { "2010-12-01 12:05 am", "UTC", FALSE, "2010-12-01T00:05:00Z", OK },
  { "2010-12-01 08:26:00.123", "UTC", FALSE, "2010-12-01T08:26:00Z", OK },
  { "2010-07-01 08:26", "Europe/London", FALSE, "2010-07-01T07:26:00Z", OK },
  { "2010-12-01 08:26", "Europe/London", FALSE, "2010-12-01T08:26:00Z", OK },
  { "2010-12-01T08:26:00Z", "Europe/Berlin", FALSE, "2010-12-01T08:26:00Z", OK },
  { "2010-12-01T08:26:00+05:30", "Europe/Berlin", FALSE, "2010-12-01T02:56:00Z", OK },
  { "2010-12-01 08:26 -0800", "Europe/Berlin", FALSE, "2010-12-01T16:26:00Z", OK },
  /* What summer time leaves out is the moment of the change; what it doubles is the second. */
  { "2024-03-31 01:30", "Europe/London", FALSE, "2024-03-31T01:00:00Z", OK },
  { "2024-10-27 01:30", "Europe/London", FALSE, "2024-10-27T01:30:00Z", OK },
  { "2024-09-08", "America/Santiago", FALSE, "2024-09-08T04:00:00Z", OK },
  { "2024-02-29", "UTC", FALSE, "2024-02-29T00:00:00Z", OK },
  { "2023-02-29", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "2010-13-01", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "31/12/2010", "UTC", TRUE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "2010-12-00", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "2010-12-01 24:00", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "2010-12-01 12:60", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "1010-12-01", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "0010-12-01", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "32/1/2010", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "2010-12-257", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "9999-12-01", "UTC", FALSE, NULL, BO_PARSE_ERROR_NO_SUCH_DAY },
  { "", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "yesterday", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "08:26", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "2010-12", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "2010-12/01", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "1.2.010", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "40513.35", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "2010-12-01 08", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "2010-12-01 13:00 PM", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
  { "2010-12-01 08:26 GMT", "UTC", FALSE, NULL, BO_PARSE_ERROR_MALFORMED },
};

static void
test_time (gconstpointer user_data)
{
  const TimeCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (c->zone);
  gint64 at = 0;

  g_assert_nonnull (time_zone);
  g_assert_cmpint (bo_parse_time (c->text, time_zone, c->month_first, &at, &error), ==, c->code == OK);
  if (c->code == OK)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at);
      g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, c->utc);
    }
  else
    g_assert_error (error, BO_PARSE_ERROR, c->code);
}

static void
test_day (void)
{
  g_autoptr (GError) error = NULL;
  int day;

  g_assert_true (bo_parse_day ("1970-01-01", FALSE, &day, &error));
  g_assert_cmpint (day, ==, 0);
  g_assert_true (bo_parse_day ("2010-12-01 08:26", FALSE, &day, &error));
  g_assert_cmpint (day, ==, 14944);
  g_assert_true (bo_parse_day ("12/31/1969", TRUE, &day, &error));
  g_assert_cmpint (day, ==, -1);
  g_assert_no_error (error);
  g_assert_false (bo_parse_day ("2010-02-30", FALSE, &day, &error));
  g_assert_error (error, BO_PARSE_ERROR, BO_PARSE_ERROR_NO_SUCH_DAY);
  g_clear_error (&error);
  /* 257 is 1 in the eight bits of a GDateDay. */
  g_assert_false (bo_parse_day ("2010-12-0257", FALSE, &day, &error));
  g_assert_error (error, BO_PARSE_ERROR, BO_PARSE_ERROR_MALFORMED);
}

/* A message repeats the value, but not all of a long one. */
static void
test_message (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (5000, 'x');
  gint64           units;

  g_assert_false (bo_parse_units (text, &units, &error));
  g_assert_true (g_str_has_prefix (error->message, "“xxxx"));
  g_assert_cmpuint (strlen (error->message), <, 100);
}

#define ADD_CASES(prefix, cases, func)                                                                \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                                                    \
    {                                                                                                 \
      g_autofree char *name = g_strdelimit (g_utf8_make_valid (cases[i].text, -1), "/", '|');         \
      g_autofree char *path = g_strdup_printf ("%s%02u: %s", prefix, i, *name != '\0' ? name : "()"); \
                                                                                                      \
      g_test_add_data_func (path, &cases[i], func);                                                   \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD_CASES ("/parse/units/", units_cases, test_units);
  ADD_CASES ("/parse/money/", money_cases, test_money);
  ADD_CASES ("/parse/time/", time_cases, test_time);
  g_test_add_func ("/parse/day", test_day);
  g_test_add_func ("/parse/message", test_message);

  return g_test_run ();
}
