/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-apply"

#include "config.h"

#include "bo-proposal.h"

#include "bo-allocation-table.h"
#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-product-table.h"
#include "bo-service-private.h"
#include "bo-setting-table.h"
#include "bo-stock-table.h"

/* Changes are handed to the store so many at a time. */
#define CHUNK 1000

static gboolean
check_policy (BoTxn            *txn,
              const BoProposal *proposal,
              GError          **error)
{
  g_autofree char *text = NULL;

  if (proposal->policy_text == NULL)
    return TRUE;
  if (!bo_setting_table_get (txn, BO_SETTING_POLICY, &text, error))
    return FALSE;
  if (g_str_equal (text != NULL ? text : "", proposal->policy_text))
    return TRUE;
  g_set_error_literal (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED,
                       "The shop's policy has changed since this was proposed: propose again");
  return FALSE;
}

/* Whether all that the proposal looked at is as it was. */
static gboolean
check_revisions (BoTxn            *txn,
                 const BoProposal *proposal,
                 GError          **error)
{
  for (guint i = 0; i < proposal->products->len; i++)
    {
      const BoProposalProduct *product = g_ptr_array_index (proposal->products, i);
      BoProductState           state;

      if (!bo_product_table_load_state (txn, product->product_id, &state, error))
        return FALSE;
      if (state.revision == product->revision)
        continue;
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_MOVED,
                   "The queue or the stock of %s has changed since this was proposed: propose again", product->sku);
      return FALSE;
    }
  return check_policy (txn, proposal, error);
}

static gint64
sum_delivered (const BoProposalRequest *request)
{
  gint64 units = 0;

  for (guint i = 0; i < request->delivered->len; i++)
    units += g_array_index (request->delivered, BoDelivered, i).units;
  return units;
}

/* Books what arrived: a receipt and the stock move of each product. */
static gboolean
book_deliveries (BoTxn                   *txn,
                 BoCommand               *command,
                 const BoProposalRequest *request,
                 GError                 **error)
{
  gint64 supplier_id = 0;

  if (request->supplier != NULL && *request->supplier != '\0' &&
      !bo_supplier_table_put (txn, request->supplier, &supplier_id, error))
    return FALSE;

  for (guint i = 0; i < request->delivered->len; i++)
    {
      const BoDelivered *delivered = &g_array_index (request->delivered, BoDelivered, i);
      BoReceiptRow       receipt = {
              .product_id = delivered->product_id,
              .supplier_id = supplier_id,
              .reference = request->reference,
              .units = delivered->units,
              .day = command->today,
      };
      BoStockMoveRow move = {
        .product_id = delivered->product_id,
        .kind = BO_MOVE_RECEIPT,
        .units = delivered->units,
        .at = command->at,
      };

      if (delivered->units == 0)
        continue;
      move.receipt_id = bo_receipt_table_insert_received (txn, &receipt, error);
      if (move.receipt_id == 0 || bo_stock_move_table_insert (txn, &move, error) == 0)
        return FALSE;
    }
  return TRUE;
}

/* One of the two passes of bo_allocation_table_apply(). */
typedef gboolean (*WriteFunc) (BoTxn *txn, const BoAllocationChange *changes, guint n_changes, GError **error);

static gboolean
write_changes (BoTxn            *txn,
               const BoProposal *proposal,
               WriteFunc         write,
               gboolean          with_why,
               GError          **error)
{
  BoAllocationChange changes[CHUNK];
  char              *why[CHUNK];
  gboolean           written = TRUE;

  for (guint i = 0; written && i < proposal->changes->len; i += CHUNK)
    {
      guint n = MIN (CHUNK, proposal->changes->len - i);

      for (guint c = 0; c < n; c++)
        {
          const BoProposalChange *change = &g_array_index (proposal->changes, BoProposalChange, i + c);

          why[c] = with_why && change->units > 0 ? bo_why_encode (&change->why) : NULL;
          changes[c] = (BoAllocationChange){
            .id = change->allocation_id,
            .line_id = change->line_id,
            .units = change->units,
            .held = change->held,
            .locked = change->locked,
            .moved = change->moved,
            .why = why[c],
          };
        }
      written = write (txn, changes, n, error);
      for (guint c = 0; c < n; c++)
        g_free (why[c]);
    }
  return written;
}

/* What was delivered; without a delivery, what was dealt. */
static char *
say_what (const BoProposal *proposal,
          gint64            delivered)
{
  const BoProposalProduct *only = NULL;
  gint64                   n = 0;

  for (guint i = 0; i < proposal->products->len; i++)
    {
      const BoProposalProduct *product = g_ptr_array_index (proposal->products, i);

      if (delivered > 0 && product->delivered == 0)
        continue;
      only = product;
      n++;
    }
  return n == 1 ? g_strdup (only->sku) : bo_command_count (n, "product");
}

