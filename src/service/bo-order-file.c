/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-order-file.h"

#include <csv.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-order-columns.h"
#include "bo-text-encoding.h"

/* What is read at once, and what the encoding and the delimiter are judged by. */
#define CHUNK_SIZE (64 * 1024)
/* How libcsv's own buffer grows. */
#define FIELD_BLOCK_SIZE (16 * 1024)

static const char utf8_bom[] = "\xef\xbb\xbf";

struct _BoOrderFile
{
  GInputStream     *stream;      /* (owned) */
  GCancellable     *cancellable; /* (owned) (nullable) */
  struct csv_parser parser;

  char    *chunk; /* (owned): CHUNK_SIZE bytes and a NUL */
  gsize    chunk_length;
  gsize    chunk_pos;
  gboolean at_end;   /* of the stream */
  gboolean finished; /* libcsv has been told */
  gint64   bytes;    /* of the chunks that have been read */
  gint64   line;     /* of the next byte, from 1 */
  gboolean after_cr; /* the last byte was a carriage return */
  gboolean windows_1252;
  gint64   odd_line; /* the first field that was Windows-1252 in a file of UTF-8 */

  /* The row in hand. */
  GString *text;         /* (owned): its fields, each ended by a NUL */
  GArray  *offsets;      /* (element-type gsize) (owned): where each begins in @text */
  gint64   row_line;     /* of its first byte */
  gsize    row_bytes;    /* fed so far */
  gboolean in_row;       /* a byte of it that counts has been seen */
  gboolean row_is_there; /* libcsv has ended it */
  gboolean row_is_blank; /* all its fields are empty */

  char   **headers; /* (owned) */
  int      column_of[BO_N_COLUMNS];
  gboolean is_rejects;
};

/* clang-format off */
G_DEFINE_QUARK (bo-import-error-quark, bo_import_error)
/* clang-format on */

static void
field_cb (void  *bytes,
          size_t length,
          void  *user_data)
{
  BoOrderFile *self = user_data;
  gsize        offset;

  offset = self->text->len;
  g_array_append_val (self->offsets, offset);
  if (length > 0)
    {
      self->row_is_blank = FALSE;
      if (bo_text_is_ascii (bytes, length) || (!self->windows_1252 && g_utf8_validate_len (bytes, length, NULL)))
        g_string_append_len (self->text, bytes, (gssize) length);
      else
        {
          if (!self->windows_1252 && self->odd_line == 0)
            self->odd_line = self->row_line;
          bo_text_append_windows_1252 (self->text, bytes, length);
        }
    }
  g_string_append_c (self->text, '\0');
}

static void
row_cb (int   terminator,
        void *user_data)
{
  BoOrderFile *self = user_data;

  self->row_is_there = TRUE;
}

static gboolean
refuse_text (GError    **error,
             const char *message)
{
  g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT, "%s %s", message,
               _ ("Save the orders as CSV in UTF-8 and import that."));
  return FALSE;
}

/* Reads the next chunk whole, so that a pipe gives the same chunks as a file. */
static gboolean
read_chunk (BoOrderFile *self,
            GError     **error)
{
  /* A stream in memory does not look at it. */
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!g_input_stream_read_all (self->stream, self->chunk, CHUNK_SIZE, &self->chunk_length, self->cancellable, error))
    return FALSE;

  self->chunk[self->chunk_length] = '\0';
  self->chunk_pos = 0;
  self->bytes += (gint64) self->chunk_length;
  self->at_end = self->chunk_length < CHUNK_SIZE;
  if (memchr (self->chunk, '\0', self->chunk_length) != NULL)
    return refuse_text (error, self->bytes <= CHUNK_SIZE ? _ ("The file is not text.")
                                                         : _ ("The file is not text all through: it holds NUL bytes."));
  return TRUE;
}

