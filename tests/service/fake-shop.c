/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop-private.h"

static void fake_shop_iface_init (BoCatalogInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (FakeShop, fake_shop, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_CATALOG, fake_shop_iface_init))
/* clang-format on */

static void
fake_order_free (gpointer data)
{
  FakeOrder *order = data;

  bo_remote_order_free (order->order);
  g_ptr_array_unref (order->refunds);
  g_free (order->place);
  g_free (order);
}

static void
fake_note_free (gpointer data)
{
  FakeNote *note = data;

  g_free (note->text);
  g_free (note->reference);
  g_free (note);
}

/* The list that is asked for: borrowed records by id. */

static gint64
get_id (BoResource    resource,
        gconstpointer record)
{
  switch (resource)
    {
    case BO_RESOURCE_CUSTOMERS:
      return ((const BoRemoteCustomer *) record)->id;
    case BO_RESOURCE_ORDERS:
      return ((const FakeOrder *) record)->order->id;
    case BO_RESOURCE_REFUNDS:
      return ((const BoRemoteRefund *) record)->id;
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
    default:
      return ((const BoRemoteProduct *) record)->id;
    }
}

static FakeOrder *
find_order (FakeShop *self,
            gint64    id)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      FakeOrder *order = g_ptr_array_index (self->orders, i);

      if (order->order->id == id)
        return order;
    }
  return NULL;
}

static gboolean
is_wanted (const BoPull *pull,
           gpointer      record)
{
  if (pull->resource == BO_RESOURCE_ORDERS)
    {
      const FakeOrder *order = record;

      return order->trashed == pull->trashed && order->order->modified >= pull->since;
    }
  if (pull->resource == BO_RESOURCE_PRODUCTS || pull->resource == BO_RESOURCE_VARIATIONS)
    {
      const BoRemoteProduct *product = record;

      return (product->parent_id != 0) == (pull->resource == BO_RESOURCE_VARIATIONS) && product->trashed == pull->trashed &&
             (pull->parent == 0 || product->parent_id == pull->parent) && product->modified >= pull->since;
    }
  return TRUE;
}

static int
compare_products (gconstpointer a,
                  gconstpointer b)
{
  const BoRemoteProduct *x = *(const BoRemoteProduct *const *) a;
  const BoRemoteProduct *y = *(const BoRemoteProduct *const *) b;

  return (x->id > y->id) - (x->id < y->id);
}

static GPtrArray *
list_wanted (FakeShop     *self,
             const BoPull *pull)
{
  GPtrArray *wanted = g_ptr_array_new ();
  GPtrArray *all = NULL;

  switch (pull->resource)
    {
    case BO_RESOURCE_CUSTOMERS:
      all = self->customers;
      break;
    case BO_RESOURCE_ORDERS:
      all = self->orders;
      break;
    case BO_RESOURCE_REFUNDS:
      all = find_order (self, pull->parent) != NULL ? find_order (self, pull->parent)->refunds : NULL;
      break;
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
    default:
      all = self->products;
      break;
    }
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (is_wanted (pull, g_ptr_array_index (all, i)))
      g_ptr_array_add (wanted, g_ptr_array_index (all, i));
  if (all == self->products)
    g_ptr_array_sort (wanted, compare_products);
  return wanted;
}

static gpointer
copy_record (BoResource    resource,
             gconstpointer record)
{
  switch (resource)
    {
    case BO_RESOURCE_CUSTOMERS:
      return fake_customer_copy (record);
    case BO_RESOURCE_ORDERS:
      return fake_order_copy (((const FakeOrder *) record)->order);
    case BO_RESOURCE_REFUNDS:
      return fake_refund_copy (record);
    case BO_RESOURCE_PRODUCTS:
    case BO_RESOURCE_VARIATIONS:
    default:
      return fake_product_copy (record);
    }
}

static void
free_page (gpointer data)
{
  bo_remote_page_free (data);
}

