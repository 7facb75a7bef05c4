/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"
#include "bo-line-ledger.h"
#include "bo-line-shop.h"
#include "bo-outbox-table.h"
#include "bo-outbox.h"
#include "bo-stock-table.h"

/* Units of the line that the order wants, those that have left included. */
static gint64
get_wanted (const BoRemoteOrderRow *order,
            const BoRemoteLineRow  *line)
{
  gboolean wants = order->meaning == BO_REMOTE_ORDER_DONE || (order->meaning == BO_REMOTE_ORDER_OPEN && !order->lapsed);

  return wants ? line->quantity : 0;
}

static gboolean
add_conflict (BoIntake        *intake,
              BoConflictKind   kind,
              BoRemoteLineRow *line,
              gint64           order_id,
              gint64           product_id,
              gint64           units,
              GError         **error)
{
  BoConflictRow conflict = {
    .kind = kind,
    .remote_id = line->id,
    .order_id = order_id,
    .product_id = product_id,
    .mine = units,
    .at = intake->command.at,
  };

  return bo_conflict_table_put (intake->txn, &conflict, error);
}

/* The row that a line of the shop's becomes. */
static gboolean
fill_row (BoIntake               *intake,
          const BoRemoteOrderRow *order,
          gint64                  customer_id,
          const BoRemoteLineRow  *line,
          BoLineRow              *row,
          GError                **error)
{
  g_autoptr (BoRemoteProductRow) product = NULL;

  if (!bo_remote_product_table_load (intake->txn, line->remote_product_id, &product, error))
    return FALSE;
  row->order_id = order->order_id;
  row->customer_id = customer_id;
  row->product_id = product->product_id;
  row->ordered = line->quantity;
  row->queued = line->queued;
  row->priority_class = order->priority_class;
  row->price = line->price;
  g_strlcpy (row->currency, order->currency, sizeof row->currency);
  /* A sale that the shop was to make without having it was meant. */
  row->reason = order->planned || product->backorders != BO_REMOTE_BACKORDERS_NO ? BO_REASON_PLANNED : BO_REASON_UNFORESEEN;
  if (!bo_command_check_price (row->price, row->ordered, NULL))
    {
      bo_intake_refuse (intake, _ ("Order %" PRId64 ", line %" PRId64 ": a price that cannot be, taken as 0"),
                        order->id, line->id);
      row->price = 0;
    }
  return TRUE;
}

gboolean
bo_intake_take_line (BoIntake               *intake,
                     const BoRemoteOrderRow *order,
                     gint64                  customer_id,
                     BoRemoteLineRow        *line,
                     GError                **error)
{
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  gint64 younger = line->covered > 0 ? MAX (line->quantity - line->covered, 0) : 0;
  gint64 since = MIN (order->modified, intake->command.at);

  if (!fill_row (intake, order, customer_id, line, &row, error) || !bo_intake_begin (intake, error))
    return FALSE;
  if (since <= line->queued)
    younger = 0;
  line->line_id = row.id = bo_line_table_insert (intake->txn, &row, error);
  if (row.id == 0 || bo_tranche_table_insert (intake->txn, row.id, row.ordered - younger, row.queued, error) == 0 ||
      (younger > 0 && bo_tranche_table_insert (intake->txn, row.id, younger, since, error) == 0))
    return FALSE;

  line->fate = BO_REMOTE_LINE;
  line->wanted = line->quantity;
  line->covered = 0;
  intake->counts.lines++;
  return TRUE;
}

/* A line that had left before it was ever seen here. */
static gboolean
take_history (BoIntake         *intake,
              const BoLineTurn *turn,
              BoRemoteLineRow  *line,
              GError          **error)
{
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;

  if (!fill_row (intake, turn->order, turn->customer_id, line, &row, error) || !bo_intake_begin (intake, error))
    return FALSE;
  row.shipped = row.ordered;
  line->line_id = bo_line_table_insert (intake->txn, &row, error);
  if (line->line_id == 0 ||
      bo_shipment_table_insert (intake->txn, line->line_id, BO_SHIPMENT_HISTORY, row.shipped, turn->changed, error) == 0)
    return FALSE;
  line->fate = BO_REMOTE_HISTORY;
  line->wanted = line->quantity;
  return line->reduced == 0 ||
         bo_remote_product_table_note_unseen (intake->txn, line->remote_product_id, line->reduced, error);
}

