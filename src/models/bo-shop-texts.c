/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-shop-texts"

#include "config.h"

#include "bo-shop-texts.h"

#include <glib/gi18n-lib.h>

#include "bo-format.h"

/* Plural forms know no number beyond this. */
static gulong
plural (gint64 n)
{
  return (gulong) CLAMP (ABS (n), 0, G_MAXINT);
}

/**
 * bo_catalog_error_to_title:
 * @code: a #BoCatalogError
 *
 * Returns: what is wrong, as a heading
 */
const char *
bo_catalog_error_to_title (int code)
{
  switch ((BoCatalogError) code)
    {
    case BO_CATALOG_ERROR_OFFLINE:
      return _ ("The shop cannot be reached");
    case BO_CATALOG_ERROR_CERTIFICATE:
      return _ ("The certificate is not trusted");
    case BO_CATALOG_ERROR_NOT_A_SHOP:
      return _ ("There is no WooCommerce shop");
    case BO_CATALOG_ERROR_PLUGIN_OFF:
      return _ ("WooCommerce is switched off");
    case BO_CATALOG_ERROR_KEY:
      return _ ("The keys are not accepted");
    case BO_CATALOG_ERROR_READ_ONLY:
      return _ ("The keys may only read");
    case BO_CATALOG_ERROR_INSECURE:
      return _ ("The keys would not be safe");
    case BO_CATALOG_ERROR_BUSY:
      return _ ("The shop is busy");
    case BO_CATALOG_ERROR_SERVER:
      return _ ("The shop has a fault");
    case BO_CATALOG_ERROR_ANSWER:
      return _ ("The answer makes no sense");
    case BO_CATALOG_ERROR_GONE:
      return _ ("It is not in the shop any more");
    case BO_CATALOG_ERROR_REFUSED:
      return _ ("The shop refuses this");
    default:
      return _ ("The shop could not be synchronized");
    }
}

/**
 * bo_sync_error_to_text:
 * @code: a #BoSyncError other than %BO_SYNC_ERROR_REFUSED, which speaks for itself
 *
 * Returns: what happened and what to do
 */
const char *
bo_sync_error_to_text (int code)
{
  switch ((BoSyncError) code)
    {
    case BO_SYNC_ERROR_NOT_CONNECTED:
      return _ ("No shop is connected. Connect one in the preferences.");
    case BO_SYNC_ERROR_NO_KEYS:
      return _ ("The keys of the shop are not known any more. Paste them again in the shop’s settings; nothing else is lost.");
    case BO_SYNC_ERROR_BUSY:
      return _ ("The shop is being synchronized already, here or by another program. Try again in a moment.");
    case BO_SYNC_ERROR_NOT_FOUND:
    case BO_SYNC_ERROR_REFUSED:
    default:
      return _ ("It is not there any more: a sync may have settled it meanwhile.");
    }
}

const char *
bo_sync_stage_to_text (BoSyncStage stage)
{
  switch (stage)
    {
    case BO_SYNC_STAGE_CUSTOMERS:
      return _ ("Reading customers");
    case BO_SYNC_STAGE_PRODUCTS:
      return _ ("Reading products");
    case BO_SYNC_STAGE_VARIATIONS:
      return _ ("Reading variations of products");
    case BO_SYNC_STAGE_ORDERS:
      return _ ("Reading orders");
    case BO_SYNC_STAGE_DELETIONS:
      return _ ("Looking for what was deleted");
    case BO_SYNC_STAGE_QUEUE:
      return _ ("Settling stock and places in line");
    case BO_SYNC_STAGE_OUTBOX:
      return _ ("Writing back to the shop");
    case BO_SYNC_STAGE_NONE:
    default:
      return _ ("Synchronizing");
    }
}

/**
 * bo_sync_progress_to_text:
 * @progress: how far a sync has come
 *
 * Returns: (transfer full): the stage, and the counts as far as they are known
 */
char *
bo_sync_progress_to_text (const BoSyncProgress *progress)
{
  const char      *stage = bo_sync_stage_to_text (progress->stage);
  g_autofree char *done = bo_format_units (progress->done);
  g_autofree char *total = bo_format_units (MAX (progress->total, 0));

  if (progress->total > 0)
    /* Translators: "Reading orders: 1,200 of 6,000" */
    return g_strdup_printf (_ ("%s: %s of %s"), stage, done, total);
  if (progress->done > 0)
    /* Translators: "Reading orders: 1,200" */
    return g_strdup_printf (_ ("%s: %s"), stage, done);

  return g_strdup (stage);
}

typedef enum
{
  COUNT_LINES,
  COUNT_ORDERS,
  COUNT_PRODUCTS,
  COUNT_CUSTOMERS,
  COUNT_REMOVED,
  COUNT_PUSHED,
} Count;

