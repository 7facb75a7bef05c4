/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-counts"

#include "config.h"

#include "bo-counts.h"

#include <glib/gi18n.h>

typedef struct
{
  BoCounts      *counts; /* (not owned) */
  gint64         product_id;
  GtkWidget     *row; /* (not owned): of the group */
  GtkSpinButton *spin;
} Count;

struct _BoCounts
{
  GObject parent_instance;

  AdwPreferencesGroup *group; /* (not owned): outlives this */
  GPtrArray           *rows;  /* (element-type Count) (owned) */
};

G_DEFINE_FINAL_TYPE (BoCounts, bo_counts, G_TYPE_OBJECT)

static guint changed_signal;
static guint entered_signal;

static void
units_changed_cb (BoCounts *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
remove_clicked_cb (GtkButton *button,
                   BoCounts  *self)
{
  Count *count = g_object_get_data (G_OBJECT (button), "bo-count");

  adw_preferences_group_remove (self->group, count->row);
  g_ptr_array_remove (self->rows, count);
  g_signal_emit (self, changed_signal, 0);
}

static void
bo_counts_finalize (GObject *object)
{
  g_ptr_array_unref (BO_COUNTS (object)->rows);

  G_OBJECT_CLASS (bo_counts_parent_class)->finalize (object);
}

static void
bo_counts_class_init (BoCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_counts_finalize;
  changed_signal = g_signal_new ("changed", BO_TYPE_COUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  entered_signal = g_signal_new ("entered", BO_TYPE_COUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bo_counts_init (BoCounts *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
}

BoCounts *
bo_counts_new (AdwPreferencesGroup *group)
{
  BoCounts *self = g_object_new (BO_TYPE_COUNTS, NULL);

  self->group = group;

  return self;
}

static void
entered_cb (BoCounts *self)
{
  g_signal_emit (self, entered_signal, 0);
}

static void
add_row (BoCounts              *self,
         const BoProductRecord *product,
         gint64                 units)
{
  Count           *count = g_new0 (Count, 1);
  GtkWidget       *remove = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Take %s off the List"), product->name);
  g_autofree char *label = g_strdup_printf (_ ("Units of %s"), product->name);

  count->counts = self;
  count->product_id = product->id;
  count->row = adw_action_row_new ();
  /* Tab goes to what can be typed. */
  gtk_widget_set_focusable (count->row, FALSE);
  count->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, (double) BO_UNITS_MAX, 1));
  gtk_spin_button_set_value (count->spin, (double) units);
  gtk_spin_button_set_numeric (count->spin, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (count->spin), 4);
  gtk_widget_set_valign (GTK_WIDGET (count->spin), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (count->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (count->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (count->row), product->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (count->row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (count->row), product->sku);
  adw_action_row_add_suffix (ADW_ACTION_ROW (count->row), GTK_WIDGET (count->spin));
  adw_action_row_add_suffix (ADW_ACTION_ROW (count->row), remove);
  g_object_set_data (G_OBJECT (remove), "bo-count", count);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  g_signal_connect_object (count->spin, "value-changed", G_CALLBACK (units_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (count->spin)), "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_ptr_array_add (self->rows, count);
  adw_preferences_group_add (self->group, count->row);
}

/* Counts @units more of a product. */
void
bo_counts_add (BoCounts              *self,
               const BoProductRecord *product,
               gint64                 units)
{
  g_return_if_fail (BO_IS_COUNTS (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      Count *count = g_ptr_array_index (self->rows, i);

      if (count->product_id == product->id)
        {
          gtk_spin_button_set_value (count->spin, gtk_spin_button_get_value (count->spin) + (double) units);
          return;
        }
    }
  add_row (self, product, units);
  g_signal_emit (self, changed_signal, 0);
}

guint
bo_counts_get_n_rows (BoCounts *self)
{
  g_return_val_if_fail (BO_IS_COUNTS (self), 0);

  return self->rows->len;
}

/* Returns: the units of all rows */
gint64
bo_counts_get_units (BoCounts *self)
{
  gint64 units = 0;

  g_return_val_if_fail (BO_IS_COUNTS (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    units += (gint64) gtk_spin_button_get_value (((Count *) g_ptr_array_index (self->rows, i))->spin);

  return units;
}

void
bo_counts_set_units_at (BoCounts *self,
                        guint     position,
                        gint64    units)
{
  g_return_if_fail (BO_IS_COUNTS (self));
  g_return_if_fail (position < self->rows->len);

  gtk_spin_button_set_value (((Count *) g_ptr_array_index (self->rows, position))->spin, (double) units);
}

void
bo_counts_fill_request (BoCounts          *self,
                        BoProposalRequest *request)
{
  g_return_if_fail (BO_IS_COUNTS (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      Count *count = g_ptr_array_index (self->rows, i);

      bo_proposal_request_add (request, count->product_id, (gint64) gtk_spin_button_get_value (count->spin));
    }
}
