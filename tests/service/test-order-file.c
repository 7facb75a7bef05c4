/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-order-file.h"

#include <string.h>

#include "bo-test-util.h"
#include "bo-text-encoding.h"

#define HEADER "order,sku,quantity,date,name\n"

static BoOrderFile *
open_bytes (const char            *bytes,
            gssize                 length,
            const BoImportOptions *options,
            GError               **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, length, NULL);
  g_autoptr (BoImportOptions) defaults = bo_import_options_new ();

  return bo_order_file_open (stream, options != NULL ? options : defaults, NULL, error);
}

/* The rows as text: "LINE:field|field|field\n" a row. */
static char *
dump_rows (BoOrderFile *file,
           GError     **error)
{
  GString *text = g_string_new (NULL);
  GError  *local_error = NULL;

  while (bo_order_file_next (file, &local_error))
    {
      g_string_append_printf (text, "%d:", (int) bo_order_file_get_line (file));
      for (guint i = 0; i < bo_order_file_get_n_fields (file); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", bo_order_file_get_field (file, i));
      g_string_append_c (text, '\n');
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  const char *rows; /* as dump_rows() tells them */
  char        delimiter;
  gboolean    windows_1252;
} ReadCase;

static const ReadCase read_cases[] = {
  { "plain", HEADER "1,A,2,2024-01-01,x\n", "2:1|A|2|2024-01-01|x\n", ',' },
  { "no-last-line-break", HEADER "1,A,2,2024-01-01,x", "2:1|A|2|2024-01-01|x\n", ',' },
  { "crlf", "order,sku,quantity,date\r\n1,A,2,d\r\n2,B,3,d\r\n", "2:1|A|2|d\n3:2|B|3|d\n", ',' },
  { "cr", "order,sku,quantity,date\r1,A,2,d\r2,B,3,d", "2:1|A|2|d\n3:2|B|3|d\n", ',' },
  { "semicolon", "order;sku;quantity;date\n1;A,B;2;d\n", "2:1|A,B|2|d\n", ';' },
  { "tab", "order\tsku\tquantity\tdate\n1\t\t2\td\n", "2:1||2|d\n", '\t' },
  { "tab-first-empty", "order\tsku\tquantity\tdate\n\tA\t2\td\n", "2:|A|2|d\n", '\t' },
  { "sep-line", "sep=;\norder;sku;quantity;date\n1;A;2;d\n", "3:1|A|2|d\n", ';' },
  { "sep-line-crlf", "sep=\t\r\norder\tsku\tquantity\tdate\r\n1\tA\t2\td\r\n", "3:1|A|2|d\n", '\t' },
  { "delimiter-in-quoted-header", "\"order, no\";sku;\"a,b,c,d\";date\n1;A;2;d\n", "2:1|A|2|d\n", ';' },
  { "bom", "\xef\xbb\xbf" HEADER "1,\xc3\xa9,2,d,x\n", "2:1|\xc3\xa9|2|d|x\n", ',' },
  { "utf-8", HEADER "1,A,2,d,na\xc3\xafve\n", "2:1|A|2|d|na\xc3\xafve\n", ',' },
  { "windows-1252", HEADER "1,A,2,d,\xa3\x34\x30 \x80 \x93q\x94 \x81\n",
    "2:1|A|2|d|£40 € “q” \xef\xbf\xbd\n", ',', TRUE },
  { "quoted", HEADER "1,\"A, \"\"B\"\"\",2,d,\" x \"\n", "2:1|A, \"B\"|2|d| x \n", ',' },
  { "quote-inside", HEADER "1,5\" pipe,2,d,x\n", "2:1|5\" pipe|2|d|x\n", ',' },
  { "spaces-around", HEADER " 1 , A ,2,d,x\n", "2:1|A|2|d|x\n", ',' },
  { "line-break-in-quotes", HEADER "1,A,2,d,\"one\ntwo\"\n2,B,1,d,y\n", "2:1|A|2|d|one\ntwo\n4:2|B|1|d|y\n", ',' },
  { "crlf-in-quotes", "order,sku,quantity,date\r\n1,\"A\r\n\r\nB\",2,d\r\n2,B,1,d\r\n",
    "2:1|A\r\n\r\nB|2|d\n5:2|B|1|d\n", ',' },
  { "line-break-in-header", "\"order\nno\",sku,quantity,date\n1,A,2,d\n", "3:1|A|2|d\n", ',' },
  { "blank-lines", "\n\norder,sku,quantity,date\n\n  \n1,A,2,d\n\n2,B,1,d\n", "6:1|A|2|d\n8:2|B|1|d\n", ',' },
  { "empty-rows", HEADER ",,,,\n1,A,2,d,x\n\"\",,,,\n", "3:1|A|2|d|x\n", ',' },
  { "short-and-long-rows", HEADER "1,A\n1,A,2,d,x,y,z\n", "2:1|A\n3:1|A|2|d|x|y|z\n", ',' },
  { "header-only", HEADER, "", ',' },
};

static void
test_read (gconstpointer user_data)
{
  const ReadCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = open_bytes (c->bytes, -1, NULL, &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  rows = dump_rows (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, c->rows);
  g_assert_cmpint (bo_order_file_get_delimiter (file), ==, c->delimiter);
  g_assert_cmpint (bo_order_file_is_windows_1252 (file), ==, c->windows_1252);
  g_assert_cmpint (bo_order_file_get_odd_line (file), ==, 0);
  g_assert_cmpint (bo_order_file_get_bytes (file), ==, strlen (c->bytes));
}

/* Whatever falls on the edge of a chunk of 64 KiB is read as anywhere else. */
static void
test_chunk_edge (void)
{
  static const char tail[] = "\",\xc3\xa9\r\n2,\"B\r\nC\",3,d,x\r\n";

  for (guint shift = 0; shift < sizeof tail + 2; shift++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BoOrderFile) file = NULL;
      g_autoptr (GString) bytes = g_string_new (HEADER "1,A,2,d,\"");
      g_autofree char *rows = NULL;
      g_autofree char *start = NULL;

      while (bytes->len < 65536 - shift)
        g_string_append_c (bytes, 'x');
      g_string_append (bytes, tail);
      file = open_bytes (bytes->str, (gssize) bytes->len, NULL, &error);
      g_assert_no_error (error);
      rows = dump_rows (file, &error);
      g_assert_no_error (error);
      start = g_strndup (rows, 10);
      g_assert_cmpstr (start, ==, "2:1|A|2|d|");
      g_assert_true (g_str_has_suffix (rows, "xx|\xc3\xa9\n3:2|B\r\nC|3|d|x\n"));
      g_assert_false (bo_order_file_is_windows_1252 (file));
      g_assert_cmpint (bo_order_file_get_odd_line (file), ==, 0);
    }
}

/* A file that begins as UTF-8 and has other bytes later: those fields alone are
 * read as Windows-1252, and the first is told of. */
static void
test_odd_bytes_later (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = NULL;
  g_autoptr (GString) bytes = g_string_new (HEADER);
  g_autofree char *rows = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (bytes, "1,A,2,d,plain\n");
  g_string_append (bytes, "1,\xc3\xa9,2,d,\xa3\n2,\xc3\xa9,2,d,\xa3\n");
  file = open_bytes (bytes->str, (gssize) bytes->len, NULL, &error);
  g_assert_no_error (error);
  rows = dump_rows (file, &error);
  g_assert_no_error (error);
  g_assert_false (bo_order_file_is_windows_1252 (file));
  g_assert_cmpint (bo_order_file_get_odd_line (file), ==, 10002);
  g_assert_true (g_str_has_suffix (rows, "10002:1|é|2|d|£\n10003:2|é|2|d|£\n"));
}

typedef struct
{
  const char *name;
  const char *bytes;
  gssize      length; /* -1: to the NUL */
  int         code;
  const char *says; /* part of the message */
} BadCase;

static const BadCase bad_cases[] = {
  { "empty", "", -1, BO_IMPORT_ERROR_EMPTY, "empty" },
  { "blank", "\n \n\r\n,,,\n", -1, BO_IMPORT_ERROR_EMPTY, "empty" },
  { "bom-only", "\xef\xbb\xbf", -1, BO_IMPORT_ERROR_EMPTY, "empty" },
  { "utf-16-le", "\xff\xfeo\0r\0d\0e\0r\0", 12, BO_IMPORT_ERROR_NOT_TEXT, "UTF-16" },
  { "utf-32-le", "\xff\xfe\0\0o\0\0\0r\0\0\0", 12, BO_IMPORT_ERROR_NOT_TEXT, "UTF-32" },
  { "utf-32-be", "\0\0\xfe\xff\0\0\0o\0\0\0r", 12, BO_IMPORT_ERROR_NOT_TEXT, "UTF-32" },
  { "utf-16-be", "\xfe\xff\0o\0r\0d\0e\0r", 12, BO_IMPORT_ERROR_NOT_TEXT, "UTF-8" },
  { "nul", "order,sku\0,quantity", 19, BO_IMPORT_ERROR_NOT_TEXT, "not text" },
  { "spreadsheet", "PK\003\004\0\0\0", 7, BO_IMPORT_ERROR_NOT_TEXT, "spreadsheet" },
  { "pdf", "%PDF-1.7\n\0", 10, BO_IMPORT_ERROR_NOT_TEXT, "PDF" },
  { "open-quote", HEADER "1,A,2,d,x\n1,\"A,2,d,x\n1,A,2,d,x\n", -1, BO_IMPORT_ERROR_NOT_TEXT, "Line 3 opens a quote" },
  { "open-quote-in-header", "order,\"sku,quantity\n", -1, BO_IMPORT_ERROR_NOT_TEXT, "Line 1 opens a quote" },
};

static void
test_bad (gconstpointer user_data)
{
  const BadCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = open_bytes (c->bytes, c->length, NULL, &error);

  if (file != NULL)
    g_free (dump_rows (file, &error));
  g_assert_error (error, BO_IMPORT_ERROR, c->code);
  g_assert_nonnull (strstr (error->message, c->says));
}

typedef struct
{
  const char *name;
  const char *head; /* before the endless part */
  char        byte;
  const char *says;
} EndlessCase;

static const EndlessCase endless_cases[] = {
  { "first-line", "", 'x', "Line 1 is longer" },
  { "later-line", HEADER "1,A,2,d,x\n", 'x', "Line 3 is longer" },
  { "delimiters", HEADER "1,A,2,d,x\n", ',', "Line 3 is longer" },
  { "quote", HEADER "1,\"", '\n', "Line 2 opens a quote" },
};

/* Ten megabytes without the end of a row: refused after one, in little memory. */
static void
test_endless (gconstpointer user_data)
{
  const EndlessCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = NULL;
  g_autoptr (GString) bytes = g_string_new (c->head);
  gsize head = bytes->len;

  g_string_set_size (bytes, 10 * 1024 * 1024);
  memset (bytes->str + head, c->byte, bytes->len - head);
  file = open_bytes (bytes->str, (gssize) bytes->len, NULL, &error);
  if (file != NULL)
    {
      g_free (dump_rows (file, &error));
      g_assert_cmpint (bo_order_file_get_bytes (file), <=, 2 * BO_ORDER_FILE_ROW_MAX);
    }
  g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT);
  g_assert_nonnull (strstr (error->message, c->says));
}

static void
test_nul_later (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = NULL;
  g_autoptr (GString) bytes = g_string_new (HEADER);
  g_autofree char *rows = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (bytes, "1,A,2,d,plain\n");
  g_string_append_len (bytes, "1,A\0,2,d,x\n", 11);
  file = open_bytes (bytes->str, (gssize) bytes->len, NULL, &error);
  g_assert_no_error (error);
  rows = dump_rows (file, &error);
  g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_NOT_TEXT);
}

