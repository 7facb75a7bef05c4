/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-client"

#include "config.h"

#include "bo-woo-client.h"

#include <string.h>

#include "bo-catalog.h"
#include "bo-woo-error.h"

/* A page of 100 orders with a hundred lines each is a tenth of it. */
#define ANSWER_MAX (16 * 1024 * 1024)
#define REDIRECTS_MAX 3
/* Seconds by which the clocks may differ before ours is corrected by the shop's:
 * a signature holds for 900. */
#define CLOCK_TOLERANCE 300

struct _BoWooClient
{
  GObject        parent_instance;
  BoShopAddress *address; /* (owned) */
  char          *key;     /* (owned) */
  char          *secret;  /* (owned) */
  BoHttp        *http;    /* (owned) */
  BoWooAuth      auth;
  gboolean       keys_work;    /* something was read with them */
  gint64         clock_offset; /* of the shop's clock against ours, seconds */
};

G_DEFINE_FINAL_TYPE (BoWooClient, bo_woo_client, G_TYPE_OBJECT)

/* A request with what it became on its way.  Each try is signed anew. */
typedef struct
{
  BoWooClient *client; /* (owned) */
  BoWooRoot    root;
  char        *method;  /* (owned) */
  char        *address; /* (owned): without parameters */
  BoQuery     *query;   /* (owned): without those that prove who asks */
  GBytes      *json;    /* (owned) (nullable) */
  BoWooAuth    auth;
  guint        redirects;
  gint64       clock_offset;
  gboolean     corrected; /* signed by the shop's clock */
  gboolean     sent;
} Request;

static Request *
request_new (BoWooClient *client,
             BoWooRoot    root,
             const char  *method,
             const char  *path,
             BoQuery     *query)
{
  static const char *const roots[] = { "/wp-json/wc/v3/", "/wp-json/", "/" };

  Request *request = g_new0 (Request, 1);

  request->client = g_object_ref (client);
  request->root = root;
  request->method = g_strdup (method);
  request->address = g_strconcat (client->address->text, roots[root], path, NULL);
  request->query = query != NULL ? bo_query_copy (query) : bo_query_new ();
  request->auth = client->auth;
  request->clock_offset = client->clock_offset;

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->client);
  g_free (request->method);
  g_free (request->address);
  g_ptr_array_unref (request->query);
  g_clear_pointer (&request->json, g_bytes_unref);
  g_free (request);
}

static gboolean
is_read (const Request *request)
{
  return strcmp (request->method, "GET") == 0;
}

/* Adds to @query, or returns the header, that proves who asks. */
static char *
add_auth (Request *request,
          BoQuery *query)
{
  BoWooClient     *client = request->client;
  g_autofree char *nonce = NULL;

  if (request->root != BO_WOO_ROOT_API)
    return NULL;

  switch (request->auth)
    {
    case BO_WOO_AUTH_HEADER:
      return bo_woo_make_basic (client->key, client->secret);
    case BO_WOO_AUTH_QUERY:
      bo_query_add (query, "consumer_key", client->key);
      bo_query_add (query, "consumer_secret", client->secret);
      return NULL;
    case BO_WOO_AUTH_OAUTH:
      nonce = bo_woo_make_nonce ();
      bo_woo_query_add_signature (query, request->method, request->address, client->key, client->secret,
                                  g_get_real_time () / G_USEC_PER_SEC + request->clock_offset, nonce);
      return NULL;
    default:
      g_return_val_if_reached (NULL);
    }
}