static char *
describe_count (Count       count,
                const char *number,
                gulong      n)
{
  switch (count)
    {
    case COUNT_LINES:
      return g_strdup_printf (ngettext ("%s new backorder", "%s new backorders", n), number);
    case COUNT_ORDERS:
      return g_strdup_printf (ngettext ("%s order", "%s orders", n), number);
    case COUNT_PRODUCTS:
      return g_strdup_printf (ngettext ("%s product", "%s products", n), number);
    case COUNT_CUSTOMERS:
      return g_strdup_printf (ngettext ("%s customer", "%s customers", n), number);
    case COUNT_REMOVED:
      return g_strdup_printf (ngettext ("%s removed", "%s removed", n), number);
    case COUNT_PUSHED:
      return g_strdup_printf (ngettext ("%s written back", "%s written back", n), number);
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
add_count (GPtrArray *clauses,
           Count      count,
           gint64     n)
{
  g_autofree char *number = bo_format_units (n);

  if (n > 0)
    g_ptr_array_add (clauses, describe_count (count, number, plural (n)));
}

/**
 * bo_sync_report_to_text:
 * @report: what a sync did
 *
 * Returns: (transfer full): the same in one line
 */
char *
bo_sync_report_to_text (const BoSyncReport *report)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  add_count (clauses, COUNT_LINES, report->n_lines);
  add_count (clauses, COUNT_ORDERS, report->n_orders);
  add_count (clauses, COUNT_PRODUCTS, report->n_products);
  add_count (clauses, COUNT_CUSTOMERS, report->n_customers);
  add_count (clauses, COUNT_REMOVED, report->n_removed);
  add_count (clauses, COUNT_PUSHED, report->n_pushed);
  if (clauses->len == 0)
    return g_strdup (_ ("Shop synchronized: nothing new"));

  g_ptr_array_add (clauses, NULL);
  joined = g_strjoinv (_ (" · "), (char **) clauses->pdata);

  /* Translators: "Shop synchronized: 2 new backorders · 5 orders" */
  return g_strdup_printf (_ ("Shop synchronized: %s"), joined);
}

const char *
bo_remote_backorders_to_text (BoRemoteBackorders backorders)
{
  switch (backorders)
    {
    case BO_REMOTE_BACKORDERS_NO:
      return _ ("No");
    case BO_REMOTE_BACKORDERS_NOTIFY:
      return _ ("Yes, with a notice");
    case BO_REMOTE_BACKORDERS_YES:
      return _ ("Yes");
    default:
      return "";
    }
}

const char *
bo_stock_owner_to_text (BoStockOwner owner)
{
  return owner == BO_STOCK_OWNER_US ? _ ("Backorders") : _ ("The shop");
}

/* The outbox */

static const char *
get_sku (const char *sku)
{
  return sku != NULL && *sku != '\0' ? sku : _ ("a product without a code");
}

static const char *
get_order (const char *number)
{
  return number != NULL && *number != '\0' ? number : "?";
}

/**
 * bo_outbox_entry_to_title:
 * @entry: what waits to be written back
 *
 * Returns: (transfer full): what it would do in the shop
 */
char *
bo_outbox_entry_to_title (const BoOutboxEntry *entry)
{
  g_autofree char *number = NULL;

  switch (entry->kind)
    {
    case BO_PUSH_STOCK:
      number = bo_format_units (entry->number);
      /* Translators: the code of a product, a number of units */
      return g_strdup_printf (_ ("Stock of %s: %s"), get_sku (entry->sku), number);
    case BO_PUSH_BACKORDERS:
      /* Translators: the code of a product; "No", "Yes" or "Yes, with a notice" */
      return g_strdup_printf (_ ("%s can be ordered while out of stock: %s"), get_sku (entry->sku),
                              bo_remote_backorders_to_text ((BoRemoteBackorders) entry->number));
    case BO_PUSH_META:
      return g_strdup_printf (_ ("Place in line of order %s"), get_order (entry->order_number));
    case BO_PUSH_NOTE:
      return g_strdup_printf (_ ("Message to the customer of order %s"), get_order (entry->order_number));
    default:
      return g_strdup ("");
    }
}

/**
 * bo_outbox_entry_to_text:
 * @entry: what waits to be written back
 * @time_zone: of the shop
 *
 * Returns: (transfer full): what it waits for
 */
char *
bo_outbox_entry_to_text (const BoOutboxEntry *entry,
                         GTimeZone           *time_zone)
{
  g_autofree char *at = NULL;

  switch (entry->state)
    {
    case BO_OUTBOX_WAITING:
      return g_strdup (_ ("Goes out with the next sync"));
    case BO_OUTBOX_FAILED:
      if (entry->next_attempt == 0)
        return g_strdup_printf (_ ("%s It is tried again with the next sync."), entry->error != NULL ? entry->error : "");
      at = bo_format_instant (entry->next_attempt, time_zone);
      /* Translators: a sentence that says what went wrong, and an instant */
      return g_strdup_printf (_ ("%s It is tried again at %s."), entry->error != NULL ? entry->error : "", at);
    case BO_OUTBOX_REFUSED:
      return g_strdup (entry->error != NULL ? entry->error : _ ("The shop refuses it"));
    case BO_OUTBOX_CONFLICT:
      return g_strdup (_ ("Waits until you have settled it above"));
    default:
      return g_strdup ("");
    }
}

/* Conflicts */

/**
 * bo_conflict_kind_is_choice:
 * @kind: of a conflict
 *
 * Returns: whether there are two ways to settle it, or it only tells something
 */
gboolean
bo_conflict_kind_is_choice (BoConflictKind kind)
{
  return kind == BO_CONFLICT_STOCK || kind == BO_CONFLICT_NOTE;
}

/**
 * bo_conflict_to_title:
 * @conflict: what a person must settle
 *
 * Returns: (transfer full): what it is about
 */
char *
bo_conflict_to_title (const BoConflict *conflict)
{
  const char *name = conflict->product != NULL && *conflict->product != '\0' ? conflict->product : conflict->sku;

  switch (conflict->kind)
    {
    case BO_CONFLICT_STOCK:
    case BO_CONFLICT_NEGATIVE:
    case BO_CONFLICT_FRACTION:
      return g_strdup_printf (_ ("Stock of %s"), get_sku (name));
    case BO_CONFLICT_NOTE:
      return g_strdup_printf (_ ("Message to the customer of order %s"), get_order (conflict->order_number));
    case BO_CONFLICT_PRODUCT:
    case BO_CONFLICT_SHIPPED:
      if (name == NULL || *name == '\0')
        return g_strdup_printf (_ ("Order %s"), get_order (conflict->order_number));
      /* Translators: the number of an order, and the name of a product in it */
      return g_strdup_printf (_ ("Order %s: %s"), get_order (conflict->order_number), name);
    default:
      return g_strdup ("");
    }
}

/**
 * bo_conflict_to_text:
 * @conflict: what a person must settle
 *
 * Returns: (transfer full): what happened, and what either way of settling it does
 */
char *
bo_conflict_to_text (const BoConflict *conflict)
{
  g_autofree char *mine = bo_format_units (conflict->mine);
  g_autofree char *theirs = bo_format_units (conflict->theirs);

  switch (conflict->kind)
    {
    case BO_CONFLICT_STOCK:
      /* Translators: both are numbers of units */
      return g_strdup_printf (_ ("By our books the shop should say %s, and it says %s: somebody changed it there. "
                                 "Nothing is written until you choose."),
                              mine, theirs);
    case BO_CONFLICT_NEGATIVE:
      return g_strdup_printf (ngettext ("The shop has sold %s unit that no order here accounts for. "
                                        "Count what is there, or look for the order in the shop.",
                                        "The shop has sold %s units that no order here accounts for. "
                                        "Count what is there, or look for the orders in the shop.",
                                        plural (conflict->mine)),
                              mine);
    case BO_CONFLICT_NOTE:
      return g_strdup (_ ("It may have been sent already, and the shop cannot tell. Look at the notes of the order in "
                          "the shop before you send it again: the customer gets it by e-mail."));
    case BO_CONFLICT_PRODUCT:
      return g_strdup (_ ("One of its lines is of a product that was deleted in the shop before it was read, so that line "
                          "is not in the queue. Add a backorder by hand if the customer still waits for it."));
    case BO_CONFLICT_FRACTION:
      return g_strdup (_ ("The shop counts it in fractions. Whole units are counted here, rounded down."));
    case BO_CONFLICT_SHIPPED:
      return g_strdup_printf (ngettext ("It was completed in the shop, though %s unit of it was not there by our "
                                        "books. Count the product again.",
                                        "It was completed in the shop, though %s units of it were not there by our "
                                        "books. Count the product again.",
                                        plural (conflict->mine)),
                              mine);
    default:
      return g_strdup ("");
    }
}

/* The button that keeps what is ours, with a mnemonic; of a conflict that only tells
 * something, the button that puts it away. */
const char *
bo_conflict_kind_to_mine (BoConflictKind kind)
{
  switch (kind)
    {
    case BO_CONFLICT_STOCK:
      return _ ("_Keep Ours");
    case BO_CONFLICT_NOTE:
      return _ ("Send A_gain");
    case BO_CONFLICT_NEGATIVE:
    case BO_CONFLICT_PRODUCT:
    case BO_CONFLICT_FRACTION:
    case BO_CONFLICT_SHIPPED:
    default:
      return _ ("_Put Away");
    }
}

/* The button that takes what is theirs; %NULL of a conflict that only tells something. */
const char *
bo_conflict_kind_to_theirs (BoConflictKind kind)
{
  switch (kind)
    {
    case BO_CONFLICT_STOCK:
      return _ ("_Take the Shop’s");
    case BO_CONFLICT_NOTE:
      return _ ("_Count as Sent");
    case BO_CONFLICT_NEGATIVE:
    case BO_CONFLICT_PRODUCT:
    case BO_CONFLICT_FRACTION:
    case BO_CONFLICT_SHIPPED:
    default:
      return NULL;
    }
}
