/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-states-group"

#include "config.h"

#include "bo-states-group.h"

#include <string.h>

/* What a shop calls a state of its own: WordPress allows twenty characters. */
#define STATE_MAX 20

#define PROCESSING "processing"
#define ON_HOLD "on-hold"
#define PENDING "pending"

struct _BoStatesGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  GtkCheckButton *processing_check;
  GtkCheckButton *hold_check;
  GtkCheckButton *pending_check;
  AdwEntryRow    *others_row;
  GtkSpinButton  *unpaid_spin;
};

G_DEFINE_FINAL_TYPE (BoStatesGroup, bo_states_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static gboolean
is_state (const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || length > STATE_MAX)
    return FALSE;
  for (const char *c = word; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '-' && *c != '_')
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full): the words of the entry, whatever stands between them.
 * What a plugin stores as "wc-pre-ordered" the shop calls "pre-ordered" elsewhere. */
static GStrv
split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",; \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, g_str_has_prefix (parts[i], "wc-") ? parts[i] + strlen ("wc-") : parts[i]);

  return g_strv_builder_end (words);
}

static void
changed_cb (BoStatesGroup *self)
{
  if (bo_states_group_get_valid (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self->others_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->others_row), "error");
  g_signal_emit (self, changed_signal, 0);
}

static void
bo_states_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_STATES_GROUP);

  G_OBJECT_CLASS (bo_states_group_parent_class)->dispose (object);
}

static void
bo_states_group_class_init (BoStatesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_states_group_dispose;
  changed_signal = g_signal_new ("changed", BO_TYPE_STATES_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-states-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BoStatesGroup, processing_check);
  gtk_widget_class_bind_template_child (widget_class, BoStatesGroup, hold_check);
  gtk_widget_class_bind_template_child (widget_class, BoStatesGroup, pending_check);
  gtk_widget_class_bind_template_child (widget_class, BoStatesGroup, others_row);
  gtk_widget_class_bind_template_child (widget_class, BoStatesGroup, unpaid_spin);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
bo_states_group_init (BoStatesGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has (const BoShopConfig *config,
     const char         *state)
{
  return g_strv_contains ((const char *const *) config->hold_states, state);
}

/* Shows what is set. */
void
bo_states_group_show (BoStatesGroup      *self,
                      const BoShopConfig *config)
{
  g_autoptr (GString) others = g_string_new (NULL);
  gboolean is_default;

  g_return_if_fail (BO_IS_STATES_GROUP (self));

  is_default = config->hold_states == NULL;
  gtk_check_button_set_active (self->processing_check, is_default || has (config, PROCESSING));
  gtk_check_button_set_active (self->hold_check, is_default || has (config, ON_HOLD));
  gtk_check_button_set_active (self->pending_check, !is_default && has (config, PENDING));
  for (guint i = 0; !is_default && config->hold_states[i] != NULL; i++)
    {
      const char *state = config->hold_states[i];

      if (g_str_equal (state, PROCESSING) || g_str_equal (state, ON_HOLD) || g_str_equal (state, PENDING))
        continue;
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", state);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->others_row), others->str);
  gtk_spin_button_set_value (self->unpaid_spin, config->unpaid_days);
}

/* Puts what is chosen into @config.  What the shop does by itself is kept as no
 * choice at all, so that it stays what the shop does. */
void
bo_states_group_read (BoStatesGroup *self,
                      BoShopConfig  *config)
{
  g_autoptr (GStrvBuilder) states = g_strv_builder_new ();
  g_auto (GStrv) others = NULL;
  gboolean processing, hold, pending;

  g_return_if_fail (BO_IS_STATES_GROUP (self));

  gtk_spin_button_update (self->unpaid_spin);
  config->unpaid_days = (guint) gtk_spin_button_get_value_as_int (self->unpaid_spin);
  others = split_words (gtk_editable_get_text (GTK_EDITABLE (self->others_row)));
  processing = gtk_check_button_get_active (self->processing_check);
  hold = gtk_check_button_get_active (self->hold_check);
  pending = gtk_check_button_get_active (self->pending_check);
  g_clear_pointer (&config->hold_states, g_strfreev);
  if (processing && hold && !pending && others[0] == NULL)
    return;

  if (processing)
    g_strv_builder_add (states, PROCESSING);
  if (hold)
    g_strv_builder_add (states, ON_HOLD);
  if (pending)
    g_strv_builder_add (states, PENDING);
  g_strv_builder_addv (states, (const char **) others);
  config->hold_states = g_strv_builder_end (states);
}

/* Whether the other states are words that a shop can have for a state, and at least
 * one state is chosen. */
gboolean
bo_states_group_get_valid (BoStatesGroup *self)
{
  g_auto (GStrv) others = NULL;

  g_return_val_if_fail (BO_IS_STATES_GROUP (self), FALSE);

  others = split_words (gtk_editable_get_text (GTK_EDITABLE (self->others_row)));
  for (guint i = 0; others[i] != NULL; i++)
    if (!is_state (others[i]))
      return FALSE;

  return others[0] != NULL || gtk_check_button_get_active (self->processing_check) ||
         gtk_check_button_get_active (self->hold_check) || gtk_check_button_get_active (self->pending_check);
}

GtkEditable *
bo_states_group_get_entry (BoStatesGroup *self)
{
  g_return_val_if_fail (BO_IS_STATES_GROUP (self), NULL);

  return GTK_EDITABLE (self->others_row);
}
