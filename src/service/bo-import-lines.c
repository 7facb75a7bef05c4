/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-customer-table.h"
#include "bo-import-query.h"
#include "bo-line-ledger.h"
#include "bo-line-table.h"
#include "bo-order-table.h"
#include "bo-product-table.h"
#include "bo-stock-table.h"

/* Rows become lines of orders.
 *
 * An external id is (source, order, SKU, n-th occurrence).  A row of an order
 * that is known already stands for the line that says the same (product,
 * quantity, price); only when all rows have been given such lines, at the end of
 * the file, does what is left over stand for the lines that are left over, in
 * order of occurrence, and change them; the rest is new.  So a row that was put
 * into the middle of a file is one new line, and nothing else moves. */

static gboolean
is_claimed (BoImportRun *run,
            gint64       line_id)
{
  gsize byte = (gsize) (line_id / 8);

  return byte < run->claimed->len && (run->claimed->data[byte] & (1 << (line_id % 8))) != 0;
}

static void
claim (BoImportRun *run,
       gint64       line_id)
{
  gsize byte = (gsize) (line_id / 8);

  if (byte >= run->claimed->len)
    {
      guint old = run->claimed->len;

      g_byte_array_set_size (run->claimed, (guint) MAX (byte + 1, 2 * (gsize) old));
      memset (run->claimed->data + old, 0, run->claimed->len - old);
    }
  run->claimed->data[byte] |= (guint8) (1 << (line_id % 8));
}

static gboolean
add_product (BoImportRun     *run,
             BoImportProduct *product,
             GError         **error)
{
  BoProductRow row = {
    .sku = product->sku,
    .sku_key = product->key,
    .barcode = product->barcode,
    .name = product->name != NULL ? product->name : "",
    .price = product->price,
    .currency = product->price >= 0 ? product->currency : NULL,
  };

  product->id = bo_product_table_insert (run->txn, &row, error);
  product->unnamed = product->name == NULL;
  run->report->products_added++;
  return product->id != 0;
}

static gboolean
name_product (BoImportRun     *run,
              BoImportProduct *product,
              GError         **error)
{
  g_autoptr (BoProductRow) loaded = NULL;
  BoProductRow row;

  if (!bo_product_table_load (run->txn, product->id, &loaded, error))
    return FALSE;
  row = *loaded;
  row.name = product->name;
  row.name_key = NULL;
  product->unnamed = FALSE;
  return bo_product_table_update (run->txn, &row, error);
}

/**
 * bo_import_run_find_product:
 * @run: an import
 * @product: a product of the file
 * @make: whether to make it when the store has none
 * @error: return location
 *
 * Looks up @product once; gives it its name if the store knows it without one.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_find_product (BoImportRun     *run,
                            BoImportProduct *product,
                            gboolean         make,
                            GError         **error)
{
  if (product->id == 0 &&
      !bo_import_query_find_product (run->txn, product->key, &product->id, &product->unnamed, error))
    return FALSE;
  if (product->id == 0 && make)
    return bo_import_run_begin_event (run, error) && add_product (run, product, error);
  if (product->id != 0 && product->unnamed && product->name != NULL)
    return bo_import_run_begin_event (run, error) && name_product (run, product, error);
  return TRUE;
}

static gboolean
add_customer (BoImportRun            *run,
              const BoImportCustomer *customer,
              const char             *country,
              int                     priority_class,
              gint64                 *id,
              GError                **error)
{
  BoCustomerRow row = {
    .name = customer != NULL ? customer->name : "",
    .country = country,
    .priority_class = priority_class,
    .anonymous = customer == NULL,
  };

  if (customer != NULL)
    {
      row.email = customer->email;
      row.phone = customer->phone;
      row.source = run->options->source;
      row.external_id = customer->external_id;
    }
  *id = bo_customer_table_insert (run->txn, &row, error);
  return *id != 0;
}

static gboolean
find_customer (BoImportRun       *run,
               const BoImportRow *row,
               gint64            *customer_id,
               int               *priority_class,
               GError           **error)
{
  BoImportCustomer *customer = row->customer;

  if (customer == NULL) /* of its own, never merged */
    {
      *priority_class = BO_CLASS_DEFAULT;
      return add_customer (run, NULL, row->country, BO_CLASS_DEFAULT, customer_id, error);
    }
  if (customer->id == 0 && !bo_import_query_find_customer (run->txn, run->options->source, customer->external_id,
                                                           &customer->id, &customer->priority_class, error))
    return FALSE;
  if (customer->id == 0)
    {
      customer->priority_class = row->priority_class != 0 ? row->priority_class : BO_CLASS_DEFAULT;
      if (!add_customer (run, customer, customer->country, customer->priority_class, &customer->id, error))
        return FALSE;
      run->report->customers_added++;
    }
  *customer_id = customer->id;
  *priority_class = customer->priority_class;
  return TRUE;
}

