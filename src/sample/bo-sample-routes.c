/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-routes.h"

#include <string.h>

#include "bo-sample-auth.h"
#include "bo-sample-image.h"
#include "bo-sample-shop.h"
#include "bo-sample-write.h"

#define API "/wp-json/"
#define LIST "GET, POST"
#define ITEM "GET, POST, PUT, PATCH, DELETE"
#define BATCH "POST, PUT, PATCH"
/* A longer address is refused by the web server itself. */
#define MAX_ADDRESS 8000

#define CHANGE (BO_SAMPLE_POST | BO_SAMPLE_PUT)

static const BoSampleRoute routes[] = {
  { "wc/v3/products", BO_SAMPLE_GET, bo_sample_read_products, LIST },
  { "wc/v3/products", BO_SAMPLE_POST, bo_sample_create_product, LIST },
  { "wc/v3/products/batch", CHANGE, bo_sample_batch_products, BATCH },
  { "wc/v3/products/#", BO_SAMPLE_GET, bo_sample_read_product, ITEM },
  { "wc/v3/products/#", CHANGE, bo_sample_update_product, ITEM },
  { "wc/v3/products/#", BO_SAMPLE_DELETE, bo_sample_delete_product, ITEM },
  { "wc/v3/products/#/variations", BO_SAMPLE_GET, bo_sample_read_variations, LIST },
  { "wc/v3/products/#/variations", BO_SAMPLE_POST, bo_sample_create_variation, LIST },
  { "wc/v3/products/#/variations/batch", CHANGE, bo_sample_batch_variations, BATCH },
  { "wc/v3/products/#/variations/#", BO_SAMPLE_GET, bo_sample_read_variation, ITEM },
  { "wc/v3/products/#/variations/#", CHANGE, bo_sample_update_variation, ITEM },
  { "wc/v3/products/#/variations/#", BO_SAMPLE_DELETE, bo_sample_delete_variation, ITEM },
  { "wc/v3/variations", BO_SAMPLE_GET, bo_sample_read_all_variations, "GET" },
  { "wc/v3/orders", BO_SAMPLE_GET, bo_sample_read_orders, LIST },
  { "wc/v3/orders", BO_SAMPLE_POST, bo_sample_create_order, LIST },
  { "wc/v3/orders/#", BO_SAMPLE_GET, bo_sample_read_order, ITEM },
  { "wc/v3/orders/#", CHANGE, bo_sample_update_order, ITEM },
  { "wc/v3/orders/#", BO_SAMPLE_DELETE, bo_sample_delete_order, ITEM },
  { "wc/v3/orders/#/refunds", BO_SAMPLE_GET, bo_sample_read_refunds, LIST },
  { "wc/v3/orders/#/refunds", BO_SAMPLE_POST, bo_sample_create_refund, LIST },
  { "wc/v3/orders/#/refunds/#", BO_SAMPLE_GET, bo_sample_read_refund, "GET, DELETE" },
  { "wc/v3/orders/#/notes", BO_SAMPLE_GET, bo_sample_read_notes, LIST },
  { "wc/v3/orders/#/notes", BO_SAMPLE_POST, bo_sample_create_note, LIST },
  { "wc/v3/orders/#/notes/#", BO_SAMPLE_GET, bo_sample_read_note, "GET, DELETE" },
  { "wc/v3/orders/#/notes/#", BO_SAMPLE_DELETE, bo_sample_delete_note, "GET, DELETE" },
  { "wc/v3/customers", BO_SAMPLE_GET, bo_sample_read_customers, LIST },
  { "wc/v3/customers", BO_SAMPLE_POST, bo_sample_create_customer, LIST },
  { "wc/v3/customers/#", BO_SAMPLE_GET, bo_sample_read_customer, ITEM },
  { "wc/v3/customers/#", CHANGE, bo_sample_update_customer, ITEM },
  { "wc/v3/customers/#", BO_SAMPLE_DELETE, bo_sample_delete_customer, ITEM },
  { "wc/v3/data/currencies/current", BO_SAMPLE_GET, bo_sample_site_currency, "GET" },
  { "wc/v3/settings/general", BO_SAMPLE_GET, bo_sample_site_settings, "GET" },
  { "wc/v3/system_status", BO_SAMPLE_GET, bo_sample_site_system, "GET" },
  { "wc/store/v1/checkout", BO_SAMPLE_POST, bo_sample_checkout, "GET, POST, PUT, PATCH" },
};

