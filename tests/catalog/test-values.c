/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-shop-address.h"
#include "bo-woo-note.h"
#include "bo-woo-read.h"
#include "bo-woo-sign.h"
#include "bo-woo-text.h"

/* The smallest parts: amounts, instants, texts, addresses, signatures. */

typedef struct
{
  const char *text;
  int         decimals;
  gint64      amount;
  gboolean    good;
} AmountCase;

static const AmountCase amount_cases[] = {
  { "0.1", 2, 10, TRUE },
  { "3.333", 2, 333, TRUE },
  { "3.335", 2, 334, TRUE },
  { "3.3349999", 2, 333, TRUE },
  { "007.10", 2, 710, TRUE },
  { "1234.50", 2, 123450, TRUE },
  { "12", 2, 1200, TRUE },
  { ".5", 2, 50, TRUE },
  { "5.", 2, 500, TRUE },
  { "-2.99", 2, -299, TRUE },
  { "-0.005", 2, -1, TRUE },
  { "0.004", 2, 0, TRUE },
  { "1200", 0, 1200, TRUE },
  { "1200.5", 0, 1201, TRUE },
  { "1.2345", 3, 1235, TRUE },
  { "9999999999999.99", 2, 999999999999999, TRUE },
  { "99999999999999.99", 2, 0, FALSE },
  { "99999999999999999999999999999", 2, 0, FALSE },
  { "", 2, 0, FALSE },
  { ".", 2, 0, FALSE },
  { "-", 2, 0, FALSE },
  { "abc", 2, 0, FALSE },
  { "1,5", 2, 0, FALSE },
  { "1e3", 2, 0, FALSE },
  { "1.2.3", 2, 0, FALSE },
  { " 1", 2, 0, FALSE },
  { "1 ", 2, 0, FALSE },
};

static void
test_amount (gconstpointer user_data)
{
  const AmountCase *c = user_data;
  gint64            amount = 0;

  g_assert_cmpint (bo_woo_parse_amount (c->text, c->decimals, &amount), ==, c->good);
  g_assert_cmpint (amount, ==, c->amount);
}

static void
test_amount_real (void)
{
  gint64 amount = 0;

  g_assert_true (bo_woo_amount_from_real (0.09999999999999999, 2, &amount));
  g_assert_cmpint (amount, ==, 10);
  g_assert_true (bo_woo_amount_from_real (1234.5, 2, &amount));
  g_assert_cmpint (amount, ==, 123450);
  g_assert_true (bo_woo_amount_from_real (3.3329999999999997, 2, &amount));
  g_assert_cmpint (amount, ==, 333);
  g_assert_false (bo_woo_amount_from_real (1e300, 2, &amount));
  g_assert_false (bo_woo_amount_from_real (1e16, 2, &amount));
}

typedef struct
{
  const char *text;
  gint64      at;
  gboolean    good;
} InstantCase;

static const InstantCase instant_cases[] = {
  { "2026-11-23T04:27:35", 1795408055, TRUE },
  { "2026-11-23 04:27:35", 1795408055, TRUE },
  { "2026-11-23T04:27:35.123", 1795408055, TRUE },
  { "2026-11-23T04:27:35Z", 1795408055, TRUE },
  { "1970-01-01T00:00:00", 0, TRUE },
  { "2024-02-29T00:00:00", 1709164800, TRUE },
  /* A second more or less in a hundred years. */
  { "2016-12-31T23:59:60", 1483228799, TRUE },
  { "2026-11-23T04:27:35+01:00", 0, FALSE },
  { "2026-11-23", 0, FALSE },
  { "2026-11-23T04:27", 0, FALSE },
  { "2025-02-29T00:00:00", 0, FALSE },
  { "2026-13-01T00:00:00", 0, FALSE },
  { "2026-11-23T24:00:00", 0, FALSE },
  { "2026-11-23T04:60:00", 0, FALSE },
  { "2026-11-23T04:27:99", 0, FALSE },
  { "0000-00-00T00:00:00", 0, FALSE },
  { "-001-11-30T00:00:00", 0, FALSE },
  { "yesterday", 0, FALSE },
  { "", 0, FALSE },
};

