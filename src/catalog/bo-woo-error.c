/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-error"

#include "config.h"

#include "bo-woo-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-catalog-private.h"
#include "bo-shop-address.h"
#include "bo-woo-json.h"
#include "bo-woo-text.h"

/* An error says little; what is larger is a page for people. */
#define BODY_MAX 65536
#define CODE_MAX 100

/* What an answer with a bad status says of itself. */
typedef struct
{
  char *code;    /* (owned) (nullable): the shop's own word; NULL when it is no answer of the shop's programs */
  char *message; /* (owned): in the shop's language, plain, bounded, may be empty */
} Words;

static void
words_clear (Words *words)
{
  g_free (words->code);
  g_free (words->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static Words
read_words (const BoHttpReply *reply)
{
  Words       words = { NULL, NULL };
  const char *code = NULL;
  const char *message = "";
  g_autoptr (json_t) object = NULL;

  if (g_bytes_get_size (reply->body) <= BODY_MAX)
    object = bo_woo_json_parse_object (reply->body, NULL);
  if (object != NULL && bo_woo_json_get_string (object, "code", BO_WOO_JSON_REQUIRED, &code, NULL) && strlen (code) <= CODE_MAX)
    {
      words.code = g_strdup (code);
      bo_woo_json_get_string (object, "message", BO_WOO_JSON_OPTIONAL, &message, NULL);
    }
  words.message = bo_woo_text_blame (message);

  return words;
}

/**
 * bo_woo_error_read_code:
 * @reply: an answer with a bad status
 *
 * Returns: (transfer full) (nullable): the shop's own word for what is wrong
 */
char *
bo_woo_error_read_code (const BoHttpReply *reply)
{
  g_auto (Words) words = read_words (reply);

  return g_steal_pointer (&words.code);
}

static GError *
make_error (int                code,
            const char        *text,
            const Words       *words,
            const BoHttpReply *reply)
{
  GError *error;

  if (words != NULL && words->message[0] != '\0')
    /* Translators: a sentence, what the shop itself says, its status, and by what the request is found in its log */
    error = g_error_new (BO_CATALOG_ERROR, code, _ ("%s The shop says: “%s” (status %u, request %s)"),
                         text, words->message, reply->status, reply->request_id);
  else
    /* Translators: a sentence, the shop's status, and by what the request is found in its log */
    error = g_error_new (BO_CATALOG_ERROR, code, _ ("%s (status %u, request %s)"), text, reply->status, reply->request_id);
  bo_catalog_error_set_retry_after (error, reply->retry_after);

  return error;
}

/* The keys: unknown, wrong, or not those of somebody who may. */
static GError *
explain_refused_key (const BoHttpReply *reply,
                     const Words       *words,
                     gboolean           writes,
                     gboolean           keys_work)
{
  if (words->code == NULL && reply->status == SOUP_STATUS_FORBIDDEN)
    return make_error (BO_CATALOG_ERROR_REFUSED,
                       _ ("Something in front of the shop, a firewall or its host, does not let this program through."), words, reply);
  if (words->code == NULL)
    return make_error (BO_CATALOG_ERROR_KEY, _ ("The shop’s server wants a name and a password of its own before it answers."), words, reply);
  /* Keys that read and do not write: the shop has no word of its own for that. */
  if (writes && keys_work)
    return make_error (BO_CATALOG_ERROR_READ_ONLY,
                       _ ("The shop lets these keys look, not write. Make keys with “Read/Write” in WooCommerce, Settings, Advanced, REST API."),
                       words, reply);
  if (reply->status == SOUP_STATUS_FORBIDDEN)
    return make_error (BO_CATALOG_ERROR_KEY, _ ("The person whose keys these are may not do that in the shop."), words, reply);

  return make_error (BO_CATALOG_ERROR_KEY,
                     _ ("The shop does not take these keys. Copy them again, or make new ones in WooCommerce, Settings, Advanced, REST API."),
                     words, reply);
}

/* "Not found" has three meanings, and only one is that something was deleted. */
static GError *
explain_not_found (const BoHttpReply *reply,
                   const Words       *words)
{
  if (words->code == NULL)
    return make_error (BO_CATALOG_ERROR_NOT_A_SHOP,
                       _ ("At this address is no WooCommerce shop, or its permalinks are set to “Plain”, which hides it from programs."),
                       NULL, reply);
  if (strcmp (words->code, "rest_no_route") == 0)
    return make_error (BO_CATALOG_ERROR_PLUGIN_OFF,
                       _ ("WooCommerce is switched off in the shop, likely for an update. Nothing was deleted here."), words, reply);

  /* A plugin that shuts programs out has a word of its own for it. */
  if (g_str_has_suffix (words->code, "_invalid_id") || g_str_has_prefix (words->code, "woocommerce_rest_"))
    return make_error (BO_CATALOG_ERROR_GONE, _ ("The shop does not have this any more."), words, reply);

  return make_error (BO_CATALOG_ERROR_REFUSED, _ ("The shop refuses this."), words, reply);
}

static GError *
explain_server (const BoHttpReply *reply,
                const Words       *words)
{
  /* What WooCommerce itself refuses, it refuses again: a refund larger than the
   * order comes as a 500. */
  if (reply->status == SOUP_STATUS_INTERNAL_SERVER_ERROR && words->code != NULL && g_str_has_prefix (words->code, "woocommerce_rest_"))
    return make_error (BO_CATALOG_ERROR_REFUSED, _ ("The shop refuses this."), words, reply);
  if (reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE || reply->status == 429)
    return make_error (BO_CATALOG_ERROR_BUSY, _ ("The shop is busy or being maintained. It will be asked again later."), words, reply);

  return make_error (BO_CATALOG_ERROR_SERVER, _ ("The shop’s server has a fault. It will be asked again later."), words, reply);
}

/**
 * bo_woo_error_new:
 * @reply: an answer with a bad status
 * @writes: whether the request would have changed something
 * @keys_work: whether the same keys have read something
 *
 * Returns: (transfer full): a #BoCatalogError that says what is wrong
 */
GError *
bo_woo_error_new (const BoHttpReply *reply,
                  gboolean           writes,
                  gboolean           keys_work)
{
  g_auto (Words) words = read_words (reply);

  switch (reply->status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
      return explain_refused_key (reply, &words, writes, keys_work);
    case SOUP_STATUS_NOT_FOUND:
      return explain_not_found (reply, &words);
    case SOUP_STATUS_GONE:
      if (words.code != NULL)
        return make_error (BO_CATALOG_ERROR_GONE, _ ("The shop does not have this any more."), &words, reply);
      break;
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case 429:
      return explain_server (reply, &words);
    default:
      break;
    }
  if (reply->status >= 500)
    return explain_server (reply, &words);
  if (reply->status >= 400)
    return make_error (BO_CATALOG_ERROR_REFUSED, _ ("The shop refuses this."), &words, reply);

  return make_error (BO_CATALOG_ERROR_ANSWER, _ ("The shop answered something else than what was asked for."), NULL, reply);
}

static char *
name_origin (GUri       *uri,
             const char *host)
{
  const char *scheme = g_uri_get_scheme (uri);
  int         port = g_uri_get_port (uri);

  if (port <= 0 || port == (strcmp (scheme, "https") == 0 ? 443 : 80))
    return g_strdup_printf ("%s://%s", scheme, host);

  return g_strdup_printf ("%s://%s:%d", scheme, host, port);
}

/**
 * bo_woo_error_new_redirect:
 * @reply: an answer that leads elsewhere, and is not followed
 * @stays: whether that is within the shop's own origin
 *
 * Returns: (transfer full): a #BoCatalogError that names where it leads
 */
GError *
bo_woo_error_new_redirect (const BoHttpReply *reply,
                           gboolean           stays)
{
  g_autofree char *host = reply->location != NULL ? bo_host_to_ascii (g_uri_get_host (reply->location)) : NULL;
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;

  if (host == NULL)
    return make_error (BO_CATALOG_ERROR_NOT_A_SHOP, _ ("What answers at this address leads nowhere."), NULL, reply);

  if (stays)
    return make_error (BO_CATALOG_ERROR_NOT_A_SHOP,
                       _ ("The shop sends programs round in circles. Its permalinks may be set to “Plain”, which hides it from programs."),
                       NULL, reply);

  place = name_origin (reply->location, host);
  if (strcmp (g_uri_get_scheme (reply->location), "https") != 0)
    text = g_strdup_printf (_ ("The shop leads to %s, where anybody on the way could read the keys. They were not sent there."), place);
  else
    text = g_strdup_printf (_ ("The shop leads to %s. The keys were not sent there: if that is the shop, use its address."), place);

  return make_error (BO_CATALOG_ERROR_INSECURE, text, NULL, reply);
}
