/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-outbox-table"

#include "config.h"

#include "bo-outbox-table.h"

#include "bo-table-util.h"

/* A stock that a person must settle first. */
#define IS_CONFLICT \
  "EXISTS (SELECT 1 FROM conflict c WHERE o.kind = 0 AND c.kind = 0 AND c.remote_id = o.remote_id AND c.dismissed = 0)"

/* States: waiting, failed; the others wait for a person. */
#define MAY_BE_TRIED "o.state IN (0, 1) AND NOT " IS_CONFLICT

/* What the shop should say by our books: what is on hand, less what it has taken
 * from its stock for lines that are still open (domain.md e). */
#define BOOKS                                                                             \
  "ifnull ((SELECT s.on_hand FROM product_state s WHERE s.product_id = p.product_id), 0)" \
  " - ifnull ((SELECT sum (min (l.open, max (r.reduced - l.shipped, 0)))"                 \
  "   FROM remote_line r JOIN line l ON l.id = r.line_id"                                 \
  "   WHERE r.remote_product_id = p.id AND r.fate <> 4 AND r.fate = 1 AND l.open > 0 AND r.reduced > 0), 0)"

#define COLUMNS                                                                                                                \
  "SELECT o.id, o.kind, o.remote_id, iif (o.kind = 0, " BOOKS ", o.number), o.key, o.text, iif (" IS_CONFLICT ", 3, o.state)," \
  " o.version, o.sent, o.sent_expected, o.sent_number, o.attempts, o.next_attempt, o.error, o.created,"                        \
  " p.parent_id, p.product_id, r.order_id, pp.sku, so.number, p.quantity"                                                      \
  " FROM outbox o"                                                                                                             \
  " LEFT JOIN remote_product p ON o.kind IN (0, 1) AND p.id = o.remote_id"                                                     \
  " LEFT JOIN product pp ON pp.id = p.product_id"                                                                              \
  " LEFT JOIN remote_order r ON o.kind IN (2, 3) AND r.id = o.remote_id"                                                       \
  " LEFT JOIN sales_order so ON so.id = r.order_id"

/* A stock that is as the shop says has nothing to say, unless it was sent and
 * nobody knows what came of it. */
#define SAYS_SOMETHING "(o.kind <> 0 OR o.sent <> 0 OR p.quantity IS NOT " BOOKS ")"

void
bo_outbox_row_free (BoOutboxRow *row)
{
  if (row == NULL)
    return;
  g_free ((char *) row->key);
  g_free ((char *) row->text);
  g_free ((char *) row->error);
  g_free ((char *) row->sku);
  g_free ((char *) row->order_number);
  g_free (row);
}

static BoOutboxRow *
read_row (BoStmt *stmt)
{
  BoOutboxRow *row = g_new0 (BoOutboxRow, 1);

  row->id = bo_stmt_get_int64 (stmt, 0);
  row->kind = (int) bo_stmt_get_int64 (stmt, 1);
  row->remote_id = bo_stmt_get_int64 (stmt, 2);
  row->number = bo_stmt_get_int64 (stmt, 3);
  row->key = g_strdup (bo_stmt_get_text (stmt, 4));
  row->text = g_strdup (bo_stmt_get_text (stmt, 5));
  row->state = (int) bo_stmt_get_int64 (stmt, 6);
  row->version = bo_stmt_get_int64 (stmt, 7);
  row->sent = bo_stmt_get_int64 (stmt, 8);
  row->sent_expected = bo_stmt_get_int64 (stmt, 9);
  row->sent_number = bo_stmt_get_int64 (stmt, 10);
  row->attempts = (int) bo_stmt_get_int64 (stmt, 11);
  row->next_attempt = bo_stmt_get_int64 (stmt, 12);
  row->error = g_strdup (bo_stmt_get_text (stmt, 13));
  row->created = bo_stmt_get_int64 (stmt, 14);
  row->parent_id = bo_stmt_get_int64 (stmt, 15);
  row->product_id = bo_stmt_get_int64 (stmt, 16);
  row->order_id = bo_stmt_get_int64 (stmt, 17);
  row->sku = g_strdup (bo_stmt_get_text (stmt, 18));
  row->order_number = g_strdup (bo_stmt_get_text (stmt, 19));
  row->expected = bo_stmt_get_int64 (stmt, 20);
  return row;
}

