/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

/* Records are read, printed and forgotten so many at a time. */
#define BATCH 10000

typedef struct
{
  char *limit; /* of all lists */
  char *sort;
} ListOptions;

static void
list_options_clear (ListOptions *options)
{
  g_free (options->limit);
  g_free (options->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListOptions, list_options_clear)

static gboolean
parse_limit (const ListOptions *options,
             gint64            *limit,
             GError           **error)
{
  *limit = G_MAXINT32;

  return options->limit == NULL || ctl_parse_number (options->limit, "--limit", 0, G_MAXINT32, limit, error);
}

static void
apply_limit (gint64  limit,
             GArray *ids)
{
  g_array_set_size (ids, (guint) MIN ((gint64) ids->len, limit));
}

/* Loads the records of some ids, and how one of them is printed. */
typedef GPtrArray *(*LoadFunc) (Ctl *ctl, GArray *ids, GError **error);
typedef json_t *(*ToJsonFunc) (gconstpointer record);
typedef void (*AddRowFunc) (CtlTable *table, gconstpointer record, GTimeZone *zone);

typedef struct
{
  LoadFunc   load;
  ToJsonFunc to_json;
  AddRowFunc add_row;
} Kind;

/* Reads, prints and forgets so many at a time. */
static gboolean
print_records (Ctl        *ctl,
               CtlTable   *table,
               GArray     *ids,
               const Kind *kind,
               GError    **error)
{
  for (guint first = 0; first < ids->len; first += BATCH)
    {
      guint n = MIN (BATCH, ids->len - first);
      g_autoptr (GArray) batch = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
      g_autoptr (GPtrArray) records = NULL;

      g_array_append_vals (batch, &g_array_index (ids, gint64, first), n);
      records = kind->load (ctl, batch, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        if (g_ptr_array_index (records, i) == NULL)
          continue; /* gone since the ids were read */
        else if (ctl->json)
          ctl_print_json (kind->to_json (g_ptr_array_index (records, i)));
        else
          kind->add_row (table, g_ptr_array_index (records, i), bo_service_get_time_zone (ctl->service));
      if (!ctl->json)
        ctl_table_flush (table);
    }

  return TRUE;
}

static GPtrArray *
load_lines (Ctl     *ctl,
            GArray  *ids,
            GError **error)
{
  bo_service_load_lines_async (ctl->service, ids, ctl->cancellable, ctl_done_cb, ctl);

  return bo_service_load_lines_finish (ctl->service, ctl_wait (ctl), error);
}

static json_t *
line_to_json (gconstpointer record)
{
  return ctl_line_to_json (record);
}

static void
add_line (CtlTable     *table,
          gconstpointer record,
          GTimeZone    *zone)
{
  ctl_line_table_add (table, record, zone);
}

static const Kind line_kind = { load_lines, line_to_json, add_line };

static gboolean
print_total (Ctl               *ctl,
             const BoLineQuery *query,
             GError           **error)
{
  g_autoptr (GPtrArray) totals = NULL;

  bo_service_total_lines_async (ctl->service, query, ctl->cancellable, ctl_done_cb, ctl);
  totals = bo_service_total_lines_finish (ctl->service, ctl_wait (ctl), error);
  if (totals == NULL)
    return FALSE;
  for (guint i = 0; i < totals->len; i++)
    {
      const BoTotal   *total = g_ptr_array_index (totals, i);
      g_autofree char *lines = ctl_count_lines (total->lines);
      g_autofree char *units = ctl_count_units (total->units);
      g_autofree char *value = bo_format_money (total->value, total->currency);
      json_t          *object;

      if (!ctl->json)
        {
          /* TRANSLATORS: the total of a list: "412 lines · 1,106 units · 48,210.00 EUR" */
          printf (_ ("%s · %s · %s\n"), lines, units, value);
          continue;
        }
      object = json_object ();
      ctl_json_set_text (object, "currency", total->currency);
      ctl_json_set_number (object, "lines", total->lines);
      ctl_json_set_number (object, "units", total->units);
      ctl_json_set_number (object, "value", total->value);
      ctl_print_json (object);
    }
  if (totals->len == 0 && !ctl->json)
    puts (_ ("No backorder is like that."));

  return TRUE;
}

typedef struct
{
  char *state;
  char *product;
  char *customer;
  char *priority_class;
} LineFilters;

static void
line_filters_clear (LineFilters *filters)
{
  g_free (filters->state);
  g_free (filters->product);
  g_free (filters->customer);
  g_free (filters->priority_class);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LineFilters, line_filters_clear)

static gboolean
parse_filters (const LineFilters *filters,
               const char        *sort,
               BoLineQuery       *query,
               GError           **error)
{
  gint64 priority_class = 0;

  if (filters->state != NULL &&
      !ctl_parse_name (filters->state, "--state", bo_line_state_from_name (filters->state, &query->state), bo_line_state_list_names, error))
    return FALSE;
  if (sort != NULL && !ctl_parse_name (sort, "--sort", bo_line_sort_from_name (sort, &query->sort), bo_line_sort_list_names, error))
    return FALSE;
  if (filters->customer != NULL && !ctl_parse_id (filters->customer, "--customer", &query->customer_id, NULL))
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE,
                   _ ("--customer: “%s” is not the number of a customer, as “backordersctl customers” lists them; "
                      "--search finds by name"),
                   filters->customer);
      return FALSE;
    }
  if (filters->priority_class != NULL &&
      !ctl_parse_number (filters->priority_class, "--class", BO_CLASS_MIN, BO_CLASS_MAX, &priority_class, error))
    return FALSE;
  query->priority_class = (int) priority_class;

  return TRUE;
}

