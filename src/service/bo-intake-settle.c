/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include "bo-demand-query.h"
#include "bo-journal.h"
#include "bo-outbox-table.h"
#include "bo-outbox.h"
#include "bo-product-table.h"
#include "bo-redeal.h"
#include "bo-settle-query.h"
#include "bo-stock-table.h"

/* The shop lowers its stock first and notes a moment later, on the line, that it
 * has.  An order that changed so shortly before may be between the two. */
#define IN_MOTION_SECONDS 120

/* A product under way. */
typedef struct
{
  BoRemoteProductRow *row; /* (owned) */
  gboolean            managed;
  BoStockOwner        owner;
  BoSettleSums        sums;
} Settling;

static void
settling_clear (Settling *settling)
{
  g_clear_pointer (&settling->row, bo_remote_product_row_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settling, settling_clear)

static gboolean
load_state (BoIntake       *intake,
            gint64          product_id,
            BoProductState *state,
            GError        **error)
{
  return bo_journal_flush (intake->txn, error) && bo_product_table_load_state (intake->txn, product_id, state, error);
}

/* Units that the shop never gave back when a line went, and now has. */
static gboolean
absorb_ghosts (BoIntake *intake,
               Settling *settling,
               gint64   *units,
               GError  **error)
{
  g_autoptr (GArray) ghosts = NULL;

  if (*units <= 0)
    return TRUE;
  ghosts = bo_settle_query_ghosts (intake->txn, settling->row->id, error);
  for (guint i = 0; ghosts != NULL && i<ghosts->len && * units> 0; i++)
    {
      const BoGhost *ghost = &g_array_index (ghosts, BoGhost, i);
      gint64         taken = MIN (*units, ghost->units);

      if (!bo_settle_query_take_reduced (intake->txn, ghost->id, taken, error))
        return FALSE;
      *units -= taken;
      settling->sums.reduced -= taken;
      settling->sums.here -= MIN (taken, MAX (ghost->units - ghost->left, 0));
    }
  return ghosts != NULL;
}

/* Somebody who wants units of what there is: a line that waits, or one that has not
 * been decided about. */
typedef struct
{
  int          priority_class;
  int          need;
  gint64       queued;
  gint64       id; /* of a line that waits; past all of them for the others */
  gint64       lacking;
  BoUndecided *undecided; /* (nullable) */
} Wanting;

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

/* First in line first. */
static int
compare_wanting (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Wanting *x = a;
  const Wanting *y = b;
  BoKey          key = GPOINTER_TO_INT (user_data);
  int            result = 0;

  if (key == BO_KEY_NEED)
    result = compare_numbers (x->need, y->need);
  if (result == 0 && key != BO_KEY_FIFO)
    result = compare_numbers (x->priority_class, y->priority_class);
  if (result == 0)
    result = compare_numbers (x->queued, y->queued);
  if (result == 0)
    result = (x->undecided != NULL) - (y->undecided != NULL);
  return result != 0 ? result : compare_numbers (x->id, y->id);
}

static gboolean
get_key (BoIntake *intake,
         gint64    product_id,
         BoKey    *key,
         GError  **error)
{
  g_autoptr (BoProductRow) product = NULL;

  if (!bo_product_table_load (intake->txn, product_id, &product, error))
    return FALSE;
  *key = product != NULL && product->policy != NULL ? (BoKey) product->queue_key
                                                    : bo_policy_get_queue_key (intake->command.shop->policy);
  return TRUE;
}

/* All that want something, in the order of the line; @pool loses what lines have. */
static GArray *
list_wanting (BoIntake *intake,
              gint64    product_id,
              GArray   *undecided,
              gint64   *pool,
              GError  **error)
{
  g_autoptr (GArray) wanting = g_array_new (FALSE, TRUE, sizeof (Wanting));
  g_autoptr (BoDemandSet) demands = bo_demand_set_new ();
  BoKey key;

  if (!get_key (intake, product_id, &key, error) ||
      !bo_demand_query_lines (intake->txn, product_id, demands, error))
    return NULL;
  for (guint i = 0; i < demands->rows->len; i++)
    {
      const BoDemandRow *row = &g_array_index (demands->rows, BoDemandRow, i);
      Wanting            waits = {
                   .priority_class = row->priority_class,
                   .need = row->need,
                   .queued = row->queued,
                   .id = row->id,
                   .lacking = row->paused ? 0 : row->open - row->allocated,
      };

      *pool -= row->allocated;
      g_array_append_val (wanting, waits);
    }
  for (guint i = 0; i < undecided->len; i++)
    {
      BoUndecided *row = &g_array_index (undecided, BoUndecided, i);
      Wanting      waits = {
             .priority_class = row->priority_class,
             .need = BO_DAY_NONE,
             .queued = row->line.queued,
             .id = row->line.id,
             .lacking = row->line.quantity,
             .undecided = row,
      };

      g_array_append_val (wanting, waits);
    }
  g_array_sort_with_data (wanting, compare_wanting, GINT_TO_POINTER (key));
  return g_steal_pointer (&wanting);
}

static gboolean
decide (BoIntake    *intake,
        Settling    *settling,
        BoUndecided *undecided,
        gboolean     joins,
        GError     **error)
{
  BoRemoteLineRow *line = &undecided->line;
  BoRemoteOrderRow order = {
    .id = line->remote_order_id,
    .order_id = undecided->order_id,
    .priority_class = undecided->priority_class,
    .planned = undecided->planned,
    .modified = undecided->modified,
    .currency = undecided->currency,
  };

  if (joins)
    {
      if (!bo_intake_take_line (intake, &order, undecided->customer_id, line, error))
        return FALSE;
      settling->sums.here += line->reduced;
      settling->sums.open += MIN (line->quantity, line->reduced);
    }
  else
    {
      line->fate = BO_REMOTE_COVERED;
      line->covered = line->quantity;
    }
  settling->sums.undecided -= line->reduced;
  return bo_remote_line_table_put (intake->txn, line, error);
}

/* Whether the units of the lines that came are all there: what is on hand goes by
 * place in line, and who does not get everything joins the queue. */
static gboolean
decide_lines (BoIntake *intake,
              Settling *settling,
              GError  **error)
{
  g_autoptr (GArray) undecided = bo_settle_query_undecided (intake->txn, settling->row->id, error);
  g_autoptr (GArray) wanting = NULL;
  gboolean every = bo_intake_takes_every (intake, settling->row);
  gint64   pool = settling->row->quantity + settling->sums.here + settling->sums.undecided;

  if (undecided == NULL)
    return FALSE;
  /* Of a product that only an order has named so far there is nothing to go by. */
  if (undecided->len == 0 || (settling->row->hash == 0 && settling->row->state == BO_REMOTE_LISTED))
    return TRUE;
  /* Where the shop counts nothing, what it says is all there is to go by. */
  if (every || !settling->managed)
    {
      for (guint i = 0; i < undecided->len; i++)
        if (!decide (intake, settling, &g_array_index (undecided, BoUndecided, i),
                     every || settling->row->unavailable || settling->row->state != BO_REMOTE_LISTED, error))
          return FALSE;
      return TRUE;
    }

  wanting = list_wanting (intake, settling->row->product_id, undecided, &pool, error);
  if (wanting == NULL)
    return FALSE;
  for (guint i = 0; i < wanting->len; i++)
    {
      const Wanting *waits = &g_array_index (wanting, Wanting, i);
      gint64         given = CLAMP (pool, 0, waits->lacking);

      pool -= given;
      /* What the shop has not taken from its stock would be given to somebody else. */
      if (waits->undecided != NULL &&
          !decide (intake, settling, waits->undecided,
                   given < waits->lacking || waits->undecided->line.reduced < waits->lacking, error))
        return FALSE;
    }
  return TRUE;
}

/* Books what is on hand as @on_hand; the last in line lose what is not there. */
static gboolean
set_on_hand (BoIntake *intake,
             gint64    product_id,
             gint64    on_hand,
             GError  **error)
{
  BoProductState state;
  BoStockMoveRow move = { .product_id = product_id, .kind = BO_MOVE_SHOP, .at = intake->command.at };

  if (!load_state (intake, product_id, &state, error))
    return FALSE;
  move.units = on_hand - state.on_hand;
  if (move.units == 0)
    return TRUE;
  if (!bo_intake_begin (intake, error) || bo_stock_move_table_insert (intake->txn, &move, error) == 0)
    return FALSE;
  return state.allocated <= on_hand ||
         bo_redeal_take (intake->txn, &intake->command, product_id, state.allocated - on_hand, 0, TRUE,
                         intake->command.outcome->exceptions, error);
}

static gboolean
put_conflict (BoIntake       *intake,
              const Settling *settling,
              BoConflictKind  kind,
              gint64          mine,
              gint64          theirs,
              GError        **error)
{
  BoConflictRow conflict = {
    .kind = kind,
    .remote_id = settling->row->id,
    .product_id = settling->row->product_id,
    .mine = mine,
    .theirs = theirs,
    .at = intake->command.at,
  };

  return bo_conflict_table_put (intake->txn, &conflict, error);
}

static void
agree (Settling *settling)
{
  settling->row->has_agreed = TRUE;
  settling->row->agreed = settling->row->quantity + settling->sums.reduced;
  settling->row->deducted = settling->row->returned = settling->row->unseen = 0;
  settling->row->pushed = FALSE;
}

/* The shop's number counts: on hand is that and what it has taken for lines whose
 * units have not left yet (domain.md e). */
static gboolean
settle_theirs (BoIntake *intake,
               Settling *settling,
               GError  **error)
{
  gint64 more = settling->row->has_agreed ? settling->row->quantity + settling->sums.reduced - settling->row->agreed : 0;
  gint64 on_hand;

  if (!absorb_ghosts (intake, settling, &more, error) || !decide_lines (intake, settling, error))
    return FALSE;
  on_hand = settling->row->quantity + settling->sums.here;
  agree (settling);
  if (!set_on_hand (intake, settling->row->product_id, MAX (on_hand, 0), error))
    return FALSE;
  return on_hand < 0 ? put_conflict (intake, settling, BO_CONFLICT_NEGATIVE, -on_hand, settling->row->quantity, error)
                     : bo_conflict_table_delete (intake->txn, BO_CONFLICT_NEGATIVE, settling->row->id, error);
}

/* Whether orders that came between our look and our writing explain that the shop's
 * number is @more than it should be: what they did to it was written over. */
static gboolean
is_overwritten (const BoRemoteProductRow *row,
                gint64                    more)
{
  return more == 0 || (-row->returned <= more && more <= row->deducted);
}

/* Whether what we wrote explains it. */
static gboolean
is_ours (const BoRemoteProductRow *row,
         BoOutboxRow              *entry,
         gint64                    more)
{
  if (more == 0 || (row->pushed && is_overwritten (row, more)))
    return TRUE;
  /* We may have: nobody knows what became of what was sent. */
  return entry != NULL && entry->sent != 0 && is_overwritten (row, more - (entry->sent_number - entry->sent_expected));
}

/* Whether somebody changed the number in the shop, beside its orders and us.  @left
 * gets what its orders took that had left before they were seen here. */
static gboolean
is_explained (BoIntake *intake,
              Settling *settling,
              gboolean *explained,
              gint64   *left,
              GError  **error)
{
  gint64 more = settling->row->quantity + settling->sums.reduced - settling->row->agreed;
  g_autoptr (BoOutboxRow) entry = NULL;

  if (!bo_outbox_table_find_stock (intake->txn, settling->row->id, &entry, error))
    return FALSE;
  if (more != 0 && settling->row->unseen > 0 && is_ours (settling->row, entry, more + settling->row->unseen))
    *left = settling->row->unseen;
  *explained = *left > 0 || is_ours (settling->row, entry, more);
  if (!*explained)
    {
      if (!absorb_ghosts (intake, settling, &more, error))
        return FALSE;
      *explained = more == 0;
    }
  if (!*explained || entry == NULL || entry->sent == 0)
    return TRUE;
  entry->sent = 0;
  return bo_outbox_table_set_state (intake->txn, entry, error);
}

/* What the shop should say by our books. */
static gboolean
get_books (BoIntake *intake,
           Settling *settling,
           gint64   *number,
           GError  **error)
{
  BoProductState state;

  if (!load_state (intake, settling->row->product_id, &state, error))
    return FALSE;
  *number = state.on_hand - settling->sums.open;
  return TRUE;
}

/* What has left without having been a line here has left from what is on hand. */
static gboolean
let_leave (BoIntake *intake,
           Settling *settling,
           gint64    units,
           GError  **error)
{
  BoProductState state;

  return units == 0 || (load_state (intake, settling->row->product_id, &state, error) &&
                        set_on_hand (intake, settling->row->product_id, MAX (state.on_hand - units, 0), error));
}

/* Our number counts.  What the shop had at first is taken, unless we have counted
 * ourselves. */
static gboolean
settle_ours (BoIntake *intake,
             Settling *settling,
             GError  **error)
{
  gboolean explained = TRUE;
  gboolean has_moves = TRUE;
  gint64   left = 0;
  gint64   number;

  if (!decide_lines (intake, settling, error) ||
      !bo_settle_query_has_moves (intake->txn, settling->row->product_id, &has_moves, error))
    return FALSE;
  if (!settling->row->has_agreed && !has_moves)
    {
      agree (settling);
      return set_on_hand (intake, settling->row->product_id, MAX (settling->row->quantity + settling->sums.open, 0), error);
    }
  if ((settling->row->has_agreed && !is_explained (intake, settling, &explained, &left, error)) ||
      !let_leave (intake, settling, left, error) || !get_books (intake, settling, &number, error))
    return FALSE;
  if (number == settling->row->quantity)
    {
      agree (settling);
      return bo_conflict_table_delete (intake->txn, BO_CONFLICT_STOCK, settling->row->id, error);
    }
  if (!settling->row->has_agreed || !explained)
    return put_conflict (intake, settling, BO_CONFLICT_STOCK, number, settling->row->quantity, error);

  agree (settling);
  return bo_conflict_table_delete (intake->txn, BO_CONFLICT_STOCK, settling->row->id, error) &&
         bo_outbox_put_stock (intake->txn, settling->row->id, error);
}

static gboolean
settle (BoIntake *intake,
        Settling *settling,
        GError  **error)
{
  if (!bo_settle_query_sums (intake->txn, settling->row->id, &settling->sums, error))
    return FALSE;
  /* It has no number any more that could be another one than ours. */
  if (!settling->managed)
    return bo_conflict_table_delete (intake->txn, BO_CONFLICT_STOCK, settling->row->id, error) &&
           bo_conflict_table_delete (intake->txn, BO_CONFLICT_NEGATIVE, settling->row->id, error) &&
           decide_lines (intake, settling, error);
  return settling->owner == BO_STOCK_OWNER_SHOP ? settle_theirs (intake, settling, error)
                                                : settle_ours (intake, settling, error);
}

/* Deals what is free, if anybody waits for it. */
static gboolean
deal_free (BoIntake *intake,
           gint64    product_id,
           GError  **error)
{
  BoProductState state;

  if (!load_state (intake, product_id, &state, error))
    return FALSE;
  if (state.on_hand == state.allocated || state.open_units == state.allocated)
    return TRUE;
  return bo_intake_begin (intake, error) && bo_redeal_free (intake->txn, &intake->command, product_id, error);
}

/**
 * bo_intake_settle:
 * @intake: a #BoIntake
 * @remote_product_id: a product of the shop's whose stock or orders changed
 * @settled: (out): %FALSE when an order is just being booked there: later
 * @error: return location for a #GError
 *
 * Decides which of the new lines join the queue, brings on-hand and the shop's
 * number together as their owner says, and deals what is free to the next in line.
 * Both must have been read without an order coming between.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_settle (BoIntake *intake,
                  gint64    remote_product_id,
                  gboolean *settled,
                  GError  **error)
{
  g_auto (Settling) settling = { NULL };
  gint64   bearer = 0;
  gboolean in_motion = FALSE;

  *settled = TRUE;
  if (!bo_remote_product_table_load (intake->txn, remote_product_id, &settling.row, error))
    return FALSE;
  if (settling.row == NULL)
    return TRUE;
  if (settling.row->product_id != 0)
    {
      settling.owner = bo_intake_get_owner (intake, settling.row);
      settling.managed = settling.row->stock == BO_REMOTE_STOCK_OWN && settling.row->has_quantity &&
                         settling.row->state == BO_REMOTE_LISTED;
      if (settling.managed &&
          !bo_settle_query_in_motion (intake->txn, remote_product_id, intake->shop_now - IN_MOTION_SECONDS,
                                      intake->shop_now + IN_MOTION_SECONDS, &in_motion, error))
        return FALSE;
      if (in_motion)
        {
          *settled = FALSE;
          return bo_remote_product_table_raise_settle (intake->txn, remote_product_id, BO_SETTLE_REREAD, error);
        }
      if (!bo_remote_product_table_find (intake->txn, settling.row->product_id, &bearer, error))
        return FALSE;
      /* Another one that the shop lists has the number of this product. */
      settling.managed = settling.managed && bearer == remote_product_id;
      if (!settle (intake, &settling, error))
        return FALSE;
    }
  settling.row->settle = BO_SETTLE_NOTHING;
  if (!bo_remote_product_table_put (intake->txn, settling.row, error))
    return FALSE;
  return settling.row->product_id == 0 || deal_free (intake, settling.row->product_id, error);
}

gboolean
bo_intake_resolve_stock (BoIntake *intake,
                         gint64    remote_product_id,
                         gboolean  mine,
                         GError  **error)
{
  g_auto (Settling) settling = { NULL };

  if (!bo_remote_product_table_load (intake->txn, remote_product_id, &settling.row, error))
    return FALSE;
  if (settling.row != NULL)
    {
      if (!bo_settle_query_sums (intake->txn, remote_product_id, &settling.sums, error))
        return FALSE;
      agree (&settling);
      if (!bo_remote_product_table_put (intake->txn, settling.row, error))
        return FALSE;
      if (mine ? !bo_outbox_put_stock (intake->txn, remote_product_id, error)
               : !set_on_hand (intake, settling.row->product_id, MAX (settling.row->quantity + settling.sums.open, 0), error) ||
                     !deal_free (intake, settling.row->product_id, error))
        return FALSE;
    }
  return bo_conflict_table_delete (intake->txn, BO_CONFLICT_STOCK, remote_product_id, error);
}