const BoSampleRoute *
bo_sample_routes_get (guint *n)
{
  *n = G_N_ELEMENTS (routes);

  return routes;
}

static BoSampleMethods
get_method (const BoSampleRequest *request)
{
  const char *method = request->method;

  if (strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0)
    return BO_SAMPLE_GET;
  if (strcmp (method, "POST") == 0)
    return BO_SAMPLE_POST;
  if (strcmp (method, "PUT") == 0 || strcmp (method, "PATCH") == 0)
    return BO_SAMPLE_PUT;

  return strcmp (method, "DELETE") == 0 ? BO_SAMPLE_DELETE : 0;
}

/* No letter is taken for large or small, and one slash at the end is forgiven. */
static gboolean
match_pattern (const char *pattern,
               const char *path,
               guint64     ids[BO_SAMPLE_MAX_IDS])
{
  guint n = 0;

  while (*pattern != '\0')
    {
      if (*pattern == '#')
        {
          char *end;

          if (!g_ascii_isdigit (*path) || n == BO_SAMPLE_MAX_IDS)
            return FALSE;
          ids[n++] = g_ascii_strtoull (path, &end, 10);
          path = end;
          pattern++;
          continue;
        }
      if (g_ascii_tolower (*path++) != *pattern++)
        return FALSE;
    }

  return *path == '\0' || (path[0] == '/' && path[1] == '\0');
}

static const BoSampleRoute *
find_route (BoSampleCall *call,
            const char   *path)
{
  BoSampleMethods method = get_method (call->request);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      guint64 ids[BO_SAMPLE_MAX_IDS] = { 0 };

      if ((routes[i].methods & method) == 0 || !match_pattern (routes[i].pattern, path, ids))
        continue;
      if (routes[i].handler == bo_sample_read_all_variations && bo_sample_state_is (call->state, BO_SAMPLE_NO_SHOP_VARIATIONS))
        continue;
      memcpy (call->ids, ids, sizeof ids);
      return &routes[i];
    }

  return NULL;
}

static void
fail_route (BoSampleCall *call)
{
  bo_sample_call_fail (call, 404, "rest_no_route", "No route was found matching the URL and request method.");
}

/* What WordPress says to somebody whom it does not know. */
static void
fail_rights (BoSampleCall        *call,
             const BoSampleRoute *route)
{
  gboolean list = strcmp (route->allow, LIST) == 0 || strcmp (route->allow, "GET") == 0;

  switch (get_method (call->request))
    {
    case BO_SAMPLE_GET:
      bo_sample_call_fail (call, 401, "woocommerce_rest_cannot_view",
                           list ? "Sorry, you cannot list resources." : "Sorry, you cannot view this resource.");
      break;
    case BO_SAMPLE_POST:
      bo_sample_call_fail (call, 401, "woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.");
      break;
    case BO_SAMPLE_DELETE:
      bo_sample_call_fail (call, 401, "woocommerce_rest_cannot_delete", "Sorry, you are not allowed to delete this resource.");
      break;
    case BO_SAMPLE_PUT:
    default:
      bo_sample_call_fail (call, 401, "woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource.");
      break;
    }
}

static gboolean
read_body (BoSampleCall *call)
{
  const char *text;
  gsize       length;

  if (call->request->body == NULL || get_method (call->request) == BO_SAMPLE_GET || g_bytes_get_size (call->request->body) == 0)
    return TRUE;
  text = g_bytes_get_data (call->request->body, &length);
  call->json = json_loadb (text, length, 0, NULL);
  if (call->json != NULL)
    return TRUE;
  bo_sample_reply_take_json (call->reply, 400,
                             json_pack ("{s:s, s:s, s:{s:i, s:i, s:s}}", "code", "rest_invalid_json", "message", "Invalid JSON body passed.", "data",
                                        "status", 400, "json_error_code", 4, "json_error_message", "Syntax error"));

  return FALSE;
}

