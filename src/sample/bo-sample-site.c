/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-routes.h"
#include "bo-sample-shop.h"

#define BIG_INDEX_ROUTES 4000

static const char *const namespaces[] = { "oembed/1.0", "wc/v1", "wc/v2", "wc/v3", "wc/store/v1", "wp/v2", NULL };

static gboolean
is_old_or_off (BoSampleCall *call,
               const char   *pattern)
{
  return strcmp (pattern, "wc/v3/variations") == 0 && bo_sample_state_is (call->state, BO_SAMPLE_NO_SHOP_VARIATIONS);
}

/* "/wc/v3/products/(?P<id>[\\d]+)" */
static char *
make_route_name (const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "#", -1);
  g_autofree char *joined = g_strjoinv ("(?P<id>[\\d]+)", parts);

  return g_strconcat ("/", joined, NULL);
}

static json_t *
list_routes (BoSampleCall *call)
{
  guint                n;
  const BoSampleRoute *routes = bo_sample_routes_get (&n);
  json_t              *list = json_object ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_route_name (routes[i].pattern);

      if (!is_old_or_off (call, routes[i].pattern) && json_object_get (list, name) == NULL)
        json_object_set_new (list, name, json_pack ("{s:s, s:[s], s:[{s:[s], s:{}}]}", "namespace", "wc/v3", "methods", "GET", "endpoints", "methods", "GET", "args"));
    }

  return list;
}

static int
get_hours_from_utc (BoSampleCall *call)
{
  return bo_sample_books_stamp (call->state->books, bo_sample_state_get_now (call->state)).offset / 3600;
}

/* Everybody may see it.  A shop whose plugin is off has a site all the same. */
void
bo_sample_site_index (BoSampleCall *call)
{
  BoSampleState *state = call->state;
  gboolean       off = bo_sample_state_is (state, BO_SAMPLE_PLUGIN_OFF);
  json_t        *spaces = json_array ();
  json_t        *routes = off ? json_object () : list_routes (call);

  for (guint i = 0; namespaces[i] != NULL; i++)
    if (!off || !g_str_has_prefix (namespaces[i], "wc/"))
      json_array_append_new (spaces, json_string (namespaces[i]));
  for (guint i = 0; bo_sample_state_is (state, BO_SAMPLE_BIG_INDEX) && i < BIG_INDEX_ROUTES; i++)
    {
      char name[64];

      g_snprintf (name, sizeof name, "/plugin/v1/route-%u", i);
      json_object_set_new (routes, name,
                           json_pack ("{s:s, s:[s], s:[{s:[s], s:{s:{s:s, s:s}}}]}", "namespace", "plugin/v1", "methods", "GET", "endpoints",
                                      "methods", "GET", "args", "context", "description",
                                      "Scope under which the request is made; determines fields present in response. One of many plugins wrote this.",
                                      "type", "string"));
    }
  bo_sample_reply_take_json (call->reply, 200,
                             json_pack ("{s:s, s:s, s:s, s:s, s:i, s:s, s:o, s:[], s:o}", "name", BO_SAMPLE_SHOP_NAME, "description",
                                        "Things worth waiting for", "url", state->home, "home", state->home, "gmt_offset",
                                        get_hours_from_utc (call), "timezone_string", g_time_zone_get_identifier (state->books->zone),
                                        "namespaces", spaces, "authentication", "routes", routes));
}

void
bo_sample_site_namespace (BoSampleCall *call)
{
  bo_sample_reply_take_json (call->reply, 200, json_pack ("{s:s, s:o}", "namespace", "wc/v3", "routes", list_routes (call)));
}

void
bo_sample_site_currency (BoSampleCall *call)
{
  g_autofree char *self = bo_sample_call_url (call, "data/currencies/EUR");
  g_autofree char *all = bo_sample_call_url (call, "data/currencies");

  bo_sample_reply_take_json (call->reply, 200,
                             json_pack ("{s:s, s:s, s:s, s:{s:[{s:s}], s:[{s:s}]}}", "code", BO_SAMPLE_CURRENCY, "name", "Euro", "symbol", "&euro;", "_links",
                                        "self", "href", self, "collection", "href", all));
}

static json_t *
make_setting (const char *id,
              const char *label,
              const char *value)
{
  return json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", id, "label", label, "description", "", "type", "text", "default", "",
                    "tip", "", "value", value);
}

void
bo_sample_site_settings (BoSampleCall *call)
{
  json_t *list = json_array ();

  json_array_append_new (list, make_setting ("woocommerce_store_address", "Address line 1", "Quay Street 1"));
  json_array_append_new (list, make_setting ("woocommerce_store_city", "City", "Seaham"));
  json_array_append_new (list, make_setting ("woocommerce_default_country", "Country / State", "DE:DE-BE"));
  json_array_append_new (list, make_setting ("woocommerce_calc_taxes", "Enable taxes", "yes"));
  json_array_append_new (list, make_setting ("woocommerce_currency", "Currency", BO_SAMPLE_CURRENCY));
  json_array_append_new (list, make_setting ("woocommerce_currency_pos", "Currency position", "left"));
  json_array_append_new (list, make_setting ("woocommerce_price_thousand_sep", "Thousand separator", ","));
  json_array_append_new (list, make_setting ("woocommerce_price_decimal_sep", "Decimal separator", "."));
  json_array_append_new (list, make_setting ("woocommerce_price_num_decimals", "Number of decimals", "2"));
  bo_sample_reply_take_json (call->reply, 200, list);
}

void
bo_sample_site_system (BoSampleCall *call)
{
  gboolean old = bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE);
  gboolean posts = bo_sample_state_is (call->state, BO_SAMPLE_POSTS_STORAGE);

  bo_sample_reply_take_json (call->reply, 200,
                             json_pack ("{s:{s:s, s:s, s:s, s:s, s:s, s:b}, s:{s:b, s:s, s:s, s:s, s:s, s:s, s:i}}", "environment",
                                        "home_url", call->state->home, "site_url", call->state->home,
                                        "version", old ? "7.0.0" : "11.0.1", "wp_version", old ? "6.2.2" : "7.0.4",
                                        "default_timezone", "UTC", "wp_cron", 1, "settings", "api_enabled", 0,
                                        "order_datastore", posts ? "WC_Order_Data_Store_CPT" : "Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore",
                                        "currency", BO_SAMPLE_CURRENCY, "currency_symbol", "&euro;", "thousand_separator", ",",
                                        "decimal_separator", ".", "number_of_decimals", 2));
}
