/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-clean.h"
#include "bo-sample-json.h"
#include "bo-sample-list.h"
#include "bo-sample-product.h"
#include "bo-sample-routes.h"
#include "bo-sample-stock.h"
#include "bo-sample-write.h"

#define TRASHED "__trashed"

static const char *const statuses[] = { "draft", "pending", "private", "publish", "future", "auto-draft", "trash", NULL };
static const char *const backorders[] = { "no", "notify", "yes", NULL };
static const char *const stock_statuses[] = { "instock", "outofstock", "onbackorder", NULL };
static const char *const types[] = { "simple", "grouped", "external", "variable", "variation", NULL };

/* The one member of a body that a plugin changes: with fractions it is any number. */
#define STOCK_FIELD 0

static const BoSampleField fields[] = {
  { "stock_quantity", BO_SAMPLE_FIELD_INTEGER, NULL },
  { "name", BO_SAMPLE_FIELD_TEXT, NULL },
  { "type", BO_SAMPLE_FIELD_TEXT, types },
  { "status", BO_SAMPLE_FIELD_TEXT, statuses },
  { "description", BO_SAMPLE_FIELD_TEXT, NULL },
  { "sku", BO_SAMPLE_FIELD_TEXT, NULL },
  { "global_unique_id", BO_SAMPLE_FIELD_TEXT, NULL },
  { "regular_price", BO_SAMPLE_FIELD_TEXT, NULL },
  { "sale_price", BO_SAMPLE_FIELD_TEXT, NULL },
  { "manage_stock", BO_SAMPLE_FIELD_BOOLEAN, NULL },
  { "stock_status", BO_SAMPLE_FIELD_TEXT, stock_statuses },
  { "backorders", BO_SAMPLE_FIELD_TEXT, backorders },
  { "meta_data", BO_SAMPLE_FIELD_LIST, NULL },
  { NULL },
};

/* Of a variation "manage_stock" may be "parent", so it is of any type there. */
static const BoSampleField variation_fields[] = {
  { "stock_quantity", BO_SAMPLE_FIELD_INTEGER, NULL },
  { "status", BO_SAMPLE_FIELD_TEXT, statuses },
  { "description", BO_SAMPLE_FIELD_TEXT, NULL },
  { "sku", BO_SAMPLE_FIELD_TEXT, NULL },
  { "global_unique_id", BO_SAMPLE_FIELD_TEXT, NULL },
  { "regular_price", BO_SAMPLE_FIELD_TEXT, NULL },
  { "sale_price", BO_SAMPLE_FIELD_TEXT, NULL },
  { "stock_status", BO_SAMPLE_FIELD_TEXT, stock_statuses },
  { "backorders", BO_SAMPLE_FIELD_TEXT, backorders },
  { "meta_data", BO_SAMPLE_FIELD_LIST, NULL },
  { NULL },
};

/* Returns: %FALSE if the SKU is taken; then the call is answered */
static gboolean
check_sku (BoSampleCall    *call,
           BoSampleProduct *product,
           const char      *sku)
{
  BoSampleProduct *other = *sku == '\0' ? NULL : bo_sample_books_find_sku (call->state->books, sku);
  g_autofree char *unique = NULL;

  if (other == NULL || other == product)
    return TRUE;
  if (strcmp (other->status, "trash") == 0)
    {
      g_autofree char *message = NULL;

      if (bo_sample_state_is (call->state, BO_SAMPLE_OLD_STORE) || other->type == BO_SAMPLE_VARIATION)
        return TRUE;
      message = g_strdup_printf ("The product with SKU (%s) you are trying to insert is already present in the lookup table", sku);
      bo_sample_call_fail (call, 400, "woocommerce_rest_product_not_created", message);
      return FALSE;
    }
  unique = g_strconcat (sku, "-1", NULL);
  bo_sample_reply_take_json (call->reply, 400,
                             json_pack ("{s:s, s:s, s:{s:i, s:i, s:s}}", "code", "product_invalid_sku", "message", "Invalid or duplicated SKU.",
                                        "data", "status", 400, "resource_id", (int) other->id, "unique_sku", unique));

  return FALSE;
}

static void
set_text (BoSampleCall *call,
          const char   *name,
          const char  **member,
          char *(*clean) (const char *text))
{
  const json_t    *value = json_object_get (call->json, name);
  g_autofree char *text = NULL;

  if (!json_is_string (value))
    return;
  text = clean (json_string_value (value));
  *member = bo_sample_books_text (call->state->books, text);
}

