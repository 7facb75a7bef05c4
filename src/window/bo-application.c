/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-application"

#include "config.h"

#include "bo-application.h"

#include <glib/gi18n.h>

#include "bo-compat.h"

/* Opening a store takes some milliseconds.  One that takes longer, for it is being
 * migrated or another program holds it, is opened with a window to say so. */
#define OPEN_WAIT_MS 100

struct _BoApplication
{
  AdwApplication parent_instance;

  BoPreload *preload; /* (owned) (nullable): until the first window has it */
};

G_DEFINE_FINAL_TYPE (BoApplication, bo_application, ADW_TYPE_APPLICATION)

static BoWindow *
find_window (BoApplication *self,
             const char    *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      const char *other = BO_IS_WINDOW (l->data) ? bo_window_get_path (l->data) : NULL;
      g_autoptr (GFile) other_file = other != NULL ? g_file_new_for_path (other) : NULL;

      if (other_file != NULL && g_file_equal (file, other_file))
        return l->data;
    }

  return NULL;
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  g_autoptr (GFile) file_a = g_file_new_for_path (a);
  g_autoptr (GFile) file_b = g_file_new_for_path (b);

  return g_file_equal (file_a, file_b);
}

static BoWindow *
find_demo (BoApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (BO_IS_WINDOW (l->data) && bo_window_get_demo (l->data))
      return l->data;

  return NULL;
}

/* The file of the last window that was opened, or the default one. */
static char *
dup_last_path (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *path = g_settings_get_string (settings, "store-path");

  return *path != '\0' ? g_steal_pointer (&path) : bo_service_get_default_path ();
}

/* Actions */

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication *application = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));

  /* Each window is closed and not only left, so that it saves what it remembers. */
  for (GList *l = windows; l != NULL; l = l->next)
    if (BO_IS_WINDOW (l->data))
      gtk_window_close (l->data);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    bo_about_present (GTK_WIDGET (window), _ ("Backorders"), APP_ID, PACKAGE_VERSION,
                      _ ("Who waits for what, in which order, and who gets the next delivery."), NULL);
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    bo_shortcuts_present (window, g_application_get_resource_base_path (user_data));
}

static void
demo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  bo_application_open_demo (user_data);
}

static void
open_store_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  bo_application_open_store (user_data, g_variant_get_bytestring (parameter));
}

/* GApplication */

static int
bo_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  BoApplication   *self = BO_APPLICATION (application);
  g_autofree char *path = NULL;
  const char      *store = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("backorders %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "demo") ||
      (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    return -1;

  if (g_variant_dict_lookup (options, "store", "^&ay", &store))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (store);

      path = g_file_get_path (file);
    }
  else
    path = dup_last_path ();
  if (path != NULL)
    self->preload = bo_preload_new (path, OPEN_WAIT_MS);

  return -1;
}

static int
bo_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  BoApplication   *self = BO_APPLICATION (application);
  GVariantDict    *options = g_application_command_line_get_options_dict (command_line);
  g_autofree char *path = NULL;
  const char      *store = NULL;

  if (g_variant_dict_contains (options, "demo"))
    {
      bo_application_open_demo (self);
      return 0;
    }
  if (g_variant_dict_lookup (options, "store", "^&ay", &store))
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, store);

      path = g_file_get_path (file);
    }
  else
    path = dup_last_path ();
  if (path == NULL)
    {
      g_application_command_line_printerr (command_line, "backorders: %s\n",
                                           _ ("Only a file on this computer can be a store"));
      return 1;
    }
  bo_application_open_store (self, path);

  return 0;
}

static void
bo_application_activate (GApplication *application)
{
  g_autofree char *path = dup_last_path ();

  bo_application_open_store (BO_APPLICATION (application), path);
}

static void
begin_preload (BoApplication *self)
{
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *page = NULL;
  g_autoptr (BoLineQuery) query = NULL;

  if (self->preload == NULL)
    return;
  settings = g_settings_new (APP_ID);
  page = g_settings_get_string (settings, "page");
  if (g_str_equal (page, "products"))
    return;
  query = bo_queue_page_create_first_query (settings);
  bo_preload_list (self->preload, query);
}

static void
bo_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "about", about_cb },
    { "shortcuts", shortcuts_cb },
    { "demo", demo_cb },
    { "open-store", open_store_cb, "ay" },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "app.shortcuts", { "<Control>question", "<Control>F1", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "win.new-backorder", { "<Control>n", NULL } },
    { "win.receive", { "<Control>r", NULL } },
    { "win.import", { "<Control>o", NULL } },
    { "win.preferences", { "<Control>comma", NULL } },
    { "win.sync", { "F5", NULL } },
    { "win.search", { "<Control>f", NULL } },
    { "win.page::queue", { "<Alt>1", NULL } },
    { "win.page::products", { "<Alt>2", NULL } },
  };

  /* Before the toolkit starts, which takes longer. */
  begin_preload (BO_APPLICATION (application));
  G_APPLICATION_CLASS (bo_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);
}

static void
bo_application_dispose (GObject *object)
{
  g_clear_pointer (&BO_APPLICATION (object)->preload, bo_preload_free);

  G_OBJECT_CLASS (bo_application_parent_class)->dispose (object);
}

static void
bo_application_class_init (BoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_application_dispose;

  application_class->handle_local_options = bo_application_handle_local_options;
  application_class->command_line = bo_application_command_line;
  application_class->activate = bo_application_activate;
  application_class->startup = bo_application_startup;
}

static void
bo_application_init (BoApplication *self)
{
  static const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Explore the sample shop"), NULL },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("The store to open"), N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

/* @flags: more than it needs itself, such as G_APPLICATION_NON_UNIQUE. */
GApplication *
bo_application_new (GApplicationFlags flags)
{
  return g_object_new (BO_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/org/backorders/Backorders",
                       "flags", flags | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}

/**
 * bo_application_open_store:
 * @self: a #BoApplication
 * @path: a store file; made where there is none
 *
 * Opens a window on a store, or raises the one there is.
 *
 * Returns: (transfer none): the window
 */
BoWindow *
bo_application_open_store (BoApplication *self,
                           const char    *path)
{
  BoWindow *window;

  g_return_val_if_fail (BO_IS_APPLICATION (self), NULL);

  window = find_window (self, path);
  if (window == NULL)
    {
      g_autoptr (BoPreload) preload = g_steal_pointer (&self->preload);

      window = BO_WINDOW (bo_window_new (GTK_APPLICATION (self), NULL));
      if (preload != NULL && bo_preload_get_service (preload) != NULL && is_same_file (bo_preload_get_path (preload), path))
        bo_window_take_preload (window, preload);
      else
        bo_window_open (window, path, BO_SERVICE_DEFAULT);
    }
  bo_window_present_soon (window);

  return window;
}

/* Opens a window on the sample shop, or raises the one there is. */
BoWindow *
bo_application_open_demo (BoApplication *self)
{
  BoWindow *window;

  g_return_val_if_fail (BO_IS_APPLICATION (self), NULL);

  window = find_demo (self);
  if (window == NULL)
    {
      window = BO_WINDOW (bo_window_new (GTK_APPLICATION (self), NULL));
      bo_window_open_demo (window);
    }
  bo_window_present_soon (window);

  return window;
}
