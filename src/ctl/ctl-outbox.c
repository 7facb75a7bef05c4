/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-sync.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-arguments.h"
#include "ctl-output.h"

static void
print_entry_json (const BoOutboxEntry *entry)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "id", entry->id);
  ctl_json_set_text (object, "kind", bo_push_kind_to_name (entry->kind));
  ctl_json_set_text (object, "state", bo_outbox_state_to_name (entry->state));
  ctl_json_set_text (object, "sku", entry->sku);
  ctl_json_set_text (object, "order", entry->order_number);
  json_object_set_new (object, "number", entry->kind == BO_PUSH_STOCK || entry->kind == BO_PUSH_BACKORDERS ? json_integer (entry->number) : json_null ());
  ctl_json_set_text (object, "text", entry->text);
  ctl_json_set_instant (object, "created", entry->created);
  ctl_json_set_number (object, "attempts", entry->attempts);
  ctl_json_set_instant (object, "next_attempt", entry->next_attempt);
  ctl_json_set_text (object, "error", entry->error);
  ctl_print_json (object);
}

static char *
describe_content (const BoOutboxEntry *entry)
{
  switch (entry->kind)
    {
    case BO_PUSH_STOCK:
      return g_strdup_printf ("%" PRId64, entry->number);
    case BO_PUSH_BACKORDERS:
      if (entry->number < BO_REMOTE_BACKORDERS_NO || entry->number > BO_REMOTE_BACKORDERS_YES)
        return g_strdup ("");
      return g_strdup (bo_remote_backorders_to_name ((BoRemoteBackorders) entry->number));
    case BO_PUSH_META:
    case BO_PUSH_NOTE:
    default:
      return g_strdup (entry->text);
    }
}

static gboolean
list_entries (Ctl     *ctl,
              CtlSync *sync,
              char   **argv,
              GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (CtlTable) table = ctl_table_new ();

  bo_sync_list_outbox_async (sync, ctl->cancellable, ctl_done_cb, ctl);
  entries = bo_sync_list_outbox_finish (sync, ctl_wait (ctl), error);
  if (entries == NULL)
    return FALSE;
  ctl_table_add_column (table, _ ("Entry"), TRUE);
  ctl_table_add_column (table, _ ("What"), FALSE);
  ctl_table_add_column (table, _ ("Of"), FALSE);
  ctl_table_add_column (table, _ ("Content"), FALSE);
  ctl_table_add_column (table, _ ("State"), FALSE);
  ctl_table_add_column (table, _ ("Error"), FALSE);
  for (guint i = 0; i < entries->len; i++)
    {
      const BoOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (ctl->json)
        {
          print_entry_json (entry);
          continue;
        }
      ctl_table_add_number (table, entry->id);
      ctl_table_add (table, bo_push_kind_to_name (entry->kind));
      ctl_table_add (table, entry->sku != NULL ? entry->sku : entry->order_number);
      ctl_table_take (table, describe_content (entry));
      ctl_table_add (table, bo_outbox_state_to_name (entry->state));
      ctl_table_add (table, entry->error != NULL ? entry->error : "");
    }
  if (!ctl->json)
    ctl_table_flush (table);

  return TRUE;
}

static void
print_conflict_json (const BoConflict *conflict)
{
  json_t *object = json_object ();

  ctl_json_set_number (object, "id", conflict->id);
  ctl_json_set_text (object, "kind", bo_conflict_kind_to_name (conflict->kind));
  ctl_json_set_text (object, "sku", conflict->sku);
  ctl_json_set_text (object, "order", conflict->order_number);
  ctl_json_set_number (object, "mine", conflict->mine);
  ctl_json_set_number (object, "theirs", conflict->theirs);
  ctl_json_set_instant (object, "at", conflict->at);
  ctl_print_json (object);
}

static gboolean
list_conflicts (Ctl     *ctl,
                CtlSync *sync,
                char   **argv,
                GError **error)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (CtlTable) table = ctl_table_new ();

  bo_sync_list_conflicts_async (sync, ctl->cancellable, ctl_done_cb, ctl);
  conflicts = bo_sync_list_conflicts_finish (sync, ctl_wait (ctl), error);
  if (conflicts == NULL)
    return FALSE;
  ctl_table_add_column (table, _ ("Conflict"), TRUE);
  ctl_table_add_column (table, _ ("What"), FALSE);
  ctl_table_add_column (table, _ ("Of"), FALSE);
  ctl_table_add_column (table, _ ("Here"), TRUE);
  ctl_table_add_column (table, _ ("Shop"), TRUE);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (ctl->json)
        {
          print_conflict_json (conflict);
          continue;
        }
      ctl_table_add_number (table, conflict->id);
      ctl_table_add (table, bo_conflict_kind_to_name (conflict->kind));
      ctl_table_add (table, conflict->sku != NULL ? conflict->sku : conflict->order_number != NULL ? conflict->order_number
                                                                                                   : "");
      ctl_table_add_number (table, conflict->mine);
      ctl_table_add_number (table, conflict->theirs);
    }
  if (!ctl->json)
    ctl_table_flush (table);

  return TRUE;
}

