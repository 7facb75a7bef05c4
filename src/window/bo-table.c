/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-table"

#include "config.h"

#include "bo-table.h"

#include <glib/gi18n.h>

/* What is known of a column of the view. */
typedef struct
{
  BoTable             *table;  /* (not owned) */
  const BoTableColumn *about;  /* (not owned) */
  GtkColumnViewColumn *column; /* (owned) */
  gboolean             hidden; /* by the user */
} Column;

/* A row object that some cells show. */
typedef struct
{
  BoTable   *table; /* (not owned) */
  GObject   *item;  /* (owned) */
  gulong     notify_id;
  GPtrArray *cells; /* (element-type GtkWidget) (owned): which live while they are bound */
  gboolean   dirty;
} Row;

struct _BoTable
{
  GtkWidget parent_instance;

  GtkWidget     *scroller; /* (owned) */
  GtkColumnView *view;     /* (not owned): a descendant */
  GPtrArray     *columns;  /* (element-type Column) (owned) */
  GHashTable    *rows;     /* (element-type GObject Row) (owned) */
  GPtrArray     *dirty;    /* (element-type Row) (owned): rows whose texts are to be made again */
  guint          refresh_id;
  guint          fit_id;
  guint          n_lines;      /* of text that a row has room for */
  int            width;        /* the one that columns are fitted to */
  gpointer       format_data;  /* (not owned) */
  Column        *probed;       /* (not owned) (nullable): whose sorter was asked */
  gboolean       sorting;      /* the sort is being set by us */
  BoHeadModel   *head;         /* (owned) (nullable): to be opened after the first frame */
  GdkFrameClock *scroll_clock; /* (owned) (nullable): after whose layout a row is scrolled to */
  gulong         scroll_handler;
  guint          scroll_position;
  gboolean       opening;   /* a tick callback is there to do it */
  guint          n_ticks;   /* of it */
  BoTableMenu    menu_func; /* (nullable) */
  GtkWidget     *menu;      /* (owned) (nullable): of a row, made when it is first asked for */
};

G_DEFINE_FINAL_TYPE (BoTable, bo_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATE,
  SIGNAL_SORT_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

#define CELL_ROW_KEY "bo-table-row"
#define CELL_COLUMN_KEY "bo-table-column"
#define CELL_STYLE_KEY "bo-table-style"
#define CELL_ITEM_KEY "bo-table-list-item"

static void
column_free (Column *column)
{
  g_object_unref (column->column);
  g_free (column);
}

/* Cells */

static void
fill_cell (BoTable   *self,
           GtkWidget *cell,
           GObject   *item)
{
  Column          *column = g_object_get_data (G_OBJECT (cell), CELL_COLUMN_KEY);
  g_autofree char *text = column->about->format (item, self->format_data);

  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);

  if (column->about->style != NULL)
    {
      const char *style = column->about->style (item);
      const char *before = g_object_get_data (G_OBJECT (cell), CELL_STYLE_KEY);

      if (g_strcmp0 (style, before) != 0)
        {
          if (before != NULL)
            gtk_widget_remove_css_class (cell, before);
          if (style != NULL)
            gtk_widget_add_css_class (cell, style);
          g_object_set_data (G_OBJECT (cell), CELL_STYLE_KEY, (gpointer) style);
        }
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  BoTable *self = user_data;

  self->refresh_id = 0;
  for (guint i = 0; i < self->dirty->len; i++)
    {
      Row *row = g_ptr_array_index (self->dirty, i);

      row->dirty = FALSE;
      for (guint j = 0; j < row->cells->len; j++)
        fill_cell (self, g_ptr_array_index (row->cells, j), row->item);
    }
  g_ptr_array_set_size (self->dirty, 0);

  return G_SOURCE_REMOVE;
}

/* A row that fills in notifies every property of its own; all of its cells are made
 * again once, and before the next frame. */
static void
item_notify_cb (GObject    *item,
                GParamSpec *pspec,
                Row        *row)
{
  BoTable *self = row->table;

  if (row->dirty)
    return;
  row->dirty = TRUE;
  g_ptr_array_add (self->dirty, row);
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, self, NULL);
}

