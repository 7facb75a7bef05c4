/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-pane"

#include "config.h"

#include "bo-product-pane.h"

#include <glib/gi18n.h>

#include "bo-count-dialog.h"
#include "bo-fact-row.h"
#include "bo-format.h"
#include "bo-id-selection.h"
#include "bo-line-actions.h"
#include "bo-line-card.h"
#include "bo-list-texts.h"
#include "bo-product-picture.h"
#include "bo-shop-product-dialog.h"
#include "bo-table.h"

struct _BoProductPane
{
  AdwBin parent_instance;

  BoCommander        *commander; /* (owned) (nullable) */
  BoProduct          *product;   /* (owned) (nullable) */
  BoLineModel        *lines;     /* (owned) (nullable) */
  BoIdSelection      *selection; /* (owned) (nullable) */
  BoLineCard         *card;      /* (owned) (nullable): the line selected */
  GSimpleActionGroup *actions;   /* (owned) */

  /* Template children */
  AdwHeaderBar     *header_bar;
  AdwWindowTitle   *window_title;
  GtkButton        *back_button;
  GtkStack         *stack;
  BoProductPicture *picture;
  BoFactRow        *on_hand_row;
  BoFactRow        *allocated_row;
  BoFactRow        *free_row;
  BoFactRow        *waiting_row;
  BoFactRow        *price_row;
  BoFactRow        *supplier_row;
  BoFactRow        *case_row;
  BoFactRow        *barcode_row;
  BoFactRow        *policy_row;
  GtkLabel         *waiting_label;
  BoTable          *table;
};

G_DEFINE_FINAL_TYPE (BoProductPane, bo_product_pane, ADW_TYPE_BIN)

typedef enum
{
  PROP_SHOW_BACK = 1,
} BoProductPaneProperty;
static GParamSpec *properties[PROP_SHOW_BACK + 1];

static guint back_signal;

static const BoTableColumn columns[] = {
  { "place", N_ ("#"), NULL, 4, FALSE, TRUE, 0, bo_list_texts_place, NULL },
  { "customer", N_ ("Customer"), NULL, 12, TRUE, FALSE, 0, bo_list_texts_customer, NULL },
  { "open", N_ ("Wanted"), NULL, 6, FALSE, TRUE, 0, bo_list_texts_open, NULL },
  { "allocated", N_ ("Has"), NULL, 5, FALSE, TRUE, 0, bo_list_texts_allocated, NULL },
  { "waiting", N_ ("Waiting Since"), NULL, 11, FALSE, FALSE, 440, bo_list_texts_waiting, NULL },
  { "need", N_ ("Needed By"), NULL, 11, FALSE, FALSE, 540, bo_list_texts_need, NULL },
};

static void
set_units (BoFactRow *row,
           gint64     units)
{
  g_autofree char *text = bo_format_units (units);

  bo_fact_row_set_text (row, text);
}

static void
update (BoProductPane *self)
{
  const BoProductRecord *product;
  g_autofree char       *waiting = NULL;
  g_autofree char       *units = NULL;
  g_autofree char       *price = NULL;
  g_autofree char       *case_size = NULL;

  if (self->product == NULL || !bo_product_get_loaded (self->product))
    {
      bo_product_picture_set_product (self->picture, 0, NULL);
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  product = bo_product_get_record (self->product);
  adw_window_title_set_title (self->window_title, product->name != NULL && *product->name != '\0' ? product->name : product->sku);
  adw_window_title_set_subtitle (self->window_title, product->sku);
  bo_product_picture_set_product (self->picture, product->id, product->name);
  set_units (self->on_hand_row, product->on_hand);
  set_units (self->allocated_row, product->allocated);
  set_units (self->free_row, product->on_hand - product->allocated);
  set_units (self->waiting_row, product->open_units);
  if (product->price >= 0 && product->currency != NULL)
    price = bo_format_money (product->price, product->currency);
  bo_fact_row_set_text (self->price_row, price);
  bo_fact_row_set_text (self->supplier_row, product->supplier);
  if (product->case_size > 1)
    case_size = bo_format_units (product->case_size);
  bo_fact_row_set_text (self->case_row, case_size);
  bo_fact_row_set_text (self->barcode_row, product->barcode);
  bo_fact_row_set_text (self->policy_row, product->policy != NULL ? _ ("Its own") : NULL);

  units = bo_format_units (product->open_lines);
  waiting = product->open_lines > 0
                ? g_strdup_printf (ngettext ("%s waits for it", "%s wait for it", (gulong) product->open_lines), units)
                : g_strdup (_ ("Nobody waits for it"));
  gtk_label_set_label (self->waiting_label, waiting);
  gtk_stack_set_visible_child_name (self->stack, "product");
}

/* Actions */

static void
activate_window_action_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  static const char *const window_actions[][2] = {
    { "receive", "win.receive-product" },
    { "deal", "win.deal-product" },
    { "new-backorder", "win.new-backorder-for" },
    { "policy", "win.product-policy" },
    { "show-queue", "win.show-product" },
  };
  BoProductPane *self = user_data;

  for (guint i = 0; self->product != NULL && i < G_N_ELEMENTS (window_actions); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), window_actions[i][0]))
      gtk_widget_activate_action (GTK_WIDGET (self), window_actions[i][1], "x", bo_product_get_id (self->product));
}

static void
count_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  BoProductPane *self = user_data;

  if (self->product != NULL && bo_product_get_loaded (self->product))
    bo_count_dialog_present (self->commander, bo_product_get_record (self->product), GTK_WIDGET (self));
}

