/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"
#include "bo-import-query.h"
#include "bo-line-ledger.h"
#include "bo-order-table.h"
#include "bo-outbox-table.h"
#include "bo-outbox.h"

#define CHANNEL "web"
/* The state in which an order holds its place unpaid, in the shop's word; the other
 * states that hold one are paid, or as good as. */
#define UNPAID_STATUS "on-hold"
#define SECONDS_PER_DAY (24 * 60 * 60)

static gint64
hash_order (const BoRemoteOrder *order)
{
  guint64 hash = BO_HASH_INIT;

  hash = bo_hash_add_text (hash, order->number);
  hash = bo_hash_add_text (hash, order->status);
  hash = bo_hash_add_text (hash, order->currency);
  hash = bo_hash_add_int (hash, order->created);
  hash = bo_hash_add_int (hash, order->paid);
  hash = bo_hash_add_int (hash, order->customer_id);
  hash = bo_hash_add_text (hash, order->buyer->name);
  hash = bo_hash_add_text (hash, order->buyer->email);
  hash = bo_hash_add_text (hash, order->buyer->phone);
  hash = bo_hash_add_text (hash, order->buyer->country);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const BoRemoteOrderLine *line = g_ptr_array_index (order->lines, i);

      hash = bo_hash_add_int (hash, line->id);
      hash = bo_hash_add_int (hash, line->product_id);
      hash = bo_hash_add_int (hash, line->variation_id);
      hash = bo_hash_add_int (hash, line->quantity);
      hash = bo_hash_add_int (hash, line->price);
      hash = bo_hash_add_int (hash, line->reduced);
      hash = bo_hash_add_int (hash, line->refunded);
      hash = bo_hash_add_int (hash, line->fractional);
    }
  return (gint64) hash;
}

/* What the state means as the settings have it. */
static BoRemoteOrderState
get_meaning (BoIntake            *intake,
             const BoRemoteOrder *order)
{
  gboolean holds = intake->config->hold_states != NULL
                       ? g_strv_contains ((const char *const *) intake->config->hold_states, order->status)
                       : order->state == BO_REMOTE_ORDER_OPEN;

  if (holds)
    return BO_REMOTE_ORDER_OPEN;
  return order->state == BO_REMOTE_ORDER_OPEN ? BO_REMOTE_ORDER_WAITS_FOR_PAYMENT : order->state;
}

/* By the shop's clock. */
static gint64
get_modified (BoIntake               *intake,
              const BoRemoteOrderRow *before,
              const BoRemoteOrder    *order)
{
  gint64 modified = order->modified != 0 ? order->modified : intake->command.at;

  return before != NULL ? MAX (modified, before->modified) : modified;
}

/* Whatever an order looks like now, it may have looked otherwise when its products were
 * read: cancelled and taken up again, say.  Those are not settled by what they said then. */
static gboolean
note_touched (BoIntake               *intake,
              const BoRemoteOrderRow *before,
              const BoRemoteOrder    *order,
              GError                **error)
{
  return before == NULL || order->modified <= before->modified ||
         bo_remote_order_table_touch (intake->txn, order->id, order->modified, error);
}

static gint64
get_queued (BoIntake            *intake,
            const BoRemoteOrder *order)
{
  gint64 queued = order->paid != 0 ? order->paid : order->created;

  return queued > 0 ? MIN (queued, intake->command.at) : intake->command.at;
}

