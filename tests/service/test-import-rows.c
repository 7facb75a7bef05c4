/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-import-rows.h"

#include "bo-test-util.h"

#define HEADER "order,sku,quantity,date,price,name,customer,customer-name,email,phone,country,class,need,ship,currency\n"
#define AT_2024 G_GINT64_CONSTANT (1704067200) /* 2024-01-01 */

typedef struct
{
  BoOrderFile  *file;
  BoImportRows *rows;
} Fixture;

static void
open_text (Fixture    *fixture,
           const char *text,
           gboolean    month_first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier ("Europe/London");

  fixture->file = bo_order_file_open (stream, options, NULL, &error);
  g_assert_no_error (error);
  fixture->rows = bo_import_rows_new (fixture->file, "GBP", time_zone, month_first);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->rows, bo_import_rows_free);
  g_clear_pointer (&fixture->file, bo_order_file_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
read_next (Fixture     *fixture,
           BoImportRow *row)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_order_file_next (fixture->file, &error));
  g_assert_no_error (error);
  bo_import_rows_read (fixture->rows, row);
}

typedef struct
{
  const char *name;
  const char *row;
  const char *column; /* at fault */
  const char *says;
} RejectCase;

static const RejectCase reject_cases[] = {
  { "no-order", ",A,1,2024-01-01", "order", "empty" },
  { "blank-order", "\"  \",A,1,2024-01-01", "order", "empty" },
  { "no-sku", "1,,1,2024-01-01", "sku", "empty" },
  { "no-quantity", "1,A,,2024-01-01", "quantity", "empty" },
  { "zero", "1,A,0,2024-01-01", "quantity", "zero" },
  { "minus-zero", "1,A,-0,2024-01-01", "quantity", "zero" },
  { "fraction", "1,A,1.5,2024-01-01", "quantity", "“1.5” is not a whole number" },
  { "thousands-or-fraction", "1,A,\"1,000\",2024-01-01", "quantity", "thousands" },
  { "word", "1,A,two,2024-01-01", "quantity", "“two” is not a number" },
  { "2^63", "1,A,9223372036854775808,2024-01-01", "quantity", "too large" },
  { "2^64", "1,A,18446744073709551616,2024-01-01", "quantity", "too large" },
  { "2^31-and-one", "1,A,2147483649,2024-01-01", "quantity", "more than a line can hold" },
  { "minus-2^31-and-one", "1,A,-2147483649,2024-01-01", "quantity", "more than a line can hold" },
  { "cancel-positive", "C1,A,2,2024-01-01", "quantity", "begins with C" },
  { "cancel-lower-case", "c1,A,2,2024-01-01", "quantity", "begins with C" },
  { "no-date", "1,A,1,", "date", "empty" },
  { "no-such-day", "1,A,1,2023-02-29", "date", "“2023-02-29” is no day" },
  { "no-such-hour", "1,A,1,2024-01-01 25:00", "date", "no day and time" },
  { "not-a-date", "1,A,1,soon", "date", "“soon” is not a date" },
  { "short-row", "1,A,1", "date", "empty" },
  { "cancel-date", "C1,A,-1,soon", "date", "not a date" },
  { "negative-price", "1,A,1,2024-01-01,-0.01", "price", "negative" },
  { "not-a-price", "1,A,1,2024-01-01,free", "price", "“free” is not an amount" },
  { "line-beyond-sums", "1,A,9000000,2024-01-01,92233720368547758.07", "price", "worth more" },
  { "price-2^63", "1,A,1,2024-01-01,92233720368547758.08", "price", "too large" },
  { "class-0", "1,A,1,2024-01-01,1,,,,,,,0", "class", "1 to 9" },
  { "class-10", "1,A,1,2024-01-01,1,,,,,,,10", "class", "1 to 9" },
  { "need", "1,A,1,2024-01-01,1,,,,,,,2,2024-02-30", "need", "no day" },
  { "ship", "1,A,1,2024-01-01,1,,,,,,,2,,whole", "ship", "order-complete" },
  { "currency", "1,A,1,2024-01-01,1,,,,,,,2,,,£", "currency", "three letters" },
  { "currency-long", "1,A,1,2024-01-01,1,,,,,,,2,,,EURO", "currency", "three letters" },
};

static void
test_reject (gconstpointer user_data)
{
  const RejectCase *c = user_data;
  g_autofree char  *text = g_strconcat (HEADER, c->row, "\n", NULL);
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, text, FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_REJECT);
  g_assert_cmpint (row.row, ==, 2);
  g_assert_cmpstr (bo_import_rows_get_reject_column (fixture.rows), ==, c->column);
  g_assert_nonnull (strstr (bo_import_rows_get_reject_message (fixture.rows), c->says));
}

