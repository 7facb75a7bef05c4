/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <glib/gi18n-lib.h>

#include "ctl-arguments.h"
#include "ctl-records.h"

/* Option values of `place` and `amend` as they were typed. */
typedef struct
{
  char *units;
  char *price;
  char *priority_class;
  char *need;
  char *ship;
  char *strategy;
  char *reason;
  char *cause;
  char *customer_id;
  char *order_id;
  char *queued;
} LineOptions;

static void
line_options_clear (LineOptions *options)
{
  g_free (options->units);
  g_free (options->price);
  g_free (options->priority_class);
  g_free (options->need);
  g_free (options->ship);
  g_free (options->strategy);
  g_free (options->reason);
  g_free (options->cause);
  g_free (options->customer_id);
  g_free (options->order_id);
  g_free (options->queued);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LineOptions, line_options_clear)

/* The options that both commands have, into the fields of either request. */
static gboolean
parse_line_options (const LineOptions *options,
                    int               *priority_class,
                    int               *need,
                    BoShipPolicy      *ship,
                    BoStrategy        *strategy,
                    BoReason          *reason,
                    BoCause           *cause,
                    GError           **error)
{
  gint64 number = *priority_class;

  if (options->priority_class != NULL &&
      !ctl_parse_number (options->priority_class, "--class", BO_CLASS_MIN, BO_CLASS_MAX, &number, error))
    return FALSE;
  *priority_class = (int) number;

  return (options->need == NULL || ctl_parse_day (options->need, "--need", need, error)) &&
         (options->ship == NULL ||
          ctl_parse_name (options->ship, "--ship", bo_ship_policy_from_name (options->ship, ship), bo_ship_policy_list_names, error)) &&
         (options->strategy == NULL ||
          ctl_parse_name (options->strategy, "--strategy", bo_strategy_from_name (options->strategy, strategy), bo_strategy_list_names, error)) &&
         (options->reason == NULL ||
          ctl_parse_name (options->reason, "--reason", bo_reason_from_name (options->reason, reason), bo_reason_list_names, error)) &&
         (options->cause == NULL ||
          ctl_parse_name (options->cause, "--cause", bo_cause_from_name (options->cause, cause), bo_cause_list_names, error));
}

static gboolean
fill_place_request (const LineOptions *options,
                    BoPlaceRequest    *request,
                    char             **arguments,
                    GError           **error)
{
  if (!ctl_parse_number (arguments[1], _ ("Units"), 1, BO_UNITS_MAX, &request->units, error) ||
      (options->customer_id != NULL && !ctl_parse_id (options->customer_id, "--customer-id", &request->customer_id, error)) ||
      (options->order_id != NULL && !ctl_parse_id (options->order_id, "--order-id", &request->order_id, error)))
    return FALSE;
  request->sku = g_strdup (arguments[0]);

  return parse_line_options (options, &request->priority_class, &request->need, &request->ship, &request->strategy,
                             &request->reason, &request->cause, error);
}

gboolean
ctl_place (Ctl     *ctl,
           char   **argv,
           GError **error)
{
  g_autoptr (BoPlaceRequest) request = bo_place_request_new ();
  g_auto (LineOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "customer", 0, 0, G_OPTION_ARG_STRING, &request->customer_name, N_ ("The customer's name"), N_ ("NAME") },
    { "customer-id", 0, 0, G_OPTION_ARG_STRING, &options.customer_id, N_ ("A customer who is known, by number"), N_ ("ID") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &request->customer_email, N_ ("The customer's e-mail address"), N_ ("ADDRESS") },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &request->customer_phone, N_ ("The customer's phone number"), N_ ("NUMBER") },
    { "business", 0, 0, G_OPTION_ARG_NONE, &request->customer_business, N_ ("The customer is a business"), NULL },
    { "order", 0, 0, G_OPTION_ARG_STRING, &request->order_number, N_ ("Number of the new order"), N_ ("NUMBER") },
    { "order-id", 0, 0, G_OPTION_ARG_STRING, &options.order_id, N_ ("Add to this order instead of making one"), N_ ("ID") },
    { "price", 0, 0, G_OPTION_ARG_STRING, &options.price, N_ ("Price of a unit; without it the product's"), N_ ("AMOUNT") },
    { "class", 0, 0, G_OPTION_ARG_STRING, &options.priority_class, N_ ("Priority class, 1 is best; without it the customer's"), N_ ("CLASS") },
    { "need", 0, 0, G_OPTION_ARG_STRING, &options.need, N_ ("When it is needed"), N_ ("YYYY-MM-DD") },
    { "ship", 0, 0, G_OPTION_ARG_STRING, &options.ship, N_ ("partial, line-complete or order-complete; of a new order"), N_ ("POLICY") },
    { "strategy", 0, 0, G_OPTION_ARG_STRING, &options.strategy, N_ ("Its part in a redistribution: win, gain, improve, redistribute, fill, lose or skip"), N_ ("STRATEGY") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("unforeseen or planned"), N_ ("REASON") },
    { "cause", 0, 0, G_OPTION_ARG_STRING, &options.cause, N_ ("supply-disruption, production-delay, demand-surge or other"), N_ ("CAUSE") },
    { "campaign", 0, 0, G_OPTION_ARG_STRING, &request->campaign, N_ ("The campaign that it belongs to"), N_ ("NAME") },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &request->channel, N_ ("Where it was ordered; without it counter"), N_ ("CHANNEL") },
    { "queued", 0, 0, G_OPTION_ARG_STRING, &options.queued, N_ ("When it was ordered, in the shop's time; without it now"), N_ ("YYYY-MM-DD HH:MM") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &request->external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 2, 2, error) || !fill_place_request (&options, request, argv, error) ||
      !ctl_open (ctl, BO_SERVICE_MUST_EXIST, error) ||
      (options.price != NULL && !ctl_parse_money (ctl, options.price, "--price", &request->price, error)) ||
      (options.queued != NULL && !ctl_parse_time (ctl, options.queued, "--queued", &request->queued, error)))
    return FALSE;
  bo_service_place_async (ctl->service, g_steal_pointer (&request), ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}

