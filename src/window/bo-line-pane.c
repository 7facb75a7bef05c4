/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-line-pane"

#include "config.h"

#include "bo-line-pane.h"

#include <glib/gi18n.h>

#include "bo-error-text.h"
#include "bo-fact-row.h"
#include "bo-format.h"
#include "bo-history-item.h"
#include "bo-line-actions.h"
#include "bo-tranche-item.h"
#include "bo-units-bar.h"

#define SECONDS_PER_DAY 86400

struct _BoLinePane
{
  AdwBin parent_instance;

  BoLineCard *card;    /* (owned) (nullable) */
  BoService  *service; /* (owned) (nullable) */

  /* Template children */
  AdwHeaderBar  *header_bar;
  GtkButton     *back_button;
  GtkStack      *stack;
  GtkLabel      *none_label;
  GtkLabel      *why_label;
  BoUnitsBar    *units_bar;
  BoFactRow     *waiting_row;
  BoFactRow     *created_row;
  BoFactRow     *channel_row;
  GtkWidget     *tranches_box;
  GtkListBox    *tranches_list;
  GtkListBox    *history_list;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (BoLinePane, bo_line_pane, ADW_TYPE_BIN)

typedef enum
{
  PROP_CARD = 1,
  PROP_SHOW_BACK,
} BoLinePaneProperty;
static GParamSpec *properties[PROP_SHOW_BACK + 1];

static guint back_signal;

static const char *
get_channel_text (const char *channel)
{
  if (g_strcmp0 (channel, "counter") == 0)
    return _ ("The counter");
  if (g_strcmp0 (channel, "import") == 0)
    return _ ("An order file");

  return channel;
}

/* The day of an instant in a time zone. */
static int
get_day (gint64     at,
         GTimeZone *zone)
{
  int    interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);
  gint64 local = at + (interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0);

  return (int) (local / SECONDS_PER_DAY);
}

static void
update_times (BoLinePane         *self,
              const BoLineDetail *detail)
{
  GTimeZone       *zone = bo_service_get_time_zone (self->service);
  g_autofree char *created = bo_format_instant (detail->created, zone);
  g_autofree char *since = NULL;
  g_autofree char *waiting = NULL;

  if (detail->line->open > 0 && detail->line->queued != 0)
    {
      int today = bo_service_get_today (self->service);
      int days = MAX (today - get_day (detail->line->queued, zone), 0);

      since = bo_format_instant_day (detail->line->queued, zone);
      /* Translators: a day, and how many days ago it was */
      waiting = g_strdup_printf (ngettext ("%s, %d day", "%s, %d days", (gulong) days), since, days);
    }
  bo_fact_row_set_text (self->waiting_row, waiting);
  bo_fact_row_set_text (self->created_row, created);
  bo_fact_row_set_text (self->channel_row, get_channel_text (detail->channel));
}

static void
update (BoLinePane *self)
{
  const BoLineDetail *detail = bo_line_card_get_detail (self->card);
  const GError       *error = bo_line_card_get_error (self->card);

  if (detail == NULL)
    {
      g_autofree char *text = error != NULL ? bo_error_text (error) : NULL;

      gtk_label_set_label (self->none_label, text != NULL ? text : _ ("Select a backorder to see its place in line"));
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  bo_units_bar_set_units (self->units_bar, detail->line->shipped, detail->line->allocated,
                          detail->line->open - detail->line->allocated);
  update_times (self, detail);
  /* One tranche says no more than "waiting since". */
  gtk_widget_set_visible (self->tranches_box, detail->tranches->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->why_label), *gtk_label_get_label (self->why_label) != '\0');
  gtk_stack_set_visible_child_name (self->stack, "line");
}

static GtkWidget *
create_tranche_row (gpointer item,
                    gpointer user_data)
{
  return bo_fact_row_new (bo_tranche_item_get_text (item), " ");
}

static GtkWidget *
create_history_row (gpointer item,
                    gpointer user_data)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *note = NULL;
  g_autofree char *subtitle = NULL;
  gboolean         undone;

  g_object_get (item, "undone", &undone, "note", &note, NULL);
  subtitle = note != NULL && *note != '\0'
                 ? g_strdup_printf ("%s · %s", bo_history_item_get_time_text (item), note)
                 : g_strdup (bo_history_item_get_time_text (item));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bo_history_item_get_sentence (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  if (undone)
    {
      GtkWidget *label = gtk_label_new (_ ("Undone"));

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gtk_widget_add_css_class (row, "dim-label");
    }

  return row;
}

/* Whether it stands in the place of the list: a way back, and the window's buttons. */
static void
set_show_back (BoLinePane *self,
               gboolean    show_back)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->back_button)) == show_back)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), show_back);
  adw_header_bar_set_show_start_title_buttons (self->header_bar, show_back);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_BACK]);
}

static void
back_clicked_cb (BoLinePane *self)
{
  g_signal_emit (self, back_signal, 0);
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    {
      g_autoptr (GMenuModel) menu = bo_line_actions_get_menu ();

      gtk_menu_button_set_menu_model (button, menu);
    }
}

static void
bo_line_pane_dispose (GObject *object)
{
  BoLinePane *self = BO_LINE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_LINE_PANE);
  g_clear_object (&self->card);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (bo_line_pane_parent_class)->dispose (object);
}

static void
bo_line_pane_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  BoLinePane *self = BO_LINE_PANE (object);

  switch ((BoLinePaneProperty) prop_id)
    {
    case PROP_CARD:
      g_value_set_object (value, self->card);
      break;
    case PROP_SHOW_BACK:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->back_button)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_line_pane_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BoLinePane *self = BO_LINE_PANE (object);

  switch ((BoLinePaneProperty) prop_id)
    {
    case PROP_SHOW_BACK:
      set_show_back (self, g_value_get_boolean (value));
      break;
    case PROP_CARD: /* read-only */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_line_pane_class_init (BoLinePaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = bo_line_pane_dispose;
  object_class->get_property = bo_line_pane_get_property;
  object_class->set_property = bo_line_pane_set_property;

  properties[PROP_CARD] = g_param_spec_object ("card", NULL, NULL, BO_TYPE_LINE_CARD,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_BACK] = g_param_spec_boolean ("show-back", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  back_signal = g_signal_new ("back", BO_TYPE_LINE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BO_TYPE_FACT_ROW);
  g_type_ensure (BO_TYPE_LINE_CARD);
  g_type_ensure (BO_TYPE_UNITS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-line-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, header_bar);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, back_button);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, stack);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, none_label);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, why_label);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, units_bar);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, created_row);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, channel_row);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, tranches_box);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, tranches_list);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, history_list);
  gtk_widget_class_bind_template_child (widget_class, BoLinePane, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
bo_line_pane_init (BoLinePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, NULL, NULL);
}

void
bo_line_pane_set_card (BoLinePane *self,
                       BoLineCard *card,
                       BoService  *service)
{
  g_autoptr (GListModel) tranches = NULL;
  g_autoptr (GListModel) history = NULL;

  g_return_if_fail (BO_IS_LINE_PANE (self));
  g_return_if_fail (self->card == NULL);

  if (!g_set_object (&self->card, card))
    return;
  g_set_object (&self->service, service);
  g_object_get (card, "tranches", &tranches, "history", &history, NULL);
  gtk_list_box_bind_model (self->tranches_list, tranches, create_tranche_row, NULL, NULL);
  gtk_list_box_bind_model (self->history_list, history, create_history_row, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CARD]);
  g_signal_connect_object (card, "notify::line", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "notify::found", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
