/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-allocation-table.h"
#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-line-ledger.h"
#include "bo-line-query.h"
#include "bo-order-table.h"
#include "bo-redeal.h"
#include "bo-standing.h"

BoAmendRequest *
bo_amend_request_new (gint64 line_id)
{
  BoAmendRequest *request = g_new0 (BoAmendRequest, 1);

  request->line_id = line_id;
  request->need = BO_DAY_NONE;
  return request;
}

void
bo_amend_request_free (BoAmendRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->campaign);
  g_free (request->external_id);
  g_free (request);
}

/* Units still wanted and shipped already. */
static gint64
get_wanted (const BoLineRow *row)
{
  return row->ordered - row->cancelled;
}

static gboolean
check_amended_units (const BoLineRow      *row,
                     const BoAmendRequest *request,
                     GError              **error)
{
  if (!bo_command_check_units (request->units, error))
    return FALSE;
  if (request->units < row->shipped)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units have left already: the line cannot be of %" G_GINT64_FORMAT,
                   row->shipped, request->units);
      return FALSE;
    }
  if (request->units > get_wanted (row) && row->ordered + (request->units - get_wanted (row)) > BO_UNITS_MAX)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "The line would have ordered more than %" G_GINT64_FORMAT " units in all: place another",
                   BO_UNITS_MAX);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_amend (const BoLineRow      *row,
             const BoAmendRequest *request,
             GError              **error)
{
  gint64 price = (request->fields & BO_AMEND_PRICE) != 0 ? request->price : row->price;
  gint64 units = (request->fields & BO_AMEND_UNITS) != 0 ? request->units : get_wanted (row);

  if ((request->fields & BO_AMEND_UNITS) != 0 && !check_amended_units (row, request, error))
    return FALSE;
  if ((request->fields & BO_AMEND_CLASS) != 0 && !bo_command_check_class (request->priority_class, error))
    return FALSE;
  return bo_command_check_text ("campaign", request->campaign, error) &&
         bo_command_check_price (price, units, error);
}

static gboolean
is_amended (const BoLineRow      *row,
            const BoOrderRow     *order,
            const BoAmendRequest *request)
{
  BoAmendFields fields = request->fields;

  return ((fields & BO_AMEND_UNITS) != 0 && request->units != get_wanted (row)) ||
         ((fields & BO_AMEND_CLASS) != 0 && request->priority_class != row->priority_class) ||
         ((fields & BO_AMEND_NEED) != 0 && request->need != row->need) ||
         ((fields & BO_AMEND_SHIP) != 0 && request->ship != order->ship) ||
         ((fields & BO_AMEND_STRATEGY) != 0 && request->strategy != row->strategy) ||
         ((fields & BO_AMEND_REASON) != 0 && (request->reason != row->reason || request->cause != row->cause)) ||
         ((fields & BO_AMEND_CAMPAIGN) != 0 &&
          g_strcmp0 (bo_text_or_null (request->campaign), row->campaign) != 0) ||
         ((fields & BO_AMEND_PRICE) != 0 && request->price != row->price);
}

static void
take_fields (BoLineRow            *row,
             const BoAmendRequest *request)
{
  if ((request->fields & BO_AMEND_CLASS) != 0)
    row->priority_class = request->priority_class;
  if ((request->fields & BO_AMEND_NEED) != 0)
    row->need = request->need;
  if ((request->fields & BO_AMEND_STRATEGY) != 0)
    row->strategy = request->strategy;
  if ((request->fields & BO_AMEND_REASON) != 0)
    {
      row->reason = request->reason;
      row->cause = request->cause;
    }
  if ((request->fields & BO_AMEND_CAMPAIGN) != 0)
    {
      bo_line_row_clear (row);
      row->campaign = g_strdup (bo_text_or_null (request->campaign));
    }
  if ((request->fields & BO_AMEND_PRICE) != 0)
    row->price = request->price;
}

/* How an order ships matters to the run of each of its products: all its lines
 * are written, so that the products' revisions rise. */
