/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-records.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"

static void
set_line_places (json_t             *object,
                 const BoLineRecord *record)
{
  ctl_json_set_number (object, "place", record->place);
  ctl_json_set_number (object, "place_count", record->place_count);
  ctl_json_set_number (object, "units_ahead", record->units_ahead);
}

/* Returns: (transfer full): the object of `list --json` */
json_t *
ctl_line_to_json (const BoLineRecord *record)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "id", record->id);
  ctl_json_set_text (object, "order", record->order_number);
  ctl_json_set_number (object, "order_id", record->order_id);
  ctl_json_set_text (object, "customer", record->customer);
  ctl_json_set_number (object, "customer_id", record->customer_id);
  ctl_json_set_text (object, "sku", record->sku);
  ctl_json_set_text (object, "product", record->product);
  ctl_json_set_number (object, "product_id", record->product_id);
  ctl_json_set_number (object, "ordered", record->ordered);
  ctl_json_set_number (object, "cancelled", record->cancelled);
  ctl_json_set_number (object, "shipped", record->shipped);
  ctl_json_set_number (object, "open", record->open);
  ctl_json_set_number (object, "allocated", record->allocated);
  ctl_json_set_number (object, "held", record->held);
  ctl_json_set_number (object, "locked", record->locked);
  ctl_json_set_number (object, "shippable", bo_line_record_get_shippable (record));
  ctl_json_set_number (object, "price", record->price);
  ctl_json_set_text (object, "currency", record->currency);
  ctl_json_set_number (object, "class", record->priority_class);
  ctl_json_set_instant (object, "queued", record->queued);
  ctl_json_set_day (object, "need", record->need);
  ctl_json_set_text (object, "ship", bo_ship_policy_to_name (record->ship));
  ctl_json_set_text (object, "strategy", bo_strategy_to_name (record->strategy));
  ctl_json_set_text (object, "reason", bo_reason_to_name (record->reason));
  ctl_json_set_text (object, "cause", bo_cause_to_name (record->cause));
  ctl_json_set_text (object, "campaign", record->campaign);
  ctl_json_set_boolean (object, "paused", record->paused);
  set_line_places (object, record);
  ctl_json_set_number (object, "later", record->later);

  return object;
}

/* Returns: (transfer full): the object of `products --json` */
json_t *
ctl_product_to_json (const BoProductRecord *record)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "id", record->id);
  ctl_json_set_text (object, "sku", record->sku);
  ctl_json_set_text (object, "barcode", record->barcode);
  ctl_json_set_text (object, "name", record->name);
  json_object_set_new (object, "price", record->price >= 0 ? json_integer (record->price) : json_null ());
  ctl_json_set_text (object, "currency", record->currency);
  ctl_json_set_number (object, "case", record->case_size);
  ctl_json_set_text (object, "supplier", record->supplier);
  json_object_set_new (object, "policy", record->policy != NULL ? json_loads (record->policy, 0, NULL) : json_null ());
  ctl_json_set_number (object, "on_hand", record->on_hand);
  ctl_json_set_number (object, "allocated", record->allocated);
  ctl_json_set_number (object, "free", record->on_hand - record->allocated);
  ctl_json_set_number (object, "open_lines", record->open_lines);
  ctl_json_set_number (object, "open_units", record->open_units);
  ctl_json_set_instant (object, "oldest", record->oldest_queued);
  ctl_json_set_number (object, "revision", record->revision);

  return object;
}

/* Returns: (transfer full): the object of `customers --json` */
json_t *
ctl_customer_to_json (const BoCustomerRecord *record)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "id", record->id);
  ctl_json_set_text (object, "name", record->name);
  ctl_json_set_text (object, "email", record->email);
  ctl_json_set_text (object, "phone", record->phone);
  ctl_json_set_text (object, "country", record->country);
  ctl_json_set_text (object, "language", record->language);
  ctl_json_set_boolean (object, "business", record->business);
  ctl_json_set_number (object, "class", record->priority_class);
  ctl_json_set_boolean (object, "anonymous", record->anonymous);
  ctl_json_set_number (object, "open_lines", record->open_lines);
  ctl_json_set_number (object, "open_units", record->open_units);

  return object;
}

