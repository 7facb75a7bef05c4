/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-parse"

#include "config.h"

#include "bo-parse.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"

/* Of a value that a message repeats, in characters. */
#define SHOWN_MAX 40
/* Years outside of these are slips of the pen, not days of trade. */
#define YEAR_MIN 1900
#define YEAR_MAX 2199
/* A year of two digits is the one from 1970 to 2069. */
#define SHORT_YEAR_PIVOT 70
/* GDate counts from day 1 of year 1. */
#define JULIAN_OF_1970 719163

/* clang-format off */
G_DEFINE_QUARK (bo-parse-error-quark, bo_parse_error)
/* clang-format on */

static gboolean
refuse (GError     **error,
        BoParseError code,
        const char  *format,
        const char  *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 8 * SHOWN_MAX));
  g_autofree char *shown = NULL;

  if (g_utf8_strlen (valid, -1) > SHOWN_MAX)
    {
      g_autofree char *cut = g_utf8_substring (valid, 0, SHOWN_MAX);

      shown = g_strconcat (cut, "…", NULL);
    }
  else
    shown = g_steal_pointer (&valid);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BO_PARSE_ERROR, (int) code, format, shown);
#pragma GCC diagnostic pop
  return FALSE;
}

static const char *
skip_space (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

static const char *
skip_sign (const char *p,
           gboolean   *negative)
{
  *negative = FALSE;
  if (*p == '+')
    return p + 1;
  if (*p == '-')
    {
      *negative = TRUE;
      return p + 1;
    }
  if (g_str_has_prefix (p, "\xe2\x88\x92")) /* minus sign */
    {
      *negative = TRUE;
      return p + 3;
    }
  return p;
}

/* Adds a digit to @value; %FALSE when it no longer fits. */
static gboolean
add_digit (gint64 *value,
           char    digit)
{
  return !__builtin_mul_overflow (*value, 10, value) && !__builtin_add_overflow (*value, digit - '0', value);
}

/**
 * bo_parse_units:
 * @text: a whole number, with a sign perhaps
 * @units: (out): the number
 * @error: return location
 *
 * Reads a whole number.  Spreadsheets write 6 as "6.0": a fraction of zeros is
 * taken, but not one of three digits, which might be thousands.
 *
 * Returns: %FALSE with a BO_PARSE_ERROR if there is none
 */
gboolean
bo_parse_units (const char *text,
                gint64     *units,
                GError    **error)
{
  gboolean    negative;
  const char *p = skip_sign (skip_space (text), &negative);
  const char *digits = p;
  gint64      value = 0;
  gboolean    fits = TRUE;

  for (; g_ascii_isdigit (*p); p++)
    fits = fits && add_digit (&value, *p);
  if (p == digits)
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not a number"), text);
  if (*p == '.' || *p == ',')
    {
      gsize n_digits = strspn (p + 1, "0123456789");
      gsize n_zeros = strspn (p + 1, "0");

      if (*skip_space (p + 1 + n_digits) == '\0')
        {
          if (n_digits == 3)
            return refuse (error, BO_PARSE_ERROR_FRACTION, _ ("“%s” may mean thousands or a fraction"), text);
          if (n_digits != n_zeros)
            return refuse (error, BO_PARSE_ERROR_FRACTION, _ ("“%s” is not a whole number"), text);
          p += 1 + n_digits;
        }
    }
  if (*skip_space (p) != '\0')
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not a number"), text);
  if (!fits)
    return refuse (error, BO_PARSE_ERROR_TOO_LARGE, _ ("“%s” is too large a number"), text);

  *units = negative ? -value : value;
  return TRUE;
}

/* Takes what stands round an amount: spaces, currency signs, the currency's code.
 * Leaves digits, separators and a sign in @number. */
static gboolean
strip_currency (const char *text,
                const char *currency,
                GString    *number)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c >= (gunichar) -2) /* not UTF-8: there might be no next character */
        return FALSE;
      if (g_ascii_isdigit (*p) || strchr (".,+-", *p) != NULL)
        g_string_append_c (number, *p);
      else if (c == 0x2212)
        g_string_append_c (number, '-');
      else if (currency != NULL && *currency != '\0' && g_ascii_strncasecmp (p, currency, strlen (currency)) == 0)
        p += strlen (currency) - 1;
      else if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_CURRENCY_SYMBOL && c != '\'' && c != 0x2019)
        return FALSE;
    }
  return TRUE;
}

