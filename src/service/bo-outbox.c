/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sync"

#include "config.h"

#include "bo-sync-private.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"
#include "bo-event-kind.h"
#include "bo-journal.h"
#include "bo-outbox-table.h"

/* Of a note, in characters. */
#define NOTE_MAX 5000

G_STATIC_ASSERT (BO_PUSH_STOCK == BO_OUTBOX_KIND_STOCK);
G_STATIC_ASSERT (BO_PUSH_NOTE == BO_OUTBOX_KIND_NOTE);

const char *
bo_push_kind_to_name (BoPushKind kind)
{
  static const char *const names[] = {
    [BO_PUSH_STOCK] = "stock",
    [BO_PUSH_BACKORDERS] = "backorders",
    [BO_PUSH_META] = "meta",
    [BO_PUSH_NOTE] = "note",
  };

  g_return_val_if_fail (kind <= BO_PUSH_NOTE, NULL);

  return names[kind];
}

const char *
bo_outbox_state_to_name (BoOutboxState state)
{
  static const char *const names[] = {
    [BO_OUTBOX_WAITING] = "waiting",
    [BO_OUTBOX_FAILED] = "failed",
    [BO_OUTBOX_REFUSED] = "refused",
    [BO_OUTBOX_CONFLICT] = "conflict",
  };

  g_return_val_if_fail (state <= BO_OUTBOX_CONFLICT, NULL);

  return names[state];
}

const char *
bo_conflict_kind_to_name (BoConflictKind kind)
{
  static const char *const names[] = {
    [BO_CONFLICT_STOCK] = "stock",
    [BO_CONFLICT_NEGATIVE] = "negative",
    [BO_CONFLICT_NOTE] = "note",
    [BO_CONFLICT_PRODUCT] = "product",
    [BO_CONFLICT_FRACTION] = "fraction",
    [BO_CONFLICT_SHIPPED] = "shipped",
  };

  g_return_val_if_fail (kind <= BO_CONFLICT_SHIPPED, NULL);

  return names[kind];
}

void
bo_outbox_entry_free (BoOutboxEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->sku);
  g_free (entry->order_number);
  g_free (entry->text);
  g_free (entry->error);
  g_free (entry);
}

void
bo_conflict_free (BoConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->sku);
  g_free (conflict->product);
  g_free (conflict->order_number);
  g_free (conflict);
}

static gpointer
list_outbox (BoTxn   *txn,
             gpointer request,
             GError **error)
{
  g_autoptr (GPtrArray) rows = bo_outbox_table_list (txn, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_outbox_entry_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BoOutboxRow *row = g_ptr_array_index (rows, i);
      BoOutboxEntry     *entry = g_new0 (BoOutboxEntry, 1);

      entry->id = row->id;
      entry->kind = (BoPushKind) row->kind;
      entry->state = (BoOutboxState) row->state;
      entry->product_id = row->product_id;
      entry->order_id = row->order_id;
      entry->sku = g_strdup (row->sku);
      entry->order_number = g_strdup (row->order_number);
      entry->number = row->number;
      entry->text = g_strdup (row->text);
      entry->created = row->created;
      entry->attempts = row->attempts;
      entry->next_attempt = row->state == BO_OUTBOX_FAILED ? row->next_attempt : 0;
      entry->error = g_strdup (row->error);
      g_ptr_array_add (entries, entry);
    }
  return rows != NULL ? g_steal_pointer (&entries) : NULL;
}

void
bo_sync_list_outbox_async (BoSync             *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  bo_sync_run_query (self, bo_sync_list_outbox_async, list_outbox, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                     cancellable, callback, user_data);
}

GPtrArray *
bo_sync_list_outbox_finish (BoSync       *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return bo_sync_finish_query (self, result, bo_sync_list_outbox_async, error);
}

static gpointer
list_conflicts (BoTxn   *txn,
                gpointer request,
                GError **error)
{
  g_autoptr (GPtrArray) rows = bo_conflict_table_list (txn, error);
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BoConflictRow *row = g_ptr_array_index (rows, i);
      BoConflict          *conflict = g_new0 (BoConflict, 1);

      conflict->id = row->id;
      conflict->kind = (BoConflictKind) row->kind;
      conflict->product_id = row->product_id;
      conflict->order_id = row->order_id;
      conflict->sku = g_strdup (row->sku);
      conflict->product = g_strdup (row->product);
      conflict->order_number = g_strdup (row->order_number);
      conflict->mine = row->mine;
      conflict->theirs = row->theirs;
      conflict->at = row->at;
      g_ptr_array_add (conflicts, conflict);
    }
  return rows != NULL ? g_steal_pointer (&conflicts) : NULL;
}

