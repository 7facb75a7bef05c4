/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-import"

#include "config.h"

#include "bo-order-columns.h"

#include "bo-names.h"

#include <glib/gi18n-lib.h>

/* A message that names headers names at most so many of them. */
#define HEADERS_NAMED_MAX 20
#define HEADER_NAMED_BYTES 40

typedef struct
{
  const char *name;
  gboolean    required;
  const char *label; /* for messages */
} ColumnInfo;

static const ColumnInfo columns[BO_N_COLUMNS] = {
  [BO_COLUMN_ORDER] = { "order", TRUE, N_ ("order number") },
  [BO_COLUMN_SKU] = { "sku", TRUE, N_ ("product code") },
  [BO_COLUMN_QUANTITY] = { "quantity", TRUE, N_ ("quantity") },
  [BO_COLUMN_DATE] = { "date", TRUE, N_ ("date") },
  [BO_COLUMN_PRICE] = { "price", FALSE, N_ ("price") },
  [BO_COLUMN_NAME] = { "name", FALSE, N_ ("product name") },
  [BO_COLUMN_BARCODE] = { "barcode", FALSE, N_ ("barcode") },
  [BO_COLUMN_CUSTOMER] = { "customer", FALSE, N_ ("customer number") },
  [BO_COLUMN_CUSTOMER_NAME] = { "customer-name", FALSE, N_ ("customer name") },
  [BO_COLUMN_EMAIL] = { "email", FALSE, N_ ("e-mail") },
  [BO_COLUMN_PHONE] = { "phone", FALSE, N_ ("phone") },
  [BO_COLUMN_COUNTRY] = { "country", FALSE, N_ ("country") },
  [BO_COLUMN_CLASS] = { "class", FALSE, N_ ("priority class") },
  [BO_COLUMN_NEED] = { "need", FALSE, N_ ("need date") },
  [BO_COLUMN_SHIP] = { "ship", FALSE, N_ ("ship policy") },
  [BO_COLUMN_CURRENCY] = { "currency", FALSE, N_ ("currency") },
};

/* What make_key() leaves of the headers that shops use, in order of preference
 * and separated by spaces; English first, then German. */
static const char *const synonyms_of[BO_N_COLUMNS] = {
  [BO_COLUMN_ORDER] =
      "order orderno ordernumber orderid ordernr ordercode orderref orderreference salesorder salesordernumber"
      " invoice invoiceno invoicenumber invoiceid invoicenr reference documentnumber documentno"
      " bestellung bestellnummer bestellnr auftrag auftragsnummer auftragsnr rechnung rechnungsnummer rechnungsnr",
  [BO_COLUMN_SKU] =
      "sku stockcode productcode productsku itemsku lineitemsku variantsku itemcode itemnumber itemno itemid"
      " productnumber productno productid articlecode articlenumber articleno article partnumber partno stockno"
      " code artikelnummer artikelnr artikelcode artikel produktnummer item product produkt",
  [BO_COLUMN_QUANTITY] =
      "quantity qty units lineitemquantity itemquantity orderquantity orderedquantity quantityordered qtyordered"
      " orderqty ordered count pieces pcs menge anzahl stück stueck",
  [BO_COLUMN_DATE] =
      "date orderdate invoicedate created createdat createdon datecreated orderedat orderedon placed placedat"
      " placedon datetime timestamp time datum bestelldatum auftragsdatum rechnungsdatum",
  [BO_COLUMN_PRICE] =
      "price unitprice priceperunit itemprice lineitemprice priceeach salesprice netprice"
      " preis einzelpreis stückpreis stueckpreis",
  [BO_COLUMN_NAME] =
      "description productname itemname lineitemname producttitle productdescription itemdescription title name"
      " product item article artikelbezeichnung bezeichnung artikelname produktname beschreibung produkt artikel",
  [BO_COLUMN_BARCODE] = "barcode ean ean13 gtin gtin13 upc isbn strichcode",
  [BO_COLUMN_CUSTOMER] =
      "customerid customernumber customerno customernr customercode customerref clientid clientnumber"
      " accountnumber accountno account customer client kundennummer kundennr kunde",
  [BO_COLUMN_CUSTOMER_NAME] =
      "customername clientname customerfullname fullname billingname buyername buyer contactname contact"
      " kundenname customer client kunde",
  [BO_COLUMN_EMAIL] = "email emailaddress customeremail billingemail buyeremail mail",
  [BO_COLUMN_PHONE] =
      "phone phonenumber telephone tel mobile customerphone billingphone telefon telefonnummer",
  [BO_COLUMN_COUNTRY] = "country countrycode customercountry billingcountry shippingcountry land",
  [BO_COLUMN_CLASS] = "class priority priorityclass customerclass priorität klasse",
  [BO_COLUMN_NEED] =
      "need needed neededby needby needdate requireddate requiredby required requesteddate deliverby deadline"
      " wunschtermin benötigtbis",
  [BO_COLUMN_SHIP] = "ship shippolicy shippingpolicy shipcomplete",
  [BO_COLUMN_CURRENCY] = "currency currencycode ordercurrency währung",
};