static void
set_id (json_t     *object,
        const char *key,
        gint64      id)
{
  json_object_set_new (object, key, id != 0 ? json_integer (id) : json_null ());
}

/* Returns: (transfer full): the object of `log --json` */
json_t *
ctl_event_to_json (const BoEventRecord *record)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "event", record->id);
  ctl_json_set_instant (object, "at", record->at);
  ctl_json_set_text (object, "kind", record->kind);
  ctl_json_set_text (object, "summary", record->summary);
  ctl_json_set_text (object, "external_id", record->external_id);
  set_id (object, "undoes", record->undoes);
  set_id (object, "undone_by", record->undone_by);
  set_id (object, "group", record->group_id);

  return object;
}

/* Returns: (transfer full): the table of `list` */
CtlTable *
ctl_line_table_new (void)
{
  CtlTable *table = ctl_table_new ();

  ctl_table_add_column (table, _ ("Line"), TRUE);
  ctl_table_add_column (table, _ ("Order"), FALSE);
  ctl_table_add_column (table, _ ("Customer"), FALSE);
  ctl_table_add_column (table, _ ("SKU"), FALSE);
  ctl_table_add_column (table, _ ("Product"), FALSE);
  ctl_table_add_column (table, _ ("Open"), TRUE);
  ctl_table_add_column (table, _ ("Has"), TRUE);
  ctl_table_add_column (table, _ ("Class"), TRUE);
  ctl_table_add_column (table, _ ("Since"), FALSE);
  ctl_table_add_column (table, _ ("Need"), FALSE);
  ctl_table_add_column (table, _ ("Place"), FALSE);
  ctl_table_add_column (table, _ ("State"), FALSE);

  return table;
}

static const char *
describe_state (const BoLineRecord *record)
{
  if (record->open == 0)
    return _ ("closed");
  if (record->paused)
    return _ ("paused");
  if (record->held > 0)
    return _ ("held");
  if (record->allocated == record->open)
    return _ ("ready");
  if (record->allocated > 0)
    return _ ("partly ready");

  return _ ("waiting");
}

/* "3 of 41", and how many of its units were added later and stand further back. */
static char *
describe_place (const BoLineRecord *record)
{
  g_autofree char *later = NULL;

  if (record->place == 0)
    return g_strdup ("");
  if (record->later == 0)
    /* TRANSLATORS: place in line: "3 of 41" */
    return g_strdup_printf (_ ("%" PRId64 " of %" PRId64), record->place, record->place_count);

  later = bo_format_units (record->later);
  /* TRANSLATORS: place in line, and units that were added to it later: "3 of 41, 4 later" */
  return g_strdup_printf (_ ("%" PRId64 " of %" PRId64 ", %s later"), record->place, record->place_count, later);
}

void
ctl_line_table_add (CtlTable           *table,
                    const BoLineRecord *record,
                    GTimeZone          *zone)
{
  ctl_table_add_number (table, record->id);
  ctl_table_add (table, record->order_number);
  ctl_table_add (table, *record->customer != '\0' ? record->customer : _ ("(no name)"));
  ctl_table_add (table, record->sku);
  ctl_table_add (table, record->product);
  ctl_table_take (table, bo_format_units (record->open));
  ctl_table_take (table, bo_format_units (record->allocated));
  ctl_table_add_number (table, record->priority_class);
  ctl_table_take (table, bo_format_instant_day (record->queued, zone));
  ctl_table_take (table, bo_format_day (record->need));
  ctl_table_take (table, describe_place (record));
  ctl_table_add (table, describe_state (record));
}