void
bo_sync_list_conflicts_async (BoSync             *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  bo_sync_run_query (self, bo_sync_list_conflicts_async, list_conflicts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                     cancellable, callback, user_data);
}

GPtrArray *
bo_sync_list_conflicts_finish (BoSync       *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return bo_sync_finish_query (self, result, bo_sync_list_conflicts_async, error);
}

/* A change of the outbox: one transaction on the store thread. */

typedef struct
{
  gint64        id;
  int           value;
  char         *text;   /* (owned) (nullable) */
  BoShopConfig *config; /* (owned) (nullable) */
  char         *source; /* (owned) (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  bo_shop_config_free (change->config);
  g_free (change->text);
  g_free (change->source);
  g_free (change);
}

static void
changed_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BoSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!bo_store_write_finish (BO_STORE (source_object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bo_sync_refresh_then (self, bo_sync_return_true, g_steal_pointer (&task));
}

static void
change_outbox (BoSync             *self,
               BoTxnFunc           func,
               gint64              id,
               int                 value,
               const char         *text,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  GTask  *task = g_task_new (self, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->id = id;
  change->value = value;
  change->text = g_strdup (text);
  change->config = bo_shop_config_copy (self->config);
  change->source = g_strdup (self->source);
  g_task_set_source_tag (task, bo_sync_outbox_finish);
  g_task_set_task_data (task, change, change_free);
  g_task_set_check_cancellable (task, FALSE);
  if (self->config == NULL)
    {
      g_task_return_new_error (task, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_CONNECTED, "No shop is connected");
      g_object_unref (task);
      return;
    }
  bo_store_write_async (bo_service_get_store (self->service), func, change, NULL, cancellable, changed_cb, task);
}

gboolean
bo_sync_outbox_finish (BoSync       *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_sync_outbox_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
not_found (GError    **error,
           const char *what,
           gint64      id)
{
  g_set_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND, "There is no %s %" G_GINT64_FORMAT, what, id);
  return FALSE;
}

/* So that the log tells, and other programs on the store hear of it. */
static gboolean
note_event (BoTxn      *txn,
            const char *summary,
            GError    **error)
{
  return bo_journal_begin_event (txn, BO_EVENT_SHOP, summary, NULL, 0, g_get_real_time () / G_USEC_PER_SEC, error) != 0;
}

static gboolean
retry (BoTxn   *txn,
       gpointer data,
       GError **error)
{
  const Change *change = data;
  g_autoptr (BoOutboxRow) row = NULL;

  if (change->id != 0)
    {
      if (!bo_outbox_table_load (txn, change->id, &row, error))
        return FALSE;
      if (row == NULL)
        return not_found (error, "entry", change->id);
      if (row->state == BO_OUTBOX_CONFLICT)
        {
          g_set_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_REFUSED,
                       _ ("Entry %" PRId64 " is in a conflict: settle that"), change->id);
          return FALSE;
        }
    }
  return bo_outbox_table_retry (txn, change->id, error);
}

void
bo_sync_retry_async (BoSync             *self,
                     gint64              entry_id,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  change_outbox (self, retry, entry_id, 0, NULL, cancellable, callback, user_data);
}

/* A stock that is not written stays different until something moves it again. */
static gboolean
drop (BoTxn   *txn,
      gpointer data,
      GError **error)
{
  const Change *change = data;
  g_autoptr (BoOutboxRow) row = NULL;
  g_autofree char *summary = NULL;

  if (!bo_outbox_table_load (txn, change->id, &row, error))
    return FALSE;
  if (row == NULL)
    return not_found (error, "entry", change->id);
  summary = g_strdup_printf ("Dropped what was to be written to the shop: %s", bo_push_kind_to_name ((BoPushKind) row->kind));
  return note_event (txn, summary, error) && bo_outbox_table_delete (txn, change->id, error) &&
         bo_conflict_table_delete (txn, BO_CONFLICT_NOTE, change->id, error);
}

void
bo_sync_drop_async (BoSync             *self,
                    gint64              entry_id,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  change_outbox (self, drop, entry_id, 0, NULL, cancellable, callback, user_data);
}

