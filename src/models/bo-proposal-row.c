/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-proposal-row"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-fields.h"
#include "bo-proposal-row.h"

/* What a row shows, made of the proposal's line and of the store's record. */
typedef struct
{
  gint64   line_id;
  gint64   product_id;
  char    *sku;
  char    *product;
  char    *customer;       /* (nullable): until loaded */
  char    *customer_label; /* (nullable): until loaded */
  char    *order_number;   /* (nullable): until loaded */
  gint64   open;
  gint64   before;
  gint64   after;
  gint64   change;
  gint64   held;
  gint64   locked;
  gboolean pinned;
  gboolean paused;
  gint64   place;
  gint64   price;
  char    *currency; /* (nullable): until loaded */
  gint64   value;
  char    *why;
  char    *reason; /* of @why, what stood in the way alone */
  int      breaks;
  char    *breaks_text;
  gboolean loaded;
} Shown;

struct _BoProposalRow
{
  GObject parent_instance;

  Shown          shown; /* (owned): its strings */
  BoProposalLine line;
};

G_DEFINE_FINAL_TYPE (BoProposalRow, bo_proposal_row, G_TYPE_OBJECT)

static const BoField fields[] = {
  BO_FIELD (Shown, BO_FIELD_INT64, "line-id", line_id),
  BO_FIELD (Shown, BO_FIELD_INT64, "product-id", product_id),
  BO_FIELD (Shown, BO_FIELD_STRING, "sku", sku),
  BO_FIELD (Shown, BO_FIELD_STRING, "product", product),
  BO_FIELD (Shown, BO_FIELD_STRING, "customer", customer),
  BO_FIELD (Shown, BO_FIELD_STRING, "customer-label", customer_label),
  BO_FIELD (Shown, BO_FIELD_STRING, "order-number", order_number),
  BO_FIELD (Shown, BO_FIELD_INT64, "open", open),
  BO_FIELD (Shown, BO_FIELD_INT64, "before", before),
  BO_FIELD (Shown, BO_FIELD_INT64, "after", after),
  BO_FIELD (Shown, BO_FIELD_INT64, "change", change),
  BO_FIELD (Shown, BO_FIELD_INT64, "held", held),
  BO_FIELD (Shown, BO_FIELD_INT64, "locked", locked),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "pinned", pinned),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "paused", paused),
  BO_FIELD (Shown, BO_FIELD_INT64, "place", place),
  BO_FIELD (Shown, BO_FIELD_INT64, "price", price),
  BO_FIELD (Shown, BO_FIELD_STRING, "currency", currency),
  BO_FIELD (Shown, BO_FIELD_INT64, "value", value),
  BO_FIELD (Shown, BO_FIELD_STRING, "why", why),
  BO_FIELD (Shown, BO_FIELD_STRING, "reason", reason),
  BO_FIELD (Shown, BO_FIELD_INT, "breaks", breaks),
  BO_FIELD (Shown, BO_FIELD_STRING, "breaks-text", breaks_text),
  BO_FIELD (Shown, BO_FIELD_BOOLEAN, "loaded", loaded),
};

static GParamSpec *properties[G_N_ELEMENTS (fields) + 1];

static void
show (BoProposalRow *self,
      const Shown   *news)
{
  g_object_freeze_notify (G_OBJECT (self));
  bo_fields_update (fields, G_N_ELEMENTS (fields), G_OBJECT (self), &self->shown, news, properties);
  g_object_thaw_notify (G_OBJECT (self));
}

static gint64
multiply (gint64 units,
          gint64 price)
{
  gint64 value;

  if (__builtin_mul_overflow (units, price, &value))
    return (units < 0) == (price < 0) ? G_MAXINT64 : G_MININT64;

  return value;
}

static const char *
describe_breaks (BoBreaks breaks)
{
  if ((breaks & BO_BREAKS_LOSES) && (breaks & BO_BREAKS_NEED_DAY))
    return _ ("Has less than before, and its need date is here");
  if (breaks & BO_BREAKS_LOSES)
    return _ ("Has less than before");
  if (breaks & BO_BREAKS_NEED_DAY)
    return _ ("Its need date is here and it is not full");

  return "";
}