/* Returns: %TRUE if the shop knew who asked */
static gboolean
dispatch (BoSampleCall *call,
          const char   *path)
{
  BoSampleRights       rights = bo_sample_auth_check (call);
  const BoSampleRoute *route;

  if (rights == BO_SAMPLE_REFUSED)
    return FALSE;
  route = find_route (call, path);
  if (route == NULL)
    {
      fail_route (call);
      return rights != BO_SAMPLE_NOBODY;
    }
  if (rights == BO_SAMPLE_NOBODY && route->handler != bo_sample_checkout)
    {
      fail_rights (call, route);
      return FALSE;
    }
  if (rights == BO_SAMPLE_READER && get_method (call->request) != BO_SAMPLE_GET)
    {
      bo_sample_call_fail (call, 401, "woocommerce_rest_authentication_error", "The API key provided does not have write permissions.");
      return TRUE;
    }
  call->allow = route->allow;
  bo_sample_counts_add (call->state->counts, "%s %s", call->request->method,
                        g_str_has_prefix (route->pattern, "wc/v3/") ? route->pattern + strlen ("wc/v3/") : route->pattern);
  if (read_body (call))
    route->handler (call);

  return TRUE;
}

/* Everything that the real one says on top of each answer, in its order. */
static void
set_headers (BoSampleCall *call,
             gboolean      is_known)
{
  BoSampleReply *reply = call->reply;
  GArray        *own = g_steal_pointer (&reply->headers);
  g_autoptr (BoSampleReply) other = bo_sample_reply_new ();

  reply->headers = g_steal_pointer (&other->headers);
  other->headers = own;
  bo_sample_reply_set_header (reply, "X-Robots-Tag", "noindex");
  if (bo_sample_reply_get_header (other, "Link") == NULL)
    bo_sample_reply_set_header (reply, "Link", "<%s/wp-json/>; rel=\"https://api.w.org/\"", call->state->home);
  bo_sample_reply_set_header (reply, "X-Content-Type-Options", "nosniff");
  bo_sample_reply_set_header (reply, "Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link");
  bo_sample_reply_set_header (reply, "Access-Control-Allow-Headers", "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type");
  for (guint i = 0; i < own->len; i++)
    {
      const BoSampleHeader *header = &g_array_index (own, BoSampleHeader, i);

      bo_sample_reply_set_header (reply, header->name, "%s", header->value);
    }
  if (!is_known)
    {
      bo_sample_reply_set_header (reply, "Vary", "Origin");
      return;
    }
  if (call->allow != NULL)
    bo_sample_reply_set_header (reply, "Allow", "%s", call->allow);
  bo_sample_reply_set_header (reply, "Expires", "Wed, 11 Jan 1984 05:00:00 GMT");
  bo_sample_reply_set_header (reply, "Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private");
}

/* The experimental cache: what was not changed since is not sent again, nor is
 * how many pages it has. */
static void
set_etag (BoSampleCall *call,
          const char   *path)
{
  const BoSampleRequest *request = call->request;
  BoSampleReply         *reply = call->reply;
  g_autofree char       *what = NULL;
  g_autofree char       *sum = NULL;
  g_autofree char       *etag = NULL;

  if (!bo_sample_state_is (call->state, BO_SAMPLE_ETAG) || strcmp (request->method, "GET") != 0 || reply->status != 200 ||
      !g_str_has_prefix (path, "wc/v3/products"))
    return;
  what = g_strdup_printf ("%s?%s %" G_GUINT64_FORMAT, path, request->query, call->state->books->generation);
  sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, what, -1);
  etag = g_strdup_printf ("\"%s\"", sum);
  bo_sample_reply_remove_header (reply, "Expires");
  bo_sample_reply_set_header (reply, "ETag", "%s", etag);
  bo_sample_reply_set_header (reply, "Cache-Control", "private, must-revalidate, max-age=3600");
  bo_sample_reply_set_header (reply, "X-WC-Cache", "%s", g_strcmp0 (request->if_none_match, etag) == 0 ? "MATCH" : "HEADERS");
  if (g_strcmp0 (request->if_none_match, etag) != 0)
    return;
  reply->status = 304;
  g_clear_pointer (&reply->content_type, g_free);
  bo_sample_reply_take_body (reply, g_bytes_new_static ("", 0));
  bo_sample_reply_remove_header (reply, "X-WP-Total");
  bo_sample_reply_remove_header (reply, "X-WP-TotalPages");
  bo_sample_reply_set_header (reply, "Link", "<%s/wp-json/>; rel=\"https://api.w.org/\"", call->state->home);
}

