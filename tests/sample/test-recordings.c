/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-test-util.h"
#include "sample-fixture.h"
#include "sample-recording.h"

/* What a real shop was asked is asked of the sample shop, and its answer compared
 * with the recorded one: status, headers, and the JSON member by member. */

#define HOME "https://shop.example"
#define MAX_IDS 48

typedef struct
{
  gint64 recorded;
  gint64 ours;
} Id;

/* A shop in which there is what the recorded requests are about. */
typedef struct
{
  SampleFixture *fixture;
  Id             ids[MAX_IDS];
  guint          n_ids;
} Scene;

typedef enum
{
  SHAPE = 0,        /* members and types */
  VALUES = 1 << 0,  /* and what they say */
  PLAIN = 1 << 1,   /* over http */
  NO_BODY = 1 << 2, /* the body is a page for people */
} Flags;

typedef struct
{
  const char *name; /* of the file */
  SampleAuth  auth;
  Flags       flags;
  const char *before; /* (nullable): what is asked first, with the recorded ids: "DELETE products/919" */
  const char *fault;  /* (nullable): a switch, with its value */
} Case;

static const Case cases[] = {
  { "02-products-empty-past-end", SAMPLE_AUTH_BASIC, SHAPE },
  { "03-products-page-0", SAMPLE_AUTH_BASIC, VALUES },
  { "03-products-per_page-0", SAMPLE_AUTH_BASIC, VALUES },
  { "03-products-per_page-101", SAMPLE_AUTH_BASIC, VALUES },
  { "03-products-per_page-abc", SAMPLE_AUTH_BASIC, VALUES },
  { "04-products-fields", SAMPLE_AUTH_BASIC, SHAPE },
  { "05-products-orderby-bogus", SAMPLE_AUTH_BASIC, VALUES },
  { "05-products-orderby-modified-asc", SAMPLE_AUTH_BASIC, SHAPE },
  { "06-products-oauth-http", SAMPLE_AUTH_OAUTH, PLAIN },
  { "06-products-query-auth-https", SAMPLE_AUTH_QUERY, SHAPE },
  { "07-products-oauth-unicode", SAMPLE_AUTH_OAUTH, PLAIN },
  { "08-product-simple", SAMPLE_AUTH_BASIC, VALUES },
  { "09-product-variable", SAMPLE_AUTH_BASIC, VALUES },
  { "10-variation-one", SAMPLE_AUTH_BASIC, VALUES },
  { "10-variations", SAMPLE_AUTH_BASIC, VALUES },
  { "11-variation-as-product", SAMPLE_AUTH_BASIC, VALUES },
  { "12-products-by-variation-sku", SAMPLE_AUTH_BASIC, VALUES },
  { "12-products-type-variation", SAMPLE_AUTH_BASIC, VALUES },
  { "14-order-fields-line_items", SAMPLE_AUTH_BASIC, VALUES },
  { "14-order-storefront-backordered", SAMPLE_AUTH_BASIC, VALUES },
  { "14-orders-empty-past-end", SAMPLE_AUTH_BASIC, SHAPE },
  { "15-customers-all-roles", SAMPLE_AUTH_BASIC, SHAPE },
  { "20-err-401-basic-bad-key", SAMPLE_AUTH_BASIC_BAD_KEY, VALUES },
  { "20-err-401-basic-bad-secret", SAMPLE_AUTH_BASIC_BAD_SECRET, VALUES },
  { "20-err-401-basic-empty", SAMPLE_AUTH_BASIC_EMPTY, VALUES },
  { "20-err-401-noauth-http", SAMPLE_AUTH_NONE, VALUES | PLAIN },
  { "20-err-401-noauth-https", SAMPLE_AUTH_NONE, VALUES },
  { "20-err-401-oauth-bad-key", SAMPLE_AUTH_OAUTH_BAD_KEY, VALUES | PLAIN },
  { "20-err-401-oauth-bad-secret", SAMPLE_AUTH_OAUTH_BAD_SECRET, VALUES | PLAIN },
  { "20-err-401-oauth-empty", SAMPLE_AUTH_OAUTH_EMPTY, VALUES | PLAIN },
  { "20-err-401-oauth-nonce-1", SAMPLE_AUTH_OAUTH_SAME_NONCE, PLAIN },
  { "20-err-401-oauth-nonce-replay", SAMPLE_AUTH_OAUTH_SAME_NONCE, VALUES | PLAIN, "OAUTH products?per_page=1" },
  { "20-err-401-oauth-old-timestamp", SAMPLE_AUTH_OAUTH_OLD, VALUES | PLAIN },
  { "20-err-readonly-key-write", SAMPLE_AUTH_READER, VALUES },
  { "21-err-404-customer", SAMPLE_AUTH_BASIC, VALUES },
  { "21-err-404-order-is-product", SAMPLE_AUTH_BASIC, VALUES },
  { "21-err-404-product-is-order", SAMPLE_AUTH_BASIC, VALUES },
  { "21-err-404-product", SAMPLE_AUTH_BASIC, VALUES },
  { "21-err-404-route", SAMPLE_AUTH_BASIC, VALUES },
  { "21-err-404-variation-wrong-parent", SAMPLE_AUTH_BASIC, VALUES },
  { "22-err-400-bad-json", SAMPLE_AUTH_BASIC, VALUES },
  { "22-err-400-dup-sku", SAMPLE_AUTH_BASIC, VALUES },
  { "22-err-400-invalid-param", SAMPLE_AUTH_BASIC, VALUES },
  { "22-err-refund-500", SAMPLE_AUTH_BASIC, VALUES },
  { "22-order-empty", SAMPLE_AUTH_BASIC, VALUES },
  { "22-patch-method", SAMPLE_AUTH_BASIC, VALUES },
  { "23-head", SAMPLE_AUTH_BASIC, SHAPE },
  { "30-orders-modified_after-gmt", SAMPLE_AUTH_BASIC, SHAPE, "PUT orders/899 {}" },
  { "30-products-modified_after-5-changed", SAMPLE_AUTH_BASIC, SHAPE },
  { "30-products-modified_after-gmt", SAMPLE_AUTH_BASIC, SHAPE },
  { "31-order-note-customer", SAMPLE_AUTH_BASIC, VALUES },
  { "31-order-note-private", SAMPLE_AUTH_BASIC, VALUES },
  { "31-order-notes-list", SAMPLE_AUTH_BASIC, SHAPE },
  { "40-order-with-deleted-product", SAMPLE_AUTH_BASIC, VALUES, "DELETE products/9990?force=true" },
  { "40-product-delete-force", SAMPLE_AUTH_BASIC, SHAPE, "DELETE products/919" },
  { "40-product-get-trashed", SAMPLE_AUTH_BASIC, SHAPE, "DELETE products/919" },
  { "40-product-trash", SAMPLE_AUTH_BASIC, VALUES },
  { "41-batch-101", SAMPLE_AUTH_BASIC, VALUES },
  { "41-batch-stock-mixed", SAMPLE_AUTH_BASIC, SHAPE },
  { "41-batch-stock-ok", SAMPLE_AUTH_BASIC, SHAPE },
  { "41-post-as-update", SAMPLE_AUTH_BASIC, VALUES },
  { "42-batch-stock-abc", SAMPLE_AUTH_BASIC, VALUES },
  { "43-order-rest-created-backorder", SAMPLE_AUTH_BASIC, VALUES },
  { "44-product-html", SAMPLE_AUTH_BASIC, SHAPE },
  { "45-order-storefront-backorders", SAMPLE_AUTH_BASIC, SHAPE },
  { "46-all-variations", SAMPLE_AUTH_BASIC, SHAPE },
  { "50-maintenance-503-accept-any", SAMPLE_AUTH_BASIC, NO_BODY, NULL, "maintenance=600" },
  { "50-maintenance-503", SAMPLE_AUTH_BASIC, VALUES, NULL, "maintenance=600" },
  { "51-php-fatal-500", SAMPLE_AUTH_BASIC, VALUES, NULL, "php-fatal" },
  { "52-php-warning-before-json", SAMPLE_AUTH_BASIC, SHAPE, NULL, "php-warning" },
  { "53-db-broken", SAMPLE_AUTH_BASIC, VALUES, NULL, "db-down" },
  { "55-plugin-off-404", SAMPLE_AUTH_BASIC, VALUES, NULL, "plugin-off" },
  { "56-plain-permalinks", SAMPLE_AUTH_BASIC, NO_BODY, NULL, "plain-permalinks" },
  { "57-err-bearer", SAMPLE_AUTH_BEARER, VALUES },
  { "62-cache-304", SAMPLE_AUTH_BASIC, SHAPE, NULL, "etag" },
  { "62-cache-feature-on", SAMPLE_AUTH_BASIC, SHAPE, NULL, "etag" },
};