static char *
clean_name (const char *text)
{
  return bo_sample_clean_html (text, TRUE);
}

/* A number gets here in a batch only, and is taken as it would be written. */
static void
set_price (BoSampleCall *call,
           const char   *name,
           const char  **member)
{
  const json_t *value = json_object_get (call->json, name);
  char          text[G_ASCII_DTOSTR_BUF_SIZE];

  set_text (call, name, member, bo_sample_clean_price);
  if (json_is_number (value))
    *member = bo_sample_books_text (call->state->books, g_ascii_formatd (text, sizeof text, "%.15g", json_number_value (value)));
}

static void
set_prices (BoSampleCall    *call,
            BoSampleProduct *product)
{
  set_price (call, "regular_price", &product->regular_price);
  set_price (call, "sale_price", &product->sale_price);
  /* Nobody is told that this is no sale. */
  if (*product->sale_price != '\0' &&
      (*product->regular_price == '\0' || g_ascii_strtod (product->sale_price, NULL) >= g_ascii_strtod (product->regular_price, NULL)))
    product->sale_price = "";
}

static void
set_manage (BoSampleProduct *product,
            const json_t    *value)
{
  if (value == NULL || json_is_null (value))
    return;
  if (product->type == BO_SAMPLE_VARIATION && g_strcmp0 (json_string_value (value), "parent") == 0)
    product->manage = BO_SAMPLE_MANAGE_PARENT;
  else if (bo_sample_json_is_true (value))
    product->manage = BO_SAMPLE_MANAGE_YES;
  else if (product->manage == BO_SAMPLE_MANAGE_YES)
    product->manage = BO_SAMPLE_MANAGE_NO;
}

/* A number for what is not counted is passed over.  A null is nothing in a batch,
 * and nought by itself. */
static void
set_stock (BoSampleCall    *call,
           BoSampleProduct *product,
           gboolean         in_batch)
{
  const json_t *value = json_object_get (call->json, "stock_quantity");
  const json_t *delta = json_object_get (call->json, "inventory_delta");
  gboolean      fractional = bo_sample_state_is (call->state, BO_SAMPLE_FRACTIONAL_STOCK);

  if (product->manage != BO_SAMPLE_MANAGE_YES)
    return;
  if (value != NULL && !(json_is_null (value) && in_batch))
    bo_sample_stock_write (call, product, bo_sample_clean_stock (value, fractional));
  else if (delta != NULL)
    bo_sample_stock_write (call, product, product->stock + bo_sample_clean_stock (delta, fractional));
}

static void
set_member (BoSampleCall *call,
            const char   *name,
            const char  **member)
{
  const char *text = json_string_value (json_object_get (call->json, name));

  if (text != NULL)
    *member = bo_sample_books_text_once (call->state->books, text);
}

static void
set_type (BoSampleProduct *product,
          const char      *type)
{
  for (guint i = 0; type != NULL && i <= BO_SAMPLE_VARIABLE; i++)
    if (strcmp (types[i], type) == 0 && product->type != BO_SAMPLE_VARIATION)
      product->type = (guint8) i;
}

static void
make_slug (BoSampleCall    *call,
           BoSampleProduct *product)
{
  g_autofree char *ascii = g_str_to_ascii (product->name, "C");
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  product->slug = bo_sample_books_text (call->state->books, slug->str);
}

static void
move_to_bin (BoSampleCall    *call,
             BoSampleProduct *product)
{
  BoSampleBooks   *books = call->state->books;
  gint64           now = bo_sample_state_get_now (call->state);
  g_autofree char *slug = g_strconcat (product->slug, TRASHED, NULL);
  g_autofree char *status = g_strdup_printf ("\"%s\"", product->status);
  g_autofree char *time = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", now);
  g_autofree char *desired = g_strdup_printf ("\"%s\"", product->slug);

  if (strcmp (product->status, "trash") == 0)
    return;
  bo_sample_meta_set (books, &product->meta, "_wp_trash_meta_status", status);
  bo_sample_meta_set (books, &product->meta, "_wp_trash_meta_time", time);
  bo_sample_meta_set (books, &product->meta, "_wp_desired_post_slug", desired);
  product->status_before = product->status;
  product->status = "trash";
  product->slug = bo_sample_books_text (books, slug);
  product->trashed_at = now;
  bo_sample_product_touch (call->state, product);
}

