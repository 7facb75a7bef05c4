/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-text-encoding.h"

#include <string.h>

/* What Windows-1252 means by 0x80 to 0x9f; the five bytes that it does not
 * define become the replacement character, so that somebody sees them. */
static const gunichar windows_1252_high[32] = {
  0x20ac,
  0xfffd,
  0x201a,
  0x0192,
  0x201e,
  0x2026,
  0x2020,
  0x2021,
  0x02c6,
  0x2030,
  0x0160,
  0x2039,
  0x0152,
  0xfffd,
  0x017d,
  0xfffd,
  0xfffd,
  0x2018,
  0x2019,
  0x201c,
  0x201d,
  0x2022,
  0x2013,
  0x2014,
  0x02dc,
  0x2122,
  0x0161,
  0x203a,
  0x0153,
  0xfffd,
  0x017e,
  0x0178,
};

/**
 * bo_text_append_windows_1252:
 * @text: what to append to
 * @bytes: bytes in Windows-1252
 * @length: how many
 *
 * Appends @bytes to @text as UTF-8.  Never fails.
 */
void
bo_text_append_windows_1252 (GString    *text,
                             const char *bytes,
                             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];

      if (byte < 0x80)
        g_string_append_c (text, (char) byte);
      else if (byte < 0xa0)
        g_string_append_unichar (text, windows_1252_high[byte - 0x80]);
      else
        g_string_append_unichar (text, byte);
    }
}

/**
 * bo_text_is_ascii:
 * @bytes: some bytes
 * @length: how many
 *
 * Returns: whether all of them are ASCII, which is valid in either encoding; NUL
 *   bytes count as ASCII
 */
gboolean
bo_text_is_ascii (const char *bytes,
                  gsize       length)
{
  const guint64 high_bits = G_GUINT64_CONSTANT (0x8080808080808080);

  for (; length >= sizeof (guint64); bytes += sizeof (guint64), length -= sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, bytes, sizeof word);
      if ((word & high_bits) != 0)
        return FALSE;
    }
  for (; length > 0; bytes++, length--)
    if ((guchar) *bytes >= 0x80)
      return FALSE;
  return TRUE;
}

/**
 * bo_text_looks_like_utf8:
 * @bytes: the beginning of a file
 * @length: how many bytes
 * @whole: whether they are the whole file; otherwise a character may be cut at the end
 *
 * Returns: whether the bytes are valid UTF-8
 */
gboolean
bo_text_looks_like_utf8 (const char *bytes,
                         gsize       length,
                         gboolean    whole)
{
  const char *end;
  gsize       left;

  if (g_utf8_validate_len (bytes, length, &end))
    return TRUE;

  left = (gsize) (bytes + length - end);
  return !whole && left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
}