static char *
summarize (const BoProposal *proposal,
           gint64            delivered)
{
  g_autofree char *what = say_what (proposal, delivered);
  g_autofree char *received = bo_command_count (delivered, "unit");
  g_autofree char *changed = bo_command_count (proposal->n_changed, "line");
  g_autofree char *dealt = bo_command_count (proposal->units_gained, "unit");

  if (delivered > 0)
    return g_strdup_printf ("Received %s of %s; %s changed, %s dealt", received, what, changed, dealt);
  return g_strdup_printf ("Dealt %s again; %s changed, %s dealt", what, changed, dealt);
}

static gboolean
apply_proposal (BoTxn     *txn,
                BoCommand *command,
                GError   **error)
{
  const BoProposal *proposal = command->request;
  gint64            delivered = sum_delivered (proposal->request);
  g_autofree char  *summary = summarize (proposal, delivered);

  if (!check_revisions (txn, proposal, error))
    return FALSE;
  if (delivered == 0 && proposal->n_changed == 0)
    return TRUE;

  if (!bo_command_begin (txn, command, delivered > 0 ? BO_EVENT_RECEIVE : BO_EVENT_ALLOCATE, summary, error) ||
      !book_deliveries (txn, command, proposal->request, error) ||
      !write_changes (txn, proposal, bo_allocation_table_write_sums, FALSE, error) ||
      !write_changes (txn, proposal, bo_allocation_table_write_rows, TRUE, error))
    return FALSE;
  command->outcome->units = proposal->units_gained;
  return TRUE;
}

/**
 * bo_service_apply_async:
 * @self: a #BoService
 * @proposal: what was proposed
 * @external_id: (nullable): is applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Books the delivery of @proposal and gives everybody what it says, in one
 * transaction, if nothing that it looked at has moved; BO_SERVICE_ERROR_MOVED
 * otherwise.  A proposal that changes nothing makes no event.
 */
void
bo_service_apply_async (BoService          *self,
                        BoProposal         *proposal,
                        const char         *external_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (proposal != NULL);

  bo_service_run_command (self, apply_proposal, bo_proposal_ref (proposal), (GDestroyNotify) bo_proposal_unref,
                          external_id, FALSE, cancellable, callback, user_data);
}

static gboolean
check_delivery (BoTxn             *txn,
                const BoDelivered *delivered,
                GError           **error)
{
  g_autoptr (BoProductRow) product = NULL;

  if (delivered->units < 0 || delivered->units > BO_UNITS_MAX)
    {
      g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_REFUSED,
                   "%" G_GINT64_FORMAT " units cannot have arrived: give 0 to %" G_GINT64_FORMAT,
                   delivered->units, BO_UNITS_MAX);
      return FALSE;
    }
  if (!bo_product_table_load (txn, delivered->product_id, &product, error))
    return FALSE;
  if (product != NULL)
    return TRUE;
  g_set_error (error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND,
               "There is no product %" G_GINT64_FORMAT, delivered->product_id);
  return FALSE;
}

static gboolean
book (BoTxn     *txn,
      BoCommand *command,
      GError   **error)
{
  const BoProposalRequest *request = command->request;
  gint64                   units = 0;
  g_autofree char         *summary = NULL;
  g_autofree char         *received = NULL;
  g_autofree char         *what = NULL;

  for (guint i = 0; i < request->delivered->len; i++)
    if (!check_delivery (txn, &g_array_index (request->delivered, BoDelivered, i), error))
      return FALSE;
  units = sum_delivered (request);
  if (units == 0)
    return TRUE;

  received = bo_command_count (units, "unit");
  what = bo_command_count (request->delivered->len, "product");
  summary = g_strdup_printf ("Received %s of %s, not dealt yet", received, what);
  if (!bo_command_begin (txn, command, BO_EVENT_RECEIVE, summary, error) ||
      !book_deliveries (txn, command, request, error))
    return FALSE;
  command->outcome->units = units;
  return TRUE;
}

/**
 * bo_service_book_async:
 * @self: a #BoService
 * @request: what arrived
 * @external_id: (nullable): is applied at most once
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Puts a delivery on hand and deals nothing of it.
 */
void
bo_service_book_async (BoService               *self,
                       const BoProposalRequest *request,
                       const char              *external_id,
                       GCancellable            *cancellable,
                       GAsyncReadyCallback      callback,
                       gpointer                 user_data)
{
  g_return_if_fail (BO_IS_SERVICE (self));
  g_return_if_fail (request != NULL);

  bo_service_run_command (self, book, bo_proposal_request_copy (request), (GDestroyNotify) bo_proposal_request_free,
                          external_id, FALSE, cancellable, callback, user_data);
}
