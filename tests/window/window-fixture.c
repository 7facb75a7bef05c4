/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-fixture.h"

#include "bo-import.h"

/* Few enough to know by heart: two products, four lines, three customers. */
static const char orders_csv[] =
    "Order,Date,SKU,Product name,Quantity,Price,Customer name,Email\n"
    "1001,2026-01-05,KET-1,Kettle & Lid,3,39.90,Ada Lopes,ada@example.org\n"
    "1002,2026-01-06,KET-1,Kettle & Lid,2,39.90,Brightside Co,hello@example.com\n"
    "1003,2026-01-07,CUP-7,Cup <blue>,6,7.50,Finch & Sons,\n"
    "1003,2026-01-07,KET-1,Kettle & Lid,5,39.90,Finch & Sons,\n";

static BoApplication *shared_application;

/* GTK's own icons are known for SVG by the system's MIME types, which the isolated
 * folders hide. */
static void
use_mime_dirs (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) mime_dirs = NULL;

  for (const char *const *dir = g_get_system_data_dirs (); *dir != NULL; dir++)
    {
      g_autofree char *mime_dir = g_build_filename (*dir, "mime", NULL);

      g_strv_builder_add (builder, mime_dir);
    }
  mime_dirs = g_strv_builder_end (builder);
  g_content_type_set_mime_dirs ((const char *const *) mime_dirs);
}

/* Returns: FALSE when there is no display */
gboolean
fixture_init (int    *argc,
              char ***argv)
{
  g_autoptr (GError) error = NULL;

  use_mime_dirs ();
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }
  adw_init ();
  /* GTK 4.8 warns of a blinking cursor where no window manager tells of the focus. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
  shared_application = BO_APPLICATION (bo_application_new (G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (shared_application), NULL, &error);
  g_assert_no_error (error);

  return TRUE;
}

BoApplication *
fixture_get_application (void)
{
  return shared_application;
}

void
fixture_open (Fixture *fixture)
{
  fixture->window = BO_WINDOW (bo_window_new (GTK_APPLICATION (fixture->application), NULL));
  bo_window_open (fixture->window, fixture->path, BO_SERVICE_DEFAULT);
  gtk_window_present (GTK_WINDOW (fixture->window));
  bo_test_wait_until (bo_window_get_ready (fixture->window));
}

/* As a user closes it. */
void
fixture_close (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  bo_test_drain ();
  fixture->window = NULL;
}

void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->folder = bo_test_make_dir ();
  fixture->path = g_build_filename (fixture->folder, "shop.db", NULL);
  fixture->application = shared_application;
  fixture_open (fixture);
  fixture_import (fixture, orders_csv);
}

void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
  bo_test_drain ();
  bo_test_remove_dir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
fixture_import (Fixture    *fixture,
                const char *csv)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (csv, -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service = bo_window_get_service (fixture->window);

  bo_service_import_async (service, stream, bo_import_options_new (), NULL, NULL, NULL, bo_test_take_result_cb, &result);
  report = bo_service_import_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 0);
  fixture_settle (fixture);
}

BoQueuePage *
fixture_get_queue (Fixture *fixture)
{
  return BO_QUEUE_PAGE (bo_window_get_page (fixture->window, "queue"));
}

guint
fixture_get_n_lines (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (bo_queue_page_get_model (fixture_get_queue (fixture))));
}

/* Until no command is under way and the queue shows what came of the last. */
void
fixture_settle (Fixture *fixture)
{
  BoLazyModel *model = BO_LAZY_MODEL (bo_queue_page_get_model (fixture_get_queue (fixture)));

  bo_test_wait_until (!bo_commander_get_busy (bo_window_get_commander (fixture->window)));
  bo_test_drain ();
  bo_test_wait_until (!bo_lazy_model_get_loading (model));
}

guint
fixture_count_events (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service = bo_window_get_service (fixture->window);

  bo_service_list_events_async (service, 0, 1000, NULL, bo_test_take_result_cb, &result);
  events = bo_service_list_events_finish (service, bo_test_wait_for (&result), &error);
  g_assert_no_error (error);

  return events->len;
}

static GtkWidget *
find_below (GtkWidget *widget,
            GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Returns: (nullable): a widget of a type in any window */
gpointer
fixture_find (GType type)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    {
      GtkWidget *found = find_below (l->data, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Whether a button of a question is the one that does it: suggested or destructive. */
static gboolean
does_it (GtkWidget *button)
{
  static const char *const classes[] = { "suggested", "suggested-action", "destructive", "destructive-action" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (gtk_widget_has_css_class (button, classes[i]))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_answer (GtkWidget *widget,
             gboolean   yes)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && does_it (widget) == yes)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_answer (child, yes);

  return found;
}

/* The dialog of a question, whichever class the libadwaita at hand has for it. */
static GtkWidget *
find_question (void)
{
  static const char *const names[] = { "AdwMessageDialog", "AdwAlertDialog" };
  GtkWidget               *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && found == NULL; i++)
    {
      GType type = g_type_from_name (names[i]);

      found = type != G_TYPE_INVALID ? fixture_find (type) : NULL;
    }

  return found;
}

/* Answers the question on the screen by its buttons, once there is one. */
void
fixture_answer (gboolean yes)
{
  GtkWidget *question;
  GtkWidget *button = NULL;

  /* Newer dialogs lay their buttons out once they know their size. */
  bo_test_wait_until ((question = find_question ()) != NULL && (button = find_answer (question, yes)) != NULL);
  g_signal_emit_by_name (button, "clicked");
  bo_test_wait_until (find_question () == NULL);
}

static gboolean
is_trigger (GtkShortcutTrigger *trigger,
            GtkShortcutTrigger *wanted)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    return is_trigger (gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)), wanted) ||
           is_trigger (gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)), wanted);

  return gtk_shortcut_trigger_equal (trigger, wanted);
}

/* Does what a key does in @widget: by the shortcuts of it and of what it lies in.  GTK has
 * no way to make a key event. */
gboolean
fixture_press (GtkWidget      *widget,
               guint           keyval,
               GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (keyval, modifiers);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          guint n_shortcuts = GTK_IS_SHORTCUT_CONTROLLER (controller)
                                  ? g_list_model_get_n_items (G_LIST_MODEL (controller))
                                  : 0;

          for (guint j = 0; j < n_shortcuts; j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

              if (is_trigger (gtk_shortcut_get_trigger (shortcut), wanted) &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                gtk_shortcut_get_arguments (shortcut)))
                return TRUE;
            }
        }
    }

  return FALSE;
}

/* Returns: (nullable): a widget of a type in @widget */
gpointer
fixture_find_in (GtkWidget *widget,
                 GType      type)
{
  return find_below (widget, type);
}

static GtkWidget *
find_button_below (GtkWidget  *widget,
                   const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button_below (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Returns: (nullable): a button that is shown in any window, by its label */
GtkWidget *
fixture_find_button (const char *label)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    {
      GtkWidget *found = find_button_below (l->data, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

void
fixture_activate (Fixture    *fixture,
                  const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}
