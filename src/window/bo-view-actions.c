/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-view-actions"

#include "config.h"

#include "bo-view-actions.h"

#include <glib/gi18n.h>

/* Sort and columns of a table as actions: "sort" and "descending", which the titles
 * of the table and its menu share, and one "column-ID" for each column that can be
 * hidden.  All of it is remembered in the settings NAME-sort, NAME-descending and
 * NAME-columns (the columns hidden). */

typedef struct
{
  const BoView       *view;     /* (not owned): static */
  GSettings          *settings; /* (owned) */
  BoTable            *table;    /* (not owned): dropped when it goes */
  GSimpleActionGroup *group;    /* (not owned): owns this */
} ViewActions;

static void
view_actions_free (ViewActions *actions)
{
  g_clear_weak_pointer (&actions->table);
  g_object_unref (actions->settings);
  g_free (actions);
}

static char *
get_key (ViewActions *actions,
         const char  *suffix)
{
  return g_strdup_printf ("%s-%s", actions->view->name, suffix);
}

static void
show_sort (ViewActions *actions)
{
  g_autoptr (GVariant) sort = g_action_group_get_action_state (G_ACTION_GROUP (actions->group), "sort");
  g_autoptr (GVariant) descending = g_action_group_get_action_state (G_ACTION_GROUP (actions->group), "descending");

  if (actions->table != NULL)
    bo_table_set_sort (actions->table, g_variant_get_string (sort, NULL), g_variant_get_boolean (descending));
}

static gboolean
is_sort (const BoView *view,
         const char   *id)
{
  for (guint i = 0; i < view->n_sorts; i++)
    if (g_str_equal (view->sorts[i].id, id))
      return TRUE;

  return FALSE;
}

static void
change_sort_cb (GSimpleAction *action,
                GVariant      *value,
                gpointer       user_data)
{
  ViewActions     *actions = user_data;
  g_autofree char *key = get_key (actions, "sort");

  if (!is_sort (actions->view, g_variant_get_string (value, NULL)))
    return;
  g_simple_action_set_state (action, value);
  g_settings_set_string (actions->settings, key, g_variant_get_string (value, NULL));
  show_sort (actions);
}

static void
change_descending_cb (GSimpleAction *action,
                      GVariant      *value,
                      gpointer       user_data)
{
  ViewActions     *actions = user_data;
  g_autofree char *key = get_key (actions, "descending");

  g_simple_action_set_state (action, value);
  g_settings_set_boolean (actions->settings, key, g_variant_get_boolean (value));
  show_sort (actions);
}

static void
change_column_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  ViewActions     *actions = user_data;
  g_autofree char *key = get_key (actions, "columns");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) hidden = NULL;

  g_simple_action_set_state (action, value);
  for (guint i = actions->view->n_fixed; i < actions->view->n_columns; i++)
    {
      g_autofree char *name = g_strconcat ("column-", actions->view->columns[i].id, NULL);
      g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (actions->group), name);

      if (!g_variant_get_boolean (state))
        g_strv_builder_add (builder, actions->view->columns[i].id);
    }
  hidden = g_strv_builder_end (builder);
  g_settings_set_strv (actions->settings, key, (const char *const *) hidden);
  if (actions->table != NULL)
    bo_table_set_hidden (actions->table, (const char *const *) hidden);
}

/* A click on a title changes both states, and the list is read once: the direction
 * first where only that changes, for a sort that stays the same tells nobody. */
static void
sort_changed_cb (BoTable            *table,
                 const char         *sort,
                 gboolean            descending,
                 GSimpleActionGroup *group)
{
  g_autoptr (GVariant) current = g_action_group_get_action_state (G_ACTION_GROUP (group), "sort");

  g_action_group_change_action_state (G_ACTION_GROUP (group), "descending", g_variant_new_boolean (descending));
  if (!g_str_equal (g_variant_get_string (current, NULL), sort))
    g_action_group_change_action_state (G_ACTION_GROUP (group), "sort", g_variant_new_string (sort));
}

