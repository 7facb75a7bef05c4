/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-queue-page"

#include "config.h"

#include "bo-queue-page.h"

#include <glib/gi18n.h>

#include "bo-chip.h"
#include "bo-line-actions.h"
#include "bo-line-pane.h"
#include "bo-line-texts.h"
#include "bo-list-texts.h"

struct _BoQueuePage
{
  BoListPage parent_instance;

  BoLineCard *card;       /* (owned) (nullable) */
  gint64      product_id; /* whose lines are shown; 0: any */
  char       *product;

  /* Template children */
  BoLinePane *pane;
  BoChip     *state_chip;
  BoChip     *class_chip;
  BoChip     *need_chip;
  BoChip     *product_chip;
  GMenu      *class_menu;
};

G_DEFINE_FINAL_TYPE (BoQueuePage, bo_queue_page, BO_TYPE_LIST_PAGE)

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
  { "customer", N_ ("Customer"), "customer", 13, TRUE, FALSE, 0, bo_list_texts_customer, line_style },
  { "product", N_ ("Product"), "product", 24, TRUE, FALSE, 0, bo_list_texts_product, NULL },
  { "sku", N_ ("SKU"), NULL, 9, FALSE, FALSE, 980, bo_list_texts_sku, NULL },
  { "open", N_ ("Wanted"), "open", 6, FALSE, TRUE, 0, bo_list_texts_open, NULL },
  { "allocated", N_ ("Allocated"), NULL, 6, FALSE, TRUE, 640, bo_list_texts_allocated, line_style },
  { "waiting", N_ ("Waiting Since"), "queued", 11, FALSE, FALSE, 520, bo_list_texts_waiting, NULL },
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

static const BoView view = {
  "queue", sorts, G_N_ELEMENTS (sorts), columns, G_N_ELEMENTS (columns), 3
};

/* Query */

static BoLineQuery *
create_query (BoQueuePage *self)
{
  BoListPage  *page = BO_LIST_PAGE (self);
  BoLineQuery *query = bo_line_query_new ();
  g_autoptr (GVariant) state = bo_list_page_get_action_state (page, "state");
  g_autoptr (GVariant) priority_class = bo_list_page_get_action_state (page, "class");
  g_autoptr (GVariant) need = bo_list_page_get_action_state (page, "need");
  const char *sort = bo_list_page_get_sort (page, &query->descending);

  bo_line_state_from_name (g_variant_get_string (state, NULL), &query->state);
  query->priority_class = atoi (g_variant_get_string (priority_class, NULL));
  query->has_need = g_variant_get_boolean (need);
  bo_line_sort_from_name (sort, &query->sort);
  query->product_id = self->product_id;
  query->search = bo_list_page_dup_search (page);

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
  bo_list_pane_set_filtered (bo_list_page_get_list (BO_LIST_PAGE (self)), filtered);
}

static void
bo_queue_page_query_changed (BoListPage *page)
{
  BoQueuePage *self = BO_QUEUE_PAGE (page);
  g_autoptr (BoLineQuery) query = create_query (self);

  update_chips (self, query);
  bo_line_model_set_query (bo_queue_page_get_model (self), query);
}

static void
bo_queue_page_clear_filters (BoListPage *page)
{
  bo_list_page_change_action_state (page, "state", g_variant_new_string ("waiting"));
  bo_list_page_change_action_state (page, "class", g_variant_new_string ("any"));
  bo_list_page_change_action_state (page, "need", g_variant_new_boolean (FALSE));
  bo_queue_page_set_product (BO_QUEUE_PAGE (page), 0, NULL);
}

static char *
bo_queue_page_dup_total (BoListPage *page)
{
  const GPtrArray *totals = bo_lazy_model_get_totals (bo_list_page_get_model (page));

  return totals != NULL ? bo_list_texts_total (totals) : NULL;
}

/* Callbacks */

static void
clear_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  bo_queue_page_clear_filters (user_data);
}

static void
clear_product_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  bo_queue_page_set_product (user_data, 0, NULL);
}

static void
selected_cb (BoQueuePage *self)
{
  BoIdSelection *selection = bo_list_page_get_selection (BO_LIST_PAGE (self));

  bo_line_card_set_line_id (self->card, bo_id_selection_get_selected_id (selection));
}

static void
bo_queue_page_dispose (GObject *object)
{
  BoQueuePage *self = BO_QUEUE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BO_TYPE_QUEUE_PAGE);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (bo_queue_page_parent_class)->dispose (object);
}

static void
bo_queue_page_finalize (GObject *object)
{
  g_free (BO_QUEUE_PAGE (object)->product);

  G_OBJECT_CLASS (bo_queue_page_parent_class)->finalize (object);
}

static void
bo_queue_page_class_init (BoQueuePageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  BoListPageClass *page_class = BO_LIST_PAGE_CLASS (klass);

  object_class->dispose = bo_queue_page_dispose;
  object_class->finalize = bo_queue_page_finalize;

  page_class->view = &view;
  page_class->query_changed = bo_queue_page_query_changed;
  page_class->clear_filters = bo_queue_page_clear_filters;
  page_class->dup_total = bo_queue_page_dup_total;

  g_type_ensure (BO_TYPE_CHIP);
  g_type_ensure (BO_TYPE_LINE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, pane);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, state_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, class_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, need_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, product_chip);
  gtk_widget_class_bind_template_child (widget_class, BoQueuePage, class_menu);
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
  static const GActionEntry entries[] = {
    { "state", NULL, "s", "'waiting'", bo_list_page_change_filter_cb },
    { "class", NULL, "s", "'any'", bo_list_page_change_filter_cb },
    { "need", NULL, NULL, "false", bo_list_page_change_filter_cb },
    { "clear", clear_cb },
    { "clear-product", clear_product_cb },
  };
  BoQueuePage *self = g_object_new (BO_TYPE_QUEUE_PAGE, NULL);
  BoListPage  *page = BO_LIST_PAGE (self);
  BoService   *service = bo_commander_get_service (commander);
  BoTable     *table = bo_list_pane_get_table (bo_list_page_get_list (page));
  g_autoptr (BoLineModel) lines = model != NULL ? g_object_ref (model) : bo_line_model_new (service);

  bo_list_page_set_up (page, commander, settings, BO_LAZY_MODEL (lines), width);
  bo_list_page_add_actions (page, entries, G_N_ELEMENTS (entries));
  self->card = bo_line_card_new (service);
  bo_line_actions_install (GTK_WIDGET (self), commander, self->card);
  bo_line_actions_add_keys (GTK_WIDGET (table));
  bo_table_set_menu_func (table, bo_line_actions_get_menu);
  bo_line_pane_set_card (self->pane, self->card, service);
  g_signal_connect_object (bo_list_page_get_selection (page), "notify::selected-id", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  bo_list_page_start (page);

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
  bo_list_page_query_changed (BO_LIST_PAGE (self));
}

BoLineModel *
bo_queue_page_get_model (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return BO_LINE_MODEL (bo_list_page_get_model (BO_LIST_PAGE (self)));
}

BoLineCard *
bo_queue_page_get_card (BoQueuePage *self)
{
  g_return_val_if_fail (BO_IS_QUEUE_PAGE (self), NULL);

  return self->card;
}
