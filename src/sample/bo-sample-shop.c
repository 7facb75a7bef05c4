/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-shop.h"

#include <string.h>

#include "bo-sample-auth.h"
#include "bo-sample-counts.h"
#include "bo-sample-make.h"
#include "bo-sample-server.h"
#include "bo-sample-traffic.h"

#define DEFAULT_PRODUCTS 600
#define DEFAULT_CUSTOMERS 900
#define DEFAULT_ORDERS 6000
#define DEFAULT_ZONE "Europe/Berlin"
#define DEFAULT_HOST "127.0.0.1"
/* How often the shop looks who comes by itself. */
#define TRAFFIC_MS 250

struct _BoSampleShop
{
  GObject parent_instance;

  BoSampleShopOptions options;
  char               *time_zone;   /* (owned) */
  char               *host;        /* (owned) */
  GTlsCertificate    *certificate; /* (owned) (nullable) */
  BoSampleSwitches   *switches;    /* (owned): looked at by both threads */
  BoSampleCounts     *counts;      /* (owned): likewise */

  GThread      *thread;  /* (owned) (nullable): while it is open */
  GMainContext *context; /* (owned) */
  GMainLoop    *loop;    /* (owned) */
  char         *url;     /* (owned) (nullable) */

  /* The rest belongs to the thread. */
  BoSampleState  *state;  /* (owned) (nullable) */
  BoSampleServer *server; /* (owned) (nullable) */
  BoSampleTraffic traffic;
  GSource        *traffic_source; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BoSampleShop, bo_sample_shop, G_TYPE_OBJECT)

typedef void (*Job) (BoSampleShop *self,
                     gpointer      data);

/* Something that the other thread does while this one waits. */
typedef struct
{
  BoSampleShop *self;
  Job           job;
  gpointer      data;
  GMutex        lock;
  GCond         changed;
  gboolean      done;
} Errand;

static gboolean
run_errand_cb (gpointer user_data)
{
  Errand *errand = user_data;

  errand->job (errand->self, errand->data);
  g_mutex_lock (&errand->lock);
  errand->done = TRUE;
  g_cond_signal (&errand->changed);
  g_mutex_unlock (&errand->lock);

  return G_SOURCE_REMOVE;
}

/* Runs @job on the thread of the shop, and comes back when it is done. */
static void
run_job (BoSampleShop *self,
         Job           job,
         gpointer      data)
{
  Errand errand = { .self = self, .job = job, .data = data };
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (self->thread != NULL);
  g_return_if_fail (self->thread != g_thread_self ());

  g_mutex_init (&errand.lock);
  g_cond_init (&errand.changed);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_errand_cb, &errand, NULL);
  g_source_attach (source, self->context);
  g_mutex_lock (&errand.lock);
  while (!errand.done)
    g_cond_wait (&errand.changed, &errand.lock);
  g_mutex_unlock (&errand.lock);
  g_mutex_clear (&errand.lock);
  g_cond_clear (&errand.changed);
}

static gpointer
shop_thread (gpointer data)
{
  BoSampleShop *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
traffic_cb (gpointer user_data)
{
  BoSampleShop *self = user_data;

  bo_sample_traffic_pass (&self->traffic, g_get_monotonic_time ());

  return G_SOURCE_CONTINUE;
}

static void
let_people_in (BoSampleShop *self)
{
  bo_sample_traffic_init (&self->traffic, self->state);
  self->traffic_source = g_timeout_source_new (TRAFFIC_MS);
  g_source_set_callback (self->traffic_source, traffic_cb, self, NULL);
  g_source_attach (self->traffic_source, self->context);
}

static void
open_job (BoSampleShop *self,
          gpointer      data)
{
  const BoSampleShopOptions *options = &self->options;
  GError                   **error = data;
  gint64                     now = options->now != 0 ? options->now : g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->time_zone);

  if (zone == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no time zone named %s", self->time_zone);
      return;
    }
  self->state = bo_sample_state_new (bo_sample_make_shop (options->seed, options->products, options->customers, options->orders, now, zone),
                                     self->switches, self->counts);
  self->state->now = options->now;
  self->server = bo_sample_server_new (self->state, self->host, options->port, self->certificate, error);
  if (self->server == NULL)
    return;
  self->url = g_strdup (self->state->home);
  let_people_in (self);
}

static void
close_job (BoSampleShop *self,
           gpointer      data)
{
  if (self->traffic_source != NULL)
    g_source_destroy (self->traffic_source);
  g_clear_pointer (&self->traffic_source, g_source_unref);
  g_clear_pointer (&self->server, bo_sample_server_free);
  g_clear_pointer (&self->state, bo_sample_state_free);
  g_main_loop_quit (self->loop);
}

