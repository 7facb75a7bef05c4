/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-products-page"

#include "config.h"

#include "bo-products-page.h"

#include <glib/gi18n.h>

#include "bo-chip.h"
#include "bo-format.h"
#include "bo-split-view.h"
#include "bo-view-actions.h"

struct _BoProductsPage
{
  AdwBin parent_instance;

  BoCommander        *commander; /* (owned) (nullable) */
  BoProductModel     *model;     /* (owned) (nullable) */
  BoIdSelection      *selection; /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* (owned) (nullable) */
  gboolean            narrow;
  gboolean            ready;

  /* Template children */
  BoSplitView   *split_view;
  BoListPane    *list;
  BoProductPane *pane;
  BoChip        *waiting_chip;
  GtkMenuButton *pages_button;
  GtkMenuButton *view_button;
};

G_DEFINE_FINAL_TYPE (BoProductsPage, bo_products_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
  PROP_READY,
} BoProductsPageProperty;
static GParamSpec *properties[PROP_READY + 1];

/* Cells */

static char *
format_name (gpointer item,
             gpointer service)
{
  const BoProductRecord *product = bo_product_get_record (item);

  return g_strdup (product->name != NULL && *product->name != '\0' ? product->name : product->sku);
}

static char *
format_sku (gpointer item,
            gpointer service)
{
  return g_strdup (bo_product_get_record (item)->sku);
}

static char *
format_units (gpointer item,
              gint64   units)
{
  return bo_product_get_loaded (item) && units != 0 ? bo_format_units (units) : NULL;
}

static char *
format_on_hand (gpointer item,
                gpointer service)
{
  return bo_product_get_loaded (item) ? bo_format_units (bo_product_get_record (item)->on_hand) : NULL;
}

static char *
format_allocated (gpointer item,
                  gpointer service)
{
  return format_units (item, bo_product_get_record (item)->allocated);
}

static char *
format_free (gpointer item,
             gpointer service)
{
  return format_units (item, bo_product_get_free (item));
}

static char *
format_open_units (gpointer item,
                   gpointer service)
{
  return format_units (item, bo_product_get_record (item)->open_units);
}

static char *
format_open_lines (gpointer item,
                   gpointer service)
{
  return format_units (item, bo_product_get_record (item)->open_lines);
}

static char *
format_oldest (gpointer item,
               gpointer service)
{
  gint64 oldest = bo_product_get_record (item)->oldest_queued;

  return bo_product_get_loaded (item) && oldest != 0
             ? bo_format_instant_day (oldest, bo_service_get_time_zone (service))
             : NULL;
}

static const BoTableColumn columns[] = {
  { "name", N_ ("Product"), "name", 20, TRUE, FALSE, 0, format_name, NULL },
  { "sku", N_ ("SKU"), "sku", 9, FALSE, FALSE, 560, format_sku, NULL },
  { "open-units", N_ ("Wanted"), "open-units", 6, FALSE, TRUE, 0, format_open_units, NULL },
  { "open-lines", N_ ("Lines"), "open-lines", 5, FALSE, TRUE, 640, format_open_lines, NULL },
  { "on-hand", N_ ("On Hand"), "on-hand", 6, FALSE, TRUE, 0, format_on_hand, NULL },
  { "allocated", N_ ("Allocated"), NULL, 6, FALSE, TRUE, 740, format_allocated, NULL },
  { "free", N_ ("Free"), "free", 5, FALSE, TRUE, 400, format_free, NULL },
  { "oldest", N_ ("Oldest Wait"), "oldest", 11, FALSE, FALSE, 500, format_oldest, NULL },
};

static const BoViewSort sorts[] = {
  { "name", N_ ("Name") },
  { "sku", N_ ("SKU") },
  { "open-units", N_ ("Units Wanted") },
  { "open-lines", N_ ("Lines Waiting") },
  { "on-hand", N_ ("Units on Hand") },
  { "free", N_ ("Units Free") },
  { "oldest", N_ ("Oldest Wait") },
};