/* An order that has been taken before, in an earlier connection, is found again. */
static gboolean
put_order (BoIntake            *intake,
           const BoRemoteOrder *order,
           BoRemoteOrderRow    *row,
           gint64              *customer_id,
           gboolean            *adopted,
           GError             **error)
{
  g_autofree char *external_id = g_strdup_printf ("%" G_GINT64_FORMAT, order->id);
  int              priority_class = 0;
  BoOrderRow       sale = {
          .number = *order->number != '\0' ? order->number : external_id,
          .channel = CHANNEL,
          .created = order->created > 0 ? order->created : row->queued,
          .source = intake->source,
          .external_id = external_id,
  };

  if (!bo_import_query_find_order (intake->txn, intake->source, external_id, &row->order_id, customer_id, &priority_class, error))
    return FALSE;
  *adopted = row->order_id != 0;
  if (*adopted)
    {
      row->priority_class = priority_class;
      return TRUE;
    }
  if (!bo_intake_put_buyer (intake, order, customer_id, &row->priority_class, error) || !bo_intake_begin (intake, error))
    return FALSE;
  sale.customer_id = *customer_id;
  row->order_id = bo_order_table_insert (intake->txn, &sale, error);
  return row->order_id != 0;
}

/* An order under way. */
typedef struct
{
  const BoRemoteOrder *order;
  BoRemoteOrderRow     row;
  BoLineTurn           turn;
  gboolean             adopted;
  GArray              *lines; /* (element-type BoRemoteLineRow) (owned): as they were */
} Taking;

/* Whose stock the line takes; none where the product has been deleted. */
static gboolean
find_product (BoIntake                *intake,
              const BoRemoteOrderLine *line,
              BoRemoteLineRow         *row,
              GError                 **error)
{
  g_autoptr (BoRemoteProductRow) product = NULL;
  gint64 id = line->variation_id != 0 ? line->variation_id : line->product_id;

  if (row->remote_product_id != 0 || id == 0)
    return TRUE;
  if (!bo_intake_stub_product (intake, id, line->variation_id != 0 ? line->product_id : 0, line->sku, line->name,
                               &product, error))
    return FALSE;
  row->remote_product_id = product->id;
  return TRUE;
}

/* A line that an earlier connection has made: what it is now is what the queue has
 * heard. */
static gboolean
adopt_line (BoIntake        *intake,
            Taking          *taking,
            BoRemoteLineRow *row,
            GError         **error)
{
  g_autoptr (BoRemoteProductRow) product = NULL;
  g_autoptr (GArray) ids = NULL;

  if (row->remote_product_id == 0)
    return TRUE;
  if (!bo_remote_product_table_load (intake->txn, row->remote_product_id, &product, error))
    return FALSE;
  ids = bo_line_table_list_order (intake->txn, taking->row.order_id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64   id = g_array_index (ids, gint64, i);
      gboolean linked = FALSE;
      g_auto (BoLineRow) line = BO_LINE_ROW_INIT;

      if (!bo_remote_line_table_is_linked (intake->txn, id, &linked, error) ||
          !bo_line_table_load (intake->txn, id, &line, error))
        return FALSE;
      if (linked || line.product_id != product->product_id)
        continue;
      row->line_id = id;
      row->fate = BO_REMOTE_LINE;
      row->wanted = line.ordered - line.cancelled;
      row->queued = line.queued;
      return TRUE;
    }
  return ids != NULL;
}

static gboolean
take_line (BoIntake                *intake,
           Taking                  *taking,
           const BoRemoteOrderLine *line,
           GError                 **error)
{
  BoRemoteLineRow row = { .id = line->id, .remote_order_id = taking->row.id, .queued = taking->row.queued };
  BoRemoteLineRow before = { .id = 0 };
  gboolean        is_new;

  for (guint i = 0; i < taking->lines->len && before.id == 0; i++)
    if (g_array_index (taking->lines, BoRemoteLineRow, i).id == line->id)
      {
        row = before = g_array_index (taking->lines, BoRemoteLineRow, i);
        g_array_index (taking->lines, BoRemoteLineRow, i).id = 0;
      }
  is_new = before.id == 0;
  if (line->quantity > BO_UNITS_MAX)
    {
      bo_intake_refuse (intake, _ ("Order %" PRId64 ", line %" PRId64 ": more units than can be"), taking->row.id, line->id);
      return TRUE;
    }
  if (line->fractional)
    bo_intake_refuse (intake, _ ("Order %" PRId64 ", line %" PRId64 ": not whole units, rounded down"), taking->row.id, line->id);
  if (!find_product (intake, line, &row, error))
    return FALSE;

  /* A line that somebody added later queues from then on. */
  if (is_new && !taking->turn.is_new)
    row.queued = taking->turn.changed;
  row.quantity = MAX (line->quantity - line->refunded, 0);
  row.reduced = MAX (line->reduced, 0);
  row.price = MAX (line->price, 0);
  return (!is_new || !taking->adopted || adopt_line (intake, taking, &row, error)) &&
         bo_intake_turn_line (intake, &taking->turn, is_new ? NULL : &before, &row, error);
}

