/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "bo-plan-json.h"

#define CHUNK 65536
/* A plan is read whole. */
#define PLAN_BYTES_MAX (256 * 1024 * 1024)

static GString *
read_stdin (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char    chunk[CHUNK];
  ssize_t n;

  while ((n = read (STDIN_FILENO, chunk, sizeof chunk)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Reading standard input: %s"), g_strerror (errno));
          return NULL;
        }
      g_string_append_len (text, chunk, n);
      if (text->len > PLAN_BYTES_MAX)
        {
          g_set_error_literal (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("The plan is larger than 256 MiB"));
          return NULL;
        }
    }

  return g_steal_pointer (&text);
}

gboolean
ctl_plan (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char   *text = NULL;
  g_autofree char   *result = NULL;
  gsize              length = 0;

  if (!ctl_parse (ctl, &argv, entries, 0, 1, error))
    return FALSE;
  if (argv[0] == NULL || g_str_equal (argv[0], "-"))
    {
      GString *input = read_stdin (error);

      if (input == NULL)
        return FALSE;
      length = input->len;
      text = g_string_free (input, FALSE);
    }
  else if (!g_file_get_contents (argv[0], &text, &length, error))
    return FALSE;

  result = bo_plan_run (text, (gssize) length, error);
  if (result == NULL)
    return FALSE;
  puts (result);

  return TRUE;
}
