/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-arguments.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-allocation.h"
#include "bo-parse.h"

#define CHUNK 65536
#define READ_BYTES_MAX (256 * 1024 * 1024)

static gboolean
refuse (GError    **error,
        const char *what,
        GError     *cause)
{
  g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, "%s: %s", what, cause->message);
  g_error_free (cause);

  return FALSE;
}

/**
 * ctl_parse_number:
 * @text: a whole number
 * @what: what it is, for the message
 * @min: the least that it may be
 * @max: the most that it may be
 * @number: (out): the number
 * @error: return location
 */
gboolean
ctl_parse_number (const char *text,
                  const char *what,
                  gint64      min,
                  gint64      max,
                  gint64     *number,
                  GError    **error)
{
  GError *local_error = NULL;

  if (!bo_parse_units (text, number, &local_error))
    return refuse (error, what, local_error);
  if (*number < min || *number > max)
    {
      g_autofree char *range = g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, min, max);

      /* TRANSLATORS: "--class: 12 is not within 1–9" */
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("%s: %s is not within %s"), what, text, range);
      return FALSE;
    }

  return TRUE;
}

/* The number of a line, an event, a customer or an order, as the lists show it. */
gboolean
ctl_parse_id (const char *text,
              const char *what,
              gint64     *id,
              GError    **error)
{
  GError *local_error = NULL;

  if (!bo_parse_units (text, id, &local_error))
    return refuse (error, what, local_error);
  if (*id < 1)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("%s: “%s” is not a number as the lists show it"), what, text);
      return FALSE;
    }

  return TRUE;
}

/* A day as YYYY-MM-DD, or "none". */
gboolean
ctl_parse_day (const char *text,
               const char *what,
               int        *day,
               GError    **error)
{
  GError *local_error = NULL;

  if (g_str_equal (text, "none"))
    *day = BO_DAY_NONE;
  else if (!bo_parse_day (text, FALSE, day, &local_error))
    return refuse (error, what, local_error);

  return TRUE;
}

/* An instant in the shop's time zone, unless it names its own. */
gboolean
ctl_parse_time (Ctl        *ctl,
                const char *text,
                const char *what,
                gint64     *at,
                GError    **error)
{
  GError *local_error = NULL;

  if (!bo_parse_time (text, bo_service_get_time_zone (ctl->service), FALSE, at, &local_error))
    return refuse (error, what, local_error);

  return TRUE;
}

/* An amount in the shop's currency. */
gboolean
ctl_parse_money (Ctl        *ctl,
                 const char *text,
                 const char *what,
                 gint64     *amount,
                 GError    **error)
{
  const char *currency = bo_service_get_currency (ctl->service);
  gboolean    rounded = FALSE;
  GError     *local_error = NULL;

  if (!bo_parse_money (text, currency, amount, &rounded, &local_error))
    return refuse (error, what, local_error);
  if (rounded || *amount < 0)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("%s: “%s” is not an amount of %s"), what, text, currency);
      return FALSE;
    }

  return TRUE;
}

/**
 * ctl_parse_pair:
 * @text: NAME=NUMBER
 * @what: what it is, for the message
 * @min: the least that the number may be
 * @value: (out): the number
 * @error: return location
 *
 * Returns: (transfer full): the name
 */
char *
ctl_parse_pair (const char *text,
                const char *what,
                gint64      min,
                gint64     *value,
                GError    **error)
{
  const char *equals = strrchr (text, '=');

  if (equals == NULL || equals == text)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("%s: “%s” should read NAME=NUMBER"), what, text);
      return NULL;
    }
  if (!ctl_parse_number (equals + 1, what, min, BO_UNITS_MAX, value, error))
    return NULL;

  return g_strndup (text, (gsize) (equals - text));
}

/**
 * ctl_parse_name:
 * @text: the name of a value
 * @what: what it is, for the message
 * @known: whether @text was found among the names that @what can have
 * @list_names: makes a list of those, for the message
 * @error: return location
 */
gboolean
ctl_parse_name (const char  *text,
                const char  *what,
                gboolean     known,
                CtlListNames list_names,
                GError     **error)
{
  g_autofree char *names = known ? NULL : list_names ();

  /* TRANSLATORS: "--state: “foo” is none of waiting, short, ready" */
  if (!known)
    g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("%s: “%s” is none of %s"), what, text, names);

  return known;
}

static gboolean
read_bounded (int         fd,
              const char *path,
              GString    *text,
              GError    **error)
{
  char    chunk[CHUNK];
  ssize_t n;

  while ((n = read (fd, chunk, sizeof chunk)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Reading “%s”: %s"), path, g_strerror (errno));
          return FALSE;
        }
      g_string_append_len (text, chunk, n);
      if (text->len > READ_BYTES_MAX)
        {
          g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("“%s” is larger than 256 MiB"), path);
          return FALSE;
        }
    }

  return TRUE;
}

/* See ctl-arguments.h. */
gboolean
ctl_read_all (const char *path,
              char      **contents,
              gsize      *length,
              GError    **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_stdin = g_str_equal (path, "-");
  int      fd = is_stdin ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done;

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Reading “%s”: %s"), path, g_strerror (errno));
      return FALSE;
    }
  done = read_bounded (fd, path, text, error);
  if (!is_stdin)
    g_close (fd, NULL);
  if (!done)
    return FALSE;
  *length = text->len;
  *contents = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}