static gboolean
resolve_stock (BoTxn         *txn,
               const Change  *change,
               BoConflictRow *conflict,
               GError       **error)
{
  BoIntake intake;
  gboolean done = bo_intake_init (&intake, txn, change->config, change->source, g_get_real_time () / G_USEC_PER_SEC, error);

  intake.command.outcome->units = 0;
  done = done &&
         bo_command_begin (txn, &intake.command, BO_EVENT_SHOP,
                           change->value == BO_RESOLVE_MINE ? "Kept our stock against the shop's" : "Took the shop's stock",
                           error);
  intake.begun = TRUE;
  done = done && bo_intake_resolve_stock (&intake, conflict->remote_id, change->value == BO_RESOLVE_MINE, error);
  bo_intake_clear (&intake);
  return done;
}

/* What is sent again is sent whatever the shop can tell. */
static gboolean
resolve_note (BoTxn         *txn,
              const Change  *change,
              BoConflictRow *conflict,
              GError       **error)
{
  g_autoptr (BoOutboxRow) row = NULL;

  if (!bo_outbox_table_load (txn, conflict->remote_id, &row, error))
    return FALSE;
  if (row != NULL)
    {
      row->state = BO_OUTBOX_WAITING;
      row->sent = 0;
      row->attempts = 0;
      row->next_attempt = 0;
      if (!(change->value == BO_RESOLVE_MINE ? bo_outbox_table_set_state (txn, row, error)
                                             : bo_outbox_table_delete (txn, row->id, error)))
        return FALSE;
    }
  return bo_conflict_table_delete (txn, BO_CONFLICT_NOTE, conflict->remote_id, error);
}

static gboolean
resolve (BoTxn   *txn,
         gpointer data,
         GError **error)
{
  const Change *change = data;
  g_autoptr (BoConflictRow) conflict = NULL;

  if (!bo_conflict_table_load (txn, change->id, &conflict, error))
    return FALSE;
  if (conflict == NULL)
    return not_found (error, "conflict", change->id);
  switch ((BoConflictKind) conflict->kind)
    {
    case BO_CONFLICT_STOCK:
      return resolve_stock (txn, change, conflict, error);
    case BO_CONFLICT_NOTE:
      return note_event (txn, change->value == BO_RESOLVE_MINE ? "A note is sent again" : "A note counts as sent", error) &&
             resolve_note (txn, change, conflict, error);
    case BO_CONFLICT_NEGATIVE:
    case BO_CONFLICT_PRODUCT:
    case BO_CONFLICT_FRACTION:
    case BO_CONFLICT_SHIPPED:
    default:
      return bo_conflict_table_dismiss (txn, change->id, error);
    }
}

/**
 * bo_sync_resolve_async:
 * @self: a #BoSync
 * @conflict_id: a conflict
 * @resolution: whose number counts
 * @cancellable: (nullable): a #GCancellable
 * @callback: called after the commit
 * @user_data: data for @callback
 *
 * Settles a conflict.  One that only tells something is dismissed, and comes back
 * when there is something else to tell.
 */
void
bo_sync_resolve_async (BoSync             *self,
                       gint64              conflict_id,
                       BoResolution        resolution,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  change_outbox (self, resolve, conflict_id, (int) resolution, NULL, cancellable, callback, user_data);
}

static gboolean
add_note (BoTxn   *txn,
          gpointer data,
          GError **error)
{
  const Change *change = data;
  BoOutboxRow   row = { .kind = BO_PUSH_NOTE, .text = change->text, .created = g_get_real_time () / G_USEC_PER_SEC };

  if (!bo_remote_order_table_find (txn, change->id, &row.remote_id, error))
    return FALSE;
  if (row.remote_id == 0)
    {
      g_set_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND,
                   _ ("Order %" PRId64 " is none of the shop’s, so the shop can send no note"), change->id);
      return FALSE;
    }
  return note_event (txn, "A note to a customer waits to be sent", error) && bo_outbox_table_put (txn, &row, error);
}

void
bo_sync_add_note_async (BoSync             *self,
                        gint64              order_id,
                        const char         *text,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (BO_IS_SYNC (self));
  g_return_if_fail (text != NULL);

  stripped = g_strstrip (g_strdup (text));
  if (!g_utf8_validate (text, -1, NULL) || *stripped == '\0' || g_utf8_strlen (stripped, -1) > NOTE_MAX)
    {
      g_task_report_new_error (self, callback, user_data, bo_sync_outbox_finish, BO_SYNC_ERROR, BO_SYNC_ERROR_REFUSED,
                               _ ("A note is text of 1 to %d characters"), NOTE_MAX);
      return;
    }
  change_outbox (self, add_note, order_id, 0, stripped, cancellable, callback, user_data);
}

