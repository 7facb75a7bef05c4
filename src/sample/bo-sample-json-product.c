/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

#include <string.h>

#define EVERYTHING "GET|POST|PUT|PATCH|DELETE"
#define N_RELATED 5

static const struct
{
  int         id;
  const char *name;
  const char *slug;
} categories[] = {
  { 15, "Uncategorized", "uncategorized" },
  { 21, "Play", "play" },
  { 16, "Kitchen &amp; Table", "kitchen-table" },
  { 17, "Sound", "sound" },
  { 22, "Out of doors", "out-of-doors" },
  { 23, "Haus &amp; Zubehör", "haus-zubehor" },
};

static const struct
{
  const char *name;
  const char *slug;
} attributes[] = {
  { "", "" },
  { "Size", "pa_size" },
  { "Type", "pa_type" },
};

static const BoSampleProduct *
get_product (const BoSampleWriter *writer)
{
  return writer->record;
}

static gboolean
is_variation (const BoSampleProduct *product)
{
  return product->type == BO_SAMPLE_VARIATION;
}

/* What a reader sees: after a torn write, for a while, the old number. */
static double
see_stock (const BoSampleWriter  *writer,
           const BoSampleProduct *keeper)
{
  return !writer->edit && g_get_monotonic_time () < keeper->torn_until ? keeper->torn_stock : keeper->stock;
}

static json_t *
make_id (const BoSampleWriter *writer)
{
  return json_integer (get_product (writer)->id);
}

static json_t *
make_name (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->name);
}

static json_t *
make_option (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->option);
}

static json_t *
make_slug (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  g_autofree char       *slug = NULL;

  if (!is_variation (product))
    return json_string (product->slug);
  slug = g_strdup_printf ("%s-%s", product->parent->slug, product->slug);

  return json_string (slug);
}

static json_t *
make_permalink (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  const char            *home = writer->call->state->home;
  g_autofree char       *url = NULL;

  if (is_variation (product))
    url = g_strdup_printf ("%s/product/%s/?attribute_%s=%s", home, product->parent->slug, attributes[product->attribute].slug, product->slug);
  else if (strcmp (product->status, "publish") == 0 || strcmp (product->status, "private") == 0)
    url = g_strdup_printf ("%s/product/%s/", home, product->slug);
  else
    url = g_strdup_printf ("%s/?post_type=product&p=%u", home, product->id);

  return json_string (url);
}

static json_t *
make_created (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_product (writer)->created.at);
}

static json_t *
make_created_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_product (writer)->created.at);
}

static json_t *
make_modified (const BoSampleWriter *writer)
{
  return bo_sample_json_local (writer, get_product (writer)->modified.at);
}

static json_t *
make_modified_gmt (const BoSampleWriter *writer)
{
  return bo_sample_json_gmt (writer, get_product (writer)->modified.at);
}

static json_t *
make_type (const BoSampleWriter *writer)
{
  static const char *const types[] = { "simple", "grouped", "external", "variable", "variation" };

  return json_string (types[get_product (writer)->type]);
}

static json_t *
make_status (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->status);
}

static json_t *
make_visible (const BoSampleWriter *writer)
{
  return json_string ("visible");
}

static json_t *
make_description (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->description);
}

/* A variation without an SKU shows that of its parent. */
static json_t *
make_sku (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);

  return json_string (*product->sku == '\0' && is_variation (product) ? product->parent->sku : product->sku);
}

static json_t *
make_price (const BoSampleWriter *writer)
{
  return json_string (bo_sample_product_get_price (get_product (writer)));
}

static json_t *
make_regular_price (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->regular_price);
}

static json_t *
make_sale_price (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->sale_price);
}

static json_t *
make_on_sale (const BoSampleWriter *writer)
{
  return json_boolean (*get_product (writer)->sale_price != '\0');
}

static json_t *
make_purchasable (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);

  return json_boolean (product->type != BO_SAMPLE_GROUPED && product->type != BO_SAMPLE_EXTERNAL &&
                       *bo_sample_product_get_price (product) != '\0');
}

/* Of a variation it is text, for nobody turns it into a number there. */
static json_t *
make_total_sales (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  char                   text[16];

  if (!is_variation (product))
    return json_integer (product->total_sales);
  g_snprintf (text, sizeof text, "%u", product->total_sales);

  return json_string (text);
}

static json_t *
make_virtual (const BoSampleWriter *writer)
{
  return json_boolean (get_product (writer)->is_virtual);
}

static json_t *
make_external_url (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->type == BO_SAMPLE_EXTERNAL ? "https://elsewhere.example/" : "");
}