static void
test_instant (gconstpointer user_data)
{
  const InstantCase *c = user_data;
  gint64             at = 0;

  g_assert_cmpint (bo_woo_parse_instant (c->text, &at), ==, c->good);
  g_assert_cmpint (at, ==, c->at);
}

static void
test_instant_format (void)
{
  g_autofree char *text = bo_woo_format_instant (1795408055);

  /* No Z: with the flag dates_are_gmt it would be moved by the shop's offset. */
  g_assert_cmpstr (text, ==, "2026-11-23T04:27:35");
}

typedef struct
{
  const char *html;
  const char *plain;
} TextCase;

static const TextCase text_cases[] = {
  { "Cups &amp; Mugs", "Cups & Mugs" },
  { "<b>Offer:</b> Lamp", "Offer: Lamp" },
  { "Lamp < 1 kg", "Lamp < 1 kg" },
  { "Lamp <1 kg> x", "Lamp <1 kg> x" },
  { "a &lt;b&gt; c", "a <b> c" },
  { "&amp;lt;", "&lt;" },
  { "&ldquo;x&rdquo; 5&quot; &#8211; &#x2013; &#039;", "“x” 5\" – – '" },
  { "Stra&szlig;e &Auml;&auml;", "Straße Ää" },
  { "73&rarr;71", "73→71" },
  { "&euro;&nbsp;5", "€ 5" },
  { "&nosuch; &; & &#; &#x; &#xZZ; &#1114112; &#55296;", "&nosuch; &; & &#; &#x; &#xZZ; &#1114112; &#55296;" },
  { "&am", "&am" },
  { "one<br />two</p><p>three", "one two three" },
  { "  a\n\tb  ", "a b" },
  { "a\x01\x7f b", "a b" },
  { "safe\xe2\x80\xae gnp.exe", "safe gnp.exe" },
  { "<a href=\"http://x\">Friday</a>", "Friday" },
  { "<script>alert(1)</script>", "alert(1)" },
  { "<!-- no --> yes", "yes" },
  { "5 > 3 <i", "5 > 3 <i" },
  { "", "" },
};

static void
test_text (gconstpointer user_data)
{
  const TextCase  *c = user_data;
  g_autofree char *plain = bo_woo_text_plain (c->html, 100);

  g_assert_cmpstr (plain, ==, c->plain);
}

static void
test_text_bounds (void)
{
  g_autofree char *cut = bo_woo_text_plain ("Täßchen und Tassen", 7);
  g_autofree char *space = bo_woo_text_plain ("Täßchen und", 8);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *plain = NULL;

  g_assert_cmpstr (cut, ==, "Täßchen");
  g_assert_cmpstr (space, ==, "Täßchen");

  /* Half a million tags without an end take no longer than one. */
  for (guint i = 0; i < 500000; i++)
    g_string_append (many, "<a");
  plain = bo_woo_text_plain (many->str, 10);
  g_assert_cmpstr (plain, ==, "<a<a<a<a<a");
}

static void
test_text_blame (void)
{
  g_autofree char *keys = bo_woo_text_blame ("SELECT ck_0123456789abcdef0123 <b>and</b> cs_fedcba9876543210 &amp; more");
  g_autofree char *query = bo_woo_text_blame ("GET /?consumer_secret=abcdefghijklmnopqrstuvwxyz&page=2");
  g_autofree char *person = bo_woo_text_blame ("mail to erika.muster@example.test or +49 30 1234567 failed");
  g_autofree char *bytes = bo_woo_text_blame ("Stra\xdf\x65");
  g_autofree char *much = g_strnfill (100000, 'x');
  g_autofree char *bounded = bo_woo_text_blame (much);

  g_assert_cmpstr (keys, ==, "SELECT … and … & more");
  g_assert_cmpstr (query, ==, "GET /?consumer_secret=…&page=2");
  g_assert_cmpstr (person, ==, "mail to … or … failed");
  g_assert_true (g_utf8_validate (bytes, -1, NULL));
  g_assert_cmpuint (strlen (bounded), ==, 160);
}

typedef struct
{
  const char *typed;
  const char *address;
  int         code; /* a BoCatalogError, or -1 */
} AddressCase;