/* Which of the two separators, if any, ends the whole part of @number. */
static const char *
find_decimal_point (const char *number)
{
  const char *dot = strrchr (number, '.');
  const char *comma = strrchr (number, ',');
  const char *last = dot > comma ? dot : comma;

  if (last == NULL)
    return NULL;
  if (dot != NULL && comma != NULL)
    return last;
  if (strchr (number, *last) != last) /* 1,234,567 */
    return NULL;
  return last;
}

/* 1,234 is a thousand and more to some and one and a bit to others; 0,234 is not, and
 * neither is an amount of a currency with three decimals. */
static gboolean
is_ambiguous (const char *number,
              int         decimals)
{
  const char *comma = strchr (number, ',');

  return comma != NULL && decimals < 3 && number[0] != '0' && comma - number >= 1 && comma - number <= 3 &&
         strspn (comma + 1, "0123456789") == 3 && comma[4] == '\0';
}

/* The digits before @end, with separators between groups of three only. */
static gboolean
read_whole_part (const char *number,
                 const char *end,
                 gint64     *value,
                 gboolean   *fits)
{
  const char *group = NULL;
  char        separator = '\0';

  for (const char *p = number; p < end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          *fits = *fits && add_digit (value, *p);
          continue;
        }
      if ((*p != ',' && *p != '.') || (separator != '\0' && *p != separator) || p == number ||
          (group != NULL && p - group != 4))
        return FALSE;
      separator = *p;
      group = p;
    }
  return end > number && (group == NULL || end - group == 4);
}

/**
 * bo_parse_money:
 * @text: an amount
 * @currency: its ISO 4217 code
 * @amount: (out): in minor units
 * @rounded: (out): whether @text was finer than a minor unit, and was rounded half up
 * @error: return location
 *
 * Reads an amount: "2.55", "2,55", "1,234.50", "1.234,50", "£2.55", "2.55 EUR".
 * A single full stop is a decimal point; a single comma is one too, unless three
 * digits follow it as in "1,234", which is refused since nobody can tell.
 *
 * Returns: %FALSE with a BO_PARSE_ERROR if there is none
 */
gboolean
bo_parse_money (const char *text,
                const char *currency,
                gint64     *amount,
                gboolean   *rounded,
                GError    **error)
{
  g_autoptr (GString) number = g_string_sized_new (32);
  int         decimals = bo_currency_get_decimals (currency);
  const char *start, *point, *p, *end;
  gint64      value = 0;
  gboolean    negative, fits = TRUE, up = FALSE;

  *rounded = FALSE;
  if (!strip_currency (text, currency, number))
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not an amount"), text);
  start = skip_sign (number->str, &negative);
  if (is_ambiguous (start, decimals))
    return refuse (error, BO_PARSE_ERROR_FRACTION, _ ("“%s” may mean thousands or a fraction"), text);
  end = number->str + number->len;
  point = find_decimal_point (start);
  if (point == NULL)
    point = end;
  p = point < end ? point + 1 : end;
  if (!(point == start && p < end) && !read_whole_part (start, point, &value, &fits)) /* ".50" has no whole part */
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not an amount"), text);
  if (strspn (p, "0123456789") != strlen (p))
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not an amount"), text);

  for (int i = 0; i < decimals; i++)
    fits = fits && add_digit (&value, *p != '\0' ? *p++ : '0');
  *rounded = strspn (p, "0") != strlen (p);
  up = *p >= '5';
  fits = fits && !__builtin_add_overflow (value, up ? 1 : 0, &value);
  if (!fits)
    return refuse (error, BO_PARSE_ERROR_TOO_LARGE, _ ("“%s” is too large an amount"), text);

  *amount = negative ? -value : value;
  return TRUE;
}

