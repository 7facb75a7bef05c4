/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-http"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-catalog.h"
#include "bo-http-private.h"

static const char *
describe_certificate (SoupMessage *message)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("The shop’s certificate has expired. Who runs the shop’s server must renew it; nothing was sent.");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ ("The shop’s certificate is not valid yet: check the date of this computer. Nothing was sent.");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _ ("The shop’s certificate has been revoked. Nothing was sent.");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("The certificate is that of another site: check the address. Nothing was sent.");

  return _ ("Nobody this computer trusts vouches for the shop’s certificate, so it may be somebody else who answers. Nothing was sent.");
}

static GError *
make_error (const char *request_id,
            int         code,
            const char *text)
{
  if (request_id == NULL)
    return g_error_new_literal (BO_CATALOG_ERROR, code, text);

  /* Translators: a sentence, and by what the request is found in the server's log */
  return g_error_new (BO_CATALOG_ERROR, code, _ ("%s (request %s)"), text, request_id);
}

/* What went wrong after the request had left. */
static GError *
explain_sent (const GError *cause,
              const char   *request_id,
              gboolean      timed_out)
{
  if (timed_out)
    return make_error (request_id, BO_CATALOG_ERROR_SERVER, _ ("The shop did not answer in time. It will be asked again later."));
  if (cause->domain == SOUP_SESSION_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return make_error (request_id, BO_CATALOG_ERROR_ANSWER, _ ("What the shop’s server sends is garbled."));

  return make_error (request_id, BO_CATALOG_ERROR_SERVER, _ ("The connection to the shop broke off. It will be asked again later."));
}

/**
 * bo_http_explain:
 * @cause: what GLib or libsoup says
 * @message: the message
 * @request_id: (nullable): what the request is called; %NULL if it never left
 * @timed_out: whether it was stopped since it took too long
 *
 * From what the libraries say to what a shopkeeper can do about it.  Their words
 * are dropped: they may name what was sent.
 *
 * Returns: (transfer full): a #BoCatalogError, or the cancellation
 */
GError *
bo_http_explain (const GError *cause,
                 SoupMessage  *message,
                 const char   *request_id,
                 gboolean      timed_out)
{
  if (!timed_out && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (cause->domain == BO_CATALOG_ERROR)
    return make_error (request_id, cause->code, cause->message);
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return make_error (NULL, BO_CATALOG_ERROR_CERTIFICATE, describe_certificate (message));
  if (request_id != NULL)
    return explain_sent (cause, request_id, timed_out);
  if (timed_out)
    return make_error (NULL, BO_CATALOG_ERROR_OFFLINE, _ ("The shop does not answer. It will be tried again later."));
  if (cause->domain == G_TLS_ERROR)
    return make_error (NULL, BO_CATALOG_ERROR_CERTIFICATE,
                       _ ("What answers at the shop’s address does not speak https as it should. Nothing was sent."));
  if (cause->domain == G_RESOLVER_ERROR)
    return make_error (NULL, BO_CATALOG_ERROR_OFFLINE,
                       _ ("There is no server of the shop’s name: either this computer is offline, or the address is misspelt."));

  return make_error (NULL, BO_CATALOG_ERROR_OFFLINE, _ ("The shop cannot be reached: either this computer or the shop is offline."));
}
