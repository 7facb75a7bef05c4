/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-refused-group"

#include "config.h"

#include "bo-refused-group.h"

#include <glib/gi18n.h>

#include "bo-format.h"

struct _BoRefusedGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (BoRefusedGroup, bo_refused_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
create_text_row (const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "bo-fact");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static void
bo_refused_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_REFUSED_GROUP);

  G_OBJECT_CLASS (bo_refused_group_parent_class)->dispose (object);
}

static void
bo_refused_group_class_init (BoRefusedGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_refused_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-refused-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BoRefusedGroup, list);
}

static void
bo_refused_group_init (BoRefusedGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bo_refused_group_update:
 * @self: a #BoRefusedGroup
 * @report: (nullable): of the last sync
 *
 * Shows what it could not read; nothing at all when there is none of it.
 */
void
bo_refused_group_update (BoRefusedGroup     *self,
                         const BoSyncReport *report)
{
  GtkWidget *row;

  g_return_if_fail (BO_IS_REFUSED_GROUP (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; report != NULL && i < report->refused->len; i++)
    gtk_list_box_append (self->list, create_text_row (g_ptr_array_index (report->refused, i)));
  if (report != NULL && report->n_refused > report->refused->len)
    {
      g_autofree char *n = bo_format_units (report->n_refused - report->refused->len);
      g_autofree char *more = g_strdup_printf (_ ("and %s more"), n);

      gtk_list_box_append (self->list, create_text_row (more));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), report != NULL && report->n_refused > 0);
}

/* How many rows tell of something that was not understood. */
guint
bo_refused_group_get_n_rows (BoRefusedGroup *self)
{
  guint n = 0;

  g_return_val_if_fail (BO_IS_REFUSED_GROUP (self), 0);

  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;

  return n;
}
