/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-fixture.h"

#include <string.h>

#define BAD_KEY "ck_0000000000000000000000000000000000000000"
#define BAD_SECRET "cs_0000000000000000000000000000000000000000"
/* Seconds that a clock may not be off. */
#define TOO_OLD 1000

/**
 * sample_fixture_new:
 * @options: (nullable): the shop; %NULL for a small one
 * @tls: (nullable): speaks https with it
 *
 * Returns: (transfer full): a shop that is open
 */
SampleFixture *
sample_fixture_new (const BoSampleShopOptions *options,
                    BoTestTls                 *tls)
{
  SampleFixture      *self = g_new0 (SampleFixture, 1);
  BoSampleShopOptions small = { .products = 18, .customers = 22, .orders = 40, .now = SAMPLE_NOW };
  g_autoptr (GError) error = NULL;

  if (options != NULL)
    small = *options;
  if (tls != NULL)
    small.certificate = tls->certificate;
  self->shop = bo_sample_shop_new (&small);
  bo_sample_shop_start (self->shop, &error);
  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("tls-database", tls != NULL ? tls->trust : NULL, "timeout", 30, "proxy-resolver", NULL, NULL);
  self->accept = "application/json";

  return self;
}

void
sample_fixture_free (SampleFixture *self)
{
  g_object_unref (self->session);
  g_object_unref (self->shop);
  g_free (self);
}

/* Sets a switch that there must be. */
void
sample_fixture_set (SampleFixture *self,
                    const char    *name,
                    const char    *value)
{
  g_autoptr (GError) error = NULL;

  bo_sample_shop_set_switch (self->shop, name, value, &error);
  g_assert_no_error (error);
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* RFC 5849, written once more so that shop and test do not share a mistake. */
static char *
sign (const char *method,
      const char *url,
      const char *query,
      const char *secret,
      gboolean    sha1)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  g_autofree char *escaped_url = escape (url);
  g_autofree char *joined = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *base = NULL;
  g_autofree char *key = g_strconcat (secret, "&", NULL);
  g_autofree char *hex = NULL;
  guint8           digest[64];
  gsize            length = 0;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (pairs[i], "=", 2);
      g_autofree char *name = g_uri_unescape_string (parts[0], NULL);
      g_autofree char *value = g_uri_unescape_string (parts[1] != NULL ? parts[1] : "", NULL);
      g_autofree char *name_again = escape (name);
      g_autofree char *value_again = escape (value);

      g_free (pairs[i]);
      pairs[i] = g_strconcat (name_again, "=", value_again, NULL);
    }
  qsort (pairs, g_strv_length (pairs), sizeof (char *), compare_pairs);
  joined = g_strjoinv ("&", pairs);
  escaped = escape (joined);
  base = g_strdup_printf ("%s&%s&%s", method, escaped_url, escaped);
  hex = g_compute_hmac_for_string (sha1 ? G_CHECKSUM_SHA1 : G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), base, -1);
  for (const char *p = hex; *p != '\0'; p += 2)
    digest[length++] = (guint8) (g_ascii_xdigit_value (p[0]) * 16 + g_ascii_xdigit_value (p[1]));

  return g_base64_encode (digest, length);
}

static char *
make_oauth_query (SampleFixture *self,
                  SampleAuth     auth,
                  const char    *method,
                  const char    *url,
                  const char    *query)
{
  gboolean         sha1 = auth == SAMPLE_AUTH_OAUTH_SHA1;
  gboolean         reader = auth == SAMPLE_AUTH_OAUTH_READER;
  const char      *key = reader ? BO_SAMPLE_SHOP_READ_KEY : bo_sample_shop_get_key (self->shop);
  const char      *secret = reader ? BO_SAMPLE_SHOP_READ_SECRET : bo_sample_shop_get_secret (self->shop);
  gint64           now = g_get_real_time () / G_USEC_PER_SEC - (auth == SAMPLE_AUTH_OAUTH_OLD ? TOO_OLD : 0);
  guint            nonce = auth == SAMPLE_AUTH_OAUTH_SAME_NONCE ? 0 : ++self->n_nonces;
  g_autofree char *full = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *escaped = NULL;

  if (auth == SAMPLE_AUTH_OAUTH_BAD_KEY)
    key = BAD_KEY;
  if (auth == SAMPLE_AUTH_OAUTH_BAD_SECRET)
    secret = BAD_SECRET;
  if (auth == SAMPLE_AUTH_OAUTH_EMPTY)
    key = "";
  full = g_strdup_printf ("%s%soauth_consumer_key=%s&oauth_nonce=n%u&oauth_signature_method=%s&oauth_timestamp=%" G_GINT64_FORMAT "&oauth_version=1.0",
                          query, *query != '\0' ? "&" : "", key, nonce, sha1 ? "HMAC-SHA1" : "HMAC-SHA256", now);
  signature = sign (method, url, full, secret, sha1);
  escaped = escape (signature);

  return g_strconcat (full, "&oauth_signature=", escaped, NULL);
}

