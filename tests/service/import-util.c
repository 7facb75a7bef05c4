/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-util.h"

#include "bo-db.h"
#include "bo-test-util.h"

/* Tranches that are younger are of the time of an import, not of an order. */
#define NEW_TRANCHE G_GINT64_CONSTANT (1767225600) /* 2026-01-01 */

/* Opens the store at @path as the programs do. */
BoService *
import_open_service (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoService *service;

  bo_service_open_async (path, BO_SERVICE_DEFAULT, NULL, bo_test_take_result_cb, &result);
  service = bo_service_open_finish (bo_test_wait_for (&result), &error);
  g_assert_no_error (error);
  return service;
}

static gboolean
has_result (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

/* As bo_test_wait_for(), for longer: under the sanitizers an import takes a while. */
GAsyncResult *
import_wait_for (GAsyncResult **result)
{
  g_assert_true (bo_test_wait (has_result, result, IMPORT_TIMEOUT_MS));
  return *result;
}

/* Imports @text.  Eats @options. */
BoImportReport *
import_text (BoService       *service,
             const char      *text,
             BoImportOptions *options,
             GError         **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  if (options == NULL)
    options = bo_import_options_new ();
  bo_service_import_async (service, stream, options, NULL, NULL, NULL, bo_test_take_result_cb, &result);
  return bo_service_import_finish (service, import_wait_for (&result), error);
}

BoImportReport *
import_text_ok (BoService  *service,
                const char *text)
{
  g_autoptr (GError) error = NULL;
  BoImportReport *report = import_text (service, text, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* All invariants hold. */
void
import_check_store (BoService *service)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  bo_service_check_async (service, NULL, bo_test_take_result_cb, &result);
  problems = bo_service_check_finish (service, import_wait_for (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

/* All lines of a store in words, a line each:
 * ORDER/SKU#OCCURRENCE CUSTOMER ORDERED-CANCELLED-SHIPPED @PRICE CURRENCY [TRANCHES] hHISTORY
 * A tranche that came after the order has a plus before it. */
char *
import_dump (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoDb) db = bo_db_open (path, BO_DB_READ_ONLY, &error);
  g_autoptr (BoStmt) stmt = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  stmt = bo_db_prepare (
      db,
      "SELECT o.number || '/' || p.sku || '#' || l.occurrence || ' ' || iif (c.anonymous, '-', c.name)"
      "   || ' ' || l.ordered || '-' || l.cancelled || '-' || l.shipped || ' @' || l.price || ' ' || l.currency"
      "   || ' [' || ifnull ((SELECT group_concat (u) FROM (SELECT iif (queued >= ?1, '+', '') || units AS u"
      "                        FROM tranche t WHERE t.line_id = l.id ORDER BY t.queued)), '') || ']'"
      "   || ifnull ((SELECT ' h' || sum (units) FROM shipment s WHERE s.line_id = l.id AND s.kind = 'history'), '')"
      "  FROM line l JOIN sales_order o ON o.id = l.order_id JOIN product p ON p.id = l.product_id"
      "    JOIN customer c ON c.id = o.customer_id"
      " ORDER BY o.number, p.sku, l.occurrence",
      &error);
  g_assert_no_error (error);
  bo_stmt_bind_int64 (stmt, 1, NEW_TRANCHE);
  while (bo_stmt_step (stmt, &error))
    g_string_append_printf (text, "%s\n", bo_stmt_get_text (stmt, 0));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

/* The one number that @sql asks for. */
gint64
import_count (const char *path,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoDb) db = bo_db_open (path, BO_DB_READ_ONLY, &error);
  g_autoptr (BoStmt) stmt = NULL;

  g_assert_no_error (error);
  stmt = bo_db_prepare (db, sql, &error);
  g_assert_no_error (error);
  g_assert_true (bo_stmt_step (stmt, &error));
  g_assert_no_error (error);
  return bo_stmt_get_int64 (stmt, 0);
}

/* A file of @n_orders orders of ten rows each, some of nobody; every tenth is
 * cancelled in part at the end. */
char *
import_make_large_file (guint n_orders)
{
  GString *text = g_string_new (IMPORT_HEADER);

  for (guint order = 0; order < n_orders; order++)
    {
      g_autofree char *customer = order % 13 == 0 ? g_strdup ("") : g_strdup_printf ("%u", 1 + order % 300);

      for (guint row = 0; row < 10; row++)
        g_string_append_printf (text, "%u,S%u,%u,2024-01-%02u 10:%02u,1.25,%s\n", 10000 + order,
                                (order * 7 + row * 3) % 500, 1 + (order + row) % 9, 1 + order % 28, order % 60,
                                customer);
    }
  for (guint order = 0; order < n_orders; order += 10)
    g_string_append_printf (text, "C%u,S%u,-2,2024-02-01,1.25,%u\n", 10000 + order, order * 7 % 500, 1 + order % 300);
  return g_string_free (text, FALSE);
}