static BoTestTls *tls;

/* ---- The scene ------------------------------------------------------------------ */

static gint64
get_ours (Scene *scene,
          gint64 recorded)
{
  for (guint i = 0; i < scene->n_ids; i++)
    if (scene->ids[i].recorded == recorded)
      return scene->ids[i].ours;

  return recorded;
}

static void
remember (Scene *scene,
          gint64 recorded,
          gint64 ours)
{
  g_assert_cmpuint (scene->n_ids, <, MAX_IDS);
  scene->ids[scene->n_ids++] = (Id){ recorded, ours };
}

static json_t *
tell (Scene      *scene,
      const char *method,
      const char *address,
      const char *body)
{
  guint            status;
  g_autofree char *text = bo_sample_shop_request (scene->fixture->shop, method, address, body, &status);
  json_t          *json = json_loads (text, 0, NULL);

  if (status < 200 || status > 299)
    g_error ("%s %s: %u %s", method, address, status, text);

  return json;
}

static void
make (Scene      *scene,
      gint64      recorded,
      const char *address,
      const char *body)
{
  json_t *json = tell (scene, "POST", address, body);
  json_t *id = json_object_get (json, "id");

  if (id == NULL)
    id = json_object_get (json, "order_id");
  remember (scene, recorded, json_integer_value (id));
  json_decref (json);
}