static const AddressCase address_cases[] = {
  { "https://shop.example", "https://shop.example", -1 },
  { "shop.example", "https://shop.example", -1 },
  { "  HTTPS://Shop.Example/  ", "https://shop.example", -1 },
  { "https://shop.example:443/", "https://shop.example", -1 },
  { "https://shop.example:8443", "https://shop.example:8443", -1 },
  { "shop.example:8443/de", "https://shop.example:8443/de", -1 },
  { "https://shop.example/shop//", "https://shop.example/shop", -1 },
  { "https://shop.example/wp-admin/admin.php?page=wc-settings#keys", "https://shop.example", -1 },
  { "https://shop.example/shop/wp-json/wc/v3/", "https://shop.example/shop", -1 },
  { "https://shop.example/wp-jsonish", "https://shop.example/wp-jsonish", -1 },
  { "https://täßchen.example", "https://xn--tchen-lqa8a.example", -1 },
  { "http://127.0.0.1:8080", "http://127.0.0.1:8080", -1 },
  { "http://localhost/shop", "http://localhost/shop", -1 },
  { "http://[::1]:81", "http://[::1]:81", -1 },
  { "http://shop.example", NULL, BO_CATALOG_ERROR_INSECURE },
  { "http://127.0.0.1.example", NULL, BO_CATALOG_ERROR_INSECURE },
  { "http://192.168.1.2", NULL, BO_CATALOG_ERROR_INSECURE },
  { "http://localhost.example", NULL, BO_CATALOG_ERROR_INSECURE },
  { "https://ck_1:cs_2@shop.example", NULL, BO_CATALOG_ERROR_REFUSED },
  { "ftp://shop.example", NULL, BO_CATALOG_ERROR_REFUSED },
  { "https://", NULL, BO_CATALOG_ERROR_REFUSED },
  { "", NULL, BO_CATALOG_ERROR_REFUSED },
  { "my shop", NULL, BO_CATALOG_ERROR_REFUSED },
  { "\xff\xfe", NULL, BO_CATALOG_ERROR_REFUSED },
  { "https://shop.example\\@thief.example", NULL, BO_CATALOG_ERROR_REFUSED },
  { "https://shop.example/\r\nX-Key: 1", NULL, BO_CATALOG_ERROR_REFUSED },
  { "https://shop.example\r\nHost: thief.example", NULL, BO_CATALOG_ERROR_REFUSED },
  { "https://sh\u202eop.example", NULL, BO_CATALOG_ERROR_REFUSED },
};

static void
test_address (gconstpointer user_data)
{
  const AddressCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = bo_catalog_normalize_address (c->typed, &error);

  if (c->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, BO_CATALOG_ERROR, c->code);
  g_assert_cmpstr (address, ==, c->address);
}

static void
test_origin (void)
{
  static const struct
  {
    const char *address;
    gboolean    same;
  } cases[] = {
    { "https://shop.example/x?y=1", TRUE },
    { "https://SHOP.example:443/x", TRUE },
    { "http://shop.example/x", FALSE },
    { "https://www.shop.example/x", FALSE },
    { "https://shop.example:444/x", FALSE },
    { "https://shop.example.evil.example/", FALSE },
    { "https://user@shop.example/", FALSE },
  };
  g_autoptr (BoShopAddress) address = bo_shop_address_parse ("https://shop.example", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (cases[i].address, SOUP_HTTP_URI_FLAGS, NULL);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (bo_shop_address_has_origin_of (address, uri), ==, cases[i].same);
    }
}

/* Computed by openssl from a base string written by hand. */
static void
test_signature (void)
{
  g_autoptr (BoQuery) query = bo_query_new ();
  const BoParameter *last;
  g_autofree char   *encoded = NULL;

  bo_query_add (query, "search", "Täßchen “");
  bo_query_add (query, "a-b", "1");
  bo_query_add (query, "a", "2 & 3");
  bo_woo_query_add_signature (query, "GET", "http://127.0.0.1:8080/wp-json/wc/v3/products", "ck_key", "cs_secret", 1795408128, "nonce");
  last = g_ptr_array_index (query, query->len - 1);
  g_assert_cmpstr (last->name, ==, "oauth_signature");
  g_assert_cmpstr (last->value, ==, "KnoMNX4i7bWgkVsuKaQpACQcTZZ1hgScDPXurLdiUyY=");

  /* What a redirect brings back of it is taken out. */
  bo_query_add (query, "consumer_key", "ck_key");
  bo_query_add (query, "consumer_secret", "cs_secret");
  bo_woo_query_strip_auth (query);
  encoded = bo_query_encode (query);
  g_assert_cmpstr (encoded, ==, "search=T%C3%A4%C3%9Fchen%20%E2%80%9C&a-b=1&a=2%20%26%203");
}

