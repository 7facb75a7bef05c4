/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-see.h"

#include <string.h>

/* What goes wrong, and when. */

/* A status, for @times requests and no longer. */
static SampleAnswer *
get_failure (SampleFixture *fixture,
             const char    *name,
             const char    *value,
             guint          status)
{
  SampleAnswer *failed;
  g_autoptr (SampleAnswer) after = NULL;

  sample_fixture_set (fixture, "fault-times", "1");
  sample_fixture_set (fixture, name, value);
  failed = sample_get_any (fixture, "orders");
  g_assert_cmpuint (failed->status, ==, status);
  after = sample_get_any (fixture, "orders");
  g_assert_cmpuint (after->status, ==, 200);

  return failed;
}

void
sample_see_maintenance (SampleFixture *fixture,
                        const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "600", 503);

  g_assert_cmpstr (sample_answer_get_header (answer, "Retry-After"), ==, "600");
  g_assert_cmpstr (sample_answer_get_code (answer), ==, "wp_die");
}

void
sample_see_php_fatal (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 500);

  g_assert_cmpstr (sample_answer_get_code (answer), ==, "internal_server_error");
}

void
sample_see_db_down (SampleFixture *fixture,
                    const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 500);

  g_assert_nonnull (strstr (sample_answer_get_text (answer, "message"), "<h1>"));
}

void
sample_see_server_error (SampleFixture *fixture,
                         const char    *name)
{
  static const guint statuses[] = { 500, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", statuses[i]);
      g_autoptr (SampleAnswer) answer = get_failure (fixture, name, value, statuses[i]);

      g_assert_null (answer->json);
      g_assert_nonnull (strstr (sample_answer_get_body (answer), "nginx"));
    }
}

void
sample_see_too_many (SampleFixture *fixture,
                     const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "2", 429);

  g_assert_cmpstr (sample_answer_get_header (answer, "Retry-After"), ==, "2");
}

void
sample_see_retry_date (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = get_failure (fixture, "too-many", "72", 429);
  g_assert_cmpstr (sample_answer_get_header (answer, "Retry-After"), ==, "Mon, 23 Nov 2026 04:30:00 GMT");
}

void
sample_see_redirect (SampleFixture *fixture,
                     const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "http://192.0.2.1:81", 301);

  g_assert_cmpstr (sample_answer_get_header (answer, "Location"), ==, "http://192.0.2.1:81/wp-json/wc/v3/orders");
}

void
sample_see_redirect_status (SampleFixture *fixture,
                            const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, "308");
  answer = get_failure (fixture, "redirect", "http://192.0.2.1", 308);
}

void
sample_see_latency (SampleFixture *fixture,
                    const char    *name)
{
  gint64 before;
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, "120");
  before = g_get_monotonic_time ();
  answer = sample_get (fixture, "products");
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 120 * 1000);
}

void
sample_see_slow_body (SampleFixture *fixture,
                      const char    *name)
{
  gint64 before;
  g_autoptr (SampleAnswer) quick = sample_get (fixture, "products?_fields=id&per_page=100");
  g_autoptr (SampleAnswer) slow = NULL;
  g_autofree char *rate = g_strdup_printf ("%zu", sample_answer_get_size (quick) * 3);

  sample_fixture_set (fixture, name, rate);
  before = g_get_monotonic_time ();
  slow = sample_get (fixture, "products?_fields=id&per_page=100");
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 250 * 1000);
  g_assert_true (json_equal (quick->json, slow->json));
}

/* Waits a second for each byte and no longer; a timeout is that of a connection
 * from its beginning. */
static SampleAnswer *
get_impatiently (SampleFixture *fixture,
                 const char    *method,
                 const char    *body,
                 const char    *address)
{
  SoupSession  *patient = fixture->session;
  SampleAnswer *answer;

  fixture->session = soup_session_new_with_options ("tls-database", soup_session_get_tls_database (patient), "timeout", 1, "proxy-resolver", NULL, NULL);
  answer = sample_ask (fixture, SAMPLE_AUTH, method, body, "%s", address);
  g_object_unref (fixture->session);
  fixture->session = patient;

  return answer;
}

void
sample_see_stall (SampleFixture *fixture,
                  const char    *name)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, sample_make_product (fixture, ""));
  g_autofree char *shown = NULL;
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = get_impatiently (fixture, "PUT", "{\"stock_quantity\":3}", address);
  g_assert_error (answer->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  shown = bo_sample_shop_request (fixture->shop, "GET", address, NULL, NULL);
  g_assert_nonnull (strstr (shown, "\"stock_quantity\":10,"));
}

