/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-date-row"

#include "config.h"

#include "bo-date-row.h"

#include <glib/gi18n.h>

#include "bo-allocation.h"

#define DAYS_TO_EPOCH 719163 /* the Julian day of GDate of 1970-01-01 */
#define DAYS_AHEAD_MAX 3650  /* a larger "+" is a slip of the finger */

struct _BoDateRow
{
  AdwEntryRow parent_instance;

  GtkMenuButton *button;   /* (not owned): a descendant */
  GtkCalendar   *calendar; /* (not owned) (nullable): made when the button is first pressed */
  int            today;
  int            day; /* BO_DAY_NONE without one */
  gboolean       valid;
};

G_DEFINE_FINAL_TYPE (BoDateRow, bo_date_row, ADW_TYPE_ENTRY_ROW)

static guint changed_signal;

/* Whether @text is a day; an empty one is none. */
static gboolean
parse (BoDateRow  *self,
       const char *text,
       int        *day)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gint64           ahead;
  GDate            date;

  if (*stripped == '\0')
    {
      *day = BO_DAY_NONE;
      return TRUE;
    }
  if (*stripped == '+')
    {
      if (!g_ascii_string_to_signed (stripped + 1, 10, 0, DAYS_AHEAD_MAX, &ahead, NULL))
        return FALSE;
      *day = self->today + (int) ahead;
      return TRUE;
    }
  g_date_clear (&date, 1);
  g_date_set_parse (&date, stripped);
  if (!g_date_valid (&date))
    return FALSE;
  *day = (int) g_date_get_julian (&date) - DAYS_TO_EPOCH;

  return TRUE;
}

static char *
format_iso (int day)
{
  GDate date;
  char  text[32];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + DAYS_TO_EPOCH));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);

  return g_strdup (text);
}

static void
text_changed_cb (BoDateRow *self)
{
  int      day = self->day;
  gboolean valid = parse (self, gtk_editable_get_text (GTK_EDITABLE (self)), &day);

  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  if (valid == self->valid && day == self->day)
    return;
  self->valid = valid;
  self->day = day;
  g_signal_emit (self, changed_signal, 0);
}

static void
day_selected_cb (BoDateRow *self)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (chosen, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_menu_button_popdown (self->button);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  BoDateRow *self = user_data;
  GtkWidget *popover;

  if (self->calendar != NULL)
    return;
  popover = gtk_popover_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static void
bo_date_row_class_init (BoDateRowClass *klass)
{
  changed_signal = g_signal_new ("day-changed", BO_TYPE_DATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bo_date_row_init (BoDateRow *self)
{
  self->day = BO_DAY_NONE;
  self->valid = TRUE;

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("A date such as 2026-12-24, or +7 for a week from today"));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Day"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->button));

  g_signal_connect (self, "changed", G_CALLBACK (text_changed_cb), NULL);
}

/* @today: what "+7" counts from. */
GtkWidget *
bo_date_row_new (const char *title,
                 int         today)
{
  BoDateRow *self = g_object_new (BO_TYPE_DATE_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  self->today = today;

  return GTK_WIDGET (self);
}

void
bo_date_row_set_today (BoDateRow *self,
                       int        today)
{
  g_return_if_fail (BO_IS_DATE_ROW (self));

  self->today = today;
}

void
bo_date_row_set_day (BoDateRow *self,
                     int        day)
{
  g_autofree char *text = day == BO_DAY_NONE ? g_strdup ("") : format_iso (day);

  g_return_if_fail (BO_IS_DATE_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/* Returns: the day, or BO_DAY_NONE; the last good one while what is typed is none */
int
bo_date_row_get_day (BoDateRow *self)
{
  g_return_val_if_fail (BO_IS_DATE_ROW (self), BO_DAY_NONE);

  return self->day;
}

gboolean
bo_date_row_get_valid (BoDateRow *self)
{
  g_return_val_if_fail (BO_IS_DATE_ROW (self), FALSE);

  return self->valid;
}