static void
make_products (Scene *scene)
{
  make (scene, 11, "products", "{\"name\":\"Product 001\",\"sku\":\"SKU-0001\",\"regular_price\":\"0.1\",\"manage_stock\":true,\"stock_quantity\":37,\"backorders\":\"notify\"}");
  make (scene, 12, "products", "{\"name\":\"Product 002\",\"sku\":\"SKU-0002\",\"regular_price\":\"3.333\",\"manage_stock\":true,\"stock_quantity\":73,\"backorders\":\"yes\"}");
  make (scene, 13, "products", "{\"name\":\"Product 003\",\"sku\":\"SKU-0003\",\"regular_price\":\"0.1\",\"manage_stock\":true,\"stock_quantity\":7}");
  make (scene, 14, "products", "{\"name\":\"Product 004\",\"sku\":\"SKU-0004\",\"regular_price\":\"7.5\",\"manage_stock\":true,\"stock_quantity\":7}");
  make (scene, 15, "products", "{\"name\":\"Product 005\",\"sku\":\"SKU-0005\",\"regular_price\":\"120\",\"manage_stock\":true,\"stock_quantity\":7}");
  make (scene, 82, "products", "{\"name\":\"Product 072\",\"sku\":\"SKU-0072\",\"regular_price\":\"2.99\",\"manage_stock\":true,\"stock_quantity\":9,\"backorders\":\"notify\"}");
  make (scene, 92, "products", "{\"name\":\"Product 082\",\"sku\":\"SKU-0082\",\"regular_price\":\"19.99\",\"manage_stock\":true,\"stock_quantity\":-3,\"backorders\":\"notify\"}");
  make (scene, 919, "products", "{\"name\":\"tmp\",\"sku\":\"DEL-1\",\"regular_price\":\"1\"}");
  make (scene, 9990, "products", "{\"name\":\"Gone\",\"sku\":\"GONE-1\",\"regular_price\":\"1\"}");
  make (scene, 954, "products", "{\"name\":\"tmp\",\"sku\":\"BV-1\",\"regular_price\":\"10\",\"manage_stock\":true,\"stock_quantity\":5}");
  make (scene, 955, "products", "{\"name\":\"BO notify\",\"sku\":\"BO-N\",\"regular_price\":\"10\",\"manage_stock\":true,\"stock_quantity\":2,\"backorders\":\"notify\"}");
  make (scene, 956, "products", "{\"name\":\"No backorders\",\"sku\":\"BO-X\",\"regular_price\":\"10\",\"manage_stock\":true,\"stock_quantity\":2}");
  make (scene, 957, "products", "{\"name\":\"BO yes\",\"sku\":\"BO-Y\",\"regular_price\":\"10\",\"manage_stock\":true,\"stock_quantity\":2,\"backorders\":\"yes\"}");
  make (scene, 969, "products", "{\"name\":\"Täßchen “1” <b>rot</b> & weiß  \\\"q\\\" 's <script>alert(1)</script>\",\"sku\":\"A&B \\\"1\\\"\",\"regular_price\":\"1\",\"meta_data\":[{\"key\":\"m&k\",\"value\":\"v & <b>\"}]}");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"name\":\"Täßchen “%u” <b>rot</b> & weiß\",\"regular_price\":\"7.5\"}", i);

      make (scene, 9000 + i, "products", body);
    }
}

