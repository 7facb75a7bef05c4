/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-auth.h"

#include <string.h>

/* A signature is good for so many seconds either way. */
#define OAUTH_WINDOW 900

#define AUTHENTICATION_ERROR "woocommerce_rest_authentication_error"

typedef struct
{
  const char    *key;
  const char    *secret;
  BoSampleRights rights;
} Key;

static const Key keys[] = {
  { BO_SAMPLE_KEY, BO_SAMPLE_SECRET, BO_SAMPLE_MANAGER },
  { BO_SAMPLE_READ_KEY, BO_SAMPLE_READ_SECRET, BO_SAMPLE_READER },
};

static const Key *
find_key (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].key, name) == 0)
      return &keys[i];

  return NULL;
}

static BoSampleRights
refuse (BoSampleCall *call,
        const char   *code,
        const char   *message)
{
  bo_sample_call_fail (call, 401, code, message);

  return BO_SAMPLE_REFUSED;
}

static BoSampleRights
get_rights (BoSampleCall *call,
            const Key    *key)
{
  if (key->rights == BO_SAMPLE_MANAGER && bo_sample_state_is (call->state, BO_SAMPLE_READ_ONLY))
    return BO_SAMPLE_READER;

  return key->rights;
}

/* Returns: (transfer full) (nullable): the header as the shop gets it to see */
static char *
dup_authorization (BoSampleCall *call,
                   const char   *scheme)
{
  const char *header = call->request->authorization;
  gsize       length = strlen (scheme);

  if (header == NULL || bo_sample_state_is (call->state, BO_SAMPLE_STRIP_AUTHORIZATION) ||
      g_ascii_strncasecmp (header, scheme, length) != 0 || header[length] != ' ')
    return NULL;

  return g_strdup (header + length + 1);
}

/* Over https: the header, or the two keys in the query. */
static BoSampleRights
check_basic (BoSampleCall *call)
{
  const char      *name = bo_sample_params_get (call->request->params, "consumer_key");
  const char      *secret = bo_sample_params_get (call->request->params, "consumer_secret");
  g_autofree char *encoded = dup_authorization (call, "Basic");
  g_autofree char *decoded = NULL;
  const Key       *key;

  if ((name == NULL || secret == NULL) && encoded != NULL)
    {
      gsize   length;
      guchar *bytes = g_base64_decode (encoded, &length);
      char   *colon;

      decoded = g_strndup ((const char *) bytes, length);
      g_free (bytes);
      colon = strchr (decoded, ':');
      if (colon != NULL)
        {
          *colon = '\0';
          name = decoded;
          secret = colon + 1;
        }
    }
  key = find_key (name);
  if (key == NULL || secret == NULL)
    return BO_SAMPLE_NOBODY;
  if (strcmp (key->secret, secret) != 0)
    return refuse (call, AUTHENTICATION_ERROR, "Consumer secret is invalid.");

  return get_rights (call, key);
}

static int
compare_params (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(const BoSampleParam *const *) a)->name, (*(const BoSampleParam *const *) b)->name);
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* Each name and value is escaped once, and all of it once more. */
static char *
join_params (const BoSampleParams *params)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (params->all, NULL, NULL);
  g_autoptr (GString) joined = g_string_new (NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_params);
  for (guint i = 0; i < sorted->len; i++)
    {
      const BoSampleParam *param = g_ptr_array_index (sorted, i);

      if (strcmp (param->name, "oauth_signature") == 0)
        continue;
      for (guint j = 0; j < param->values->len; j++)
        {
          g_autofree char *indexed = param->is_list ? g_strdup_printf ("%s[%u]", param->name, j) : g_strdup (param->name);
          g_autofree char *name = escape (indexed);
          g_autofree char *value = escape (g_ptr_array_index (param->values, j));

          g_string_append_printf (joined, "%s%s=%s", joined->len > 0 ? "&" : "", name, value);
        }
    }

  return escape (joined->str);
}

static char *
sign (BoSampleCall *call,
      const Key    *key,
      GChecksumType hash)
{
  const BoSampleRequest *request = call->request;
  g_autofree char       *url = g_strconcat (call->state->home, request->path, NULL);
  g_autofree char       *escaped_url = escape (url);
  g_autofree char       *params = join_params (request->params);
  g_autofree char       *base = g_strdup_printf ("%s&%s&%s", request->method, escaped_url, params);
  g_autofree char       *secret = g_strconcat (key->secret, "&", NULL);
  g_autoptr (GHmac) hmac = g_hmac_new (hash, (const guchar *) secret, strlen (secret));
  guint8 digest[64];
  gsize  length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) base, (gssize) strlen (base));
  g_hmac_get_digest (hmac, digest, &length);

  return g_base64_encode (digest, length);
}