/* An order that the rows of a group belong to. */
typedef struct
{
  gint64 id;
  gint64 customer_id;
  int    priority_class; /* of the customer */
} Order;

static gboolean
add_order (BoImportRun       *run,
           const BoImportRow *row,
           Order             *order,
           GError           **error)
{
  BoOrderRow new_order = {
    .number = row->order,
    .channel = "import",
    .ship = row->ship,
    .created = row->at,
    .source = run->options->source,
    .external_id = row->order,
  };

  if (!bo_import_run_begin_event (run, error) ||
      !find_customer (run, row, &order->customer_id, &order->priority_class, error))
    return FALSE;
  new_order.customer_id = order->customer_id;
  order->id = bo_order_table_insert (run->txn, &new_order, error);
  run->report->orders_added++;
  run->report->anonymous_orders += row->customer == NULL;
  return order->id != 0;
}

static gboolean
find_order (BoImportRun       *run,
            const BoImportRow *row,
            Order             *order,
            GError           **error)
{
  return bo_import_query_find_order (run->txn, run->options->source, row->order, &order->id, &order->customer_id,
                                     &order->priority_class, error);
}

static gboolean
is_history (BoImportRun       *run,
            const BoImportRow *row)
{
  return row->at < run->shipped_before;
}

static gboolean
add_line (BoImportRun       *run,
          const Order       *order,
          const BoImportRow *row,
          gint64             occurrence,
          GError           **error)
{
  gboolean  shipped = is_history (run, row);
  BoLineRow line = {
    .order_id = order->id,
    .product_id = row->product->id,
    .customer_id = order->customer_id,
    .ordered = row->units,
    .shipped = shipped ? row->units : 0,
    .price = row->price,
    .priority_class = row->priority_class != 0 ? row->priority_class : order->priority_class,
    .queued = row->at,
    .need = row->need,
    .occurrence = occurrence,
    .imported = row->units,
    .imported_price = row->price,
  };
  gint64 id;

  memcpy (line.currency, row->currency, sizeof line.currency);
  if (!bo_import_run_begin_event (run, error))
    return FALSE;
  line.id = bo_line_table_insert (run->txn, &line, error);
  if (line.id == 0)
    return FALSE;
  id = shipped ? bo_shipment_table_insert (run->txn, line.id, BO_SHIPMENT_HISTORY, row->units, row->at, error)
               : bo_tranche_table_insert (run->txn, line.id, row->units, row->at, error);
  claim (run, line.id);
  run->report->lines_added++;
  run->report->history_lines += shipped;
  return id != 0;
}

/* The rows of a new order: each SKU's are numbered as they come. */
static gboolean
add_new_lines (BoImportRun       *run,
               const Order       *order,
               const BoImportRow *rows,
               guint              n_rows,
               GError           **error)
{
  g_autoptr (GHashTable) counts = n_rows > 1 ? g_hash_table_new (NULL, NULL) : NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      const BoImportRow *row = &rows[i];
      gint64             occurrence = row->occurrence;

      if (occurrence == 0)
        {
          occurrence = 1;
          if (counts != NULL)
            {
              occurrence = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, row->product)) + 1;
              g_hash_table_insert (counts, row->product, GSIZE_TO_POINTER (occurrence));
            }
        }
      if (!bo_import_run_find_product (run, row->product, TRUE, error) ||
          !add_line (run, order, row, occurrence, error))
        return FALSE;
    }
  return TRUE;
}

/* The line that says what @row says and that no row stands for yet. */
static const BoImportedLine *
find_equal_line (BoImportRun       *run,
                 const BoImportRow *row)
{
  for (guint i = 0; i < run->lines->len; i++)
    {
      const BoImportedLine *line = &g_array_index (run->lines, BoImportedLine, i);

      if (line->product_id == row->product->id && line->units == row->units && line->price == row->price &&
          (row->occurrence == 0 || row->occurrence == line->occurrence) && !is_claimed (run, line->id))
        return line;
    }
  return NULL;
}

