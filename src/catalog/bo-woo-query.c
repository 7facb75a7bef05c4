/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-query"

#include "config.h"

#include "bo-woo-query.h"

#include <string.h>

#include "bo-woo-json.h"
#include "bo-woo-read.h"
#include "bo-woo-text.h"

/* The shop gives no more. */
#define PER_PAGE 100
/* A total that a list may have, for progress. */
#define TOTAL_MAX G_GINT64_CONSTANT (1000000000)

static void
parameter_free (gpointer data)
{
  BoParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

BoQuery *
bo_query_new (void)
{
  return g_ptr_array_new_with_free_func (parameter_free);
}

void
bo_query_add (BoQuery    *self,
              const char *name,
              const char *value)
{
  BoParameter *parameter = g_new (BoParameter, 1);

  parameter->name = g_strdup (name);
  parameter->value = g_strdup (value);
  g_ptr_array_add (self, parameter);
}

void
bo_query_add_number (BoQuery    *self,
                     const char *name,
                     gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  bo_query_add (self, name, text);
}

BoQuery *
bo_query_copy (BoQuery *self)
{
  BoQuery *copy = bo_query_new ();

  for (guint i = 0; i < self->len; i++)
    {
      const BoParameter *parameter = g_ptr_array_index (self, i);

      bo_query_add (copy, parameter->name, parameter->value);
    }

  return copy;
}

static char *
unescape (const char *text)
{
  g_autofree char *spaced = g_strdup (text);
  char            *plain;

  plain = g_uri_unescape_string (g_strdelimit (spaced, "+", ' '), NULL);

  return plain != NULL ? plain : g_strdup ("");
}

/**
 * bo_query_parse:
 * @text: (nullable): what stands behind the "?" of an address
 *
 * Returns: (transfer full): its parameters
 */
BoQuery *
bo_query_parse (const char *text)
{
  BoQuery *self = bo_query_new ();
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char            *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (equals != NULL)
        *equals = '\0';
      name = unescape (pairs[i]);
      value = unescape (equals != NULL ? equals + 1 : "");
      if (name[0] != '\0')
        bo_query_add (self, name, value);
    }

  return self;
}

/* All but letters, digits and "-._~": what both URLs and signatures want. */
char *
bo_query_escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/**
 * bo_query_encode:
 * @self: parameters
 *
 * Returns: (transfer full): what stands behind the "?" of an address
 */
char *
bo_query_encode (BoQuery *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->len; i++)
    {
      const BoParameter *parameter = g_ptr_array_index (self, i);
      g_autofree char   *name = bo_query_escape (parameter->name);
      g_autofree char   *value = bo_query_escape (parameter->value);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "&" : "", name, value);
    }

  return g_string_free (text, FALSE);
}

/**
 * bo_woo_pull_is_empty:
 * @pull: what is asked for
 *
 * Returns: whether the shop has no such list: it keeps no bin for customers and refunds
 */
gboolean
bo_woo_pull_is_empty (const BoPull *pull)
{
  return pull->trashed && (pull->resource == BO_RESOURCE_CUSTOMERS || pull->resource == BO_RESOURCE_REFUNDS);
}

/**
 * bo_woo_pull_path:
 * @pull: what is asked for
 *
 * Returns: (transfer full): where it is, below the API's root
 */
