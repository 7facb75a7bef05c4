/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-import-rows.h"

/* Reads any bytes as an order file, row by row and with all row rules, as an
 * import does; the store is not touched. */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_row (BoImportRows      *rows,
           const BoImportRow *row)
{
  if (row->kind == BO_IMPORT_ROW_REJECT)
    {
      check_text (bo_import_rows_get_reject_column (rows));
      check_text (bo_import_rows_get_reject_message (rows));
      return;
    }
  check_text (row->order);
  check_text (row->product->sku);
  check_text (row->product->key);
  check_text (row->product->name);
  g_assert_cmpstr (row->order, !=, "");
  g_assert_cmpstr (row->product->key, !=, "");
  if (row->kind == BO_IMPORT_ROW_CORRECTION)
    {
      g_assert_cmpint (row->units, <, 0);
      return;
    }
  g_assert_cmpint (row->units, >, 0);
  g_assert_cmpint (row->units, <=, BO_UNITS_MAX);
  g_assert_cmpint (row->price, >=, 0);
  g_assert_cmpint (strlen (row->currency), ==, row->kind == BO_IMPORT_ROW_LINE ? 3 : 0);
  if (row->customer != NULL)
    check_text (row->customer->external_id);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_utc ();
  g_autoptr (BoOrderFile) file = NULL;
  g_autoptr (BoImportRows) rows = NULL;
  gint64 last_line = 0;

  if (size == 0)
    return 0;
  file = bo_order_file_open (stream, options, NULL, NULL);
  if (file == NULL || !bo_order_file_check_columns (file, NULL))
    return 0;

  rows = bo_import_rows_new (file, "EUR", time_zone, (data[0] & 1) != 0);
  while (bo_order_file_next (file, NULL))
    {
      BoImportRow row;

      g_assert_cmpint (bo_order_file_get_line (file), >, last_line);
      last_line = bo_order_file_get_line (file);
      bo_import_rows_read (rows, &row);
      check_row (rows, &row);
    }
  g_assert_cmpint (bo_order_file_get_bytes (file), <=, (gint64) size);
  return 0;
}