static void
take_from_bin (BoSampleCall    *call,
               BoSampleProduct *product)
{
  BoSampleBooks *books = call->state->books;

  if (g_str_has_suffix (product->slug, TRASHED))
    {
      g_autofree char *slug = g_strndup (product->slug, strlen (product->slug) - strlen (TRASHED));

      product->slug = bo_sample_books_text (books, slug);
    }
  bo_sample_meta_set (books, &product->meta, "_wp_trash_meta_status", NULL);
  bo_sample_meta_set (books, &product->meta, "_wp_trash_meta_time", NULL);
  bo_sample_meta_set (books, &product->meta, "_wp_desired_post_slug", NULL);
}

static void
set_status (BoSampleCall    *call,
            BoSampleProduct *product)
{
  const char *status = json_string_value (json_object_get (call->json, "status"));

  if (status == NULL || strcmp (status, product->status) == 0)
    return;
  if (strcmp (status, "trash") == 0)
    {
      move_to_bin (call, product);
      return;
    }
  if (strcmp (product->status, "trash") == 0)
    take_from_bin (call, product);
  product->status = bo_sample_books_text_once (call->state->books, status);
  if (*product->slug == '\0' && product->type != BO_SAMPLE_VARIATION)
    make_slug (call, product);
}

/* What turns simple loses its variations. */
static void
drop_variations (BoSampleCall    *call,
                 BoSampleProduct *product)
{
  while (product->type != BO_SAMPLE_VARIABLE && product->children != NULL && product->children->len > 0)
    bo_sample_books_remove_product (call->state->books, g_ptr_array_index (product->children, 0));
}

gboolean
bo_sample_product_apply (BoSampleCall    *call,
                         BoSampleProduct *product,
                         gboolean         in_batch)
{
  const char      *sku = json_string_value (json_object_get (call->json, "sku"));
  g_autofree char *clean = sku != NULL ? bo_sample_clean_text (sku) : NULL;

  if (clean != NULL && !check_sku (call, product, clean))
    return FALSE;
  if (clean != NULL)
    product->sku = bo_sample_books_text (call->state->books, clean);
  set_text (call, "name", &product->name, clean_name);
  set_text (call, "description", &product->description, clean_name);
  set_text (call, "global_unique_id", &product->gtin, bo_sample_clean_text);
  set_type (product, json_string_value (json_object_get (call->json, "type")));
  drop_variations (call, product);
  set_prices (call, product);
  set_manage (product, json_object_get (call->json, "manage_stock"));
  set_member (call, "stock_status", &product->stock_status);
  set_member (call, "backorders", &product->backorders);
  set_stock (call, product, in_batch);
  set_status (call, product);
  bo_sample_write_meta (call, &product->meta, json_object_get (call->json, "meta_data"));
  bo_sample_product_touch (call->state, product);

  return TRUE;
}

static gboolean
check_fields (BoSampleCall        *call,
              const BoSampleField *known)
{
  const json_t *stock = json_object_get (call->json, "stock_quantity");

  g_assert (strcmp (known[STOCK_FIELD].name, "stock_quantity") == 0);
  if (bo_sample_state_is (call->state, BO_SAMPLE_FRACTIONAL_STOCK) && json_is_number (stock))
    known += STOCK_FIELD + 1;

  return bo_sample_check_body (call, known);
}

/* Another tool writes to the database behind WooCommerce's back, and no date moves. */
static gboolean
is_silent (const BoSampleCall *call)
{
  return call->request->of_the_shop && bo_sample_params_find (call->request->params, "silently") != NULL;
}

void
bo_sample_update_product (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_books_find_product (call->state->books, call->ids[0]);
  BoSampleStamp    modified;

  if (!check_fields (call, fields))
    return;
  if (product == NULL)
    {
      bo_sample_call_fail (call, 400, "woocommerce_rest_product_invalid_id", "Invalid ID.");
      return;
    }
  modified = product->modified;
  if (!bo_sample_product_apply (call, product, FALSE))
    return;
  if (is_silent (call))
    product->modified = modified;
  bo_sample_reply_take_json (call->reply, 200, bo_sample_product_to_json (call, product));
}

void
bo_sample_update_variation (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_call_find_variation (call);

  if (product == NULL || !check_fields (call, variation_fields))
    return;
  if (bo_sample_product_apply (call, product, FALSE))
    bo_sample_reply_take_json (call->reply, 200, bo_sample_variation_to_json (call, product));
}

