/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-filter.h"

#include <string.h>

/* Returns: (transfer full) (nullable): a set of ids; complains about what is none */
static GHashTable *
read_ids (BoSampleCall *call,
          const char   *name)
{
  g_auto (GStrv) values = bo_sample_params_dup_list (call->request->params, name);
  GHashTable *ids;

  if (values == NULL || values[0] == NULL)
    return NULL;
  ids = g_hash_table_new (NULL, NULL);
  for (guint i = 0; values[i] != NULL; i++)
    {
      gint64 id;

      if (bo_sample_is_integer (values[i], &id) && id >= 0 && id <= G_MAXUINT32)
        g_hash_table_add (ids, GUINT_TO_POINTER ((guint) id));
      else
        bo_sample_call_complain (call, name, "rest_invalid_type", "%s[%u] is not of type integer.", name, i);
    }

  return ids;
}

static void
read_bound (BoSampleCall  *call,
            const char    *name,
            gboolean       gmt,
            BoSampleBound *bound)
{
  const char *text = bo_sample_params_get (call->request->params, name);

  if (text != NULL && !bo_sample_bound_parse (bound, text, gmt, call->state->books->zone))
    bo_sample_call_complain (call, name, "rest_invalid_date", "Invalid date.");
}

static void
read_bounds (BoSampleFilter *self,
             BoSampleCall   *call,
             gboolean        has_modified)
{
  gboolean gmt = bo_sample_call_get_boolean (call, "dates_are_gmt");

  read_bound (call, "after", gmt, &self->after);
  read_bound (call, "before", gmt, &self->before);
  if (!has_modified || bo_sample_state_is (call->state, BO_SAMPLE_NO_MODIFIED_AFTER))
    return;
  read_bound (call, "modified_after", gmt, &self->modified_after);
  read_bound (call, "modified_before", gmt, &self->modified_before);
}

/* Products have one state, orders may be asked for by several. */
static void
read_statuses (BoSampleFilter         *self,
               BoSampleCall           *call,
               const BoSampleListKind *kind)
{
  g_auto (GStrv) values = bo_sample_params_dup_list (call->request->params, "status");
  g_autofree char *words = bo_sample_list_words (kind->statuses);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (g_strv_contains (kind->statuses, values[i]))
        continue;
      if (kind->is_orders)
        bo_sample_call_complain (call, "status", "rest_not_in_enum", "status[%u] is not one of %s.", i, words);
      else
        bo_sample_call_complain (call, "status", "rest_not_in_enum", "status is not one of %s.", words);
    }
  if (values != NULL && values[0] != NULL && !g_strv_contains ((const char *const *) values, "any"))
    self->statuses = g_steal_pointer (&values);
}

/**
 * bo_sample_filter_new:
 * @call: a call
 * @kind: of the list that is asked for
 *
 * Returns: (transfer full): what its query lets through; complains about what cannot be
 */
BoSampleFilter *
bo_sample_filter_new (BoSampleCall           *call,
                      const BoSampleListKind *kind)
{
  static const char *const stock_statuses[] = { "instock", "outofstock", "onbackorder", NULL };
  const BoSampleParams    *params = call->request->params;
  BoSampleFilter          *self = g_new0 (BoSampleFilter, 1);

  self->include = read_ids (call, "include");
  self->exclude = read_ids (call, "exclude");
  read_bounds (self, call, kind->has_modified);
  self->search = bo_sample_params_get (params, "search");
  if (kind->statuses != NULL)
    read_statuses (self, call, kind);
  if (kind->types != NULL)
    {
      self->type = bo_sample_call_get_choice (call, "type", NULL, kind->types);
      self->search_sku = bo_sample_params_get (params, "search_sku");
      self->stock_status = bo_sample_call_get_choice (call, "stock_status", NULL, stock_statuses);
      self->skus = g_strsplit (bo_sample_params_get (params, "sku") != NULL ? bo_sample_params_get (params, "sku") : "", ",", -1);
      if (self->skus[0] == NULL || *self->skus[0] == '\0')
        g_clear_pointer (&self->skus, g_strfreev);
    }
  if (kind->roles != NULL)
    {
      self->role = bo_sample_call_get_choice (call, "role", "customer", kind->roles);
      self->email = bo_sample_params_get (params, "email");
    }
  if (kind->is_orders)
    {
      self->customer = (guint64) bo_sample_call_get_integer (call, "customer", 0, 0, G_MAXUINT32);
      self->product = (guint64) bo_sample_call_get_integer (call, "product", 0, 0, G_MAXUINT32);
    }

  return self;
}

void
bo_sample_filter_free (BoSampleFilter *self)
{
  g_clear_pointer (&self->include, g_hash_table_unref);
  g_clear_pointer (&self->exclude, g_hash_table_unref);
  g_strfreev (self->statuses);
  g_strfreev (self->skus);
  g_free (self);
}

static gboolean
is_later (const BoSampleBound *bound,
          BoSampleStamp        stamp)
{
  return !bound->given || stamp.at + (bound->utc ? 0 : stamp.offset) > bound->wall;
}

static gboolean
is_earlier (const BoSampleBound *bound,
            BoSampleStamp        stamp)
{
  return !bound->given || stamp.at + (bound->utc ? 0 : stamp.offset) < bound->wall;
}

/* Unless it is asked for, nothing in the bin and nothing unfinished is shown. */
static gboolean
match_status (const BoSampleFilter *self,
              const char           *status)
{
  static const char *const hidden[] = { "trash", "auto-draft", "checkout-draft", NULL };

  return self->statuses != NULL ? g_strv_contains ((const char *const *) self->statuses, status) : !g_strv_contains (hidden, status);
}

/**
 * bo_sample_filter_match:
 * @self: a filter
 * @id: of a record
 * @created: of it
 * @modified: of it
 * @status: (nullable): of it
 *
 * Returns: %TRUE if what all resources are asked about lets it through
 */
gboolean
bo_sample_filter_match (const BoSampleFilter *self,
                        guint32               id,
                        BoSampleStamp         created,
                        BoSampleStamp         modified,
                        const char           *status)
{
  if (self->include != NULL && !g_hash_table_contains (self->include, GUINT_TO_POINTER (id)))
    return FALSE;
  if (self->exclude != NULL && g_hash_table_contains (self->exclude, GUINT_TO_POINTER (id)))
    return FALSE;
  if (status != NULL && !match_status (self, status))
    return FALSE;

  return is_later (&self->after, created) && is_earlier (&self->before, created) &&
         is_later (&self->modified_after, modified) && is_earlier (&self->modified_before, modified);
}

/* No letter is taken for large or small. */
gboolean
bo_sample_filter_contains (const char *text,
                           const char *search)
{
  g_autofree char *folded_text = NULL;
  g_autofree char *folded_search = NULL;

  if (text == NULL || search == NULL)
    return search == NULL;
  if (!g_utf8_validate (search, -1, NULL))
    return FALSE;
  folded_text = g_utf8_casefold (text, -1);
  folded_search = g_utf8_casefold (search, -1);

  return strstr (folded_text, folded_search) != NULL;
}