static gboolean
retry (Ctl     *ctl,
       CtlSync *sync,
       char   **argv,
       GError **error)
{
  gint64 id = 0;

  if (argv[0] != NULL && !ctl_parse_id (argv[0], _ ("Entry"), &id, error))
    return FALSE;
  bo_sync_retry_async (sync, id, ctl->cancellable, ctl_done_cb, ctl);

  return bo_sync_outbox_finish (sync, ctl_wait (ctl), error);
}

static gboolean
drop (Ctl     *ctl,
      CtlSync *sync,
      char   **argv,
      GError **error)
{
  gint64 id;

  if (!ctl_parse_id (argv[0], _ ("Entry"), &id, error))
    return FALSE;
  bo_sync_drop_async (sync, id, ctl->cancellable, ctl_done_cb, ctl);

  return bo_sync_outbox_finish (sync, ctl_wait (ctl), error);
}

static gboolean
resolve (Ctl         *ctl,
         CtlSync     *sync,
         const char  *conflict,
         BoResolution resolution,
         GError     **error)
{
  gint64 id;

  if (!ctl_parse_id (conflict, _ ("Conflict"), &id, error))
    return FALSE;
  bo_sync_resolve_async (sync, id, resolution, ctl->cancellable, ctl_done_cb, ctl);

  return bo_sync_outbox_finish (sync, ctl_wait (ctl), error);
}

static gboolean
keep (Ctl     *ctl,
      CtlSync *sync,
      char   **argv,
      GError **error)
{
  return resolve (ctl, sync, argv[0], BO_RESOLVE_MINE, error);
}

static gboolean
take (Ctl     *ctl,
      CtlSync *sync,
      char   **argv,
      GError **error)
{
  return resolve (ctl, sync, argv[0], BO_RESOLVE_THEIRS, error);
}

/* A note to the customer of a line's order. */
static gboolean
note (Ctl     *ctl,
      CtlSync *sync,
      char   **argv,
      GError **error)
{
  g_autoptr (BoLineDetail) detail = NULL;
  gint64 id;

  if (!ctl_parse_id (argv[0], _ ("Line"), &id, error))
    return FALSE;
  bo_service_load_line_detail_async (ctl->service, id, ctl->cancellable, ctl_done_cb, ctl);
  detail = bo_service_load_line_detail_finish (ctl->service, ctl_wait (ctl), error);
  if (detail == NULL)
    return FALSE;
  bo_sync_add_note_async (sync, detail->line->order_id, argv[1], ctl->cancellable, ctl_done_cb, ctl);

  return bo_sync_outbox_finish (sync, ctl_wait (ctl), error);
}

static const struct
{
  const char    *name;
  guint          min_arguments;
  guint          max_arguments;
  BoServiceFlags flags;
  gboolean (*func) (Ctl *ctl, CtlSync *sync, char **argv, GError **error);
} actions[] = {
  { "list", 0, 0, BO_SERVICE_READ_ONLY, list_entries },
  { "retry", 0, 1, BO_SERVICE_DEFAULT, retry },
  { "drop", 1, 1, BO_SERVICE_DEFAULT, drop },
  { "note", 2, 2, BO_SERVICE_DEFAULT, note },
  { "conflicts", 0, 0, BO_SERVICE_READ_ONLY, list_conflicts },
  { "keep", 1, 1, BO_SERVICE_DEFAULT, keep },
  { "take", 1, 1, BO_SERVICE_DEFAULT, take },
};

gboolean
ctl_outbox (Ctl     *ctl,
            char   **argv,
            GError **error)
{
  static const CtlShopOptions no_options = { NULL, NULL };
  const GOptionEntry          entries[] = { { NULL } };

  if (!ctl_parse (ctl, &argv, entries, 1, 3, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      guint n = g_strv_length (argv) - 1;
      g_autoptr (CtlSync) sync = NULL;

      if (!g_str_equal (argv[0], actions[i].name))
        continue;
      if (n < actions[i].min_arguments || n > actions[i].max_arguments)
        {
          g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE,
                       n < actions[i].min_arguments ? _ ("“%s” lacks an argument") : _ ("“%s” has one argument too many"),
                       argv[0]);
          return FALSE;
        }
      sync = ctl_open_sync (ctl, &no_options, BO_SERVICE_MUST_EXIST | actions[i].flags, error);
      return sync != NULL && actions[i].func (ctl, sync, argv + 1, error);
    }
  g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE,
               _ ("“%s” is nothing to do with the outbox: list, retry, drop, note, conflicts, keep or take"), argv[0]);

  return FALSE;
}
