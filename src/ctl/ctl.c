/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backordersctl"

#include "config.h"

#include "ctl.h"

#include <signal.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ctl-output.h"

#include "bo-db.h"

/* clang-format off */
G_DEFINE_QUARK (ctl-error-quark, ctl_error)
/* clang-format on */

/* The first Ctrl+C cancels the job, which is then taken back whole; the second ends
 * the program as it ends any other. */
static gboolean
interrupted_cb (gpointer user_data)
{
  Ctl *ctl = user_data;

  g_cancellable_cancel (ctl->cancellable);

  return G_SOURCE_REMOVE;
}

Ctl *
ctl_new (void)
{
  Ctl *ctl = g_new0 (Ctl, 1);

  ctl->cancellable = g_cancellable_new ();

  return ctl;
}

void
ctl_free (Ctl *ctl)
{
  g_free (ctl->store);
  g_clear_object (&ctl->result);
  /* Still there where the command failed. */
  g_clear_pointer (&ctl->service, bo_service_discard);
  g_clear_object (&ctl->cancellable);
  g_free (ctl);
}

/* Names the first of @words that is not UTF-8. */
static gboolean
check_utf8 (char   **words,
            GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *shown = NULL;

      if (g_utf8_validate (words[i], -1, NULL))
        continue;
      shown = g_utf8_make_valid (words[i], -1);
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("“%s” is not UTF-8"), shown);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_arguments (char   **argv,
                 guint    min_arguments,
                 guint    max_arguments,
                 GError **error)
{
  guint n = g_strv_length (argv) - 1;

  if (n < min_arguments)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("“%s” lacks an argument"), argv[0]);
      return FALSE;
    }
  if (n > max_arguments)
    {
      g_set_error (error, CTL_ERROR, CTL_ERROR_USAGE, _ ("“%s” is one argument too many"), argv[1 + max_arguments]);
      return FALSE;
    }

  return check_utf8 (argv + 1, error);
}

/**
 * ctl_parse:
 * @ctl: the run
 * @argv: (inout): the command's words, its name first; the arguments alone afterwards
 * @entries: the options of the command, whose values the caller frees; `--store` and
 *   `--json` are taken here too
 * @min_arguments: how many arguments it needs
 * @max_arguments: how many it takes at most
 * @error: return location
 *
 * The strings that @argv points at stay where they are.
 *
 * Returns: %FALSE with CTL_ERROR_USAGE or a GOptionError
 */
gboolean
ctl_parse (Ctl                *ctl,
           char             ***argv,
           const GOptionEntry *entries,
           guint               min_arguments,
           guint               max_arguments,
           GError            **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ (ctl->command->arguments));
  g_autofree char  *name = g_strdup_printf ("backordersctl %s", ctl->command->name);
  int               argc = (int) g_strv_length (*argv);
  g_autofree char **words = g_memdup2 (*argv, ((gsize) argc + 1) * sizeof (char *));
  g_autoptr (GError) local_error = NULL;
  GOptionEntry common[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &ctl->store, N_ ("Use this store instead of your own"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &ctl->json, N_ ("Print JSON"), NULL },
    { NULL }
  };

  /* The usage line says what the program is called. */
  g_set_prgname (name);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (ctl->command->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, argv, &local_error))
    {
      /* GLib does not say which of them it was. */
      if (local_error->domain != G_CONVERT_ERROR || check_utf8 (words, error))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* What follows "--" is an argument whatever it looks like. */
  if (argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
    }
  if (!check_arguments (*argv, min_arguments, max_arguments, error))
    return FALSE;
  (*argv)++;

  return TRUE;
}

/* Returns: (transfer full): the store's file */
char *
ctl_get_store_path (Ctl *ctl)
{
  return ctl->store != NULL ? g_strdup (ctl->store) : bo_service_get_default_path ();
}

static gboolean
open_store (Ctl           *ctl,
            const char    *path,
            BoServiceFlags flags,
            GError       **error)
{
  bo_service_open_async (path, flags, ctl->cancellable, ctl_done_cb, ctl);
  ctl->service = bo_service_open_finish (ctl_wait (ctl), error);

  return ctl->service != NULL;
}

