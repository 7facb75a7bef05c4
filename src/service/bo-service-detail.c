/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-allocation-table.h"
#include "bo-customer-table.h"
#include "bo-journal.h"
#include "bo-line-query.h"
#include "bo-line-table.h"
#include "bo-order-table.h"
#include "bo-service-private.h"
#include "bo-standing.h"

void
bo_line_detail_free (BoLineDetail *detail)
{
  if (detail == NULL)
    return;
  /* Half of one, where a query failed or the line is gone. */
  g_clear_pointer (&detail->line, bo_line_record_free);
  g_clear_pointer (&detail->customer, bo_customer_record_free);
  g_clear_pointer (&detail->tranches, g_array_unref);
  g_clear_pointer (&detail->ahead, g_array_unref);
  g_clear_pointer (&detail->history, g_ptr_array_unref);
  g_free (detail->channel);
  g_free (detail);
}

typedef struct
{
  gint64     line_id;
  BoStanding shop; /* under the shop's policy */
} DetailRequest;

static gboolean
load_line (BoTxn               *txn,
           const DetailRequest *request,
           BoLineDetail        *detail,
           GError             **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;

  g_array_append_val (ids, request->line_id);
  records = bo_line_query_load (txn, ids, request->shop.key, error);
  if (records == NULL)
    return FALSE;
  if (records->len > 0)
    {
      detail->line = g_ptr_array_steal_index (records, 0);
      return TRUE;
    }
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
               "There is no line %" G_GINT64_FORMAT, request->line_id);
  return FALSE;
}

static gboolean
load_customer (BoTxn        *txn,
               BoLineDetail *detail,
               GError      **error)
{
  g_autoptr (BoCustomerRow) row = NULL;

  if (!bo_customer_table_load (txn, detail->line->customer_id, &row, error))
    return FALSE;
  detail->customer = g_new0 (BoCustomerRecord, 1);
  if (row == NULL)
    return TRUE;
  detail->customer->id = row->id;
  detail->customer->name = g_strdup (row->name);
  detail->customer->email = g_strdup (row->email);
  detail->customer->phone = g_strdup (row->phone);
  detail->customer->country = g_strdup (row->country);
  detail->customer->language = g_strdup (row->language);
  detail->customer->business = row->business;
  detail->customer->priority_class = row->priority_class;
  detail->customer->anonymous = row->anonymous;
  return TRUE;
}

static gboolean
load_order (BoTxn        *txn,
            BoLineDetail *detail,
            GError      **error)
{
  g_autoptr (BoOrderRow) row = NULL;

  if (!bo_order_table_load (txn, detail->line->order_id, &row, error))
    return FALSE;
  if (row != NULL)
    {
      detail->created = row->created;
      detail->channel = g_strdup (row->channel);
    }
  return TRUE;
}

static gboolean
load_tranches (BoTxn        *txn,
               BoLineDetail *detail,
               GError      **error)
{
  g_autoptr (GArray) rows = bo_tranche_table_list (txn, detail->line->id, error);

  if (rows == NULL)
    return FALSE;
  detail->tranches = g_array_new (FALSE, FALSE, sizeof (BoTranche));
  for (guint i = 0; i < rows->len; i++)
    {
      const BoTrancheRow *row = &g_array_index (rows, BoTrancheRow, i);
      BoTranche           tranche = { .units = row->units, .queued = row->queued };

      g_array_append_val (detail->tranches, tranche);
    }
  return TRUE;
}

/* Units of others before each tranche, where the rule in force deals to each; else
 * before the line. */
static gboolean
load_ahead (BoTxn        *txn,
            BoStanding    shop,
            BoLineDetail *detail,
            GError      **error)
{
  BoLineRecord *line = detail->line;
  BoStanding    standing;
  guint         n;

  /* A line of a damaged store may have no place. */
  if (line->open == 0 || detail->tranches->len == 0)
    return TRUE;
  if (!bo_standing_load (txn, line->product_id, shop, &standing, error))
    return FALSE;
  if (!standing.greedy)
    return TRUE;

  n = line->ship == BO_SHIP_PARTIAL ? detail->tranches->len : 1;
  detail->ahead = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 units;

      if (!bo_line_query_count_ahead (txn, line->id, g_array_index (detail->tranches, BoTranche, i).queued,
                                      standing.key, &units, error))
        return FALSE;
      g_array_append_val (detail->ahead, units);
    }
  line->units_ahead = g_array_index (detail->ahead, gint64, 0);
  if (n == 1)
    g_clear_pointer (&detail->ahead, g_array_unref);
  return TRUE;
}

/* Units of others before the first that the line lacks, where that was added later. */
static gint64
find_behind (const BoLineDetail *detail)
{
  gint64 units = 0;

  for (guint i = 0; detail->ahead != NULL && i < detail->tranches->len; i++)
    {
      units += g_array_index (detail->tranches, BoTranche, i).units;
      if (detail->line->allocated < units)
        return i > 0 ? g_array_index (detail->ahead, gint64, i) : 0;
    }
  return 0;
}

static gboolean
load_why (BoTxn        *txn,
          BoLineDetail *detail,
          GError      **error)
{
  BoAllocationRow  allocation;
  g_autofree char *why = NULL;

  if (!bo_allocation_table_load (txn, detail->line->id, &allocation, &why, error))
    return FALSE;
  if (why == NULL || *why == '\0' || !bo_why_decode (why, &detail->why))
    detail->why = (BoWhy){ .code = BO_WHY_NONE };
  bo_why_update (&detail->why, detail->line->allocated, detail->line->open, find_behind (detail));
  return TRUE;
}

static gpointer
load_detail (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  const DetailRequest *request = data;
  g_autoptr (BoLineDetail) detail = g_new0 (BoLineDetail, 1);

  if (!load_line (txn, request, detail, error) ||
      !load_customer (txn, detail, error) ||
      !load_order (txn, detail, error) ||
      !load_tranches (txn, detail, error) ||
      !load_ahead (txn, request->shop, detail, error) ||
      !load_why (txn, detail, error))
    return NULL;
  detail->history = bo_journal_list_line_history (txn, detail->line->id, error);
  return detail->history != NULL ? g_steal_pointer (&detail) : NULL;
}

/**
 * bo_service_load_line_detail_async:
 * @self: a #BoService
 * @line_id: a line
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with what was found
 * @user_data: data for @callback
 *
 * Loads all that there is to know of one line; fails with BO_SERVICE_ERROR_NOT_FOUND where
 * it is gone.
 */
void
bo_service_load_line_detail_async (BoService          *self,
                                   gint64              line_id,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  DetailRequest request = { .line_id = line_id };

  g_return_if_fail (BO_IS_SERVICE (self));

  request.shop = bo_standing_of_policy (bo_service_get_policy (self));
  bo_service_run_query (self, bo_service_load_line_detail_async, load_detail,
                        g_memdup2 (&request, sizeof request), g_free,
                        (GDestroyNotify) bo_line_detail_free, cancellable, callback, user_data);
}

BoLineDetail *
bo_service_load_line_detail_finish (BoService    *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return bo_service_finish_query (self, result, bo_service_load_line_detail_async, error);
}
