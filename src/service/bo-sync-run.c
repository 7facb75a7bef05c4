/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include "bo-event-kind.h"
#include "bo-journal.h"
#include "bo-outbox-table.h"

/* What changed shortly before the last look is looked at again: a shop saves the date
 * first and the stock a moment later, and several servers have several clocks. */
#define OVERLAP_SECONDS (5 * 60)
/* A product whose stock is in motion for longer is left to the next sync. */
#define ROUNDS_MAX 4
/* Products that are settled in one transaction. */
#define SETTLE_CHUNK 100
/* A walk over everything that nobody asked for, for what no list of changes tells. */
#define FULL_EVERY_SECONDS (7 * 24 * 60 * 60)

/*
 * A sync, step by step.  Products are read before orders, so that an order that
 * comes between shows: whose stock no order touched since it was read is settled,
 * the others are read once more (a round).
 *
 *   test → customers → products, what is gone → orders, what is gone → settle ─┐
 *                         ↑________________________________________ a round ───┤
 *                                                                              ↓
 *                                                  places → success → outbox → end
 */
typedef enum
{
  STEP_TEST,
  STEP_LOAD,
  STEP_CUSTOMERS,
  STEP_CUSTOMERS_IN_TURN,
  STEP_PRODUCTS,
  STEP_REMOVED_PRODUCTS,
  STEP_FAMILIES,
  STEP_VARIATIONS,
  STEP_PROMOTE,
  STEP_ORDERS,
  STEP_REMOVED_ORDERS,
  STEP_LAPSE,
  STEP_SETTLE,
  STEP_PLACES,
  STEP_SUCCESS,
  STEP_OUTBOX,
  STEP_END,
} Step;

void
bo_sync_run_set_progress (BoSyncRun  *run,
                          BoSyncStage stage,
                          gint64      done,
                          gint64      total)
{
  run->sync->status.progress = (BoSyncProgress){ stage, done, MAX (total, -1) };
  g_signal_emit_by_name (run->sync, "progress", &run->sync->status.progress);
}

typedef struct
{
  BoSyncRun     *run;
  gpointer       data;
  GDestroyNotify free_data; /* (nullable) */
  BoSyncNextFunc next;
} Writing;

static void
written_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Writing *writing = user_data;
  GError             *error = NULL;

  bo_store_write_finish (BO_STORE (source_object), result, &error);
  writing->next (writing->run, writing->data, error);
  if (writing->free_data != NULL)
    writing->free_data (writing->data);
}

void
bo_sync_run_write (BoSyncRun     *run,
                   BoTxnFunc      func,
                   gpointer       data,
                   GDestroyNotify free_data,
                   BoSyncNextFunc next)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->run = run;
  writing->data = data;
  writing->free_data = free_data;
  writing->next = next;
  bo_store_write_async (bo_service_get_store (run->sync->service), func, data, NULL, NULL, written_cb, writing);
}

static void
next_cb (BoSyncRun *run,
         gpointer   data,
         GError    *error)
{
  bo_sync_run_next (run, error);
}

/* STEP_TEST: what the shop can do, when it is not known or everything is read. */

static gboolean
write_report (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  const BoCatalogReport *report = data;

  return bo_shop_table_set_report (txn, report->shop_name, report->version, report->capabilities, error);
}

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  BoSyncRun       *run = user_data;
  GError          *error = NULL;
  BoCatalogReport *report = bo_catalog_test_finish (BO_CATALOG (source_object), result, &error);

  if (report == NULL)
    {
      bo_sync_run_next (run, error);
      return;
    }
  run->sync->capabilities = report->capabilities;
  bo_sync_run_write (run, write_report, report, (GDestroyNotify) bo_catalog_report_free, next_cb);
}

static void
test_shop (BoSyncRun *run)
{
  bo_sync_run_set_progress (run, BO_SYNC_STAGE_NONE, 0, -1);
  bo_catalog_test_async (run->catalog, run->cancellable, tested_cb, run);
}

/* STEP_LOAD: how far everything is known. */

static gboolean
load_cursors (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  BoSyncCursor *cursors = data;

  for (int resource = BO_RESOURCE_PRODUCTS; resource <= BO_RESOURCE_ORDERS; resource++)
    if (!bo_sync_cursor_load (txn, (BoResource) resource, &cursors[resource], error))
      return FALSE;
  return TRUE;
}

/* The walk over one resource: from its cursor on, which the run has in hand and every
 * page stores. */