static void
answer_api (BoSampleCall *call,
            const char   *path)
{
  gboolean is_known = FALSE;

  if (*path == '\0')
    bo_sample_site_index (call);
  else if (bo_sample_state_is (call->state, BO_SAMPLE_PLUGIN_OFF))
    fail_route (call);
  else if (match_pattern ("wc/v3", path, call->ids) && get_method (call->request) == BO_SAMPLE_GET)
    bo_sample_site_namespace (call);
  else
    is_known = dispatch (call, path);
  set_headers (call, is_known);
  set_etag (call, path);
}

/* What is no API: the shop window, of which this one has nothing but a door. */
static void
answer_site (BoSampleCall *call)
{
  if (bo_sample_image_answer (call))
    return;
  if (strcmp (call->request->path, "/") == 0 && bo_sample_params_find (call->request->params, "rest_route") != NULL)
    {
      bo_sample_call_fail (call, 401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
      set_headers (call, FALSE);
      return;
    }
  if (strcmp (call->request->path, "/") == 0)
    {
      bo_sample_reply_set_text (call->reply, 200, BO_SAMPLE_HTML_TYPE,
                                "<!DOCTYPE html>\n<html lang=\"en\"><head><title>" BO_SAMPLE_SHOP_NAME "</title></head>"
                                "<body><h1>" BO_SAMPLE_SHOP_NAME "</h1></body></html>\n");
      if (!bo_sample_state_is (call->state, BO_SAMPLE_NOT_A_SHOP))
        bo_sample_reply_set_header (call->reply, "Link", "<%s/wp-json/>; rel=\"https://api.w.org/\"", call->state->home);
      return;
    }
  bo_sample_reply_set_text (call->reply, 404, BO_SAMPLE_HTML_TYPE,
                            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Page not found</title></head>"
                            "<body><h1>Oops! That page can&rsquo;t be found.</h1></body></html>\n");
}

/* Plain permalinks: there is no /wp-json/, and WordPress guesses. */
static void
answer_plain (BoSampleCall *call)
{
  bo_sample_reply_set_text (call->reply, 301, BO_SAMPLE_HTML_TYPE, "");
  bo_sample_reply_set_header (call->reply, "Expires", "Wed, 11 Jan 1984 05:00:00 GMT");
  bo_sample_reply_set_header (call->reply, "Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private");
  bo_sample_reply_set_header (call->reply, "X-Redirect-By", "WordPress");
  bo_sample_reply_set_header (call->reply, "Location", "%s%s/", call->state->home, call->request->path);
}

static void
clear_call (BoSampleCall *call)
{
  g_clear_pointer (&call->json, json_decref);
  g_clear_pointer (&call->complaints, json_decref);
  g_clear_pointer (&call->fields, bo_sample_fields_free);
}

/* The shop moved, or moved back. */
static void
set_zone (BoSampleState *state)
{
  g_autofree char *name = bo_sample_switches_dup_text (state->switches, BO_SAMPLE_SHOP_ZONE);
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  g_time_zone_unref (state->books->zone);
  state->books->zone = g_time_zone_ref (zone != NULL ? zone : state->zone);
}

/**
 * bo_sample_answer:
 * @state: the shop
 * @request: what is asked
 *
 * Returns: (transfer full): what the shop answers, as long as nothing goes wrong
 */
BoSampleReply *
bo_sample_answer (BoSampleState         *state,
                  const BoSampleRequest *request)
{
  BoSampleReply *reply = bo_sample_reply_new ();
  BoSampleCall   call = { .state = state, .request = request, .reply = reply };
  const char    *path = request->path;

  set_zone (state);
  state->n_answers++;
  call.fields = bo_sample_fields_parse (request->params);
  if (strlen (path) + (request->query != NULL ? strlen (request->query) : 0) > MAX_ADDRESS)
    bo_sample_reply_set_text (reply, 414, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("414 Request-URI Too Large"));
  else if (!g_str_has_prefix (path, API) && strcmp (path, "/wp-json") != 0)
    answer_site (&call);
  else if (bo_sample_state_is (state, BO_SAMPLE_NOT_A_SHOP))
    answer_site (&call);
  else if (bo_sample_state_is (state, BO_SAMPLE_PLAIN_PERMALINKS))
    answer_plain (&call);
  else
    answer_api (&call, strcmp (path, "/wp-json") == 0 ? "" : path + strlen (API));
  clear_call (&call);

  return reply;
}
