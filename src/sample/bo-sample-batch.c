/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include <string.h>

#include "bo-sample-json.h"
#include "bo-sample-list.h"
#include "bo-sample-product.h"
#include "bo-sample-write.h"

#define MAX_ITEMS 100

/* One item of a batch: a call of its own, whose answer becomes a member of the whole. */
typedef BoSampleProduct *(*ItemFunc) (BoSampleCall *item);

static void
fail_id (BoSampleCall *item)
{
  bo_sample_call_fail (item, 400, "woocommerce_rest_product_invalid_id", "Invalid ID.");
}

static BoSampleProduct *
find_item (BoSampleCall *item)
{
  const json_t    *id = json_is_object (item->json) ? json_object_get (item->json, "id") : item->json;
  BoSampleProduct *product = bo_sample_books_find_product (item->state->books, (guint64) json_integer_value (id));

  if (product != NULL && (item->ids[0] == 0 || (product->parent != NULL && product->parent->id == item->ids[0])))
    return product;
  fail_id (item);

  return NULL;
}

static BoSampleProduct *
create_item (BoSampleCall *item)
{
  return bo_sample_product_create (item, TRUE);
}

static BoSampleProduct *
update_item (BoSampleCall *item)
{
  BoSampleProduct *product = find_item (item);

  return product != NULL && bo_sample_product_apply (item, product, TRUE) ? product : NULL;
}

static json_t *
make_error (BoSampleCall *item)
{
  gsize       size;
  const char *text = g_bytes_get_data (item->reply->body, &size);
  json_t     *error = json_loadb (text, size, 0, NULL);
  json_t     *id = json_is_object (item->json) ? json_object_get (item->json, "id") : item->json;

  return json_pack ("{s:o, s:o}", "id", id == NULL ? json_null () : json_incref (id), "error", error);
}

static json_t *
run_items (BoSampleCall *call,
           const json_t *items,
           ItemFunc      func,
           BoSampleWrite write)
{
  json_t *answers = json_array ();

  for (gsize i = 0; i < json_array_size (items); i++)
    {
      g_autoptr (BoSampleReply) reply = bo_sample_reply_new ();
      /* Batches are answered in full whatever was asked for. */
      BoSampleCall     item = { .state = call->state, .request = call->request, .reply = reply };
      BoSampleProduct *product;

      memcpy (item.ids, call->ids, sizeof item.ids);
      item.json = json_incref (json_array_get (items, i));
      product = func (&item);
      json_array_append_new (answers, product != NULL ? write (&item, product) : make_error (&item));
      call->reply->delay = MAX (call->reply->delay, reply->delay);
      json_decref (item.json);
    }

  return answers;
}

static json_t *
delete_items (BoSampleCall *call,
              const json_t *items,
              BoSampleWrite write)
{
  json_t *answers = json_array ();

  for (gsize i = 0; i < json_array_size (items); i++)
    {
      g_autoptr (BoSampleReply) reply = bo_sample_reply_new ();
      BoSampleCall     item = { .state = call->state, .request = call->request, .reply = reply };
      BoSampleProduct *product;

      memcpy (item.ids, call->ids, sizeof item.ids);
      item.json = json_incref (json_array_get (items, i));
      product = find_item (&item);
      json_array_append_new (answers, product != NULL ? write (&item, product) : make_error (&item));
      json_decref (item.json);
      if (product != NULL)
        bo_sample_books_remove_product (call->state->books, product);
    }

  return answers;
}

static void
run_batch (BoSampleCall *call,
           BoSampleWrite write)
{
  const json_t *create = json_object_get (call->json, "create");
  const json_t *update = json_object_get (call->json, "update");
  const json_t *remove = json_object_get (call->json, "delete");
  json_t       *answer;

  if (json_array_size (create) + json_array_size (update) + json_array_size (remove) > MAX_ITEMS)
    {
      bo_sample_call_fail (call, 413, "woocommerce_rest_request_entity_too_large", "Unable to accept more than 100 items for this request.");
      return;
    }
  answer = json_object ();
  if (json_array_size (create) > 0 && call->ids[0] == 0)
    json_object_set_new (answer, "create", run_items (call, create, create_item, write));
  if (json_array_size (update) > 0)
    json_object_set_new (answer, "update", run_items (call, update, update_item, write));
  if (json_array_size (remove) > 0)
    json_object_set_new (answer, "delete", delete_items (call, remove, write));
  bo_sample_reply_take_json (call->reply, 200, answer);
}

void
bo_sample_batch_products (BoSampleCall *call)
{
  run_batch (call, bo_sample_product_to_json);
}

void
bo_sample_batch_variations (BoSampleCall *call)
{
  run_batch (call, bo_sample_variation_to_json);
}