void
sample_see_stall_body (SampleFixture *fixture,
                       const char    *name)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, sample_make_product (fixture, ""));
  g_autofree char *shown = NULL;
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = get_impatiently (fixture, "PUT", "{\"stock_quantity\":3}", address);
  g_assert_error (answer->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (answer->status, ==, 200);
  shown = bo_sample_shop_request (fixture->shop, "GET", address, NULL, NULL);
  g_assert_nonnull (strstr (shown, "\"stock_quantity\":3,"));
}

/* Nothing comes; whether anything was done is what tells the two apart. */
static void
see_lost (SampleFixture *fixture,
          const char    *name,
          guint64        notes)
{
  g_autofree char *address = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/notes", sample_make_order (fixture, sample_make_product (fixture, "")));
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, "fault-on", "POST");
  sample_fixture_set (fixture, name, NULL);
  answer = sample_ask (fixture, SAMPLE_AUTH, "POST", "{\"note\":\"Soon\",\"customer_note\":true}", "%s", address);
  g_assert_nonnull (answer->error);
  g_assert_cmpuint (bo_sample_shop_get_count (fixture->shop, "customer-notes"), ==, notes);
}

void
sample_see_drop_request (SampleFixture *fixture,
                         const char    *name)
{
  see_lost (fixture, name, 0);
}

void
sample_see_lose_reply (SampleFixture *fixture,
                       const char    *name)
{
  see_lost (fixture, name, 1);
}

void
sample_see_cut_body (SampleFixture *fixture,
                     const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = sample_get_any (fixture, "products");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (answer->error != NULL || answer->json == NULL);
}

void
sample_see_empty_body (SampleFixture *fixture,
                       const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_cmpuint (sample_answer_get_size (answer), ==, 0);
}

void
sample_see_php_warning (SampleFixture *fixture,
                        const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_null (answer->json);
  g_assert_true (g_str_has_prefix (sample_answer_get_header (answer, "Content-Type"), "application/json"));
  g_assert_true (g_str_has_prefix (sample_answer_get_body (answer), "\n<br />"));
}

void
sample_see_html_page (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_true (g_str_has_prefix (sample_answer_get_body (answer), "<!DOCTYPE html>"));
}

void
sample_see_byte_order_mark (SampleFixture *fixture,
                            const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_cmpmem (sample_answer_get_body (answer), 4, "\xef\xbb\xbf[", 4);
}

void
sample_see_wrong_content_type (SampleFixture *fixture,
                               const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_true (g_str_has_prefix (sample_answer_get_header (answer, "Content-Type"), "text/html"));
  g_assert_true (json_is_array (answer->json));
}

void
sample_see_bad_utf8 (SampleFixture *fixture,
                     const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_false (g_utf8_validate (sample_answer_get_body (answer), (gssize) sample_answer_get_size (answer), NULL));
}

void
sample_see_wrong_types (SampleFixture *fixture,
                        const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);
  const json_t *first = json_array_get (answer->json, 0);

  g_assert_true (json_is_string (json_object_get (first, "id")));
  g_assert_true (json_is_integer (json_object_get (first, "status")));
  g_assert_true (json_is_object (json_object_get (first, "line_items")));
  g_assert_true (json_is_array (json_object_get (first, "billing")));
}

void
sample_see_missing_members (SampleFixture *fixture,
                            const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);
  const json_t *first = json_array_get (answer->json, 0);

  g_assert_null (json_object_get (first, "id"));
  g_assert_nonnull (json_object_get (first, "parent_id"));
}

void
sample_see_duplicate_keys (SampleFixture *fixture,
                           const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);
  json_t *strict;

  strict = json_loadb (sample_answer_get_body (answer), sample_answer_get_size (answer), JSON_REJECT_DUPLICATES, NULL);
  g_assert_null (strict);
  g_assert_true (json_is_array (answer->json));
}

void
sample_see_deep_nesting (SampleFixture *fixture,
                         const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "100000", 200);

  g_assert_cmpuint (sample_answer_get_size (answer), ==, 200000);
  g_assert_null (answer->json);
}

void
sample_see_huge_numbers (SampleFixture *fixture,
                         const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, NULL);
  answer = sample_get_any (fixture, "products");
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (answer->json);
  g_assert_nonnull (strstr (sample_answer_get_body (answer), "9223372036854775808"));
}