/* The answer's body is the page as it is now. */
static BoAnswer *
make_answer (FakeShop     *self,
             const BoPull *pull)
{
  BoAnswer     *answer = bo_answer_new (pull);
  BoRemotePage *page = bo_remote_page_new (pull->resource);
  g_autoptr (GPtrArray) wanted = list_wanted (self, pull);
  guint first = self->cached ? 0 : (pull->page - 1) * self->page_size;

  for (guint i = first; i < MIN (first + self->page_size, wanted->len); i++)
    {
      gpointer record = g_ptr_array_index (wanted, i);
      gint64   id = get_id (pull->resource, record);

      g_array_append_val (page->ids, id);
      if (!pull->ids_only)
        g_ptr_array_add (page->records, copy_record (pull->resource, record));
    }
  answer->more = first + self->page_size < wanted->len;
  /* Past the end some shops say that there is nothing. */
  answer->total = page->ids->len == 0 ? 0 : (gint64) wanted->len;
  if (self->no_totals)
    answer->total = -1;
  answer->at = self->no_clock ? 0 : self->clock;
  answer->body = g_bytes_new_with_free_func (page, sizeof *page, free_page, page);
  return answer;
}

/* How often it looks whether it may speak again. */
#define SILENCE_MS 5
#define SLOW_MS 150
#define JITTER_MS 4

static gboolean
is_silent (GTask *task)
{
  FakeShop     *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  return self->silent && !g_cancellable_is_cancelled (cancellable);
}

static BoRemotePage *
fake_shop_read_page (BoCatalog      *catalog,
                     const BoAnswer *answer,
                     GError        **error)
{
  const BoRemotePage *page = g_bytes_get_data (answer->body, NULL);
  BoRemotePage       *copy = bo_remote_page_new (page->resource);

  g_array_append_vals (copy->ids, page->ids->data, page->ids->len);
  for (guint i = 0; page->resource == FAKE_SHOP (catalog)->refused_of && i < FAKE_SHOP (catalog)->refused->len; i++)
    g_ptr_array_add (copy->refused, g_strdup (g_ptr_array_index (FAKE_SHOP (catalog)->refused, i)));
  for (guint i = 0; i < page->records->len; i++)
    {
      gconstpointer record = g_ptr_array_index (page->records, i);

      g_ptr_array_add (copy->records,
                       page->resource == BO_RESOURCE_ORDERS ? (gpointer) fake_order_copy (record)
                                                            : copy_record (page->resource, record));
    }
  return copy;
}

static void
do_later (FakeShop   *self,
          GSourceFunc func,
          GTask      *task)
{
  guint ms = self->jitter != NULL ? (guint) g_rand_int_range (self->jitter, 0, JITTER_MS) : 0;

  if (ms > 0)
    g_timeout_add (ms, func, task);
  else
    g_idle_add (func, task);
}

static gboolean
arrive_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BoAnswer *answer = g_object_steal_data (G_OBJECT (task), "answer");

  FAKE_SHOP (g_task_get_source_object (task))->n_in_flight--;
  g_task_return_pointer (task, answer, (GDestroyNotify) bo_answer_free);
  return G_SOURCE_REMOVE;
}

/* Whether it fails. */
static gboolean
refuse_pull (FakeShop     *self,
             const BoPull *pull,
             GTask        *task)
{
  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (self->hook != NULL)
    self->hook (self, pull, self->hook_data);
  if (self->fail_after != 0 && self->n_pulls > self->fail_after)
    g_task_return_new_error (task, BO_CATALOG_ERROR, self->failure, "The shop fails, as it was told to");
  else if (pull->resource == BO_RESOURCE_REFUNDS && find_order (self, pull->parent) == NULL)
    g_task_return_new_error (task, BO_CATALOG_ERROR, BO_CATALOG_ERROR_GONE, "There is no such order");
  else
    return FALSE;
  return TRUE;
}