const char *
bo_column_to_name (BoColumn column)
{
  g_return_val_if_fail (column < BO_N_COLUMNS, NULL);

  return columns[column].name;
}

/**
 * bo_column_from_name:
 * @name: a name as it stands in options ("sku")
 * @column: (out): the column
 *
 * Returns: whether there is such a column
 */
gboolean
bo_column_from_name (const char *name,
                     BoColumn   *column)
{
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (g_strcmp0 (name, columns[i].name) == 0)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full): what there is to choose from, for errors */
char *
bo_column_list_names (void)
{
  const char *names[BO_N_COLUMNS];

  for (guint i = 0; i < BO_N_COLUMNS; i++)
    names[i] = columns[i].name;
  return bo_names_join (names, BO_N_COLUMNS);
}

gboolean
bo_column_is_required (BoColumn column)
{
  g_return_val_if_fail (column < BO_N_COLUMNS, FALSE);

  return columns[column].required;
}

/* "Order No.", "order_no" and "ORDER-NO" are one name. */
static char *
make_key (const char *header)
{
  g_autofree char *folded = g_utf8_casefold (header, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString         *key = g_string_new (NULL);

  for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (key, c);
    }
  return g_string_free (key, FALSE);
}

static GStrv
make_keys (const char *const *headers)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; headers[i] != NULL; i++)
    {
      g_autofree char *key = make_key (headers[i]);

      g_strv_builder_add (builder, key);
    }
  return g_strv_builder_end (builder);
}

/* The header that the synonyms of @column like best among those not taken. */
static int
find_header (const char *const *keys,
             const gboolean    *taken,
             BoColumn           column)
{
  g_auto (GStrv) synonyms = g_strsplit (synonyms_of[column], " ", -1);

  for (guint s = 0; synonyms[s] != NULL; s++)
    for (guint i = 0; keys[i] != NULL; i++)
      if (!taken[i] && g_str_equal (keys[i], synonyms[s]))
        return (int) i;
  return -1;
}

static gboolean
take_override (const char *const *headers,
               const char *const *keys,
               gboolean          *taken,
               BoColumn           column,
               const char        *wanted,
               int               *found,
               GError           **error)
{
  g_autofree char *key = make_key (wanted);
  int              exact = -1, loose = -1;
  guint            n_exact = 0, n_loose = 0;

  for (guint i = 0; headers[i] != NULL; i++)
    {
      if (g_str_equal (headers[i], wanted))
        {
          exact = (int) i;
          n_exact++;
        }
      if (*key != '\0' && g_str_equal (keys[i], key))
        {
          loose = (int) i;
          n_loose++;
        }
    }
  *found = n_exact > 0 ? exact : loose;
  if (*found < 0)
    {
      g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION,
                   _ ("The file has no column “%s”, which was to be the %s."), wanted, _ (columns[column].label));
      return FALSE;
    }
  if (n_exact > 1 || (n_exact == 0 && n_loose > 1))
    {
      g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION,
                   _ ("The file has more than one column “%s”, which was to be the %s."), wanted,
                   _ (columns[column].label));
      return FALSE;
    }
  if (taken[*found])
    {
      g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_OPTION,
                   _ ("The column “%s” was named twice: it can be one thing only."), headers[*found]);
      return FALSE;
    }
  taken[*found] = TRUE;
  return TRUE;
}

