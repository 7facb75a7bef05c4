/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-intake"

#include "config.h"

#include "bo-intake.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "bo-command-util.h"
#include "bo-fold.h"
#include "bo-outbox-table.h"
#include "bo-outbox.h"
#include "bo-remote-order-table.h"
#include "bo-stock-table.h"

static gint64
hash_product (BoIntake              *intake,
              const BoRemoteProduct *product)
{
  guint64 hash = BO_HASH_INIT;

  hash = bo_hash_add_text (hash, bo_intake_get_currency (intake));
  hash = bo_hash_add_int (hash, product->parent_id);
  hash = bo_hash_add_text (hash, product->sku);
  hash = bo_hash_add_text (hash, product->barcode);
  hash = bo_hash_add_text (hash, product->name);
  hash = bo_hash_add_int (hash, product->price);
  hash = bo_hash_add_int (hash, product->stock);
  hash = bo_hash_add_int (hash, product->has_quantity ? 1 : 0);
  hash = bo_hash_add_int (hash, product->quantity);
  hash = bo_hash_add_int (hash, product->fractional);
  hash = bo_hash_add_int (hash, product->unavailable);
  hash = bo_hash_add_int (hash, product->backorders);
  hash = bo_hash_add_int (hash, product->has_variations);
  hash = bo_hash_add_int (hash, product->trashed);
  hash = bo_hash_add_text (hash, product->image);
  return (gint64) hash;
}

/* Whether @sku may be that of @row's product: no other listed one of the shop's has it. */
static gboolean
find_by_sku (BoIntake                 *intake,
             const BoRemoteProductRow *row,
             const char               *sku,
             gint64                   *product_id,
             gboolean                 *taken,
             GError                  **error)
{
  g_autofree char *key = bo_fold (sku);
  gint64           other = 0;

  *taken = FALSE;
  if (!bo_product_table_find (intake->txn, key, product_id, error))
    return FALSE;
  if (*product_id == 0 || *product_id == row->product_id)
    return TRUE;
  if (!bo_remote_product_table_find (intake->txn, *product_id, &other, error))
    return FALSE;
  if (other != 0 && other != row->id)
    {
      g_autoptr (BoRemoteProductRow) holder = NULL;

      if (!bo_remote_product_table_load (intake->txn, other, &holder, error))
        return FALSE;
      *taken = holder->state == BO_REMOTE_LISTED;
    }
  return TRUE;
}

/* The SKU that the product has here.  One without gets its number in the shop, and
 * so does the second of two with the same, as a shop with a bin can have. */
static char *
choose_sku (BoIntake                 *intake,
            const BoRemoteProductRow *row,
            const char               *sku,
            gint64                   *product_id,
            GError                  **error)
{
  g_autofree char *text = bo_text_or_null (sku) != NULL ? g_strdup (sku)
                                                        : g_strdup_printf ("#%" G_GINT64_FORMAT, row->id);
  g_autofree char *key = bo_fold (text);
  gboolean         taken = *key == '\0';

  if (!taken && !find_by_sku (intake, row, text, product_id, &taken, error))
    return NULL;
  if (!taken)
    return g_steal_pointer (&text);

  g_free (text);
  text = g_strdup_printf ("%s #%" G_GINT64_FORMAT, sku, row->id);
  if (!find_by_sku (intake, row, text, product_id, &taken, error))
    return NULL;
  return g_steal_pointer (&text);
}

/* A barcode that two products had would receive one as the other. */
static gboolean
choose_barcode (BoIntake    *intake,
                gint64       product_id,
                const char **barcode,
                GError     **error)
{
  gint64 other = 0;

  if (bo_text_or_null (*barcode) == NULL)
    {
      *barcode = NULL;
      return TRUE;
    }
  if (!bo_product_table_find_barcode (intake->txn, *barcode, &other, error))
    return FALSE;
  if (other != 0 && other != product_id)
    *barcode = NULL;
  return TRUE;
}

static gboolean
is_same (const BoProductRow *a,
         const BoProductRow *b)
{
  return g_str_equal (a->sku, b->sku) && g_str_equal (a->name, b->name) && g_strcmp0 (a->barcode, b->barcode) == 0 &&
         a->price == b->price && g_strcmp0 (a->currency, b->currency) == 0;
}