/* A number of one to @max_digits digits. */
static const char *
read_number (const char *p,
             int         max_digits,
             int        *value)
{
  const char *start = p;

  *value = 0;
  while (g_ascii_isdigit (*p) && p - start < max_digits)
    *value = *value * 10 + (*p++ - '0');
  return p > start && !g_ascii_isdigit (*p) ? p : NULL;
}

typedef struct
{
  int      year, month, day;
  int      hour, minute;
  double   seconds;
  gboolean has_offset;
  int      offset; /* seconds east of UTC */
} TimeParts;

/* 2024-02-29, 2024/2/29, 20240229, 29.2.2024, 29/2/2024 or 2/29/2024, 29/2/24 */
static const char *
read_date (const char *p,
           gboolean    month_first,
           TimeParts  *parts)
{
  gsize    n_digits = strspn (p, "0123456789");
  gboolean year_first = n_digits > 2;
  int      first, second, third;
  char     separator;

  if (n_digits == 8)
    {
      int number = 0;

      for (guint i = 0; i < 8; i++)
        number = number * 10 + (p[i] - '0');
      parts->year = number / 10000;
      parts->month = number / 100 % 100;
      parts->day = number % 100;
      return p + 8;
    }
  p = read_number (p, 4, &first);
  if (p == NULL || strchr ("-/.", *p) == NULL || *p == '\0')
    return NULL;
  separator = *p;
  p = read_number (p + 1, 2, &second);
  if (p == NULL || *p != separator)
    return NULL;
  n_digits = strspn (p + 1, "0123456789");
  p = read_number (p + 1, 4, &third);
  if (p == NULL)
    return NULL;

  if (year_first)
    {
      if (n_digits > 2)
        return NULL;
      parts->year = first;
      parts->month = second;
      parts->day = third;
      return p;
    }
  if (n_digits != 2 && n_digits != 4)
    return NULL;
  parts->year = n_digits == 4 ? third : third + (third < SHORT_YEAR_PIVOT ? 2000 : 1900);
  parts->month = month_first && separator != '.' ? first : second;
  parts->day = month_first && separator != '.' ? second : first;
  return p;
}

/* 8:26, 08:26:00, 08:26:00.123, 8:26 PM */
static const char *
read_clock (const char *p,
            TimeParts  *parts)
{
  int seconds = 0;

  p = read_number (p, 2, &parts->hour);
  if (p == NULL || *p != ':')
    return NULL;
  p = read_number (p + 1, 2, &parts->minute);
  if (p == NULL)
    return NULL;
  if (*p == ':')
    {
      p = read_number (p + 1, 2, &seconds);
      if (p == NULL)
        return NULL;
      if (*p == '.' || *p == ',')
        p += 1 + strspn (p + 1, "0123456789");
    }
  parts->seconds = seconds;

  if (g_ascii_strncasecmp (skip_space (p), "am", 2) == 0 || g_ascii_strncasecmp (skip_space (p), "pm", 2) == 0)
    {
      p = skip_space (p);
      if (parts->hour < 1 || parts->hour > 12)
        return NULL;
      parts->hour = parts->hour % 12 + (g_ascii_tolower (*p) == 'p' ? 12 : 0);
      p += 2;
    }
  return p;
}

