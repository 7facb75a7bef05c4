/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <glib/gi18n-lib.h>

#include "bo-line-query.h"
#include "bo-outbox-table.h"
#include "bo-settle-query.h"

/* The key of an order's meta that says where its lines stand. */
#define PLACE_KEY "_bo_place"
#define PLACES_CHUNK 100
/* The hash of no content; 0 is that of a product that was never read. */
#define READ_AGAIN 1
/* Seconds until what failed is tried again: doubled each time, up to the most. */
#define BACKOFF_FIRST 30
#define BACKOFF_MAX 3600
#define BACKOFF_DOUBLINGS 7

/* One entry under way.  What is about to be sent is committed before it is: whatever
 * happens then, it is known that it may have been. */
typedef struct
{
  gint64       after;
  gint64       now;
  BoOutboxRow *row;       /* (owned) (nullable): NULL when nothing is left */
  BoPush      *push;      /* (owned) (nullable) */
  char        *reference; /* (owned) */
  BoPushResult result;
  GError      *error; /* (owned) (nullable) */
  gboolean     conflicted;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  bo_outbox_row_free (sending->row);
  g_clear_pointer (&sending->push, bo_push_free);
  g_free (sending->reference);
  g_clear_error (&sending->error);
  g_free (sending);
}

/* Whether @row has something to say now. */
static gboolean
check_row (BoTxn       *txn,
           BoOutboxRow *row,
           gboolean    *says,
           GError     **error)
{
  g_autoptr (BoRemoteProductRow) product = NULL;

  *says = TRUE;
  if (row->kind != BO_PUSH_STOCK)
    return TRUE;
  if (!bo_remote_product_table_load (txn, row->remote_id, &product, error))
    return FALSE;
  *says = FALSE;
  if (product != NULL && product->settle != BO_SETTLE_NOTHING)
    return TRUE; /* later, when it is known what the shop says */
  if (product != NULL && product->state == BO_REMOTE_LISTED && product->has_quantity && row->number != row->expected)
    {
      *says = TRUE;
      return TRUE;
    }
  return bo_outbox_table_delete (txn, row->id, error);
}

static BoPush *
make_push (const Sending *sending)
{
  const BoOutboxRow *row = sending->row;
  BoPush            *push = bo_push_new ((BoPushKind) row->kind);

  push->remote_id = row->remote_id;
  push->parent_id = row->parent_id;
  push->expected = row->expected;
  push->number = row->number;
  push->key = *row->key != '\0' ? g_strdup (row->key) : NULL;
  push->text = g_strdup (row->text);
  push->attempted = row->sent != 0;
  if (row->kind == BO_PUSH_NOTE)
    push->reference = g_strdup_printf ("%s-%" G_GINT64_FORMAT, sending->reference, row->id);
  return push;
}

static gboolean
prepare (BoTxn   *txn,
         gpointer data,
         GError **error)
{
  Sending *sending = data;
  gboolean says = FALSE;

  while (!says)
    {
      g_clear_pointer (&sending->row, bo_outbox_row_free);
      if (!bo_outbox_table_next (txn, sending->after, sending->now, &sending->row, error))
        return FALSE;
      if (sending->row == NULL)
        return TRUE;
      sending->after = sending->row->id;
      if (!check_row (txn, sending->row, &says, error))
        return FALSE;
    }

  sending->push = make_push (sending);
  sending->row->sent_expected = sending->row->expected;
  sending->row->sent_number = sending->row->number;
  sending->row->attempts++;
  return bo_outbox_table_set_sent (txn, sending->row, error);
}

static gint64
get_backoff (const Sending *sending)
{
  guint retry_after = bo_catalog_error_get_retry_after (sending->error);
  int   doublings = CLAMP (sending->row->attempts - 1, 0, BACKOFF_DOUBLINGS);
  int   seconds = MIN (BACKOFF_FIRST << doublings, BACKOFF_MAX);

  /* Not everybody at the same moment. */
  seconds += g_random_int_range (0, seconds / 4 + 1);
  return MAX (seconds, (gint64) retry_after);
}