/* Files that people take for order files now and then. */
static gboolean
check_magic (BoOrderFile *self,
             GError     **error)
{
  static const struct
  {
    const char *magic;
    gsize       length;
    const char *message;
  } kinds[] = {
    { "PK\003\004", 4, N_ ("The file is a spreadsheet or an archive, not text.") },
    { "\xd0\xcf\x11\xe0", 4, N_ ("The file is a spreadsheet or an archive, not text.") },
    { "%PDF-", 5, N_ ("The file is a PDF document.") },
    /* Before the shorter mark that it begins with. */
    { "\xff\xfe\0\0", 4, N_ ("The file is in UTF-32.") },
    { "\0\0\xfe\xff", 4, N_ ("The file is in UTF-32.") },
    { "\xff\xfe", 2, N_ ("The file is in UTF-16.") },
    { "\xfe\xff", 2, N_ ("The file is in UTF-16.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->chunk_length >= kinds[i].length && memcmp (self->chunk, kinds[i].magic, kinds[i].length) == 0)
      return refuse_text (error, _ (kinds[i].message));
  return TRUE;
}

/* The delimiter that stands most often in the first line outside quotes. */
static char
guess_delimiter (const char *text)
{
  static const char candidates[] = { ',', ';', '\t' };
  guint             counts[G_N_ELEMENTS (candidates)] = { 0 };
  guint             best = 0;
  gboolean          quoted = FALSE;

  while (*text == '\r' || *text == '\n')
    text++;
  for (; *text != '\0' && (quoted || (*text != '\r' && *text != '\n')); text++)
    {
      if (*text == '"')
        quoted = !quoted;
      for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
        counts[i] += !quoted && *text == candidates[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

/* "sep=;" in a line of its own is how spreadsheets are told the delimiter. */
static char
take_delimiter (BoOrderFile *self)
{
  const char *text = self->chunk + self->chunk_pos;

  if (g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '\0' && strchr (",;\t", text[4]) != NULL &&
      (text[5] == '\n' || (text[5] == '\r' && text[6] == '\n')))
    {
      self->chunk_pos += text[5] == '\n' ? 6 : 7;
      self->line++;
      return text[4];
    }
  return guess_delimiter (text);
}

/* Up to and with the next line break, or to the end of the chunk.  A carriage
 * return that a line feed follows is not a line break of its own. */
static gsize
get_piece_length (BoOrderFile *self)
{
  const char *piece = self->chunk + self->chunk_pos;
  gsize       length = self->chunk_length - self->chunk_pos;
  const char *end = memchr (piece, '\n', length);
  const char *cr;

  if (end != NULL)
    length = (gsize) (end - piece) + 1;
  cr = memchr (piece, '\r', length);
  if (cr != NULL && cr[1] != '\n')
    length = (gsize) (cr - piece) + 1;
  return length;
}

static gboolean
is_blank (const char *bytes,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", bytes[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
count_line (BoOrderFile *self,
            const char  *piece,
            gsize        length)
{
  char last = piece[length - 1];

  if (last == '\r' || (last == '\n' && !(length == 1 && self->after_cr)))
    self->line++;
  self->after_cr = last == '\r';
}

static gboolean
refuse_row (BoOrderFile *self,
            GError     **error)
{
  g_autofree char *message = NULL;

  if (self->parser.quoted)
    message = g_strdup_printf (_ ("Line %lld opens a quote that is never closed."), (long long) self->row_line);
  else
    message = g_strdup_printf (_ ("Line %lld is longer than a row can be."), (long long) self->row_line);
  g_set_error_literal (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT, message);
  return FALSE;
}

/* Feeds one line, or what the chunk has of it.  It ends one row at most. */
static gboolean
feed_piece (BoOrderFile *self,
            GError     **error)
{
  const char *piece = self->chunk + self->chunk_pos;
  gsize       length = get_piece_length (self);

  if (!self->in_row)
    self->row_line = self->line;
  if (csv_parse (&self->parser, piece, length, field_cb, row_cb, self) != length)
    {
      g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT, _ ("Line %lld cannot be read: %s"), (long long) self->row_line,
                   csv_strerror (csv_error (&self->parser)));
      return FALSE;
    }
  self->chunk_pos += length;
  self->in_row = !self->row_is_there && (self->in_row || self->offsets->len > 0 || !is_blank (piece, length));
  self->row_bytes = self->in_row ? self->row_bytes + length : 0;
  count_line (self, piece, length);
  return self->row_bytes <= BO_ORDER_FILE_ROW_MAX || refuse_row (self, error);
}

/* The last row may lack its line break, but not the end of a quote. */
static gboolean
finish_text (BoOrderFile *self,
             GError     **error)
{
  self->finished = TRUE;
  csv_set_opts (&self->parser, CSV_STRICT | CSV_STRICT_FINI);
  return csv_fini (&self->parser, field_cb, row_cb, self) == 0 || refuse_row (self, error);
}

static gboolean
read_row (BoOrderFile *self,
          GError     **error)
{
  g_string_truncate (self->text, 0);
  g_array_set_size (self->offsets, 0);
  self->row_is_there = FALSE;
  self->row_is_blank = TRUE;

  while (!self->row_is_there && !self->finished)
    {
      if (self->chunk_pos < self->chunk_length)
        {
          if (!feed_piece (self, error))
            return FALSE;
        }
      else if (!self->at_end)
        {
          if (!read_chunk (self, error))
            return FALSE;
        }
      else if (!finish_text (self, error))
        return FALSE;
    }
  return self->row_is_there;
}

/**
 * bo_order_file_next:
 * @self: a #BoOrderFile
 * @error: return location
 *
 * Goes on to the next row; rows without any text are passed over.
 *
 * Returns: %TRUE if there is one; %FALSE without an error at the end of the file
 */
gboolean
bo_order_file_next (BoOrderFile *self,
                    GError     **error)
{
  while (read_row (self, error))
    if (!self->row_is_blank)
      return TRUE;
  return FALSE;
}

static gboolean
read_headers (BoOrderFile           *self,
              const BoImportOptions *options,
              GError               **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;

  if (!bo_order_file_next (self, &local_error))
    {
      if (local_error == NULL)
        g_set_error_literal (&local_error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_EMPTY, _ ("The file is empty."));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < self->offsets->len; i++)
    {
      g_autofree char *header = g_strstrip (g_strdup (bo_order_file_get_field (self, i)));

      g_strv_builder_add (builder, header);
    }
  self->headers = g_strv_builder_end (builder);
  self->is_rejects = self->offsets->len > 2 && g_str_equal (self->headers[0], "line") &&
                     g_str_equal (self->headers[1], "reason");
  return bo_order_columns_recognise ((const char *const *) self->headers, options, self->column_of, error);
}

static gboolean
begin (BoOrderFile           *self,
       const BoImportOptions *options,
       GError               **error)
{
  if (!read_chunk (self, error))
    {
      /* What the file is says more than that it is not text. */
      if (g_error_matches (*error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT))
        {
          g_autoptr (GError) better = NULL;

          if (!check_magic (self, &better))
            {
              g_clear_error (error);
              *error = g_steal_pointer (&better);
            }
        }
      return FALSE;
    }
  if (!check_magic (self, error))
    return FALSE;

  if (g_str_has_prefix (self->chunk, utf8_bom))
    self->chunk_pos = strlen (utf8_bom);
  else
    self->windows_1252 = !bo_text_looks_like_utf8 (self->chunk, self->chunk_length, self->at_end);
  csv_set_delim (&self->parser, (guchar) take_delimiter (self));
  return read_headers (self, options, error);
}

/**
 * bo_order_file_open:
 * @stream: the file's bytes; an order file is read once, from here on
 * @options: which column is which, where that was said by hand
 * @cancellable: (nullable): stops reading, now and later
 * @error: return location
 *
 * Begins to read an order file: UTF-8 with or without a byte order mark, or
 * Windows-1252 if the beginning is not valid UTF-8; comma, semicolon or tab,
 * whichever the first line has most of.
 *
 * Returns: (nullable): the file, before its first row; %NULL with
 *   BO_IMPORT_ERROR_NOT_TEXT, _EMPTY, _OPTION or an error of @stream
 */
BoOrderFile *
bo_order_file_open (GInputStream          *stream,
                    const BoImportOptions *options,
                    GCancellable          *cancellable,
                    GError               **error)
{
  g_autoptr (BoOrderFile) self = g_new0 (BoOrderFile, 1);
  GError *local_error = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self->stream = g_object_ref (stream);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->chunk = g_malloc (CHUNK_SIZE + 1);
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->line = 1;
  csv_init (&self->parser, 0);
  csv_set_blk_size (&self->parser, FIELD_BLOCK_SIZE);

  if (!begin (self, options, &local_error))
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bo_order_file_free (BoOrderFile *self)
{
  csv_free (&self->parser);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->offsets, g_array_unref);
  g_clear_pointer (&self->headers, g_strfreev);
  g_free (self->chunk);
  g_free (self);
}

/**
 * bo_order_file_check_columns:
 * @self: a #BoOrderFile
 * @error: return location
 *
 * Returns: %FALSE with BO_IMPORT_ERROR_MISSING_COLUMN if the file lacks one that
 *   an import cannot do without
 */
gboolean
bo_order_file_check_columns (BoOrderFile *self,
                             GError     **error)
{
  return bo_order_columns_check (bo_order_file_get_headers (self), self->column_of, error);
}

const char *const *
bo_order_file_get_headers (BoOrderFile *self)
{
  return (const char *const *) self->headers;
}

const int *
bo_order_file_get_columns (BoOrderFile *self)
{
  return self->column_of;
}

/* Returns: (nullable): the header of @column as it stands in the file */
const char *
bo_order_file_get_header (BoOrderFile *self,
                          BoColumn     column)
{
  int index = self->column_of[column];

  return index >= 0 ? self->headers[index] : NULL;
}

char
bo_order_file_get_delimiter (BoOrderFile *self)
{
  return (char) csv_get_delim (&self->parser);
}

gboolean
bo_order_file_is_windows_1252 (BoOrderFile *self)
{
  return self->windows_1252;
}

/* Whether the file was written by an import for rows that it did not take: its
 * first two columns say from where in which file and why. */
gboolean
bo_order_file_is_rejects (BoOrderFile *self)
{
  return self->is_rejects;
}

/* How many bytes have been used. */
gint64
bo_order_file_get_bytes (BoOrderFile *self)
{
  return self->bytes - (gint64) (self->chunk_length - self->chunk_pos);
}

/* The first line with a field that was not UTF-8 and was read as Windows-1252
 * although the file's beginning was UTF-8; 0 without one. */
gint64
bo_order_file_get_odd_line (BoOrderFile *self)
{
  return self->odd_line;
}

/* The number of the row's first line in the file, from 1. */
gint64
bo_order_file_get_line (BoOrderFile *self)
{
  return self->row_line;
}

guint
bo_order_file_get_n_fields (BoOrderFile *self)
{
  return self->offsets->len;
}

/* Returns: (transfer none): the field, until the next row; empty when the row is too short */
const char *
bo_order_file_get_field (BoOrderFile *self,
                         guint        index)
{
  return index < self->offsets->len ? self->text->str + g_array_index (self->offsets, gsize, index) : "";
}

/* Returns: (transfer none): the field of @column, until the next row; empty without one */
const char *
bo_order_file_get (BoOrderFile *self,
                   BoColumn     column)
{
  int index = self->column_of[column];

  return index >= 0 ? bo_order_file_get_field (self, (guint) index) : "";
}