static void
test_too_long (void)
{
  g_autofree char *sku = g_strnfill (201, 'x');
  g_autofree char *name = g_strnfill (1001, 'x');
  g_autofree char *text = g_strdup_printf (HEADER "1,%s,1,2024-01-01\n1,A,1,2024-01-01,1,%s\n", sku, name);
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, text, FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_REJECT);
  g_assert_cmpstr (bo_import_rows_get_reject_column (fixture.rows), ==, "sku");
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_REJECT);
  g_assert_cmpstr (bo_import_rows_get_reject_column (fixture.rows), ==, "name");
}

static void
test_whole_row (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture,
             HEADER " 17 ,\"ab-1 \",3,2024-07-01 12:00,2.555,\" Red\nlamp \",C9,Ada,ADA@x.org,+1 (2),UK,1,2024-08-01,"
                    "Order Complete,eur\n",
             FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_LINE);
  g_assert_cmpstr (row.order, ==, "17");
  g_assert_cmpstr (row.product->sku, ==, "ab-1");
  g_assert_cmpstr (row.product->name, ==, "Red lamp");
  g_assert_cmpint (row.units, ==, 3);
  g_assert_cmpint (row.at, ==, 1719831600); /* 11:00 UTC */
  g_assert_cmpint (row.price, ==, 256);
  g_assert_true (row.price_rounded);
  g_assert_cmpstr (row.currency, ==, "EUR");
  g_assert_cmpint (row.priority_class, ==, 1);
  g_assert_cmpint (row.need, ==, 19936);
  g_assert_cmpint (row.ship, ==, BO_SHIP_ORDER_COMPLETE);
  g_assert_cmpint (row.occurrence, ==, 0);
  g_assert_cmpstr (row.customer->external_id, ==, "C9");
  g_assert_cmpstr (row.customer->name, ==, "Ada");
  g_assert_cmpstr (row.customer->email, ==, "ADA@x.org");
  g_assert_cmpstr (row.customer->phone, ==, "+1 (2)");
  g_assert_cmpstr (row.customer->country, ==, "UK");
}

static void
test_defaults (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, HEADER "17,A,3,2024-01-01\n", FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_LINE);
  g_assert_cmpint (row.at, ==, AT_2024);
  g_assert_cmpint (row.price, ==, 0);
  g_assert_cmpstr (row.currency, ==, "GBP");
  g_assert_cmpint (row.priority_class, ==, 0);
  g_assert_cmpint (row.need, ==, BO_DAY_NONE);
  g_assert_cmpint (row.ship, ==, BO_SHIP_PARTIAL);
  g_assert_null (row.customer);
  g_assert_null (row.country);
  g_assert_null (row.product->name);
  g_assert_cmpint (row.product->price, ==, -1);
}

static void
test_kinds (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture,
             HEADER "C17,A,-3,2024-01-01,rubbish\n"
                    "c17,A,-3.0,2024-01-01\n"
                    "17,A,-3,whenever,rubbish\n"
                    "COUNTER 3,A,2,2024-01-01\n"
                    "COUNTER 3,A,-2,2024-01-01\n"
                    "17,A,2147483648,2024-01-01,0.00\n",
             FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_CANCEL);
  g_assert_cmpint (row.units, ==, 3);
  g_assert_true (row.cancels);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_CANCEL);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_CORRECTION);
  g_assert_cmpint (row.units, ==, -3);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_LINE);
  g_assert_false (row.cancels);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_CORRECTION);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_LINE);
  g_assert_cmpint (row.units, ==, BO_UNITS_MAX);
}

/* One product whatever the case of its SKU; what it is called is said by the
 * first row that is taken and says so. */
static void
test_products (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow      row;
  BoImportProduct *product;

  open_text (&fixture,
             HEADER "1,ab,1,2024-01-01,0\n"
                    "1,AB,-1,2024-01-01,0,damaged\n"
                    "1,AB,zero,2024-01-01,0,rejected\n"
                    "1,Ab,1,2024-01-01,2.50,Lamp\n"
                    "1,aB,1,2024-01-01,3.00,Other\n"
                    "1,ac,1,2024-01-01,3.00,Cup\n",
             FALSE);
  read_next (&fixture, &row);
  product = row.product;
  g_assert_cmpstr (product->sku, ==, "ab");
  read_next (&fixture, &row);
  g_assert_true (row.product == product);
  read_next (&fixture, &row);
  g_assert_null (product->name);
  read_next (&fixture, &row);
  g_assert_true (row.product == product);
  read_next (&fixture, &row);
  g_assert_true (row.product == product);
  g_assert_cmpstr (product->sku, ==, "ab");
  g_assert_cmpstr (product->name, ==, "Lamp");
  g_assert_cmpint (product->price, ==, 250);
  read_next (&fixture, &row);
  g_assert_true (row.product != product);
}

typedef struct
{
  const char *name;
  const char *a; /* customer,customer-name,email,phone */
  const char *b;
  gboolean    same;
  const char *id; /* of @b */
} CustomerCase;