static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (HEADER, -1, NULL);
  g_autoptr (BoImportOptions) options = bo_import_options_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (bo_order_file_open (stream, options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const char *name;
  const char *header;
  const char *columns; /* "order=0 sku=1 ..." in the order of BoColumn */
} HeaderCase;

static const HeaderCase header_cases[] = {
  { "own-names",
    "order,sku,quantity,date,price,name,barcode,customer,customer-name,email,phone,country,class,need,ship,currency",
    "order=0 sku=1 quantity=2 date=3 price=4 name=5 barcode=6 customer=7 customer-name=8 email=9 phone=10 country=11"
    " class=12 need=13 ship=14 currency=15" },
  { "online-retail", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
    "order=0 sku=1 quantity=3 date=4 price=5 name=2 customer=6 country=7" },
  { "any-order-case-and-punctuation", "Order Date;QTY;Product Code;ORDER_NO.;E-Mail;Unit-Price;Product",
    "order=3 sku=2 quantity=1 date=0 price=5 name=6 email=4" },
  { "needs-and-classes", "Order Number\tItem\tUnits\tCreated\tPriority\tNeeded by\tShip policy\tGTIN\tCustomer Name",
    "order=0 sku=1 quantity=2 date=3 barcode=7 customer-name=8 class=4 need=5 ship=6" },
  { "item-beside-sku", "order,item,sku,qty,date", "order=0 sku=2 quantity=3 date=4 name=1" },
  { "product-alone", "order,product,qty,date", "order=0 sku=1 quantity=2 date=3" },
  { "german", "Bestellnummer;Artikelnummer;Menge;Bestelldatum;Stückpreis;Bezeichnung;Kundennummer;Währung",
    "order=0 sku=1 quantity=2 date=3 price=4 name=5 customer=6 currency=7" },
  { "german-names", "Bestellnummer;Datum;Kundennummer;Kunde;Artikelnummer;Artikel;Menge",
    "order=0 sku=4 quantity=6 date=1 name=5 customer=2 customer-name=3" },
  { "unknown-ones-are-left", "foo,order,bar,sku,qty,date,baz", "order=1 sku=3 quantity=4 date=5" },
  { "first-of-two-alike", "order,sku,qty,date,date", "order=0 sku=1 quantity=2 date=3" },
  { "rejects", "line,reason,order,sku,qty,date", "order=2 sku=3 quantity=4 date=5" },
};

static char *
dump_columns (const int *column_of)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (column_of[i] >= 0)
      g_string_append_printf (text, "%s%s=%d", text->len > 0 ? " " : "", bo_column_to_name (i), column_of[i]);
  return g_string_free (text, FALSE);
}

