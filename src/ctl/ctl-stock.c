/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

gboolean
ctl_count (Ctl     *ctl,
           char   **argv,
           GError **error)
{
  g_autofree char   *reason = NULL;
  g_autofree char   *external_id = NULL;
  gint64             product_id;
  gint64             units = 0;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for the history"), N_ ("TEXT") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 2, 2, error) ||
      !ctl_parse_number (argv[1], _ ("Units"), 0, BO_UNITS_MAX, &units, error) ||
      !ctl_open (ctl, BO_SERVICE_MUST_EXIST, error) || (product_id = ctl_find_product (ctl, argv[0], error)) == 0)
    return FALSE;
  bo_service_count_async (ctl->service, product_id, units, reason, external_id, ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

static gboolean
show_product (Ctl        *ctl,
              const char *sku,
              GError    **error)
{
  g_autoptr (BoProductRecord) record = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *units = NULL;

  if (!ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error) ||
      (record = ctl_load_product (ctl, sku, error)) == NULL)
    return FALSE;
  if (ctl->json)
    {
      ctl_print_json (ctl_product_to_json (record));
      return TRUE;
    }
  lines = ctl_count_lines (record->open_lines);
  units = ctl_count_units (record->open_units);
  ctl_print_field (_ ("SKU"), "%s", record->sku);
  ctl_print_field (_ ("Product"), "%s", record->name);
  if (record->barcode != NULL)
    ctl_print_field (_ ("Barcode"), "%s", record->barcode);
  if (record->price >= 0)
    {
      g_autofree char *price = bo_format_money (record->price, record->currency);

      ctl_print_field (_ ("Price"), "%s", price);
    }
  if (record->supplier != NULL)
    ctl_print_field (_ ("Supplier"), "%s", record->supplier);
  ctl_print_field (_ ("Units in a case"), "%" G_GINT64_FORMAT, record->case_size);
  ctl_print_field (_ ("On hand"), _ ("%" PRId64 ", of which %" PRId64 " are free"), record->on_hand,
                   record->on_hand - record->allocated);
  /* TRANSLATORS: "412 lines, 1,106 units" */
  ctl_print_field (_ ("Waiting"), _ ("%s, %s"), lines, units);

  return TRUE;
}

/* What a product has already, for the fields that were not named. */
static void
keep_product_fields (BoProductRequest      *request,
                     const BoProductRecord *record,
                     gboolean               has_price)
{
  if (request->name == NULL)
    request->name = g_strdup (record->name);
  if (request->barcode == NULL)
    request->barcode = g_strdup (record->barcode);
  if (request->supplier == NULL)
    request->supplier = g_strdup (record->supplier);
  if (!has_price)
    request->price = record->price;
  if (request->case_size == 0)
    request->case_size = record->case_size;
}

static gboolean
complete_product_request (Ctl              *ctl,
                          BoProductRequest *request,
                          gboolean          has_price,
                          GError          **error)
{
  g_autoptr (BoProductRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;

  record = ctl_load_product (ctl, request->sku, &local_error);
  if (record != NULL)
    {
      g_free (request->sku);
      request->sku = g_strdup (record->sku); /* it may have been found by barcode */
      keep_product_fields (request, record, has_price);
      return TRUE;
    }
  if (!g_error_matches (local_error, BO_SERVICE_ERROR, BO_SERVICE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (request->name == NULL)
    request->name = g_strdup (request->sku);
  if (request->case_size == 0)
    request->case_size = 1;

  return TRUE;
}

gboolean
ctl_product (Ctl     *ctl,
             char   **argv,
             GError **error)
{
  g_autoptr (BoProductRequest) request = g_new0 (BoProductRequest, 1);
  g_autoptr (BoOutcome) outcome = NULL;
  g_autofree char   *price = NULL;
  g_autofree char   *case_size = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &request->name, N_ ("What it is called"), N_ ("TEXT") },
    { "barcode", 0, 0, G_OPTION_ARG_STRING, &request->barcode, N_ ("Its barcode"), N_ ("DIGITS") },
    { "price", 0, 0, G_OPTION_ARG_STRING, &price, N_ ("Price of a unit"), N_ ("AMOUNT") },
    { "supplier", 0, 0, G_OPTION_ARG_STRING, &request->supplier, N_ ("Where it comes from"), N_ ("NAME") },
    { "case", 0, 0, G_OPTION_ARG_STRING, &case_size, N_ ("Units in a case"), N_ ("N") },
    { NULL }
  };

  request->price = -1;
  if (!ctl_parse (ctl, &argv, entries, 1, 1, error) ||
      (case_size != NULL && !ctl_parse_number (case_size, "--case", 1, BO_UNITS_MAX, &request->case_size, error)))
    return FALSE;
  if (request->name == NULL && request->barcode == NULL && price == NULL && request->supplier == NULL && case_size == NULL)
    return show_product (ctl, argv[0], error);

  request->sku = g_strdup (argv[0]);
  if (!ctl_open (ctl, BO_SERVICE_DEFAULT, error) ||
      (price != NULL && !ctl_parse_money (ctl, price, "--price", &request->price, error)) ||
      !complete_product_request (ctl, request, price != NULL, error))
    return FALSE;
  bo_service_put_product_async (ctl->service, g_steal_pointer (&request), ctl->cancellable, ctl_done_cb, ctl);
  outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);
  if (outcome == NULL)
    return FALSE;
  if (ctl->json)
    {
      json_t *object = json_object ();

      json_object_set_new (object, "event", outcome->event_id != 0 ? json_integer (outcome->event_id) : json_null ());
      ctl_json_set_number (object, "product", outcome->line_id);
      ctl_print_json (object);
      return TRUE;
    }
  outcome->line_id = 0; /* the number of a product, which nobody types */
  ctl_print_outcome (ctl, outcome);

  return TRUE;
}