/* Returns: (transfer full): what a command did */
json_t *
ctl_outcome_to_json (const BoOutcome *outcome)
{
  json_t *object = json_object ();
  json_t *exceptions = json_array ();

  set_id (object, "event", outcome->event_id);
  ctl_json_set_boolean (object, "repeated", outcome->repeated);
  set_id (object, "order", outcome->order_id);
  set_id (object, "line", outcome->line_id);
  ctl_json_set_number (object, "units", outcome->units);
  if (outcome->later > 0)
    {
      ctl_json_set_number (object, "later", outcome->later);
      json_object_set_new (object, "units_ahead", outcome->ahead >= 0 ? json_integer (outcome->ahead) : json_null ());
    }
  for (guint i = 0; outcome->exceptions != NULL && i < outcome->exceptions->len; i++)
    {
      const BoOutcomeException *exception = &g_array_index (outcome->exceptions, BoOutcomeException, i);
      json_t                   *entry = json_object ();

      ctl_json_set_number (entry, "line", exception->line_id);
      ctl_json_set_number (entry, "units", exception->units);
      json_array_append_new (exceptions, entry);
    }
  json_object_set_new (object, "exceptions", exceptions);

  return object;
}

/* Returns: (transfer full): "1 line", "412 lines" */
char *
ctl_count_lines (gint64 n)
{
  g_autofree char *number = bo_format_units (n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s line", "%s lines", (gulong) n), number);
}

/* Returns: (transfer full): "1 unit", "1,106 units" */
char *
ctl_count_units (gint64 n)
{
  g_autofree char *number = bo_format_units (n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s unit", "%s units", (gulong) n), number);
}

/* Returns: (transfer full): "Nova Console (NOV-101)", or the SKU of one without a name */
char *
ctl_name_product (const char *name,
                  const char *sku)
{
  /* TRANSLATORS: a product's name and its SKU */
  return *name != '\0' ? g_strdup_printf (_ ("%s (%s)"), name, sku) : g_strdup (sku);
}

/* Where the units stand that were added to a line. */
static void
print_later (const BoOutcome *outcome)
{
  g_autofree char *later = bo_format_units (outcome->later);
  g_autofree char *ahead = bo_format_units (outcome->ahead);

  if (outcome->later == 0)
    return;
  if (outcome->ahead > 0)
    /* TRANSLATORS: "2 more, waiting from now: behind 14 units" */
    printf (g_dngettext (GETTEXT_PACKAGE, "%s more, waiting from now: behind %s unit\n",
                         "%s more, waiting from now: behind %s units\n", (gulong) outcome->ahead),
            later, ahead);
  else
    /* TRANSLATORS: "2 more, waiting from now" */
    printf (_ ("%s more, waiting from now\n"), later);
}

/* What a command did, in a sentence or as an object. */
void
ctl_print_outcome (Ctl             *ctl,
                   const BoOutcome *outcome)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (ctl->json)
    {
      ctl_print_json (ctl_outcome_to_json (outcome));
      return;
    }
  if (outcome->event_id == 0)
    {
      puts (_ ("Nothing had to be done."));
      return;
    }
  g_string_append_printf (text, outcome->repeated ? _ ("Done before as event %" PRId64) : _ ("Done as event %" PRId64),
                          outcome->event_id);
  if (outcome->line_id != 0)
    g_string_append_printf (text, _ (", line %" PRId64), outcome->line_id);
  if (outcome->units != 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, ", %" PRId64 " unit", ", %" PRId64 " units", (gulong) outcome->units), outcome->units);
  puts (text->str);
  print_later (outcome);
  for (guint i = 0; outcome->exceptions != NULL && i < outcome->exceptions->len; i++)
    {
      const BoOutcomeException *exception = &g_array_index (outcome->exceptions, BoOutcomeException, i);

      printf (g_dngettext (GETTEXT_PACKAGE, "Line %" PRId64 " lost %" PRId64 " unit\n",
                           "Line %" PRId64 " lost %" PRId64 " units\n", (gulong) exception->units),
              exception->line_id, exception->units);
    }
}

/* Waits for the command that was begun on the service, and prints what it did. */
gboolean
ctl_finish_command (Ctl     *ctl,
                    GError **error)
{
  g_autoptr (BoOutcome) outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);

  if (outcome == NULL)
    return FALSE;
  ctl_print_outcome (ctl, outcome);

  return TRUE;
}
