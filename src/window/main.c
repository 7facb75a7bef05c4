/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bo-application.h"

#define LOOK_AGAIN_MS 50

/* Told to end, it closes its windows as a person does: a sync stops between two requests,
 * and a sample shop takes its folder with it.  Told again, it dies. */
static gboolean
end_cb (gpointer user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  /* While it starts there is no window yet that could be closed. */
  if (windows == NULL || !gtk_widget_get_realized (windows->data))
    return G_SOURCE_CONTINUE;
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
told_to_end_cb (gpointer user_data)
{
  g_timeout_add (LOOK_AGAIN_MS, end_cb, user_data);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = bo_application_new (G_APPLICATION_DEFAULT_FLAGS);
  g_unix_signal_add (SIGINT, told_to_end_cb, application);
  g_unix_signal_add (SIGTERM, told_to_end_cb, application);

  return g_application_run (application, argc, argv);
}
