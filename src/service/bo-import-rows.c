/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-import-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-fold.h"
#include "bo-parse.h"

/* Minor units: beyond this a price or a quantity is a mistake, and sums of thousands
 * of such lines would not fit the store. */
#define LINE_VALUE_MAX G_GINT64_CONSTANT (1000000000000000)
/* Bytes: longer ones are rejected, since no shop has such names. */
#define TEXT_MAX 1000
#define CODE_MAX 200
/* Of a value that a message repeats. */
#define SHOWN_MAX 40

struct _BoImportRows
{
  BoOrderFile *file;      /* (not owned) */
  GTimeZone   *time_zone; /* (owned) */
  char         currency[4];
  gboolean     month_first;

  GHashTable   *products_by_text; /* (element-type utf8 BoImportProduct): SKU as spelt; values not owned */
  GHashTable   *products_by_key;  /* (element-type utf8 BoImportProduct) (owned) */
  GHashTable   *customers;        /* (element-type utf8 BoImportCustomer) (owned): by external id */
  GStringChunk *names;            /* (owned): order numbers, countries and spellings of SKUs */

  GString    *scratch[BO_N_COLUMNS]; /* (owned): fields that had to be cleaned */
  const char *text[BO_N_COLUMNS];    /* (not owned): the fields of the row in hand, cleaned */

  /* Rows in a row mostly say the same. */
  const char       *last_order; /* (nullable) */
  GString          *last_date;  /* (owned) */
  gint64            last_at;
  GString          *last_number; /* (owned): of the customer */
  BoImportCustomer *last_customer;

  int   reject_column;  /* a BoColumn, or -1 */
  char *reject_message; /* (owned) (nullable) */
};

static void
product_free (BoImportProduct *product)
{
  g_free (product->sku);
  g_free (product->key);
  g_free (product->name);
  g_free (product->barcode);
  g_free (product);
}

static void
customer_free (BoImportCustomer *customer)
{
  g_free (customer->external_id);
  g_free (customer->name);
  g_free (customer->email);
  g_free (customer->phone);
  g_free (customer->country);
  g_free (customer);
}

static gboolean reject (BoImportRows *self, BoColumn column, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
reject (BoImportRows *self,
        BoColumn      column,
        const char   *format,
        ...)
{
  va_list args;

  g_clear_pointer (&self->reject_message, g_free);
  self->reject_column = column;
  va_start (args, format);
  self->reject_message = g_strdup_vprintf (format, args);
  va_end (args);
  return FALSE;
}

/* The value of @column, cut short, for a message. */
static char *
show_value (BoImportRows *self,
            BoColumn      column)
{
  const char *text = self->text[column];

  if (g_utf8_strlen (text, -1) <= SHOWN_MAX)
    return g_strdup (text);
  else
    {
      g_autofree char *cut = g_utf8_substring (text, 0, SHOWN_MAX);

      return g_strconcat (cut, "…", NULL);
    }
}

/* Space at the ends goes; line breaks and other control characters become spaces. */
static const char *
clean (GString    *scratch,
       const char *text)
{
  gsize       length = strlen (text);
  const char *p;
  gsize       start = 0;

  for (p = text; (guchar) *p >= 0x20 && (guchar) *p != 0x7f; p++)
    ;
  if (*p == '\0' && (length == 0 || (text[0] != ' ' && text[length - 1] != ' ' && text[length - 1] != '\xa0')))
    return text;

  g_string_assign (scratch, text);
  for (gsize i = 0; i < scratch->len; i++)
    if (g_ascii_iscntrl (scratch->str[i]))
      scratch->str[i] = ' ';
  for (;;)
    {
      if (scratch->len > 0 && scratch->str[scratch->len - 1] == ' ')
        g_string_truncate (scratch, scratch->len - 1);
      else if (g_str_has_suffix (scratch->str, "\xc2\xa0")) /* no-break space */
        g_string_truncate (scratch, scratch->len - 2);
      else
        break;
    }
  while (scratch->str[start] == ' ')
    start++;
  return scratch->str + start;
}

static gboolean
take_texts (BoImportRows *self)
{
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    {
      gboolean is_code = i == BO_COLUMN_ORDER || i == BO_COLUMN_SKU || i == BO_COLUMN_CUSTOMER;

      self->text[i] = clean (self->scratch[i], bo_order_file_get (self->file, i));
      if (strlen (self->text[i]) > (is_code ? CODE_MAX : TEXT_MAX))
        return reject (self, i, _ ("is too long"));
    }
  return TRUE;
}

/* A C and then a digit: "C536379" cancels, "COUNTER 12" does not. */
static gboolean
order_cancels (const char *order)
{
  return (order[0] == 'C' || order[0] == 'c') && g_ascii_isdigit (order[1]);
}

static gboolean
take_order (BoImportRows *self,
            BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_ORDER];

  if (*text == '\0')
    return reject (self, BO_COLUMN_ORDER, _ ("is empty"));
  if (self->last_order == NULL || !g_str_equal (text, self->last_order))
    self->last_order = g_string_chunk_insert (self->names, text);
  row->order = self->last_order;
  row->cancels = order_cancels (row->order);
  return TRUE;
}

