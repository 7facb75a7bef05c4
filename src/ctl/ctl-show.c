/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-history-text.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

static json_t *
tranches_to_json (const BoLineDetail *detail)
{
  const GArray *tranches = detail->tranches;
  json_t       *array = json_array ();

  for (guint i = 0; i < tranches->len; i++)
    {
      const BoTranche *tranche = &g_array_index (tranches, BoTranche, i);
      json_t          *object = json_object ();

      ctl_json_set_number (object, "units", tranche->units);
      ctl_json_set_instant (object, "queued", tranche->queued);
      json_object_set_new (object, "units_ahead",
                           detail->ahead != NULL ? json_integer (g_array_index (detail->ahead, gint64, i))
                           : tranches->len == 1  ? json_integer (detail->line->units_ahead)
                                                 : json_null ());
      json_array_append_new (array, object);
    }

  return array;
}

static json_t *
history_to_json (const GPtrArray *history)
{
  json_t *array = json_array ();

  for (guint i = 0; i < history->len; i++)
    {
      const BoHistoryRecord *record = g_ptr_array_index (history, i);
      json_t                *object = json_object ();

      ctl_json_set_number (object, "event", record->event_id);
      ctl_json_set_instant (object, "at", record->at);
      ctl_json_set_text (object, "kind", record->kind);
      ctl_json_set_number (object, "ordered", record->ordered_delta);
      ctl_json_set_number (object, "cancelled", record->cancelled_delta);
      ctl_json_set_number (object, "shipped", record->shipped_delta);
      ctl_json_set_number (object, "allocated", record->allocated_delta);
      ctl_json_set_number (object, "returned", record->returned_delta);
      ctl_json_set_boolean (object, "undone", record->undone);
      ctl_json_set_text (object, "note", record->note);
      json_array_append_new (array, object);
    }

  return array;
}

static void
print_detail_json (const BoLineDetail *detail)
{
  json_t          *object = ctl_line_to_json (detail->line);
  g_autofree char *why = detail->why.code != BO_WHY_NONE ? bo_why_to_string (&detail->why, NULL) : NULL;

  json_object_set_new (object, "customer_record", ctl_customer_to_json (detail->customer));
  ctl_json_set_instant (object, "created", detail->created);
  ctl_json_set_text (object, "channel", detail->channel);
  ctl_json_set_text (object, "why", why);
  json_object_set_new (object, "tranches", tranches_to_json (detail));
  json_object_set_new (object, "history", history_to_json (detail->history));
  ctl_print_json (object);
}

static void
print_place (const BoLineRecord *line)
{
  if (line->place > 0)
    ctl_print_field (_ ("Place in line"),
                     g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " of %" PRId64 ", %" PRId64 " unit ahead",
                                  "%" PRId64 " of %" PRId64 ", %" PRId64 " units ahead", (gulong) line->units_ahead),
                     line->place, line->place_count, line->units_ahead);
}

/* Since when which units wait, where it is not the same for all. */
static void
print_waiting (const BoLineDetail *detail,
               GTimeZone          *zone)
{
  for (guint i = 0; i < detail->tranches->len; i++)
    {
      const BoTranche *tranche = &g_array_index (detail->tranches, BoTranche, i);
      g_autofree char *units = bo_format_units (tranche->units);
      g_autofree char *queued = bo_format_instant (tranche->queued, zone);
      gint64           ahead = detail->ahead != NULL ? g_array_index (detail->ahead, gint64, i) : 0;
      g_autofree char *others = bo_format_units (ahead);

      if (detail->tranches->len == 1)
        ctl_print_field (_ ("Waits since"), "%s", queued);
      else if (ahead == 0)
        /* TRANSLATORS: "4 units since 12 Dec 2026 10:15" */
        ctl_print_field (_ ("Waits"),
                         g_dngettext (GETTEXT_PACKAGE, "%s unit since %s", "%s units since %s", (gulong) tranche->units),
                         units, queued);
      else
        /* TRANSLATORS: "4 units since 12 Dec 2026 10:15, behind 17 of others" */
        ctl_print_field (_ ("Waits"),
                         g_dngettext (GETTEXT_PACKAGE, "%s unit since %s, behind %s of others", "%s units since %s, behind %s of others",
                                      (gulong) tranche->units),
                         units, queued, others);
    }
}