/* Whether an open line joins the queue at once or is decided about later. */
static gboolean
turn_open (BoIntake         *intake,
           const BoLineTurn *turn,
           BoRemoteLineRow  *line,
           GError          **error)
{
  g_autoptr (BoRemoteProductRow) product = NULL;

  if (line->remote_product_id == 0)
    {
      line->fate = BO_REMOTE_IDLE;
      return add_conflict (intake, BO_CONFLICT_PRODUCT, line, turn->order->order_id, 0, line->quantity, error);
    }
  if (!bo_remote_product_table_load (intake->txn, line->remote_product_id, &product, error))
    return FALSE;
  /* It had no place before. */
  if (line->fate == BO_REMOTE_IDLE)
    line->queued = turn->is_new ? turn->order->queued : turn->changed;
  if (bo_intake_takes_every (intake, product))
    return bo_intake_take_line (intake, turn->order, turn->customer_id, line, error);

  if (line->fate == BO_REMOTE_COVERED && line->quantity <= line->covered)
    line->covered = line->quantity;
  else
    line->fate = BO_REMOTE_UNDECIDED;
  return TRUE;
}

/* More of it is wanted than before: as the youngest in line (tranche rule). */
static gboolean
want_more (BoIntake         *intake,
           const BoLineTurn *turn,
           BoRemoteLineRow  *line,
           BoLineRow        *row,
           gint64            units,
           GError          **error)
{
  gint64 again = line->wanted == 0 ? MIN (units, row->cancelled) : 0;

  if (units <= 0)
    return TRUE;
  if (row->ordered + units - again > BO_UNITS_MAX)
    {
      bo_intake_refuse (intake, _ ("Order %" PRId64 ", line %" PRId64 ": more units than can be"),
                        line->remote_order_id, line->id);
      return TRUE;
    }
  return bo_intake_begin (intake, error) &&
         (again == 0 || bo_line_shop_want_again (intake->txn, row, again, turn->changed, error)) &&
         (again == units || bo_line_ledger_raise (intake->txn, row, units - again, turn->changed, error));
}

static gboolean
want_less (BoIntake  *intake,
           BoLineRow *row,
           gint64     units,
           GError   **error)
{
  gint64 freed = 0;

  return units <= 0 || (bo_intake_begin (intake, error) && bo_line_ledger_reduce (intake->txn, row, units, &freed, error));
}

/* The shop completed the order: all that is open has left. */
static gboolean
complete (BoIntake         *intake,
          const BoLineTurn *turn,
          BoRemoteLineRow  *line,
          BoLineRow        *row,
          GError          **error)
{
  gint64 open = bo_line_row_get_open (row);
  gint64 moved = 0;

  if (open == 0)
    return TRUE;
  if (!bo_intake_begin (intake, error) || !bo_line_shop_leave (intake->txn, row, intake->command.at, &moved, error))
    return FALSE;
  line->done += open;
  line->done_moved += moved;
  return moved == open || add_conflict (intake, BO_CONFLICT_SHIPPED, line, turn->order->order_id, row->product_id,
                                        open - moved, error);
}

/* The shop took back that it completed the order. */
static gboolean
reopen (BoIntake         *intake,
        const BoLineTurn *turn,
        BoRemoteLineRow  *line,
        BoLineRow        *row,
        GError          **error)
{
  gint64 units = MIN (line->done, row->shipped);

  line->done = 0;
  if (units == 0)
    return TRUE;
  if (!bo_intake_begin (intake, error) ||
      !bo_line_shop_come_back (intake->txn, row, units, MIN (line->done_moved, units), turn->changed, intake->command.at, error))
    return FALSE;
  line->done_moved = 0;
  return bo_conflict_table_delete (intake->txn, BO_CONFLICT_SHIPPED, line->id, error);
}

