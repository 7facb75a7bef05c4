/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl-sync.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "bo-format.h"
#include "ctl-arguments.h"
#include "ctl-output.h"

void
ctl_shop_options_clear (CtlShopOptions *options)
{
  g_free (options->keys);
  g_free (options->authority);
}

gboolean
ctl_read_keys (const char *path,
               char      **key,
               char      **secret,
               GError    **error)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;

  *key = *secret = NULL;
  if (path == NULL)
    return TRUE;
  if (!ctl_read_all (path, &contents, &length, error))
    return FALSE;
  lines = g_strsplit (contents, "\n", 3);
  if (strlen (contents) == length && g_utf8_validate (contents, (gssize) length, NULL) && lines[0] != NULL &&
      *g_strstrip (lines[0]) != '\0' && lines[1] != NULL && *g_strstrip (lines[1]) != '\0')
    {
      *key = g_strdup (lines[0]);
      *secret = g_strdup (lines[1]);
      return TRUE;
    }
  g_set_error (error, CTL_ERROR, CTL_ERROR_FAILED,
               _ ("“%s” should have the consumer key on its first line and the consumer secret on its second"), path);

  return FALSE;
}

static gboolean
set_options (CtlSync              *sync,
             const CtlShopOptions *options,
             GError              **error)
{
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *authority = NULL;

  if (!ctl_read_keys (options->keys, &key, &secret, error))
    return FALSE;
  if (key != NULL)
    bo_sync_lend_keys (sync, key, secret);
  if (options->authority == NULL)
    return TRUE;
  /* It is read by another thread, which knows no folder to begin in. */
  authority = g_canonicalize_filename (options->authority, NULL);
  database = g_tls_file_database_new (authority, error);
  if (database == NULL)
    {
      g_prefix_error (error, "%s: ", options->authority);
      return FALSE;
    }
  bo_sync_set_trust (sync, database);

  return TRUE;
}

/**
 * ctl_open_sync:
 * @ctl: the run
 * @options: what was typed
 * @flags: as for ctl_open()
 * @error: return location
 *
 * Returns: (transfer full): the shop of the store, or %NULL with @error set
 */
CtlSync *
ctl_open_sync (Ctl                  *ctl,
               const CtlShopOptions *options,
               BoServiceFlags        flags,
               GError              **error)
{
  g_autoptr (CtlSync) sync = NULL;

  if (!ctl_open (ctl, flags, error))
    return NULL;
  bo_sync_open_async (ctl->service, ctl->cancellable, ctl_done_cb, ctl);
  sync = bo_sync_open_finish (ctl_wait (ctl), error);
  if (sync == NULL || !set_options (sync, options, error))
    return NULL;

  return g_steal_pointer (&sync);
}

static const char *
describe_stage (BoSyncStage stage)
{
  static const char *const names[] = {
    [BO_SYNC_STAGE_NONE] = N_ ("Connecting"),
    [BO_SYNC_STAGE_CUSTOMERS] = N_ ("Customers"),
    [BO_SYNC_STAGE_PRODUCTS] = N_ ("Products"),
    [BO_SYNC_STAGE_VARIATIONS] = N_ ("Variations"),
    [BO_SYNC_STAGE_ORDERS] = N_ ("Orders"),
    [BO_SYNC_STAGE_DELETIONS] = N_ ("Deletions"),
    [BO_SYNC_STAGE_QUEUE] = N_ ("Queue"),
    [BO_SYNC_STAGE_OUTBOX] = N_ ("Writing back"),
  };

  return _ (names[stage]);
}

static void
progress_cb (BoSync         *sync,
             BoSyncProgress *progress,
             gpointer        user_data)
{
  g_autofree char *done = bo_format_units (progress->done);
  g_autofree char *total = bo_format_units (progress->total);

  if (progress->total >= 0)
    g_printerr ("\r%s %s/%s   ", describe_stage (progress->stage), done, total);
  else
    g_printerr ("\r%s %s   ", describe_stage (progress->stage), done);
}

/**
 * ctl_run_sync:
 * @ctl: the run
 * @sync: a shop that is connected
 * @flags: as for bo_sync_run_async()
 * @error: return location
 *
 * Returns: (transfer full): what a sync did, or %NULL
 */