static void
bo_sample_shop_dispose (GObject *object)
{
  BoSampleShop *self = BO_SAMPLE_SHOP (object);

  bo_sample_shop_stop (self);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (bo_sample_shop_parent_class)->dispose (object);
}

static void
bo_sample_shop_finalize (GObject *object)
{
  BoSampleShop *self = BO_SAMPLE_SHOP (object);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  bo_sample_switches_free (self->switches);
  bo_sample_counts_free (self->counts);
  g_free (self->time_zone);
  g_free (self->host);
  g_free (self->url);

  G_OBJECT_CLASS (bo_sample_shop_parent_class)->finalize (object);
}

static void
bo_sample_shop_class_init (BoSampleShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_sample_shop_dispose;
  object_class->finalize = bo_sample_shop_finalize;
}

static void
bo_sample_shop_init (BoSampleShop *self)
{
  self->switches = bo_sample_switches_new ();
  self->counts = bo_sample_counts_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/**
 * bo_sample_shop_new:
 * @options: (nullable): what it is made of; %NULL for all as usual
 *
 * Returns: (transfer full): a shop that is closed; its switches can be set already
 */
BoSampleShop *
bo_sample_shop_new (const BoSampleShopOptions *options)
{
  BoSampleShop *self = g_object_new (BO_TYPE_SAMPLE_SHOP, NULL);

  if (options != NULL)
    self->options = *options;
  self->time_zone = g_strdup (self->options.time_zone != NULL ? self->options.time_zone : DEFAULT_ZONE);
  self->host = g_strdup (self->options.host != NULL ? self->options.host : DEFAULT_HOST);
  g_set_object (&self->certificate, self->options.certificate);
  if (self->options.seed == 0)
    self->options.seed = 1;
  if (self->options.products == 0)
    self->options.products = DEFAULT_PRODUCTS;
  if (self->options.customers == 0)
    self->options.customers = DEFAULT_CUSTOMERS;
  if (self->options.orders == 0)
    self->options.orders = DEFAULT_ORDERS;

  return self;
}

/**
 * bo_sample_shop_start:
 * @self: a shop that is closed
 * @error: return location
 *
 * Makes up the shop and opens it; returns when it answers.
 *
 * Returns: %FALSE with an error of %G_IO_ERROR if it cannot listen
 */
gboolean
bo_sample_shop_start (BoSampleShop *self,
                      GError      **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->thread = g_thread_new ("sample-shop", shop_thread, self);
  g_clear_pointer (&self->url, g_free);
  run_job (self, open_job, &local_error);
  if (local_error == NULL)
    return TRUE;
  bo_sample_shop_stop (self);
  g_propagate_prefixed_error (error, local_error, "Opening the sample shop: ");

  return FALSE;
}

/**
 * bo_sample_shop_stop:
 * @self: a shop
 *
 * Closes it, if it is open: what was on its way is broken off, and what was
 * written is forgotten.
 */
void
bo_sample_shop_stop (BoSampleShop *self)
{
  g_return_if_fail (BO_IS_SAMPLE_SHOP (self));

  if (self->thread == NULL)
    return;
  run_job (self, close_job, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
}

/* Returns: (transfer none) (nullable): its address, "http://127.0.0.1:43210" */
const char *
bo_sample_shop_get_url (BoSampleShop *self)
{
  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), NULL);

  return self->url;
}

/* Returns: (transfer none): the consumer key that may look and write */
const char *
bo_sample_shop_get_key (BoSampleShop *self)
{
  return BO_SAMPLE_KEY;
}

/* Returns: (transfer none): the secret that belongs to it */
const char *
bo_sample_shop_get_secret (BoSampleShop *self)
{
  return BO_SAMPLE_SECRET;
}

static void
get_now_job (BoSampleShop *self,
             gpointer      data)
{
  *(gint64 *) data = bo_sample_state_get_now (self->state);
}

/* Returns: UTC seconds by the clock of the shop, which must be open */
gint64
bo_sample_shop_get_now (BoSampleShop *self)
{
  gint64 now = 0;

  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), 0);
  run_job (self, get_now_job, &now);

  return now;
}

static void
set_now_job (BoSampleShop *self,
             gpointer      data)
{
  self->state->now = *(gint64 *) data;
}

/**
 * bo_sample_shop_set_now:
 * @self: a shop that is open
 * @now: UTC seconds, at which its clock stands from now on; 0 for that of the machine
 */
void
bo_sample_shop_set_now (BoSampleShop *self,
                        gint64        now)
{
  g_return_if_fail (BO_IS_SAMPLE_SHOP (self));
  run_job (self, set_now_job, &now);
}

