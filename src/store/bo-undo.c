/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-undo"

#include "config.h"

#include "bo-journal.h"

#include <sqlite3.h>

#include "bo-schema.h"
#include "bo-txn-private.h"

/* Rows that one statement restores: the journal of the undo itself is written
 * between statements, and is not to grow without bound. */
#define ROWS_AT_ONCE 20000

typedef struct
{
  BoTable     child;
  const char *column;
  BoTable     parent;
} Reference;

/* What keeps a row from being taken away again. */
static const Reference references[] = {
  { BO_TABLE_PRODUCT, "supplier_id", BO_TABLE_SUPPLIER },
  { BO_TABLE_RECEIPT, "supplier_id", BO_TABLE_SUPPLIER },
  { BO_TABLE_LINE, "product_id", BO_TABLE_PRODUCT },
  { BO_TABLE_RECEIPT, "product_id", BO_TABLE_PRODUCT },
  { BO_TABLE_STOCK_MOVE, "product_id", BO_TABLE_PRODUCT },
  { BO_TABLE_CANCELLATION, "product_id", BO_TABLE_PRODUCT },
  { BO_TABLE_SALES_ORDER, "customer_id", BO_TABLE_CUSTOMER },
  { BO_TABLE_LINE, "customer_id", BO_TABLE_CUSTOMER },
  { BO_TABLE_LINE, "order_id", BO_TABLE_SALES_ORDER },
  { BO_TABLE_TRANCHE, "line_id", BO_TABLE_LINE },
  { BO_TABLE_ALLOCATION, "line_id", BO_TABLE_LINE },
  { BO_TABLE_STOCK_MOVE, "line_id", BO_TABLE_LINE },
  { BO_TABLE_SHIPMENT, "line_id", BO_TABLE_LINE },
  { BO_TABLE_ALLOCATION, "receipt_id", BO_TABLE_RECEIPT },
  { BO_TABLE_STOCK_MOVE, "receipt_id", BO_TABLE_RECEIPT },
};

/* An undo under way. */
typedef struct
{
  BoTxn *txn;     /* (not owned) */
  gint64 target;  /* the event to undo */
  gint64 undo_id; /* the event that this is */
  gint64 in_the_way;
} Undo;

/* The rows of one table of one event. */
typedef struct
{
  gint64      event_id;
  BoTable     table;
  const char *name;
  GPtrArray  *columns; /* (element-type utf8) as many as the images have */
  GArray     *changed; /* (element-type gboolean) which of them the event changed in any row */
} Part;

static gboolean
refuse (Undo    *undo,
        gint64   in_the_way,
        GError **error)
{
  undo->in_the_way = in_the_way;
  if (in_the_way != 0)
    g_set_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_IN_THE_WAY,
                 "Event %" G_GINT64_FORMAT " has changed the same since", in_the_way);
  else
    g_set_error_literal (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_IN_THE_WAY,
                         "What the event did has been changed since");

  return FALSE;
}

/* The newest event after the target that still stands and touched the row; any
 * row when @row_id is 0. */
static gboolean
refuse_for_row (Undo    *undo,
                BoTable  table,
                gint64   row_id,
                GError **error)
{
  gint64 in_the_way = 0;
  g_autoptr (BoStmt) stmt = bo_db_prepare (undo->txn->db,
                                           "SELECT max (event_id) FROM event_row"
                                           " WHERE event_id > ?1 AND event_id < ?2"
                                           " AND (?4 = 0 OR (tbl = ?3 AND row_id = ?4))"
                                           " AND event_id IN (SELECT id FROM event WHERE undone_by IS NULL AND id > ?1)",
                                           error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, undo->target);
  bo_stmt_bind_int64 (stmt, 2, undo->undo_id);
  bo_stmt_bind_int64 (stmt, 3, table);
  bo_stmt_bind_int64 (stmt, 4, row_id);

  return bo_stmt_run_find (stmt, &in_the_way, error) && refuse (undo, in_the_way, error);
}

/* The stock is gone, or somebody else has it: the newest event after the target
 * that touched the stock or a line of the product. */
