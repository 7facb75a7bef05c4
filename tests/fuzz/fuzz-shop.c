/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-woo-error.h"
#include "bo-woo-query.h"
#include "bo-woo-read.h"

/* Any bytes as an answer of the shop; SHOP_READER says whose reader takes them. */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

#define PRODUCTS 0
#define VARIATIONS 1
#define CUSTOMERS 2
#define ORDERS 3
#define REFUNDS 4
#define NOTES 5
#define ERRORS 6
#define HEADERS 7

G_GNUC_UNUSED static void
check_text (const char *text,
            glong       max_chars)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max_chars);
  g_assert_null (strpbrk (text, "\n\r\t\x7f"));
}

#if SHOP_READER == PRODUCTS || SHOP_READER == VARIATIONS
static void
check_record (gpointer record)
{
  const BoRemoteProduct *product = record;

  check_text (product->sku, 200);
  check_text (product->barcode, 200);
  check_text (product->name, 300);
  g_assert_cmpint (product->price, >=, -1);
  g_assert_cmpint (ABS (product->quantity), <=, G_GINT64_CONSTANT (1) << 31);
  g_assert_true (product->has_quantity || product->quantity == 0);
}
#elif SHOP_READER == CUSTOMERS
static void
check_record (gpointer record)
{
  const BoRemoteCustomer *customer = record;

  check_text (customer->name, 200);
  check_text (customer->email, 200);
  check_text (customer->phone, 200);
  check_text (customer->country, 200);
  check_text (customer->role, 200);
}
#elif SHOP_READER == ORDERS
static void
check_record (gpointer record)
{
  const BoRemoteOrder *order = record;

  check_text (order->number, 100);
  check_text (order->status, 100);
  g_assert_cmpuint (strlen (order->currency), ==, 3);
  check_text (order->buyer->name, 200);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoRemoteOrderLine *line = g_ptr_array_index (order->lines, i);

      check_text (line->name, 300);
      check_text (line->sku, 200);
      g_assert_cmpint (line->quantity, >=, 0);
      g_assert_cmpint (line->price, >=, 0);
      g_assert_cmpint (line->reduced, >=, -1);
    }
}
#elif SHOP_READER == REFUNDS
static void
check_record (gpointer record)
{
  const BoRemoteRefund *refund = record;

  for (guint i = 0; i < refund->lines->len; i++)
    g_assert_cmpint (g_array_index (refund->lines, BoRemoteRefundLine, i).units, >, 0);
}
#endif

#if SHOP_READER <= REFUNDS
static void
read_bytes (GBytes *bytes)
{
  for (guint ids_only = 0; ids_only < 2; ids_only++)
    {
      const BoPull pull = { .resource = (BoResource) SHOP_READER, .ids_only = ids_only, .page = 1 };
      g_autoptr (BoAnswer) answer = bo_answer_new (&pull);
      g_autoptr (GError) error = NULL;
      g_autoptr (BoRemotePage) page = NULL;

      answer->body = g_bytes_ref (bytes);
      page = bo_woo_read_page (answer, "EUR", &error);
      g_assert_true ((page == NULL) == (error != NULL));
      if (page == NULL)
        continue;
      g_assert_true (ids_only || page->records->len + page->refused->len <= page->ids->len);
      for (guint i = 0; i < page->ids->len; i++)
        g_assert_cmpint (g_array_index (page->ids, gint64, i), >, 0);
      for (guint i = 0; i < page->records->len; i++)
        check_record (g_ptr_array_index (page->records, i));
      for (guint i = 0; i < page->refused->len; i++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (page->refused, i), -1, NULL));
    }
}
#elif SHOP_READER == NOTES
static void
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gint64   id = 0;
  gboolean good = bo_woo_find_note (bytes, "BO-1", &id, &error);

  g_assert_true (good == (error == NULL));
  g_assert_cmpint (id, >=, 0);
}
#else
static BoHttpReply *
make_reply (GBytes *bytes)
{
  BoHttpReply *reply = g_new0 (BoHttpReply, 1);

  reply->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  reply->body = g_bytes_ref (bytes);
  reply->request_id = g_strdup ("bo-fuzz");

  return reply;
}
#endif

#if SHOP_READER == ERRORS
static void
read_bytes (GBytes *bytes)
{
  static const guint statuses[] = { 304, 400, 401, 403, 404, 410, 413, 429, 500, 502, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (BoHttpReply) reply = make_reply (bytes);
      g_autoptr (GError) error = NULL;

      reply->status = statuses[i];
      error = bo_woo_error_new (reply, i % 2 == 0, i % 3 == 0);
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (g_utf8_strlen (error->message, -1), <, 600);
    }
}
#elif SHOP_READER == HEADERS
static char *
make_text (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (size > 0 ? data : "", size);
}

static void
read_bytes (GBytes *bytes)
{
  const BoPull     pull = { .resource = BO_RESOURCE_PRODUCTS, .page = 1 };
  g_autofree char *text = make_text (bytes);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  g_autoptr (BoHttpReply) reply = make_reply (bytes);
  g_autoptr (BoQuery) query = bo_query_parse (text);
  g_autofree char *encoded = bo_query_encode (query);
  g_autofree char *address = bo_catalog_normalize_address (text, NULL);

  g_bytes_unref (reply->body);
  reply->body = g_bytes_new_static ("[1]", 3);
  if (lines[0] != NULL)
    soup_message_headers_append (reply->headers, "Link", lines[0]);
  if (lines[0] != NULL && lines[1] != NULL)
    soup_message_headers_append (reply->headers, "X-WP-Total", lines[1]);
  bo_woo_reply_has_next (reply, &pull);
  g_assert_cmpint (bo_woo_reply_get_total (reply), >=, -1);
  g_assert_nonnull (encoded);
  g_assert_true (address == NULL || g_str_has_prefix (address, "http"));
}
#endif

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (size > 0 ? data : (const guint8 *) "", size);

  read_bytes (bytes);

  return 0;
}