static void
make_variable (Scene      *scene,
               gint64      recorded,
               gint64      first,
               const char *name,
               const char *sku)
{
  static const struct
  {
    const char *size;
    const char *price;
    int         stock;
    const char *backorders;
  } sizes[] = { { "S", "10.90", 4, "yes" }, { "M", "12.90", 24, "no" }, { "L", "14.90", 22, "notify" }, { "XL", "16.90", 1, "yes" } };
  g_autofree char *product = g_strdup_printf ("{\"name\":\"%s\",\"type\":\"variable\",\"sku\":\"%s\"}", name, sku);

  make (scene, recorded, "products", product);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations", get_ours (scene, recorded));
      g_autofree char *body = g_strdup_printf ("{\"attributes\":[{\"id\":1,\"option\":\"%s\"}],\"sku\":\"%s-%s\",\"regular_price\":\"%s\",\"manage_stock\":true,\"stock_quantity\":%d,\"backorders\":\"%s\"}",
                                               sizes[i].size, sku, sizes[i].size, sizes[i].price, sizes[i].stock, sizes[i].backorders);

      make (scene, first + i, address, body);
    }
}

static void
make_orders (Scene *scene)
{
  static const char *erika = "{\"first_name\":\"Erika\",\"last_name\":\"Käufer0\",\"address_1\":\"Weg 5\",\"city\":\"München\",\"postcode\":\"80331\","
                             "\"country\":\"DE\",\"email\":\"erika0@example.test\",\"phone\":\"+49 89 1\"}";
  g_autofree char   *storefront = NULL;
  g_autofree char   *noted = NULL;
  g_autofree char   *gone = NULL;

  storefront = g_strdup_printf ("{\"items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":1},{\"id\":%" G_GINT64_FORMAT ",\"quantity\":4},{\"id\":%" G_GINT64_FORMAT ",\"quantity\":25}],"
                                "\"billing_address\":%s,\"shipping_address\":%s,\"payment_method\":\"bacs\",\"customer_note\":\"please hurry\"}",
                                get_ours (scene, 82), get_ours (scene, 92), get_ours (scene, 430), erika, erika);
  noted = g_strdup_printf ("{\"status\":\"processing\",\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":2}]}", get_ours (scene, 12));
  gone = g_strdup_printf ("{\"status\":\"processing\",\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":1}]}", get_ours (scene, 9990));
  make (scene, 899, "/wp-json/wc/store/v1/checkout", storefront);
  make (scene, 923, "/wp-json/wc/store/v1/checkout", storefront);
  make (scene, 924, "orders", noted);
  make (scene, 922, "orders", gone);
}

/* The recorded order found 20 of the variation, and more were to be had on demand. */
static void
stock_variation (Scene *scene)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations/%" G_GINT64_FORMAT, get_ours (scene, 290), get_ours (scene, 430));

  json_decref (tell (scene, "PUT", address, "{\"stock_quantity\":20,\"backorders\":\"notify\"}"));
}