static BoSyncStage
get_stage (BoResource resource)
{
  switch (resource)
    {
    case BO_RESOURCE_PRODUCTS:
      return BO_SYNC_STAGE_PRODUCTS;
    case BO_RESOURCE_VARIATIONS:
      return BO_SYNC_STAGE_VARIATIONS;
    case BO_RESOURCE_CUSTOMERS:
      return BO_SYNC_STAGE_CUSTOMERS;
    case BO_RESOURCE_ORDERS:
    case BO_RESOURCE_REFUNDS:
    default:
      return BO_SYNC_STAGE_ORDERS;
    }
}

static void walk_from_cursor (BoSyncRun     *run,
                              BoResource     resource,
                              gboolean       all,
                              BoSyncNextFunc next);

static void
walked_cb (BoSyncRun *run,
           gpointer   data,
           GError    *error)
{
  const BoSyncCursor *cursor = data;

  run->cursors[cursor->resource] = *cursor;
  if (cursor->resource == BO_RESOURCE_CUSTOMERS)
    run->turn = cursor->page > 1 ? (guint) cursor->newest + 1 : 0;
  /* The first pages are from before the products were read. */
  if (error == NULL && run->went_on && cursor->resource == BO_RESOURCE_ORDERS)
    walk_from_cursor (run, cursor->resource, FALSE, run->walked);
  else
    run->walked (run, NULL, error);
}

static gboolean
is_walk_of_all (BoSyncRun *run,
                BoResource resource,
                gboolean   all)
{
  const BoSyncCursor *cursor = &run->cursors[resource];

  return all || cursor->since == 0 || cursor->walk == BO_WALK_ALL;
}

/* What the first request of a walk asks for. */
static BoPull
make_pull (BoSyncRun *run,
           BoResource resource,
           gboolean   all)
{
  const BoSyncCursor *cursor = &run->cursors[resource];
  BoPull              pull = { .resource = resource, .page = 1 };

  /* One that was cut off goes on a page before: something may have been deleted. */
  if (cursor->walk == BO_WALK_ALL)
    pull.page = MAX (cursor->page, 2) - 1;
  else if (is_walk_of_all (run, resource, all))
    pull.page = 1;
  else if (resource == BO_RESOURCE_CUSTOMERS)
    pull.page = cursor->page;
  else
    pull.since = MAX (cursor->since - OVERLAP_SECONDS, 1);
  return pull;
}

static void
walk_from_cursor (BoSyncRun     *run,
                  BoResource     resource,
                  gboolean       all,
                  BoSyncNextFunc next)
{
  BoSyncWalkPlan plan = {
    .pull = make_pull (run, resource, all),
    .stage = get_stage (resource),
    .cursor = run->cursors[resource],
    .has_cursor = TRUE,
    .next = walked_cb,
  };
  gboolean whole = is_walk_of_all (run, resource, all);

  run->walked = next;
  plan.is_walk_of_all = resource == BO_RESOURCE_VARIATIONS ||
                        (whole && (run->sync->capabilities & BO_CATALOG_LISTS_ALL_VARIATIONS) != 0);
  run->went_on = plan.cursor.walk == BO_WALK_ALL;
  if (run->went_on)
    run->shrank = TRUE;
  else
    {
      plan.cursor.walk = whole ? BO_WALK_ALL : BO_WALK_CHANGES;
      plan.cursor.started = g_get_real_time () / G_USEC_PER_SEC;
      plan.cursor.shop_clock = 0;
      /* Of customers it is whose turn it is. */
      if (resource != BO_RESOURCE_CUSTOMERS)
        plan.cursor.newest = 0;
    }
  bo_sync_walk (run, &plan);
}

static void
walk_resource (BoSyncRun *run,
               BoResource resource)
{
  walk_from_cursor (run, resource, (run->flags & BO_SYNC_FULL) != 0 && run->round == 0, next_cb);
}

void
bo_sync_run_changes (BoSyncRun     *run,
                     BoResource     resource,
                     BoSyncNextFunc next)
{
  walk_from_cursor (run, resource, FALSE, next);
}

/* STEP_CUSTOMERS_IN_TURN */

static void
walk_turn (BoSyncRun *run)
{
  BoSyncWalkPlan plan = {
    .pull = { .resource = BO_RESOURCE_CUSTOMERS, .page = run->turn },
    .stage = BO_SYNC_STAGE_CUSTOMERS,
    .only_first = TRUE,
    .next = next_cb,
  };

  bo_sync_walk (run, &plan);
}

/* STEP_FAMILIES: the variations of products that moved, product by product. */

typedef struct
{
  gint64 after;
  gint64 id;
} Family;

