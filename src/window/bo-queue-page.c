/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-queue-page"

#include "config.h"

#include "bo-queue-page.h"

#include <glib/gi18n.h>

#include "bo-chip.h"
#include "bo-compat.h"
#include "bo-line-actions.h"
#include "bo-line-card.h"
#include "bo-line-pane.h"
#include "bo-line-texts.h"
#include "bo-list-texts.h"
#include "bo-split-view.h"
#include "bo-view-actions.h"

struct _BoQueuePage
{
  AdwBin parent_instance;

  BoCommander        *commander; /* (owned) (nullable) */
  GSettings          *settings;  /* (owned) (nullable) */
  BoLineModel        *model;     /* (owned) (nullable) */
  BoIdSelection      *selection; /* (owned) (nullable) */
  BoLineCard         *card;      /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* (owned) (nullable) */
  gint64              product_id;
  char               *product;
  GtkWidget          *menu; /* (owned) (nullable): of a row, made when it is first asked for */
  gboolean            narrow;
  gboolean            ready;

  /* Template children */
  BoSplitView   *split_view;
  BoListPane    *list;
  BoLinePane    *pane;
  GtkMenuButton *pages_button;
  GtkMenuButton *filter_button;
  GtkMenuButton *view_button;
  BoChip        *state_chip;
  BoChip        *class_chip;
  BoChip        *need_chip;
  BoChip        *product_chip;
  GMenu         *class_menu;
};

G_DEFINE_FINAL_TYPE (BoQueuePage, bo_queue_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
  PROP_READY,
} BoQueuePageProperty;
static GParamSpec *properties[PROP_READY + 1];

static const char *
line_style (gpointer item)
{
  const BoLineRecord *line = bo_line_get_record (item);

  if (!bo_line_get_loaded (item) || line->paused)
    return "dim-label";

  return bo_line_record_get_shippable (line) > 0 ? "bo-ready" : NULL;
}

static const BoTableColumn columns[] = {
  { "place", N_ ("#"), "place", 4, FALSE, TRUE, 0, bo_list_texts_place, NULL },
  { "customer", N_ ("Customer"), "customer", 16, TRUE, FALSE, 0, bo_list_texts_customer, line_style },
  { "product", N_ ("Product"), "product", 24, TRUE, FALSE, 0, bo_list_texts_product, NULL },
  { "sku", N_ ("SKU"), NULL, 9, FALSE, FALSE, 980, bo_list_texts_sku, NULL },
  { "open", N_ ("Wanted"), "open", 6, FALSE, TRUE, 0, bo_list_texts_open, NULL },
  { "allocated", N_ ("Allocated"), NULL, 6, FALSE, TRUE, 640, bo_list_texts_allocated, line_style },
  { "waiting", N_ ("Waiting Since"), "queued", 11, FALSE, FALSE, 560, bo_list_texts_waiting, NULL },
  { "need", N_ ("Needed By"), "need", 11, FALSE, FALSE, 820, bo_list_texts_need, NULL },
  { "order", N_ ("Order"), "order", 8, FALSE, FALSE, 1060, bo_list_texts_order, NULL },
  { "value", N_ ("Value"), "value", 13, FALSE, TRUE, 700, bo_list_texts_value, NULL },
  { "class", N_ ("Class"), NULL, 3, FALSE, TRUE, 1120, bo_list_texts_class, NULL },
};

static const BoViewSort sorts[] = {
  { "queued", N_ ("Waiting Longest") },
  { "place", N_ ("Place in Line") },
  { "customer", N_ ("Customer") },
  { "product", N_ ("Product") },
  { "order", N_ ("Order") },
  { "open", N_ ("Units Wanted") },
  { "value", N_ ("Value") },
  { "need", N_ ("Need Date") },
};

static const char *
get_state_label (BoLineState state)
{
  switch (state)
    {
    case BO_LINE_STATE_SHORT:
      return _ ("Short of Units");
    case BO_LINE_STATE_READY:
      return _ ("Ready to Leave");
    case BO_LINE_STATE_HELD:
      return _ ("Held until Complete");
    case BO_LINE_STATE_PAUSED:
      return _ ("Paused");
    case BO_LINE_STATE_CLOSED:
      return _ ("Closed");
    case BO_LINE_STATE_ALL:
      return _ ("All");
    case BO_LINE_STATE_WAITING:
    default:
      return NULL;
    }
}

