/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-pin-column"

#include "config.h"

#include "bo-pin-column.h"

#include <glib/gi18n.h>

/* What a line of a proposal then has, to be fixed by hand: changing the number pins the
 * line and deals the rest again, the button gives it back to the rule. */

typedef struct
{
  GtkSpinButton   *spin;  /* (not owned): in the cell */
  GtkWidget       *unpin; /* (not owned): in the cell */
  BoProposalRow   *row;   /* (owned) (nullable) */
  BoProposalModel *model; /* (not owned): outlives the cell */
  gboolean         setting;
} Cell;

static void
cell_free (Cell *cell)
{
  g_clear_object (&cell->row);
  g_free (cell);
}

static void
fill (Cell *cell)
{
  const BoProposalLine *line = bo_proposal_row_get_line (cell->row);

  cell->setting = TRUE;
  gtk_spin_button_set_range (cell->spin, 0, (double) line->open);
  gtk_spin_button_set_value (cell->spin, (double) line->after);
  cell->setting = FALSE;
  gtk_widget_set_sensitive (cell->unpin, line->pinned);
  gtk_widget_set_opacity (cell->unpin, line->pinned ? 1 : 0);
}

static void
value_changed_cb (GtkSpinButton *spin,
                  Cell          *cell)
{
  if (!cell->setting && cell->row != NULL)
    bo_proposal_model_pin (cell->model, bo_proposal_row_get_line_id (cell->row),
                           (gint64) gtk_spin_button_get_value (spin));
}

static void
unpin_clicked_cb (GtkButton *button,
                  Cell      *cell)
{
  if (cell->row != NULL)
    bo_proposal_model_pin (cell->model, bo_proposal_row_get_line_id (cell->row), -1);
}

static void
row_notify_cb (BoProposalRow *row,
               GParamSpec    *pspec,
               Cell          *cell)
{
  fill (cell);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          BoProposalModel    *model)
{
  Cell      *cell = g_new0 (Cell, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  cell->model = model;
  cell->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 1, 1));
  gtk_spin_button_set_numeric (cell->spin, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (cell->spin), 3);
  gtk_widget_add_css_class (GTK_WIDGET (cell->spin), "bo-pin");
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Then Has"), -1);
  cell->unpin = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (cell->unpin, "flat");
  gtk_widget_set_tooltip_text (cell->unpin, _ ("Fixed by Hand; Give It Back to the Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->unpin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fixed by Hand; Give It Back to the Rule"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (cell->spin));
  gtk_box_append (GTK_BOX (box), cell->unpin);
  g_signal_connect (cell->spin, "value-changed", G_CALLBACK (value_changed_cb), cell);
  g_signal_connect (cell->unpin, "clicked", G_CALLBACK (unpin_clicked_cb), cell);
  g_object_set_data_full (G_OBJECT (list_item), "bo-pin-cell", cell, (GDestroyNotify) cell_free);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         BoProposalModel    *model)
{
  Cell *cell = g_object_get_data (G_OBJECT (list_item), "bo-pin-cell");

  g_set_object (&cell->row, gtk_list_item_get_item (list_item));
  g_signal_connect (cell->row, "notify::pinned", G_CALLBACK (row_notify_cb), cell);
  g_signal_connect (cell->row, "notify::after", G_CALLBACK (row_notify_cb), cell);
  g_signal_connect (cell->row, "notify::open", G_CALLBACK (row_notify_cb), cell);
  fill (cell);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           BoProposalModel    *model)
{
  Cell *cell = g_object_get_data (G_OBJECT (list_item), "bo-pin-cell");

  g_signal_handlers_disconnect_by_data (cell->row, cell);
  g_clear_object (&cell->row);
}

/* Puts the column into @table, before the one at @position. */
void
bo_pin_column_insert (BoTable         *table,
                      BoProposalModel *model,
                      guint            position)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ ("Then Has"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), model);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), model);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), model);
  gtk_column_view_insert_column (bo_table_get_view (table), position, column);
}