/* After a crash the store is looked at, and what is wrong with it is told; nothing is
 * said when all is well. */
static gboolean
check_after_crash (Ctl     *ctl,
                   GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (!bo_service_was_unclean (ctl->service))
    return TRUE;
  bo_service_check_async (ctl->service, ctl->cancellable, ctl_done_cb, ctl);
  problems = bo_service_check_finish (ctl->service, ctl_wait (ctl), error);
  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    ctl_print_error ("backordersctl: %s: %s\n", bo_service_get_path (ctl->service), (const char *) g_ptr_array_index (problems, i));

  return TRUE;
}

/**
 * ctl_open:
 * @ctl: the run
 * @flags: BO_SERVICE_MUST_EXIST for all but what makes a store; BO_SERVICE_READ_ONLY
 *   for commands that only look, which leave the file as it is but where an older
 *   version of the program wrote it
 * @error: return location
 *
 * Opens the store.  From here on Ctrl+C cancels the job under way.
 */
gboolean
ctl_open (Ctl           *ctl,
          BoServiceFlags flags,
          GError       **error)
{
  g_autofree char *path = ctl_get_store_path (ctl);
  g_autoptr (GError) local_error = NULL;

  g_unix_signal_add (SIGINT, interrupted_cb, ctl);
  g_unix_signal_add (SIGTERM, interrupted_cb, ctl);
  if (ctl->store == NULL && (flags & BO_SERVICE_MUST_EXIST) == 0)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      g_mkdir_with_parents (folder, 0700);
    }

  if (open_store (ctl, path, flags, &local_error))
    return check_after_crash (ctl, error);
  if ((flags & BO_SERVICE_READ_ONLY) != 0 && g_error_matches (local_error, BO_DB_ERROR, BO_DB_ERROR_READ_ONLY))
    {
      g_clear_error (&local_error);
      if (open_store (ctl, path, flags & ~BO_SERVICE_READ_ONLY, &local_error))
        return check_after_crash (ctl, error);
    }
  g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", path);

  return FALSE;
}

/**
 * ctl_close:
 * @ctl: the run
 * @error: return location
 *
 * Closes the store and lets its threads end.
 */
gboolean
ctl_close (Ctl     *ctl,
           GError **error)
{
  g_clear_object (&ctl->result);
  g_clear_pointer (&ctl->service, bo_service_close);

  return TRUE;
}

/**
 * ctl_discard:
 * @ctl: the run
 *
 * Closes the store, which this run has made, and removes it.
 */
void
ctl_discard (Ctl *ctl)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char         *path = ctl_get_store_path (ctl);

  ctl_close (ctl, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

/* Keeps the result for ctl_wait(). */
void
ctl_done_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Ctl *ctl = user_data;

  g_set_object (&ctl->result, result);
}

/**
 * ctl_wait:
 * @ctl: the run
 *
 * Waits for the job that was started with ctl_done_cb(), or lets it end by Ctrl+C.
 *
 * Returns: (transfer none): its result, valid until the next wait
 */
GAsyncResult *
ctl_wait (Ctl *ctl)
{
  g_clear_object (&ctl->result);
  while (ctl->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return ctl->result;
}

/**
 * ctl_load_product:
 * @ctl: the run
 * @sku: SKU or barcode, whole
 * @error: return location
 *
 * Returns: (transfer full): the product
 */
BoProductRecord *
ctl_load_product (Ctl        *ctl,
                  const char *sku,
                  GError    **error)
{
  bo_service_find_product_async (ctl->service, sku, ctl->cancellable, ctl_done_cb, ctl);

  return bo_service_find_product_finish (ctl->service, ctl_wait (ctl), error);
}

/* Returns: the id of the product with the SKU or barcode @sku, or 0 */
gint64
ctl_find_product (Ctl        *ctl,
                  const char *sku,
                  GError    **error)
{
  g_autoptr (BoProductRecord) record = ctl_load_product (ctl, sku, error);

  return record != NULL ? record->id : 0;
}