static gboolean
update_product (BoIntake     *intake,
                BoProductRow *product,
                gint64        sku_of,
                GError      **error)
{
  g_autoptr (BoProductRow) before = NULL;

  if (!bo_product_table_load (intake->txn, product->id, &before, error))
    return FALSE;
  /* Renamed in the shop to what another product is called here: that one keeps it. */
  if (sku_of != 0 && sku_of != product->id)
    product->sku = before->sku;
  if (product->barcode == NULL)
    product->barcode = before->barcode;
  if (product->price < 0)
    {
      product->price = before->price;
      product->currency = before->currency;
    }
  product->supplier_id = before->supplier_id;
  product->case_size = before->case_size;
  product->policy = before->policy;
  product->queue_key = before->queue_key;
  if (is_same (before, product))
    return TRUE;
  return bo_intake_begin (intake, error) && bo_product_table_update (intake->txn, product, error);
}

gboolean
bo_intake_put_product (BoIntake           *intake,
                       BoRemoteProductRow *row,
                       const char         *sku,
                       const char         *name,
                       const char         *barcode,
                       gint64              price,
                       GError            **error)
{
  gint64           sku_of = 0;
  g_autofree char *chosen = choose_sku (intake, row, sku, &sku_of, error);
  BoProductRow     product = { .sku = chosen, .name = name, .barcode = barcode, .price = price };

  if (chosen == NULL)
    return FALSE;
  if (bo_text_or_null (name) == NULL)
    product.name = chosen;
  if (price >= 0)
    product.currency = bo_intake_get_currency (intake);
  if (row->product_id == 0)
    row->product_id = sku_of;
  product.id = row->product_id;
  if (!choose_barcode (intake, product.id, &product.barcode, error))
    return FALSE;
  if (product.id != 0)
    return update_product (intake, &product, sku_of, error);

  if (!bo_intake_begin (intake, error))
    return FALSE;
  row->product_id = bo_product_table_insert (intake->txn, &product, error);
  intake->made_product = row->product_id;
  return row->product_id != 0;
}

/* "T-shirt" and "XL". */
static char *
make_name (const char *parent,
           const char *own)
{
  if (bo_text_or_null (parent) == NULL)
    return g_strdup (own);
  if (bo_text_or_null (own) == NULL)
    return g_strdup (parent);
  return g_strdup_printf ("%s – %s", parent, own);
}

/* The row of a variation's product; what the shop has not listed is made.  Products are
 * read first, so it is in the bin or gone, or so new that the next sync lists it. */
static gboolean
load_parent (BoIntake            *intake,
             gint64               parent_id,
             gboolean             needs_product,
             BoRemoteProductRow **parent,
             GError             **error)
{
  if (parent_id == 0)
    return TRUE;
  if (!bo_remote_product_table_load (intake->txn, parent_id, parent, error))
    return FALSE;
  if (*parent == NULL)
    {
      *parent = g_new0 (BoRemoteProductRow, 1);
      (*parent)->id = parent_id;
      (*parent)->name = g_strdup ("");
      (*parent)->variable = TRUE;
      (*parent)->state = BO_REMOTE_TRASHED;
      (*parent)->owner = -1;
      if (!bo_remote_product_table_put (intake->txn, *parent, error))
        return FALSE;
    }
  if (!needs_product || (*parent)->product_id != 0)
    return TRUE;
  return bo_intake_put_product (intake, *parent, NULL, (*parent)->name, NULL, -1, error) &&
         bo_remote_product_table_put (intake->txn, *parent, error);
}

/* What a product has that is new here too: that is all of settling it, until an order
 * is seen that took of it. */
static gboolean
open_stock (BoIntake           *intake,
            BoRemoteProductRow *row,
            GError            **error)
{
  BoStockMoveRow move = {
    .product_id = row->product_id,
    .kind = BO_MOVE_SHOP,
    .units = row->quantity,
    .at = intake->command.at,
  };

  row->has_agreed = TRUE;
  row->agreed = row->quantity;
  return row->quantity == 0 ||
         (bo_intake_begin (intake, error) && bo_stock_move_table_insert (intake->txn, &move, error) != 0);
}

