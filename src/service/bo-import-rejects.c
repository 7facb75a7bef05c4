/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

#include <string.h>

#include <glib/gstdio.h>

/* The columns put before those of the file: where the row stood, and why it was
 * not taken.  bo_order_file_is_rejects() knows such a file by them. */
static const char *const leading_columns[] = { "line", "reason" };
#define BUFFER_SIZE (64 * 1024)

/* The file of rejects: in UTF-8 and with the delimiter of the file that they are from, as
 * what wrote that one reads it; made with the first of them. */
struct _BoImportRejects
{
  char              *path;   /* (owned) (nullable): NULL writes nothing */
  BoOrderFile       *file;   /* (not owned) */
  GFileOutputStream *stream; /* (owned) (nullable) until there is one */
  gboolean           is_new; /* there was no file before */
  GString           *buffer; /* (owned) */
};

/* What the file says, to the letter: it is to be mended and imported, so nothing
 * is put before a field that a spreadsheet may take for a formula. */
static void
append_field (GString    *text,
              const char *field)
{
  if (strpbrk (field, ",;\t\"\r\n") == NULL && field[0] != ' ')
    {
      g_string_append (text, field);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_cell (BoImportRejects *self,
             gboolean         follows,
             const char      *field)
{
  if (follows)
    g_string_append_c (self->buffer, bo_order_file_get_delimiter (self->file));
  append_field (self->buffer, field);
}

static gboolean
flush (BoImportRejects *self,
       GError         **error)
{
  gboolean done = g_output_stream_write_all (G_OUTPUT_STREAM (self->stream), self->buffer->str, self->buffer->len,
                                             NULL, NULL, error);

  g_string_truncate (self->buffer, 0);
  return done;
}

/* A file that is there already keeps what it has until this one is whole. */
static gboolean
open_stream (BoImportRejects *self,
             GError         **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  const char *const *headers = bo_order_file_get_headers (self->file);

  self->is_new = !g_file_query_exists (file, NULL);
  self->stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                 error);
  if (self->stream == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (leading_columns); i++)
    append_cell (self, i > 0, leading_columns[i]);
  for (guint i = bo_order_file_is_rejects (self->file) ? G_N_ELEMENTS (leading_columns) : 0; headers[i] != NULL; i++)
    append_cell (self, TRUE, headers[i]);
  g_string_append_c (self->buffer, '\n');
  return TRUE;
}

/**
 * bo_import_rejects_add:
 * @self: the rejects
 * @column: (nullable): the header of the column at fault
 * @message: what is wrong with it
 * @error: return location
 *
 * Writes the row that the file has in hand.  A row of a file of rejects keeps
 * the line number of the file that it first came from.
 *
 * Returns: %FALSE if the file cannot be written
 */
gboolean
bo_import_rejects_add (BoImportRejects *self,
                       const char      *column,
                       const char      *message,
                       GError         **error)
{
  g_autofree char *reason = column != NULL ? g_strconcat (column, ": ", message, NULL) : g_strdup (message);
  gboolean         again = bo_order_file_is_rejects (self->file);

  if (self->path == NULL)
    return TRUE;
  if (self->stream == NULL && !open_stream (self, error))
    return FALSE;

  if (again)
    append_cell (self, FALSE, bo_order_file_get_field (self->file, 0));
  else
    g_string_append_printf (self->buffer, "%" G_GINT64_FORMAT, bo_order_file_get_line (self->file));
  append_cell (self, TRUE, reason);
  for (guint i = again ? G_N_ELEMENTS (leading_columns) : 0; i < bo_order_file_get_n_fields (self->file); i++)
    append_cell (self, TRUE, bo_order_file_get_field (self->file, i));
  g_string_append_c (self->buffer, '\n');
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

/**
 * bo_import_rejects_close:
 * @self: the rejects
 * @written: (out): whether there is a file
 * @error: return location
 *
 * Puts the file in its place.  Without this, whatever was there before stays.
 *
 * Returns: %FALSE if the file cannot be written
 */
gboolean
bo_import_rejects_close (BoImportRejects *self,
                         gboolean        *written,
                         GError         **error)
{
  *written = self->stream != NULL;
  if (self->stream == NULL)
    return TRUE;
  if (!flush (self, error) || !g_output_stream_close (G_OUTPUT_STREAM (self->stream), NULL, error))
    return FALSE;
  g_clear_object (&self->stream);
  return TRUE;
}

BoImportRejects *
bo_import_rejects_new (const char  *path,
                       BoOrderFile *file)
{
  BoImportRejects *self = g_new0 (BoImportRejects, 1);

  self->path = g_strdup (path);
  self->file = file;
  self->buffer = g_string_new (NULL);
  return self;
}

void
bo_import_rejects_free (BoImportRejects *self)
{
  if (self->stream != NULL)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      /* Closing under a cancelled cancellable leaves the old file in place. */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancelled, NULL);
      g_object_unref (self->stream);
      if (self->is_new)
        g_unlink (self->path);
    }
  g_string_free (self->buffer, TRUE);
  g_free (self->path);
  g_free (self);
}