static void
shop_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  BoProductPane *self = user_data;

  if (self->product != NULL && bo_product_get_loaded (self->product))
    bo_shop_product_dialog_present (self->commander, bo_product_get_record (self->product), GTK_WIDGET (self));
}

static void
line_selected_cb (BoProductPane *self)
{
  bo_line_card_set_line_id (self->card, bo_id_selection_get_selected_id (self->selection));
}

static void
line_activated_cb (BoProductPane *self,
                   guint          position)
{
  gint64 id = bo_lazy_model_get_id_at (BO_LAZY_MODEL (self->lines), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-line", "x", id);
}

static void
back_clicked_cb (BoProductPane *self)
{
  g_signal_emit (self, back_signal, 0);
}

/* Whether it stands in the place of the list: a way back, and the window's buttons. */
static void
set_show_back (BoProductPane *self,
               gboolean       show_back)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->back_button)) == show_back)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), show_back);
  adw_header_bar_set_show_start_title_buttons (self->header_bar, show_back);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_BACK]);
}

static void
bo_product_pane_dispose (GObject *object)
{
  BoProductPane *self = BO_PRODUCT_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_PRODUCT_PANE);
  if (self->product != NULL)
    g_signal_handlers_disconnect_by_func (self->product, update, self);
  g_clear_object (&self->product);
  g_clear_object (&self->card);
  g_clear_object (&self->selection);
  g_clear_object (&self->lines);
  g_clear_object (&self->commander);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (bo_product_pane_parent_class)->dispose (object);
}

static void
bo_product_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_SHOW_BACK)
    g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (BO_PRODUCT_PANE (object)->back_button)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_product_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id == PROP_SHOW_BACK)
    set_show_back (BO_PRODUCT_PANE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_product_pane_class_init (BoProductPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_product_pane_dispose;
  object_class->get_property = bo_product_pane_get_property;
  object_class->set_property = bo_product_pane_set_property;

  properties[PROP_SHOW_BACK] = g_param_spec_boolean ("show-back", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  back_signal = g_signal_new ("back", BO_TYPE_PRODUCT_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BO_TYPE_FACT_ROW);
  g_type_ensure (BO_TYPE_PRODUCT_PICTURE);
  g_type_ensure (BO_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-product-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, header_bar);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, window_title);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, picture);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, on_hand_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, allocated_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, free_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, price_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, supplier_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, case_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, barcode_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, policy_row);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, BoProductPane, table);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
bo_product_pane_init (BoProductPane *self)
{
  static const GActionEntry entries[] = {
    { "receive", activate_window_action_cb },
    { "deal", activate_window_action_cb },
    { "new-backorder", activate_window_action_cb },
    { "policy", activate_window_action_cb },
    { "show-queue", activate_window_action_cb },
    { "count", count_cb },
    { "shop", shop_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "product", G_ACTION_GROUP (self->actions));
}

void
bo_product_pane_set_commander (BoProductPane *self,
                               BoCommander   *commander)
{
  static const char *const changing[] = { "receive", "deal", "new-backorder", "policy", "count" };
  BoService               *service = bo_commander_get_service (commander);

  g_return_if_fail (BO_IS_PRODUCT_PANE (self));
  g_return_if_fail (self->commander == NULL);

  g_set_object (&self->commander, commander);
  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), changing[i])),
                                 !bo_commander_get_read_only (commander));
  bo_product_picture_set_commander (self->picture, commander);
  g_object_bind_property (commander, "has-shop", g_action_map_lookup_action (G_ACTION_MAP (self->actions), "shop"), "enabled",
                          G_BINDING_SYNC_CREATE);
  self->lines = bo_line_model_new (service);
  self->selection = bo_id_selection_new (BO_ID_MODEL (self->lines));
  bo_table_set_columns (self->table, columns, G_N_ELEMENTS (columns), service);
  bo_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  bo_table_set_menu_func (self->table, bo_line_actions_get_menu);
  self->card = bo_line_card_new (service);
  bo_line_actions_install (GTK_WIDGET (self->table), commander, self->card);
  bo_line_actions_add_keys (GTK_WIDGET (self->table));
  g_signal_connect_object (self->selection, "notify::selected-id", G_CALLBACK (line_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activate", G_CALLBACK (line_activated_cb), self, G_CONNECT_SWAPPED);
}

/* %NULL shows none. */
void
bo_product_pane_set_product (BoProductPane *self,
                             BoProduct     *product)
{
  g_return_if_fail (BO_IS_PRODUCT_PANE (self));

  if (self->product == product)
    return;
  if (self->product != NULL)
    g_signal_handlers_disconnect_by_func (self->product, update, self);
  g_set_object (&self->product, product);
  if (product != NULL)
    {
      g_autoptr (BoLineQuery) query = bo_line_query_new ();

      g_signal_connect_object (product, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      query->product_id = bo_product_get_id (product);
      query->sort = BO_LINE_SORT_PLACE;
      bo_line_model_set_query (self->lines, query);
    }
  update (self);
}

BoProduct *
bo_product_pane_get_product (BoProductPane *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT_PANE (self), NULL);

  return self->product;
}

/* Who waits for it. */
BoLineModel *
bo_product_pane_get_lines (BoProductPane *self)
{
  g_return_val_if_fail (BO_IS_PRODUCT_PANE (self), NULL);

  return self->lines;
}
