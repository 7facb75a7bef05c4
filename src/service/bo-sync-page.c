/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

/* A page of the shop's on the store thread: it is read outside of the transaction
 * that stores it together with the cursor. */

/* However long nothing has changed, no more than this is asked for again. */
#define LOOK_BACK_SECONDS (24 * 60 * 60)
/* A cursor that moves by less need not be written for it. */
#define CURSOR_STEP_SECONDS (60 * 60)

/* Pages in a row that go no further. */
#define IDLE_PAGES_MAX 3

void
bo_page_job_free (BoPageJob *job)
{
  if (job == NULL)
    return;
  g_clear_object (&job->catalog);
  g_clear_pointer (&job->answer, bo_answer_free);
  g_clear_pointer (&job->config, bo_shop_config_free);
  g_clear_pointer (&job->family, g_array_unref);
  g_clear_pointer (&job->page, bo_remote_page_free);
  g_clear_pointer (&job->refunds_of, g_array_unref);
  g_clear_pointer (&job->refund_answers, g_ptr_array_unref);
  g_clear_pointer (&job->gone, g_array_unref);
  g_clear_pointer (&job->refused, g_ptr_array_unref);
  g_free (job->source);
  g_free (job);
}

static gboolean
may_hold_place (BoPageJob           *job,
                const BoRemoteOrder *order)
{
  if (order->state == BO_REMOTE_ORDER_OPEN)
    return TRUE;
  return job->config->hold_states != NULL &&
         g_strv_contains ((const char *const *) job->config->hold_states, order->status);
}

static gboolean
is_in_queue (BoTxn    *txn,
             gint64    order_id,
             gboolean *is_there,
             GError  **error)
{
  g_autoptr (GArray) lines = bo_remote_line_table_list (txn, order_id, error);

  *is_there = FALSE;
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (g_array_index (lines, BoRemoteLineRow, i).fate == BO_REMOTE_LINE)
      *is_there = TRUE;
  return lines != NULL;
}

/* Quantities that were refunded are not inside of an order: those of orders that
 * hold a place are asked for, or that did, since what is refunded does not leave when
 * the rest does. */
static gboolean
find_refunds (BoTxn   *txn,
              gpointer data,
              GError **error)
{
  BoPageJob *job = data;

  for (guint i = 0; i < job->page->records->len; i++)
    {
      const BoRemoteOrder *order = g_ptr_array_index (job->page->records, i);
      gboolean             asks = order->has_refunds && may_hold_place (job, order);

      if (order->has_refunds && !asks && !is_in_queue (txn, order->id, &asks, error))
        return FALSE;
      if (asks)
        g_array_append_val (job->refunds_of, order->id);
    }
  job->wants_refunds = job->refunds_of->len > 0;
  return TRUE;
}

static gboolean
has_refunds (const BoPageJob *job)
{
  for (guint i = 0; i < job->page->records->len; i++)
    if (((const BoRemoteOrder *) g_ptr_array_index (job->page->records, i))->has_refunds)
      return TRUE;
  return FALSE;
}

static BoRemoteOrder *
find_order (BoPageJob *job,
            gint64     id)
{
  for (guint i = 0; i < job->page->records->len; i++)
    {
      BoRemoteOrder *order = g_ptr_array_index (job->page->records, i);

      if (order->id == id)
        return order;
    }
  return NULL;
}

static gboolean
is_of_line (const BoRemoteRefundLine *refund,
            const BoRemoteOrderLine  *line)
{
  if (refund->line_id != 0)
    return refund->line_id == line->id;
  return refund->product_id == line->product_id && refund->variation_id == line->variation_id;
}

static void
take_refund (BoRemoteOrder        *order,
             const BoRemoteRefund *refund)
{
  for (guint i = 0; i < refund->lines->len; i++)
    {
      const BoRemoteRefundLine *of = &g_array_index (refund->lines, BoRemoteRefundLine, i);
      gint64                    units = of->units;

      /* Of two lines with the same product the first takes what it can. */
      for (guint j = 0; j < order->lines->len && units > 0; j++)
        {
          BoRemoteOrderLine *line = g_ptr_array_index (order->lines, j);
          gint64             taken = is_of_line (of, line) ? CLAMP (units, 0, line->quantity - line->refunded) : 0;

          line->refunded += taken;
          units -= taken;
        }
    }
}