static gboolean
set_ship (BoTxn       *txn,
          BoOrderRow  *order,
          BoShipPolicy ship,
          GError     **error)
{
  g_autoptr (GArray) ids = NULL;

  order->ship = ship;
  if (!bo_order_table_update (txn, order, error))
    return FALSE;
  ids = bo_line_table_list_order (txn, order->id, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (BoLineRow) row = BO_LINE_ROW_INIT;

      if (!bo_line_table_load (txn, g_array_index (ids, gint64, i), &row, error) ||
          !bo_line_table_update (txn, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_units (BoTxn     *txn,
           BoCommand *command,
           BoLineRow *row,
           gint64     more,
           GError   **error)
{
  gint64 freed = 0;

  command->outcome->units = ABS (more);
  if (more > 0)
    return bo_line_ledger_raise (txn, row, more, command->at, error);
  return more == 0 || bo_line_ledger_reduce (txn, row, -more, &freed, error);
}

/* Where what was added to a line stands, once what is free has been dealt. */
static gboolean
tell_standing (BoTxn            *txn,
               BoCommand        *command,
               const BoOrderRow *order,
               gint64            more,
               GError          **error)
{
  const BoSettings *shop = bo_command_get_shop (txn, command, error);
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autoptr (GArray) tranches = NULL;
  BoStanding standing;

  if (shop == NULL || !bo_line_table_load (txn, command->outcome->line_id, &row, error))
    return FALSE;
  command->outcome->later = MIN (more, bo_line_row_get_open (&row) - row.allocated);
  command->outcome->ahead = -1;
  if (command->outcome->later == 0)
    return TRUE;
  if (!bo_standing_load (txn, row.product_id, bo_standing_of_policy (shop->policy), &standing, error))
    return FALSE;
  if (!standing.greedy || order->ship != BO_SHIP_PARTIAL)
    return TRUE;
  tranches = bo_tranche_table_list (txn, row.id, error);
  return tranches != NULL &&
         (tranches->len == 0 ||
          bo_line_query_count_ahead (txn, row.id, g_array_index (tranches, BoTrancheRow, tranches->len - 1).queued,
                                     standing.key, &command->outcome->ahead, error));
}

static gboolean
amend (BoTxn     *txn,
       BoCommand *command,
       GError   **error)
{
  const BoAmendRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autoptr (BoOrderRow) order = NULL;
  g_autofree char *summary = NULL;
  gint64           more;

  if (!bo_command_load_line (txn, request->line_id, &row, error) ||
      !check_amend (&row, request, error) ||
      !bo_order_table_load (txn, row.order_id, &order, error))
    return FALSE;
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  if (!is_amended (&row, order, request))
    return TRUE;

  more = (request->fields & BO_AMEND_UNITS) != 0 ? request->units - get_wanted (&row) : 0;
  if (more != 0)
    {
      g_autofree char *units = bo_command_count (request->units, "unit");

      summary = g_strdup_printf ("Changed line %" G_GINT64_FORMAT " from %" G_GINT64_FORMAT " to %s", row.id, get_wanted (&row), units);
    }
  else
    summary = g_strdup_printf ("Changed line %" G_GINT64_FORMAT, row.id);
  if (!bo_command_begin (txn, command, BO_EVENT_AMEND, summary, error))
    return FALSE;
  if ((request->fields & BO_AMEND_SHIP) != 0 && request->ship != order->ship &&
      !set_ship (txn, order, request->ship, error))
    return FALSE;

  take_fields (&row, request);
  return bo_line_table_update (txn, &row, error) &&
         set_units (txn, command, &row, more, error) &&
         bo_redeal_free (txn, command, row.product_id, error) &&
         bo_line_ledger_refresh_held (txn, row.order_id, error) &&
         (more <= 0 || tell_standing (txn, command, order, more, error));
}

/**
 * bo_service_amend_async:
 * @self: a #BoService
 * @request: (transfer full): what changes
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Changes a line.  More units queue from now on; fewer are taken from the
 * youngest, and what becomes free goes to the next in line (domain.md b.1, b.8).
 */
void
bo_service_amend_async (BoService          *self,
                        BoAmendRequest     *request,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (request != NULL);

  bo_service_run_command (self, amend, request, (GDestroyNotify) bo_amend_request_free, request->external_id,
                          FALSE, cancellable, callback, user_data);
}

typedef struct
{
  gint64   line_id;
  gint64   units;
  gboolean paused;
  char    *reason; /* (owned) (nullable) */
} LineRequest;

static LineRequest *
line_request_new (gint64      line_id,
                  gint64      units,
                  gboolean    paused,
                  const char *reason)
{
  LineRequest *request = g_new0 (LineRequest, 1);

  request->line_id = line_id;
  request->units = units;
  request->paused = paused != FALSE;
  request->reason = g_strdup (reason);
  return request;
}

static void
line_request_free (gpointer data)
{
  LineRequest *request = data;

  g_free (request->reason);
  g_free (request);
}

static gboolean
cancel (BoTxn     *txn,
        BoCommand *command,
        GError   **error)
{
  const LineRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autofree char *counted = NULL;
  g_autofree char *summary = NULL;
  gint64           open;
  gint64           units;
  gint64           freed;

  if (!bo_command_load_line (txn, request->line_id, &row, error) ||
      !bo_command_check_text ("reason", request->reason, error))
    return FALSE;
  open = bo_line_row_get_open (&row);
  units = request->units != 0 ? request->units : open;
  if (open == 0 || units < 0 || units > open)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units of line %" G_GINT64_FORMAT " cannot be cancelled: %" G_GINT64_FORMAT " wait",
                   request->units, row.id, open);
      return FALSE;
    }

  counted = bo_command_count (units, "unit");
  summary = bo_command_add_reason (g_strdup_printf ("Cancelled %s of line %" G_GINT64_FORMAT, counted, row.id),
                                   request->reason);
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  command->outcome->units = units;
  return bo_command_begin (txn, command, BO_EVENT_CANCEL, summary, error) &&
         bo_line_ledger_reduce (txn, &row, units, &freed, error) &&
         bo_redeal_free (txn, command, row.product_id, error) &&
         bo_line_ledger_refresh_held (txn, row.order_id, error);
}

/**
 * bo_service_cancel_async:
 * @self: a #BoService
 * @line_id: a line
 * @units: how many of its open units; 0 cancels all of them
 * @reason: (nullable): why, for the history
 * @external_id: (nullable): applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Cancels units of a line: the youngest first, and those that have nothing on hand before
 * those that do; what becomes free goes to the next in line (domain.md b.8).
 */
void
bo_service_cancel_async (BoService          *self,
                         gint64              line_id,
                         gint64              units,
                         const char         *reason,
                         const char         *external_id,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, cancel, line_request_new (line_id, units, FALSE, reason), line_request_free, external_id,
                          FALSE, cancellable, callback, user_data);
}

/* Frees what is not locked. */
static gboolean
free_unlocked (BoTxn     *txn,
               BoLineRow *row,
               GError   **error)
{
  BoAllocationRow    allocation;
  BoAllocationChange change;

  if (!bo_allocation_table_load (txn, row->id, &allocation, NULL, error))
    return FALSE;
  if (allocation.units == allocation.locked)
    return TRUE;
  change = (BoAllocationChange){
    .id = allocation.id,
    .line_id = row->id,
    .units = allocation.locked,
    .locked = allocation.locked,
    .moved = TRUE,
  };
  return bo_allocation_table_apply (txn, &change, 1, error);
}

static gboolean
pause_or_resume (BoTxn     *txn,
                 BoCommand *command,
                 GError   **error)
{
  const LineRequest *request = command->request;
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  g_autofree char *summary = NULL;

  if (!bo_command_load_line (txn, request->line_id, &row, error))
    return FALSE;
  command->outcome->line_id = row.id;
  command->outcome->order_id = row.order_id;
  if (row.paused == request->paused)
    return TRUE;
  if (bo_line_row_get_open (&row) == 0)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "Nothing of line %" G_GINT64_FORMAT " waits any more", row.id);
      return FALSE;
    }

  summary = g_strdup_printf ("%s line %" G_GINT64_FORMAT, request->paused ? "Paused" : "Resumed", row.id);
  row.paused = request->paused;
  return bo_command_begin (txn, command, request->paused ? BO_EVENT_PAUSE : BO_EVENT_RESUME, summary, error) &&
         bo_line_table_update (txn, &row, error) &&
         (!request->paused || free_unlocked (txn, &row, error)) &&
         bo_redeal_free (txn, command, row.product_id, error) &&
         bo_line_ledger_refresh_held (txn, row.order_id, error);
}

/**
 * bo_service_pause_async:
 * @self: a #BoService
 * @line_id: a line
 * @paused: whether it is to rest, or to take part again
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Lets a line keep its place and take no part: what it has and is not pinned goes to the
 * next in line.
 */
void
bo_service_pause_async (BoService          *self,
                        gint64              line_id,
                        gboolean            paused,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));

  bo_service_run_command (self, pause_or_resume, line_request_new (line_id, 0, paused, NULL), line_request_free, NULL,
                          FALSE, cancellable, callback, user_data);
}