static gboolean
take_units (BoImportRows *self,
            BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_QUANTITY];
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    return reject (self, BO_COLUMN_QUANTITY, _ ("is empty"));
  if (!bo_parse_units (text, &row->units, &error))
    return reject (self, BO_COLUMN_QUANTITY, "%s", error->message);
  if (row->units == 0)
    return reject (self, BO_COLUMN_QUANTITY, _ ("is zero"));
  if (row->units > BO_UNITS_MAX || row->units < -BO_UNITS_MAX)
    {
      g_autofree char *shown = show_value (self, BO_COLUMN_QUANTITY);

      return reject (self, BO_COLUMN_QUANTITY, _ ("“%s” is more than a line can hold"), shown);
    }
  if (row->cancels && row->units > 0)
    return reject (self, BO_COLUMN_QUANTITY, _ ("is positive, although the order number begins with C and so cancels"));

  row->kind = row->units > 0 ? BO_IMPORT_ROW_LINE : row->cancels ? BO_IMPORT_ROW_CANCEL
                                                                 : BO_IMPORT_ROW_CORRECTION;
  if (row->cancels)
    row->units = -row->units;
  return TRUE;
}

static BoImportProduct *
find_product (BoImportRows *self,
              const char   *sku)
{
  BoImportProduct *product = g_hash_table_lookup (self->products_by_text, sku);
  g_autofree char *key = NULL;

  if (product != NULL)
    return product;

  key = bo_fold (sku);
  product = g_hash_table_lookup (self->products_by_key, key);
  if (product == NULL)
    {
      product = g_new0 (BoImportProduct, 1);
      product->sku = g_strdup (sku);
      product->key = g_steal_pointer (&key);
      product->price = -1;
      g_hash_table_insert (self->products_by_key, product->key, product);
    }
  g_hash_table_insert (self->products_by_text, g_string_chunk_insert (self->names, sku), product);
  return product;
}

static gboolean
take_sku (BoImportRows *self,
          BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_SKU];

  if (*text == '\0')
    return reject (self, BO_COLUMN_SKU, _ ("is empty"));
  row->product = find_product (self, text);
  return TRUE;
}

static gboolean
take_date (BoImportRows *self,
           BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_DATE];
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    return reject (self, BO_COLUMN_DATE, _ ("is empty"));
  if (!g_str_equal (text, self->last_date->str))
    {
      gint64 at;

      if (!bo_parse_time (text, self->time_zone, self->month_first, &at, &error))
        return reject (self, BO_COLUMN_DATE, "%s", error->message);
      self->last_at = at;
      g_string_assign (self->last_date, text);
    }
  row->at = self->last_at;
  return TRUE;
}

static gboolean
take_currency (BoImportRows *self,
               BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_CURRENCY];

  if (*text == '\0')
    {
      memcpy (row->currency, self->currency, sizeof row->currency);
      return TRUE;
    }
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isalpha (text[i]))
      return reject (self, BO_COLUMN_CURRENCY, _ ("is not the three letters of a currency"));
  if (text[3] != '\0')
    return reject (self, BO_COLUMN_CURRENCY, _ ("is not the three letters of a currency"));
  for (guint i = 0; i < 3; i++)
    row->currency[i] = g_ascii_toupper (text[i]);
  return TRUE;
}

static gboolean
take_price (BoImportRows *self,
            BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_PRICE];
  g_autoptr (GError) error = NULL;

  if (!take_currency (self, row))
    return FALSE;
  if (*text == '\0')
    return TRUE;
  if (!bo_parse_money (text, row->currency, &row->price, &row->price_rounded, &error))
    return reject (self, BO_COLUMN_PRICE, "%s", error->message);
  if (row->price < 0)
    return reject (self, BO_COLUMN_PRICE, _ ("is negative"));
  if (row->price > LINE_VALUE_MAX / MAX (ABS (row->units), 1))
    return reject (self, BO_COLUMN_PRICE, _ ("makes a line worth more than any shop sells"));
  return TRUE;
}

static gboolean
take_class (BoImportRows *self,
            BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_CLASS];

  if (*text == '\0')
    return TRUE;
  if (text[0] < '0' + BO_CLASS_MIN || text[0] > '0' + BO_CLASS_MAX || text[1] != '\0')
    return reject (self, BO_COLUMN_CLASS, _ ("is not a class from 1 to 9"));
  row->priority_class = text[0] - '0';
  return TRUE;
}