static void
row_free (Row *row)
{
  if (row->dirty)
    g_ptr_array_remove_fast (row->table->dirty, row);
  g_signal_handler_disconnect (row->item, row->notify_id);
  g_object_unref (row->item);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          Column             *column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), column->about->expand ? 6 : column->about->chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), column->about->chars);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), column->table->n_lines);
  if (column->about->numeric)
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
      gtk_widget_add_css_class (cell, "numeric");
    }
  g_object_set_data (G_OBJECT (cell), CELL_COLUMN_KEY, column);
  g_object_set_data (G_OBJECT (cell), CELL_ITEM_KEY, list_item);
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         Column             *column)
{
  BoTable   *self = column->table;
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GObject   *item = gtk_list_item_get_item (list_item);
  Row       *row = g_hash_table_lookup (self->rows, item);

  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      row->table = self;
      row->item = g_object_ref (item);
      row->cells = g_ptr_array_sized_new (self->columns->len);
      row->notify_id = g_signal_connect (item, "notify", G_CALLBACK (item_notify_cb), row);
      g_hash_table_insert (self->rows, item, row);
    }
  g_ptr_array_add (row->cells, cell);
  g_object_set_data (G_OBJECT (cell), CELL_ROW_KEY, row);
  fill_cell (self, cell, item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           Column             *column)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  Row       *row = cell != NULL ? g_object_steal_data (G_OBJECT (cell), CELL_ROW_KEY) : NULL;

  if (row == NULL)
    return;
  g_ptr_array_remove_fast (row->cells, cell);
  if (row->cells->len == 0)
    g_hash_table_remove (row->table->rows, row->item);
}

/* Sorting.  What GtkColumnView knows of its sort column is public from GTK 4.10 on
 * only.  So every column has a sorter that records that it was asked, and two
 * objects are compared: the first sorter asked is the column's, and the answer
 * tells the direction. */

static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      user_data)
{
  Column *column = user_data;

  if (column->table->probed == NULL)
    column->table->probed = column;

  return GTK_ORDERING_SMALLER;
}

static void
sorter_changed_cb (BoTable   *self,
                   int        change,
                   GtkSorter *sorter)
{
  GtkOrdering ordering;

  if (self->sorting || self->view == NULL)
    return;
  self->probed = NULL;
  ordering = gtk_sorter_compare (sorter, self, self->view);
  if (self->probed != NULL)
    g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0,
                   self->probed->about->sort, ordering == GTK_ORDERING_LARGER);
}

/* Columns */

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_label (child);

      if (label != NULL)
        return label;
    }

  return NULL;
}

/* To the end, with what shows the sort before it: there is room for that always. */
static void
align_title (GtkWidget *label)
{
  GtkWidget *box = gtk_widget_get_parent (label);
  GtkWidget *indicator = gtk_widget_get_next_sibling (label);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  if (indicator != NULL && GTK_IS_BOX (box))
    gtk_box_reorder_child_after (GTK_BOX (box), indicator, NULL);
}

/* The title of a column of numbers stands over its numbers. */
static void
align_titles (BoTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  if (header == NULL)
    return;
  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL; title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget  *label = find_label (title);
      const char *text = label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;

      for (guint i = 0; text != NULL && i < self->columns->len; i++)
        {
          Column *column = g_ptr_array_index (self->columns, i);

          if (column->about->numeric && g_str_equal (text, gtk_column_view_column_get_title (column->column)))
            align_title (label);
        }
    }
}

static void
fit_columns (BoTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      gtk_column_view_column_set_visible (column->column,
                                          !column->hidden && self->width >= column->about->importance);
    }
  align_titles (self);
}

static gboolean
fit_cb (gpointer user_data)
{
  BoTable *self = user_data;

  self->fit_id = 0;
  self->width = gtk_widget_get_width (GTK_WIDGET (self));
  fit_columns (self);

  return G_SOURCE_REMOVE;
}

static gboolean
fits_otherwise (BoTable *self,
                int      width)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if ((width >= column->about->importance) != (self->width >= column->about->importance))
        return TRUE;
    }

  return FALSE;
}

/* Callbacks */

static void
activate_cb (BoTable *self,
             guint    position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

/* A cell fills what its row gives it only in part, so look inside what is under the
 * pointer as well as around it. */
static GtkListItem *
find_list_item (GtkWidget *widget,
                GtkWidget *stop)
{
  for (; widget != NULL && widget != stop; widget = gtk_widget_get_parent (widget))
    {
      GtkWidget   *inner = widget;
      GtkListItem *list_item = NULL;

      while (inner != NULL && list_item == NULL)
        {
          list_item = g_object_get_data (G_OBJECT (inner), CELL_ITEM_KEY);
          inner = gtk_widget_get_first_child (inner);
        }
      if (list_item != NULL)
        return list_item;
    }

  return NULL;
}

static void
select_item (BoTable     *self,
             GtkListItem *list_item)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);

  if (model != NULL)
    gtk_selection_model_select_item (model, gtk_list_item_get_position (list_item), TRUE);
}