static gboolean
find_family (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  Family *family = data;

  return bo_remote_product_table_next_due (txn, family->after, &family->id, error);
}

static void walk_families (BoSyncRun *run);

static void
family_walked_cb (BoSyncRun *run,
                  gpointer   data,
                  GError    *error)
{
  /* Deleted meanwhile: the next look for removals finds it. */
  if (g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE))
    g_clear_error (&error);
  if (error != NULL)
    bo_sync_run_next (run, error);
  else
    walk_families (run);
}

static void
family_found_cb (BoSyncRun *run,
                 gpointer   data,
                 GError    *error)
{
  const Family  *family = data;
  BoSyncWalkPlan plan = {
    .pull = { .resource = BO_RESOURCE_VARIATIONS, .parent = family->id },
    .stage = BO_SYNC_STAGE_VARIATIONS,
    .is_walk_of_all = TRUE,
    .family = run->ids,
    .next = family_walked_cb,
  };

  if (error != NULL || family->id == 0)
    {
      bo_sync_run_next (run, error);
      return;
    }
  run->after = family->id;
  g_array_set_size (run->ids, 0);
  bo_sync_walk (run, &plan);
}

static void
walk_families (BoSyncRun *run)
{
  Family *family = g_new0 (Family, 1);

  family->after = run->after;
  bo_sync_run_write (run, find_family, family, g_free, family_found_cb);
}

/* STEP_PROMOTE: all products have been read since orders touched some. */

static gboolean
promote (BoTxn   *txn,
         gpointer data,
         GError **error)
{
  return bo_remote_product_table_promote_settle (txn, error);
}

/* STEP_LAPSE and STEP_SETTLE. */

typedef struct
{
  BoShopConfig  *config; /* (owned) */
  char          *source; /* (owned) */
  gint64         shop_now;
  gint64         after;
  guint          n_seen;
  guint          n_in_motion;
  gint64         n_reread; /* that an order touched */
  BoIntakeCounts counts;
  GPtrArray     *refused; /* (element-type utf8) (owned) */
} Settlement;

static Settlement *
settlement_new (BoSyncRun *run)
{
  Settlement *settlement = g_new0 (Settlement, 1);

  settlement->config = bo_shop_config_copy (run->config);
  settlement->source = g_strdup (run->source);
  settlement->shop_now = run->shop_now;
  settlement->after = run->after;
  settlement->refused = g_ptr_array_new_with_free_func (g_free);
  return settlement;
}

static void
settlement_free (gpointer data)
{
  Settlement *settlement = data;

  bo_shop_config_free (settlement->config);
  g_ptr_array_unref (settlement->refused);
  g_free (settlement->source);
  g_free (settlement);
}

static gboolean
settle_some (BoIntake   *intake,
             Settlement *settlement,
             GError    **error)
{
  g_autoptr (GArray) ids = bo_remote_product_table_list_settle (intake->txn, BO_SETTLE_READY, settlement->after, SETTLE_CHUNK, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gboolean settled = TRUE;

      settlement->after = g_array_index (ids, gint64, i);
      if (!bo_intake_settle (intake, settlement->after, &settled, error))
        return FALSE;
      settlement->n_in_motion += settled ? 0 : 1;
      settlement->n_seen++;
    }
  if (ids == NULL || ids->len == SETTLE_CHUNK)
    return ids != NULL;
  return bo_remote_product_table_count_settle (intake->txn, BO_SETTLE_REREAD, &settlement->n_reread, error);
}

typedef gboolean (*IntakeFunc) (BoIntake *intake, Settlement *settlement, GError **error);

static gboolean
run_intake (BoTxn      *txn,
            Settlement *settlement,
            IntakeFunc  func,
            GError    **error)
{
  BoIntake intake;
  gboolean done = bo_intake_init (&intake, txn, settlement->config, settlement->source,
                                  g_get_real_time () / G_USEC_PER_SEC, error);

  if (settlement->shop_now != 0)
    intake.shop_now = settlement->shop_now;
  intake.refused = settlement->refused;
  done = done && func (&intake, settlement, error) && bo_intake_end (&intake, error);
  settlement->counts = intake.counts;
  bo_intake_clear (&intake);
  return done;
}

static gboolean
settle_in_transaction (BoTxn   *txn,
                       gpointer data,
                       GError **error)
{
  return run_intake (txn, data, settle_some, error);
}

static gboolean
lapse_orders (BoIntake   *intake,
              Settlement *settlement,
              GError    **error)
{
  return bo_intake_lapse_orders (intake, error);
}

