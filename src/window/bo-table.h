/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-head-model.h"

G_BEGIN_DECLS

/**
 * BoTableColumn:
 * @id: what settings and actions call it
 * @title: untranslated
 * @sort: (nullable): the name of the sort that its title asks for
 * @chars: how wide it wants to be
 * @expand: whether it shares what room is left
 * @numeric: whether it is aligned to the end, with digits of one width
 * @importance: it is shown from this width of the table on, in pixels
 * @format: the text of a row; %NULL is empty
 * @style: (nullable): a style class for a row, or %NULL
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *sort;
  int         chars;
  gboolean    expand;
  gboolean    numeric;
  int         importance;
  char *(*format) (gpointer item, gpointer format_data);
  const char *(*style) (gpointer item);
} BoTableColumn;

/* Returns: (transfer full): the menu of a row, which is selected when it is shown */
typedef GMenuModel *(*BoTableMenu) (void);

/**
 * BoTable:
 *
 * A column view over a lazy model.  Rows are of one height, and one handler a row
 * follows its object.  Sorting is the model's: the table tells what its titles ask
 * for, and shows what is in force.
 *
 * "sort-changed" (sort, descending): a title was clicked.
 * "activate" (position): a row was activated.
 */
#define BO_TYPE_TABLE (bo_table_get_type ())
G_DECLARE_FINAL_TYPE (BoTable, bo_table, BO, TABLE, GtkWidget)

void bo_table_set_columns (BoTable             *self,
                           const BoTableColumn *columns,
                           guint                n_columns,
                           gpointer             format_data);
void bo_table_set_n_lines (BoTable *self,
                           guint    n_lines);
void bo_table_set_menu_func (BoTable    *self,
                             BoTableMenu func);
void bo_table_set_model (BoTable           *self,
                         GtkSelectionModel *model);
void bo_table_open_later (BoTable     *self,
                          BoHeadModel *head);
void bo_table_set_sort (BoTable    *self,
                        const char *sort,
                        gboolean    descending);
void bo_table_set_hidden (BoTable           *self,
                          const char *const *ids);
void bo_table_set_width_hint (BoTable *self,
                              int      width);
void bo_table_scroll_to (BoTable *self,
                         guint    position);
void bo_table_show_first (BoTable *self);
void bo_table_grab_focus (BoTable *self);

GtkColumnView *bo_table_get_view (BoTable *self);

/* How many rows the first frame of a table makes do with: more than a screen shows. */
#define BO_TABLE_N_HEAD 48

G_END_DECLS
