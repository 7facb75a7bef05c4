/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-journal"

#include "config.h"

#include "bo-journal-private.h"

#include "bo-outbox-table.h"

/* Images kept in memory, at about 400 bytes each, before they are written. */
#define MAX_IMAGES 60000

/* clang-format off */
G_DEFINE_QUARK (bo-journal-error-quark, bo_journal_error)
/* clang-format on */

/* Whether the line of row @i is touched too; most are right before or behind it. */
static gboolean
has_line (BoImages *images,
          guint     i,
          gint64    line_id)
{
  for (guint n = i > 0 ? i - 1 : 0; n <= i + 1 && n < images->n_rows; n++)
    if (images->rows[n].row_id == line_id && images->rows[n].table == BO_TABLE_LINE)
      return TRUE;

  return bo_images_find (images, BO_TABLE_LINE, line_id) != NULL;
}

/* Keeps which lines the images show; their products have been noted. */
static void
keep_lines (BoJournal *self)
{
  for (guint i = 0; i < self->images.n_rows; i++)
    {
      const BoImage *image = &self->images.rows[i];
      guint          n = self->lines_written->len;

      if (image->table == BO_TABLE_LINE && (n == 0 || g_array_index (self->lines_written, gint64, n - 1) < image->row_id))
        g_array_append_val (self->lines_written, image->row_id);
    }
}

/* A place in line or an allocation belongs to the product of its line, which is
 * seldom touched without its line. */