/* A line of the queue. */
static gboolean
turn_inside (BoIntake         *intake,
             const BoLineTurn *turn,
             BoRemoteLineRow  *line,
             GError          **error)
{
  gint64 wanted = get_wanted (turn->order, line);
  g_auto (BoLineRow) row = BO_LINE_ROW_INIT;
  gint64 open;
  gint64 lacking;

  if (!bo_line_table_load (intake->txn, line->line_id, &row, error))
    return FALSE;
  if (row.id == 0)
    return TRUE;
  if (turn->order->meaning == BO_REMOTE_ORDER_OPEN && wanted > 0 && !reopen (intake, turn, line, &row, error))
    return FALSE;

  open = bo_line_row_get_open (&row);
  lacking = wanted - row.shipped - open;
  if (wanted == 0)
    {
      if (!want_less (intake, &row, open, error))
        return FALSE;
    }
  else if (wanted > line->wanted)
    {
      /* What left or was cancelled here is not wanted twice. */
      if (!want_more (intake, turn, line, &row, line->wanted == 0 ? lacking : wanted - line->wanted, error))
        return FALSE;
    }
  else if (!want_less (intake, &row, CLAMP (-lacking, 0, MIN (line->wanted - wanted, open)), error))
    return FALSE;
  /* What left with the order comes back with it: until then none of it can be less. */
  if (line->done > 0 && turn->order->meaning != BO_REMOTE_ORDER_OPEN)
    line->wanted = MAX (line->wanted, wanted);
  else
    line->wanted = wanted;

  if (turn->order->meaning == BO_REMOTE_ORDER_DONE && !complete (intake, turn, line, &row, error))
    return FALSE;
  return !intake->begun || bo_line_ledger_refresh_held (intake->txn, row.order_id, error);
}

/* A line that is none of the queue. */
static gboolean
turn_outside (BoIntake         *intake,
              const BoLineTurn *turn,
              BoRemoteLineRow  *line,
              GError          **error)
{
  /* What it took from the shop's stock is free for others, so it is a line of the
   * queue, if a cancelled one. */
  if (turn->order->lapsed && turn->order->meaning == BO_REMOTE_ORDER_OPEN && line->reduced > 0 &&
      line->fate != BO_REMOTE_IDLE && line->quantity > 0)
    return bo_intake_take_line (intake, turn->order, turn->customer_id, line, error) &&
           turn_inside (intake, turn, line, error);
  if (get_wanted (turn->order, line) == 0)
    {
      line->fate = BO_REMOTE_IDLE;
      line->covered = 0;
      return TRUE;
    }
  if (turn->order->meaning == BO_REMOTE_ORDER_OPEN)
    return turn_open (intake, turn, line, error);
  if (line->remote_product_id != 0)
    return take_history (intake, turn, line, error);
  line->fate = BO_REMOTE_IDLE;
  return TRUE;
}

static gboolean
is_same (const BoRemoteLineRow *a,
         const BoRemoteLineRow *b)
{
  return a->fate == b->fate && a->quantity == b->quantity && a->wanted == b->wanted && a->reduced == b->reduced &&
         a->line_id == b->line_id && a->done == b->done;
}

/* What had left before is none of the stock, except what comes back of it. */
static gboolean
turn_history (BoIntake         *intake,
              const BoLineTurn *turn,
              BoRemoteLineRow  *line,
              gint64            reduced_before,
              GError          **error)
{
  if (turn->order->meaning == BO_REMOTE_ORDER_OPEN && line->quantity > 0)
    {
      /* All that had left is back; how much of it is wanted is told anew. */
      line->fate = BO_REMOTE_LINE;
      line->done = line->wanted;
      return bo_remote_product_table_shift_agreed (intake->txn, line->remote_product_id, reduced_before, error) &&
             turn_inside (intake, turn, line, error);
    }
  return line->reduced == reduced_before ||
         bo_remote_product_table_shift_agreed (intake->txn, line->remote_product_id, reduced_before - line->reduced, error);
}

/**
 * bo_intake_turn_line:
 * @intake: a #BoIntake
 * @turn: what happened to its order
 * @before: (nullable): the line as it was; %NULL when it is new
 * @line: the line with what the shop says now
 * @error: return location for a #GError
 *
 * Compares what is wanted with what the queue has heard of and changes the queue by
 * the difference, so that what people did here stays: more joins as the youngest,
 * less goes from the youngest, nobody else loses anything (domain.md b.1, b.8).
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_turn_line (BoIntake              *intake,
                     const BoLineTurn      *turn,
                     const BoRemoteLineRow *before,
                     BoRemoteLineRow       *line,
                     GError               **error)
{
  gboolean done;

  if (line->fate == BO_REMOTE_LINE)
    done = turn_inside (intake, turn, line, error);
  else if (line->fate == BO_REMOTE_HISTORY)
    done = turn_history (intake, turn, line, before != NULL ? before->reduced : line->reduced, error);
  else
    done = turn_outside (intake, turn, line, error);
  if (!done || !bo_remote_line_table_put (intake->txn, line, error))
    return FALSE;

  return line->fate == BO_REMOTE_HISTORY || line->remote_product_id == 0 || (before != NULL && is_same (before, line)) ||
         bo_remote_product_table_note_order (intake->txn, line->remote_product_id,
                                             line->reduced - (before != NULL ? before->reduced : 0), error);
}