static json_t *
make_taxable (const BoSampleWriter *writer)
{
  return json_string ("taxable");
}

static json_t *
make_manage_stock (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);

  if (product->manage == BO_SAMPLE_MANAGE_PARENT)
    return bo_sample_product_get_stock_keeper ((BoSampleProduct *) product) != NULL ? json_string ("parent") : json_false ();

  return json_boolean (product->manage == BO_SAMPLE_MANAGE_YES);
}

static json_t *
make_stock_quantity (const BoSampleWriter *writer)
{
  const BoSampleProduct *keeper = bo_sample_product_get_stock_keeper ((BoSampleProduct *) get_product (writer));

  return keeper == NULL || !keeper->has_stock ? json_null () : bo_sample_json_amount (see_stock (writer, keeper));
}

static const char *
get_backorders (const BoSampleProduct *product)
{
  const BoSampleProduct *keeper = bo_sample_product_get_stock_keeper ((BoSampleProduct *) product);

  return keeper != NULL ? keeper->backorders : product->backorders;
}

static json_t *
make_backorders (const BoSampleWriter *writer)
{
  return json_string (get_backorders (get_product (writer)));
}

static json_t *
make_backorders_allowed (const BoSampleWriter *writer)
{
  const char *backorders = get_backorders (get_product (writer));

  return json_boolean (strcmp (backorders, "yes") == 0 || strcmp (backorders, "notify") == 0);
}

static const char *
get_stock_status (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  const BoSampleProduct *keeper = bo_sample_product_get_stock_keeper ((BoSampleProduct *) product);

  return bo_sample_product_get_stock_status (product, keeper == NULL ? 0 : see_stock (writer, keeper));
}

static json_t *
make_backordered (const BoSampleWriter *writer)
{
  return json_boolean (strcmp (get_stock_status (writer), "onbackorder") == 0);
}

static json_t *
make_stock_status (const BoSampleWriter *writer)
{
  return json_string (get_stock_status (writer));
}

static json_t *
make_dimensions (const BoSampleWriter *writer)
{
  return json_pack ("{s:s, s:s, s:s}", "length", "", "width", "", "height", "");
}

static json_t *
make_shipping_required (const BoSampleWriter *writer)
{
  return json_boolean (!get_product (writer)->is_virtual);
}

static json_t *
make_reviews_allowed (const BoSampleWriter *writer)
{
  return json_boolean (!is_variation (get_product (writer)));
}

static json_t *
make_rating (const BoSampleWriter *writer)
{
  return json_string (writer->edit ? "0" : "0.00");
}

static json_t *
make_parent_id (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);

  return json_integer (product->parent != NULL ? product->parent->id : 0);
}

static json_t *
make_categories (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  guint                  i = product->category % G_N_ELEMENTS (categories);

  if (is_variation (product))
    return json_array ();

  return json_pack ("[{s:i, s:s, s:s}]", "id", categories[i].id, "name", categories[i].name, "slug", categories[i].slug);
}

static json_t *
make_images (const BoSampleWriter *writer)
{
  return bo_sample_images_to_json (writer, get_product (writer));
}