static BoSampleRights
check_signature (BoSampleCall *call,
                 const Key    *key)
{
  const BoSampleParams *params = call->request->params;
  const char           *method = bo_sample_params_get (params, "oauth_signature_method");
  const char           *nonce = bo_sample_params_get (params, "oauth_nonce");
  gint64                at = g_ascii_strtoll (bo_sample_params_get (params, "oauth_timestamp"), NULL, 10);
  gint64                now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char      *expected = NULL;

  if (strcmp (method, "HMAC-SHA1") != 0 && strcmp (method, "HMAC-SHA256") != 0)
    return refuse (call, AUTHENTICATION_ERROR, "Invalid signature - signature method is invalid.");
  expected = sign (call, key, strcmp (method, "HMAC-SHA1") == 0 ? G_CHECKSUM_SHA1 : G_CHECKSUM_SHA256);
  if (strcmp (expected, bo_sample_params_get (params, "oauth_signature")) != 0)
    return refuse (call, AUTHENTICATION_ERROR, "Invalid signature - provided signature does not match.");

  now += bo_sample_switches_get_number (call->state->switches, BO_SAMPLE_CLOCK_SKEW);
  if (at < now - OAUTH_WINDOW || at > now + OAUTH_WINDOW)
    return refuse (call, AUTHENTICATION_ERROR, "Invalid timestamp.");
  if (!g_hash_table_add (call->state->nonces, g_strdup (nonce)))
    return refuse (call, AUTHENTICATION_ERROR, "Invalid nonce - nonce has already been used.");

  return get_rights (call, key);
}

/* OAuth 1.0a with one leg, in the query. */
static BoSampleRights
check_oauth (BoSampleCall *call)
{
  static const char *const needed[] = {
    "oauth_consumer_key",
    "oauth_timestamp",
    "oauth_nonce",
    "oauth_signature",
    "oauth_signature_method",
  };
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *message = NULL;
  guint            n_missing = 0;
  guint            n_given = 0;
  const Key       *key;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      const char *value = bo_sample_params_get (call->request->params, needed[i]);

      n_given += value != NULL;
      if (value != NULL && *value != '\0')
        continue;
      g_string_append_printf (missing, "%s%s", n_missing > 0 ? ", " : "", needed[i]);
      n_missing++;
    }
  if (n_given == 0)
    return BO_SAMPLE_NOBODY;
  if (n_missing > 0)
    {
      message = g_strdup_printf ("Missing OAuth parameter%s %s", n_missing > 1 ? "s" : "", missing->str);
      return refuse (call, "woocommerce_rest_authentication_missing_parameter", message);
    }
  key = find_key (bo_sample_params_get (call->request->params, "oauth_consumer_key"));
  if (key == NULL)
    return refuse (call, AUTHENTICATION_ERROR, "Consumer key is invalid.");

  return check_signature (call, key);
}

/**
 * bo_sample_auth_check:
 * @call: a call below /wp-json/wc/
 *
 * Returns: what whoever asks may do; %BO_SAMPLE_REFUSED if the keys were looked at
 *   and are wrong, and the call is answered
 */
BoSampleRights
bo_sample_auth_check (BoSampleCall *call)
{
  BoSampleRights rights = BO_SAMPLE_NOBODY;

  if (call->request->of_the_shop)
    return BO_SAMPLE_MANAGER;
  if (call->request->https)
    rights = check_basic (call);

  return rights == BO_SAMPLE_NOBODY ? check_oauth (call) : rights;
}

/* How somebody tried to say who they are, for the log: never with what. */
const char *
bo_sample_auth_describe (const BoSampleRequest *request)
{
  if (request->authorization != NULL)
    return g_ascii_strncasecmp (request->authorization, "Basic ", 6) == 0 ? "basic" : "other";
  if (bo_sample_params_get (request->params, "consumer_secret") != NULL)
    return "query";

  return bo_sample_params_get (request->params, "oauth_signature") != NULL ? "oauth" : "none";
}