/* The shop's row of one of our products. */
static gboolean
load_remote (BoTxn               *txn,
             gint64               product_id,
             BoRemoteProductRow **row,
             GError             **error)
{
  gint64 id = 0;

  *row = NULL;
  return bo_remote_product_table_find (txn, product_id, &id, error) &&
         (id == 0 || bo_remote_product_table_load (txn, id, row, error));
}

static gboolean
need_remote (BoTxn               *txn,
             gint64               product_id,
             BoRemoteProductRow **row,
             GError             **error)
{
  if (!load_remote (txn, product_id, row, error))
    return FALSE;
  if (*row != NULL && (*row)->state == BO_REMOTE_LISTED)
    return TRUE;
  g_set_error (error, BO_SYNC_ERROR, BO_SYNC_ERROR_NOT_FOUND, _ ("Product %" PRId64 " is not in the shop"), product_id);
  return FALSE;
}

static gboolean
set_backorders (BoTxn   *txn,
                gpointer data,
                GError **error)
{
  const Change *change = data;
  g_autoptr (BoRemoteProductRow) row = NULL;
  BoOutboxRow entry = {
    .kind = BO_PUSH_BACKORDERS,
    .number = change->value,
    .created = g_get_real_time () / G_USEC_PER_SEC,
  };

  if (!need_remote (txn, change->id, &row, error))
    return FALSE;
  entry.remote_id = row->id;
  return note_event (txn, "Changed whether the shop sells a product that it does not have", error) &&
         bo_outbox_table_put (txn, &entry, error);
}

void
bo_sync_set_backorders_async (BoSync             *self,
                              gint64              product_id,
                              BoRemoteBackorders  backorders,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  change_outbox (self, set_backorders, product_id, (int) backorders, NULL, cancellable, callback, user_data);
}

static gboolean
set_owner (BoTxn   *txn,
           gpointer data,
           GError **error)
{
  const Change *change = data;
  g_autoptr (BoRemoteProductRow) row = NULL;

  if (!need_remote (txn, change->id, &row, error))
    return FALSE;
  if (row->owner == change->value)
    return TRUE;
  row->owner = change->value;
  row->settle = MAX (row->settle, BO_SETTLE_READY);
  return note_event (txn, "Changed who keeps the stock of a product", error) &&
         bo_remote_product_table_put (txn, row, error);
}

void
bo_sync_set_owner_async (BoSync             *self,
                         gint64              product_id,
                         int                 owner,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (BO_IS_SYNC (self));

  change_outbox (self, set_owner, product_id, owner, NULL, cancellable, callback, user_data);
}

typedef struct
{
  gint64        product_id;
  BoStockOwner  owner;
  BoShopProduct product;
} ProductQuery;

static gpointer
load_product (BoTxn   *txn,
              gpointer request,
              GError **error)
{
  const ProductQuery *query = request;
  g_autoptr (BoRemoteProductRow) row = NULL;
  BoShopProduct *product;

  if (!load_remote (txn, query->product_id, &row, error))
    return NULL;
  product = g_new0 (BoShopProduct, 1);
  product->owner = -1;
  product->effective_owner = BO_STOCK_OWNER_US;
  if (row == NULL)
    return product;
  product->remote_id = row->id;
  product->stock = row->stock;
  product->has_quantity = row->has_quantity;
  product->quantity = row->quantity;
  product->backorders = row->backorders;
  product->owner = row->owner;
  product->effective_owner = row->owner >= 0 ? (BoStockOwner) row->owner : query->owner;
  product->has_image = row->image != NULL;
  product->gone = row->state != BO_REMOTE_LISTED;
  return product;
}

void
bo_sync_load_product_async (BoSync             *self,
                            gint64              product_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  ProductQuery *query;

  g_return_if_fail (BO_IS_SYNC (self));

  query = g_new0 (ProductQuery, 1);
  query->product_id = product_id;
  query->owner = self->config != NULL ? self->config->owner : BO_STOCK_OWNER_US;
  bo_sync_run_query (self, bo_sync_load_product_async, load_product, query, g_free, g_free, cancellable, callback, user_data);
}

gboolean
bo_sync_load_product_finish (BoSync        *self,
                             GAsyncResult  *result,
                             BoShopProduct *product,
                             GError       **error)
{
  g_autofree BoShopProduct *loaded = bo_sync_finish_query (self, result, bo_sync_load_product_async, error);

  if (loaded == NULL)
    return FALSE;
  *product = *loaded;
  return TRUE;
}