char *
bo_woo_pull_path (const BoPull *pull)
{
  switch (pull->resource)
    {
    case BO_RESOURCE_PRODUCTS:
      return g_strdup ("products");
    case BO_RESOURCE_VARIATIONS:
      if (pull->parent == 0)
        return g_strdup ("variations");
      return g_strdup_printf ("products/%" G_GINT64_FORMAT "/variations", pull->parent);
    case BO_RESOURCE_CUSTOMERS:
      return g_strdup ("customers");
    case BO_RESOURCE_ORDERS:
      return g_strdup ("orders");
    case BO_RESOURCE_REFUNDS:
      return g_strdup_printf ("orders/%" G_GINT64_FORMAT "/refunds", pull->parent);
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
get_fields (const BoPull *pull)
{
  if (pull->ids_only)
    return "id";

  switch (pull->resource)
    {
    case BO_RESOURCE_PRODUCTS:
      return BO_WOO_PRODUCT_FIELDS;
    case BO_RESOURCE_VARIATIONS:
      return BO_WOO_VARIATION_FIELDS;
    case BO_RESOURCE_CUSTOMERS:
      return BO_WOO_CUSTOMER_FIELDS;
    case BO_RESOURCE_ORDERS:
      return BO_WOO_ORDER_FIELDS;
    case BO_RESOURCE_REFUNDS:
      return BO_WOO_REFUND_FIELDS;
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Later than @since or at it.  The shop's bound is exclusive, hence the second
 * less.  Naive UTC with the flag: with a "Z" the bound would be moved by the shop's
 * offset, without the flag it would be local. */
static void
add_since (BoQuery *query,
           gint64   since)
{
  g_autofree char *bound = bo_woo_format_instant (MAX (since - 1, 0));

  bo_query_add (query, "modified_after", bound);
  bo_query_add (query, "dates_are_gmt", "true");
}

/**
 * bo_woo_pull_query:
 * @pull: what is asked for
 *
 * By id, since no other order is complete on every version: with equal dates an
 * older shop repeats some and leaves out others.
 *
 * Returns: (transfer full): the parameters of the request
 */
BoQuery *
bo_woo_pull_query (const BoPull *pull)
{
  BoQuery *query = bo_query_new ();

  bo_query_add (query, "orderby", "id");
  bo_query_add (query, "order", "asc");
  bo_query_add_number (query, "per_page", PER_PAGE);
  bo_query_add_number (query, "page", pull->page);
  bo_query_add (query, "_fields", get_fields (pull));
  /* An unknown parameter is ignored without a word: customers have no date to ask
   * for, and without a role only those that have just that one come. */
  if (pull->resource == BO_RESOURCE_CUSTOMERS)
    bo_query_add (query, "role", "all");
  else if (pull->since > 0 && pull->resource != BO_RESOURCE_REFUNDS)
    add_since (query, pull->since);
  if (pull->trashed)
    bo_query_add (query, "status", "trash");

  return query;
}

/* Whether one of the links is to the next page: <address>; rel="next" */
static gboolean
link_has_next (const char *links)
{
  GSList  *values = soup_header_parse_list (links);
  gboolean found = FALSE;

  for (GSList *value = values; value != NULL && !found; value = value->next)
    {
      const char *parameters = strchr (value->data, '>');
      GHashTable *table;
      const char *rel;

      if (parameters == NULL || (parameters = strchr (parameters, ';')) == NULL)
        continue;
      table = soup_header_parse_semi_param_list (parameters + 1);
      rel = g_hash_table_lookup (table, "rel");
      found = rel != NULL && g_ascii_strcasecmp (rel, "next") == 0;
      soup_header_free_param_list (table);
    }
  soup_header_free_list (values);

  return found;
}

static gint64
get_number (const BoHttpReply *reply,
            const char        *header)
{
  const char *text = soup_message_headers_get_one (reply->headers, header);
  guint64     number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, (guint64) TOTAL_MAX, &number, NULL))
    return -1;

  return (gint64) number;
}

/**
 * bo_woo_reply_has_next:
 * @reply: an answer
 * @pull: what was asked for
 *
 * An empty page is the last, whatever else it says: past the end the shop counts
 * differently from version to version.  Where something on the way strips the
 * links, the number of pages tells; where it strips that too, the next page does,
 * which is empty at the end.
 *
 * Returns: whether there is a next page
 */
gboolean
bo_woo_reply_has_next (const BoHttpReply *reply,
                       const BoPull      *pull)
{
  const char *links = soup_message_headers_get_list (reply->headers, "Link");
  gint64      n_pages = get_number (reply, "X-WP-TotalPages");

  if (bo_woo_json_list_is_empty (reply->body))
    return FALSE;
  if (links != NULL && strstr (links, "page=") != NULL)
    return link_has_next (links);

  return n_pages < 0 || n_pages > (gint64) pull->page;
}

/**
 * bo_woo_reply_get_total:
 * @reply: an answer
 *
 * Returns: how many there are on all pages, -1 when that is not known: an empty
 * page's word for it counts for nothing
 */
gint64
bo_woo_reply_get_total (const BoHttpReply *reply)
{
  return bo_woo_json_list_is_empty (reply->body) ? -1 : get_number (reply, "X-WP-Total");
}