BoSyncReport *
ctl_run_sync (Ctl        *ctl,
              CtlSync    *sync,
              BoSyncFlags flags,
              GError    **error)
{
  gboolean      terminal = isatty (STDERR_FILENO) != 0;
  BoSyncReport *report;

  if (terminal)
    g_signal_connect (sync, "progress", G_CALLBACK (progress_cb), NULL);
  bo_sync_run_async (sync, flags, ctl->cancellable, ctl_done_cb, ctl);
  report = bo_sync_run_finish (sync, ctl_wait (ctl), error);
  if (terminal)
    g_printerr ("\r%*s\r", 60, "");

  return report;
}

static void
print_report (Ctl                *ctl,
              const BoSyncReport *report)
{
  const struct
  {
    const char *key;
    const char *label;
    gint64      count;
  } counts[] = {
    { "pages", N_ ("Pages read"), report->n_pages },
    { "products", N_ ("Products new or changed"), report->n_products },
    { "customers", N_ ("Customers new or changed"), report->n_customers },
    { "orders", N_ ("Orders new or changed"), report->n_orders },
    { "removed", N_ ("Gone from the shop"), report->n_removed },
    { "lines", N_ ("Lines that joined the queue"), report->n_lines },
    { "pushed", N_ ("Written back"), report->n_pushed },
    { "conflicts", N_ ("Conflicts to settle"), report->n_conflicts },
    { "unsettled", N_ ("Products left to the next sync"), report->n_unsettled },
    { "refused", N_ ("Not readable"), report->n_refused },
  };
  json_t *object = json_object ();
  json_t *messages = json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      ctl_json_set_number (object, counts[i].key, counts[i].count);
      if (!ctl->json)
        ctl_print_field (_ (counts[i].label), "%" PRId64, counts[i].count);
    }
  for (guint i = 0; i < report->refused->len; i++)
    {
      json_array_append_new (messages, json_string (g_ptr_array_index (report->refused, i)));
      if (!ctl->json)
        printf ("  %s\n", (const char *) g_ptr_array_index (report->refused, i));
    }
  json_object_set_new (object, "messages", messages);
  if (ctl->json)
    ctl_print_json (object);
  else
    json_decref (object);
}

static void
say_otherwise (GError    **error,
               const char *text)
{
  g_clear_error (error);
  g_set_error_literal (error, CTL_ERROR, CTL_ERROR_FAILED, text);
}

/**
 * ctl_explain_keys:
 * @error: (inout): what went wrong with the shop
 *
 * Returns: %FALSE
 */
gboolean
ctl_explain_keys (GError **error)
{
  if (g_error_matches (*error, BO_SYNC_ERROR, BO_SYNC_ERROR_NO_KEYS))
    say_otherwise (error, _ ("The keys of the shop are not stored on this computer: give --keys FILE"));

  return FALSE;
}

gboolean
ctl_sync (Ctl     *ctl,
          char   **argv,
          GError **error)
{
  g_auto (CtlShopOptions) options = { NULL };
  g_autoptr (CtlSync) sync = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  gboolean           full = FALSE;
  gboolean           pull_only = FALSE;
  const GOptionEntry entries[] = {
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_ ("Read everything again, not only what changed"), NULL },
    { "pull-only", 0, 0, G_OPTION_ARG_NONE, &pull_only, N_ ("Write nothing back"), NULL },
    CTL_SHOP_ENTRIES (&options),
    { NULL }
  };

  if (!ctl_parse (ctl, &argv, entries, 0, 0, error))
    return FALSE;
  sync = ctl_open_sync (ctl, &options, BO_SERVICE_MUST_EXIST, error);
  if (sync == NULL)
    return FALSE;
  report = ctl_run_sync (ctl, sync,
                         (full ? BO_SYNC_FULL : BO_SYNC_DEFAULT) | (pull_only ? BO_SYNC_PULL_ONLY : BO_SYNC_DEFAULT), error);
  if (report == NULL)
    {
      /* Page by page a sync is kept, unlike all else that is interrupted. */
      if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say_otherwise (error, _ ("Interrupted; what had come is kept, and the next sync goes on from there"));
      return ctl_explain_keys (error);
    }
  print_report (ctl, report);

  return TRUE;
}