static GVariant *
get_action_state (BoQueuePage *self,
                  const char  *name)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (self->actions), name);
}

/* Query */

static BoLineQuery *
create_query (BoQueuePage *self)
{
  BoLineQuery *query = bo_line_query_new ();
  g_autoptr (GVariant) state = get_action_state (self, "state");
  g_autoptr (GVariant) priority_class = get_action_state (self, "class");
  g_autoptr (GVariant) need = get_action_state (self, "need");
  g_autoptr (GVariant) sort = get_action_state (self, "sort");
  g_autoptr (GVariant) descending = get_action_state (self, "descending");
  const char *search = bo_list_pane_get_search (self->list);

  bo_line_state_from_name (g_variant_get_string (state, NULL), &query->state);
  query->priority_class = atoi (g_variant_get_string (priority_class, NULL));
  query->has_need = g_variant_get_boolean (need);
  bo_line_sort_from_name (g_variant_get_string (sort, NULL), &query->sort);
  query->descending = g_variant_get_boolean (descending);
  query->product_id = self->product_id;
  if (search != NULL && *search != '\0')
    query->search = g_strdup (search);

  return query;
}

static void
update_chips (BoQueuePage       *self,
              const BoLineQuery *query)
{
  g_autofree char *class_text = query->priority_class > 0 ? bo_class_to_text (query->priority_class) : NULL;
  gboolean         filtered;

  bo_chip_set_text (self->state_chip, get_state_label (query->state));
  bo_chip_set_text (self->class_chip, class_text);
  bo_chip_set_text (self->need_chip, query->has_need ? _ ("With a Need Date") : NULL);
  bo_chip_set_text (self->product_chip, self->product_id != 0 ? self->product : NULL);

  filtered = query->state != BO_LINE_STATE_WAITING || class_text != NULL || query->has_need || self->product_id != 0;
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->state_chip)), filtered);
  bo_list_pane_set_filtered (self->list, filtered);
}

static void
query_changed_cb (BoQueuePage *self)
{
  g_autoptr (BoLineQuery) query = NULL;

  if (self->model == NULL)
    return;
  query = create_query (self);
  update_chips (self, query);
  bo_list_pane_show_first (self->list);
  bo_line_model_set_query (self->model, query);
}

static void
clear_filters (BoQueuePage *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "state", g_variant_new_string ("waiting"));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "class", g_variant_new_string ("any"));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "need", g_variant_new_boolean (FALSE));
  bo_queue_page_set_product (self, 0, NULL);
}

/* Callbacks */

static void
list_clear_cb (BoQueuePage *self)
{
  clear_filters (self);
}

static void
clear_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  clear_filters (user_data);
}

static void
clear_product_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  bo_queue_page_set_product (user_data, 0, NULL);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  BoQueuePage *self = user_data;

  bo_split_view_set_show_content (self->split_view, FALSE);
  bo_list_pane_focus_search (self->list);
}

static void
change_filter_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  g_simple_action_set_state (action, value);
  query_changed_cb (user_data);
}

static void
selected_cb (BoQueuePage *self)
{
  bo_line_card_set_line_id (self->card, bo_id_selection_get_selected_id (self->selection));
}

static void
activate_cb (BoQueuePage *self,
             guint        position)
{
  bo_id_selection_set_selected (self->selection, position);
  bo_split_view_set_show_content (self->split_view, TRUE);
}

static void
back_cb (BoQueuePage *self)
{
  bo_split_view_set_show_content (self->split_view, FALSE);
  bo_table_grab_focus (bo_list_pane_get_table (self->list));
}

