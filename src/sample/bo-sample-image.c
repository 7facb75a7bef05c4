/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-image.h"

#include <gio/gio.h>
#include <string.h>

#include "bo-sample-json.h"

#define UPLOADS "/wp-content/uploads/2026/01/"
#define SIZE 96
#define HUGE_SIZE 6000

static guint32
crc_of (const guint8 *data,
        gsize         length)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320u & (0 - (crc & 1)));
    }

  return ~crc;
}

static void
append_number (GByteArray *bytes,
               guint32     number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray   *png,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint start;

  append_number (png, (guint32) length);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (png, data, (guint) length);
  append_number (png, crc_of (png->data + start, png->len - start));
}

static GBytes *
compress (GByteArray *raw)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  if (!g_output_stream_write_all (stream, raw->data, raw->len, NULL, NULL, NULL) || !g_output_stream_close (stream, NULL, NULL))
    return g_bytes_new_static ("", 0);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/**
 * bo_sample_image_draw:
 * @lot: what decides over its colours
 * @size: pixels each way
 *
 * Returns: (transfer full): a PNG of two colours
 */
GBytes *
bo_sample_image_draw (guint32 lot,
                      guint   size)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  guint32             hash = lot * 2654435761u;
  guint8              palette[6] = { (guint8) (hash >> 24), (guint8) (hash >> 16), (guint8) (hash >> 8), 245, 243, 240 };
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  GByteArray *png = g_byte_array_new ();

  append_number (header, size);
  append_number (header, size);
  g_byte_array_append (header, (const guint8[]){ 8, 3, 0, 0, 0 }, 5);
  for (guint y = 0; y < size; y++)
    {
      g_byte_array_append (rows, (const guint8 *) "", 1);
      for (guint x = 0; x < size; x++)
        {
          guint  distance = (2 * x - size) * (2 * x - size) + (2 * y - size) * (2 * y - size);
          guint8 inside = distance < size * size / 2 ? 0 : 1;

          g_byte_array_append (rows, &inside, 1);
        }
    }
  packed = compress (rows);
  g_byte_array_append (png, signature, sizeof signature);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "PLTE", palette, sizeof palette);
  append_chunk (png, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}

/**
 * bo_sample_image_address:
 * @state: the shop
 * @product: one that has a picture
 *
 * Returns: (transfer full): where its picture is
 */
char *
bo_sample_image_address (BoSampleState         *state,
                         const BoSampleProduct *product)
{
  static const char *const hostile[] = {
    "http://192.0.2.1/elsewhere.png",
    "file:///etc/passwd",
    "%s/wp-content/uploads/2026/01/huge.png",
    "%s/wp-content/uploads/2026/01/not-a-picture.png",
    "%s/wp-content/uploads/2026/01/cut.png",
    "%s/wp-content/uploads/2026/01/..%%2f..%%2f..%%2fetc%%2fpasswd",
    "javascript:alert(1)",
    "%s/wp-content/uploads/2026/01/missing.png",
  };

  if (bo_sample_state_is (state, BO_SAMPLE_HOSTILE_IMAGES))
    {
      const char *address = hostile[product->image % G_N_ELEMENTS (hostile)];

      if (!g_str_has_prefix (address, "%s"))
        return g_strdup (address);

      return g_strconcat (state->home, address + strlen ("%s"), NULL);
    }

  return g_strdup_printf ("%s" UPLOADS "picture-%u.png", state->home, product->image);
}

/* Returns: (transfer full): the list of the pictures of @product, of which there is one at most */
json_t *
bo_sample_images_to_json (const BoSampleWriter  *writer,
                          const BoSampleProduct *product)
{
  g_autofree char *address = NULL;
  char             name[32];

  if (product->image == 0)
    return json_array ();
  address = bo_sample_image_address (writer->call->state, product);
  g_snprintf (name, sizeof name, "picture-%u", product->image);

  return json_pack ("[{s:i, s:o, s:o, s:o, s:o, s:s, s:s, s:s}]", "id", (int) product->image,
                    "date_created", bo_sample_json_local (writer, product->created.at),
                    "date_created_gmt", bo_sample_json_gmt (writer, product->created.at),
                    "date_modified", bo_sample_json_local (writer, product->created.at),
                    "date_modified_gmt", bo_sample_json_gmt (writer, product->created.at),
                    "src", address, "name", name, "alt", "");
}

/**
 * bo_sample_image_answer:
 * @call: a call
 *
 * Returns: %TRUE if it asks for a picture; then it is answered
 */
gboolean
bo_sample_image_answer (BoSampleCall *call)
{
  const char    *name = call->request->path;
  BoSampleReply *reply = call->reply;
  g_autoptr (GBytes) picture = NULL;
  guint64 id;

  if (!g_str_has_prefix (name, UPLOADS))
    return FALSE;
  name += strlen (UPLOADS);
  if (g_str_has_prefix (name, "picture-"))
    {
      id = g_ascii_strtoull (name + strlen ("picture-"), NULL, 10);
      bo_sample_reply_take_body (reply, bo_sample_image_draw ((guint32) id, SIZE));
    }
  else if (strcmp (name, "huge.png") == 0)
    bo_sample_reply_take_body (reply, bo_sample_image_draw (7, HUGE_SIZE));
  else if (strcmp (name, "cut.png") == 0)
    {
      picture = bo_sample_image_draw (7, SIZE);
      bo_sample_reply_take_body (reply, g_bytes_new_from_bytes (picture, 0, g_bytes_get_size (picture) / 2));
    }
  else if (strcmp (name, "not-a-picture.png") == 0)
    bo_sample_reply_set_text (reply, 200, NULL, "<script>alert(1)</script>");
  else
    {
      bo_sample_reply_set_text (reply, 404, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("404 Not Found"));
      return TRUE;
    }
  reply->content_type = g_strdup ("image/png");
  bo_sample_reply_set_header (reply, "Cache-Control", "max-age=31536000");

  return TRUE;
}