static Scene *
scene_new (const Case *c)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->fixture = sample_fixture_new (NULL, (c->flags & PLAIN) != 0 ? NULL : tls);
  bo_sample_shop_set_now (scene->fixture->shop, SAMPLE_NOW + 9);
  make_products (scene);
  make_variable (scene, 261, 311, "Variable 251", "VAR-0251");
  make_variable (scene, 290, 427, "Variable 280", "VAR-0280");
  stock_variation (scene);
  make_orders (scene);
  if (c->fault != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (c->fault, "=", 2);

      sample_fixture_set (scene->fixture, parts[0], parts[1]);
    }

  return scene;
}

static void
scene_free (Scene *scene)
{
  sample_fixture_free (scene->fixture);
  g_free (scene);
}

/* Who only looks may look at what others have looked at: over http and over https. */
static Scene *looked_at[2];

static gboolean
only_looks (const Case            *c,
            const SampleRecording *recording)
{
  return c->before == NULL && c->fault == NULL && strcmp (recording->method, "GET") == 0;
}

static Scene *
take_scene (const Case            *c,
            const SampleRecording *recording)
{
  Scene **kept = &looked_at[(c->flags & PLAIN) != 0 ? 0 : 1];

  if (!only_looks (c, recording))
    return scene_new (c);
  if (*kept == NULL)
    *kept = scene_new (c);

  return *kept;
}

static void
leave_scene (const Case            *c,
             const SampleRecording *recording,
             Scene                 *scene)
{
  if (!only_looks (c, recording))
    scene_free (scene);
}

/* ---- The question --------------------------------------------------------------- */

/* "orders/899/notes" with the ids of this shop. */
static char *
translate_address (Scene      *scene,
                   const char *address)
{
  const char      *question = strchr (address, '?');
  g_autofree char *path = question != NULL ? g_strndup (address, (gsize) (question - address)) : g_strdup (address);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autofree char *joined = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (parts[i], NULL, 10);

      if (!g_ascii_isdigit (*parts[i]))
        continue;
      g_free (parts[i]);
      parts[i] = g_strdup_printf ("%" G_GINT64_FORMAT, get_ours (scene, id));
    }
  joined = g_strjoinv ("/", parts);

  return g_strconcat (joined, question, NULL);
}

static void
translate_ids (Scene  *scene,
               json_t *value)
{
  static const char *const names[] = { "id", "product_id", "variation_id", NULL };
  const char              *name;
  json_t                  *inner;
  size_t                   i;

  if (json_is_array (value))
    json_array_foreach (value, i, inner)
        translate_ids (scene, inner);
  if (json_is_object (value))
    json_object_foreach (value, name, inner)
    {
      if (g_strv_contains (names, name) && json_is_integer (inner))
        json_integer_set (inner, get_ours (scene, json_integer_value (inner)));
      else
        translate_ids (scene, inner);
    }
}

/* What is no JSON was meant to be none. */
static char *
translate_body (Scene      *scene,
                const char *body)
{
  json_t *json = body != NULL ? json_loads (body, 0, NULL) : NULL;
  char   *text;
  char   *copy;

  if (json == NULL)
    return g_strdup (body);
  translate_ids (scene, json);
  text = json_dumps (json, 0);
  copy = g_strdup (text);
  free (text);
  json_decref (json);

  return copy;
}

static void
ask_before (Scene      *scene,
            const char *before)
{
  g_auto (GStrv) words = g_strsplit (before, " ", 3);
  g_autofree char *address = translate_address (scene, words[1]);

  if (strcmp (words[0], "OAUTH") == 0)
    {
      g_autoptr (SampleAnswer) first = sample_ask (scene->fixture, SAMPLE_AUTH_OAUTH_SAME_NONCE, "GET", NULL, "%s", address);

      g_assert_cmpuint (first->status, ==, 200);
      return;
    }
  json_decref (tell (scene, words[0], address, words[2]));
}

/* ---- The comparison ------------------------------------------------------------- */

static gboolean
is_left_out (const char *name)
{
  /* What is of the moment or of the connection. */
  static const char *const names[] = { "date", "server", "transfer-encoding", "connection", "content-length", "etag", NULL };

  return g_strv_contains (names, name);
}

