/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-facts"

#include "config.h"

#include "bo-shop-facts.h"

#include <glib/gi18n.h>

#include "bo-fact-row.h"
#include "bo-format.h"

struct _BoShopFacts
{
  AdwPreferencesGroup parent_instance;

  /* Template children */
  BoFactRow *address_row;
  BoFactRow *version_row;
  BoFactRow *success_row;
  BoFactRow *next_row;
  BoFactRow *products_row;
  BoFactRow *customers_row;
  BoFactRow *orders_row;
  BoFactRow *waiting_row;
  BoFactRow *keys_row;
};

G_DEFINE_FINAL_TYPE (BoShopFacts, bo_shop_facts, ADW_TYPE_PREFERENCES_GROUP)

static void
set_instant (BoFactRow *row,
             gint64     at,
             GTimeZone *time_zone)
{
  g_autofree char *text = at != 0 ? bo_format_instant (at, time_zone) : NULL;

  bo_fact_row_set_text (row, text);
}

static void
set_count (BoFactRow          *row,
           const BoSyncStatus *status,
           gint64              n)
{
  /* Of a shop that has not been read, nought would say too much. */
  g_autofree char *text = n > 0 || status->ever_full ? bo_format_units (n) : NULL;

  bo_fact_row_set_text (row, text);
}

static void
bo_shop_facts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BO_TYPE_SHOP_FACTS);

  G_OBJECT_CLASS (bo_shop_facts_parent_class)->dispose (object);
}

static void
bo_shop_facts_class_init (BoShopFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_shop_facts_dispose;

  g_type_ensure (BO_TYPE_FACT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/backorders/Backorders/bo-shop-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, address_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, version_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, success_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, next_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, products_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, customers_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, orders_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, BoShopFacts, keys_row);
}

static void
bo_shop_facts_init (BoShopFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows how it stands. */
void
bo_shop_facts_update (BoShopFacts *self,
                      BoShopState *state)
{
  BoSync             *sync = bo_shop_state_get_sync (state);
  GTimeZone          *time_zone = bo_shop_state_get_time_zone (state);
  const BoSyncStatus *status = bo_sync_get_status (sync);
  const BoShopConfig *config = bo_sync_get_config (sync);

  g_return_if_fail (BO_IS_SHOP_FACTS (self));

  bo_fact_row_set_text (self->address_row, config != NULL ? config->address : NULL);
  bo_fact_row_set_text (self->version_row, status->shop_version);
  set_instant (self->success_row, status->last_success, time_zone);
  set_instant (self->next_row, status->next_run, time_zone);
  if (config != NULL && config->interval == 0)
    bo_fact_row_set_text (self->next_row, _ ("By hand, with F5"));
  set_count (self->products_row, status, status->n_products);
  set_count (self->customers_row, status, status->n_customers);
  set_count (self->orders_row, status, status->n_orders);
  set_count (self->waiting_row, status, status->n_outbox);
  bo_fact_row_set_text (self->keys_row, bo_shop_state_get_keys_for_this_run (state)
                                            ? _ ("Kept until Backorders is closed: there is no keyring")
                                            : NULL);
}

/* Where the keys are, if that must be said. */
const char *
bo_shop_facts_get_keys_text (BoShopFacts *self)
{
  g_return_val_if_fail (BO_IS_SHOP_FACTS (self), NULL);

  return bo_fact_row_get_text (self->keys_row);
}
