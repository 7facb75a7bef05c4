/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-woo-products"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-names.h"
#include "bo-woo-read.h"
#include "bo-woo-text.h"

/* In characters; the shop's own columns hold 200 and 100. */
#define NAME_MAX_CHARS 300
#define SKU_MAX_CHARS 200
/* Of an address, in bytes. */
#define ADDRESS_MAX 2000

static const char *const backorders_names[] = { "no", "notify", "yes" };

/**
 * bo_woo_backorders_to_name:
 * @backorders: whether a product is sold that is not there
 *
 * Returns: (transfer none): the shop's word for it
 */
const char *
bo_woo_backorders_to_name (BoRemoteBackorders backorders)
{
  return bo_names_get (backorders_names, G_N_ELEMENTS (backorders_names), (int) backorders);
}

gboolean
bo_woo_read_backorders (json_t             *object,
                        BoRemoteBackorders *backorders,
                        GError            **error)
{
  const char *name = NULL;
  int         value;

  if (!bo_woo_json_get_string (object, "backorders", BO_WOO_JSON_REQUIRED, &name, error))
    return FALSE;
  if (!bo_names_find (backorders_names, G_N_ELEMENTS (backorders_names), name, &value))
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is neither no, notify nor yes"), "backorders");
      return FALSE;
    }
  *backorders = (BoRemoteBackorders) value;

  return TRUE;
}

/**
 * bo_woo_read_stock:
 * @object: a product or a variation
 * @stock: (out): who keeps its number
 * @quantity: (out): the number, rounded down
 * @has_quantity: (out): whether there is one
 * @fractional: (out): whether it was rounded
 * @error: return location for a #BoCatalogError
 *
 * "manage_stock" of a variation may be the text "parent": the number beside it is
 * then its product's.
 *
 * Returns: whether the stock could be read
 */
gboolean
bo_woo_read_stock (json_t        *object,
                   BoRemoteStock *stock,
                   gint64        *quantity,
                   gboolean      *has_quantity,
                   gboolean      *fractional,
                   GError       **error)
{
  json_t *manage = json_object_get (object, "manage_stock");

  if (json_is_true (manage))
    *stock = BO_REMOTE_STOCK_OWN;
  else if (json_is_false (manage))
    *stock = BO_REMOTE_STOCK_NOT_MANAGED;
  else if (g_strcmp0 (json_string_value (manage), "parent") == 0)
    *stock = BO_REMOTE_STOCK_PARENT;
  else
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is neither true, false nor parent"), "manage_stock");
      return FALSE;
    }
  if (!bo_woo_json_get_units (object, "stock_quantity", BO_WOO_JSON_NULLABLE, FALSE, quantity, has_quantity, fractional, error))
    return FALSE;
  /* A number that is not kept means nothing. */
  if (*stock == BO_REMOTE_STOCK_NOT_MANAGED)
    {
      *quantity = 0;
      *has_quantity = *fractional = FALSE;
    }

  return TRUE;
}

/* What the shop strips on its own page is stripped here too; what would be cut off
 * might equal another one, so it is refused. */
static gboolean
read_sku (json_t          *object,
          BoRemoteProduct *product,
          GError         **error)
{
  const char *sku = "";
  const char *barcode = "";

  if (!bo_woo_json_get_string (object, "sku", BO_WOO_JSON_NULLABLE, &sku, error) ||
      !bo_woo_json_get_string (object, "global_unique_id", BO_WOO_JSON_OPTIONAL, &barcode, error))
    return FALSE;
  if (g_utf8_strlen (sku, -1) > SKU_MAX_CHARS)
    {
      g_set_error (error, BO_CATALOG_ERROR, BO_CATALOG_ERROR_ANSWER, _ ("“%s” is too long"), "sku");
      return FALSE;
    }
  g_free (product->sku);
  product->sku = bo_woo_text_clean (sku, SKU_MAX_CHARS);
  if (barcode[0] != '\0')
    product->barcode = bo_woo_text_clean (barcode, SKU_MAX_CHARS);

  return TRUE;
}