/* An order of whose refunds not all are known would want more than it does: it stays as
 * it was. */
static void
leave_order (BoPageJob *job,
             gint64     id)
{
  BoRemoteOrder *order = find_order (job, id);

  if (order != NULL)
    g_ptr_array_remove (job->page->records, order);
}

static void
refuse_order (BoPageJob *job,
              gint64     id)
{
  char *refused = g_strdup_printf (_ ("Order %" PRId64 ": its refunds cannot be read, so it stays as it was"), id);

  leave_order (job, id);
  g_ptr_array_add (job->page->refused, refused);
  g_ptr_array_add (job->refused, g_strdup (refused));
  job->n_refused++;
}

static gboolean
read_refunds (BoPageJob *job,
              GError   **error)
{
  for (guint i = 0; job->gone != NULL && i < job->gone->len; i++)
    leave_order (job, g_array_index (job->gone, gint64, i));
  for (guint i = 0; job->refund_answers != NULL && i < job->refund_answers->len; i++)
    {
      const BoAnswer *answer = g_ptr_array_index (job->refund_answers, i);
      g_autoptr (BoRemotePage) page = bo_catalog_read_page (job->catalog, answer, error);
      BoRemoteOrder *order;

      if (page == NULL)
        return FALSE;
      if (page->refused->len > 0)
        refuse_order (job, answer->pull.parent);
      order = find_order (job, answer->pull.parent);
      for (guint r = 0; order != NULL && r < page->records->len; r++)
        take_refund (order, g_ptr_array_index (page->records, r));
    }
  return TRUE;
}