static gboolean
refuse_for_product (Undo    *undo,
                    gint64   product_id,
                    GError **error)
{
  gint64 in_the_way = 0;
  g_autoptr (BoStmt) stmt = bo_db_prepare (undo->txn->db,
                                           "SELECT max (event_id) FROM event_row"
                                           " WHERE event_id > ?1 AND event_id < ?2"
                                           " AND ((tbl = 10 AND ifnull (after, before) ->> 1 = ?3)"
                                           "   OR (tbl = 6 AND ifnull (after, before) ->> 2 = ?3))"
                                           " AND event_id IN (SELECT id FROM event WHERE undone_by IS NULL AND id > ?1)",
                                           error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, undo->target);
  bo_stmt_bind_int64 (stmt, 2, undo->undo_id);
  bo_stmt_bind_int64 (stmt, 3, product_id);

  return bo_stmt_run_find (stmt, &in_the_way, error) && refuse (undo, in_the_way, error);
}

/* The end of the value that begins at @image: the comma or the bracket after it. */
static const char *
skip_value (const char *image)
{
  if (*image == '"')
    {
      for (image++; *image != '"' && *image != '\0'; image++)
        {
          if (*image == '\\' && image[1] != '\0')
            image++;
        }
    }
  while (*image != ',' && *image != ']' && *image != '\0')
    image++;

  return image;
}

/* Which columns differ between two images of a row: written by the same hand,
 * equal values have equal text. */
static void
mark_changed (GArray     *changed,
              const char *before,
              const char *after)
{
  for (guint i = 0; i < changed->len && *before != '\0' && *after != '\0'; i++)
    {
      const char *before_end = skip_value (++before);
      const char *after_end = skip_value (++after);

      if (before_end - before != after_end - after || memcmp (before, after, (gsize) (after_end - after)) != 0)
        g_array_index (changed, gboolean, i) = TRUE;
      before = before_end;
      after = after_end;
    }
}

