/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-event-rows"

#include "config.h"

#include "bo-event-rows.h"

static void
bind_image (BoStmt     *stmt,
            int         index,
            const char *text,
            gsize       start,
            guint32     length)
{
  if (length == BO_IMAGE_NONE)
    bo_stmt_bind_null (stmt, index);
  else
    bo_stmt_bind_text_static (stmt, index, text + start, length);
}

/* The statements that write images. */
typedef struct
{
  BoStmt *insert;
  BoStmt *update; /* of a row that a part of the event has written already; it keeps its image before */
} RowWriter;

static void
row_writer_clear (RowWriter *writer)
{
  g_clear_pointer (&writer->insert, bo_stmt_release);
  g_clear_pointer (&writer->update, bo_stmt_release);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RowWriter, row_writer_clear)

static gboolean
row_writer_init (RowWriter *writer,
                 BoDb      *db,
                 gint64     event_id,
                 GError   **error)
{
  writer->insert = bo_db_prepare (db,
                                  "INSERT INTO event_row (event_id, tbl, row_id, before, after)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                                  error);
  if (writer->insert == NULL)
    return FALSE;
  writer->update = bo_db_prepare (db,
                                  "UPDATE event_row SET after = ?4 WHERE event_id = ?1 AND tbl = ?2 AND row_id = ?3",
                                  error);
  if (writer->update == NULL)
    return FALSE;

  bo_stmt_bind_int64 (writer->insert, 1, event_id);
  bo_stmt_bind_int64 (writer->update, 1, event_id);
  return TRUE;
}

static gboolean
insert_row (RowWriter      *writer,
            BoDb           *db,
            const BoImages *images,
            const BoImage  *image,
            gboolean       *inserted,
            GError        **error)
{
  const char *text = images->text->str;

  bo_stmt_bind_int64 (writer->insert, 2, image->table);
  bo_stmt_bind_int64 (writer->insert, 3, image->row_id);
  bind_image (writer->insert, 4, text, image->before, image->before_length);
  bind_image (writer->insert, 5, text, image->after, image->after_length);
  if (!bo_stmt_run (writer->insert, error))
    return FALSE;

  *inserted = bo_db_get_changes (db) > 0;
  return TRUE;
}

static gboolean
update_row (RowWriter      *writer,
            BoDb           *db,
            const BoImages *images,
            const BoImage  *image,
            gboolean       *updated,
            GError        **error)
{
  bo_stmt_bind_int64 (writer->update, 2, image->table);
  bo_stmt_bind_int64 (writer->update, 3, image->row_id);
  bind_image (writer->update, 4, images->text->str, image->after, image->after_length);
  if (!bo_stmt_run (writer->update, error))
    return FALSE;

  *updated = *updated || bo_db_get_changes (db) > 0;
  return TRUE;
}

/**
 * bo_event_rows_write:
 * @db: a database in a write
 * @event_id: the event under way
 * @images: what it did to rows, sorted
 * @again: whether a part of the event has been written already
 * @overlapped: (inout): set when a row of that part changed again
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
bo_event_rows_write (BoDb     *db,
                     gint64    event_id,
                     BoImages *images,
                     gboolean  again,
                     gboolean *overlapped,
                     GError  **error)
{
  g_auto (RowWriter) writer = { NULL };

  if (!row_writer_init (&writer, db, event_id, error))
    return FALSE;

  for (guint i = 0; i < images->n_rows; i++)
    {
      const BoImage *image = &images->rows[i];
      gboolean       same = bo_images_is_same (images, image);
      gboolean       inserted = FALSE;

      if (!same && !insert_row (&writer, db, images, image, &inserted, error))
        return FALSE;
      if (inserted)
        continue;
      /* With some written, a row that is as it was a moment ago may still differ
       * from what it was at first. */
      if (again)
        {
          if (!update_row (&writer, db, images, image, overlapped, error))
            return FALSE;
        }
      else if (!same)
        {
          g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_CORRUPT, "The journal of the store has this event already");
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * bo_event_rows_drop_unchanged:
 * @db: a database in a write
 * @event_id: the event under way, whose parts overlapped
 * @error: return location for a #GError
 *
 * A row that in the end is what it was leaves nothing.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
bo_event_rows_drop_unchanged (BoDb    *db,
                              gint64   event_id,
                              GError **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (db,
                                           "DELETE FROM event_row WHERE event_id = ?1 AND before IS after",
                                           error);

  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, event_id);
  return bo_stmt_run (stmt, error);
}
