/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-journal"

#include "config.h"

#include "bo-journal.h"

#include "bo-schema.h"
#include "bo-txn-private.h"

/**
 * bo_journal_find_event:
 * @txn: a transaction
 * @external_id: an external id
 * @error: return location for a #GError
 *
 * Returns: the event that applied @external_id, 0 if none did or with @error set
 */
gint64
bo_journal_find_event (BoTxn      *txn,
                       const char *external_id,
                       GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db, "SELECT id FROM event WHERE external_id = ?1", error);
  gint64 id = 0;

  if (stmt == NULL)
    return 0;

  bo_stmt_bind_text (stmt, 1, external_id);
  return bo_stmt_run_find (stmt, &id, error) ? id : 0;
}

/**
 * bo_journal_last_undoable:
 * @txn: a transaction
 * @error: return location for a #GError
 *
 * Returns: the newest event that still stands, is no undo itself and nothing that
 *   the shop on the other side said; 0 if there is none or with @error set
 */
gint64
bo_journal_last_undoable (BoTxn   *txn,
                          GError **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db,
                                           "SELECT id FROM event WHERE undone_by IS NULL AND undoes IS NULL"
                                           " AND kind <> 'sync'"
                                           " AND EXISTS (SELECT 1 FROM event_row WHERE event_id = event.id)"
                                           " ORDER BY id DESC LIMIT 1",
                                           error);
  gint64 id = 0;

  return stmt != NULL && bo_stmt_run_find (stmt, &id, error) ? id : 0;
}

/**
 * bo_journal_list_events:
 * @txn: a transaction
 * @before: an event, or 0 for the end of the journal
 * @limit: at most so many
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoEventRecord): the events older than
 *   @before, newest first, or %NULL with @error set
 */
GPtrArray *
bo_journal_list_events (BoTxn   *txn,
                        gint64   before,
                        guint    limit,
                        GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_event_record_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db,
                                           "SELECT id, at, kind, summary, external_id, undoes, undone_by, group_id"
                                           " FROM event WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
                                           error);

  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, before > 0 ? before : G_MAXINT64);
  bo_stmt_bind_int64 (stmt, 2, limit);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoEventRecord *event = g_new0 (BoEventRecord, 1);

      event->id = bo_stmt_get_int64 (stmt, 0);
      event->at = bo_stmt_get_int64 (stmt, 1);
      event->kind = g_strdup (bo_stmt_get_text (stmt, 2));
      event->summary = g_strdup (bo_stmt_get_text (stmt, 3));
      event->external_id = g_strdup (bo_stmt_get_text (stmt, 4));
      event->undoes = bo_stmt_get_int64 (stmt, 5);
      event->undone_by = bo_stmt_get_int64 (stmt, 6);
      event->group_id = bo_stmt_get_int64 (stmt, 7);
      g_ptr_array_add (events, event);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&events);
}

/* Columns of a line's image, by their place in bo-schema.c. */
static const char history_sql[] =
    "SELECT event.id, event.at, event.kind, event.undone_by IS NOT NULL, event.summary,"
    "  ifnull (after ->> 4, 0) - ifnull (before ->> 4, 0),"
    "  ifnull (after ->> 5, 0) - ifnull (before ->> 5, 0),"
    "  ifnull (after ->> 6, 0) - ifnull (before ->> 6, 0),"
    "  ifnull (after ->> 8, 0) - ifnull (before ->> 8, 0)"
    " FROM event_row JOIN event ON event.id = event_row.event_id"
    " WHERE event_row.row_id = ?1 AND event_row.tbl = 6"
    " ORDER BY event.id DESC";

/* What came back touches no row of the line, but moves stock in its name.  Columns of a
 * stock move's image, by their place in bo-schema.c. */
static const char returns_sql[] =
    "SELECT event.id, event.at, event.kind, event.undone_by IS NOT NULL, event.summary,"
    "  ifnull (after ->> 3, 0) - ifnull (before ->> 3, 0)"
    " FROM event JOIN event_row ON event_row.event_id = event.id AND event_row.tbl = 10"
    " WHERE event.kind IN ('return', 'undo')"
    "  AND ifnull (after, before) ->> 2 = 'return' AND ifnull (after, before) ->> 4 = ?1"
    " ORDER BY event.id DESC";

static BoHistoryRecord *
read_history (BoStmt *stmt)
{
  BoHistoryRecord *record = g_new0 (BoHistoryRecord, 1);

  record->event_id = bo_stmt_get_int64 (stmt, 0);
  record->at = bo_stmt_get_int64 (stmt, 1);
  record->kind = g_strdup (bo_stmt_get_text (stmt, 2));
  record->undone = bo_stmt_get_int64 (stmt, 3) != 0;
  record->note = g_strdup (bo_stmt_get_text (stmt, 4));

  return record;
}

static gboolean
was_shipped (const GPtrArray *history)
{
  for (guint i = 0; i < history->len; i++)
    if (((const BoHistoryRecord *) g_ptr_array_index (history, i))->shipped_delta > 0)
      return TRUE;

  return FALSE;
}

/* Puts what came back into the history of its line, among the rest. */
static gboolean
add_returns (BoTxn     *txn,
             gint64     line_id,
             GPtrArray *history,
             GError   **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db, returns_sql, error);
  guint at = 0;

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, line_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64           event_id = bo_stmt_get_int64 (stmt, 0);
      BoHistoryRecord *record = NULL;

      while (at < history->len && ((BoHistoryRecord *) g_ptr_array_index (history, at))->event_id > event_id)
        at++;
      if (at < history->len)
        record = g_ptr_array_index (history, at);
      if (record == NULL || record->event_id != event_id)
        {
          record = read_history (stmt);
          g_ptr_array_insert (history, (int) at, record);
        }
      record->returned_delta += bo_stmt_get_int64 (stmt, 5);
    }

  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_journal_list_line_history:
 * @txn: a transaction
 * @line_id: a line
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type BoHistoryRecord): what happened to the
 *   line, newest first, or %NULL with @error set
 */
GPtrArray *
bo_journal_list_line_history (BoTxn   *txn,
                              gint64   line_id,
                              GError **error)
{
  g_autoptr (GPtrArray) history = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_history_record_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db, history_sql, error);

  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, line_id);
  while (bo_stmt_step (stmt, &local_error))
    {
      BoHistoryRecord *record = read_history (stmt);

      record->ordered_delta = bo_stmt_get_int64 (stmt, 5);
      record->cancelled_delta = bo_stmt_get_int64 (stmt, 6);
      record->shipped_delta = bo_stmt_get_int64 (stmt, 7);
      record->allocated_delta = bo_stmt_get_int64 (stmt, 8);
      g_ptr_array_add (history, record);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  if (was_shipped (history) && !add_returns (txn, line_id, history, error))
    return NULL;

  return g_steal_pointer (&history);
}