/* One that could not be read is there all the same. */
static gboolean
keep_refused (BoPageJob *job,
              BoIntake  *intake,
              GError   **error)
{
  const BoPull *pull = &job->answer->pull;

  if (job->page->refused->len == 0 || pull->resource == BO_RESOURCE_CUSTOMERS)
    return TRUE;
  for (guint i = 0; i < job->page->ids->len; i++)
    {
      gint64 id = g_array_index (job->page->ids, gint64, i);

      if (pull->resource == BO_RESOURCE_ORDERS)
        {
          g_autoptr (BoRemoteOrderRow) row = NULL;
          BoRemoteOrderRow kept = { .id = id, .meaning = BO_REMOTE_ORDER_GONE, .priority_class = BO_CLASS_DEFAULT };

          if (!bo_remote_order_table_load (intake->txn, id, &row, error) ||
              (row == NULL && !bo_remote_order_table_put (intake->txn, &kept, error)))
            return FALSE;
        }
      else
        {
          g_autoptr (BoRemoteProductRow) row = NULL;
          BoRemoteProductRow kept = { .id = id, .parent_id = pull->parent, .owner = -1 };

          if (pull->resource == BO_RESOURCE_VARIATIONS && pull->parent == 0)
            continue;
          if (!bo_remote_product_table_load (intake->txn, id, &row, error) ||
              (row == NULL && !bo_remote_product_table_put (intake->txn, &kept, error)))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
has_id (const GArray *ids,
        gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* All variations of a product have been read: who was not among them is gone. */
static gboolean
end_family (BoPageJob *job,
            BoIntake  *intake,
            GError   **error)
{
  gint64 parent = job->answer->pull.parent;
  g_autoptr (GArray) children = NULL;

  if (job->family == NULL)
    return TRUE;
  g_array_append_vals (job->family, job->page->ids->data, job->page->ids->len);
  if (!job->is_last)
    return TRUE;
  children = bo_remote_product_table_list_children (intake->txn, parent, error);
  if (children == NULL)
    return FALSE;
  for (guint i = 0; i < children->len; i++)
    {
      gint64 id = g_array_index (children, gint64, i);

      if (!has_id (job->family, id) && !bo_intake_remove_product (intake, id, BO_REMOTE_GONE, error))
        return FALSE;
    }
  return bo_remote_product_table_set_due (intake->txn, parent, FALSE, error);
}

static gboolean
take_records (BoPageJob *job,
              BoIntake  *intake,
              GError   **error)
{
  const BoPull    *pull = &job->answer->pull;
  const GPtrArray *records = job->page->records;

  switch (pull->resource)
    {
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
      return bo_intake_products (intake, records, job->is_walk_of_all, error);
    case BO_RESOURCE_CUSTOMERS:
      return bo_intake_customers (intake, records, error);
    case BO_RESOURCE_ORDERS:
      return bo_intake_orders (intake, records, pull->trashed ? BO_REMOTE_TRASHED : BO_REMOTE_LISTED, error);
    case BO_RESOURCE_REFUNDS:
    default:
      return TRUE;
    }
}

/* From when on changes have not been seen.  It is measured by the shop's clock alone:
 * the newest change that was seen, less the time that the walk took.  What is dated
 * in the future, as a product that will be published then, tells nothing of what
 * changes until then. */
static void
move_since (BoSyncCursor *cursor,
            gint64        now)
{
  gint64 clock = cursor->shop_clock != 0 ? cursor->shop_clock : now;
  gint64 since = cursor->newest != 0 ? MIN (cursor->newest, clock) - (now - cursor->started) : 0;
  gint64 latest = cursor->shop_clock - LOOK_BACK_SECONDS;

  if (cursor->shop_clock != 0 && since < latest && (cursor->since == 0 || cursor->since < latest - CURSOR_STEP_SECONDS))
    since = latest;
  else if (cursor->shop_clock == 0 && since == 0 && cursor->since == 0)
    since = cursor->started - LOOK_BACK_SECONDS;
  cursor->since = MAX (MAX (MIN (cursor->since, clock), since), 1);
}

/* What leaves the list from a page that has been read moves another one from the next
 * page onto that. */
static void
note_length (BoPageJob *job)
{
  gint64 total = job->answer->total;

  if (job->n_ids == 0)
    job->shrank = job->answer->pull.page > 1;
  else if (job->total > 0 && total >= 0)
    {
      job->shrank = total < job->total;
      job->moved = job->moved || total > job->total;
    }
  job->moved = job->moved || job->shrank;
}

/* The walk has come to its end. */
static void
end_cursor (BoSyncCursor *cursor,
            gint64        now,
            gboolean      moved)
{
  if (cursor->resource == BO_RESOURCE_CUSTOMERS)
    {
      /* Customers tell no changes: their last page is read again and again, and of
       * the others one each time (@newest). */
      cursor->since = 1;
      cursor->page = MAX (cursor->page, 2) - 1;
      cursor->newest = cursor->newest + 1 < cursor->page ? cursor->newest + 1 : 0;
    }
  else
    {
      /* Of all, something may have been passed over that changed since the last look. */
      if (cursor->walk != BO_WALK_ALL || !moved || cursor->since == 0)
        move_since (cursor, now);
      cursor->page = 1;
    }
  cursor->walk = BO_WALK_NONE;
}

/* Written only where it says something new, since each writing waits for the disk. */
static gboolean
save_cursor (BoPageJob *job,
             BoTxn     *txn,
             GError   **error)
{
  BoSyncCursor *cursor = &job->cursor;
  BoSyncCursor  before;
  gboolean      is_end = job->is_last || job->n_ids == 0;

  if (cursor->resource != BO_RESOURCE_CUSTOMERS)
    cursor->newest = MAX (cursor->newest, job->newest);
  job->repeats = is_end && job->moved && job->may_repeat;
  if (job->repeats || (!is_end && cursor->walk == BO_WALK_CHANGES))
    return TRUE;
  if (is_end)
    end_cursor (cursor, job->at, job->moved);
  if (!bo_sync_cursor_load (txn, cursor->resource, &before, error))
    return FALSE;
  return (before.since == cursor->since && before.walk == cursor->walk && before.page == cursor->page &&
          (cursor->resource != BO_RESOURCE_CUSTOMERS || before.newest == cursor->newest)) ||
         bo_sync_cursor_save (txn, cursor, error);
}

static gboolean
take_page (BoPageJob *job,
           BoTxn     *txn,
           GError   **error)
{
  BoIntake intake;
  gboolean done = bo_intake_init (&intake, txn, job->config, job->source, job->at, error);

  intake.refused = job->refused;
  /* What is gone first: another one may have its SKU. */
  done = done && end_family (job, &intake, error) && take_records (job, &intake, error) &&
         keep_refused (job, &intake, error) && bo_intake_end (&intake, error);
  job->counts = intake.counts;
  job->newest = intake.newest;
  bo_intake_clear (&intake);
  return done && (!job->has_cursor || save_cursor (job, txn, error));
}

/* Which of those that are known here, up to the end of the page, are not on it. */
static gboolean
look_at_page (BoPageJob *job,
              BoTxn     *txn,
              GError   **error)
{
  BoResource resource = job->answer->pull.resource;
  gint64     high = job->low - 1;
  g_autoptr (GArray) known = NULL;
  guint n_found = 0;

  /* An empty answer is no proof that something is gone. */
  if (job->page->ids->len == 0)
    return TRUE;
  for (guint i = 0; i < job->page->ids->len; i++)
    high = MAX (high, g_array_index (job->page->ids, gint64, i));
  job->last_id = high;
  known = bo_remote_list_range (txn, resource, job->low, job->is_last ? G_MAXINT64 : high, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    {
      gint64 id = g_array_index (known, gint64, i);

      if (has_id (job->page->ids, id))
        n_found++;
      else if (!bo_remote_set_missing (txn, resource, id, TRUE, error))
        return FALSE;
    }
  job->n_missing = known->len - n_found;
  job->has_unknown = n_found < job->page->ids->len;
  return TRUE;
}

static gboolean
confirm_page (BoPageJob *job,
              BoTxn     *txn,
              GError   **error)
{
  BoResource resource = job->answer->pull.resource;

  for (guint i = 0; i < job->page->ids->len; i++)
    if (!bo_remote_set_missing (txn, resource, g_array_index (job->page->ids, gint64, i), FALSE, error))
      return FALSE;
  return TRUE;
}

static gboolean
store_page (BoTxn   *txn,
            gpointer data,
            GError **error)
{
  BoPageJob *job = data;

  switch (job->use)
    {
    case BO_PAGE_COUNT:
      return bo_remote_count (txn, job->answer->pull.resource, &job->n_known, error);
    case BO_PAGE_LOOK:
      return look_at_page (job, txn, error);
    case BO_PAGE_CONFIRM:
      return confirm_page (job, txn, error);
    case BO_PAGE_TAKE:
    default:
      return take_page (job, txn, error);
    }
}

/* Reads the page, and puts it into the store unless refunds must be asked for first:
 * then it is run once more with them. */
gboolean
bo_page_job_run (BoStoreJob   *store_job,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  BoPageJob *job = data;

  if (job->page == NULL)
    {
      job->page = bo_catalog_read_page (job->catalog, job->answer, error);
      if (job->page == NULL)
        return FALSE;
      job->n_ids = job->page->ids->len;
      if (job->has_cursor && job->answer->pull.resource != BO_RESOURCE_CUSTOMERS)
        note_length (job);
      for (guint i = 0; i < job->page->ids->len; i++)
        job->highest = MAX (job->highest, g_array_index (job->page->ids, gint64, i));
      /* A walk goes by id: where nothing is further on, it goes in circles.  One page may
       * be so because the list moved while two were asked for. */
      job->n_idle = job->n_ids > 0 && job->highest <= job->passed ? job->n_idle + 1 : 0;
      if (job->n_idle >= IDLE_PAGES_MAX)
        {
          g_set_error_literal (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER,
                               _ ("The shop’s list goes in circles: a cache before the shop may answer for it. Nothing more was taken."));
          return FALSE;
        }
      /* Its own sentences, up to a bound; the rest is counted. */
      job->n_refused = job->page->refused->len;
      for (guint i = 0; i < job->page->refused->len; i++)
        g_ptr_array_add (job->refused, g_strdup (g_ptr_array_index (job->page->refused, i)));
      if (job->use == BO_PAGE_TAKE && job->page->resource == BO_RESOURCE_ORDERS && !job->answer->pull.trashed &&
          has_refunds (job) && !bo_store_job_transaction (store_job, find_refunds, job, error))
        return FALSE;
      if (job->wants_refunds)
        return TRUE;
    }
  job->wants_refunds = FALSE;
  return read_refunds (job, error) && bo_store_job_transaction (store_job, store_page, job, error);
}