static void
test_header (gconstpointer user_data)
{
  const HeaderCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = open_bytes (c->header, -1, NULL, &error);
  g_autofree char *columns = NULL;

  g_assert_no_error (error);
  columns = dump_columns (bo_order_file_get_columns (file));
  g_assert_cmpstr (columns, ==, c->columns);
  g_assert_true (bo_order_file_check_columns (file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bo_order_file_is_rejects (file), ==, g_str_equal (c->name, "rejects"));
}

typedef struct
{
  const char *name;
  const char *header;
  const char *overrides; /* "sku=Code name=" */
  const char *columns;   /* NULL: refused */
  const char *says;
} OverrideCase;

static const OverrideCase override_cases[] = {
  { "takes-it", "order,sku,qty,date,Code", "sku=Code", "order=0 sku=4 quantity=2 date=3", NULL },
  { "loosely", "order,sku,qty,date,My Code", "sku=my_code", "order=0 sku=4 quantity=2 date=3", NULL },
  { "takes-it-from-another", "order,sku,qty,date,name", "sku=name", "order=0 sku=4 quantity=2 date=3", NULL },
  { "leaves-one-out", "order,sku,qty,date,name", "name=", "order=0 sku=1 quantity=2 date=3", NULL },
  { "not-there", "order,sku,qty,date", "sku=Code", NULL, "no column “Code”" },
  { "named-twice", "order,sku,qty,date", "sku=sku name=sku", NULL, "named twice" },
  { "more-than-one", "order,Code,Code,qty,date", "sku=Code", NULL, "more than one" },
  { "more-than-one-loosely", "order,code,CODE,qty,date", "sku=Code", NULL, "more than one" },
  { "exact-wins", "order,code,CODE,qty,date", "sku=CODE", "order=0 sku=2 quantity=3 date=4", NULL },
};

static void
test_override (gconstpointer user_data)
{
  const OverrideCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = NULL;
  g_autoptr (BoImportOptions) options = bo_import_options_new ();
  g_auto (GStrv) pairs = g_strsplit (c->overrides, " ", -1);
  g_autofree char *columns = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      BoColumn column;

      g_assert_true (bo_column_from_name (pair[0], &column));
      options->columns[column] = g_strdup (g_str_equal (c->name, "loosely") ? "my_code" : pair[1]);
    }
  file = open_bytes (c->header, -1, options, &error);
  if (c->columns == NULL)
    {
      g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION);
      g_assert_nonnull (strstr (error->message, c->says));
      return;
    }
  g_assert_no_error (error);
  columns = dump_columns (bo_order_file_get_columns (file));
  g_assert_cmpstr (columns, ==, c->columns);
}