static void
compare_header (const char *name,
                const char *theirs,
                const char *ours,
                const char *home)
{
  static const char *const counted[] = { "x-wp-total", "x-wp-totalpages", NULL };

  if (ours == NULL)
    g_error ("The header %s is missing", name);
  if (strcmp (name, "link") == 0 || strcmp (name, "location") == 0)
    {
      g_autofree char *shape = sample_link_shape (theirs, HOME);
      g_autofree char *own = sample_link_shape (ours, home);

      g_assert_cmpstr (own, ==, shape);
    }
  else if (!g_strv_contains (counted, name))
    g_assert_cmpstr (ours, ==, theirs);
}

static void
compare_headers (const SampleRecording *recording,
                 const SampleAnswer    *answer,
                 const char            *home)
{
  SoupMessageHeadersIter iter;
  GHashTableIter         theirs;
  gpointer               name;
  gpointer               value;
  const char            *own;
  const char            *unused;

  g_hash_table_iter_init (&theirs, recording->headers);
  while (g_hash_table_iter_next (&theirs, &name, &value))
    if (!is_left_out (name))
      compare_header (name, value, sample_answer_get_header (answer, name), home);
  soup_message_headers_iter_init (&iter, answer->headers);
  while (soup_message_headers_iter_next (&iter, &own, &unused))
    {
      g_autofree char *small = g_ascii_strdown (own, -1);

      if (!is_left_out (small) && !g_hash_table_contains (recording->headers, small))
        g_error ("The header %s is too much", own);
    }
}

static void
compare_body (const Case            *c,
              const SampleRecording *recording,
              const SampleAnswer    *answer,
              const char            *home)
{
  gsize            size;
  const char      *text = g_bytes_get_data (answer->body, &size);
  g_autofree char *difference = NULL;

  if (recording->json == NULL)
    {
      /* Whatever comes before the JSON, and how a body without any is. */
      gsize before = strcspn (recording->text, "[{");

      g_assert_null (answer->json);
      if (g_strrstr (recording->text, "[{") != NULL)
        g_assert_cmpmem (text, MIN (before, size), recording->text, before);
      else
        g_assert_cmpuint (size == 0, ==, *g_strstrip (recording->text) == '\0');
      return;
    }
  g_assert_nonnull (answer->json);
  if (json_is_array (recording->json) && json_array_size (recording->json) > 0)
    g_assert_cmpuint (json_array_size (answer->json), >, 0);
  difference = sample_json_compare (recording->json, answer->json, home, (c->flags & VALUES) != 0);
  if (difference != NULL)
    g_error ("%s\n%s", difference, text);
}

static void
test_recording (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (SampleRecording) recording = sample_recording_read (c->name);
  Scene           *scene = take_scene (c, recording);
  g_autofree char *address = translate_address (scene, recording->address);
  g_autofree char *body = translate_body (scene, recording->body);
  const char      *home = bo_sample_shop_get_url (scene->fixture->shop);
  g_autoptr (SampleAnswer) first = NULL;
  g_autoptr (SampleAnswer) answer = NULL;

  if (c->before != NULL)
    ask_before (scene, c->before);
  scene->fixture->accept = recording->accept;
  if (recording->has_etag)
    {
      first = sample_ask (scene->fixture, c->auth, "GET", NULL, "%s", address);
      scene->fixture->etag = sample_answer_get_header (first, "ETag");
    }
  answer = sample_ask (scene->fixture, c->auth, recording->method, body, "%s", address);
  g_assert_no_error (answer->error);
  if (answer->status != recording->status)
    g_error ("%u instead of %u: %s", answer->status, recording->status, (const char *) g_bytes_get_data (answer->body, NULL));
  compare_headers (recording, answer, home);
  if ((c->flags & NO_BODY) == 0)
    compare_body (c, recording, answer, home);
  leave_scene (c, recording, scene);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  tls = bo_test_tls_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sample/recording/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_recording);
    }
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    g_clear_pointer (&looked_at[i], scene_free);
  bo_test_tls_free (tls);

  return result;
}
