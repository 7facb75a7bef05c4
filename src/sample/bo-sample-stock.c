/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-stock.h"

#include <string.h>

/* What was written to it is as of now.  A variation moves its parent; a parent does
 * not move its variations, though their stock may have changed with its own. */
void
bo_sample_product_touch (BoSampleState   *state,
                         BoSampleProduct *product)
{
  product->modified = bo_sample_state_stamp (state);
  if (product->parent != NULL)
    product->parent->modified = product->modified;
  state->books->generation++;
}

/* Sets the number, which readers see only later where reads are torn. */
static void
set_stock (BoSampleCall    *call,
           BoSampleProduct *keeper,
           double           stock)
{
  guint torn = (guint) bo_sample_switches_get_number (call->state->switches, BO_SAMPLE_TORN_READS);

  if (torn > 0)
    {
      keeper->torn_stock = keeper->stock;
      keeper->torn_until = g_get_monotonic_time () + (gint64) torn * 1000;
      call->reply->delay = torn;
    }
  keeper->stock = stock;
  keeper->has_stock = TRUE;
  bo_sample_product_touch (call->state, keeper);
}

/* Somebody writes the number of a product over the API. */
void
bo_sample_stock_write (BoSampleCall    *call,
                       BoSampleProduct *product,
                       double           stock)
{
  set_stock (call, product, stock);
  bo_sample_counts_add (call->state->counts, "stock");
  bo_sample_counts_add (call->state->counts, "stock %u", product->id);
}

void
bo_sample_order_touch (BoSampleState *state,
                       BoSampleOrder *order)
{
  order->modified = bo_sample_state_stamp (state);
  state->books->generation++;
}

static BoSampleProduct *
find_keeper (BoSampleCall       *call,
             const BoSampleLine *line)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, line->variation != 0 ? line->variation : line->product);

  return product != NULL ? bo_sample_product_get_stock_keeper (product) : NULL;
}

/* Takes so many more of a line from stock, or gives them back. */
void
bo_sample_line_move (BoSampleCall *call,
                     BoSampleLine *line,
                     double        taken)
{
  BoSampleProduct *keeper = find_keeper (call, line);

  if (keeper == NULL || taken == 0)
    return;
  line->reduced = MAX (line->reduced + taken, 0);
  set_stock (call, keeper, keeper->stock - taken);
}

static void
note_levels (BoSampleCall  *call,
             BoSampleOrder *order,
             const char    *what,
             GString       *levels)
{
  g_autofree char *text = g_strdup_printf ("Stock levels %s: %s", what, levels->str);

  if (levels->len > 0)
    bo_sample_order_add_note (call->state->books, order, text, FALSE, bo_sample_state_get_now (call->state));
}

static void
append_level (GString               *levels,
              const BoSampleProduct *keeper,
              double                 before,
              double                 after)
{
  char from[G_ASCII_DTOSTR_BUF_SIZE];
  char to[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (from, sizeof from, "%g", before);
  g_ascii_formatd (to, sizeof to, "%g", after);
  g_string_append_printf (levels, "%s%s (%s&rarr;%s)", levels->len > 0 ? ", " : "", keeper->name, from, to);
}

/* An order that counts takes what it orders, once. */
void
bo_sample_order_take_stock (BoSampleCall  *call,
                            BoSampleOrder *order)
{
  g_autoptr (GString) levels = g_string_new (NULL);

  if (order->reduced)
    return;
  order->reduced = TRUE;
  for (guint i = 0; i < order->lines->len; i++)
    {
      BoSampleLine    *line = &g_array_index (order->lines, BoSampleLine, i);
      BoSampleProduct *keeper = find_keeper (call, line);

      if (keeper == NULL)
        continue;
      append_level (levels, keeper, keeper->stock, keeper->stock - line->quantity);
      bo_sample_line_move (call, line, line->quantity);
      keeper->total_sales += (guint32) MAX (line->quantity, 0);
    }
  note_levels (call, order, "reduced", levels);
}

/* An order that no longer counts gives back what it has. */
void
bo_sample_order_give_back (BoSampleCall  *call,
                           BoSampleOrder *order)
{
  g_autoptr (GString) levels = g_string_new (NULL);

  if (!order->reduced)
    return;
  order->reduced = FALSE;
  for (guint i = 0; i < order->lines->len; i++)
    {
      BoSampleLine    *line = &g_array_index (order->lines, BoSampleLine, i);
      BoSampleProduct *keeper = find_keeper (call, line);

      if (keeper != NULL && line->reduced > 0)
        {
          append_level (levels, keeper, keeper->stock, keeper->stock + line->reduced);
          bo_sample_line_move (call, line, -line->reduced);
        }
      line->reduced = 0;
    }
  note_levels (call, order, "increased", levels);
}

static const char *
get_title (const char *status)
{
  static const char *const titles[][2] = {
    { "pending", "Pending payment" },
    { "processing", "Processing" },
    { "on-hold", "On hold" },
    { "completed", "Completed" },
    { "cancelled", "Cancelled" },
    { "refunded", "Refunded" },
    { "failed", "Failed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i][0], status) == 0)
      return titles[i][1];

  return status;
}

static void
set_dates (BoSampleCall  *call,
           BoSampleOrder *order)
{
  gint64   now = bo_sample_state_get_now (call->state);
  gboolean completed = strcmp (order->status, "completed") == 0;
  gboolean paid = completed || (strcmp (order->status, "processing") == 0 && strcmp (order->payment_method, "cod") != 0);

  if (paid && order->paid == 0)
    order->paid = now;
  if (completed)
    order->completed = now;
}

/**
 * bo_sample_order_set_status:
 * @call: a call
 * @order: an order
 * @status: (transfer none): any
 *
 * Moves an order on, and with it stock, dates and notes.
 */
void
bo_sample_order_set_status (BoSampleCall  *call,
                            BoSampleOrder *order,
                            const char    *status)
{
  static const char *const taking[] = { "processing", "on-hold", "completed", NULL };
  static const char *const giving[] = { "cancelled", "pending", NULL };
  g_autofree char         *text = NULL;

  if (strcmp (order->status, status) == 0)
    return;
  text = g_strdup_printf ("Order status changed from %s to %s.", get_title (order->status), get_title (status));
  order->status = bo_sample_books_text_once (call->state->books, status);
  bo_sample_order_add_note (call->state->books, order, text, FALSE, bo_sample_state_get_now (call->state));
  if (g_strv_contains (taking, status))
    bo_sample_order_take_stock (call, order);
  else if (g_strv_contains (giving, status))
    bo_sample_order_give_back (call, order);
  set_dates (call, order);
  bo_sample_order_touch (call->state, order);
}