BoSampleProduct *
bo_sample_product_create (BoSampleCall *call,
                          gboolean      in_batch)
{
  BoSampleProduct *product = bo_sample_books_add_product (call->state->books, NULL);

  product->name = "Product";
  product->created = bo_sample_state_stamp (call->state);
  if (!bo_sample_product_apply (call, product, in_batch))
    {
      bo_sample_books_remove_product (call->state->books, product);
      return NULL;
    }
  make_slug (call, product);

  return product;
}

void
bo_sample_create_product (BoSampleCall *call)
{
  BoSampleProduct *product;

  if (!check_fields (call, fields))
    return;
  product = bo_sample_product_create (call, FALSE);
  if (product == NULL)
    return;
  bo_sample_reply_take_json (call->reply, 201, bo_sample_product_to_json (call, product));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/products/%u", call->state->home, product->id);
}

static const char *
get_option (const json_t *json)
{
  const json_t *first = json_array_get (json_object_get (json, "attributes"), 0);
  const char   *option = json_string_value (json_object_get (first, "option"));

  return option != NULL ? option : "";
}

void
bo_sample_create_variation (BoSampleCall *call)
{
  BoSampleProduct *parent = bo_sample_call_find_product (call);
  BoSampleProduct *product;
  g_autofree char *name = NULL;
  g_autofree char *slug = NULL;

  if (parent == NULL || !check_fields (call, variation_fields))
    return;
  parent->type = BO_SAMPLE_VARIABLE;
  parent->attribute = MAX (parent->attribute, 1);
  product = bo_sample_books_add_product (call->state->books, parent);
  name = g_strdup_printf ("%s - %s", parent->name, get_option (call->json));
  slug = g_ascii_strdown (get_option (call->json), -1);
  product->name = bo_sample_books_text (call->state->books, name);
  product->option = bo_sample_books_text (call->state->books, get_option (call->json));
  product->slug = bo_sample_books_text (call->state->books, slug);
  product->attribute = parent->attribute;
  product->created = bo_sample_state_stamp (call->state);
  if (!bo_sample_product_apply (call, product, FALSE))
    {
      bo_sample_books_remove_product (call->state->books, product);
      return;
    }
  bo_sample_reply_take_json (call->reply, 201, bo_sample_variation_to_json (call, product));
  bo_sample_reply_set_header (call->reply, "Location", "%s/wp-json/wc/v3/products/%u/variations/%u", call->state->home, parent->id, product->id);
}

/* As it was before; of what lies in the bin already, as it was before that. */
static void
show_deleted (BoSampleCall    *call,
              BoSampleProduct *product,
              BoSampleWrite    write)
{
  const char *status = product->status;
  const char *slug = product->slug;

  if (strcmp (status, "trash") == 0 && product->status_before != NULL)
    {
      product->status = product->status_before;
      if (g_str_has_suffix (slug, TRASHED))
        {
          g_autofree char *before = g_strndup (slug, strlen (slug) - strlen (TRASHED));

          product->slug = bo_sample_books_text (call->state->books, before);
        }
    }
  bo_sample_reply_take_json (call->reply, 200, write (call, product));
  product->status = status;
  product->slug = slug;
}

static void
delete_product (BoSampleCall    *call,
                BoSampleProduct *product,
                BoSampleWrite    write)
{
  gboolean force = bo_sample_call_get_boolean (call, "force");

  if (bo_sample_call_refuse (call))
    return;
  if (!force && strcmp (product->status, "trash") == 0)
    {
      bo_sample_call_fail (call, 410, "woocommerce_rest_already_trashed", "The product has already been deleted.");
      return;
    }
  show_deleted (call, product, write);
  if (!force)
    {
      move_to_bin (call, product);
      return;
    }
  if (product->parent != NULL)
    bo_sample_product_touch (call->state, product);
  bo_sample_books_remove_product (call->state->books, product);
}

void
bo_sample_delete_product (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_call_find_product (call);

  if (product != NULL)
    delete_product (call, product, bo_sample_product_to_json);
}

void
bo_sample_delete_variation (BoSampleCall *call)
{
  BoSampleProduct *product = bo_sample_call_find_variation (call);

  if (product != NULL)
    delete_product (call, product, bo_sample_variation_to_json);
}
