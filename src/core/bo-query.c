/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-query"

#include "config.h"

#include "bo-query.h"

#include "bo-names.h"

static const char *const line_sort_names[] = {
  "queued",
  "place",
  "customer",
  "product",
  "order",
  "open",
  "value",
  "need",
};
static const char *const line_state_names[] = {
  "waiting",
  "short",
  "ready",
  "held",
  "paused",
  "closed",
  "all",
};
static const char *const product_sort_names[] = {
  "name",
  "sku",
  "open-units",
  "open-lines",
  "on-hand",
  "free",
  "oldest",
};

/**
 * bo_line_query_new:
 *
 * Returns: (transfer full): all that waits, who has waited longest first
 */
BoLineQuery *
bo_line_query_new (void)
{
  return g_new0 (BoLineQuery, 1);
}

BoLineQuery *
bo_line_query_copy (const BoLineQuery *query)
{
  BoLineQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);

  return copy;
}

/* An empty search finds what no search finds. */
static const char *
search_or_empty (const char *search)
{
  return search != NULL ? search : "";
}

gboolean
bo_line_query_equal (const BoLineQuery *a,
                     const BoLineQuery *b)
{
  return a->state == b->state && a->product_id == b->product_id && a->customer_id == b->customer_id &&
         a->order_id == b->order_id && a->priority_class == b->priority_class && !a->has_need == !b->has_need &&
         a->sort == b->sort && !a->descending == !b->descending && a->limit == b->limit &&
         g_str_equal (search_or_empty (a->search), search_or_empty (b->search));
}

void
bo_line_query_free (BoLineQuery *query)
{
  g_free (query->search);
  g_free (query);
}

/**
 * bo_product_query_new:
 *
 * Returns: (transfer full): all products, by name
 */
BoProductQuery *
bo_product_query_new (void)
{
  return g_new0 (BoProductQuery, 1);
}

BoProductQuery *
bo_product_query_copy (const BoProductQuery *query)
{
  BoProductQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);

  return copy;
}

void
bo_product_query_free (BoProductQuery *query)
{
  g_free (query->search);
  g_free (query);
}

BO_DEFINE_FROM_NAMES (bo_line_sort, BoLineSort, line_sort_names)
BO_DEFINE_FROM_NAMES (bo_line_state, BoLineState, line_state_names)
BO_DEFINE_FROM_NAMES (bo_product_sort, BoProductSort, product_sort_names)