/* The first row, or NULL in @row. */
static gboolean
take_row (BoStmt       *stmt,
          BoOutboxRow **row,
          GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  *row = bo_stmt_step (stmt, &local_error) ? read_row (stmt) : NULL;
  return bo_stmt_check_end (&local_error, error);
}

gboolean
bo_outbox_table_put (BoTxn             *txn,
                     const BoOutboxRow *row,
                     GError           **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "INSERT INTO outbox (kind, remote_id, number, key, text, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                         " ON CONFLICT (kind, remote_id, key) WHERE kind <> 3 DO UPDATE SET number = excluded.number,"
                         " text = excluded.text, version = version + 1, attempts = 0, next_attempt = 0, error = NULL,"
                         " state = iif (state = 3, 3, 0)",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->kind);
  bo_stmt_bind_int64 (stmt, 2, row->remote_id);
  bo_stmt_bind_int64 (stmt, 3, row->number);
  bo_stmt_bind_text (stmt, 4, row->key != NULL ? row->key : "");
  bo_stmt_bind_text (stmt, 5, row->text);
  bo_stmt_bind_int64 (stmt, 6, row->created);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_outbox_put_stock (BoTxn   *txn,
                     gint64   remote_id,
                     GError **error)
{
  BoOutboxRow row = { .kind = BO_OUTBOX_KIND_STOCK, .remote_id = remote_id, .created = g_get_real_time () / G_USEC_PER_SEC };

  return bo_outbox_table_put (txn, &row, error);
}

gboolean
bo_outbox_table_load (BoTxn        *txn,
                      gint64        id,
                      BoOutboxRow **row,
                      GError      **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, COLUMNS " WHERE o.id = ?1", error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  return take_row (stmt, row, error);
}

gboolean
bo_outbox_table_next (BoTxn        *txn,
                      gint64        after,
                      gint64        now,
                      BoOutboxRow **row,
                      GError      **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            COLUMNS " WHERE o.id > ?1 AND " MAY_BE_TRIED " AND o.next_attempt <= ?2"
                                                    " ORDER BY o.id LIMIT 1",
                                            error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, after);
  bo_stmt_bind_int64 (stmt, 2, now);
  return take_row (stmt, row, error);
}

gboolean
bo_outbox_table_find_stock (BoTxn        *txn,
                            gint64        remote_id,
                            BoOutboxRow **row,
                            GError      **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, COLUMNS " WHERE o.kind = 0 AND o.remote_id = ?1", error);

  *row = NULL;
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, remote_id);
  return take_row (stmt, row, error);
}

GPtrArray *
bo_outbox_table_list (BoTxn   *txn,
                      GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_outbox_row_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, COLUMNS " WHERE " SAYS_SOMETHING " ORDER BY o.id", error);

  if (stmt == NULL)
    return NULL;
  while (bo_stmt_step (stmt, &local_error))
    g_ptr_array_add (rows, read_row (stmt));
  if (!bo_stmt_check_end (&local_error, error))
    return NULL;
  return g_steal_pointer (&rows);
}

gboolean
bo_outbox_table_count (BoTxn   *txn,
                       gint64  *count,
                       GError **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn,
                                            "SELECT count (*) FROM outbox o"
                                            " LEFT JOIN remote_product p ON o.kind IN (0, 1) AND p.id = o.remote_id"
                                            " WHERE " SAYS_SOMETHING,
                                            error);

  return stmt != NULL && bo_stmt_run_find (stmt, count, error);
}