static const CustomerCase customer_cases[] = {
  { "number", "7,,,", "7,,,", TRUE, "7" },
  { "numbers-differ", "7,,,", "8,,,", FALSE, "8" },
  { "spreadsheet-number", "17850,,,", "17850.0,,,", TRUE, "17850" },
  { "leading-zero", "7,,,", "007,,,", FALSE, "007" },
  { "not-a-number", "7,,,", "7.0b,,,", FALSE, "7.0b" },
  { "number-wins", "7,Ada,a@x,1", "7,Bob,b@x,2", TRUE, "7" },
  { "email", ",Ada,a@x,", ",A. Lopes,A@X,", TRUE, "email:a@x" },
  { "emails-differ", ",Ada,a@x,", ",Ada,b@x,", FALSE, "email:b@x" },
  { "name-and-phone", ",Ada,,0 12", ",ADA,,(0)12", TRUE, "name:ada|012" },
  { "phones-differ", ",Ada,,012", ",Ada,,013", FALSE, "name:ada|013" },
};

static void
test_customer (gconstpointer user_data)
{
  const CustomerCase *c = user_data;
  g_autofree char    *text = g_strdup_printf (HEADER "1,A,1,2024-01-01,1,,%s\n2,A,1,2024-01-01,1,,%s\n", c->a, c->b);
  g_auto (Fixture) fixture = { 0 };
  BoImportRow a, b;

  open_text (&fixture, text, FALSE);
  read_next (&fixture, &a);
  read_next (&fixture, &b);
  g_assert_cmpint (a.customer == b.customer, ==, c->same);
  g_assert_cmpstr (b.customer->external_id, ==, c->id);
}

/* A column "customer" may hold names: they are not lost where there is an address. */
static void
test_customer_called (void)
{
  g_auto (Fixture) fixture = { 0 };
  static const char *const names[] = { "Müller; Söhne GmbH", "Laden 12", "a@x.org", "a@x.org", "Ada" };

  open_text (&fixture,
             HEADER "1,A,1,2024-01-01,1,,Müller; Söhne GmbH,,a@x.org\n2,A,1,2024-01-01,1,,Laden 12,,a@x.org\n"
                    "3,A,1,2024-01-01,1,,C-1001,,a@x.org\n4,A,1,2024-01-01,1,,17,,a@x.org\n"
                    "5,A,1,2024-01-01,1,,Miller,Ada,a@x.org\n",
             FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BoImportRow row;

      read_next (&fixture, &row);
      g_assert_cmpstr (row.customer->name, ==, names[i]);
    }
}

static void
test_anonymous (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, HEADER "1,A,1,2024-01-01,1,,7,,,,UK\n2,A,1,2024-01-01,1,,,,,,UK\n3,A,1,2024-01-01,1,,,,,123\n",
             FALSE);
  read_next (&fixture, &row);
  g_assert_nonnull (row.customer);
  g_assert_cmpstr (row.customer->name, ==, "7");
  read_next (&fixture, &row);
  g_assert_null (row.customer);
  g_assert_cmpstr (row.country, ==, "UK");
  read_next (&fixture, &row);
  g_assert_null (row.customer);
}

static void
test_month_first (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, HEADER "1,A,1,1/2/2024,1,,,,,,,,3/4/2024\n", TRUE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.at, ==, AT_2024 + 86400);
  g_assert_cmpint (row.need, ==, 19786); /* 4 March */
}

/* Rows of a file of rejects are known by the line they came from. */
static void
test_rejects_file (void)
{
  g_auto (Fixture) fixture = { 0 };
  BoImportRow row;

  open_text (&fixture, "line,reason," HEADER "17,quantity: is zero,1,A,1,2024-01-01\nx,,1,A,1,2024-01-01\n", FALSE);
  read_next (&fixture, &row);
  g_assert_cmpint (row.kind, ==, BO_IMPORT_ROW_LINE);
  g_assert_cmpint (row.occurrence, ==, BO_IMPORT_OCCURRENCE_OF_LINE + 17);
  read_next (&fixture, &row);
  g_assert_cmpint (row.occurrence, ==, 0);
}

#define ADD_CASES(prefix, cases, func)                                   \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)                       \
    {                                                                    \
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL); \
                                                                         \
      g_test_add_data_func (path, &cases[i], func);                      \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD_CASES ("/import-rows/reject/", reject_cases, test_reject);
  ADD_CASES ("/import-rows/customer/", customer_cases, test_customer);
  g_test_add_func ("/import-rows/customer-called", test_customer_called);
  g_test_add_func ("/import-rows/too-long", test_too_long);
  g_test_add_func ("/import-rows/whole-row", test_whole_row);
  g_test_add_func ("/import-rows/defaults", test_defaults);
  g_test_add_func ("/import-rows/kinds", test_kinds);
  g_test_add_func ("/import-rows/products", test_products);
  g_test_add_func ("/import-rows/anonymous", test_anonymous);
  g_test_add_func ("/import-rows/month-first", test_month_first);
  g_test_add_func ("/import-rows/rejects-file", test_rejects_file);

  return g_test_run ();
}