/* The menu of the selected row. */
static void
popup_menu (BoTable *self,
            double   x,
            double   y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = self->menu_func ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (GtkGesture *gesture,
                      int         n_press,
                      double      x,
                      double      y,
                      BoTable    *self)
{
  GtkWidget   *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkListItem *list_item = picked != NULL ? find_list_item (picked, GTK_WIDGET (self->view)) : NULL;

  if (list_item == NULL || self->menu_func == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  select_item (self, list_item);
  popup_menu (self, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BoTable        *self = user_data;
  GtkWidget      *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkListItem    *list_item = focus != NULL ? find_list_item (focus, GTK_WIDGET (self->view)) : NULL;
  graphene_rect_t bounds;

  if (list_item == NULL || self->menu_func == NULL ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return FALSE;
  select_item (self, list_item);
  popup_menu (self, (double) bounds.origin.x + MIN (bounds.size.width, 120), (double) bounds.origin.y + bounds.size.height);

  return TRUE;
}

static void
bo_table_measure (GtkWidget     *widget,
                  GtkOrientation orientation,
                  int            for_size,
                  int           *minimum,
                  int           *natural,
                  int           *minimum_baseline,
                  int           *natural_baseline)
{
  gtk_widget_measure (BO_TABLE (widget)->scroller, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
bo_table_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  BoTable *self = BO_TABLE (widget);

  if (self->fit_id == 0 && fits_otherwise (self, width))
    self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
  gtk_widget_allocate (self->scroller, width, height, baseline, NULL);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* Tab goes through what the focused row has to be changed, and then on, instead of
 * through all the rows. */
static gboolean
bo_table_focus (GtkWidget       *widget,
                GtkDirectionType direction)
{
  BoTable   *self = BO_TABLE (widget);
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  GtkWidget *row = list != NULL ? gtk_widget_get_focus_child (list) : NULL;

  if ((direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD) || row == NULL ||
      gtk_widget_get_focus_child (widget) == NULL)
    return GTK_WIDGET_CLASS (bo_table_parent_class)->focus (widget, direction);

  return gtk_widget_child_focus (row, direction);
}

static void
forget_scroll (BoTable *self)
{
  /* A clock whose window has gone has let go of everybody. */
  if (self->scroll_clock != NULL && g_signal_handler_is_connected (self->scroll_clock, self->scroll_handler))
    g_signal_handler_disconnect (self->scroll_clock, self->scroll_handler);
  self->scroll_handler = 0;
  g_clear_object (&self->scroll_clock);
}

static void
bo_table_dispose (GObject *object)
{
  BoTable *self = BO_TABLE (object);

  forget_scroll (self);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->head);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (bo_table_parent_class)->dispose (object);
}

static void
bo_table_finalize (GObject *object)
{
  BoTable *self = BO_TABLE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->dirty, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);

  G_OBJECT_CLASS (bo_table_parent_class)->finalize (object);
}

static void
bo_table_class_init (BoTableClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_table_dispose;
  object_class->finalize = bo_table_finalize;
  widget_class->focus = bo_table_focus;
  widget_class->measure = bo_table_measure;
  widget_class->size_allocate = bo_table_size_allocate;

  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", BO_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SORT_CHANGED] = g_signal_new ("sort-changed", BO_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_css_name (widget_class, "botable");
}

static void
add_controllers (BoTable *self)
{
  GtkGesture         *gesture = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                                                             gtk_keyval_trigger_new (GDK_KEY_Menu, 0));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (secondary_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
bo_table_init (BoTable *self)
{
  self->n_lines = 1;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) row_free);
  self->dirty = g_ptr_array_new ();

  self->scroller = gtk_scrolled_window_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);

  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

/**
 * bo_table_set_columns:
 * @self: a #BoTable
 * @columns: static
 * @n_columns: how many
 * @format_data: for their functions; outlives @self
 *
 * To be called once, and before the model is set.
 */
void
bo_table_set_columns (BoTable             *self,
                      const BoTableColumn *columns,
                      guint                n_columns,
                      gpointer             format_data)
{
  g_return_if_fail (BO_IS_TABLE (self));
  g_return_if_fail (self->columns->len == 0);

  self->format_data = format_data;
  for (guint i = 0; i < n_columns; i++)
    {
      Column             *column = g_new0 (Column, 1);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      column->table = self;
      column->about = &columns[i];
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
      column->column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_resizable (column->column, TRUE);
      gtk_column_view_column_set_expand (column->column, columns[i].expand);
      if (columns[i].sort != NULL)
        {
          g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, column, NULL));

          gtk_column_view_column_set_sorter (column->column, sorter);
        }
      gtk_column_view_column_set_visible (column->column, self->width >= columns[i].importance);
      g_ptr_array_add (self->columns, column);
      gtk_column_view_append_column (self->view, column->column);
    }
  align_titles (self);
}

/* The menu of a row: for the secondary button, the Menu key and Shift+F10. */
void
bo_table_set_menu_func (BoTable    *self,
                        BoTableMenu func)
{
  g_return_if_fail (BO_IS_TABLE (self));

  self->menu_func = func;
}

/* How many lines of text a row has room for, where one is not enough; before the columns
 * are set.  All rows are of one height. */
void
bo_table_set_n_lines (BoTable *self,
                      guint    n_lines)
{
  g_return_if_fail (BO_IS_TABLE (self));
  g_return_if_fail (self->columns->len == 0);

  self->n_lines = n_lines;
}

void
bo_table_set_model (BoTable           *self,
                    GtkSelectionModel *model)
{
  g_return_if_fail (BO_IS_TABLE (self));

  gtk_column_view_set_model (self->view, model);
}

static gboolean
open_head_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  BoTable *self = BO_TABLE (widget);

  /* The first tick belongs to the frame that shows the first rows. */
  if (self->head == NULL || self->n_ticks++ < 1)
    return self->head != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  bo_head_model_open (self->head);
  g_clear_object (&self->head);

  return G_SOURCE_REMOVE;
}

