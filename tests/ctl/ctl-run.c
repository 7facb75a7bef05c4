/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-run.h"

#include <string.h>

#include "bo-test-util.h"

void
ctl_run_free (CtlRun *run)
{
  g_free (run->out);
  g_free (run->err);
  g_free (run);
}

GStrv
ctl_make_argv (const char *store,
               const char *words,
               va_list     arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  g_strv_builder_add (builder, g_getenv ("BACKORDERSCTL"));
  if (store != NULL)
    g_strv_builder_add_many (builder, "--store", store, NULL);
  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *hole = strstr (list[i], "%s");

      if (hole == NULL)
        g_strv_builder_add (builder, list[i]);
      else
        {
          g_autofree char *head = g_strndup (list[i], (gsize) (hole - list[i]));
          g_autofree char *word = g_strconcat (head, va_arg (arguments, const char *), hole + 2, NULL);

          g_strv_builder_add (builder, word);
        }
    }

  return g_strv_builder_end (builder);
}

static char *
take_text (GBytes *bytes)
{
  gsize         length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

/* Standard input is a file, since the program may end before it has read all of a
 * pipe. */
static CtlRun *
run_argv (char  **argv,
          GBytes *input)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (BoTestDir) folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  CtlRun *run = g_new0 (CtlRun, 1);

  if (input != NULL)
    {
      folder = bo_test_make_dir ();
      path = g_build_filename (folder, "input", NULL);
      bo_test_write_file (path, g_bytes_get_size (input) > 0 ? g_bytes_get_data (input, NULL) : "", (gssize) g_bytes_get_size (input));
      g_subprocess_launcher_set_stdin_file_path (launcher, path);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);

  run->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  run->out = take_text (out);
  run->err = take_text (err);

  return run;
}

CtlRun *
ctl_run (const char *store,
         const char *words,
         ...)
{
  g_auto (GStrv) argv = NULL;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);

  return run_argv (argv, NULL);
}

CtlRun *
ctl_run_input (const char *store,
               GBytes     *input,
               const char *words,
               ...)
{
  g_auto (GStrv) argv = NULL;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);

  return run_argv (argv, input);
}

static char *
do_argv (char **argv)
{
  g_autoptr (CtlRun) run = run_argv (argv, NULL);
  g_autofree char *line = g_strjoinv (" ", argv);

  if (run->status != 0)
    g_error ("%s: exit status %d: %s", line, run->status, run->err);
  g_assert_cmpstr (run->err, ==, "");

  return g_steal_pointer (&run->out);
}

char *
ctl_do (const char *store,
        const char *words,
        ...)
{
  g_auto (GStrv) argv = NULL;
  va_list arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);

  return do_argv (argv);
}

json_t *
ctl_do_json (const char *store,
             const char *words,
             ...)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) argv = NULL;
  json_error_t error;
  json_t      *value;
  va_list      arguments;

  va_start (arguments, words);
  argv = ctl_make_argv (store, words, arguments);
  va_end (arguments);
  text = do_argv (argv);
  value = json_loads (text, JSON_REJECT_DUPLICATES, &error);
  if (value == NULL)
    g_error ("%s: %s", text, error.text);

  return value;
}

void
ctl_assert_fails (const CtlRun *run,
                  int           status,
                  const char   *message)
{
  if (run->status != status || strstr (run->err, message) == NULL)
    g_error ("exit status %d, wanted %d and “%s” in: %s", run->status, status, message, run->err);
  g_assert_true (g_str_has_prefix (run->err, "backordersctl: "));
  g_assert_true (g_utf8_validate (run->err, -1, NULL));
  /* What a library would have said about a programmer's error. */
  g_assert_null (strstr (run->err, "CRITICAL"));
}

GPtrArray *
ctl_parse_stream (const char *text)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        json_t *object = json_loads (lines[i], JSON_REJECT_DUPLICATES, NULL);

        g_assert_nonnull (object);
        g_ptr_array_add (objects, object);
      }

  return objects;
}

gint64
ctl_get_int (json_t     *object,
             const char *key)
{
  json_t *value = json_object_get (object, key);

  if (!json_is_integer (value))
    g_error ("“%s” is not an integer in: %s", key, json_dumps (object, JSON_COMPACT));

  return json_integer_value (value);
}

/* NULL for null. */
const char *
ctl_get_text (json_t     *object,
              const char *key)
{
  json_t *value = json_object_get (object, key);

  if (!json_is_string (value) && !json_is_null (value))
    g_error ("“%s” is not text in: %s", key, json_dumps (object, JSON_COMPACT));

  return json_string_value (value);
}

char *
ctl_checksum (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}
