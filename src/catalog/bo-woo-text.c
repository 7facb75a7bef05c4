/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-text"

#include "config.h"

#include "bo-woo-text.h"

#include <math.h>
#include <string.h>

#include "bo-html-entities.h"

/* Longer than the name of any entity, "&#x10ffff;". */
#define ENTITY_MAX 12
/* Of what the shop says in an error, in characters. */
#define BLAME_MAX 160
/* Above it an amount is no amount: a hundred times as much still fits. */
#define AMOUNT_MAX G_GINT64_CONSTANT (1000000000000000)

/* Marks that turn the direction of what follows: in a name they forge what a
 * reader sees. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == 0xa0 || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR ||
         g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * bo_woo_text_clean:
 * @text: valid UTF-8
 * @max_chars: how many characters may remain
 *
 * Returns: (transfer full): @text on one line, trimmed, without control
 * characters and bounded
 */
char *
bo_woo_text_clean (const char *text,
                   glong       max_chars)
{
  GString *clean = g_string_sized_new (MIN (strlen (text), (gsize) max_chars) + 1);
  gboolean space = FALSE;
  glong    n = 0;

  for (const char *p = text; *p != '\0' && n < max_chars; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (turns_direction (c))
        continue;
      if (is_space (c))
        {
          space = clean->len > 0;
          continue;
        }
      if (space)
        {
          g_string_append_c (clean, ' ');
          space = FALSE;
          if (++n == max_chars)
            break;
        }
      g_string_append_unichar (clean, c);
      n++;
    }
  if (g_str_has_suffix (clean->str, " "))
    g_string_truncate (clean, clean->len - 1);

  return g_string_free (clean, FALSE);
}

/* Where the tag at @p ends, if one begins there: "5 < 6" has none.  @last is the
 * last ">" there is, so that a million of "<a" are not searched a million times. */
static const char *
find_tag_end (const char *p,
              const char *last)
{
  if (p >= last || (!g_ascii_isalpha (p[1]) && p[1] != '/' && p[1] != '!' && p[1] != '?'))
    return NULL;

  return strchr (p, '>');
}

/* Whether what stands before the tag at @p is apart from what stands behind it. */
static gboolean
tag_separates (const char *p)
{
  static const char *const tags[] = { "br", "p", "div", "li", "h1", "h2", "h3", "td", "tr" };
  gsize                    length;

  p += p[1] == '/' ? 2 : 1;
  length = strspn (p, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i]) == length && g_ascii_strncasecmp (tags[i], p, length) == 0)
      return TRUE;

  return FALSE;
}

/* The character of the entity at @p, "&amp;" or "&#38;", and where it ends. */
static gunichar
read_entity (const char  *p,
             const char **end)
{
  const char *semicolon = memchr (p, ';', strnlen (p, ENTITY_MAX));
  gunichar    c;

  if (semicolon == NULL || semicolon == p + 1)
    return 0;
  if (p[1] == '#')
    {
      gboolean hexadecimal = p[2] == 'x' || p[2] == 'X';
      char    *rest = NULL;
      guint64  number = g_ascii_strtoull (p + (hexadecimal ? 3 : 2), &rest, hexadecimal ? 16 : 10);

      if (rest != semicolon || number > 0x10ffff || !g_unichar_validate ((gunichar) number))
        return 0;
      c = (gunichar) number;
    }
  else
    {
      c = bo_html_entity_find (p + 1, (gsize) (semicolon - p - 1));
    }
  *end = semicolon + 1;

  return c;
}

/**
 * bo_woo_text_plain:
 * @html: valid UTF-8 as the shop prints it on a page: "<b>Cups</b> &amp; Mugs"
 * @max_chars: how many characters may remain
 *
 * Takes the tags out and decodes the entities, once: what is "&amp;lt;" in the shop
 * is "&lt;" for its customers.
 *
 * Returns: (transfer full): what a customer reads there, on one line, "Cups & Mugs"
 */
char *
bo_woo_text_plain (const char *html,
                   glong       max_chars)
{
  g_autoptr (GString) plain = g_string_sized_new (strlen (html) + 1);
  const char *last = strrchr (html, '>');
  const char *p = html;

  while (*p != '\0')
    {
      const char *end = NULL;
      gunichar    c;

      if (*p == '<' && last != NULL && (end = find_tag_end (p, last)) != NULL)
        {
          if (tag_separates (p))
            g_string_append_c (plain, ' ');
          p = end + 1;
          continue;
        }
      if (*p == '&' && (c = read_entity (p, &end)) != 0)
        {
          g_string_append_unichar (plain, c);
          p = end;
          continue;
        }
      end = g_utf8_next_char (p);
      g_string_append_len (plain, p, end - p);
      p = end;
    }

  return bo_woo_text_clean (plain->str, max_chars);
}

/**
 * bo_woo_text_blame:
 * @html: what the shop says is wrong; any bytes
 *
 * Returns: (transfer full): the same for a message or a log: plain, bounded, and
 * without what may be a key, an address of a person or a path with one
 */