static char *
make_query (SampleFixture *self,
            SampleAuth     auth,
            const char    *method,
            const char    *url,
            const char    *query)
{
  if (auth >= SAMPLE_AUTH_OAUTH)
    return make_oauth_query (self, auth, method, url, query);
  if (auth == SAMPLE_AUTH_QUERY || auth == SAMPLE_AUTH_QUERY_READER)
    return g_strdup_printf ("%s%sconsumer_key=%s&consumer_secret=%s", query, *query != '\0' ? "&" : "",
                            auth == SAMPLE_AUTH_QUERY ? bo_sample_shop_get_key (self->shop) : BO_SAMPLE_SHOP_READ_KEY,
                            auth == SAMPLE_AUTH_QUERY ? bo_sample_shop_get_secret (self->shop) : BO_SAMPLE_SHOP_READ_SECRET);

  return g_strdup (query);
}

static char *
make_authorization (SampleFixture *self,
                    SampleAuth     auth)
{
  const char      *key = bo_sample_shop_get_key (self->shop);
  const char      *secret = bo_sample_shop_get_secret (self->shop);
  g_autofree char *both = NULL;
  g_autofree char *encoded = NULL;

  if (auth == SAMPLE_AUTH_BEARER)
    return g_strdup ("Bearer abc");
  if (auth < SAMPLE_AUTH_BASIC || auth > SAMPLE_AUTH_READER)
    return NULL;
  if (auth == SAMPLE_AUTH_BASIC_BAD_KEY)
    key = BAD_KEY;
  if (auth == SAMPLE_AUTH_BASIC_BAD_SECRET)
    secret = BAD_SECRET;
  if (auth == SAMPLE_AUTH_BASIC_EMPTY)
    key = secret = "";
  if (auth == SAMPLE_AUTH_READER)
    {
      key = BO_SAMPLE_SHOP_READ_KEY;
      secret = BO_SAMPLE_SHOP_READ_SECRET;
    }
  both = g_strconcat (key, ":", secret, NULL);
  encoded = g_base64_encode ((const guchar *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

static SoupMessage *
make_message (SampleFixture *self,
              SampleAuth     auth,
              const char    *method,
              const char    *body,
              const char    *address)
{
  const char         *question = strchr (address, '?');
  g_autofree char    *path = question != NULL ? g_strndup (address, (gsize) (question - address)) : g_strdup (address);
  g_autofree char    *url = g_strconcat (bo_sample_shop_get_url (self->shop), *path == '/' ? "" : "/wp-json/wc/v3/", path, NULL);
  g_autofree char    *query = NULL;
  g_autofree char    *whole = NULL;
  g_autofree char    *authorization = NULL;
  SoupMessage        *message;
  SoupMessageHeaders *headers;

  if (auth == SAMPLE_AUTH)
    auth = g_str_has_prefix (url, "https:") ? SAMPLE_AUTH_BASIC : SAMPLE_AUTH_OAUTH;
  query = make_query (self, auth, method, url, question != NULL ? question + 1 : "");
  whole = g_strconcat (url, *query != '\0' ? "?" : "", query, NULL);
  authorization = make_authorization (self, auth);
  message = soup_message_new (method, whole);
  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", self->accept);
  if (self->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", self->etag);
  if (authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", authorization);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  return message;
}

static SampleAnswer *
ask (SampleFixture *self,
     SampleAuth     auth,
     const char    *method,
     const char    *body,
     const char    *address)
{
  SampleAnswer *answer = g_new0 (SampleAnswer, 1);
  g_autoptr (SoupMessage) message = make_message (self, auth, method, body, address);

  answer->body = soup_session_send_and_read (self->session, message, NULL, &answer->error);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (answer->body != NULL)
    {
      gsize       size;
      const char *text = g_bytes_get_data (answer->body, &size);

      answer->json = json_loadb (text, size, 0, NULL);
    }

  return answer;
}

/**
 * sample_ask:
 * @self: the fixture
 * @auth: who asks
 * @method: of HTTP
 * @body: (nullable): JSON
 * @format: an address: "orders?page=2", or from the root with a slash
 *
 * Returns: (transfer full): what came, or why nothing did
 */
SampleAnswer *
sample_ask (SampleFixture *self,
            SampleAuth     auth,
            const char    *method,
            const char    *body,
            const char    *format,
            ...)
{
  g_autofree char *address = NULL;
  va_list          arguments;

  va_start (arguments, format);
  address = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return ask (self, auth, method, body, address);
}

void
sample_answer_free (SampleAnswer *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_decref);
  g_clear_error (&self->error);
  g_free (self);
}

/* The four below: something that must succeed. */
static SampleAnswer *
succeed (SampleFixture *self,
         const char    *method,
         const char    *body,
         const char    *address)
{
  SampleAnswer *answer = ask (self, SAMPLE_AUTH, method, body, address);

  g_assert_no_error (answer->error);
  if (answer->status < 200 || answer->status > 299)
    g_error ("%s %s: %u %s", method, address, answer->status, (const char *) g_bytes_get_data (answer->body, NULL));
  g_assert_nonnull (answer->json);

  return answer;
}

SampleAnswer *
sample_get (SampleFixture *self,
            const char    *format,
            ...)
{
  g_autofree char *address = NULL;
  va_list          arguments;

  va_start (arguments, format);
  address = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return succeed (self, "GET", NULL, address);
}

SampleAnswer *
sample_put (SampleFixture *self,
            const char    *body,
            const char    *format,
            ...)
{
  g_autofree char *address = NULL;
  va_list          arguments;

  va_start (arguments, format);
  address = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return succeed (self, "PUT", body, address);
}

SampleAnswer *
sample_post (SampleFixture *self,
             const char    *body,
             const char    *format,
             ...)
{
  g_autofree char *address = NULL;
  va_list          arguments;

  va_start (arguments, format);
  address = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return succeed (self, "POST", body, address);
}

SampleAnswer *
sample_delete (SampleFixture *self,
               const char    *format,
               ...)
{
  g_autofree char *address = NULL;
  va_list          arguments;

  va_start (arguments, format);
  address = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return succeed (self, "DELETE", NULL, address);
}

const char *
sample_answer_get_header (const SampleAnswer *self,
                          const char         *name)
{
  return soup_message_headers_get_list (self->headers, name);
}

gint64
sample_answer_get_number (const SampleAnswer *self,
                          const char         *name)
{
  const json_t *value = json_object_get (self->json, name);

  g_assert_true (json_is_number (value));

  return (gint64) json_number_value (value);
}

const char *
sample_answer_get_text (const SampleAnswer *self,
                        const char         *name)
{
  const char *text = json_string_value (json_object_get (self->json, name));

  g_assert_nonnull (text);

  return text;
}

gint64
sample_answer_get_id_at (const SampleAnswer *self,
                         guint               position)
{
  const json_t *id = json_object_get (json_array_get (self->json, position), "id");

  g_assert_true (json_is_integer (id));

  return json_integer_value (id);
}

SampleAnswer *
sample_get_any (SampleFixture *fixture,
                const char    *address)
{
  return sample_ask (fixture, SAMPLE_AUTH, "GET", NULL, "%s", address);
}

gsize
sample_answer_get_size (const SampleAnswer *answer)
{
  return answer->body == NULL ? 0 : g_bytes_get_size (answer->body);
}

const char *
sample_answer_get_body (const SampleAnswer *answer)
{
  return g_bytes_get_data (answer->body, NULL);
}

const char *
sample_answer_get_code (const SampleAnswer *answer)
{
  g_assert_nonnull (answer->json);

  return json_string_value (json_object_get (answer->json, "code"));
}

/* A product of which there are ten, with @more members. */
gint64
sample_make_product (SampleFixture *fixture,
                     const char    *more)
{
  g_autofree char *body = g_strdup_printf ("{\"name\":\"Thing\",\"regular_price\":\"10\",\"manage_stock\":true,\"stock_quantity\":10%s}", more);
  g_autoptr (SampleAnswer) made = sample_post (fixture, body, "products");

  return sample_answer_get_number (made, "id");
}

gint64
sample_make_order (SampleFixture *fixture,
                   gint64         product)
{
  g_autofree char *body = g_strdup_printf ("{\"status\":\"processing\",\"billing\":{\"email\":\"a@example.com\"},\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":2}]}", product);
  g_autoptr (SampleAnswer) made = sample_post (fixture, body, "orders");

  return sample_answer_get_number (made, "id");
}
