/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-actions"

#include "config.h"

#include "bo-line-actions.h"

#include <glib/gi18n.h>

#include "bo-line-dialog.h"
#include "bo-note-dialog.h"

/* The commands on one line, as a group of actions "line" of a widget: one list of
 * what can be done, for the detail pane, the context menu and the keyboard. */

typedef struct
{
  GtkWidget          *widget;    /* (not owned): owns the group, and this with it */
  BoCommander        *commander; /* (owned) */
  BoLineCard         *card;      /* (owned) */
  GSimpleActionGroup *group;     /* (not owned): owns this */
} LineActions;

static void
line_actions_free (LineActions *actions)
{
  g_object_unref (actions->commander);
  g_object_unref (actions->card);
  g_free (actions);
}

typedef struct
{
  const char *name;
  const char *property; /* of the card: whether it can be done; NULL: when a shop is connected */
  int         dialog;   /* a BoLineDialogKind, or -1: done otherwise */
  const char *label;    /* untranslated */
} About;

static const About abouts[] = {
  { "hand-over", "can-ship", BO_LINE_DIALOG_HAND_OVER, N_ ("_Hand Over…") },
  { "ship", "can-ship", BO_LINE_DIALOG_SHIP, N_ ("_Ship…") },
  { "amend", "can-amend", BO_LINE_DIALOG_AMEND, N_ ("_Change…") },
  { "pause", "can-pause", -1, N_ ("Pau_se") },
  { "resume", "can-resume", -1, N_ ("Re_sume") },
  { "pin", "can-pin", BO_LINE_DIALOG_PIN, N_ ("_Pin…") },
  { "unpin", "can-unpin", -1, N_ ("Take Pin _Off") },
  { "return", "can-return", BO_LINE_DIALOG_RETURN, N_ ("_Take Back…") },
  { "note", NULL, -1, N_ ("_Write to the Customer…") },
  { "cancel-units", "can-cancel", BO_LINE_DIALOG_CANCEL, N_ ("Cancel _Units…") },
  { "cancel", "can-cancel", -1, N_ ("_Cancel Backorder") },
};

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  LineActions        *actions = user_data;
  const char         *name = g_action_get_name (G_ACTION (action));
  const BoLineDetail *detail = bo_line_card_get_detail (actions->card);

  if (detail == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    if (g_str_equal (abouts[i].name, name) && abouts[i].dialog >= 0)
      {
        bo_line_dialog_present ((BoLineDialogKind) abouts[i].dialog, actions->commander, detail, actions->widget);
        return;
      }

  if (g_str_equal (name, "pause") || g_str_equal (name, "resume"))
    bo_commander_pause (actions->commander, detail->line->id, g_str_equal (name, "pause"));
  else if (g_str_equal (name, "unpin"))
    bo_commander_pin (actions->commander, detail->line->id, 0);
  else if (g_str_equal (name, "note"))
    bo_note_dialog_present (actions->commander, detail->line, actions->widget);
  else if (g_str_equal (name, "cancel"))
    bo_commander_cancel (actions->commander, detail->line->id, 0);
}

static void
update_enabled (LineActions *actions)
{
  gboolean found = bo_line_card_get_found (actions->card) && !bo_commander_get_read_only (actions->commander);

  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (actions->group), abouts[i].name);
      gboolean can = bo_commander_get_has_shop (actions->commander);

      if (abouts[i].property != NULL)
        g_object_get (actions->card, abouts[i].property, &can, NULL);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), found && can);
    }
}

static void
card_notify_cb (BoLineCard         *card,
                GParamSpec         *pspec,
                GSimpleActionGroup *group)
{
  if (g_str_has_prefix (pspec->name, "can-") || g_str_equal (pspec->name, "found"))
    update_enabled (g_object_get_data (G_OBJECT (group), "bo-line-actions"));
}

static void
shop_notify_cb (GSimpleActionGroup *group)
{
  update_enabled (g_object_get_data (G_OBJECT (group), "bo-line-actions"));
}

/**
 * bo_line_actions_install:
 * @widget: gets the action group "line"
 * @commander: gets the commands
 * @card: the line they are about
 */
void
bo_line_actions_install (GtkWidget   *widget,
                         BoCommander *commander,
                         BoLineCard  *card)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  LineActions *actions = g_new0 (LineActions, 1);

  actions->widget = widget;
  actions->commander = g_object_ref (commander);
  actions->card = g_object_ref (card);
  actions->group = group;
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (abouts[i].name, NULL);

      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), actions);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  g_object_set_data_full (G_OBJECT (group), "bo-line-actions", actions, (GDestroyNotify) line_actions_free);
  g_signal_connect_object (card, "notify", G_CALLBACK (card_notify_cb), group, 0);
  g_signal_connect_object (commander, "notify::has-shop", G_CALLBACK (shop_notify_cb), group, G_CONNECT_SWAPPED);
  update_enabled (actions);
  gtk_widget_insert_action_group (widget, "line", G_ACTION_GROUP (group));
}

/* Returns: (transfer full): everything that can be done to a line; what cannot be
 * done to this one is hidden */
GMenuModel *
bo_line_actions_get_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) leave = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *action = g_strconcat ("line.", abouts[i].name, NULL);
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (abouts[i].label), action);

      g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
      if (i < 2)
        g_menu_append_item (leave, item);
      else if (i < G_N_ELEMENTS (abouts) - 2)
        g_menu_append_item (change, item);
      else
        g_menu_append_item (end, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (leave));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* Keys for the selected line, while the keyboard is in @widget. */
void
bo_line_actions_add_keys (GtkWidget *widget)
{
  static const struct
  {
    guint           keyval;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_Delete, 0, "line.cancel" },
    { GDK_KEY_F2, 0, "line.amend" },
    { GDK_KEY_h, GDK_CONTROL_MASK, "line.hand-over" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].keyval, keys[i].modifiers),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (widget, controller);
}