static gboolean
find_changed (Part    *part,
              BoTxn   *txn,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db,
                                           "SELECT before, after FROM event_row WHERE event_id = ?1 AND tbl = ?2"
                                           " AND before IS NOT NULL AND after IS NOT NULL",
                                           error);

  if (stmt == NULL)
    return FALSE;

  part->changed = g_array_new (FALSE, TRUE, sizeof (gboolean));
  g_array_set_size (part->changed, part->columns->len);

  bo_stmt_bind_int64 (stmt, 1, part->event_id);
  bo_stmt_bind_int64 (stmt, 2, part->table);
  while (bo_stmt_step (stmt, &local_error))
    mark_changed (part->changed, bo_stmt_get_text (stmt, 0), bo_stmt_get_text (stmt, 1));

  return bo_stmt_check_end (&local_error, error);
}

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->columns, g_ptr_array_unref);
  g_clear_pointer (&part->changed, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* The columns that the images of @part have: an image written before a column
 * was added lacks it.  None: the event did not touch the table. */
static gboolean
part_init (Part    *part,
           Undo    *undo,
           gint64   event_id,
           BoTable  table,
           GError **error)
{
  BoDb *db = undo->txn->db;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) length = NULL;
  g_autoptr (BoStmt) names = NULL;
  gint64 n_columns = 0;

  part->event_id = event_id;
  part->table = table;
  part->name = bo_table_get_name (table);
  part->columns = g_ptr_array_new_with_free_func (g_free);

  length = bo_db_prepare (db,
                          "SELECT json_array_length (ifnull (before, after)) FROM event_row"
                          " WHERE event_id = ?1 AND tbl = ?2 LIMIT 1",
                          error);
  if (length == NULL)
    return FALSE;

  bo_stmt_bind_int64 (length, 1, event_id);
  bo_stmt_bind_int64 (length, 2, table);
  if (!bo_stmt_run_find (length, &n_columns, error))
    return FALSE;

  names = bo_db_prepare (db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid LIMIT ?2", error);
  if (names == NULL)
    return FALSE;

  bo_stmt_bind_text (names, 1, part->name);
  bo_stmt_bind_int64 (names, 2, n_columns);
  while (bo_stmt_step (names, &local_error))
    g_ptr_array_add (part->columns, g_strdup (bo_stmt_get_text (names, 0)));
  return bo_stmt_check_end (&local_error, error);
}

/* The statements are made of names of the schema, nothing else: which columns an
 * image has is known only here. */

#define ROWS_OF_PART "r.event_id = ?1 AND r.tbl = ?2 AND r.row_id > ?3 AND r.row_id <= ?4"

static char *
make_compare_sql (const Part *part)
{
  g_autoptr (GString) sql = g_string_new ("SELECT r.row_id FROM event_row r LEFT JOIN ");

  g_string_append_printf (sql,
                          "%s t ON t.id = r.row_id WHERE " ROWS_OF_PART
                          " AND CASE WHEN r.after IS NULL THEN t.id IS NOT NULL ELSE t.id IS NULL",
                          part->name);
  /* Nearly always the row's text is that of the image; else its values may be. */
  g_string_append (sql, " OR (json_array (t.id");
  for (guint i = 1; i < part->columns->len; i++)
    g_string_append_printf (sql, ", t.%s", (char *) g_ptr_array_index (part->columns, i));
  g_string_append (sql, ") <> r.after AND (FALSE");
  for (guint i = 1; i < part->columns->len; i++)
    g_string_append_printf (sql, " OR t.%s IS NOT (r.after ->> %u)", (char *) g_ptr_array_index (part->columns, i), i);
  g_string_append (sql, ")) END LIMIT 1");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
make_delete_sql (const Part *part)
{
  return g_strdup_printf ("DELETE FROM %s WHERE id IN (SELECT r.row_id FROM event_row r"
                          " WHERE " ROWS_OF_PART " AND r.before IS NULL)",
                          part->name);
}

/* Only what the event changed is written, so that no index is for nothing. */
static char *
make_update_sql (const Part *part)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean any = FALSE;

  g_string_append_printf (sql, "UPDATE %s SET ", part->name);
  for (guint i = 1; i < part->columns->len; i++)
    {
      if (!g_array_index (part->changed, gboolean, i))
        continue;
      g_string_append_printf (sql, "%s%s = r.before ->> %u", any ? ", " : "",
                              (char *) g_ptr_array_index (part->columns, i), i);
      any = TRUE;
    }
  if (!any)
    return NULL;

  g_string_append_printf (sql,
                          " FROM event_row r WHERE %s.id = r.row_id AND " ROWS_OF_PART
                          " AND r.before IS NOT NULL AND r.after IS NOT NULL",
                          part->name);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
make_insert_sql (const Part *part)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (", part->name);
  for (guint i = 0; i < part->columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", (char *) g_ptr_array_index (part->columns, i));
  g_string_append (sql, ") SELECT ");
  for (guint i = 0; i < part->columns->len; i++)
    g_string_append_printf (sql, "%sr.before ->> %u", i > 0 ? ", " : "", i);
  g_string_append (sql, " FROM event_row r WHERE " ROWS_OF_PART " AND r.before IS NOT NULL AND r.after IS NULL");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

typedef char *(*MakeSqlFunc) (const Part *part);
typedef gboolean (*ChunkFunc) (Undo *undo, const Part *part, BoStmt *stmt, GError **error);

static gboolean
compare_chunk (Undo       *undo,
               const Part *part,
               BoStmt     *stmt,
               GError    **error)
{
  gint64 row_id = 0;

  if (!bo_stmt_run_find (stmt, &row_id, error))
    return FALSE;
  bo_stmt_reset (stmt);

  return row_id == 0 || refuse_for_row (undo, part->table, row_id, error);
}

static gboolean
change_chunk (Undo       *undo,
              const Part *part,
              BoStmt     *stmt,
              GError    **error)
{
  g_autoptr (GError) local_error = NULL;

  if (bo_stmt_run (stmt, &local_error))
    return TRUE;

  /* Something that has come since is unique too. */
  if (g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT))
    return refuse_for_row (undo, part->table, 0, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
for_chunks (Undo       *undo,
            const Part *part,
            const char *sql,
            ChunkFunc   func,
            GError    **error)
{
  g_autoptr (BoStmt) limit = NULL;
  g_autoptr (BoStmt) stmt = NULL;
  gint64 first = G_MININT64, last = 0;

  limit = bo_db_prepare (undo->txn->db,
                         "SELECT max (row_id) FROM (SELECT row_id FROM event_row"
                         " WHERE event_id = ?1 AND tbl = ?2 AND row_id > ?3 ORDER BY row_id LIMIT ?4)",
                         error);
  stmt = limit != NULL ? bo_db_prepare (undo->txn->db, sql, error) : NULL;
  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      bo_stmt_bind_int64 (limit, 1, part->event_id);
      bo_stmt_bind_int64 (limit, 2, part->table);
      bo_stmt_bind_int64 (limit, 3, first);
      bo_stmt_bind_int64 (limit, 4, ROWS_AT_ONCE);
      if (!bo_stmt_run_find (limit, &last, error))
        return FALSE;
      if (bo_stmt_is_null (limit, 0))
        return TRUE;
      bo_stmt_reset (limit);

      bo_stmt_bind_int64 (stmt, 1, part->event_id);
      bo_stmt_bind_int64 (stmt, 2, part->table);
      bo_stmt_bind_int64 (stmt, 3, first);
      bo_stmt_bind_int64 (stmt, 4, last);
      if (!func (undo, part, stmt, error))
        return FALSE;
      first = last;
    }
}

/* One step over all tables, children before parents or the other way. */
static gboolean
for_tables (Undo       *undo,
            gint64      event_id,
            gboolean    children_first,
            MakeSqlFunc make_sql,
            ChunkFunc   func,
            GError    **error)
{
  for (int i = 1; i <= BO_TABLE_LAST; i++)
    {
      g_auto (Part) part = { 0 };
      g_autofree char *sql = NULL;

      if (!part_init (&part, undo, event_id, (BoTable) (children_first ? BO_TABLE_LAST + 1 - i : i), error))
        return FALSE;
      if (part.columns->len == 0)
        continue;

      if (make_sql == make_update_sql && !find_changed (&part, undo->txn, error))
        return FALSE;
      sql = make_sql (&part);
      if (sql != NULL && !for_chunks (undo, &part, sql, func, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
restore_event (Undo    *undo,
               gint64   event_id,
               GError **error)
{
  return for_tables (undo, event_id, FALSE, make_compare_sql, compare_chunk, error) &&
         for_tables (undo, event_id, TRUE, make_delete_sql, change_chunk, error) &&
         for_tables (undo, event_id, FALSE, make_update_sql, change_chunk, error) &&
         for_tables (undo, event_id, FALSE, make_insert_sql, change_chunk, error);
}

static gboolean
check_reference (Undo            *undo,
                 gint64           event_id,
                 const Reference *reference,
                 GError         **error)
{
  gint64           row_id = 0;
  g_autofree char *sql = g_strdup_printf ("SELECT c.id FROM event_row r JOIN %s c ON c.%s = r.row_id"
                                          " WHERE r.event_id = ?1 AND r.tbl = ?2 AND r.before IS NULL LIMIT 1",
                                          bo_table_get_name (reference->child), reference->column);
  g_autoptr (BoStmt) stmt = bo_db_prepare (undo->txn->db, sql, error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  bo_stmt_bind_int64 (stmt, 2, reference->parent);

  return bo_stmt_run_find (stmt, &row_id, error) && (row_id == 0 || refuse_for_row (undo, reference->child, row_id, error));
}

/* What has come back must have left before: a shipment stands while its goods are
 * said to have been returned. */
static gboolean
check_returns (Undo    *undo,
               gint64   event_id,
               GError **error)
{
  gint64 move_id = 0;
  g_autoptr (BoStmt) stmt = bo_db_prepare (undo->txn->db,
                                           "SELECT max (m.id) FROM event_row r JOIN line l ON l.id = r.row_id"
                                           " JOIN stock_move m ON m.line_id = l.id AND m.kind = 'return'"
                                           " WHERE r.event_id = ?1 AND r.tbl = ?2"
                                           " GROUP BY l.id HAVING sum (m.units) > l.shipped LIMIT 1",
                                           error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  bo_stmt_bind_int64 (stmt, 2, BO_TABLE_LINE);

  return bo_stmt_run_find (stmt, &move_id, error) && (move_id == 0 || refuse_for_row (undo, BO_TABLE_STOCK_MOVE, move_id, error));
}

/* Foreign keys wait until the commit, so that the order of rows does not matter;
 * whether all are whole again is looked at here, where it can be said why not. */
static gboolean
check_references (Undo         *undo,
                  const GArray *events,
                  GError      **error)
{
  int broken = 0, ignored = 0;

  sqlite3_db_status (bo_db_get_native (undo->txn->db), SQLITE_DBSTATUS_DEFERRED_FKS, &broken, &ignored, FALSE);
  if (broken == 0)
    return TRUE;

  for (guint i = 0; i < events->len; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (references); j++)
        {
          if (!check_reference (undo, g_array_index (events, gint64, i), &references[j], error))
            return FALSE;
        }
    }

  return refuse (undo, 0, error);
}

static gboolean
flush_figures (Undo    *undo,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (bo_journal_flush (undo->txn, &local_error))
    return TRUE;

  if (g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_CONSTRAINT))
    return refuse_for_product (undo, bo_journal_get_failed_product (undo->txn->journal), error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What is undone together with @event_id, newest first. */
static GArray *
list_group (BoTxn   *txn,
            gint64   event_id,
            gint64   root,
            GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db,
                                           "SELECT id FROM event WHERE id = ?1 OR ((id = ?2 OR group_id = ?2)"
                                           " AND undone_by IS NULL AND undoes IS NULL) ORDER BY id DESC",
                                           error);

  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  bo_stmt_bind_int64 (stmt, 2, root);
  while (bo_stmt_step (stmt, &local_error))
    {
      gint64 id = bo_stmt_get_int64 (stmt, 0);

      g_array_append_val (events, id);
    }

  if (!bo_stmt_check_end (&local_error, error))
    return NULL;

  return g_steal_pointer (&events);
}

/* The events to undo, and how the undo will call itself. */
static GArray *
find_events (BoTxn   *txn,
             gint64   event_id,
             char   **summary,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db,
                                           "SELECT undone_by, undoes, ifnull (group_id, id), summary, kind = 'sync'"
                                           " FROM event WHERE id = ?1",
                                           error);
  gint64 root;

  if (stmt == NULL)
    return NULL;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  if (!bo_stmt_step (stmt, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_NO_EVENT,
                     "There is no event %" G_GINT64_FORMAT, event_id);
      return NULL;
    }

  if (!bo_stmt_is_null (stmt, 0))
    {
      g_set_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_UNDONE,
                   "Event %" G_GINT64_FORMAT " has been undone already", event_id);
      return NULL;
    }

  /* Undone here it would still stand there, and the next sync would not say it again. */
  if (bo_stmt_get_int64 (stmt, 4) != 0)
    {
      g_set_error (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_THE_SHOPS,
                   "Event %" G_GINT64_FORMAT " is what the shop said", event_id);
      return NULL;
    }

  root = bo_stmt_is_null (stmt, 1) ? bo_stmt_get_int64 (stmt, 2) : event_id;
  *summary = g_strdup_printf ("Undone: %s", bo_stmt_get_text (stmt, 3));

  return list_group (txn, event_id, root, error);
}

static gboolean
run_marks (BoTxn      *txn,
           const char *sql,
           gint64      event_id,
           gint64      other_id,
           GError    **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (txn->db, sql, error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  bo_stmt_bind_int64 (stmt, 2, other_id);
  return bo_stmt_run (stmt, error);
}

static gboolean
mark_events (Undo         *undo,
             const GArray *events,
             GError      **error)
{
  if (!run_marks (undo->txn, "UPDATE event SET undoes = ?2 WHERE id = ?1", undo->undo_id, undo->target, error))
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      gint64 event_id = g_array_index (events, gint64, i);

      /* Who undoes an undo makes what it undid stand again. */
      if (!run_marks (undo->txn, "UPDATE event SET undone_by = NULL WHERE undone_by = ?1 AND ?2", event_id, TRUE, error) ||
          !run_marks (undo->txn, "UPDATE event SET undone_by = ?2 WHERE id = ?1", event_id, undo->undo_id, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * bo_journal_undo:
 * @txn: a write; on failure it must be rolled back
 * @event_id: what to undo, together with the rest of its group
 * @at: when, UTC seconds
 * @in_the_way: (out) (optional): with BO_JOURNAL_ERROR_IN_THE_WAY, the event that is, or 0
 * @error: return location for a #GError
 *
 * Puts every row that the event touched back to what it was before, if each still
 * is what the event made of it.  That is an event itself, so an undo can be
 * undone (redo).
 *
 * Returns: the event that this is, or 0 with @error set
 */
gint64
bo_journal_undo (BoTxn   *txn,
                 gint64   event_id,
                 gint64   at,
                 gint64  *in_the_way,
                 GError **error)
{
  Undo             undo = { .txn = txn, .target = event_id };
  g_autofree char *summary = NULL;
  g_autoptr (GArray) events = find_events (txn, event_id, &summary, error);
  gboolean done = events != NULL && bo_db_exec (txn->db, "PRAGMA defer_foreign_keys = ON", error);

  if (done)
    {
      undo.undo_id = bo_journal_begin_event (txn, "undo", summary, NULL, 0, at, error);
      done = undo.undo_id != 0;
    }

  for (guint i = 0; done && i < events->len; i++)
    done = restore_event (&undo, g_array_index (events, gint64, i), error);
  for (guint i = 0; done && i < events->len; i++)
    done = check_returns (&undo, g_array_index (events, gint64, i), error);
  done = done && check_references (&undo, events, error) && flush_figures (&undo, error) &&
         mark_events (&undo, events, error);

  if (in_the_way != NULL)
    *in_the_way = undo.in_the_way;

  return done ? undo.undo_id : 0;
}