static void
head_changed_cb (BoTable *self)
{
  if (self->head == NULL || self->opening || g_list_model_get_n_items (G_LIST_MODEL (self->head)) == 0)
    return;
  self->opening = TRUE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), open_head_cb, NULL, NULL);
}

/**
 * bo_table_open_later:
 * @self: a #BoTable
 * @head: the model below its selection
 *
 * Opens @head as soon as its first rows have been drawn.
 */
void
bo_table_open_later (BoTable     *self,
                     BoHeadModel *head)
{
  g_return_if_fail (BO_IS_TABLE (self));
  g_return_if_fail (self->head == NULL);

  g_set_object (&self->head, head);
  g_signal_connect_object (head, "items-changed", G_CALLBACK (head_changed_cb), self, G_CONNECT_SWAPPED);
  head_changed_cb (self);
}

/* Shows which sort is in force, and tells nobody. */
void
bo_table_set_sort (BoTable    *self,
                   const char *sort,
                   gboolean    descending)
{
  g_return_if_fail (BO_IS_TABLE (self));

  self->sorting = TRUE;
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->about->sort, sort) == 0 && sort != NULL)
        {
          gtk_column_view_sort_by_column (self->view, column->column,
                                          descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
          break;
        }
    }
  self->sorting = FALSE;
}

/* The columns that the user does not want to see. */
void
bo_table_set_hidden (BoTable           *self,
                     const char *const *ids)
{
  g_return_if_fail (BO_IS_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      column->hidden = ids != NULL && g_strv_contains (ids, column->about->id);
    }
  fit_columns (self);
}

/* How wide the table is going to be, so that the right columns are made at once. */
void
bo_table_set_width_hint (BoTable *self,
                         int      width)
{
  g_return_if_fail (BO_IS_TABLE (self));

  self->width = width;
  fit_columns (self);
}

/* How many rows the list inside the column view has taken over. */
static guint
count_rows (GtkWidget *list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* Before anything of it is painted, in the same frame. */
static void
scroll_cb (BoTable *self)
{
  /* The action belongs to the list inside the column view. */
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  forget_scroll (self);
  if (!GTK_IS_LIST_VIEW (list) || !gtk_widget_get_mapped (list) || self->scroll_position >= count_rows (list))
    return;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->scroll_position);
  if (self->scroll_position == 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/* Shows the row at @position once the list has given it a place, as it does when it is
 * laid out: it warns of a row that it has none for.  The first row is scrolled to the
 * top. */
void
bo_table_scroll_to (BoTable *self,
                    guint    position)
{
  GdkFrameClock *clock;

  g_return_if_fail (BO_IS_TABLE (self));

  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  if (clock == NULL)
    return;
  self->scroll_position = position;
  if (self->scroll_clock != clock)
    {
      forget_scroll (self);
      self->scroll_clock = g_object_ref (clock);
      self->scroll_handler = g_signal_connect_data (clock, "layout", G_CALLBACK (scroll_cb), self, NULL,
                                                    G_CONNECT_AFTER | G_CONNECT_SWAPPED);
    }
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

/* The list holds on to the row that it has at its top, even where that has gone to, until
 * it is told of another. */
void
bo_table_show_first (BoTable *self)
{
  bo_table_scroll_to (self, 0);
}

void
bo_table_grab_focus (BoTable *self)
{
  g_return_if_fail (BO_IS_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

GtkColumnView *
bo_table_get_view (BoTable *self)
{
  g_return_val_if_fail (BO_IS_TABLE (self), NULL);

  return self->view;
}