/* A variation of the time before 9.0 has no name of its own: its attributes are. */
static char *
join_attributes (json_t *attributes)
{
  g_autoptr (GString) name = g_string_new (NULL);
  json_t *attribute;
  size_t  i;

  if (!json_is_array (attributes))
    return g_strdup ("");
  json_array_foreach (attributes, i, attribute)
  {
    const char *option = json_string_value (json_object_get (attribute, "option"));

    if (option == NULL || option[0] == '\0')
      continue;
    if (name->len > 0)
      g_string_append (name, ", ");
    g_string_append (name, option);
  }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gboolean
read_name (json_t          *object,
           BoRemoteProduct *product,
           gboolean         variation,
           GError         **error)
{
  const char      *name = "";
  g_autofree char *joined = NULL;

  if (!bo_woo_json_get_string (object, "name", variation ? BO_WOO_JSON_OPTIONAL : BO_WOO_JSON_REQUIRED, &name, error))
    return FALSE;
  if (name[0] == '\0' && variation)
    name = joined = join_attributes (json_object_get (object, "attributes"));
  g_free (product->name);
  product->name = bo_woo_text_plain (name, NAME_MAX_CHARS);

  return TRUE;
}

/* The first picture; whether its address is one is seen when it is loaded. */
static char *
read_image (json_t *object)
{
  json_t     *image = json_object_get (object, "image");
  const char *address;

  if (!json_is_object (image))
    image = json_array_get (json_object_get (object, "images"), 0);
  address = json_string_value (json_object_get (image, "src"));
  if (address == NULL || address[0] == '\0' || strlen (address) > ADDRESS_MAX || strlen (address) != json_string_length (json_object_get (image, "src")))
    return NULL;

  return g_strdup (address);
}

/**
 * bo_woo_read_product:
 * @object: a product or a variation
 * @pull: what was asked for
 * @currency: of the shop's prices
 * @error: return location for a #BoCatalogError
 *
 * Returns: (transfer full): a #BoRemoteProduct, or %NULL
 */
gpointer
bo_woo_read_product (json_t       *object,
                     const BoPull *pull,
                     const char   *currency,
                     GError      **error)
{
  g_autoptr (BoRemoteProduct) product = bo_remote_product_new ();
  gboolean    variation = pull->resource == BO_RESOURCE_VARIATIONS;
  const char *type = variation ? "variation" : "simple";
  const char *status = "publish";
  const char *stock_status = "instock";

  if (!bo_woo_json_get_id (object, "id", BO_WOO_JSON_REQUIRED, &product->id, error) ||
      !bo_woo_json_get_id (object, "parent_id", BO_WOO_JSON_OPTIONAL, &product->parent_id, error) ||
      !bo_woo_json_get_string (object, "type", BO_WOO_JSON_OPTIONAL, &type, error) ||
      !bo_woo_json_get_string (object, "status", BO_WOO_JSON_REQUIRED, &status, error) ||
      !read_sku (object, product, error) ||
      !read_name (object, product, variation, error) ||
      !bo_woo_read_stock (object, &product->stock, &product->quantity, &product->has_quantity, &product->fractional, error) ||
      !bo_woo_json_get_string (object, "stock_status", BO_WOO_JSON_OPTIONAL, &stock_status, error) ||
      !bo_woo_read_backorders (object, &product->backorders, error) ||
      !bo_woo_json_get_instant (object, "date_modified_gmt", BO_WOO_JSON_NULLABLE, &product->modified, error))
    return NULL;

  if (variation && product->parent_id == 0)
    product->parent_id = pull->parent;
  /* "variable", and "variable-subscription" of a plugin. */
  product->has_variations = !variation && g_str_has_prefix (type, "variable");
  product->trashed = strcmp (status, "trash") == 0;
  product->published = strcmp (status, "publish") == 0;
  /* Set by hand where nothing is counted; else it only repeats the number. */
  product->unavailable = product->stock == BO_REMOTE_STOCK_NOT_MANAGED && strcmp (stock_status, "instock") != 0;
  product->image = read_image (object);
  if (!bo_woo_json_read_amount (json_object_get (object, "price"), bo_currency_get_decimals (currency), &product->price) || product->price < 0)
    product->price = -1;

  return g_steal_pointer (&product);
}
