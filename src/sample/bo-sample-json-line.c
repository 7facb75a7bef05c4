/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

#include <string.h>

#define TAX_PERCENT 19

static const char *const attribute_keys[] = { "", "pa_size", "pa_type" };
static const char *const attribute_names[] = { "", "Size", "Type" };

static gint64
tax_of (double amount)
{
  return bo_sample_money_round (amount * TAX_PERCENT / 100);
}

static void
append_meta (json_t     *list,
             guint32     id,
             const char *key,
             const char *value,
             const char *display_key,
             const char *display_value)
{
  json_array_append_new (list, json_pack ("{s:i, s:s, s:s, s:s, s:s}", "id", (int) id, "key", key, "value", value,
                                          "display_key", display_key, "display_value", display_value));
}

static void
append_units (json_t     *list,
              guint32     id,
              const char *key,
              double      units)
{
  char value[G_ASCII_DTOSTR_BUF_SIZE];

  if (units <= 0)
    return;
  g_ascii_formatd (value, sizeof value, "%g", units);
  append_meta (list, id, key, value, key, value);
}

/* What the shop keeps with a line: the variation, what was missing, what was taken
 * from stock; after that whatever others have written. */
static json_t *
make_meta (const BoSampleWriter *writer,
           const BoSampleLine   *line)
{
  json_t          *own = bo_sample_json_meta (writer, line->own_meta, TRUE);
  json_t          *list = json_array ();
  g_autofree char *key = bo_sample_switches_dup_text (writer->call->state->switches, BO_SAMPLE_TRANSLATED_KEY);

  if (line->option != NULL && line->has_product)
    {
      g_autofree char *slug = g_str_to_ascii (line->option, "C");
      g_autofree char *value = NULL;

      g_strcanon (slug, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
      value = g_ascii_strdown (slug, -1);
      append_meta (list, line->meta, attribute_keys[line->attribute], value, attribute_names[line->attribute], line->option);
    }
  append_units (list, line->meta + 1, key != NULL ? key : "Backordered", line->backordered);
  append_units (list, line->meta + 2, "_reduced_stock", line->reduced);
  json_array_extend (list, own);
  json_decref (own);

  return list;
}

static json_t *
make_image (const BoSampleWriter *writer,
            const BoSampleLine   *line)
{
  BoSampleBooks   *books = writer->call->state->books;
  BoSampleProduct *product = bo_sample_books_find_product (books, line->variation != 0 ? line->variation : line->product);
  g_autofree char *address = NULL;
  char             id[16];

  if (product == NULL)
    return json_pack ("{s:i, s:s}", "id", 0, "src", "");
  if (product->parent != NULL && product->image == 0)
    product = product->parent;
  if (product->image == 0)
    return line->variation != 0 ? json_pack ("{s:i, s:s}", "id", 0, "src", "") : json_pack ("{s:s, s:s}", "id", "", "src", "");
  address = bo_sample_image_address (writer->call->state, product);
  g_snprintf (id, sizeof id, "%u", product->image);

  return json_pack ("{s:s, s:s}", "id", id, "src", address);
}

/* What the product is called today; of one that is no more nothing is known. */
static void
set_product (const BoSampleWriter *writer,
             const BoSampleLine   *line,
             json_t               *json)
{
  BoSampleBooks   *books = writer->call->state->books;
  BoSampleProduct *product = bo_sample_books_find_product (books, line->variation != 0 ? line->variation : line->product);

  if (product == NULL)
    {
      json_object_set_new (json, "sku", json_null ());
      json_object_set_new (json, "global_unique_id", json_null ());
      return;
    }
  json_object_set_new (json, "sku", json_string (*product->sku == '\0' && product->parent != NULL ? product->parent->sku : product->sku));
  json_object_set_new (json, "global_unique_id", json_string (product->gtin));
}

/**
 * bo_sample_line_to_json:
 * @writer: for whom
 * @line: a line of an order or of a refund
 * @refund_of: the line of the order that this one takes back, or 0
 *
 * Returns: (transfer full): the line
 */
json_t *
bo_sample_line_to_json (const BoSampleWriter *writer,
                        const BoSampleLine   *line,
                        guint32               refund_of)
{
  int     sign = refund_of != 0 ? -1 : 1;
  json_t *total = bo_sample_json_money (sign * bo_sample_line_get_total (line));
  json_t *tax = bo_sample_json_money (sign * tax_of (line->price * line->quantity));
  double  price = line->quantity != 0 ? line->price * line->quantity / line->quantity : line->price;
  json_t *json = json_pack ("{s:i, s:s, s:i, s:i, s:o, s:s, s:O, s:O, s:O, s:O, s:[{s:i, s:o, s:o}]}",
                            "id", (int) line->id, "name", line->name, "product_id", (int) line->product,
                            "variation_id", (int) line->variation, "quantity", bo_sample_json_amount (sign * line->quantity),
                            "tax_class", "", "subtotal", total, "subtotal_tax", tax, "total", total, "total_tax", tax,
                            "taxes", "id", 1, "total", json_copy (tax), "subtotal", json_copy (tax));

  json_decref (total);
  json_decref (tax);
  json_object_set_new (json, "meta_data", make_meta (writer, line));
  if (refund_of != 0)
    {
      char id[16];

      g_snprintf (id, sizeof id, "%u", refund_of);
      append_meta (json_object_get (json, "meta_data"), line->meta + 1, "_refunded_item_id", id, "_refunded_item_id", id);
    }
  set_product (writer, line, json);
  if (bo_sample_state_is (writer->call->state, BO_SAMPLE_OLD_STORE))
    json_object_del (json, "global_unique_id");
  json_object_set_new (json, "price", bo_sample_json_amount (price));
  json_object_set_new (json, "image", make_image (writer, line));
  json_object_set_new (json, "parent_name", line->parent_name != NULL && line->has_product ? json_string (line->parent_name) : json_null ());

  return json;
}