static void
test_missing_column (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoOrderFile) file = open_bytes ("foo,SKU,bar,date\n", -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (bo_order_file_check_columns (file, &error));
  g_assert_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_MISSING_COLUMN);
  g_assert_nonnull (strstr (error->message, "order number (order, orderno, "));
  g_assert_nonnull (strstr (error->message, "quantity (quantity, qty, "));
  g_assert_null (strstr (error->message, "product code"));
  g_assert_nonnull (strstr (error->message, "foo, SKU, bar, date"));
}

static void
test_looks_like_utf8 (void)
{
  g_assert_true (bo_text_looks_like_utf8 ("abc", 3, TRUE));
  g_assert_true (bo_text_looks_like_utf8 ("a\xe2\x82\xac", 4, TRUE));
  g_assert_true (bo_text_looks_like_utf8 ("a\xe2\x82", 3, FALSE));
  g_assert_false (bo_text_looks_like_utf8 ("a\xe2\x82", 3, TRUE));
  g_assert_false (bo_text_looks_like_utf8 ("a\xe2 b", 4, FALSE));
  g_assert_false (bo_text_looks_like_utf8 ("a\xff", 2, FALSE));
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

  ADD_CASES ("/order-file/read/", read_cases, test_read);
  ADD_CASES ("/order-file/bad/", bad_cases, test_bad);
  ADD_CASES ("/order-file/endless/", endless_cases, test_endless);
  ADD_CASES ("/order-file/header/", header_cases, test_header);
  ADD_CASES ("/order-file/override/", override_cases, test_override);
  g_test_add_func ("/order-file/chunk-edge", test_chunk_edge);
  g_test_add_func ("/order-file/odd-bytes-later", test_odd_bytes_later);
  g_test_add_func ("/order-file/nul-later", test_nul_later);
  g_test_add_func ("/order-file/cancel", test_cancel);
  g_test_add_func ("/order-file/missing-column", test_missing_column);
  g_test_add_func ("/order-file/looks-like-utf8", test_looks_like_utf8);

  return g_test_run ();
}