static gboolean
lapse_in_transaction (BoTxn   *txn,
                      gpointer data,
                      GError **error)
{
  return run_intake (txn, data, lapse_orders, error);
}

static void settle_next (BoSyncRun *run);

static void
settled_cb (BoSyncRun *run,
            gpointer   data,
            GError    *error)
{
  const Settlement *settlement = data;

  if (error != NULL)
    {
      bo_sync_run_next (run, error);
      return;
    }
  run->report->n_lines += settlement->counts.lines;
  run->report->n_unsettled += settlement->n_in_motion;
  for (guint i = 0; i < settlement->refused->len && run->report->refused->len < 100; i++)
    g_ptr_array_add (run->report->refused, g_strdup (g_ptr_array_index (settlement->refused, i)));
  run->after = settlement->after;
  bo_sync_run_set_progress (run, BO_SYNC_STAGE_QUEUE, run->sync->status.progress.done + settlement->n_seen, -1);
  if (settlement->n_seen == SETTLE_CHUNK)
    {
      settle_next (run);
      return;
    }

  /* An order touched some while they were read: another round, for those that are
   * not just being booked in the shop. */
  if (settlement->n_reread > run->report->n_unsettled && run->round + 1 < ROUNDS_MAX)
    {
      run->round++;
      run->report->n_unsettled = 0;
      run->step = STEP_PRODUCTS - 1;
    }
  else
    run->report->n_unsettled = settlement->n_reread;
  bo_sync_run_next (run, NULL);
}

static void
settle_next (BoSyncRun *run)
{
  bo_sync_run_write (run, settle_in_transaction, settlement_new (run), settlement_free, settled_cb);
}

/* STEP_SUCCESS: all that the shop says is known; what is written back has its own
 * errors. */

typedef struct
{
  gint64   now;
  gboolean full;
  char    *log; /* (owned) */
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_free (ending->log);
  g_free (ending);
}

static gboolean
write_success (BoTxn   *txn,
               gpointer data,
               GError **error)
{
  Ending *ending = data;

  return bo_shop_table_set_success (txn, ending->now, ending->full, error) &&
         bo_sync_log_add (txn, ending->log, ending->now, error);
}

static void
write_success_async (BoSyncRun *run)
{
  const BoSyncReport *report = run->report;
  Ending             *ending = g_new0 (Ending, 1);

  ending->now = g_get_real_time () / G_USEC_PER_SEC;
  ending->full = (run->flags & BO_SYNC_FULL) != 0 || run->last_full == 0;
  ending->log = g_strdup_printf ("Sync done: %" G_GINT64_FORMAT " pages; %" G_GINT64_FORMAT " products, %" G_GINT64_FORMAT
                                 " customers, %" G_GINT64_FORMAT " orders new or changed; %" G_GINT64_FORMAT
                                 " gone; %" G_GINT64_FORMAT " lines joined the queue; %" G_GINT64_FORMAT
                                 " not readable; %" G_GINT64_FORMAT " not settled",
                                 report->n_pages, report->n_products, report->n_customers, report->n_orders,
                                 report->n_removed, report->n_lines, report->n_refused, report->n_unsettled);
  bo_sync_run_write (run, write_success, ending, ending_free, next_cb);
}

/* STEP_END */

static gboolean
count_conflicts (BoTxn   *txn,
                 gpointer data,
                 GError **error)
{
  return bo_conflict_table_count (txn, data, error);
}

static void
conflicts_counted_cb (BoSyncRun *run,
                      gpointer   data,
                      GError    *error)
{
  run->report->n_conflicts = *(const gint64 *) data;
  bo_sync_run_next (run, error);
}

/* While one list of changes is asked for, so is the next that does not depend on it:
 * in a sync with nothing new there is little else to wait for. */
static void
look_ahead (BoSyncRun *run,
            BoResource resource)
{
  BoPull pull = make_pull (run, resource, FALSE);

  if (run->round == 0 && (run->flags & BO_SYNC_FULL) == 0 && !is_walk_of_all (run, resource, FALSE))
    bo_sync_run_ahead (run, &pull);
}

static void
count_ahead (BoSyncRun *run,
             BoResource resource)
{
  BoPull pull = { .resource = resource, .ids_only = TRUE, .page = 1 };

  if (run->round == 0 && (run->flags & BO_SYNC_FULL) == 0 && !is_walk_of_all (run, resource, FALSE))
    bo_sync_run_ahead (run, &pull);
}

