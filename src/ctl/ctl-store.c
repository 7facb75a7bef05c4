/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "bo-names.h"
#include "ctl-arguments.h"
#include "ctl-output.h"
#include "ctl-records.h"

/* Events are listed so many at a time. */
#define BATCH 1000
#define LOG_LIMIT "50"

static char *
describe_event (const BoEventRecord *record)
{
  if (record->undone_by != 0)
    return g_strdup_printf (_ ("undone by %" PRId64), record->undone_by);
  if (record->undoes != 0)
    return g_strdup_printf (_ ("undoes %" PRId64), record->undoes);

  return g_strdup ("");
}

static void
print_event (CtlTable            *table,
             const BoEventRecord *record,
             GTimeZone           *zone)
{
  ctl_table_add_number (table, record->id);
  ctl_table_take (table, bo_format_instant (record->at, zone));
  ctl_table_add (table, record->kind);
  ctl_table_add (table, record->summary);
  ctl_table_take (table, describe_event (record));
}

gboolean
ctl_log (Ctl     *ctl,
         char   **argv,
         GError **error)
{
  g_autoptr (CtlTable) table = ctl_table_new ();
  g_autofree char   *before_text = NULL;
  g_autofree char   *limit_text = NULL;
  gint64             before = 0;
  gint64             left = 0;
  const GOptionEntry entries[] = {
    { "before", 0, 0, G_OPTION_ARG_STRING, &before_text, N_ ("Only events older than this one"), N_ ("EVENT") },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &limit_text, N_ ("At most so many; without it 50, or all with --json"), N_ ("N") },
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error) ||
      (before_text != NULL && !ctl_parse_id (before_text, "--before", &before, error)))
    return FALSE;
  if (limit_text == NULL && ctl->json)
    left = G_MAXINT64;
  else if (!ctl_parse_number (limit_text != NULL ? limit_text : LOG_LIMIT, "--limit", 0, G_MAXINT64, &left, error))
    return FALSE;
  if (!ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;

  ctl_table_add_column (table, _ ("Event"), TRUE);
  ctl_table_add_column (table, _ ("When"), FALSE);
  ctl_table_add_column (table, _ ("What"), FALSE);
  ctl_table_add_column (table, _ ("Summary"), FALSE);
  ctl_table_add_column (table, "", FALSE);
  while (left > 0)
    {
      g_autoptr (GPtrArray) events = NULL;

      bo_service_list_events_async (ctl->service, before, (guint) MIN (left, BATCH), ctl->cancellable, ctl_done_cb, ctl);
      events = bo_service_list_events_finish (ctl->service, ctl_wait (ctl), error);
      if (events == NULL)
        return FALSE;
      for (guint i = 0; i < events->len; i++)
        {
          const BoEventRecord *record = g_ptr_array_index (events, i);

          if (ctl->json)
            ctl_print_json (ctl_event_to_json (record));
          else
            print_event (table, record, bo_service_get_time_zone (ctl->service));
          before = record->id;
        }
      if (!ctl->json)
        ctl_table_flush (table);
      left = events->len < BATCH ? 0 : left - events->len;
    }

  return TRUE;
}

/* "Undone: Received 9 units of 1 product": whoever undoes without a number sees what it hit. */
static gboolean
print_summary (Ctl     *ctl,
               gint64   event_id,
               GError **error)
{
  g_autoptr (GPtrArray) events = NULL;

  bo_service_list_events_async (ctl->service, event_id + 1, 1, ctl->cancellable, ctl_done_cb, ctl);
  events = bo_service_list_events_finish (ctl->service, ctl_wait (ctl), error);
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    puts (((const BoEventRecord *) g_ptr_array_index (events, i))->summary);

  return TRUE;
}

gboolean
ctl_undo (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_autoptr (BoOutcome) outcome = NULL;
  const GOptionEntry entries[] = { { NULL } };
  gint64             event_id = 0;

  if (!ctl_parse (ctl, &argv, entries, 0, 1, error) ||
      (argv[0] != NULL && !ctl_parse_id (argv[0], _ ("Event"), &event_id, error)) ||
      !ctl_open (ctl, BO_SERVICE_MUST_EXIST, error))
    return FALSE;
  bo_service_undo_async (ctl->service, event_id, ctl->cancellable, ctl_done_cb, ctl);
  outcome = bo_service_command_finish (ctl->service, ctl_wait (ctl), error);
  if (outcome == NULL)
    return FALSE;
  ctl_print_outcome (ctl, outcome);

  return ctl->json || outcome->event_id == 0 || print_summary (ctl, outcome->event_id, error);
}