/* Which fields were named. */
static BoAmendFields
get_fields (const LineOptions    *options,
            const BoAmendRequest *request)
{
  BoAmendFields fields = 0;

  if (options->units != NULL)
    fields |= BO_AMEND_UNITS;
  if (options->priority_class != NULL)
    fields |= BO_AMEND_CLASS;
  if (options->need != NULL)
    fields |= BO_AMEND_NEED;
  if (options->ship != NULL)
    fields |= BO_AMEND_SHIP;
  if (options->strategy != NULL)
    fields |= BO_AMEND_STRATEGY;
  if (options->reason != NULL || options->cause != NULL)
    fields |= BO_AMEND_REASON;
  if (request->campaign != NULL)
    fields |= BO_AMEND_CAMPAIGN;
  if (options->price != NULL)
    fields |= BO_AMEND_PRICE;

  return fields;
}

static gboolean
fill_amend_request (const LineOptions *options,
                    BoAmendRequest    *request,
                    GError           **error)
{
  request->fields = get_fields (options, request);
  if (request->fields == 0)
    {
      g_set_error_literal (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("Nothing to change was named"));
      return FALSE;
    }
  if (options->units != NULL && !ctl_parse_number (options->units, "--units", 1, BO_UNITS_MAX, &request->units, error))
    return FALSE;

  return parse_line_options (options, &request->priority_class, &request->need, &request->ship, &request->strategy,
                             &request->reason, &request->cause, error);
}

gboolean
ctl_amend (Ctl     *ctl,
           char   **argv,
           GError **error)
{
  g_autoptr (BoAmendRequest) request = bo_amend_request_new (0);
  g_auto (LineOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "units", 0, 0, G_OPTION_ARG_STRING, &options.units, N_ ("Units in all, shipped ones included; a raise waits from now on"), N_ ("N") },
    { "price", 0, 0, G_OPTION_ARG_STRING, &options.price, N_ ("Price of a unit"), N_ ("AMOUNT") },
    { "class", 0, 0, G_OPTION_ARG_STRING, &options.priority_class, N_ ("Priority class, 1 is best"), N_ ("CLASS") },
    { "need", 0, 0, G_OPTION_ARG_STRING, &options.need, N_ ("When it is needed, or none"), N_ ("YYYY-MM-DD") },
    { "ship", 0, 0, G_OPTION_ARG_STRING, &options.ship, N_ ("partial, line-complete or order-complete; of the whole order"), N_ ("POLICY") },
    { "strategy", 0, 0, G_OPTION_ARG_STRING, &options.strategy, N_ ("Its part in a redistribution: win, gain, improve, redistribute, fill, lose or skip"), N_ ("STRATEGY") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("unforeseen or planned"), N_ ("REASON") },
    { "cause", 0, 0, G_OPTION_ARG_STRING, &options.cause, N_ ("none, supply-disruption, production-delay, demand-surge or other"), N_ ("CAUSE") },
    { "campaign", 0, 0, G_OPTION_ARG_STRING, &request->campaign, N_ ("The campaign that it belongs to; empty for none"), N_ ("NAME") },
    { "external-id", 0, 0, G_OPTION_ARG_STRING, &request->external_id, N_ ("Your id of this command: the same id is applied once"), N_ ("ID") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 1, 1, error) || !ctl_parse_id (argv[0], _ ("Line"), &request->line_id, error) ||
      !fill_amend_request (&options, request, error) || !ctl_open (ctl, BO_SERVICE_MUST_EXIST, error) ||
      (options.price != NULL && !ctl_parse_money (ctl, options.price, "--price", &request->price, error)))
    return FALSE;
  bo_service_amend_async (ctl->service, g_steal_pointer (&request), ctl->cancellable, ctl_done_cb, ctl);

  return ctl_finish_command (ctl, error);
}