static gboolean
match_known_lines (BoImportRun       *run,
                   const Order       *order,
                   const BoImportRow *rows,
                   guint              n_rows,
                   GError           **error)
{
  if (!bo_import_query_load_lines (run->txn, order->id, 0, run->lines, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    {
      const BoImportRow    *row = &rows[i];
      const BoImportedLine *line = NULL;

      if (!bo_import_run_find_product (run, row->product, FALSE, error))
        return FALSE;
      if (row->product->id != 0)
        line = find_equal_line (run, row);
      if (line != NULL)
        {
          claim (run, line->id);
          run->report->lines_unchanged++;
        }
      else
        g_array_append_vals (run->later, row, 1);
    }
  return TRUE;
}

/* Customers of one order are one: the first row says who. */
static void
check_customers (BoImportRun       *run,
                 const BoImportRow *rows,
                 guint              n_rows)
{
  for (guint i = 1; i < n_rows; i++)
    if (rows[i].customer != rows[0].customer)
      bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REMARK, rows[i].row,
                                  bo_order_file_get_header (run->file, BO_COLUMN_CUSTOMER),
                                  _ ("the order is of another customer; the line was taken with the order"));
}

/**
 * bo_import_run_write_orders:
 * @run: an import whose batch is full, in a transaction
 * @first: index of the first row of the batch to write
 * @n: how many
 * @error: return location
 *
 * Writes rows, order by order as they stand together in the file.  Rows of known
 * orders that no line equals are put off to the end.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_write_orders (BoImportRun *run,
                            guint        first,
                            guint        n,
                            GError     **error)
{
  const BoImportRow *row = &g_array_index (run->batch, BoImportRow, first);
  const BoImportRow *end = row + n;
  guint              n_rows;

  for (; row < end; row += n_rows)
    {
      Order order;

      for (n_rows = 1; row + n_rows < end && g_str_equal (row[n_rows].order, row->order);)
        n_rows++;
      check_customers (run, row, n_rows);
      if (!find_order (run, row, &order, error))
        return FALSE;
      if (order.id != 0)
        {
          if (!match_known_lines (run, &order, row, n_rows, error))
            return FALSE;
        }
      else if (!add_order (run, row, &order, error) || !add_new_lines (run, &order, row, n_rows, error))
        return FALSE;
      if (!bo_import_run_go_on (run, error))
        return FALSE;
    }
  return TRUE;
}

/* Units that came as shipped already and are taken back: cancelled, not shipped.
 * No stock moves, since none moved when they came. */
static gboolean
take_back_history (BoImportRun *run,
                   BoLineRow   *line,
                   gint64       units,
                   gint64       at,
                   GError     **error)
{
  line->shipped -= units;
  line->cancelled += units;
  return bo_line_table_update (run->txn, line, error) &&
         bo_shipment_table_insert (run->txn, line->id, BO_SHIPMENT_HISTORY, -units, at, error) != 0;
}

/**
 * bo_import_run_reduce_line:
 * @run: an import, in a transaction with an event open
 * @line: the line as it stands; brought up to date
 * @units: how many units fewer
 * @at: UTC seconds: when units that came as shipped were taken back
 * @reduced: (out): how many there were to take
 * @error: return location
 *
 * Cancels open units of a line that came from a file, then units that came as
 * shipped already.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_reduce_line (BoImportRun *run,
                           BoLineRow   *line,
                           gint64       units,
                           gint64       at,
                           gint64      *reduced,
                           GError     **error)
{
  gint64 open = MIN (units, bo_line_row_get_open (line));
  gint64 history = 0, freed;

  *reduced = 0;
  if (units > open && line->shipped > 0)
    {
      if (!bo_import_query_sum_history (run->txn, line->id, &history, error))
        return FALSE;
      history = CLAMP (history, 0, MIN (line->shipped, units - open));
    }
  if (open > 0 && !bo_line_ledger_reduce (run->txn, line, open, &freed, error))
    return FALSE;
  if (history > 0 && !take_back_history (run, line, history, at, error))
    return FALSE;
  *reduced = open + history;
  return TRUE;
}

static gboolean
raise_line (BoImportRun       *run,
            const BoImportRow *row,
            BoLineRow         *line,
            gint64             units,
            GError           **error)
{
  if (!is_history (run, row))
    return bo_line_ledger_raise (run->txn, line, units, run->now, error);

  line->ordered += units;
  line->shipped += units;
  return bo_line_table_update (run->txn, line, error) &&
         bo_shipment_table_insert (run->txn, line->id, BO_SHIPMENT_HISTORY, units, row->at, error) != 0;
}

static gboolean
change_units (BoImportRun       *run,
              const BoImportRow *row,
              BoLineRow         *line,
              gint64             units,
              GError           **error)
{
  gint64 reduced;

  if (units > 0 && line->ordered + units > BO_UNITS_MAX)
    {
      bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REMARK, row->row,
                                  bo_order_file_get_header (run->file, BO_COLUMN_QUANTITY),
                                  _ ("more than a line can hold with what staff have added; the line was left as it is"));
      return TRUE;
    }
  if (units > 0)
    return raise_line (run, row, line, units, error);
  if (!bo_import_run_reduce_line (run, line, -units, row->at, &reduced, error))
    return FALSE;
  if (reduced < -units)
    bo_import_report_add_issue (run->report, BO_IMPORT_ISSUE_REMARK, row->row,
                                bo_order_file_get_header (run->file, BO_COLUMN_QUANTITY),
                                _ ("fewer than before, but units of the line have left or been cancelled already"));
  return TRUE;
}

/* What has changed in the file is done to the line; what staff have done to it
 * since the file was last seen stays. */
static gboolean
change_line (BoImportRun          *run,
             const BoImportRow    *row,
             const BoImportedLine *seen,
             GError              **error)
{
  g_auto (BoLineRow) line = BO_LINE_ROW_INIT;

  claim (run, seen->id);
  if (seen->units == row->units && seen->price == row->price) /* the rows of the order stood apart */
    {
      run->report->lines_unchanged++;
      return TRUE;
    }
  if (!bo_import_run_begin_event (run, error) || !bo_line_table_load (run->txn, seen->id, &line, error))
    return FALSE;
  if (row->units != seen->units && !change_units (run, row, &line, row->units - seen->units, error))
    return FALSE;

  run->report->lines_changed++;
  line.imported = row->units;
  line.imported_price = row->price;
  if (row->price != seen->price)
    line.price = row->price;
  return bo_line_table_update (run->txn, &line, error);
}

/* Changes the first line left over of the same order and product into what @row
 * says, or adds one. */
static gboolean
write_late_row (BoImportRun       *run,
                const BoImportRow *row,
                GError           **error)
{
  gint64 occurrence = 1;
  Order  order;

  if (!find_order (run, row, &order, error) || (order.id == 0 && !add_order (run, row, &order, error)) ||
      !bo_import_run_find_product (run, row->product, TRUE, error) ||
      !bo_import_query_load_lines (run->txn, order.id, row->product->id, run->lines, error))
    return FALSE;
  for (guint i = 0; i < run->lines->len; i++)
    {
      const BoImportedLine *line = &g_array_index (run->lines, BoImportedLine, i);

      if (is_claimed (run, line->id) || (row->occurrence != 0 && row->occurrence != line->occurrence))
        {
          /* Numbers above are of rows from a file of rejects. */
          if (line->occurrence < BO_IMPORT_OCCURRENCE_OF_LINE)
            occurrence = MAX (occurrence, line->occurrence + 1);
          continue;
        }
      return change_line (run, row, line, error);
    }
  return add_line (run, &order, row, row->occurrence != 0 ? row->occurrence : occurrence, error);
}

/**
 * bo_import_run_write_later:
 * @run: an import whose rows are all in, in a transaction
 * @first: index of the first row put off to write
 * @n: how many
 * @error: return location
 *
 * Writes the rows that no line equalled.
 *
 * Returns: %FALSE on an error of the store
 */
gboolean
bo_import_run_write_later (BoImportRun *run,
                           guint        first,
                           guint        n,
                           GError     **error)
{
  for (guint i = first; i < first + n; i++)
    if (!write_late_row (run, &g_array_index (run->later, BoImportRow, i), error) ||
        !bo_import_run_go_on (run, error))
      return FALSE;
  return TRUE;
}