static gboolean
note_fractions (BoIntake                 *intake,
                const BoRemoteProduct    *product,
                const BoRemoteProductRow *row,
                GError                  **error)
{
  BoConflictRow conflict = {
    .kind = BO_CONFLICT_FRACTION,
    .remote_id = row->id,
    .product_id = row->product_id,
    .mine = product->quantity,
    .at = intake->command.at,
  };

  if (!product->fractional)
    return bo_conflict_table_delete (intake->txn, BO_CONFLICT_FRACTION, row->id, error);
  return bo_conflict_table_put (intake->txn, &conflict, error);
}

static void
fill_row (BoRemoteProductRow       *row,
          const BoRemoteProductRow *before,
          const BoRemoteProduct    *product,
          BoRemoteState             state)
{
  if (before != NULL)
    *row = *before;
  else
    row->owner = -1;
  row->id = product->id;
  row->parent_id = product->parent_id;
  row->name = product->name;
  row->variable = product->has_variations;
  row->stock = product->stock;
  /* No shelf holds more: that is no number. */
  row->has_quantity = product->has_quantity && ABS (product->quantity) <= BO_UNITS_MAX;
  row->quantity = row->has_quantity ? product->quantity : 0;
  row->unavailable = product->unavailable;
  row->backorders = product->backorders;
  row->image = product->image;
  row->state = state;
}

/* Which of ours it is: its own, or for one that shares its product's number, that. */
static gboolean
map_product (BoIntake              *intake,
             const BoRemoteProduct *product,
             BoRemoteProductRow    *row,
             char                 **full_name,
             GError               **error)
{
  g_autoptr (BoRemoteProductRow) parent = NULL;
  gboolean shares = product->parent_id != 0 && product->stock == BO_REMOTE_STOCK_PARENT;

  if (!load_parent (intake, product->parent_id, shares, &parent, error))
    return FALSE;
  if (shares)
    {
      row->product_id = parent->product_id;
      return TRUE;
    }
  /* It shared that number before. */
  if (parent != NULL && parent->product_id != 0 && row->product_id == parent->product_id)
    row->product_id = 0;
  *full_name = make_name (parent != NULL ? parent->name : NULL, product->name);
  /* What has variations is not sold itself; its number may be that of some of them. */
  if (product->has_variations && product->stock != BO_REMOTE_STOCK_OWN && row->product_id == 0)
    return TRUE;
  return bo_intake_put_product (intake, row, product->sku, *full_name, product->barcode, product->price, error);
}

