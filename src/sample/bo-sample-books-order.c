/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-books.h"

#include <math.h>
#include <string.h>

/* What belongs to an order: its lines, what is said about it, what came back. */

#define TAX_PERCENT 19
/* The meta data that the shop gives a line by itself: so many ids. */
#define LINE_META 3

static void
free_meta (gpointer data)
{
  BoSampleMeta *meta = data;

  g_free (meta->value);
  g_free (meta);
}

static void
free_refund (gpointer data)
{
  BoSampleRefund *refund = data;

  g_array_unref (refund->lines);
  g_array_unref (refund->line_ids);
  g_free (refund);
}

void
bo_sample_books_clear_line (gpointer data)
{
  BoSampleLine *line = data;

  g_clear_pointer (&line->own_meta, g_ptr_array_unref);
}

/**
 * bo_sample_order_add_line:
 * @books: the books
 * @order: an order
 *
 * Returns: (transfer none): a new line, valid until the next is added
 */
BoSampleLine *
bo_sample_order_add_line (BoSampleBooks *books,
                          BoSampleOrder *order)
{
  BoSampleLine line = { .id = books->next_line++, .name = "", .meta = books->next_meta };

  books->next_meta += LINE_META;
  g_array_append_val (order->lines, line);

  return &g_array_index (order->lines, BoSampleLine, order->lines->len - 1);
}

BoSampleLine *
bo_sample_order_find_line (BoSampleOrder *self,
                           guint64        id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      BoSampleLine *line = &g_array_index (self->lines, BoSampleLine, i);

      if (line->id == id)
        return line;
    }

  return NULL;
}

/**
 * bo_sample_order_add_refund:
 * @books: the books
 * @order: an order
 * @at: UTC seconds
 *
 * Returns: (transfer none): a refund of nothing yet
 */
BoSampleRefund *
bo_sample_order_add_refund (BoSampleBooks *books,
                            BoSampleOrder *order,
                            gint64         at)
{
  BoSampleRefund *refund = g_new0 (BoSampleRefund, 1);

  refund->id = books->next_id++;
  refund->reason = "";
  refund->created = bo_sample_books_stamp (books, at);
  refund->lines = g_array_new (FALSE, TRUE, sizeof (BoSampleLine));
  g_array_set_clear_func (refund->lines, bo_sample_books_clear_line);
  refund->line_ids = g_array_new (FALSE, TRUE, sizeof (guint32));
  if (order->refunds == NULL)
    order->refunds = g_ptr_array_new_with_free_func (free_refund);
  g_ptr_array_add (order->refunds, refund);
  books->generation++;

  return refund;
}

/**
 * bo_sample_refund_add_line:
 * @books: the books
 * @refund: a refund
 * @line: the line of the order that comes back, in part
 * @quantity: how many of it
 */
void
bo_sample_refund_add_line (BoSampleBooks      *books,
                           BoSampleRefund     *refund,
                           const BoSampleLine *line,
                           double              quantity)
{
  BoSampleLine back = *line;

  back.id = books->next_line++;
  back.meta = books->next_meta;
  books->next_meta += LINE_META;
  back.quantity = quantity;
  back.backordered = back.reduced = back.refunded = 0;
  back.own_meta = NULL;
  g_array_append_val (refund->lines, back);
  g_array_append_val (refund->line_ids, line->id);
}

/**
 * bo_sample_meta_set:
 * @books: the books
 * @meta: (inout): a list of meta data, made if there is none yet
 * @key: replaced if it is there
 * @json: (nullable): the value; %NULL removes it
 */
void
bo_sample_meta_set (BoSampleBooks *books,
                    GPtrArray    **meta,
                    const char    *key,
                    const char    *json)
{
  BoSampleMeta *added;

  if (*meta == NULL)
    *meta = g_ptr_array_new_with_free_func (free_meta);
  for (guint i = 0; i < (*meta)->len; i++)
    {
      BoSampleMeta *there = g_ptr_array_index (*meta, i);

      if (strcmp (there->key, key) != 0)
        continue;
      if (json == NULL)
        {
          g_ptr_array_remove_index (*meta, i);
          return;
        }
      g_free (there->value);
      there->value = g_strdup (json);
      return;
    }
  if (json == NULL)
    return;

  added = g_new0 (BoSampleMeta, 1);
  added->id = books->next_meta++;
  added->key = bo_sample_books_text_once (books, key);
  added->value = g_strdup (json);
  g_ptr_array_add (*meta, added);
}

static void
append_note (BoSampleBooks *books,
             GPtrArray     *notes,
             guint32        id,
             const char    *text,
             gboolean       customer,
             gint64         at)
{
  BoSampleNote *note = g_new0 (BoSampleNote, 1);

  note->id = id;
  note->text = bo_sample_books_text_once (books, text);
  note->created = bo_sample_books_stamp (books, at);
  note->customer = customer;
  g_ptr_array_add (notes, note);
}

/**
 * bo_sample_order_get_notes:
 * @books: the books
 * @order: an order
 *
 * Returns: (transfer none) (element-type BoSampleNote): its notes, oldest first
 */
GPtrArray *
bo_sample_order_get_notes (BoSampleBooks *books,
                           BoSampleOrder *order)
{
  guint32 id = order->id * BO_SAMPLE_FIRST_NOTES;

  if (order->notes != NULL)
    return order->notes;

  order->notes = g_ptr_array_new_with_free_func (g_free);
  if (order->id >= books->first_order_today || strcmp (order->status, "pending") == 0)
    return order->notes;
  append_note (books, order->notes, id++, "Order status changed from Pending payment to Processing.", FALSE, order->created.at);
  if (order->completed != 0)
    append_note (books, order->notes, id++, "Order status changed from Processing to Completed.", FALSE, order->completed);

  return order->notes;
}

/**
 * bo_sample_order_add_note:
 * @books: the books
 * @order: an order
 * @text: as the database shall have it
 * @customer: it is for the customer to see
 * @at: UTC seconds
 *
 * Returns: (transfer none): the note
 */
BoSampleNote *
bo_sample_order_add_note (BoSampleBooks *books,
                          BoSampleOrder *order,
                          const char    *text,
                          gboolean       customer,
                          gint64         at)
{
  GPtrArray *notes = bo_sample_order_get_notes (books, order);

  append_note (books, notes, books->next_note++, text, customer, at);
  books->generation++;

  return g_ptr_array_index (notes, notes->len - 1);
}

/* In cents, half away from zero as PHP rounds, which allows for a last digit that
 * binary numbers cannot hold. */
gint64
bo_sample_money_round (double amount)
{
  return (gint64) round (amount * 100 + copysign (1e-7, amount));
}

gint64
bo_sample_line_get_total (const BoSampleLine *self)
{
  return bo_sample_money_round (self->price * self->quantity);
}

static gint64
tax_of (double amount)
{
  return bo_sample_money_round (amount * TAX_PERCENT / 100);
}

/**
 * bo_sample_order_get_total:
 * @self: an order
 * @tax: (out) (optional): the part of it that is tax
 *
 * Returns: what was to be paid, in cents
 */
gint64
bo_sample_order_get_total (const BoSampleOrder *self,
                           gint64              *tax)
{
  gint64 total = self->shipping_total;
  gint64 taxes = tax_of (self->shipping_total / 100.0);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const BoSampleLine *line = &g_array_index (self->lines, BoSampleLine, i);

      total += bo_sample_line_get_total (line);
      taxes += tax_of (line->price * line->quantity);
    }
  if (tax != NULL)
    *tax = taxes;

  return total + taxes;
}