static void
test_query (void)
{
  g_autoptr (BoQuery) query = bo_query_parse ("a=1&b=x+y%20z&c&=d&e=%zz&f=a=b");
  g_autofree char *encoded = bo_query_encode (query);

  g_assert_cmpstr (encoded, ==, "a=1&b=x%20y%20z&c=&e=&f=a%3Db");
}

static void
test_basic (void)
{
  g_autofree char *basic = bo_woo_make_basic ("Aladdin", "open sesame");

  g_assert_cmpstr (basic, ==, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

static void
test_nonce (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *nonce = bo_woo_make_nonce ();

      g_assert_cmpuint (strlen (nonce), ==, 32);
      g_assert_true (g_hash_table_add (seen, nonce));
    }
}

static void
test_note_text (void)
{
  g_autofree char *note = bo_woo_note_compose ("Sorry: <late> & later\n", "BO-7F3A");

  g_assert_cmpstr (note, ==, "Sorry: &lt;late&gt; &amp; later\n\nRef. BO-7F3A");
}

typedef struct
{
  const char        *status;
  gboolean           reduced;
  BoRemoteOrderState state;
} StatusCase;

static const StatusCase status_cases[] = {
  { "pending", FALSE, BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "checkout-draft", FALSE, BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
  { "processing", FALSE, BO_REMOTE_ORDER_OPEN },
  { "on-hold", FALSE, BO_REMOTE_ORDER_OPEN },
  { "pre-ordered", FALSE, BO_REMOTE_ORDER_OPEN },
  { "completed", TRUE, BO_REMOTE_ORDER_DONE },
  { "cancelled", FALSE, BO_REMOTE_ORDER_GONE },
  { "refunded", FALSE, BO_REMOTE_ORDER_GONE },
  { "failed", FALSE, BO_REMOTE_ORDER_GONE },
  { "trash", TRUE, BO_REMOTE_ORDER_GONE },
  { "awaiting-pickup", TRUE, BO_REMOTE_ORDER_OPEN },
  { "awaiting-pickup", FALSE, BO_REMOTE_ORDER_WAITS_FOR_PAYMENT },
};

static void
test_status (gconstpointer user_data)
{
  const StatusCase *c = user_data;

  g_assert_cmpint (bo_woo_order_state_from_status (c->status, c->reduced), ==, c->state);
}

#define ADD_CASES(path, cases, func)                            \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)              \
    {                                                           \
      g_autofree char *whole = g_strdup_printf (path "/%u", i); \
                                                                \
      g_test_add_data_func (whole, &(cases)[i], func);          \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD_CASES ("/values/amount", amount_cases, test_amount);
  g_test_add_func ("/values/amount-real", test_amount_real);
  ADD_CASES ("/values/instant", instant_cases, test_instant);
  g_test_add_func ("/values/instant-format", test_instant_format);
  ADD_CASES ("/values/text", text_cases, test_text);
  g_test_add_func ("/values/text-bounds", test_text_bounds);
  g_test_add_func ("/values/text-blame", test_text_blame);
  ADD_CASES ("/values/address", address_cases, test_address);
  g_test_add_func ("/values/origin", test_origin);
  g_test_add_func ("/values/signature", test_signature);
  g_test_add_func ("/values/query", test_query);
  g_test_add_func ("/values/basic", test_basic);
  g_test_add_func ("/values/nonce", test_nonce);
  g_test_add_func ("/values/note-text", test_note_text);
  ADD_CASES ("/values/status", status_cases, test_status);

  return g_test_run ();
}
