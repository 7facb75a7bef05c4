/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-catalog"

#include "config.h"

#include "bo-catalog-private.h"

typedef struct
{
  guint retry_after; /* seconds; 0: the shop did not say */
} BoCatalogErrorPrivate;

static void
bo_catalog_error_private_init (BoCatalogErrorPrivate *priv)
{
  priv->retry_after = 0;
}

static void
bo_catalog_error_private_copy (const BoCatalogErrorPrivate *from,
                               BoCatalogErrorPrivate       *to)
{
  *to = *from;
}

static void
bo_catalog_error_private_clear (BoCatalogErrorPrivate *priv)
{
}

/* clang-format off */
G_DEFINE_EXTENDED_ERROR (BoCatalogError, bo_catalog_error)
G_DEFINE_INTERFACE (BoCatalog, bo_catalog, G_TYPE_OBJECT)
/* clang-format on */

static void
bo_catalog_default_init (BoCatalogInterface *iface)
{
}

/* For the rooms' own use: see bo_catalog_error_get_retry_after(). */
void
bo_catalog_error_set_retry_after (GError *error,
                                  guint   seconds)
{
  BoCatalogErrorPrivate *priv = bo_catalog_error_get_private (error);

  g_return_if_fail (priv != NULL);
  priv->retry_after = seconds;
}

/**
 * bo_catalog_error_get_retry_after:
 * @error: any error
 *
 * Returns: the seconds after which the shop asked to come back, 0 when it did not say
 */
guint
bo_catalog_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != BO_CATALOG_ERROR)
    return 0;

  return bo_catalog_error_get_private (error)->retry_after;
}

/**
 * bo_catalog_error_is_temporary:
 * @error: any error
 *
 * Returns: whether the same may well succeed later without anybody doing anything
 */
gboolean
bo_catalog_error_is_temporary (const GError *error)
{
  return g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_OFFLINE) ||
         g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_BUSY) ||
         g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_SERVER) ||
         g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_PLUGIN_OFF);
}

/**
 * bo_answer_new:
 * @pull: what was asked for
 *
 * Returns: (transfer full): an answer to @pull that has not come yet
 */
BoAnswer *
bo_answer_new (const BoPull *pull)
{
  BoAnswer *answer = g_new0 (BoAnswer, 1);

  answer->pull = *pull;
  answer->total = -1;

  return answer;
}

void
bo_answer_free (BoAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

void
bo_catalog_report_free (BoCatalogReport *report)
{
  g_free (report->shop_name);
  g_free (report->version);
  g_free (report->currency);
  g_free (report);
}

/**
 * bo_push_new:
 * @kind: what is written
 *
 * Returns: (transfer full): an entry with nothing else said
 */
BoPush *
bo_push_new (BoPushKind kind)
{
  BoPush *push = g_new0 (BoPush, 1);

  push->kind = kind;

  return push;
}

/**
 * bo_push_copy:
 * @push: an entry
 *
 * Returns: (transfer full): another that says the same
 */
BoPush *
bo_push_copy (const BoPush *push)
{
  BoPush *copy = g_memdup2 (push, sizeof *push);

  copy->key = g_strdup (push->key);
  copy->text = g_strdup (push->text);
  copy->reference = g_strdup (push->reference);

  return copy;
}

void
bo_push_free (BoPush *push)
{
  g_free (push->key);
  g_free (push->text);
  g_free (push->reference);
  g_free (push);
}

/**
 * bo_catalog_test_async:
 * @self: a catalogue
 * @cancellable: (nullable): ends the test
 * @callback: called when the test is over
 * @user_data: data for @callback
 *
 * Tries the connection: whether the shop is reached, is a shop, takes the keys and
 * lets them write.  Nothing is changed in the shop.
 */
void
bo_catalog_test_async (BoCatalog          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_CATALOG (self));

  BO_CATALOG_GET_IFACE (self)->test_async (self, cancellable, callback, user_data);
}

/**
 * bo_catalog_test_finish:
 * @self: a catalogue
 * @result: what the callback was given
 * @error: return location for a #BoCatalogError, whose code is what is wrong
 *
 * Returns: (transfer full): what was found, or %NULL.  A key that may look and not
 * write is no error here: the report then lacks %BO_CATALOG_CAN_WRITE.
 */
