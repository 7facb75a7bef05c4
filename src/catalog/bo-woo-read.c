/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-read"

#include "config.h"

#include "bo-woo-read.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-woo-text.h"

/* Asked for are 100 a page.  What gives all at once, as plugins do, is borne within
 * reason: a page is one transaction. */
#define RECORDS_MAX 1000
/* What is kept of records that were refused. */
#define REFUSED_MAX 100
/* A note of a hundred screens is none of ours. */
#define NOTE_MAX_CHARS 100000

static BoWooReadFunc
get_reader (BoResource resource)
{
  switch (resource)
    {
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
      return bo_woo_read_product;
    case BO_RESOURCE_CUSTOMERS:
      return bo_woo_read_customer;
    case BO_RESOURCE_ORDERS:
      return bo_woo_read_order;
    case BO_RESOURCE_REFUNDS:
      return bo_woo_read_refund;
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
refuse (BoRemotePage *page,
        gint64        id,
        const GError *error)
{
  if (page->refused->len < REFUSED_MAX)
    g_ptr_array_add (page->refused,
                     g_strdup_printf ("%s/%" G_GINT64_FORMAT ": %s", bo_resource_to_name (page->resource), id, error->message));
}

/* FALSE when a record is not even known to be one: then the page has no list of
 * ids that could be relied on. */
static gboolean
read_record (const BoWooJsonSlice *slice,
             const BoAnswer       *answer,
             const char           *currency,
             BoRemotePage         *page,
             GError              **error)
{
  g_autoptr (json_t) object = NULL;
  g_autoptr (GError) reason = NULL;
  gpointer record = NULL;
  gint64   id = 0;

  object = bo_woo_json_slice_parse (slice, &reason);
  if (object != NULL && !bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &id, &reason))
    g_clear_pointer (&object, json_decref);
  if (object == NULL)
    id = bo_woo_json_slice_find_id (slice);
  if (id <= 0)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER,
                   _ ("The shop’s answer has something in it that is no record: %s."), reason != NULL ? reason->message : "id");
      return FALSE;
    }

  g_array_append_val (page->ids, id);
  if (answer->pull.ids_only)
    return TRUE;
  if (object != NULL)
    record = get_reader (page->resource) (object, &answer->pull, currency, &reason);
  if (record != NULL)
    g_ptr_array_add (page->records, record);
  else
    refuse (page, id, reason);

  return TRUE;
}

/**
 * bo_woo_read_page:
 * @answer: an answer
 * @currency: of the shop's prices
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): the page, or %NULL
 */
BoRemotePage *
bo_woo_read_page (const BoAnswer *answer,
                  const char     *currency,
                  GError        **error)
{
  g_autoptr (BoRemotePage) page = bo_remote_page_new (answer->pull.resource);
  g_autoptr (GError) local_error = NULL;
  BoWooJsonList  list;
  BoWooJsonSlice slice;

  if (!bo_woo_json_list_open (&list, answer->body, error))
    return NULL;
  while (bo_woo_json_list_next (&list, &slice, &local_error))
    {
      if (page->ids->len == RECORDS_MAX)
        {
          g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER,
                               _ ("The shop answered with far more than was asked for. Nothing was changed here."));
          return NULL;
        }
      if (!read_record (&slice, answer, currency, page, error))
        return NULL;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&page);
}

/**
 * bo_woo_note_carries:
 * @note: a note of an order
 * @reference: ours
 * @carries: (out): whether @note is the one with @reference
 * @error: return location for a #BoCatalogError
 *
 * A customer's note is what went out by e-mail; a private one with our reference in
 * it, which a person may have pasted, did not.
 *
 * Returns: whether @note could be read
 */
gboolean
bo_woo_note_carries (json_t     *note,
                     const char *reference,
                     gboolean   *carries,
                     GError    **error)
{
  const char      *html = NULL;
  gboolean         to_customer = FALSE;
  g_autofree char *text = NULL;
  const char      *found;

  if (!bo_woo_json_get_string (note, "note", BO_WOO_JSON_REQUIRED, &html, error) ||
      !bo_woo_json_get_boolean (note, "customer_note", BO_WOO_JSON_REQUIRED, &to_customer, error))
    return FALSE;
  *carries = FALSE;
  if (!to_customer)
    return TRUE;

  /* "BO-1" is not in "BO-12". */
  text = bo_woo_text_plain (html, NOTE_MAX_CHARS);
  for (found = strstr (text, reference); found != NULL; found = strstr (found + 1, reference))
    *carries |= (found == text || !g_ascii_isalnum (found[-1])) && !g_ascii_isalnum (found[strlen (reference)]);

  return TRUE;
}

/**
 * bo_woo_find_note:
 * @notes: all notes of an order
 * @reference: ours
 * @note_id: (out): the note with @reference, 0 when there is none
 * @error: return location for a #BoCatalogError
 *
 * A note that cannot be read might be ours, so nothing is said then.
 *
 * Returns: whether all notes could be read
 */
gboolean
bo_woo_find_note (GBytes     *notes,
                  const char *reference,
                  gint64     *note_id,
                  GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  BoWooJsonList  list;
  BoWooJsonSlice slice;

  *note_id = 0;
  if (!bo_woo_json_list_open (&list, notes, error))
    return FALSE;
  while (bo_woo_json_list_next (&list, &slice, &local_error))
    {
      g_autoptr (json_t) note = bo_woo_json_slice_parse (&slice, error);

      gint64   id = 0;
      gboolean carries;

      if (note == NULL || !bo_woo_json_get_id (note, "id", BO_WOO_JSON_REQUIRED, &id, error) ||
          !bo_woo_note_carries (note, reference, &carries, error))
        return FALSE;
      if (carries)
        *note_id = id;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