gboolean
ctl_list (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_autoptr (BoLineQuery) query = bo_line_query_new ();
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (CtlTable) table = NULL;
  g_auto (ListOptions) options = { NULL };
  g_auto (LineFilters) filters = { NULL };
  gboolean           total = FALSE;
  gint64             limit;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &query->search, N_ ("Words of customer, product, SKU, barcode or order"), N_ ("TEXT") },
    { "state", 0, 0, G_OPTION_ARG_STRING, &filters.state, N_ ("waiting (as without it), short, ready, held, paused, closed or all"), N_ ("STATE") },
    { "product", 0, 0, G_OPTION_ARG_STRING, &filters.product, N_ ("Only this product, by SKU or barcode"), N_ ("SKU") },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &filters.customer, N_ ("Only the customer with this number"), N_ ("ID") },
    { "class", 0, 0, G_OPTION_ARG_STRING, &filters.priority_class, N_ ("Only this priority class"), N_ ("CLASS") },
    { "need", 0, 0, G_OPTION_ARG_NONE, &query->has_need, N_ ("Only lines with a need date"), NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, N_ ("queued (as without it), place, customer, product, order, open, value or need"), N_ ("KEY") },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &query->descending, N_ ("Turn the order round"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &options.limit, N_ ("At most so many"), N_ ("N") },
    { "total", 0, 0, G_OPTION_ARG_NONE, &total, N_ ("Only how many lines, units and how much money"), NULL },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error) || !parse_filters (&filters, options.sort, query, error) ||
      !parse_limit (&options, &limit, error) || !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error) ||
      (filters.product != NULL && (query->product_id = ctl_find_product (ctl, filters.product, error)) == 0))
    return FALSE;
  if (total)
    return print_total (ctl, query, error);

  bo_service_list_lines_async (ctl->service, query, 0, ctl->cancellable, ctl_done_cb, ctl);
  list = bo_service_list_lines_finish (ctl->service, ctl_wait (ctl), error);
  if (list == NULL)
    return FALSE;
  apply_limit (limit, list->ids);
  table = ctl_line_table_new ();
  if (!print_records (ctl, table, list->ids, &line_kind, error))
    return FALSE;

  return ctl->json || print_total (ctl, query, error);
}

static GPtrArray *
load_products (Ctl     *ctl,
               GArray  *ids,
               GError **error)
{
  bo_service_load_products_async (ctl->service, ids, ctl->cancellable, ctl_done_cb, ctl);

  return bo_service_load_products_finish (ctl->service, ctl_wait (ctl), error);
}

static json_t *
product_to_json (gconstpointer record)
{
  return ctl_product_to_json (record);
}

static void
add_product (CtlTable     *table,
             gconstpointer data,
             GTimeZone    *zone)
{
  const BoProductRecord *record = data;

  ctl_table_add (table, record->sku);
  ctl_table_add (table, record->name);
  ctl_table_take (table, bo_format_units (record->open_lines));
  ctl_table_take (table, bo_format_units (record->open_units));
  ctl_table_take (table, bo_format_units (record->on_hand));
  ctl_table_take (table, bo_format_units (record->on_hand - record->allocated));
  ctl_table_take (table, record->price >= 0 ? bo_format_money (record->price, record->currency) : g_strdup (""));
  ctl_table_take (table, record->oldest_queued != 0 ? bo_format_instant_day (record->oldest_queued, zone) : g_strdup (""));
}

