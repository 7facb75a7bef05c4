/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include "bo-plan-json.h"
#include "ctl-arguments.h"
#include "ctl-output.h"

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
  if (!ctl_read_all (argv[0] != NULL ? argv[0] : "-", &text, &length, error))
    return FALSE;

  result = bo_plan_run (text, (gssize) length, error);
  if (result == NULL)
    return FALSE;
  ctl_print_json_text (result);

  return TRUE;
}