/**
 * bo_sample_shop_set_switch:
 * @self: a shop, open or not
 * @name: of a switch, as in bo_sample_switches_get()
 * @value: (nullable): by its kind; %NULL puts a flag on and anything else off
 * @error: return location
 *
 * What is asked from now on finds the switch so.  Whatever chooses the requests
 * that faults befall begins to count anew.
 *
 * Returns: %FALSE with an error of %G_IO_ERROR or %G_NUMBER_PARSER_ERROR for a
 *   name or value that there is not
 */
gboolean
bo_sample_shop_set_switch (BoSampleShop *self,
                           const char   *name,
                           const char   *value,
                           GError      **error)
{
  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), FALSE);

  return bo_sample_switches_set (self->switches, name, value, error);
}

/* All is well again. */
void
bo_sample_shop_reset_switches (BoSampleShop *self)
{
  g_return_if_fail (BO_IS_SAMPLE_SHOP (self));
  bo_sample_switches_reset (self->switches);
}

/**
 * bo_sample_shop_get_count:
 * @self: a shop, open or not
 * @format: what is counted
 *
 * Counted is, whether or not the answer arrived:
 * "requests", all that came over a connection;
 * "GET products", "PUT products/#", "POST orders/#/notes" …, those the shop understood;
 * "stock", "stock 12", writes of a stock number, of product or variation 12;
 * "notes", "notes 34", notes added over the API, to order 34;
 * "customer-notes", "customer-notes 34", those of them that were mailed.
 *
 * Returns: how often
 */
guint64
bo_sample_shop_get_count (BoSampleShop *self,
                          const char   *format,
                          ...)
{
  g_autofree char *name = NULL;
  va_list          arguments;

  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), 0);

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return bo_sample_counts_get (self->counts, name);
}

/* Counts from zero again, and forgets the log. */
void
bo_sample_shop_reset_counts (BoSampleShop *self)
{
  g_return_if_fail (BO_IS_SAMPLE_SHOP (self));
  bo_sample_counts_reset (self->counts);
}

/**
 * bo_sample_shop_dup_log:
 * @self: a shop, open or not
 *
 * Returns: (transfer full): what came over a connection, oldest first, as
 *   "GET /wp-json/wc/v3/orders?page=1 [basic]".  In brackets is how somebody said
 *   who they are: "basic", "query", "oauth", "other" or "none"; never with what
 */
GStrv
bo_sample_shop_dup_log (BoSampleShop *self)
{
  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), NULL);

  return bo_sample_counts_dup_log (self->counts);
}

typedef struct
{
  BoSampleRequest *request;
  BoSampleReply   *reply;
} Exchange;

static void
request_job (BoSampleShop *self,
             gpointer      data)
{
  Exchange *exchange = data;

  exchange->reply = bo_sample_answer (self->state, exchange->request);
}

static BoSampleRequest *
make_request (const char *method,
              const char *address,
              const char *json)
{
  const char      *question = strchr (address, '?');
  g_autofree char *path = question == NULL ? g_strdup (address) : g_strndup (address, (gsize) (question - address));
  g_autofree char *full = *path == '/' ? g_strdup (path) : g_strconcat ("/wp-json/wc/v3/", path, NULL);
  BoSampleRequest *request = bo_sample_request_new (method, full, question == NULL ? NULL : question + 1);

  request->accept = g_strdup ("application/json");
  request->of_the_shop = TRUE;
  if (json != NULL)
    request->body = g_bytes_new (json, strlen (json));

  return request;
}

/**
 * bo_sample_shop_request:
 * @self: a shop that is open
 * @method: of HTTP
 * @address: with its query; "orders/12" is below /wp-json/wc/v3/, "/wp-json/…" is taken as it is
 * @json: (nullable): a body
 * @status: (out) (optional): of the answer
 *
 * What the shopkeeper does over there: the same as over a connection, but that no
 * key is asked for, no fault befalls it and it is not logged as a request.
 * `POST /wp-json/wc/store/v1/checkout` with `"items": [{"id": 12, "quantity": 3}]`
 * is what a customer does in the shop window; `PUT products/12?silently` is what another
 * tool writes to the database without moving a date.
 *
 * Returns: (transfer full): the body of the answer
 */
char *
bo_sample_shop_request (BoSampleShop *self,
                        const char   *method,
                        const char   *address,
                        const char   *json,
                        guint        *status)
{
  Exchange exchange = { 0 };
  char    *text;

  g_return_val_if_fail (BO_IS_SAMPLE_SHOP (self), NULL);

  exchange.request = make_request (method, address, json);
  run_job (self, request_job, &exchange);
  if (status != NULL)
    *status = exchange.reply->status;
  text = g_strndup (g_bytes_get_data (exchange.reply->body, NULL), g_bytes_get_size (exchange.reply->body));
  bo_sample_request_free (exchange.request);
  bo_sample_reply_free (exchange.reply);

  return text;
}