static gboolean
record_done (BoTxn   *txn,
             Sending *sending,
             GError **error)
{
  const BoOutboxRow *row = sending->row;
  g_autoptr (BoRemoteProductRow) product = NULL;

  if (row->kind == BO_PUSH_STOCK || row->kind == BO_PUSH_BACKORDERS)
    {
      if (!bo_remote_product_table_load (txn, row->remote_id, &product, error))
        return FALSE;
      if (product != NULL && row->kind == BO_PUSH_STOCK)
        {
          product->quantity = row->sent_number;
          product->agreed += row->sent_number - row->sent_expected;
          product->pushed = TRUE;
        }
      else if (product != NULL)
        product->backorders = (BoRemoteBackorders) row->number;
      if (product != NULL)
        {
          /* What the shop said before is not what it says now, and may be what it says
           * next: it is to be looked at again. */
          product->hash = READ_AGAIN;
          if (!bo_remote_product_table_put (txn, product, error))
            return FALSE;
        }
    }
  if (row->kind == BO_PUSH_META && g_str_equal (row->key, PLACE_KEY) &&
      !bo_remote_order_table_set_place (txn, row->remote_id, row->text, error))
    return FALSE;
  return bo_outbox_table_finish (txn, row->id, error);
}

static gboolean
record_conflict (BoTxn   *txn,
                 Sending *sending,
                 GError **error)
{
  BoOutboxRow *row = sending->row;

  sending->conflicted = TRUE;
  row->sent = 0;
  row->state = BO_OUTBOX_FAILED;
  row->next_attempt = sending->now;
  g_free ((char *) row->error);
  row->error = g_strdup (_ ("The shop’s number changed meanwhile."));
  return bo_outbox_table_set_state (txn, row, error) &&
         bo_remote_product_table_raise_settle (txn, row->remote_id, BO_SETTLE_READY, error);
}

static gboolean
record_unsure (BoTxn   *txn,
               Sending *sending,
               GError **error)
{
  BoOutboxRow  *row = sending->row;
  BoConflictRow conflict = {
    .kind = BO_CONFLICT_NOTE,
    .remote_id = row->id,
    .order_id = row->order_id,
    .at = sending->now,
  };

  row->sent = row->version;
  row->state = BO_OUTBOX_CONFLICT;
  return bo_outbox_table_set_state (txn, row, error) && bo_conflict_table_put (txn, &conflict, error);
}

static gboolean
record_error (BoTxn   *txn,
              Sending *sending,
              GError **error)
{
  BoOutboxRow *row = sending->row;
  gboolean     again = sending->error->domain != BO_CATALOG_ERROR || bo_catalog_error_is_temporary (sending->error) ||
                   g_error_matches (sending->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_KEY) ||
                   g_error_matches (sending->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_READ_ONLY) ||
                   g_error_matches (sending->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_CERTIFICATE) ||
                   g_error_matches (sending->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_INSECURE) ||
                   g_error_matches (sending->error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_NOT_A_SHOP);

  /* A note may have been sent all the same; what is absolute may be sent twice. */
  row->sent = row->kind == BO_PUSH_NOTE || row->kind == BO_PUSH_STOCK ? row->version : 0;
  if (!again)
    row->sent = 0;
  row->state = again ? BO_OUTBOX_FAILED : BO_OUTBOX_REFUSED;
  row->next_attempt = again ? sending->now + get_backoff (sending) : 0;
  g_free ((char *) row->error);
  row->error = g_strdup (sending->error->message);
  return bo_outbox_table_set_state (txn, row, error);
}

static gboolean
record (BoTxn   *txn,
        gpointer data,
        GError **error)
{
  Sending *sending = data;

  if (sending->error != NULL)
    return record_error (txn, sending, error);
  if (sending->result.state == BO_PUSH_UNSURE)
    return record_unsure (txn, sending, error);
  /* Unless it says what it was to, and we may have written that before. */
  if (sending->result.state == BO_PUSH_CONFLICT &&
      !(sending->push->attempted && sending->result.actual == sending->row->sent_number))
    return record_conflict (txn, sending, error);
  return record_done (txn, sending, error);
}

static void send_next (BoSyncRun *run);

/* No use in trying the others: the shop, or the key, is as it is. */
static gboolean
is_of_all (const GError *error)
{
  return error != NULL &&
         !g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE) &&
         !g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_REFUSED) &&
         !g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER) &&
         !g_error_matches (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_SERVER);
}

static void
recorded_cb (BoSyncRun *run,
             gpointer   data,
             GError    *error)
{
  Sending *sending = data;

  run->after = sending->after;
  run->conflicted = run->conflicted || sending->conflicted;
  if (sending->error == NULL && !sending->conflicted && sending->result.state != BO_PUSH_UNSURE)
    {
      run->report->n_pushed++;
      bo_sync_run_set_progress (run, BO_SYNC_STAGE_OUTBOX, run->report->n_pushed, -1);
    }
  if (error == NULL && is_of_all (sending->error))
    error = g_steal_pointer (&sending->error);
  if (error != NULL)
    bo_sync_run_next (run, error);
  else
    send_next (run);
}

