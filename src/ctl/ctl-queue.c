/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <glib/gi18n-lib.h>

#include "ctl-arguments.h"
#include "ctl-records.h"

/* "LINE [UNITS]", and the store opened.  @units stays as it is where it was not given. */
static gboolean
begin (Ctl                *ctl,
       char              **argv,
       const GOptionEntry *entries,
       guint               min_arguments,
       guint               max_arguments,
       gint64              min_units,
       gint64             *line_id,
       gint64             *units,
       GError            **error)
{
  return ctl_parse (ctl, &argv, entries, min_arguments, max_arguments, error) &&
         ctl_parse_id (argv[0], _ ("Line"), line_id, error) &&
         (argv[1] == NULL || ctl_parse_number (argv[1], _ ("Units"), min_units, BO_UNITS_MAX, units, error)) &&
         ctl_open (ctl, BO_SERVICE_MUST_EXIST, error);
}

gboolean
ctl_cancel (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  g_autofree char   *reason = NULL;
  g_autofree char   *external_id = NULL;
  gint64             line_id;
  gint64             units = 0;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for the history"), N_ ("TEXT") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!begin (ctl, argv, entries, 1, 2, 1, &line_id, &units, error))
    return FALSE;
  bo_service_cancel_async (ctl->service, line_id, units, reason, external_id, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

static gboolean
set_paused (Ctl     *ctl,
            char   **argv,
            gboolean paused,
            GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  gint64             line_id;

  if (!begin (ctl, argv, entries, 1, 1, 0, &line_id, NULL, error))
    return FALSE;
  bo_service_pause_async (ctl->service, line_id, paused, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

gboolean
ctl_pause (Ctl     *ctl,
           char   **argv,
           GError **error)
{
  return set_paused (ctl, argv, TRUE, error);
}

gboolean
ctl_resume (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  return set_paused (ctl, argv, FALSE, error);
}

gboolean
ctl_pin (Ctl     *ctl,
         char   **argv,
         GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  gint64             line_id;
  gint64             units = 0;

  if (!begin (ctl, argv, entries, 2, 2, 0, &line_id, &units, error))
    return FALSE;
  bo_service_pin_async (ctl->service, line_id, units, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

gboolean
ctl_ship (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_autofree char   *external_id = NULL;
  gboolean           hand_over = FALSE;
  gint64             line_id;
  gint64             units = 0;
  const GOptionEntry entries[] = {
    { "hand-over", 0, 0, G_OPTION_ARG_NONE, &hand_over, N_ ("Handed over at the counter, not shipped"), NULL },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!begin (ctl, argv, entries, 1, 2, 1, &line_id, &units, error))
    return FALSE;
  bo_service_ship_async (ctl->service, line_id, units, hand_over, external_id, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

gboolean
ctl_return (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  g_autofree char   *reason = NULL;
  g_autofree char   *external_id = NULL;
  gint64             line_id;
  gint64             units = 0;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for the history"), N_ ("TEXT") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!begin (ctl, argv, entries, 2, 2, 1, &line_id, &units, error))
    return FALSE;
  bo_service_return_async (ctl->service, line_id, units, reason, external_id, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}
