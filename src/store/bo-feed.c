/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-feed"

#include "config.h"

#include "bo-feed.h"

#include "bo-schema.h"

/* The ids that the rows of one event belong to.  A row that is gone is known by
 * its image. */
static const char rows_sql[] =
    "SELECT tbl, row_id,"
    /* line */
    "  CASE tbl WHEN 6 THEN row_id WHEN 7 THEN img ->> 1 WHEN 9 THEN img ->> 1 WHEN 11 THEN img ->> 1 END,"
    /* product */
    "  CASE tbl WHEN 3 THEN row_id WHEN 6 THEN img ->> 2 WHEN 8 THEN img ->> 1 WHEN 10 THEN img ->> 1"
    "    WHEN 7 THEN (SELECT product_id FROM line WHERE id = img ->> 1)"
    "    WHEN 9 THEN (SELECT product_id FROM line WHERE id = img ->> 1) END,"
    /* order */
    "  CASE tbl WHEN 5 THEN row_id WHEN 6 THEN img ->> 1 END,"
    /* customer */
    "  CASE tbl WHEN 4 THEN row_id WHEN 6 THEN img ->> 3 WHEN 5 THEN img ->> 2 END"
    " FROM (SELECT tbl, row_id, ifnull (after, before) AS img FROM event_row WHERE event_id = ?1 LIMIT ?2)";

gint64
bo_feed_get_last_event (BoTxn   *txn,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), "SELECT ifnull (max (id), 0) FROM event", error);
  gint64 last = -1;

  if (stmt == NULL)
    return -1;

  if (bo_stmt_step (stmt, &local_error))
    last = bo_stmt_get_int64 (stmt, 0);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return last;
}

static void
add_id (GHashTable *set,
        BoStmt     *stmt,
        int         column)
{
  gint64 id = bo_stmt_is_null (stmt, column) ? 0 : bo_stmt_get_int64 (stmt, column);

  if (id != 0 && !g_hash_table_contains (set, &id))
    g_hash_table_add (set, g_memdup2 (&id, sizeof id));
}

static gboolean
read_rows (BoTxn      *txn,
           gint64      event_id,
           GHashTable *sets[4],
           gboolean   *settings,
           gint64     *n_rows,
           GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), rows_sql, error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  /* Past this the answer is "all" whatever else there is. */
  bo_stmt_bind_int64 (stmt, 2, 4 * BO_CHANGES_MAX);
  while (bo_stmt_step (stmt, &local_error))
    {
      (*n_rows)++;
      if (bo_stmt_get_int64 (stmt, 0) == BO_TABLE_SETTING)
        *settings = TRUE;
      for (int i = 0; i < 4; i++)
        add_id (sets[i], stmt, 2 + i);
    }

  return bo_stmt_check_end (&local_error, error);
}

/**
 * bo_feed_read:
 * @txn: a read
 * @last: (inout): the last event seen
 * @changes: receives what others changed since; its event_id stays 0 when they did nothing
 * @is_own: whether an event was made, and told, by this process
 * @user_data: data for @is_own
 * @error: return location for a #GError
 *
 * Returns: whether the journal could be read
 */
gboolean
bo_feed_read (BoTxn        *txn,
              gint64       *last,
              BoChanges    *changes,
              BoFeedOwnFunc is_own,
              gpointer      user_data,
              GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (bo_txn_get_db (txn), "SELECT id FROM event WHERE id > ?1 ORDER BY id", error);
  GHashTable *sets[4];
  gint64      n_rows = 0;
  gboolean    done = TRUE;

  if (stmt == NULL)
    return FALSE;

  for (int i = 0; i < 4; i++)
    sets[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  bo_stmt_bind_int64 (stmt, 1, *last);
  while (done && bo_stmt_step (stmt, &local_error))
    {
      gint64 event_id = bo_stmt_get_int64 (stmt, 0);

      if (!is_own (event_id, user_data))
        {
          changes->event_id = event_id;
          if (n_rows < 4 * BO_CHANGES_MAX)
            done = read_rows (txn, event_id, sets, &changes->settings, &n_rows, &local_error);
        }
      *last = event_id;
    }

  changes->all = n_rows >= 4 * BO_CHANGES_MAX;
  for (int i = 0; i < 4; i++)
    changes->all = changes->all || g_hash_table_size (sets[i]) > BO_CHANGES_MAX;
  if (!changes->all)
    {
      bo_changes_fill (changes->lines, sets[0]);
      bo_changes_fill (changes->products, sets[1]);
      bo_changes_fill (changes->orders, sets[2]);
      bo_changes_fill (changes->customers, sets[3]);
    }
  for (int i = 0; i < 4; i++)
    g_hash_table_unref (sets[i]);

  return bo_stmt_check_end (&local_error, error);
}