static gboolean
take_need (BoImportRows *self,
           BoImportRow  *row)
{
  const char *text = self->text[BO_COLUMN_NEED];
  g_autoptr (GError) error = NULL;

  row->need = BO_DAY_NONE;
  if (*text != '\0' && !bo_parse_day (text, self->month_first, &row->need, &error))
    return reject (self, BO_COLUMN_NEED, "%s", error->message);
  return TRUE;
}

static gboolean
take_ship (BoImportRows *self,
           BoImportRow  *row)
{
  const char      *text = self->text[BO_COLUMN_SHIP];
  g_autofree char *name = NULL;

  if (*text == '\0')
    return TRUE;
  name = g_ascii_strdown (text, -1);
  g_strdelimit (name, " _", '-');
  if (!bo_ship_policy_from_name (name, &row->ship))
    return reject (self, BO_COLUMN_SHIP, _ ("is none of partial, line-complete and order-complete"));
  return TRUE;
}

/* A spreadsheet makes 17850.0 of the customer number 17850. */
static void
drop_decimal_zero (char *number)
{
  char *p = number;

  while (g_ascii_isdigit (*p))
    p++;
  if (p > number && p[0] == '.' && p[1] != '\0' && strspn (p + 1, "0") == strlen (p + 1))
    *p = '\0';
}

/* What tells one customer from another: the shop's number, or the e-mail address,
 * or else name and phone number.  Nothing of these: an anonymous customer. */
static char *
make_customer_id (BoImportRows *self)
{
  const char *number = self->text[BO_COLUMN_CUSTOMER];

  if (*number != '\0')
    {
      char *id = g_strdup (number);

      drop_decimal_zero (id);
      return id;
    }
  if (*self->text[BO_COLUMN_EMAIL] != '\0')
    {
      g_autofree char *email = g_utf8_casefold (self->text[BO_COLUMN_EMAIL], -1);

      return g_strconcat ("email:", email, NULL);
    }
  if (*self->text[BO_COLUMN_CUSTOMER_NAME] != '\0')
    {
      g_autofree char *name = bo_fold (self->text[BO_COLUMN_CUSTOMER_NAME]);
      g_autoptr (GString) phone = g_string_new (NULL);

      for (const char *p = self->text[BO_COLUMN_PHONE]; *p != '\0'; p++)
        if (g_ascii_isdigit (*p))
          g_string_append_c (phone, *p);
      return g_strconcat ("name:", name, "|", phone->str, NULL);
    }
  return NULL;
}

static char *
dup_if_any (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

/* A column "Customer" has names in one shop's files and numbers in another's:
 * "Jane Miller" and "Miller" are called so, "C-1001" is not. */
static gboolean
is_name (const char *text)
{
  gboolean has_letter = FALSE;
  gboolean has_digit = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      has_letter |= g_unichar_isalpha (g_utf8_get_char (p));
      has_digit |= g_unichar_isdigit (g_utf8_get_char (p));
    }

  return has_letter && (!has_digit || strchr (text, ' ') != NULL);
}

static BoImportCustomer *
make_customer (BoImportRows *self,
               char         *external_id)
{
  BoImportCustomer *customer = g_new0 (BoImportCustomer, 1);
  const char       *name = self->text[BO_COLUMN_CUSTOMER_NAME];

  customer->external_id = external_id;
  if (*name == '\0' && is_name (self->text[BO_COLUMN_CUSTOMER]))
    name = self->text[BO_COLUMN_CUSTOMER];
  else if (*name == '\0')
    name = *self->text[BO_COLUMN_EMAIL] != '\0' ? self->text[BO_COLUMN_EMAIL] : external_id;
  customer->name = g_strdup (name);
  customer->email = dup_if_any (self->text[BO_COLUMN_EMAIL]);
  customer->phone = dup_if_any (self->text[BO_COLUMN_PHONE]);
  customer->country = dup_if_any (self->text[BO_COLUMN_COUNTRY]);
  g_hash_table_insert (self->customers, customer->external_id, customer);
  return customer;
}

static void
take_customer (BoImportRows *self,
               BoImportRow  *row)
{
  const char      *number = self->text[BO_COLUMN_CUSTOMER];
  g_autofree char *id = NULL;

  if (*self->text[BO_COLUMN_COUNTRY] != '\0')
    row->country = g_string_chunk_insert_const (self->names, self->text[BO_COLUMN_COUNTRY]);
  if (*number != '\0' && g_str_equal (number, self->last_number->str))
    {
      row->customer = self->last_customer;
      return;
    }
  id = make_customer_id (self);
  if (id == NULL)
    return;
  row->customer = g_hash_table_lookup (self->customers, id);
  if (row->customer == NULL)
    row->customer = make_customer (self, g_steal_pointer (&id));
  g_string_assign (self->last_number, number);
  self->last_customer = row->customer;
}