BoCatalogReport *
bo_catalog_test_finish (BoCatalog    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (BO_IS_CATALOG (self), NULL);

  return BO_CATALOG_GET_IFACE (self)->test_finish (self, result, error);
}

/**
 * bo_catalog_pull_async:
 * @self: a catalogue
 * @pull: what is asked for; copied
 * @cancellable: (nullable): ends it
 * @callback: called when the answer is there
 * @user_data: data for @callback
 *
 * Asks for one page.
 */
void
bo_catalog_pull_async (BoCatalog          *self,
                       const BoPull       *pull,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_CATALOG (self));
  g_return_if_fail (pull != NULL && pull->page >= 1);

  BO_CATALOG_GET_IFACE (self)->pull_async (self, pull, cancellable, callback, user_data);
}

/**
 * bo_catalog_pull_finish:
 * @self: a catalogue
 * @result: what the callback was given
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the answer, not yet looked into; or %NULL
 */
BoAnswer *
bo_catalog_pull_finish (BoCatalog    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (BO_IS_CATALOG (self), NULL);

  return BO_CATALOG_GET_IFACE (self)->pull_finish (self, result, error);
}

/**
 * bo_catalog_read_page:
 * @self: a catalogue
 * @answer: an answer
 * @error: return location for a #BoCatalogError
 *
 * Reads an answer, on whatever thread.  A record that makes no sense is refused
 * alone, and its id kept; an answer that is none at all is an error.
 *
 * Returns: (transfer full): the page, or %NULL
 */
BoRemotePage *
bo_catalog_read_page (BoCatalog      *self,
                      const BoAnswer *answer,
                      GError        **error)
{
  g_return_val_if_fail (BO_IS_CATALOG (self), NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  return BO_CATALOG_GET_IFACE (self)->read_page (self, answer, error);
}

/**
 * bo_catalog_push_async:
 * @self: a catalogue
 * @push: what is written; copied
 * @cancellable: (nullable): ends it before the write has begun, not after
 * @callback: called when it is known what became of it
 * @user_data: data for @callback
 *
 * Writes one thing to the shop.
 */
void
bo_catalog_push_async (BoCatalog          *self,
                       const BoPush       *push,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_CATALOG (self));
  g_return_if_fail (push != NULL);

  BO_CATALOG_GET_IFACE (self)->push_async (self, push, cancellable, callback, user_data);
}

/**
 * bo_catalog_push_finish:
 * @self: a catalogue
 * @result: what the callback was given
 * @push_result: (out): what became of it
 * @error: return location for a #BoCatalogError
 *
 * Returns: whether @push_result says what became of it.  %FALSE: it may be pushed
 * again without harm; a note as attempted, for it may have been sent all the same.
 */
gboolean
bo_catalog_push_finish (BoCatalog    *self,
                        GAsyncResult *result,
                        BoPushResult *push_result,
                        GError      **error)
{
  g_return_val_if_fail (BO_IS_CATALOG (self), FALSE);
  g_return_val_if_fail (push_result != NULL, FALSE);

  return BO_CATALOG_GET_IFACE (self)->push_finish (self, result, push_result, error);
}

/**
 * bo_catalog_load_image_async:
 * @self: a catalogue
 * @address: where the shop says the picture is
 * @cancellable: (nullable): ends it
 * @callback: called when it is there
 * @user_data: data for @callback
 *
 * Loads a picture.  It may lie anywhere, so no key goes with the question.
 */
void
bo_catalog_load_image_async (BoCatalog          *self,
                             const char         *address,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (BO_IS_CATALOG (self));
  g_return_if_fail (address != NULL);

  BO_CATALOG_GET_IFACE (self)->load_image_async (self, address, cancellable, callback, user_data);
}

/**
 * bo_catalog_load_image_finish:
 * @self: a catalogue
 * @result: what the callback was given
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the bytes of a picture, bounded, not looked into; or %NULL
 */
GBytes *
bo_catalog_load_image_finish (BoCatalog    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (BO_IS_CATALOG (self), NULL);

  return BO_CATALOG_GET_IFACE (self)->load_image_finish (self, result, error);
}
