/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-products-page"

#include "config.h"

#include "bo-products-page.h"

#include <glib/gi18n.h>

#include "bo-chip.h"
#include "bo-format.h"
#include "bo-product-model.h"

struct _BoProductsPage
{
  BoListPage parent_instance;

  /* Template children */
  BoProductPane *pane;
  BoChip        *waiting_chip;
};

G_DEFINE_FINAL_TYPE (BoProductsPage, bo_products_page, BO_TYPE_LIST_PAGE)

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
  { "sku", N_ ("SKU"), "sku", 9, FALSE, FALSE, 660, format_sku, NULL },
  { "open-units", N_ ("Wanted"), "open-units", 6, FALSE, TRUE, 0, format_open_units, NULL },
  { "open-lines", N_ ("Lines"), "open-lines", 5, FALSE, TRUE, 640, format_open_lines, NULL },
  { "on-hand", N_ ("On Hand"), "on-hand", 6, FALSE, TRUE, 0, format_on_hand, NULL },
  { "allocated", N_ ("Allocated"), NULL, 6, FALSE, TRUE, 740, format_allocated, NULL },
  { "free", N_ ("Free"), "free", 5, FALSE, TRUE, 400, format_free, NULL },
  { "oldest", N_ ("Oldest Wait"), "oldest", 11, FALSE, FALSE, 550, format_oldest, NULL },
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

static const BoView view = {
  "products", sorts, G_N_ELEMENTS (sorts), columns, G_N_ELEMENTS (columns), 1
};

static void
bo_products_page_query_changed (BoListPage *page)
{
  BoProductsPage *self = BO_PRODUCTS_PAGE (page);
  g_autoptr (BoProductQuery) query = bo_product_query_new ();
  g_autoptr (GVariant) waiting = bo_list_page_get_action_state (page, "waiting");
  const char *sort = bo_list_page_get_sort (page, &query->descending);

  bo_product_sort_from_name (sort, &query->sort);
  query->waiting = g_variant_get_boolean (waiting);
  query->search = bo_list_page_dup_search (page);

  bo_chip_set_text (self->waiting_chip, query->waiting ? _ ("Somebody Waits") : NULL);
  bo_list_pane_set_filtered (bo_list_page_get_list (page), query->waiting);
  bo_product_model_set_query (BO_PRODUCT_MODEL (bo_list_page_get_model (page)), query);
}

static void
bo_products_page_clear_filters (BoListPage *page)
{
  bo_list_page_change_action_state (page, "waiting", g_variant_new_boolean (FALSE));
}

static char *
bo_products_page_dup_total (BoListPage *page)
{
  guint            n_items = g_list_model_get_n_items (G_LIST_MODEL (bo_list_page_get_model (page)));
  g_autofree char *count = bo_format_units (n_items);

  return g_strdup_printf (ngettext ("%s product", "%s products", n_items), count);
}

static void
selected_cb (BoProductsPage *self)
{
  gpointer item = bo_id_selection_get_selected_item (bo_list_page_get_selection (BO_LIST_PAGE (self)));

  /* A product that is filtered away stays in the pane. */
  if (item != NULL)
    bo_product_pane_set_product (self->pane, item);
}

static void
bo_products_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_PRODUCTS_PAGE);

  G_OBJECT_CLASS (bo_products_page_parent_class)->dispose (object);
}

static void
bo_products_page_class_init (BoProductsPageClass *klass)
{
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  BoListPageClass *page_class = BO_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_products_page_dispose;

  page_class->view = &view;
  page_class->query_changed = bo_products_page_query_changed;
  page_class->clear_filters = bo_products_page_clear_filters;
  page_class->dup_total = bo_products_page_dup_total;

  g_type_ensure (BO_TYPE_CHIP);
  g_type_ensure (BO_TYPE_PRODUCT_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, BoProductsPage, waiting_chip);
}

static void
bo_products_page_init (BoProductsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  static const GActionEntry entries[] = {
    { "waiting", NULL, NULL, "false", bo_list_page_change_filter_cb },
  };
  BoProductsPage *self = g_object_new (BO_TYPE_PRODUCTS_PAGE, NULL);
  BoListPage     *page = BO_LIST_PAGE (self);
  g_autoptr (BoProductModel) model = bo_product_model_new (bo_commander_get_service (commander));

  bo_list_page_set_up (page, commander, settings, BO_LAZY_MODEL (model), width);
  bo_list_page_add_actions (page, entries, G_N_ELEMENTS (entries));
  bo_product_pane_set_commander (self->pane, commander);
  g_signal_connect_object (bo_list_page_get_selection (page), "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  bo_list_page_start (page);

  return GTK_WIDGET (self);
}

BoProductPane *
bo_products_page_get_pane (BoProductsPage *self)
{
  g_return_val_if_fail (BO_IS_PRODUCTS_PAGE (self), NULL);

  return self->pane;
}