/* Query */

static void
query_changed_cb (BoProductsPage *self)
{
  g_autoptr (BoProductQuery) query = NULL;
  g_autoptr (GVariant) sort = NULL;
  g_autoptr (GVariant) descending = NULL;
  g_autoptr (GVariant) waiting = NULL;
  GActionGroup *actions = G_ACTION_GROUP (self->actions);
  const char   *search = bo_list_pane_get_search (self->list);

  if (self->model == NULL)
    return;
  query = bo_product_query_new ();
  sort = g_action_group_get_action_state (actions, "sort");
  descending = g_action_group_get_action_state (actions, "descending");
  waiting = g_action_group_get_action_state (actions, "waiting");
  bo_product_sort_from_name (g_variant_get_string (sort, NULL), &query->sort);
  query->descending = g_variant_get_boolean (descending);
  query->waiting = g_variant_get_boolean (waiting);
  if (search != NULL && *search != '\0')
    query->search = g_strdup (search);

  bo_chip_set_text (self->waiting_chip, query->waiting ? _ ("Somebody Waits") : NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->waiting_chip)), query->waiting);
  bo_list_pane_set_filtered (self->list, query->waiting);
  bo_list_pane_show_first (self->list);
  bo_product_model_set_query (self->model, query);
}

/* Callbacks */

static void
list_clear_cb (BoProductsPage *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "waiting", g_variant_new_boolean (FALSE));
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
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  BoProductsPage *self = user_data;

  bo_split_view_set_show_content (self->split_view, FALSE);
  bo_list_pane_focus_search (self->list);
}

static void
selected_cb (BoProductsPage *self)
{
  gpointer item = bo_id_selection_get_selected_item (self->selection);

  /* A product that is filtered away stays in the pane. */
  if (item != NULL)
    bo_product_pane_set_product (self->pane, item);
}

static void
activate_cb (BoProductsPage *self,
             guint           position)
{
  bo_id_selection_set_selected (self->selection, position);
  bo_split_view_set_show_content (self->split_view, TRUE);
}

static void
back_cb (BoProductsPage *self)
{
  bo_split_view_set_show_content (self->split_view, FALSE);
  bo_table_grab_focus (bo_list_pane_get_table (self->list));
}

static void
loaded_cb (BoProductsPage *self)
{
  guint            n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *count = bo_format_units (n_items);
  g_autofree char *text = g_strdup_printf (ngettext ("%s product", "%s products", n_items), count);

  bo_list_pane_set_total (self->list, n_items > 0 ? text : NULL);
  if (self->ready || !bo_lazy_model_get_loaded_once (BO_LAZY_MODEL (self->model)))
    return;
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
bo_products_page_dispose (GObject *object)
{
  BoProductsPage *self = BO_PRODUCTS_PAGE (object);

  /* The bin must not hold a child that the template lets go. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_PRODUCTS_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_products_page_parent_class)->dispose (object);
}

static void
bo_products_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  BoProductsPage *self = BO_PRODUCTS_PAGE (object);

  switch ((BoProductsPageProperty) prop_id)
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
bo_products_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((BoProductsPageProperty) prop_id)
    {
    case PROP_NARROW:
      bo_products_page_set_narrow (BO_PRODUCTS_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_READY: /* read-only */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bo_products_page_class_init (BoProductsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_products_page_dispose;
  object_class->get_property = bo_products_page_get_property;
  object_class->set_property = bo_products_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BO_TYPE_CHIP);
  g_type_ensure (BO_TYPE_LIST_PANE);
  g_type_ensure (BO_TYPE_PRODUCT_PANE);
  g_type_ensure (BO_TYPE_SPLIT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, list);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, waiting_chip);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, pages_button);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, view_button);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
}