/* Only rows that are taken say what a product is called: the text of a stock
 * correction is "damaged" or "found". */
static void
learn_product (BoImportRows      *self,
               const BoImportRow *row)
{
  BoImportProduct *product = row->product;

  if (product->name == NULL)
    product->name = dup_if_any (self->text[BO_COLUMN_NAME]);
  if (product->barcode == NULL)
    product->barcode = dup_if_any (self->text[BO_COLUMN_BARCODE]);
  if (product->price < 0 && row->price > 0)
    {
      product->price = row->price;
      memcpy (product->currency, row->currency, sizeof product->currency);
    }
}

static void
take_occurrence (BoImportRows *self,
                 BoImportRow  *row)
{
  gint64 line;

  if (bo_order_file_is_rejects (self->file) &&
      g_ascii_string_to_signed (bo_order_file_get_field (self->file, 0), 10, 1, G_MAXINT64 / 2, &line, NULL))
    row->occurrence = BO_IMPORT_OCCURRENCE_OF_LINE + line;
}

static gboolean
read_fields (BoImportRows *self,
             BoImportRow  *row)
{
  if (!take_texts (self) || !take_order (self, row) || !take_sku (self, row) || !take_units (self, row))
    return FALSE;
  if (row->kind == BO_IMPORT_ROW_CORRECTION)
    return TRUE;
  if (!take_date (self, row))
    return FALSE;
  if (row->kind == BO_IMPORT_ROW_LINE &&
      (!take_price (self, row) || !take_class (self, row) || !take_need (self, row) || !take_ship (self, row)))
    return FALSE;

  take_customer (self, row);
  take_occurrence (self, row);
  if (row->kind == BO_IMPORT_ROW_LINE)
    learn_product (self, row);
  return TRUE;
}

/**
 * bo_import_rows_read:
 * @self: a #BoImportRows
 * @row: (out caller-allocates): what the row says
 *
 * Makes a typed row of the row that the file has in hand.  What it cannot take
 * becomes a row of kind BO_IMPORT_ROW_REJECT, and the reason can be asked for
 * until the next row.  A price with more decimals than its currency has is
 * rounded half up and marked; an empty one is zero.
 */
void
bo_import_rows_read (BoImportRows *self,
                     BoImportRow  *row)
{
  memset (row, 0, sizeof *row);
  row->row = bo_order_file_get_line (self->file);
  if (!read_fields (self, row))
    row->kind = BO_IMPORT_ROW_REJECT;
}

/* Returns: (transfer none): the header of the column at fault */
const char *
bo_import_rows_get_reject_column (BoImportRows *self)
{
  return bo_order_file_get_header (self->file, self->reject_column);
}

/* Returns: (transfer none): what is wrong with it */
const char *
bo_import_rows_get_reject_message (BoImportRows *self)
{
  return self->reject_message;
}

/**
 * bo_import_rows_new:
 * @file: the file whose rows are read; it must outlive the rules
 * @currency: ISO 4217 code of prices in rows that name none
 * @time_zone: of the times in the file that name none
 * @month_first: whether 1/2/2024 is in January
 *
 * Returns: (transfer full): the rules
 */
BoImportRows *
bo_import_rows_new (BoOrderFile *file,
                    const char  *currency,
                    GTimeZone   *time_zone,
                    gboolean     month_first)
{
  BoImportRows *self = g_new0 (BoImportRows, 1);

  self->file = file;
  self->time_zone = g_time_zone_ref (time_zone);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  self->month_first = month_first;
  self->products_by_text = g_hash_table_new (g_str_hash, g_str_equal);
  self->products_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) product_free);
  self->customers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) customer_free);
  self->names = g_string_chunk_new (4096);
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    self->scratch[i] = g_string_new (NULL);
  self->last_date = g_string_new (NULL);
  self->last_number = g_string_new (NULL);
  self->reject_column = -1;
  return self;
}

void
bo_import_rows_free (BoImportRows *self)
{
  g_time_zone_unref (self->time_zone);
  g_hash_table_unref (self->products_by_text);
  g_hash_table_unref (self->products_by_key);
  g_hash_table_unref (self->customers);
  g_string_chunk_free (self->names);
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    g_string_free (self->scratch[i], TRUE);
  g_string_free (self->last_date, TRUE);
  g_string_free (self->last_number, TRUE);
  g_free (self->reject_message);
  g_free (self);
}
