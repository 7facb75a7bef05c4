/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-output.h"

#include <stdio.h>
#include <string.h>

#include "bo-allocation.h"

#define GAP 2

typedef struct
{
  char    *title;
  gboolean right;
  int      width;
} Column;

struct _CtlTable
{
  GArray    *columns; /* (element-type Column) (owned) */
  GPtrArray *cells;   /* (element-type utf8) (owned): row after row, not printed yet */
  gboolean   begun;   /* the titles have been printed */
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
}

CtlTable *
ctl_table_new (void)
{
  CtlTable *table = g_new0 (CtlTable, 1);

  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  table->cells = g_ptr_array_new_with_free_func (g_free);

  return table;
}

void
ctl_table_free (CtlTable *table)
{
  g_array_unref (table->columns);
  g_ptr_array_unref (table->cells);
  g_free (table);
}

/* Returns: how many columns of a terminal @text takes */
int
ctl_get_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/* What a terminal would obey, or what makes a line read backwards. */
static gboolean
is_unprintable (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Text from outside may hold anything. */
static char *
make_printable (const char *text)
{
  g_autoptr (GString) printable = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (printable, is_unprintable (c) ? ' ' : c);
    }

  return g_string_free (g_steal_pointer (&printable), FALSE);
}

/* Line by line. */
static char *
make_lines_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *printable = make_printable (lines[i]);

      g_free (lines[i]);
      lines[i] = printable;
    }

  return g_strjoinv ("\n", lines);
}

/* A message for standard error, which may quote what came from outside. */
void
ctl_print_error (const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  g_autofree char *printable = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = make_lines_printable (message);
  g_printerr ("%s", printable);
}

void
ctl_print_text (const char *text)
{
  g_autofree char *printable = make_lines_printable (text);

  fputs (printable, stdout);
}

void
ctl_table_add_column (CtlTable   *table,
                      const char *title,
                      gboolean    right)
{
  Column column = { g_strdup (title), right, ctl_get_width (title) };

  g_array_append_val (table->columns, column);
}

/* The next cell; %NULL is an empty one. */
void
ctl_table_add (CtlTable   *table,
               const char *text)
{
  g_ptr_array_add (table->cells, make_printable (text != NULL ? text : ""));
}

void
ctl_table_take (CtlTable *table,
                char     *text)
{
  g_autofree char *owned = text;

  ctl_table_add (table, owned);
}

void
ctl_table_add_number (CtlTable *table,
                      gint64    number)
{
  g_ptr_array_add (table->cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
print_cell (const CtlTable *table,
            guint           index,
            const char     *text)
{
  const Column *column = &g_array_index (table->columns, Column, index);
  gboolean      last = index + 1 == table->columns->len;
  int           padding = column->width - ctl_get_width (text);

  if (column->right)
    printf ("%*s%s", MAX (padding, 0), "", text);
  else
    printf ("%s%*s", text, last ? 0 : MAX (padding, 0), "");
  if (last)
    putchar ('\n');
  else
    printf ("%*s", GAP, "");
}

static void
begin (CtlTable *table)
{
  for (guint i = 0; i < table->cells->len; i++)
    {
      Column *column = &g_array_index (table->columns, Column, i % table->columns->len);
      int     width = ctl_get_width (g_ptr_array_index (table->cells, i));

      column->width = MAX (column->width, width);
    }
  for (guint i = 0; i < table->columns->len; i++)
    print_cell (table, i, g_array_index (table->columns, Column, i).title);
  table->begun = TRUE;
}

/* Prints the rows added since the last flush. */
void
ctl_table_flush (CtlTable *table)
{
  if (!table->begun)
    begin (table);
  for (guint i = 0; i < table->cells->len; i++)
    print_cell (table, i % table->columns->len, g_ptr_array_index (table->cells, i));
  g_ptr_array_set_size (table->cells, 0);
}

/* Whether nothing was added since the last flush. */
gboolean
ctl_table_is_empty (CtlTable *table)
{
  return table->cells->len == 0;
}

void
ctl_print_field (const char *label,
                 const char *format,
                 ...)
{
  g_autofree char *value = NULL;
  g_autofree char *printable = NULL;
  va_list          arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = make_printable (value);
  printf ("%s:%*s %s\n", label, MAX (20 - ctl_get_width (label), 0), "", printable);
}

/* JSON as it is, but for control characters that it allows and a terminal obeys: DEL, and
 * U+0080 to U+009F, which are 0xc2 and one more byte.  A piece ends between characters. */
static int
write_json_cb (const char *buffer,
               size_t      size,
               void       *data)
{
  size_t from = 0;

  for (size_t i = 0; i < size; i++)
    {
      guchar   c = (guchar) buffer[i];
      gboolean two = c == 0xc2 && i + 1 < size && (guchar) buffer[i + 1] < 0xa0;

      if (c != 0x7f && !two)
        continue;
      fwrite (buffer + from, 1, i - from, stdout);
      printf ("\\u%04x", two ? (guchar) buffer[i + 1] : c);
      i += two;
      from = i + 1;
    }
  fwrite (buffer + from, 1, size - from, stdout);

  return 0;
}

void
ctl_print_json (json_t *json)
{
  json_dump_callback (json, write_json_cb, NULL, JSON_COMPACT);
  putchar ('\n');
  json_decref (json);
}

/* JSON that is text already, and a line break. */
void
ctl_print_json_text (const char *text)
{
  write_json_cb (text, strlen (text), NULL);
  putchar ('\n');
}

/* %NULL becomes null. */
void
ctl_json_set_text (json_t     *object,
                   const char *key,
                   const char *text)
{
  json_object_set_new (object, key, text != NULL ? json_string (text) : json_null ());
}

void
ctl_json_set_number (json_t     *object,
                     const char *key,
                     gint64      number)
{
  json_object_set_new (object, key, json_integer (number));
}

void
ctl_json_set_boolean (json_t     *object,
                      const char *key,
                      gboolean    value)
{
  json_object_set_new (object, key, json_boolean (value));
}

/* YYYY-MM-DD, or null for BO_DAY_NONE. */
void
ctl_json_set_day (json_t     *object,
                  const char *key,
                  int         day)
{
  g_autoptr (GDateTime) date_time = NULL;
  g_autofree char *text = NULL;

  if (day != BO_DAY_NONE)
    {
      date_time = g_date_time_new_from_unix_utc ((gint64) day * 86400);
      if (date_time != NULL)
        text = g_date_time_format (date_time, "%Y-%m-%d");
    }
  ctl_json_set_text (object, key, text);
}

/* In UTC, YYYY-MM-DDThh:mm:ssZ; 0 is null. */
void
ctl_json_set_instant (json_t     *object,
                      const char *key,
                      gint64      at)
{
  g_autoptr (GDateTime) date_time = at != 0 ? g_date_time_new_from_unix_utc (at) : NULL;
  g_autofree char *text = date_time != NULL ? g_date_time_format (date_time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  ctl_json_set_text (object, key, text);
}
