/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-address"

#include "config.h"

#include "bo-shop-address.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "bo-catalog.h"

/* Of what a person types or pastes. */
#define TEXT_MAX 2000
/* Of a name in the DNS. */
#define HOST_MAX 253
/* What is pasted along with the address of a shop, and does not belong to it. */
static const char *const tails[] = { "/wp-json", "/wp-admin", "/wp-login.php", "/index.php" };

/**
 * bo_host_is_loopback:
 * @host: a name or an address without brackets
 *
 * Returns: whether what is sent to @host stays on this machine.  GLib resolves
 * "localhost" to loopback whatever the resolver says.
 */
gboolean
bo_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

/* The path without what a person copied along: "/shop/wp-admin/index.php" is the
 * shop at "/shop". */
static char *
cut_path (const char *path)
{
  char *cut = g_strdup (path);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      char *tail = strstr (cut, tails[i]);

      if (tail != NULL && (tail[strlen (tails[i])] == '\0' || tail[strlen (tails[i])] == '/'))
        *tail = '\0';
    }
  while (g_str_has_suffix (cut, "/"))
    cut[strlen (cut) - 1] = '\0';

  return cut;
}

/**
 * bo_host_to_ascii:
 * @host: (nullable): a name, in any script, or an address without brackets
 *
 * Returns: (transfer full) (nullable): @host as the DNS knows it, in small letters;
 *   %NULL when it can be none
 */
char *
bo_host_to_ascii (const char *host)
{
  g_autofree char *ascii = host != NULL && host[0] != '\0' ? g_hostname_to_ascii (host) : NULL;

  if (ascii == NULL || strlen (ascii) > HOST_MAX ||
      (ascii[strspn (ascii, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._")] != '\0' && !g_hostname_is_ip_address (ascii)))
    return NULL;

  return g_ascii_strdown (ascii, -1);
}

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;

  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 ? 80 : 443;
}

static gboolean
check_parts (GUri    *uri,
             GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || host[0] == '\0' || (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0))
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED,
                           _ ("This is not the address of a shop. It looks like https://shop.example."));
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED,
                           _ ("The address has a name or a password in it. Leave it out: the keys have fields of their own."));
      return FALSE;
    }
  if (strcmp (scheme, "http") == 0 && !bo_host_is_loopback (host))
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE,
                           _ ("With http anybody on the way could read the keys and the customers. Use the shop’s https address."));
      return FALSE;
    }

  return TRUE;
}

static char *
compose_text (const BoShopAddress *self,
              GUri                *uri)
{
  gboolean         is_v6 = strchr (self->host, ':') != NULL;
  g_autofree char *port = g_uri_get_port (uri) > 0 ? g_strdup_printf (":%d", self->port) : g_strdup ("");

  if ((self->port == 443 && strcmp (self->scheme, "https") == 0) || (self->port == 80 && strcmp (self->scheme, "http") == 0))
    port[0] = '\0';

  return g_strdup_printf ("%s://%s%s%s%s%s", self->scheme, is_v6 ? "[" : "", self->host, is_v6 ? "]" : "", port, self->path);
}

/* Of a length that a person may type, on one line. */
static gboolean
is_line (const char *text)
{
  if (strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;

  return TRUE;
}

/**
 * bo_shop_address_parse:
 * @text: what a person typed: "shop.example", "https://shop.example/shop/wp-admin/"
 * @error: return location for a #BoCatalogError: what is wrong, in words
 *
 * Without a scheme it is https.  Plain http is for loopback only, where nobody
 * listens on the way.
 *
 * Returns: (transfer full): the address, or %NULL
 */
BoShopAddress *
bo_shop_address_parse (const char *text,
                       GError    **error)
{
  g_autoptr (BoShopAddress) self = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *whole = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;

  whole = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  uri = is_line (whole) ? g_uri_parse (whole, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL) : NULL;
  if (uri == NULL)
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED,
                           _ ("This is not the address of a shop. It looks like https://shop.example."));
      return NULL;
    }
  if (!check_parts (uri, error))
    return NULL;

  host = bo_host_to_ascii (g_uri_get_host (uri));
  if (host == NULL)
    {
      g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED,
                           _ ("This is not the address of a shop. It looks like https://shop.example."));
      return NULL;
    }
  self = g_new0 (BoShopAddress, 1);
  self->scheme = g_strdup (g_uri_get_scheme (uri));
  self->host = g_steal_pointer (&host);
  self->port = get_port (uri);
  self->path = cut_path (g_uri_get_path (uri));
  self->loopback = bo_host_is_loopback (self->host);
  self->text = compose_text (self, uri);

  return g_steal_pointer (&self);
}

void
bo_shop_address_free (BoShopAddress *self)
{
  g_free (self->scheme);
  g_free (self->host);
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

/**
 * bo_shop_address_is_secure:
 * @self: an address
 *
 * Returns: whether it is spoken to by https, so that keys may go along as they are
 */
gboolean
bo_shop_address_is_secure (const BoShopAddress *self)
{
  return strcmp (self->scheme, "https") == 0;
}

/**
 * bo_shop_address_has_origin_of:
 * @self: an address
 * @uri: where something leads
 *
 * Returns: whether @uri has the scheme, the host and the port of the shop
 */
gboolean
bo_shop_address_has_origin_of (const BoShopAddress *self,
                               GUri                *uri)
{
  return g_strcmp0 (self->scheme, g_uri_get_scheme (uri)) == 0 &&
         g_uri_get_host (uri) != NULL && g_ascii_strcasecmp (self->host, g_uri_get_host (uri)) == 0 &&
         self->port == get_port (uri) &&
         g_uri_get_userinfo (uri) == NULL;
}

/**
 * bo_catalog_normalize_address:
 * @text: what a person typed
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the address of the shop as it is shown, stored, and
 * the keys are kept under; or %NULL
 */
char *
bo_catalog_normalize_address (const char *text,
                              GError    **error)
{
  g_autoptr (BoShopAddress) address = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  address = bo_shop_address_parse (text, error);

  return address != NULL ? g_steal_pointer (&address->text) : NULL;
}