static void
bo_proposal_row_finalize (GObject *object)
{
  BoProposalRow *self = BO_PROPOSAL_ROW (object);

  bo_fields_clear (fields, G_N_ELEMENTS (fields), &self->shown);

  G_OBJECT_CLASS (bo_proposal_row_parent_class)->finalize (object);
}

static void
bo_proposal_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id >= 1 && prop_id <= G_N_ELEMENTS (fields))
    bo_fields_get_value (&fields[prop_id - 1], &BO_PROPOSAL_ROW (object)->shown, value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bo_proposal_row_class_init (BoProposalRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bo_proposal_row_finalize;
  object_class->get_property = bo_proposal_row_get_property;

  bo_fields_make_pspecs (fields, G_N_ELEMENTS (fields), properties);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bo_proposal_row_init (BoProposalRow *self)
{
}

BoProposalRow *
bo_proposal_row_new (gint64 line_id)
{
  BoProposalRow *self = g_object_new (BO_TYPE_PROPOSAL_ROW, NULL);

  self->shown.line_id = line_id;

  return self;
}

/**
 * bo_proposal_row_update:
 * @self: a #BoProposalRow
 * @line: what a proposal says of its line
 * @product: what it says of the line's product
 *
 * Brings @self up to date, notifying only what really changed.
 */
void
bo_proposal_row_update (BoProposalRow           *self,
                        const BoProposalLine    *line,
                        const BoProposalProduct *product)
{
  g_autofree char *why = NULL;
  g_autofree char *reason = NULL;
  Shown            news;

  g_return_if_fail (BO_IS_PROPOSAL_ROW (self));
  g_return_if_fail (line != NULL && line->line_id == self->shown.line_id);
  g_return_if_fail (product != NULL && product->product_id == line->product_id);

  self->line = *line;
  why = bo_why_to_string (&line->why, GETTEXT_PACKAGE);
  reason = bo_why_to_reason (&line->why, GETTEXT_PACKAGE);

  news = self->shown;
  news.product_id = line->product_id;
  news.sku = product->sku;
  news.product = product->name;
  news.open = line->open;
  news.before = line->before;
  news.after = line->after;
  news.change = line->after - line->before;
  news.held = line->held;
  news.locked = line->locked;
  news.pinned = line->pinned;
  news.paused = line->paused;
  news.place = line->place;
  news.price = line->price;
  news.value = multiply (news.change, line->price);
  news.why = why;
  news.reason = reason;
  news.breaks = line->breaks;
  news.breaks_text = (char *) describe_breaks (line->breaks);
  show (self, &news);
}

/**
 * bo_proposal_row_update_texts:
 * @self: a #BoProposalRow
 * @record: its line in the store
 *
 * Brings up to date what a proposal does not say: customer, order and currency.
 */
void
bo_proposal_row_update_texts (BoProposalRow      *self,
                              const BoLineRecord *record)
{
  Shown news;

  g_return_if_fail (BO_IS_PROPOSAL_ROW (self));
  g_return_if_fail (record != NULL && record->id == self->shown.line_id);

  news = self->shown;
  news.customer = record->customer;
  news.customer_label = *record->customer != '\0' ? record->customer : (char *) _ ("Unnamed customer");
  news.order_number = record->order_number;
  news.currency = record->currency;
  news.loaded = TRUE;
  show (self, &news);
}

gint64
bo_proposal_row_get_line_id (BoProposalRow *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_ROW (self), 0);

  return self->shown.line_id;
}

gboolean
bo_proposal_row_get_pinned (BoProposalRow *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_ROW (self), FALSE);

  return self->shown.pinned;
}

const BoProposalLine *
bo_proposal_row_get_line (BoProposalRow *self)
{
  g_return_val_if_fail (BO_IS_PROPOSAL_ROW (self), NULL);

  return &self->line;
}