void
sample_see_huge_text (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = NULL;

  sample_fixture_set (fixture, name, "2");
  answer = sample_get (fixture, "products?per_page=1");
  g_assert_cmpuint (json_string_length (json_object_get (json_array_get (answer->json, 0), "name")), >, 2 * MEGABYTE);
}

void
sample_see_huge_body (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "20", 200);

  g_assert_cmpuint (sample_answer_get_size (answer), >, 20 * MEGABYTE);
  g_assert_true (json_is_array (answer->json));
}

void
sample_see_gzip_bomb (SampleFixture *fixture,
                      const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, "20", 200);

  g_assert_cmpstr (sample_answer_get_header (answer, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (sample_answer_get_size (answer), >, 20 * MEGABYTE);
}

void
sample_see_lying_totals (SampleFixture *fixture,
                         const char    *name)
{
  g_autoptr (SampleAnswer) answer = get_failure (fixture, name, NULL, 200);

  g_assert_cmpstr (sample_answer_get_header (answer, "X-WP-TotalPages"), ==, "-3");
}

void
sample_see_endless_pages (SampleFixture *fixture,
                          const char    *name)
{
  g_autoptr (SampleAnswer) first = NULL;
  g_autoptr (SampleAnswer) last = NULL;

  sample_fixture_set (fixture, name, NULL);
  first = sample_get (fixture, "products?_fields=id&page=1");
  last = sample_get (fixture, "products?_fields=id&page=1000");
  g_assert_true (json_equal (first->json, last->json));
  g_assert_nonnull (strstr (sample_answer_get_header (last, "Link"), "page=1001>; rel=\"next\""));
}

void
sample_see_stale_pages (SampleFixture *fixture,
                        const char    *name)
{
  g_autofree char *address = g_strdup_printf ("products/%" G_GINT64_FORMAT, sample_make_product (fixture, ""));
  g_autoptr (SampleAnswer) before = NULL;
  g_autoptr (SampleAnswer) written = NULL;
  g_autoptr (SampleAnswer) after = NULL;

  sample_fixture_set (fixture, name, NULL);
  before = sample_get (fixture, "%s", address);
  written = sample_put (fixture, "{\"stock_quantity\":3}", "%s", address);
  g_assert_cmpint (sample_answer_get_number (written, "stock_quantity"), ==, 3);
  after = sample_get (fixture, "%s", address);
  g_assert_cmpint (sample_answer_get_number (after, "stock_quantity"), ==, 10);
}

/* ---- Which requests ------------------------------------------------------------------ */

/* The statuses of @n requests to @address, "200 500 200". */
static char *
get_statuses (SampleFixture *fixture,
              const char    *address,
              guint          n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sample_fixture_set (fixture, "php-fatal", NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SampleAnswer) answer = sample_get_any (fixture, address);

      g_string_append_printf (text, "%s%u", i == 0 ? "" : " ", answer->status);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
sample_see_fault_on (SampleFixture *fixture,
                     const char    *name)
{
  g_autofree char *spared = NULL;
  g_autofree char *befallen = NULL;

  sample_fixture_set (fixture, name, "GET /wp-json/wc/v3/orders");
  spared = get_statuses (fixture, "products", 2);
  befallen = get_statuses (fixture, "orders", 2);
  g_assert_cmpstr (spared, ==, "200 200");
  g_assert_cmpstr (befallen, ==, "500 500");
}

void
sample_see_fault_skip (SampleFixture *fixture,
                       const char    *name)
{
  g_autofree char *statuses = NULL;

  sample_fixture_set (fixture, name, "2");
  statuses = get_statuses (fixture, "products", 4);
  g_assert_cmpstr (statuses, ==, "200 200 500 500");
}

void
sample_see_fault_times (SampleFixture *fixture,
                        const char    *name)
{
  g_autofree char *statuses = NULL;

  sample_fixture_set (fixture, name, "2");
  statuses = get_statuses (fixture, "products", 4);
  g_assert_cmpstr (statuses, ==, "500 500 200 200");
}

void
sample_see_fault_every (SampleFixture *fixture,
                        const char    *name)
{
  g_autofree char *statuses = NULL;

  sample_fixture_set (fixture, name, "3");
  statuses = get_statuses (fixture, "products", 7);
  g_assert_cmpstr (statuses, ==, "200 200 500 200 200 500 200");
}