/* A product that was renamed: its variations are called after it. */
static gboolean
rename_variations (BoIntake                 *intake,
                   const BoRemoteProductRow *row,
                   GError                  **error)
{
  g_autoptr (GArray) children = bo_remote_product_table_list_children (intake->txn, row->id, error);

  if (children == NULL)
    return FALSE;
  for (guint i = 0; i < children->len; i++)
    {
      g_autoptr (BoRemoteProductRow) child = NULL;
      g_autoptr (BoProductRow) product = NULL;
      g_autofree char *name = NULL;

      if (!bo_remote_product_table_load (intake->txn, g_array_index (children, gint64, i), &child, error))
        return FALSE;
      if (child->product_id == 0 || child->product_id == row->product_id)
        continue;
      if (!bo_product_table_load (intake->txn, child->product_id, &product, error))
        return FALSE;
      name = make_name (row->name, child->name);
      if (product == NULL || g_str_equal (product->name, name))
        continue;
      g_free ((char *) product->name);
      product->name = g_steal_pointer (&name);
      g_clear_pointer ((char **) &product->name_key, g_free);
      if (!bo_intake_begin (intake, error) || !bo_product_table_update (intake->txn, product, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_stock_changed (const BoRemoteProductRow *before,
                   const BoRemoteProductRow *row)
{
  return before->stock != row->stock || before->has_quantity != row->has_quantity || before->quantity != row->quantity ||
         before->unavailable != row->unavailable || before->state != row->state || before->product_id != row->product_id;
}

static gboolean
settle_product (BoIntake                 *intake,
                const BoRemoteProductRow *before,
                BoRemoteProductRow       *row,
                GError                  **error)
{
  /* Whose lines share its number are settled with it. */
  if (row->product_id == 0 || row->stock == BO_REMOTE_STOCK_PARENT)
    return TRUE;
  if (before == NULL && intake->made_product == row->product_id && row->stock == BO_REMOTE_STOCK_OWN && row->has_quantity && row->quantity >= 0 &&
      row->state == BO_REMOTE_LISTED && bo_intake_get_owner (intake, row) == BO_STOCK_OWNER_SHOP)
    return open_stock (intake, row, error);
  if (before == NULL || before->hash == 0 || has_stock_changed (before, row))
    row->settle = MAX (row->settle, BO_SETTLE_READY);
  /* Whether all was there was decided by a count that there was not. */
  if (before != NULL && (before->stock != row->stock || before->has_quantity != row->has_quantity))
    return bo_remote_line_table_decide_again (intake->txn, row->id, error);
  return TRUE;
}

static gboolean
remove_variations (BoIntake     *intake,
                   gint64        id,
                   BoRemoteState state,
                   GError      **error)
{
  g_autoptr (GArray) children = bo_remote_product_table_list_children (intake->txn, id, error);

  for (guint i = 0; children != NULL && i < children->len; i++)
    if (!bo_intake_remove_product (intake, g_array_index (children, gint64, i), state, error))
      return FALSE;
  return children != NULL;
}

/* What is of a product in the bin, or of one that no list has, is in it too, whatever a
 * list of variations says. */
static gboolean
get_state (BoIntake              *intake,
           const BoRemoteProduct *product,
           BoRemoteState         *state,
           GError               **error)
{
  g_autoptr (BoRemoteProductRow) parent = NULL;

  *state = product->trashed ? BO_REMOTE_TRASHED : BO_REMOTE_LISTED;
  if (product->parent_id == 0 || product->trashed)
    return TRUE;
  if (!bo_remote_product_table_load (intake->txn, product->parent_id, &parent, error))
    return FALSE;
  *state = parent != NULL ? parent->state : BO_REMOTE_TRASHED;
  return TRUE;
}

static gboolean
take_product (BoIntake              *intake,
              const BoRemoteProduct *product,
              gboolean               is_walk_of_all,
              GError               **error)
{
  g_autoptr (BoRemoteProductRow) before = NULL;
  BoRemoteProductRow row = { 0 };
  g_autofree char   *full_name = NULL;
  gint64             hash = hash_product (intake, product);
  BoRemoteState      state;

  intake->newest = MAX (intake->newest, product->modified);
  if (!bo_remote_product_table_load (intake->txn, product->id, &before, error) ||
      !get_state (intake, product, &state, error))
    return FALSE;
  /* It may have moved for a variation's sake alone. */
  if (product->has_variations && !is_walk_of_all &&
      before != NULL && !bo_remote_product_table_set_due (intake->txn, product->id, TRUE, error))
    return FALSE;
  if (before != NULL && before->hash == hash && before->state == state)
    return TRUE;

  fill_row (&row, before, product, state);
  row.hash = hash;
  if (product->has_quantity && !row.has_quantity)
    bo_intake_refuse (intake, _ ("Product %" PRId64 ": a stock that cannot be, taken as not counted"), product->id);
  if (!map_product (intake, product, &row, &full_name, error) ||
      !settle_product (intake, before, &row, error) ||
      !bo_remote_product_table_put (intake->txn, &row, error) ||
      ((product->fractional || before != NULL) && !note_fractions (intake, product, &row, error)))
    return FALSE;

  intake->counts.products++;
  if (product->has_variations && !is_walk_of_all && before == NULL &&
      !bo_remote_product_table_set_due (intake->txn, product->id, TRUE, error))
    return FALSE;
  if (product->trashed && product->has_variations && !remove_variations (intake, product->id, BO_REMOTE_TRASHED, error))
    return FALSE;
  /* Made another kind of product, it has none any more, and no list says so. */
  if (!product->has_variations && before != NULL && before->variable && !remove_variations (intake, product->id, BO_REMOTE_GONE, error))
    return FALSE;
  return !product->has_variations || before == NULL || g_strcmp0 (before->name, row.name) == 0 ||
         rename_variations (intake, &row, error);
}

/**
 * bo_intake_products:
 * @intake: a #BoIntake
 * @records: (element-type BoRemoteProduct): a page of products or variations
 * @is_walk_of_all: whether the variations are read by a walk of their own: those of
 *   a product need not be asked for because it moved
 * @error: return location for a #GError
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_products (BoIntake        *intake,
                    const GPtrArray *records,
                    gboolean         is_walk_of_all,
                    GError         **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!take_product (intake, g_ptr_array_index (records, i), is_walk_of_all, error))
      return FALSE;
  return TRUE;
}

/* A variation of a product that no list has is called "1 l" until an order says of what:
 * "Flask - 1 l". */
static gboolean
name_after_order (BoIntake                 *intake,
                  const BoRemoteProductRow *row,
                  const char               *name,
                  GError                  **error)
{
  g_autoptr (BoRemoteProductRow) parent = NULL;
  g_autofree char *ending = g_strconcat (" - ", row->name, NULL);

  if (row->parent_id == 0 || row->state != BO_REMOTE_TRASHED || bo_text_or_null (row->name) == NULL ||
      bo_text_or_null (name) == NULL || !g_str_has_suffix (name, ending))
    return TRUE;
  if (!bo_remote_product_table_load (intake->txn, row->parent_id, &parent, error))
    return FALSE;
  if (parent == NULL || bo_text_or_null (parent->name) != NULL)
    return TRUE;

  g_free ((char *) parent->name);
  parent->name = g_strndup (name, strlen (name) - strlen (ending));
  return bo_remote_product_table_put (intake->txn, parent, error) && rename_variations (intake, parent, error);
}

/**
 * bo_intake_stub_product:
 * @intake: a #BoIntake
 * @id: the product or variation
 * @parent_id: of a variation; else 0
 * @sku: (nullable): as an order has it
 * @name: as an order has it
 * @row: (out) (transfer full): the one whose stock it takes
 * @error: return location for a #GError
 *
 * Finds what an order names; what is not listed, or not yet, is made, and filled when
 * its page comes.
 *
 * Returns: %FALSE with @error set when the store failed
 */
gboolean
bo_intake_stub_product (BoIntake            *intake,
                        gint64               id,
                        gint64               parent_id,
                        const char          *sku,
                        const char          *name,
                        BoRemoteProductRow **row,
                        GError             **error)
{
  if (!bo_remote_product_table_load (intake->txn, id, row, error))
    return FALSE;
  if (*row != NULL && (*row)->stock == BO_REMOTE_STOCK_PARENT && (*row)->parent_id != 0)
    {
      gint64 shared = (*row)->parent_id;

      g_clear_pointer (row, bo_remote_product_row_free);
      if (!bo_remote_product_table_load (intake->txn, shared, row, error))
        return FALSE;
      id = shared;
      parent_id = 0;
    }
  if (*row != NULL && (*row)->product_id != 0)
    return name_after_order (intake, *row, name, error);

  if (*row == NULL)
    {
      g_autoptr (BoRemoteProductRow) parent = NULL;

      if (!load_parent (intake, parent_id, FALSE, &parent, error))
        return FALSE;
      *row = g_new0 (BoRemoteProductRow, 1);
      (*row)->id = id;
      (*row)->parent_id = parent_id;
      (*row)->name = g_strdup (name);
      (*row)->owner = -1;
      (*row)->state = BO_REMOTE_TRASHED;
    }
  return bo_intake_put_product (intake, *row, sku, name, NULL, -1, error) &&
         bo_remote_product_table_put (intake->txn, *row, error);
}

gboolean
bo_intake_remove_product (BoIntake     *intake,
                          gint64        id,
                          BoRemoteState state,
                          GError      **error)
{
  g_autoptr (BoRemoteProductRow) row = NULL;

  if (!bo_remote_product_table_load (intake->txn, id, &row, error))
    return FALSE;
  if (row == NULL || row->state == state)
    return TRUE;
  row->state = state;
  /* If it comes back it is looked at whatever it says. */
  row->hash = 0;
  if (row->product_id != 0 && row->stock != BO_REMOTE_STOCK_PARENT)
    row->settle = MAX (row->settle, BO_SETTLE_READY);
  intake->counts.removed++;
  return bo_remote_product_table_put (intake->txn, row, error) && remove_variations (intake, id, state, error);
}