static gboolean
answer_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FakeShop     *self = g_task_get_source_object (task);
  const BoPull *pull = g_task_get_task_data (task);

  if (is_silent (task))
    {
      g_timeout_add (SILENCE_MS, answer_cb, g_steal_pointer (&task));
      return G_SOURCE_REMOVE;
    }

  if (refuse_pull (self, pull, task))
    {
      self->n_in_flight--;
      return G_SOURCE_REMOVE;
    }
  g_object_set_data_full (G_OBJECT (task), "answer", make_answer (self, pull), (GDestroyNotify) bo_answer_free);
  do_later (self, arrive_cb, g_steal_pointer (&task));
  return G_SOURCE_REMOVE;
}

static void
fake_shop_pull_async (BoCatalog          *catalog,
                      const BoPull       *pull,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  FakeShop *self = FAKE_SHOP (catalog);
  GTask    *task = g_task_new (self, cancellable, callback, user_data);

  g_assert_cmpuint (pull->page, >=, 1);
  g_task_set_task_data (task, g_memdup2 (pull, sizeof *pull), g_free);
  self->n_pulls++;
  self->n_pulls_of[pull->resource]++;
  self->n_in_flight++;
  self->max_in_flight = MAX (self->max_in_flight, self->n_in_flight);
  if (self->slow_ids && pull->ids_only)
    g_timeout_add (SLOW_MS, answer_cb, task);
  else
    do_later (self, answer_cb, task);
}

static BoAnswer *
fake_shop_pull_finish (BoCatalog    *catalog,
                       GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
test_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FakeShop        *self = g_task_get_source_object (task);
  BoCatalogReport *report;

  if (is_silent (task))
    {
      g_timeout_add (SILENCE_MS, test_cb, g_steal_pointer (&task));
      return G_SOURCE_REMOVE;
    }
  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->test_error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->test_error));
      return G_SOURCE_REMOVE;
    }
  report = g_new0 (BoCatalogReport, 1);
  report->shop_name = g_strdup ("A shop");
  report->version = g_strdup ("Fake 1.0");
  report->currency = g_strdup ("EUR");
  report->capabilities = self->capabilities;
  g_task_return_pointer (task, report, (GDestroyNotify) bo_catalog_report_free);
  return G_SOURCE_REMOVE;
}

static void
fake_shop_test_async (BoCatalog          *catalog,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  test_cb (g_task_new (catalog, cancellable, callback, user_data));
}

static BoCatalogReport *
fake_shop_test_finish (BoCatalog    *catalog,
                       GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static FakeNote *
find_note (FakeShop   *self,
           const char *reference)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      FakeNote *note = g_ptr_array_index (self->notes, i);

      if (g_str_equal (note->reference, reference))
        return note;
    }
  return NULL;
}

static void
push_stock (FakeShop     *self,
            const BoPush *push,
            BoPushResult *result)
{
  BoRemoteProduct *product = fake_shop_find_product (self, push->remote_id);

  result->actual = product->quantity;
  if (product->quantity != push->expected)
    {
      result->state = BO_PUSH_CONFLICT;
      return;
    }
  if (self->push_hook != NULL)
    self->push_hook (self, NULL, self->hook_data);
  fake_shop_set_stock (self, product, push->number);
  self->n_stock_writes++;
  result->actual = push->number;
}

static void
push_note (FakeShop     *self,
           const BoPush *push,
           BoPushResult *result)
{
  FakeNote *note;

  g_assert_nonnull (push->reference);
  if (push->attempted)
    {
      if (self->notes_blind)
        {
          result->state = BO_PUSH_UNSURE;
          return;
        }
      if (find_note (self, push->reference) != NULL)
        return;
    }
  note = g_new0 (FakeNote, 1);
  note->order_id = push->remote_id;
  note->text = g_strdup (push->text);
  note->reference = g_strdup (push->reference);
  g_ptr_array_add (self->notes, note);
}

