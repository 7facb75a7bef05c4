/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-test-util.h"
#include "sample-see.h"

/* Each switch of the sample shop has a test that sees what it does. */

static BoTestTls *tls;

/* In the order of the table of switches. */
static const SampleSwitchFunc funcs[BO_SAMPLE_N_SWITCHES] = {
  [BO_SAMPLE_OLD_STORE] = sample_see_old_store,
  [BO_SAMPLE_POSTS_STORAGE] = sample_see_posts_storage,
  [BO_SAMPLE_NO_SHOP_VARIATIONS] = sample_see_no_shop_variations,
  [BO_SAMPLE_UNSTABLE_ORDER] = sample_see_unstable_order,
  [BO_SAMPLE_ANY_PARENT] = sample_see_any_parent,
  [BO_SAMPLE_RAW_NOTES] = sample_see_raw_notes,
  [BO_SAMPLE_NO_MODIFIED_AFTER] = sample_see_no_modified_after,
  [BO_SAMPLE_TORN_READS] = sample_see_torn_reads,
  [BO_SAMPLE_TRANSLATED_KEY] = sample_see_translated_key,
  [BO_SAMPLE_FRACTIONAL_STOCK] = sample_see_fractional_stock,
  [BO_SAMPLE_SHOP_ZONE] = sample_see_shop_zone,
  [BO_SAMPLE_CLOCK_SKEW] = sample_see_clock_skew,
  [BO_SAMPLE_ETAG] = sample_see_etag,
  [BO_SAMPLE_GZIP] = sample_see_gzip,
  [BO_SAMPLE_READ_ONLY] = sample_see_read_only,
  [BO_SAMPLE_STRIP_AUTHORIZATION] = sample_see_strip_authorization,
  [BO_SAMPLE_PLAIN_PERMALINKS] = sample_see_plain_permalinks,
  [BO_SAMPLE_HTTPS_ONLY] = sample_see_https_only,
  [BO_SAMPLE_NOT_A_SHOP] = sample_see_not_a_shop,
  [BO_SAMPLE_PLUGIN_OFF] = sample_see_plugin_off,
  [BO_SAMPLE_BIG_INDEX] = sample_see_big_index,
  [BO_SAMPLE_HOSTILE_IMAGES] = sample_see_hostile_images,
  [BO_SAMPLE_BUSY] = sample_see_busy,
  [BO_SAMPLE_MAINTENANCE] = sample_see_maintenance,
  [BO_SAMPLE_PHP_FATAL] = sample_see_php_fatal,
  [BO_SAMPLE_DB_DOWN] = sample_see_db_down,
  [BO_SAMPLE_SERVER_ERROR] = sample_see_server_error,
  [BO_SAMPLE_TOO_MANY] = sample_see_too_many,
  [BO_SAMPLE_RETRY_DATE] = sample_see_retry_date,
  [BO_SAMPLE_REDIRECT] = sample_see_redirect,
  [BO_SAMPLE_REDIRECT_STATUS] = sample_see_redirect_status,
  [BO_SAMPLE_LATENCY] = sample_see_latency,
  [BO_SAMPLE_SLOW_BODY] = sample_see_slow_body,
  [BO_SAMPLE_STALL] = sample_see_stall,
  [BO_SAMPLE_STALL_BODY] = sample_see_stall_body,
  [BO_SAMPLE_DROP_REQUEST] = sample_see_drop_request,
  [BO_SAMPLE_LOSE_REPLY] = sample_see_lose_reply,
  [BO_SAMPLE_CUT_BODY] = sample_see_cut_body,
  [BO_SAMPLE_EMPTY_BODY] = sample_see_empty_body,
  [BO_SAMPLE_PHP_WARNING] = sample_see_php_warning,
  [BO_SAMPLE_HTML_PAGE] = sample_see_html_page,
  [BO_SAMPLE_BYTE_ORDER_MARK] = sample_see_byte_order_mark,
  [BO_SAMPLE_WRONG_CONTENT_TYPE] = sample_see_wrong_content_type,
  [BO_SAMPLE_BAD_UTF8] = sample_see_bad_utf8,
  [BO_SAMPLE_WRONG_TYPES] = sample_see_wrong_types,
  [BO_SAMPLE_MISSING_MEMBERS] = sample_see_missing_members,
  [BO_SAMPLE_DUPLICATE_KEYS] = sample_see_duplicate_keys,
  [BO_SAMPLE_DEEP_NESTING] = sample_see_deep_nesting,
  [BO_SAMPLE_HUGE_NUMBERS] = sample_see_huge_numbers,
  [BO_SAMPLE_HUGE_TEXT] = sample_see_huge_text,
  [BO_SAMPLE_HUGE_BODY] = sample_see_huge_body,
  [BO_SAMPLE_GZIP_BOMB] = sample_see_gzip_bomb,
  [BO_SAMPLE_LYING_TOTALS] = sample_see_lying_totals,
  [BO_SAMPLE_ENDLESS_PAGES] = sample_see_endless_pages,
  [BO_SAMPLE_STALE_PAGES] = sample_see_stale_pages,
  [BO_SAMPLE_FAULT_ON] = sample_see_fault_on,
  [BO_SAMPLE_FAULT_SKIP] = sample_see_fault_skip,
  [BO_SAMPLE_FAULT_TIMES] = sample_see_fault_times,
  [BO_SAMPLE_FAULT_EVERY] = sample_see_fault_every,
};

static void
test_switch (gconstpointer user_data)
{
  guint                 n;
  guint                 i = GPOINTER_TO_UINT (user_data);
  const BoSampleSwitch *switches = bo_sample_switches_get (&n);
  g_autoptr (SampleFixture) fixture = sample_fixture_new (NULL, tls);

  g_assert_nonnull (funcs[i]);
  g_assert_cmpuint (strlen (switches[i].what), >, 0);
  g_assert_cmpint (switches[i].example == NULL, ==, switches[i].kind == BO_SAMPLE_SWITCH_FLAG);
  funcs[i](fixture, switches[i].name);

  /* And all is well again. */
  bo_sample_shop_reset_switches (fixture->shop);
  fixture->etag = NULL;
  {
    g_autoptr (SampleAnswer) answer = sample_get (fixture, "products?per_page=2");

    g_assert_cmpuint (json_array_size (answer->json), ==, 2);
  }
}

static void
test_unknown (void)
{
  g_autoptr (BoSampleShop) shop = bo_sample_shop_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (bo_sample_shop_set_switch (shop, "no-such", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bo_sample_shop_set_switch (shop, "latency", "soon", &error));
  g_assert_error (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (bo_sample_shop_set_switch (shop, "gzip", "2", &error));
  g_assert_error (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS);
}

int
main (int    argc,
      char **argv)
{
  guint                 n;
  const BoSampleSwitch *switches = bo_sample_switches_get (&n);
  int                   result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  tls = bo_test_tls_new ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sample/switch/%s", switches[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_switch);
    }
  g_test_add_func ("/sample/switch/unknown", test_unknown);
  result = g_test_run ();
  bo_test_tls_free (tls);

  return result;
}
