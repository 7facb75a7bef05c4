/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-demo-story"

#include "config.h"

#include "bo-demo-story.h"

#include <inttypes.h>

#include "bo-outbox.h"

/* Lines to choose from: not every product is one whose stock the shop counts. */
#define N_LINES 40
/* What somebody has found on another shelf. */
#define FOUND 12

typedef struct
{
  BoService    *service; /* (owned) */
  BoSync       *sync;    /* (owned) */
  BoSampleShop *shop;    /* (owned) */
  BoIdList     *lines;   /* (owned) (nullable): that wait for goods, longest first */
  guint         next;    /* of them, to be looked at */
  BoShopProduct product; /* of the one looked at last */
} Story;

static void
story_free (Story *story)
{
  g_object_unref (story->service);
  g_object_unref (story->sync);
  g_object_unref (story->shop);
  g_clear_pointer (&story->lines, bo_id_list_free);
  g_free (story);
}

static const BoLineRecord *
get_line (const Story *story,
          guint        i)
{
  return g_ptr_array_index (story->lines->records, i);
}

static guint
count_lines_of (const Story *story,
                gint64       order_id)
{
  guint n = 0;

  for (guint i = 0; i < story->lines->records->len; i++)
    n += get_line (story, i)->order_id == order_id;

  return n;
}

/* Returns: (nullable): a line of another product and order than that whose stock is
 * changed, and the only one of its order that waits so long */
static const BoLineRecord *
find_other (const Story        *story,
            const BoLineRecord *line)
{
  for (guint i = 0; i < story->lines->records->len; i++)
    {
      const BoLineRecord *other = get_line (story, i);

      if (other->product_id != line->product_id && other->order_id != line->order_id &&
          count_lines_of (story, other->order_id) == 1)
        return other;
    }

  return NULL;
}

static gboolean
put (Story      *story,
     const char *address,
     const char *json)
{
  guint status;

  g_free (bo_sample_shop_request (story->shop, "PUT", address, json, &status));
  return status == 200;
}

/* The shop answers in a thread of its own, and is waited for. */
static void
work_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Story              *story = task_data;
  const BoLineRecord *line = get_line (story, story->next - 1);
  const BoLineRecord *other = find_other (story, line);
  g_autofree char    *product = g_strdup_printf ("products/%" PRId64, story->product.remote_id);
  g_autofree char    *stock = g_strdup_printf ("{\"stock_quantity\": %" PRId64 "}", story->product.quantity + FOUND);

  if (!put (story, product, stock))
    g_message ("The sample shop does not take the stock of %s", line->sku);
  if (other != NULL)
    {
      g_autofree char *order = g_strconcat ("orders/", other->order_number, NULL);

      if (!put (story, order, "{\"status\": \"completed\"}"))
        g_message ("The sample shop does not complete order %s", other->order_number);
    }
  g_task_return_boolean (task, TRUE);
}

static void look_at_next (GTask *task);

static void
product_loaded_cb (GObject      *source_object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Story  *story = g_task_get_task_data (task);
  GError *error = NULL;

  if (!bo_sync_load_product_finish (BO_SYNC (source_object), result, &story->product, &error))
    g_task_return_error (task, error);
  else if (story->product.stock == BO_REMOTE_STOCK_OWN && story->product.has_quantity && !story->product.gone)
    g_task_run_in_thread (task, work_thread);
  else
    look_at_next (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
look_at_next (GTask *task)
{
  Story *story = g_task_get_task_data (task);

  if (story->next < story->lines->records->len)
    {
      bo_sync_load_product_async (story->sync, get_line (story, story->next++)->product_id, g_task_get_cancellable (task),
                                  product_loaded_cb, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
lines_listed_cb (GObject      *source_object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Story  *story = g_task_get_task_data (task);
  GError *error = NULL;

  story->lines = bo_service_list_lines_finish (BO_SERVICE (source_object), result, &error);
  if (story->lines == NULL)
    g_task_return_error (task, error);
  else
    look_at_next (g_steal_pointer (&task));
}

void
bo_demo_story_async (BoService          *service,
                     BoSync             *sync,
                     BoSampleShop       *shop,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Story *story = g_new0 (Story, 1);
  g_autoptr (BoLineQuery) query = bo_line_query_new ();

  g_task_set_source_tag (task, bo_demo_story_async);
  story->service = g_object_ref (service);
  story->sync = g_object_ref (sync);
  story->shop = g_object_ref (shop);
  g_task_set_task_data (task, story, (GDestroyNotify) story_free);
  query->state = BO_LINE_STATE_SHORT;
  query->sort = BO_LINE_SORT_QUEUED;
  bo_service_list_lines_async (service, query, N_LINES, cancellable, lines_listed_cb, task);
}

gboolean
bo_demo_story_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, bo_demo_story_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