gboolean
ctl_check (Ctl     *ctl,
           char   **argv,
           GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  const GOptionEntry entries[] = { { NULL } };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error) || !ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;
  bo_service_check_async (ctl->service, ctl->cancellable, ctl_done_cb, ctl);
  problems = bo_service_check_finish (ctl->service, ctl_wait (ctl), error);
  if (problems == NULL)
    return FALSE;

  if (ctl->json)
    {
      json_t *object = json_object ();
      json_t *array = json_array ();

      for (guint i = 0; i < problems->len; i++)
        json_array_append_new (array, json_string (g_ptr_array_index (problems, i)));
      ctl_json_set_boolean (object, "ok", problems->len == 0);
      json_object_set_new (object, "problems", array);
      ctl_print_json (object);
    }
  else
    for (guint i = 0; i < problems->len; i++)
      puts (g_ptr_array_index (problems, i));
  if (problems->len > 0)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED,
                   g_dngettext (GETTEXT_PACKAGE, "The store has %u problem", "The store has %u problems", problems->len),
                   problems->len);
      return FALSE;
    }
  if (!ctl->json)
    puts (_ ("All is well."));

  return TRUE;
}

gboolean
ctl_backup (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  const GOptionEntry entries[] = { { NULL } };

  if (!ctl_parse (ctl, &argv, entries, 1, 1, error))
    return FALSE;
  if (g_file_test (argv[0], G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED, _ ("%s exists already, and is left as it is"), argv[0]);
      return FALSE;
    }
  if (!ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;
  bo_service_backup_async (ctl->service, argv[0], ctl->cancellable, ctl_done_cb, ctl);
  if (!bo_service_backup_finish (ctl->service, ctl_wait (ctl), error))
    return FALSE;
  if (ctl->json)
    {
      json_t *object = json_object ();

      ctl_json_set_text (object, "file", argv[0]);
      ctl_print_json (object);
    }
  else
    printf (_ ("Copied to %s\n"), argv[0]);

  return TRUE;
}

static void
print_setting (Ctl        *ctl,
               json_t     *object,
               const char *key,
               const char *value)
{
  if (ctl->json)
    ctl_json_set_text (object, key, value);
  else
    ctl_print_field (key, "%s", value);
}

static const char *const setting_keys[] = { "shop-name", "currency", "time-zone", NULL };

static char *
list_setting_keys (void)
{
  return bo_names_join (setting_keys, G_N_ELEMENTS (setting_keys) - 1);
}

gboolean
ctl_setting (Ctl     *ctl,
             char   **argv,
             GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  json_t            *object;

  if (!ctl_parse (ctl, &argv, entries, 0, 2, error) ||
      (argv[0] != NULL && !ctl_parse_name (argv[0], _ ("Setting"), g_strv_contains (setting_keys, argv[0]), list_setting_keys, error)))
    return FALSE;
  if (argv[0] != NULL && argv[1] != NULL)
    {
      if (!ctl_open (ctl, BO_SERVICE_DEFAULT, error))
        return FALSE;
      bo_service_set_setting_async (ctl->service, argv[0], argv[1], ctl->cancellable, ctl_done_cb, ctl);

      return ctl_finish_command (ctl, error);
    }

  if (!ctl_open (ctl, BO_SERVICE_MUST_EXIST | BO_SERVICE_READ_ONLY, error))
    return FALSE;
  object = json_object ();
  if (argv[0] == NULL || g_str_equal (argv[0], setting_keys[0]))
    print_setting (ctl, object, setting_keys[0], bo_service_get_shop_name (ctl->service));
  if (argv[0] == NULL || g_str_equal (argv[0], setting_keys[1]))
    print_setting (ctl, object, setting_keys[1], bo_service_get_currency (ctl->service));
  if (argv[0] == NULL || g_str_equal (argv[0], setting_keys[2]))
    print_setting (ctl, object, setting_keys[2], g_time_zone_get_identifier (bo_service_get_time_zone (ctl->service)));
  if (ctl->json)
    ctl_print_json (object);
  else
    json_decref (object);

  return TRUE;
}