static void
context_menu_cb (BoQueuePage *self,
                 double       x,
                 double       y,
                 BoTable     *table)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = bo_line_actions_get_menu ();

      self->menu = g_object_ref_sink (gtk_popover_menu_new_from_model (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (table));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
set_ready (BoQueuePage *self)
{
  if (self->ready)
    return;
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
totals_cb (BoQueuePage *self)
{
  const GPtrArray *totals = bo_lazy_model_get_totals (BO_LAZY_MODEL (self->model));
  g_autofree char *text = totals != NULL ? bo_list_texts_total (totals) : NULL;

  bo_list_pane_set_total (self->list, g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? text : NULL);
  if (totals != NULL && bo_lazy_model_get_loaded_once (BO_LAZY_MODEL (self->model)))
    set_ready (self);
}

static void
error_cb (BoQueuePage *self)
{
  if (bo_lazy_model_get_error (BO_LAZY_MODEL (self->model)) != NULL)
    set_ready (self);
}

static void
bo_queue_page_dispose (GObject *object)
{
  BoQueuePage *self = BO_QUEUE_PAGE (object);

  if (self->menu != NULL)
    gtk_widget_unparent (self->menu);
  g_clear_object (&self->menu);
  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_QUEUE_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->card);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_queue_page_parent_class)->dispose (object);
}

static void
bo_queue_page_finalize (GObject *object)
{
  g_free (BO_QUEUE_PAGE (object)->product);

  G_OBJECT_CLASS (bo_queue_page_parent_class)->finalize (object);
}

static void
bo_queue_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BoQueuePage *self = BO_QUEUE_PAGE (object);

  switch ((BoQueuePageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_queue_page_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((BoQueuePageProperty) prop_id)
    {
    case PROP_NARROW:
      bo_queue_page_set_narrow (BO_QUEUE_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_READY: /* read-only */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_queue_page_class_init (BoQueuePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_queue_page_dispose;
  object_class->finalize = bo_queue_page_finalize;
  object_class->get_property = bo_queue_page_get_property;
  object_class->set_property = bo_queue_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BO_TYPE_CHIP);
  g_type_ensure (BO_TYPE_LINE_PANE);
  g_type_ensure (BO_TYPE_LIST_PANE);
  g_type_ensure (BO_TYPE_SPLIT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, split_view);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, list);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, pane);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, pages_button);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, view_button);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, state_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, class_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, need_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, product_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, class_menu);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
}

static void
bo_queue_page_init (BoQueuePage *self)
{
  g_autoptr (GMenuItem) any = g_menu_item_new (_ ("Any Class"), "queue.class::any");

  gtk_widget_init_template (GTK_WIDGET (self));
  g_menu_append_item (self->class_menu, any);
  for (int i = BO_CLASS_MIN; i <= BO_CLASS_MAX; i++)
    {
      g_autofree char *text = bo_class_to_text (i);
      g_autofree char *action = g_strdup_printf ("queue.class::%d", i);

      g_menu_append (self->class_menu, text, action);
    }
}