static SoupMessage *
make_message (gpointer user_data)
{
  Request *request = g_task_get_task_data (user_data);
  g_autoptr (BoQuery) query = bo_query_copy (request->query);
  g_autofree char *basic = add_auth (request, query);
  g_autofree char *encoded = bo_query_encode (query);
  g_autofree char *whole = g_strconcat (request->address, query->len > 0 ? "?" : "", encoded, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage        *message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* A shop that is being maintained answers everything else with a page for people. */
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (basic != NULL)
    soup_message_headers_replace (headers, "Authorization", basic);
  if (request->json != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->json);

  return message;
}

static void replied_cb (GObject      *source_object,
                        GAsyncResult *result,
                        gpointer      user_data);

static void
send_request (GTask *task)
{
  Request      *request = g_task_get_task_data (task);
  BoHttpRequest http_request = {
    .make = make_message,
    .user_data = g_object_ref (task),
    .free_user_data = g_object_unref,
    .limit = ANSWER_MAX,
    .repeats = is_read (request),
  };

  bo_http_send_async (request->client->http, &http_request, is_read (request) ? g_task_get_cancellable (task) : NULL,
                      replied_cb, g_object_ref (task));
}

static gboolean
stays (const Request     *request,
       const BoHttpReply *reply)
{
  return reply->location != NULL && bo_shop_address_has_origin_of (request->client->address, reply->location);
}

/* Follows a redirect of a question that stays with the shop: as a permalink gets
 * its slash.  What proves who asks is not taken along but made anew. */
static gboolean
follow_redirect (Request           *request,
                 const BoHttpReply *reply)
{
  g_autofree char *address = NULL;
  g_autoptr (GUri) parsed = NULL;

  if (!is_read (request) || request->redirects >= REDIRECTS_MAX || !stays (request, reply))
    return FALSE;
  address = g_uri_to_string_partial (reply->location, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  parsed = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL)
    return FALSE;

  request->redirects++;
  g_free (request->address);
  request->address = g_steal_pointer (&address);
  g_ptr_array_unref (request->query);
  request->query = bo_query_parse (g_uri_get_query (reply->location));
  bo_woo_query_strip_auth (request->query);

  return TRUE;
}

/* Another way to say who asks, after the shop did not understand the first: by its
 * own clock, or without the header, which a proxy may have stripped.  Nothing was
 * done yet, so a write may be repeated too. */
static gboolean
try_otherwise (Request           *request,
               const BoHttpReply *reply)
{
  BoWooClient     *client = request->client;
  g_autofree char *code = NULL;
  gint64           offset;

  if (reply->status != SOUP_STATUS_UNAUTHORIZED || request->root != BO_WOO_ROOT_API)
    return FALSE;
  code = bo_woo_error_read_code (reply);
  if (code == NULL)
    return FALSE;

  if (request->auth == BO_WOO_AUTH_HEADER && !client->keys_work)
    {
      request->auth = BO_WOO_AUTH_QUERY;
      return TRUE;
    }
  if (request->auth == BO_WOO_AUTH_OAUTH && !request->corrected && reply->date > 0)
    {
      offset = reply->date - g_get_real_time () / G_USEC_PER_SEC;
      if (ABS (offset - request->clock_offset) <= CLOCK_TOLERANCE)
        return FALSE;
      request->clock_offset = offset;
      request->corrected = TRUE;
      return TRUE;
    }

  return FALSE;
}

static void
note_success (Request *request)
{
  if (request->root != BO_WOO_ROOT_API)
    return;
  request->client->auth = request->auth;
  request->client->clock_offset = request->clock_offset;
  request->client->keys_work = TRUE;
}

static void
replied_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError  *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_http_send_finish (BO_HTTP (source_object), result, &request->sent, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (reply->status >= 200 && reply->status < 300)
    {
      note_success (request);
      g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) bo_http_reply_free);
      return;
    }
  if (reply->status >= 300 && reply->status < 400 && reply->status != SOUP_STATUS_NOT_MODIFIED)
    {
      if (follow_redirect (request, reply))
        send_request (task);
      else
        g_task_return_error (task, bo_woo_error_new_redirect (reply, stays (request, reply)));
      return;
    }
  if (try_otherwise (request, reply))
    send_request (task);
  else
    g_task_return_error (task, bo_woo_error_new (reply, !is_read (request), request->client->keys_work));
}

static void
bo_woo_client_finalize (GObject *object)
{
  BoWooClient *self = BO_WOO_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->address, bo_shop_address_free);
  g_free (self->key);
  g_free (self->secret);

  G_OBJECT_CLASS (bo_woo_client_parent_class)->finalize (object);
}

static void
bo_woo_client_class_init (BoWooClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_woo_client_finalize;
}

static void
bo_woo_client_init (BoWooClient *self)
{
}

/**
 * bo_woo_client_new:
 * @address: (transfer full): where the shop is
 * @key: its consumer key
 * @secret: and the secret of that
 *
 * Returns: (transfer full): a new client
 */
BoWooClient *
bo_woo_client_new (BoShopAddress *address,
                   const char    *key,
                   const char    *secret)
{
  BoWooClient *self = g_object_new (BO_TYPE_WOO_CLIENT, NULL);

  self->address = address;
  self->key = g_strdup (key);
  self->secret = g_strdup (secret);
  self->http = bo_http_new (address->loopback);
  self->auth = bo_shop_address_is_secure (address) ? BO_WOO_AUTH_HEADER : BO_WOO_AUTH_OAUTH;

  return self;
}

/* Returns: (transfer none): what it sends with */
BoHttp *
bo_woo_client_get_http (BoWooClient *self)
{
  return self->http;
}

/* How it says who asks, as far as it has found out. */
BoWooAuth
bo_woo_client_get_auth (BoWooClient *self)
{
  return self->auth;
}

const BoShopAddress *
bo_woo_client_get_address (BoWooClient *self)
{
  return self->address;
}

/**
 * bo_woo_client_read_async:
 * @self: a client
 * @root: what @path is below
 * @path: "products"
 * @query: (nullable): parameters; copied
 * @cancellable: (nullable): ends it
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks for something; asked again by itself where that may help.
 */
void
bo_woo_client_read_async (BoWooClient        *self,
                          BoWooRoot           root,
                          const char         *path,
                          BoQuery            *query,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bo_woo_client_read_async);
  g_task_set_task_data (task, request_new (self, root, "GET", path, query), (GDestroyNotify) request_free);
  send_request (task);
}

/**
 * bo_woo_client_write_async:
 * @self: a client
 * @method: "PUT" or "POST"
 * @path: "products/11"
 * @query: (nullable): parameters; copied
 * @json: what is written
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Writes something, once, and cannot be stopped.
 */
void
bo_woo_client_write_async (BoWooClient        *self,
                           const char         *method,
                           const char         *path,
                           BoQuery            *query,
                           GBytes             *json,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Request *request = request_new (self, BO_WOO_ROOT_API, method, path, query);

  g_task_set_source_tag (task, bo_woo_client_read_async);
  request->json = g_bytes_ref (json);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  send_request (task);
}

/**
 * bo_woo_client_finish:
 * @self: a client
 * @result: what the callback was given
 * @sent: (out) (optional): whether the shop may have got the request; it may have
 *   done it even if there is an error
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): an answer with a good status, or %NULL
 */
BoHttpReply *
bo_woo_client_finish (BoWooClient  *self,
                      GAsyncResult *result,
                      gboolean     *sent,
                      GError      **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_woo_client_read_async), NULL);

  request = g_task_get_task_data (G_TASK (result));
  if (sent != NULL)
    *sent = request->sent;

  return g_task_propagate_pointer (G_TASK (result), error);
}