char *
bo_woo_text_blame (const char *html)
{
  static GRegex   *secrets = NULL;
  g_autofree char *valid = g_utf8_make_valid (html, (gssize) strnlen (html, 64 * BLAME_MAX));
  g_autofree char *plain = bo_woo_text_plain (valid, 8 * BLAME_MAX);
  g_autofree char *masked = NULL;

  if (g_once_init_enter (&secrets))
    {
      GRegex *regex = g_regex_new ("\\bc[ks]_[[:alnum:]]+|(?<==)[^&\\s]{16,}|[^\\s<>@\"']+@[^\\s<>@\"']+|\\+?\\d[\\d ./-]{7,}\\d",
                                   G_REGEX_OPTIMIZE, 0, NULL);

      g_once_init_leave (&secrets, regex);
    }
  masked = g_regex_replace_literal (secrets, plain, -1, 0, "…", 0, NULL);

  return bo_woo_text_clean (masked != NULL ? masked : "", BLAME_MAX);
}

/**
 * bo_woo_text_escape:
 * @text: plain text
 *
 * Returns: (transfer full): @text for a place where the shop expects HTML
 */
char *
bo_woo_text_escape (const char *text)
{
  GString *escaped = g_string_sized_new (strlen (text) + 16);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (escaped, "&amp;");
      else if (*p == '<')
        g_string_append (escaped, "&lt;");
      else if (*p == '>')
        g_string_append (escaped, "&gt;");
      else
        g_string_append_c (escaped, *p);
    }

  return g_string_free (escaped, FALSE);
}

/**
 * bo_woo_text_is_currency:
 * @text: a word
 *
 * Returns: whether @text has the form of an ISO 4217 code
 */
gboolean
bo_woo_text_is_currency (const char *text)
{
  return strlen (text) == 3 && strspn (text, G_CSET_A_2_Z) == 3;
}

/**
 * bo_woo_parse_amount:
 * @text: an amount as it was typed into the shop: "0.1", "3.333", "007.10", ".5", "-12"
 * @decimals: of its currency
 * @amount: (out): in minor units, rounded half away from zero
 *
 * The shop has a point and no thousands; everything else it has made into that
 * (wrongly) long before.
 *
 * Returns: whether @text is an amount
 */
gboolean
bo_woo_parse_amount (const char *text,
                     int         decimals,
                     gint64     *amount)
{
  const char *p = text;
  gboolean    negative = *p == '-';
  gboolean    point = FALSE;
  gboolean    round_up = FALSE;
  guint       n_digits = 0;
  int         n_decimals = 0;
  gint64      value = 0;

  if (negative)
    p++;
  for (; *p != '\0'; p++)
    {
      if (*p == '.' && !point)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*p))
        return FALSE;
      n_digits++;
      if (point && n_decimals == decimals)
        {
          /* The first digit past the minor unit decides, those after it do not. */
          round_up = *p >= '5';
          n_decimals++;
        }
      if (point && n_decimals > decimals)
        continue;
      if (point)
        n_decimals++;
      value = value * 10 + (*p - '0');
      if (value > AMOUNT_MAX)
        return FALSE;
    }
  if (n_digits == 0)
    return FALSE;
  for (; n_decimals < decimals; n_decimals++)
    value *= 10;
  if (value > AMOUNT_MAX)
    return FALSE;
  value += round_up;
  *amount = negative ? -value : value;

  return TRUE;
}

/**
 * bo_woo_amount_from_real:
 * @value: an amount as a float, 0.09999999999999999
 * @decimals: of its currency
 * @amount: (out): in minor units
 *
 * Returns: whether @value is an amount
 */
gboolean
bo_woo_amount_from_real (double  value,
                         int     decimals,
                         gint64 *amount)
{
  double scaled = value * pow (10, decimals);

  if (!isfinite (scaled) || fabs (scaled) > (double) AMOUNT_MAX)
    return FALSE;
  *amount = (gint64) llround (scaled);

  return TRUE;
}

static gboolean
read_digits (const char **p,
             guint        n,
             int         *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *value = *value * 10 + (**p - '0');
    }

  return TRUE;
}

static gboolean
read_part (const char **p,
           char         before,
           guint        n,
           int         *value)
{
  if (before != '\0')
    {
      if (**p != before && !(before == 'T' && **p == ' '))
        return FALSE;
      (*p)++;
    }

  return read_digits (p, n, value);
}

/**
 * bo_woo_parse_instant:
 * @text: an instant in UTC, "2026-11-23T04:27:35": the shop leaves out the Z
 * @at: (out): UTC seconds
 *
 * A fraction and a Z are taken too.  Other offsets are refused: the shop's local
 * times look the same as its UTC ones, so what is not plainly UTC is a mistake.
 *
 * Returns: whether @text is an instant of a time when there were shops
 */
gboolean
bo_woo_parse_instant (const char *text,
                      gint64     *at)
{
  const char *p = text;
  int         year, month, day, hour, minute, second;
  g_autoptr (GDateTime) time = NULL;

  if (!read_part (&p, '\0', 4, &year) || !read_part (&p, '-', 2, &month) || !read_part (&p, '-', 2, &day) ||
      !read_part (&p, 'T', 2, &hour) || !read_part (&p, ':', 2, &minute) || !read_part (&p, ':', 2, &second))
    return FALSE;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p); p++)
      ;
  if (*p == 'Z')
    p++;
  if (*p != '\0' || year < 1970)
    return FALSE;

  time = g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59));
  if (time == NULL || second > 60)
    return FALSE;
  *at = g_date_time_to_unix (time);

  return TRUE;
}

/**
 * bo_woo_format_instant:
 * @at: UTC seconds
 *
 * Returns: (transfer full): @at as the shop wants it: UTC without saying so
 */
char *
bo_woo_format_instant (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at);

  g_return_val_if_fail (time != NULL, NULL);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
}
