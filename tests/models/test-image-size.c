/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-image-size.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  guint       width; /* 0: it is not to be measured */
  guint       height;
} SizeCase;

/* clang-format off */
#define CASE(name, bytes, width, height) { name, bytes, sizeof (bytes) - 1, width, height }
#define PNG_HEAD "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
#define APP0 "\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define SOF "\0\x11\x08\x01\x02\x03\x04\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
/* clang-format on */

static const SizeCase cases[] = {
  CASE ("png", PNG_HEAD "\0\0\x01\x02\0\0\x03\x04\x08\x06\0\0\0", 0x102, 0x304),
  CASE ("png-cut-off", PNG_HEAD "\0\0\x01\x02\0\0", 0, 0),
  CASE ("png-without-a-side", PNG_HEAD "\0\0\x01\x02\0\0\0\0\x08", 0, 0),
  CASE ("png-bomb", PNG_HEAD "\x7f\xff\xff\xff\x7f\xff\xff\xff\x08", 0x7fffffff, 0x7fffffff),
  CASE ("jpeg", "\xff\xd8" APP0 "\xff\xc0" SOF, 0x304, 0x102),
  CASE ("jpeg-progressive", "\xff\xd8" APP0 "\xff\xc2" SOF, 0x304, 0x102),
  CASE ("jpeg-tables-are-no-frame", "\xff\xd8\xff\xc4\0\x04\1\2\xff\xc0" SOF, 0x304, 0x102),
  CASE ("jpeg-fill-bytes", "\xff\xd8\xff\xff\xff\xc0" SOF, 0x304, 0x102),
  CASE ("jpeg-without-a-frame", "\xff\xd8" APP0, 0, 0),
  CASE ("jpeg-segment-beyond-the-end", "\xff\xd8\xff\xe0\xff\xff" SOF, 0, 0),
  CASE ("jpeg-segment-of-no-length", "\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0", 0, 0),
  CASE ("webp-lossy", "RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x20\x01\x30\x02", 0x120, 0x230),
  CASE ("webp-lossless", "RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xff\xc0\x0f\0\0\0\0\0\0", 0x100, 0x40),
  CASE ("webp-extended", "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xff\0\0\x7f\0\0", 0x100, 0x80),
  CASE ("webp-that-moves", "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\x02\0\0\0\xff\0\0\x7f\0\0", 0, 0),
  CASE ("gif", "GIF89a\x10\0\x10\0\0\0\0", 0, 0),
  CASE ("svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>", 0, 0),
  CASE ("nothing", "", 0, 0),
};

static void
test_measure (gconstpointer user_data)
{
  const SizeCase    *c = user_data;
  g_autofree guint8 *bytes = g_memdup2 (c->bytes, c->length);
  guint              width = 0, height = 0;
  gboolean           measured = bo_image_measure (bytes, c->length, &width, &height);

  g_assert_cmpint (measured, ==, c->width != 0);
  if (measured)
    {
      g_assert_cmpuint (width, ==, c->width);
      g_assert_cmpuint (height, ==, c->height);
    }
}

/* Whatever is cut off where, nothing beyond it is read: the sanitizers look on. */
static void
test_cut_off (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < cases[i].length; length++)
      {
        g_autofree guint8 *bytes = g_memdup2 (cases[i].bytes, length);
        guint              width, height;

        bo_image_measure (bytes, length, &width, &height);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/image-size/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_measure);
    }
  g_test_add_func ("/image-size/cut-off", test_cut_off);

  return g_test_run ();
}