static void
bo_products_page_init (BoProductsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_actions (BoProductsPage *self,
             GSettings      *settings)
{
  static const GActionEntry entries[] = {
    { "waiting", NULL, NULL, "false", change_filter_cb },
    { "search", search_cb },
  };
  static const BoView view = {
    "products", sorts, G_N_ELEMENTS (sorts), columns, G_N_ELEMENTS (columns), 1
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  bo_view_actions_add (self->actions, &view, settings, bo_list_pane_get_table (self->list), self->view_button);
  g_signal_connect_object (self->actions, "action-state-changed::sort", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "action-state-changed::descending", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "products", G_ACTION_GROUP (self->actions));
}

/**
 * bo_products_page_new:
 * @commander: gets the commands; its service is read
 * @settings: of the application
 * @width: about how wide the page is going to be
 *
 * Reads the products at once.
 */
GtkWidget *
bo_products_page_new (BoCommander *commander,
                      GSettings   *settings,
                      int          width)
{
  BoProductsPage *self = g_object_new (BO_TYPE_PRODUCTS_PAGE, NULL);
  BoService      *service = bo_commander_get_service (commander);
  BoTable        *table = bo_list_pane_get_table (self->list);
  g_autoptr (BoHeadModel) head = NULL;

  g_set_object (&self->commander, commander);
  self->model = bo_product_model_new (service);
  head = bo_head_model_new (BO_ID_MODEL (self->model), BO_TABLE_N_HEAD);
  self->selection = bo_id_selection_new (BO_ID_MODEL (head));
  bo_table_open_later (table, head);

  g_settings_bind (settings, "detail-width", self->split_view, "content-width", G_SETTINGS_BIND_DEFAULT);
  bo_table_set_width_hint (table, width - bo_split_view_get_content_width (self->split_view));
  bo_table_set_columns (table, columns, G_N_ELEMENTS (columns), service);
  add_actions (self, settings);
  bo_product_pane_set_commander (self->pane, commander);

  g_signal_connect_object (self->model, "notify::n-items", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loaded-once", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  query_changed_cb (self);
  bo_list_pane_set_model (self->list, BO_LAZY_MODEL (self->model), GTK_SELECTION_MODEL (self->selection));
  bo_list_pane_set_controls (self->list, FALSE, FALSE);

  return GTK_WIDGET (self);
}

void
bo_products_page_set_narrow (BoProductsPage *self,
                             gboolean        narrow)
{
  g_return_if_fail (BO_IS_PRODUCTS_PAGE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  bo_split_view_set_collapsed (self->split_view, narrow);
  bo_product_pane_set_show_back (self->pane, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->pages_button), narrow);
  bo_list_pane_set_controls (self->list, narrow, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

gboolean
bo_products_page_get_ready (BoProductsPage *self)
{
  g_return_val_if_fail (BO_IS_PRODUCTS_PAGE (self), FALSE);

  return self->ready;
}

/* Selects a product, and shows it even where list and detail take turns. */
void
bo_products_page_select (BoProductsPage *self,
                         gint64          product_id)
{
  guint position;

  g_return_if_fail (BO_IS_PRODUCTS_PAGE (self));

  bo_id_selection_set_selected_id (self->selection, product_id);
  bo_split_view_set_show_content (self->split_view, TRUE);
  if (bo_id_model_find_position (BO_ID_MODEL (self->model), product_id, &position))
    bo_table_scroll_to (bo_list_pane_get_table (self->list), position);
}

BoProductModel *
bo_products_page_get_model (BoProductsPage *self)
{
  g_return_val_if_fail (BO_IS_PRODUCTS_PAGE (self), NULL);

  return self->model;
}

BoProductPane *
bo_products_page_get_pane (BoProductsPage *self)
{
  g_return_val_if_fail (BO_IS_PRODUCTS_PAGE (self), NULL);

  return self->pane;
}

/* The menu of pages, shown while it is narrow. */
GtkMenuButton *
bo_products_page_get_pages_button (BoProductsPage *self)
{
  g_return_val_if_fail (BO_IS_PRODUCTS_PAGE (self), NULL);

  return self->pages_button;
}