gboolean
bo_outbox_table_set_sent (BoTxn             *txn,
                          const BoOutboxRow *row,
                          GError           **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE outbox SET sent = version, sent_expected = ?2, sent_number = ?3, attempts = ?4"
                         " WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_int64 (stmt, 2, row->sent_expected);
  bo_stmt_bind_int64 (stmt, 3, row->sent_number);
  bo_stmt_bind_int64 (stmt, 4, row->attempts);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_outbox_table_set_state (BoTxn             *txn,
                           const BoOutboxRow *row,
                           GError           **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  stmt = bo_txn_prepare (txn,
                         "UPDATE outbox SET state = ?2, sent = ?3, attempts = ?4, next_attempt = ?5, error = ?6"
                         " WHERE id = ?1",
                         error);
  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, row->id);
  bo_stmt_bind_int64 (stmt, 2, row->state);
  bo_stmt_bind_int64 (stmt, 3, row->sent);
  bo_stmt_bind_int64 (stmt, 4, row->attempts);
  bo_stmt_bind_int64 (stmt, 5, row->next_attempt);
  bo_stmt_bind_text (stmt, 6, row->error);
  return bo_stmt_run (stmt, error);
}

static gboolean
run_on (BoTxn      *txn,
        const char *sql,
        gint64      id,
        GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_txn_prepare (txn, sql, error);

  if (stmt == NULL)
    return FALSE;
  bo_stmt_bind_int64 (stmt, 1, id);
  return bo_stmt_run (stmt, error);
}

gboolean
bo_outbox_table_finish (BoTxn   *txn,
                        gint64   id,
                        GError **error)
{
  return run_on (txn, "DELETE FROM outbox WHERE id = ?1 AND version = sent", id, error) &&
         run_on (txn, "UPDATE outbox SET sent = 0, state = 0, attempts = 0, next_attempt = 0, error = NULL WHERE id = ?1",
                 id, error);
}

gboolean
bo_outbox_table_delete (BoTxn   *txn,
                        gint64   id,
                        GError **error)
{
  return run_on (txn, "DELETE FROM outbox WHERE id = ?1", id, error);
}

/* What is a conflict is settled as one. */
gboolean
bo_outbox_table_retry (BoTxn   *txn,
                       gint64   id,
                       GError **error)
{
  return run_on (txn,
                 "UPDATE outbox SET state = 0, attempts = 0, next_attempt = 0, error = NULL"
                 " WHERE (id = ?1 OR ?1 = 0) AND state <> 3",
                 id, error);
}

/**
 * bo_outbox_note_products:
 * @txn: a write
 * @products: (element-type gint64): products of which stock or lines were written
 * @error: return location for a #GError
 *
 * Notes those whose stock we keep for the shop: what it should say is worked out
 * when it is sent, so that any number of commands make one entry.  It is called
 * for every transaction; no command can forget it, an undo neither.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_outbox_note_products (BoTxn        *txn,
                         const GArray *products,
                         GError      **error)
{
  g_autoptr (BoStmt) any = NULL;
  g_autoptr (BoStmt) note = NULL;
  gint64 id = 0;

  any = bo_txn_prepare (txn, "SELECT id FROM shop", error);
  if (any == NULL || !bo_stmt_run_find (any, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  note = bo_txn_prepare (txn,
                         "INSERT INTO outbox (kind, remote_id, created)"
                         " SELECT 0, p.id, unixepoch () FROM remote_product p, shop"
                         " WHERE p.product_id = ?1 AND p.stock = 1 AND p.quantity IS NOT NULL AND p.state = 0"
                         "   AND p.agreed IS NOT NULL AND ifnull (p.owner, shop.owner) = 1"
                         " ON CONFLICT (kind, remote_id, key) WHERE kind <> 3"
                         " DO UPDATE SET version = version + 1, attempts = 0, next_attempt = 0, error = NULL,"
                         "   state = iif (state = 3, 3, 0)",
                         error);
  if (note == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    {
      bo_stmt_bind_int64 (note, 1, g_array_index (products, gint64, i));
      if (!bo_stmt_run (note, error))
        return FALSE;
      bo_stmt_reset (note);
    }
  return TRUE;
}