static const Kind product_kind = { load_products, product_to_json, add_product };

static CtlTable *
product_table_new (void)
{
  CtlTable *table = ctl_table_new ();

  ctl_table_add_column (table, _ ("SKU"), FALSE);
  ctl_table_add_column (table, _ ("Product"), FALSE);
  ctl_table_add_column (table, _ ("Waiting lines"), TRUE);
  ctl_table_add_column (table, _ ("Units"), TRUE);
  ctl_table_add_column (table, _ ("On hand"), TRUE);
  ctl_table_add_column (table, _ ("Free"), TRUE);
  ctl_table_add_column (table, _ ("Price"), TRUE);
  ctl_table_add_column (table, _ ("Waiting since"), FALSE);

  return table;
}

gboolean
ctl_products (Ctl     *ctl,
              char   **argv,
              GError **error)
{
  g_autoptr (BoProductQuery) query = bo_product_query_new ();
  g_autoptr (BoIdList) list = NULL;
  g_autoptr (CtlTable) table = NULL;
  g_auto (ListOptions) options = { NULL };
  gint64             limit;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &query->search, N_ ("Words of name, SKU or barcode"), N_ ("TEXT") },
    { "waiting", 0, 0, G_OPTION_ARG_NONE, &query->waiting, N_ ("Only products that somebody waits for"), NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, N_ ("name (as without it), sku, open-units, open-lines, on-hand, free or oldest"), N_ ("KEY") },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &query->descending, N_ ("Turn the order round"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &options.limit, N_ ("At most so many"), N_ ("N") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error) ||
      (options.sort != NULL &&
       !ctl_parse_name (options.sort, "--sort", bo_product_sort_from_name (options.sort, &query->sort), bo_product_sort_list_names, error)) ||
      !parse_limit (&options, &limit, error) || !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;

  bo_service_list_products_async (ctl->service, query, 0, ctl->cancellable, ctl_done_cb, ctl);
  list = bo_service_list_products_finish (ctl->service, ctl_wait (ctl), error);

  if (list == NULL)
    return FALSE;
  apply_limit (limit, list->ids);

  table = product_table_new ();
  return print_records (ctl, table, list->ids, &product_kind, error);
}

static void
print_customer (CtlTable               *table,
                const BoCustomerRecord *record)
{
  ctl_table_add_number (table, record->id);
  ctl_table_add (table, record->name);
  ctl_table_add (table, record->business ? _ ("business") : "");
  ctl_table_add_number (table, record->priority_class);
  ctl_table_add (table, record->email);
  ctl_table_add (table, record->phone);
  ctl_table_add (table, record->country);
  ctl_table_take (table, bo_format_units (record->open_lines));
  ctl_table_take (table, bo_format_units (record->open_units));
}

gboolean
ctl_customers (Ctl     *ctl,
               char   **argv,
               GError **error)
{
  g_autoptr (CtlTable) table = ctl_table_new ();
  g_autoptr (GPtrArray) customers = NULL;
  g_auto (ListOptions) options = { NULL };
  gint64             limit;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_STRING, &options.limit, N_ ("At most so many"), N_ ("N") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 1, error) ||
      !parse_limit (&options, &limit, error) || !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;

  bo_service_find_customers_async (ctl->service, argv[0] != NULL ? argv[0] : "", (guint) limit, ctl->cancellable, ctl_done_cb, ctl);
  customers = bo_service_find_customers_finish (ctl->service, ctl_wait (ctl), error);
  if (customers == NULL)
    return FALSE;

  ctl_table_add_column (table, _ ("Customer"), TRUE);
  ctl_table_add_column (table, _ ("Name"), FALSE);
  ctl_table_add_column (table, _ ("Kind"), FALSE);
  ctl_table_add_column (table, _ ("Class"), TRUE);
  ctl_table_add_column (table, _ ("E-mail"), FALSE);
  ctl_table_add_column (table, _ ("Phone"), FALSE);
  ctl_table_add_column (table, _ ("Country"), FALSE);
  ctl_table_add_column (table, _ ("Waiting lines"), TRUE);
  ctl_table_add_column (table, _ ("Units"), TRUE);
  for (guint i = 0; i < customers->len; i++)
    if (ctl->json)
      ctl_print_json (ctl_customer_to_json (g_ptr_array_index (customers, i)));
    else
      print_customer (table, g_ptr_array_index (customers, i));
  if (!ctl->json)
    ctl_table_flush (table);

  return TRUE;
}