static json_t *
make_image (const BoSampleWriter *writer)
{
  json_t *images = bo_sample_images_to_json (writer, get_product (writer));
  json_t *first = json_array_size (images) > 0 ? json_incref (json_array_get (images, 0)) : json_null ();

  json_decref (images);

  return first;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of a variable product those it comes in, by name; of a variation the one it is. */
static json_t *
make_attributes (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  int                    id = product->attribute;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  json_t *options;

  if (is_variation (product))
    return json_pack ("[{s:i, s:s, s:s, s:s}]", "id", id, "name", attributes[id].name, "slug", attributes[id].slug, "option", product->option);
  if (product->children == NULL)
    return json_array ();
  for (guint i = 0; i < product->children->len; i++)
    g_ptr_array_add (words, (gpointer) ((BoSampleProduct *) g_ptr_array_index (product->children, i))->option);
  g_ptr_array_sort (words, compare_words);
  options = json_array ();
  for (guint i = 0; i < words->len; i++)
    json_array_append_new (options, json_string (g_ptr_array_index (words, i)));

  return json_pack ("[{s:i, s:s, s:s, s:i, s:b, s:b, s:o}]", "id", id, "name", attributes[id].name, "slug", attributes[id].slug,
                    "position", 0, "visible", 1, "variation", 1, "options", options);
}

static json_t *
make_variations (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  json_t                *ids = json_array ();

  for (guint i = 0; product->children != NULL && i < product->children->len; i++)
    {
      const BoSampleProduct *child = g_ptr_array_index (product->children, i);

      if (strcmp (child->status, "trash") != 0)
        json_array_append_new (ids, json_integer (child->id));
    }

  return ids;
}

/* Drawn by lot for each answer, as the real one does: what compares contents
 * must not look at it. */
static json_t *
make_related (const BoSampleWriter *writer)
{
  const BoSampleBooks *books = writer->call->state->books;
  guint64              lot = writer->call->state->n_answers * 31 + get_product (writer)->id;
  json_t              *ids = json_array ();

  for (guint i = 0; i < N_RELATED && !is_variation (get_product (writer)) && books->products->len > 1; i++)
    {
      const BoSampleProduct *other = g_ptr_array_index (books->products, (lot * 7 + i * 101) % books->products->len);

      json_array_append_new (ids, json_integer (other->id));
    }

  return ids;
}

static json_t *
make_meta (const BoSampleWriter *writer)
{
  return bo_sample_json_meta (writer, get_product (writer)->meta, FALSE);
}

static json_t *
make_has_options (const BoSampleWriter *writer)
{
  return json_boolean (get_product (writer)->type == BO_SAMPLE_VARIABLE);
}

static json_t *
make_gtin (const BoSampleWriter *writer)
{
  return json_string (get_product (writer)->gtin);
}

static json_t *
make_template (const BoSampleWriter *writer)
{
  g_autofree char *url = g_strconcat (writer->call->state->home, "/product/%pagename%/", NULL);

  return json_string (url);
}

static json_t *
make_product_links (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  json_t                *links = json_object ();

  json_object_set_new (links, "self", bo_sample_json_link (writer, EVERYTHING, "products/%u", product->id));
  json_object_set_new (links, "collection", bo_sample_json_link (writer, NULL, "products"));
  if (product->parent != NULL)
    json_object_set_new (links, "up", bo_sample_json_link (writer, NULL, "products/%u", product->parent->id));

  return links;
}

/* In the list of the whole shop the links name no parent. */
static json_t *
make_variation_links (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = get_product (writer);
  json_t                *links = json_object ();

  if (writer->call->ids[0] == 0)
    {
      json_object_set_new (links, "self", bo_sample_json_link (writer, NULL, "variations/%u", product->id));
      json_object_set_new (links, "collection", bo_sample_json_link (writer, NULL, "variations"));
      json_object_set_new (links, "up", bo_sample_json_link (writer, NULL, "products/0"));
      return links;
    }
  json_object_set_new (links, "self", bo_sample_json_link (writer, EVERYTHING, "products/%u/variations/%u", product->parent->id, product->id));
  json_object_set_new (links, "collection", bo_sample_json_link (writer, NULL, "products/%u/variations", product->parent->id));
  json_object_set_new (links, "up", bo_sample_json_link (writer, NULL, "products/%u", product->parent->id));

  return links;
}

static const BoSampleMember product_members[] = {
  { "id", make_id },
  { "name", make_name },
  { "slug", make_slug },
  { "permalink", make_permalink },
  { "date_created", make_created },
  { "date_created_gmt", make_created_gmt },
  { "date_modified", make_modified },
  { "date_modified_gmt", make_modified_gmt },
  { "type", make_type },
  { "status", make_status },
  { "featured", bo_sample_make_false },
  { "catalog_visibility", make_visible },
  { "description", make_description },
  { "short_description", bo_sample_make_empty },
  { "sku", make_sku },
  { "price", make_price },
  { "regular_price", make_regular_price },
  { "sale_price", make_sale_price },
  { "date_on_sale_from", bo_sample_make_null },
  { "date_on_sale_from_gmt", bo_sample_make_null },
  { "date_on_sale_to", bo_sample_make_null },
  { "date_on_sale_to_gmt", bo_sample_make_null },
  { "on_sale", make_on_sale },
  { "purchasable", make_purchasable },
  { "total_sales", make_total_sales },
  { "virtual", make_virtual },
  { "downloadable", bo_sample_make_false },
  { "downloads", bo_sample_make_list },
  { "download_limit", bo_sample_make_minus_one },
  { "download_expiry", bo_sample_make_minus_one },
  { "external_url", make_external_url },
  { "button_text", bo_sample_make_empty },
  { "tax_status", make_taxable },
  { "tax_class", bo_sample_make_empty },
  { "manage_stock", make_manage_stock },
  { "stock_quantity", make_stock_quantity },
  { "backorders", make_backorders },
  { "backorders_allowed", make_backorders_allowed },
  { "backordered", make_backordered },
  { "low_stock_amount", bo_sample_make_null },
  { "sold_individually", bo_sample_make_false },
  { "weight", bo_sample_make_empty },
  { "dimensions", make_dimensions },
  { "shipping_required", make_shipping_required },
  { "shipping_taxable", make_shipping_required },
  { "shipping_class", bo_sample_make_empty },
  { "shipping_class_id", bo_sample_make_zero },
  { "reviews_allowed", make_reviews_allowed },
  { "average_rating", make_rating },
  { "rating_count", bo_sample_make_zero },
  { "upsell_ids", bo_sample_make_list },
  { "cross_sell_ids", bo_sample_make_list },
  { "parent_id", make_parent_id },
  { "purchase_note", bo_sample_make_empty },
  { "categories", make_categories },
  { "brands", bo_sample_make_list, BO_SAMPLE_MEMBER_NEW },
  { "tags", bo_sample_make_list },
  { "images", make_images },
  { "attributes", make_attributes },
  { "default_attributes", bo_sample_make_list },
  { "variations", make_variations },
  { "grouped_products", bo_sample_make_list },
  { "menu_order", bo_sample_make_zero },
  { "price_html", bo_sample_make_price_html },
  { "related_ids", make_related },
  { "meta_data", make_meta },
  { "stock_status", make_stock_status },
  { "has_options", make_has_options },
  { "post_password", bo_sample_make_empty, BO_SAMPLE_MEMBER_NEW },
  { "global_unique_id", make_gtin, BO_SAMPLE_MEMBER_NEW },
  { "permalink_template", make_template, BO_SAMPLE_MEMBER_EDIT },
  { "generated_slug", make_slug, BO_SAMPLE_MEMBER_EDIT },
  { "_links", make_product_links },
  { NULL, NULL },
};

static const BoSampleMember variation_members[] = {
  { "id", make_id },
  { "type", make_type, BO_SAMPLE_MEMBER_NEW },
  { "date_created", make_created },
  { "date_created_gmt", make_created_gmt },
  { "date_modified", make_modified },
  { "date_modified_gmt", make_modified_gmt },
  { "description", make_description },
  { "permalink", make_permalink },
  { "sku", make_sku },
  { "global_unique_id", make_gtin, BO_SAMPLE_MEMBER_NEW },
  { "price", make_price },
  { "regular_price", make_regular_price },
  { "sale_price", make_sale_price },
  { "date_on_sale_from", bo_sample_make_null },
  { "date_on_sale_from_gmt", bo_sample_make_null },
  { "date_on_sale_to", bo_sample_make_null },
  { "date_on_sale_to_gmt", bo_sample_make_null },
  { "on_sale", make_on_sale },
  { "status", make_status },
  { "purchasable", make_purchasable },
  { "virtual", make_virtual },
  { "downloadable", bo_sample_make_false },
  { "downloads", bo_sample_make_list },
  { "download_limit", bo_sample_make_minus_one },
  { "download_expiry", bo_sample_make_minus_one },
  { "tax_status", make_taxable },
  { "tax_class", bo_sample_make_empty },
  { "manage_stock", make_manage_stock },
  { "stock_quantity", make_stock_quantity },
  { "stock_status", make_stock_status },
  { "backorders", make_backorders },
  { "backorders_allowed", make_backorders_allowed },
  { "backordered", make_backordered },
  { "low_stock_amount", bo_sample_make_null },
  { "weight", bo_sample_make_empty },
  { "dimensions", make_dimensions },
  { "shipping_class", bo_sample_make_empty },
  { "shipping_class_id", bo_sample_make_zero },
  { "image", make_image },
  { "gallery_image_ids", bo_sample_make_list, BO_SAMPLE_MEMBER_NEW },
  { "attributes", make_attributes },
  { "menu_order", bo_sample_make_zero },
  { "meta_data", make_meta },
  { "name", make_option, BO_SAMPLE_MEMBER_NEW },
  { "parent_id", make_parent_id, BO_SAMPLE_MEMBER_NEW },
  { "_links", make_variation_links },
  { NULL, NULL },
};

/* A writer sees the state after the write, whatever others still see. */
static gboolean
is_edit (const BoSampleCall *call)
{
  return strcmp (call->request->method, "GET") != 0 && strcmp (call->request->method, "HEAD") != 0;
}

json_t *
bo_sample_product_to_json (BoSampleCall *call,
                           gconstpointer product)
{
  BoSampleWriter writer = { .call = call, .record = product, .edit = is_edit (call) };

  return bo_sample_members_write (product_members, &writer);
}

json_t *
bo_sample_variation_to_json (BoSampleCall *call,
                             gconstpointer product)
{
  BoSampleWriter writer = { .call = call, .record = product, .edit = is_edit (call) };

  return bo_sample_members_write (variation_members, &writer);
}