/* Z, +01:00, -0500, +02 */
static const char *
read_offset (const char *p,
             TimeParts  *parts)
{
  gboolean negative = *p == '-';
  gsize    n_digits;
  int      hours, minutes = 0;

  if (*p == 'Z' || *p == 'z')
    {
      parts->has_offset = TRUE;
      return p + 1;
    }
  if (*p != '+' && *p != '-')
    return p;
  n_digits = strspn (p + 1, "0123456789");
  if (n_digits == 4)
    {
      hours = (p[1] - '0') * 10 + (p[2] - '0');
      minutes = (p[3] - '0') * 10 + (p[4] - '0');
      p += 5;
    }
  else
    {
      p = n_digits == 2 ? read_number (p + 1, 2, &hours) : NULL;
      if (p != NULL && *p == ':')
        p = read_number (p + 1, 2, &minutes);
      if (p == NULL)
        return NULL;
    }
  if (hours > 14 || minutes > 59)
    return NULL;
  parts->has_offset = TRUE;
  parts->offset = (hours * 60 + minutes) * 60 * (negative ? -1 : 1);
  return p;
}

static gboolean
read_parts (const char *text,
            gboolean    month_first,
            TimeParts  *parts,
            GError    **error)
{
  const char *p;

  memset (parts, 0, sizeof *parts);
  p = read_date (skip_space (text), month_first, parts);
  if (p != NULL && (*p == 'T' || *p == 't' || g_ascii_isspace (*p)) && *skip_space (p + 1) != '\0')
    {
      p = read_clock (skip_space (p + 1), parts);
      if (p != NULL)
        p = read_offset (skip_space (p), parts);
    }
  if (p == NULL || *skip_space (p) != '\0')
    return refuse (error, BO_PARSE_ERROR_MALFORMED, _ ("“%s” is not a date"), text);
  if (parts->year < YEAR_MIN || parts->year > YEAR_MAX || parts->month < 1 || parts->month > 12 ||
      parts->day < 1 || parts->day > 31 || !g_date_valid_dmy ((GDateDay) parts->day, parts->month, (GDateYear) parts->year) || parts->hour > 23 ||
      parts->minute > 59 || parts->seconds >= 60)
    return refuse (error, BO_PARSE_ERROR_NO_SUCH_DAY, _ ("“%s” is no day and time that there is"), text);
  return TRUE;
}

/**
 * bo_parse_time:
 * @text: a date, with a time of day perhaps, with an offset from UTC perhaps
 * @time_zone: of a time without an offset
 * @month_first: whether 1/2/2024 is in January; with full stops it never is
 * @at: (out): UTC seconds
 * @error: return location
 *
 * Reads a date and time as ISO 8601, as day.month.year or with slashes.  A date
 * alone is its midnight.  A time that summer time leaves out is the moment of the
 * change; of a time that there is twice it is the second.
 *
 * Returns: %FALSE with a BO_PARSE_ERROR if there is none
 */
gboolean
bo_parse_time (const char *text,
               GTimeZone  *time_zone,
               gboolean    month_first,
               gint64     *at,
               GError    **error)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  TimeParts parts;

  if (!read_parts (text, month_first, &parts, error))
    return FALSE;
  if (parts.has_offset)
    utc = g_time_zone_new_utc ();
  time = g_date_time_new (utc != NULL ? utc : time_zone, parts.year, parts.month, parts.day, parts.hour, parts.minute,
                          parts.seconds);
  if (time == NULL)
    return refuse (error, BO_PARSE_ERROR_NO_SUCH_DAY, _ ("“%s” is no day and time that there is"), text);

  *at = g_date_time_to_unix (time) - parts.offset;
  return TRUE;
}

/**
 * bo_parse_day:
 * @text: a date; a time of day behind it is not looked at
 * @month_first: whether 1/2/2024 is in January
 * @day: (out): days since 1970-01-01
 * @error: return location
 *
 * Returns: %FALSE with a BO_PARSE_ERROR if there is none
 */
gboolean
bo_parse_day (const char *text,
              gboolean    month_first,
              int        *day,
              GError    **error)
{
  TimeParts parts;
  GDate     date;

  if (!read_parts (text, month_first, &parts, error))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) parts.day, parts.month, (GDateYear) parts.year);
  *day = (int) g_date_get_julian (&date) - JULIAN_OF_1970;
  return TRUE;
}