static gboolean
resolve_products (BoJournal *self,
                  GError   **error)
{
  g_autoptr (BoStmt) stmt = bo_db_prepare (self->db, "SELECT product_id FROM line WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  for (; self->n_resolved < self->images.n_rows; self->n_resolved++)
    {
      const BoImage *image = &self->images.rows[self->n_resolved];
      g_autoptr (GError) local_error = NULL;

      if ((image->table != BO_TABLE_TRANCHE && image->table != BO_TABLE_ALLOCATION) ||
          has_line (&self->images, self->n_resolved, image->line_id) ||
          bo_changes_has (self->lines_written, image->line_id))
        continue;

      bo_stmt_bind_int64 (stmt, 1, image->line_id);
      if (bo_stmt_step (stmt, &local_error))
        bo_figures_note_touch (self->figures, bo_stmt_get_int64 (stmt, 0));
      bo_stmt_reset (stmt);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

/* In the order of the table, so that it grows at its end. */
static gboolean
write_images (BoJournal *self,
              GError   **error)
{
  gboolean done;

  if (self->images.n_rows == 0)
    return TRUE;

  self->writing = TRUE;
  done = resolve_products (self, error);
  if (done)
    {
      bo_images_sort (&self->images);
      keep_lines (self);
      done = bo_event_rows_write (self->db, self->event_id, &self->images, self->written, &self->overlapped, error);
    }
  self->writing = FALSE;

  self->written = TRUE;
  self->n_resolved = 0;
  bo_images_clear (&self->images);

  return done;
}

/* Writes the images that the event still has in memory. */
static gboolean
end_event (BoJournal *self,
           GError   **error)
{
  if (!write_images (self, error) || (self->overlapped && !bo_event_rows_drop_unchanged (self->db, self->event_id, error)))
    return FALSE;

  bo_images_reset (&self->images);
  g_array_set_size (self->lines_written, 0);
  self->written = FALSE;
  self->overlapped = FALSE;
  return TRUE;
}

static gboolean
after_step_cb (gpointer user_data,
               GError **error)
{
  BoJournal *self = user_data;

  return self->writing || self->images.n_rows < MAX_IMAGES || write_images (self, error);
}

static GHashTable *
new_id_set (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Watches what @db writes from now on. */
BoJournal *
bo_journal_new (BoDb    *db,
                GError **error)
{
  BoJournal *self = g_new0 (BoJournal, 1);

  self->db = db;
  self->figures = bo_figures_new ();
  self->lines = new_id_set ();
  self->orders = new_id_set ();
  self->customers = new_id_set ();
  bo_images_init (&self->images);
  self->lines_written = g_array_new (FALSE, FALSE, sizeof (gint64));
  bo_db_set_after_step (db, after_step_cb, self);
  if (!bo_journal_watch (self, error))
    {
      bo_journal_free (self);
      return NULL;
    }

  return self;
}

void
bo_journal_free (BoJournal *self)
{
  bo_journal_unwatch (self);
  bo_db_set_after_step (self->db, NULL, NULL);
  bo_images_finish (&self->images);
  g_array_unref (self->lines_written);
  bo_figures_free (self->figures);
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->customers);
  g_free (self);
}

/* Forgets a transaction that was rolled back, or has been told of. */
void
bo_journal_abandon (BoJournal *self)
{
  bo_images_reset (&self->images);
  g_array_set_size (self->lines_written, 0);
  bo_figures_clear (self->figures);
  g_hash_table_remove_all (self->lines);
  g_hash_table_remove_all (self->orders);
  g_hash_table_remove_all (self->customers);
  memset (self->known, 0, sizeof self->known);
  self->n_resolved = 0;
  self->event_id = 0;
  self->written = FALSE;
  self->overlapped = FALSE;
  self->refused = FALSE;
  self->all = FALSE;
  self->settings = FALSE;
}

void
bo_journal_begin (BoJournal *self)
{
  bo_journal_abandon (self);
}

static BoChanges *
make_changes (BoJournal *self)
{
  BoChanges *changes = bo_changes_new ();

  changes->event_id = self->event_id;
  changes->settings = self->settings;
  changes->all = self->all || bo_figures_get_n_products (self->figures) > BO_CHANGES_MAX;
  if (!changes->all)
    {
      bo_changes_fill (changes->lines, self->lines);
      bo_changes_fill (changes->orders, self->orders);
      bo_changes_fill (changes->customers, self->customers);
      bo_figures_list_products (self->figures, changes->products);
      bo_changes_sort (changes->products);
    }

  return changes;
}

/* What changed here may have to change in the shop on the other side. */
static gboolean
note_outbox (BoTxn   *txn,
             GError **error)
{
  g_autoptr (GArray) products = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (bo_figures_get_n_products (txn->journal->figures) == 0)
    return TRUE;
  bo_figures_list_products (txn->journal->figures, products);
  return bo_outbox_note_products (txn, products, error);
}

/* Before the commit: writes what is in memory, and says what changed; %NULL with
 * @error set must be rolled back. */
BoChanges *
bo_journal_end (BoTxn   *txn,
                GError **error)
{
  BoJournal *self = txn->journal;

  if (self->refused)
    {
      g_critical ("Rows were written without an event");
      g_set_error_literal (error, BO_DB_ERROR, BO_DB_ERROR_FAILED, "A change was not journalled");
      return NULL;
    }

  if (!bo_journal_flush (txn, error) || !end_event (self, error) || !note_outbox (txn, error))
    return NULL;

  return make_changes (self);
}

gint64
bo_journal_get_failed_product (BoJournal *self)
{
  return bo_figures_get_failed_product (self->figures);
}

gboolean
bo_journal_flush (BoTxn   *txn,
                  GError **error)
{
  BoJournal *self = txn->journal;

  return resolve_products (self, error) && bo_figures_flush (self->figures, self->db, error);
}

/**
 * bo_journal_begin_event:
 * @txn: a write
 * @kind: what is done, one of bo-event-kind.h
 * @summary: the same as a sentence, English, without personal data
 * @external_id: (nullable): is applied at most once
 * @group_id: the first event of those that are undone together, or 0
 * @at: when, UTC seconds
 * @error: return location for a #GError
 *
 * Begins the event that the rows written from here on belong to.
 *
 * Returns: its id, or 0 with @error set
 */
gint64
bo_journal_begin_event (BoTxn      *txn,
                        const char *kind,
                        const char *summary,
                        const char *external_id,
                        gint64      group_id,
                        gint64      at,
                        GError    **error)
{
  BoJournal *self = txn->journal;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (BoStmt) stmt = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (self->event_id != 0 && !end_event (self, error))
    return 0;

  if (external_id != NULL && bo_journal_find_event (txn, external_id, &local_error) != 0)
    {
      g_set_error_literal (error, BO_JOURNAL_ERROR, BO_JOURNAL_ERROR_ALREADY_APPLIED,
                           "A command with this external id has been applied already");
      return 0;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }

  stmt = bo_db_prepare (self->db,
                        "INSERT INTO event (at, kind, summary, external_id, group_id) VALUES (?1, ?2, ?3, ?4, ?5)",
                        error);
  if (stmt == NULL)
    return 0;

  bo_stmt_bind_int64 (stmt, 1, at);
  bo_stmt_bind_text (stmt, 2, kind);
  bo_stmt_bind_text (stmt, 3, summary);
  bo_stmt_bind_text (stmt, 4, external_id);
  if (group_id != 0)
    bo_stmt_bind_int64 (stmt, 5, group_id);
  if (!bo_stmt_run (stmt, error))
    return 0;

  self->event_id = bo_db_get_last_id (self->db);
  return self->event_id;
}

/**
 * bo_journal_set_summary:
 * @txn: a write whose event has begun
 * @summary: what was done, once it is known
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_journal_set_summary (BoTxn      *txn,
                        const char *summary,
                        GError    **error)
{
  g_autoptr (BoStmt) stmt = NULL;

  g_return_val_if_fail (txn->journal != NULL && txn->journal->event_id != 0, FALSE);

  stmt = bo_db_prepare (txn->db, "UPDATE event SET summary = ?2 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;

  bo_stmt_bind_int64 (stmt, 1, txn->journal->event_id);
  bo_stmt_bind_text (stmt, 2, summary);
  return bo_stmt_run (stmt, error);
}
