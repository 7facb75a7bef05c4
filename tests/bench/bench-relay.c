/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-relay.h"

#include "bench.h"

/* Requests at a time, as the program has them too. */
#define IN_FLIGHT 2

struct _BenchRelay
{
  GObject parent_instance;

  BoCatalog *catalog; /* (owned) */
  GArray    *pulls;   /* (element-type BoPull): in the order they were asked */
  guint64    n_bytes;
};

static void relay_iface_init (BoCatalogInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (BenchRelay, bench_relay, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_CATALOG, relay_iface_init))
/* clang-format on */

static void
pulled_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  BenchRelay *self = g_task_get_source_object (task);
  GError     *error = NULL;
  BoAnswer   *answer = bo_catalog_pull_finish (BO_CATALOG (source_object), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->n_bytes += g_bytes_get_size (answer->body);
  g_task_return_pointer (task, answer, (GDestroyNotify) bo_answer_free);
}

static void
relay_pull_async (BoCatalog          *catalog,
                  const BoPull       *pull,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  BenchRelay *self = BENCH_RELAY (catalog);

  g_array_append_val (self->pulls, *pull);
  bo_catalog_pull_async (self->catalog, pull, cancellable, pulled_cb, g_task_new (self, cancellable, callback, user_data));
}

static BoAnswer *
relay_pull_finish (BoCatalog    *catalog,
                   GAsyncResult *result,
                   GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static BoRemotePage *
relay_read_page (BoCatalog      *catalog,
                 const BoAnswer *answer,
                 GError        **error)
{
  return bo_catalog_read_page (BENCH_RELAY (catalog)->catalog, answer, error);
}

static void
tested_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError          *error = NULL;
  BoCatalogReport *report = bo_catalog_test_finish (BO_CATALOG (source_object), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) bo_catalog_report_free);
}

static void
relay_test_async (BoCatalog          *catalog,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  BenchRelay *self = BENCH_RELAY (catalog);

  bo_catalog_test_async (self->catalog, cancellable, tested_cb, g_task_new (self, cancellable, callback, user_data));
}

static BoCatalogReport *
relay_test_finish (BoCatalog    *catalog,
                   GAsyncResult *result,
                   GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
relay_iface_init (BoCatalogInterface *iface)
{
  iface->test_async = relay_test_async;
  iface->test_finish = relay_test_finish;
  iface->pull_async = relay_pull_async;
  iface->pull_finish = relay_pull_finish;
  iface->read_page = relay_read_page;
}

static void
bench_relay_finalize (GObject *object)
{
  BenchRelay *self = BENCH_RELAY (object);

  g_object_unref (self->catalog);
  g_array_unref (self->pulls);
  G_OBJECT_CLASS (bench_relay_parent_class)->finalize (object);
}

static void
bench_relay_class_init (BenchRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_relay_finalize;
}

static void
bench_relay_init (BenchRelay *self)
{
  self->pulls = g_array_new (FALSE, FALSE, sizeof (BoPull));
}

BenchRelay *
bench_relay_new (BoCatalog *catalog)
{
  BenchRelay *self = g_object_new (BENCH_TYPE_RELAY, NULL);

  self->catalog = g_object_ref (catalog);
  return self;
}

void
bench_relay_forget (BenchRelay *self)
{
  g_array_set_size (self->pulls, 0);
  self->n_bytes = 0;
}

guint
bench_relay_get_n_pulls (BenchRelay *self)
{
  return self->pulls->len;
}

guint64
bench_relay_get_n_bytes (BenchRelay *self)
{
  return self->n_bytes;
}

/* Asking the same again. */
typedef struct
{
  BoCatalog *catalog;
  GArray    *pulls;
  guint      next;
  guint      at_a_time;
  guint      n_in_flight;
} Repeat;

static void ask_more (Repeat *repeat);

static void
answered_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Repeat *repeat = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoAnswer) answer = bo_catalog_pull_finish (repeat->catalog, result, &error);
  g_autoptr (BoRemotePage) page = NULL;

  if (answer != NULL)
    page = bo_catalog_read_page (repeat->catalog, answer, &error);
  if (page == NULL)
    g_error ("%s", error->message);
  repeat->n_in_flight--;
  ask_more (repeat);
}

static void
ask_more (Repeat *repeat)
{
  while (repeat->n_in_flight < repeat->at_a_time && repeat->next < repeat->pulls->len)
    {
      repeat->n_in_flight++;
      bo_catalog_pull_async (repeat->catalog, &g_array_index (repeat->pulls, BoPull, repeat->next++), NULL, answered_cb, repeat);
    }
}

static double
repeat_pulls (BenchRelay *self,
              GArray     *pulls,
              guint       at_a_time)
{
  Repeat repeat = { .catalog = self->catalog, .pulls = pulls, .at_a_time = at_a_time };
  double start = bench_now_ms ();

  ask_more (&repeat);
  while (repeat.n_in_flight > 0)
    g_main_context_iteration (NULL, TRUE);

  return bench_now_ms () - start;
}

double
bench_relay_repeat (BenchRelay *self)
{
  return repeat_pulls (self, self->pulls, IN_FLIGHT);
}

double
bench_relay_ask_each (BenchRelay *self)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (BoPull));
  guint seen = 0;

  for (guint i = 0; i < self->pulls->len; i++)
    {
      const BoPull *pull = &g_array_index (self->pulls, BoPull, i);

      if (pull->ids_only || pull->trashed || (seen & (1U << pull->resource)) != 0)
        continue;
      seen |= 1U << pull->resource;
      g_array_append_val (first, *pull);
    }
  return repeat_pulls (self, first, 1);
}
