/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-service"

#include "config.h"

#include "bo-service.h"

#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-redeal.h"
#include "bo-stock-table.h"

/* More than this is a typing error, such as a barcode scanned into the count. */
#define ON_HAND_MAX BO_UNITS_MAX

typedef struct
{
  gint64 product_id;
  gint64 on_hand;
  char  *reason; /* (owned) (nullable) */
} CountRequest;

static void
count_request_free (gpointer data)
{
  CountRequest *request = data;

  g_free (request->reason);
  g_free (request);
}

static gboolean
check_count (const CountRequest *request,
             GError            **error)
{
  if (request->on_hand < 0 || request->on_hand > ON_HAND_MAX)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units cannot have been counted: give 0 to %" G_GINT64_FORMAT,
                   request->on_hand, ON_HAND_MAX);
      return FALSE;
    }
  return bo_command_check_text ("reason", request->reason, error);
}

static gboolean
count (BoTxn     *txn,
       BoCommand *command,
       GError   **error)
{
  const CountRequest *request = command->request;
  g_autoptr (BoProductRow) product = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *summary = NULL;
  BoProductState   state;
  BoStockMoveRow   move = { .kind = BO_MOVE_COUNT, .at = command->at };

  if (!check_count (request, error) ||
      !bo_command_load_product (txn, request->product_id, &product, error) ||
      !bo_product_table_load_state (txn, product->id, &state, error))
    return FALSE;
  if (request->on_hand == state.on_hand)
    return TRUE;

  move.product_id = product->id;
  move.units = request->on_hand - state.on_hand;
  move.reason = bo_text_or_null (request->reason);
  counted = bo_command_count (request->on_hand, "unit");
  summary = bo_command_add_reason (g_strdup_printf ("Counted %s of %s instead of %" G_GINT64_FORMAT,
                                                    counted, product->sku, state.on_hand),
                                   request->reason);
  if (!bo_command_begin (txn, command, BO_EVENT_COUNT, summary, error) ||
      bo_stock_move_table_insert (txn, &move, error) == 0)
    return FALSE;
  if (state.allocated > request->on_hand &&
      !bo_redeal_take (txn, command, product->id, state.allocated - request->on_hand, 0, TRUE,
                       command->outcome->exceptions, error))
    return FALSE;

  command->outcome->units = ABS (move.units);
  return bo_redeal_free (txn, command, product->id, error);
}

/**
 * bo_service_count_async:
 * @self: a #BoService
 * @product_id: a product
 * @on_hand: how many there are
 * @reason: (nullable): why they are not as many as the books say
 * @external_id: (nullable): is applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Corrects on-hand to what was counted (domain.md b.8).  If lines have more than
 * that, the last in line lose units, unlocked ones first: they are the outcome's
 * exceptions.  What is more than they have is dealt to the next in line.
 */
void
bo_service_count_async (BoService          *self,
                        gint64              product_id,
                        gint64              on_hand,
                        const char         *reason,
                        const char         *external_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  CountRequest *request;

  g_return_if_fail (BO_IS_SERVICE (self));

  request = g_new0 (CountRequest, 1);
  request->product_id = product_id;
  request->on_hand = on_hand;
  request->reason = g_strdup (reason);
  bo_service_run_command (self, count, request, count_request_free, external_id,
                          FALSE, cancellable, callback, user_data);
}