typedef struct
{
  BoSyncRun *run;
  Sending   *sending;
} Pushing;

static void
pushed_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Pushing *pushing = user_data;
  Sending            *sending = pushing->sending;

  bo_catalog_push_finish (BO_CATALOG (source_object), result, &sending->result, &sending->error);
  bo_sync_run_write (pushing->run, record, sending, sending_free, recorded_cb);
}

static void
prepared_cb (BoSyncRun *run,
             gpointer   data,
             GError    *error)
{
  Sending *sending = data;
  Pushing *pushing;

  if (error != NULL)
    {
      sending_free (sending);
      bo_sync_run_next (run, error);
      return;
    }
  if (sending->row == NULL)
    {
      gboolean again = run->conflicted && !run->flushed_again;

      sending_free (sending);
      /* What stands in the shop is read, and may explain itself. */
      if (again)
        {
          run->flushed_again = TRUE;
          run->conflicted = FALSE;
          bo_sync_run_again (run);
        }
      else
        bo_sync_run_next (run, NULL);
      return;
    }
  pushing = g_new0 (Pushing, 1);
  pushing->run = run;
  pushing->sending = sending;
  bo_catalog_push_async (run->catalog, sending->push, run->cancellable, pushed_cb, pushing);
}

static void
send_next (BoSyncRun *run)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->after = run->after;
  sending->now = g_get_real_time () / G_USEC_PER_SEC;
  sending->reference = g_strdup (run->sync->reference);
  if (g_cancellable_is_cancelled (run->cancellable))
    {
      sending_free (sending);
      bo_sync_run_next (run, NULL);
      return;
    }
  bo_sync_run_write (run, prepare, sending, NULL, prepared_cb);
}

void
bo_sync_run_flush (BoSyncRun *run)
{
  bo_sync_run_set_progress (run, BO_SYNC_STAGE_OUTBOX, 0, -1);
  send_next (run);
}

/* The places in line, for the orders' meta. */

typedef struct
{
  gint64 after;
  BoKey  key;
  guint  n_seen;
} Places;

static gboolean
add_place (BoTxn                *txn,
           const BoPlaceToWrite *place,
           BoKey                 key,
           GString              *text,
           GError              **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;
  const BoLineRecord *record;

  if (place->line_id == 0)
    return TRUE;
  g_array_append_val (ids, place->line_id);
  records = bo_line_query_load (txn, ids, key, error);
  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return TRUE;
  record = g_ptr_array_index (records, 0);
  g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, text->len > 0 ? ", " : "", place->sku,
                          record->place, record->place_count);
  return TRUE;
}

static gboolean
put_place (BoTxn                *txn,
           const BoPlaceToWrite *place,
           const char           *text,
           GError              **error)
{
  BoOutboxRow row = {
    .kind = BO_PUSH_META,
    .remote_id = place->remote_id,
    .key = PLACE_KEY,
    .text = text,
    .created = g_get_real_time () / G_USEC_PER_SEC,
  };

  return g_strcmp0 (place->place != NULL ? place->place : "", text) == 0 || bo_outbox_table_put (txn, &row, error);
}

static gboolean
note_places (BoTxn   *txn,
             gpointer data,
             GError **error)
{
  Places *places = data;
  g_autoptr (GPtrArray) rows = bo_settle_query_places (txn, places->after, PLACES_CHUNK, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BoPlaceToWrite *place = g_ptr_array_index (rows, i);
      const BoPlaceToWrite *next = i + 1 < rows->len ? g_ptr_array_index (rows, i + 1) : NULL;

      if (!add_place (txn, place, places->key, text, error))
        return FALSE;
      if (next != NULL && next->remote_id == place->remote_id)
        continue;
      if (!put_place (txn, place, text->str, error))
        return FALSE;
      g_string_truncate (text, 0);
      places->after = place->remote_id;
      places->n_seen++;
    }
  return rows != NULL;
}

static void
places_noted_cb (BoSyncRun *run,
                 gpointer   data,
                 GError    *error)
{
  const Places *places = data;

  run->after = places->after;
  if (error != NULL || places->n_seen < PLACES_CHUNK)
    bo_sync_run_next (run, error);
  else
    bo_sync_run_places (run);
}

void
bo_sync_run_places (BoSyncRun *run)
{
  Places *places = g_new0 (Places, 1);

  places->after = run->after;
  places->key = bo_service_get_queue_key (run->sync->service);
  bo_sync_run_write (run, note_places, places, g_free, places_noted_cb);
}
