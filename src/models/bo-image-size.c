/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-image-size"

#include "config.h"

#include "bo-image-size.h"

#include <string.h>

/* A file of a few kilobytes can unpack to gigabytes, and who unpacks it asks for the
 * memory first.  So its head is read here, by the byte, before anybody unpacks it. */

static guint
read_be16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static guint
read_be32 (const guint8 *at)
{
  return read_be16 (at) << 16 | read_be16 (at + 2);
}

static guint
read_le16 (const guint8 *at)
{
  return (guint) at[1] << 8 | at[0];
}

static guint
read_le24 (const guint8 *at)
{
  return (guint) at[2] << 16 | read_le16 (at);
}

static gboolean
measure_png (const guint8 *data,
             gsize         length,
             guint        *width,
             guint        *height)
{
  if (length < 24 || memcmp (data, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = read_be32 (data + 16);
  *height = read_be32 (data + 20);

  return TRUE;
}

/* A start of frame; three numbers in their midst mean something else. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
measure_jpeg (const guint8 *data,
              gsize         length,
              guint        *width,
              guint        *height)
{
  gsize at = 2;

  if (length < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;
  while (at + 9 <= length)
    {
      if (data[at] != 0xff)
        return FALSE;
      if (is_frame (data[at + 1]))
        {
          *height = read_be16 (data + at + 5);
          *width = read_be16 (data + at + 7);
          return TRUE;
        }
      /* Fill bytes come one at a time, segments with their length. */
      at += data[at + 1] == 0xff ? 1 : 2 + MAX (read_be16 (data + at + 2), 2);
    }

  return FALSE;
}

/* One picture; what moves has no end. */
static gboolean
measure_webp (const guint8 *data,
              gsize         length,
              guint        *width,
              guint        *height)
{
  static const guint8 moves = 0x02;

  if (length < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;
  if (memcmp (data + 12, "VP8 ", 4) == 0 && memcmp (data + 23, "\x9d\x01\x2a", 3) == 0)
    {
      *width = read_le16 (data + 26) & 0x3fff;
      *height = read_le16 (data + 28) & 0x3fff;
      return TRUE;
    }
  if (memcmp (data + 12, "VP8L", 4) == 0 && data[20] == 0x2f)
    {
      guint bits = read_le16 (data + 21) | read_le16 (data + 23) << 16;

      *width = (bits & 0x3fff) + 1;
      *height = (bits >> 14 & 0x3fff) + 1;
      return TRUE;
    }
  if (memcmp (data + 12, "VP8X", 4) == 0 && (data[20] & moves) == 0)
    {
      *width = read_le24 (data + 24) + 1;
      *height = read_le24 (data + 27) + 1;
      return TRUE;
    }

  return FALSE;
}

/**
 * bo_image_measure:
 * @data: (array length=length): a file
 * @length: its bytes
 * @width: (out): pixels
 * @height: (out): pixels
 *
 * Reads how large a picture would be once it is unpacked.
 *
 * Returns: %FALSE if it is no PNG, JPEG or WebP, moves, or has no size
 */
gboolean
bo_image_measure (const guint8 *data,
                  gsize         length,
                  guint        *width,
                  guint        *height)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  return (measure_png (data, length, width, height) || measure_jpeg (data, length, width, height) ||
          measure_webp (data, length, width, height)) &&
         *width > 0 && *height > 0;
}