static void
add_actions (BoQueuePage *self)
{
  static const GActionEntry entries[] = {
    { "state", NULL, "s", "'waiting'", change_filter_cb },
    { "class", NULL, "s", "'any'", change_filter_cb },
    { "need", NULL, NULL, "false", change_filter_cb },
    { "clear", clear_cb },
    { "clear-product", clear_product_cb },
    { "search", search_cb },
  };
  static const BoView view = {
    "queue", sorts, G_N_ELEMENTS (sorts), columns, G_N_ELEMENTS (columns), 3
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  bo_view_actions_add (self->actions, &view, self->settings, bo_list_pane_get_table (self->list), self->view_button);
  g_signal_connect_object (self->actions, "action-state-changed::sort", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "action-state-changed::descending", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "queue", G_ACTION_GROUP (self->actions));
}

/**
 * bo_queue_page_new:
 * @commander: gets the commands; its service is read
 * @settings: of the application
 * @model: (nullable): lines that are being read already, by the first query of @settings
 * @width: about how wide the page is going to be
 *
 * Reads the queue at once.
 */
GtkWidget *
bo_queue_page_new (BoCommander *commander,
                   GSettings   *settings,
                   BoLineModel *model,
                   int          width)
{
  BoQueuePage *self = g_object_new (BO_TYPE_QUEUE_PAGE, NULL);
  BoService   *service = bo_commander_get_service (commander);
  BoTable     *table = bo_list_pane_get_table (self->list);
  g_autoptr (BoHeadModel) head = NULL;

  g_set_object (&self->commander, commander);
  g_set_object (&self->settings, settings);
  self->model = model != NULL ? g_object_ref (model) : bo_line_model_new (service);
  head = bo_head_model_new (BO_ID_MODEL (self->model), BO_TABLE_N_HEAD);
  self->selection = bo_id_selection_new (BO_ID_MODEL (head));
  bo_table_open_later (table, head);
  self->card = bo_line_card_new (service);

  g_settings_bind (settings, "detail-width", self->split_view, "content-width", G_SETTINGS_BIND_DEFAULT);
  bo_table_set_width_hint (table, width - bo_split_view_get_content_width (self->split_view));
  bo_table_set_columns (table, columns, G_N_ELEMENTS (columns), service);
  add_actions (self);
  bo_line_actions_install (GTK_WIDGET (self), commander, self->card);
  bo_line_actions_add_keys (GTK_WIDGET (table));
  bo_line_pane_set_card (self->pane, self->card, service);

  g_signal_connect_object (self->model, "notify::totals", G_CALLBACK (totals_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loaded-once", G_CALLBACK (totals_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-id", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "context-menu", G_CALLBACK (context_menu_cb), self, G_CONNECT_SWAPPED);

  query_changed_cb (self);
  bo_list_pane_set_model (self->list, BO_LAZY_MODEL (self->model), GTK_SELECTION_MODEL (self->selection));
  bo_list_pane_set_controls (self->list, FALSE, FALSE);
  totals_cb (self);
  error_cb (self);

  return GTK_WIDGET (self);
}

/**
 * bo_queue_page_create_first_query:
 * @settings: of the application
 *
 * Returns: (transfer full): what a new page asks for
 */
BoLineQuery *
bo_queue_page_create_first_query (GSettings *settings)
{
  BoLineQuery     *query = bo_line_query_new ();
  g_autofree char *sort = g_settings_get_string (settings, "queue-sort");

  if (!bo_line_sort_from_name (sort, &query->sort))
    bo_line_sort_from_name (sorts[0].id, &query->sort);
  query->descending = g_settings_get_boolean (settings, "queue-descending");

  return query;
}

/* List and detail in turn, and the pages in a menu. */
void
bo_queue_page_set_narrow (BoQueuePage *self,
                          gboolean     narrow)
{
  g_return_if_fail (BO_IS_QUEUE_PAGE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  bo_split_view_set_collapsed (self->split_view, narrow);
  bo_line_pane_set_show_back (self->pane, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->pages_button), narrow);
  bo_list_pane_set_controls (self->list, narrow, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

gboolean
bo_queue_page_get_ready (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), FALSE);

  return self->ready;
}

/* Shows only who waits for a product; 0: for any. */
void
bo_queue_page_set_product (BoQueuePage *self,
                           gint64       product_id,
                           const char  *name)
{
  g_return_if_fail (BO_IS_QUEUE_PAGE (self));

  if (self->product_id == product_id)
    return;
  self->product_id = product_id;
  g_free (self->product);
  self->product = g_strdup (name);
  query_changed_cb (self);
}

/* Selects a line, and shows it even where list and detail take turns. */
void
bo_queue_page_select (BoQueuePage *self,
                      gint64       line_id)
{
  guint position;

  g_return_if_fail (BO_IS_QUEUE_PAGE (self));

  bo_id_selection_set_selected_id (self->selection, line_id);
  bo_split_view_set_show_content (self->split_view, TRUE);
  if (bo_id_model_find_position (BO_ID_MODEL (self->model), line_id, &position))
    bo_table_scroll_to (bo_list_pane_get_table (self->list), position);
}

BoLineModel *
bo_queue_page_get_model (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->model;
}

BoIdSelection *
bo_queue_page_get_selection (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->selection;
}

BoListPane *
bo_queue_page_get_list (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->list;
}

BoLineCard *
bo_queue_page_get_card (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->card;
}

/* The menu of pages, shown while it is narrow. */
GtkMenuButton *
bo_queue_page_get_pages_button (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->pages_button;
}