/**
 * bo_order_columns_recognise:
 * @headers: the headers of the file
 * @options: the columns that were named by hand
 * @column_of: (out caller-allocates): BO_N_COLUMNS indices into @headers, -1 where there is none
 * @error: return location
 *
 * Finds out which column is which: those named by hand first, then the rest by
 * the synonyms of their names, whatever their order, case and punctuation.
 * Columns that nobody knows are left alone.
 *
 * Returns: %FALSE with BO_IMPORT_ERROR_OPTION if a column named by hand is not
 *   there or is named twice
 */
gboolean
bo_order_columns_recognise (const char *const     *headers,
                            const BoImportOptions *options,
                            int                   *column_of,
                            GError               **error)
{
  g_auto (GStrv) keys = make_keys (headers);
  g_autofree gboolean *taken = g_new0 (gboolean, g_strv_length ((char **) headers) + 1);

  for (guint i = 0; i < BO_N_COLUMNS; i++)
    {
      const char *wanted = options->columns[i];

      column_of[i] = -1;
      if (wanted != NULL && *wanted != '\0' &&
          !take_override (headers, (const char *const *) keys, taken, i, wanted, &column_of[i], error))
        return FALSE;
    }
  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (options->columns[i] == NULL)
      {
        column_of[i] = find_header ((const char *const *) keys, taken, i);
        if (column_of[i] >= 0)
          taken[column_of[i]] = TRUE;
      }
  return TRUE;
}

static char *
list_headers (const char *const *headers)
{
  GString *text = g_string_new (NULL);
  guint    i;

  for (i = 0; i < HEADERS_NAMED_MAX && headers[i] != NULL; i++)
    {
      g_autofree char *cut = g_strndup (headers[i], HEADER_NAMED_BYTES);
      g_autofree char *valid = g_utf8_make_valid (cut, -1);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", valid);
      if (strlen (headers[i]) > HEADER_NAMED_BYTES)
        g_string_append (text, "…");
    }
  if (headers[i] != NULL)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

/**
 * bo_order_columns_check:
 * @headers: the headers of the file
 * @column_of: which is which
 * @error: return location
 *
 * Returns: %FALSE with BO_IMPORT_ERROR_MISSING_COLUMN if a required column was
 *   not recognised; the message names what was looked for and what there is
 */
gboolean
bo_order_columns_check (const char *const *headers,
                        const int         *column_of,
                        GError           **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < BO_N_COLUMNS; i++)
    if (columns[i].required && column_of[i] < 0)
      {
        g_auto (GStrv) synonyms = g_strsplit (synonyms_of[i], " ", 5);

        g_clear_pointer (&synonyms[4], g_free);
        if (missing->len > 0)
          g_string_append (missing, "; ");
        g_string_append_printf (missing, "%s (%s, %s, %s, %s, …)", _ (columns[i].label), synonyms[0], synonyms[1],
                                synonyms[2], synonyms[3]);
      }
  if (missing->len == 0)
    return TRUE;

  found = list_headers (headers);
  /* Translators: first the columns that were looked for with names that would do, then the names found. */
  g_set_error (error, BO_IMPORT_ERROR, BO_IMPORT_ERROR_MISSING_COLUMN,
               _ ("The file has no column for: %s. Its columns are: %s."), missing->str, found);
  return FALSE;
}