static GMenuModel *
create_menu (const BoView *view)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) sorts = g_menu_new ();
  g_autoptr (GMenu) direction = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autofree char *descending = g_strconcat (view->name, ".descending", NULL);

  for (guint i = 0; i < view->n_sorts; i++)
    {
      g_autofree char *action = g_strdup_printf ("%s.sort::%s", view->name, view->sorts[i].id);

      g_menu_append (sorts, _ (view->sorts[i].label), action);
    }
  for (guint i = view->n_fixed; i < view->n_columns; i++)
    {
      g_autofree char *action = g_strdup_printf ("%s.column-%s", view->name, view->columns[i].id);

      g_menu_append (columns, _ (view->columns[i].title), action);
    }
  g_menu_append (direction, _ ("Reverse Order"), descending);
  g_menu_append_section (menu, _ ("Sort By"), G_MENU_MODEL (sorts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (direction));
  g_menu_append_submenu (direction, _ ("Columns"), G_MENU_MODEL (columns));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
add_state (ViewActions *actions,
           const char  *name,
           GVariant    *state,
           GCallback    change_cb)
{
  g_autoptr (GSimpleAction) action = NULL;

  action = g_simple_action_new_stateful (name,
                                         g_variant_is_of_type (state, G_VARIANT_TYPE_STRING) ? G_VARIANT_TYPE_STRING : NULL,
                                         state);
  g_signal_connect (action, "change-state", change_cb, actions);
  g_action_map_add_action (G_ACTION_MAP (actions->group), G_ACTION (action));
}

/**
 * bo_view_actions_add:
 * @group: gets the actions
 * @view: static
 * @settings: where they are remembered
 * @table: shows them; its columns are set
 * @button: gets the menu
 */
void
bo_view_actions_add (GSimpleActionGroup *group,
                     const BoView       *view,
                     GSettings          *settings,
                     BoTable            *table,
                     GtkMenuButton      *button)
{
  ViewActions     *actions = g_new0 (ViewActions, 1);
  g_autofree char *sort_key = NULL;
  g_autofree char *descending_key = NULL;
  g_autofree char *columns_key = NULL;
  g_autofree char *sort = NULL;
  g_auto (GStrv) hidden = NULL;
  g_autoptr (GMenuModel) menu = create_menu (view);

  actions->view = view;
  actions->settings = g_object_ref (settings);
  actions->group = group;
  g_set_weak_pointer (&actions->table, table);
  g_object_set_data_full (G_OBJECT (group), "bo-view-actions", actions, (GDestroyNotify) view_actions_free);

  sort_key = get_key (actions, "sort");
  descending_key = get_key (actions, "descending");
  columns_key = get_key (actions, "columns");
  sort = g_settings_get_string (settings, sort_key);
  hidden = g_settings_get_strv (settings, columns_key);
  add_state (actions, "sort", g_variant_new_string (is_sort (view, sort) ? sort : view->sorts[0].id),
             G_CALLBACK (change_sort_cb));
  add_state (actions, "descending", g_variant_new_boolean (g_settings_get_boolean (settings, descending_key)),
             G_CALLBACK (change_descending_cb));
  for (guint i = view->n_fixed; i < view->n_columns; i++)
    {
      g_autofree char *name = g_strconcat ("column-", view->columns[i].id, NULL);

      add_state (actions, name,
                 g_variant_new_boolean (!g_strv_contains ((const char *const *) hidden, view->columns[i].id)),
                 G_CALLBACK (change_column_cb));
    }

  bo_table_set_hidden (table, (const char *const *) hidden);
  show_sort (actions);
  g_signal_connect_object (table, "sort-changed", G_CALLBACK (sort_changed_cb), group, 0);
  gtk_menu_button_set_menu_model (button, menu);
}