static void
print_facts (const BoLineDetail *detail,
             GTimeZone          *zone)
{
  const BoLineRecord *line = detail->line;
  g_autofree char    *price = bo_format_money (line->price, line->currency);
  g_autofree char    *created = bo_format_instant (detail->created, zone);
  g_autofree char    *need = bo_format_day (line->need);
  g_autofree char    *product = ctl_name_product (line->product, line->sku);
  g_autofree char    *why = detail->why.code != BO_WHY_NONE ? bo_why_to_string (&detail->why, GETTEXT_PACKAGE) : NULL;

  ctl_print_field (_ ("Line"), "%" G_GINT64_FORMAT, line->id);
  ctl_print_field (_ ("Order"), _ ("%s of %s (%s)"), line->order_number, created, detail->channel);
  ctl_print_field (_ ("Customer"), "%s", *line->customer != '\0' ? line->customer : _ ("(no name)"));
  if (detail->customer->email != NULL)
    ctl_print_field (_ ("E-mail"), "%s", detail->customer->email);
  if (detail->customer->phone != NULL)
    ctl_print_field (_ ("Phone"), "%s", detail->customer->phone);
  ctl_print_field (_ ("Product"), "%s", product);
  ctl_print_field (_ ("Price"), "%s", price);
  ctl_print_field (_ ("Units"),
                   _ ("%" PRId64 " ordered, %" PRId64 " cancelled, %" PRId64 " shipped, %" PRId64 " open"),
                   line->ordered, line->cancelled, line->shipped, line->open);
  ctl_print_field (_ ("Has"),
                   g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " unit, %" PRId64 " may leave now",
                                "%" PRId64 " units, %" PRId64 " may leave now", (gulong) line->allocated),
                   line->allocated, bo_line_record_get_shippable (line));
  print_waiting (detail, zone);
  print_place (line);
  ctl_print_field (_ ("Class"), "%d", line->priority_class);
  if (line->need != BO_DAY_NONE)
    ctl_print_field (_ ("Needed by"), "%s", need);
  ctl_print_field (_ ("Ships"), "%s", bo_ship_policy_to_name (line->ship));
  if (line->paused)
    ctl_print_field (_ ("State"), "%s", _ ("paused"));
  if (why != NULL)
    ctl_print_field (_ ("Why"), "%s", why);
}

static void
print_history (const BoLineDetail *detail,
               GTimeZone          *zone)
{
  g_autoptr (CtlTable) table = ctl_table_new ();

  ctl_table_add_column (table, _ ("Event"), TRUE);
  ctl_table_add_column (table, _ ("When"), FALSE);
  ctl_table_add_column (table, _ ("What"), FALSE);
  ctl_table_add_column (table, _ ("Units"), FALSE);
  ctl_table_add_column (table, _ ("Summary"), FALSE);
  for (guint i = 0; i < detail->history->len; i++)
    {
      const BoHistoryRecord *record = g_ptr_array_index (detail->history, i);
      g_autofree char       *text = bo_history_record_to_text (record);

      ctl_table_add_number (table, record->event_id);
      ctl_table_take (table, bo_format_instant (record->at, zone));
      ctl_table_take (table, record->undone ? g_strdup_printf (_ ("%s (undone)"), record->kind) : g_strdup (record->kind));
      ctl_table_add (table, text);
      ctl_table_add (table, record->note);
    }
  putchar ('\n');
  ctl_table_flush (table);
}

gboolean
ctl_show (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_autoptr (BoLineDetail) detail = NULL;
  const GOptionEntry entries[] = { { NULL } };
  gint64             id;

  if (!ctl_parse (ctl, &argv, entries, 1, 1, error) || !ctl_parse_id (argv[0], _ ("Line"), &id, error) ||
      !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;
  bo_service_load_line_detail_async (ctl->service, id, ctl->cancellable, ctl_done_cb, ctl);
  detail = bo_service_load_line_detail_finish (ctl->service, ctl_wait (ctl), error);
  if (detail == NULL)
    return FALSE;

  if (ctl->json)
    print_detail_json (detail);
  else
    {
      print_facts (detail, bo_service_get_time_zone (ctl->service));
      print_history (detail, bo_service_get_time_zone (ctl->service));
    }

  return TRUE;
}