static gboolean
skip (BoSyncRun *run,
      Step       step)
{
  switch (step)
    {
    case STEP_TEST:
      return run->sync->status.shop_version != NULL && (run->flags & BO_SYNC_FULL) == 0;
    case STEP_VARIATIONS:
      return (run->sync->capabilities & BO_CATALOG_LISTS_ALL_VARIATIONS) == 0;
    case STEP_CUSTOMERS_IN_TURN:
      return run->round > 0 || run->turn == 0;
    case STEP_LOAD:
    case STEP_CUSTOMERS:
    case STEP_REMOVED_PRODUCTS:
    case STEP_REMOVED_ORDERS:
    case STEP_LAPSE:
      return run->round > 0;
    case STEP_PLACES:
      return !run->config->write_place || (run->flags & BO_SYNC_PULL_ONLY) != 0;
    case STEP_OUTBOX:
      return (run->flags & BO_SYNC_PULL_ONLY) != 0;
    case STEP_PRODUCTS:
    case STEP_FAMILIES:
    case STEP_PROMOTE:
    case STEP_ORDERS:
    case STEP_SETTLE:
    case STEP_SUCCESS:
    case STEP_END:
    default:
      return FALSE;
    }
}

static void
run_step (BoSyncRun *run)
{
  switch ((Step) run->step)
    {
    case STEP_TEST:
      test_shop (run);
      break;
    case STEP_LOAD:
      bo_sync_run_write (run, load_cursors, run->cursors, NULL, next_cb);
      break;
    case STEP_CUSTOMERS:
      walk_resource (run, BO_RESOURCE_CUSTOMERS);
      look_ahead (run, BO_RESOURCE_PRODUCTS);
      break;
    case STEP_CUSTOMERS_IN_TURN:
      walk_turn (run);
      break;
    case STEP_PRODUCTS:
      walk_resource (run, BO_RESOURCE_PRODUCTS);
      count_ahead (run, BO_RESOURCE_PRODUCTS);
      break;
    case STEP_VARIATIONS:
      walk_resource (run, BO_RESOURCE_VARIATIONS);
      break;
    case STEP_FAMILIES:
      walk_families (run);
      break;
    case STEP_PROMOTE:
      bo_sync_run_write (run, promote, NULL, NULL, next_cb);
      break;
    case STEP_ORDERS:
      walk_resource (run, BO_RESOURCE_ORDERS);
      count_ahead (run, BO_RESOURCE_ORDERS);
      break;
    case STEP_REMOVED_PRODUCTS:
      bo_sync_run_removals (run, BO_RESOURCE_PRODUCTS);
      if ((run->sync->capabilities & BO_CATALOG_LISTS_ALL_VARIATIONS) != 0)
        look_ahead (run, BO_RESOURCE_VARIATIONS);
      break;
    case STEP_REMOVED_ORDERS:
      bo_sync_run_removals (run, BO_RESOURCE_ORDERS);
      break;
    case STEP_LAPSE:
      bo_sync_run_write (run, lapse_in_transaction, settlement_new (run), settlement_free, next_cb);
      break;
    case STEP_SETTLE:
      bo_sync_run_set_progress (run, BO_SYNC_STAGE_QUEUE, 0, -1);
      settle_next (run);
      break;
    case STEP_PLACES:
      bo_sync_run_places (run);
      break;
    case STEP_SUCCESS:
      write_success_async (run);
      break;
    case STEP_OUTBOX:
      bo_sync_run_flush (run);
      break;
    case STEP_END:
    default:
      bo_sync_run_write (run, count_conflicts, g_new0 (gint64, 1), g_free, conflicts_counted_cb);
      break;
    }
}

void
bo_sync_run_next (BoSyncRun *run,
                  GError    *error)
{
  if (error == NULL && g_cancellable_is_cancelled (run->cancellable))
    g_cancellable_set_error_if_cancelled (run->cancellable, &error);
  if (error != NULL || run->step == STEP_END)
    {
      run->error = error;
      bo_sync_run_end (run);
      return;
    }

  do
    run->step++;
  while (skip (run, (Step) run->step));
  run->after = 0;
  run->look = 0;
  run_step (run);
}

/* Reads products and orders once more, before what waits is written. */
void
bo_sync_run_again (BoSyncRun *run)
{
  run->round++;
  run->report->n_unsettled = 0;
  run->step = STEP_PRODUCTS - 1;
  bo_sync_run_next (run, NULL);
}

void
bo_sync_run_start (BoSyncRun *run)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (run->last_full != 0 && run->last_full < now - FULL_EVERY_SECONDS)
    run->flags |= BO_SYNC_FULL;
  run->step = -1;
  bo_sync_run_next (run, NULL);
}
