/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-image"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-woo-error.h"
#include "bo-woo-private.h"

/* What a camera makes is less. */
#define IMAGE_MAX (8 * 1024 * 1024)
#define REDIRECTS_MAX 5

/* A picture on its way.  No key goes with it, wherever it lies. */
typedef struct
{
  GUri *uri; /* (owned) */
  guint redirects;
} Picture;

static void
picture_free (Picture *picture)
{
  g_clear_pointer (&picture->uri, g_uri_unref);
  g_free (picture);
}

/* Anywhere by https, and within the shop's own origin; but a shop in the world
 * has no business on this machine. */
static gboolean
is_allowed (BoWooClient *client,
            GUri        *uri)
{
  const BoShopAddress *shop = bo_woo_client_get_address (client);
  const char          *host = g_uri_get_host (uri);

  if (host == NULL || host[0] == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (bo_shop_address_has_origin_of (shop, uri))
    return TRUE;

  return strcmp (g_uri_get_scheme (uri), "https") == 0 && (shop->loopback || !bo_host_is_loopback (host));
}

static SoupMessage *
make_message (gpointer user_data)
{
  Picture     *picture = g_task_get_task_data (user_data);
  SoupMessage *message = soup_message_new_from_uri ("GET", picture->uri);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "image/*");

  return message;
}

/* A drawing in SVG is a program. */
static gboolean
is_picture (const BoHttpReply *reply)
{
  const char *type = soup_message_headers_get_content_type (reply->headers, NULL);

  return type != NULL && g_ascii_strncasecmp (type, "image/", 6) == 0 && g_ascii_strncasecmp (type, "image/svg", 9) != 0;
}

static void picture_came_cb (GObject      *source_object,
                             GAsyncResult *result,
                             gpointer      user_data);

static void
ask (GTask *task)
{
  BoWooClient  *client = g_task_get_source_object (task);
  BoHttpRequest request = {
    .make = make_message,
    .user_data = g_object_ref (task),
    .free_user_data = g_object_unref,
    .limit = IMAGE_MAX,
    .repeats = TRUE,
    .waits = TRUE,
  };

  bo_http_send_async (bo_woo_client_get_http (client), &request, g_task_get_cancellable (task),
                      picture_came_cb, g_object_ref (task));
}

static void
picture_came_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoWooClient *client = g_task_get_source_object (task);
  Picture     *picture = g_task_get_task_data (task);
  GError      *error = NULL;
  g_autoptr (BoHttpReply) reply = bo_http_send_finish (BO_HTTP (source_object), result, NULL, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (reply->location != NULL && picture->redirects < REDIRECTS_MAX && is_allowed (client, reply->location))
    {
      picture->redirects++;
      g_uri_unref (picture->uri);
      picture->uri = g_uri_ref (reply->location);
      ask (task);
      return;
    }
  if (reply->status >= 300 && reply->status < 400)
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE, "%s",
                             _ ("The picture lies where this program does not go: only https is safe."));
  else if (reply->status == SOUP_STATUS_NOT_FOUND || reply->status == SOUP_STATUS_GONE)
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE, "%s", _ ("The picture is not there any more."));
  else if (reply->status != SOUP_STATUS_OK)
    g_task_return_error (task, bo_woo_error_new (reply, FALSE, TRUE));
  else if (!is_picture (reply))
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, "%s", _ ("What should be a picture is none."));
  else
    g_task_return_pointer (task, g_bytes_ref (reply->body), (GDestroyNotify) g_bytes_unref);
}

void
bo_woo_image_async (BoWooClient        *client,
                    const char         *address,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Picture *picture = g_new0 (Picture, 1);

  g_task_set_source_tag (task, bo_woo_image_async);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  picture->uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (picture->uri == NULL || !is_allowed (client, picture->uri))
    {
      g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE, "%s",
                               _ ("The picture lies where this program does not go: only https is safe."));
      return;
    }
  ask (task);
}

GBytes *
bo_woo_image_finish (BoWooClient  *client,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_woo_image_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