/* What is no longer in the order is wanted no longer; what the shop took from its
 * stock for it stays taken until it is given back. */
static gboolean
drop_lines (BoIntake *intake,
            Taking   *taking,
            GError  **error)
{
  for (guint i = 0; i < taking->lines->len; i++)
    {
      BoRemoteLineRow row = g_array_index (taking->lines, BoRemoteLineRow, i);

      if (row.id == 0)
        continue;
      row.quantity = 0;
      if (!bo_intake_turn_line (intake, &taking->turn, &g_array_index (taking->lines, BoRemoteLineRow, i), &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin_order (BoIntake               *intake,
             Taking                 *taking,
             const BoRemoteOrderRow *before,
             GError                **error)
{
  const BoRemoteOrder *order = taking->order;
  BoRemoteOrderRow    *row = &taking->row;
  gboolean             holds = row->meaning == BO_REMOTE_ORDER_OPEN || row->meaning == BO_REMOTE_ORDER_DONE;

  taking->turn.order = row;
  /* When what is seen now happened, at the latest. */
  row->modified = get_modified (intake, before, order);
  taking->turn.changed = MIN (row->modified, intake->command.at);
  taking->turn.is_new = row->order_id == 0;
  if (row->order_id != 0)
    {
      g_autoptr (BoOrderRow) sale = NULL;

      if (!bo_order_table_load (intake->txn, row->order_id, &sale, error))
        return FALSE;
      taking->turn.customer_id = sale != NULL ? sale->customer_id : 0;
      if (order->customer_id == 0 && !bo_intake_update_guest (intake, order, taking->turn.customer_id, error))
        return FALSE;
    }
  else if (holds)
    {
      /* Cancelled before it was taken, and open again: it had no place to keep. */
      gboolean reopened = before != NULL && *before->status != '\0' && before->meaning == BO_REMOTE_ORDER_GONE;

      row->queued = reopened ? taking->turn.changed : get_queued (intake, order);
      row->planned = order->state != BO_REMOTE_ORDER_OPEN;
      if (!put_order (intake, order, row, &taking->turn.customer_id, &taking->adopted, error))
        return FALSE;
    }
  if (before != NULL)
    return TRUE;
  /* The lines below refer to it. */
  return bo_remote_order_table_put (intake->txn, row, error);
}

static gboolean
take_order (BoIntake            *intake,
            const BoRemoteOrder *order,
            BoRemoteState        state,
            GError             **error)
{
  g_autoptr (BoRemoteOrderRow) before = NULL;
  g_autoptr (GArray) lines = NULL;
  Taking             taking = { .order = order };
  gint64             hash = hash_order (order);
  BoRemoteOrderState meaning = state == BO_REMOTE_LISTED ? get_meaning (intake, order) : BO_REMOTE_ORDER_GONE;

  intake->newest = MAX (intake->newest, order->modified);
  if (!bo_remote_order_table_load (intake->txn, order->id, &before, error) ||
      !note_touched (intake, before, order, error))
    return FALSE;
  if (before != NULL && before->hash == hash && before->meaning == meaning && before->state == state)
    return TRUE;

  if (before != NULL)
    taking.row = *before;
  taking.row.id = order->id;
  taking.row.status = order->status;
  taking.row.meaning = meaning;
  taking.row.state = state;
  taking.row.currency = strlen (order->currency) == 3 ? order->currency : bo_intake_get_currency (intake);
  taking.row.lapsed = taking.row.lapsed && order->paid == 0 && meaning == BO_REMOTE_ORDER_OPEN;
  taking.row.paid = order->paid;
  taking.row.hash = hash;
  if (before == NULL)
    taking.row.priority_class = BO_CLASS_DEFAULT;
  lines = bo_remote_line_table_list (intake->txn, order->id, error);
  taking.lines = lines;
  if (lines == NULL || !begin_order (intake, &taking, before, error))
    return FALSE;

  for (guint i = 0; i < order->lines->len; i++)
    if (!take_line (intake, &taking, g_ptr_array_index (order->lines, i), error))
      return FALSE;
  if (!drop_lines (intake, &taking, error))
    return FALSE;

  intake->counts.orders++;
  return before == NULL || bo_remote_order_table_put (intake->txn, &taking.row, error);
}

/**
 * bo_intake_orders:
 * @intake: a #BoIntake
 * @records: (element-type BoRemoteOrder): a page of them, refunded units filled in
 * @state: whether they are listed, or in the shop's bin
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_orders (BoIntake        *intake,
                  const GPtrArray *records,
                  BoRemoteState    state,
                  GError         **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!take_order (intake, g_ptr_array_index (records, i), state, error))
      return FALSE;
  return TRUE;
}

/* Nothing of the order is wanted, though what is known of its lines stays. */
static gboolean
end_order (BoIntake         *intake,
           BoRemoteOrderRow *row,
           GError          **error)
{
  g_autoptr (GArray) lines = bo_remote_line_table_list (intake->txn, row->id, error);
  g_autoptr (BoOrderRow) sale = NULL;
  BoLineTurn turn = { .order = row, .changed = intake->command.at };

  if (row->order_id != 0 && !bo_order_table_load (intake->txn, row->order_id, &sale, error))
    return FALSE;
  turn.customer_id = sale != NULL ? sale->customer_id : 0;
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      BoRemoteLineRow line = g_array_index (lines, BoRemoteLineRow, i);

      if (!bo_intake_turn_line (intake, &turn, &g_array_index (lines, BoRemoteLineRow, i), &line, error))
        return FALSE;
    }
  return lines != NULL && bo_remote_order_table_put (intake->txn, row, error);
}

gboolean
bo_intake_remove_order (BoIntake     *intake,
                        gint64        id,
                        BoRemoteState state,
                        GError      **error)
{
  g_autoptr (BoRemoteOrderRow) row = NULL;

  if (!bo_remote_order_table_load (intake->txn, id, &row, error))
    return FALSE;
  if (row == NULL || row->state == state)
    return TRUE;
  row->state = state;
  if (row->meaning != BO_REMOTE_ORDER_DONE)
    row->meaning = BO_REMOTE_ORDER_GONE;
  /* If it comes back it is looked at whatever it says. */
  row->hash = 0;
  intake->counts.removed++;
  return end_order (intake, row, error);
}

gboolean
bo_intake_lapse_orders (BoIntake *intake,
                        GError  **error)
{
  gint64 until = intake->command.at - (gint64) intake->config->unpaid_days * SECONDS_PER_DAY;
  g_autoptr (GArray) ids = NULL;

  if (intake->config->unpaid_days == 0)
    return TRUE;
  ids = bo_remote_order_table_list_unpaid (intake->txn, UNPAID_STATUS, until, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (BoRemoteOrderRow) row = NULL;

      if (!bo_remote_order_table_load (intake->txn, g_array_index (ids, gint64, i), &row, error))
        return FALSE;
      row->lapsed = TRUE;
      intake->counts.orders++;
      if (!end_order (intake, row, error))
        return FALSE;
    }
  return ids != NULL;
}