static void
do_push (FakeShop     *self,
         const BoPush *push,
         BoPushResult *result)
{
  *result = (BoPushResult){ .state = BO_PUSH_DONE };
  switch (push->kind)
    {
    case BO_PUSH_STOCK:
      push_stock (self, push, result);
      break;
    case BO_PUSH_BACKORDERS:
      fake_shop_find_product (self, push->remote_id)->backorders = (BoRemoteBackorders) push->number;
      fake_shop_touch (self, fake_shop_find_product (self, push->remote_id));
      break;
    case BO_PUSH_META:
      fake_text_set (&find_order (self, push->remote_id)->place, push->text);
      find_order (self, push->remote_id)->order->modified = ++self->clock;
      break;
    case BO_PUSH_NOTE:
    default:
      push_note (self, push, result);
      break;
    }
}

static void
fake_shop_push_async (BoCatalog          *catalog,
                      const BoPush       *push,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  FakeShop *self = FAKE_SHOP (catalog);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BoPushResult *result = g_new0 (BoPushResult, 1);

  self->n_pushes++;
  if (!self->push_fails)
    do_push (self, push, result);
  if (!self->push_fails && !self->push_lost)
    {
      g_task_return_pointer (task, result, g_free);
      return;
    }
  g_free (result);
  g_task_return_new_error (task, BO_CATALOG_ERROR, self->failure, "The shop fails, as it was told to");
}

static gboolean
fake_shop_push_finish (BoCatalog    *catalog,
                       GAsyncResult *result,
                       BoPushResult *push_result,
                       GError      **error)
{
  g_autofree BoPushResult *pushed = g_task_propagate_pointer (G_TASK (result), error);

  if (pushed != NULL)
    *push_result = *pushed;
  return pushed != NULL;
}

static void
fake_shop_load_image_async (BoCatalog          *catalog,
                            const char         *address,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (catalog, cancellable, callback, user_data);

  FAKE_SHOP (catalog)->n_pulls++;
  g_task_return_pointer (task, g_bytes_new (address, strlen (address)), (GDestroyNotify) g_bytes_unref);
}

static GBytes *
fake_shop_load_image_finish (BoCatalog    *catalog,
                             GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_shop_iface_init (BoCatalogInterface *iface)
{
  iface->test_async = fake_shop_test_async;
  iface->test_finish = fake_shop_test_finish;
  iface->pull_async = fake_shop_pull_async;
  iface->pull_finish = fake_shop_pull_finish;
  iface->read_page = fake_shop_read_page;
  iface->push_async = fake_shop_push_async;
  iface->push_finish = fake_shop_push_finish;
  iface->load_image_async = fake_shop_load_image_async;
  iface->load_image_finish = fake_shop_load_image_finish;
}

static void
fake_shop_finalize (GObject *object)
{
  FakeShop *self = FAKE_SHOP (object);

  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->refused);
  g_clear_error (&self->test_error);
  g_clear_pointer (&self->jitter, g_rand_free);

  G_OBJECT_CLASS (fake_shop_parent_class)->finalize (object);
}

static void
fake_shop_class_init (FakeShopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_shop_finalize;
}

static void
fake_shop_init (FakeShop *self)
{
  self->products = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_remote_product_free);
  self->customers = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_remote_customer_free);
  self->orders = g_ptr_array_new_with_free_func (fake_order_free);
  self->notes = g_ptr_array_new_with_free_func (fake_note_free);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->page_size = 100;
  self->capabilities = BO_CATALOG_CAN_WRITE | BO_CATALOG_LISTS_ALL_VARIATIONS;
  self->clock = g_get_real_time () / G_USEC_PER_SEC - 24 * 60 * 60;
  self->next_id = 10;
  self->failure = BO_CATALOG_ERROR_OFFLINE;
}

FakeShop *
fake_shop_new (void)
{
  return g_object_new (FAKE_TYPE_SHOP, NULL);
}

BoRemoteProduct *
fake_shop_find_product (FakeShop *shop,
                        gint64    id)
{
  for (guint i = 0; i < shop->products->len; i++)
    {
      BoRemoteProduct *product = g_ptr_array_index (shop->products, i);

      if (product->id == id)
        return product;
    }
  return NULL;
}
