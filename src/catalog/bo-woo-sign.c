/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-sign"

#include "config.h"

#include "bo-woo-sign.h"

#include <string.h>

#define NONCE_LENGTH 32

static int
compare_parameters (gconstpointer a,
                    gconstpointer b)
{
  const BoParameter *left = *(const BoParameter *const *) a;
  const BoParameter *right = *(const BoParameter *const *) b;
  int                order = strcmp (left->name, right->name);

  return order != 0 ? order : strcmp (left->value, right->value);
}

/* The parameters in the order of their names, escaped, with "=" and "&" escaped
 * once more, as OAuth 1.0a wants them. */
static char *
normalize (BoQuery *query)
{
  g_autoptr (GPtrArray) escaped = bo_query_new ();
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < query->len; i++)
    {
      const BoParameter *parameter = g_ptr_array_index (query, i);
      g_autofree char   *name = bo_query_escape (parameter->name);
      g_autofree char   *value = bo_query_escape (parameter->value);

      bo_query_add (escaped, name, value);
    }
  g_ptr_array_sort (escaped, compare_parameters);
  for (guint i = 0; i < escaped->len; i++)
    {
      const BoParameter *parameter = g_ptr_array_index (escaped, i);

      g_string_append_printf (joined, "%s%s=%s", i > 0 ? "&" : "", parameter->name, parameter->value);
    }

  return bo_query_escape (joined->str);
}

/**
 * bo_woo_query_strip_auth:
 * @query: parameters
 *
 * Takes out what proved who sent an earlier request: a redirect brings it back.
 */
void
bo_woo_query_strip_auth (BoQuery *query)
{
  for (guint i = query->len; i > 0; i--)
    {
      const BoParameter *parameter = g_ptr_array_index (query, i - 1);

      if (g_str_has_prefix (parameter->name, "oauth_") || g_str_has_prefix (parameter->name, "consumer_"))
        g_ptr_array_remove_index (query, i - 1);
    }
}

/**
 * bo_woo_query_add_signature:
 * @query: the parameters of a request
 * @method: "GET"
 * @address: where it goes, without parameters, as the shop itself is called
 * @key: the consumer key
 * @secret: the consumer secret
 * @now: the shop's clock: it takes a quarter of an hour of difference
 * @nonce: what no request had before: the shop refuses it the second time
 *
 * Signs a request by OAuth 1.0a with one leg: no token, HMAC-SHA256.
 */
void
bo_woo_query_add_signature (BoQuery    *query,
                            const char *method,
                            const char *address,
                            const char *key,
                            const char *secret,
                            gint64      now,
                            const char *nonce)
{
  g_autofree char *parameters = NULL;
  g_autofree char *place = bo_query_escape (address);
  g_autofree char *base = NULL;
  g_autofree char *hmac_key = g_strconcat (secret, "&", NULL);
  g_autofree char *signature = NULL;
  g_autoptr (GHmac) hmac = NULL;
  guint8 digest[32];
  gsize  length = sizeof digest;

  bo_query_add (query, "oauth_consumer_key", key);
  bo_query_add (query, "oauth_nonce", nonce);
  bo_query_add (query, "oauth_signature_method", "HMAC-SHA256");
  bo_query_add_number (query, "oauth_timestamp", now);
  bo_query_add (query, "oauth_version", "1.0");
  parameters = normalize (query);
  base = g_strjoin ("&", method, place, parameters, NULL);

  hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) hmac_key, strlen (hmac_key));
  g_hmac_update (hmac, (const guchar *) base, (gssize) strlen (base));
  g_hmac_get_digest (hmac, digest, &length);
  signature = g_base64_encode (digest, length);
  bo_query_add (query, "oauth_signature", signature);
}

/**
 * bo_woo_make_nonce:
 *
 * Returns: (transfer full): letters and digits that nobody had before
 */
char *
bo_woo_make_nonce (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  GString         *nonce = g_string_sized_new (NONCE_LENGTH);

  for (const char *p = uuid; *p != '\0'; p++)
    if (*p != '-')
      g_string_append_c (nonce, *p);

  return g_string_free (nonce, FALSE);
}

/**
 * bo_woo_make_basic:
 * @key: the consumer key
 * @secret: the consumer secret
 *
 * Returns: (transfer full): the value of the header Authorization
 */
char *
bo_woo_make_basic (const char *key,
                   const char *secret)
{
  g_autofree char *pair = g_strconcat (key, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}
